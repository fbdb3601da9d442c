import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import {
  exportContract,
  exportFileOf,
  importExports,
  listContracts,
  readWholeContract,
  sampleContracts,
  type ContractInForce,
  type ExportFile,
  type ImportedExport,
} from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { monthOfDay, type Month } from '../../kernel/month.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { progressBar } from '../progress.ts';
import { writeExports } from './sample-contracts.ts';
import { counted, table } from '../table.ts';
import { addApprovalCommands, tellWaiting } from './approvals.ts';
import { clausesCommand } from './clauses.ts';
import { escalationsCommand } from './escalations.ts';
import { escalatorsCommand } from './escalators.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { readingFault } from '../given/reading-fault.ts';
import { todayOf } from '../given/today.ts';
import { addHistoryCommands } from './history.ts';
import { increasesCommand } from './increases.ts';
import { indexesCommand } from './indexes.ts';
import { markCommand, templatesCommand } from './templates.ts';
import { addWritingCommands } from './write.ts';

interface MonthOptions extends ActingOptions {
  readonly month?: string;
}

interface GiveOptions extends MonthOptions {
  readonly out?: string;
}

/** `daybook contracts list|show|import|export|escalations|sample`, and its groups */
export function contractsCommand(): Command {
  const contracts = groupCommand(
    'contracts',
    'Customer contracts: import, show and export them.',
    'daybook contracts import ./contracts',
  );
  contracts.addCommand(
    actingCommand('list', 'The contracts in effect in a month.', 'daybook contracts list --month 2025-05')
      .option('--month <month>', 'service month YYYY-MM (default: this month)')
      .option('--mark <mark>', 'only contracts that carry this mark')
      .action(list),
    { isDefault: true },
  );
  contracts.addCommand(
    actingCommand(
      'show',
      'One contract: its version, active components and findings.',
      'daybook contracts show 0170',
    )
      .argument('<site>', 'site number', givenSite)
      .option('--month <month>', 'service month YYYY-MM (default: this month)')
      .action(show),
  );
  contracts.addCommand(
    actingCommand(
      'import',
      'Import contract exports, one JSON file per contract.',
      'daybook contracts import ./contracts --from 2025-06',
    )
      .argument('<path...>', 'files or folders')
      .option('--from <month>', 'first service month of the changes, YYYY-MM (default: this month)')
      .option('--strict', 'reject a faulty contract instead of keeping it as a draft')
      .action(take),
  );
  contracts.addCommand(
    actingCommand(
      'export',
      'Print a contract in the export format.',
      'daybook contracts export 0170 --out 0170.json',
    )
      .argument('<site>', 'site number', givenSite)
      .option('--month <month>', 'service month YYYY-MM of the terms (default: this month)')
      .option('--out <file>', 'file to write (default: standard output)')
      .action(give),
  );
  contracts.addCommand(escalationsCommand());
  contracts.addCommand(
    actingCommand(
      'sample',
      'Write exports of invented contracts for the sites in the warehouse.',
      'daybook contracts sample --out ./contracts',
    )
      .requiredOption('--out <dir>', 'folder to write to')
      .option('--seed <number>', 'seed; each number gives different contracts', wholeNumber(0), 1)
      .action(invent),
  );
  addWritingCommands(contracts);
  addHistoryCommands(contracts);
  addApprovalCommands(contracts);
  for (const group of [
    clausesCommand,
    indexesCommand,
    escalatorsCommand,
    increasesCommand,
    templatesCommand,
    markCommand,
  ])
    contracts.addCommand(group());
  return contracts;
}

interface InventOptions extends ActingOptions {
  readonly out: string;
  readonly seed: number;
}

async function invent({ out, seed, ...options }: InventOptions): Promise<void> {
  const files = await withCaller(options, (acting) => sampleContracts(acting, seed));
  await writeExports(out, files);
  if (options.json) return printJson({ out, files: files.length });
  say(`${counted(files.length, 'contract')} in ${out}. Import them: daybook contracts import ${out}`);
}

async function monthOf(acting: Acting, value: string | undefined): Promise<Month> {
  return value === undefined ? monthOfDay(await todayOf(acting, undefined)) : givenMonth(value);
}

async function list(options: MonthOptions & { readonly mark?: string }): Promise<void> {
  const { month, contracts } = await withCaller(options, async (acting) => {
    const serviceMonth = await monthOf(acting, options.month);
    const listing = { month: serviceMonth, mark: options.mark };
    return { month: serviceMonth, contracts: await listContracts(acting, listing) };
  });
  if (options.json) return printJson(contracts.map((one) => ({ ...jsonOf(one), marks: one.marks })));
  if (contracts.length === 0) return say(`No contract is in effect in ${month} that you may see.`);
  print(
    table(
      ['site', 'customer', 'state', 'version', 'from', 'billed', 'components', 'marks'],
      contracts.map((one) => [
        ...[
          one.site,
          one.customerName ?? '-',
          stateOf(one),
          String(one.number),
          beginOf(one),
          one.billingType,
        ],
        one.components.join(', '),
        one.marks.join(', '),
      ]),
    ),
  );
  say(`${counted(contracts.length, 'contract')} in ${month}.`);
}

function stateOf({ state, isSiteKnown, works, opensOn, closesOn }: ContractInForce): string {
  if (!isSiteKnown) return `${state}, waiting for its site`;
  if (works) return state;
  return closesOn !== null && (opensOn === null || opensOn <= closesOn)
    ? `${state}, site closed on ${closesOn}`
    : `${state}, site opens on ${opensOn ?? ''}`;
}

function beginOf({ fromMonth }: ContractInForce): string {
  return fromMonth === '1900-01' ? 'the beginning' : fromMonth;
}

function jsonOf(one: ContractInForce): Record<string, unknown> {
  return {
    site: one.site,
    customer: one.customerName,
    state: one.state,
    is_site_known: one.isSiteKnown,
    version: one.number,
    from_month: one.fromMonth,
    origin: one.origin,
    billing_type: one.billingType,
    components: one.components,
  };
}

async function show(site: string, options: MonthOptions): Promise<void> {
  const sheet = await withCaller(options, async (acting) =>
    readWholeContract(acting, { site, month: await monthOf(acting, options.month) }),
  );
  const { contract, rates, findings, waiting, marks, dueRule, words } = sheet;
  if (options.json) return printJson({ ...jsonOf(contract), marks, due: dueRule, rates, findings, waiting });
  print(`Site ${contract.site}, ${contract.customerName ?? 'customer not named'}: ${stateOf(contract)}`);
  print(
    `Version ${String(contract.number)} (${contract.origin}) from ${beginOf(contract)}, ` +
      `${contract.paymentTerms} (${dueRule})`,
  );
  const billed = contract.components.length === 0 ? 'nothing yet' : contract.components.join(', ');
  print(`Bills ${billed}, ${contract.billingType.toLowerCase()}`);
  if (marks.length > 0) print(`Marked ${marks.join(', ')}`);
  if (waiting.length > 0) tellWaiting(waiting);
  for (const { title, sentences } of words) print([`${title}:`, ...sentences].join('\n  '));
  if (rates.length > 0)
    print(
      table(
        ['component', 'what', 'rate', 'from', 'until'],
        rates.map((one) => [one.component, one.what, one.rate, one.startsOn ?? '-', one.endsOn ?? '-']),
        ['rate'],
      ),
    );
  if (findings.length > 0)
    print(
      table(
        ['grade', 'code', 'where', 'what'],
        findings.map((one) => [one.grade, one.code, one.path, one.message]),
      ),
    );
}

interface TakeOptions extends ActingOptions {
  readonly from?: string;
  readonly strict?: boolean;
}

async function take(paths: readonly string[], options: TakeOptions): Promise<void> {
  const files = await exportsIn(paths);
  const results = await withCaller(options, async (acting) => {
    const from = await monthOf(acting, options.from);
    const bar = progressBar('contracts', files.length, options.json === true);
    return importExports(acting, {
      from,
      isStrict: options.strict === true,
      paths: files,
      read: readExportFile,
      progress: (some) => {
        bar.advance(some);
      },
    }).finally(() => {
      bar.stop();
    });
  });
  tellImported(results, options);
  if (results.some(({ outcome }) => outcome === 'rejected')) process.exitCode = 1;
}

function tellImported(results: readonly ImportedExport[], { json }: TakeOptions): void {
  const count = (outcome: ImportedExport['outcome']): number =>
    results.filter((one) => one.outcome === outcome).length;
  const findings = results.flatMap(({ file, findings: ofFile }) =>
    ofFile.filter(({ grade }) => grade !== 'silent').map((one) => ({ file, ...one })),
  );
  const [imported, unchanged, drafts, rejected] = [
    count('imported'),
    count('unchanged'),
    count('draft'),
    count('rejected'),
  ];
  const waiting = results.filter(({ isWaiting }) => isWaiting).length;
  if (json) return printJson({ imported, unchanged, drafts, rejected, waiting, findings });
  if (findings.length > 0)
    print(
      table(
        ['file', 'grade', 'code', 'where', 'what'],
        findings.map((one) => [one.file, one.grade, one.code, one.path, one.message]),
      ),
    );
  const asDrafts = `${String(drafts)} saved as drafts that cannot bill`;
  const next = `${counted(waiting, 'change')} awaiting approval: daybook contracts waiting`;
  say(
    `${counted(imported, 'contract')} imported, ${String(unchanged)} unchanged, ${asDrafts}, ` +
      `${String(rejected)} rejected.`,
  );
  if (waiting > 0) say(`${next}.`);
}

async function exportsIn(paths: readonly string[]): Promise<string[]> {
  const exportFiles: string[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch((cause: unknown) => unreadable(path, cause));
    if (!entry.isDirectory()) exportFiles.push(path);
    else {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const files = entries.filter((each) => each.isFile() && each.name.endsWith('.json'));
      exportFiles.push(...files.map((each) => join(each.parentPath, each.name)).sort());
    }
  }
  if (exportFiles.length === 0) throw refusal('CONTRACTS_NO_FILES', { paths: paths.join(', ') });
  return exportFiles;
}

async function readExportFile(path: string): Promise<ExportFile> {
  const bytes = await readFile(path).catch((cause: unknown) => unreadable(path, cause));
  return exportFileOf(basename(path), bytes);
}

function unreadable(file: string, cause: unknown): never {
  throw refusal('CONTRACTS_FILE_UNREADABLE', { file, cause: readingFault(cause) });
}

async function give(site: string, options: GiveOptions): Promise<void> {
  const document = await withCaller(options, async (acting) =>
    exportContract(acting, { site, month: await monthOf(acting, options.month) }),
  );
  const text = JSON.stringify(document, null, options.json ? 0 : 2);
  if (options.out === undefined) return print(text);
  await writeOut(options.out, `${text}\n`);
  say(`Wrote ${options.out}.`);
}
