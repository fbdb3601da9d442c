import { Option, type Command } from 'commander';
import {
  commentedRows,
  commentVariance,
  listComments,
  rangeOfYear,
  type VarianceComment,
} from '../../forecasting/index.ts';
import type { Month } from '../../kernel/month.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { yearOf } from './request-options.ts';

/** `daybook forecast comments list|set|end` */
export function commentsCommand(): Command {
  const comments = groupCommand(
    'comments',
    'Comments on a P&L row of a site and month.',
    'daybook forecast comments list --site 0170',
  );
  for (const command of [list(), writing('set'), writing('end')]) comments.addCommand(command);
  return comments;
}

type ListOptions = SitesOptions & {
  readonly from?: Month;
  readonly to?: Month;
  readonly history?: boolean;
};

function list(): Command {
  const command = actingCommand(
    'list',
    'List comments on the P&L of sites.',
    'daybook forecast comments list --site 0170',
  );
  return withSites(command)
    .option('--from <month>', 'first month, YYYY-MM (default: January)', givenMonth)
    .option('--to <month>', 'last month (default: December of the year of --from)', givenMonth)
    .option('--history', 'also withdrawn and replaced ones')
    .action(async (options: ListOptions) => {
      const comments = await withCaller(options, async (acting) => {
        const { from = rangeOfYear(yearOf(await todayOf(acting, undefined))).from } = options;
        const { to = rangeOfYear(yearOf(from)).to } = options;
        return listComments(acting, {
          sites: siteFilterOf(options),
          from,
          to,
          hasHistory: options.history === true,
        });
      });
      if (options.json) return printJson(comments.map(commentJson));
      if (comments.length > 0)
        print(
          table(
            ['comment', 'site', 'month', 'row', 'by', 'at', 'until', 'says'],
            comments.map((one) => [
              ...[one.comment, one.site, one.month, one.line, one.by, one.at],
              one.endedAt === null ? '' : `${one.endedAt} ${one.endedBy ?? ''}`,
              one.says,
            ]),
            ['comment'],
          ),
        );
      say(`${counted(comments.length, 'comment')}.`);
    });
}

/** A comment as JSON. */
export function commentJson({ comment, site, month, line, says, by, at, ...rest }: VarianceComment): object {
  return { comment, site, month, line, says, by, at, ended_at: rest.endedAt, ended_by: rest.endedBy };
}

/** Tells what people say of the figures. */
export function tellComments(comments: readonly VarianceComment[]): void {
  for (const { site, month, line, says, by } of comments)
    say(`Comment on ${line}, site ${site}, ${month}, by ${by}: ${says}`);
}

interface WritingOptions extends ActingOptions {
  readonly site: string;
  readonly month: Month;
  readonly line: string;
  readonly seen?: string;
}

function writing(name: 'set' | 'end'): Command {
  const isEnd = name === 'end';
  const command = actingCommand(
    name,
    isEnd ? 'Withdraw the comment on a row.' : 'Write a comment on a row, or replace the one that you saw.',
    `daybook forecast comments ${name} --site 0170 --month 2025-06 --line payroll` +
      (isEnd ? ' --seen 3' : ' "More shifts"'),
  );
  if (!isEnd) command.argument('<text>', 'what you say');
  return command
    .requiredOption('--site <site>', 'site number', givenSite)
    .requiredOption('--month <month>', 'month, YYYY-MM', givenMonth)
    .addOption(new Option('--line <row>', 'row of the P&L').choices(commentedRows).makeOptionMandatory())
    .option('--seen <comment>', 'number of the current comment, as you saw it')
    .action(async (...words: unknown[]) => {
      const text = isEnd ? null : String(words[0]);
      await write(text, words[isEnd ? 0 : 1] as WritingOptions);
    });
}

async function write(says: string | null, options: WritingOptions): Promise<void> {
  const { site, month, line, seen = null } = options;
  await withCaller(options, (acting) => commentVariance(acting, { site, month, line, says, seen }));
  if (options.json) return printJson({ site, month, line, says });
  say(`The comment on ${line} of site ${site} in ${month} was ${says === null ? 'withdrawn' : 'written'}.`);
}
