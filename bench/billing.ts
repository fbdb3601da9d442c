import { bill, neutralOperator, type Outbox } from '../src/billing/index.ts';
import { documentsOf } from '../src/billing/outbox/statement-documents.ts';
import { listStatements } from '../src/billing/statements/read-statements.ts';
import { gatherFacts } from '../src/billing/facts/gather-facts.ts';
import {
  approveWaiting,
  contractsInForce,
  importContracts,
  exportedTermsOf,
} from '../src/contracts/index.ts';
import { sampleExports } from '../src/contracts/sample/sample-exports.ts';
import { addMonths, monthsBetween, type Month } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { facts } from './question-facts.ts';
import { fillMonths } from './questions.ts';
import { siteNumber } from './revenue-file.ts';
import { atScale, median, onWorkbench, report, timed } from './workbench.ts';

const billed: Month = '2024-12';
const rounds = 3;
const exportsAtOnce = 200;
const tables = [
  ...facts.monthly.filter(([table]) => /ledger_balance|revenue_value|revenue_detail/.test(table)),
  facts.timesheet,
];

/**
 * (h) a month of 5,000 contracts: calculated and kept, against reading the same inputs once and copying the same rows
 * back; with one month of history and with ten; and how fast contracts are taken in.
 */
export async function benchBilling(scale: number): Promise<void> {
  const sites = atScale(5_000, scale, 20);
  await onWorkbench(sites, async ({ database }) => {
    await database.execute(facts.dimensions);
    await database.execute(facts.builder);
    await fillMonths(database, { sites, months: [billed], tables });
    await takeContracts(database, sites);
    await database.execute('vacuum analyze');
    const short = await billAll(database);
    const earlier = monthsBetween(addMonths(billed, -9), addMonths(billed, -1));
    await fillMonths(database, { sites, months: earlier, tables });
    await database.execute('vacuum analyze');
    const long = await billAll(database);
    await spoolOutputs(database);
    const ceiling = (await timed(() => readInputs(database))) + (await timed(() => copyOutputs(database)));
    report('(h) a month billed and kept, 10 months of history', `${long.seconds.toFixed(1)} s`);
    report('(h) statements a second', (long.statements / long.seconds).toFixed(0));
    report('(h) reading the inputs once and copying the outputs back', `${ceiling.toFixed(1)} s`);
    report('(h) billing : reading and copying', (long.seconds / ceiling).toFixed(2));
    report('(h) 10 months of history : 1 month', (long.seconds / short.seconds).toFixed(2));
    await benchDocuments(database);
    report(
      '(h) memory of the process at the end',
      `${String(Math.round(process.memoryUsage().rss / 1_048_576))} MB`,
    );
  });
}

const documents = 500;

/** Documents of statements, read and drawn one after the other. */
async function benchDocuments(database: Database): Promise<void> {
  const statements = (await listStatements(database, {})).slice(0, documents);
  const before = process.memoryUsage().rss;
  // Nothing was sent, so that every document is drawn.
  const nothing = (): Promise<void> => Promise.resolve();
  const outbox: Outbox = { keep: nothing, hand: nothing, kept: () => Promise.resolve(null) };
  const going = { operator: neutralOperator, outbox };
  const seconds = await timed(async () => {
    for (const { statementId } of statements)
      await database.transaction((transaction) => documentsOf(transaction, statementId, going));
  });
  const grown = (process.memoryUsage().rss - before) / 1_048_576;
  report('(h) documents drawn a second', (statements.length / seconds).toFixed(0));
  report('(h) memory grown by 1,000 documents', `${((grown * 1_000) / statements.length).toFixed(0)} MB`);
}

async function takeContracts(database: Database, sites: number): Promise<void> {
  const files = sampleExports(
    Array.from({ length: sites }, (_, at) => {
      const site = siteNumber(at);
      return { site, name: `Site ${site}`, hasRooms: true, jobs: ['GSA', 'GSC'] };
    }),
    1,
  );
  const seconds = await timed(async () => {
    for (let at = 0; at < files.length; at += exportsAtOnce)
      await importContracts(database, files.slice(at, at + exportsAtOnce), {
        from: billed,
        isStrict: false,
        importedBy: 'bench',
      });
    await approveWaiting(database, { isTakeOver: true, decidedBy: 'second person', reason: null });
  });
  report('(h) contracts taken in a second', (files.length / seconds).toFixed(0));
}

/** The median of several runs; each replaces the statements of the one before. */
async function billAll(database: Database): Promise<{ seconds: number; statements: number }> {
  const times: number[] = [];
  let statements = 0;
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      await timed(async () => {
        const run = await bill(database, { month: billed, isDryRun: false, startedBy: 'bench' });
        statements = run.statements.length;
      }),
    );
  }
  return { seconds: median(times), statements };
}

async function readInputs(database: Database): Promise<void> {
  const contracts = await contractsInForce(database, { month: billed });
  await exportedTermsOf(
    database,
    contracts.map(({ versionId }) => versionId),
  );
  const asked = contracts.map(({ site }) => ({ site, fromMonth: billed, clauses: [] }));
  await gatherFacts(database, asked, billed);
}

const outputs = ['statement', 'comparison', 'invoice', 'statement_line', 'line_input'];

/** Rows of the newest run as files beside the database, and empty tables like their own to copy them into. */
async function spoolOutputs(database: Database): Promise<void> {
  await database.execute(`
    create function public.spool(output text) returns void language plpgsql as $$
    declare
      newest text := '(select statement_id from billing.statement
        where run_id = (select max(run_id) from billing.run))';
    begin
      execute format('create table public.%1$I (like billing.%1$I including all excluding generated)', output);
      execute format('copy (select * from billing.%I where %s) to %L', output,
        case output
          when 'line_input'
            then 'line_id in (select line_id from billing.statement_line where statement_id in ' || newest || ')'
          else 'statement_id in ' || newest
        end, current_setting('data_directory') || '/' || output || '.bench');
    end $$`);
  for (const output of outputs) await database.query('select public.spool($1)', [output]);
  await database.execute(`
    create function public.copy_back(output text) returns void language plpgsql as $$
    begin
      execute format('copy public.%I from %L', output,
        current_setting('data_directory') || '/' || output || '.bench');
    end $$`);
}

async function copyOutputs(database: Database): Promise<void> {
  for (const output of outputs) await database.query('select public.copy_back($1)', [output]);
}
