import { workbook } from '../../platform/workbooks/index.ts';
import type { ReportDocument } from './report.ts';

/** A report as an Excel workbook, with exact figures; totals are bold. The same report gives the same bytes. */
export function reportWorkbook({ title, site, customer, period, columns, rows }: ReportDocument): Buffer {
  return workbook([
    {
      name: title,
      heading: [title, `Site ${site}${customer === '' ? '' : `, ${customer}`}`, period],
      columns: columns.map(({ name, kind }) => ({ title: name, kind })),
      rows: rows.map(({ cells }) => cells),
      bold: new Set(rows.flatMap(({ level }, at) => (level === 'row' ? [] : [at]))),
    },
  ]);
}
