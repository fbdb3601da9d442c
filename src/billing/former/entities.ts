/** What the old system exports, by the columns of its entities (data.md 3). Option sets count from 126840000. */
export interface FormerEntity {
  readonly entity: string;
  readonly kind: 'site' | 'statement' | 'forecast';
  /** Column with the id; an export may call it `id`. */
  readonly id: string;
  /** Lookup of the site, unless its parent says it. */
  readonly site?: string;
  /** Lookup of the record that it belongs to. */
  readonly parent?: { readonly column: string; readonly entity: string };
  /** Column with a day, `YYYY-MM`, `YYYYMM` or a year; unless its parent says it. */
  readonly month?: string;
  /** Column with the number of a month in the year of the parent. */
  readonly monthOfYear?: string;
  readonly state?: { readonly column: string; readonly options?: readonly string[] };
  readonly number?: string;
  readonly version?: string;
  /** Columns whose sum is the amount. */
  readonly amounts?: readonly string[];
  /** Column with JSON of groups of lines. */
  readonly lines?: string;
}

const vehicles = ['valet', 'self'].flatMap((place) =>
  ['daily', 'monthly', 'overnight', 'comps', 'aggregator'].map((kind) => `bs_${place}${kind}`),
);
const expenses = [
  'employeerelations fuelvehicles lossanddamageclaims officesupplies outsideservices rentsparking',
  'repairsandmaintenance repairsandmaintenancevehicle signage suppliesandequipment ticketsandprintedmaterial uniforms',
].flatMap((line) => line.split(' ').map((name) => `bs_${name}`));
const revenues = ['billableexpense', 'credits', 'gpofees', 'revenuevalidation', 'signingbonus'].map(
  (name) => `bs_${name}`,
);
const site = 'bs_customersitefk';

/** In the order in which they are taken over: what others belong to comes first. */
export const formerEntities: readonly FormerEntity[] = [
  { entity: 'site', kind: 'site', id: 'bs_customersiteid', number: 'bs_sitenumber' },
  {
    entity: 'statement',
    kind: 'statement',
    id: 'bs_billingstatementid',
    site,
    month: 'bs_serviceperiodstart',
    version: 'bs_statementversionnumber',
    state: {
      column: 'bs_statementstatus',
      options: [
        ...['Generating', 'Needs review', 'Approved', 'Sent', 'AR review', 'Approval team', 'Ready to send'],
        'Failed',
      ],
    },
  },
  {
    entity: 'invoice',
    kind: 'statement',
    id: 'bs_invoiceid',
    parent: { column: 'bs_billingstatementfk', entity: 'statement' },
    number: 'bs_invoicenumber',
    amounts: ['bs_amount'],
    lines: 'bs_invoicedata',
  },
  {
    entity: 'note',
    kind: 'statement',
    id: 'annotationid',
    parent: { column: 'objectid', entity: 'statement' },
  },
  {
    entity: 'approval',
    kind: 'statement',
    id: 'cr9e8_readyforinvoiceid',
    site,
    month: 'cr9e8_period',
    state: { column: 'cr9e8_invoicestatus' },
  },
  { entity: 'statistics', kind: 'forecast', id: 'bs_sitestatisticid', site, month: 'bs_billingperiod' },
  {
    entity: 'statistics-day',
    kind: 'forecast',
    id: 'bs_sitestatisticdetailid',
    parent: { column: 'bs_sitestatisticfk', entity: 'statistics' },
    state: { column: 'bs_type', options: ['Budget', 'Forecast', 'Actual'] },
    amounts: vehicles,
  },
  { entity: 'rates', kind: 'forecast', id: 'bs_parkingrateid', site, month: 'bs_year' },
  {
    entity: 'rate',
    kind: 'forecast',
    id: 'bs_parkingratedetailid',
    parent: { column: 'bs_parkingratefk', entity: 'rates' },
    monthOfYear: 'bs_month',
    // The same three words have another order here.
    state: { column: 'bs_type', options: ['Forecast', 'Actual', 'Budget'] },
    amounts: ['bs_rate'],
  },
  { entity: 'payroll', kind: 'forecast', id: 'bs_payrollid', site, month: 'bs_period' },
  {
    entity: 'payroll-day',
    kind: 'forecast',
    id: 'bs_payrolldetailid',
    parent: { column: 'bs_payrollfk', entity: 'payroll' },
    amounts: ['bs_forecastpayrollcost'],
  },
  {
    entity: 'other-expense',
    kind: 'forecast',
    id: 'bs_otherexpensedetailid',
    site,
    month: 'bs_monthyear',
    amounts: expenses,
  },
  {
    entity: 'other-revenue',
    kind: 'forecast',
    id: 'bs_otherrevenuedetailid',
    site,
    month: 'bs_monthyear',
    // And another one here.
    state: { column: 'bs_type', options: ['Actual', 'Forecast', 'Budget'] },
    amounts: revenues,
  },
];

/** The entity whose columns a record has; null for none. A column `id` alone says nothing, so it counts for none. */
export function entityOf(columns: ReadonlySet<string>): FormerEntity | null {
  const named = formerEntities.find(({ id }) => columns.has(id));
  if (named) return named;
  if (!columns.has('id')) return null;
  const fits = formerEntities.filter((entity) =>
    tellingColumns(entity).every((column) => columns.has(column)),
  );
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** Columns that tell an entity from all others where its id is only called so. */
function tellingColumns({
  parent,
  month,
  monthOfYear,
  state,
  number,
  version,
  lines,
}: FormerEntity): string[] {
  return [parent?.column, month, monthOfYear, state?.column, number, version, lines].flatMap((column) =>
    column === undefined ? [] : [column],
  );
}
