import type { Lineage } from '../service/data.ts';

/** Pixels of the picture. */
export const size = { step: 184, gap: 56, height: 28, between: 8, head: 28 } as const;

const order = ['source', 'feed', 'table', 'view', 'question'] as const;

/** A step with its place. */
export type PlacedStep = Lineage['steps'][number] & { readonly x: number; readonly y: number };

interface Placed {
  readonly steps: readonly PlacedStep[];
  readonly kinds: readonly { readonly kind: string; readonly x: number }[];
  readonly width: number;
  readonly height: number;
}

/** A column for each kind, in the direction in which data flows; within it, steps stand by what leads to them. */
export function placed({ steps, flows }: Lineage): Placed {
  const kinds = order.filter((kind) => steps.some((step) => step.kind === kind));
  const heights = new Map<string, number>();
  const columns = kinds.map((kind, at) => {
    const x = at * (size.step + size.gap);
    const ranked = steps
      .filter((step) => step.kind === kind)
      .map((step) => ({ step, rank: rankOf(step.step, flows, heights) }))
      .sort((one, other) =>
        one.rank === other.rank ? one.step.name.localeCompare(other.step.name) : one.rank - other.rank,
      );
    return ranked.map(({ step }, row) => {
      const y = size.head + row * (size.height + size.between);
      heights.set(step.step, y);
      return { ...step, x, y };
    });
  });
  const most = Math.max(0, ...columns.map((column) => column.length));
  return {
    steps: columns.flat(),
    kinds: kinds.map((kind, at) => ({ kind, x: at * (size.step + size.gap) })),
    width: kinds.length * (size.step + size.gap) - size.gap,
    height: size.head + most * (size.height + size.between),
  };
}

/** The middle of what leads to it. */
function rankOf(step: string, flows: Lineage['flows'], heights: ReadonlyMap<string, number>): number {
  const before = flows.flatMap(({ from, to }) => (to === step ? (heights.get(from) ?? []) : []));
  return before.length === 0 ? 0 : before.reduce((sum, each) => sum + each, 0) / before.length;
}
