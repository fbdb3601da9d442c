import { resolve, sep } from 'node:path';
import type { FaultFields } from './log.ts';

/** Places that are told: the innermost ones say where it happened, the others how one came there. */
const mostPlaces = 8;

const program = `${resolve(import.meta.dirname, '..', '..', '..')}${sep}`;

/** What a log says of an error: its kind, codes and places. Its words stay out, since they may quote values. */
export function faultFields(cause: unknown): FaultFields {
  if (!(cause instanceof Error)) return { error: typeof cause, at: [] };
  const { code, table, schema, constraint } = cause as ErrorOfDatabase;
  const isInSchema = typeof schema === 'string' && typeof table === 'string';
  return {
    error: plainName(cause.name) ?? 'Error',
    ...withText('code', code),
    ...withText('relation', isInSchema ? `${schema}.${table}` : table),
    ...withText('constraint', constraint),
    at: placesOf(cause),
  };
}

/** What the driver adds to an error of the database. */
interface ErrorOfDatabase {
  readonly code?: unknown;
  readonly table?: unknown;
  readonly schema?: unknown;
  readonly constraint?: unknown;
}

/** Names of our own objects only: a text that is none could be a value. */
function plainName(text: unknown): string | undefined {
  return typeof text === 'string' && /^[\w.]{1,120}$/.test(text) ? text : undefined;
}

function withText<Key extends string>(key: Key, text: unknown): Partial<Record<Key, string>> {
  const name = plainName(text);
  return name === undefined ? {} : ({ [key]: name } as Record<Key, string>);
}

function placesOf({ stack = '', message }: Error): string[] {
  // The stack repeats the message, which may look like anything.
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  const places = frames.flatMap((frame) => /(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? []);
  return places.map((place) => place.replace(program, '')).slice(0, mostPlaces);
}
