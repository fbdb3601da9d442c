import type { Command } from 'commander';
import {
  calculatePnl,
  decideSubmission,
  siteOfSubmission,
  requireSomething,
  submitForecast,
} from '../../../forecasting/index.ts';
import type { Month } from '../../../kernel/month.ts';
import { eachForItself, takenUpAgain } from '../../../platform/database/index.ts';
import { requireRight } from '../../../platform/security/index.ts';
import { givenMonth } from '../../billing/given.ts';
import { actingCommand, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { tellEach } from '../../each.ts';
import { todayOf } from '../given-time.ts';
import { withSite, withYear, yearOf, type VersionOptions } from '../asked.ts';

interface SubmitOptions extends ActingOptions, VersionOptions {
  readonly asBudget?: boolean;
  readonly month: Month;
}

/** `daybook forecast submit|approve|reject` */
export function submissionCommands(): Command[] {
  const submitting = actingCommand(
    'submit',
    'Submit the working version for a month; what was submitted is frozen.',
    'daybook forecast submit --site 0170 --year 2025 --month 2025-05',
  );
  const deciding = (name: 'approve' | 'reject', description: string): Command =>
    actingCommand(name, description, `daybook forecast ${name} 7 --reason "as discussed"`)
      .argument('<id...>', 'submission numbers')
      .action((ids: readonly string[], options: ActingOptions) =>
        decide(ids, name === 'approve' ? 'approved' : 'rejected', options),
      );
  return [
    withYear(withSite(submitting))
      .requiredOption('--month <month>', 'month of the approval calendar, YYYY-MM', givenMonth)
      .option('--as-budget', 'submit the budget unchanged, without entries')
      .action(submit),
    deciding('approve', 'Approve a submission by someone else; it becomes the forecast of record.'),
    deciding('reject', 'Reject a submission by someone else, with a reason.'),
  ];
}

async function submit(options: SubmitOptions): Promise<void> {
  const { site, month, reason = null } = options;
  const year = options.year ?? yearOf(month);
  const submitted = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireRight(caller, { object: 'forecast', action: 'execute', site });
    const kept = await database.transaction(async (transaction) => {
      await requireSomething(transaction, { site, year }, options.asBudget === true);
      return submitForecast(transaction, { site, year, month, reason, submittedBy: person.userId });
    }, takenUpAgain);
    // With the terms of today: a back-test asks what was expected then.
    await calculatePnl(database, {
      year,
      sites: [site],
      version: kept.version,
      cause: 'command',
      startedBy: person.userId,
      asOf: await todayOf(acting, undefined),
    });
    return kept;
  });
  if (options.json) return printJson(submitted);
  const next = `daybook forecast approve ${submitted.submission}`;
  say(`Submission ${submitted.submission} is version ${submitted.version}. Next, by someone else: ${next}`);
}

async function decide(
  ids: readonly string[],
  state: 'approved' | 'rejected',
  options: ActingOptions,
): Promise<void> {
  const each = await withCaller(options, ({ caller, database, person }) =>
    eachForItself(ids, async (id) => {
      const site = await caller.transaction((transaction) => siteOfSubmission(transaction, id));
      await requireRight(caller, { object: 'forecast', action: 'approve', site });
      const decision = { state, decidedBy: person.userId, reason: options.reason ?? null };
      const conflict = await database.transaction(
        (transaction) => decideSubmission(transaction, id, decision),
        takenUpAgain,
      );
      return conflict ?? id;
    }),
  );
  tellEach(each, options, {
    json: (done, errors) => [...done.map((id) => ({ submission: id, state })), ...errors],
    words: (done) => {
      for (const id of done) say(`Submission ${id} is ${state}.`);
    },
  });
}
