import assert from 'node:assert/strict';
import { importApproved } from './approved-contracts.ts';
import { test } from 'node:test';
import {
  contractsInForce,
  exportedTermsOf,
  type ExportFile,
  type ImportedExport,
} from '../../../src/contracts/index.ts';
import { isObject, parseExactJson, sameJson, type Json } from '../../../src/kernel/exact-json.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { actAs, addPerson, assignRole, personNamed } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { examples, exportFile, exportText } from './given-exports.ts';

const database = await cloneDatabase();

const take = (
  files: readonly ExportFile[],
  from: Month = '2025-06',
  isStrict = false,
): Promise<ImportedExport[]> => importApproved(database, files, { from, isStrict, importedBy: 'tester' });

const outcomes = async (...given: Parameters<typeof take>): Promise<string[]> =>
  (await take(...given)).map(({ outcome }) => outcome);

const termsOf = (content: string): Json => {
  const document = parseExactJson(content);
  return isObject(document) ? (document['original'] ?? null) : null;
};

/** What an export of the site gives back for a month, as text. */
async function givenBack(site: string, month: Month): Promise<string> {
  const [contract] = await contractsInForce(database, { month, sites: [site] });
  const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '0']);
  return JSON.stringify(terms?.original, null, 2);
}

test('the examples are taken in, and given back to the byte', async () => {
  const files = examples.map((example) => exportFile(example));
  assert.deepEqual(await outcomes(files), ['imported', 'imported', 'draft', 'imported', 'imported']);
  for (const { content } of files) {
    const document = parseExactJson(content);
    const metadata = isObject(document) ? document['metadata'] : null;
    const site = isObject(metadata) ? JSON.stringify(metadata['siteNumber']).replaceAll('"', '') : '';
    assert.equal(await givenBack(site, '2025-03'), JSON.stringify(termsOf(content), null, 2));
  }
  const [held] = await database.query<{ patched: string }>(
    `select count(*) filter (where unmodelled <> '[]')::text as patched from contracts.version`,
  );
  assert.equal(held?.patched, '0', 'the tables hold everything that the examples say');
});

test('the same exports once more change nothing, however they are spelt', async () => {
  assert.deepEqual(
    await outcomes([exportFile('fixed-fee', ['"incrementAmount": 3.0', '"incrementAmount": 3.00'])]),
    ['unchanged'],
  );
  const versions = await database.query('select version_id from contracts.version');
  assert.equal(versions.length, 5);
});

test('a changed export is a new version from its month; earlier months keep their terms', async () => {
  const changed = exportFile('fixed-fee', ['"incrementAmount": 3.0', '"incrementAmount": 4.5']);
  assert.deepEqual(await outcomes([changed], '2025-07'), ['imported']);
  assert.match(await givenBack('9901', '2025-06'), /"incrementAmount": 3.0/);
  assert.match(await givenBack('9901', '2025-07'), /"incrementAmount": 4.5/);
  const [told] = await take([exportFile('fixed-fee')], '2025-06');
  assert.deepEqual([told?.outcome, told?.findings.at(-1)?.code], ['rejected', 'VERSION_EARLIER']);
});

test('what the tables have no place for is kept and given back', async () => {
  const odd = exportText(
    'management-agreement',
    ['"siteNumber": "9904"', '"siteNumber": "9914"'],
    ['00000000-0000-4000-8000-0000000004', '00000000-0000-4000-8000-0000000014'],
    ['"billingType": "Arrears"', '"billingType": "Arrears", "tone": {"kind": [1.10, null]}'],
    ['"payrollAccountsData": "[{', '"additionalPayrollAmount": null, "payrollAccountsData": "[ {'],
    ['Salaries - G & A', 'Salaries – G & A'],
  );
  const [told] = await take([{ name: 'odd.json', content: odd }]);
  assert.equal(told?.outcome, 'imported');
  assert.deepEqual(
    told.findings.map(({ code }) => code),
    ['UNKNOWN_FIELD'],
  );
  assert.ok(sameJson(parseExactJson(await givenBack('9914', '2025-06')), termsOf(odd)));
});

test('a faulty contract is kept as a draft, or rejected when asked; what cannot be read is rejected', async () => {
  const faulty = exportFile(
    'revenue-share',
    ['"amount": 1280000.0', '"amount": 1280.0'],
    ['"siteNumber": "9903"', '"siteNumber": "9913"'],
    ['00000000-0000-4000-8000-0000000003', '00000000-0000-4000-8000-0000000013'],
  );
  assert.deepEqual(await outcomes([faulty], '2025-06', true), ['rejected']);
  assert.deepEqual(await outcomes([faulty]), ['draft']);
  assert.deepEqual(await outcomes([{ name: 'broken.json', content: '{"metadata":' }]), ['rejected']);
  const kept = await database.query<{ file: string; outcome: string; content: string }>(
    `select file_name as file, outcome, content from contracts.received_export
     where file_name = 'broken.json' or site_id = '9913' order by export_id`,
  );
  assert.deepEqual(
    kept.map(({ outcome }) => outcome),
    ['rejected', 'draft', 'rejected'],
  );
  assert.equal(kept[0]?.content, faulty.content);
});

test('a site has one contract, and a contract one site', async () => {
  const [other] = await take([exportFile('fixed-fee', ['-4000-8000-0000000001', '-4000-8000-0000000077'])]);
  assert.equal(other?.findings.at(-1)?.code, 'SITE_TAKEN');
  const [moved] = await take([exportFile('fixed-fee', ['"siteNumber": "9901"', '"siteNumber": "9981"'])]);
  assert.equal(moved?.findings.at(-1)?.code, 'CONTRACT_MOVED');
});

test('a manager sees the contract of the own site, without its review thresholds', async () => {
  await database.execute(
    `insert into security.site_place (site_id, district, region) values ('9901', 'D1', 'East')`,
  );
  const personId = await addPerson(database, { userId: 'amos', displayName: null, origin: 'mapping' });
  await assignRole(database, personId, {
    role: 'accountManager',
    reason: 'test',
    place: { kind: 'site', name: '9901' },
  });
  const caller = await actAs(database, await personNamed(database, 'amos'));
  await caller.transaction(async (transaction) => {
    const seen = await contractsInForce(transaction, { month: '2025-06' });
    assert.deepEqual(
      seen.map(({ site }) => site),
      ['9901'],
    );
    const [terms] = await exportedTermsOf(transaction, [seen[0]?.versionId ?? '']);
    assert.equal(terms?.original.deviationAmount, null);
    assert.equal(terms.original.fixedFee.serviceRates[0]?.code, '4700');
  });
});

test('every row of a contract is in the trail', async () => {
  const [seen] = await database.query<{ tables: number }>(
    `select count(distinct relation)::int as tables from audit.pending
     where relation ~ '^contracts\\.' and kind = 'insert'`,
  );
  assert.ok((seen?.tables ?? 0) >= 15, String(seen?.tables));
});
