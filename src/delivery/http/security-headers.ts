import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { contentPolicy } from './page.ts';

/** Seconds of a year, what lists of HTTPS-only hosts ask for. */
const year = 31_536_000;

/** What every answer tells the browser, whatever it is an answer to. */
export function addSecurityHeaders(reply: FastifyReply, isSecure: boolean): void {
  reply.headers(securityHeaders(isSecure));
}

function securityHeaders(isSecure: boolean): Record<string, string> {
  return {
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
  };
}

/** What Node finds wrong with a request before there is one, by the code of its error. */
const unreadable: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The request header is too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time.'],
};

/** Answers what cannot be read as a request, with the headers of every answer, and hangs up. */
export function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Pick<Socket, 'writable' | 'end' | 'destroy'>,
  isSecure: boolean,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = unreadable[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not a valid request.',
  ];
  const body = JSON.stringify({
    error: { code: 'HTTP_REQUEST_INVALID', message, next: 'Send it again as HTTP/1.1.' },
  });
  const headers = Object.entries({
    ...securityHeaders(isSecure),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n${body}`);
}
