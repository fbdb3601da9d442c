import type { Database } from '../../database/index.ts';

/** Statements that one transaction moves: some hundred milliseconds of work. */
const batchStatements = 5_000;

/** Moves what waits into the chain; how many entries. Several processes may call it at once: they take turns. */
export async function chainTrail(database: Pick<Database, 'query'>): Promise<number> {
  let total = 0;
  for (;;) {
    const [answer] = await database.query<{ moved: number | null }>('select audit.chain($1) as moved', [
      batchStatements,
    ]);
    if (answer?.moved === null || answer === undefined) return total;
    total += answer.moved;
  }
}
