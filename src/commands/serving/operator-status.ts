import type { Status, StatusTable } from '../../delivery/index.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import {
  businessDay,
  holdsRight,
  readDemoDay,
  type Caller,
  type Right,
} from '../../platform/security/index.ts';
import { countLoads, countQuarantine } from '../../sources/index.ts';
import { countStatements, listNotBilled } from '../../billing/index.ts';
import { pnlTable, rangeOfYear, readSums, rowTitles } from '../../forecasting/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { ask, questions } from '../../warehouse/index.ts';
import { demoClockText } from '../command.ts';
import { dueRatesOf, dueRow } from '../due-increases.ts';
import { version } from '../version.ts';
import { grouped } from '../table.ts';

/** The site and month whose figures the documentation gives; shown when the warehouse holds them. */
const documented = { site: '0170', month: '2025-03' };

/** With whose eyes the status is checked. */
interface View {
  readonly may: (right: Right) => Promise<boolean>;
  /** Reads with the rights of whoever looks. */
  readonly read: <T>(work: (database: Queryable) => Promise<T>) => Promise<T>;
  /** Counts that whoever may see the summary of the data flow is told, without a right to the rows themselves. */
  readonly owner: Database;
  readonly roles: readonly string[];
}

/**
 * What is there: sites, loads by feed, undecided quarantine, and the P&L of the documented site. For a caller as far as
 * the caller may see it; a table that it may not see says so.
 */
export async function operatorStatus(owner: Database, timeZone: string, caller?: Caller): Promise<Status> {
  const view: View = caller
    ? {
        may: (right) => holdsRight(caller, right),
        read: (work) => caller.transaction(work),
        owner,
        roles: caller.person.roles,
      }
    : { may: () => Promise.resolve(true), read: (work) => work(owner), owner, roles: [] };
  const demoDay = await readDemoDay(owner);
  return {
    version,
    where: owner.where,
    ...(demoDay === null ? {} : { demoClock: demoClockText(demoDay) }),
    tables: [
      await sites(view),
      await loads(view),
      await quarantine(view),
      await statements(view),
      await increases(view, timeZone),
      await notBilled(view),
      await profitAndLoss(view),
      await portfolio(view, timeZone),
    ],
  };
}

/** The table when all rights are held, else one that says that it is not visible. */
async function visible(
  view: View,
  rights: readonly Right[],
  { title, fill }: { readonly title: string; readonly fill: () => Promise<Omit<StatusTable, 'title'>> },
): Promise<StatusTable> {
  for (const right of rights) {
    if (await view.may(right)) continue;
    return {
      title,
      header: [],
      rows: [],
      whenEmpty: `Not visible to your role (${view.roles.join(', ')}).`,
    };
  }
  return { title, ...(await fill()) };
}

function sites(view: View): Promise<StatusTable> {
  return visible(view, [{ object: 'site', action: 'read' }], {
    title: 'Sites',
    fill: async () => {
      const [count] = await view.read((database) =>
        database.query<{ listed: string; closed: string }>(
          `select count(*) filter (where is_listed)::text as listed,
             count(*) filter (where not is_listed)::text as closed
           from warehouse.site`,
        ),
      );
      return {
        header: ['listed', 'no longer listed'],
        rows: [[grouped(count?.listed ?? '0'), grouped(count?.closed ?? '0')]],
        whenEmpty: 'No sites yet.',
      };
    },
  });
}

const summary: Right = { object: 'data-flow-summary', action: 'read' };

function loads(view: View): Promise<StatusTable> {
  return visible(view, [summary], {
    title: 'Loaded',
    fill: async () => ({
      header: ['feed', 'files', 'rows loaded', 'rows superseded', 'rows quarantined', 'files refused'],
      rows: (await countLoads(view.owner)).map((feed) => [
        feed.feed,
        ...[feed.files, feed.loaded, feed.superseded, feed.quarantined, feed.refused].map(grouped),
      ]),
      whenEmpty: 'Nothing yet. `daybook load PATH…` loads files.',
    }),
  });
}

function quarantine(view: View): Promise<StatusTable> {
  return visible(view, [summary], {
    title: 'In quarantine',
    fill: async () => ({
      header: ['feed', 'rule', 'state', 'records'],
      rows: (await countQuarantine(view.owner)).map(({ feed, rule, state, records }) => [
        feed,
        rule,
        state,
        grouped(records),
      ]),
      whenEmpty: 'Nothing awaits a decision.',
    }),
  });
}

function statements(view: View): Promise<StatusTable> {
  return visible(view, [{ object: 'statement', action: 'read' }], {
    title: 'Statements',
    fill: async () => ({
      header: [
        'month',
        'ready to send',
        'AR review',
        'approval team',
        'rejected',
        'sent',
        'not billed',
        'total',
      ],
      rows: (await view.read(countStatements)).map((month) => [
        month.month,
        ...[month.ready, month.review, month.approval, month.rejected, month.sent, month.blocked].map(
          grouped,
        ),
        month.total,
      ]),
      whenEmpty:
        'Nothing has been billed yet. `daybook bill --month YYYY-MM` bills the sites with a contract.',
    }),
  });
}

function increases(view: View, timeZone: string): Promise<StatusTable> {
  return visible(view, [{ object: 'contract', action: 'change' }], {
    title: 'Rate increases due',
    fill: async () => {
      const due = await dueRatesOf(view.owner, timeZone, view.read);
      const values = due.toApprove.map((value) => ['-', '-', `${value} awaits approval`]);
      return {
        header: ['from', 'sites', 'what happens'],
        rows: [...due.increases.map(dueRow), ...values],
        whenEmpty: 'None.',
      };
    },
  });
}

/** Reasons that are printed; the others are counted. */
const mostReasons = 40;

function notBilled(view: View): Promise<StatusTable> {
  return visible(view, [{ object: 'statement', action: 'read' }], {
    title: 'Not billed',
    fill: async () => {
      const missing = await view.read(listNotBilled);
      const rows = missing.slice(0, mostReasons).map(({ month, site, message }) => [month, site, message]);
      const left = missing.length - rows.length;
      const more = ['', '', `${grouped(left)} more: run \`daybook bill --month YYYY-MM --dry-run\`.`];
      return {
        header: ['month', 'site', 'why'],
        rows: left > 0 ? [...rows, more] : rows,
        whenEmpty: 'Every site tried has its statement.',
      };
    },
  });
}

function profitAndLoss(view: View): Promise<StatusTable> {
  const { site, month } = documented;
  const objects = questions.find(({ name }) => name === 'pnl')?.objects ?? [];
  const rights = objects.map((object): Right => ({ object, action: 'read', site }));
  return visible(view, rights, {
    title: `P&L of site ${site}, ${month}`,
    fill: async () => {
      const answer = await view.read(async (database) => {
        const [knownSite] = await database.query('select from warehouse.site where site_id = $1', [site]);
        return knownSite ? ask(database, 'pnl', { site, month }) : { rows: [] };
      });
      const rows = 'rows' in answer ? answer.rows : [];
      const cell = (value: unknown): string => (typeof value === 'string' ? grouped(value) : '–');
      return {
        header: ['line', 'budget', 'actual', 'variance'],
        rows: rows.map((row) => [
          String(row['line']),
          cell(row['budget']),
          cell(row['actual']),
          cell(row['variance']),
        ]),
        whenEmpty: `The warehouse has no site ${site}.`,
      };
    },
  });
}

/** The year of today where it is calculated, else the newest one; the table names it. */
function portfolio(view: View, timeZone: string): Promise<StatusTable> {
  return visible(view, [{ object: 'profit-and-loss', action: 'read' }], {
    title: 'P&L of the portfolio',
    fill: async () => {
      const { day } = await businessDay(view.owner, timeZone, systemClock);
      const [newest] = await view.read((database) =>
        database.query<{ year: number; sites: string }>(
          `select plan_year as year, count(*) as sites from forecasting.version
           where kind = 'working' and exists (
             select from forecasting.site_month as made where made.version_id = version.version_id)
           group by 1 order by plan_year = $1 desc, plan_year desc limit 1`,
          [Number.parseInt(day.slice(0, 4), 10)],
        ),
      );
      const whole = (value: Decimal | null): string =>
        value === null ? '–' : grouped(toText(roundHalfAway(value, 0), 0));
      const rows =
        newest === undefined
          ? []
          : pnlTable(
              await view.read((database) =>
                readSums(database, { year: newest.year, sites: null, version: 'working' }),
              ),
              rangeOfYear(newest.year),
            );
      return {
        header: [
          `${String(newest?.year ?? '')}, ${newest?.sites ?? '0'} sites`,
          'budget',
          'forecast',
          'trend',
          'variance',
        ],
        rows: rows.map(({ line, total }) => [
          rowTitles[line],
          ...[total.budget, total.forecast, total.trend, total.variance].map(whole),
        ]),
        whenEmpty:
          'Nothing has been calculated yet. `daybook pnl --year YYYY` calculates the sites you may see.',
      };
    },
  });
}
