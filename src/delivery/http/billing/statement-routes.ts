import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  approveStatements,
  findStatements,
  postStatements,
  previewStatements,
  refuseStatements,
  resendStatements,
  sendStatements,
  statementSeen,
  type BulkAction,
} from '../../../billing/index.ts';
import type { Database, Each } from '../../../platform/database/index.ts';
import type { Principal } from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import type { BillingParts } from '../server-options.ts';
import { actAsked, listAsked, type ActAsked } from './asked-statements.ts';
import { answerEach } from './each-answer.ts';

/** Does something to statements. */
export type Act = (principal: Principal, asked: ActAsked) => Promise<Each<unknown>>;

/**
 * `GET /statements` and `GET /statements/<number>`, and `POST /statements/<action>` with `statements` or a `filter`;
 * `dry_run` only shows what was chosen. The reason stands in the header.
 */
export function addStatementRoutes(server: FastifyInstance, owner: Database, parts: BillingParts): void {
  const principal = (request: FastifyRequest): Principal => principalOf(guestOf(request), owner);
  server.get<{ Querystring: Record<string, string> }>('/statements', async (request) =>
    findStatements(principal(request), await parts.operator(), {
      filter: listAsked({ ...request.query }),
      timeZone: parts.timeZone,
      asOf: await parts.today(),
      isExport: false,
    }),
  );
  server.get<{ Params: { id: string } }>('/statements/:id', (request) =>
    statementSeen(principal(request), request.params.id),
  );
  for (const [action, act] of Object.entries(actsOf(parts)) as [BulkAction, Act][])
    server.post(`/statements/${action}`, async (request, reply): Promise<FastifyReply> => {
      const asked = actAsked(request.body);
      if (asked.isDryRun)
        return reply.send(await previewStatements(principal(request), action, asked.choice));
      return answerEach(reply, await act(principal(request), asked));
    });
}

/** What is done to statements, by the name of the action. */
export function actsOf({ operator, going }: BillingParts): Readonly<Record<BulkAction, Act>> {
  return {
    approve: async (principal, asked) => approveStatements(principal, await operator(), asked),
    reject: (principal, asked) => refuseStatements(principal, 'reject', asked),
    'send-back': (principal, asked) => refuseStatements(principal, 'send-back', asked),
    send: async (principal, asked) => sendStatements(principal, await going(), asked),
    resend: async (principal, { choice }) => resendStatements(principal, await going(), choice),
    post: async (principal, { choice }) => postStatements(principal, await going(), choice),
  };
}
