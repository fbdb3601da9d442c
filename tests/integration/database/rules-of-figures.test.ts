import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasState, refusedRule, sqlstate } from '../../../src/platform/database/index.ts';
import { cloneDatabase } from '../../database.ts';
import { fillTables } from '../security/filled-tables.ts';

const database = await cloneDatabase();
await fillTables(database);

/** What no row may say, by table: an update of every row of the table, and the rule that stands against it. */
const wrong: readonly (readonly [relation: string, change: string, rule: RegExp])[] = [
  ['contracts.version', 'increment_percent = 100.01', /increment is a percentage/],
  ['contracts.version', 'increment_percent = -1', /increment is a percentage/],
  ['contracts.version', 'room_rate = -0.01', /room rate is a rate/],
  ['contracts.version', 'room_rate = 1000.01', /room rate is a rate/],
  ['contracts.version', "from_month = '2030-06-02'", /begins with a month/],
  ['contracts.version', "billing_type = 'Sometimes'", /billing type is known/],
  ['contracts.review_threshold', 'deviation_amount = -1', /amount is money/],
  ['contracts.review_threshold', 'deviation_percent = 100.01', /percent is one/],
  ['contracts.fixed_fee_rate', 'fee = -1', /fixed fee rate is money/],
  ['contracts.fixed_fee_rate', 'fee = null', /fee/],
  ['contracts.labor_hour_rate', 'rate_per_hour = 1000.01', /labor hour rate is a rate/],
  ['contracts.labor_hour_rate', 'rate_per_hour = null', /rate per hour/],
  ['contracts.labor_hour_rate', 'job_code = null', /job code/],
  ['contracts.labor_hour_rate', 'overtime_rate_per_hour = -1', /overtime is a rate/],
  ['contracts.revenue_share_structure', 'validation_amount = -1', /validation is in range/],
  ['contracts.revenue_share_tier', 'share_percent = 100.01', /share is a percentage/],
  ['contracts.revenue_share_tier', 'share_percent = -1', /share is a percentage/],
  ['contracts.revenue_share_tier', 'share_percent = null', /share percent/],
  ['contracts.revenue_share_tier', 'limit_amount = -1', /limit is money/],
  ['contracts.mid_month_advance', 'amount = -1', /advance is money/],
  ['contracts.billable_accounts', 'payroll_taxes_percent = 101', /taxes are a percentage/],
  ['contracts.billable_accounts', 'support_amount = -1', /support is in range/],
  [
    'contracts.billable_accounts',
    "support_billing = 'Percentage', support_amount = 101",
    /support is in range/,
  ],
  ['contracts.billable_accounts', 'additional_payroll_amount = 100000000', /additional payroll is money/],
  [
    'contracts.billable_accounts',
    "payroll_taxes_escalator_kind = 'Percentage', payroll_taxes_escalator_value = 101",
    /escalator is in range/,
  ],
  ['contracts.management_fee', 'fixed_amount = -1', /fee amount is money/],
  ['contracts.management_fee', 'revenue_percent = 100.01', /of revenue is a percentage/],
  ['contracts.management_fee', 'single_rate = 1000.01', /fee rate is a rate/],
  ['contracts.management_fee', 'single_overtime_rate = -1', /overtime rate is a rate/],
  ['contracts.management_fee', 'insurance_additional_percent = 1001', /insurance addition is in range/],
  ['contracts.management_fee', 'insurance_fixed_amount = -1', /insurance is money/],
  ['contracts.management_fee', 'claims_cap = -1', /claims cap is money/],
  [
    'contracts.management_fee',
    "fee_escalator_kind = 'Percentage', fee_escalator_value = 101",
    /escalator is in/,
  ],
  [
    'contracts.management_fee',
    "validation_kind = 'RevenuePercentage', validation_amount = 101",
    /validation is/,
  ],
  ['contracts.management_fee_job', 'rate_per_hour = 1000.01', /job rate is a rate/],
  ['contracts.management_fee_job', 'overtime_rate_per_hour = -1', /job overtime rate/],
  ['contracts.profit_share_tier', 'share_percent = 100.01', /share is a percentage/],
  ['contracts.profit_share_tier', 'limit_amount = -1', /limit is money/],
  ['contracts.non_gl_expense', 'amount = -1', /amount is in range/],
  ['contracts.clause', 'fixed_percent = 101', /fixed percent is one/],
  ['contracts.clause', 'cap_percent = 101', /limits are percentages/],
  ['contracts.contract', "site_id = '17'", /four digits/],
  ['warehouse.site', "site_id = '4711' where site_id = '0170'", /with a contract stays/],
  ['warehouse.site_version', "state = 'Connecticut'", /two letters/],
  ['warehouse.site_version', "state = 'ct'", /two letters/],
  ['warehouse.site_version', "zip = '6101'", /zip has a known form/],
  ['warehouse.site_version', 'rooms_available = 5001', /rooms are plausible/],
  ['warehouse.site_version', 'parking_spaces = -1', /spaces are plausible/],
  ['warehouse.site_version', "site_name = repeat('x', 101)", /at most 100 characters/],
  ['warehouse.site_version', 'valid_to_on = valid_from_on', /ends after it begins/],
  ['warehouse.site_salary', 'distribution_percent = 101', /distribution is a percentage/],
  ['warehouse.site_salary', 'annual_base_pay = -1', /not below zero/],
  ['billing.statement', "service_month = '2030-06-15'", /is for a month/],
  ['forecasting.change', "first_month = '2025-03-02'", /of months/],
  ['forecasting.submission', "cycle_month = '2025-03-02'", /for a month/],
  ['forecasting.pnl_cell', "plan_month = '2025-03-02'", /of a month/],
  ['forecasting.component', "plan_month = '2025-03-02'", /of a month/],
  ['forecasting.outdated', "plan_month = '2025-03-02'", /of a month/],
];

test('no table takes a figure, code, month or period that the rules of the house forbid', async () => {
  for (const [relation, change, rule] of wrong) {
    const rows = await database.execute(`select 1 from ${relation}`);
    assert.ok(rows > 0, `${relation} holds no row to try it on`);
    await assert.rejects(
      database.execute(`update ${relation} set ${change}`),
      (error: unknown) => rule.test(refusedRule(error) ?? String(error)),
      `${relation}: ${change}`,
    );
  }
});

test('every rule was looked at: none of this database is broken', async () => {
  assert.deepEqual(
    await database.query(
      `select conname from pg_constraint where not convalidated and connamespace::regnamespace::text !~ '^pg_'`,
    ),
    [],
  );
});

test('versions of a site do not overlap, nor do its district managers', async () => {
  const next = (kept: string, name: string): Promise<unknown> =>
    database.transaction((transaction) =>
      transaction.execute(
        `insert into warehouse.${kept} (site_id, valid_from_on, valid_to_on, ${name}, batch_id, source_line)
         values ('0170', '2025-02-01', '2025-04-01', 'y', 1, 1)`,
      ),
    );
  for (const [kept, name] of [
    ['site_version', 'site_name'],
    ['site_district_manager', 'district_manager'],
  ] as const) {
    await assert.rejects(
      next(kept, name),
      (error: unknown) => hasState(error, sqlstate.exclusionViolation),
      kept,
    );
    // A list closes one version and opens the next, in whichever order.
    await database.transaction(async (transaction) => {
      await transaction.execute(
        `insert into warehouse.${kept} (site_id, valid_from_on, ${name}, batch_id, source_line)
         values ('0170', '2026-01-01', 'y', 1, 1)`,
      );
      await transaction.execute(
        `update warehouse.${kept} set valid_to_on = '2026-01-01' where site_id = '0170' and valid_to_on is null
           and valid_from_on < '2026-01-01'`,
      );
    });
  }
});

test('a site with a contract is not deleted, and one without may be', async () => {
  await database.execute(`insert into warehouse.site (site_id, is_listed) values ('4711', true)`);
  await assert.rejects(
    database.execute(`delete from warehouse.site where site_id = '0170'`),
    (error: unknown) => hasState(error, sqlstate.foreignKeyViolation) && /has a contract/.test(String(error)),
  );
  assert.equal(await database.execute(`delete from warehouse.site where site_id = '4711'`), 1);
});

test('rows that are older than a rule are counted with the key of one', async () => {
  const undone = new Error('undone on purpose');
  await database
    .transaction(async (transaction) => {
      await transaction.execute('set constraints all immediate');
      await transaction.execute(
        'alter table contracts.fixed_fee_rate drop constraint fixed_fee_rate_is_money',
      );
      await transaction.execute('update contracts.fixed_fee_rate set fee = -1');
      await transaction.execute(
        'alter table contracts.fixed_fee_rate add constraint fixed_fee_rate_is_money check (fee >= 0) not valid',
      );
      const [broken] = await transaction.query<{ relation: string; broken: string; example: string }>(
        'select relation, broken, example from security.broken_rules()',
      );
      assert.equal(broken?.relation, 'contracts.fixed_fee_rate');
      assert.ok(Number(broken.broken) > 0);
      assert.match(broken.example, /version_id=\d+/);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
});
