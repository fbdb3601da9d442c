import { decimal, roundCents } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { fromFacts, fromTerms, fromWork, serviceMonth } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input } from '../line.ts';
import type { Terms, Tier } from '../terms.ts';
import { clausePath, clausesOfKind, type RoomThreshold } from './clause.ts';
import type { Changed } from './rate-steps.ts';

/**
 * The terms with the first limit of a structure worked out from the occupied rooms of the month (forecasting.md 3.5,
 * billing.md conflict 45); to cents, and of the month alone. Without rooms the first tier takes nothing: a limit of 0
 * would be none. Golden IR-RS-07.
 */
export function withRoomThresholds(terms: Terms, facts: Facts): Changed {
  const replaced: Changed['replaced'] = new Map();
  let structures = terms.revenueShare;
  for (const clause of clausesOfKind(terms, 'room-threshold')) {
    if (structures === null) break;
    const at = clause.structure - 1;
    const structure = structures[at];
    if (structure === undefined || structure.tiers.length < 2) throw unfit(clause, facts);
    const limit = roundCents((facts.occupiedRooms ?? decimal('0')).times(clause.amountPerRoom));
    const [first, ...others] = structure.tiers;
    const tiers = limit.eq('0') || first === undefined ? others : [{ ...first, limit }, ...others];
    structures = structures.with(at, { ...structure, tiers });
    explainTiers(replaced, clause, facts, { tiers, dropped: structure.tiers.length - tiers.length });
  }
  return { terms: { ...terms, revenueShare: structures }, replaced };
}

/** The first limit leads to rooms and money for a room; where the first tier fell out, the places of the rest move. */
function explainTiers(
  replaced: Changed['replaced'],
  clause: RoomThreshold,
  facts: Facts,
  { tiers, dropped }: { readonly tiers: readonly Tier[]; readonly dropped: number },
): void {
  const path = `revenueShare[${String(clause.structure)}].tiers`;
  const [rooms, rate] = roomInputs(clause, facts);
  for (const [at] of tiers.entries())
    for (const field of ['sharePercent', 'limit']) {
      const place = (number: number): string => `${path}[${String(number)}].${field}`;
      const standing = (input: Input): Input =>
        dropped === 0 ? input : { ...input, from: { kind: 'terms', path: place(at + 1 + dropped) } };
      const isFirstLimit = at === 0 && field === 'limit';
      replaced.set(place(at + 1), (input) => {
        if (!isFirstLimit) return [standing(input)];
        const own =
          dropped === 0 ? fromWork(`${input.name}: rooms × amount`, 'money', input.value) : standing(input);
        return [rooms, rate, own];
      });
    }
}

function roomInputs(clause: RoomThreshold, facts: Facts): [Input, Input] {
  const rooms = {
    value: facts.occupiedRooms ?? decimal('0'),
    ...({ question: 'occupied-rooms', parameters: serviceMonth(facts) } as const),
  };
  return [
    fromFacts('Occupied rooms', 'rooms', rooms),
    fromTerms(
      'Threshold for an occupied room',
      clause.amountPerRoom,
      'rate',
      clausePath(clause, 'amountPerRoom'),
    ),
  ];
}

function unfit({ id, structure }: RoomThreshold, { site, month }: Facts): Error {
  return refusal('CONTRACTS_CLAUSE_UNFIT', {
    clause: id,
    site,
    month,
    cause: `structure ${String(structure)} of the revenue share has no two tiers`,
  });
}
