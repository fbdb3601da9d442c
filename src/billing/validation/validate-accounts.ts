import type { Connection, Queryable } from '../../platform/database/index.ts';
import { mostAlike } from './most-alike.ts';

/** What the ledger says of an account that postings name (BR-AV). */
export type AccountStatus = 'Valid' | 'Missing' | 'Inactive' | 'Invalid';

/** An account that is not valid. */
export interface AccountFinding {
  readonly site: string;
  readonly account: string;
  readonly accountString: string | null;
  readonly status: Exclude<AccountStatus, 'Valid'>;
  readonly reason: string;
  readonly description: string | null;
  readonly lastChangedAt: string | null;
  /** An account of the ledger that is at least 90 % alike. */
  readonly hint: string | null;
}

/** A run of the validation. */
export interface AccountRun {
  readonly run: string;
  readonly kind: 'full' | 'delta';
  readonly startedAt: string;
  readonly startedBy: string;
  /** Accounts that postings name, and those that were looked up. */
  readonly accounts: number;
  readonly checked: number;
  readonly missing: number;
  readonly inactive: number;
  readonly invalid: number;
  /** Accounts that were at fault before and are valid now. */
  readonly resolved: number;
}

/** How a run looks. */
export interface Validating {
  readonly isFull: boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly startedBy: string;
  /** Company whose ledger the account strings are of. */
  readonly mainCompany: string;
}

interface LookedUp {
  readonly site: string;
  readonly account: string;
  readonly accountString: string | null;
  readonly status: AccountStatus;
  readonly isDue: boolean;
}

/**
 * Looks accounts up in the ledger and keeps what it found: all of them, or those that are new, changed or were at
 * fault. As the owner; check the right to read postings first. The number of the run.
 */
export async function validateAccounts(
  transaction: Connection,
  { isFull, today, startedBy, mainCompany }: Validating,
): Promise<string> {
  await transaction.query("select pg_advisory_xact_lock(hashtext('billing.account_run'))");
  const accounts = await transaction.query<LookedUp>(
    `select site_id as site, account_id as account, account_string as "accountString", status, is_due as "isDue"
     from billing.looked_up_accounts($1, $2::date, $3)`,
    [mainCompany, today, isFull],
  );
  const due = accounts.filter(({ isDue }) => isDue);
  const missing = due.flatMap(({ status, accountString }) =>
    status === 'Missing' && accountString !== null ? [accountString] : [],
  );
  const hints =
    missing.length === 0 ? new Map<string, string>() : mostAlike(missing, await listed(transaction));
  const [run] = await transaction.query<{ id: string }>(
    `insert into billing.account_run (kind, started_at, started_by, accounts, checked, missing, inactive, invalid,
       resolved)
     select $1, now(), $2, $3, $4, 0, 0, 0, (
       select count(*) from billing.account_check as before
       join jsonb_to_recordset($5) as due (site text, account text, status text)
         on before.site_id = due.site and before.account_id = due.account
       where before.status <> 'Valid' and due.status = 'Valid')
     returning run_id::text as id`,
    [isFull ? 'full' : 'delta', startedBy, accounts.length, due.length, JSON.stringify(due)],
  );
  const id = run?.id ?? '';
  await keepChecks(transaction, { id, mainCompany, today, isFull, hints });
  return id;
}

async function keepChecks(
  transaction: Connection,
  {
    id,
    mainCompany,
    today,
    isFull,
    hints,
  }: Pick<Validating, 'mainCompany' | 'today' | 'isFull'> & {
    readonly id: string;
    readonly hints: ReadonlyMap<string, string>;
  },
): Promise<void> {
  // What postings do not name any more is not looked at any more.
  await transaction.execute(
    `with looked as materialized (select * from billing.looked_up_accounts($1, $2::date, $3)),
     gone as (
       delete from billing.account_check as before where not exists (
         select from looked where looked.site_id = before.site_id and looked.account_id = before.account_id))
     insert into billing.account_check (site_id, account_id, account_string, status, reason, description,
       last_changed_at, hint, run_id, checked_at)
     select site_id, account_id, account_string, status, reason, description, last_changed_at,
       $4::jsonb ->> account_string, $5, now()
     from looked where is_due
     on conflict (site_id, account_id) do update set account_string = excluded.account_string,
       status = excluded.status, reason = excluded.reason, description = excluded.description,
       last_changed_at = excluded.last_changed_at, hint = excluded.hint, run_id = excluded.run_id,
       checked_at = excluded.checked_at`,
    [mainCompany, today, isFull, JSON.stringify(Object.fromEntries(hints)), id],
  );
  await transaction.execute(
    `insert into billing.account_finding (run_id, site_id, account_id, account_string, status, reason)
     select $1, site_id, account_id, account_string, status, reason from billing.account_check where status <> 'Valid'`,
    [id],
  );
  await transaction.execute(
    `update billing.account_run set missing = counted.missing, inactive = counted.inactive, invalid = counted.invalid
     from (select count(*) filter (where status = 'Missing') as missing,
         count(*) filter (where status = 'Inactive') as inactive, count(*) filter (where status = 'Invalid') as invalid
       from billing.account_finding where run_id = $1) as counted
     where run_id = $1`,
    [id],
  );
}

async function listed(database: Queryable): Promise<string[]> {
  const accounts = await database.query<{ account: string }>(
    'select distinct account_number as account from warehouse.gl_account',
  );
  return accounts.map(({ account }) => account);
}

/** Runs, newest first. */
export async function readRuns(database: Queryable, most: number): Promise<AccountRun[]> {
  return database.query<AccountRun>(
    `select run_id::text as run, kind, started_at::text as "startedAt", started_by as "startedBy", accounts, checked,
       missing, inactive, invalid, resolved
     from billing.account_run order by run_id desc limit $1`,
    [most],
  );
}

/** Accounts that are not valid as of the last look, those that cannot be written first. */
export async function readFindings(database: Queryable): Promise<AccountFinding[]> {
  return database.query<AccountFinding>(
    `select site_id as site, account_id as account, account_string as "accountString", status, reason, description,
       last_changed_at::text as "lastChangedAt", hint
     from billing.account_check where status <> 'Valid'
     order by array_position('{Invalid,Missing,Inactive}', status), site_id, account_id`,
  );
}

/** Whether a run is due: a full one a week after the last, another a day after the last of either kind; else null. */
export async function dueRun(database: Queryable): Promise<'full' | 'delta' | null> {
  const [due] = await database.query<{ kind: 'full' | 'delta' | null }>(
    `select case
       when not exists (select from warehouse.gl_account) then null
       when not exists (select from billing.account_run where kind = 'full' and started_at > now() - interval '7 days')
         then 'full'
       when not exists (select from billing.account_run where started_at > now() - interval '1 day') then 'delta'
     end as kind`,
  );
  return due?.kind ?? null;
}
