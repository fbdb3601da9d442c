import { explainedLine, fromFacts, fromTerms, serviceMonth } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line, LineWording } from '../line.ts';
import type { Terms } from '../terms.ts';
import { quantityText, rateText } from '../wording.ts';

/**
 * Occupied rooms of the month × the rate of a room; the rooms are the sum of all nights already (billing.md 2.3).
 * No line when no room was reported. Golden DRV-POR-01.
 */
export function occupiedRoom({ occupiedRoom: terms }: Terms, facts: Facts, wording: LineWording): Line[] {
  const rooms = facts.occupiedRooms;
  if (terms === null || rooms === null || rooms.eq('0')) return [];
  const { ratePerRoom, group } = terms;
  const roomCount = { value: rooms, question: 'occupied-rooms', parameters: serviceMonth(facts) } as const;
  return [
    explainedLine({
      component: 'occupied-room',
      title: 'Occupied Rooms',
      code: facts.operator.contractRevenueAccount,
      group,
      description: [
        `Rooms occupied: ${quantityText(rooms)}`,
        `${wording.operator} service fee: ${rateText(ratePerRoom)} per occupied room`,
      ],
      amount: rooms.times(ratePerRoom),
      formula: 'Occupied rooms of the month × rate of a room',
      inputs: [
        fromFacts('Occupied rooms', 'rooms', roomCount),
        fromTerms('Rate of a room', ratePerRoom, 'rate', 'occupiedRoom.ratePerRoom'),
      ],
    }),
  ];
}
