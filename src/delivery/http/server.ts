import Fastify, { type FastifyInstance } from 'fastify';
import { refusal, Refusal } from '../../kernel/errors.ts';
import { addIntakeRoute, type TakeInStream } from './intake-route.ts';
import { statusPage, type Status } from './status-page.ts';

export interface ServerOptions {
  /** Throws when the database does not answer. */
  readonly health: () => Promise<Health>;
  readonly status: () => Promise<Status>;
  /** The door for files over HTTP; absent while no token is configured. */
  readonly intake?: { readonly token: string; readonly takeIn: TakeInStream };
}

/** What `GET /health` says when all is well. */
export interface Health {
  readonly version: string;
  readonly database: string;
  readonly migration: number;
}

/**
 * Makes the web server: `GET /health`, a status page at `GET /`, and `POST /intake/<feed>` where a token is
 * configured.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  server.setErrorHandler((cause, _request, reply) => {
    if (cause instanceof Refusal) {
      const { code, message, next, status } = cause;
      return reply.status(status).send({ error: { code, message, next } });
    }
    const { code, message, next, status } = refusal('HTTP_FAILED');
    if (!isClientError(cause)) say(cause);
    return reply
      .status(isClientError(cause) ? cause.statusCode : status)
      .send({ error: { code, message, next } });
  });
  server.get('/health', async (_request, reply) => {
    try {
      return { status: 'ok', ...(await options.health()) };
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      return reply.status(503).send({ status: 'database does not answer', message });
    }
  });
  server.get('/', async (_request, reply) => {
    // Nothing on the page runs or is fetched, so nothing is allowed to.
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return reply.type('text/html; charset=utf-8').send(statusPage(await options.status()));
  });
  if (options.intake) addIntakeRoute(server, options.intake);
  else {
    // Whatever type the body has, the answer is that the door is shut, not that the type is wrong.
    server.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    server.post('/intake/:feed', () => {
      throw refusal('HTTP_INTAKE_OFF');
    });
  }
  return server;
}

/** What Fastify itself refuses: a broken request, an unknown method. */
function isClientError(cause: unknown): cause is { readonly statusCode: number } {
  return (
    cause instanceof Error &&
    'statusCode' in cause &&
    typeof cause.statusCode === 'number' &&
    cause.statusCode < 500
  );
}

function say(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
}

/** Listens on 127.0.0.1 only; the address. Refuses with HTTP_PORT_TAKEN. */
export async function listen(server: FastifyInstance, port: number): Promise<string> {
  try {
    return await server.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')
      throw refusal('HTTP_PORT_TAKEN', { port });
    throw cause;
  }
}
