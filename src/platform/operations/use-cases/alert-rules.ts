import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight, roleTitles, type Principal } from '../../security/index.ts';
import type { AlertKind, Severity } from '../alerts/alert-kind.ts';
import { alertKinds, deliveredRule, readAlertRules, ruleOf, type AlertRule } from '../alerts/alert-rule.ts';
import { measureOf, measureText } from '../alerts/measure-text.ts';
import { readComingSilences, type Silence } from '../alerts/silence.ts';
import { unitOf, type Metric } from '../metrics/metric.ts';
import { requireKind } from './alerts.ts';

/** A rule with what its kind says. */
export interface ShownRule extends AlertRule {
  /** What is the matter when it opens, with `…` for the thing. */
  readonly title: string;
  readonly metric: string;
  readonly unit: Metric['unit'];
  /** Limits as people read and type them, in the unit of the metric. */
  readonly warnText: string | null;
  readonly criticalText: string | null;
  readonly problem: AlertKind['problem'];
  readonly means: string;
  readonly next: string;
}

/** A limit: a number in the unit of the metric, or as people type it, such as `2 h`, `80 %`, `5 GiB`; null: none. */
type TypedLimit = number | string | null | undefined;

/** What of a rule is set; what is left out stays. */
export interface RuleChange {
  readonly warn?: TypedLimit;
  readonly critical?: TypedLimit;
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
  const { title = rule.kind, metric = '', problem = 'above', means = '', next = '' } = kind ?? {};
  const unit = unitOf(metric);
  const words = (text: string): string => text.replaceAll(/\{\w+\}/g, '…');
  const text = (limit: number | null): string | null => (limit === null ? null : measureText(limit, unit));
  return {
    ...rule,
    title: words(title),
    metric,
    unit,
    problem,
    means,
    next: words(next),
    warnText: text(rule.warn),
    criticalText: text(rule.critical),
  };
}

/**
 * Sets parts of a rule, from the next look on; of a thing that had none of its own, beginning with that of all. Refuses
 * with ALERT_KIND_UNKNOWN, ALERT_LIMIT_UNREADABLE, ALERT_LIMITS_CROSSED and ALERT_TOLD_UNKNOWN.
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
    const { warn = current.warn, critical = current.critical, ...others } = change;
    const set: AlertRule = {
      ...current,
      ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
      warn: limitOf(place.kind, warn),
      critical: limitOf(place.kind, critical),
    };
    requireOrder(set);
    const titles = await roleTitles(transaction);
    const reached = (named: readonly string[]): string[] => named.map((each) => reachableBy(each, titles));
    const [firstReached, laterReached] = [reached(set.told), reached(set.escalatedTo)];
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
          firstReached.join(' '),
        ],
        ...[laterReached.join(' '), set.escalateMinutes, set.isOff, person.userId],
      ],
    );
    const rule = ruleOf(await readAlertRules(transaction), place);
    return shown(rule ?? current);
  });
}

/** A limit in the unit of its metric. */
function limitOf(kind: string, typed: number | string | null): number | null {
  if (typeof typed !== 'string') return typed;
  const unit = unitOf(alertKinds.find((each) => each.kind === kind)?.metric ?? '');
  const limit = measureOf(typed, unit);
  if (limit === undefined) throw refusal('ALERT_LIMIT_UNREADABLE', { kind, typed, unit: unit ?? 'counts' });
  return limit;
}

function requireOrder({ kind, warn, critical }: AlertRule): void {
  if (warn === null || critical === null) return;
  const problem = alertKinds.find((each) => each.kind === kind)?.problem;
  const isCrossed = problem === 'below' ? critical > warn : critical < warn;
  if (isCrossed) throw refusal('ALERT_LIMITS_CROSSED', { kind, warn, critical });
}

/** A role, by its name or by what people call it, or an address. */
function reachableBy(name: string, titles: ReadonlyMap<string, string>): string {
  const isAddress = /^[^\s@;]+@[^\s@;]+$/.test(name);
  if (isAddress || titles.has(name)) return name;
  const named = [...titles].find(([, title]) => title.toLowerCase() === name.toLowerCase());
  if (named === undefined)
    throw refusal('ALERT_TOLD_UNKNOWN', { name, roles: [...titles.values()].join(', ') });
  return named[0];
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

/** Sets a window of maintenance. Refuses with ALERT_KIND_UNKNOWN, ALERT_SILENCE_EMPTY and ALERT_SILENCE_STANDS. */
export async function addSilence(
  { caller, person }: Principal,
  { kind, thing, from, until, reason }: SilenceRequest,
  clock: Clock,
): Promise<Silence[]> {
  await requireRight(caller, { object: 'alert', action: 'change' });
  if (kind !== null) requireKind(kind);
  if (until <= from || until <= clock.now()) throw refusal('ALERT_SILENCE_EMPTY');
  return caller.transaction(async (transaction) => {
    await transaction.execute('lock table operations.alert_silence in share row exclusive mode');
    const [same] = await transaction.query<{ silence: string; until: string }>(
      `select silence_id::text as silence, audit.instant(until_at) as until from operations.alert_silence
       where kind is not distinct from $1 and thing is not distinct from $2 and from_at <= $3
         and until_at > $4::timestamptz - interval '1 minute' order by until_at desc limit 1`,
      [kind, thing, from, until],
    );
    if (same) throw refusal('ALERT_SILENCE_STANDS', same);
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
