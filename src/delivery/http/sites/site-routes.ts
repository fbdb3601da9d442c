import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { businessDay } from '../../../platform/security/index.ts';
import { changeSite, listSites, showSite } from '../../../warehouse/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import type { ServerOptions } from '../server-options.ts';

const change = z.strictObject({
  /** Revision that was read before: a change over the web always says what it has seen. */
  seen: z.int().min(0),
  values: z.record(z.string().max(50), z.string().max(1000).nullable()).default({}),
  back_to_list: z.array(z.string().max(50)).max(50).default([]),
});

/** `GET /sites`, `GET /sites/<site>` and `PATCH /sites/<site>`. */
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
    const { seen, values, back_to_list: backToList } = read(change, request.body);
    const { keepsSiteOverrides: isKept } = await billing.operator();
    const asked = { site: request.params.site, values, backToList, seen };
    return changeSite(principalOf(guestOf(request), owner), asked, { isKept });
  });
}

/** What a body says. Refuses with HTTP_REQUEST_INVALID, naming the field. */
function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const asked = shape.safeParse(body);
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw refusal('HTTP_REQUEST_INVALID', {
    problem: `${field === '' ? 'its body' : field} is not valid: ${issue?.message ?? ''}`,
  });
}
