import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import type { AlertKind, Severity } from '../alerts/alert-kind.ts';
import { alertKinds, deliveredRule, readAlertRules, ruleOf, type AlertRule } from '../alerts/alert-rule.ts';
import { readComingSilences, type Silence } from '../alerts/silence.ts';
import { requireKind } from './alerts.ts';

/** A rule with what its kind says. */
export interface ShownRule extends AlertRule {
  readonly metric: string;
  readonly problem: AlertKind['problem'];
  readonly means: string;
  readonly next: string;
}

/** What of a rule is set; what is left out stays. Limits are in the unit of the metric; null: none. */
export interface RuleChange {
  readonly warn?: number | null | undefined;
  readonly critical?: number | null | undefined;
  readonly windowMinutes?: number | undefined;
  readonly severity?: Severity | undefined;
  readonly told?: readonly string[] | undefined;
  readonly escalatedTo?: readonly string[] | undefined;
  readonly escalateMinutes?: number | null | undefined;
  readonly isOff?: boolean | undefined;
}

/** Which rule: of a kind, for one thing or (empty) for all. */
export interface RulePlace {
  readonly kind: string;
  readonly thing: string;
}

/** Every rule in force, in the order of the catalogue. Needs the right to read alerts. */
export async function listAlertRules({ caller }: Principal): Promise<ShownRule[]> {
  await requireRight(caller, { object: 'alert', action: 'read' });
  return (await caller.transaction(readAlertRules)).map(shown);
}

function shown(rule: AlertRule): ShownRule {
  const kind = alertKinds.find((each) => each.kind === rule.kind);
  const { metric = '', problem = 'above', means = '', next = '' } = kind ?? {};
  return { ...rule, metric, problem, means, next };
}

/**
 * Sets parts of a rule, from the next look on; of a thing that had none of its own, beginning with that of all. Refuses
 * with ALERT_KIND_UNKNOWN, ALERT_LIMITS_CROSSED and ALERT_TOLD_UNKNOWN.
 */
export async function setAlertRule(
  { caller, person }: Principal,
  place: RulePlace,
  change: RuleChange,
): Promise<ShownRule> {
  await requireRight(caller, { object: 'alert', action: 'change' });
  requireKind(place.kind);
  return caller.transaction(async (transaction) => {
    const current = ruleOf(await readAlertRules(transaction), place);
    if (!current) throw refusal('ALERT_KIND_UNKNOWN', { kind: place.kind });
    const set = {
      ...current,
      ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    };
    requireOrder(set);
    const roles = await transaction.query<{ role: string }>('select role from security.role');
    const names = new Set(roles.map(({ role }) => role));
    for (const each of [...set.told, ...set.escalatedTo]) requireReachable(each, names);
    await transaction.execute(
      `insert into operations.alert_rule (kind, thing, warn, critical, window_minutes, severity, told, escalated_to,
         escalate_minutes, is_off, set_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (kind, thing) do update
       set warn = excluded.warn, critical = excluded.critical, window_minutes = excluded.window_minutes,
         severity = excluded.severity, told = excluded.told, escalated_to = excluded.escalated_to,
         escalate_minutes = excluded.escalate_minutes, is_off = excluded.is_off, set_at = now(),
         set_by = excluded.set_by`,
      [
        ...[
          place.kind,
          place.thing,
          set.warn,
          set.critical,
          set.windowMinutes,
          set.severity,
          set.told.join(' '),
        ],
        ...[set.escalatedTo.join(' '), set.escalateMinutes, set.isOff, person.userId],
      ],
    );
    const rule = ruleOf(await readAlertRules(transaction), place);
    return shown(rule ?? current);
  });
}

function requireOrder({ kind, warn, critical }: AlertRule): void {
  if (warn === null || critical === null) return;
  const problem = alertKinds.find((each) => each.kind === kind)?.problem;
  const isCrossed = problem === 'below' ? critical > warn : critical < warn;
  if (isCrossed) throw refusal('ALERT_LIMITS_CROSSED', { kind, warn, critical });
}

function requireReachable(name: string, roles: ReadonlySet<string>): void {
  if (!roles.has(name) && !/^[^\s@;]+@[^\s@;]+$/.test(name)) throw refusal('ALERT_TOLD_UNKNOWN', { name });
}

/** Gives a kind, or one thing of it, the rule back that stands without it. Refuses with ALERT_KIND_UNKNOWN. */
export async function resetAlertRule({ caller }: Principal, place: RulePlace): Promise<ShownRule> {
  await requireRight(caller, { object: 'alert', action: 'change' });
  requireKind(place.kind);
  return caller.transaction(async (transaction) => {
    await transaction.execute('delete from operations.alert_rule where kind = $1 and thing = $2', [
      place.kind,
      place.thing,
    ]);
    const rule = ruleOf(await readAlertRules(transaction), place);
    const kind = alertKinds.find((each) => each.kind === place.kind);
    if (!rule && !kind) throw refusal('ALERT_KIND_UNKNOWN', { kind: place.kind });
    return shown(rule ?? deliveredRule(kind as AlertKind));
  });
}

/** Windows of maintenance that are not over. Needs the right to read alerts. */
export async function listSilences({ caller }: Principal, clock: Clock): Promise<Silence[]> {
  await requireRight(caller, { object: 'alert', action: 'read' });
  return caller.transaction((transaction) => readComingSilences(transaction, clock.now()));
}

/** A window of maintenance. Moments are instants. */
export interface SilenceRequest {
  /** Null: all. */
  readonly kind: string | null;
  readonly thing: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly reason: string;
}

/** Sets a window of maintenance. Refuses with ALERT_KIND_UNKNOWN and ALERT_SILENCE_EMPTY. */
export async function addSilence(
  { caller, person }: Principal,
  { kind, thing, from, until, reason }: SilenceRequest,
  clock: Clock,
): Promise<Silence[]> {
  await requireRight(caller, { object: 'alert', action: 'change' });
  if (kind !== null) requireKind(kind);
  if (until <= from || until <= clock.now()) throw refusal('ALERT_SILENCE_EMPTY');
  return caller.transaction(async (transaction) => {
    await transaction.execute(
      `insert into operations.alert_silence (kind, thing, from_at, until_at, reason, set_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [kind, thing, from, until, reason, person.userId],
    );
    return readComingSilences(transaction, clock.now());
  });
}

/** Ends a window of maintenance now; one that has not begun never does. Refuses with ALERT_SILENCE_UNKNOWN. */
export async function endSilence({ caller }: Principal, silenceId: string, clock: Clock): Promise<Silence[]> {
  await requireRight(caller, { object: 'alert', action: 'change' });
  return caller.transaction(async (transaction) => {
    const ended = await transaction.execute(
      `update operations.alert_silence set until_at = greatest(from_at, $2) where silence_id = $1 and until_at > $2`,
      [silenceId, clock.now()],
    );
    if (ended === 0) throw refusal('ALERT_SILENCE_UNKNOWN', { silence: silenceId });
    return readComingSilences(transaction, clock.now());
  });
}
