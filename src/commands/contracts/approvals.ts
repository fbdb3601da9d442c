import type { Command } from 'commander';
import {
  approveChanges,
  changeApprovalTier,
  listApprovalTiers,
  listWaitingChanges,
  rejectChanges,
  type WaitingChange,
} from '../../contracts/index.ts';
import { decimal, roundCents, toText } from '../../kernel/decimal.ts';
import type { Each } from '../../platform/database/index.ts';
import { givenSite } from '../given/month-and-site.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { tellEach } from '../each.ts';
import { counted, table } from '../table.ts';

/** Adds `daybook contracts waiting|approve|reject|tiers`. */
export function addApprovalCommands(contracts: Command): void {
  contracts.addCommand(
    actingCommand(
      'waiting',
      'Changes to what is billed that await approval by a second person.',
      'daybook contracts waiting --site 0170',
    )
      .option('--site <site...>', 'only these sites')
      .action(listWaiting),
  );
  contracts.addCommand(
    actingCommand(
      'approve',
      'Approve changes that someone else entered; they take effect from then on.',
      'daybook contracts approve 12 13',
    )
      .argument('[change...]', 'numbers from `contracts waiting`')
      .option('--site <site...>', 'all waiting changes at these sites')
      .option('--take-over', 'first versions of contracts, whatever their yearly value')
      .option('--all', 'all waiting changes at your sites')
      .action(approve),
  );
  contracts.addCommand(
    actingCommand(
      'reject',
      'Reject changes, or withdraw what you entered; needs --reason.',
      'daybook contracts reject 12 --reason "the cap belongs to another site"',
    )
      .argument('<change...>', 'numbers from `contracts waiting`')
      .action(reject),
  );
  const tiers = groupCommand(
    'tiers',
    'Who approves changes, by yearly value of the contract.',
    'daybook contracts tiers',
  );
  tiers.addCommand(
    actingCommand('list', 'The tiers and their roles.', 'daybook contracts tiers list').action(listTiers),
    { isDefault: true },
  );
  tiers.addCommand(
    actingCommand(
      'set',
      'Set the yearly value from which a tier applies.',
      'daybook contracts tiers set 2 75000',
    )
      .argument('<tier>', 'tier number, from 2')
      .argument('<value>', 'US dollars a year')
      .action(setTier),
  );
  contracts.addCommand(tiers);
}

interface WaitingOptions extends ActingOptions {
  readonly site?: readonly string[];
}

async function listWaiting(options: WaitingOptions): Promise<void> {
  const sites = options.site?.map(givenSite);
  const waiting = await withCaller(options, (acting) => listWaitingChanges(acting, { sites }));
  if (options.json) return printJson(waiting);
  if (waiting.length === 0) return say('No waiting changes that you may see.');
  tellWaiting(waiting);
  say(
    `${counted(waiting.length, 'change')} waiting. Next, by a second person: daybook contracts approve NUMBER`,
  );
}

/** Prints changes that wait, one a row. */
export function tellWaiting(waiting: readonly WaitingChange[]): void {
  print(
    table(
      ['change', 'site', 'what', 'from', 'a year', 'entered by', 'at (UTC)', 'one of these approves'],
      waiting.map(({ id, site, says, from, yearlyValue, askedBy, askedAt, roles, isTakeOver }) => [
        ...[id, site, isTakeOver ? `${says}, the first` : says, from === '1900-01' ? 'the beginning' : from],
        ...[
          yearlyValue === null ? 'not known' : toText(roundCents(decimal(yearlyValue)), 2),
          askedBy,
          askedAt,
          roles.join(', '),
        ],
      ]),
      ['change', 'a year'],
    ),
  );
}

interface ApproveOptions extends ActingOptions {
  readonly site?: readonly string[];
  readonly takeOver?: boolean;
  readonly all?: boolean;
}

async function approve(ids: readonly string[], options: ApproveOptions): Promise<void> {
  const choice = {
    ids,
    sites: options.site?.map(givenSite),
    isTakeOver: options.takeOver === true,
    isAll: options.all === true,
  };
  tellDecided(await withCaller(options, (acting) => approveChanges(acting, choice)), 'approved', options);
}

async function reject(ids: readonly string[], options: ActingOptions): Promise<void> {
  tellDecided(await withCaller(options, (acting) => rejectChanges(acting, ids)), 'rejected', options);
}

function tellDecided(each: Each<string>, decision: 'approved' | 'rejected', options: ActingOptions): void {
  tellEach(each, options, {
    json: (done, errors) => [...done.map((change) => ({ change, decision })), ...errors],
    words: (done) => {
      say(`${counted(done.length, 'change')} ${decision}.`);
    },
  });
}

async function listTiers(options: ActingOptions): Promise<void> {
  const tiers = await withCaller(options, listApprovalTiers);
  if (options.json) return printJson(tiers);
  print(
    table(
      ['tier', 'from (US dollars a year)', 'one of these approves'],
      tiers.map(({ tier, fromValue, roles }) => [String(tier), fromValue, roles.join(', ')]),
      ['from (US dollars a year)'],
    ),
  );
}

async function setTier(tier: string, fromValue: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => changeApprovalTier(acting, { tier, fromValue }));
  if (options.json) return printJson({ tier, fromValue });
  say(`Tier ${tier} applies from ${fromValue} dollars a year.`);
}
