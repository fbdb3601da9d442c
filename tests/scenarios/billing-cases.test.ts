import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bill, type BillRun } from '../../src/billing/index.ts';
import { outdatedStatements } from '../../src/billing/run/outdated-statements.ts';
import { explainLine } from '../../src/billing/statements/explain-line.ts';
import { readStatement } from '../../src/billing/statements/read-statements.ts';
import { type ImportedExport } from '../../src/contracts/index.ts';
import { approveIndexValue, enterIndexValue } from '../../src/contracts/escalation/index-values.ts';
import { addApprovedClause, importApproved } from '../integration/contracts/approved-contracts.ts';
import { decimal, sum, toText } from '../../src/kernel/decimal.ts';
import type { Month } from '../../src/kernel/month.ts';
import { clockAt } from '../clock-at.ts';
import { member } from '../integration/billing/billing-fixture.ts';
import { openSampleOperator } from './arriving-files.ts';
import { intakeOn, load } from './deliveries.ts';

const { database } = await openSampleOperator();
const bea = await member(database, 'bea', 'billingAdmin');
const golden = join(import.meta.dirname, '..', 'golden', 'cases');
const reason = 'only what the case is about is loaded';

const arrive = (folder: string): ReturnType<typeof load> =>
  load(intakeOn(database, { clock: clockAt('2026-11-28T17:00:00Z'), maxFailingPercent: 10 }), [
    join(golden, folder),
  ]);

async function takeIn(folder: string, from: Month): Promise<ImportedExport[]> {
  const names = (await readdir(join(golden, folder))).filter((name) => name.endsWith('.json'));
  const files = [];
  for (const name of names) files.push({ name, content: await readFile(join(golden, folder, name), 'utf8') });
  return importApproved(database, files, { from, isStrict: false, importedBy: 'tester' });
}

const billed = (
  month: Month,
  site: string,
  more: Partial<Parameters<typeof bill>[1]> = {},
): Promise<BillRun> =>
  bill(bea.database, { month, sites: [site], isDryRun: true, startedBy: bea.userId, ...more });

/** Amounts of the lines of a component. */
const amounts = ({ statements }: BillRun, component: string): string[] =>
  statements
    .flatMap(({ computed }) => computed.invoices.flatMap(({ lines }) => lines))
    .filter((line) => line.component === component)
    .map(({ amount }) => toText(amount, 2));

test('hours-held-back: a record in quarantine is told at billing', async () => {
  await arrive('hours-held-back');
  const { statements } = await billed('2026-03', '0246', { proceedReason: reason });
  assert.ok(
    statements[0]?.notices.some(
      ({ message }) => message === '1 record of timesheet_entity for site 0246 in 2026-03 is in quarantine.',
    ),
    JSON.stringify(statements[0]?.notices),
  );
});

test('index-not-yet-published: the site waits for the index, or goes on with a reason', async () => {
  const given = { component: 'fixed-fee', 'escalates-in': '1', index: 'ECI' };
  await addApprovedClause(
    database,
    { site: '0686', kind: 'escalation', from: '2026-01', through: null, reason: 'amendment 1', given },
    'tester',
  );
  const held = await billed('2026-01', '0686');
  assert.deepEqual(
    held.blocked.flatMap(({ reasons }) => reasons.map(({ message }) => message)),
    ['The rates of site 0686 are due to change in 2026-01 by ECI 2025, which is not entered and approved.'],
  );
  const before = amounts(await billed('2026-01', '0686', { proceedReason: reason }), 'fixed-fee');
  await enterIndexValue(database, { index: 'ECI', period: '2025', percent: '4' }, 'ida');
  assert.equal(await approveIndexValue(database, { index: 'ECI', period: '2025' }, 'iris'), null);
  const after = amounts(await billed('2026-01', '0686'), 'fixed-fee');
  assert.ok(before.length > 0);
  const raised = (amount: string): string => toText(decimal(amount).times(decimal('1.04')).round(2), 2);
  assert.deepEqual(after, before.map(raised));
});

test('index-level-for-change: the level of an index is refused, the change over twelve months is wanted', async () => {
  await assert.rejects(
    enterIndexValue(database, { index: 'CPI', period: '2025', percent: '324.122' }, 'ida'),
    (error: unknown) =>
      error instanceof Error &&
      'next' in error &&
      /twelve-month/.test(`${error.message} ${String(error.next)}`),
  );
});

test('restated-after-sending: what was sent is listed with the difference, and explained as it was sent', async () => {
  await arrive('restated-after-sending/1-first');
  const sent = await billed('2026-03', '0257', { isDryRun: false, proceedReason: reason });
  await database.execute(`update billing.statement set state = 'Sent' where run_id = $1`, [sent.runId]);
  await arrive('restated-after-sending/2-restated');
  const again = await billed('2026-03', '0257', { isDryRun: false, proceedReason: reason });
  assert.deepEqual(
    again.blocked.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
    ['BILLING_ALREADY_SENT'],
  );
  const [outdated] = await database.transaction((own) => outdatedStatements(own, { month: '2026-03' }, {}));
  assert.equal(outdated?.site, '0257');
  assert.equal(outdated.state, 'Sent');
  assert.ok(outdated.difference !== null && !decimal(outdated.difference.replace('+', '')).eq('0'));
  await explainedAsBilled(outdated.statementId);
});

/** What explains a value adds up to it, for every value of every line that comes from facts. */
async function explainedAsBilled(statementId: string): Promise<void> {
  const statement = await readStatement(database, statementId);
  const lines = statement?.invoices.flatMap((invoice) => invoice.lines) ?? [];
  assert.ok(lines.length > 0);
  for (const { lineId } of lines) {
    const line = await explainLine(bea.caller, lineId);
    for (const { name, value, unit, origin, rows } of line?.inputs ?? []) {
      if (origin.kind !== 'facts' || unit === 'rate') continue;
      const total = sum(rows.map((row) => decimal(row.value ?? '0')));
      assert.ok(total.abs().eq(decimal(value).abs()), `${name}: ${value}, rows ${total.toString()}`);
    }
  }
}

test('three-lines-of-half-cents: the invoice is the sum of its lines', async () => {
  await takeIn('three-lines-of-half-cents', '2026-09');
  const { statements } = await billed('2026-09', '0433');
  assert.equal(toText(statements[0]?.computed.total ?? decimal('0'), 2), '30.03');
});

test('exactly-at-the-limit: revenue at a limit, and a cent above it', async () => {
  await takeIn('exactly-at-the-limit', '2026-09');
  await arrive('exactly-at-the-limit');
  assert.deepEqual(amounts(await billed('2026-09', '0642'), 'revenue-share'), ['400.00']);
  assert.deepEqual(amounts(await billed('2026-10', '0642'), 'revenue-share'), ['400.01']);
});

test('limits-out-of-order: the contract is kept as a draft that cannot bill', async () => {
  const [taken] = await takeIn('limits-out-of-order', '2027-01');
  assert.equal(taken?.outcome, 'draft');
  assert.ok(taken.findings.some(({ grade }) => grade === 'blocked'));
});

test('starts-mid-month: a fee that begins on the 16th is billed in full', async () => {
  await takeIn('starts-mid-month', '2026-06');
  assert.deepEqual(amounts(await billed('2026-06', '0686'), 'fixed-fee'), ['43125.00']);
});
