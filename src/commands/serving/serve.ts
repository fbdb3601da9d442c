import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer as probeServer } from 'node:net';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { systemClock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { keepInside } from '../../kernel/inside-folder.ts';
import type { ServerOptions, TakeInStream } from '../../delivery/index.ts';
import type { Configuration } from '../../platform/configuration.ts';
import { logFolder, openLog } from '../../platform/logs/index.ts';
import { migrationStatus, openStandbys, type Database } from '../../platform/database/index.ts';
import { readDisk } from '../../platform/operations/index.ts';
import {
  businessDay,
  certificateOf,
  demoPeople,
  listPeople,
  openServiceLogin,
  readDemoDay,
  localIssuer,
  Provider,
  startLocalIssuer,
  workFor,
  type LocalIssuer,
  type SessionRules,
} from '../../platform/security/index.ts';
import { choicesOf, contentAt, loadContent, requireFeed, spool } from '../../sources/index.ts';
import { ledgerEndpointOf, printedGoingOf } from '../billing/outbox-folder.ts';
import { headsFileOf, intakeOf, print, say, signingPlaceOf } from '../command.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { takenFile } from '../load-results.ts';
import { archivePlaceOf } from '../operations/archive-place.ts';
import { metricsOf } from './server-metrics.ts';
import { dataPartsOf } from './data-parts.ts';
import { reportToolsOf } from './report-work.ts';
import { componentsOf } from './health-checks.ts';
import { keepHouse } from './keep-house.ts';
import { operatorStatus } from './operator-status.ts';
import { tellDemoPeople } from './tell-demo-people.ts';
import { version } from '../version.ts';
import { readWebApp } from './web-app.ts';

/** What comes up before a port is listened at, and how it is left. */
interface Site {
  readonly publicUrl: string;
  readonly configuration: Configuration;
  readonly issuer: LocalIssuer | undefined;
  readonly demoDay: string | null;
}

/**
 * Serves until the process is asked to end. Refuses with SECURITY_TLS_NEEDED to be reached from other machines without
 * TLS, and with what the service login, the certificate and the port refuse.
 */
export async function serve(
  database: Database,
  settings: Configuration,
  { selfSigned, isQuiet }: { readonly selfSigned: boolean; readonly isQuiet: boolean },
): Promise<void> {
  const certificate = await certificateOf(settings, { selfSigned, clock: systemClock });
  const configuration = {
    ...settings,
    port: settings.port === 0 ? await freePort(settings.host) : settings.port,
  };
  const scheme = certificate ? 'https' : 'http';
  const publicUrl =
    configuration.publicUrl ??
    `${scheme}://${hostForPeople(configuration.host)}:${String(configuration.port)}`;
  const app = await readWebApp(say);
  const service = await openServiceLogin(database, configuration);
  const standbys = openStandbys(service, configuration.standbyConnections);
  const metrics = metricsOf({ owner: database, service, configuration });
  const log = await openLog(configuration, { clock: systemClock, report: say });
  const house = await keepHouse(database, configuration, { metrics, log });
  const unguard = database.guardServer(() => void tellRestart(database));
  let issuer: LocalIssuer | undefined;
  try {
    issuer = await localIssuerOf(database, configuration, publicUrl);
    // Loaded here only: the other commands start in half the time without a web server.
    const { createServer, listen } = await import('../../delivery/index.ts');
    const server = createServer({
      ...optionsOf(database, { publicUrl, configuration, issuer, demoDay: await readDemoDay(database) }),
      doors: { owner: database, service, standbys: standbys ?? undefined },
      metrics,
      log,
      app,
      certificate,
      isBehindProxy: !certificate && publicUrl.startsWith('https:'),
    });
    await listen(server, configuration);
    if (issuer) await tellSignIn(database, { publicUrl, isQuiet });
    print(`\nDaybook is up at ${publicUrl}/ · Ctrl-C stops it.`);
    log.write('info', { kind: 'server', state: 'up', version });
    await askedToEnd();
    log.write('info', { kind: 'server', state: 'stopping', version });
    say('Stopping.');
    await server.close();
  } finally {
    await issuer?.close();
    await rm(issuerFile(configuration), { force: true });
    unguard();
    await standbys?.close();
    await service.close();
    await house.stop();
    log.close();
  }
}

/** Who signs in at the issuer for trying out, where that is, and what to do where nobody can. */
async function tellSignIn(
  database: Database,
  { publicUrl, isQuiet }: { readonly publicUrl: string; readonly isQuiet: boolean },
): Promise<void> {
  const isThere = new Set((await listPeople(database)).map(({ userId }) => userId));
  if (!demoPeople.some(({ userId }) => isThere.has(userId)))
    return print(
      '\nNobody can sign in yet. Next: make yourself the first administrator with `daybook users first <you>`, and ' +
        'name an identity provider with DAYBOOK_OIDC_ISSUER.',
    );
  if (!isQuiet) await tellDemoPeople(database);
  print(`\nSign in at ${publicUrl}/sign-in as one of them; no password is needed.`);
}

/** The database died and is back: whoever watches the server reads it, and the trail keeps it. */
async function tellRestart(database: Database): Promise<void> {
  say('The database is running again.');
  await database
    .query(`select audit.note('database restarted', 'platform.server', null, '{}')`)
    .catch((cause: unknown) => {
      say(
        `The audit trail event could not be reported: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    });
}

async function askedToEnd(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** A port that nobody uses: the identity provider has to know it before anyone listens there. */
async function freePort(host: string): Promise<number> {
  const probe = probeServer().listen(0, host);
  await once(probe, 'listening');
  const place = probe.address();
  probe.close();
  await once(probe, 'close');
  if (place === null || typeof place === 'string') throw new Error('the machine assigned no port');
  return place.port;
}

/** Host of an address that people can type: all addresses of a machine are not an address. */
function hostForPeople(host: string): string {
  if (['0.0.0.0', '::'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function optionsOf(
  owner: Database,
  site: Site,
): Omit<ServerOptions, 'doors' | 'certificate' | 'isBehindProxy' | 'app' | 'metrics' | 'log'> {
  const { configuration, publicUrl, demoDay } = site;
  const sessions: SessionRules = {
    idleMinutes: configuration.sessionIdleMinutes,
    hours: configuration.sessionHours,
    stepUpMinutes: configuration.stepUpMinutes,
  };
  const provider = providerOf(site);
  const { requireMfa } = configuration;
  return {
    signIn: provider && { owner, provider, rules: sessions, requireMfa },
    sessions,
    access: { dormantDays: configuration.dormantDays, supportMinutes: configuration.supportMinutes },
    changeTokenDays: configuration.changeTokenDays,
    keptAnswerHours: configuration.keptAnswerHours,
    limits: {
      requests: configuration.limitRequests,
      seconds: configuration.limitSeconds,
      concurrent: configuration.limitConcurrent,
      windowMinutes: configuration.limitWindowMinutes,
    },
    clock: systemClock,
    demoDay,
    publicUrl,
    health: async () => {
      const applied = (await migrationStatus(owner)).filter(({ state }) => state === 'applied');
      return { version, migration: applied.length, ...(demoDay === null ? {} : { demoClock: demoDay }) };
    },
    disk: () => readDisk(configuration),
    reports: reportToolsOf(configuration),
    logFolder: logFolder(configuration.dataDir),
    components: () => componentsOf(owner, configuration),
    status: (caller) => operatorStatus(owner, configuration.timeZone, caller),
    takeIn: takeInStream(owner, configuration),
    data: dataPartsOf(configuration),
    billing: {
      timeZone: configuration.timeZone,
      today: async () => (await businessDay(owner, configuration.timeZone, systemClock)).day,
      operator: () => operatorOf(configuration),
      going: () => printedGoingOf(configuration),
      ledger: () => ledgerEndpointOf(configuration),
    },
    forecasting: { plannedYears: configuration.plannedYears ?? [] },
    archive: archivePlaceOf(configuration),
    audit: { headsFile: headsFileOf(configuration), signing: signingPlaceOf(configuration) },
  };
}

/** The provider of the configuration, else the local issuer, else none. */
function providerOf({ configuration, publicUrl, issuer }: Site): Provider | undefined {
  const { oidcIssuer, oidcClientId = '', oidcClientSecret = '', oidcUserClaim, oidcMfaAcr } = configuration;
  const common = {
    redirectUri: `${publicUrl}/sign-in/callback`,
    userClaims: oidcUserClaim === undefined ? ['email', 'preferred_username'] : [oidcUserClaim],
    strongClasses: (oidcMfaAcr ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    clock: systemClock,
  };
  if (issuer) {
    const { clientId, clientSecret } = issuer;
    const client = { issuer: issuer.issuer, clientId, clientSecret, audience: clientId };
    // Its address is another one at every start; its people stay the same.
    return new Provider({ ...common, ...client, boundAs: localIssuer });
  }
  if (oidcIssuer === undefined) return undefined;
  return new Provider({
    ...common,
    issuer: oidcIssuer,
    boundAs: oidcIssuer,
    clientId: oidcClientId,
    clientSecret: oidcClientSecret,
    audience: configuration.oidcAudience ?? oidcClientId,
  });
}

/** Where the secrets of services lie while a local issuer runs; it is gone with it. */
const issuerFile = ({ dataDir }: Configuration): string => join(dataDir, 'local-issuer.json');

/** An issuer for trying out: only with the embedded database, and only while no real one is configured. */
async function localIssuerOf(
  database: Database,
  configuration: Configuration,
  publicUrl: string,
): Promise<LocalIssuer | undefined> {
  if (!database.embedded || configuration.oidcIssuer !== undefined) return undefined;
  const people = await listPeople(database);
  const isKnown = new Set(people.map(({ userId }) => userId));
  const services = people.filter(({ origin, isEnabled }) => origin === 'service' && isEnabled);
  const issuer = await startLocalIssuer({
    people: demoPeople.filter(({ userId }) => isKnown.has(userId)),
    services: services.map(({ userId }) => userId),
    redirectUri: `${publicUrl}/sign-in/callback`,
  });
  const { serviceSecrets, issuer: address } = issuer;
  const content = { token_endpoint: `${address}/token`, clients: Object.fromEntries(serviceSecrets) };
  await keepInside(configuration.dataDir, basename(issuerFile(configuration)), JSON.stringify(content));
  return issuer;
}

/** Content over HTTP is kept as a file first, so that it is read, checked and counted like any other. */
function takeInStream(owner: Database, configuration: Configuration): TakeInStream {
  return async ({ person, caller, requestId, reason }, { feed: feedName, stream, fileName, ...choices }) => {
    const feed = requireFeed(feedName);
    const { again, isTrial, acceptsLoss, reloads, overrides } = choices;
    const path = join(configuration.dataDir, 'inbox', randomUUID());
    const database = workFor(owner, person, { requestId, reason });
    try {
      await spool(stream, path);
      if (acceptsLoss && reason === undefined) throw refusal('SOURCES_LOSS_REASON_MISSING');
      if (reloads && reason === undefined) throw refusal('SOURCES_RELOAD_REASON_MISSING');
      if (overrides && reason === undefined) throw refusal('SOURCES_OVERRIDE_REASON_MISSING');
      const [result] = await loadContent(
        intakeOf({ person, caller, database, configuration, isQuiet: true, reason: reason ?? null }),
        {
          feed,
          content: await contentAt(path, fileName),
          ...choicesOf({
            again,
            isTrial,
            lossAccepted: acceptsLoss ? reason : undefined,
            reloaded: reloads ? reason : undefined,
            checksOverridden: overrides ? reason : undefined,
          }),
        },
      );
      return takenFile(result);
    } finally {
      await rm(path, { force: true });
    }
  };
}
