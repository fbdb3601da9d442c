import { z } from 'zod';
import {
  approveStatements,
  findStatements,
  postStatements,
  previewStatements,
  refuseStatements,
  resendStatements,
  sendStatements,
  statementWithOffers,
  type BulkAction,
} from '../../../billing/index.ts';
import type { Each } from '../../../platform/database/index.ts';
import type { Principal } from '../../../platform/security/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { route } from '../routing/route.ts';
import type { BillingParts } from '../server-options.ts';
import {
  chosenStatements,
  listedStatement,
  postingShape,
  reviewedStatement,
  sentStatementShape,
  wholeStatement,
} from './statement-shapes.ts';
import { actAsked, listAsked, statementAct, statementQuery, type ActAsked } from './statement-choice.ts';

const listed = route(
  {
    method: 'GET',
    path: '/statements',
    place: 'Statements',
    summary: 'Lists statements, newest month first.',
    access: 'data:read',
    query: statementQuery,
    answer: z.array(listedStatement),
  },
  async ({ principal, query, parts }) =>
    findStatements(principal, await parts.billing.operator(), {
      filter: listAsked(query),
      timeZone: parts.billing.timeZone,
      asOf: await parts.billing.today(),
      isExport: false,
    }),
);

const shown = route(
  {
    method: 'GET',
    path: '/statements/:id',
    place: 'Statements',
    summary: 'Shows a statement with invoices, lines, marks and history.',
    details:
      'Older statements need a reason in the header, as does any single one for executives and finance.',
    access: 'data:read',
    params: z.strictObject({ id: z.string().max(30).describe('Number of the statement') }),
    answer: wholeStatement,
    refusals: ['BILLING_STATEMENT_UNKNOWN', 'BILLING_REASON_NEEDED'],
  },
  ({ principal, params }) => statementWithOffers(principal, params.id),
);

const declarationOf = (action: BulkAction, summary: string) =>
  ({
    method: 'POST',
    path: `/statements/${action}`,
    place: 'Statements',
    summary: `${summary}, each separately; a dry run only shows what was chosen.`,
    details: 'The reason goes into the header.',
    access: 'data:write',
    body: statementAct,
    statuses: [200, 207],
    refusals: ['BILLING_CHOICE_UNCLEAR', 'SECURITY_REASON_MISSING'],
  }) as const;

const reviewing = (action: 'approve' | 'reject' | 'send-back', summary: string) =>
  route(
    {
      ...declarationOf(action, summary),
      answer: z.union([each(reviewedStatement), chosenStatements]),
    },
    async ({ principal, body, parts, reply }) => {
      const act = actAsked(body);
      if (body.dry_run) return previewStatements(principal, action, act.choice);
      return answerEach(reply, await actsOf(parts.billing)[action](principal, act));
    },
  );

const sending = (action: 'send' | 'resend', summary: string) =>
  route(
    {
      ...declarationOf(action, summary),
      answer: z.union([each(sentStatementShape), chosenStatements]),
    },
    async ({ principal, body, parts, reply }) => {
      const act = actAsked(body);
      if (body.dry_run) return previewStatements(principal, action, act.choice);
      return answerEach(reply, await actsOf(parts.billing)[action](principal, act));
    },
  );

const posted = route(
  {
    ...declarationOf('post', 'Hands the documents of sent statements to the ledger'),
    answer: z.union([each(z.array(postingShape)), chosenStatements]),
  },
  async ({ principal, body, parts, reply }) => {
    const act = actAsked(body);
    if (body.dry_run) return previewStatements(principal, 'post', act.choice);
    return answerEach(reply, await actsOf(parts.billing).post(principal, act));
  },
);

/** Statements: listing, showing, and what is done to several at once, chosen by number or by a filter. */
export const statementRoutes = [
  listed,
  shown,
  reviewing('approve', 'Approves statements in review'),
  reviewing('reject', 'Rejects unsent statements'),
  reviewing('send-back', 'Sends statements back to AR review'),
  sending('send', 'Sends approved statements'),
  sending('resend', 'Sends statements again'),
  posted,
] as const;

/** Does something to statements. */
type Act<Done> = (principal: Principal, act: ActAsked) => Promise<Each<Done>>;

interface Acts {
  readonly approve: Act<ReviewedAs>;
  readonly reject: Act<ReviewedAs>;
  readonly 'send-back': Act<ReviewedAs>;
  readonly send: Act<SentAs>;
  readonly resend: Act<SentAs>;
  readonly post: Act<PostedAs>;
}

type DoneBy<Work extends (...input: never[]) => Promise<Each<unknown>>> =
  Awaited<ReturnType<Work>> extends Each<infer Done> ? Done : never;
type ReviewedAs = DoneBy<typeof approveStatements>;
type SentAs = DoneBy<typeof sendStatements>;
type PostedAs = DoneBy<typeof postStatements>;

/** What is done to statements, by the name of the action. */
export function actsOf({ operator, going }: BillingParts): Acts {
  return {
    approve: async (principal, act) => approveStatements(principal, await operator(), act),
    reject: (principal, act) => refuseStatements(principal, 'reject', act),
    'send-back': (principal, act) => refuseStatements(principal, 'send-back', act),
    send: async (principal, act) => sendStatements(principal, await going(), act),
    resend: async (principal, { choice }) => resendStatements(principal, await going(), choice),
    post: async (principal, { choice }) => postStatements(principal, await going(), choice),
  };
}
