import assert from 'node:assert/strict';
import {
  addApprovedClause,
  importApproved,
  approveAll,
} from '../integration/contracts/approved-contracts.ts';
import { bill, markSite, neutralOperator, type Outbox } from '../../src/billing/index.ts';
import { postStatement } from '../../src/billing/outbox/post-statement.ts';
import { sendStatement } from '../../src/billing/outbox/send-statement.ts';
import { listStatements } from '../../src/billing/statements/read-statements.ts';
import { addAdHocLine } from '../../src/billing/statements/ad-hoc-lines.ts';
import { importContracts, waitingChanges } from '../../src/contracts/index.ts';
import { approveChange } from '../../src/contracts/approval/decide-change.ts';
import { setApprovalTier } from '../../src/contracts/approval/tiers.ts';
import { endClause, addClause } from '../../src/contracts/clauses/agree-clause.ts';
import { decideReading, enterReading } from '../../src/contracts/escalation/escalator-readings.ts';
import { approveIndexValue, enterIndexValue } from '../../src/contracts/escalation/index-values.ts';
import { mapAccount, withdrawAccountMapping } from '../../src/forecasting/accounts/map-account.ts';
import { refusal } from '../../src/kernel/errors.ts';
import { exportFile } from '../integration/contracts/given-exports.ts';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  chainTrail,
  mapMachineUser,
  noteRead,
  personNamed,
} from '../../src/platform/security/index.ts';
import { exportTrail } from '../../src/platform/security/audit/read-trail.ts';
import { testRestored } from '../../src/platform/security/audit/restore-test.ts';
import { readHeads } from '../../src/platform/security/audit/signed-head.ts';
import { verifyTrail } from '../../src/platform/security/audit/verify-trail.ts';
import {
  erasePerson,
  exportPerson,
  listPersonalColumns,
} from '../../src/platform/security/privacy/erasure.ts';
import { purge } from '../../src/platform/security/privacy/retention.ts';
import { makeLogin } from '../../src/platform/security/identity/logins.ts';
import { feeds, type Feed } from '../../src/sources/index.ts';
import { discardRecords, listQuarantine, replayRecords } from '../../src/sources/intake/quarantine.ts';
import { writeWorkbook } from '../../src/sources/sample/write-workbook.ts';
import { placeMigrated } from '../migrated-cluster.ts';
import { signingIn } from '../signing.ts';
import { administer } from './administered.ts';
import { intakeOn, lists, load, temporaryFolder, testKeys, writeFiles } from './deliveries.ts';

/** Who is to be erased, and who stays. */
const ida = {
  login: 'ida.kanarinka@kanarinka.invalid',
  number: 'E47110815',
  first: 'Ida',
  last: 'Kanarinka',
};
const otto = { login: 'otto.keeper@keeper.invalid', number: 'E47110816', first: 'Otto', last: 'Keeper' };
const identifiers = [ida.login, ida.number, `${ida.first} ${ida.last}`];
const signs = ['kanarinka', ida.number.toLowerCase()];

const folder = await mkdtemp(join(tmpdir(), 'daybook-erasure-'));
// The account of the server must be able to enter; otherwise the cluster would be kept elsewhere.
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await placeMigrated(dataDir);
const sent = await temporaryFolder();
const database = await openDatabase({ dataDir }, { poolSize: 4 });
after(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
const intake = intakeOn(database, { maxFailingPercent: 100, receivedBy: ida.login });

/** Feeds about people: the header, and what the source says of somebody at a site. */
const aboutPeople: Readonly<Record<string, readonly [string, (who: typeof ida, site: string) => string]>> = {
  workday_rls_bisecurity: [
    'USER_ID,JOB_PROFILE,COST_CENTER,SITE',
    ({ login }, site) => `${login},DISTMGR,,${site}`,
  ],
  workday_site_salaries: [
    'COST_CENTER,NAME,WORK_EMAIL,TOTAL_BASEPAY_ANNUALIZED_AMOUNT,ALLOCATION_PER_COST_CENTER_AMOUNT,' +
      'DISTRIBUTION_PERCENT',
    ({ first, last, login }, site) => `${site},${first} ${last},${login},60000,30000,50`,
  ],
  workday_site_managers: [
    'SITE,ACCT_MGR_EMPLOYEE_ID,ACCT_MGR_LAST_NAME,ACCT_MGR_FIRST_NAME',
    ({ number, first, last }, site) => `${site},${number},${last},${first}`,
  ],
  workday_job_codes: [
    'JOB_CODE,JOB_TITLE,SITE_ID,EMPLOYEE_ID,STATUS,EFFECTIVE_DATE',
    ({ number }, site) => `GSA,Guest service,${site},${number},A,2025-01-01`,
  ],
  gp_customer_mstr: [
    'CUSTNMBR,EMAIL_RECIPIENT',
    ({ login }, site) => `${site},billing@operator.invalid; ${login}`,
  ],
  shift_entity: [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,START_DATE,END_DATE,EMPLOYEE_EXTERNAL_ID,' +
      'REGULAR_MINUTES,OVERTIME_MINUTES,DOUBLE_OVERTIME_MINUTES,DELETED',
    ({ number }, site) => `${site},GSA,2025,60,2025-03-01 08:00:00,2025-03-01 16:00:00,${number},480,0,0,N`,
  ],
  timesheet_entity: [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES',
    ({ number }, site) => `${site},GSA,2025,60,${number},480`,
  ],
};

/** What every source sends about people at two sites. */
function peopleAt(first: typeof ida, second: typeof ida): Record<string, string> {
  const files = Object.entries(aboutPeople).map(([feed, [header, row]]) => [
    `${feed}.csv`,
    `${header}\n${row(first, '0170')}\n${row(second, '0829')}\n`,
  ]);
  return {
    ...(Object.fromEntries(files) as Record<string, string>),
    'chart_of_account.csv': lists['chart_of_account.csv'] ?? '',
    'master_non_financial.csv':
      `SITE,SITE_NAME,DM\n0170,Harbor Hotel,${first.first} ${first.last}\n` +
      `0829,Station Hotel,${second.first} ${second.last}\n`,
  };
}

const csvFeeds = feeds.filter(({ name }) => name !== 'revenue_workbook');

/** A file with one torn line of which every field names the person: it is held back as it came. */
const everyField = ({ columns }: Feed, value: string): string =>
  `${columns.map(({ header }) => header).join(',')}\n${columns.map(() => value).join(',')},${value}\n`;

/** A file with one line whose site is her address: it is held back with that value. */
const wrongSite = ({ columns }: Feed): string =>
  `${columns.map(({ header }) => header).join(',')}\n` +
  `${columns.map(({ type }) => (type.kind === 'site' ? ida.login : 'x')).join(',')}\n`;

/** A file that is refused as a whole for a column that bears the name. */
const wrongColumn = ({ columns }: Feed): string =>
  `${columns.map(({ header }) => header).join(',')},Ida Kanarinka\n`;

async function deliver(name: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  await load(intake, await writeFiles(join(sent, name), files));
}

await deliver(
  'held-back',
  Object.fromEntries(
    csvFeeds.flatMap((feed) => [
      ...identifiers.map((value, at) => [`${feed.name}_${String(at)}.csv`, everyField(feed, value)]),
      ...(feed.name in aboutPeople ? [[`${feed.name}_site.csv`, wrongSite(feed)]] : []),
      [`${feed.name}_refused.csv`, wrongColumn(feed)],
    ]),
  ) as Record<string, string>,
);
await deliver('first', peopleAt(ida, otto));
const [jobs, jobRow] = aboutPeople['workday_job_codes'] ?? ['', () => ''];
// In a newer list she is somewhere else: the older rows go into history.
await deliver('second', {
  ...peopleAt(otto, ida),
  'workday_job_codes.csv': `${jobs}\n${jobRow(ida, '0829')}\n${jobRow(ida, 'nowhere')}\n`,
});
await deliver('workbook', {
  '100170REV2025 C03.xlsx': Buffer.from(
    writeWorkbook([
      {
        site: '0170',
        date: 'Ida Kanarinka',
        revenueCode: 'SD1',
        revenueCategory: 'Ida Kanarinka',
        valueType: 'Revenue',
        value: ida.login,
      },
    ]),
  ),
});
const [managers, managerRow] = aboutPeople['workday_site_managers'] ?? ['', () => ''];
await deliver('split-names', {
  'workday_site_managers.csv': `${managers}\n${managerRow(ida, '0829')}\n${managerRow(ida, 'nowhere')}\n`,
});

async function held(feed: string): Promise<string[]> {
  return (await listQuarantine(database, { feed })).map(({ quarantineId }) => quarantineId);
}

/** Her records in quarantine are decided on by her: one is corrected, one left out. */
async function decide(): Promise<void> {
  const [corrected] = await held('workday_job_codes');
  const [leftOut] = await held('shift_entity');
  const right = {
    JOB_CODE: 'VALET',
    SITE_ID: '0829',
    EMPLOYEE_ID: ida.number,
    STATUS: 'A',
    JOB_TITLE: 'Valet',
  };
  const values = {
    ...right,
    EFFECTIVE_DATE: '2025-02-01',
    END_DATE: '',
    JOB_FAMILY: '',
    IS_SALARY_POSITION: 'N',
  };
  const [replayed] = await replayRecords(intake, [corrected ?? ''], new Map([[corrected ?? '', values]]));
  assert.equal(replayed?.rows.loaded, 1);
  await discardRecords(intake, [leftOut ?? ''], 'no employee');
}
await decide();

/** She signs in, has a key, a login for SQL, a user of the machine, and was looked at by an officer. */
async function live(): Promise<void> {
  const { personId } = await personNamed(database, ida.login);
  await database.execute('update security.person set display_name = $2 where person_id = $1', [
    personId,
    'Ida Kanarinka',
  ]);
  await assignRole(database, personId, { role: 'financeManager', reason: 'cover for a leave' });
  await mapMachineUser(database, ida.login, personId);
  await makeLogin(database, 'reports_of_finance', personId);
  await database.execute(
    `insert into security.person_subject (issuer, subject, person_id) values ('https://id.invalid', $1, $2)`,
    [ida.login, personId],
  );
  const officerId = await addPerson(database, {
    userId: 'officer@keeper.invalid',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, officerId, { role: 'auditor', reason: 'audit' });
  const officer = await actAs(database, await personNamed(database, 'officer@keeper.invalid'));
  await noteRead(officer, {
    what: 'personal data of one person',
    filter: { identifiers },
    rows: 3,
    isExport: true,
  });
  await database.execute(
    `insert into sources.batch_warning (batch_id, rule, message)
     select max(batch_id), 'month shrinks', 'Ida Kanarinka is missing.' from sources.batch`,
  );
  await chainTrail(database);
}
await live();

/** A mail server that takes a mail for everybody but her. */
const refusingHer: Outbox = {
  hand: ({ name }) =>
    Promise.reject(refusal('BILLING_RECIPIENTS_REFUSED', { file: name, recipients: ida.login })),
  kept: () => Promise.resolve(null),
};

/** A contract speaks of her in every way a contract can, and she bills it. */
async function agree(): Promise<void> {
  const contract = exportFile(
    'fixed-fee',
    ['"siteNumber": "9901"', '"siteNumber": "0170"'],
    [
      '"notes": "Synthetic example. Not a real contract."',
      '"notes": "Ask Ida Kanarinka.", "contact": "Ida Kanarinka"',
    ],
    ['"invoiceGrouping": {', '"invoiceGrouping": '],
    ['"invoiceGroups": []', ''],
  );
  const grouped = contract.content.replace(
    /"invoiceGrouping":\s*"enabled": false,\s*\}/,
    `"invoiceGrouping": {"enabled": true, "invoiceGroups": [{"id": "00000000-0000-4000-8000-000000000199",
      "groupNumber": 1, "title": "Valet", "description": null, "vendorId": null, "siteNumber": null,
      "customerName": null, "billingContactEmails": "${ida.login}"}]}`,
  );
  const [taken] = await importApproved(database, [{ name: 'contract.json', content: grouped }], {
    from: '2030-01',
    isStrict: false,
    importedBy: ida.login,
  });
  assert.equal(taken?.outcome, 'imported', JSON.stringify(taken));
  const clause = { site: '0170', kind: 'minimum', from: '2030-01', through: null } as const;
  const given = { component: 'fixed-fee', amount: '1' };
  const clauseId = await addApprovedClause(
    database,
    { ...clause, reason: 'Ida Kanarinka wrote', given },
    ida.login,
  );
  await endClause(database, { site: '0170', clauseId, through: '2030-12', endedBy: ida.login });
  await approveAll(database);
  await addClause(database, { ...clause, kind: 'cap', reason: 'a letter', given }, 'somebody else');
  const [asked] = await waitingChanges(database);
  const approval = {
    id: asked?.id ?? '',
    decidedBy: ida.login,
    reason: 'Ida Kanarinka agreed',
    isTakeOver: false,
  };
  assert.equal(await approveChange(database, approval), null);
  await setApprovalTier(database, { tier: '4', fromValue: '2000000' }, ida.login);
  const wide = Buffer.from('{"metadata": "Ida Kanarinka"}', 'utf16le');
  await importContracts(database, [{ name: 'wide.json', content: '', bytes: wide }], {
    from: '2030-01',
    isStrict: false,
    importedBy: ida.login,
  });
  const index = { index: 'CPI', period: '2029', percent: '2.9' };
  await enterIndexValue(database, index, ida.login);
  await enterIndexValue(database, { ...index, index: 'ECI' }, 'somebody else');
  await approveIndexValue(database, { ...index, index: 'ECI' }, ida.login);
  const reading = { reading: 'billing-day', from: '2040-01', reason: `as ${ida.login} says` } as const;
  await enterReading(database, reading, ida.login);
  const other = await enterReading(database, reading, 'somebody else');
  assert.equal(await decideReading(database, { id: other, decision: 'rejected' }, ida.login), null);
  await addAdHocLine(database, {
    site: '0170',
    month: '2030-06',
    kind: 'MiscellaneousItem',
    title: 'Decoration',
    description: null,
    code: undefined,
    amount: '10.00',
    group: 1,
    addedBy: ida.login,
  });
  await database.execute('update billing.ad_hoc_line set deleted_at = now(), deleted_by = added_by');
  const run = await bill(database, { month: '2030-06', isDryRun: false, startedBy: ida.login });
  assert.equal(run.statements.length, 1);
  const statementId = (await listStatements(database, { sites: ['0170'] }))[0]?.statementId ?? '';
  const acting = { statementId, seenChange: null, actor: ida.login, reason: null };
  const outbox = { hand: () => Promise.resolve(), kept: () => Promise.resolve(null) };
  const going = { operator: neutralOperator, outbox };
  await sendStatement(database, acting, { operator: neutralOperator, outbox: refusingHer });
  await database.execute(
    `update warehouse.site_version set gl_string = '02-02-4401-' where site_id = '0170'`,
  );
  assert.equal((await postStatement(database, { statementId, actor: ida.login }, going)).length, 1);
  const mark = { site: '0170', month: '2030-06', isReady: true, markedBy: ida.login } as const;
  await markSite(database, { ...mark, note: 'Ida Kanarinka wrote' });
  await database.execute(
    `insert into billing.unit_batch (service_month, batch, row_count, submitted_at, submitted_by)
     values ('2030-06-01', '203006STATISTICS', 1, now(), $1)`,
    [ida.login],
  );
  await database.execute(
    `insert into billing.unit_outcome (service_month, outcome, item_count, problem_count, recipients, told_at, told_by)
     values ('2030-06-01', 'posted', 1, 0, $2, now(), $1)`,
    [ida.login, `${ida.login};desk@house.invalid`],
  );
}
await agree();

/** She forecasts her site, submits it, decides on the forecast of another, and says what a job profile stands for. */
async function expect(): Promise<void> {
  await database.execute(
    `insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
     values ('0170', 2030, 'working', 'working', now(), $1)`,
    [ida.login],
  );
  await database.execute(
    `insert into forecasting.change
       (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by)
     select site_id, version_id, 'set', 1, '2030-06-01', '2030-06-01', now(), $1 from forecasting.version`,
    [ida.login],
  );
  await database.execute(
    `insert into forecasting.submission (site_id, plan_year, cycle_month, version_id, state, submitted_at, submitted_by,
       decided_at, decided_by)
     select site_id, 2030, '2030-06-01', version_id, 'approved', now(), submitted_by, now(), decided_by
     from forecasting.version cross join (values ($1, 'other'), ('other', $1)) as duty (submitted_by, decided_by)`,
    [ida.login],
  );
  await database.execute(
    `insert into forecasting.run (plan_year, as_of_on, cause, sites, site_months, started_at, started_by)
     values (2030, '2030-06-01', 'command', 1, 1, now(), $1)`,
    [ida.login],
  );
  await database.execute(`insert into warehouse.job_profile (job_profile) values ('VALET LEAD')`);
  await database.execute(
    `insert into forecasting.profile_mapping (job_profile, decided_at, decided_by, ended_at, ended_by)
     select 'VALET LEAD', now(), decided_by, now(), ended_by
     from (values ($1, 'other'), ('other', $1)) as duty (decided_by, ended_by)`,
    [ida.login],
  );
}
await expect();

/** She decides where an account without a category counts and ends the decision of another, and tests a backup. */
async function decideAndTest(): Promise<void> {
  const account = '7990';
  await database.execute(
    `insert into warehouse.account (account_id, account_name, batch_id, source_line)
     select $1, 'Sundries', max(batch_id), 1 from sources.batch`,
    [account],
  );
  const mapping = { account, category: 'OTHER EXPENSE', reason: 'as in the year before' };
  await mapAccount(database, { ...mapping, decidedBy: 'somebody else' });
  await withdrawAccountMapping(database, { account, decidedBy: ida.login });
  await mapAccount(database, { ...mapping, decidedBy: ida.login });
  await chainTrail(database);
  await testRestored(database, database, { heads: [], testedBy: ida.login });
}
await decideAndTest();

/** People name her in the reasons that they type. */
async function giveReasons(): Promise<void> {
  await database.execute(`
    insert into security.legal_hold (reason, released_at) values ('matter', now());
    update security.legal_hold set reason = 'Ida Kanarinka asked';
    update billing.run set proceed_reason = 'Ida Kanarinka says so';
    update billing.statement_change set reason = 'Ida Kanarinka says so';
    update forecasting.change set reason = 'Ida Kanarinka says so';
    update forecasting.submission set reason = 'Ida Kanarinka says so';
    update forecasting.version set reason = 'Ida Kanarinka says so';
    update sources.quarantine set decided_reason = 'Ida Kanarinka says so' where decided_at is not null;
    update warehouse.account_mapping set reason = 'Ida Kanarinka says so'`);
}
await giveReasons();
await administer(database, { login: ida.login, name: 'Ida Kanarinka' });

/** Every row of every table of ours, as text, that speaks of her; with the name of the table. */
async function tracesInTables(): Promise<string[]> {
  await database.execute(TRACES);
  const rows = await database.query<{ trace: string }>('select trace from public.traces($1)', [
    signs.join('|'),
  ]);
  return rows.map(({ trace }) => trace);
}

const TRACES = `
  create or replace function public.traces(sign text) returns table (trace text) language plpgsql as $$
  declare
    kept regclass;
  begin
    for kept in
      select oid from pg_class
      where relkind in ('r', 'p', 'm') and not relispartition
        and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
    loop
      return query execute format('select %L || %L || row::text from (select kept::text from %s as kept) as row
        where row::text ~* %L', kept, ': ', kept, sign);
    end loop;
  end $$`;

/** Files below the data folder that hold her, without the write-ahead log, which turns over by use. */
async function tracesInFiles(): Promise<string[]> {
  await database.execute('checkpoint');
  const found: string[] = [];
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes('pg_wal')) continue;
    // A file that PostgreSQL removes while we look is none.
    const text = (await readFile(path).catch(() => Buffer.alloc(0))).toString('latin1').toLowerCase();
    if (signs.some((sign) => text.includes(sign))) found.push(path.slice(dataDir.length));
  }
  return found;
}

const figures = async (): Promise<unknown> =>
  database.query(`
    select (select sum(regular_minutes)::text from warehouse.shift) as shifts,
      (select sum(regular_minutes)::text from warehouse.timesheet) as timesheets,
      (select sum(annual_base_pay)::text from warehouse.site_salary) as pay,
      (select sum(annual_base_pay)::text from warehouse.site_salary_history) as earlier_pay,
      (select count(*)::text from warehouse.employee_job) as jobs,
      (select count(*)::text from sources.quarantine) as held,
      (select count(*)::text from sources.batch) as batches`);

test('she stands in every kind of column that holds personal data', async () => {
  const planted = new Set(
    (await exportPerson(database, testKeys, identifiers)).rows.map(
      ({ relation, column }) => `${relation}.${column}`,
    ),
  );
  const columns = await listPersonalColumns(database);
  const missing = columns
    .filter((column) => column.class !== 'pay')
    .map(({ relation, column }) => `${relation}.${column}`)
    // What waits for the chain is chained before anybody looks.
    .filter((name) => !planted.has(name) && !name.startsWith('audit.pending'));
  assert.deepEqual(missing, []);
  assert.notDeepEqual(await tracesInFiles(), []);
});

test('once erased, no table and no file speaks of her; figures, rows and the trail stay, others too', async () => {
  const before = await figures();
  const signing = await signingIn(await temporaryFolder());
  const counts = await erasePerson(database, { keys: testKeys, signing }, identifiers);
  assert.ok(Object.keys(counts).length > 5, JSON.stringify(counts));
  assert.deepEqual(await tracesInTables(), []);
  assert.deepEqual(await tracesInFiles(), []);
  assert.deepEqual(await figures(), before);
  assert.deepEqual((await verifyTrail(database, await readHeads(signing.file))).findings, []);
  for await (const line of exportTrail(database))
    assert.doesNotMatch(line.toLowerCase(), new RegExp(signs.join('|')));
  // Rows of hours stand under a pseudonym that her number does not lead to.
  await assert.rejects(exportPerson(database, testKeys, identifiers), { code: 'SECURITY_NOBODY_FOUND' });
  const others = await exportPerson(database, testKeys, [otto.login, otto.number, 'Otto Keeper']);
  assert.ok(others.rows.length > 6);
});

test('what is part of a statement or a forecast goes with it once it is old enough', async () => {
  const parts = async (): Promise<Record<string, number>[]> =>
    database.query(`
      select (select count(*)::int from billing.statement) as statements,
        (select count(*)::int from billing.statement_line) as lines,
        (select count(*)::int from billing.line_input) as inputs,
        (select count(*)::int from billing.invoice) as invoices,
        (select count(*)::int from billing.posting) as postings,
        (select count(*)::int from forecasting.change) as changes`);
  const [before] = await parts();
  assert.ok(before !== undefined && Object.values(before).every((rows) => rows > 0), JSON.stringify(before));
  await database.execute(`
    update billing.statement set service_month = '2010-06-01';
    update forecasting.version set plan_year = 2010, made_at = '2010-01-01'`);
  await purge(
    database,
    systemClock.now().toISOString().slice(0, 10),
    await signingIn(await temporaryFolder()),
  );
  const [left] = await parts();
  assert.deepEqual(new Set(Object.values(left ?? {})), new Set([0]));
});
