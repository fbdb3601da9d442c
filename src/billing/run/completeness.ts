import { clausesOfKind, isInForce, type Facts, type Terms } from '../../contracts/index.ts';
import { decimal, inGroups, sum, toText } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { needsOf } from './readiness.ts';

/** What may be incomplete though every component has facts to rest on. */
export const incompleteKinds = [
  'heldRecords',
  'missingDays',
  'unnamedCodes',
  'unnamedJobs',
  'newCodes',
  'deposits',
  'depositsWaiting',
] as const;
export type IncompleteKind = (typeof incompleteKinds)[number];

/** Whether it holds a site back, or stands on its statement; a setting of the operator for each kind. */
export type IncompleteFacts = Readonly<Record<IncompleteKind, 'block' | 'note'>>;

/**
 * Deposits that differ from the ledger are a failed control, which rejects a month (operations.md 4.4, X12). All else
 * is known to be missing, and a person may know why: it stands on the statement.
 */
export const usualIncompleteFacts: IncompleteFacts = {
  heldRecords: 'note',
  missingDays: 'note',
  unnamedCodes: 'note',
  unnamedJobs: 'note',
  newCodes: 'note',
  deposits: 'block',
  depositsWaiting: 'note',
};

/** What the warehouse says of the facts of sites for a month, by site. */
export interface Completeness {
  readonly held: ReadonlyMap<string, readonly HeldRecords[]>;
  readonly missingDays: ReadonlyMap<string, readonly string[]>;
  readonly newCodes: ReadonlyMap<string, readonly NewCode[]>;
  readonly deposits: ReadonlyMap<string, DepositControl>;
}

interface HeldRecords {
  readonly feed: string;
  readonly records: string;
}

/** A code that came for the first time and resembles one that was known. */
interface NewCode {
  readonly feed: 'revenue' | 'hours';
  readonly code: string;
  readonly neighbour: string;
  readonly batch: string;
}

/** The deposit control of a site that did not pass; without a figure while the ledger has none. */
type DepositControl =
  | { readonly state: 'differs'; readonly difference: string; readonly ledger: string }
  | { readonly state: 'waiting for ledger' };

/** Four questions, however many sites; each of those whose contract rests on what it asks for. As the owner. */
export async function completenessOf(
  database: Queryable,
  contracts: readonly { readonly contract: { readonly site: string }; readonly terms: Terms }[],
  month: Month,
): Promise<Completeness> {
  const sitesWith = (isAsked: (terms: Terms) => boolean): string[] =>
    contracts.filter(({ terms }) => isAsked(terms)).map(({ contract }) => contract.site);
  const first = firstDay(month);
  const held = await database.query<HeldRecords & { site: string }>(
    'select site_id as site, feed, records::text as records from billing.held_records($1::text[], $2::date)',
    [sitesWith(() => true), first],
  );
  const days = await database.query<{ site: string; days: string[] }>(
    'select site_id as site, days from billing.missing_days($1::text[], $2::date)',
    [sitesWith((terms) => needsOf(terms).revenue), first],
  );
  const deposits = await database.query<DepositControl & { site: string }>(
    `select site_id as site, state, difference::text as difference, ledger_balance::text as ledger
     from billing.deposit_faults($1::text[], $2::date)`,
    [sitesWith((terms) => needsOf(terms).revenue), first],
  );
  const codes = await database.query<NewCode & { site: string }>(
    `select site_id as site, feed, code, neighbour_code as neighbour, batch_id::text as batch
     from billing.new_codes($1::text[], $2::date)`,
    [sitesWith((terms) => needsOf(terms).revenue || needsOf(terms).hours), first],
  );
  return {
    newCodes: Map.groupBy(codes, ({ site }) => site),
    held: Map.groupBy(held, ({ site }) => site),
    missingDays: new Map(days.map((one) => [one.site, one.days])),
    deposits: new Map(deposits.map((one) => [one.site, one])),
  };
}

/** What of the facts of a site is incomplete, as far as its contract rests on it; the setting decides by kind. */
export function incompleteFor(
  terms: Terms,
  facts: Facts,
  { held, missingDays, newCodes, deposits }: Completeness,
): { readonly kind: IncompleteKind; readonly told: Refusal }[] {
  const { site, month } = facts;
  const needs = needsOf(terms);
  const isNeeded = (feed: string): boolean =>
    (feed.startsWith('revenue') && (needs.revenue || needs.rooms)) ||
    (feed === 'timesheet_entity' && needs.hours) ||
    (feed === 'account_summary' && terms.billableAccounts !== null);
  const waiting = (held.get(site) ?? [])
    .filter(({ feed }) => isNeeded(feed))
    .map(({ feed, records }) => {
      const count = records === '1' ? '1 record' : `${records} records`;
      const verb = records === '1' ? 'is' : 'are';
      return refusal('BILLING_RECORDS_HELD', { site, month, feed, count, verb });
    });
  const days = needs.revenue ? (missingDays.get(site) ?? []) : [];
  const control = needs.revenue ? deposits.get(site) : undefined;
  const unnamed = unnamedCodes(terms, facts);
  const jobs = unnamedJobs(terms, facts);
  const fresh = (newCodes.get(site) ?? []).filter(({ feed }) => needs[feed]);
  return [
    ...waiting.map((notice) => ({ kind: 'heldRecords' as const, told: notice })),
    ...(days.length === 0
      ? []
      : [
          {
            kind: 'missingDays' as const,
            told: refusal('BILLING_DAYS_MISSING', {
              site,
              month,
              count: days.length === 1 ? '1 day' : `${String(days.length)} days`,
              days: days.map((day) => day.slice('YYYY-MM-'.length)).join(', '),
            }),
          },
        ]),
    ...(unnamed === ''
      ? []
      : [
          {
            kind: 'unnamedCodes' as const,
            told: refusal('BILLING_CODES_UNNAMED', { site, month, codes: unnamed }),
          },
        ]),
    ...(jobs === ''
      ? []
      : [{ kind: 'unnamedJobs' as const, told: refusal('BILLING_JOBS_UNNAMED', { site, month, jobs }) }]),
    ...fresh.map(({ feed, code, neighbour, batch }) => ({
      kind: 'newCodes' as const,
      told: refusal('BILLING_CODE_NEW', { site, month, feed, code, neighbour, batch }),
    })),
    ...(control === undefined ? [] : [depositFault(control, { site, month })]),
  ];
}

function depositFault(
  control: DepositControl,
  { site, month }: { readonly site: string; readonly month: Month },
): { readonly kind: IncompleteKind; readonly told: Refusal } {
  if (control.state === 'waiting for ledger')
    return { kind: 'depositsWaiting', told: refusal('BILLING_DEPOSITS_WAIT', { site, month }) };
  return {
    kind: 'deposits',
    told: refusal('BILLING_DEPOSITS_DIFFER', {
      site,
      month,
      difference: inGroups(toText(decimal(control.difference), 2)),
      ledger: inGroups(toText(decimal(control.ledger), 2)),
    }),
  };
}

/**
 * Revenue of the month whose code no structure of the revenue share names, as `V01 1,920.00`: a code that looks like
 * another one, or a new one. Validations, hours of people and bell revenue are not shared (billing.md 0.2, 2.5).
 */
function unnamedCodes(terms: Terms, { revenue, month }: Facts): string {
  if (terms.revenueShare === null || clausesOfKind(terms, 'shared-tiers').length > 0) return '';
  const named = new Set(terms.revenueShare.flatMap(({ revenueCodes }) => revenueCodes));
  const rows = revenue.filter(
    (row) =>
      row.month === month &&
      row.depositFlag !== 'V' &&
      !['PER MAN HOUR', 'OTHER REVENUE'].includes(row.category?.toUpperCase() ?? '') &&
      !named.has(row.revenueCode),
  );
  return [...Map.groupBy(rows, ({ revenueCode }) => revenueCode)]
    .map(([code, ofCode]) => ({ code, net: sum(ofCode.map(({ netRevenue }) => netRevenue)) }))
    .filter(({ net }) => !net.eq('0'))
    .map(({ code, net }) => `${code} ${inGroups(toText(net, 2))}`)
    .toSorted()
    .join(', ');
}

/**
 * Hours of the month of jobs that no rate in force names, as `VAL 12.50`, where hours are billed: a new job, or a code
 * that looks like another one.
 */
function unnamedJobs({ laborHour, managementAgreement }: Terms, { labor, month }: Facts): string {
  const fee = managementAgreement?.fee;
  const agreed = fee?.kind === 'PerLaborHour' ? fee.jobs : [];
  const rates = (laborHour ?? []).filter((job) => isInForce(job, month));
  if (laborHour === null && agreed.length === 0) return '';
  const named = new Set([...rates, ...agreed].map(({ jobCode }) => jobCode));
  return labor
    .filter(({ jobCode }) => !named.has(jobCode))
    .map((row) => ({ code: row.jobCode, hours: row.regularHours.plus(row.premiumHours) }))
    .filter(({ hours }) => !hours.eq('0'))
    .map(({ code, hours }) => `${code} ${toText(hours, 2)}`)
    .toSorted()
    .join(', ');
}
