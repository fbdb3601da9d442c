import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { openInBilling } from '../../../billing/index.ts';
import { openInForecasts } from '../../../forecasting/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { businessDay } from '../../../platform/security/index.ts';
import {
  addSiteContact,
  changeSite,
  closeSite,
  contactKinds,
  endSiteContact,
  listContacts,
  listSites,
  listTerritories,
  moveSiteTo,
  showSite,
  takeSiteOn,
  verifySiteContact,
} from '../../../warehouse/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const change = z.strictObject({
  /** Revision that was read before: a change over the web always says what it has seen. */
  seen: z.int().min(0),
  values: z.record(z.string().max(50), z.string().max(1000).nullable()).default({}),
  back_to_list: z.array(z.string().max(50)).max(50).default([]),
});

const text = z.string().max(1000).nullable().default(null);
const contact = z.strictObject({
  seen: z.int().min(0),
  kind: z.enum(contactKinds),
  name: z.string().max(100),
  emails: text,
  phone: text,
  verified_on: text,
});
const verification = z.strictObject({ on: z.iso.date().optional() });
const onboarding = z.strictObject({
  site: z.string().max(4),
  from: z.iso.date().optional(),
  values: z.record(z.string().max(50), z.string().max(1000).nullable()).default({}),
  territory: z.string().max(100).nullable().default(null),
});
const closing = z.strictObject({ seen: z.int().min(0), on: z.iso.date() });
const placement = z.strictObject({ territory: z.string().max(100).nullable(), from: z.iso.date() });

/**
 * `GET /sites`, `POST /sites`, `GET` and `PATCH /sites/<site>`, `POST /sites/<site>/close`; contacts and the territory
 * of a site, and all of both (`/contacts`, `/territories`).
 */
export function addSiteRoutes(server: FastifyInstance, { doors, billing, clock }: ServerOptions): void {
  const { owner } = doors;
  const dayOf = async (): Promise<{ readonly today: string }> => ({
    today: (await businessDay(owner, billing.timeZone, clock)).day,
  });
  server.get('/sites', async (request) => listSites(principalOf(guestOf(request), owner), await dayOf()));
  server.get<{ Params: { site: string } }>('/sites/:site', async (request) =>
    showSite(principalOf(guestOf(request), owner), {
      site: request.params.site,
      ...(await dayOf()),
    }),
  );
  server.patch<{ Params: { site: string } }>('/sites/:site', async (request) => {
    const { seen, values, back_to_list: backToList } = bodyOf(request.body, change);
    const { keepsSiteOverrides: isKept } = await billing.operator();
    const asked = { site: request.params.site, values, backToList, seen };
    return changeSite(principalOf(guestOf(request), owner), asked, { isKept });
  });
  server.post('/sites', async (request, reply) => {
    const { from = (await dayOf()).today, ...wanted } = bodyOf(request.body, onboarding);
    const { keepsSiteOverrides: isKept } = await billing.operator();
    const principal = principalOf(guestOf(request), owner);
    return reply.status(201).send(await takeSiteOn(principal, { ...wanted, from }, { isKept }));
  });
  server.post<{ Params: { site: string } }>('/sites/:site/close', async (request) => {
    const { on, seen } = bodyOf(request.body, closing);
    const { site } = request.params;
    const { keepsSiteOverrides: isKept } = await billing.operator();
    const principal = principalOf(guestOf(request), owner);
    const { revision } = await closeSite(principal, { site, on, seen }, { isKept });
    const asked = { site, closesOn: on };
    const open = [...(await openInBilling(principal, asked)), ...(await openInForecasts(principal, asked))];
    return { site, closedOn: on, revision, open };
  });
  addContactRoutes(server, owner, dayOf);
  server.get('/territories', async (request) =>
    listTerritories(principalOf(guestOf(request), owner), (await dayOf()).today),
  );
  server.put<{ Params: { site: string } }>('/sites/:site/territory', async (request) =>
    moveSiteTo(principalOf(guestOf(request), owner), {
      site: request.params.site,
      ...bodyOf(request.body, placement),
    }),
  );
}

function addContactRoutes(
  server: FastifyInstance,
  owner: Database,
  dayOf: () => Promise<{ readonly today: string }>,
): void {
  server.get('/contacts', async (request) =>
    listContacts(principalOf(guestOf(request), owner), { site: null, ...(await dayOf()) }),
  );
  server.get<{ Params: { site: string } }>('/sites/:site/contacts', async (request) =>
    listContacts(principalOf(guestOf(request), owner), { site: request.params.site, ...(await dayOf()) }),
  );
  server.post<{ Params: { site: string } }>('/sites/:site/contacts', async (request, reply) => {
    const { seen, verified_on: verifiedOn, ...wanted } = bodyOf(request.body, contact);
    const added = await addSiteContact(
      principalOf(guestOf(request), owner),
      { ...wanted, site: request.params.site, verifiedOn },
      { ...(await dayOf()), seen },
    );
    return reply.status(201).send(added);
  });
  server.post<{ Params: { number: string } }>('/contacts/:number/verify', async (request) => {
    const { today } = await dayOf();
    const { on = today } = bodyOf(request.body ?? {}, verification);
    return verifySiteContact(principalOf(guestOf(request), owner), {
      number: request.params.number,
      on,
      today,
    });
  });
  server.delete<{ Params: { number: string } }>('/contacts/:number', (request) =>
    endSiteContact(principalOf(guestOf(request), owner), request.params.number),
  );
}
