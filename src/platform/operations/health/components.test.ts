import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkComponents, overallHealth } from './components.ts';

test('a component whose check fails is down, and stops no other', async () => {
  const clock = { now: (): Date => new Date('2025-05-12T02:30:00Z') };
  const components = await checkComponents(
    {
      storage: () => Promise.resolve({ status: 'degraded', detail: '81 % of the disk is used' }),
      database: () => Promise.reject(new Error('the line is down')),
    },
    clock,
  );
  assert.deepEqual(
    components.map(({ component, status, detail, checkedAt }) => [component, status, detail, checkedAt]),
    [
      ['storage', 'degraded', '81 % of the disk is used', '2025-05-12T02:30:00.000Z'],
      ['database', 'down', 'the line is down', '2025-05-12T02:30:00.000Z'],
    ],
  );
  assert.equal(overallHealth(components), 'down');
  assert.equal(overallHealth(components.slice(0, 1)), 'degraded');
  assert.equal(overallHealth([]), 'ok');
});
