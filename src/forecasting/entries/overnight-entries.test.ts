import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { vehiclesFor, type OvernightDay } from './overnight-entries.ts';

type Figures = Partial<Record<'rooms' | 'driveIn' | 'capture' | 'valet' | 'self', string | null>>;

const names = {
  rooms: 'occupied-rooms',
  driveIn: 'drive-in-percent',
  capture: 'capture-percent',
  valet: 'valet-overnight',
  self: 'self-overnight',
} as const;

function partOf(figures: Figures): Partial<OvernightDay> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, text]) => [
      names[name as keyof typeof names],
      text === null ? null : decimal(text),
    ]),
  );
}

const nothing = partOf({ rooms: null, driveIn: null, capture: null, valet: null, self: null });
const dayOf = (figures: Figures): OvernightDay => ({ ...nothing, ...partOf(figures) }) as OvernightDay;

function follows(before: Figures, budget: Figures, typed: Figures): string {
  const vehicles = vehiclesFor(dayOf(before), dayOf(budget), partOf(typed));
  if (vehicles === 'nothing') return vehicles;
  const text = (value: Decimal | null): string => value?.toString() ?? 'budget';
  return `${text(vehicles['valet-overnight'])} valet, ${text(vehicles['self-overnight'])} self`;
}

test('80 rooms, 55 % drive in and 65 % captured are 28.6 valet and 15.4 self', () => {
  assert.equal(follows({}, {}, { rooms: '80', driveIn: '55', capture: '65' }), '28.6 valet, 15.4 self');
  assert.equal(follows({ rooms: '80', driveIn: '55' }, {}, { capture: '65' }), '28.6 valet, 15.4 self');
  assert.equal(follows({}, { rooms: '80' }, { driveIn: '55', capture: '100' }), '44 valet, 0 self');
  assert.equal(follows({}, { rooms: '80' }, { driveIn: '0' }), '0 valet, 0 self');
});

test('rooms alone keep the ratios of the day, and those of the budget where nobody entered any', () => {
  const budget = { rooms: '100', valet: '30', self: '10' };
  assert.equal(follows({}, budget, { rooms: '50' }), '15 valet, 5 self');
  const typed = { rooms: '100', valet: '60', self: '20' };
  assert.equal(follows(typed, budget, { rooms: '50' }), '30 valet, 10 self');
  assert.equal(
    follows({ driveIn: '10', capture: '50', rooms: '100', valet: '5', self: '5' }, budget, { rooms: '200' }),
    '10 valet, 10 self',
  );
});

test('nothing follows while rooms or a ratio are not known', () => {
  assert.equal(follows({}, {}, { driveIn: '55', capture: '65' }), 'nothing');
  assert.equal(follows({}, { rooms: '80' }, { driveIn: '55' }), 'nothing');
  assert.equal(follows({}, {}, { rooms: '80' }), 'nothing');
  assert.equal(follows({}, { rooms: '0', valet: '0', self: '0' }, { rooms: '5' }), 'nothing');
});

test('ratios that are given back to the budget give the vehicles back too', () => {
  const budget = { rooms: '100', valet: '30', self: '10' };
  const entered = { driveIn: '80', capture: '50', valet: '40', self: '40' };
  assert.equal(follows(entered, budget, { driveIn: null, capture: null }), 'budget valet, budget self');
  assert.equal(follows(entered, budget, { driveIn: null }), '20 valet, 20 self');
});
