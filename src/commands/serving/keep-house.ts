import { join } from 'node:path';
import {
  handOverDue,
  readAnswers,
  sendDailyMailWhenDue,
  sendPlainLetter,
  validateWhenDue,
} from '../../billing/index.ts';
import { keepPnlCurrent, remindWhenDue, rollWhenDue } from '../../forecasting/index.ts';
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
import { answerFile, answerPaths } from '../postings/answer-file.ts';
import { goingOf, ledgerEndpointOf } from '../billing/outbox-folder.ts';
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
 * disabled, reviews of access are opened, the daily mail of actual revenue goes out, managers are reminded of
 * forecasts, accounts that postings name are looked up in the ledger, documents are handed over to it and its answers
 * are read, the P&L follows what was entered, loaded and agreed, and the portfolio is rolled on once the forecasts of a
 * month should be decided. Telling it to stop chains and signs once more.
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
  const roll = async (): Promise<void> => rollForecasts(database, await today());
  const duties = [
    repeat('Login sessions could not be checked', every.sessions, () => endLongSessions(database)),
    repeat('Read records could not be recovered', every.notes, recoverNotes),
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
    repeat('Documents could not be handed over to the ledger', every.sessions, () =>
      handOverToLedger(database, configuration),
    ),
    repeat('Answers of the ledger could not be read', every.emergencies, () =>
      readAnswersOfFolder(database, configuration),
    ),
    repeat('Forecast reminders could not be sent', every.cycle, async () =>
      remindOfForecasts(database, configuration, await today()),
    ),
    repeat('The schema could not be compared', every.drift, driftWatch(database)),
    repeat('Emergency access could not be checked', every.emergencies, () => endLapsedAccess(database)),
    repeat('Roles could not be determined', every.access, () => refreshAccess(database)),
    repeat('Stored responses could not be removed', every.access, async () => {
      const { removeOldAnswers } = await import('../../delivery/index.ts');
      await removeOldAnswers(database, configuration.keptAnswerHours);
    }),
    repeat('Access reviews could not be opened', every.access, async () =>
      openDueReviews(database, await today()),
    ),
    repeat('Accounts could not be validated', every.access, async () => {
      const run = await validateWhenDue(database, await today());
      const wrong = run === null ? 0 : run.missing + run.inactive + run.invalid;
      if (wrong > 0) say(`${counted(wrong, 'account')} not valid in the ledger: daybook accounts validate.`);
    }),
    repeat('Dormant people could not be disabled', every.access, async () => {
      for (const { userId, quietDays } of await disableDormant(database, configuration.dormantDays))
        say(`${userId} is disabled: no sign-in for ${counted(quietDays, 'day')}.`);
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

/** Hands over what is due, where the ledger has a web service, and says what it did not take. */
async function handOverToLedger(database: Database, configuration: Configuration): Promise<void> {
  const service = ledgerEndpointOf(configuration);
  if (service === null) return;
  const handing = { service, clock: systemClock, actor: 'daybook' };
  const handed = await handOverDue(database, handing, await goingOf(configuration));
  for (const { key, outcome, said, isLast } of handed ?? [])
    if (isLast && outcome !== 'taken') say(`The ledger did not accept ${key}: ${outcome}, ${said}`);
}

/** Records what the ledger wrote into the folder of its answers, and says what was held back. */
async function readAnswersOfFolder(database: Database, configuration: Configuration): Promise<void> {
  const { ledgerAnswers } = configuration;
  if (ledgerAnswers === undefined) return;
  const going = await goingOf(configuration);
  for (const path of await answerPaths([ledgerAnswers])) {
    const file = await answerFile(path);
    const { held } = await readAnswers(database, file, { actor: 'daybook', isTrial: false, going });
    if (held.length > 0)
      say(`${counted(held.length, 'answer')} of ${file.name} held back: daybook post held.`);
  }
}

/** Rolls the portfolio on when it is time. */
async function rollForecasts(database: Database, today: string): Promise<void> {
  const rolled = await rollWhenDue(database, { today, startedBy: 'daybook' });
  for (const { year, approved, recorded } of rolled?.years ?? [])
    say(
      `Forecasts of ${String(year)} were rolled forward: ${counted(approved, 'site')} approved, ` +
        `${counted(recorded.length, 'site')} recorded without approval.`,
    );
}

/** Reminds managers on the days of the operator. */
async function remindOfForecasts(
  database: Database,
  configuration: Configuration,
  today: string,
): Promise<void> {
  const going = await goingOf(configuration);
  const day = { today, timeZone: configuration.timeZone };
  const sent = await remindWhenDue(database, day, (letter) => sendPlainLetter(going, letter));
  if (sent !== null && sent.length > 0)
    say(`${counted(sent.length, 'account manager')} reminded of unsubmitted forecasts.`);
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
