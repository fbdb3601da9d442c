import { decimal, sum, toText } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { sitesBy } from '../../warehouse/index.ts';
import type { State } from '../statements/lifecycle.ts';
import { listStatements, type StatementFilter, type StatementRow } from '../statements/read-statements.ts';

/** Statements to act on: by number, or all that match a filter. */
export type StatementChoice =
  { readonly statementIds: readonly string[] } | { readonly filter: StatementFilter };

/** An action on several statements at once. */
export type BulkAction = 'approve' | 'reject' | 'send-back' | 'send' | 'resend' | 'post';

/** The states that an action applies to if a filter names none. */
const usual: Readonly<
  Record<BulkAction, Pick<StatementFilter, 'isPosted'> & { readonly states: readonly State[] }>
> = {
  approve: { states: ['AR Review', 'Approval Team'] },
  reject: { states: ['AR Review', 'Approval Team', 'Ready To Send'] },
  'send-back': { states: ['Approval Team', 'Ready To Send'] },
  send: { states: ['Ready To Send'] },
  resend: { states: ['Sent'] },
  post: { states: ['Sent'], isPosted: false },
};

/** What an action would cover: the number of statements and their total in dollars. */
export interface ChoicePreview {
  readonly count: number;
  readonly total: string;
  readonly statements: readonly StatementRow[];
}

/** The statements that an action would apply to, of those that the principal sees; nothing is done. */
export async function previewStatements(
  principal: Principal,
  action: BulkAction,
  choice: StatementChoice,
): Promise<ChoicePreview> {
  await requireRight(principal.caller, { object: 'statement', action: 'read' });
  const statements = await chosenAmong(principal, filterOf(action, choice));
  const total = toText(sum(statements.map((one) => decimal(one.total))), 2);
  return { count: statements.length, total, statements };
}

/** The numbers of the statements that were chosen, of those that the principal sees; numbers that were typed stay. */
export async function chosenNumbers(
  principal: Principal,
  action: BulkAction,
  choice: StatementChoice,
): Promise<readonly string[]> {
  if ('statementIds' in choice) return choice.statementIds;
  await requireRight(principal.caller, { object: 'statement', action: 'read' });
  const statements = await chosenAmong(principal, filterOf(action, choice));
  return statements.map(({ statementId }) => statementId);
}

function filterOf(action: BulkAction, choice: StatementChoice): StatementFilter {
  if ('statementIds' in choice) return { statements: choice.statementIds, isEveryVersion: true };
  const { filter } = choice;
  return filter.states === undefined ? { ...filter, ...usual[action] } : filter;
}

async function chosenAmong({ caller }: Principal, filter: StatementFilter): Promise<StatementRow[]> {
  return caller.transaction((transaction) => listStatements(transaction, filter));
}

/**
 * The sites of a month that a filter chooses: those that are named, or of those that the principal sees by the site
 * master or by the statements that stand in the month. Undefined is every site: nothing narrows them. Refuses with
 * BILLING_NO_CONTRACTS when there is none.
 */
export async function chosenSitesOf(
  { caller }: Principal,
  month: Month,
  { where, ...ofStatements }: StatementFilter,
): Promise<readonly string[] | undefined> {
  const isOfStatements = Object.values(ofStatements).some((value) => value !== undefined);
  if (!isOfStatements && where === undefined) return undefined;
  if (!isOfStatements && Object.keys(where ?? {}).join('') === 'site') return where?.site;
  const sites = await caller.transaction(async (transaction) =>
    isOfStatements
      ? (await listStatements(transaction, { month, where, ...ofStatements })).map(({ site }) => site)
      : sitesBy(transaction, where ?? {}),
  );
  if (sites.length === 0) throw refusal('BILLING_NO_CONTRACTS', { month, sites: 'what was chosen' });
  return sites;
}
