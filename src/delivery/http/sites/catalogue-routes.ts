import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readValidations, validateLedgerAccounts } from '../../../billing/index.ts';
import { businessDay } from '../../../platform/security/index.ts';
import { endCatalogueEntry, listCatalogue, setCatalogueEntry } from '../../../warehouse/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const wantedEntry = z.strictObject({
  name: z.string().max(100).nullable().default(null),
  /** Number of the entry that was read, `0` where there was none. */
  seen: z.string().max(20),
});

const validation = z.strictObject({ full: z.boolean().default(false) });

/** Runs that are listed. */
const runsShown = 20;

interface EntryAddress {
  Params: { catalogue: string; code: string };
}

/**
 * `GET /catalogues/<catalogue>`, `PUT` and `DELETE /catalogues/<catalogue>/<code>`; `GET` and
 * `POST /accounts/validation`.
 */
export function addCatalogueRoutes(server: FastifyInstance, { doors, billing, clock }: ServerOptions): void {
  const { owner } = doors;
  server.get('/accounts/validation', (request) =>
    readValidations(principalOf(guestOf(request), owner), runsShown),
  );
  server.post('/accounts/validation', async (request) => {
    const { full: isFull } = bodyOf(request.body ?? {}, validation);
    const { day: today } = await businessDay(owner, billing.timeZone, clock);
    return validateLedgerAccounts(principalOf(guestOf(request), owner), { isFull, today });
  });
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
