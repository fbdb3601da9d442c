import type { SqlValue } from '../../platform/database/index.ts';

/** A question that the warehouse answers, under a name that scripts and spreadsheets rely on. */
export interface Question {
  readonly name: string;
  /** What it answers, in one sentence without its full stop. */
  readonly summary: string;
  /** Objects of the rights matrix that have to be read to answer it. */
  readonly objects: readonly string[];
  /** The facts behind the answer, and over what span: closed months of them may be in the archive. None: no fact. */
  readonly reads?: QuestionReads;
  /** The answer speaks of people: the audit trail keeps who asked what and how many rows came. */
  readonly isSensitive?: boolean;
  readonly parameters: readonly QuestionParameter[];
  /** One figure, or a table. */
  readonly answers: 'figure' | 'rows';
  /** A whole command: `daybook ask <name> …`. */
  readonly example: string;
  /** Gives `value` for a figure, else the rows. */
  readonly ask: Statement;
  /** Gives the fact rows behind the answer: `fact` (table), its columns, `batch_id`, `file`, `line`, `received_at`. */
  readonly explain: Statement;
  /** Gives one `message` that says why there is nothing to answer, or no row; asked only after an empty answer. */
  readonly whenEmpty?: Statement;
}

/** What a question reads of the facts, of the months or days that its parameters name. */
export interface QuestionReads {
  readonly facts: readonly `warehouse.${string}`[];
  /** Months before the first one that are read too. */
  readonly monthsBefore?: number;
}

/** Static SQL and the parameters, by name, that stand for `$1`, `$2`, … in it. */
export interface Statement {
  readonly text: string;
  readonly binds: readonly string[];
}

/** One parameter of a question. */
export interface QuestionParameter {
  /** As it is typed: `--name`. */
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Used when the parameter is not given; without one an optional parameter is left open. */
  readonly default?: string;
  /** The values it takes, where they are a closed list. */
  readonly choices?: readonly string[];
  /** What it takes, in words that continue "it takes …". */
  readonly takes: string;
  readonly example: string;
  /** Reads what a person typed; null when it is not such a value. */
  readonly parse: (text: string) => ParameterValue | null;
}

/** A parameter that was read. */
export interface ParameterValue {
  /** In one spelling, however it was typed: `0170`, `2025-03`, `PAYROLL`. */
  readonly text: string;
  /** What is bound to the statement. */
  readonly bound: SqlValue;
  /** Sites it names; the warehouse has to know them. */
  readonly sites?: readonly string[];
}

/** A cell of an answer: exact decimals, dates and codes as text; null where there means no data. */
export type Cell = string | number | null;
export type AnswerRow = Readonly<Record<string, Cell>>;

/** The answer to a question that asks for one figure: exact decimal text, null where there are no rows. */
export interface FigureAnswer {
  readonly question: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string | null;
  /** Why there may be no figure, when something about the parameters is odd. */
  readonly message?: string;
  /** Months (`YYYY-MM`) of which rows came from the archive. */
  readonly archived?: readonly string[];
}

/** The answer to a question that asks for a table. */
export interface RowsAnswer {
  readonly question: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly rows: readonly AnswerRow[];
  /** Why there is no row, when the warehouse knows. */
  readonly message?: string;
  /** Months (`YYYY-MM`) of which rows came from the archive. */
  readonly archived?: readonly string[];
}

export type Answer = FigureAnswer | RowsAnswer;

/** The fact rows behind an answer, each with the load, file and line it came from; `value` is the figure they make. */
export interface Explanation {
  readonly question: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value?: string | null;
  readonly rows: readonly AnswerRow[];
  /** Months (`YYYY-MM`) of which rows came from the archive. */
  readonly archived?: readonly string[];
}
