import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { contributionSign, storedLines, type StoredLine } from '../pnl/rows.ts';
import { effects, stepsOf, type Effects, type Step } from './effects.ts';
import type { MonthSide } from './sides.ts';

/** Rows that are bridged: those of the P&L without the running difference, which follows from the others. */
export const bridgedRows = [...storedLines, 'front-line-contribution'] as const;
export type BridgedRow = (typeof bridgedRows)[number];

/** A step of the bridge: an item of a row of a site in a month. Money in eight places, summing exactly. */
export type BridgeStep = Step & Readonly<{ month: Month; row: BridgedRow }>;

/** A site and month with both sides. */
export type ComparedMonth = Readonly<{ site: string; month: Month; before: MonthSide; after: MonthSide }>;

/** What steps come to. */
export type BridgeSum = Readonly<{ before: Decimal; after: Decimal }> & Effects;

/**
 * The bridge of the P&L from one column to another: every row of every site and month, each month by itself. Front line
 * contribution is bridged by its rows, expenses with their sign turned. Steps sum to the difference of the P&L by
 * month, row, site and altogether, in eight places.
 */
export function bridgeOf(compared: readonly ComparedMonth[]): BridgeStep[] {
  return [...Map.groupBy(compared, ({ month }) => month)].flatMap(([month, sites]) => {
    const rows = storedLines.flatMap((row) => {
      const sides = sites.map(({ site, before, after }) => ({
        site,
        before: before[row],
        after: after[row],
      }));
      return stepsOf(sides).map((step) => ({ ...step, month, row }));
    });
    return [...rows, ...contributionOf(rows)];
  });
}

function contributionOf(steps: readonly (BridgeStep & { readonly row: StoredLine })[]): BridgeStep[] {
  const ofRows = Map.groupBy(
    steps.filter(({ row }) => contributionSign(row) !== 0),
    ({ site, row }) => `${site} ${row}`,
  );
  return [...ofRows.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const total = sumOf(own);
    const { site, month, row } = first;
    const signed = contributionSign(row) === 1 ? total : turned(total);
    return [{ site, month, row: 'front-line-contribution' as const, item: row, ...signed }];
  });
}

/** The sum of steps, or of sums. */
export function sumOf(steps: readonly BridgeSum[]): BridgeSum {
  return mapped((name) => sum(steps.map((step) => step[name])));
}

function turned(total: BridgeSum): BridgeSum {
  return mapped((name) => decimal('0').minus(total[name]));
}

function mapped(of: (name: keyof BridgeSum) => Decimal): BridgeSum {
  const names = ['before', 'after', ...effects] as const;
  return Object.fromEntries(names.map((name) => [name, of(name)])) as BridgeSum;
}
