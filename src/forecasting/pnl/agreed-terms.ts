import {
  approvedReadings,
  approvedValues,
  clausesFor,
  holdsIn,
  keptClauses,
  exportedTermsOf,
  percentText,
  readIncreaseRules,
  stepsThrough,
  termsOf,
  untilWaiting,
  waitingChanges,
  type ApprovedValues,
  type StoredClause,
  type Terms,
  type WaitingChange,
  type WaitingIncrease,
} from '../../contracts/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { billsHoursOf } from '../payroll/payroll-mode.ts';
import type { Agreed } from './site-year.ts';

interface VersionInMonth {
  readonly month: Month;
  readonly site: string;
  readonly versionId: string;
  readonly asOfMonth: Month;
  readonly isComputed: boolean;
}

/**
 * What the contracts of sites say in each month: the version in force with the clauses that hold, and with every
 * escalation after the month as of which its figures stand, each once, whether someone applied it or not
 * (forecasting.md 3.1, conflict 14). Drafts say nothing, and an index that nobody approved yet escalates nothing. By
 * site and month.
 */
export async function agreedTerms(
  database: Queryable,
  sites: readonly string[],
  span: Readonly<{ first: Month; last: Month }>,
): Promise<Map<string, Map<Month, Agreed>>> {
  const versions = await versionsByMonth(database, sites, span);
  const ids = [...new Set(versions.map(({ versionId }) => versionId))];
  const originals = new Map(
    (await exportedTermsOf(database, ids)).map(({ versionId, original }) => [versionId, original]),
  );
  const clauseRows = await keptClauses(database, { month: null, sites });
  const clauses = Map.groupBy(clauseRows, ({ site_id: site }) => site);
  const waiting = Map.groupBy(await waitingChanges(database, { sites }), ({ site }) => site);
  const hasIndex = clauseRows.some(({ index_name: index }) => index !== null);
  const values = hasIndex ? await approvedValues(database) : new Map<string, never>();
  const readingIn = await approvedReadings(database);
  const rules = await readIncreaseRules(database);
  const agreed = new Map<string, Map<Month, Agreed>>();
  const termsByVersion = new Map<string, Terms>();
  for (const { month, site, versionId, asOfMonth: asOf, isComputed } of versions) {
    const original = originals.get(versionId);
    if (original === undefined) continue;
    const basis = { clauses: clauses.get(site) ?? [], values, readingIn };
    const steps = stepsThrough(original, { asOf, isComputed, through: month }, basis);
    const { taken, waiting: increase } = untilWaiting(site, steps, rules);
    const escalated = taken.at(-1)?.terms ?? original;
    const missing = new Set(taken.flatMap((step) => step.missing));
    const { holding, alone } = holdingIn(basis.clauses, month);
    const numbers = holding.map(({ clause_id: id }) => id).join(' ');
    const key = `${versionId} ${escalated === original ? '' : month} ${numbers}`;
    const terms = termsByVersion.get(key) ?? termsOf(escalated, clausesFor(holding, supposed(values)));
    termsByVersion.set(key, terms);
    const months = agreed.get(site) ?? new Map<Month, Agreed>();
    const leftOut = [
      ...alone.map((name) => `the tiers shared as ${name} include only this site`),
      ...[...missing].map((value) => `${value} is not approved: rates that follow it stay unchanged`),
      ...(increase === null ? [] : [increaseText(increase)]),
      ...waitingIn(waiting.get(site), month),
    ];
    months.set(month, { versionId, terms, leftOut });
    agreed.set(site, months);
  }
  return agreed;
}

function increaseText({ month, percent }: WaitingIncrease): string {
  return `an increase of ${percentText(percent)} % from ${month} awaits approval and is left out`;
}

/** Changes that would hold in a month; the P&L is calculated without them. */
function waitingIn(changes: readonly WaitingChange[] | undefined, month: Month): string[] {
  return (changes ?? [])
    .filter(({ from }) => from <= month)
    .map(({ says, id }) => `${says} awaits approval and is left out (change ${id})`);
}

/** Whether the contract of a site bills hours of job codes in a month; false without a contract. As the owner. */
export async function billsHours(database: Queryable, site: string, month: Month): Promise<boolean> {
  const agreed = await agreedTerms(database, [site], { first: month, last: month });
  const terms = agreed.get(site)?.get(month)?.terms;
  return terms !== undefined && billsHoursOf(terms);
}

/** Limits that grow by an index that nobody approved yet stay, or grow by their floor. */
function supposed(values: ApprovedValues): ApprovedValues {
  return { get: (name) => values.get(name) ?? decimal('0') };
}

/** Clauses of a month; tiers that sites share need the forecasts of the others, and take in the site alone. */
function holdingIn(
  clauses: readonly StoredClause[],
  month: Month,
): { holding: readonly StoredClause[]; alone: readonly string[] } {
  const all = clauses.filter((clause) => holdsIn(clause, month));
  return {
    holding: all.filter(({ kind }) => kind !== 'shared-tiers'),
    alone: all.flatMap(({ kind, set_name: name }) => (kind === 'shared-tiers' ? [name ?? ''] : [])),
  };
}

async function versionsByMonth(
  database: Queryable,
  sites: readonly string[],
  { first, last }: { first: Month; last: Month },
): Promise<VersionInMonth[]> {
  return database.query<VersionInMonth>(
    `select to_char(month, 'YYYY-MM') as month, site_id as site, version_id as "versionId", as_of_month as "asOfMonth",
       origin = 'escalation' as "isComputed"
     from generate_series($2::date, $3::date, interval '1 month') as month
     cross join lateral contracts.in_force(month::date, $1)
     where state = 'active' order by 2, 1`,
    [sites, firstDay(first), firstDay(last)],
  );
}
