import { InvalidArgumentError, type Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  archiveYear,
  listArchive,
  purgeArchive,
  readOnlineYear,
  recallYear,
  releaseYear,
  verifyArchive,
  type ArchiveFile,
  type ArchiveTools,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted, grouped, minuteText, table } from '../table.ts';
import { archivePlaceOf } from './archive-place.ts';
import { megabytes } from './megabytes.ts';

interface YearOptions extends ActingOptions {
  readonly year: number;
}

/** `daybook archive run|list|verify|recall|release|purge` */
export function archiveCommand(): Command {
  const archive = groupCommand(
    'archive',
    'Closed years outside of the database, encrypted, that can be recalled.',
    'daybook archive run --year 2019 --dry-run',
  );
  archive.addCommand(
    ofYear(
      actingCommand(
        'run',
        'Move a closed year into the archive.',
        'daybook archive run --year 2019 --dry-run --as sys',
      ),
    )
      .option('--dry-run', 'only say what would go, and how large it is')
      .action(run),
  );
  archive.addCommand(
    actingCommand('list', 'Files of the archive.', 'daybook archive list --as audra').action(list),
  );
  archive.addCommand(
    actingCommand(
      'verify',
      'Read files as a whole, at every location, and compare them with what left the database.',
      'daybook archive verify --as audra',
    )
      .option('--year <year>', 'only this year', calendarYear)
      .action(verify),
  );
  archive.addCommand(
    ofYear(
      actingCommand(
        'recall',
        'Bring a year back into the database, until it is released.',
        'daybook archive recall --year 2019 --as sys',
      ),
    ).action(recall),
  );
  archive.addCommand(
    ofYear(
      actingCommand(
        'release',
        'Take a recalled year out of the database; what was changed is archived anew.',
        'daybook archive release --year 2019 --as sys',
      ),
    ).action(release),
  );
  archive.addCommand(
    actingCommand(
      'purge',
      'Remove files past their retention. Without --yes, it only shows what it would do.',
      'daybook archive purge --as-of 2030-12-31',
    )
      .option('--as-of <day>', 'count age from this date (default: today, UTC)', calendarDay)
      .option('--yes', 'remove for real')
      .action(purge),
  );
  return archive;
}

function ofYear(command: Command): Command {
  return command.requiredOption('--year <year>', 'calendar year', calendarYear);
}

function calendarYear(text: string): number {
  if (!/^(19|20)\d\d$/.test(text)) throw new InvalidArgumentError('a calendar year');
  return Number.parseInt(text, 10);
}

async function run(options: YearOptions & { readonly dryRun?: boolean }): Promise<void> {
  if (options.dryRun === true) return tellOnline(options);
  const { parts, isKeyNew, place } = await withCaller(options, (acting) =>
    working(acting, 'Archiving', async (tools) => ({
      ...(await archiveYear(acting, options.year, tools)),
      place: tools.place,
    })),
  );
  if (options.json) printJson({ parts, is_key_new: isKeyNew });
  else {
    const written = parts.filter(({ storedBytes }) => storedBytes !== null);
    const bytes = written.reduce((sum, { storedBytes }) => sum + Number.parseInt(storedBytes ?? '0', 10), 0);
    print(
      `${String(options.year)} is in the archive: ${counted(written.length, 'file')} of ${megabytes(bytes)} in ` +
        `${place.folder}; ${counted(parts.length - written.length, 'recalled part')} went back.`,
    );
  }
  if (isKeyNew)
    say(`A key was made in ${place.keyFile}. Keep a copy elsewhere: without it no file can be opened.`);
}

async function tellOnline(options: YearOptions): Promise<void> {
  const parts = await withCaller(options, (acting) =>
    readOnlineYear(acting, { year: options.year, clock: systemClock }),
  );
  if (options.json) return printJson(parts);
  if (parts.length === 0) return say(`The database has no rows of ${String(options.year)} for the archive.`);
  print(
    table(
      ['table', 'from', 'rows', 'size', 'size archived', 'stays because of'],
      parts.map(({ relation, firstOn, rows, bytes, expectedBytes, dueYear, holds }) => [
        ...[relation, firstOn, grouped(rows)],
        ...[megabytes(Number.parseInt(bytes, 10)), megabytes(Number.parseInt(expectedBytes, 10))],
        [...(dueYear === null ? [] : [`retention, until ${String(dueYear)}`]), ...holds].join(', '),
      ]),
      ['rows', 'size', 'size archived'],
    ),
  );
}

async function list(options: ActingOptions): Promise<void> {
  const files = await withCaller(options, listArchive);
  if (options.json) return printJson(files);
  if (files.length === 0) return say('Nothing is archived; daybook archive run moves a closed year.');
  print(
    table(
      [
        'table',
        'from',
        'rows',
        'size online',
        'size',
        'archived at',
        'by',
        'recalled until',
        'verified at',
        'result',
      ],
      files.map((file) => [
        ...[
          file.relation,
          file.firstOn,
          grouped(file.rows),
          megabytes(Number.parseInt(file.onlineBytes, 10)),
        ],
        ...[megabytes(Number.parseInt(file.storedBytes, 10)), minuteText(file.archivedAt), file.archivedBy],
        ...[recalledText(file), file.verifiedAt === null ? 'never' : minuteText(file.verifiedAt)],
        file.findings === null
          ? ''
          : file.findings.length === 0
            ? 'good'
            : counted(file.findings.length, 'finding'),
      ]),
      ['rows', 'size online', 'size'],
    ),
  );
}

function recalledText({ recalledAt, recalledUntil }: ArchiveFile): string {
  if (recalledAt === null) return '';
  return recalledUntil === null ? 'released' : minuteText(recalledUntil);
}

async function verify(options: ActingOptions & { readonly year?: number }): Promise<void> {
  const verified = await withCaller(options, (acting) =>
    working(acting, 'Verifying', (tools) => verifyArchive(acting, options.year ?? null, tools)),
  );
  const findings = verified.flatMap((each) => each.findings);
  if (options.json)
    printJson(verified.map(({ file, findings: faults }) => ({ path: file.path, findings: faults })));
  else {
    for (const finding of findings) say(finding);
    const outcome = findings.length === 0 ? 'all good' : counted(findings.length, 'finding');
    print(`${counted(verified.length, 'file')} of the archive read and compared: ${outcome}.`);
  }
  if (findings.length > 0) process.exitCode = 1;
}

async function recall(options: YearOptions): Promise<void> {
  const files = await withCaller(options, (acting) =>
    working(acting, 'Recalling', (tools) => recallYear(acting, options.year, tools)),
  );
  tellMoved(options, files, 'are in the database until they are released');
}

async function release(options: YearOptions): Promise<void> {
  const files = await withCaller(options, (acting) =>
    working(acting, 'Releasing', (tools) => releaseYear(acting, options.year, tools)),
  );
  tellMoved(options, files, 'are in the archive alone');
}

function tellMoved({ json }: YearOptions, files: readonly ArchiveFile[], where: string): void {
  if (json) return printJson(files.map(({ relation, firstOn, rows }) => ({ relation, firstOn, rows })));
  const rows = files.reduce((sum, file) => sum + Number.parseInt(file.rows, 10), 0);
  print(`${grouped(rows)} rows of ${counted(files.length, 'file')} ${where}.`);
}

async function purge(
  options: ActingOptions & { readonly asOf?: string; readonly yes?: boolean },
): Promise<void> {
  const isReal = options.yes === true;
  const asOf = options.asOf ?? systemClock.now().toISOString().slice(0, 10);
  const expired = await withCaller(options, (acting) =>
    working(acting, 'Purging', (tools) => purgeArchive(acting, { asOf, isReal }, tools)),
  );
  if (options.json)
    return printJson({
      as_of: asOf,
      purged: isReal,
      files: expired.map(({ file, keptFrom, keptBy }) => ({
        path: file.path,
        rows: file.rows,
        keptFrom,
        keptBy,
      })),
    });
  if (expired.length === 0) return say('No file of the archive is past its retention.');
  print(
    table(
      ['table', 'from', 'kept from', 'rows', 'outcome'],
      expired.map(({ file, keptFrom, keptBy }) => [
        ...[file.relation, file.firstOn, keptFrom, grouped(file.rows)],
        keptBy.length > 0 ? `stays: ${keptBy.join(', ')}` : isReal ? 'removed' : 'would be removed',
      ]),
      ['rows'],
    ),
  );
  if (!isReal) say('Nothing was changed. Add --yes to remove them; it cannot be undone.');
}

/** Works with the archive of the configuration behind a bar. */
async function working<T>(
  acting: Acting,
  title: string,
  work: (tools: ArchiveTools) => Promise<T>,
): Promise<T> {
  let bar: Progress | undefined;
  let doneBefore = 0;
  const advance = (done: number, total: number, what: string): void => {
    bar ??= progressBar(title, total, acting.isQuiet);
    bar.advance(done - doneBefore, what);
    doneBefore = done;
  };
  const place = archivePlaceOf(acting.configuration);
  return work({ place, clock: systemClock, advance }).finally(() => bar?.stop());
}
