import { z } from 'zod';
import { compareEscalators } from '../../../billing/index.ts';
import {
  approveChanges,
  decideEscalatorReading,
  decideOnIncrease,
  enterEscalatorReading,
  escalateRates,
  listCustomerNotices,
  listEscalatorReadings,
  listIncreases,
  listWaitingChanges,
  rejectChanges,
} from '../../../contracts/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import {
  askedMonth,
  exact,
  month,
  number,
  person,
  reason,
  refusalShape,
  site,
  textOrNull,
} from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { fromMonth, waitingShape } from './shapes.ts';

const path = z.string().describe('Place of the rate in the fields of the exports');
const through = z.strictObject({ month: askedMonth('Last service month of the new rates') });
const decision = z.enum(['approved', 'rejected']).describe('What was decided');

const approvals = route(
  {
    method: 'GET',
    path: '/contract-approvals',
    place: 'Contracts',
    summary: 'Lists contract changes that await a second person.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.array(waitingShape),
  },
  ({ principal, query }) =>
    listWaitingChanges(principal, query.site === undefined ? {} : { sites: [query.site] }),
);

const numbers = z.array(number('Number of a change')).max(1_000);
const approved = route(
  {
    method: 'POST',
    path: '/contract-approvals/approve',
    place: 'Contracts',
    summary: 'Approves changes that somebody else entered, each separately.',
    access: 'data:write',
    body: z.strictObject({
      numbers: numbers.default([]).describe('Changes; otherwise chosen by the other fields'),
      sites: z.array(site).max(1_000).optional().describe('Every change at these sites'),
      take_over: z.boolean().default(false).describe('First versions only, whatever their value'),
      all: z.boolean().default(false).describe('Every pending change'),
    }),
    answer: each(number('Change now in effect')),
    statuses: [200, 207],
    refusals: ['CONTRACTS_CHANGES_NOT_NAMED'],
  },
  async ({ principal, body, reply }) => {
    const { numbers: ids, sites, take_over: isTakeOver, all: isAll } = body;
    return answerEach(reply, await approveChanges(principal, { ids, sites, isTakeOver, isAll }));
  },
);

const rejected = route(
  {
    method: 'POST',
    path: '/contract-approvals/reject',
    place: 'Contracts',
    summary: 'Rejects changes, or withdraws the caller’s own; needs a reason.',
    access: 'data:write',
    body: z.strictObject({ numbers: numbers.min(1).describe('Changes') }),
    answer: each(number('Change that will not take effect')),
    statuses: [200, 207],
    refusals: ['CONTRACTS_REASON_MISSING'],
  },
  async ({ principal, body, reply }) => answerEach(reply, await rejectChanges(principal, body.numbers)),
);

const rateShape = z.strictObject({
  site,
  customer_name: textOrNull('Customer billed'),
  month: month('First service month of the new rate'),
  path,
  what: z.string().describe('What it is called'),
  from: exact('as the term is', 'Rate until then'),
  to: exact('as the term is', 'Rate from then on'),
});
const escalationsShape = z.strictObject({
  rates: z.array(rateShape).describe('Rates that change'),
  missing: z.array(refusalShape).describe('What prevents others'),
  waiting: z.array(waitingShape).describe('Changes that await a second person'),
});

type Escalated = Awaited<ReturnType<typeof escalateRates>>;

function escalated({ contracts, missing, waiting }: Escalated) {
  return {
    rates: contracts.flatMap(({ site: at, customerName, rates }) =>
      rates.map((rate) => ({ site: at, customerName, ...rate })),
    ),
    missing: missing.map(({ code, message, next }) => ({ code, message, next })),
    waiting,
  };
}

const due = route(
  {
    method: 'GET',
    path: '/escalations',
    place: 'Contracts',
    summary: 'Lists the rates due to change through a month, and what prevents others.',
    access: 'data:read',
    query: through,
    answer: escalationsShape,
  },
  async ({ principal, query }) =>
    escalated(await escalateRates(principal, { month: query.month, isPreview: true })),
);

const applied = route(
  {
    method: 'POST',
    path: '/escalations',
    place: 'Contracts',
    summary: 'Applies the rate changes that are due through a month.',
    access: 'data:write',
    body: through,
    answer: escalationsShape,
  },
  async ({ principal, body }) =>
    escalated(await escalateRates(principal, { month: body.month, isPreview: false })),
);

const otherwise = route(
  {
    method: 'GET',
    path: '/escalations/comparison',
    place: 'Contracts',
    summary: 'Shows what the other documented reading of component escalators would bill, by site and month.',
    access: 'data:read',
    query: through,
    answer: z.array(
      z.strictObject({
        site,
        customer_name: textOrNull('Customer billed'),
        month: month('Service month in which the two differ'),
        reading: z.enum(['service-month', 'billing-day']).describe('The reading in effect'),
        rates: z
          .array(
            z.strictObject({
              path,
              now: exact('as the term is', 'Rate under the reading in effect'),
              other: exact('as the term is', 'Rate under the other one'),
            }),
          )
          .describe('Rates that differ'),
        billed: exact('dollars', 'Statement of the month').nullable(),
        otherwise: exact('dollars', 'The same under the other reading').nullable(),
        difference: exact('dollars', 'Difference').nullable(),
        reasons: z.array(refusalShape).describe('Why it cannot be calculated'),
      }),
    ),
  },
  async ({ principal, query, parts }) => {
    const compared = await compareEscalators(principal, await parts.billing.operator(), query.month);
    return compared.map(({ reasons, ...one }) => ({
      ...one,
      reasons: reasons.map(({ code, message, next }) => ({ code, message, next })),
    }));
  },
);

const increases = route(
  {
    method: 'GET',
    path: '/increases',
    place: 'Contracts',
    summary: 'Lists increases above the operator’s limits that await a second person.',
    access: 'data:read',
    query: through,
    answer: z.array(
      z.strictObject({
        site,
        customer_name: textOrNull('Customer billed'),
        month: month('First service month of the new rates'),
        percent: exact('percent', 'Largest rate increase'),
        rates: z.array(z.string()).describe('Each rate before and after'),
        digest: z.string().describe('Hash of what is decided'),
        is_for_a_vice_president: z.boolean().describe('A regional vice president or higher must decide'),
        rejected: z
          .strictObject({ decision, decided_by: person('Who rejected it'), reason: textOrNull('Why') })
          .nullable(),
      }),
    ),
  },
  ({ principal, query }) => listIncreases(principal, query.month),
);

const decidedIncrease = route(
  {
    method: 'POST',
    path: '/increases/:site/:month',
    place: 'Contracts',
    summary: 'Approves an increase that awaits a second person, or rejects it with a reason.',
    access: 'data:write',
    params: z.strictObject({ site, month: askedMonth('First service month of the new rates') }),
    body: z.strictObject({ decision }),
    answer: z.strictObject({ site, month: month('First service month of the new rates'), decision }),
    refusals: [
      'CONTRACTS_INCREASE_UNKNOWN',
      'CONTRACTS_INCREASE_ABOVE_ROLE',
      'CONTRACTS_REASON_MISSING',
      'SECURITY_CONFLICT',
    ],
  },
  async ({ principal, params, body }) => {
    const choice = { ...params, decision: body.decision };
    await decideOnIncrease(principal, choice);
    return choice;
  },
);

const readingShape = z.strictObject({
  id: number('Its number'),
  reading: z.enum(['service-month', 'billing-day']).describe('Service month in which escalators apply'),
  from: fromMonth,
  reason: z.string().describe('Why'),
  entered_by: person('Who entered it'),
  decision: decision.nullable(),
  decided_by: textOrNull('Who decided'),
});

const readings = route(
  {
    method: 'GET',
    path: '/escalators',
    place: 'Contracts',
    summary: 'Lists the service month in which component escalators apply, decided and pending.',
    access: 'data:read',
    answer: z.array(readingShape),
  },
  ({ principal }) => listEscalatorReadings(principal),
);

const enteredReading = route(
  {
    method: 'POST',
    path: '/escalators',
    place: 'Contracts',
    summary:
      'Enters the month from which another reading of escalators applies; a second person approves it.',
    access: 'data:write',
    body: z.strictObject({
      reading: z.string().max(50).describe('service-month or billing-day'),
      from: askedMonth('First month it applies to'),
      reason,
    }),
    answer: z.strictObject({ id: number('Its number') }),
    statuses: [201],
    refusals: ['CONTRACTS_READING_INVALID', 'CONTRACTS_READING_LATE'],
  },
  async ({ principal, body }) => ({ id: await enterEscalatorReading(principal, body) }),
);

const decidedReading = route(
  {
    method: 'POST',
    path: '/escalators/:number',
    place: 'Contracts',
    summary: 'Approves a reading that somebody else entered, or rejects one.',
    access: 'data:write',
    params: z.strictObject({ number: number('Number of the reading') }),
    body: z.strictObject({ decision }),
    answer: z.strictObject({ id: number('Its number'), decision }),
    refusals: ['CONTRACTS_READING_UNKNOWN', 'CONTRACTS_READING_LATE', 'SECURITY_CONFLICT'],
  },
  async ({ principal, params, body }) => {
    const decided = { id: params.number, decision: body.decision };
    await decideEscalatorReading(principal, decided);
    return decided;
  },
);

const notices = route(
  {
    method: 'GET',
    path: '/customer-notices',
    place: 'Contracts',
    summary: 'Lists the increases that take effect in 60 to 90 days, for customer notices.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        site,
        customer_name: textOrNull('Customer notified'),
        from: month('First service month of the new rates'),
        rates: z
          .array(
            z.strictObject({
              path,
              what: z.string().describe('What it is called'),
              before: exact('as the term is', 'Rate until then'),
              after: exact('as the term is', 'Rate from then on'),
              percent: exact('percent', 'Increase; null if the rate was 0').nullable(),
            }),
          )
          .describe('Rates that increase'),
      }),
    ),
  },
  async ({ principal, parts }) => listCustomerNotices(principal, await parts.billing.today()),
);

/** What waits or is due: approvals, increases, escalations and their readings, and notices of customers. */
export const contractChangeRoutes = [
  ...[approvals, approved, rejected, due, applied, otherwise, increases, decidedIncrease],
  ...[readings, enteredReading, decidedReading, notices],
] as const;
