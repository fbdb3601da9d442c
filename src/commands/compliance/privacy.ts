import type { Command } from 'commander';
import {
  countPersonal,
  erasePerson,
  exportPerson,
  listPersonalColumns,
  noteRead,
  keyRingOf,
  requireRight,
  rotateMasterKey,
  Sealer,
  sealPlainIdentifiers,
} from '../../platform/security/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import {
  actingCommand,
  groupCommand,
  keyPlaceOf,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { counted, grouped, table } from '../table.ts';
import { eraseFromEnvelopes } from './outbox-files.ts';
import { signingFor } from './signing.ts';

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
  const columns = await withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'personal-data', action: 'read' });
    return listPersonalColumns(database);
  });
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

/** What works on the data of single people needs its own right and a reason. */
async function handling<T>(options: ActingOptions, work: (acting: Acting) => Promise<T>): Promise<T> {
  return withCaller(options, async (acting) => {
    await requireRight(acting.caller, { object: 'personal-data', action: 'execute' });
    if ((options.reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
    return work(acting);
  });
}

async function exportJson(
  identifiers: string[],
  options: ActingOptions & { readonly out?: string },
): Promise<void> {
  const found = await handling(options, async ({ caller, database, configuration }) => {
    const keys = await keyRingOf(database, keyPlaceOf(configuration));
    const exported = await exportPerson(database, keys, identifiers);
    await noteRead(caller, {
      what: 'personal data of one person',
      filter: { identifiers },
      rows: exported.rows.length,
      isExport: true,
    });
    return exported;
  });
  const text = JSON.stringify(found, null, 2);
  if (options.out === undefined) return print(text);
  await writeOut(options.out, `${text}\n`, { isPrivate: true });
  say(`${counted(found.rows.length, 'row')} written to ${options.out}.`);
}

async function erase(
  identifiers: string[],
  options: ActingOptions & { readonly yes?: boolean },
): Promise<void> {
  const isReal = options.yes === true;
  const counts = await handling(options, async ({ database, configuration }) => {
    const keys = await keyRingOf(database, keyPlaceOf(configuration));
    const { dataDir } = configuration;
    if (isReal) {
      const signing = await signingFor(database, configuration);
      const erased = await erasePerson(database, { keys, signing }, identifiers);
      const envelopes = await eraseFromEnvelopes(dataDir, identifiers, 'erased');
      return [...Object.entries(erased), ['envelopes of the outbox', envelopes] as const];
    }
    const found = await countPersonal(database, keys, identifiers);
    const envelopes = await eraseFromEnvelopes(dataDir, identifiers, null);
    const columns = found.map(({ relation, column, rows }) => [`${relation}.${column}`, rows] as const);
    return [...columns, ['envelopes of the outbox', envelopes] as const];
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
  const outcome = await handling(options, async ({ database, configuration }) => {
    const place = keyPlaceOf(configuration);
    await keyRingOf(database, place);
    return rotateMasterKey(database, place, { isKept: options.kept === true });
  });
  if (options.json) printJson(outcome);
  else
    say(
      `Master key ${String(outcome.version)} wraps the keys of ${counted(outcome.subjects, 'subject')} now.`,
    );
}

async function sealPlain(options: ActingOptions): Promise<void> {
  const rows = await handling(options, async ({ database, configuration }) => {
    const sealer = new Sealer(await keyRingOf(database, keyPlaceOf(configuration)));
    return sealPlainIdentifiers(database, sealer, (relation, count) => {
      if (options.json !== true) say(`${relation}: ${counted(count, 'row')} sealed`);
    });
  });
  if (options.json) printJson({ sealed: rows });
  else say(`${counted(rows, 'row')} sealed.`);
}
