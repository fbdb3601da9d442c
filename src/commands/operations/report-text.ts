import { countForSomebody, type OperationsReport } from '../../platform/operations/index.ts';
import { counted, minuteText, table } from '../table.ts';

/** What a report is of, such as `Operations of June 2, 2025`. */
export function reportTitle({ period, firstDay, lastDay }: OperationsReport): string {
  if (period === 'day') return `Operations of ${firstDay}`;
  return `Operations of the ${period} from ${firstDay} through ${lastDay}`;
}

/** How much of a report is for somebody, in words. */
export function reportVerdict({ sections }: OperationsReport): string {
  const count = countForSomebody(sections);
  return count === 0 ? 'nothing needs anybody' : `${counted(count, 'row')} for somebody to look at`;
}

/** A report as text: rows that somebody has to look at have a mark before them. */
export function reportText(report: OperationsReport): string {
  const parts = report.sections.map(({ title, columns, rows, none }) => {
    if (rows.length === 0) return `${title}\n${none}`;
    const titles = columns.map((column) => column.title);
    const right = columns.filter(({ isFigure }) => isFigure).map((column) => column.title);
    const cells = rows.map((row) => [row.isForSomebody ? '!' : '', ...row.cells.map((cell) => cell ?? '–')]);
    return `${title}\n${table(['', ...titles], cells, right)}`;
  });
  return [
    `${reportTitle(report)}: ${reportVerdict(report)}.`,
    ...parts,
    `Made ${minuteText(report.madeAt)} UTC. Rows with “!” are for somebody to look at.`,
  ].join('\n\n');
}
