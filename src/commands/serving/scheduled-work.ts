import { hostname } from 'node:os';
import {
  handOverDue,
  readAnswers,
  sendDailyMailOnce,
  sendPlainLetter,
  validateWhenDue,
} from '../../billing/index.ts';
import { keepPnlCurrent, remindWhenDue, rollWhenDue } from '../../forecasting/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Log } from '../../platform/logs/index.ts';
import { refreshStatistics, type Database } from '../../platform/database/index.ts';
import {
  keepPartitions,
  maintain,
  measureSizes,
  noticeSlowStatements,
  releaseDue,
  type JobSurroundings,
  type ServerMetrics,
  type WorkByJob,
  type WorkReport,
} from '../../platform/operations/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import {
  businessDay,
  chainTrail,
  disableDormant,
  endLapsedAccess,
  endLongSessions,
  openDueReviews,
  readHeads,
  refreshAccess,
  verifyTrail,
} from '../../platform/security/index.ts';
import { makeMonthsAhead } from '../../warehouse/index.ts';
import { newestLoad } from '../../sources/index.ts';
import { goingOf, ledgerEndpointOf } from '../billing/outbox-folder.ts';
import { headsFileOf, say } from '../command.ts';
import { archivePlaceOf } from '../operations/archive-place.ts';
import { answerFile, answerPaths } from '../postings/answer-file.ts';
import { counted, grouped } from '../table.ts';
import { alertWork } from './alert-work.ts';
import { reportWork } from './report-work.ts';

/** Who does what nobody asked for. */
const actor = 'daybook';

/** What scheduled work needs of the server beside its database. */
export interface HouseTools {
  readonly configuration: Configuration;
  readonly metrics: Pick<ServerMetrics, 'read'>;
  readonly sign: () => Promise<void>;
  readonly recoverNotes: () => Promise<number>;
  /** Compares the schema with the migrations; how many differences there are. */
  readonly compareSchema: () => Promise<number>;
}

/** What keepers of jobs are told of this server and of the stages. */
export function surroundingsOf(database: Database, log: Log): JobSurroundings {
  return {
    server: `${hostname()} ${String(process.pid)}`,
    loadedSince: (feed, since) => newestLoad(database, feed === 'any' ? null : feed, since),
    holidays: async () => (await readFacts(database)).holidays,
    report: say,
    log,
  };
}

/** The work of every scheduled job, by its name (`operations.delivered_schedules`). */
export function scheduledWork(tools: HouseTools): WorkByJob {
  return {
    ...accessWork(tools),
    ...trailWork(tools),
    ...billingWork(tools),
    ...forecastWork(tools),
    ...upkeep(tools),
  };
}

function accessWork({ configuration }: HouseTools): WorkByJob {
  return {
    'access.dormant': async ({ database, log }) => {
      const disabled = await disableDormant(database, configuration.dormantDays);
      for (const { userId, quietDays } of disabled)
        log(`${userId} is disabled: no sign-in for ${counted(quietDays, 'day')}.`);
      return counts(disabled.length, 'user', 'disabled');
    },
    'access.emergency': async ({ database }) =>
      counts(await endLapsedAccess(database), 'emergency request', 'ended'),
    'access.refresh': async ({ database }) => {
      await refreshAccess(database);
      return { outcome: 'Roles are those of today.' };
    },
    'access.review': async ({ database }) => {
      const opened = await openDueReviews(database, await todayOf(database, configuration));
      return counts(opened.length, 'review', 'opened');
    },
    'access.sessions': async ({ database }) => counts(await endLongSessions(database), 'login', 'ended'),
  };
}

function trailWork({ configuration, sign, recoverNotes }: HouseTools): WorkByJob {
  return {
    'audit.chain': async ({ database }) => {
      const moved = await chainTrail(database);
      // The chain itself tells what entered it.
      return { ...counts(moved, 'record', 'chained'), wasIdle: true };
    },
    'audit.notes': async () => counts(await recoverNotes(), 'read', 'recorded'),
    'audit.sign': async () => {
      await sign();
      return { outcome: 'The head is signed.' };
    },
    'audit.verify': async ({ database, log }) => {
      await chainTrail(database);
      const heads = await readHeads(headsFileOf(configuration));
      const { entries, findings } = await verifyTrail(database, heads);
      for (const { problem } of findings) log(problem);
      if (findings.length > 0)
        throw new Error(`${counted(findings.length, 'finding')}: daybook audit verify`);
      return { outcome: `${grouped(Number.parseInt(entries, 10))} entries verified.` };
    },
  };
}

function billingWork({ configuration }: HouseTools): WorkByJob {
  return {
    'billing.accounts': async ({ database }) => {
      const run = await validateWhenDue(database, await todayOf(database, configuration));
      if (run === null) return idle('Nothing was due.');
      const wrong = run.missing + run.inactive + run.invalid;
      return {
        outcome:
          wrong === 0 ? 'All accounts are valid.' : `${counted(wrong, 'account')} not valid in the ledger.`,
        rowsRejected: wrong,
      };
    },
    'billing.answers': async ({ database }) => {
      const { ledgerAnswers } = configuration;
      if (ledgerAnswers === undefined) return idle('No folder of answers is set.');
      const going = await goingOf(configuration);
      const all = { recorded: 0, held: 0 };
      for (const path of await answerPaths([ledgerAnswers])) {
        const file = await answerFile(path);
        const { recorded, held } = await readAnswers(database, file, { actor, isTrial: false, going });
        all.recorded += recorded;
        all.held += held.length;
        if (held.length > 0)
          say(`${counted(held.length, 'answer')} of ${file.name} held back: daybook post held.`);
      }
      return {
        ...counts(all.recorded, 'answer', 'recorded'),
        rowsRejected: all.held,
        wasIdle: all.recorded + all.held === 0,
      };
    },
    'billing.daily-mail': async ({ database }) => {
      const when = { now: systemClock.now(), timeZone: configuration.timeZone, actor };
      const mail = await sendDailyMailOnce(database, when, await goingOf(configuration));
      if (mail === null) return idle('It went out before, or nobody is to get it.');
      return { outcome: `Mailed to ${mail.recipients}.`, rowsOut: mail.statements };
    },
    'billing.hand-over': async ({ database, log }) => {
      const service = ledgerEndpointOf(configuration);
      if (service === null) return idle('No web service of the ledger is set.');
      const handing = { service, clock: systemClock, actor };
      const handed = (await handOverDue(database, handing, await goingOf(configuration))) ?? [];
      const refused = handed.filter(({ outcome, isLast }) => isLast && outcome !== 'taken');
      for (const { key, outcome, said } of refused) {
        log(`The ledger did not accept ${key}: ${outcome}, ${said}`);
        say(`The ledger did not accept ${key}: ${outcome}, ${said}`);
      }
      return { ...counts(handed.length, 'document', 'handed over'), rowsRejected: refused.length };
    },
  };
}

function forecastWork({ configuration }: HouseTools): WorkByJob {
  return {
    'forecasting.pnl': async ({ database, log }) => {
      const asOf = await todayOf(database, configuration);
      const { siteMonths, failed } = await keepPnlCurrent(database, { asOf });
      for (const { site, reason } of failed) {
        log(`The P&L of site ${site} could not be calculated: ${reason}.`);
        say(`The P&L of site ${site} could not be calculated: ${reason}.`);
      }
      return {
        ...counts(siteMonths, 'month', 'of the P&L calculated'),
        rowsRejected: failed.length,
        wasIdle: siteMonths + failed.length === 0,
      };
    },
    'forecasting.remind': async ({ database }) => {
      const going = await goingOf(configuration);
      const day = { today: await todayOf(database, configuration), timeZone: configuration.timeZone };
      const sent = await remindWhenDue(database, day, (letter) => sendPlainLetter(going, letter));
      return counts(sent?.length ?? 0, 'account manager', 'reminded of unsubmitted forecasts');
    },
    'forecasting.roll': async ({ database, log }) => {
      const today = await todayOf(database, configuration);
      const rolled = await rollWhenDue(database, { today, startedBy: actor });
      const years = rolled?.years ?? [];
      for (const { year, approved, recorded } of years)
        log(
          `Forecasts of ${String(year)} were rolled forward: ${counted(approved, 'site')} approved, ` +
            `${counted(recorded.length, 'site')} recorded without approval.`,
        );
      return counts(years.length, 'year', 'rolled forward');
    },
  };
}

function upkeep({ configuration, compareSchema, metrics }: HouseTools): WorkByJob {
  return {
    'delivery.responses': async ({ database }) => {
      const { removeOldAnswers } = await import('../../delivery/index.ts');
      await removeOldAnswers(database, configuration.keptAnswerHours);
      return {
        outcome: `Responses of more than ${counted(configuration.keptAnswerHours, 'hour')} are gone.`,
      };
    },
    'platform.alerts': alertWork(configuration, metrics),
    'operations.archive': async ({ database }) => {
      const tools = { place: archivePlaceOf(configuration), clock: systemClock, advance: () => undefined };
      return counts(await releaseDue(database, tools, actor), 'recalled part', 'released');
    },
    'operations.reports': reportWork(configuration),
    'operations.sizes': async ({ database }) => {
      const day = systemClock.now().toISOString().slice(0, 10);
      return counts(await measureSizes(database, day), 'table', 'measured');
    },
    'operations.maintain': async ({ database, log, signal }) => {
      const tools = { clock: systemClock, makeMonthsAhead, isTrial: false, signal };
      const { rebuilt, freed, findings } = await maintain(database, tools);
      for (const { relation, ratio } of [...rebuilt, ...freed])
        log(`${relation} was ${String(Math.round(ratio * 100))} % empty.`);
      for (const { kind, object, says, remedy } of findings) log(`${kind} ${object}: ${says}. ${remedy}`);
      return {
        outcome: `Indexes rebuilt: ${String(rebuilt.length)}; ${counted(findings.length, 'finding')}.`,
        rowsOut: rebuilt.length + freed.length,
        rowsRejected: findings.length,
      };
    },
    'operations.partitions': async ({ database }) => {
      const tools = { clock: systemClock, makeMonthsAhead, isTrial: false };
      const { partitions, analyzed } = await keepPartitions(database, tools);
      return {
        outcome: `${counted(partitions, 'partition')} made; ${counted(analyzed, 'table')} analyzed.`,
        rowsOut: partitions + analyzed,
      };
    },
    'operations.statements': async ({ database }) => {
      const limitMs = configuration.slowStatementMs;
      const slow = await noticeSlowStatements(database, { limitMs, now: systemClock.now() });
      return counts(slow, 'statement', `slower than ${grouped(limitMs)} ms`);
    },
    'platform.schema': async () => counts(await compareSchema(), 'difference', 'found'),
    'warehouse.analyze': async ({ database }) => {
      const tables = await refreshStatistics(database, ['warehouse', 'forecasting', 'audit']);
      return counts(tables.length, 'table', 'analyzed');
    },
  };
}

async function todayOf(database: Database, { timeZone }: Configuration): Promise<string> {
  return (await businessDay(database, timeZone, systemClock)).day;
}

/** A report of so many things with which something was done; of none, nothing was to do. */
function counts(count: number, thing: string, done: string): WorkReport {
  return { outcome: `${counted(count, thing)} ${done}.`, rowsOut: count, wasIdle: count === 0 };
}

function idle(outcome: string): WorkReport {
  return { outcome, wasIdle: true };
}
