import { resolve } from 'node:path';
import { z } from 'zod';
import { refusal } from '../kernel/errors.ts';

/** What the operator decided before the start; frozen, read once, handed on. */
export interface Configuration {
  /** Address of a PostgreSQL of the operator's own; absent means the embedded one. May hold a password. */
  readonly databaseUrl?: string;
  /** Absolute path of the folder that holds the embedded cluster. */
  readonly dataDir: string;
  /** Port of the web server; 0 lets the machine choose. The embedded PostgreSQL chooses its own. */
  readonly port: number;
  /** Secret that callers of `POST /intake/<feed>` show; absent means that this door is shut. */
  readonly intakeToken?: string;
  /** Whole percent of failing rows above which a file is refused; 10 unless configured. */
  readonly maxFailingPercent: number;
  /** IANA name of the zone in which "today" is judged where a site has none of its own. */
  readonly timeZone: string;
}

/** Values from the command line; each wins over the environment. Numbers may come as the text that was typed. */
export interface ConfigurationOverrides {
  readonly databaseUrl?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly port?: string | number | undefined;
  readonly intakeToken?: string | undefined;
  readonly maxFailingPercent?: string | number | undefined;
  readonly timeZone?: string | undefined;
}

/** The environment variable of each setting: what a refusal names, and what `daybook doctor` lists. */
export const configurationVariables = {
  databaseUrl: 'DATABASE_URL',
  dataDir: 'DAYBOOK_DATA',
  port: 'DAYBOOK_PORT',
  intakeToken: 'DAYBOOK_INTAKE_TOKEN',
  maxFailingPercent: 'DAYBOOK_MAX_FAILING_PERCENT',
  timeZone: 'DAYBOOK_TIME_ZONE',
} as const satisfies Record<keyof Configuration, string>;

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform((text) => Number.parseInt(text, 10))
    .refine((value) => value <= most, `must be at most ${String(most)}`);

const schema = z.object({
  databaseUrl: z
    .string()
    .refine(isPostgresUrl, 'must look like postgres://user:password@host:5432/database')
    .optional(),
  dataDir: z
    .string()
    .default('data')
    .transform((path) => resolve(path)),
  port: wholeNumber(65_535).default(8080),
  // A short token can be guessed over HTTP; 16 characters is what `openssl rand -hex 8` prints.
  intakeToken: z.string().min(16, 'must have at least 16 characters').optional(),
  maxFailingPercent: wholeNumber(100).default(10),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as America/New_York')
    .default('America/New_York'),
});

/**
 * Reads the settings from `overrides`, then from the environment, then from the defaults; empty text counts as absent.
 * Throws `CONFIGURATION_INVALID`, which names the variable and never repeats its value (it may be a secret).
 */
export function readConfiguration(
  overrides: ConfigurationOverrides = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const given: Record<string, string> = {};
  for (const [setting, variable] of Object.entries(configurationVariables)) {
    const value = overrides[setting as keyof Configuration] ?? environment[variable];
    if (value !== undefined && value !== '') given[setting] = String(value);
  }
  const read = schema.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const setting = issue?.path[0] as keyof Configuration;
    throw refusal('CONFIGURATION_INVALID', {
      variable: configurationVariables[setting],
      problem: issue?.message ?? 'is not valid',
    });
  }
  return Object.freeze(withoutAbsent(read.data));
}

/** The settings as printable text by variable name, secrets masked; absent ones say so. */
export function describeConfiguration(configuration: Configuration): Record<string, string> {
  const { databaseUrl, intakeToken } = configuration;
  return {
    DATABASE_URL: databaseUrl === undefined ? 'not set (embedded PostgreSQL)' : maskPassword(databaseUrl),
    DAYBOOK_DATA: configuration.dataDir,
    DAYBOOK_PORT: String(configuration.port),
    DAYBOOK_INTAKE_TOKEN: intakeToken === undefined ? 'not set (POST /intake is off)' : 'set',
    DAYBOOK_MAX_FAILING_PERCENT: String(configuration.maxFailingPercent),
    DAYBOOK_TIME_ZONE: configuration.timeZone,
  };
}

/** The address with its password replaced by `***`, wherever the driver would accept one. */
export function maskPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (url.password !== '') url.password = '***';
  for (const name of [...url.searchParams.keys()]) {
    if (/pass/i.test(name)) url.searchParams.set(name, '***');
  }
  return url.href;
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, searchParams } = new URL(text);
  // A socket address has no host before the path: postgres:///daybook?host=/run/postgresql
  const namesHost = hostname !== '' || searchParams.has('host');
  return ['postgres:', 'postgresql:'].includes(protocol) && namesHost && pathname.length > 1;
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    // The only way the runtime answers "no such zone" is a RangeError.
    return false;
  }
}

function withoutAbsent(read: z.output<typeof schema>): Configuration {
  const { databaseUrl, intakeToken, ...rest } = read;
  return {
    ...rest,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(intakeToken === undefined ? {} : { intakeToken }),
  };
}
