import { userInfo } from 'node:os';
import type { Database } from '../src/platform/database/index.ts';
import { addDemoPeople } from '../src/platform/security/index.ts';
import { cloneDatabase } from './database.ts';

/** As `cloneDatabase`, with the demo people in it: commands of this user act as the operator among them. */
export async function cloneOperated(): Promise<Database> {
  const database = await cloneDatabase();
  await addDemoPeople(database, userInfo().username);
  return database;
}
