import { InvalidArgumentError, type Command } from 'commander';
import {
  decideAccessReview,
  listAccessReviews,
  openAccessReview,
  readAccessReview,
  type AccessReview,
  type LineDecision,
  type ReviewLine,
  type ReviewPeriod,
} from '../../platform/security/index.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from '../billing/list-file.ts';
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
import { placesOf, withPlaces, type PlaceOptions } from './places.ts';

/** `daybook reviews [list|open|show|keep|change|end]` */
export function reviewsCommand(): Command {
  const reviews = groupCommand(
    'reviews',
    'Access reviews: somebody else decides on every role of every person.',
    'daybook reviews show 1 --undecided',
  );
  reviews.addCommand(
    actingCommand('list', 'Reviews and what is left to decide.', 'daybook reviews list').action(list),
    { isDefault: true },
  );
  reviews.addCommand(
    actingCommand(
      'open',
      'Open a review; the server opens due ones by itself.',
      'daybook reviews open 2026-Q1',
    )
      .argument(
        '<period>',
        'quarter, such as 2026-Q1, or for privileged roles a month, such as 2026-01',
        period,
      )
      .action(open),
  );
  reviews.addCommand(
    withListFormat(
      actingCommand('show', 'Lines of a review.', 'daybook reviews show 1 --csv --out review.csv')
        .argument('<review>', 'number of the review')
        .option('--undecided', 'only what is left to decide'),
    ).action(show),
  );
  const decisions = {
    keep: 'Keep roles as they are.',
    end: 'End roles at once; roles from Workday are withheld until `users restore`.',
  };
  for (const decision of ['keep', 'end'] as const)
    reviews.addCommand(
      actingCommand(decision, decisions[decision], `daybook reviews ${decision} 12 13 --reason "checked"`)
        .argument('<line...>', 'numbers of lines')
        .action((lines: readonly string[], options: ActingOptions) => decide(lines, { decision }, options)),
    );
  reviews.addCommand(
    withPlaces(
      actingCommand(
        'change',
        'Change a role: to other sites, or with an end date.',
        'daybook reviews change 12 --site 0170 --until 2026-07-01 --reason "keeps one site"',
      ).argument('<line...>', 'numbers of lines'),
    ).action((lines: readonly string[], options: PlaceOptions) =>
      decide(lines, { decision: 'change', to: placesOf(options) }, options),
    ),
  );
  return reviews;
}

function period(text: string): ReviewPeriod {
  const quarter = /^(20\d\d)-?Q([1-4])$/i.exec(text);
  if (quarter) {
    const month = String((Number.parseInt(quarter[2] ?? '', 10) - 1) * 3 + 1).padStart(2, '0');
    return { kind: 'quarter', firstDay: `${quarter[1] ?? ''}-${month}-01` };
  }
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) return { kind: 'privileged month', firstDay: `${text}-01` };
  throw new InvalidArgumentError('a quarter, such as 2026-Q1, or a month, such as 2026-01');
}

/** A quarter or month as people write it. */
function periodShown({ kind, periodOn }: AccessReview): string {
  const month = Number.parseInt(periodOn.slice(5, 7), 10);
  return kind === 'quarter'
    ? `${periodOn.slice(0, 4)}-Q${String((month + 2) / 3)}`
    : `${periodOn.slice(0, 7)} privileged`;
}

async function list(options: ActingOptions): Promise<void> {
  const reviews = await withCaller(options, listAccessReviews);
  if (options.json) return printJson(reviews);
  if (reviews.length === 0) return say('No reviews yet. `daybook reviews open` opens one.');
  const rows = reviews.map((review) => [
    ...[
      review.accessReviewId,
      periodShown(review),
      review.openedAt.slice(0, 10),
      review.openedBy ?? 'server',
    ],
    ...[String(review.lineCount), String(review.undecided)],
    review.isOverdue ? `${review.dueOn} (overdue)` : review.dueOn,
  ]);
  print(table(['review', 'of', 'opened', 'by', 'lines', 'undecided', 'due'], rows, ['lines', 'undecided']));
}

async function open(reviewed: ReviewPeriod, options: ActingOptions): Promise<void> {
  const { accessReviewId, lines } = await withCaller(options, async (acting) => {
    const number = await openAccessReview(acting, reviewed);
    return { accessReviewId: number, lines: (await readAccessReview(acting, number)).length };
  });
  if (options.json) return printJson({ accessReviewId, lines });
  say(`Review ${accessReviewId} is open: ${counted(lines, 'role')} to decide.`);
}

const columns: readonly ListColumn<ReviewLine>[] = [
  { title: 'line', kind: 'text', of: ({ accessReviewLineId }) => accessReviewLineId },
  { title: 'person', kind: 'text', of: ({ person }) => person },
  { title: 'role', kind: 'text', of: ({ role }) => role },
  { title: 'from', kind: 'text', of: ({ origin }) => origin },
  { title: 'sites', kind: 'text', of: ({ sites }) => (sites.length === 0 ? 'everywhere' : sites.join(' ')) },
  { title: 'until', kind: 'date', of: ({ validToOn }) => validToOn },
  { title: 'last seen', kind: 'date', of: ({ lastSeenAt }) => lastSeenAt?.slice(0, 10) ?? null },
  { title: 'decision', kind: 'text', of: ({ decision }) => decision },
  { title: 'by', kind: 'text', of: ({ decidedBy }) => decidedBy },
  { title: 'at', kind: 'date', of: ({ decidedAt }) => decidedAt?.slice(0, 10) ?? null },
  { title: 'reason', kind: 'text', of: ({ reason }) => reason },
  { title: 'due', kind: 'date', of: ({ dueOn, decision }) => (decision === null ? dueOn : null) },
];

async function show(
  accessReviewId: string,
  options: ActingOptions & ListFormat & { readonly undecided?: boolean },
): Promise<void> {
  const filter = { isUndecided: options.undecided, isExport: isFile(options) };
  const lines = await withCaller(options, (acting) => readAccessReview(acting, accessReviewId, filter));
  if (options.json) return printJson(lines);
  if (isFile(options)) return writeList(lines, columns, { noun: 'line', sheet: 'Review', format: options });
  if (lines.length === 0) return say('No lines.');
  print(
    table(
      columns.map(({ title }) => title),
      lines.map((line) => columns.map(({ of }) => of(line) ?? '')),
    ),
  );
}

async function decide(
  lines: readonly string[],
  decision: LineDecision,
  options: ActingOptions,
): Promise<void> {
  const each = await withCaller(options, (acting) => decideAccessReview(acting, lines, decision));
  tellEach(each, options, {
    json: (decided, errors) => ({ ...decision, lines: decided, errors }),
    words: (decided) => {
      say(`${counted(decided.length, 'line')} decided: ${decision.decision}.`);
    },
  });
}
