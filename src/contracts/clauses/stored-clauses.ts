import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Accumulation } from '../accumulation.ts';
import type { InForce } from '../contract.ts';
import { approvedValues } from '../escalation/index-values.ts';
import type { AmountLimit, Clause, LimitedComponent, RateSteps } from './clause.ts';
import type { ApprovedValues, YearlyRule } from './yearly-percent.ts';

/** A clause as it is kept; numbers as text, months as `YYYY-MM`. */
export interface StoredClause extends YearlyRule {
  readonly clause_id: string;
  readonly site_id: string;
  readonly kind: Clause['kind'] | 'escalation';
  readonly component: string;
  readonly position: number | null;
  readonly tier: number | null;
  readonly job_codes: readonly string[];
  readonly set_name: string | null;
  readonly accumulation: Accumulation | null;
  readonly amount: string | null;
  readonly escalates_in: number | null;
  readonly from_month: Month;
  readonly through_month: Month | null;
  readonly reason: string;
  readonly added_by: string;
  /** `waiting` for a second person only where it is asked for what waits. */
  readonly state: 'standing' | 'waiting';
  readonly steps: readonly {
    readonly contractYear: number;
    readonly isAdded: boolean;
    readonly amount: string;
    readonly overtimeAmount: string | null;
  }[];
  /** Sites that share the tiers in the month, and those among them whose contract says other tiers. */
  readonly other_sites: readonly string[];
  readonly differing_sites: readonly string[];
}

/** Which clauses: without a month all that stand; what waits for a second person is left out unless asked for. */
export interface ClauseFilter {
  readonly month: Month | null;
  readonly sites?: readonly string[] | undefined;
  readonly withWaiting?: boolean | undefined;
}

/**
 * Clauses that the caller may see, by site: those that hold in a service month or, without a month, all that stand; of
 * all contracts in one question, or of some sites.
 */
export async function keptClauses(
  database: Queryable,
  { month, sites, withWaiting = false }: ClauseFilter,
): Promise<StoredClause[]> {
  return database.query<StoredClause>(
    `select clause_id, site_id, kind, component, "position", tier, job_codes, set_name, accumulation, amount,
       escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month,
       through_month, reason, added_by, state, steps, other_sites, differing_sites
     from contracts.clauses_in_force($1::date, $2::text[], $3)`,
    [month === null ? null : firstDay(month), sites ?? null, withWaiting],
  );
}

/** Whether a clause holds in a service month. */
export function holdsIn(
  { from_month: from, through_month: through }: Pick<StoredClause, 'from_month' | 'through_month'>,
  month: Month,
): boolean {
  return from <= month && (through === null || through >= month);
}

/**
 * Kept clauses as lines are computed with them, limits with the approved values of the indexes they grow by;
 * escalations are not among them, they make versions.
 */
export function clausesFor(clauses: readonly StoredClause[], values: ApprovedValues): Clause[] {
  return clauses.flatMap((row) => clauseOf(row, values) ?? []);
}

/** The clauses that lines are computed with, by site; escalations are not among them, they make versions. */
export async function clausesInForce(database: Queryable, filter: InForce): Promise<Map<string, Clause[]>> {
  const clauseRows = await keptClauses(database, filter);
  const growsByIndex = clauseRows.some((row) => row.kind !== 'escalation' && row.index_name !== null);
  const values = growsByIndex ? await approvedValues(database) : new Map<string, Decimal>();
  const bySite = Map.groupBy(clauseRows, ({ site_id: site }) => site);
  return new Map([...bySite].map(([site, rows]) => [site, clausesFor(rows, values)]));
}

/** A kept clause in the words of the components; null for an escalation. */
function clauseOf(row: StoredClause, values: ApprovedValues): Clause | null {
  const { kind, clause_id: id } = row;
  const structure = row.position ?? 1;
  switch (kind) {
    case 'cap':
    case 'minimum':
      return {
        kind,
        id,
        component: row.component as LimitedComponent,
        amount: amountOf(row),
        window: row.accumulation ?? 'Monthly',
        growth: growthOf(row, values),
      };
    case 'rate-steps':
      return {
        kind,
        id,
        component: row.component as RateSteps['component'],
        position: structure,
        steps: stepsOf(row),
      };
    case 'room-threshold':
      return { kind, id, structure, amountPerRoom: amountOf(row) };
    case 'weekly-quantity':
      return { kind, id, jobCodes: row.job_codes, hours: amountOf(row) };
    case 'shared-tiers':
      return {
        kind,
        id,
        structure,
        name: row.set_name ?? '',
        otherSites: row.other_sites,
        differingSites: row.differing_sites,
      };
    case 'escalation':
      return null;
  }
}

function growthOf(row: StoredClause, values: ApprovedValues): AmountLimit['growth'] {
  const grows = row.fixed_percent !== null || row.index_name !== null;
  return grows ? { rule: row, fromMonth: row.from_month, values } : null;
}

function amountOf({ amount }: StoredClause): Decimal {
  return decimal(amount ?? '0');
}

function stepsOf({ steps }: StoredClause): RateSteps['steps'] {
  return steps.map(({ contractYear, isAdded, amount, overtimeAmount }) => ({
    contractYear,
    isAdded,
    amount: decimal(amount),
    overtimeAmount: overtimeAmount === null ? null : decimal(overtimeAmount),
  }));
}
