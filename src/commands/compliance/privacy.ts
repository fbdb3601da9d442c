import type { Command } from 'commander';
import {
  erasePersonalData,
  exportPersonalData,
  listPersonalData,
  rotatePersonalKeys,
  sealPersonalData,
} from '../../platform/security/index.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { systemClock } from '../../kernel/clock.ts';
import { noteErasure } from '../../platform/operations/index.ts';
import {
  actingCommand,
  backupPlaceOf,
  groupCommand,
  keyPlaceOf,
  print,
  printJson,
  say,
  signingPlaceOf,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, grouped, table } from '../table.ts';
import { eraseFromEnvelopes } from './outbox-files.ts';

/** `daybook privacy [inventory|export|erase|rotate-key|seal]` */
export function privacyCommand(): Command {
  const privacy = groupCommand(
    'privacy',
    'Personal data: where it is, what is stored about a person, and erasure.',
    'daybook privacy inventory',
  );
  privacy.addCommand(
    actingCommand('inventory', 'All columns with personal data.', 'daybook privacy inventory --json').action(
      inventory,
    ),
    { isDefault: true },
  );
  privacy.addCommand(
    actingCommand(
      'export',
      'Everything stored about a person, as JSON.',
      'daybook privacy export "ida.example@company.example" "4711" "Ida Example" --out ida.json',
    )
      .argument('<identifier...>', 'e-mail address or user name, employee number, full name')
      .option('--out <file>', 'file to write (default: standard output)')
      .action(exportJson),
  );
  privacy.addCommand(
    actingCommand(
      'erase',
      'Erase a person; figures and the audit trail stay. Without --yes, it only shows what it would do.',
      'daybook privacy erase "ida.example@company.example" "4711" "Ida Example" --reason "request 12" --yes',
    )
      .argument('<identifier...>', 'every known identifier of the person')
      .option('--yes', 'erase for real')
      .action(erase),
  );
  privacy.addCommand(
    actingCommand(
      'rotate-key',
      'Make a new master key and rewrap the key of every person.',
      'daybook privacy rotate-key --reason "every 90 days"',
    )
      .option('--kept', 'the vault already has the new key')
      .action(rotate),
  );
  privacy.addCommand(
    actingCommand(
      'seal',
      'Seal identifiers loaded by a version that did not seal them.',
      'daybook privacy seal --reason "after the upgrade"',
    ).action(sealPlain),
  );
  return privacy;
}

async function inventory(options: ActingOptions): Promise<void> {
  const columns = await withCaller(options, listPersonalData);
  if (options.json) return printJson(columns);
  const rows = columns.map((column) => [
    column.relation,
    column.column,
    column.class,
    String(column.dataClass),
    column.isSealed ? 'pseudonym' : 'text',
    column.says ?? '',
  ]);
  print(table(['table', 'column', 'class', 'data class', 'kept as', 'what'], rows, ['data class']));
}

async function exportJson(
  identifiers: string[],
  options: ActingOptions & { readonly out?: string },
): Promise<void> {
  const exported = await withCaller(options, (acting) =>
    exportPersonalData(acting, keyPlaceOf(acting.configuration), identifiers),
  );
  const text = JSON.stringify(exported, null, 2);
  if (options.out === undefined) return print(text);
  await writeOut(options.out, `${text}\n`, { isPrivate: true });
  say(`${counted(exported.rows.length, 'row')} written to ${options.out}.`);
}

async function erase(
  identifiers: string[],
  options: ActingOptions & { readonly yes?: boolean },
): Promise<void> {
  const isReal = options.yes === true;
  const counts = await withCaller(options, (acting) => {
    const { configuration } = acting;
    return erasePersonalData(acting, {
      keys: keyPlaceOf(configuration),
      signing: signingPlaceOf(configuration),
      identifiers,
      isReal,
      others: {
        name: 'envelopes of the outbox',
        erase: (names, standIn) => eraseFromEnvelopes(configuration.dataDir, names, standIn),
      },
      note: (names) => noteErasure(backupPlaceOf(configuration), names, systemClock),
    });
  });
  if (options.json) return printJson({ erased: isReal, rows: Object.fromEntries(counts) });
  print(
    table(
      [isReal ? 'erased in' : 'would be erased in', 'rows'],
      counts.map(([name, rows]) => [name, grouped(rows)]),
      ['rows'],
    ),
  );
  say(
    isReal
      ? 'Erased. The source system will deliver the person again unless it erases too.'
      : 'Nothing was changed. Add --yes to erase; it cannot be undone.',
  );
}

async function rotate(options: ActingOptions & { readonly kept?: boolean }): Promise<void> {
  const outcome = await withCaller(options, (acting) =>
    rotatePersonalKeys(acting, keyPlaceOf(acting.configuration), { isKept: options.kept === true }),
  );
  if (options.json) printJson(outcome);
  else
    say(
      `Master key ${String(outcome.version)} wraps the keys of ${counted(outcome.subjects, 'subject')} now.`,
    );
}

async function sealPlain(options: ActingOptions): Promise<void> {
  const rows = await withCaller(options, (acting) =>
    sealPersonalData(acting, keyPlaceOf(acting.configuration), (relation, count) => {
      if (options.json !== true) say(`${relation}: ${counted(count, 'row')} sealed`);
    }),
  );
  if (options.json) printJson({ sealed: rows });
  else say(`${counted(rows, 'row')} sealed.`);
}
