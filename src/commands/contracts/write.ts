import type { Command } from 'commander';
import {
  endContract,
  previewContract,
  withdrawTerms,
  writeContract,
  type NewContract,
} from '../../contracts/index.ts';
import { monthOfDay, type Month } from '../../kernel/month.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { table } from '../table.ts';
import { editCommand, tellChanges, wantedTerms } from './edit.ts';
import { noticesCommand } from './notices.ts';
import { thresholdsCommand } from './thresholds.ts';

/** Adds `daybook contracts new|clone|edit|end|withdraw|thresholds|notices`. */
export function addWritingCommands(contracts: Command): void {
  for (const command of [newCommand(), cloneCommand(), editCommand(), endCommand(), withdrawCommand()])
    contracts.addCommand(command);
  contracts.addCommand(thresholdsCommand());
  contracts.addCommand(noticesCommand());
}

interface NewOptions extends ActingOptions {
  readonly from?: string;
  readonly template?: string;
  readonly asOf?: string;
  readonly patch?: string;
  readonly dryRun?: boolean;
}

function newCommand(): Command {
  return forWriting(
    actingCommand(
      'new',
      'Write the first contract of a site from the documented defaults or a template.',
      'daybook contracts new 0412 fixed-fee=on fixed-fee[+].title=Valet fixed-fee[+].code=4700 fixed-fee[+].fee=9500',
    ).option('--template <name>', 'begin with a template instead: contracts templates list'),
  ).action(write);
}

function cloneCommand(): Command {
  return forWriting(
    actingCommand(
      'clone',
      'Write the first contract of a site like that of another site.',
      'daybook contracts clone 0412 --from 0170',
    ).requiredOption('--from <site>', 'site whose terms are copied', givenSite),
  ).action(write);
}

function forWriting(command: Command): Command {
  return command
    .argument('<site>', 'site number', givenSite)
    .argument('[field=value...]', 'as in `contracts edit`; a component alone switches it on or off')
    .option('--as-of <month>', 'month YYYY-MM of these figures; increases follow it (default: this month)')
    .option('--patch <file>', 'JSON merge patch in the fields of `contracts export`')
    .option('--dry-run', 'show the contract; save nothing');
}

async function write(
  site: string,
  assignments: readonly string[],
  options: NewOptions,
  command: Command,
): Promise<void> {
  const isKept = options.dryRun !== true;
  const terms = await wantedTerms(assignments, options, command);
  const contract = await withCaller(options, async (acting) => {
    const asOf =
      options.asOf === undefined ? monthOfDay(await todayOf(acting, undefined)) : givenMonth(options.asOf);
    const written = { site, asOf, like: options.from, template: options.template, wanted: terms };
    return isKept ? writeContract(acting, written) : previewContract(acting, written);
  });
  if (options.json) return printJson({ ...contract, isKept });
  tellContract(contract, isKept);
}

function tellContract(
  { site, customerName, changes, findings, isDraft }: NewContract,
  isKept: boolean,
): void {
  print(`Site ${site}, ${customerName ?? 'customer not named'}:`);
  if (changes.length > 0) tellChanges(changes);
  if (findings.length > 0)
    print(
      table(
        ['grade', 'where', 'what'],
        findings.map(({ grade, path, message }) => [grade, path, message]),
      ),
    );
  if (!isKept) return say('Nothing was kept.');
  say(
    isDraft
      ? `The contract is a draft and cannot bill. Next: daybook contracts edit ${site} FIELD=VALUE`
      : 'The contract awaits approval by a second person: daybook contracts waiting.',
  );
}

interface EndOptions extends ActingOptions {
  readonly after: string;
  readonly dryRun?: boolean;
}

function endCommand(): Command {
  return actingCommand(
    'end',
    'End a contract: after a month it bills nothing, once a second person has approved.',
    'daybook contracts end 0412 --after 2025-12',
  )
    .argument('<site>', 'site number', givenSite)
    .requiredOption('--after <month>', 'last billed service month YYYY-MM')
    .option('--dry-run', 'show what would change; save nothing')
    .action(end);
}

async function end(site: string, options: EndOptions): Promise<void> {
  const after: Month = givenMonth(options.after);
  const isKept = options.dryRun !== true;
  const { changes, number, isWaiting, from } = await withCaller(options, async (acting) =>
    endContract(acting, { site, after, isKept, today: monthOfDay(await todayOf(acting, undefined)) }),
  );
  if (options.json) return printJson({ site, from, number, isWaiting, isKept, changes });
  tellChanges(changes);
  say(
    isKept
      ? `Site ${site} bills nothing from ${from} on once version ${String(number)} is approved: contracts waiting.`
      : 'Nothing was kept.',
  );
}

function withdrawCommand(): Command {
  return actingCommand(
    'withdraw',
    'Withdraw the newest version of a contract if it is a draft or awaits approval; needs --reason.',
    'daybook contracts withdraw 0412 --reason "entered for the wrong site"',
  )
    .argument('<site>', 'site number', givenSite)
    .action(withdraw);
}

async function withdraw(site: string, options: ActingOptions): Promise<void> {
  const withdrawn = await withCaller(options, (acting) => withdrawTerms(acting, site));
  if (options.json) return printJson(withdrawn);
  say(
    `Version ${String(withdrawn.number)} of site ${site} is withdrawn; the previous version is in effect again.`,
  );
}
