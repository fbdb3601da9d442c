/**
 * What an OData URL says, as trees: the grammar makes them, the model gives their names a meaning, and SQL is built
 * from them. `at` is the position in the decoded text of the path, or of the option with its name, from 0: it is for
 * messages.
 *
 * Source: OData 4.01 URL conventions and ABNF, Data Aggregation 4.0.
 */

/** What a name stands for in the model, where the grammar depends on it. */
export type NameKind =
  | 'type'
  | 'complex'
  | 'collection'
  /** A function or action that is called at the root only. */
  | 'import'
  | 'customAggregate';

/** Tells the grammar what a name is; undefined leaves the question to whoever knows the model. */
export type KindOfName = (name: string) => NameKind | undefined;

/** A primitive value as it was written; `text` is without quotes, prefixes and percent signs. */
export interface Literal {
  readonly kind: 'literal';
  readonly type: LiteralType;
  readonly text: string;
  readonly at: number;
}

export type LiteralType =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'guid'
  | 'date'
  | 'dateTimeOffset'
  | 'timeOfDay'
  | 'duration'
  | 'binary'
  /** A quoted value behind the qualified name of its type; `text` is `Namespace.Type'value'`. */
  | 'enum'
  /** `INF`, `-INF`, `NaN`. */
  | 'notANumber';

/** A step of a path inside an expression: a name (qualified or not), or `$it`, `$this`, `$root`, `$count`, `$these`. */
export interface Step {
  readonly name: string;
  readonly at: number;
  /** Of a collection that is read by key: `Sites(site_id='0170')/…`. */
  readonly key?: readonly KeyPart[] | undefined;
  /** Of `$count($filter=…;$search=…)` and `$filter(…)`. */
  readonly options?: QueryOptions | undefined;
}

/** One value of a key; `name` is null when it was written without one. */
export interface KeyPart {
  readonly name: string | null;
  readonly value: Expression;
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'has'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'divby'
  | 'mod';

export type Expression =
  | Literal
  | Readonly<{ kind: 'path'; steps: readonly Step[]; at: number }>
  /** `@name`: its value stands in `QueryOptions.aliases`. */
  | Readonly<{ kind: 'alias'; name: string; at: number }>
  | Readonly<{
      kind: 'binary';
      operator: BinaryOperator;
      left: Expression;
      right: Expression;
      at: number;
    }>
  | Readonly<{ kind: 'unary'; operator: 'not' | '-'; operand: Expression; at: number }>
  /** `x in (1,2)` and `x in [1,2]`; one item that is no literal is a collection: `x in path`, `x in @list`. */
  | Readonly<{ kind: 'in'; left: Expression; list: readonly Expression[]; at: number }>
  /** `["a","b"]`: values of an alias, of an argument, or beside an operator. */
  | Readonly<{ kind: 'array'; items: readonly Literal[]; at: number }>
  /** A built-in function in small letters, or a qualified name. `arguments` of a custom one have names. */
  | Readonly<{
      kind: 'call';
      name: string;
      arguments: readonly Expression[];
      named?: Readonly<Record<string, Expression>> | undefined;
      at: number;
    }>
  /** `collection/any(v:predicate)`; `any()` has neither variable nor predicate. */
  | Readonly<{
      kind: 'lambda';
      quantifier: 'any' | 'all';
      collection: readonly Step[];
      variable: string | null;
      predicate: Expression | null;
      at: number;
    }>
  /** `case(condition:value,…)`. */
  | Readonly<{ kind: 'case'; branches: readonly (readonly [Expression, Expression])[]; at: number }>
  /** Grammatical, and not offered: answered with 501 and this name, such as `geo.distance` or `isof`. */
  | Unsupported;

export interface Unsupported {
  readonly kind: 'unsupported';
  readonly name: string;
  readonly at: number;
}

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** One item of `$select`: `*`, `Namespace.*`, or a path of names; with nested options where it has any. */
export interface SelectItem {
  readonly path: readonly Step[];
  readonly isStar: boolean;
  /** Names that tell functions of one name apart: `Model.Function(first,second)`. */
  readonly parameters?: readonly string[] | undefined;
  readonly options?: QueryOptions | undefined;
  readonly at: number;
}

/** One item of `$expand`. */
export interface ExpandItem {
  readonly path: readonly Step[];
  readonly isStar: boolean;
  /** `nav/$ref` and `nav/$count`; null is the entities themselves. */
  readonly only: 'ref' | 'count' | null;
  readonly options: QueryOptions;
  readonly at: number;
}

export type SearchTree =
  | Readonly<{ kind: 'term'; text: string }>
  | Readonly<{ kind: 'not'; operand: SearchTree }>
  | Readonly<{ kind: 'and' | 'or'; left: SearchTree; right: SearchTree }>;

/** `expression with method as alias`, or `$count as alias`. */
export interface AggregateItem {
  /** Null for `$count`. */
  readonly expression: Expression | null;
  /** In small letters: sum, min, max, average, countdistinct, or a qualified name; `$count` for the count. */
  readonly method: string;
  readonly alias: string;
  readonly at: number;
}

export interface ComputeItem {
  readonly expression: Expression;
  readonly alias: string;
}

/** One step of `$apply`; they follow each other as the slashes say. */
export type Transformation =
  | Readonly<{ kind: 'filter'; predicate: Expression }>
  | Readonly<{ kind: 'search'; search: SearchTree }>
  | Readonly<{ kind: 'aggregate'; items: readonly AggregateItem[]; at: number }>
  /** `paths` are those grouped by; `then` what is done with each group, and an empty list only groups. */
  | Readonly<{ kind: 'groupby'; paths: readonly (readonly Step[])[]; then: readonly Transformation[] }>
  | Readonly<{ kind: 'compute'; items: readonly ComputeItem[] }>
  | Readonly<{ kind: 'orderby'; items: readonly OrderItem[] }>
  | Readonly<{ kind: 'top'; count: number }>
  | Readonly<{ kind: 'skip'; count: number }>
  /** topcount, bottomcount (`count` of rows by `by`). */
  | Readonly<{ kind: 'topcount' | 'bottomcount'; count: number; by: Expression }>
  | Readonly<{ kind: 'identity' }>
  | Readonly<{ kind: 'concat'; sequences: readonly (readonly Transformation[])[]; at: number }>
  | Unsupported;

/** The options of a query; what was not said is undefined. Names of options are read with and without `$`. */
export interface QueryOptions {
  readonly select?: readonly SelectItem[] | undefined;
  readonly filter?: Expression | undefined;
  readonly orderby?: readonly OrderItem[] | undefined;
  readonly top?: number | undefined;
  readonly skip?: number | undefined;
  readonly count?: boolean | undefined;
  readonly expand?: readonly ExpandItem[] | undefined;
  readonly search?: SearchTree | undefined;
  readonly apply?: readonly Transformation[] | undefined;
  readonly compute?: readonly ComputeItem[] | undefined;
  readonly format?: string | undefined;
  readonly skiptoken?: string | undefined;
  readonly deltatoken?: string | undefined;
  /** Of `$expand`: how deep, or `max`. */
  readonly levels?: number | 'max' | undefined;
  /** Of `$entity` and `$ref`: which entity. */
  readonly id?: string | undefined;
  /** `@name=value`, by name without the sign. */
  readonly aliases?: Readonly<Record<string, Expression>> | undefined;
  /** Options that are grammatical and not offered (`$index`, `$schemaversion`, `$from`, …), by name. */
  readonly unsupported?: readonly Unsupported[] | undefined;
  /** Options of the client's own (names without `$` or `@` that mean nothing here). */
  readonly custom?: Readonly<Record<string, string>> | undefined;
}

/** A segment of a resource path. */
export type PathSegment =
  /** A name, with a key or with arguments in parentheses, or with neither; the model says what it is. */
  | Readonly<{
      kind: 'name';
      name: string;
      /** Null without parentheses; empty for `()`. */
      key: readonly KeyPart[] | null;
      at: number;
    }>
  /** A key written as a segment, or the number of an item, where it cannot be a name: `People/O'Neil`, `Orders/1`. */
  | Readonly<{ kind: 'text'; text: string; at: number }>
  | Readonly<{ kind: 'count' | 'value' | 'ref' | 'each' | 'query'; at: number }>
  | Readonly<{ kind: 'filter'; predicate: Expression; at: number }>
  /** First segments: `$metadata`, `$batch`, `$entity`, `$all`, `$crossjoin(…)`. */
  | Readonly<{ kind: 'metadata' | 'batch' | 'entity' | 'all'; at: number }>
  | Readonly<{ kind: 'crossjoin'; sets: readonly string[]; at: number }>;
