import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Bridge, type BridgeStep } from '../design/charts/bridge.tsx';
import { MonthLines } from '../design/charts/month-lines.tsx';
import { figure, shortMonth } from '../design/format.ts';
import { below } from '../design/screen.ts';
import type { Pnl, PnlRow } from '../service/profit-and-loss.ts';
import { frame } from '../texts/frame.ts';
import { lineTitles, pnlTexts as texts } from '../texts/profit-and-loss.ts';

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.2fr) minmax(0, 1fr)',
    gap: '32px',
    padding: '20px 0 0',
    [below.desk]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 8px' },
});

/** Rows that move the contribution, and in which direction more of them moves it is what `favour` says. */
const moving = [
  ...(['internal-revenue', 'payroll', 'claims', 'parking-rents'] as const),
  ...(['other-expense', 'pteb', 'insurance'] as const),
];

/** Why the contribution of the year is not what it is compared with, and how it goes from month to month. */
export function PnlCharts({ pnl, year }: { readonly pnl: Pnl; readonly year: string }): ReactNode {
  const styles = useStyles();
  const contribution = pnl.rows.find(({ line }) => line === 'front-line-contribution');
  if (contribution === undefined) return null;
  const against = frame.comparisons[pnl.against];
  return (
    <div className={styles.charts}>
      <YearBridge pnl={pnl} contribution={contribution} against={against} year={year} />
      <section>
        <h2 className={styles.title}>{texts.year(against.toLowerCase(), year)}</h2>
        <MonthLines
          name={[
            texts.year(against.toLowerCase(), year),
            ...contribution.months.map(({ month, trend }) =>
              texts.point(shortMonth(month ?? ''), figure(trend, 'whole')),
            ),
          ].join('. ')}
          months={contribution.months.map(({ month }) => shortMonth(month ?? ''))}
          closed={pnl.months.filter(({ open, future }) => open + future === 0).length}
          lines={[
            {
              name: against,
              look: 'quiet',
              values: contribution.months.map((cell) => cell.compared_with),
            },
            { name: texts.trend, look: 'strong', values: contribution.months.map(({ trend }) => trend) },
          ]}
        />
      </section>
    </div>
  );
}

function YearBridge(props: {
  readonly pnl: Pnl;
  readonly contribution: PnlRow;
  readonly against: string;
  readonly year: string;
}): ReactNode {
  const { pnl, contribution, against, year } = props;
  const styles = useStyles();
  const { compared_with: start, trend: end } = contribution.total;
  if (start === null || end === null) return null;
  const steps = moving.flatMap((line) => stepOf(pnl.rows.find((row) => row.line === line)));
  const labelOf = (value: string): string => figure(value, 'whole');
  const title = texts.bridge(against, year);
  const words = steps.map(({ name, label, favour }) => texts.step(name, label, texts.favours[favour]));
  return (
    <section>
      <h2 className={styles.title}>{title}</h2>
      <Bridge
        name={[
          title,
          texts.point(against, labelOf(start)),
          ...words,
          texts.point(texts.trend, labelOf(end)),
        ].join('. ')}
        start={{ name: against, value: start, label: labelOf(start) }}
        steps={steps}
        end={{ name: texts.trend, value: end, label: labelOf(end) }}
      />
    </section>
  );
}

/** What a row adds to the contribution: more of an expense takes away. */
function stepOf(row: PnlRow | undefined): readonly BridgeStep[] {
  const variance = row?.total.variance ?? null;
  if (row === undefined || variance === null || !/[1-9]/.test(variance)) return [];
  const { favour } = row.total;
  const isUp = favour === 'better';
  const amount = variance.replace('-', '');
  const value = isUp ? amount : `-${amount}`;
  return [{ name: lineTitles[row.line] ?? row.line, value, label: figure(value, 'whole'), favour }];
}
