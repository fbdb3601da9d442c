import type { Command } from 'commander';
import { findOutdated, type OutdatedStatement } from '../../billing/index.ts';
import type { Month } from '../../kernel/month.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';

interface OutdatedOptions extends ActingOptions {
  readonly month?: Month;
  readonly site?: string;
}

/** `daybook statements outdated` */
export function outdatedCommand(): Command {
  return actingCommand(
    'outdated',
    'Statements whose facts or terms have changed since, including sent ones, with the difference.',
    'daybook statements outdated --month 2025-05',
  )
    .option('--month <month>', 'only this service month YYYY-MM', givenMonth)
    .option('--site <site>', 'only this site', givenSite)
    .action(outdated);
}

async function outdated({ month, site, ...options }: OutdatedOptions): Promise<void> {
  const changed = await withCaller(options, async (acting) =>
    findOutdated(acting, await operatorOf(acting.configuration), { month, site }),
  );
  if (options.json) return printJson(changed.map(outdatedJson));
  if (changed.length > 0)
    print(
      table(
        ['number', 'site', 'month', 'state', 'total', 'now', 'difference', 'next'],
        changed.map((one) => [
          ...[one.statementId, one.site, one.month, one.state, one.total],
          ...[one.now ?? '-', one.difference ?? one.why, nextOf(one)],
        ]),
      ),
    );
  const sent = changed.filter(({ state }) => state === 'Sent').length;
  say(
    `${counted(changed.length, 'statement')} whose facts or terms have changed since, ${String(sent)} of them sent.`,
  );
}

function nextOf({ statementId, site, month, state }: OutdatedStatement): string {
  return state === 'Sent'
    ? `daybook statements revise ${statementId}`
    : `daybook bill --month ${month} --site ${site}`;
}

/** What changed of an outdated statement, for machines. */
export function outdatedJson(one: OutdatedStatement): Record<string, unknown> {
  const { statementId, site, month, state, total, now, difference, why } = one;
  return { statement_id: statementId, site, month, state, total, now, difference, why, next: nextOf(one) };
}

/** Says of a statement that was approved or sent that its facts or terms changed since it was made, and by how much. */
export function tellOutdated({ statementId, changedSince }: Changed): void {
  if (changedSince !== null)
    say(
      `Facts or terms behind statement ${statementId} have changed since it was generated: ${changedSince}.`,
    );
}

interface Changed {
  readonly statementId: string;
  readonly changedSince: string | null;
}
