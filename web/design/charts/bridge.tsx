import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { stairsOf } from './heights.ts';

/** A step of a bridge. */
export interface BridgeStep {
  readonly name: string;
  /** By how much it moves the total: a decimal as text. */
  readonly value: string;
  /** The same as it is written. */
  readonly label: string;
  readonly favour: 'better' | 'worse' | 'same';
}

const useStyles = makeStyles({
  chart: { display: 'block', width: '100%', height: 'auto', maxWidth: '760px' },
  whole: { fill: tokens.colorNeutralForeground3 },
  better: { fill: tokens.colorPaletteGreenForeground1 },
  worse: { fill: tokens.colorPaletteRedForeground1 },
  same: { fill: tokens.colorNeutralStroke1 },
  line: { stroke: tokens.colorNeutralStroke1 },
  text: { fill: tokens.colorNeutralForeground1, fontSize: '11px', fontVariantNumeric: 'tabular-nums' },
  name: { fill: tokens.colorNeutralForeground2, fontSize: '11px' },
});

const size = { width: 760, height: 232, top: 18, bottom: 42 } as const;

/** From one total to another, step by step. `name` says in words all that the drawing shows. */
export function Bridge(props: {
  readonly name: string;
  readonly start: Omit<BridgeStep, 'favour'>;
  readonly steps: readonly BridgeStep[];
  readonly end: Omit<BridgeStep, 'favour'>;
}): ReactNode {
  const { name, start, steps, end } = props;
  const styles = useStyles();
  const { stairs, zero } = stairsOf(
    start.value,
    steps.map(({ value }) => value),
    end.value,
  );
  const bars = [
    { ...start, look: styles.whole },
    ...steps.map((step) => ({ ...step, look: styles[step.favour] })),
    { ...end, look: styles.whole },
  ];
  const room = size.height - size.top - size.bottom;
  const pixelOf = (height: number): number => size.top + (1 - height) * room;
  const step = size.width / bars.length;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${String(size.width)} ${String(size.height)}`}
      role="img"
      aria-label={name}
    >
      <line className={styles.line} x1={0} x2={size.width} y1={pixelOf(zero)} y2={pixelOf(zero)} />
      {bars.map(({ name: title, label, look }, at) => {
        const { from, to } = stairs[at] ?? { from: zero, to: zero };
        const top = pixelOf(Math.max(from, to));
        const middle = (at + 0.5) * step;
        return (
          <g key={title}>
            <rect
              className={look}
              x={at * step + step * 0.16}
              width={step * 0.68}
              y={top}
              height={Math.max(1.5, Math.abs(from - to) * room)}
              rx={1.5}
            />
            <text className={styles.text} x={middle} y={top - 5} textAnchor="middle">
              {label}
            </text>
            {wordsOf(title).map((line, row) => (
              <text
                key={line}
                className={mergeClasses(styles.name)}
                x={middle}
                y={size.height - size.bottom + 16 + row * 13}
                textAnchor="middle"
              >
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** A name on two lines where it has two words. */
function wordsOf(name: string): readonly string[] {
  const [first = '', ...others] = name.split(' ');
  return others.length === 0 ? [first] : [first, others.join(' ')];
}
