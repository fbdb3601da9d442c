import { isList, isObject, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { capital } from '../exports/description/described-at.ts';
import { describedComponents, describedTerms } from '../exports/description/described-terms.ts';
import type { Block, Field, List, Nodes } from '../exports/description/field.ts';
import { nameOfRow } from './place.ts';
import { percentUnit, valueAsTyped } from './value-as-typed.ts';

/** A field of a form, and how its value is typed. */
export interface FieldShape {
  readonly label: string;
  readonly kind: Field['kind'];
  /** The values of a choice, and the codes of a list that something follows from, with what people call them. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
  /** It may be left empty. */
  readonly mayBeEmpty: boolean;
}

/** A value of the terms as a form shows it. */
export interface TermField extends FieldShape {
  /** As `edit` takes it: `fixedFee.serviceRates[#1].fee`. */
  readonly place: string;
  /** The row that it stands in; empty outside of rows. */
  readonly row: string;
  /** As `edit` takes it; null for nothing. */
  readonly value: string | null;
  readonly unit: '%' | null;
}

/** A row of a list of the terms. */
export interface TermRow {
  readonly place: string;
  /** The list, and the row around it; empty outside of rows. */
  readonly list: string;
  readonly row: string;
  readonly title: string;
}

/** A list to which rows may be added. */
export interface TermList {
  /** Without the places of rows: `revenueShare.thresholdStructures.tiers`. */
  readonly list: string;
  /** What one row is called. */
  readonly label: string;
  readonly fields: readonly (FieldShape & { readonly name: string })[];
}

/** What a form shows of one thing: the contract itself, or a component. */
export interface TermSection {
  /** Block of the exports; `contract` for what stands outside of them. */
  readonly component: string;
  readonly title: string;
  /** The place that switches it on; null for what cannot be switched. */
  readonly switch: string | null;
  readonly isOn: boolean;
  readonly fields: readonly TermField[];
  readonly rows: readonly TermRow[];
  readonly lists: readonly TermList[];
}

/** The terms of a contract as a form: every value that `edit` takes, by the place by which it takes it. */
export function termFields(terms: Json): TermSection[] {
  const blocks = describedComponents as Readonly<Record<string, Block>>;
  const outside = Object.fromEntries(Object.entries(describedTerms).filter(([name]) => !(name in blocks)));
  const whole = partsOf(outside, { path: '', row: '', held: terms, rows: [] });
  return [
    { component: 'contract', title: 'The contract', switch: null, isOn: true, ...whole },
    ...Object.entries(blocks).map(([component, { label, fields }]): TermSection => {
      const { enabled, ...others } = fields;
      const held = memberOf(terms, component);
      return {
        component,
        title: capital(label),
        switch: enabled === undefined ? null : `${component}.enabled`,
        isOn: memberOf(held, 'enabled') === true,
        ...partsOf(others, { path: component, row: '', held, rows: [] }),
      };
    }),
  ];
}

type Parts = Pick<TermSection, 'fields' | 'rows' | 'lists'>;

interface Standing {
  readonly path: string;
  readonly row: string;
  readonly held: Json;
  /** The rows around, the innermost first: the unit of a figure may follow from them. */
  readonly rows: readonly JsonObject[];
}

function partsOf(nodes: Nodes, at: Standing): Parts {
  const parts = Object.entries(nodes).map(([name, node]): Parts => {
    const inside = {
      ...at,
      path: at.path === '' ? name : `${at.path}.${name}`,
      held: memberOf(at.held, name),
    };
    if (node.is === 'block') return named(node, partsOf(node.fields, inside));
    if (node.is === 'list') return partsOfList(node, inside);
    return node.kind === 'id' ? joined([]) : { ...joined([]), fields: [fieldAt(node, inside)] };
  });
  return joined(parts);
}

/** A field of a block within another says of what it is: `Insurance: switched on`. */
function named({ label }: Block, parts: Parts): Parts {
  const fields = parts.fields.map((field) =>
    field.row === '' || field.kind === 'flag'
      ? {
          ...field,
          label: capital(`${label}: ${field.label.charAt(0).toLowerCase()}${field.label.slice(1)}`),
        }
      : field,
  );
  return { ...parts, fields };
}

function partsOfList(list: List, at: Standing): Parts {
  const name = at.path.replaceAll(/\[#\d+\]/g, '');
  const held = isList(at.held) ? at.held.filter(isObject) : [];
  const rows = held.map((row, index) => ({ row, place: `${at.path}[#${String(index + 1)}]`, at: index + 1 }));
  const within = rows.map(({ row, place }) =>
    partsOf(list.fields, { path: place, row: place, held: row, rows: [row, ...at.rows] }),
  );
  const { fields, rows: nested, lists } = joined(within);
  const emptyOnes = rows.length === 0 ? listsIn(list, name) : [];
  return {
    fields,
    rows: rows.flatMap(({ row, place, at: index }) => [
      { place, list: name, row: at.row, title: titleOf(list, row, index) },
      ...nested.filter((one) => one.row === place || one.row.startsWith(`${place}.`)),
    ]),
    lists: byName([
      { list: name, label: list.label, fields: blankFields(list.fields) },
      ...lists,
      ...emptyOnes,
    ]),
  };
}

/** The lists within rows of a list that has none. */
function listsIn(list: List, name: string): readonly TermList[] {
  const blank = { path: `${name}[#1]`, row: '', held: null, rows: [] };
  return partsOf(list.fields, blank).lists;
}

function byName(lists: readonly TermList[]): readonly TermList[] {
  return [...new Map(lists.map((one) => [one.list, one])).values()];
}

function titleOf({ label, fields }: List, row: JsonObject, at: number): string {
  const name = nameOfRow(fields, row);
  return capital(name === null ? `${label} ${String(at)}` : `${label} ${name}`);
}

function fieldAt(field: Field, { path, row, held, rows }: Standing): TermField {
  return {
    ...shapeOf(field),
    place: path,
    row,
    value: valueAsTyped(field, held),
    unit: percentUnit(field, rows),
  };
}

function blankFields(nodes: Nodes, before = ''): readonly (FieldShape & { readonly name: string })[] {
  return Object.entries(nodes).flatMap(([name, node]) => {
    if (node.is === 'block') return blankFields(node.fields, `${before}${name}.`);
    return node.is === 'list' || node.kind === 'id' ? [] : [{ ...shapeOf(node), name: `${before}${name}` }];
  });
}

function shapeOf({ label, kind, choices, shape }: Field): FieldShape {
  return {
    label: capital(label),
    kind,
    choices: choices && Object.entries(choices).map(([value, says]) => ({ value, label: capital(says) })),
    mayBeEmpty: shape.safeParse(null).success,
  };
}

function memberOf(held: Json, name: string): Json {
  return isObject(held) ? (held[name] ?? null) : null;
}

function joined(parts: readonly Parts[]): Parts {
  return {
    fields: parts.flatMap(({ fields }) => fields),
    rows: parts.flatMap(({ rows }) => rows),
    lists: byName(parts.flatMap(({ lists }) => lists)),
  };
}
