import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathInside, keepInside } from '../../kernel/inside-folder.ts';

/** Folders of the outbox. `kept` holds documents under their digest, the others what goes out with its envelope. */
const kinds = ['mail', 'ledger', 'kept'] as const;

const outboxOf = (dataDir: string): string => join(dataDir, 'outbox');

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  });
}

/** The identifiers by themselves inside a text, in any case: as the database looks for them. */
function traceOf(identifiers: readonly string[]): RegExp {
  const escaped = identifiers.map((identifier) => identifier.trim().replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(
    `(?<![\\p{L}\\p{N}._%+@-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`,
    'giu',
  );
}

/**
 * Envelopes of the outbox that name a person; with `standIn` that takes the place of the identifiers. Documents stay as
 * they went out: they are the record of what was sent, under the digest that the statement keeps. How many envelopes.
 */
export async function eraseFromEnvelopes(
  dataDir: string,
  identifiers: readonly string[],
  standIn: string | null,
): Promise<number> {
  const trace = traceOf(identifiers);
  let count = 0;
  for (const kind of kinds) {
    for (const name of await namesIn(join(outboxOf(dataDir), kind))) {
      if (!name.endsWith('.envelope.json')) continue;
      const text = await readFile(pathInside(outboxOf(dataDir), kind, name), 'utf8');
      const erased = text.replace(trace, standIn ?? '');
      if (erased === text) continue;
      count += 1;
      if (standIn !== null) await keepInside(outboxOf(dataDir), [kind, name], erased);
    }
  }
  return count;
}

/** Files of the outbox written before a day (`YYYY-MM-DD`); with `isReal` they go. How many. */
export async function purgeOutbox(
  dataDir: string,
  before: string,
  { isReal }: { readonly isReal: boolean },
): Promise<number> {
  let count = 0;
  for (const kind of kinds) {
    for (const name of await namesIn(join(outboxOf(dataDir), kind))) {
      const path = pathInside(outboxOf(dataDir), kind, name);
      if ((await stat(path)).mtime.toISOString().slice(0, 10) >= before) continue;
      count += 1;
      if (isReal) await rm(path);
    }
  }
  return count;
}
