import type { ColumnKind } from '../../platform/workbooks/index.ts';

/** A column of a report: its name in the rows, what it holds, and whether totals add it up. */
export interface ReportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isSummed: boolean;
}

interface Layout {
  readonly title: string;
  /** Whether it tells of the calendar year up to the service month, or of that month alone (billing.md 4.11). */
  readonly isYearToDate: boolean;
  /** Objects of the matrix whose rows it tells of. */
  readonly reads: readonly ('labor' | 'profit-and-loss' | 'revenue')[];
  /** Asks for the rows; `$1` is the statement. */
  readonly question: string;
  /** Rows that agree in this column have a subtotal. */
  readonly groupBy?: string;
  /** Whether the subtotals may be added up; they may not where groups count different things. */
  readonly hasTotal: boolean;
  readonly columns: readonly ReportColumn[];
}

const column = (name: string, kind: ColumnKind = 'text'): ReportColumn => ({ name, kind, isSummed: false });
const summed = (name: string, kind: ColumnKind = 'money'): ReportColumn => ({ name, kind, isSummed: true });

/** The reports that go with a statement (billing.md 1.16, 4.11), by the name that asks for one. */
export const reportLayouts = {
  'hours-backup': {
    title: 'Hours backup',
    isYearToDate: false,
    groupBy: 'title',
    hasTotal: true,
    reads: ['labor'],
    question: 'select * from billing.hours_backup($1)',
    columns: [
      ...[column('job code'), column('title'), column('day', 'date')],
      ...[summed('regular hours', 'quantity'), summed('premium hours', 'quantity')],
    ],
  },
  'labor-distribution': {
    title: 'Labor distribution',
    isYearToDate: false,
    groupBy: 'part',
    hasTotal: false,
    reads: ['labor', 'profit-and-loss'],
    question: 'select * from billing.labor_distribution($1)',
    columns: [
      ...[column('part'), column('code'), column('name')],
      ...[summed('regular hours', 'quantity'), summed('premium hours', 'quantity'), summed('amount')],
      column('billed'),
    ],
  },
  'other-expenses': {
    title: 'Other expenses',
    isYearToDate: false,
    groupBy: 'billed',
    hasTotal: true,
    reads: ['profit-and-loss'],
    question: 'select * from billing.other_expenses($1)',
    columns: [column('account'), column('name'), column('entity'), summed('amount'), column('billed')],
  },
  tax: {
    title: 'Tax',
    isYearToDate: true,
    groupBy: 'deposited by',
    hasTotal: true,
    reads: ['revenue'],
    question: 'select * from billing.tax_report($1)',
    columns: [
      ...[column('deposited by'), column('tax rate %', 'percent'), summed('net revenue'), summed('tax')],
      ...[summed('net this year'), summed('tax this year')],
    ],
  },
  'mix-of-sales': {
    title: 'Mix of sales',
    isYearToDate: true,
    groupBy: 'category',
    hasTotal: true,
    reads: ['revenue'],
    question: 'select * from billing.mix_of_sales($1)',
    columns: [
      ...[column('category'), column('revenue code'), summed('vehicles', 'quantity'), summed('net revenue')],
      ...[summed('gross revenue'), summed('vehicles this year', 'quantity')],
      ...[summed('net this year'), summed('gross this year')],
    ],
  },
  'parking-department': {
    title: 'Parking department',
    isYearToDate: true,
    groupBy: 'part',
    hasTotal: false,
    reads: ['revenue'],
    question: 'select * from billing.parking_department($1)',
    columns: [
      ...[column('part'), column('month', 'month'), column('title')],
      ...[
        column('operator share %', 'percent'),
        column('owner share %', 'percent'),
        column('up to', 'money'),
      ],
      ...[summed('amount'), summed('due to operator'), summed('due to owner')],
    ],
  },
  validation: {
    title: 'Validations',
    isYearToDate: true,
    groupBy: 'part',
    hasTotal: false,
    reads: ['revenue'],
    question: 'select * from billing.validation_report($1)',
    columns: [
      ...[column('part'), column('month', 'month'), summed('validations'), column('threshold type')],
      ...[column('threshold', 'quantity'), summed('revenue'), summed('free of charge')],
      ...[summed('above threshold'), summed('billed')],
    ],
  },
} as const satisfies Readonly<Record<string, Layout>>;

export type ReportKind = keyof typeof reportLayouts;
export const reportKinds = Object.keys(reportLayouts) as readonly ReportKind[];

/** How a report is laid out. */
export function layoutOf(kind: ReportKind): Layout {
  return reportLayouts[kind];
}
