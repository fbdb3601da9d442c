import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { exportRecords, generateSample, readCorrections } from '../../src/sources/index.ts';
import { listBatches } from '../../src/sources/intake/list-batches.ts';
import {
  discardRecords,
  listQuarantine,
  replayRecords,
  undecided,
  type HeldRecord,
} from '../../src/sources/intake/quarantine.ts';
import { isPseudonym } from '../../src/platform/security/privacy/key-ring.ts';
import { revealSubjects } from '../../src/platform/security/privacy/subjects.ts';
import { cloneDatabase } from '../database.ts';
import { targets } from '../../src/warehouse/index.ts';
import {
  intakeOn,
  load,
  snapshot,
  temporaryFolder,
  testKeys,
  writeFiles,
  type Snapshot,
} from './deliveries.ts';

interface PlantedFault {
  readonly file: string;
  readonly feed: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string;
  readonly kind: string;
  readonly expected: 'quarantined' | 'waiting' | 'refused' | 'warning';
}

/** The rule under which a row of each kind is held back. */
const RULES: Readonly<Record<string, string>> = {
  'wrong number': 'wrong type',
  'thousands separator': 'wrong type',
  'impossible date': 'wrong type',
  'bad period': 'wrong type',
  'site of five digits': 'wrong type',
  'day 366 of a common year': 'wrong type',
  'too many decimals': 'too many decimals',
  'out of range': 'out of range',
  'blank mandatory': 'missing',
  'value not in list': 'not in list',
  'text too long': 'too long',
  'unknown site': 'unknown site',
  'unknown account': 'unknown account',
  'duplicate key': 'duplicate key',
  'transaction sent twice': 'same record twice',
  'ragged row': 'wrong number of fields',
  'shift ends before it starts': 'ends before it starts',
};

/** The code with which a file of each kind is refused, and for rows of a workbook the rule of the row. */
const REFUSALS: Readonly<Record<string, readonly [code: string, rule?: string]>> = {
  'missing column': ['SOURCES_COLUMN_MISSING'],
  'unknown column': ['SOURCES_COLUMN_UNKNOWN'],
  'too many failing rows': ['SOURCES_TOO_MANY_FAILING_ROWS'],
  'empty file': ['SOURCES_FILE_EMPTY'],
  'not UTF-8': ['SOURCES_FILE_NOT_UTF8'],
  'unterminated quote': ['SOURCES_FILE_BROKEN'],
  'workbook: site mismatch': ['SOURCES_ROWS_REFUSED', 'site mismatch'],
  'workbook: date outside month': ['SOURCES_ROWS_REFUSED', 'date outside month'],
  'workbook: unknown revenue code': ['SOURCES_ROWS_REFUSED', 'unknown revenue code'],
  'workbook: duplicate key': ['SOURCES_ROWS_REFUSED', 'duplicate key'],
  'workbook: no figures': ['SOURCES_WORKBOOK_EMPTY'],
  'workbook: wrong name': ['SOURCES_WORKBOOK_NAME'],
};

const WARNINGS: Readonly<Record<string, string>> = {
  'manifest disagrees': 'control total differs',
  'month shrinks': 'month shrinks',
  'unmapped account': 'unmapped account',
};

const folder = await temporaryFolder();
const out = join(folder, 'sample');
await generateSample({ out, sites: 4, from: '2025-01', months: 4, seed: 11, withFaults: true });
const planted = JSON.parse(
  await readFile(join(out, 'planted-faults.json'), 'utf8'),
) as readonly PlantedFault[];
const database = await cloneDatabase();
const intake = intakeOn(database);

const results: Awaited<ReturnType<typeof load>> = [];
for (const entry of (await readdir(out)).filter((name) => !name.endsWith('.json')).sort()) {
  // One folder after another, as they arrive; in the last one, files of one name stand in folders of their own.
  results.push(...(await load(intake, [join(out, entry)])));
}
const everHeld = await listQuarantine(database, { all: true });

const ofKind = (expected: PlantedFault['expected']): PlantedFault[] =>
  planted.filter((fault) => fault.expected === expected);

test('the list of planted faults holds every kind that the intake has a rule for', () => {
  const kinds = (expected: PlantedFault['expected']): string[] =>
    [...new Set(ofKind(expected).map(({ kind }) => kind))].sort();
  assert.deepEqual(
    [...new Set([...kinds('quarantined'), ...kinds('waiting')])].sort(),
    Object.keys(RULES).sort(),
  );
  assert.deepEqual(kinds('refused'), Object.keys(REFUSALS).sort());
  assert.deepEqual(kinds('warning'), Object.keys(WARNINGS).sort());
});

test('each bad row is held back with its file, line, column, value and rule, and no other row is', () => {
  const shown = ({ file, line, column, value, rule, state }: HeldRecord): unknown[] => [
    ...[file, line, column, value, rule, state],
  ];
  const expected = [...ofKind('quarantined'), ...ofKind('waiting')].map((fault) => {
    const found = everHeld.find(({ file, line }) => file === basename(fault.file) && line === fault.line);
    // A torn row or a repeated key is no matter of one column: the list names none, the intake may say more.
    const [column, value] =
      fault.column === null ? [found?.column, found?.value] : [fault.column, fault.value];
    const state = fault.expected === 'waiting' ? 'waiting' : 'open';
    return [basename(fault.file), fault.line, column, value, RULES[fault.kind], state];
  });
  const inOrder = (rows: unknown[][]): unknown[][] =>
    rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  assert.deepEqual(inOrder(everHeld.map(shown)), inOrder(expected));
});

test('what a row is held back for says what to do in one sentence with the value in it', () => {
  for (const { message, value, rule } of everHeld) {
    assert.match(message, /\.$/);
    if (value !== null && value !== '' && !isTwice(rule)) assert.ok(message.includes(value), message);
  }
});

test('each bad file is refused as a whole with its own code and a next step', () => {
  const refused = results.filter(({ state }) => state === 'refused');
  const shown = refused.map(({ file, feed, refusal }) => [file, feed, refusal?.code]);
  const expected = ofKind('refused').map(({ file, feed, kind }) => [
    basename(file),
    feed,
    REFUSALS[kind]?.[0],
  ]);
  assert.deepEqual(shown.toSorted(), expected.toSorted());
  for (const { refusal, rows } of refused) {
    assert.ok((refusal?.next ?? '').length > 10);
    assert.equal(rows.loaded, 0);
  }
});

test('a refused workbook names the row of the sheet and the rule it breaks', () => {
  for (const fault of ofKind('refused')) {
    const [, rule] = REFUSALS[fault.kind] ?? [];
    if (rule === undefined) continue;
    const told = results.flatMap(({ refusal }) => refusal?.faults ?? []).filter((one) => one.rule === rule);
    assert.ok(
      told.some(({ line }) => line === fault.line),
      `${fault.kind}: ${JSON.stringify(told)}`,
    );
  }
});

test('what is odd but allowed is taken in with a warning on its file, and on no other', () => {
  const warned = results.flatMap(({ file, warnings }) => warnings.map(({ rule }) => [file, rule]));
  const expected = ofKind('warning').map(({ file, kind }) => [basename(file), WARNINGS[kind]]);
  for (const one of expected)
    assert.ok(
      warned.some((other) => String(other) === String(one)),
      String(one),
    );
  // Every code is new at first; that is said of whatever file brings it.
  const isNews = ([, rule]: readonly string[]): boolean => rule === 'new codes';
  const odd = warned.filter(
    (one) => !isNews(one) && !expected.some((other) => String(other) === String(one)),
  );
  // The files of single bad rows are small: the months they speak of are incomplete, but nothing was there before.
  assert.deepEqual(odd, []);
});

test('every load accounts for every record: received = loaded + unchanged + quarantined', async () => {
  const batches = await listBatches(database, {});
  assert.ok(batches.length > 50);
  for (const { received, loaded, unchanged, quarantined, state } of batches) {
    if (state === 'refused') continue;
    assert.equal(BigInt(received), BigInt(loaded) + BigInt(unchanged) + BigInt(quarantined));
  }
});

test('once corrected, discarded or awaited, nothing is left and the figures are those of clean files', async () => {
  // With the values that a list hides from whoever may not see them.
  const listed = await listQuarantine(database, {});
  const before = await undecided(
    database,
    listed.map(({ quarantineId }) => quarantineId),
  );
  assert.equal(before.length, ofKind('quarantined').length + ofKind('waiting').length);
  const leftOut = before.filter((one, at) => isTorn(one) || isSurplus(one, before.slice(0, at)));
  const ids = leftOut.map(({ quarantineId }) => quarantineId);
  assert.equal(await discardRecords(intake, ids, 'the source sent it torn or twice'), ids.length);

  const open = before.filter((one) => one.state === 'open' && !leftOut.includes(one));
  // An export, corrected in a spreadsheet and read back: one feed at a time, as people work.
  for (const group of Map.groupBy(open, ({ feed }) => feed).values()) {
    const text = exportRecords(group.map((one) => ({ ...one, record: corrected(one, before) })));
    const read = readCorrections(Buffer.from(text), 'corrected.csv');
    const replayed = await replayRecords(intake, [...read.keys()], read);
    for (const { rows } of replayed) assert.deepEqual([rows.loaded, rows.quarantined], [group.length, 0]);
  }
  const arrival = join(folder, 'arrival');
  await writeFiles(arrival, await listsWithTheUnknown());
  await load(intake, [arrival]);
  assert.deepEqual(await listQuarantine(database, {}), []);

  const clean = await cloneDatabase();
  await loadClean(intakeOn(clean), arrival, { before, leftOut, people: await peopleOf(before) });
  assert.deepEqual(await listQuarantine(clean, {}), []);
  assert.deepEqual(factsOf(await snapshot(database, 'values')), factsOf(await snapshot(clean, 'values')));
});

/** Records of which one is right and the others are the same again. */
const isTwice = (rule: string): boolean => ['duplicate key', 'same record twice'].includes(rule);

const isTorn = ({ rule }: HeldRecord): boolean => rule === 'wrong number of fields';

/** The second of two records with the same key: they are alike, so it does not matter which is kept. */
function isSurplus({ rule, file, record }: HeldRecord, earlier: readonly HeldRecord[]): boolean {
  const isSame = (other: HeldRecord): boolean =>
    other.file === file && JSON.stringify(other.record) === JSON.stringify(record);
  return isTwice(rule) && earlier.some(isSame);
}

/** Right values by column, on days and under codes that no other row of the sample uses. */
const RIGHT: Readonly<Record<string, string>> = {
  EXTERNALREVENUE: '12.50',
  NETEXTERNALREVENUE: '98.76543',
  VEHICLECOUNT: '99999',
  DATE: '2019-04-30',
  DEPOSIT_FLAG: 'N',
  PERIOD: '201912',
  BALANCE: '1250.00',
  FISCAL_QUARTER: '2',
  MONTH: '12',
  BALANCE_DESC: 'PAYROLL',
  END_DATE: '',
  START_DATE: '2025-05-01 03:33:00',
  REGULAR_MINUTES: '480',
  DELETED: 'No',
  DAY_OF_THE_YEAR: '365',
  OVERTIME_MINUTES: '30',
};

/** The record with a right value where it was at fault; `all` are the records held with it. */
function corrected(held: HeldRecord, all: readonly HeldRecord[]): Record<string, string> {
  const { record, column, line, file, rule } = held;
  if (column === null || isTwice(rule) || rule.startsWith('unknown')) return { ...record };
  if (column === 'REVENUE_CODE') return { ...record, [column]: `NEW${String(line)}` };
  if (column === 'BALANCE_DESC') return { ...record, [column]: 'PAYROLL', JOB_PROFILE: 'NEW PROFILE' };
  if (column === 'LOCATION_EXTERNAL_ID') {
    const neighbour = all.find((other) => other.file === file && other.line !== line);
    return { ...record, [column]: neighbour?.record[column] ?? '' };
  }
  // The shift that its times made lasts too long with the right start.
  if (column === 'START_DATE') return { ...record, [column]: RIGHT[column] ?? '', END_DATE: '' };
  const value = RIGHT[column];
  assert.ok(value !== undefined, `no right value for ${column}`);
  return { ...record, [column]: value };
}

/** The newest site list and chart with one line more: the site and the account that rows wait for. */
async function listsWithTheUnknown(): Promise<Record<string, string>> {
  const files = (await readdir(out, { recursive: true })).sort();
  const newest = async (feed: string): Promise<string> => {
    const name = files.findLast((file) => basename(file).startsWith(feed) && file.endsWith('.csv'));
    return readFile(join(out, name ?? ''), 'utf8');
  };
  const withOneMore = (text: string, values: Record<string, string>): string => {
    const names = (text.split('\n')[0] ?? '').split(',');
    return `${text}${names.map((name) => values[name] ?? '').join(',')}\n`;
  };
  return {
    'master_non_financial_new.csv': withOneMore(await newest('master_non_financial'), {
      SITE: '9999',
      SITE_NAME: 'New Garage',
    }),
    'chart_of_account_new.csv': withOneMore(await newest('chart_of_account'), {
      MAIN_ACCOUNT: '9999',
      ACCOUNT_NAME: 'New Account',
      IS_SUMMARY_CATEGORY: 'OTHER EXPENSE',
    }),
  };
}

/** The identifiers that the pseudonyms in records stand for, as the source sent them. */
async function peopleOf(records: readonly HeldRecord[]): Promise<Map<string, string>> {
  const values = records.flatMap(({ record }) => Object.values(record)).filter((value) => isPseudonym(value));
  assert.notEqual(values.length, 0);
  return revealSubjects(database, testKeys, values);
}

interface Decisions {
  readonly before: readonly HeldRecord[];
  readonly leftOut: readonly HeldRecord[];
  readonly people: ReadonlyMap<string, string>;
}

/** The months, the lists with the site and account, and the files with bad rows as they should have been sent. */
async function loadClean(
  into: ReturnType<typeof intakeOn>,
  arrival: string,
  decisions: Decisions,
): Promise<void> {
  const months = (await readdir(out)).filter((name) => /^\d{4}-\d{2}$/.test(name)).sort();
  for (const month of months) await load(into, [join(out, month)]);
  await load(into, [arrival]);
  const refused = new Set(ofKind('refused').map(({ file }) => file));
  const faulty = (await readdir(join(out, 'zz-faults'), { recursive: true })).filter((name) =>
    name.endsWith('.csv'),
  );
  for (const name of faulty.sort()) {
    if (refused.has(`zz-faults/${name}`) || name.includes('chart_of_account')) continue;
    const text = await readFile(join(out, 'zz-faults', name), 'utf8');
    const held = decisions.before.filter(({ file }) => file === basename(name));
    const [path = ''] = await writeFiles(join(folder, 'clean'), {
      [basename(name)]: corrections(text, held, decisions),
    });
    await load(into, [path]);
  }
}

function corrections(
  text: string,
  held: readonly HeldRecord[],
  { before, leftOut, people }: Decisions,
): string {
  let line = 1;
  const records = parse(text, { relax_column_count: true }).map((fields: string[]) => {
    const at = line;
    line += 1 + fields.join('').split('\n').length - 1;
    return { at, fields };
  });
  const [header = { at: 1, fields: [] }, ...rows] = records;
  const kept = rows.flatMap(({ at, fields }) => {
    const found = held.find((one) => one.line === at);
    if (!found) return [fields];
    if (leftOut.includes(found)) return [];
    const right = corrected(found, before);
    return [header.fields.map((name) => people.get(right[name] ?? '') ?? right[name] ?? '')];
  });
  return [header.fields, ...kept]
    .map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');
}

/** Facts and their history; the lists differ in how often they were sent. */
function factsOf(taken: Snapshot): Snapshot {
  const facts = Object.values(targets).flatMap((target) =>
    target.kind === 'fact' ? [target.table.replace('warehouse.', '')] : [],
  );
  assert.ok(facts.length > 8);
  return Object.fromEntries(
    Object.entries(taken).filter(([name]) =>
      facts.some((fact) => name === fact || name === `${fact}_history`),
    ),
  );
}
