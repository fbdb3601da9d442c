import { minuteIn } from '../../../kernel/clock.ts';
import type { Connection, Database } from '../../database/index.ts';
import { addressesOf } from '../addresses.ts';
import type { Metric, Samples } from '../metrics/metric.ts';
import { howFar, isWorse, limitWords, titleOf, valueWords, type AlertKind } from './alert-kind.ts';
import { readUnended, type AlertEvent, type StoredAlert, type AlertMessage } from './alert-record.ts';
import { alertKinds, readAlertRules, ruleOf, type AlertRule } from './alert-rule.ts';
import { judgeSamples, type Breach } from './judge-samples.ts';
import { durationText } from './measure-text.ts';
import { enterNotice } from './notices.ts';
import { isSilent, readSilences, type Silence } from './silence.ts';

const minuteMs = 60_000;
/** After which what a machine said of itself does not count any more: it may be gone. */
const machineMs = 60 * minuteMs;

/** What alerts are judged by, and at which moment. */
export interface AlertPanel {
  readonly now: Date;
  readonly samples: Samples;
  readonly metrics: readonly Metric[];
  /** The machine whose own values are among the samples. */
  readonly machine: string;
  readonly hasWebhook: boolean;
}

/** What an evaluation changed. */
export interface AlertChanges {
  readonly opened: number;
  readonly resolved: number;
  readonly escalated: number;
}

interface Work {
  readonly transaction: Connection;
  readonly panel: AlertPanel;
  readonly rules: readonly AlertRule[];
  readonly silences: readonly Silence[];
  readonly changes: { opened: number; resolved: number; escalated: number };
}

/**
 * Opens alerts of values that are beyond a limit for long enough, once for each thing; says when they get worse, tells
 * more people when nobody acknowledges them in time, and resolves them when the value is back. In one transaction, one
 * server at a time; what is told goes out afterwards (`sendNotices`). As the owner.
 */
export async function evaluateAlerts(database: Database, panel: AlertPanel): Promise<AlertChanges> {
  return database.transaction(async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('evaluation of alerts', 0))`);
    const rules = await readAlertRules(transaction);
    const silences = await readSilences(transaction, panel.now);
    const changes = { opened: 0, resolved: 0, escalated: 0 };
    const work: Work = { transaction, panel, rules, silences, changes };
    const { samples, metrics, machine } = panel;
    const { breaches, judged } = judgeSamples(samples, { kinds: alertKinds, metrics, rules, machine });
    const unended = await readUnended(transaction);
    const keyOf = (kind: string, thing: string): string => `${kind} ${thing}`;
    const present = new Map(unended.map((alert) => [keyOf(alert.kind, alert.thing), alert]));
    const beyond = new Set<string>();
    for (const breach of breaches) {
      const key = keyOf(breach.kind.kind, breach.thing);
      beyond.add(key);
      await goOn(work, breach, present.get(key));
    }
    for (const alert of unended) {
      if (beyond.has(keyOf(alert.kind, alert.thing)) || !isBack(alert, judged, panel)) continue;
      await end(work, alert);
    }
    return changes;
  });
}

/** Whether the value of an alert is back, as far as this machine can tell; a kind that is gone has no values. */
function isBack(alert: StoredAlert, judged: ReadonlySet<string>, { now, machine }: AlertPanel): boolean {
  if (!alertKinds.some(({ kind }) => kind === alert.kind)) return true;
  const isOther = alert.seenBy !== null && alert.seenBy !== machine;
  if (isOther) return now.getTime() - Date.parse(alert.seenAt) > machineMs;
  return judged.has(alert.kind);
}

/** A value is beyond its limit: it is watched, opens, gets worse, or is escalated. */
async function goOn(work: Work, breach: Breach, alert: StoredAlert | undefined): Promise<void> {
  const { transaction, panel } = work;
  const stored = alert ?? (await watch(work, breach));
  const severity = isWorse(breach.severity, stored.severity) ? breach.severity : stored.severity;
  await transaction.execute(
    `update operations.alert
     set value = $2, limit_value = $3, severity = $4, seen_at = $5, seen_by = $6, labels = $7 where alert_id = $1`,
    [
      ...[stored.alertId, breach.value, breach.limit, severity, panel.now],
      ...[breach.isOfMachine ? panel.machine : null, JSON.stringify(breach.labels)],
    ],
  );
  const seen = { ...stored, value: breach.value, limit: breach.limit, severity, labels: breach.labels };
  const isQuiet = isSilent(work.silences, breach.kind.kind, breach.thing);
  if (stored.state === 'watched') {
    if (!isQuiet && hasLasted(stored.sinceAt, breach.rule.windowMinutes, panel.now))
      await open(work, seen, breach);
    return;
  }
  if (isQuiet || stored.state === 'resolved') return;
  if (isWorse(severity, stored.severity)) await tell(work, 'worsened', seen, breach.rule.told);
  await escalateWhenDue(work, seen, breach.rule);
}

async function watch({ transaction, panel: { now } }: Work, breach: Breach): Promise<StoredAlert> {
  await transaction.execute(
    `insert into operations.alert (kind, thing, labels, severity, value, limit_value, state, since_at, seen_at)
     values ($1, $2, $3, $4, $5, $6, 'watched', $7, $7)`,
    [
      ...[breach.kind.kind, breach.thing, JSON.stringify(breach.labels), breach.severity],
      ...[breach.value, breach.limit, now],
    ],
  );
  const unended = await readUnended(transaction);
  const stored = unended.find(({ kind, thing }) => kind === breach.kind.kind && thing === breach.thing);
  if (stored === undefined) throw new Error(`alert ${breach.kind.kind} of ${breach.thing} was not stored`);
  return stored;
}

function hasLasted(sinceAt: string, minutes: number, now: Date): boolean {
  return now.getTime() - Date.parse(sinceAt) >= minutes * minuteMs;
}

async function open(work: Work, alert: StoredAlert, { rule }: Breach): Promise<void> {
  const { transaction, panel, changes } = work;
  await transaction.execute(
    `update operations.alert set state = 'open', opened_at = $2 where alert_id = $1`,
    [alert.alertId, panel.now],
  );
  changes.opened += 1;
  await tell(work, 'opened', { ...alert, openedAt: panel.now.toISOString() }, rule.told);
}

async function escalateWhenDue(work: Work, alert: StoredAlert, rule: AlertRule): Promise<void> {
  const { transaction, panel, changes } = work;
  const { state, escalatedAt, openedAt } = alert;
  if (state !== 'open' || escalatedAt !== null || openedAt === null || rule.escalateMinutes === null) return;
  if (!hasLasted(openedAt, rule.escalateMinutes, panel.now)) return;
  await transaction.execute('update operations.alert set escalated_at = $2 where alert_id = $1', [
    alert.alertId,
    panel.now,
  ]);
  changes.escalated += 1;
  await tell(work, 'escalated', alert, [...rule.told, ...rule.escalatedTo]);
}

/** The value is back: what was only watched is forgotten, what was open is resolved, and people hear of it. */
async function end(work: Work, alert: StoredAlert): Promise<void> {
  const { transaction, panel, rules, changes } = work;
  if (alert.state === 'watched') {
    await transaction.execute('delete from operations.alert where alert_id = $1', [alert.alertId]);
    return;
  }
  await transaction.execute(
    `update operations.alert set state = 'resolved', resolved_at = coalesce(resolved_at, $2), ended_at = $2
     where alert_id = $1`,
    [alert.alertId, panel.now],
  );
  if (alert.state === 'resolved') return;
  changes.resolved += 1;
  const rule = ruleOf(rules, alert);
  const more = alert.escalatedAt === null ? [] : (rule?.escalatedTo ?? []);
  await tell(work, 'resolved', { ...alert, resolvedAt: panel.now.toISOString() }, [
    ...(rule?.told ?? []),
    ...more,
  ]);
}

async function tell(
  { transaction, panel }: Work,
  event: AlertEvent,
  alert: StoredAlert,
  to: readonly string[],
): Promise<void> {
  const kind = alertKinds.find((each) => each.kind === alert.kind);
  if (kind === undefined) return;
  const unit = panel.metrics.find(({ name }) => name === kind.metric)?.unit ?? null;
  const content = messageOf(alert, { kind, unit, event });
  const notice = { alertId: alert.alertId, event, content };
  const recipients = await addressesOf(transaction, to);
  if (recipients !== '') await enterNotice(transaction, { ...notice, recipients }, panel.now);
  if (panel.hasWebhook) await enterNotice(transaction, { ...notice, recipients: null }, panel.now);
}

/** All that is told of an alert. */
function messageOf(
  alert: StoredAlert,
  {
    kind,
    unit,
    event,
  }: { readonly kind: AlertKind; readonly unit: Metric['unit']; readonly event: AlertEvent },
): AlertMessage {
  const { alertId, thing, severity, value, limit, labels, sinceAt, openedAt, resolvedAt } = alert;
  const title = titleOf(kind, labels);
  const next = titleOf({ title: kind.next }, labels);
  const since = minuteIn('UTC', new Date(sinceAt));
  const far = howFar({ value: valueWords(kind, value, unit), limit: limitWords(kind, limit, unit) });
  const lastedSeconds =
    resolvedAt === null ? null : Math.round((Date.parse(resolvedAt) - Date.parse(sinceAt)) / 1_000);
  const about = { alertId, kind: kind.kind, thing, title, severity, value, limit, unit, sinceAt, openedAt };
  const text =
    event === 'resolved'
      ? `${title}: this is over. It lasted ${durationText(lastedSeconds ?? 0)}, since ${since} UTC.`
      : [
          `${title}${far === '' ? '' : `: ${far}`}. Since ${since} UTC. Severity: ${severity}.`,
          ...(event === 'escalated' ? ['Nobody has acknowledged it yet.'] : []),
          kind.means,
          `Next: ${next}`,
          'To say that you are taking care of it, open Administration › Alerts, or type: ' +
            `daybook alerts acknowledge ${alertId}.`,
        ].join('\n');
  return { ...about, resolvedAt, lastedSeconds, next, text };
}
