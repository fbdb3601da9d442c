import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { bridgedRows, sumOf, type BridgedRow, type BridgeStep, type BridgeSum } from './bridge.ts';

/** What steps come to, and by how much the sides differ; exact. */
export type BridgeAmounts = BridgeSum & Readonly<{ difference: Decimal }>;

/** A bridge by row, with its months and items, and by site. */
export interface GroupedBridge {
  readonly rows: readonly {
    readonly row: BridgedRow;
    readonly months: readonly (BridgeAmounts & { readonly month: Month })[];
    readonly items: readonly (BridgeAmounts & { readonly item: string })[];
    readonly total: BridgeAmounts;
  }[];
  readonly bySite: readonly {
    readonly site: string;
    readonly rows: readonly (BridgeAmounts & { readonly row: BridgedRow })[];
  }[];
}

/** Steps by row in the order of the P&L, unmapped only where there is something, and by site. */
export function groupedBridge(steps: readonly BridgeStep[]): GroupedBridge {
  return {
    rows: rowsOfSteps(steps).map(([row, own]) => ({
      row,
      months: [...Map.groupBy(own, ({ month }) => month)].map(([month, part]) => ({
        month,
        ...amountsOf(part),
      })),
      items: [...Map.groupBy(own, ({ item }) => item)].map(([item, part]) => ({ item, ...amountsOf(part) })),
      total: amountsOf(own),
    })),
    bySite: [...Map.groupBy(steps, ({ site }) => site)].map(([site, own]) => ({
      site,
      rows: [...Map.groupBy(own, ({ row }) => row)].map(([row, part]) => ({ row, ...amountsOf(part) })),
    })),
  };
}

/** Steps of each row, in the order of the P&L; unmapped only where there is something. */
export function rowsOfSteps(steps: readonly BridgeStep[]): [BridgedRow, BridgeStep[]][] {
  return bridgedRows
    .map((row): [BridgedRow, BridgeStep[]] => [row, steps.filter((step) => step.row === row)])
    .filter(([row, own]) => row !== 'unmapped' || own.length > 0);
}

function amountsOf(steps: readonly BridgeStep[]): BridgeAmounts {
  const total = sumOf(steps);
  return { ...total, difference: total.after.minus(total.before) };
}
