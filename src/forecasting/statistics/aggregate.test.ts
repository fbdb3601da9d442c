import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { aggregatePeriod, type DayStatistics } from './aggregate.ts';

const available = decimal('200');

test('ratios of a period are those of its vehicles, not means of the days', () => {
  const period = aggregatePeriod([dayOf('10', '10', '0'), dayOf('190', '0', '38')], available);
  assert.equal(period?.driveInPercent.toString(), '24');
  assert.equal(period.capturePercent.round(4).toString(), '20.8333');
});

test('an empty day lowers the occupancy and leaves the sums as they are', () => {
  const period = aggregatePeriod([dayOf('100', '5', '5'), dayOf('0', '0', '0')], available);
  assert.equal(period?.occupancyPercent.toString(), '25');
  assert.equal(period.occupiedRooms.toString(), '100');
  assert.equal(period.externalRevenue.toString(), '20.5');
  assert.equal(period.counts['valet-overnight']?.toString(), '5');
  assert.equal(period.counts['valet-comps']?.toString(), '2');
  assert.equal(period.counts['self-monthly']?.toString(), '0');
});

test('a site without rooms or vehicles has occupancy and ratios of 0, and no days make no period', () => {
  const period = aggregatePeriod([dayOf('0', '0', '0')], decimal('0'));
  assert.equal(period?.occupancyPercent.toString(), '0');
  assert.equal(period.driveInPercent.toString(), '0');
  assert.equal(period.capturePercent.toString(), '0');
  assert.equal(aggregatePeriod([], available), null);
});

function dayOf(rooms: string, valet: string, self: string): DayStatistics {
  return {
    occupiedRooms: decimal(rooms),
    counts: {
      'valet-overnight': decimal(valet),
      'self-overnight': decimal(self),
      'valet-comps': decimal('1'),
      'self-monthly': null,
    },
    externalRevenue: decimal('10.25'),
  };
}
