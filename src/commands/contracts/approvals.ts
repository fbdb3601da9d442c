import type { Command } from 'commander';
import {
  approvalTiers,
  approveChange,
  approveWaiting,
  rejectChange,
  setApprovalTier,
  waitingChanges,
  type WaitingChange,
} from '../../contracts/index.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { holdsRight, requireAnyRight, requireRight } from '../../platform/security/index.ts';
import { givenSite } from '../billing/given.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  tellRefusal,
  withCaller,
  type ActingOptions,
} from '../command.ts';
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
      'Approve changes that someone else entered; they count from then on.',
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
      'daybook contracts reject 12 --reason "the cap is of another site"',
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
  const waiting = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'contract', action: 'read' });
    return caller.transaction((transaction) => waitingChanges(transaction, { sites }));
  });
  if (options.json) return printJson(waiting.map(waitingJson));
  if (waiting.length === 0) return say('No waiting changes that you may see.');
  tellWaiting(waiting);
  say(
    `${counted(waiting.length, 'change')} waiting. Next, by a second person: daybook contracts approve NUMBER`,
  );
}

/** A change that waits, as JSON names it. */
export function waitingJson(change: WaitingChange): Record<string, unknown> {
  const { id, site, subject, says, from, yearlyValue, roles, askedAt, askedBy } = change;
  return {
    change: id,
    site,
    subject,
    says,
    from,
    is_take_over: change.isTakeOver,
    yearly_value: yearlyValue,
    roles,
    asked_at: askedAt,
    asked_by: askedBy,
  };
}

/** Prints changes that wait, one a row. */
export function tellWaiting(waiting: readonly WaitingChange[]): void {
  print(
    table(
      ['change', 'site', 'what', 'from', 'a year', 'entered by', 'at (UTC)', 'one of these approves'],
      waiting.map(({ id, site, says, from, yearlyValue, askedBy, askedAt, roles, isTakeOver }) => [
        ...[id, site, isTakeOver ? `${says}, the first` : says, from === '1900-01' ? 'the beginning' : from],
        ...[yearlyValue ?? 'not known', askedBy, askedAt, roles.join(', ')],
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

/** The outcome of a change. */
interface Decided {
  readonly id: string;
  readonly refusal: Refusal | null;
}

async function approve(ids: readonly string[], options: ApproveOptions): Promise<void> {
  const sites = options.site?.map(givenSite);
  const isTakeOver = options.takeOver === true;
  const isNothing = ids.length === 0 && sites === undefined && !isTakeOver && options.all !== true;
  if (isNothing) throw refusal('CONTRACTS_CHANGES_NOT_NAMED');
  const decided = await withCaller(options, async ({ caller, database, person }) => {
    await requireRight(caller, { object: 'contract', action: 'approve' });
    const by = { decidedBy: person.userId, reason: options.reason ?? null, isTakeOver };
    const all: Decided[] = [];
    for (const id of ids)
      all.push({ id, refusal: await approveChange(database, { id: numberOf(id), ...by }) });
    if (ids.length > 0) return all;
    const many = await approveWaiting(database, { sites, ...by });
    return many.map(({ change, refusal: stopped }) => ({ id: change.id, refusal: stopped }));
  });
  tellDecided(decided, 'approved', options);
}

async function reject(ids: readonly string[], options: ActingOptions): Promise<void> {
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw refusal('CONTRACTS_REASON_MISSING');
  const decided = await withCaller(options, async ({ caller, database, person }) => {
    await requireAnyRight(caller, [
      { object: 'contract', action: 'approve' },
      { object: 'contract', action: 'change' },
    ]);
    const isApprover = await holdsRight(caller, { object: 'contract', action: 'approve' });
    const all: Decided[] = [];
    for (const id of ids) {
      const decision = { id: numberOf(id), decidedBy: person.userId, reason };
      all.push({ id, refusal: await rejectChange(database, { ...decision, isOwnOnly: !isApprover }) });
    }
    return all;
  });
  tellDecided(decided, 'rejected', options);
}

/** Bigints beyond what PostgreSQL counts to are not numbers of changes. */
function numberOf(id: string): string {
  if (/^\d{1,18}$/.test(id)) return id;
  throw refusal('CONTRACTS_CHANGE_UNKNOWN', { change: id });
}

function tellDecided(decided: readonly Decided[], what: string, options: ActingOptions): void {
  const stopped = decided.flatMap(({ refusal: one }) => one ?? []);
  if (stopped.length > 0) process.exitCode = 1;
  if (options.json)
    return printJson(
      decided.map(({ id, refusal: one }) =>
        one === null
          ? { change: id, decision: what }
          : { change: id, error: { code: one.code, message: one.message, next: one.next } },
      ),
    );
  for (const one of stopped) tellRefusal(one, false);
  const count = decided.length - stopped.length;
  say(`${counted(count, 'change')} ${what}${stopped.length > 0 ? `, ${String(stopped.length)} not` : ''}.`);
}

async function listTiers(options: ActingOptions): Promise<void> {
  const tiers = await withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'contract', action: 'read' });
    return approvalTiers(database);
  });
  if (options.json)
    return printJson(tiers.map(({ tier, fromValue, roles }) => ({ tier, from_value: fromValue, roles })));
  print(
    table(
      ['tier', 'from (US dollars a year)', 'one of these approves'],
      tiers.map(({ tier, fromValue, roles }) => [String(tier), fromValue, roles.join(', ')]),
      ['from (US dollars a year)'],
    ),
  );
}

async function setTier(tier: string, fromValue: string, options: ActingOptions): Promise<void> {
  await withCaller(options, async ({ caller, database, person }) => {
    await requireRight(caller, { object: 'contract-configuration', action: 'change' });
    await setApprovalTier(database, { tier, fromValue }, person.userId);
  });
  if (options.json) return printJson({ tier, from_value: fromValue });
  say(`Tier ${tier} applies from ${fromValue} dollars a year.`);
}
