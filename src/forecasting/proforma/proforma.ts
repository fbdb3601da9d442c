import { decimal, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay, parseMonth } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** An amount of a proforma, with the sign of the ledger. */
export interface ProformaLine {
  /** `YYYY-MM` */
  readonly month: string;
  readonly account: string;
  readonly amount: string;
}

/** A proforma in a list. */
export interface Proforma {
  readonly proforma: string;
  readonly site: string;
  readonly year: number;
  readonly state: 'entered' | 'approved' | 'rejected' | 'replaced';
  readonly basis: string;
  readonly enteredBy: string;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly lines: number;
}

/** Proformas as far as the caller sees them, by site and year, newest first. */
export async function readProformas(
  database: Queryable,
  { sites, id }: { readonly sites: readonly string[] | null; readonly id?: string },
): Promise<Proforma[]> {
  return database.query<Proforma>(
    `select proforma_id::text as proforma, site_id as site, plan_year as year, state, basis, entered_by as "enteredBy",
       decided_by as "decidedBy", reason,
       (select count(*)::integer from forecasting.proforma_line as line
        where line.proforma_id = proforma.proforma_id) as lines
     from forecasting.proforma
     where ($1::text[] is null or site_id = any ($1)) and ($2::bigint is null or proforma_id = $2::bigint)
     order by site_id, plan_year, proforma_id desc`,
    [sites, id ?? null],
  );
}

/** Amounts of a proforma by month and account. */
export async function readProformaLines(database: Queryable, id: string): Promise<ProformaLine[]> {
  return database.query<ProformaLine>(
    `select to_char(period_month, 'YYYY-MM') as month, account_id as account, amount::text as amount
     from forecasting.proforma_line where proforma_id = $1 order by period_month, account_id`,
    [id],
  );
}

/** One proforma. Refuses with FORECASTING_PROFORMA_UNKNOWN. */
export async function proformaOf(database: Queryable, id: string): Promise<Proforma> {
  const [proforma] = /^\d{1,18}$/.test(id) ? await readProformas(database, { sites: null, id }) : [];
  if (proforma === undefined) throw refusal('FORECASTING_PROFORMA_UNKNOWN', { id });
  return proforma;
}

/**
 * The budget of another site times a percentage, as lines (forecasting.md 3.8: a base deal is chosen), for the months
 * in which the site itself is at work. Refuses with FORECASTING_PROFORMA_BASELESS where the other one has no budget.
 */
export async function linesLike(
  database: Queryable,
  {
    site,
    like,
    year,
    percent,
  }: { readonly site: string; readonly like: string; readonly year: number; readonly percent: Decimal },
): Promise<ProformaLine[]> {
  const rows = await database.query<ProformaLine>(
    `select to_char(period_month, 'YYYY-MM') as month, account_id as account, amount::text as amount
     from warehouse.budget cross join warehouse.site_now($3) as own
     where site_id = $1 and period_month >= make_date($2, 1, 1) and period_month < make_date($2 + 1, 1, 1)
       and period_month >= date_trunc('month', coalesce(own.opened_on, '-infinity'))
       and period_month <= coalesce(own.closed_on, 'infinity')
     order by 1, 2`,
    [like, year, site],
  );
  if (rows.length === 0) throw refusal('FORECASTING_PROFORMA_BASELESS', { site: like, year: String(year) });
  return rows.map((line) => ({
    ...line,
    amount: roundHalfAway(decimal(line.amount).times(percent).div('100'), 5).toString(),
  }));
}

/** What is entered for a site and year, from what, and by whom. */
export interface EnteredProforma {
  readonly site: string;
  readonly year: number;
  readonly basis: string;
  readonly lines: readonly ProformaLine[];
  readonly enteredBy: string;
}

/**
 * Enters a proforma, in place of one that still waits. As the owner; check the right to change the forecast first.
 * Refuses with WAREHOUSE_SITE_UNKNOWN, FORECASTING_PROFORMA_BUDGETED and FORECASTING_PROFORMA_INVALID.
 */
export async function enterProforma(transaction: Queryable, entered: EnteredProforma): Promise<Proforma> {
  const { site, year, basis, lines, enteredBy } = entered;
  const [row] = await transaction.query<{ is_budgeted: boolean }>(
    'select forecasting.has_budget(site_id, $2) as is_budgeted from warehouse.site where site_id = $1 for update',
    [site, year],
  );
  if (row === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site });
  if (row.is_budgeted) throw refusal('FORECASTING_PROFORMA_BUDGETED', { site, year: String(year) });
  await requireSound(transaction, entered);
  await transaction.execute(
    `update forecasting.proforma set state = 'replaced' where site_id = $1 and plan_year = $2 and state = 'entered'`,
    [site, year],
  );
  const [added] = await transaction.query<{ id: string }>(
    `insert into forecasting.proforma (site_id, plan_year, state, basis, entered_at, entered_by)
     values ($1, $2, 'entered', $3, now(), $4) returning proforma_id::text as id`,
    [site, year, basis, enteredBy],
  );
  const id = added?.id ?? '';
  await transaction.execute(
    `insert into forecasting.proforma_line (proforma_id, site_id, period_month, account_id, amount)
     select $1, $2, period::date, account, amount::numeric
     from unnest($3::text[], $4::text[], $5::text[]) as line (period, account, amount)`,
    [
      id,
      site,
      lines.map(({ month }) => `${month}-01`),
      lines.map(({ account }) => account),
      lines.map(({ amount }) => amount),
    ],
  );
  return proformaOf(transaction, id);
}

async function requireSound(database: Queryable, { site, year, lines }: EnteredProforma): Promise<void> {
  const accounts = lines.map(({ account }) => account);
  const rows = await database.query<{ account: string }>(
    'select account_id as account from warehouse.account where account_id = any ($1)',
    [accounts],
  );
  const listed = new Set(rows.map(({ account }) => account));
  const places = new Set<string>();
  const faults = lines.flatMap(({ month, account, amount }) => {
    const place = `${month} ${account}`;
    const isTwice = places.has(place);
    places.add(place);
    const parsed = parseMonth(month);
    if (parsed === null || !firstDay(parsed).startsWith(String(year)))
      return [`${place}: not a month of ${String(year)}`];
    if (!listed.has(account)) return [`${place}: no such account`];
    if (!/^-?\d{1,14}(\.\d{1,5})?$/.test(amount))
      return [`${place}: “${amount}” is not an amount with at most 5 decimals`];
    return isTwice ? [`${place}: twice`] : [];
  });
  if (lines.length === 0) faults.push('it has no amounts');
  if (faults.length === 0) return;
  const more = faults.length > 10 ? ` and ${String(faults.length - 10)} more` : '';
  throw refusal('FORECASTING_PROFORMA_INVALID', {
    site,
    year: String(year),
    faults: faults.slice(0, 10).join('; ') + more,
  });
}

/**
 * Approves or rejects a proforma; an approved one replaces the one before, and the months of the year are calculated
 * anew. As the owner; check the right to approve forecasts first. Refuses with FORECASTING_PROFORMA_UNKNOWN,
 * FORECASTING_PROFORMA_DECIDED, FORECASTING_PROFORMA_OWN and FORECASTING_REASON_MISSING.
 */
export async function decideProforma(
  transaction: Queryable,
  id: string,
  decision: {
    readonly state: 'approved' | 'rejected';
    readonly decidedBy: string;
    readonly reason: string | null;
  },
): Promise<Proforma> {
  const { state, decidedBy, reason } = decision;
  await transaction.query('select from forecasting.proforma where proforma_id = $1 for update', [id]);
  const { site, year, state: before, enteredBy } = await proformaOf(transaction, id);
  if (before !== 'entered') throw refusal('FORECASTING_PROFORMA_DECIDED', { id, state: before });
  if (state === 'rejected' && reason === null) throw refusal('FORECASTING_REASON_MISSING');
  if (enteredBy === decidedBy) throw refusal('FORECASTING_PROFORMA_OWN', { id, user: decidedBy });
  if (state === 'approved')
    await transaction.execute(
      `update forecasting.proforma set state = 'replaced'
       where site_id = $1 and plan_year = $2 and state = 'approved'`,
      [site, year],
    );
  await transaction.execute(
    `update forecasting.proforma set state = $2, decided_at = now(), decided_by = $3, reason = $4
     where proforma_id = $1`,
    [id, state, decidedBy, reason],
  );
  if (state === 'approved') await transaction.query('select forecasting.mark_proforma($1, $2)', [site, year]);
  return proformaOf(transaction, id);
}
