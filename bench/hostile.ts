import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { drawAttempt, type AttackedHouse } from './hostile/attack.ts';
import { openAttackedHouse } from './hostile/attacked-house.ts';
import { Judge } from './hostile/judge.ts';
import { factsOf, unfinishedWork } from './hostile/state-of-books.ts';
import { atScale, report, timed } from './workbench.ts';

/** Attempts that are made at once: as many as two cores and the pool keep busy. */
const atOnce = 6;

/**
 * (l) hostile attempts against a running server, by HTTP, files, contracts and SQL, drawn from its own routes, questions,
 * feeds, exports and views. Throws unless all of them found nothing: no failure, crash or endless wait, no row out of
 * scope, no secret in an answer, no file outside of its folder, no row lost or doubled.
 */
export async function benchHostile(scale: number, seed: number): Promise<void> {
  const attempts = atScale(2_500, scale, 60);
  const house = await openAttackedHouse();
  try {
    const judge = new Judge(house.secrets);
    const before = await factsOf(house.database);
    const seconds = await timed(() => attack(house, judge, { attempts, seed }));
    await judgeAfterwards(house, judge, before);
    report('(l) hostile attempts', `${String(attempts)} (seed ${String(seed)}, ${seconds.toFixed(0)} s)`);
    for (const [what, count] of judge.outcomes()) report(`    ${what}`, String(count));
    report('(l) of them found something', String(judge.findings.length));
    if (judge.findings.length > 0)
      throw new Error(`the hostile run found:\n${judge.findings.slice(0, 20).join('\n')}`);
  } finally {
    await house.close();
  }
}

async function attack(
  house: AttackedHouse,
  judge: Judge,
  { attempts, seed }: { readonly attempts: number; readonly seed: number },
): Promise<void> {
  let next = 0;
  const attacker = async (): Promise<void> => {
    while (next < attempts && house.isAlive()) {
      const number = next;
      next += 1;
      const attempt = await drawAttempt(house, seed, number);
      await judge.try(`attempt ${String(number)} of seed ${String(seed)}, ${attempt.says}`, attempt.make);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, attacker));
}

/** What must be as it was, and what must not be there. */
async function judgeAfterwards(house: AttackedHouse, judge: Judge, before: string): Promise<void> {
  if (!house.isAlive()) judge.find('the server ended');
  else if ((await fetch(`${house.url}/health`)).status !== 200)
    judge.find('the server is not well afterwards');
  const after = await factsOf(house.database);
  if (after !== before) judge.find(`facts of site 0170 are not as they were: ${before}, then ${after}`);
  for (const left of await unfinishedWork(house.database)) judge.find(left);
  judge.look('what the server printed', house.printed());
  const inbox = await readdir(join(house.folder, 'data', 'inbox')).catch(() => []);
  if (inbox.length > 0) judge.find(`deliveries were left in the inbox: ${inbox.join(', ')}`);
  for (const place of ['/', '/tmp', house.folder, join(house.folder, 'data'), process.cwd()])
    for (const name of await readdir(place))
      if (name.includes('PWN')) judge.find(`a file outside of every folder: ${join(place, name)}`);
}
