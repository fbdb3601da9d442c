import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterheadOf, neutralOperator, operatorIn, vendorOf, type OperatorProfile } from './operator.ts';

const base = { name: 'Example Parking', addressLines: ['1 Example Street'], contact: '', remittance: [] };
const read = (more: object, logoIn: (name: string) => Buffer | null = () => null): OperatorProfile =>
  operatorIn(JSON.stringify({ ...base, ...more }), 'operator.json', logoIn);

test('the payee of a site is the one with the longest prefix of its GL string, else the operator', () => {
  const second = { ...base, name: 'Second Parking', glPrefix: '22' };
  const operator = read({ payees: [second, { ...base, name: 'Third Parking', glPrefix: '22-02' }] });
  const nameFor = (glString: string | null): string => letterheadOf(operator, glString).name;
  assert.deepEqual(['22-01-4401-', '22-02-4401-', '02-22-4401-', null].map(nameFor), [
    'Second Parking',
    'Third Parking',
    'Example Parking',
    'Example Parking',
  ]);
});

test('each letterhead has its own logo, read by its name', () => {
  const second = { ...base, glPrefix: '22', logo: 'second.png' };
  const operator = read({ logo: 'first.png', payees: [second] }, (name) => Buffer.from(name));
  assert.equal(letterheadOf(operator, null).logo?.toString(), 'first.png');
  assert.equal(letterheadOf(operator, '22-01-4401-').logo?.toString(), 'second.png');
  assert.equal(read({}).logo, null);
});

test('a field that is not right is named', () => {
  for (const [more, field] of [
    [{ logo: '../secret.png' }, /logo: must be a file in the data folder/],
    [{ payees: [{ ...base, glPrefix: ' ' }] }, /payees\.0\.glPrefix/],
    [{ name: '' }, /name/],
    [{ mail: { recipients: ['nobody'] } }, /mail\.recipients\.0/],
    [
      { mail: { specialText: { month: '2025-13', text: 'x' } } },
      /mail\.specialText\.month: must be a service month/,
    ],
    [{ mail: { environment: ' ' } }, /mail\.environment/],
    [{ readyMarks: 'sometimes' }, /readyMarks/],
    [{ holidays: ['2025-07-04'] }, /holidays: is now a fact of the operator: daybook operator set holidays/],
    [{ ledger: { mainCompany: { code: '02', name: 'A' } } }, /ledger\.mainCompany: .* set main-company/],
    [{ ledger: { companyName: '' } }, /ledger\.companyName/],
    [
      { ledger: { vendors: { sites: { 170: 'V' } } } },
      /ledger\.vendors\.sites\.170: must be four-digit site numbers/,
    ],
    [{ ledger: { vendor: 'V' } }, /ledger: .*"vendor"/],
  ] as const)
    assert.throws(() => read(more), field);
});

test('what is left out is as if nothing were set', () => {
  const { mail, ledger, mailSubject } = read({ mail: {}, ledger: { vendors: {} } });
  assert.deepEqual(
    { mail, ledger, mailSubject },
    {
      mail: neutralOperator.mail,
      ledger: neutralOperator.ledger,
      mailSubject: 'Invoice',
    },
  );
  assert.deepEqual(read({}).ledger, neutralOperator.ledger);
  assert.deepEqual(
    [read({}).readyMarks, read({ readyMarks: 'required' }).readyMarks],
    ['optional', 'required'],
  );
});

test('the vendor of a site is its own, else that of all, else none', () => {
  const vendorFor = (vendors: object, site: string): string | null =>
    vendorOf(read({ ledger: { vendors } }), site);
  assert.equal(vendorFor({ default: 'V0', sites: { '0170': 'V1' } }, '0170'), 'V1');
  assert.equal(vendorFor({ default: 'V0', sites: { '0170': 'V1' } }, '0829'), 'V0');
  assert.equal(vendorFor({ sites: { '0170': 'V1' } }, '0829'), null);
});
