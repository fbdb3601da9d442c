import { pnlRows } from '../../warehouse/index.ts';

/** A measure of the report model, in DAX. */
export interface Measure {
  readonly name: string;
  readonly expression: string;
  readonly format: string;
  readonly about: string;
}

const views = ['budget', 'forecast', 'actual', 'trend'] as const;

const money = '#,##0.00;(#,##0.00)';
const percent = '0.0%;-0.0%;0.0%';

/**
 * Measures on the table of the P&L: every row in every view, its variance in dollars and percent, and whether that is
 * favorable: more revenue is, and less expense (operations.md 3.6). A row that is not there is blank, not 0.
 */
export function pnlMeasures(): Measure[] {
  const rows = [
    ...pnlRows.map(({ row, contribution }) => ({ row, isCost: contribution === -1 })),
    { row: 'front-line-contribution', isCost: false },
  ];
  return rows.flatMap(({ row, isCost }): Measure[] => {
    const title = titleOf(row);
    const sum = (column: string): string =>
      `CALCULATE(SUM('profit_and_losses'[${column}]), 'profit_and_losses'[line] = "${row}")`;
    return [
      ...views.map((view) => ({
        name: `${title} ${view}`,
        expression: sum(view),
        format: money,
        about: `${title}: ${view}.`,
      })),
      {
        name: `${title} variance`,
        expression: sum('variance'),
        format: money,
        about: `${title}: trend less budget.`,
      },
      {
        name: `${title} variance %`,
        expression: `DIVIDE([${title} variance], ABS([${title} budget]))`,
        format: percent,
        about: `${title}: variance as part of the budget; blank without a budget.`,
      },
      {
        name: `${title} favorable`,
        expression: `SIGN([${title} variance])${isCost ? ' * -1' : ''}`,
        format: '0',
        about: `${title}: 1 is better than the budget, -1 is worse, 0 is the same.`,
      },
    ];
  });
}

function titleOf(row: string): string {
  const words = row.replaceAll('-', ' ');
  return row === 'pteb' ? 'PTEB' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
