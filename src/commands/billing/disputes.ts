import type { Command } from 'commander';
import { disputeStatement, readDisputes, settleDispute, type Dispute } from '../../billing/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';

/** `daybook statements disputes`, `daybook statements dispute open|resolve` */
export function disputeCommands(): Command[] {
  const dispute = groupCommand(
    'dispute',
    'Open or resolve a dispute about a statement.',
    'daybook statements dispute open 7 --amount 250 --reason "the rooms of the 12th were not sold"',
  );
  dispute.addCommand(
    actingCommand(
      'open',
      'Open a dispute, with a reason; the statement cannot change until it is resolved.',
      'daybook statements dispute open 7 --amount 250 --reason "the rooms of the 12th were not sold"',
    )
      .argument('<id>', 'statement number')
      .option('--amount <dollars>', 'how much is disputed')
      .option('--invoice <group>', 'only this invoice group', wholeNumber(1))
      .action(open),
  );
  dispute.addCommand(
    actingCommand(
      'resolve',
      'Record what was agreed; the statement can be corrected, sent or revised again.',
      'daybook statements dispute resolve 7 --outcome "credit of 120 in June"',
    )
      .argument('<id>', 'statement number')
      .requiredOption('--outcome <text>', 'what was agreed')
      .action(resolve),
  );
  const list = actingCommand(
    'disputes',
    'Open disputes, oldest first.',
    'daybook statements disputes --resolved',
  )
    .option('--resolved', 'also resolved ones')
    .action(disputes);
  return [dispute, list];
}

interface OpenOptions extends ActingOptions {
  readonly amount?: string;
  readonly invoice?: number;
}

async function open(statementId: string, options: OpenOptions): Promise<void> {
  const dispute = { statementId, amount: options.amount ?? null, group: options.invoice ?? null };
  const id = await withCaller(options, (acting) => disputeStatement(acting, dispute));
  if (options.json) return printJson({ id, statement: statementId, state: 'open' });
  say(`Statement ${statementId} is in dispute (${id}) and cannot change until that is resolved.`);
}

async function resolve(
  statementId: string,
  options: ActingOptions & { readonly outcome: string },
): Promise<void> {
  const { outcome } = options;
  const id = await withCaller(options, (acting) => settleDispute(acting, { statementId, outcome }));
  if (options.json) return printJson({ id, statement: statementId, state: 'resolved' });
  say(`Dispute ${id} of statement ${statementId} is resolved.`);
}

async function disputes(options: ActingOptions & { readonly resolved?: boolean }): Promise<void> {
  const withResolved = options.resolved === true;
  const rows = await withCaller(options, (acting) => readDisputes(acting, { withResolved }));
  if (options.json) return printJson(rows);
  if (rows.length > 0)
    print(
      table(
        ['statement', 'site', 'month', 'invoice', 'amount', 'since', 'days', 'by', 'reason', 'outcome'],
        rows.map(rowOf),
        ['amount', 'days'],
      ),
    );
  say(`${counted(rows.length, 'dispute')}.`);
}

function rowOf(one: Dispute): string[] {
  return [
    ...[
      one.statement,
      one.site,
      one.month,
      one.group === null ? 'all' : String(one.group),
      one.amount ?? '-',
    ],
    ...[one.openedAt.slice(0, 10), String(one.days), one.openedBy, one.reason, one.resolution ?? '-'],
  ];
}
