import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeBelow } from '../../kernel/inside-folder.ts';
import { addMonths, firstDay } from '../../kernel/month.ts';
import { calendarMonth, type CalendarDay, type CalendarMonth } from './calendar.ts';
import { CsvFile, pathOf, type Dress } from './csv-file.ts';
import type { BudgetDelivery, Delivery } from './delivery-plan.ts';
import { budgetMonth, writeBudget } from './facts/budget.ts';
import { laborMonth, laborTotals } from './facts/labor.ts';
import { writeLabor, writeSchedule } from './facts/labor-files.ts';
import { ledgerMonth, writeLedger } from './facts/ledger.ts';
import { writeReceipts } from './facts/receipts.ts';
import { RELOADED_DAYS, revenueMonth, revenueTotals, type RevenueMonth } from './facts/revenue.ts';
import { revenueValues, workbookName, writeDetail, writeLong } from './facts/revenue-files.ts';
import type { SiteMonth } from './facts/rows.ts';
import { feedOf, LISTS, rowOf } from './operator/lists.ts';
import type { Operator, Site } from './operator/operator.ts';
import { writeWorkbook } from './write-workbook.ts';

/** What the deliveries of one sample have in common. */
export interface Courier {
  readonly operator: Operator;
  /** Folder of all deliveries. */
  readonly out: string;
  /** Salaries that a site bears in a month, in cents. */
  readonly salaried: (site: Site) => number;
  /** Text of every list as it was last sent. */
  readonly sent: Map<string, string>;
  readonly tally: Tally;
  /** Called after every site-month of facts. */
  readonly onSiteMonth: () => void;
}

/** What has been written so far. */
export interface Tally {
  files: number;
  /** Rows by feed. */
  readonly rows: Map<string, number>;
}

/** How each source happens to write its files; the intake takes all of it. */
const DRESSES: Readonly<Record<string, Dress>> = {
  schedule_cost_entity: { lineEnd: '\r\n' },
  timesheet_entity: { compressed: true },
};
/** Days that a schedule is published ahead of the newest month. */
const DAYS_AHEAD = 14;
/** Site-months between two turns of the event loop: progress is drawn, and Ctrl-C heard. */
const TURN = 8;

/** Writes the folder of one delivery. */
export async function deliver(courier: Courier, delivery: Delivery): Promise<void> {
  const folder = join(courier.out, delivery.month.month);
  sendLists(courier, folder, delivery.month);
  for (const budget of delivery.budgets) await sendBudget(courier, folder, budget);
  await sendMonth(courier, folder, delivery);
  if (delivery.corrected.length > 0) sendCorrections(courier, folder, delivery);
  if (delivery.isNewest) await sendScheduleAhead(courier, folder, delivery);
}

function sendLists({ operator, sent, tally }: Courier, folder: string, month: CalendarMonth): void {
  for (const { feed, rows, dress } of LISTS) {
    const lines = [...rows(operator, month)].map((fields) => rowOf(feed, fields));
    const text = lines.join('\n');
    if (sent.get(feed.name) === text) continue;
    sent.set(feed.name, text);
    const file = new CsvFile(pathOf(folder, feed, month.month), feed, dress);
    for (const line of lines) file.add(line);
    finish(tally, file);
    file.describe(firstDay(month.month));
  }
}

async function sendBudget(
  courier: Courier,
  folder: string,
  { label, sites, months }: BudgetDelivery,
): Promise<void> {
  const { operator, salaried, tally } = courier;
  const accounts = open(folder, 'budget_final', label);
  const profiles = open(folder, 'budget_datatab_pr', label);
  for (const month of months.map((name) => calendarMonth(name))) {
    for (const site of sites) {
      const budget = budgetMonth({ seed: operator.seed, site, month, revision: 0 }, salaried(site));
      writeBudget({ accounts, profiles }, site, month, budget);
    }
    await setImmediate();
  }
  for (const file of [accounts, profiles]) finish(tally, file);
  accounts.describe(firstDay(months[0] ?? '0000-00'));
}

async function sendMonth(courier: Courier, folder: string, { month, sites }: Delivery): Promise<void> {
  const name = month.month;
  const ledger = open(folder, 'account_summary', name);
  const receipts = open(folder, 'open_transactions', name);
  const labor = {
    payroll: open(folder, 'payroll_summary', name),
    shifts: open(folder, 'shift_entity', name),
    costs: open(folder, 'schedule_cost_entity', name),
    timesheets: open(folder, 'timesheet_entity', name),
  };
  const long = open(folder, 'revenue_datamart_daily', name);
  const detail = open(folder, 'revenue_daily_detail', name);
  for (const [index, site] of sites.entries()) {
    const from: SiteMonth = { seed: courier.operator.seed, site, month, revision: 0 };
    const revenue = revenueMonth(from);
    const worked = laborMonth(from);
    writeDetail(detail, site, revenue);
    if (site.sendsWorkbook) sendWorkbook(courier, folder, from, revenue);
    else writeLong(long, site, revenue);
    writeLabor(labor, site, month, worked);
    const counted = {
      revenue: revenueTotals(site, revenue),
      labor: laborTotals(worked),
      salaried: courier.salaried(site),
    };
    writeLedger(ledger, site, month, ledgerMonth(from, counted));
    writeReceipts(receipts, courier.operator.seed, site, month);
    courier.onSiteMonth();
    if (index % TURN === 0) await setImmediate();
  }
  for (const file of [ledger, receipts, ...Object.values(labor), long, detail]) finish(courier.tally, file);
  ledger.describe(lastDate(month));
}

/** The first days of the next month as they are planned already: what a schedule is for (forecasting.md 5.6). */
async function sendScheduleAhead(
  courier: Courier,
  folder: string,
  { month, sites }: Delivery,
): Promise<void> {
  const next = calendarMonth(addMonths(month.month, 1));
  const label = `${next.month}_ahead`;
  const files = {
    shifts: open(folder, 'shift_entity', label),
    costs: open(folder, 'schedule_cost_entity', label),
  };
  const isPublished = ({ day }: { readonly day: CalendarDay }): boolean => day.day <= DAYS_AHEAD;
  for (const [index, site] of sites.entries()) {
    const { shifts, costs } = laborMonth({ seed: courier.operator.seed, site, month: next, revision: 0 });
    const published = { shifts: shifts.filter(isPublished), costs: costs.filter(isPublished) };
    writeSchedule(files, site, next, published);
    if (index % TURN === 0) await setImmediate();
  }
  for (const file of Object.values(files)) finish(courier.tally, file);
}

/** Last month's books of some sites once more, and the last days of their revenue. */
function sendCorrections(courier: Courier, folder: string, { corrected, previous: month }: Delivery): void {
  const ledger = open(folder, 'account_summary', `${month.month}_corrected`);
  const detail = open(folder, 'revenue_daily_detail', `${month.month}_reload`);
  const long = open(folder, 'revenue_datamart_daily', `${month.month}_reload`);
  const fromDay = month.days.length - RELOADED_DAYS + 1;
  for (const site of corrected) {
    const from: SiteMonth = { seed: courier.operator.seed, site, month, revision: 1 };
    const revenue = revenueMonth(from);
    writeDetail(detail, site, revenue, fromDay);
    if (site.sendsWorkbook) sendWorkbook(courier, folder, from, revenue);
    else writeLong(long, site, revenue, fromDay);
    const totals = {
      revenue: revenueTotals(site, revenue),
      labor: laborTotals(laborMonth(from)),
      salaried: courier.salaried(site),
    };
    writeLedger(ledger, site, month, ledgerMonth(from, totals));
  }
  for (const file of [ledger, detail, long]) finish(courier.tally, file);
  ledger.describe(lastDate(month));
}

function sendWorkbook(courier: Courier, folder: string, from: SiteMonth, revenue: RevenueMonth): void {
  const { site, month } = from;
  const lines = [...revenueValues(site, revenue)].map(({ date, code, category, type, value }) => ({
    site: site.number,
    date,
    value,
    revenueCode: code,
    revenueCategory: category,
    valueType: type,
  }));
  if (lines.length === 0) return;
  writeBelow(join(folder, 'revenue'), workbookName(site, month.month), writeWorkbook(lines));
  count(courier.tally, 'revenue_workbook', lines.length);
}

function open(folder: string, name: string, label: string): CsvFile {
  const feed = feedOf(name);
  return new CsvFile(pathOf(folder, feed, label), feed, DRESSES[name]);
}

function finish(tally: Tally, file: CsvFile): void {
  file.close();
  // No source sends a file without rows, and no intake takes one.
  if (file.rows === 0) rmSync(file.path);
  else count(tally, file.feed.name, file.rows);
}

function count(tally: Tally, feed: string, rows: number): void {
  tally.files += 1;
  tally.rows.set(feed, (tally.rows.get(feed) ?? 0) + rows);
}

function lastDate(month: CalendarMonth): string {
  return month.days.at(-1)?.date ?? '';
}
