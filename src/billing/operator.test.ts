import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterheadOf, operatorIn, type OperatorProfile } from './operator.ts';

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
    [{ logo: '../secret.png' }, /logo: a file of the data folder/],
    [{ payees: [{ ...base, glPrefix: ' ' }] }, /payees\.0\.glPrefix/],
    [{ name: '' }, /name/],
  ] as const)
    assert.throws(() => read(more), field);
});
