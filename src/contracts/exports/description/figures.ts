import { isList, isObject, JsonNumber, type Json, type JsonObject } from '../../../kernel/exact-json.ts';
import { ranges, type Range } from '../../ranges.ts';
import { capital } from './described-at.ts';
import { describedTerms } from './described-terms.ts';
import type { Field, List, Nodes } from './field.ts';

/** A number of an export that lies within a range: money, a rate, a percentage. */
export interface Figure {
  /** Where it stands, places of lists from 1: `fixedFee.serviceRates[1].fee`. */
  readonly path: string;
  readonly field: Field;
  readonly range: Range;
  readonly value: JsonNumber;
  /** Places of the lists that clauses speak of, from 1. */
  readonly places: Readonly<Partial<Record<'position' | 'tier', number>>>;
  /** What a field of the same row says, or of a row around it. */
  readonly says: (name: string) => Json;
}

/** What people call a figure, with the row that it stands in, and what it is one of. */
export interface FigureName {
  /** `Evening Shuttle: fee a month`. */
  readonly what: string;
  readonly unit: '%' | '$' | null;
}

/** The names of the figures of terms, by where they stand. */
export function figureNames(terms: Json): ReadonlyMap<string, FigureName> {
  return new Map(
    figuresIn(terms).map(({ path, field, range, says }) => {
      const row = ['displayName', 'expensetitle', 'description']
        .map(says)
        .find((title) => typeof title === 'string');
      const what = typeof row === 'string' && row !== '' ? `${row}: ${field.label}` : capital(field.label);
      return [path, { what, unit: unitOf(range) }];
    }),
  );
}

/** `%` for a share, `$` for money and for rates; null for what is counted. */
export function unitOf(range: Range): FigureName['unit'] {
  if (range === ranges.percent || range === ranges.addition) return '%';
  return range === ranges.vehicles || range === ranges.hours ? null : '$';
}

type Change = (figure: Figure) => JsonNumber;
type Surroundings = Pick<Figure, 'path' | 'places'> & { readonly rows: readonly JsonObject[] };

/** The figures of terms, in the order of the exports. */
export function figuresIn(terms: Json): Figure[] {
  const figures: Figure[] = [];
  changeFigures(terms, (figure) => {
    figures.push(figure);
    return figure.value;
  });
  return figures;
}

/** The terms with each figure that `change` gives another value. */
export function changeFigures(terms: Json, change: Change): Json {
  const root = isObject(terms) ? [terms] : [];
  return changedFields(describedTerms, terms, { path: '', places: {}, rows: root }, change);
}

function changedFields(fields: Nodes, held: Json, around: Surroundings, change: Change): Json {
  if (!isObject(held)) return held;
  const changed = Object.entries(held).map(([name, value]): [string, Json] => {
    const node = fields[name];
    const at = { ...around, path: around.path === '' ? name : `${around.path}.${name}` };
    if (node?.is === 'block') return [name, changedFields(node.fields, value, at, change)];
    if (node?.is === 'list') return [name, changedRows(node, value, at, change)];
    return [name, node === undefined ? value : changedField(node, value, at, change)];
  });
  return Object.fromEntries(changed);
}

function changedRows({ fields, placed }: List, rows: Json, around: Surroundings, change: Change): Json {
  if (!isList(rows)) return rows;
  return rows.map((row, at) =>
    changedFields(
      fields,
      row,
      {
        path: `${around.path}[${String(at + 1)}]`,
        places: placed === null ? around.places : { ...around.places, [placed]: at + 1 },
        rows: isObject(row) ? [row, ...around.rows] : around.rows,
      },
      change,
    ),
  );
}

function changedField(field: Field, value: Json, { path, places, rows }: Surroundings, change: Change): Json {
  if (field.range === null || !(value instanceof JsonNumber)) return value;
  const says = (name: string): Json => rows.find((row) => row[name] !== undefined)?.[name] ?? null;
  return change({ path, field, value, places, says, range: rangeOf(field.range, says) });
}

/** The range of a figure, where another field decides it too. */
export function rangeOf(range: NonNullable<Field['range']>, says: Figure['says']): Range {
  if (typeof range === 'string') return ranges[range];
  const decided = says(range.field);
  return ranges[(typeof decided === 'string' ? range.cases[decided] : undefined) ?? range.otherwise];
}
