import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { PnlCell } from '../../service/profit-and-loss.ts';
import { pnlTexts } from '../../texts/profit-and-loss.ts';
import { figure, noData } from '../format.ts';
import type { PnlView } from './pnl-lines.ts';

const useStyles = makeStyles({
  variance: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end', lineHeight: '17px' },
  percent: { fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground2 },
  better: { color: tokens.colorPaletteGreenForeground1 },
  worse: { color: tokens.colorPaletteRedForeground1 },
  medium: { fontWeight: 600 },
  bold: { fontWeight: 700 },
  words: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const arrows = { better: '▲', worse: '▼', same: '●' } as const;

/** A figure of the P&L: the trend in whole dollars, or its variance with what it means for this row. */
export function PnlFigure({ cell, view }: { readonly cell: PnlCell; readonly view: PnlView }): ReactNode {
  const styles = useStyles();
  if (view === 'trend') return figure(cell.trend, 'whole');
  if (cell.variance === null) return noData;
  const meaning = cell.favour === 'same' ? styles.quiet : styles[cell.favour];
  const emphasis = cell.emphasis === 'normal' ? undefined : styles[cell.emphasis];
  return (
    <span className={mergeClasses(styles.variance, meaning)}>
      <span className={emphasis}>
        <span aria-hidden>{arrows[cell.favour]} </span>
        {figure(cell.variance, 'whole')}
        <span className={styles.words}> {pnlTexts.favours[cell.favour]}</span>
      </span>
      <span className={styles.percent}>
        {cell.variance_percent === null ? pnlTexts.notApplicable : figure(cell.variance_percent, 'percent')}
      </span>
    </span>
  );
}
