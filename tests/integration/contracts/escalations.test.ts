import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyEscalations,
  contractsInForce,
  importContracts,
  originalsOf,
} from '../../../src/contracts/index.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { exportFile } from './given-exports.ts';

const database = await cloneDatabase();
const begun = ['"startDate": "2030-02-01T00:00:00"', '"startDate": "2024-02-01T00:00:00"'] as const;
await importContracts(database, [exportFile('per-labor-hour', begun)], {
  ...{ from: '2025-01', isStrict: false, importedBy: 'tester' },
});

const escalateIn = (month: Month, isPreview = false): ReturnType<typeof applyEscalations> =>
  applyEscalations(database, { month, isPreview, appliedBy: 'tester' });

async function feeIn(month: Month): Promise<string | undefined> {
  const [contract] = await contractsInForce(database, { month });
  const [terms] = await originalsOf(database, [contract?.versionId ?? '0']);
  return terms?.original.fixedFee.serviceRates[0]?.fee.text;
}

test('a preview changes nothing, applying makes a version from the month on, and twice is once', async () => {
  assert.equal((await escalateIn('2025-03', true)).length, 1);
  assert.equal(await feeIn('2025-03'), '2750.25');
  assert.equal((await escalateIn('2025-03')).length, 1);
  assert.deepEqual([await feeIn('2025-02'), await feeIn('2025-03')], ['2750.25', '2860.26']);
  assert.deepEqual(await escalateIn('2025-03'), []);
});

test('the next year compounds on the year before, and other months change nothing', async () => {
  assert.deepEqual(await escalateIn('2025-08'), []);
  await escalateIn('2026-03');
  assert.equal(await feeIn('2026-03'), '2974.67');
  const versions = await database.query<{ origin: string; number: number }>(
    'select origin, number from contracts.version order by number',
  );
  assert.deepEqual(versions, [
    { origin: 'import', number: 1 },
    { origin: 'escalation', number: 2 },
    { origin: 'escalation', number: 3 },
  ]);
});
