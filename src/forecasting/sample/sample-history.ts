import { decimal, percentOf, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import type { Principal } from '../../platform/security/index.ts';
import type { Entry } from '../entries/entry.ts';
import { saveEntries } from '../entries/save-entries.ts';
import { initialEntries } from '../prefill/initialise.ts';
import { decideSubmission, submitForecast, type Submission } from '../versions/submissions.ts';

/** What a manager of the sample expects: so many percent more traffic than the budget, from a day on. */
export interface Expectation {
  readonly site: string;
  readonly year: number;
  readonly percent: Decimal;
  /** First day that is expected, `YYYY-MM-DD`. */
  readonly from: string;
  readonly savedBy: string;
}

/** Enters the expectation into the working version, in place of what it said from that day on. */
export async function expectTraffic(transaction: Queryable, expectation: Expectation): Promise<void> {
  const { site, year, percent, from: today, savedBy } = expectation;
  const workingVersion = { site, year, version: 'working' };
  const budget = { kind: 'budget' } as const;
  const { entries } = await initialEntries(transaction, workingVersion, budget, { today, isReplacing: true });
  const biased = entries.map((entry) => withBias(entry, percent));
  const saving = { action: 'initialise', savedBy, reason: 'sample', seen: null, today } as const;
  await saveEntries(transaction, { ...workingVersion, ...saving, entries: biased });
}

function withBias(entry: Entry, percent: Decimal): Entry {
  if (entry.area !== 'statistics' || entry.value === null || entry.measure.endsWith('-percent')) return entry;
  return { ...entry, value: roundHalfAway(entry.value.plus(percentOf(entry.value, percent)), 2) };
}

/** How far off managers were, by the expectation of today: the longer ahead, the more. */
const cycles: readonly (readonly [month: string, times: Decimal])[] = [
  ...([['01', decimal('1.8')] as const, ['04', decimal('1.3')] as const] as const),
];

/**
 * Forecasts of record of the sample in its past: in January and in April a site was forecast, submitted and approved,
 * each time nearer to what it expects today. So there is something to test against what happened.
 */
export async function recordHistory(
  database: Database,
  expectations: readonly Expectation[],
  approver: Principal,
): Promise<void> {
  for (const [monthOfYear, times] of cycles)
    for (const expectation of expectations) {
      const month: Month = `${String(expectation.year)}-${monthOfYear}`;
      if (firstDay(month) >= expectation.from) continue;
      const percent = expectation.percent.times(times);
      const submission = await database.transaction(async (transaction) => {
        await expectTraffic(transaction, { ...expectation, percent, from: firstDay(month) });
        const { site, year, savedBy: submittedBy } = expectation;
        return submitForecast(transaction, { site, year, month, submittedBy, reason: 'sample' });
      });
      await approve(approver, submission);
    }
}

async function approve({ database, person }: Principal, { submission }: Submission): Promise<void> {
  const decision = { state: 'approved', decidedBy: person.userId, reason: null } as const;
  const conflict = await database.transaction(async (transaction) => {
    const stopped = await decideSubmission(transaction, submission, decision);
    // The past of the sample is written today.
    await transaction.execute(
      `update forecasting.submission
       set submitted_at = cycle_month + interval '17 hours', decided_at = cycle_month + interval '2 days 10 hours'
       where submission_id = $1`,
      [submission],
    );
    return stopped;
  });
  if (conflict !== null) throw conflict;
}
