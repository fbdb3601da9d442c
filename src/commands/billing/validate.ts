import type { Command } from 'commander';
import {
  readValidations,
  validateLedgerAccounts,
  type AccountFinding,
  type AccountRun,
} from '../../billing/index.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { workbook } from '../../platform/workbooks/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

interface ValidateOptions extends ActingOptions {
  readonly full?: boolean;
  readonly xlsx?: string;
  readonly runs?: boolean;
}

/** Runs that are listed. */
const runsShown = 20;

/** `daybook accounts validate` */
export function validateCommand(): Command {
  return actingCommand(
    'validate',
    'Look up the accounts that postings name: new, changed and previously invalid ones, or with --full all.',
    'daybook accounts validate --full --xlsx accounts.xlsx',
  )
    .option('--full', 'look up every account')
    .option('--xlsx <file>', 'write invalid accounts to an Excel workbook')
    .option('--runs', 'only list the last runs')
    .action(validate);
}

async function validate(options: ValidateOptions): Promise<void> {
  if (options.runs === true) return tellRuns(options);
  const { run, findings } = await withCaller(options, async (acting) =>
    validateLedgerAccounts(acting, {
      isFull: options.full === true,
      today: await todayOf(acting, undefined),
    }),
  );
  if (findings.length > 0) process.exitCode = 1;
  if (options.xlsx !== undefined) await writeOut(options.xlsx, asWorkbook(findings));
  if (options.json) return printJson({ run, findings });
  if (findings.length > 0) print(table(header, findings.map(rowOf)));
  if (run !== null) say(toldRun(run));
  if (options.xlsx !== undefined) say(`Wrote ${counted(findings.length, 'account')} to ${options.xlsx}.`);
  if (findings.length > 0)
    say('Have them opened or activated in the ledger, load gl_accounts, and run this again.');
}

const header = ['account', 'status', 'reason', 'description', 'last change', 'alike'];

function rowOf(finding: AccountFinding): string[] {
  const { site, account, accountString, status, reason, description, lastChangedAt, hint } = finding;
  const changed = lastChangedAt?.slice(0, 10) ?? 'never';
  return [
    accountString ?? `${account} of site ${site}`,
    status,
    reason,
    description ?? '–',
    changed,
    hint ?? '',
  ];
}

function toldRun({ run, kind, accounts, checked, missing, inactive, invalid, resolved }: AccountRun): string {
  return (
    `Run ${run} (${kind}): ${counted(accounts, 'account')}, ${String(checked)} looked up; ` +
    `${String(missing)} missing, ${String(inactive)} inactive, ` +
    `${String(invalid)} invalid, ${String(resolved)} resolved since the last run.`
  );
}

function asWorkbook(findings: readonly AccountFinding[]): Buffer {
  return workbook([
    {
      name: 'Accounts',
      columns: header.map((title) => ({ title, kind: 'text' })),
      rows: findings.map(rowOf),
      heading: ['Accounts that postings name and that are not valid in the ledger'],
    },
  ]);
}

async function tellRuns(options: ValidateOptions): Promise<void> {
  const { runs } = await withCaller(options, (acting) => readValidations(acting, runsShown));
  if (options.json) return printJson(runs);
  if (runs.length === 0) return say('No runs yet: daybook accounts validate.');
  const rows = runs.map((one) => [
    ...[
      one.run,
      one.kind,
      one.startedAt.slice(0, 16),
      one.startedBy,
      String(one.accounts),
      String(one.checked),
    ],
    ...[one.missing, one.inactive, one.invalid, one.resolved].map(String),
  ]);
  const columns = [
    'run',
    'kind',
    'at',
    'by',
    'accounts',
    'looked up',
    'missing',
    'inactive',
    'invalid',
    'resolved',
  ];
  print(table(columns, rows));
}
