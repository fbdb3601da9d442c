import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextToProve } from './next-to-prove.ts';
import type { BackupDescription } from '../backup/store.ts';

const backup = (label: string, parent: string | null): BackupDescription =>
  ({
    label,
    parent,
    kind: parent === null ? 'full' : 'incremental',
    system_identifier: '1',
    timeline: 1,
  }) as BackupDescription;

const tonight = backup('20261130T020000Z-full', null);
const before = backup('20261129T020000Z-full', null);
const evening = backup('20261129T200000Z-incremental', before.label);
const all = [tonight, evening, before];

test('full and incremental backups are proven in turn, the newest of each', () => {
  assert.equal(nextToProve(all, new Map()), tonight);
  assert.equal(nextToProve(all, new Map([['full', '2026-11-29T02:10:00Z']])), evening);
  const proofs = new Map([
    ['full', '2026-11-28T02:10:00Z'],
    ['incremental', '2026-11-29T02:10:00Z'],
  ] as const);
  assert.equal(nextToProve(all, proofs), tonight);
});

test('where there is no whole one of a kind it is the turn of the other', () => {
  const proofs = new Map([['full', '2026-11-29T02:10:00Z']] as const);
  assert.equal(nextToProve([tonight, before], proofs), tonight);
  assert.equal(nextToProve([tonight, evening], proofs), tonight, 'what it builds upon is gone');
  assert.throws(() => nextToProve([], proofs), { code: 'BACKUP_NONE' });
});
