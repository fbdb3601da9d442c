import type { Command } from 'commander';
import {
  cycleDays,
  rollForecast,
  sitesOfCycle,
  type Rolled,
  type RolledYear,
} from '../../../forecasting/index.ts';
import type { Month } from '../../../kernel/month.ts';
import { requireRight, type Caller } from '../../../platform/security/index.ts';
import { givenMonth } from '../../billing/given.ts';
import { operatorOf } from '../../billing/outbox-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { progressBar, type Progress } from '../../progress.ts';
import { counted, table } from '../../table.ts';
import { withToday } from '../asked.ts';
import { dayOfChange } from '../given-time.ts';

interface RollOptions extends ActingOptions {
  readonly month?: Month;
  readonly today?: string;
}

/** `daybook forecast roll` */
export function rollCommand(): Command {
  const command = actingCommand(
    'roll',
    'Roll the forecast of the whole portfolio forward to the twelve months from a month: its P&L, and a forecast of ' +
      'record of every site. A server does it by itself.',
    'daybook forecast roll --month 2025-07',
  ).option('--month <month>', 'month of the cycle, YYYY-MM (default: that of today)', givenMonth);
  return withToday(command).action(run);
}

async function run(options: RollOptions): Promise<void> {
  let bar: Progress | undefined;
  const { cycle, rolled } = await withCaller(options, async (acting) => {
    const { caller, database, person, configuration } = acting;
    const today = await dayOfChange(acting, options.today);
    const { holidays } = await operatorOf(configuration);
    const month = options.month ?? givenMonth(today.slice(0, 7));
    await requireWholePortfolio(caller, await sitesOfCycle(database, month));
    const found = cycleDays(month, holidays);
    const onProgress = (more: number, all: number): void => {
      bar ??= progressBar('Sites', all, options.json === true);
      bar.advance(more);
    };
    const rolling = { cycle: found, today, cause: 'command', startedBy: person.userId, onProgress } as const;
    return { cycle: found, rolled: await rollForecast(database, rolling) };
  }).finally(() => bar?.stop());
  if (options.json) return printJson({ month: cycle.month, ...jsonOf(rolled) });
  tell(cycle.month, rolled);
}

/** Refuses with SECURITY_FORBIDDEN unless the caller may submit forecasts at every site. */
async function requireWholePortfolio(caller: Caller, sites: readonly string[]): Promise<void> {
  const [other] = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `select site from unnest($1::text[]) as site
       where not security.may('forecast', 'execute', site) order by site limit 1`,
      [sites],
    ),
  );
  await requireRight(caller, { object: 'forecast', action: 'execute', site: other?.site });
}

function jsonOf({ sites, siteMonths, years }: Rolled): object {
  return {
    sites,
    site_months: siteMonths,
    years: years.map(({ year, approved, recorded, now, unplanned }) => ({
      year,
      approved,
      recorded,
      recorded_now: now,
      unplanned,
    })),
  };
}

function tell(month: Month, { sites, siteMonths, years }: Rolled): void {
  const rows = years.map(({ year, approved, recorded, now, unplanned }) => [
    String(year),
    ...[approved, recorded.length, now, unplanned.length].map(String),
  ]);
  const header = ['year', 'approved', 'recorded', 'of these now', 'without a plan'];
  print(table(header, rows, header));
  for (const year of years) tellYear(month, year);
  say(
    `The forecast of ${counted(sites, 'site')} is rolled forward to the twelve months from ${month}: ` +
      `${counted(siteMonths, 'month')} of sites were calculated.`,
  );
}

/** Which sites are in the counts, and what is to be done about them. */
function tellYear(month: Month, { year, recorded, unplanned }: RolledYear): void {
  for (const [reason, sites] of Map.groupBy(recorded, (one) => one.reason))
    say(
      `${String(year)}, ${reason}: ${counted(sites.length, 'site')}, recorded as ${month} (recorded) of the working ` +
        `version: ${sites.map(({ site }) => site).join(', ')}.`,
    );
  if (unplanned.length > 0)
    say(
      `${String(year)}, no budget and no entries: ${counted(unplanned.length, 'site')}, nothing recorded: ` +
        `${unplanned.join(', ')}. Load the budget of ${String(year)} and roll ${month} again.`,
    );
}
