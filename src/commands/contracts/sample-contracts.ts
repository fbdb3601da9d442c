import { bill } from '../../billing/index.ts';
import { approveWaiting, importContracts, inventContracts, type ExportFile } from '../../contracts/index.ts';
import { writeInside } from '../../kernel/inside-folder.ts';
import { parseMonth, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { personNamed } from '../../platform/security/index.ts';
import { markSample } from '../billing/sample-marks.ts';
import { actingAs, type Acting } from '../command.ts';

/** Who takes contracts in and bills when a trial starts, and who approves those contracts. */
const demoBiller = 'bea.billing@demo.invalid';
const demoApprover = 'bill.billing@demo.invalid';
/** Months that a trial has billed when it starts. */
const monthsBilled = 2;

/** Writes exports into a folder. */
export async function writeExports(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const { name, content } of files) await writeInside(folder, name, content);
}

/**
 * Takes invented contracts in, has a second person of the demo approve them, and bills the newest months of the sample,
 * as a biller of the demo, after its managers marked their sites as ready.
 */
export async function billSample(acting: Acting, folder: string, seed: number): Promise<void> {
  const biller = await actingAs(acting.database, await personNamed(acting.database, demoBiller), acting);
  const { database, person } = biller;
  const files = await inventContracts(database, seed);
  await writeExports(folder, files);
  const months = await closedMonths(database);
  const [first] = months;
  if (first === undefined) return;
  await importContracts(database, files, { from: first, isStrict: false, importedBy: person.userId });
  await approveTakeOver(acting);
  for (const month of months) {
    await markSample(acting.database, month);
    await bill(database, { month, isDryRun: false, startedBy: person.userId });
  }
}

/** The contracts of the sample count once a second person of the demo approved them. */
async function approveTakeOver(acting: Acting): Promise<void> {
  const approver = await actingAs(acting.database, await personNamed(acting.database, demoApprover), acting);
  const decided = await approveWaiting(approver.database, {
    isTakeOver: true,
    decidedBy: approver.person.userId,
    reason: 'take-over of the sample',
  });
  for (const { refusal } of decided) if (refusal !== null) throw refusal;
}

/** The newest months whose ledger is there for most sites, the older one first. */
async function closedMonths(database: Queryable): Promise<Month[]> {
  const rows = await database.query<{ month: string }>(
    `select to_char(period_month, 'YYYY-MM') as month from warehouse.ledger_balance
     group by period_month
     having 2 * count(distinct site_id) > (select count(*) from warehouse.site)
     order by period_month desc limit $1`,
    [monthsBilled],
  );
  return rows.flatMap(({ month }) => parseMonth(month) ?? []).reverse();
}
