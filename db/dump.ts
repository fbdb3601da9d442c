import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { authorizationPage } from '../docs/authorization-page.ts';
import { readConfiguration } from '../src/platform/configuration.ts';
import { dumpSchema, migrateUp, openDatabase, type Database } from '../src/platform/database/index.ts';
import { readMatrix } from '../src/platform/security/index.ts';

/** What is kept in the repository and follows from the migrated database, by path from its root. */
export async function dumpAll(database: Database): Promise<Readonly<Record<string, string>>> {
  const matrix = await readMatrix(database);
  return {
    'db/schema.sql': await dumpSchema(database),
    'docs/reference/authorization.md': await format(authorizationPage(matrix), {
      parser: 'markdown',
      proseWrap: 'preserve',
    }),
    'docs/reference/authorization.json': await format(JSON.stringify(matrix), { parser: 'json' }),
  };
}

/** `npm run db:dump`: writes the files from a throw-away database that was migrated from nothing. */
async function writeDumps(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-dump-'));
  const database = await openDatabase(readConfiguration({ dataDir }, {}));
  try {
    await migrateUp(database);
    for (const [path, text] of Object.entries(await dumpAll(database))) {
      await writeFile(new URL(`../${path}`, import.meta.url), text);
      process.stdout.write(`Wrote ${path}.\n`);
    }
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (import.meta.main) await writeDumps();
