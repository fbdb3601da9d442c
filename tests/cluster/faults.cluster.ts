/**
 * Daybook on a cluster of three machines that something happens to, again and again: `npm run test:cluster`. As root,
 * with debootstrap, iproute2 and nftables; without them it says what is missing. `--faults 500` says how many, `--seed
 * 7` which, `--only "turned off"` what their names say, `--minutes 60` after how long no further one begins, `--base
 * DIR` where a Debian 13 of an earlier run lies.
 */
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';
import { parseArgs } from 'node:util';
import { makePlace } from './place.ts';
import { strikeCluster, type Struck } from './strike-cluster.ts';
import type { History } from './workload.ts';

const { values: chosen } = parseArgs({
  options: {
    faults: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    minutes: { type: 'string', default: '12' },
    base: { type: 'string' },
    only: { type: 'string' },
  },
});
const faults = Number.parseInt(chosen.faults, 10);
const seed = Number.parseInt(chosen.seed, 10);
const until = performance.now() + 60_000 * Number.parseInt(chosen.minutes, 10);

/** At once, not when the test is over: it takes minutes. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function summary(
  struck: readonly Struck[],
  { appended, transferred, posted, unclear, refused }: History,
): string {
  const kinds = new Set(struck.map(({ name }) => name)).size;
  const done = [
    `${String(appended.length)} entries appended`,
    `${String(transferred.length)} values moved`,
    `${String(posted.size)} months posted`,
  ].join(', ');
  const short = struck.length < faults ? ` of ${String(faults)}, since the time was over,` : '';
  return (
    `Cluster: ${String(struck.length)} faults${short} of ${String(kinds)} kinds (seed ${String(seed)}): ${done}; ` +
    `nothing lost, nothing twice. ${String(unclear.length)} outcomes were unclear, ` +
    `${String(refused.length)} requests refused.`
  );
}

const place = await makePlace(chosen.base);
if ('leftOut' in place) say(`Cluster: left out, since ${place.leftOut}.`);
else {
  after(() => place.remove());
  test('whatever happens to the machines of a cluster, nothing is lost or done twice', async () => {
    const strikes = { faults, seed, only: chosen.only, until, say };
    const { struck, history } = await strikeCluster(place, strikes);
    say(summary(struck, history));
  });
}
