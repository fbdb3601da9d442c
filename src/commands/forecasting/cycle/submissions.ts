import type { Command } from 'commander';
import {
  decideSubmissions,
  submitWorkingVersion,
  type SubmittedForecast,
} from '../../../forecasting/index.ts';
import type { Month } from '../../../kernel/month.ts';
import { givenMonth } from '../../given/month-and-site.ts';
import { actingCommand, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { tellEach } from '../../each.ts';
import { todayOf } from '../../given/today.ts';
import { withSite, withYear, yearOf, type VersionOptions } from '../request-options.ts';

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
  const { site, month, asBudget = false } = options;
  const year = options.year ?? yearOf(month);
  const submitted = await withCaller(options, async (acting) => {
    const today = await todayOf(acting, undefined);
    return submitWorkingVersion(acting, { site, year, month, isBudgetMeant: asBudget, today });
  });
  if (options.json) return printJson(submitted);
  const next = `daybook forecast approve ${submitted.submission}`;
  tellReview(submitted);
  say(`Submission ${submitted.submission} is version ${submitted.version}. Next, by someone else: ${next}`);
}

/** Far from the budget it is not for everybody who approves. */
function tellReview({ deviations, reviewers }: SubmittedForecast): void {
  if (deviations.length === 0) return;
  say(`It deviates from the budget, so the district manager must decide: ${deviations.join('; ')}.`);
  say(
    reviewers.length === 0
      ? 'Nobody is district manager or regional VP of the site: ask the Daybook administrator.'
      : `Who may approve it: ${reviewers.join(', ')}.`,
  );
}

async function decide(
  ids: readonly string[],
  state: 'approved' | 'rejected',
  options: ActingOptions,
): Promise<void> {
  const each = await withCaller(options, (acting) => decideSubmissions(acting, ids, state));
  tellEach(each, options, {
    json: (done, errors) => [...done.map((id) => ({ submission: id, state })), ...errors],
    words: (done) => {
      for (const id of done) say(`Submission ${id} is ${state}.`);
    },
  });
}
