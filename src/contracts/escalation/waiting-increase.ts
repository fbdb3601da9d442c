import { createHash } from 'node:crypto';
import { decimal, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { largestGrowth, risesAbove } from './growth.ts';
import type { EscalationStep } from './steps-through.ts';

/** Above which percentages an increase waits, and what second persons decided. */
export interface IncreaseRules {
  readonly forASecondPerson: Decimal;
  readonly forAVicePresident: Decimal;
  /** The newest decision on each increase, by what it is. */
  readonly decided: ReadonlyMap<string, DecidedIncrease>;
}

interface DecidedIncrease {
  readonly decision: 'approved' | 'rejected';
  readonly decidedBy: string;
  readonly reason: string | null;
}

/** An increase that is due and that nobody approved. */
export interface WaitingIncrease {
  readonly month: Month;
  /** By how much the rate rises that rises most. */
  readonly percent: Decimal;
  /** Each rate as it is kept with a decision. */
  readonly rates: readonly string[];
  readonly digest: string;
  readonly isForAVicePresident: boolean;
  /** Who rejected it, and why; null while nobody did. */
  readonly rejected: DecidedIncrease | null;
}

/** The limits of the operator and the decisions that the caller may see. */
export async function readIncreaseRules(database: Queryable): Promise<IncreaseRules> {
  const [limits] = await database.query<{ second: string; vice: string }>(
    `select platform.fact_first('increase-for-a-second-person') as second,
       platform.fact_first('increase-for-a-vice-president') as vice`,
  );
  const decisions = await database.query<DecidedIncrease & { site: string; month: Month; digest: string }>(
    `select site_id as site, to_char(from_month, 'YYYY-MM') as month, digest, decision,
       decided_by as "decidedBy", reason
     from contracts.increase_decision order by decision_id`,
  );
  return {
    forASecondPerson: decimal(limits?.second ?? '0'),
    forAVicePresident: decimal(limits?.vice ?? '0'),
    decided: new Map(
      decisions.map(({ site, month, digest, ...decision }) => [keyOf(site, month, digest), decision]),
    ),
  };
}

const keyOf = (site: string, month: Month, digest: string): string => `${site} ${month} ${digest}`;

/** Whether a step waits for a second person: it rises above the limit, and nobody approved just these rates. */
function waitingIn(site: string, step: EscalationStep, rules: IncreaseRules): WaitingIncrease | null {
  const percent = largestGrowth(step.rates);
  if (percent === null || !risesAbove(step.rates, rules.forASecondPerson)) return null;
  const rates = step.rates.map(({ path, from, to }) => `${path}: ${from.toString()} → ${to.toString()}`);
  const digest = createHash('sha256').update(rates.join('\n')).digest('hex');
  const decided = rules.decided.get(keyOf(site, step.month, digest)) ?? null;
  if (decided?.decision === 'approved') return null;
  return {
    month: step.month,
    percent,
    rates,
    digest,
    isForAVicePresident: risesAbove(step.rates, rules.forAVicePresident),
    rejected: decided,
  };
}

/**
 * The steps until the first that waits for a second person, and that one (billing.md 3.3: limits of the operator). What
 * compounds on it waits with it.
 */
export function untilWaiting(
  site: string,
  steps: readonly EscalationStep[],
  rules: IncreaseRules,
): { readonly taken: readonly EscalationStep[]; readonly waiting: WaitingIncrease | null } {
  for (const [at, step] of steps.entries()) {
    const waiting = waitingIn(site, step, rules);
    if (waiting !== null) return { taken: steps.slice(0, at), waiting };
  }
  return { taken: steps, waiting: null };
}

/** Percent with two decimals, as people read it. */
export function percentText(percent: Decimal): string {
  return toText(roundHalfAway(percent, 2), 2);
}

/** Why the rates of a site do not rise yet. */
export function increaseWaits(site: string, increase: WaitingIncrease): Refusal {
  const { month, percent, isForAVicePresident, rejected } = increase;
  return refusal('CONTRACTS_INCREASE_WAITS', {
    site,
    month,
    percent: percentText(percent),
    who: isForAVicePresident ? 'a regional vice president' : 'a second person',
    rejected: rejected === null ? '' : ` ${rejected.decidedBy} rejected it: ${rejected.reason ?? ''}.`,
  });
}
