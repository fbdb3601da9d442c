/**
 * A program for the tests of the shared server: opens the database in the folder of its first argument, as durable as
 * its second says, prints `open <port> <server process>`, stays until its standard input ends, closes and prints
 * `closed`.
 */
import { openDatabase } from '../../../src/platform/database/index.ts';

const [dataDir = '', safety] = process.argv.slice(2);
const durability = safety === 'full' ? 'full' : 'none: throw-away data only';
const database = await openDatabase(
  { dataDir },
  { report: (message) => console.log(`report ${message}`), durability, poolSize: 2 },
);
const [server] = await database.query<{ pid: string }>(
  `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
);
console.log(`open ${new URL(database.addressWithPassword()).port} ${server?.pid ?? ''}`);
await new Promise((end) => process.stdin.once('end', end).resume());
await database.close();
console.log('closed');
