import { everyMetric } from '../src/commands/serving/every-metric.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openLog } from '../src/platform/logs/index.ts';
import { machineReadings, ServerMetrics } from '../src/platform/operations/index.ts';
import { openServiceLogin, personNamed } from '../src/platform/security/index.ts';
import { makeKey } from '../src/platform/security/identity/api-keys.ts';
import { plainServer } from './plain-server.ts';
import { atScale, median, onWorkbench, report, timed } from './workbench.ts';

const rounds = 9;
const requestsOfRound = 1_000;
const watcher = 'sek.security@demo.invalid';

/**
 * (w) a request with a key for the rules of alerts, by a server that counts and logs it and by one that does
 * not, in turn; and
 * how long it takes to tell everything that is measured.
 */
export async function benchMetered(scale: number): Promise<void> {
  const count = atScale(requestsOfRound, scale, 10);
  await onWorkbench(1, async ({ database, configuration }) => {
    const service = await openServiceLogin(database, configuration);
    const { personId } = await personNamed(database, watcher);
    const { key } = await makeKey(database, {
      personId,
      label: 'bench',
      scopes: ['data:read'],
      days: undefined,
    });
    const metrics = new ServerMetrics({
      owner: database,
      metrics: everyMetric,
      clock: systemClock,
      readings: machineReadings({
        owner: database,
        service,
        folders: { data: configuration.dataDir },
        disk: () => Promise.resolve(null),
        backsUp: true,
        clock: systemClock,
      }),
    });
    const nothing = {
      contentType: '',
      answered: () => undefined,
      refusedSignIn: () => undefined,
      text: () => Promise.resolve(''),
    };
    const log = await openLog(
      { ...configuration, logLevel: 'info' },
      { clock: systemClock, report: (message) => report('log', message) },
    );
    const doors = { owner: database, service };
    const servers = {
      counting: plainServer(database, { doors, metrics, log }),
      bare: plainServer(database, { doors, metrics: nothing }),
    };
    const addresses = {
      counting: await servers.counting.listen({ host: '127.0.0.1', port: 0 }),
      bare: await servers.bare.listen({ host: '127.0.0.1', port: 0 }),
    };
    const ask = async (url: string): Promise<void> => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${url} answered ${String(answer.status)}: ${text}`);
    };
    const seconds = { counting: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round += 1)
      for (const name of ['counting', 'bare'] as const)
        seconds[name].push(
          await timed(async () => {
            for (let at = 0; at < count; at += 1) await ask(`${addresses[name]}/alert-rules`);
          }),
        );
    report(
      '(w) a request, counted and logged : neither, speed',
      (median(seconds.bare) / median(seconds.counting)).toFixed(2),
    );
    const milliseconds = 1_000 * (await timed(() => ask(`${addresses.counting}/metrics`)));
    report('(w) everything that is measured, told once', `${milliseconds.toFixed(0)} ms`);
    await Promise.all([servers.counting.close(), servers.bare.close()]);
    log.close();
    await service.close();
  });
}
