import type { Queryable } from '../../database/index.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Severity } from './alert-kind.ts';

/** What is told of an alert. */
export type AlertEvent = 'opened' | 'worsened' | 'escalated' | 'resolved';

/** States of alerts that people see, in the order in which they come. */
export const alertStates = ['open', 'acknowledged', 'assigned', 'resolved'] as const;

/** An alert as it is stored. Moments are instants in UTC. */
export interface StoredAlert {
  readonly alertId: string;
  readonly kind: string;
  readonly thing: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: Severity;
  /** In the unit of the metric. */
  readonly value: number;
  readonly limit: number;
  readonly state: (typeof alertStates)[number] | 'watched';
  /** Since when the value has been beyond a limit. */
  readonly sinceAt: string;
  readonly seenAt: string;
  /** The machine that saw it, of what machines know of themselves. */
  readonly seenBy: string | null;
  readonly openedAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly assignedAt: string | null;
  readonly assignedTo: string | null;
  readonly assignedBy: string | null;
  readonly escalatedAt: string | null;
  readonly resolvedAt: string | null;
  /** Null where the value was back. */
  readonly resolvedBy: string | null;
  readonly note: string | null;
  /** When the value was back. */
  readonly endedAt: string | null;
}

/** What people and programs are told of an alert: the same by mail and to the webhook. */
export interface AlertMessage {
  readonly alertId: string;
  readonly kind: string;
  readonly thing: string;
  readonly title: string;
  readonly severity: Severity;
  readonly value: number;
  readonly limit: number;
  readonly unit: Metric['unit'];
  readonly sinceAt: string;
  readonly openedAt: string | null;
  readonly resolvedAt: string | null;
  /** How long it lasted, once it is resolved. */
  readonly lastedSeconds: number | null;
  readonly next: string;
  /** All of it in words. */
  readonly text: string;
}

/** Which alerts are listed. */
export interface AlertFilter {
  readonly state?: StoredAlert['state'] | undefined;
  readonly kind?: string | undefined;
  /** Only those that are not resolved. */
  readonly isCurrent?: boolean | undefined;
  /** Only alerts with a lower number: the next page. */
  readonly before?: string | undefined;
  readonly alertId?: string | undefined;
  readonly limit: number;
}

/** Alerts that opened, the newest first. */
export function readAlerts(
  database: Queryable,
  { state, kind, isCurrent, before, alertId, limit }: AlertFilter,
): Promise<StoredAlert[]> {
  return database.query<StoredAlert>(
    `select alert_id::text as "alertId", kind, thing, labels, severity, value::float8 as value,
       limit_value::float8 as limit, state, audit.instant(since_at) as "sinceAt", audit.instant(seen_at) as "seenAt",
       seen_by as "seenBy", audit.instant(opened_at) as "openedAt", audit.instant(acknowledged_at) as "acknowledgedAt",
       acknowledged_by as "acknowledgedBy", audit.instant(assigned_at) as "assignedAt", assigned_to as "assignedTo",
       assigned_by as "assignedBy", audit.instant(escalated_at) as "escalatedAt",
       audit.instant(resolved_at) as "resolvedAt", resolved_by as "resolvedBy", note,
       audit.instant(ended_at) as "endedAt"
     from operations.alert
     where state <> 'watched' and ($1::text is null or state = $1) and ($2::text is null or kind = $2)
       and (not $3 or state <> 'resolved') and ($4::bigint is null or alert_id < $4)
       and ($5::bigint is null or alert_id = $5)
     order by alert_id desc limit $6`,
    [state ?? null, kind ?? null, isCurrent ?? false, before ?? null, alertId ?? null, limit],
  );
}

/** Alerts whose value is not back yet, also those that are only watched, for whoever changes them. */
export function readUnended(transaction: Queryable): Promise<StoredAlert[]> {
  return transaction.query<StoredAlert>(
    `select alert_id::text as "alertId", kind, thing, labels, severity, value::float8 as value,
       limit_value::float8 as limit, state, audit.instant(since_at) as "sinceAt", audit.instant(seen_at) as "seenAt",
       seen_by as "seenBy", audit.instant(opened_at) as "openedAt", audit.instant(escalated_at) as "escalatedAt",
       audit.instant(resolved_at) as "resolvedAt"
     from operations.alert where ended_at is null order by alert_id for update`,
  );
}

/** A notice of an alert. */
export interface StoredNotice {
  readonly event: AlertEvent;
  readonly channel: 'mail' | 'webhook';
  readonly recipients: string | null;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly answer: string | null;
}

/** What was told of an alert, in order. */
export function readNotices(database: Queryable, alertId: string): Promise<StoredNotice[]> {
  return database.query<StoredNotice>(
    `select event, channel, recipients, state, attempts, audit.instant(sent_at) as "sentAt", answer
     from operations.alert_notice where alert_id = $1 order by notice_id`,
    [alertId],
  );
}
