import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addMonths, monthsBetween } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { actAs, addPerson, assignRole, personNamed, type Caller } from '../src/platform/security/index.ts';
import { makeKey } from '../src/platform/security/identity/api-keys.ts';
import { ledger } from './changes.ts';
import { facts } from './question-facts.ts';
import { fillMonths, first, monthsAt } from './questions.ts';
import { siteNumber } from './revenue-file.ts';
import { startProgram, type Program } from './start-program.ts';
import { atScale, median, onWorkbench, report, timed } from './workbench.ts';

/** 3,858 sites × 36 months × 36 accounts are five million rows. */
const sitesOfFiveMillion = 3_858;
const rowsOfExport = 1_000_000;

type Ask = (address: string) => Promise<Response>;

/**
 * (o) reads through the data service against a bare handler with the same SQL by hand, (p) counts and sums of five
 * million rows against the same SQL by the same person, (q) 500 requests at once, (r) a million rows taken away as a
 * file.
 */
export async function benchDataReads(scale: number): Promise<void> {
  const sites = atScale(sitesOfFiveMillion, scale, 8);
  await onWorkbench(sites, async ({ database, configuration }) => {
    const rows = await fillLedger(database, sites, monthsAt(scale));
    const key = await keyOfFinance(database);
    // What leaves in one file needs no second person here.
    await database.execute('update security.export_limit set most_rows = 10000000');
    const program = await startProgram(configuration.dataDir);
    const bare = await startBare(database);
    try {
      const ask: Ask = (address) =>
        fetch(`${program.url}/odata/${address}`, { headers: { authorization: `Bearer ${key}` } });
      await compareReads(ask, bare.url, { sites, requests: atScale(400, scale, 16) });
      await compareSums(ask, { owner: database, reader: await readerOf(database), rows });
      await askAtOnce(ask, sites, atScale(500, scale, 20));
      const most = atScale(rowsOfExport, scale, 1_000);
      for (const format of ['csv', 'xlsx']) await takeAway(ask, program, { format, most });
    } finally {
      await bare.stop();
      await program.stop();
    }
  });
}

async function fillLedger(database: Database, sites: number, months: number): Promise<number> {
  await database.execute(facts.dimensions);
  await database.execute(facts.builder);
  const rows = await fillMonths(database, {
    sites,
    months: monthsBetween(first, addMonths(first, months - 1)),
    tables: [['warehouse.ledger_balance', ledger]],
  });
  await database.execute('vacuum analyze');
  return rows;
}

async function keyOfFinance(database: Database): Promise<string> {
  await addPerson(database, { userId: 'reader', displayName: null, origin: 'mapping' });
  const { personId } = await personNamed(database, 'reader');
  await assignRole(database, personId, { role: 'financeManager', reason: 'bench' });
  return (await makeKey(database, { personId, label: 'bench', scopes: ['data:read'] })).key;
}

async function readerOf(database: Database): Promise<Caller> {
  return actAs(database, await personNamed(database, 'reader'));
}

async function startBare(database: Database): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    env: { PATH: '/usr/bin:/bin', DATABASE_URL: database.addressWithPassword() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: /up at (\S+)/.exec(said.toString())?.[1] ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const pageOf = (site: string): string => `ledger_balances?$filter=site_id eq '${site}'&$top=100`;

/** What is asked of the service; of the bare handler by the same name, which answers the same but for `plain`. */
const reads: Readonly<Record<string, (site: string) => string>> = {
  key: (site) => `sites('${site}')`,
  page: pageOf,
  expand: (site) => `${pageOf(site)}&$expand=account`,
  months: (site) =>
    `ledger_balances?$apply=filter(site_id eq '${site}')/groupby((period_month),aggregate(amount with sum as total))`,
  // The columns alone: what GUIDs and ETags cost.
  plain: pageOf,
};

/** Each read in turn from both servers, four at once: another site each time. */
async function compareReads(
  ask: Ask,
  bareUrl: string,
  { sites, requests }: { readonly sites: number; readonly requests: number },
): Promise<void> {
  for (const [name, addressOf] of Object.entries(reads)) {
    const service = (site: string): Promise<Response> => ask(addressOf(site));
    const bare = (site: string): Promise<Response> => fetch(`${bareUrl}/${name}/${site}`);
    if (name !== 'plain') await requireSame(name, await service(siteNumber(3)), await bare(siteNumber(3)));
    const rounds: { service: number; bare: number }[] = [];
    for (let round = 0; round < 4; round += 1)
      rounds.push({
        bare: await timed(() => askInTurn(bare, sites, requests / 4)),
        service: await timed(() => askInTurn(service, sites, requests / 4)),
      });
    // The first round warms both.
    const warm = rounds.slice(1);
    const [ours, theirs] = [median(warm.map((one) => one.service)), median(warm.map((one) => one.bare))];
    report(`(o) ${name}: requests a second of a bare handler`, (requests / 4 / theirs).toFixed(0));
    report(`(o) ${name}: speed of the service : that of a bare handler`, (theirs / ours).toFixed(2));
  }
}

/** Both say the same GUIDs, ETags and amounts: otherwise their speed could not be compared. */
async function requireSame(name: string, service: Response, bare: Response): Promise<void> {
  const sayings = [await wholeOf(service), await wholeOf(bare)].map((text) =>
    [...text.matchAll(/W\/\\"-?\d+|[0-9a-f]{8}-[0-9a-f-]{27}|"(?:amount|total)":"?-?[\d.]+/g)]
      .map(([said]) => said.replace(':"', ':'))
      .join('\n'),
  );
  if (sayings[0] !== sayings[1] || sayings[0] === '')
    throw new Error(`${name}: the two handlers answer differently`);
}

async function askInTurn(ask: Ask, sites: number, requests: number): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < requests) {
      const site = siteNumber((next * 7_919) % sites);
      next += 1;
      await wholeOf(await ask(site));
    }
  };
  await Promise.all([client(), client(), client(), client()]);
}

async function wholeOf(answer: Response): Promise<string> {
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.url}: ${String(answer.status)} ${text.slice(0, 300)}`);
  return text;
}

/** Counts and sums are taken so often, in turn: on a machine with other work, fewer say little. */
const sumRounds = 9;

/**
 * Exact counts and sums of all rows against the same SQL on a connection of its own: by the same
 * person, under the same policies, and by the owner, for whom there are none.
 */
async function compareSums(
  ask: Ask,
  { owner, reader, rows }: { readonly owner: Database; readonly reader: Caller; readonly rows: number },
): Promise<void> {
  const pairs = {
    $count: ['ledger_balances/$count', 'select count(*) from api.ledger_balance'],
    '$apply by month': [
      'ledger_balances?$apply=groupby((period_month),aggregate(amount with sum as total))',
      'select period_month, sum(amount) as total from api.ledger_balance group by period_month',
    ],
  } as const;
  for (const [name, [address, sql]] of Object.entries(pairs)) {
    const times = { service: [] as number[], reader: [] as number[], owner: [] as number[] };
    for (let round = 0; round < sumRounds; round += 1) {
      times.owner.push(await timed(() => owner.query(sql)));
      // Entering is not part of it: a login of psql has entered when it asks.
      await reader.transaction(async (entered) => {
        times.reader.push(await timed(() => entered.query(sql)));
      });
      times.service.push(await timed(async () => wholeOf(await ask(address))));
    }
    const [service, same, bare] = [median(times.service), median(times.reader), median(times.owner)];
    report(`(p) ${name} of ${String(rows)} rows`, `${service.toFixed(2)} s`);
    report(`(p) ${name} : the same SQL by the same person`, (service / same).toFixed(2));
    report(`(p) ${name} : the same SQL by the owner, without policies`, (service / bare).toFixed(2));
  }
}

async function askAtOnce(ask: Ask, sites: number, requests: number): Promise<void> {
  let failed = 0;
  const seconds = await timed(() =>
    Promise.all(
      Array.from({ length: requests }, async (_, at) => {
        const site = siteNumber(at % sites);
        const address =
          at % 2 === 0 ? `sites('${site}')` : `ledger_balances?$filter=site_id eq '${site}'&$top=20`;
        const status = await ask(address).then(
          async (answer) => (await answer.arrayBuffer(), answer.status),
          () => 0,
        );
        if (status !== 200) failed += 1;
      }),
    ),
  );
  report(`(q) ${String(requests)} requests at once`, `${seconds.toFixed(2)} s`);
  report('(q) errors', String(failed));
}

/** Rows as a file, read as fast as they come; the peak memory is that of the serving process. */
async function takeAway(
  ask: Ask,
  { processId }: Program,
  { format, most }: { readonly format: string; readonly most: number },
): Promise<void> {
  const rest = (await memoryOf(processId)).now;
  // Linux begins to count the peak anew.
  await writeFile(`/proc/${String(processId)}/clear_refs`, '5');
  let bytes = 0;
  const seconds = await timed(async () => {
    const answer = await ask(`ledger_balances?$format=${format}&$top=${String(most)}`);
    if (answer.status !== 200 || answer.body === null) await wholeOf(answer);
    for await (const chunk of answer.body ?? []) bytes += (chunk as Uint8Array).length;
  });
  const { peak } = await memoryOf(processId);
  report(`(r) ${String(most)} rows as ${format}, ${(bytes / 1e6).toFixed(0)} MB`, `${seconds.toFixed(1)} s`);
  report(`(r) ${format}: rows a second`, (most / seconds).toFixed(0));
  const above = Math.max(peak - rest, 0).toFixed(0);
  report(
    `(r) ${format}: memory of the server at its peak, above rest`,
    `${above} MB (of ${peak.toFixed(0)} MB)`,
  );
}

/** Resident megabytes of a process, now and at most. */
async function memoryOf(processId: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${String(processId)}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number.parseInt(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? '0', 10) / 1_000;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
