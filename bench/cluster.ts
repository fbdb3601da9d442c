import { killed, switched } from '../tests/cluster/faults.ts';
import { makePlace } from '../tests/cluster/place.ts';
import { strikeCluster, type Struck } from '../tests/cluster/strike-cluster.ts';
import { atScale, isTrial, percentile, report } from './workbench.ts';

/**
 * (y) 500 faults of every kind on a cluster of three machines, while clients write through Daybook's service: for how
 * long nothing was written after the primary was killed and in planned switchovers, and how many requests those
 * refused. Fails where anything was lost or done twice. Needs what `npm run test:cluster` needs.
 */
export async function benchCluster(scale: number, seed: number): Promise<void> {
  if (isTrial(scale)) return report('(y) left out at this size: three machines take minutes', '0');
  const place = await makePlace();
  if ('leftOut' in place) return report(`(y) left out, since ${place.leftOut}`, '0');
  try {
    const faults = atScale(500, scale, 20);
    const { struck } = await strikeCluster(place, {
      faults,
      seed,
      until: Number.POSITIVE_INFINITY,
      say: (line) => process.stderr.write(`${line}\n`),
    });
    report('(y) faults of a cluster, after which nothing was lost or done twice', String(struck.length));
    pauses(struck, killed, 'the primary killed');
    pauses(struck, switched, 'planned switchover');
    const refused = struck
      .filter(({ name }) => name === switched)
      .reduce((all, one) => all + one.refused.length, 0);
    report('(y) requests refused in planned switchovers', String(refused));
  } finally {
    await place.remove();
  }
}

function pauses(struck: readonly Struck[], name: string, called: string): void {
  const seconds = struck.filter((one) => one.name === name).map(({ pause }) => pause);
  for (const percent of [50, 99])
    report(
      `(y) ${called}, without a confirmed write, p${String(percent)} of ${String(seconds.length)}`,
      `${percentile(seconds, percent).toFixed(1)} s`,
    );
}
