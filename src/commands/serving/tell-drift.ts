import { findDrift, type Database, type Drift } from '../../platform/database/index.ts';
import { say } from '../command.ts';
import { counted } from '../table.ts';

/** Differences that one message and one entry of the trail name. */
const namedMost = 10;

/** The differences in one sentence, for people. */
export function driftText({ differences }: Drift): string {
  const more = differences.length - namedMost;
  return (
    `${counted(differences.length, 'difference')} between the database and this version of Daybook: ` +
    differences.slice(0, namedMost).join('; ') +
    (more > 0 ? `; and ${String(more)} more` : '')
  );
}

/**
 * Compares the catalogue with the migrations and definitions, and says and tells the trail what was changed by hand:
 * a function that was replaced, a table or column that was added, a right that was given. `isToTell` leaves out what
 * was told before, or may be gone the next time.
 */
export async function tellDrift(
  database: Database,
  isToTell: (difference: string) => boolean = () => true,
): Promise<Drift> {
  const drift = await findDrift(database);
  const differences = drift.differences.filter(isToTell);
  if (differences.length > 0) {
    say(`Drift: ${driftText({ ...drift, differences })}. See docs/operate/running.md, "Drift".`);
    await database.query("select audit.note('drift found', 'platform.schema', null, $1::jsonb)", [
      JSON.stringify({
        count: { new: differences.length },
        differences: { new: differences.slice(0, namedMost) },
      }),
    ]);
  }
  return drift;
}

/**
 * The same again and again: a difference is told once, when it is still there at the next look (a load makes and drops
 * tables of its own). How many there are.
 */
export function driftWatch(database: Database): () => Promise<number> {
  const reported = new Set<string>();
  let before = new Set<string>();
  return async () => {
    const { differences } = await tellDrift(database, (each) => before.has(each) && !reported.has(each));
    for (const each of differences) if (before.has(each)) reported.add(each);
    before = new Set(differences);
    return differences.length;
  };
}
