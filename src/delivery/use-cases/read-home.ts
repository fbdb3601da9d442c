import { listNotBilled } from '../../billing/index.ts';
import { listWaitingChanges } from '../../contracts/index.ts';
import { cycleStates, readApprovalCalendar } from '../../forecasting/index.ts';
import { decimal, sum, toText } from '../../kernel/decimal.ts';
import { Refusal } from '../../kernel/errors.ts';
import { monthInWords } from '../../kernel/month.ts';
import { listAlerts } from '../../platform/operations/index.ts';
import {
  holdsRight,
  listAccessRequests,
  listAccessReviews,
  listLargeExports,
  reachOf,
  type Principal,
  type Right,
} from '../../platform/security/index.ts';

/** Kinds of items that may need attention, in display order. */
export const homeKinds = [
  'alerts',
  'statements-blocked',
  'statements-in-review',
  'statements-to-approve',
  'statements-to-send',
  'contract-changes',
  'forecasts-to-submit',
  'forecasts-to-decide',
  'quarantined-records',
  'stale-feeds',
  'access-requests',
  'export-requests',
  'access-reviews',
] as const;

/** Something that needs the caller; amounts are exact text in dollars. */
export interface HomeItem {
  readonly kind: (typeof homeKinds)[number];
  readonly place: string;
  readonly title: string;
  readonly count: number;
  readonly amount: string | null;
  /** Since when the oldest waits: a day, or a month where it is of one; null where nobody knows. */
  readonly oldest: string | null;
  /** Due date, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly isLate: boolean;
  /** Address of the list. */
  readonly link: string;
}

/** What needs the principal today, by roles and sites. */
export interface Home {
  readonly asOf: string;
  readonly items: readonly HomeItem[];
}

interface HomeAsked {
  /** The date used as today, `YYYY-MM-DD`. */
  readonly today: string;
  /** IANA name. */
  readonly timeZone: string;
  /** When feeds last brought data, by source. */
  readonly readFreshness: (
    principal: Principal,
  ) => Promise<readonly { readonly feeds: readonly FeedAge[] }[]>;
}

/** Of a feed: when it last brought data, and what came since. */
interface FeedAge {
  readonly asOf: string | null;
  readonly isOverdue: boolean;
  readonly since: object | null;
}

/** What needs the principal: only what they may act on, each with the list on which they do. */
export async function readHome(principal: Principal, day: HomeAsked): Promise<Home> {
  const items = [
    ...(await alerts(principal)),
    ...(await blockedSites(principal)),
    ...(await statements(principal)),
    ...(await contractChanges(principal)),
    ...(await forecasts(principal, day)),
    ...(await quarantined(principal)),
    ...(await staleFeeds(principal, day)),
    ...(await accessToDecide(principal, day)),
  ];
  return { asOf: day.today, items: items.map((item) => ({ ...item, oldest: beforeToday(item, day) })) };
}

/** A trial stands on a day of its own: what is entered in it is entered later, and waits since nobody knows when. */
function beforeToday({ oldest }: HomeItem, { today }: HomeAsked): string | null {
  return oldest !== null && oldest.slice(0, today.length) > today ? null : oldest;
}

type Some = Pick<HomeItem, 'count' | 'oldest'> & Partial<HomeItem>;

function itemOf(
  fixed: Pick<HomeItem, 'kind' | 'place' | 'title' | 'link'>,
  { count, ...some }: Some,
): HomeItem[] {
  return count === 0 ? [] : [{ amount: null, dueOn: null, isLate: false, ...fixed, ...some, count }];
}

function earliest(texts: readonly (string | null)[]): string | null {
  return texts.filter((text) => text !== null).toSorted()[0] ?? null;
}

/** More alerts than that are not open at a time: of a thing there is one. */
const mostAlerts = 1_000;

async function alerts(principal: Principal): Promise<HomeItem[]> {
  if (!(await holdsRight(principal.caller, { object: 'alert', action: 'read' }))) return [];
  const current = await listAlerts(principal, { isCurrent: true, limit: mostAlerts });
  return itemOf(
    {
      kind: 'alerts',
      place: 'Administration',
      title: 'Alerts that are not resolved',
      link: '/administration?tab=alerts',
    },
    // Since when each lasts is told with it.
    { count: current.length, oldest: null },
  );
}

async function blockedSites({ caller }: Principal): Promise<HomeItem[]> {
  const right = { object: 'statement', action: 'execute' } as const;
  if (!(await holdsRight(caller, right))) return [];
  const missing = await caller.transaction(listNotBilled);
  return itemOf(
    {
      kind: 'statements-blocked',
      place: 'Statements',
      title: 'Sites that could not be billed',
      link: '/not-billed',
    },
    { count: missing.length, oldest: earliest(missing.map(({ month }) => month)) },
  );
}

/** States in which a statement waits for somebody, and the right of whoever takes it on. */
const waiting = [
  {
    kind: 'statements-in-review',
    title: 'Statements to review',
    state: 'AR Review',
    object: 'statement-review',
    action: 'approve',
  },
  {
    kind: 'statements-to-approve',
    title: 'Statements to approve',
    state: 'Approval Team',
    object: 'statement-approval',
    action: 'approve',
  },
  {
    kind: 'statements-to-send',
    title: 'Statements ready to send',
    state: 'Ready To Send',
    object: 'statement-sending',
    action: 'execute',
  },
] as const;

async function statements({ caller }: Principal): Promise<HomeItem[]> {
  if (!(await holdsRight(caller, { object: 'statement', action: 'read' }))) return [];
  const items: HomeItem[] = [];
  for (const { kind, title, state, object, action } of waiting) {
    if (!(await holdsRight(caller, { object, action }))) continue;
    const reach = await reachOf(caller, { object, action });
    const rows = await caller.transaction((transaction) =>
      transaction.query<{ total: string; month: string }>(
        `select total::text, to_char(service_month, 'YYYY-MM') as month from api.statement
         where state = $1 and ($2::text[] is null or site_id = any ($2))`,
        [state, reach === 'everywhere' ? null : reach],
      ),
    );
    items.push(
      ...itemOf(
        { kind, place: 'Statements', title, link: `/statements?state=${encodeURIComponent(state)}` },
        {
          count: rows.length,
          oldest: earliest(rows.map(({ month }) => month)),
          amount: toText(sum(rows.map(({ total }) => decimal(total))), 2),
        },
      ),
    );
  }
  return items;
}

async function contractChanges(principal: Principal): Promise<HomeItem[]> {
  const { caller, person } = principal;
  if (!(await holdsRight(caller, { object: 'contract', action: 'approve' }))) return [];
  const changes = (await listWaitingChanges(principal)).filter(
    ({ roles, askedBy }) => askedBy !== person.userId && roles.some((role) => person.roles.includes(role)),
  );
  return itemOf(
    {
      kind: 'contract-changes',
      place: 'Contracts',
      title: 'Contract changes to approve',
      link: '/contracts?tab=approvals',
    },
    { count: changes.length, oldest: earliest(changes.map(({ askedAt }) => askedAt.slice(0, 10))) },
  );
}

async function forecasts(principal: Principal, day: HomeAsked): Promise<HomeItem[]> {
  const { caller } = principal;
  if (!(await holdsRight(caller, { object: 'forecast', action: 'read' }))) return [];
  const calendar = await calendarOf(principal, day);
  if (calendar === null) return [];
  const within = async (action: 'execute' | 'approve'): Promise<(site: string) => boolean> => {
    const reach = await reachOf(caller, { object: 'forecast', action });
    return (site) => reach === 'everywhere' || reach.includes(site);
  };
  const [maySubmit, mayDecide] = [await within('execute'), await within('approve')];
  const toDo: readonly string[] = cycleStates.filter(
    (state) => state !== 'submitted' && state !== 'approved',
  );
  const toSubmit = calendar.sites.filter(({ site, state }) => maySubmit(site) && toDo.includes(state));
  const toDecide = calendar.sites.filter(({ site, state }) => mayDecide(site) && state === 'submitted');
  const link = `/forecast?month=${calendar.month}`;
  return [
    ...itemOf(
      {
        kind: 'forecasts-to-submit',
        place: 'Forecast',
        title: `Forecasts of ${monthInWords(calendar.month)} to submit`,
        link: `${link}&state=${encodeURIComponent(toDo.join('~'))}`,
      },
      {
        count: toSubmit.length,
        oldest: null,
        dueOn: calendar.submitBy,
        isLate: day.today > calendar.submitBy,
      },
    ),
    ...itemOf(
      {
        kind: 'forecasts-to-decide',
        place: 'Forecast',
        title: `Forecasts of ${monthInWords(calendar.month)} to decide`,
        link: `${link}&state=submitted`,
      },
      {
        count: toDecide.length,
        oldest: earliest(toDecide.map(({ at }) => at?.slice(0, 10) ?? null)),
        dueOn: calendar.decideBy,
        isLate: day.today > calendar.decideBy,
      },
    ),
  ];
}

/** Null where the principal sees no site. */
async function calendarOf(
  principal: Principal,
  day: HomeAsked,
): Promise<Awaited<ReturnType<typeof readApprovalCalendar>> | null> {
  try {
    return await readApprovalCalendar(principal, { ...day, sites: {} });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'PNL_NO_SITES') return null;
    throw error;
  }
}

const deciding: readonly Right[] = [
  { object: 'data-flow', action: 'change' },
  { object: 'revenue-report', action: 'execute' },
];

async function quarantined({ caller }: Principal): Promise<HomeItem[]> {
  const may = await Promise.all(deciding.map((right) => holdsRight(caller, right)));
  if (!may.includes(true)) return [];
  const [held] = await caller.transaction((transaction) =>
    transaction.query<{ count: number; oldest: string | null }>(
      `select count(*)::integer as count, min(slice_on)::text as oldest from api.quarantine
       where state in ('open', 'waiting')`,
    ),
  );
  return itemOf(
    {
      kind: 'quarantined-records',
      place: 'Data',
      title: 'Records held back that need a decision',
      link: '/data?tab=quarantine',
    },
    held ?? { count: 0, oldest: null },
  );
}

/** Feeds that are overdue, or whose newest file brought nothing: figures are older than they seem. */
async function staleFeeds(principal: Principal, { readFreshness }: HomeAsked): Promise<HomeItem[]> {
  const { caller } = principal;
  if (!(await holdsRight(caller, { object: 'data-flow', action: 'change' }))) return [];
  if (!(await holdsRight(caller, { object: 'load', action: 'read' }))) return [];
  const sources = await readFreshness(principal);
  const stale = sources
    .flatMap(({ feeds }) => feeds)
    .filter(({ isOverdue, since }) => isOverdue || since !== null);
  return itemOf(
    {
      kind: 'stale-feeds',
      place: 'Data',
      title: 'Feeds that are overdue, or whose newest file brought nothing',
      link: '/data?tab=freshness',
    },
    {
      count: stale.length,
      oldest: earliest(stale.map(({ asOf }) => (asOf === null ? null : dayOf(asOf)))),
    },
  );
}

async function accessToDecide(principal: Principal, { today }: HomeAsked): Promise<HomeItem[]> {
  const { caller } = principal;
  const place = 'Administration';
  const may = (object: string, action: Right['action']) => holdsRight(caller, { object, action });
  const requests = (await may('access-request', 'read'))
    ? await listAccessRequests(principal, { isMine: true })
    : [];
  const exports = (await may('export-request', 'read'))
    ? (await listLargeExports(principal)).filter(
        ({ state, isMineToDecide }) => state === 'waits' && isMineToDecide,
      )
    : [];
  const reviews = (await may('access-review', 'approve'))
    ? (await listAccessReviews(principal)).filter(({ mineToDecide }) => mineToDecide > 0)
    : [];
  const due = earliest(reviews.map(({ dueOn }) => dueOn));
  return [
    ...itemOf(
      {
        kind: 'access-requests',
        place,
        title: 'Access requests to decide',
        link: '/administration?tab=access-requests',
      },
      { count: requests.length, oldest: earliest(requests.map(({ requestedAt }) => dayOf(requestedAt))) },
    ),
    ...itemOf(
      {
        kind: 'export-requests',
        place,
        title: 'Large exports to decide',
        link: '/administration?tab=export-requests',
      },
      { count: exports.length, oldest: earliest(exports.map(({ requestedAt }) => dayOf(requestedAt))) },
    ),
    ...itemOf(
      { kind: 'access-reviews', place, title: 'Roles to review', link: '/administration?tab=access-reviews' },
      {
        count: reviews.reduce((lines, { mineToDecide }) => lines + mineToDecide, 0),
        oldest: earliest(reviews.map(({ openedAt }) => dayOf(openedAt))),
        dueOn: due,
        isLate: due !== null && today > due,
      },
    ),
  ];
}

/** The day of an instant as the database writes it. */
function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
