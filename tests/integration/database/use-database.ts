/**
 * A program for the tests of the shared server: opens the database in the folder of its first argument, says
 * `open <port> <server process>` and stays until its standard input ends, then closes and says `closed`.
 */
import { openDatabase } from '../../../src/platform/database/index.ts';

const [dataDir = ''] = process.argv.slice(2);
const database = await openDatabase(
  { dataDir },
  { report: (message) => console.log(`report ${message}`), durability: 'full', poolSize: 2 },
);
const [server] = await database.query<{ pid: string }>(
  `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
);
console.log(`open ${new URL(database.addressWithPassword()).port} ${server?.pid ?? ''}`);
await new Promise((end) => process.stdin.once('end', end).resume());
await database.close();
console.log('closed');
