import { listNotBilled } from '../../billing/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';

/** What happened while a person was away, counted. */
export interface ChangeCount {
  readonly kind: 'statements' | 'forecasts' | 'contracts' | 'loads';
  /** State that it is in now: Sent, approved, refused. */
  readonly state: string;
  readonly count: number;
  /** The sites that it happened at, the newest first, at most five. */
  readonly sites: readonly string[];
  readonly newestAt: string;
}

/** A change of a kind: what something became, where and when. */
interface Changed {
  readonly state: string;
  readonly site: string | null;
  readonly at: string;
}

/** Changes that are counted of a kind: whoever was away for longer sees that it was a lot. */
const mostCounted = 5_000;
const mostSites = 5;

/** Changes of a kind, newest first: since $1, not by $2 itself, at most $3. */
const changesOf = {
  statements: `select to_state as state, site_id as site, changed_at as at
    from billing.statement_change where changed_at > $1::timestamptz and changed_by <> $2
    order by changed_at desc limit $3`,
  forecasts: `select state, site_id as site, coalesce(decided_at, submitted_at) as at
    from api.forecast_submission
    where coalesce(decided_at, submitted_at) > $1::timestamptz and coalesce(decided_by, submitted_by) <> $2
    order by coalesce(decided_at, submitted_at) desc limit $3`,
  contracts: `select state, site_id as site, made_at as at
    from contracts.version where made_at > $1::timestamptz and made_by <> $2
    order by made_at desc limit $3`,
  loads: `select state, null as site, received_at as at
    from api.load
    where received_at > $1::timestamptz and state in ('loaded', 'refused', 'failed') and $2 <> ''
    order by received_at desc limit $3`,
} as const;

/** The right without which nothing of a kind is told. */
const objectOf = {
  statements: 'statement',
  forecasts: 'forecast',
  contracts: 'contract',
  loads: 'load',
} as const;

/** What others did since an instant to what the principal may see, by what it became; the newest of a kind first. */
export async function readChanges({ caller, person }: Principal, since: string): Promise<ChangeCount[]> {
  const counts: ChangeCount[] = [];
  for (const kind of Object.keys(changesOf) as (keyof typeof changesOf)[]) {
    if (!(await holdsRight(caller, { object: objectOf[kind], action: 'read' }))) continue;
    const changes = await caller.transaction((transaction) =>
      transaction.query<Changed>(changesOf[kind], [since, person.userId, mostCounted]),
    );
    for (const [state, some] of Map.groupBy(changes, (change) => change.state)) {
      const sites = new Set(some.flatMap(({ site }) => site ?? []));
      const newestAt = some[0]?.at ?? since;
      counts.push({ kind, state, count: some.length, sites: [...sites].slice(0, mostSites), newestAt });
    }
  }
  return counts;
}

/** A site that no run of a month could bill, and one reason of the newest run that tried. */
type NotBilledSite = Awaited<ReturnType<typeof listNotBilled>>[number];

/** Sites that no run of a month could bill, with the reasons of the newest that tried. */
export async function readNotBilled({ caller }: Principal): Promise<NotBilledSite[]> {
  await requireRight(caller, { object: 'statement', action: 'read' });
  return caller.transaction(listNotBilled);
}
