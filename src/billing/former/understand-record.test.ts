import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entityOf, formerEntities, type FormerEntity } from './entities.ts';
import { understand, type Lookups } from './understand-record.ts';

const id = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;
const lookups: Lookups = {
  sites: new Map([[id('1'), '0170']]),
  knownSites: new Set(['0170']),
  parents: new Map([
    [`statement ${id('2')}`, { site: '0170', month: '2025-03-01' }],
    [`rates ${id('3')}`, { site: '0170', month: '2025-01-01' }],
  ]),
};
const entity = (name: string): FormerEntity => {
  const namedEntity = formerEntities.find((one) => one.entity === name);
  assert.ok(namedEntity);
  return namedEntity;
};
const read = (name: string, cells: Record<string, string>) =>
  understand(entity(name), { line: 2, cells }, lookups);

test('a statement is of a site and month, in words', () => {
  const cells = {
    bs_billingstatementid: `{${id('a').toUpperCase()}}`,
    bs_customersitefk: id('1'),
    bs_serviceperiodstart: '2025-03-01T00:00:00Z',
    bs_statementstatus: '126840003',
    bs_statementversionnumber: '2',
  };
  assert.deepEqual(read('statement', cells), {
    formerId: id('a'),
    parentId: null,
    site: '0170',
    month: '2025-03-01',
    state: 'Sent',
    number: null,
    version: 2,
    amount: null,
    profit: null,
    lines: null,
  });
  for (const [wrong, message] of [
    [{ bs_customersitefk: id('9') }, `bs_customersitefk ${id('9')} is not a site that was taken over`],
    [{ bs_serviceperiodstart: '2025-13-01' }, 'bs_serviceperiodstart “2025-13-01” is not a month'],
    [{ bs_statementstatus: '126840008' }, 'bs_statementstatus 126840008 is not a known option'],
    [{ bs_statementversionnumber: '1.5' }, 'bs_statementversionnumber “1.5” is not a version'],
    [{ bs_billingstatementid: '7' }, 'bs_billingstatementid “7” is not an id'],
  ] as const)
    assert.deepEqual(read('statement', { ...cells, ...wrong }), { message });
  assert.deepEqual(read('site', { bs_customersiteid: id('8'), bs_sitenumber: '829' }), {
    message: 'site 0829 is not in the site master',
  });
});

test('lines of an invoice keep their component, and a profit share its profit', () => {
  const data = [
    {
      title: 'Management',
      amount: 1100.25,
      lineItems: [
        { title: 'Fee', code: '4100', amount: 600.25, metaData: { isManagementFee: true } },
        {
          title: 'Share',
          code: '4200',
          amount: 500.0,
          metaData: { isProfitShare: true, monthlyProfit: 12345.678 },
        },
        { title: 'Valet', code: '', amount: -0.1, metaData: {} },
      ],
    },
  ];
  const cells = {
    id: id('b'),
    bs_billingstatementfk: id('2'),
    bs_amount: '1100.15',
    bs_invoicedata: JSON.stringify(data),
  };
  const understood = read('invoice', cells);
  assert.ok(!('message' in understood));
  assert.deepEqual(
    [understood.month, understood.amount, understood.profit],
    ['2025-03-01', '1100.15', '12345.678'],
  );
  assert.deepEqual(understood.lines, [
    { component: 'management-fee', title: 'Fee', code: '4100', amount: '600.25' },
    { component: 'profit-share', title: 'Share', code: '4200', amount: '500' },
    { component: 'former', title: 'Valet', code: '', amount: '-0.1' },
  ]);
  assert.deepEqual(read('invoice', { ...cells, bs_invoicedata: '[{' }), {
    message: 'bs_invoicedata is not JSON',
  });
  assert.deepEqual(read('invoice', { ...cells, bs_amount: '1,100' }), {
    message: 'bs_amount “1,100” is not a figure',
  });
});

test('the same three words have another number in every forecast', () => {
  const rate = {
    bs_parkingratedetailid: id('c'),
    bs_parkingratefk: id('3'),
    bs_month: '7',
    bs_type: '126840000',
    bs_rate: '25.5',
  };
  const understood = read('rate', rate);
  assert.ok(!('message' in understood));
  assert.deepEqual(
    [understood.month, understood.state, understood.amount],
    ['2025-07-01', 'Forecast', '25.5'],
  );
  const expense = read('other-expense', {
    bs_otherexpensedetailid: id('d'),
    bs_customersitefk: id('1'),
    bs_monthyear: '2025-05',
    bs_uniforms: '0.1',
    bs_signage: '0.2',
  });
  assert.ok(!('message' in expense));
  assert.equal(expense.amount, '0.3');
  const revenue = read('other-revenue', {
    bs_otherrevenuedetailid: id('e'),
    bs_customersitefk: id('1'),
    bs_monthyear: '202505',
    bs_type: '126840000',
  });
  assert.ok(!('message' in revenue));
  assert.deepEqual([revenue.month, revenue.state, revenue.amount], ['2025-05-01', 'Actual', null]);
});

test('an export is known by its id, or by its other columns where that is only called id', () => {
  assert.equal(entityOf(new Set(['bs_invoiceid', 'bs_amount']))?.entity, 'invoice');
  assert.equal(
    entityOf(new Set(['id', 'bs_billingstatementfk', 'bs_invoicenumber', 'bs_invoicedata']))?.entity,
    'invoice',
  );
  assert.equal(entityOf(new Set(['id', 'name'])), null);
  assert.equal(entityOf(new Set(['name'])), null);
});
