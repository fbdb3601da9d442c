import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { openContractHouse } from './contract-house.ts';

interface Edited {
  readonly seen: number;
  readonly number: number;
  readonly is_kept: boolean;
  readonly is_waiting: boolean;
  readonly is_draft: boolean;
  readonly changes: readonly { path: string; what: string; before: string | null; after: string | null }[];
  readonly findings: readonly { code: string }[];
  readonly months: readonly { month: string; before: string | null; after: string | null }[];
}

const house = await openContractHouse(await cloneDatabase());
const { done, json, refused, approve } = house;
const edit = (site: string, ...words: string[]): Promise<Edited> =>
  json<Edited>('cleo', 'contracts', 'edit', site, '--from', '2025-07', ...words);
const refusedEdit = (site: string, ...words: string[]) =>
  refused('cleo', 'contracts', 'edit', site, '--from', '2025-07', ...words);
const said = ({ changes }: Edited): string[] =>
  changes.map(({ what, before, after }) => `${what}: ${before ?? '-'} → ${after ?? '-'}`);

test('tiers are told in words with what last month would have cost, and nothing is kept before', async () => {
  const faulty = await refusedEdit('0170', 'revenue-share[1].tiers[1].upper-limit=50,000,000', '--dry-run');
  assert.match(
    faulty.message,
    /thresholdStructures\[1\]\.tiers\[2\]\.amount: Tier 2: the limit must be above/,
  );
  for (const slip of ['20,5', '1.5,5', '2 0'])
    assert.match(
      (await refusedEdit('0170', `revenue-share[1].tiers[1].share=${slip}`, '--dry-run')).message,
      /sharePercentage: ".*" is not valid here/,
      `${slip} is not another figure`,
    );
  const sound = await edit(
    '0170',
    'revenue-share[1].tiers[1].share=20',
    'revenue-share[1].tiers[1].upper-limit=$50,000',
    'revenue-share[1].tiers[2].share=35 %',
    'revenue-share[1].tiers[2].upper-limit=0',
    '--remove',
    'revenue-share[1].tiers[3]',
    '--dry-run',
  );
  assert.equal(sound.is_kept, false);
  assert.deepEqual(said(sound), [
    'Revenue share, threshold structure 1: tiers: 42.5 % of net revenue up to $640,000 a calendar year, 31.25 % ' +
      'up to $1,280,000, 18 % above → 20 % of net revenue up to $50,000 a calendar year, 35 % above',
  ]);
  const [month] = sound.months;
  assert.equal(month?.month, '2025-05');
  assert.ok(month.before !== null && month.after !== null && month.before !== month.after);
  const words = await done('cleo', 'contracts', 'show', '0170', '--month', '2025-07');
  assert.match(words, /42\.5 %/);
});

async function patchFile(patch: object): Promise<string> {
  const file = join(house.folder, 'patch.json');
  await writeFile(file, JSON.stringify(patch));
  return file;
}

test('a fee changes from its month on once a second person approved it; a conflict names who and what', async () => {
  const kept = await edit('9901', 'fixed-fee.4700.fee=20,000', '--seen', '1');
  assert.deepEqual(said(kept), ['Fixed fee, 4700: fee a month: $18,432.75 → $20,000']);
  assert.deepEqual([kept.is_kept, kept.is_waiting, kept.number], [true, true, 2]);
  const waits = await refusedEdit('9901', 'purchase-order=PO-1');
  assert.equal(waits.code, 'CONTRACTS_EDIT_WAITS');
  assert.match(waits.message, /cleo@house\.invalid/);
  await approve();
  const late = await refused(
    ...([
      'bea',
      'contracts',
      'edit',
      '9901',
      '--from',
      '2025-07',
      '--seen',
      '1',
      'fixed-fee.4700.fee=19000',
    ] as const),
  );
  assert.equal(late.code, 'CONTRACTS_EDIT_SEEN');
  assert.match(late.message, /cleo@house\.invalid saved version 2 on 20.*fee a month \$20,000/);
  const june = await done('cleo', 'contracts', 'show', '9901', '--month', '2025-06');
  assert.match(june, /18,432\.75/);
  const july = await done('cleo', 'contracts', 'show', '9901', '--month', '2025-07');
  assert.match(july, /20,000\.00[\s\S]*/);
  assert.equal((await refusedEdit('9901', 'fixed-fee.4700.fee=20000.00')).code, 'CONTRACTS_EDIT_UNCHANGED');
});

test('what does not change billing is in effect at once', async () => {
  const kept = await edit(
    '9901',
    'purchase-order=PO-77',
    'notes=agreed on by phone',
    'supporting-reports=+TaxReport',
  );
  assert.deepEqual([kept.is_waiting, kept.is_kept], [false, true]);
  assert.deepEqual(said(kept), [
    'Purchase order: PO-EXAMPLE-1 → PO-77',
    'Notes: Synthetic example. Not a real contract. → agreed on by phone',
    ...said(kept).slice(2),
  ]);
  const emptied = await edit('9901', 'purchase-order=');
  assert.deepEqual(said(emptied), ['Purchase order: PO-77 → -']);
});

test('rows are added, entered once more and taken out; a component is switched by its name', async () => {
  const kept = await edit(
    '9901',
    ...['fixed-fee[+].service=Greeter', 'fixed-fee[+].title=Evening greeter', 'fixed-fee[+].GL-code=4750'],
    ...['fixed-fee[+].fee=1200', 'fixed-fee[+].first-day=2025-07-01', '--remove', 'fixed-fee[4715]'],
    ...['occupied-room=on', 'occupied-room.rate-for-an-occupied-room=1.39'],
  );
  const words = said(kept);
  assert.equal(words.length, 4, words.join('\n'));
  assert.match(words.join('\n'), /Fixed fee, 4715: service Parking Management.* → -/);
  assert.match(
    words.join('\n'),
    /Fixed fee, 4750: - → service Greeter, title Evening greeter, GL code 4750, fee a month \$1,200/,
  );
  assert.match(words.join('\n'), /Occupied rooms: switched on: no → yes/);
  await approve();
  const copied = await edit(
    '9901',
    '--copy',
    'fixed-fee[4750]',
    'fixed-fee[+].title=Night greeter',
    'fixed-fee[+].fee=900',
  );
  assert.match(said(copied).join('\n'), /Fixed fee, 4750: - → .*Night greeter.*fee a month \$900/);
  await approve();
  const exported = await json<{
    original: { fixedFee: { serviceRates: { id: string; displayName: string }[] } };
  }>(...(['cleo', 'contracts', 'export', '9901', '--month', '2025-07'] as const));
  const rows = exported.original.fixedFee.serviceRates;
  assert.deepEqual(
    rows.map(({ displayName }) => displayName),
    ['Valet Services', 'Evening Shuttle', 'Evening greeter', 'Night greeter'],
  );
  assert.equal(new Set(rows.map(({ id }) => id)).size, 4);
});

test('groups, recipients, vendor, reports, advance, deposits and review limits are all reached', async () => {
  assert.equal((await refusedEdit('0170', 'review-limit=3000')).code, 'CONTRACTS_EDIT_LIMITS');
  const kept = await json<Edited>(
    ...(['bea', 'contracts', 'edit', '0170', '--from', '2025-07'] as const),
    ...[
      'payment-terms=Due in 30 Days',
      'invoice-groups=on',
      'invoice-groups[+].number=1',
      'invoice-groups[+].title=Main',
    ],
    ...['invoice-groups[+].vendor=V100', 'invoice-groups[+].recipients=ap@client.invalid;ar@client.invalid'],
    ...['mid-month-advance.advance=21000', 'mid-month-advance.title=pre-bill'],
    ...[
      'deposited-revenue.the-operator-pays-the-parking-tax=no',
      'review-limit=3000',
      'review-limit-in-percent=12',
    ],
    ...[
      'supporting-reports=MixOfSales,TaxReport',
      'month-of-the-yearly-increment=march',
      'yearly-increment=3',
    ],
  );
  const words = said(kept).join('\n');
  for (const part of [
    /Payment terms: Due by 15th → Due in 30 Days/,
    /Invoice groups, 1: - → number 1, title Main, vendor number V100, recipients of mails ap@client\.invalid/,
    /Supporting reports: .* → mix of sales, tax/,
    /Mid-month advance, advance 1: advance: \$22,250 → \$21,000/,
    /title: Mid-month billing → Pre-bill/,
    /the operator pays the parking tax: yes → no/,
    /Review limit: \$2,500 → \$3,000/,
    /Review limit in percent: 10 % → 12 %/,
    /Month of the yearly increment: January → March/,
  ])
    assert.match(words, part);
  await approve();
  const accounts = await edit(
    '0829',
    'billable-accounts.expense-accounts=-7045',
    'management-agreement.fee-a-month=2400',
  );
  assert.match(said(accounts).join('\n'), /expense accounts: .* → .*not .*7045/);
  await house.done('cleo', 'contracts', 'reject', await waiting('0829'), '--reason', 'tried');
});

async function waiting(site: string): Promise<string> {
  const [change] = await json<{ id: string }[]>('cleo', 'contracts', 'waiting', '--site', site);
  return change?.id ?? '';
}

test('another accumulation says what every earlier month of the year would have cost', async () => {
  const preview = await edit(
    '0829',
    'management-agreement.accumulation-of-the-profit-share=Monthly',
    '--dry-run',
  );
  assert.deepEqual(
    preview.months.map(({ month }) => month),
    ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'],
  );
  const words = await done(
    ...(['cleo', 'contracts', 'edit', '0829', '--from', '2025-07', '--dry-run'] as const),
    'management-agreement.accumulation-of-the-profit-share=Monthly',
  );
  assert.match(words, /Tiers of earlier months would be recalculated/);
});

test('what nobody can read is refused at its field, and nothing is kept', async () => {
  const refusals = await Promise.all(
    [
      ['fixed-feee.fee=1'],
      ['fixed-fee.fee=1'],
      ['fixed-fee[9999].fee=1'],
      ['fixed-fee=1', '--remove', 'fixed-fee'],
      ['fixed-fee[4700].fee=much'],
      ['fixed-fee[4700].fee=-5'],
      ['fixed-fee[4700].group=7'],
      ['yearly-increment=101'],
      [],
    ].map((words) => refusedEdit('9901', ...words)),
  );
  assert.deepEqual(
    refusals.map(({ code }) => code),
    [
      ...[
        'CONTRACTS_FIELD_UNKNOWN',
        'CONTRACTS_ROW_NOT_NAMED',
        'CONTRACTS_ROW_UNKNOWN',
        'CONTRACTS_NOT_A_ROW',
      ],
      ...['CONTRACTS_EDIT_REJECTED', 'CONTRACTS_EDIT_REJECTED', 'CONTRACTS_FIELD_UNKNOWN'],
      ...['CONTRACTS_EDIT_REJECTED', 'CONTRACTS_EDIT_EMPTY'],
    ],
  );
  assert.match(refusals[4]?.message ?? '', /fixedFee\.serviceRates\[1\]\.fee: "much" is not valid here/);
  const group = await refusedEdit('9901', 'fixed-fee[4700].invoice-group=7');
  assert.match(group.message, /Invoice group 7 of the fixed fee does not exist/);
  assert.equal((await refused('bill', 'contracts', 'edit', '9901', 'notes=x')).code, 'SECURITY_FORBIDDEN');
  assert.equal((await refusedEdit('0001', 'notes=x')).code, 'CONTRACTS_SITE_WITHOUT_CONTRACT');
});

test('a merge patch changes what it names, and a draft is repaired', async () => {
  const list = await refusedEdit('9901', '--patch', await patchFile(['a list']));
  assert.equal(list.code, 'CONTRACTS_PATCH_INVALID', 'it would take the place of the contract');
  const missing = await refusedEdit('9901', '--patch', join(house.folder, 'none.json'));
  assert.match(missing.message, /none\.json is not a JSON merge patch: there is no such file/);
  const faulty = await edit('9901', '--draft', '--patch', await patchFile({ paymentTerms: '', notes: null }));
  assert.deepEqual([faulty.is_draft, faulty.is_kept], [true, true]);
  const repaired = await json<Edited>(
    'cleo',
    'contracts',
    'edit',
    '9901',
    '--from',
    '2025-07',
    'payment-terms=Due in 10 Days',
  );
  assert.deepEqual([repaired.is_draft, repaired.is_waiting], [false, true]);
  await approve();
  assert.match(await done('cleo', 'contracts', 'show', '9901', '--month', '2025-07'), /Due in 10 Days/);
});
