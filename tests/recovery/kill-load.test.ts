import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/index.ts';
import { cloneOperated } from '../operated-database.ts';
import { snapshot, temporaryFolder, writeFiles } from '../scenarios/deliveries.ts';
import { randomFrom } from './random-from.ts';
import { deliveries } from './small-books.ts';

/** Kills over all lanes, at other moments in every run. */
const KILLS = 16;
/** Loads that are killed side by side, each in databases of its own: one per core. */
const LANES = 2;
/** A round ends with a load that nobody disturbs, and is compared; then the next begins with an empty database. */
const KILLS_PER_ROUND = 8;

const seed = randomInt(2 ** 31);
const files = await temporaryFolder();
await writeFiles(files, deliveries);

interface Ended {
  readonly code: number | null;
  readonly isKilled: boolean;
  /** When the load said what became of each file, in milliseconds after its start. */
  readonly toldAt: readonly number[];
  readonly output: string;
}

/** When to kill: so many milliseconds after the load has told the outcome of `told` files. */
interface KillAt {
  readonly told: number;
  readonly ms: number;
}

async function runLoad(database: Database, kill: KillAt | null): Promise<Ended> {
  const program = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
  const paths = ['0', '1', '2'].map((folder) => join(files, folder));
  const child = spawn(process.execPath, [program, 'load', ...paths, '--json', '--data', files], {
    // The compile cache saves half a second of start per kill; it holds code, nothing of the load.
    env: { DATABASE_URL: database.addressWithPassword(), NODE_COMPILE_CACHE: join(files, 'compiled') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const startedAt = performance.now();
  const toldAt: number[] = [];
  let output = '';
  const killLater = (): void => {
    if (kill?.told === toldAt.length) void sleep(kill.ms).then(() => child.kill('SIGKILL'));
  };
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  createInterface(child.stdout).on('line', (line) => {
    output += `${line}\n`;
    toldAt.push(performance.now() - startedAt);
    killLater();
  });
  killLater();
  await once(child, 'close');
  return { code: child.exitCode, isKilled: child.signalCode === 'SIGKILL', toldAt, output };
}

async function undisturbed(database: Database): Promise<Ended> {
  const ended = await runLoad(database, null);
  assert.equal(ended.code, 0, ended.output);
  return ended;
}

/** Kills one load after another, each somewhat further than the one before, until one gets through or it is enough. */
async function killRound(database: Database, random: () => number, most: number): Promise<number> {
  let kills = 0;
  let furthest = 0;
  while (kills < most) {
    // Files that were told before are told as unchanged at once; the interesting moments lie behind them. Before the
    // first outcome lies mostly the start of the program, which one kill in ten is enough for.
    const told = random() < 0.1 ? 0 : Math.max(furthest, 1);
    const ended = await runLoad(database, { told, ms: Math.floor(random() * (gaps[told] ?? 10)) });
    if (!ended.isKilled) return kills;
    kills += 1;
    furthest = Math.max(furthest, ended.toldAt.length);
  }
  return kills;
}

await undisturbed(await cloneOperated());
const measured = await cloneOperated();
const { toldAt } = await undisturbed(measured);
const expected = await snapshot(measured, 'files');
/** Milliseconds from one outcome to the next, the start of the program before the first. */
const gaps = toldAt.map((at, index) => Math.max(at - (toldAt[index - 1] ?? 0), 10));

test('a load that is killed at any moment and run again leaves what an undisturbed load leaves', async (t) => {
  t.diagnostic(
    `seed ${String(seed)}; undisturbed, files are told after ${toldAt.map(Math.round).join(', ')} ms`,
  );
  const tally = { kills: 0, rounds: 0, interrupted: 0 };
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const random = randomFrom(seed + lane);
      for (let left = KILLS / LANES; left > 0;) {
        const database = await cloneOperated();
        const kills = await killRound(database, random, Math.min(left, KILLS_PER_ROUND));
        left -= kills;
        const { code, output } = await runLoad(database, null);
        // 3 says that a file was taken in before a kill and later files replaced rows of it.
        assert.ok(code === 0 || code === 3, output);
        assert.deepEqual(
          await snapshot(database, 'files'),
          expected,
          `seed ${String(seed)}, lane ${String(lane)}`,
        );
        tally.kills += kills;
        tally.rounds += 1;
        tally.interrupted += await balanceOf(database);
      }
    }),
  );
  t.diagnostic(
    `${String(tally.kills)} kills in ${String(tally.rounds)} rounds; ` +
      `${String(tally.interrupted)} of them in the middle of a file; rows lost or doubled: 0`,
  );
  assert.ok(tally.kills >= KILLS);
  assert.ok(tally.interrupted >= KILLS / 8, 'hardly a kill hit a file that was being loaded');
});

/** Loads that a kill cut off; fails when one is still said to be under way, or one lost count of its records. */
async function balanceOf(database: Database): Promise<number> {
  const [counts] = await database.query<{ failed: string; receiving: string; unbalanced: string }>(
    `select count(*) filter (where state = 'failed') as failed,
       count(*) filter (where state = 'receiving') as receiving,
       count(*) filter (where state in ('loaded', 'unchanged')
         and rows_received <> rows_loaded + rows_unchanged + rows_quarantined) as unbalanced
     from sources.batch`,
  );
  assert.equal(counts?.receiving, '0');
  assert.equal(counts.unbalanced, '0');
  return Number.parseInt(counts.failed, 10);
}
