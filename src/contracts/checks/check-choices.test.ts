import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText, type Example } from '../../../tests/integration/contracts/given-exports.ts';
import { readExport } from '../exports/read-export.ts';
import { checkChoices } from './check-choices.ts';
import type { TermChoices } from './term-choices.ts';

const choices: TermChoices = {
  services: new Map([
    ['4700', 'Valet Services'],
    ['4715', 'Parking Management'],
    ['4790', 'General Revenue'],
  ]),
  servicesAt: new Map(),
  jobs: new Map(
    ['GM', 'AGM', 'GSA', 'GSC'].map((code) => [code, { isSalaried: code.endsWith('M') }] as const),
  ),
};

function found(
  example: Example,
  catalogues: TermChoices,
  ...replaced: (readonly [string, string])[]
): string[] {
  const { original, site } = readExport({ name: '', content: exportText(example, ...replaced) });
  assert.ok(original);
  return checkChoices(original, catalogues, site).map(({ path, message }) => `${path}: ${message}`);
}

test('a service that the catalogue lacks is named with the nearest one, unless the site bills it already', () => {
  const [said, ...others] = found('fixed-fee', choices);
  assert.match(
    said ?? '',
    /^fixedFee\.serviceRates\[2\]\.code: .*code 4705 \(nearest: 4700, Valet Services\)/,
  );
  assert.equal(others.length, 0);
  const held = { ...choices, servicesAt: new Map([['9901', new Set(['4705'])]]) };
  assert.deepEqual(found('fixed-fee', held), []);
  const far = found('fixed-fee', held, ['"code": "4700"', '"code": "4811"']);
  assert.match(far[0] ?? '', /4811 \(nearest: 4790, General Revenue\)/);
  assert.deepEqual(
    found('fixed-fee', { ...choices, services: new Map() }),
    [],
    'no catalogue, nothing to choose from',
  );
});

test('a contract by labor hours has a job that is not salaried', () => {
  const jobs = /"jobCode": "([^"]+)"/g;
  const codes = [...exportText('per-labor-hour').matchAll(jobs)].map(([, code = '']) => code);
  assert.ok(codes.length > 1);
  const staffed = (salaried: readonly string[]): TermChoices => ({
    ...choices,
    services: new Map(),
    jobs: new Map(codes.map((code) => [code, { isSalaried: salaried.includes(code) }] as const)),
  });
  assert.deepEqual(found('per-labor-hour', staffed([])), []);
  assert.deepEqual(
    found('per-labor-hour', staffed(codes.slice(1))),
    [],
    'one that is paid by the hour is enough',
  );
  assert.deepEqual(found('per-labor-hour', staffed(codes)), [
    `perLaborHour.jobRates: Everybody in ${codes.join(', ')} is salaried, and salaries cannot be billed by the hour; ` +
      'add an hourly job.',
  ]);
});

test('a job that no list of payroll has is named with the nearest one', () => {
  const codes = [...exportText('per-labor-hour').matchAll(/"jobCode": "([^"]+)"/g)].map(
    ([, code = '']) => code,
  );
  const [first = ''] = codes;
  const jobs = new Map(
    codes.map((code) => [code === first ? `${code}2` : code, { isSalaried: false }] as const),
  );
  const [said, ...others] = found('per-labor-hour', { ...choices, services: new Map(), jobs });
  assert.equal(others.length, 0);
  const path = 'perLaborHour.jobRates[1].jobCode';
  const inNoList = `Job ${first} is in no payroll list (nearest: ${first}2); it has no hours to bill.`;
  assert.equal(said, `${path}: ${inNoList}`);
});
