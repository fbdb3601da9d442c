import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { heightsOf } from './heights.ts';

const useStyles = makeStyles({
  zero: { stroke: tokens.colorNeutralStroke2 },
  line: { stroke: tokens.colorNeutralForeground3, fill: 'none', strokeWidth: 1.5 },
  last: { fill: tokens.colorBrandForeground1 },
});

const size = { width: 96, height: 24, margin: 3 } as const;

/** Twelve months as a line, with zero where it is in reach and the last value marked. `name` says it in words. */
export function Sparkline(props: {
  readonly name: string;
  /** Decimals as text, oldest first; null where there is no data. */
  readonly values: readonly (string | null)[];
}): ReactNode {
  const { name, values } = props;
  const styles = useStyles();
  const { heights, zero } = heightsOf(values);
  const step = (size.width - 2 * size.margin) / Math.max(1, values.length - 1);
  const room = size.height - 2 * size.margin;
  const points = heights.flatMap((height, at) =>
    height === null ? [] : [{ x: size.margin + at * step, y: size.margin + (1 - height) * room }],
  );
  const last = points.at(-1);
  const zeroAt = size.margin + (1 - zero) * room;
  return (
    <svg width={size.width} height={size.height} role="img" aria-label={name} style={{ display: 'block' }}>
      <line className={styles.zero} x1={0} x2={size.width} y1={zeroAt} y2={zeroAt} />
      <polyline
        className={styles.line}
        points={points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')}
      />
      {last && <circle className={styles.last} cx={last.x} cy={last.y} r={2.5} />}
    </svg>
  );
}
