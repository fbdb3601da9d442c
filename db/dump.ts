import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../src/platform/configuration.ts';
import { dumpSchema, migrateUp, openDatabase } from '../src/platform/database/index.ts';

/** Writes `db/schema.sql`: the schema of a throw-away database that was migrated from nothing. */
const dataDir = await mkdtemp(join(tmpdir(), 'daybook-dump-'));
const database = await openDatabase(readConfiguration({ dataDir }, {}));
try {
  await migrateUp(database);
  await writeFile(new URL('schema.sql', import.meta.url), await dumpSchema(database));
  process.stdout.write('Wrote db/schema.sql.\n');
} finally {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
}
