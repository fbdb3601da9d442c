/** How serious a line is; a log keeps lines of its level and of those that are more serious. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

/** A request that was answered. */
interface RequestLine {
  readonly kind: 'request';
  /** The number of the request, in the audit trail too. */
  readonly request: string;
  readonly method: string;
  /** The route as it is declared (`/sites/:site`), never the address with its values; `none` where there is none. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** A command that ended. */
interface CommandLine {
  readonly kind: 'command';
  /** Its words, such as `statements send`. */
  readonly command: string;
  /** Names of the options that were typed, without their values. */
  readonly options: readonly string[];
  readonly exit: number;
  readonly ms: number;
}

/** A run of a job that begins, and one that ended. */
interface RunLine {
  readonly kind: 'run';
  readonly run?: string | undefined;
  readonly job: string;
  readonly state: 'begun' | 'done' | 'failed' | 'repeated' | 'given back';
  readonly attempt: number;
  readonly server: string;
  readonly ms?: number;
}

/** A server that came up, and one that stops. */
interface ServerLine {
  readonly kind: 'server';
  readonly state: 'up' | 'stopping';
  readonly version: string;
}

/** A fault of the program, or of what it stands on. */
interface FaultLine {
  readonly kind: 'fault';
}

/** Where something failed, without the words of the error: these quote values. */
export interface FaultFields {
  /** Name of the class of the error. */
  readonly error: string;
  /** SQLSTATE of the database, or the code of the system. */
  readonly code?: string;
  readonly relation?: string;
  readonly constraint?: string;
  /** The innermost places of the program, file:line:column. */
  readonly at: readonly string[];
}

/** What each line may say beside what is its own. Nothing here has room for a name, an address or a value. */
interface CommonFields {
  /** Number of the person in the database: a pseudonym. */
  readonly person?: string | undefined;
  /** Code of the refusal. */
  readonly refusal?: string | undefined;
  readonly fault?: FaultFields | undefined;
}

/** What a line says. Time, level and the number of what it belongs to are added. */
export type LogLine = (RequestLine | CommandLine | RunLine | ServerLine | FaultLine) & CommonFields;

/** Where lines go. */
export interface Log {
  write(level: LogLevel, line: LogLine): void;
  close(): void;
}

/** The log of whoever wants none. */
export const noLog: Log = { write: () => undefined, close: () => undefined };
