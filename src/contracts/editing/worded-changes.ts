import {
  isList,
  isObject,
  JsonNumber,
  sameJson,
  type Json,
  type JsonObject,
} from '../../kernel/exact-json.ts';
import { readAccounts } from '../exports/account-list.ts';
import { capital, withoutArticle } from '../exports/description/described-at.ts';
import { describedTerms } from '../exports/description/described-terms.ts';
import type { Field, List, Nodes } from '../exports/description/field.ts';
import { figureText } from '../wording.ts';
import { nameOfRow } from './place.ts';
import { tiersText } from './tiers-text.ts';
import { unitOfField } from './value-as-typed.ts';

/** A difference between two versions of terms, in words. */
export interface WordedChange {
  /** Where, in the names of the exports: `fixedFee.serviceRates[1].fee`. */
  readonly path: string;
  /** What it is called: `Fixed fee, Valet Services: fee a month`. */
  readonly what: string;
  /** Null where there was nothing, such as a row that was added. */
  readonly before: string | null;
  readonly after: string | null;
}

interface Side {
  readonly held: Json;
  /** The rows around, the innermost first. */
  readonly rows: readonly JsonObject[];
}

interface Pair {
  readonly path: string;
  /** What people call what is around. */
  readonly around: readonly string[];
  readonly before: Side;
  readonly after: Side;
}

/** What differs between two versions of terms, in the order of the exports; ids tell rows apart and are not told. */
export function toldChanges(before: Json, after: Json): WordedChange[] {
  return changesOfFields(describedTerms, {
    path: '',
    around: [],
    before: { held: before, rows: isObject(before) ? [before] : [] },
    after: { held: after, rows: isObject(after) ? [after] : [] },
  });
}

/** What fields of a block say, each in words of its own: `Rate for an occupied room: $1.17`. */
export function toldFields(fields: Nodes, block: JsonObject): string[] {
  const changes = changesOfFields(fields, {
    path: '',
    around: [],
    before: { held: null, rows: [] },
    after: { held: block, rows: [block] },
  });
  return changes
    .filter(({ path, after }) => path !== 'enabled' && after !== null && after !== 'no')
    .map(({ what, after }) => (after === 'yes' ? what : `${what}: ${after ?? ''}`));
}

function changesOfFields(fields: Nodes, pair: Pair): WordedChange[] {
  return Object.entries(fields).flatMap(([name, node]): WordedChange[] => {
    const at = inside(pair, name);
    if (node.is === 'field') return node.kind === 'id' ? [] : changeOfField(node, at);
    if (node.is === 'block')
      return changesOfFields(node.fields, { ...at, around: [...at.around, withoutArticle(node.label)] });
    return node.placed === 'tier' ? changeOfTiers(node, at) : changesOfRows(node, at);
  });
}

function inside({ path, around, before, after }: Pair, name: string): Pair {
  const field = ({ held, rows }: Side): Side => ({
    held: isObject(held) ? (held[name] ?? null) : null,
    rows,
  });
  return { path: path === '' ? name : `${path}.${name}`, around, before: field(before), after: field(after) };
}

function changeOfField(field: Field, { path, around, before, after }: Pair): WordedChange[] {
  if (sameJson(before.held, after.held)) return [];
  return [
    {
      path,
      what: capital([around.join(', '), field.label].filter((one) => one !== '').join(': ')),
      before: valueText(field, before),
      after: valueText(field, after),
    },
  ];
}

function changeOfTiers({ label }: List, { path, around, before, after }: Pair): WordedChange[] {
  const [was, is] = [tiersText(before.held, before.rows), tiersText(after.held, after.rows)];
  return was === is
    ? []
    : [{ path, what: capital(`${around.join(', ')}: ${label}s`), before: was, after: is }];
}

function changesOfRows(list: List, { path, around, before, after }: Pair): WordedChange[] {
  const [was, is] = [rowsIn(before.held), rowsIn(after.held)];
  const partners = new Map(is.map((row, at) => [row, partnerOf(row, at, was)]));
  const gone = was.filter((row) => ![...partners.values()].includes(row));
  const placed = (row: JsonObject, at: number): Pick<Pair, 'path' | 'around'> => ({
    path: `${path}[${String(at + 1)}]`,
    around: [...around, nameOfRow(list.fields, row) ?? `${list.label} ${String(at + 1)}`],
  });
  return [
    ...gone.map((row) => ({
      path: `${path}[${String(was.indexOf(row) + 1)}]`,
      what: capital(placed(row, was.indexOf(row)).around.join(', ')),
      before: rowText(list.fields, row, before.rows),
      after: null,
    })),
    ...is.flatMap((row, at) => {
      const partner = partners.get(row);
      if (partner === undefined)
        return [
          {
            path: `${path}[${String(at + 1)}]`,
            what: capital(placed(row, at).around.join(', ')),
            before: null,
            after: rowText(list.fields, row, after.rows),
          },
        ];
      return changesOfFields(list.fields, {
        ...placed(row, at),
        before: { held: partner, rows: [partner, ...before.rows] },
        after: { held: row, rows: [row, ...after.rows] },
      });
    }),
  ];
}

function rowsIn(held: Json): JsonObject[] {
  return isList(held) ? held.filter(isObject) : [];
}

/** The same row before: by its id, or by its place where rows have none. */
function partnerOf(row: JsonObject, at: number, was: readonly JsonObject[]): JsonObject | undefined {
  const id = row['id'];
  if (typeof id !== 'string') return was[at];
  return was.find((one) => typeof one['id'] === 'string' && one['id'].toLowerCase() === id.toLowerCase());
}

/** A whole row in words: what it says, without what it leaves open; a figure of 0 says nothing. */
function rowText(fields: Nodes, row: JsonObject, around: readonly JsonObject[]): string {
  const rows = [row, ...around];
  const parts = Object.entries(fields).flatMap(([name, node]): string[] => {
    const held = row[name] ?? null;
    if (node.is === 'list') return node.placed === 'tier' ? [tiersText(held, rows)] : [];
    if (node.is === 'block' || node.kind === 'id' || held === null || held === '' || held === false)
      return [];
    if (node.kind === 'figure' && held instanceof JsonNumber && held.value.eq('0')) return [];
    return [held === true ? node.label : `${node.label} ${valueText(node, { held, rows }) ?? ''}`];
  });
  return parts.filter((one) => one !== '').join(', ');
}

/** A value as people read it, with its unit; null for nothing. */
function valueText(field: Field, { held, rows }: Side): string | null {
  if (held === null || held === '' || isObject(held)) return null;
  if (typeof held === 'boolean') return held ? 'yes' : 'no';
  if (isList(held)) return listText(field, held);
  if (held instanceof JsonNumber) return numberText(field, held, rows);
  if (field.kind === 'accounts') return accountsText(held);
  return field.kind === 'day' ? held.slice(0, 10) : wordsOf(field, held);
}

/** What people call a choice or a code; the code itself where nothing follows from it. */
function wordsOf({ choices }: Field, code: string): string {
  return choices !== null && Object.hasOwn(choices, code) ? (choices[code] ?? code) : code;
}

function listText(field: Field, held: readonly Json[]): string | null {
  const entries = held.flatMap((one) => (typeof one === 'string' ? [wordsOf(field, one)] : []));
  return entries.length === 0 ? null : entries.join(', ');
}

function numberText(field: Field, held: JsonNumber, rows: Side['rows']): string {
  if (field.range === null) return held.text;
  return figureText(held.value, unitOfField(field, rows));
}

function accountsText(list: string): string {
  const accounts = readAccounts(list) ?? [];
  const excluded = accounts.filter(({ isEnabled }) => !isEnabled).map(({ code }) => code);
  const billed = accounts.length - excluded.length;
  return excluded.length === 0
    ? `all ${String(billed)} billed`
    : `${String(billed)} billed, not ${excluded.join(', ')}`;
}
