/**
 * `node grow-database.ts migrate|pages ADDRESS`, run in a tree that something was planted in: brings a database to it,
 * or writes what follows from the tree and the database as `npm run db:dump` and `node docs/generate.ts` do.
 */
import { rm, writeFile } from 'node:fs/promises';
import { dumpAll } from '../../../db/dump.ts';
import { FEED_TABLES, feedTables } from '../../../db/feed-tables.ts';
import { pages, render } from '../../../docs/generate.ts';
import { migrateUp, openDatabase } from '../../../src/platform/database/index.ts';
import { feeds } from '../../../src/sources/index.ts';
import { targets } from '../../../src/warehouse/index.ts';

const [, , what, address = ''] = process.argv;
/** Another file in place of the one that is there: that one is a hard link to the file of the repository. */
async function keep(path: string, text: string): Promise<void> {
  const file = new URL(`../../../${path}`, import.meta.url);
  await rm(file, { force: true });
  await writeFile(file, text);
}

const database = await openDatabase({ databaseUrl: address, dataDir: '' });
try {
  if (what === 'migrate') {
    await keep(FEED_TABLES, feedTables(feeds, targets));
    for (const page of pages.filter(({ path }) => path.endsWith('.sql')))
      await keep(page.path, await render(page));
    await migrateUp(database);
  } else {
    for (const page of pages) await keep(page.path, await render(page));
    for (const [path, text] of Object.entries(await dumpAll(database))) await keep(path, text);
  }
} finally {
  await database.close();
}
