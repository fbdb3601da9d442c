import { defineCustomElements, setNonce } from '@revolist/revogrid/loader';
import type { ColumnRegular, HyperFunc, VNode } from '@revolist/revogrid';
import type { Area } from '../service/forecasts.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import type { GridRow } from './shown-cells.ts';
import { isByDay, type Sheet } from './sheet.ts';

setNonce(document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '');
defineCustomElements();

/** Pixels of a row with the compared value below each value, and without. */
export const rowPixels = { withGhost: 42, alone: 30 } as const;

const titlePixels = { day: 124, item: 240 } as const;
const columnPixels = 92;

/** Pixels of a character of a header, and of what stands around it. */
const header = { character: 6.8, around: 48 } as const;

/** A grid that the page has, with what never changes of it. */
export function sheetElement(): HTMLRevoGridElement {
  const grid = document.createElement('revo-grid');
  grid.range = true;
  grid.resize = true;
  grid.applyOnClose = true;
  grid.hideAttribution = true;
  grid.rowClass = 'shade';
  grid.addEventListener('afterheaderrender', () => {
    // The library gives its cells their roles and forgets the row of the headers.
    for (const row of grid.querySelectorAll('.header-rgRow.actual-rgRow')) row.setAttribute('role', 'row');
  });
  // The Tab key comes to the grid as a whole: it goes on to the cell that was last worked in.
  let last = { x: 0, y: 0 };
  grid.addEventListener('afterfocus', ({ detail: { colIndex, rowIndex } }) => {
    last = { x: colIndex, y: rowIndex };
  });
  grid.addEventListener('focus', () => void grid.setCellsFocus(last));
  return grid;
}

/** The columns of a sheet: its rows' names stay in sight at the left. */
export function columnsOf(area: Area, sheet: Sheet): ColumnRegular[] {
  return [
    {
      prop: 'title',
      name: isByDay(area) ? texts.period : texts.item,
      size: isByDay(area) ? titlePixels.day : titlePixels.item,
      pin: 'colPinStart',
      readonly: true,
      filter: false,
      cellProperties: ({ rowIndex }) => ({ class: 'title', ...tabStop(rowIndex, 0) }),
    },
    ...sheet.columns.map(({ id, title }, at): ColumnRegular => ({
      prop: id,
      name: title,
      size: Math.max(columnPixels, Math.ceil(title.length * header.character) + header.around),
      readonly: ({ model }) => (model as GridRow).cells.get(id)?.isLocked ?? true,
      columnProperties: () => ({ class: 'figure' }),
      filter: false,
      cellProperties: ({ model, rowIndex }) => ({
        ...tabStop(rowIndex, at),
        class: `figure ${(model as GridRow).cells.get(id)?.look ?? 'locked'}`,
      }),
      cellTemplate: (h: HyperFunc<VNode>, { model }) => {
        const cell = (model as GridRow).cells.get(id);
        return [
          h('span', { class: 'value' }, cell?.text ?? ''),
          ...(cell?.ghost === null || cell === undefined ? [] : [h('span', { class: 'ghost' }, cell.ghost)]),
        ];
      },
    })),
  ];
}

/** What scrolls has something inside that the Tab key comes to: its first cell. */
function tabStop(row: number, column: number): { readonly tabindex?: number } {
  return row + column === 0 ? { tabindex: 0 } : {};
}
