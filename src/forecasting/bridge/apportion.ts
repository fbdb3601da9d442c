import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';

/**
 * Parts in so many places that sum to the total exactly: each is cut down, and the units that are left go to the parts
 * that lost most, the first of equals first (largest remainder). The total has no more places than that; it may differ
 * from the sum of the parts by what rounding takes.
 */
export function apportion(total: Decimal, parts: readonly Decimal[], places: number): Decimal[] {
  const unit = decimal(`1e-${String(places)}`);
  const cut = parts.map((part) => floor(part, places));
  const left = Number.parseInt(total.minus(sum(cut)).div(unit).toString(), 10);
  const order = parts
    .map((part, at) => ({ at, lost: part.minus(cut[at] ?? part) }))
    .sort((one, other) => (one.lost.eq(other.lost) ? one.at - other.at : other.lost.cmp(one.lost)));
  const takers = left < 0 ? order.reverse() : order;
  const step = left < 0 ? unit.neg() : unit;
  const shares = [...cut];
  for (let more = 0; more < Math.abs(left) && takers.length > 0; more += 1) {
    const { at } = takers[more % takers.length] ?? { at: 0 };
    shares[at] = (shares[at] ?? decimal('0')).plus(step);
  }
  return shares;
}

function floor(value: Decimal, places: number): Decimal {
  // 0 is towards zero, 3 away from it.
  return value.round(places, value.lt('0') ? 3 : 0);
}
