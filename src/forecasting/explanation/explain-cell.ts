import type { Line } from '../../contracts/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { budgetByJob } from '../jobs/budget-by-job.ts';
import type { MappedProfile } from '../payroll/map-profile.ts';
import { fingerprintOf, isKept, previewSite, type PnlOptions } from '../pnl/calculate-pnl.ts';
import type { MonthResult } from '../pnl/calculate-year.ts';
import { inputObjects, partsOf, type CellPart, type InputObject } from './cell-parts.ts';
import {
  actualRows,
  entriesOfCell,
  ledgerRows,
  objectOfActuals,
  type CellEntry,
  type SourceRow,
} from './cell-rows.ts';
import type { VersionRequest } from '../pnl/gather-years.ts';
import { sumOfSite } from '../pnl/pnl-sums.ts';
import { pnlTable, rangeOfYear, shownLines, type ShownCell, type ShownLine } from '../pnl/pnl-table.ts';
import { contributionSign, formulaOf, type StoredLine } from '../pnl/rows.ts';
import type { SiteYear } from '../pnl/site-year.ts';

/** How a cell of the P&L was calculated, limited to what the caller may see. */
export interface ExplainedCell {
  readonly site: string;
  readonly month: Month;
  readonly line: ShownLine;
  readonly cell: ShownCell;
  readonly state: MonthResult['state'];
  readonly formula: string;
  readonly parts: readonly CellPart[];
  /** Components of internal revenue with their own explanations; empty for other rows. */
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  /** Of payroll, and of hours that internal revenue counts: the payroll budget and the job codes it went to. */
  readonly profiles: readonly MappedProfile[];
  readonly entries: readonly CellEntry[];
  readonly budgetRows: readonly SourceRow[];
  readonly actualRows: readonly SourceRow[];
  /** Inputs that are left out, by what one would have to be allowed to read. */
  readonly hidden: readonly { readonly object: InputObject; readonly inputs: number }[];
  /** The inputs are those of the stored result; otherwise it is to be recalculated. Null where nothing is stored. */
  readonly isUpToDate: boolean | null;
}

/** Both ways of reading for a person who asks. */
export interface Reading {
  /** The owner's: calculates, and counts what is hidden. */
  readonly owner: Queryable;
  /**
   * With the rights of the person: whatever is shown of facts and entries was read this way. It is entered once the
   * owner is done: a connection that waits for another one stands in the way of it.
   */
  readonly asCaller: <T>(read: (caller: Queryable) => Promise<T>) => Promise<T>;
}

/**
 * Explains a cell of one site: the rule in words, what went into it, which of it is actual, forecast or budget, who
 * entered what, and the rows of the warehouse with file and line. It is calculated again from the inputs; the
 * fingerprint tells whether they are those of the stored result. Inputs that the caller may not read are left out and
 * counted in `hidden`. Null when the site has no such month. Ask for the right to see the P&L of the site before.
 */
export async function explainCell(
  reading: Reading,
  selection: VersionRequest,
  options: Pick<PnlOptions, 'year' | 'asOf' | 'operator'> & {
    readonly month: Month;
    readonly line: ShownLine;
  },
): Promise<ExplainedCell | null> {
  const { month, line } = options;
  const preview = await previewSite(reading.owner, selection, options);
  const monthResult = preview?.months.find((one) => one.month === month);
  const inputs = preview?.inputs.months.find((one) => one.month === month);
  if (preview === null || monthResult === undefined || inputs === undefined) return null;
  const rows = pnlTable(
    preview.months.flatMap((one) => one.cells.filter(isKept).map((cell) => sumOfSite(one.month, cell))),
    rangeOfYear(options.year),
  );
  const row = rows.find((one) => one.line === line);
  const cell = row?.months.find((one) => one.month === month);
  if (cell === undefined) return null;
  const parts = isStored(line)
    ? partsOf(line, monthResult, {
        site: preview.inputs,
        inputs,
      })
    : partsOfSums(line, month, rows);
  const [stored] = await reading.owner.query<{ fingerprint: string }>(
    `select fingerprint from forecasting.site_month
     where site_id = $1 and version_id = $2 and plan_month = $3::date`,
    [selection.site, selection.versionId, firstDay(month)],
  );
  const explained = { made: monthResult, site: preview.inputs, line };
  const { readable, sources } = await sourcesOf(reading, selection, explained, options);
  const { shown, hidden } = forReader(readable, { ...sources, parts });
  return {
    site: selection.site,
    month,
    line,
    cell,
    state: monthResult.state,
    ...shown,
    hidden,
    // Notes name job profiles.
    notes: readable.has('labor')
      ? monthResult.notes
      : monthResult.notes.filter((note) => !note.startsWith('job profiles')),
    formula:
      monthResult.state === 'closed' && isStored(line)
        ? 'Sum of the ledger for the category of the row'
        : formulaFor(line),
    isUpToDate:
      stored === undefined ? null : stored.fingerprint === fingerprintOf(inputs, preview.inputs.facts),
  };
}

function isStored(line: ShownLine): line is StoredLine {
  return line !== 'front-line-contribution' && line !== 'flc-to-budget-cumulative';
}

const formulaOfSum: Readonly<Record<Exclude<ShownLine, StoredLine>, string>> = {
  'front-line-contribution': 'Internal revenue less the rows of expense',
  'flc-to-budget-cumulative': 'Front line contribution less its budget, from January to this month',
};

const formulaFor = (line: ShownLine): string => (isStored(line) ? formulaOf(line) : formulaOfSum[line]);

/** Rows for a sum: those of the month for contribution, the months of the year for what runs on. */
function partsOfSums(line: ShownLine, month: Month, rows: ReturnType<typeof pnlTable>): CellPart[] {
  const contribution = rows.find((row) => row.line === 'front-line-contribution');
  if (line === 'flc-to-budget-cumulative')
    return (contribution?.months ?? [])
      .filter((cell) => (cell.month ?? '') <= month && cell.variance !== null)
      .map((cell) => ({
        name: `front-line-contribution of ${cell.month ?? ''} to budget`,
        from: 'calculated',
        value: cell.variance ?? decimal('0'),
        object: 'profit-and-loss',
      }));
  return rows.flatMap((row): CellPart[] => {
    const sign = isStored(row.line) ? contributionSign(row.line) : 0;
    const trend = row.months.find((cell) => cell.month === month)?.trend ?? null;
    if (trend === null || sign === 0) return [];
    const value = sign === -1 ? trend.neg() : trend;
    return [{ name: row.line, value, from: 'calculated', object: 'profit-and-loss' }];
  });
}

/** What the caller sees of the sources, and how many there are that it does not see. */
interface Sources {
  readonly lines: readonly Line[];
  readonly profiles: readonly MappedProfile[];
  readonly entries: readonly CellEntry[];
  readonly budgetRows: readonly SourceRow[];
  readonly actualRows: readonly SourceRow[];
  /** Rows that are there and that the caller did not get. */
  readonly unseen: ReadonlyMap<InputObject, number>;
}

const noSources: Sources = {
  lines: [],
  profiles: [],
  entries: [],
  budgetRows: [],
  actualRows: [],
  unseen: new Map(),
};

/** Rows of a kind, and what someone has to be allowed to read to see them. */
interface SourceKind<Row> {
  readonly object: InputObject;
  readonly rows: (database: Queryable) => Promise<Row[]>;
}

/** What is behind a row, limited to what the caller may read; sums of rows have nothing but parts. */
async function sourcesOf(
  reading: Reading,
  selection: VersionRequest,
  { line, ...explained }: { readonly made: MonthResult; readonly site: SiteYear; readonly line: ShownLine },
  options: Pick<PnlOptions, 'asOf'> & { readonly month: Month },
): Promise<{ readonly sources: Sources; readonly readable: ReadonlySet<InputObject> }> {
  if (isStored(line)) return sourcesOfRow(reading, selection, { ...explained, line }, options);
  const readable = await reading.asCaller((caller) => readableAt(caller, selection.site));
  return { sources: noSources, readable };
}

async function sourcesOfRow(
  { owner, asCaller }: Reading,
  { site, versionId }: VersionRequest,
  explained: { readonly made: MonthResult; readonly site: SiteYear; readonly line: StoredLine },
  { asOf, month }: Pick<PnlOptions, 'asOf'> & { readonly month: Month },
): Promise<{ readonly sources: Sources; readonly readable: ReadonlySet<InputObject> }> {
  const { made, line } = explained;
  const isCalculated = made.state !== 'closed';
  const accounts = explained.site.categoryOf;
  const entries: SourceKind<CellEntry> = {
    object: 'forecast',
    rows: async (database) =>
      isCalculated ? entriesOfCell(database, versionId, { month, line, accounts }) : [],
  };
  const budget: SourceKind<SourceRow> = {
    object: 'profit-and-loss',
    rows: (database) => ledgerRows(database, site, { month, line, kind: 'budget' }),
  };
  const actual: SourceKind<SourceRow> = {
    object: objectOfActuals(made, line),
    rows: (database) => actualRows(database, site, made, line),
  };
  const unseen = new Map<InputObject, number>();
  const count = (object: InputObject, rows: number): void => {
    unseen.set(object, (unseen.get(object) ?? 0) + rows);
  };
  for (const { object, rows } of [entries, budget, actual]) count(object, (await rows(owner)).length);
  const needsProfiles = isCalculated && ['payroll', 'internal-revenue'].includes(line);
  const [budgeted] = needsProfiles
    ? await budgetByJob(owner, { sites: [site], from: month, to: month, asOf })
    : [];
  return asCaller(async (caller) => {
    const readable = await readableAt(caller, site);
    // Who may not read an object at all has no right to its tables either.
    const seen = async <Row>({ object, rows }: SourceKind<Row>): Promise<Row[]> => {
      const own = readable.has(object) ? await rows(caller) : [];
      count(object, -own.length);
      return own;
    };
    const sources = {
      lines: line === 'internal-revenue' && isCalculated ? (made.internal?.lines ?? []) : [],
      profiles: budgeted?.profiles ?? [],
      entries: await seen(entries),
      budgetRows: await seen(budget),
      actualRows: await seen(actual),
      unseen,
    };
    return { sources, readable };
  });
}

/** The objects whose rows the caller may read at a site. */
async function readableAt(caller: Queryable, site: string): Promise<ReadonlySet<InputObject>> {
  const rows = await caller.query<{ object: InputObject }>(
    `select object from unnest($1::text[]) as object where security.may(object, 'read', $2)`,
    [inputObjects, site],
  );
  return new Set(rows.map(({ object }) => object));
}

type Shown = Pick<ExplainedCell, 'parts' | 'lines' | 'profiles' | 'entries' | 'budgetRows' | 'actualRows'>;

/** What was calculated by the owner is cut down to what the caller may read; rows were read with its rights. */
function forReader(
  readable: ReadonlySet<InputObject>,
  { unseen, ...sources }: Sources & Pick<ExplainedCell, 'parts'>,
): { shown: Shown; hidden: ExplainedCell['hidden'] } {
  const hidden = new Map(unseen);
  const hide = (object: InputObject, count: number): void => {
    hidden.set(object, (hidden.get(object) ?? 0) + count);
  };
  const may = (object: InputObject): boolean => {
    if (!readable.has(object)) hide(object, 1);
    return readable.has(object);
  };
  const shown: Shown = {
    ...sources,
    parts: sources.parts.filter(({ object }) => may(object)),
    lines: sources.lines
      .filter(() => may('contract'))
      .map((line) => ({
        ...line,
        explanation: {
          ...line.explanation,
          inputs: line.explanation.inputs.filter(({ unit }) => may(objectOfUnit(unit))),
        },
      })),
    profiles: sources.profiles.filter(() => may('labor')),
  };
  return {
    shown,
    hidden: [...hidden].filter(([, inputs]) => inputs > 0).map(([object, inputs]) => ({ object, inputs })),
  };
}

function objectOfUnit(unit: Line['explanation']['inputs'][number]['unit']): InputObject {
  if (unit === 'hours' || unit === 'minutes') return 'labor';
  return unit === 'rooms' || unit === 'vehicles' ? 'revenue' : 'contract';
}

/** A row as it was typed; null when the P&L has none of that name. */
export function shownLineOf(text: string): ShownLine | null {
  return shownLines.find((line) => line === text) ?? null;
}
