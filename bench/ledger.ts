import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../src/platform/database/index.ts';
import { siteNumber } from './revenue-file.ts';
import { atScale, loadWhole, onWorkbench, report, timed } from './workbench.ts';

/** A month of the ledger: 650 sites and 1.5 million transactions (data.md 1.1). */
const fullRows = 1_500_000;
const sites = 650;
const accounts = Array.from({ length: 60 }, (_, at) => String(6000 + at));

/**
 * (a) a month of ledger transactions against raw `copy` of the same rows into a table with the same key: numbered, the
 * next day's extract of the same month with 50,000 transactions more, and a month without numbers, whose rows are told
 * apart.
 */
export async function benchLedger(scale: number): Promise<void> {
  const count = atScale(fullRows, scale, 1_000);
  await onWorkbench(sites, async (bench) => {
    await bench.database.execute(ACCOUNTS);
    const file = (name: string): string => join(bench.folder, `account_summary_${name}.csv`);
    await writeLedger(file('march'), { month: '2025-03', from: 0, to: count, isNumbered: true });
    const rival = await timed(() => copyRaw(bench.database, file('march')));
    await bench.database.execute('drop table public.rival');
    await bench.database.execute('checkpoint');
    const numbered = await timed(() => loadWhole(bench, file('march'), count));
    const more = Math.round(count / 30);
    await writeLedger(file('march_next'), { month: '2025-03', from: 0, to: count + more, isNumbered: true });
    const next = await timed(() => loadWhole(bench, file('march_next'), more));
    await writeLedger(file('april'), { month: '2025-04', from: 0, to: count, isNumbered: false });
    const unnumbered = await timed(() => loadWhole(bench, file('april'), count));
    const ratio = (seconds: number): string => (rival / seconds).toFixed(2);
    report(`(a) raw copy of ${String(count)} ledger transactions, same key`, `${rival.toFixed(1)} s`);
    report('(a) intake of the same month : raw copy, speed (at least 0.8)', ratio(numbered));
    report('(a) the same month again, a thirtieth more : raw copy, speed', ratio(next));
    report('(a) a month without numbers, told apart : raw copy, speed', ratio(unnumbered));
  });
}

const ACCOUNTS = `
  insert into warehouse.account (account_id, account_name, summary_category, is_listed, batch_id, source_line)
  select (6000 + number)::text, 'Expense', 'PAYROLL', true, 0, 0 from generate_series(0, 59) as number`;

/** `copy` reads no YYYYMM: the period goes in as text, and the key holds the month all the same. */
async function copyRaw(database: Database, path: string): Promise<void> {
  await database.execute(
    `create table public.rival (like warehouse.ledger_balance including indexes including defaults);
     alter table public.rival alter batch_id set default 0, alter source_line set default 0,
       alter entity set default '', alter account_index set default 0, alter period_month set default '2025-03-01'`,
  );
  await database.withConnection(async (connection) => {
    const copy = connection.copyInto(
      `copy public.rival (site_id, reported_site, account_id, amount, transaction_type, transaction_id, balance_on,
         is_adjustment) from stdin (format csv, header)`,
    );
    await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), copy);
  });
}

interface LedgerFile {
  readonly month: string;
  readonly from: number;
  readonly to: number;
  readonly isNumbered: boolean;
}

/** Writes transactions as the ledger posts them: site after site, accounts in turn. */
async function writeLedger(path: string, { month, from, to, isNumbered }: LedgerFile): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1_048_576 });
  const id = isNumbered ? 'TRANSACTION_ID,' : '';
  out.write(`COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,TRANSACTION_TYPE,${id}BALANCE_DATE,IS_ADJUSTMENT\n`);
  const day = `${month}-15`;
  for (let at = from; at < to; at += 1) {
    const site = siteNumber(at % sites);
    const account = accounts[Math.floor(at / sites) % accounts.length] ?? '';
    const number = isNumbered ? `JE${String(at).padStart(8, '0')},` : '';
    const amount = `${String((at * 7919) % 100_000)}.${String(at % 100).padStart(2, '0')}`;
    const line = `${site},${month},${account},${amount},GJ,${number}${day},N\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
