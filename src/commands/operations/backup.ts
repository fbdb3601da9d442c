import { join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  keepBackups,
  listBackups,
  makeBackup,
  proveBackup,
  removeOldBackups,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  backupPlaceOf,
  configurationOf,
  daybookCommand,
  groupCommand,
  headsFileOf,
  print,
  printJson,
  say,
  type CommonOptions,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { openDatabase } from '../../platform/database/index.ts';
import { backupPlanOf, proofFolderOf, retentionOf } from './backup-plan.ts';
import { barOfWork, progressBar, type Progress } from '../progress.ts';
import { counted, grouped, minuteText, table } from '../table.ts';
import { megabytes } from './megabytes.ts';

/** `daybook backup make|list|prove|prune|keep` */
export function backupCommand(): Command {
  const backup = groupCommand(
    'backup',
    'Encrypted backups of the database, and the proof that they can be restored.',
    'daybook backup make',
  );
  backup.addCommand(
    actingCommand('make', 'Make a full backup while others go on working.', 'daybook backup make --as sys')
      .option('--incremental', 'only what was written since the newest backup, which it builds upon')
      .action(make),
  );
  backup.addCommand(
    actingCommand('list', 'Backups with their newest proof.', 'daybook backup list --as audra').action(list),
  );
  backup.addCommand(
    actingCommand(
      'prove',
      'Restore a backup beside the database, check it, remove it and record the result (control C9).',
      'daybook backup prove --as audra',
    )
      .argument('[label]', 'the backup (default: the newest)')
      .action(prove),
  );
  backup.addCommand(
    actingCommand(
      'prune',
      'Remove backups and log that need not be kept (DAYBOOK_BACKUP_KEPT, DAYBOOK_BACKUP_LOG_DAYS).',
      'daybook backup prune --dry-run --as sys',
    )
      .option('--dry-run', 'only say what would be removed, and why the others are kept')
      .action(prune),
  );
  backup.addCommand(
    daybookCommand(
      'keep',
      'Keep backups and log until it is ended, as `start` does: for a machine that runs no web server.',
      'daybook backup keep',
    ).action(keep),
  );
  return backup;
}

async function make(options: ActingOptions & { readonly incremental?: boolean }): Promise<void> {
  const { backup, instead, isKeyNew, keyFile, folder } = await withCaller(options, async (acting) => {
    const place = backupPlaceOf(acting.configuration);
    const bar = barOfWork('Backing up', acting.isQuiet);
    const tools = { clock: systemClock, isIncremental: options.incremental === true, advance: bar.advance };
    const outcome = await makeBackup(acting, place, tools).finally(bar.stop);
    return { ...outcome, ...place };
  });
  if (instead !== null) say(`${instead} A full backup was made instead.`);
  if (options.json) printJson({ ...backup, is_key_new: isKeyNew });
  else
    print(
      `Backup ${backup.label}: ${megabytes(backup.archive.bytes + backup.manifest.bytes)} in ` +
        `${join(folder, backup.label)}; prove it with \`daybook backup prove\`.`,
    );
  if (isKeyNew)
    say(`A key was made in ${keyFile}. Keep a copy elsewhere: without it no backup can be restored.`);
}

async function list(options: ActingOptions): Promise<void> {
  const backups = await withCaller(options, listBackups);
  if (options.json) return printJson(backups);
  if (backups.length === 0) return say('No backups; daybook backup make makes one.');
  print(
    table(
      [
        'backup',
        'made by',
        'size',
        'copied at',
        'proven at',
        'result',
        'restored in',
        'would have lost',
        'place',
      ],
      backups.map(({ label, madeBy, storedBytes, copies, proof, place, removedAt }) => [
        ...[
          label,
          madeBy,
          megabytes(storedBytes),
          copies[0] === undefined ? '' : minuteText(copies[0].copiedAt),
        ],
        ...(proof === null
          ? ['never', '', '', '']
          : [
              minuteText(proof.provenAt),
              proof.findings.length === 0 ? 'good' : counted(proof.findings.length, 'finding'),
              `${proof.restoreSeconds} s`,
              proof.lostSeconds === null ? '' : `${proof.lostSeconds} s`,
            ]),
        removedAt === null ? place : `removed ${removedAt.slice(0, 10)}`,
      ]),
      ['size', 'restored in', 'would have lost'],
    ),
  );
}

async function prove(label: string | undefined, options: ActingOptions): Promise<void> {
  const proof = await withCaller(options, (acting) => proven(acting, label));
  if (options.json) printJson(proof);
  else {
    for (const finding of proof.findings) say(finding);
    const verdict =
      proof.findings.length === 0 ? 'is good' : `is not good, ${counted(proof.findings.length, 'finding')}`;
    print(
      `Backup ${proof.label} ${verdict}: restored in ${proof.restoreSeconds} s, checked in ` +
        `${proof.totalSeconds} s; ${counted(proof.filesChecked, 'file')}, ` +
        `${counted(proof.tablesChecked, 'table')} and their ${grouped(proof.indexesChecked)} indexes, ` +
        `${grouped(proof.entriesVerified)} entries of the audit trail up to ${proof.newestEntry}; ` +
        `recovered up to ${proof.recoveredTo}.` +
        (proof.lostSeconds === null
          ? ''
          : ` With ${megabytes(proof.logBytes)} of log it would have lost ${proof.lostSeconds} s.`),
    );
  }
  if (proof.findings.length > 0) process.exitCode = 1;
}

async function proven(acting: Acting, label: string | undefined): ReturnType<typeof proveBackup> {
  const { configuration } = acting;
  let bar: Progress | undefined;
  const watch = {
    begin: (relations: number): void => {
      bar = progressBar('Checking', relations, acting.isQuiet);
    },
    advance: (relations: number, what: string): void => bar?.advance(relations, what),
  };
  const tools = {
    clock: systemClock,
    headsFile: headsFileOf(configuration),
    scratchFolder: proofFolderOf(configuration),
    watch,
    report: acting.isQuiet ? () => undefined : say,
  };
  return proveBackup(acting, { ...backupPlaceOf(configuration), label }, tools).finally(() => bar?.stop());
}

async function prune(options: ActingOptions & { readonly dryRun?: boolean }): Promise<void> {
  const isTrial = options.dryRun === true;
  const pruning = await withCaller(options, (acting) =>
    removeOldBackups(acting, backupPlaceOf(acting.configuration), {
      ...retentionOf(acting.configuration),
      clock: systemClock,
      isTrial,
    }),
  );
  if (options.json)
    return printJson({
      removed: pruning.removed.map(({ label }) => label),
      kept: pruning.verdicts
        .filter(({ keptFor }) => keptFor.length > 0)
        .map(({ backup, keptFor }) => ({ label: backup.label, keptFor })),
      logFiles: pruning.logFiles,
      isTrial,
    });
  if (pruning.verdicts.length === 0) return say('No backups; daybook backup make makes one.');
  print(
    table(
      ['backup', 'kept for'],
      pruning.verdicts.map(({ backup, keptFor }) => [
        backup.label,
        keptFor.length > 0 ? keptFor.join(', ') : isTrial ? 'would be removed' : 'removed',
      ]),
    ),
  );
  if (pruning.logFiles > 0) print(`${counted(pruning.logFiles, 'file')} of the log removed.`);
}

async function keep(options: CommonOptions): Promise<void> {
  const configuration = configurationOf(options);
  const plan = backupPlanOf(configuration);
  if (plan === null) return say('DAYBOOK_BACKUP_DAILY is off: nothing is kept.');
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
    process.once(signal, () => {
      over.abort();
    });
  const database = await openDatabase(configuration, { poolSize: 6, report: say });
  try {
    await keepBackups(database, plan, { clock: systemClock, signal: over.signal, report: say });
  } finally {
    await database.close();
    // The channel to the server that started it would keep the process.
    if (process.connected) process.disconnect();
  }
}
