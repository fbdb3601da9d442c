import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

// What goes to the ledger beside statements, and its answers as a file.

/** A unit account of a site: what would be posted to it, and what prevents that. */
export type UnitAccount = Answers['GET /postings/units']['accounts'][number];

/** The unit accounts of a month. */
export const unitAccountsQuery = (month: string) =>
  queryOptions({
    queryKey: ['administration', 'units', month],
    queryFn: async ({ signal }) => {
      const { accounts } = await read<Answers['GET /postings/units']>('/postings/units', { month }, signal);
      return accounts;
    },
    retry: false,
  });

/** Documents for unit accounts. */
export type UnitDocuments = Answers['POST /postings/units'];

/** Posts the unit accounts of a month, all or none, once; or shows what would be posted. */
export async function postUnits(month: string, isDryRun: boolean, reason = ''): Promise<UnitDocuments> {
  return send('POST', '/postings/units', { body: { month, dry_run: isDryRun }, reason });
}

/** What became of the answers of a file. */
export type AnswersTaken = Answers['POST /postings/answers'];

/** An answer of the ledger, as its file says it. */
export type LedgerAnswer = Readonly<Record<string, string>>;

/** Records the answers of a file, or shows what would become of each. */
export async function takeAnswers(
  name: string,
  answers: readonly LedgerAnswer[],
  isDryRun: boolean,
): Promise<AnswersTaken> {
  return send('POST', '/postings/answers', { body: { name, answers, dry_run: isDryRun } });
}
