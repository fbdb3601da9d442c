import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { importApproved } from './approved-contracts.ts';
import { test } from 'node:test';
import {
  contractsInForce,
  exportFileOf,
  exportedTermsOf,
  termsOf,
  type ExportFile,
  type ImportedExport,
} from '../../../src/contracts/index.ts';
import { sameJson, isObject, parseExactJson, type Json } from '../../../src/kernel/exact-json.ts';
import { cloneDatabase } from '../../database.ts';
import { ofDatabase } from '../../hostile-values.ts';
import { exportText, wholeContract, type Example } from './given-exports.ts';

const database = await cloneDatabase();

const take = (...files: ExportFile[]): Promise<ImportedExport[]> =>
  importApproved(database, files, { from: '2025-06', isStrict: false, importedBy: 'tester' });

/** What became of each file, with the first finding that kept it out. */
const told = async (...files: ExportFile[]): Promise<string[]> =>
  (await take(...files)).map(({ outcome, findings }) => {
    const first = findings.find(({ grade }) => grade === 'rejected');
    return [outcome, first?.code, first?.path].filter(Boolean).join(' ');
  });

let sites = 8000;

/** An example for a site of its own, with ids of its own. */
function example(name: Example, ...replacements: readonly (readonly [string, string])[]): ExportFile {
  sites += 1;
  const site = String(sites);
  const [ours = ''] = /99\d\d/.exec(exportText(name)) ?? [];
  const content = exportText(
    name,
    [`"siteNumber": "${ours}"`, `"siteNumber": "${site}"`],
    ...replacements,
  ).replaceAll('00000000-0000-4000-8000-', `00000000-0000-4000-${site}-`);
  return { name: `${site}.json`, content };
}

const original = (content: string): Json => {
  const document = parseExactJson(content);
  return isObject(document) ? (document['original'] ?? null) : null;
};

test('ids in capitals are the same ids: all terms are there and come back, and once more is unchanged', async () => {
  const small = example('per-labor-hour', ['-4000-8000-0000', '-4000-8000-abcd']);
  const capitals = { ...small, content: small.content.replaceAll('-abcd', '-ABCD') };
  assert.deepEqual(await told(capitals), ['imported']);
  const [contract] = await contractsInForce(database, { month: '2025-06', sites: [String(sites)] });
  const [kept] = await exportedTermsOf(database, [contract?.versionId ?? '']);
  assert.ok(kept);
  assert.ok(sameJson(kept.original as unknown as Json, original(capitals.content)));
  assert.equal(termsOf(kept.original).laborHour?.length, 4);
  assert.deepEqual(await told(small, capitals), ['unchanged', 'unchanged']);
});

test('each file for itself: what is no contract is rejected with its place, and the good ones come in', async () => {
  const fee = '"fee": 18432.75';
  assert.deepEqual(
    await told(
      example('fixed-fee'),
      { name: 'null.json', content: 'null' },
      { name: 'list.json', content: '[]' },
      example('fixed-fee', [fee, `"fee": 0.0, ${fee}`]),
      example('fixed-fee', [fee, `"__proto__": {"fee": 1.0}, ${fee}`]),
      example('fixed-fee', ['"displayName": "', '"displayName": "\\u0000']),
      example('fixed-fee', ['"displayName": "', '"displayName": "\\u001b[2J']),
      example('fixed-fee', [fee, '"fee": "18,432.75"']),
      example('fixed-fee', [fee, '"fee": 1e400']),
      example('fixed-fee', [fee, '"fee": 999999999999999']),
      example('fixed-fee', [fee, '"fee": -1.0']),
      example('fixed-fee', ['"startDate": "2030-01-01', '"startDate": "2023-02-29']),
      example('fixed-fee', ['"startDate": "2030-01-01T00:00:00"', '"startDate": "1/2/2025"']),
      example('revenue-share', ['"sharePercentage": 42.5', '"sharePercentage": 100.01']),
      example('per-labor-hour', ['"siteNumber": null', '"siteNumber": "../../../../PWN"']),
      example('fixed-fee'),
    ),
    [
      'imported',
      'rejected NO_CONTRACT',
      'rejected NO_CONTRACT',
      'rejected NAME_TWICE fixedFee.serviceRates[1].fee',
      'rejected NAME_RESERVED fixedFee.serviceRates[1].__proto__',
      'rejected TEXT_UNUSABLE fixedFee.serviceRates[1].displayName',
      'rejected WRONG_TYPE fixedFee.serviceRates[1].displayName',
      'rejected WRONG_TYPE fixedFee.serviceRates[1].fee',
      'rejected NUMBER_UNUSABLE fixedFee.serviceRates[1].fee',
      'rejected OUT_OF_RANGE fixedFee.serviceRates[1].fee',
      'rejected OUT_OF_RANGE fixedFee.serviceRates[1].fee',
      'rejected WRONG_TYPE fixedFee.serviceRates[1].startDate',
      'rejected WRONG_TYPE fixedFee.serviceRates[1].startDate',
      'rejected PERCENT_OUT_OF_RANGE revenueShare.thresholdStructures[1].tiers[1].sharePercentage',
      'rejected WRONG_TYPE invoiceGrouping.invoiceGroups[2].siteNumber',
      'imported',
    ],
  );
});

/** Places of a document: every field, and of lists the first entry. */
function placesIn(json: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof json !== 'object' || json === null) return [path];
  const entries = Array.isArray(json)
    ? json.slice(0, 1).map((one) => [0, one] as const)
    : Object.entries(json);
  return [path, ...entries.flatMap(([name, one]) => placesIn(one, [...path, name]))];
}

/** The document with something else at a place, as it stands in the text. */
function withPlanted(json: unknown, path: readonly (string | number)[], text: string): string {
  const copy = structuredClone(json) as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce((at, name) => at[name] as typeof copy, copy);
  holder[last] = '@@planted@@';
  return JSON.stringify(copy).replace('"@@planted@@"', () => text);
}

/** Texts of JSON that no field of a contract holds, or that something on the way takes for another. */
const plantedTexts: readonly string[] = [
  ...['"\\u0000"', '"a\\ud800"', '"\\u001b[2J"', '1e400', '-1e400', '9'.repeat(400), '"1e400"', '"0x10"'],
  ...[
    'null',
    '{}',
    '[]',
    '[[[]]]',
    '{"__proto__":1}',
    '"9999-12-31"',
    '"../../x"',
    `"${'x'.repeat(70_000)}"`,
  ],
];

test('a hostile value in any field of a contract rejects that contract in words, and never another', async () => {
  const document = (site: string): unknown => JSON.parse(wholeContract(site));
  const places = placesIn(document('1000')).filter((path) => path.length > 0);
  assert.ok(places.length > 150, String(places.length));
  const good = example('fixed-fee');
  for (const text of plantedTexts) {
    const files = places.map((path, at) => {
      const site = String(1000 + at);
      return { name: `${site}.json`, content: withPlanted(document(site), path, text) };
    });
    const results = await take(...files, good);
    assert.match(results.at(-1)?.outcome ?? '', /^(imported|unchanged)$/, text.slice(0, 40));
    for (const [at, { outcome, findings }] of results.entries()) {
      const what = `${(places[at] ?? []).join('.')} ${text.slice(0, 40)}`;
      assert.match(outcome, /^(imported|draft|unchanged|rejected)$/, what);
      assert.doesNotMatch(JSON.stringify(findings), ofDatabase, what);
    }
  }
});

test('a note of 20 MB rejects its contract, and not the next one', async () => {
  const long = example('fixed-fee', ['"notes": "', `"notes": "${'x'.repeat(20_000_000)}`]);
  assert.deepEqual(
    (await take(long, example('fixed-fee'))).map(({ outcome }) => outcome),
    ['rejected', 'imported'],
  );
});

test('bytes: a byte order mark is passed over; what is no UTF-8 is rejected and kept as what it says', async () => {
  const { name, content } = example('fixed-fee');
  const wide = Buffer.from(`\uFEFF${content}`, 'utf16le');
  const western = Buffer.from(
    content.replace('"metadata": {', '"metadata": {"town": "Caf\u00e9",'),
    'latin1',
  );
  const padded = Buffer.concat([Buffer.from(content), Buffer.alloc(8)]);
  const files = [wide, western, padded].map((bytes, at) => exportFileOf(`bytes-${String(at)}.json`, bytes));
  const marked = exportFileOf(name, Buffer.from(`\uFEFF${content}`));
  assert.deepEqual(await told(...files, marked), [...Array<string>(3).fill('rejected NOT_UTF8'), 'imported']);
  const messages = (await take(...files)).map(({ findings }) => findings[0]?.message ?? '');
  assert.match(messages[0] ?? '', /UTF-16/);
  assert.match(messages[1] ?? '', /^The file is not UTF-8 text. Line 2 holds/);
  assert.match(messages[2] ?? '', /zero byte/);
  const kept = await database.query<{ says: string; sha256: string }>(
    `select substring(content from '"town": "(.*?)"') as says, sha256 from contracts.received_export
     where file_name = 'bytes-1.json' limit 1`,
  );
  assert.deepEqual(kept, [{ says: 'Caf\u00e9', sha256: createHash('sha256').update(western).digest('hex') }]);
});

test('lists that no contract has are rejected in a moment; a thousand rows and codes come in', async () => {
  const list = (count: number): string =>
    Array.from({ length: count }, (_, at) => `"C${String(at)}"`).join(',');
  const codes = (count: number): ExportFile =>
    example('revenue-share', ['            "SM2",', `"SM2",${list(count)},`]);
  const unknown = example('fixed-fee', ['"billingType"', `"tone": [${list(100_000)}], "billingType"`]);
  const began = performance.now();
  assert.deepEqual(await told(codes(100_000), codes(5_000), unknown, codes(900)), [
    'rejected TOO_MANY_VALUES',
    'rejected WRONG_TYPE revenueShare.thresholdStructures[1].revenueCodes',
    'rejected TOO_MANY_VALUES',
    'imported',
  ]);
  assert.ok(performance.now() - began < 20_000, String(performance.now() - began));
});

test('what the database would refuse or give back otherwise rejects that contract, not the others', async (t) => {
  await database.execute('alter table contracts.fixed_fee_rate add constraint no_seven check (fee <> 777)');
  await database.execute(
    `create function contracts.lose() returns trigger language plpgsql as
       $$ begin new.unmodelled := '[]'; return new; end $$;
     create trigger lose before insert on contracts.version for each row execute function contracts.lose()`,
  );
  t.after(() =>
    database.execute(
      `alter table contracts.fixed_fee_rate drop constraint no_seven;
       drop trigger lose on contracts.version; drop function contracts.lose()`,
    ),
  );
  const more = example('per-labor-hour', [
    '"billingType": "Arrears"',
    '"tone": "kind", "billingType": "Arrears"',
  ]);
  assert.deepEqual(
    await told(example('fixed-fee'), example('fixed-fee', ['18432.75', '777']), more, example('fixed-fee')),
    ['imported', 'rejected NOT_KEPT', 'rejected TERMS_LOST tone', 'imported'],
  );
});

test('a file whose name or texts no database keeps is rejected, and told as it can be read', async () => {
  const { content } = example('fixed-fee');
  const broken = (text: string): string => content.replace(/"siteNumber": "\d+"/, `"siteNumber": ${text}`);
  for (const text of ['"\\u0000"', '"\\ud800"', '["\\udc00", "\\u0000"]', '{"\\u0000": "\\ud800"}']) {
    const [result] = await take({ name: 'a\u0000\ud800.json', content: broken(text) });
    assert.equal(result?.outcome, 'rejected', text);
  }
  const [kept] = await database.query<{ name: string; count: number }>(
    `select max(file_name) as name, count(*)::integer as count from contracts.received_export
     where file_name like 'a\u2400%'`,
  );
  assert.deepEqual(kept, { name: 'a\u2400\ufffd.json', count: 4 });
});
