import type { Database } from '../../database/index.ts';
import { readAlerts, type StoredAlert } from './alert-record.ts';

/** What a person does with an alert. */
export type AlertAct =
  | { readonly does: 'acknowledge' }
  | { readonly does: 'assign'; readonly to: string }
  | { readonly does: 'resolve'; readonly note: string };

/** Names of acts in the audit trail. */
const notes = {
  acknowledge: 'alert acknowledged',
  assign: 'alert assigned',
  resolve: 'alert resolved',
} as const satisfies Record<AlertAct['does'], string>;

/**
 * Writes down what a person does with an alert; undefined where it is resolved already, or there is none. As the owner,
 * once the right was checked.
 */
export async function handleAlert(
  database: Database,
  alertId: string,
  { act, by, now }: { readonly act: AlertAct; readonly by: string; readonly now: Date },
): Promise<StoredAlert | undefined> {
  return database.transaction(async (transaction) => {
    const touched = await transaction.execute(
      `update operations.alert
       set state = case $2 when 'resolve' then 'resolved' when 'assign' then 'assigned'
           else case when state = 'open' then 'acknowledged' else state end end,
         acknowledged_at = coalesce(acknowledged_at, $4),
         acknowledged_by = case when acknowledged_at is null then $3 else acknowledged_by end,
         assigned_at = case when $2 = 'assign' then $4 else assigned_at end,
         assigned_to = case when $2 = 'assign' then $5 else assigned_to end,
         assigned_by = case when $2 = 'assign' then $3 else assigned_by end,
         resolved_at = case when $2 = 'resolve' then $4::timestamptz end,
         resolved_by = case when $2 = 'resolve' then $3 end,
         note = case when $2 = 'resolve' then $5 end
       where alert_id = $1 and state in ('open', 'acknowledged', 'assigned')`,
      [alertId, act.does, by, now, act.does === 'assign' ? act.to : act.does === 'resolve' ? act.note : null],
    );
    if (touched === 0) return undefined;
    const [alert] = await readAlerts(transaction, { alertId, limit: 1 });
    await transaction.query(
      `select audit.note($2, 'operations.alert', jsonb_build_object('alert_id', $1::bigint),
         jsonb_build_object('state', jsonb_build_object('new', $3::text)))`,
      [alertId, notes[act.does], alert?.state ?? ''],
    );
    return alert;
  });
}

/** The full name at sign-in of somebody who may be given an alert; undefined for nobody. As the owner. */
export async function assigneeNamed(database: Database, name: string): Promise<string | undefined> {
  const [person] = await database.query<{ userId: string }>(
    `select user_id as "userId" from security.person
     where lower(user_id) = lower($1) and is_enabled and origin <> 'service'`,
    [name],
  );
  return person?.userId;
}
