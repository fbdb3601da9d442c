import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { sqlstate } from '../sqlstate.ts';

/** The text of a `.sql` file beside this one. */
export function sqlBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** The path of a place in this project, given from the folder of this file. */
export function projectPath(fromHere: string): string {
  return fileURLToPath(new URL(fromHere, import.meta.url));
}

/** A path as the reader types it: from where the program runs. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path);
}

/** SHA-256 of the text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * What PostgreSQL says against a script, and the line it points to; null when the error is not PostgreSQL's, or says
 * only that others hold a table.
 */
export function scriptFailure(error: unknown, script: string): { cause: string; line: string } | null {
  if (!(error instanceof pg.DatabaseError) || error.code === sqlstate.lockNotAvailable) return null;
  const { message, detail, where, position } = error;
  const cause = [message, detail, where?.split('\n')[0]].filter((part) => part !== undefined).join(' · ');
  if (position === undefined) return { cause, line: 'unknown' };
  const before = script.slice(0, Number.parseInt(position, 10) - 1);
  return { cause, line: String(before.split('\n').length) };
}
