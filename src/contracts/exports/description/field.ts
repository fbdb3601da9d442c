import { z } from 'zod';
import type { ranges } from '../../ranges.ts';
import { accountCodec, dayCodec, idCodec, plainCodec, type AccountTitles, type Codec } from './codecs.ts';
import { listOf, shapes } from './shapes.ts';

export type RangeName = keyof typeof ranges;

/** A figure's range where another field decides it: one of its row, or of a row around it. */
export interface RangeBy {
  readonly field: string;
  readonly cases: Readonly<Record<string, RangeName>>;
  readonly otherwise: RangeName;
}

/** What clauses that escalate a component do with a figure. */
export interface Escalates {
  /** In the words of clauses. */
  readonly component: string;
  /** Only where a field of the same row says so. */
  readonly where?: Readonly<{ field: string; is: string }>;
  /** 0 means that there is none, and stays. */
  readonly isNoneAtZero?: boolean;
}

type FieldKind = Exclude<keyof typeof shapes, 'number'> | 'choice' | 'codes' | 'figure';

/** One field of the exports: how it is written, where its value is kept, and what it is called. */
export interface Field<Shape extends z.ZodType = z.ZodType> {
  readonly is: 'field';
  readonly kind: FieldKind;
  readonly shape: Shape;
  /** What people call it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** The table of its columns where it is not that of the fields around it. */
  readonly table: string | null;
  readonly codec: Codec;
  /** Only newer exports have it: it is left out where the table holds nothing. */
  readonly isNewer: boolean;
  /** It stands in a block that only newer exports have: its columns are empty where the export lacks the block. */
  readonly isOfNewerBlock: boolean;
  /** The values of a choice, and the codes that a list may have, each with what people call it. */
  readonly choices: Readonly<Record<string, string>> | null;
  /** Of a figure. */
  readonly range: RangeName | RangeBy | null;
  readonly escalates: Escalates | null;
}

/** Fields that stand together in an export and in the same row of a table. */
export interface Block<Fields extends Nodes = Nodes, IsNewer extends boolean = boolean> {
  readonly is: 'block';
  /** Only newer exports have it: it is left out where the column of its switch is empty. */
  readonly isNewer: IsNewer;
  readonly label: string;
  /** The contract says the amounts: nothing that happens in the month changes them. */
  readonly isFixed: boolean;
  readonly fields: Fields;
}

/** Rows of an export that have a table of their own. */
export interface List<Fields extends Nodes = Nodes> {
  readonly is: 'list';
  /** What people call one row. */
  readonly label: string;
  readonly table: string;
  /** The column with the position of the row around it; null in lists of the contract itself. */
  readonly parent: string | null;
  /** What clauses call the place of a row. */
  readonly placed: 'position' | 'tier' | null;
  readonly fields: Fields;
}

export type Node = Field | Block | List;

/** Fields by their names in the exports, in the order in which exports write them. */
export interface Nodes {
  readonly [name: string]: Node;
}

type ShapeOf<One extends Node> =
  One extends Field<infer Shape>
    ? Shape
    : One extends Block<infer Fields, infer IsNewer>
      ? BlockShape<Fields, IsNewer>
      : One extends List<infer Fields>
        ? z.ZodArray<ObjectShape<Fields>>
        : never;

type BlockShape<Fields extends Nodes, IsNewer extends boolean> = IsNewer extends true
  ? z.ZodOptional<ObjectShape<Fields>>
  : ObjectShape<Fields>;

export type ObjectShape<Fields extends Nodes> = z.ZodObject<
  { -readonly [Name in keyof Fields]: ShapeOf<Fields[Name]> },
  z.core.$strict
>;

/** The shape of an export that has these fields and no others. */
export function shapeOf<Fields extends Nodes>(fields: Fields): ObjectShape<Fields> {
  const shapesByName = Object.entries(fields).map(([name, node]) => [name, shapeOfNode(node)]);
  return z.strictObject(Object.fromEntries(shapesByName)) as ObjectShape<Fields>;
}

function shapeOfNode(node: Node): z.ZodType {
  if (node.is === 'field') return node.shape;
  if (node.is === 'list') return listOf(shapeOf(node.fields));
  return node.isNewer ? shapeOf(node.fields).optional() : shapeOf(node.fields);
}

/** The fields of a row, those of its blocks too. */
export function fieldsIn(nodes: Nodes): Field[] {
  return Object.values(nodes).flatMap((node) => {
    if (node.is === 'block') return fieldsIn(node.fields);
    return node.is === 'field' ? [node] : [];
  });
}

/** A list and every list within it, each behind the one around it. */
export function listsIn(outer: List): List[] {
  const nested = (node: Node): List[] => {
    if (node.is === 'list') return listsIn(node);
    return node.is === 'block' ? Object.values(node.fields).flatMap(nested) : [];
  };
  return [outer, ...Object.values(outer.fields).flatMap(nested)];
}

export function block<Fields extends Nodes>(label: string, fields: Fields): Block<Fields, false> {
  return { is: 'block', isNewer: false, label, isFixed: false, fields };
}

/** A block whose amounts the contract says: it can be billed before the month. */
export function fixedBlock<Fields extends Nodes>(label: string, fields: Fields): Block<Fields, false> {
  return { ...block(label, fields), isFixed: true };
}

/**
 * A block that came later: exports from before it lack it, and are given back without it.
 * @public for the next component (docs/grow/component.md); tests/scenarios/growing plants one.
 */
export function ofNewerBlock<Fields extends Nodes>(older: Block<Fields, false>): Block<Fields, true> {
  const fields = Object.entries(older.fields).map(([name, node]): [string, Node] => [
    name,
    node.is === 'field' ? { ...node, isOfNewerBlock: true } : node,
  ]);
  return { ...older, isNewer: true, fields: Object.fromEntries(fields) as unknown as Fields };
}

type Listed = Pick<List, 'table' | 'label'> & Partial<Pick<List, 'parent' | 'placed'>>;

export function list<Fields extends Nodes>(listed: Listed, fields: Fields): List<Fields> {
  return { is: 'list', parent: null, placed: null, ...listed, fields };
}

function field<Shape extends z.ZodType>(
  kind: FieldKind,
  shape: Shape,
  { columns, label }: Pick<Field, 'columns' | 'label'>,
  more: Partial<Pick<Field, 'codec' | 'choices' | 'range' | 'escalates'>> = {},
): Field<Shape> {
  const usual = {
    table: null,
    codec: plainCodec,
    isNewer: false,
    isOfNewerBlock: false,
    choices: null,
    range: null,
    escalates: null,
  };
  return { is: 'field', ...usual, ...more, kind, shape, columns, label };
}

function plain<Shape extends z.ZodType>(
  kind: FieldKind,
  shape: Shape,
): (column: string, label: string) => Field<Shape> {
  return (column, label) => field(kind, shape, { columns: [column], label });
}

export const text = plain('text', shapes.text);
export const printed = plain('printed', shapes.printed);
export const code = plain('code', shapes.code);
export const siteNumber = plain('siteNumber', shapes.siteNumber);
export const vendor = plain('vendor', shapes.vendor);
export const flag = plain('flag', shapes.flag);
export const monthOfYear = plain('monthOfYear', shapes.monthOfYear);
export const month = plain('month', shapes.month);
export const group = plain('group', shapes.group);
export const count = plain('count', shapes.count);

/** An id, which counts in small letters; some systems write GUIDs in capitals. */
export function id(column = 'source_id'): Field<typeof shapes.id> {
  return field('id', shapes.id, { columns: [column], label: 'id' }, { codec: idCodec });
}

/** A day with a time that does not count: kept as written, and as a day. */
export function day(columns: readonly [text: string, day: string], label: string): Field<typeof shapes.day> {
  return field('day', shapes.day, { columns, label }, { codec: dayCodec });
}

/** Accounts of a list of the ledger: those that are listed, and those of them that are billed. */
export function accounts(
  columns: readonly [listed: string, billed: string],
  label: string,
  ledgerList: Parameters<AccountTitles>[0],
): Field<typeof shapes.accounts> {
  return field('accounts', shapes.accounts, { columns, label }, { codec: accountCodec(ledgerList) });
}

/** Codes in a list of their own, which is one column; `choices` are those that something follows from. */
export function codes(
  column: string,
  label: string,
  choices: Field['choices'] = null,
): Field<z.ZodArray<typeof shapes.code>> {
  return field('codes', listOf(shapes.code), { columns: [column], label }, { choices });
}

/** One of several values, each with what people call it. */
export function choice<const Choices extends Readonly<Record<string, string>>>(
  column: string,
  label: string,
  choices: Choices,
): Field<z.ZodEnum<{ [Choice in keyof Choices & string]: Choice }>> {
  const shape = z.enum(Object.keys(choices)) as unknown as z.ZodEnum<{
    [Choice in keyof Choices & string]: Choice;
  }>;
  return field('choice', shape, { columns: [column], label }, { choices });
}

/** Money, a rate, a percentage: a number within a range, which may escalate. */
export function figure(
  column: string,
  label: string,
  range: RangeName | RangeBy,
  escalates: Escalates | null = null,
): Field<typeof shapes.number> {
  return field('figure', shapes.number, { columns: [column], label }, { range, escalates });
}

/** A figure's range that follows from another field. */
export function by(name: string, cases: RangeBy['cases'], otherwise: RangeName): RangeBy {
  return { field: name, cases, otherwise };
}

/** The same field in another table, which has one row of each version. */
export function inTable<Shape extends z.ZodType>(table: string, one: Field<Shape>): Field<Shape> {
  return { ...one, table };
}

/** A field that may be null. */
export function orNull<Shape extends z.ZodType>(one: Field<Shape>): Field<z.ZodNullable<Shape>> {
  return { ...one, shape: one.shape.nullable() };
}

/** A field that older exports may lack, and that is given back as null then. */
export function orMissing<Shape extends z.ZodType>(
  one: Field<Shape>,
): Field<z.ZodOptional<z.ZodNullable<Shape>>> {
  return { ...one, shape: one.shape.nullable().optional() };
}

/** A field that only newer exports have. */
export function ofNewer<Shape extends z.ZodType>(
  one: Field<Shape>,
): Field<z.ZodOptional<z.ZodNullable<Shape>>> {
  return { ...orMissing(one), isNewer: true };
}
