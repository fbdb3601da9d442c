import type { Command } from 'commander';
import { openDatabase } from '../../platform/database/index.ts';
import { proveDatabase, type DatabaseProof } from '../../platform/operations/index.ts';
import {
  actingCommand,
  backupPlaceOf,
  headsFileOf,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted, grouped, minuteText, table } from '../table.ts';

interface ProveOptions extends ActingOptions {
  readonly database?: string;
  readonly against?: string;
  readonly heads?: string;
}

/** `daybook prove` */
export function proveCommand(): Command {
  return actingCommand(
    'prove',
    'Prove a database, however it was restored: every row and index, the books and the audit trail (control C9).',
    'daybook prove --database postgres://daybook:secret@127.0.0.1:5433/daybook --as audra',
  )
    .option(
      '--database <address>',
      'a restored copy beside the running database (default: the running one itself)',
    )
    .option('--against <backup>', 'compare every table with what the newest proof of that backup recorded')
    .option('--heads <file>', 'signed heads kept elsewhere (default: those of the data folder)')
    .action(prove);
}

async function prove(options: ProveOptions): Promise<void> {
  const proof = await withCaller(options, (acting) => proven(acting, options));
  if (options.json) printJson(proof);
  else tell(proof);
  if (proof.findings.length > 0) process.exitCode = 1;
}

async function proven(acting: Acting, options: ProveOptions): Promise<DatabaseProof> {
  const { configuration, isQuiet } = acting;
  const { database: databaseUrl, against } = options;
  const { dataDir } = configuration;
  let bar: Progress | undefined;
  const watch = {
    begin: (relations: number): void => {
      bar = progressBar('Checking', relations, isQuiet);
    },
    advance: (relations: number, what: string): void => bar?.advance(relations, what),
  };
  const meant = {
    open: databaseUrl === undefined ? null : () => openDatabase({ databaseUrl, dataDir }, { poolSize: 2 }),
    against,
    place: backupPlaceOf(configuration),
    headsFile: options.heads ?? headsFileOf(configuration),
  };
  return proveDatabase(acting, meant, watch).finally(() => bar?.stop());
}

function tell(proof: DatabaseProof): void {
  const { against, findings } = proof;
  for (const finding of findings) say(finding);
  const rows = [
    ['rows and their storage', grouped(proof.tables), 'every row read and checked'],
    ['indexes', grouped(proof.indexes), 'compared with their tables'],
    ...proof.books.map(({ what, count }) => [what, grouped(count), 'added up']),
    ['audit trail', grouped(proof.entriesVerified), `verified up to entry ${proof.newestEntry}`],
    ['migrations', grouped(proof.migrations), 'compared with those of the running database'],
    ...(against === null
      ? []
      : [
          [
            'tables',
            grouped(proof.tablesRead),
            `compared with ${against.label} at ${against.position}, proven ${minuteText(against.proven_at)}`,
          ],
        ]),
  ];
  print(table(['what', 'how many', 'how'], rows, ['how many']));
  const verdict = findings.length === 0 ? 'is good' : `is not good, ${counted(findings.length, 'finding')}`;
  print(
    `The database at ${proof.where} ${verdict}; it holds ${grouped(proof.rowsRead)} rows` +
      (proof.newestAt === null ? '' : `, its newest entry is of ${minuteText(proof.newestAt)} UTC`) +
      (proof.isKept ? '. The result is kept as evidence of control C9.' : '.'),
  );
  if (!proof.hasChecksums)
    say('Its server has no checksums of pages: what a disk changes in a value may go unnoticed.');
}
