import { firstDay, type Month } from '../../kernel/month.ts';
import { noteRead, requireRight, type Principal } from '../../platform/security/index.ts';

/** A component of a contract in a month; amounts are exact text. */
export interface ComponentPerformance {
  readonly site: string;
  readonly month: Month;
  readonly component: string;
  /** Null where nothing was billed. */
  readonly billed: string | null;
  /** Null where nothing was forecast. */
  readonly forecast: string | null;
  readonly difference: string;
  /** Of the forecast; null without one. */
  readonly differencePercent: string | null;
}

/** The four figures of a statement, and by how much they deviate; exact text, null where nothing was expected. */
export interface FourFigures {
  readonly site: string;
  readonly statement: string;
  readonly state: string;
  readonly forecast: string | null;
  readonly posted: string | null;
  readonly invoiced: string | null;
  /** Posted and invoiced together. */
  readonly actual: string | null;
  readonly deviation: string | null;
  readonly deviationPercent: string | null;
}

/** A service month, of one site or of all that the caller sees. */
export interface PerformanceAsked {
  readonly month: Month;
  readonly site?: string | undefined;
  /** The list leaves the system as a file; the trail records it. */
  readonly isExport: boolean;
}

/** What was billed against what was forecast, by site and component of the contract (operations.md 3.9). */
export async function readPerformance(
  principal: Principal,
  chosen: PerformanceAsked,
): Promise<ComponentPerformance[]> {
  const { caller } = principal;
  await requireRight(caller, { object: 'statement', action: 'read', site: chosen.site });
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site: chosen.site });
  const rows = await caller.transaction((transaction) =>
    transaction.query<ComponentPerformance>(
      `select site_id as site, to_char(service_month, 'YYYY-MM') as month, component, round(billed, 2)::text as billed,
         round(forecast, 2)::text as forecast, round(difference, 2)::text as difference,
         round(difference_percent, 2)::text as "differencePercent"
       from api.contract_performance
       where service_month = $1::date and ($2::text is null or site_id = $2) order by site_id, component`,
      [firstDay(chosen.month), chosen.site ?? null],
    ),
  );
  await noteExport(principal, 'contract performance', chosen, rows.length);
  return rows;
}

/** The comparison of the statements of a month: forecast, posted, invoiced and total actual (billing.md 4.6). */
export async function readFourFigures(
  principal: Principal,
  chosen: PerformanceAsked,
): Promise<FourFigures[]> {
  const { caller } = principal;
  await requireRight(caller, { object: 'statement', action: 'read', site: chosen.site });
  await requireRight(caller, { object: 'review-threshold', action: 'read', site: chosen.site });
  const rows = await caller.transaction((transaction) =>
    transaction.query<FourFigures>(
      `select site_id as site, statement_id::text as statement, state, round(forecast_amount, 2)::text as forecast,
         round(posted_amount, 2)::text as posted, round(invoiced_amount, 2)::text as invoiced,
         round(posted_amount + invoiced_amount, 2)::text as actual, round(deviation_amount, 2)::text as deviation,
         round(deviation_percent, 2)::text as "deviationPercent"
       from api.statement
       where service_month = $1::date and ($2::text is null or site_id = $2) order by site_id`,
      [firstDay(chosen.month), chosen.site ?? null],
    ),
  );
  await noteExport(principal, 'comparison of statements', chosen, rows.length);
  return rows;
}

async function noteExport(
  { caller }: Principal,
  what: string,
  { month, site, isExport }: PerformanceAsked,
  rows: number,
): Promise<void> {
  if (isExport) await noteRead(caller, { what, filter: { month, site: site ?? null }, rows, isExport });
}
