import type { FastifyReply } from 'fastify';
import { contentPolicy } from './page.ts';

/** Seconds of a year, what lists of HTTPS-only hosts ask for. */
const year = 31_536_000;

/** What every answer tells the browser, whatever it is an answer to. */
export function addSecurityHeaders(reply: FastifyReply, isSecure: boolean): void {
  reply.headers({
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not "no-referrer": browsers would then hide the origin of our own forms.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(isSecure ? { 'strict-transport-security': `max-age=${String(year)}; includeSubDomains` } : {}),
  });
}
