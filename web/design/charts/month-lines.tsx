import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { heightsOf } from './heights.ts';

/** Values of months, oldest first, as they are drawn: `quiet` is what the other is compared with. */
export interface MonthLine {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly look: 'strong' | 'quiet';
}

const useStyles = makeStyles({
  chart: { display: 'block', width: '100%', height: 'auto', maxWidth: '620px' },
  axis: { stroke: tokens.colorNeutralStroke1 },
  strong: { stroke: tokens.colorBrandForeground1, strokeWidth: 2.25, fill: 'none' },
  quiet: { stroke: tokens.colorNeutralForeground3, strokeWidth: 1.5, strokeDasharray: '5 4', fill: 'none' },
  text: { fill: tokens.colorNeutralForeground2, fontSize: '11px' },
  strongText: { fill: tokens.colorBrandForeground1, fontSize: '11px', fontWeight: 600 },
  ground: { fill: tokens.colorNeutralBackground3 },
});

const size = { width: 620, height: 232, top: 14, bottom: 42, left: 8, right: 84 } as const;

/** Twelve months as lines from zero, named at their ends; months that are closed stand on a tinted ground. */
export function MonthLines(props: {
  readonly name: string;
  readonly months: readonly string[];
  readonly lines: readonly MonthLine[];
  /** How many months, from the first, are closed. */
  readonly closed: number;
}): ReactNode {
  const { name, months, lines, closed } = props;
  const styles = useStyles();
  const { heights, zero } = heightsOf(lines.flatMap(({ values }) => values));
  const room = size.height - size.top - size.bottom;
  const step = (size.width - size.left - size.right) / Math.max(1, months.length - 1);
  const pixelOf = (height: number): number => size.top + (1 - height) * room;
  const columnOf = (at: number): number => size.left + at * step;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${String(size.width)} ${String(size.height)}`}
      role="img"
      aria-label={name}
    >
      {closed > 0 && (
        <rect
          className={styles.ground}
          x={0}
          y={size.top}
          width={Math.min(columnOf(closed - 1) + step / 2, columnOf(months.length - 1))}
          height={room}
        />
      )}
      <line
        className={styles.axis}
        x1={0}
        x2={columnOf(months.length - 1)}
        y1={pixelOf(zero)}
        y2={pixelOf(zero)}
      />
      {months.map((month, at) => (
        <text key={month} className={styles.text} x={columnOf(at)} y={size.height - 24} textAnchor="middle">
          {month}
        </text>
      ))}
      {lines.map(({ name: title, values, look }, row) => {
        const points = values.flatMap((_, at) => {
          const height = heights[row * values.length + at];
          return height === null || height === undefined ? [] : [{ x: columnOf(at), y: pixelOf(height) }];
        });
        const last = points.at(-1);
        return (
          <g key={title}>
            <polyline
              className={styles[look]}
              points={points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')}
            />
            {last && (
              <text
                className={mergeClasses(look === 'strong' ? styles.strongText : styles.text)}
                x={last.x + 8}
                y={last.y + (look === 'strong' ? -2 : 10)}
              >
                {title}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
