import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endCatalogueEntry, listCatalogue, setCatalogueEntry } from '../../../warehouse/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const wantedEntry = z.strictObject({
  name: z.string().max(100).nullable().default(null),
  /** Number of the entry that was read, `0` where there was none. */
  seen: z.string().max(20),
});

interface EntryAddress {
  Params: { catalogue: string; code: string };
}

/** `GET /catalogues/<catalogue>`, `PUT` and `DELETE /catalogues/<catalogue>/<code>`. */
export function addCatalogueRoutes(server: FastifyInstance, { doors }: ServerOptions): void {
  const { owner } = doors;
  server.get<{ Params: { catalogue: string }; Querystring: { history?: string } }>(
    '/catalogues/:catalogue',
    (request) =>
      listCatalogue(principalOf(guestOf(request), owner), {
        catalogue: request.params.catalogue,
        isHistory: request.query.history !== undefined,
      }),
  );
  server.put<EntryAddress>('/catalogues/:catalogue/:code', (request) =>
    setCatalogueEntry(principalOf(guestOf(request), owner), {
      ...request.params,
      ...bodyOf(request.body, wantedEntry),
    }),
  );
  server.delete<EntryAddress>('/catalogues/:catalogue/:code', (request) =>
    endCatalogueEntry(principalOf(guestOf(request), owner), { ...request.params, seen: null }),
  );
}
