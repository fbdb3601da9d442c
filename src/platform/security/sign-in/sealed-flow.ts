import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../../kernel/clock.ts';

/** What has to be remembered between leaving for the identity provider and coming back. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  /** Proof of PKCE (RFC 7636): only who began can finish. */
  readonly codeVerifier: string;
  readonly isStepUp: boolean;
  /** The page that leads on after it; absent: the first. */
  readonly to?: string;
  /** Milliseconds since 1970. */
  readonly beganMs: number;
}

/** Minutes that a person has for signing in. */
const flowMinutes = 10;

/** Seals and opens flows, so that a cookie can keep them: nobody else reads or makes one. */
export interface FlowSeal {
  readonly seal: (flow: Flow) => string;
  /** Null for what was not sealed here, or is older than ten minutes. */
  readonly open: (sealed: string) => Flow | null;
}

/** `secret` is what every program of the same address shares, so that one may finish what another began. */
export function flowSeal(secret: string, clock: Clock): FlowSeal {
  const key = createHmac('sha256', secret).update('daybook sign-in').digest();
  return {
    seal: (flow) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const content = Buffer.concat([cipher.update(JSON.stringify(flow), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url');
    },
    open: (sealed) => {
      const flow = opened(key, Buffer.from(sealed, 'base64url'));
      if (flow === null) return null;
      return clock.now().getTime() - flow.beganMs > flowMinutes * 60_000 ? null : flow;
    },
  };
}

function opened(key: Buffer, bytes: Buffer): Flow | null {
  if (bytes.length < 29) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as Flow;
  } catch {
    // What was not sealed with this key does not open: the person begins again.
    return null;
  }
}
