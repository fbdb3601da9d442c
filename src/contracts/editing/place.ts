import { refusal } from '../../kernel/errors.ts';
import { isList, isObject, JsonNumber, type Json } from '../../kernel/exact-json.ts';
import { withoutArticle } from '../exports/description/described-at.ts';
import { describedTerms } from '../exports/description/described-terms.ts';
import type { Field, List, Node, Nodes } from '../exports/description/field.ts';

/** A place of terms that somebody named. */
export interface Place {
  /** Names of the exports and places of rows from 0; a row that is to be added is the one after the last. */
  readonly steps: readonly (string | number)[];
  readonly node: Node;
  /** It is one row of the list, and not the list. */
  readonly isRow: boolean;
}

/** Components as lines and clauses call them, where exports say something else. */
const otherNames: Readonly<Record<string, string>> = {
  occupiedroom: 'perOccupiedRoom',
  bellservice: 'bellServiceFee',
  managementfee: 'managementAgreement',
  laborhour: 'perLaborHour',
  vendor: 'vendorId',
  recipients: 'billingContactEmails',
  emails: 'billingContactEmails',
};

/**
 * Finds what people name: `purchase-order`, `fixed-fee.fee`, `fixedFee.serviceRates[1].fee`,
 * `per-labor-hour[GSA].rate`, `invoice-groups[+].title`. Names are those of the exports or their labels, however they
 * are spelled; a row is named by its code, number or title, or by its place from 1 (`[#2]` is the second in any case),
 * and not at all where it is the only one. Refuses with
 * CONTRACTS_FIELD_UNKNOWN, CONTRACTS_ROW_UNKNOWN and CONTRACTS_ROW_NOT_NAMED.
 */
export function placeOf(named: string, terms: Json): Place {
  return placeIn({ named, steps: [], fields: describedTerms, held: terms }, stepsIn(named));
}

/** The pieces of `per-labor-hour[GSA].rate`, in brackets or between points. */
function stepsIn(named: string): string[] {
  return [...named.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, row]) => (row ?? whole).trim());
}

interface Standing {
  readonly named: string;
  readonly steps: readonly (string | number)[];
  readonly fields: Nodes;
  readonly held: Json;
}

function placeIn(at: Standing, [step, ...rest]: readonly string[]): Place {
  if (step === undefined) throw unknownField(at);
  const name = nameIn(at.fields, step);
  const node = name === null ? undefined : at.fields[name];
  if (name === null || node === undefined) return placeAmongRows(at, [step, ...rest]);
  const held = isObject(at.held) ? (at.held[name] ?? null) : null;
  const steps = [...at.steps, name];
  if (node.is === 'field') {
    if (rest.length > 0) throw unknownField({ ...at, fields: {} });
    return { steps, node, isRow: false };
  }
  if (rest.length === 0) return { steps, node, isRow: false };
  if (node.is === 'block') return placeIn({ ...at, steps, fields: node.fields, held }, rest);
  return placeInList(node, { ...at, steps, held }, rest);
}

/** A step that names no field of a block names a row, or a field of the rows, of the only list in it. */
function placeAmongRows(at: Standing, all: readonly string[]): Place {
  const lists = Object.entries(at.fields).filter((entry): entry is [string, List] => entry[1].is === 'list');
  const [only] = lists;
  if (only === undefined || at.steps.length === 0) throw unknownField(at);
  const matching =
    lists.length === 1 ? only : lists.find(([, one]) => nameIn(one.fields, all[0] ?? '') !== null);
  const [name, node] = matching ?? only;
  const held = isObject(at.held) ? (at.held[name] ?? null) : null;
  return placeInList(node, { ...at, steps: [...at.steps, name], held }, all);
}

function placeInList(node: List, at: Standing, all: readonly string[]): Place {
  const rows = isList(at.held) ? at.held : [];
  const [step = '', ...rest] = all;
  const isField = nameIn(node.fields, step) !== null && rowAt(rows, node, step) === null;
  const row = isField ? onlyRow(rows, at, node) : rowAt(rows, node, step);
  if (row === null) throw unknownRow(at, { node, rows, step });
  const steps = [...at.steps, row];
  const left = isField ? all : rest;
  if (left.length === 0) return { steps, node, isRow: true };
  return placeIn({ ...at, steps, fields: node.fields, held: rows[row] ?? null }, left);
}

function onlyRow(rows: readonly Json[], { named }: Standing, { label, fields }: List): number {
  if (rows.length === 1) return 0;
  const [example = '[1]'] = rows.map((row) => `[${nameOfRow(fields, row) ?? '1'}]`);
  throw refusal('CONTRACTS_ROW_NOT_NAMED', { field: named, rows: rows.length, label, example });
}

/** The row of a place from 1, of a code, number or title, or the one that is to be added; null for none. */
function rowAt(rows: readonly Json[], { fields }: List, step: string): number | null {
  if (step === '+') return rows.length;
  const [, exact] = /^#(\d{1,4})$/.exec(step) ?? [];
  const byCode = rows.findIndex((row) => namesOfRow(fields, row).some((name) => plain(name) === plain(step)));
  if (exact === undefined && byCode >= 0) return byCode;
  const place = /^\d{1,4}$/.test(exact ?? step) ? Number.parseInt(exact ?? step, 10) : 0;
  return place >= 1 && place <= rows.length ? place - 1 : null;
}

/** Fields by which people tell rows apart, the best first. */
const tellingApart = [
  'jobCode',
  'code',
  'groupNumber',
  'displayName',
  'title',
  'expensetitle',
  'name',
] as const;

function namesOfRow(fields: Nodes, row: Json): string[] {
  if (!isObject(row)) return [];
  return tellingApart.flatMap((name) => {
    const value = name in fields ? row[name] : undefined;
    if (value instanceof JsonNumber) return [value.text];
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  });
}

/** What people call a row: its code, number or title; null when it has none of them. */
export function nameOfRow(fields: Nodes, row: Json): string | null {
  return namesOfRow(fields, row)[0] ?? null;
}

function nameIn(fields: Nodes, step: string): string | null {
  const plainName = plain(step);
  const names = Object.entries(fields);
  const exact = names.find(([name]) => plain(name) === plainName);
  const labelled = names.find(
    ([, { is, label }]) => bare(`${label}${is === 'list' ? 's' : ''}`) === bare(step),
  );
  const other = otherNames[plainName];
  return (exact ?? labelled)?.[0] ?? (other !== undefined && other in fields ? other : null);
}

/** A label without its article. */
function bare(label: string): string {
  return plain(label.replace(/^the[ -]/, ''));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function unknownField({ named, fields }: Standing): Error {
  const names = Object.entries(fields).map(([name, { label, is }]) =>
    is === 'block' ? name : hyphened(label),
  );
  return refusal('CONTRACTS_FIELD_UNKNOWN', { field: named, known: listed(names, 'no further fields') });
}

function unknownRow(
  { named }: Standing,
  { node, rows, step }: { readonly node: List; readonly rows: readonly Json[]; readonly step: string },
): Error {
  const names = rows.map((row, at) => nameOfRow(node.fields, row) ?? String(at + 1));
  return refusal('CONTRACTS_ROW_UNKNOWN', {
    field: named,
    row: step,
    label: node.label,
    known: listed(names, 'no rows yet'),
  });
}

function listed(names: readonly string[], otherwise: string): string {
  return names.length === 0 ? otherwise : names.join(', ');
}

function hyphened(label: string): string {
  return withoutArticle(label).replaceAll(' ', '-');
}

/** The switch of a component, where a component is what was named. */
export function switchOf({
  node,
  steps,
  isRow,
}: Place): { readonly field: Field; readonly steps: Place['steps'] } | null {
  if (node.is === 'field') return { field: node, steps };
  const enabled = node.is === 'block' && !isRow ? node.fields['enabled'] : undefined;
  return enabled?.is === 'field' ? { field: enabled, steps: [...steps, 'enabled'] } : null;
}
