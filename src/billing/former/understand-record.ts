import { decimal, sum, toPlainText, type Decimal } from '../../kernel/decimal.ts';
import { isList, isObject, JsonNumber, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { firstDay, isDay, parseMonth } from '../../kernel/month.ts';
import type { FormerEntity } from './entities.ts';

/** A record of an export: its line, and its cells by the names of the columns; what is empty is absent. */
export interface ExportedRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Where a record belongs: what lookups by id lead to. */
export interface FormerPlace {
  readonly site: string;
  /** First day of the month; null for a site. */
  readonly month: string | null;
}

/** What is known of the records that others name. */
export interface Lookups {
  readonly sites: ReadonlyMap<string, string>;
  readonly knownSites: ReadonlySet<string>;
  /** By entity and id, as `statement 6f…`. */
  readonly parents: ReadonlyMap<string, FormerPlace>;
}

export interface FormerLine {
  readonly component: string;
  readonly title: string;
  readonly code: string;
  readonly amount: string;
}

/** A record of the old system as Daybook understands it; amounts are exact text. */
export interface UnderstoodRecord extends FormerPlace {
  readonly formerId: string;
  readonly parentId: string | null;
  readonly state: string | null;
  readonly number: string | null;
  readonly version: number | null;
  readonly amount: string | null;
  readonly profit: string | null;
  readonly lines: readonly FormerLine[] | null;
}

/** Why a record is held back, for people. */
class Held extends Error {}

/** Understands a record, or says why it is held back. */
export function understand(
  entity: FormerEntity,
  { cells }: ExportedRecord,
  lookups: Lookups,
): UnderstoodRecord | { readonly message: string } {
  try {
    const cell = (column: string | undefined): string | null =>
      column === undefined ? null : (cells[column] ?? null);
    const formerId = idIn(cell(entity.id) ?? cell('id'), entity.id);
    const parentId = entity.parent ? idIn(cell(entity.parent.column), entity.parent.column) : null;
    const invoiced = linesIn(cell(entity.lines), entity.lines);
    const version = cell(entity.version);
    if (version !== null && !/^\d{1,6}$/.test(version))
      throw new Held(`${entity.version ?? ''} “${version}” is not a version`);
    return {
      formerId,
      parentId,
      ...placeOf(entity, cell, { parentId, lookups }),
      state: stateIn(entity, cell),
      number: cell(entity.number),
      version: version === null ? null : Number.parseInt(version, 10),
      amount: amountIn(entity, cell),
      profit: invoiced?.profit ?? null,
      lines: invoiced?.lines ?? null,
    };
  } catch (cause) {
    if (cause instanceof Held) return { message: cause.message };
    throw cause;
  }
}

type Cell = (column: string | undefined) => string | null;

/** An id of the old system: a GUID, also in brackets, in one form. */
function idIn(text: string | null, column: string): string {
  const id = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^\{(.*)\}$/, '$1');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Held(text === null ? `${column} is missing` : `${column} “${text}” is not an id`);
  return id;
}

function placeOf(
  entity: FormerEntity,
  cell: Cell,
  { parentId, lookups }: { readonly parentId: string | null; readonly lookups: Lookups },
): FormerPlace {
  if (entity.kind === 'site') return siteItself(cell(entity.number), lookups);
  const parent = parentOf(entity, parentId, lookups);
  const site = parent?.site ?? siteIn(entity, cell, lookups);
  if (entity.monthOfYear === undefined)
    return { site, month: parent?.month ?? monthIn(cell(entity.month), entity.month ?? '') };
  const month = Number.parseInt(cell(entity.monthOfYear) ?? '', 10);
  if (!(month >= 1 && month <= 12)) throw new Held(`${entity.monthOfYear} is not a month of a year`);
  return { site, month: `${(parent?.month ?? '').slice(0, 4)}-${String(month).padStart(2, '0')}-01` };
}

function siteItself(text: string | null, { knownSites }: Lookups): FormerPlace {
  const site = (text ?? '').padStart(4, '0');
  if (!knownSites.has(site)) throw new Held(`site ${site} is not in the site master`);
  return { site, month: null };
}

function parentOf(
  { parent }: FormerEntity,
  id: string | null,
  { parents }: Lookups,
): FormerPlace | undefined {
  if (parent === undefined) return undefined;
  const place = parents.get(`${parent.entity} ${id ?? ''}`);
  if (!place) throw new Held(`${parent.column} ${id ?? ''} is not a ${parent.entity} that was taken over`);
  return place;
}

function siteIn({ site: column = '' }: FormerEntity, cell: Cell, { sites }: Lookups): string {
  const id = idIn(cell(column), column);
  const site = sites.get(id);
  if (site === undefined) throw new Held(`${column} ${id} is not a site that was taken over`);
  return site;
}

/** A day, perhaps with a time behind it, `YYYY-MM`, `YYYYMM` or a year, as the first day of its month. */
function monthIn(text: string | null, column: string): string {
  if (text === null) throw new Held(`${column} is missing`);
  const day = text.trim().slice(0, 10);
  if (isDay(day)) return `${day.slice(0, 7)}-01`;
  const parts = /^(\d{4})(?:-?(\d{2}))?$/.exec(text.trim());
  const month = parts === null ? null : parseMonth(`${parts[1] ?? ''}-${parts[2] ?? '01'}`);
  if (month === null) throw new Held(`${column} “${text}” is not a month`);
  return firstDay(month);
}

const firstOption = 126_840_000;

function stateIn({ state }: FormerEntity, cell: Cell): string | null {
  const text = cell(state?.column);
  if (state === undefined || text === null || state.options === undefined) return text;
  const at = /^\d+$/.test(text) ? Number.parseInt(text, 10) - firstOption : -1;
  const option = state.options[at] ?? state.options.find((word) => word.toLowerCase() === text.toLowerCase());
  if (option === undefined) throw new Held(`${state.column} ${text} is not a known option`);
  return option;
}

function amountIn({ amounts }: FormerEntity, cell: Cell): string | null {
  const figures = (amounts ?? []).flatMap((column) => {
    const text = cell(column);
    return text === null ? [] : [numberIn(text, column)];
  });
  return figures.length === 0 ? null : toPlainText(sum(figures));
}

function numberIn(text: string, column: string): Decimal {
  if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) throw new Held(`${column} “${text}” is not a figure`);
  return decimal(text);
}

/** The components whose lines the old system marked; what it marked by nothing is `former`. */
const componentsOf: readonly (readonly [flag: string, component: string])[] = [
  ['isAdhoc', 'ad-hoc'],
  ['isProfitShare', 'profit-share'],
  ['isManagementFee', 'management-fee'],
  ['isInsurance', 'insurance'],
  ['isClaims', 'claims'],
  ['isDepositedRevenue', 'deposited-revenue'],
  ['isPaidParkingTax', 'deposited-revenue'],
  ['isBillablePayrollAccounts', 'billable-accounts'],
  ['isPTEB', 'billable-accounts'],
  ['isSupportServices', 'billable-accounts'],
  ['isBillableExpenseAccounts', 'billable-accounts'],
];

/** Lines of an invoice, at whatever depth its groups hold them, and the profit that a profit share names. */
function linesIn(
  text: string | null,
  column = '',
): { readonly lines: FormerLine[]; readonly profit: string | null } | null {
  if (text === null) return null;
  const lines: FormerLine[] = [];
  let profit: string | null = null;
  const visit = (value: Json): void => {
    if (isList(value)) return value.forEach(visit);
    if (!isObject(value)) return;
    const { amount, metaData } = value;
    // What holds a list is a group, whatever total it names.
    const isGroup = Object.values(value).some((one) => isList(one));
    if (isGroup || amount === undefined || typeof value['title'] !== 'string')
      return Object.values(value).forEach(visit);
    const meta = isObject(metaData) ? metaData : {};
    const component = componentsOf.find(([flag]) => meta[flag] === true)?.[1] ?? 'former';
    lines.push({
      component,
      title: value['title'],
      code: textOf(value['code']),
      amount: toPlainText(numberIn(textOf(amount), `${column}: amount of “${value['title']}”`)),
    });
    if (component === 'profit-share' && meta['monthlyProfit'] !== undefined && meta['monthlyProfit'] !== null)
      profit = toPlainText(numberIn(textOf(meta['monthlyProfit']), `${column}: monthlyProfit`));
  };
  visit(jsonIn(text, column));
  return { lines, profit };
}

function jsonIn(text: string, column: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    throw new Held(`${column} is not JSON`);
  }
}

function textOf(value: Json | undefined): string {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'string' ? value : '';
}
