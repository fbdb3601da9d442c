import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { occupancyPercent, occupiedRooms, overnightVehicles } from './overnight.ts';
import { isUnusualRate } from './unusual-rate.ts';
import { statisticVariance } from './variance.ts';

const [zero, ten] = [decimal('0'), decimal('10')];

test('occupancy fills whole rooms, half a room counts as one', () => {
  assert.equal(occupiedRooms(decimal('72.5'), decimal('101')).toString(), '73'); // 73.225
  assert.equal(occupiedRooms(decimal('50'), decimal('101')).toString(), '51'); // 50.5
  assert.equal(occupancyPercent(decimal('50'), zero).toString(), '0');
});

test('no car parks itself when valets capture all of them, or more than all', () => {
  for (const captured of ['100', '120']) {
    const ratios = { driveInPercent: decimal('50'), capturePercent: decimal(captured) };
    assert.equal(overnightVehicles(decimal('100'), ratios).self.toString(), '0');
  }
});

test('a rate more than so many percent away from the usual one is unusual, on either side', () => {
  assert.equal(isUnusualRate(decimal('22'), decimal('20'), ten), false);
  assert.equal(isUnusualRate(decimal('22.01'), decimal('20'), ten), true);
  assert.equal(isUnusualRate(decimal('18'), decimal('20'), ten), false);
  assert.equal(isUnusualRate(decimal('17.99'), decimal('20'), ten), true);
  assert.equal(isUnusualRate(decimal('1'), zero, ten), true);
  assert.equal(isUnusualRate(decimal('500'), null, ten), false);
});

test('nothing forecast has no percent, unless nothing happened either', () => {
  assert.equal(statisticVariance(ten, zero).percent, null);
  assert.equal(statisticVariance(zero, zero).percent?.toString(), '0');
});
