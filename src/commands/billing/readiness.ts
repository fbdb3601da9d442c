import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  cycleStates,
  markSitesReady,
  readReadiness,
  previewMarks,
  type CycleState,
  type MarkGiven,
  type Marked,
  type SiteReadiness,
  type SiteToBill,
  type StatementMark,
} from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { refusal } from '../../kernel/errors.ts';
import { addMonths, monthOfDay, type Month } from '../../kernel/month.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { todayOf } from '../given/today.ts';
import { tellEach } from '../each.ts';
import { counted, table } from '../table.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';

/** `daybook statements readiness|ready` */
export function readinessCommands(): Command[] {
  return [
    actingCommand(
      'readiness',
      'Which sites are ready to bill, who marked them, with notes, and what is missing.',
      'daybook statements readiness --month 2025-05 --missing',
    )
      .option('--month <month>', 'service month YYYY-MM (default: last month)', givenMonth)
      .option('--site <site...>', 'only these sites')
      .addOption(
        new Option(
          '--cycle <state>',
          'only sites that wait for a mark, are ready, or have a statement',
        ).choices([...cycleStates]),
      )
      .option('--missing', 'only sites that are not ready or have something incomplete')
      .option('--csv', 'print as CSV')
      .action(list),
    withSites(
      actingCommand(
        'ready',
        'Mark your sites ready to bill; a note sends the statement to AR review.',
        'daybook statements ready 0170 --month 2025-05 --note "two extra valets on the 12th, agreed by phone"',
      ).argument('[site...]', 'site numbers; or choose by the options below'),
    )
      .requiredOption('--month <month>', 'service month YYYY-MM', givenMonth)
      .option('--note <text>', 'what the reviewer should know', givenNote)
      .option('--not', 'not ready: holds the statement back')
      .option('--dry-run', 'show which sites; mark nothing')
      .action(ready),
  ];
}

function givenNote(text: string): string {
  const note = text.trim();
  if (note.length === 0 || note.length > 2000)
    throw new InvalidArgumentError('a text of 1 to 2,000 characters');
  return note;
}

interface ListOptions extends ActingOptions {
  readonly month?: Month;
  readonly site?: readonly string[];
  readonly cycle?: CycleState;
  readonly missing?: boolean;
  readonly csv?: boolean;
}

async function list(options: ListOptions): Promise<void> {
  const { month, sites } = await withCaller(options, async (acting) => {
    const today = await todayOf(acting, undefined);
    // The month that is billed in arrears today.
    const serviceMonth = options.month ?? addMonths(monthOfDay(today), -1);
    const only = { sites: options.site?.map(givenSite), cycleState: options.cycle };
    const request = { month: serviceMonth, ...only, today };
    const operator = await operatorOf(acting.configuration);
    return { month: serviceMonth, sites: await readReadiness(acting, operator, request) };
  });
  const shown = options.missing
    ? sites.filter((one) => ['waiting', 'not ready'].includes(wordOf(one)) || one.incomplete.length > 0)
    : sites;
  if (options.json)
    return printJson(shown.map((one) => ({ ...jsonOf(one, month), incomplete: one.incomplete })));
  if (options.csv) return print(csvOf(shown, month).trimEnd());
  if (sites.length === 0) return say(`No contract that you may see is in effect in ${month}.`);
  const header = ['site', 'customer', 'cycle', 'readiness', 'when', 'who', 'note', 'statement', 'incomplete'];
  if (shown.length > 0)
    print(
      table(
        header,
        shown.map((one) => [...row(one), kindsOf(one)]),
      ),
    );
  tellIncomplete(sites);
  const counts = Map.groupBy(sites, wordOf);
  const countTexts = [...counts].map(([word, some]) => `${counted(some.length, 'site')} ${word}`);
  const incomplete = sites.filter((one) => one.incomplete.length > 0).length;
  const at = incomplete === 0 ? '' : `; ${counted(incomplete, 'site')} with something incomplete`;
  say(`${month}: ${countTexts.join(', ')}${at}.`);
}

function kindsOf({ incomplete }: SiteToBill): string {
  const kinds = new Set(incomplete.map(({ kind }) => kind));
  return kinds.size === 0 ? '-' : [...kinds].join(', ');
}

/** Prints what is incomplete, one a row, with the next step. */
function tellIncomplete(sites: readonly SiteToBill[]): void {
  const rows = sites.flatMap(({ site, incomplete }) =>
    incomplete.map(({ kind, message, next }) => [site, kind, message, next ?? '']),
  );
  if (rows.length === 0) return;
  say('Incomplete:');
  print(table(['site', 'kind', 'what', 'next'], rows));
}

/** A site that is billed in advance needs no mark; one that nobody marked waits for its manager (operations.md 3.1). */
function wordOf({ billingType, isReady }: SiteReadiness): 'ready' | 'not ready' | 'waiting' | 'in advance' {
  if (billingType === 'Advanced') return 'in advance';
  if (isReady === null) return 'waiting';
  return isReady ? 'ready' : 'not ready';
}

function row(one: SiteReadiness): string[] {
  const { site, customerName, markedAt, markedBy, note, statementId, state } = one;
  return [
    ...[
      site,
      customerName ?? '-',
      one.cycleState,
      wordOf(one),
      markedAt?.slice(0, 16) ?? '-',
      markedBy ?? '-',
      inOneLine(note),
    ],
    statementId === null ? '-' : `${statementId}: ${state ?? ''}`,
  ];
}

const inOneLine = (note: string | null): string => note?.replaceAll(/\s+/g, ' ') ?? '-';

/** With the columns of the JSON; what nobody said is empty. */
function csvOf(sites: readonly SiteReadiness[], month: Month): string {
  const lines = sites.map((one) => Object.values(jsonOf(one, month)).map((value) => value ?? ''));
  return [csvColumns, ...lines].map(csvLineForPeople).join('');
}

const csvColumns = [
  'site',
  'month',
  'customer',
  'readiness',
  'note',
  'at',
  'by',
  'statement_id',
  'state',
  'cycle_state',
] as const;

function jsonOf(one: SiteReadiness, month: Month): Record<(typeof csvColumns)[number], string | null> {
  const { site, customerName, markedAt, markedBy, note, statementId, state } = one;
  return {
    site,
    month,
    customer: customerName,
    readiness: wordOf(one),
    note,
    at: markedAt,
    by: markedBy,
    statement_id: statementId,
    state,
    cycle_state: one.cycleState,
  };
}

interface ReadyOptions extends SitesOptions {
  readonly month: Month;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly note?: string;
  readonly not?: boolean;
}

async function ready(sites: readonly string[], options: ReadyOptions): Promise<void> {
  const { month, note = null } = options;
  const isReady = options.not !== true;
  const mark = { sites: sitesGiven(sites, options), month, isReady, note };
  if (options.dryRun === true) return tellSites(mark, options);
  const marked = await withCaller(options, async (acting) =>
    markSitesReady(acting, { ...mark, today: await todayOf(acting, undefined) }),
  );
  const says = `${isReady ? 'ready' : 'not ready'} for ${month}, ${note === null ? 'without a note' : 'with a note'}`;
  tellEach(marked, options, {
    json: (done, errors) => [
      ...done.map(({ site, isChanged, statement }) => ({
        site,
        month,
        ready: isReady,
        note,
        changed: isChanged,
        statement_id: statement?.statementId ?? null,
        state: statement?.state ?? null,
      })),
      ...errors,
    ],
    words: (done) => {
      if (done.length === 0) say('No matching site needs this mark.');
      for (const one of done) {
        say(`Site ${one.site} is ${one.isChanged ? '' : 'already '}${says}.`);
        if (one.isChanged && one.statement !== null) say(standing(one.statement));
      }
    },
  });
}

/** Sites by number, or by the options. Refuses with BILLING_CHOICE_UNCLEAR when there are none, or both. */
function sitesGiven(sites: readonly string[], options: ReadyOptions): readonly string[] | SiteFilter {
  const filter = siteFilterOf(options);
  const isFiltered = options.all === true || Object.keys(filter).length > 0;
  if (isFiltered === sites.length > 0)
    throw refusal('BILLING_CHOICE_UNCLEAR', {
      problem: isFiltered ? 'both were given' : 'neither was given',
    });
  return isFiltered ? filter : [...new Set(sites.map(givenSite))];
}

async function tellSites(mark: Omit<MarkGiven, 'today'>, options: ReadyOptions): Promise<void> {
  const sites = await withCaller(options, async (acting) =>
    previewMarks(acting, { ...mark, today: await todayOf(acting, undefined) }),
  );
  if (options.json) return printJson({ count: sites.length, sites });
  if (sites.length > 0) print(sites.join(' '));
  say(`${counted(sites.length, 'site')}; nothing was marked (dry run).`);
}

/** A mark changes no statement that people already act on (billing.md 4.3). */
function standing({ statementId, state }: NonNullable<Marked['statement']>): string {
  const when = state === 'Sent' ? 'it is revised' : 'its month is billed again';
  return `Statement ${statementId} (${state}) is unchanged; the mark counts when ${when}.`;
}

/** The marks of a statement, for machines. */
export function markJson({ isReady, note, at, by, isOfStatement }: StatementMark): Record<string, unknown> {
  return { ready: isReady, note, at, by, of_statement: isOfStatement };
}

/** Prints the marks of a statement's site and month, and which of them it was made with. */
export function tellMarks(marks: readonly StatementMark[]): void {
  print('');
  print(
    table(
      ['marked', 'readiness', 'who', 'note', 'statement'],
      marks.map(({ isReady, note, at, by, isOfStatement }) => [
        ...[at.slice(0, 16), isReady ? 'ready' : 'not ready', by, inOneLine(note)],
        isOfStatement ? 'made with it' : '-',
      ]),
    ),
  );
}
