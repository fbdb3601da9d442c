import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  listOperatorFacts,
  readOperatorFact,
  resetOperatorFact,
  setOperatorFact,
} from '../../../platform/operator/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const factValues = z.strictObject({ values: z.array(z.string().max(100)).max(2000) });

interface Named {
  readonly Params: { readonly name: string };
}

/**
 * `GET /operator-facts`; `GET`, `PUT` and `DELETE /operator-facts/<name>`: what `daybook operator` lists, shows, sets
 * and resets. The reason of a change is the one of the request (`x-daybook-reason`).
 */
export function addOperatorRoutes(server: FastifyInstance, { doors: { owner } }: ServerOptions): void {
  server.get('/operator-facts', (request) => listOperatorFacts(principalOf(guestOf(request), owner)));
  server.get<Named>('/operator-facts/:name', (request) =>
    readOperatorFact(principalOf(guestOf(request), owner), request.params.name),
  );
  server.put<Named>('/operator-facts/:name', async (request) => {
    const [principal, { name }] = [principalOf(guestOf(request), owner), request.params];
    await setOperatorFact(principal, { name, values: bodyOf(request.body, factValues).values });
    return readOperatorFact(principal, name);
  });
  server.delete<Named>('/operator-facts/:name', async (request) => {
    const [principal, { name }] = [principalOf(guestOf(request), owner), request.params];
    await resetOperatorFact(principal, name);
    return readOperatorFact(principal, name);
  });
}
