import { join } from 'node:path';
import { sendDailyMailWhenDue, validateWhenDue } from '../../billing/index.ts';
import { keepPnlCurrent, rollWhenDue } from '../../forecasting/index.ts';
import type { Database } from '../../platform/database/index.ts';
import {
  businessDay,
  chainTrail,
  disableDormant,
  endLapsedAccess,
  endLongSessions,
  noteRecovery,
  openDueReviews,
  refreshAccess,
  signHead,
  signingKeyOf,
} from '../../platform/security/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { goingOf } from '../billing/outbox-folder.ts';
import { headsFileOf, say, signingKeyFileOf } from '../command.ts';
import type { Configuration } from '../../platform/configuration.ts';
import { counted } from '../table.ts';
import { driftWatch } from './tell-drift.ts';

/** Seconds from the end of one turn to the beginning of the next. */
const every = {
  chaining: 1,
  forecasting: 5,
  sessions: 15,
  notes: 30,
  emergencies: 60,
  signing: 300,
  cycle: 600,
  drift: 1800,
  access: 3600,
} as const;

/**
 * What a server does beside its requests, until it is told to stop: what waits goes into the chain of the audit trail,
 * the head of the chain is signed, logins that stay too long are ended, so is access that nobody approved after an
 * emergency, reads that were undone are noted, roles begin and end on their day, people who do not come any more are
 * disabled, reviews of access are opened, the daily mail of actual revenue goes out, accounts that postings name are
 * looked up in the ledger, the P&L follows what was entered, loaded and agreed, and the portfolio is rolled on once
 * the forecasts of a month should be decided. Telling it to stop chains and signs once more.
 */
export function keepHouse(database: Database, configuration: Configuration): { stop: () => Promise<void> } {
  const recoverNotes = database.embedded
    ? noteRecovery(database, join(configuration.dataDir, 'postgres.log'))
    : (): Promise<number> => Promise.resolve(0);
  const sign = async (): Promise<void> => {
    await chainTrail(database);
    const key = await signingKeyOf(database, signingKeyFileOf(configuration));
    await signHead(database, key, { clock: systemClock, file: headsFileOf(configuration) });
  };
  const today = async (): Promise<string> =>
    (await businessDay(database, configuration.timeZone, systemClock)).day;
  const roll = async (): Promise<void> => {
    const rolled = await rollWhenDue(database, { today: await today(), startedBy: 'daybook' });
    for (const { year, approved, recorded } of rolled?.years ?? [])
      say(
        `Forecasts of ${String(year)} are rolled forward: ${counted(approved, 'site')} approved, ` +
          `${counted(recorded.length, 'site')} recorded without approval.`,
      );
  };
  const duties = [
    repeat('Sessions of logins could not be looked at', every.sessions, () => endLongSessions(database)),
    repeat('Notes of reads could not be recovered', every.notes, recoverNotes),
    repeat('The audit trail could not be chained', every.chaining, () => chainTrail(database)),
    repeat('The audit trail could not be signed', every.signing, sign),
    repeat('The P&L could not be updated', every.forecasting, async () => {
      const { failed } = await keepPnlCurrent(database, { asOf: await today() });
      for (const { site, reason } of failed)
        say(`The P&L of site ${site} could not be calculated: ${reason}.`);
    }),
    repeat('The forecast could not be rolled forward', every.cycle, roll),
    repeat('The daily mail could not be sent', every.signing, async () =>
      sendDailyMailWhenDue(
        database,
        { now: systemClock.now(), timeZone: configuration.timeZone, actor: 'daybook' },
        await goingOf(configuration),
      ),
    ),
    repeat('The schema could not be compared', every.drift, driftWatch(database)),
    repeat('Access granted in an emergency could not be looked at', every.emergencies, () =>
      endLapsedAccess(database),
    ),
    repeat('Roles could not be determined', every.access, () => refreshAccess(database)),
    repeat('Reviews of access could not be opened', every.access, async () =>
      openDueReviews(database, await today()),
    ),
    repeat('Accounts could not be validated', every.access, async () => {
      const run = await validateWhenDue(database, await today());
      const wrong = run === null ? 0 : run.missing + run.inactive + run.invalid;
      if (wrong > 0) say(`${counted(wrong, 'account')} not valid in the ledger: daybook accounts validate.`);
    }),
    repeat('Dormant people could not be disabled', every.access, async () => {
      for (const { userId, quietDays } of await disableDormant(database, configuration.dormantDays))
        say(`${userId} is disabled: did not enter for ${counted(quietDays, 'day')}.`);
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(duties.map((duty) => duty.stop()));
      await recoverNotes();
      await sign();
    },
  };
}

/** Does the work again and again, one turn at a time; a failure is said once, until the work succeeds again. */
function repeat(
  failure: string,
  seconds: number,
  work: () => Promise<unknown>,
): { stop: () => Promise<void> } {
  let isStopped = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await work();
      isFailing = false;
    } catch (cause) {
      if (!isFailing) say(`${failure}: ${cause instanceof Error ? cause.message : String(cause)}`);
      isFailing = true;
    }
    if (!isStopped) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = turn();
    }, seconds * 1000);
  };
  schedule();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
