import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { limitWords, titleOf, valueWords } from '../alerts/alert-kind.ts';
import {
  readAlerts,
  readNotices,
  type AlertFilter,
  type StoredAlert,
  type StoredNotice,
} from '../alerts/alert-record.ts';
import { alertKinds } from '../alerts/alert-rule.ts';
import { measureText } from '../alerts/measure-text.ts';
import { unitOf } from '../metrics/metric.ts';
import { assigneeNamed, handleAlert, type AlertAct } from '../alerts/handle-alert.ts';

/** An alert with its words. */
export interface ShownAlert extends StoredAlert {
  readonly title: string;
  /** What to do. */
  readonly next: string;
  /** Value and limit in words, in the unit of the metric; empty where the title says all. */
  readonly valueText: string;
  readonly limitText: string;
}

/** An alert with what was told of it. */
export interface AlertWithNotices extends ShownAlert {
  readonly means: string;
  readonly notices: readonly StoredNotice[];
}

function shown(alert: StoredAlert): ShownAlert {
  const kind = alertKinds.find((each) => each.kind === alert.kind);
  const words = (text: string): string => titleOf({ title: text }, alert.labels);
  const unit = unitOf(kind?.metric ?? '');
  return {
    ...alert,
    title: words(kind?.title ?? alert.kind),
    next: words(kind?.next ?? ''),
    valueText: kind === undefined ? measureText(alert.value, unit) : valueWords(kind, alert.value, unit),
    limitText: kind === undefined ? measureText(alert.limit, unit) : limitWords(kind, alert.limit, unit),
  };
}

/** Alerts, the newest first. Needs the right to read alerts. Refuses with ALERT_KIND_UNKNOWN. */
export async function listAlerts({ caller }: Principal, filter: AlertFilter): Promise<ShownAlert[]> {
  await requireRight(caller, { object: 'alert', action: 'read' });
  if (filter.kind !== undefined) requireKind(filter.kind);
  const alerts = await caller.transaction((transaction) => readAlerts(transaction, filter));
  return alerts.map(shown);
}

/** An alert with what was told of it. Refuses with ALERT_UNKNOWN. */
export async function showAlert({ caller }: Principal, alertId: string): Promise<AlertWithNotices> {
  await requireRight(caller, { object: 'alert', action: 'read' });
  return caller.transaction(async (transaction) => {
    const [alert] = await readAlerts(transaction, { alertId, limit: 1 });
    if (!alert) throw refusal('ALERT_UNKNOWN', { alert: alertId });
    const means = alertKinds.find(({ kind }) => kind === alert.kind)?.means ?? '';
    return { ...shown(alert), means, notices: await readNotices(transaction, alertId) };
  });
}

/** Says that the caller knows of an alert. Refuses with ALERT_UNKNOWN and ALERT_RESOLVED. */
export function acknowledgeAlert(
  principal: Principal,
  alertId: string,
  clock: Clock,
): Promise<AlertWithNotices> {
  return handle(principal, alertId, { act: { does: 'acknowledge' }, clock });
}

/**
 * Gives an alert to somebody, by their whole name at sign-in. Refuses with ALERT_UNKNOWN, ALERT_RESOLVED and
 * ALERT_ASSIGNEE_UNKNOWN.
 */
export async function assignAlert(
  principal: Principal,
  alertId: string,
  { to, clock }: { readonly to: string; readonly clock: Clock },
): Promise<AlertWithNotices> {
  await requireRight(principal.caller, { object: 'alert', action: 'execute' });
  const assignee = await assigneeNamed(principal.database, to);
  if (assignee === undefined) throw refusal('ALERT_ASSIGNEE_UNKNOWN', { person: to });
  return handle(principal, alertId, { act: { does: 'assign', to: assignee }, clock });
}

/**
 * Resolves an alert, with a note, before its value is back; until it is, no other alert of the thing opens. Refuses
 * with ALERT_UNKNOWN and ALERT_RESOLVED.
 */
export function resolveAlert(
  principal: Principal,
  alertId: string,
  { note, clock }: { readonly note: string; readonly clock: Clock },
): Promise<AlertWithNotices> {
  return handle(principal, alertId, { act: { does: 'resolve', note }, clock });
}

async function handle(
  principal: Principal,
  alertId: string,
  { act, clock }: { readonly act: AlertAct; readonly clock: Clock },
): Promise<AlertWithNotices> {
  const { caller, database, person } = principal;
  await requireRight(caller, { object: 'alert', action: 'execute' });
  const alert = await showAlert(principal, alertId);
  const handled = await handleAlert(database, alertId, { act, by: person.userId, now: clock.now() });
  if (!handled) throw refusal('ALERT_RESOLVED', { alert: alertId, title: alert.title });
  return showAlert(principal, alertId);
}

/** Refuses with ALERT_KIND_UNKNOWN. */
export function requireKind(kind: string): void {
  if (!alertKinds.some((each) => each.kind === kind)) throw refusal('ALERT_KIND_UNKNOWN', { kind });
}
