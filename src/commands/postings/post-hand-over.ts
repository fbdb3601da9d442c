import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { handOverPostings, type HandedOver } from '../../billing/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { goingOf, ledgerEndpointOf } from '../billing/outbox-folder.ts';

/** `daybook post hand-over` */
export function handOverCommand(): Command {
  return actingCommand(
    'hand-over',
    'Hand posted documents over to the ledger web service, with retries 30 seconds apart.',
    'daybook post hand-over',
  ).action(handOver);
}

async function handOver(options: ActingOptions): Promise<void> {
  const attempts = await withCaller(options, async (acting) => {
    const wait = async (seconds: number): Promise<void> => {
      if (!options.json) say(`Waiting ${String(seconds)} seconds for the next attempt.`);
      await setTimeout(seconds * 1000);
    };
    return handOverPostings(acting, await goingOf(acting.configuration), {
      service: ledgerEndpointOf(acting.configuration),
      clock: systemClock,
      wait,
    });
  });
  const ended = attempts.filter(({ isLast }) => isLast);
  if (ended.some(({ outcome }) => outcome !== 'taken')) process.exitCode = 1;
  if (options.json) return printJson(attempts);
  if (attempts.length > 0) print(tableOf(attempts));
  const taken = ended.filter(({ outcome }) => outcome === 'taken').length;
  say(`${counted(ended.length, 'document')} handed over, ${String(taken)} accepted by the ledger.`);
}

function tableOf(attempts: readonly HandedOver[]): string {
  return table(
    ['site', 'attempt', 'outcome', 'HTTP', 'answer', 'key'],
    attempts.map(({ site, attempt, outcome, status, said, key }) => [
      ...[site ?? 'UNIT', String(attempt), outcome, status === null ? '-' : String(status), said, key],
    ]),
  );
}
