import type { Right } from '../platform/security/index.ts';

/**
 * A feed is one kind of file that a source sends. Everything the intake knows about it is declared here, in one place:
 * names, types, key, the slice a file replaces, limits, and which columns hold personal data.
 * Column names are the source's own (data.md section 1); `column` is the name in the staging table and the warehouse.
 */
export interface Feed {
  /** Base name of the file and name of the staging table in schema `sources`. */
  readonly name: string;
  readonly source: SourceName;
  /** What one row says, in words. */
  readonly title: string;
  readonly columns: readonly FeedColumn[];
  /** Staging columns that identify a row; at most one row of a file may carry a key, unless it `repeats`. */
  readonly key: readonly string[];
  /** Present where several rows of one key are several amounts: the warehouse tells them apart and sums them. */
  readonly repeats?: Repeats;
  /** Present where a file holds records of other kinds too; they are set aside, and counted. */
  readonly kinds?: RecordKinds;
  /** Records of other kinds are another load's: this one neither counts nor tells them. */
  readonly countsOwnOnly?: boolean;
  /** What a file replaces as a whole: rows of the slice that the file no longer holds are superseded. */
  readonly slice: 'site and month' | 'site and day' | 'whole list';
  /** Staging column with the day or month a row belongs to; null for lists without time. */
  readonly period: string | null;
  /** How far ahead of the day of loading its rows may lie: what has happened not at all (so if absent), plans do. */
  readonly reach?: 'past' | 'ahead';
  /** A staging column that is put together from two columns of the source. */
  readonly derived?: DerivedColumn;
  /** Staging columns that must name a site or an account that the warehouse knows. */
  readonly references: readonly Reference[];
  /** A rule over several columns of one record; `cell` gives the trimmed text under a header. */
  readonly checkRecord?: (cell: (header: string) => string) => RecordRuleFault | null;
  /** Present where rows say how long a person worked: nobody works more than 24 hours of a day (operations.md 7). */
  readonly workedDays?: WorkedDays;
  /** Its files are workbooks of a site and month, whose sheets are read as records. */
  readonly isWorkbook?: boolean;
  /** Any failing row refuses the file (operations.md 4.3: no partial load of a revenue workbook). */
  readonly allOrNothing?: boolean;
  /** A plan of a year: once the year is frozen, what is there changes only with a reason (forecasting.md 7.6). */
  readonly isFrozenYearly?: boolean;
  /**
   * A right that is enough to load a file of that name, or to let through what a check refuses of it, beside the one to
   * load every feed; null where none is.
   */
  readonly loadedBy?: (fileName: string, what: 'load' | 'override') => Right | null;
  /** The staging table, when several feeds share one. */
  readonly staging?: string;
}

export type SourceName = 'great-plains' | 'budget' | 'site-master' | 'workday' | 'legion' | 'revenue';

/** A column that says of which kind a record is; only records of one kind belong to the feed. */
export interface RecordKinds {
  readonly header: string;
  /** Kinds that belong to the feed; '' stands for a record that names none. */
  readonly takes: readonly string[];
  /** The others: the feed that takes them, or null where nobody does and they are only counted. */
  readonly others: Readonly<Record<string, string | null>>;
}

/**
 * What is known of rows that share a key although each is an amount of its own (data.md 1.1: transactions, split
 * shifts, adjustments).
 */
export interface Repeats {
  /** Column of the key that gives a row an identity of its own; null where the source has none. */
  readonly identity: string | null;
  /** Rows of one identity that are one record sent twice, and held back: any two of a key, or two that say the same. */
  readonly isSameRecord?: 'same key' | 'same words';
}

/** Columns that say how many minutes of a day a person worked. */
export interface WorkedDays {
  /** The person; rows in which it is blank name nobody and are not added up. */
  readonly person: string;
  /** Minutes on the day of the row. */
  readonly minutes: readonly string[];
  /** Minutes on the day after. */
  readonly nextDay: readonly string[];
  /** A flag of rows that are not worked. */
  readonly unless?: string;
}

export interface Reference {
  readonly column: string;
  readonly to: 'site' | 'account' | 'revenue_code';
}

export interface RecordRuleFault {
  readonly header: string;
  readonly rule: string;
  /** Continues a sentence that begins with the column and its value. */
  readonly message: string;
}

/** `month` reads year and month of the year; `day` year and day of the year (data.md 1.3: 1 January + day - 1). */
export interface DerivedColumn {
  readonly column: string;
  readonly kind: 'month' | 'day';
  readonly from: readonly [year: string, part: string];
}

export interface FeedColumn {
  readonly header: string;
  /** Other header names under which the same column is known. */
  readonly aliases?: readonly string[];
  /** Null when the value only goes into the derived column. */
  readonly column: string | null;
  readonly type: ColumnType;
  /** `value`: header and value must be there; `header`: the value may be missing; `nothing`: so may the header. */
  readonly needs: 'value' | 'header' | 'nothing';
  /** Stands in for a blank, in key columns where NULL cannot stand. */
  readonly ifBlank?: string;
  /** A whole number that has a control total, as every decimal has. */
  readonly isSummed?: boolean;
  /** Class of personal data; absent when the column holds none (operations.md 2.5). Identifiers are sealed. */
  readonly personal?: 'name' | 'e-mail' | 'identifier' | 'login' | 'pay';
  /** Stands a pseudonym in for the value, wherever the value would be kept; absent while nobody loads. */
  readonly seal?: (value: string) => string;
}

export type ColumnType =
  | { readonly kind: 'site' }
  | { readonly kind: 'account' }
  | { readonly kind: 'period' }
  | { readonly kind: 'date' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'text'; readonly maxLength: number }
  /** Text that is compared: trimmed, upper case. */
  | { readonly kind: 'code'; readonly maxLength: number; readonly oneOf?: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  /** `digits` before and `scale` after the point, both at most; `min` and `max` are exact decimal text. */
  | {
      readonly kind: 'decimal';
      readonly digits: number;
      readonly scale: number;
      readonly min?: string;
      readonly max?: string;
    };

type Options = Partial<Pick<FeedColumn, 'needs' | 'aliases' | 'ifBlank' | 'personal' | 'isSummed'>>;
type Names = readonly [header: string, column: string | null];

function column([header, name]: Names, type: ColumnType, options: Options): FeedColumn {
  return { header, column: name, type, needs: 'value', ...options };
}

/** A site number: four digits as text, leading zeros kept or restored (data.md section 7, conflict 18). */
export const site = (header: string, options: Options = {}, name = 'site_id'): FeedColumn =>
  column([header, name], { kind: 'site' }, options);

/** A main account: four digits as text. */
export const account = (header: string, options: Options = {}): FeedColumn =>
  column([header, 'account_id'], { kind: 'account' }, options);

/** A ledger period `YYYYMM`, kept as the first day of the month. */
export const period = (header: string): FeedColumn =>
  column([header, 'period_month'], { kind: 'period' }, {});

export const date = (names: Names, options: Options = {}): FeedColumn =>
  column(names, { kind: 'date' }, options);

/** A date with a time of day, read in the operator's time zone when it names none. */
export const timestamp = (names: Names, options: Options = {}): FeedColumn =>
  column(names, { kind: 'timestamp' }, options);

export const text = (names: Names, options: Options = {}, maxLength = 200): FeedColumn =>
  column(names, { kind: 'text', maxLength }, options);

export const code = (names: Names, options: Options = {}, maxLength = 100): FeedColumn =>
  column(names, { kind: 'code', maxLength }, options);

/** A code out of a closed list, written in upper case. */
export const choice = (names: Names, oneOf: readonly string[], options: Options = {}): FeedColumn =>
  column(names, { kind: 'code', maxLength: 100, oneOf }, options);

/** Yes or no in the sources' spellings: Y, Yes, True, 1 and N, No, False, 0. */
export const flag = (names: Names, options: Options = {}): FeedColumn =>
  column(names, { kind: 'flag' }, options);

export const integer = (names: Names, range: readonly [number, number], options: Options = {}): FeedColumn =>
  column(names, { kind: 'integer', min: range[0], max: range[1] }, options);

/** A ledger amount with up to five decimals, any sign. */
export const amount = (names: Names, options: Options = {}): FeedColumn =>
  column(names, { kind: 'decimal', digits: 14, scale: 5 }, options);

/** An exact decimal inside `[min, max]`, with up to five decimals. */
export const quantity = (names: Names, range: readonly [string, string], options: Options = {}): FeedColumn =>
  column(names, { kind: 'decimal', digits: 14, scale: 5, min: range[0], max: range[1] }, options);

/** The table in schema `sources` where the rows of a feed are staged. */
export function stagingTable(feed: Feed): string {
  return feed.staging ?? feed.name;
}

/** What a table looks like, whoever sends it. */
export type TableShape = Pick<Feed, 'name' | 'columns'>;

/** The columns that every file of the feed must have. */
export function requiredColumns(feed: TableShape): readonly FeedColumn[] {
  return feed.columns.filter(({ needs }) => needs !== 'nothing');
}
