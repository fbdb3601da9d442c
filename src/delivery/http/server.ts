import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import Fastify, { type FastifyInstance } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import { shapedForJson } from '../../kernel/json-shape.ts';
import { flowSeal } from '../../platform/security/index.ts';
import { addIntakeRoom } from './data/intake-route.ts';
import { everyRoute, plainRoutes } from './every-route.ts';
import { addRoutes } from './routing/add-routes.ts';
import { openApiOf } from './routing/open-api.ts';
import { answerError, answerMilliseconds, bodyBytesMax } from './answer-errors.ts';
import { addGate, type Access } from './gate.ts';
import { addPatience, deliveryMilliseconds, headMilliseconds } from './body-patience.ts';
import { addMeter } from './metered.ts';
import { requireKeptText } from './kept-text.ts';
import { addODataRoutes } from './odata-routes.ts';
import { requestIdOf, requireEachOnce, requireShortUrl } from './request-facts.ts';
import { addSecurityHeaders, answerUnreadable } from './security-headers.ts';
import type { ServerOptions } from './server-options.ts';
import { ChangeFeed } from './stream/change-feed.ts';
import { addAppRoutes } from './web/app-routes.ts';

/** Bytes that the head of a request may have, with the longest address of the data service. */
const headBytesMax = 49_152;

/** A route of the server. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
}

const routes = new WeakMap<FastifyInstance, Route[]>();

/**
 * Every route of a server that `createServer` made.
 *
 * @public asked by the tests, which try each of them
 */
export function routesOf(server: FastifyInstance): readonly Route[] {
  return routes.get(server) ?? [];
}

/**
 * Makes the web server. Everything but `GET /health`, `GET /sign-in`, `GET /sign-in/callback` and the files of the web
 * app (`GET /assets/:name`, the same for everybody) needs a token: of a sign-in, of a key, or of a service.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const isSecure = options.publicUrl.startsWith('https:');
  const server = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: bodyBytesMax,
    handlerTimeout: answerMilliseconds,
    trustProxy: options.isBehindProxy ? 'loopback' : false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    serverFactory: (listener) => listeningServer(listener, options),
    clientErrorHandler: (error, socket) => {
      answerUnreadable(error, socket, isSecure);
    },
    // An address that cannot be read does not come as far as the hooks.
    frameworkErrors: (error, request, reply) => {
      addSecurityHeaders(reply.header('x-request-id', request.id), isSecure);
      void answerError(error, request, reply);
    },
  });
  rememberRoutes(server);
  server.setErrorHandler(answerError);
  addMeter(server, options);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (options.demoDay !== null) reply.header('x-demo-clock', options.demoDay);
    addSecurityHeaders(reply, isSecure);
    requireShortUrl(request);
    return Promise.resolve();
  });
  // The form of a page sends nothing that is read; its cookie says who it is from.
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, _body, done) => {
      done(null, null);
    },
  );
  server.addHook('preSerialization', async (_request, _reply, answer) =>
    Promise.resolve(shapedForJson(answer)),
  );
  addPatience(server);
  const gate = addGate(server, options);
  if (options.app) addAppRoutes(server, options.app);
  server.addHook('onRequest', async (request) => {
    requireEachOnce(request);
    return Promise.resolve();
  });
  server.addHook('preHandler', async (request) => {
    requireKeptText(request);
    return Promise.resolve();
  });
  server.setNotFoundHandler(({ method, url }) => {
    throw refusal('HTTP_NOT_FOUND', { method, path: url.split('?')[0] ?? url });
  });
  const changes = new ChangeFeed(options.doors.owner);
  server.addHook('onClose', () => changes.close());
  let description: string | undefined;
  const parts = {
    ...options,
    gate,
    changes,
    description: () => (description ??= JSON.stringify(openApi())),
    seal: options.signIn && flowSeal(options.signIn.provider.settings.clientSecret, options.clock),
  };
  addRoutes(server, plainRoutes, parts);
  addIntakeRoom(server, parts);
  addODataRoutes(server, options);
  return server;
}

/** The description of the service as OpenAPI 3.1, made without a server. */
export function openApi(): ReturnType<typeof openApiOf> {
  return openApiOf(everyRoute);
}

function rememberRoutes(server: FastifyInstance): void {
  const declaredRoutes: Route[] = [];
  routes.set(server, declaredRoutes);
  server.addHook('onRoute', ({ method, path, config }) => {
    const access = (config as { access?: Access } | undefined)?.access ?? 'person';
    for (const each of [method].flat()) declaredRoutes.push({ method: each, path, access });
  });
}

/** What TLS may use, the strongest first: authenticated, and with keys that a stolen certificate does not open. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
];

/** With or without TLS; never older than 1.2. */
function listeningServer(listener: RequestListener, { certificate }: ServerOptions) {
  const patience = {
    maxHeaderSize: headBytesMax,
    headersTimeout: headMilliseconds,
    requestTimeout: deliveryMilliseconds,
  };
  if (!certificate) return createHttpServer(patience, listener);
  const { certificate: cert, key } = certificate;
  const tls = {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ciphers: ciphers.join(':'),
    honorCipherOrder: true,
  } as const;
  return createHttpsServer({ ...patience, ...tls }, listener);
}

/** Listens at host and port; the address. Refuses with HTTP_PORT_TAKEN or CONFIGURATION_INVALID. */
export async function listen(
  server: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EADDRINUSE') throw refusal('HTTP_PORT_TAKEN', { host, port });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw refusal('CONFIGURATION_INVALID', {
        variable: 'DAYBOOK_HOST',
        problem: 'is not an address of this machine',
      });
    throw cause;
  }
}
