import type { ReactNode } from 'react';
import type { PnlSelection } from '../../service/profit-and-loss.ts';
import { explanationTexts, lineTitles } from '../../texts/profit-and-loss.ts';
import { Empty } from '../answered.tsx';
import { month } from '../format.ts';
import type { PanelContent } from '../panel.tsx';
import { CellSites } from './cell-sites.tsx';
import { keyOf, selectionOf } from './group-path.ts';
import type { ChosenCell } from './pnl-grid.tsx';

/** What the panel at the right says of a cell of the P&L of these sites. */
export function panelOf(cell: ChosenCell, selection: PnlSelection): PanelContent {
  const line = lineTitles[cell.line] ?? cell.line;
  if (cell.month === null) return { title: line, content: <Empty title={explanationTexts.noMonth} /> };
  return {
    title: explanationTexts.of(line, month(cell.month)),
    content: contentOf(cell, cell.month, selection),
  };
}

function contentOf({ line, path }: ChosenCell, ofMonth: string, selection: PnlSelection): ReactNode {
  // A new cell starts with its sites, not with the one that was chosen for the last.
  return (
    <CellSites
      key={[line, ofMonth, keyOf(path)].join(' ')}
      selection={{ ...selection, ...selectionOf(path), from: ofMonth, to: ofMonth }}
      month={ofMonth}
      line={line}
    />
  );
}
