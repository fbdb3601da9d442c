import type { MapRequest } from './map-request.ts';
import type { Reply } from './map-reply.ts';

/** The web service that takes documents for the ledger. */
export interface LedgerEndpoint {
  /** Address, with user and password where it asks for them by HTTP's basic scheme. */
  readonly url: string;
  /** Value of the header `Authorization`, where it asks for another. */
  readonly authorization: string | null;
  /** Milliseconds for it to answer. */
  readonly patience: number;
}

/** Bytes of a reply that are read; a table of errors of 1,000 rows has a tenth of it. */
const largestReply = 4 * 1024 * 1024;

/** Failures by which the request surely did not arrive: no name, no way, nobody listens, no trust. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS.*|.*CERT.*)$/;

/** Hands one request over. Never throws: what went wrong is an outcome, and says whether it may have arrived. */
export async function callEndpoint(service: LedgerEndpoint, request: MapRequest): Promise<Reply> {
  const url = new URL(service.url);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const authorization =
    service.authorization ?? (username === '' ? null : `Basic ${basic.toString('base64')}`);
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A redirect would repeat the call elsewhere; it is told as a refusal.
      redirect: 'manual',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${request.soapAction}"`,
        ...(authorization === null ? {} : { authorization }),
      },
      body: request.body,
      signal: AbortSignal.timeout(service.patience),
    });
    const text = await textOf(response);
    const { readReply } = await import('./map-reply.ts');
    return readReply(response.status, text);
  } catch (cause) {
    return failureOf(cause, service.patience);
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > largestReply) throw new Error(`a reply of more than ${String(largestReply)} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function failureOf(cause: unknown, patience: number): Reply {
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return { outcome: 'unclear', status: null, said: `no answer within ${String(patience / 1000)} seconds` };
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const said = code === '' ? String(inner) : `the connection failed (${code})`;
  return { outcome: beforeSending.test(code) ? 'not reached' : 'unclear', status: null, said };
}
