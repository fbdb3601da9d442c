import { billMonth, reviseSentStatement } from '../../billing/index.ts';
import { decideSubmissions, submitWorkingVersion } from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { parseMonth, type Month } from '../../kernel/month.ts';
import type { Each } from '../../platform/database/index.ts';
import { requireScope, type Principal } from '../../platform/security/index.ts';
import type { ActionParameters, Actions } from '../odata/index.ts';
import { actsOf } from './billing/statement-routes.ts';
import { principalOf, type Guest } from './gate.ts';
import type { ServerOptions } from './server-options.ts';

/** Does something to the row with a key. */
type Work = (principal: Principal, key: string, parameters: ActionParameters) => Promise<void>;

interface Verb {
  /** What it takes besides a reason. */
  readonly takes?: readonly string[];
  /** A change set can take it back; the others hand something to the world outside, or run by themselves. */
  readonly isTakenBack?: boolean;
  readonly work: Work;
}

/**
 * The verbs of the business as bound actions, under names that OData allows. Each is the use case that command line
 * and routes call, too. A key needs the scope `data:write` for them.
 */
export function actionsFor(guest: Guest, options: ServerOptions): Actions {
  return {
    // Asked for by the metadata alone, while this is made for every request.
    get declared() {
      return Object.fromEntries(
        Object.entries(verbsOf(options)).map(([entity, ofEntity]) => [
          entity,
          Object.fromEntries(Object.entries(ofEntity).map(([name, { takes = [] }]) => [name, takes])),
        ]),
      );
    },
    act: async ({ entity, action, key, parameters, within }) => {
      requireScope(guest.visitor, 'data:write');
      const verb = verbsOf(options)[entity]?.[action];
      if (within !== null && verb?.isTakenBack !== true)
        throw refusal('ODATA_UNSUPPORTED', {
          what: `${action} in a change set, since it cannot be taken back`,
        });
      const reason = parameters['reason'] ?? null;
      const principal = within?.(reason) ?? principalOf(guest, options.doors.owner);
      await verb?.work({ ...principal, reason: reason ?? principal.reason }, key, parameters);
    },
  };
}

type Verbs = Readonly<Record<string, Verb>>;

function verbsOf({ billing, data }: ServerOptions): Readonly<Record<string, Verbs>> {
  return {
    statement: verbsOfStatements(billing),
    site: verbsOfSites(billing),
    forecast_submission: { approve: { work: decide('approved') }, sendBack: { work: decide('rejected') } },
    quarantine: verbsOfHeldRecords(data),
  };
}

function verbsOfStatements(billing: ServerOptions['billing']): Verbs {
  const acts = actsOf(billing);
  const act = (name: keyof typeof acts): Work => {
    return async (principal, key) =>
      requireDone(await acts[name](principal, { choice: { statementIds: [key] }, seenChange: null }));
  };
  return {
    approve: { isTakenBack: true, work: act('approve') },
    reject: { isTakenBack: true, work: act('reject') },
    sendBack: { isTakenBack: true, work: act('send-back') },
    send: { work: act('send') },
    resend: { work: act('resend') },
    post: { work: act('post') },
    revise: {
      takes: ['proceed'],
      work: async (principal, statementId, { proceed }) => {
        const today = await billing.today();
        const revision = { statementId, today, proceedReason: proceed ?? undefined };
        await reviseSentStatement(principal, await billing.going(), revision);
      },
    },
  };
}

function verbsOfSites(billing: ServerOptions['billing']): Verbs {
  return {
    bill: {
      // Why it is billed although it is not ready is a reason of its own, and asks for a right of its own.
      takes: ['month', 'proceed'],
      work: async (principal, site, { month, proceed }) => {
        const { blocked } = await billMonth(principal, await billing.operator(), {
          month: monthIn(month),
          filter: { sites: [site] },
          today: await billing.today(),
          isDryRun: false,
          proceedReason: proceed ?? undefined,
        });
        const [reason] = blocked.flatMap(({ reasons }) => reasons);
        if (reason !== undefined) throw reason;
      },
    },
    submitForecast: {
      takes: ['month'],
      work: async (principal, site, { month }) => {
        await submitWorkingVersion(principal, {
          site,
          month: monthIn(month),
          year: Number.parseInt(monthIn(month), 10),
          isBudgetMeant: false,
          today: await billing.today(),
        });
      },
    },
  };
}

function decide(decision: 'approved' | 'rejected'): Work {
  return async (principal, key) => requireDone(await decideSubmissions(principal, [key], decision));
}

function verbsOfHeldRecords(data: ServerOptions['data']): Verbs {
  return {
    replay: {
      takes: ['column', 'value'],
      work: async (principal, key, { column, value }) => {
        const corrected = typeof column === 'string' ? { [column]: value ?? '' } : {};
        const order = { ids: [key], corrections: new Map([[key, corrected]]), corrected: undefined };
        requireDone((await data.replayHeld(principal, order)).each);
      },
    },
    discard: { work: async (principal, key) => requireDone(await data.discardHeld(principal, [key])) },
  };
}

/** Refuses as the one that was asked for was refused. */
function requireDone({ refused, unforeseen }: Each<unknown>): void {
  const [first] = refused;
  if (first !== undefined) throw first.refusal;
  const [fault] = unforeseen;
  if (fault !== undefined) throw new Error('an action failed', { cause: fault });
}

/** The month of an action, `YYYY-MM` or its first day. Refuses with ODATA_INVALID. */
function monthIn(written: string | null | undefined): Month {
  const month = parseMonth((written ?? '').replace(/^(\d{4}-\d{2})-01$/, '$1'));
  if (month === null)
    throw refusal('ODATA_INVALID', { problem: 'month of the action must be YYYY-MM', at: 0 });
  return month;
}
