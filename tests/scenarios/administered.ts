import type { Database, Queryable } from '../../src/platform/database/index.ts';

/** Somebody of whom the tables of administration are to speak: name at sign-in, and name. */
export interface Named {
  readonly login: string;
  readonly name: string;
}

/**
 * What is administered at site 0170 speaks of somebody in every column that may: facts of the operator, sites,
 * contacts, territories, catalogues, disputes, what was taken over, what is beside forecasts, templates and marks of
 * contracts, increases of rates, requests, reviews and exports of access, backups, and the archive.
 */
export async function administer(database: Database, { login, name }: Named): Promise<void> {
  await database.transaction(async (transaction) => {
    const [people] = await transaction.query<{ own: string; other: string }>(
      `select own.person_id as own, other.person_id as other from security.person as own, security.person as other
       where own.user_id = $1 and other.user_id <> $1 order by other.person_id limit 1`,
      [login],
    );
    const { own = '', other = '' } = people ?? {};
    await sites(transaction, login, name);
    await billing(transaction, login, name);
    await postings(transaction, login, `${name} says so`);
    await agreements(transaction, login, `${name} says so`);
    await forecasts(transaction, { login, own, says: `${name} says so` });
    await access(transaction, { own, other, name });
    await backups(transaction, login);
    await archived(transaction, login);
    await scheduledJobs(transaction, login);
    await alerts(transaction, { login, says: `${name} says so` });
  });
}

async function sites(database: Queryable, login: string, name: string): Promise<void> {
  const says = `${name} says so`;
  await database.query(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by, ended_at, ended_by)
     values ('planted', '{1}', $2, now(), $1, now(), $1)`,
    [login, says],
  );
  await database.query(
    `insert into warehouse.site_override
       (site_id, field, value, is_kept, reason, set_at, set_by, ended_at, ended_by, ended_reason)
     values ('0170', 'recipient', $3, true, $2, now(), $1, now(), $1, 'withdrawn')`,
    [login, says, name],
  );
  await database.query(
    `insert into warehouse.site_contact (site_id, kind, contact_name, emails, phone, verified_on, verified_by, added_at,
       added_by, ended_at, ended_by)
     values ('0170', 'billing', $2, $1, $2, current_date, $1, now(), $1, now(), $1)`,
    [login, name],
  );
  await database.query(
    `insert into warehouse.site_onboarding (site_id, from_on, reason, onboarded_at, onboarded_by)
     values ('0170', current_date, $2, now(), $1)`,
    [login, says],
  );
  await database.query(
    `with made as (
       insert into warehouse.territory (territory_name, added_at, added_by, ended_at, ended_by)
       values ('Planted', now(), $1, now(), $1) returning territory_id)
     insert into warehouse.site_territory (site_id, territory_id, from_on, to_on, assigned_at, assigned_by, ended_by)
     select '0170', territory_id, date '2025-01-01', date '2025-02-01', now(), $1, $1 from made`,
    [login],
  );
  await database.query(
    `insert into warehouse.catalogue_entry
       (catalogue, code, entry_name, reason, entered_at, entered_by, ended_at, ended_by)
     values ('revenue-codes', 'PLANTED', 'Planted', $2, now(), $1, now(), $1)`,
    [login, says],
  );
}

async function billing(database: Queryable, login: string, name: string): Promise<void> {
  const says = `${name} says so`;
  await database.query(
    `insert into billing.account_run
       (kind, started_at, started_by, accounts, checked, missing, inactive, invalid, resolved)
     values ('full', now(), $1, 0, 0, 0, 0, 0, 0)`,
    [login],
  );
  await database.query(
    `insert into billing.daily_mail (day, recipients, statements, sha256, sent_by)
     values (date '2001-01-01', $1, 0, 'planted', $1)`,
    [login],
  );
  await database.query(
    `insert into billing.dispute (statement_id, site_id, reason, opened_by, resolution, resolved_at, resolved_by)
     select statement_id, site_id, $2, $1, $2, now(), $1 from billing.statement limit 1`,
    [login, says],
  );
  await database.query(
    `with taken as (
       insert into billing.former_file (file_name, sha256, records, added, changed, unchanged, held, taken_by)
       values ('former.json', 'planted', 2, 1, 0, 0, 1, $1) returning former_file_id),
     held as (
       insert into billing.former_held
         (former_file_id, entity, source_line, record, message, state, decided_at, decided_by, decided_reason)
       select former_file_id, 'planted', 1, jsonb_build_object('notes', $2::text), 'planted', 'discarded', now(), $1, $2
       from taken)
     insert into billing.former_record (kind, entity, former_id, content, former_file_id, source_line)
     select 'site', 'planted', 'planted', jsonb_build_object('notes', $2::text), former_file_id, 2 from taken`,
    [login, says],
  );
}

/** A schedule that somebody set, and a run that they asked for. */
async function scheduledJobs(database: Queryable, login: string): Promise<void> {
  await database.execute(
    `insert into operations.schedule (job, cron, time_zone, limit_minutes, waits_for, in_close, catches_up, is_paused,
       set_by)
     values ('audit.verify', '0 5 * * *', 'UTC', 60, '{}', true, false, false, $1)`,
    [login],
  );
  await database.execute(
    `insert into operations.run (job, due_at, trigger, asked_by) values ('audit.verify', now(), 'person', $1)`,
    [login],
  );
}

/** An alert that somebody took care of, with a notice, its rule and a silence. */
async function alerts(
  database: Queryable,
  { login, says }: { readonly login: string; readonly says: string },
): Promise<void> {
  await database.execute(
    `insert into operations.alert_rule (kind, thing, window_minutes, severity, told, escalated_to, is_off, set_by)
     values ('disk-full', 'planted', 0, 'low', $1, $1, true, $1)`,
    [login],
  );
  await database.execute(
    `insert into operations.alert_silence (from_at, until_at, reason, set_by)
     values (timestamptz '2001-01-01', timestamptz '2001-01-02', $2, $1)`,
    [login, says],
  );
  await database.execute(
    `with planted as (
       insert into operations.alert (kind, thing, severity, value, limit_value, state, since_at, seen_at, opened_at,
         acknowledged_at, acknowledged_by, assigned_at, assigned_to, assigned_by, resolved_at, resolved_by, note,
         ended_at)
       values ('disk-full', 'planted', 'low', 1, 0, 'resolved', now(), now(), now(), now(), $1, now(), $1, $1, now(),
         $1, $2, now()) returning alert_id)
     insert into operations.alert_notice (alert_id, event, channel, recipients, content, state, due_at, answer)
     select alert_id, 'opened', 'mail', $1, '{}', 'failed', now(), $2 from planted`,
    [login, says],
  );
}

/** A backup that somebody made and had proven. */
async function backups(database: Queryable, login: string): Promise<void> {
  await database.query(
    `with made as (
       insert into operations.backup (label, kind, started_at, ended_at, start_position, end_position, timeline,
         server_version, stored_bytes, sha256, place, recipient, made_by)
       values ('20010101T000000Z-full', 'full', now(), now(), '0/1', '0/2', 1, '17.0', 1, 'planted', '/planted',
         'age1planted', $1) returning label),
     copied as (
       insert into operations.backup_copy (label, location, copied_at) select label, '/second', now() from made),
     removed as (
       insert into operations.backup_removal (label, removed_at, removed_by) select label, now(), $1 from made)
     insert into operations.backup_proof (label, proven_by, restore_seconds, total_seconds, newest_entry,
       entries_verified, files_checked, tables_checked, indexes_checked, findings)
     select label, $1, 1, 2, 3, 3, 1, 1, 1, '{}' from made`,
    [login],
  );
}

/** A file of the archive that somebody wrote, recalled, verified and removed. */
async function archived(database: Queryable, login: string): Promise<void> {
  await database.query(
    `insert into operations.archive_file (relation, first_on, end_on, path, row_count, online_bytes, stored_bytes,
       sha256, digest, columns, totals, sites, place, recipient, archived_at, archived_by, recalled_at, recalled_by,
       verified_at, verified_by, findings, removed_at, removed_by)
     values ('warehouse.budget', '1999-01-01', '1999-02-01', 'planted', 1, 1, 1, 'planted', 'planted', '{}', '{}',
       '{}', '/planted', 'age1planted', now(), $1, now(), $1, now(), $1, '{}', now(), $1)`,
    [login],
  );
}

/** Answers of the ledger that somebody read and decided on, and an attempt to hand a document over. */
async function postings(database: Queryable, login: string, says: string): Promise<void> {
  await database.query(
    `insert into security.support_session (helper_id, person_id, reason, ends_at)
     select helper.person_id, helped.person_id, $2, now() + interval '30 minutes'
     from security.person as helped, security.person as helper
     where helped.user_id = $1 and helper.user_id <> $1 order by helper.person_id limit 1`,
    [login, says],
  );
  await database.query(
    `with answers as (
       insert into billing.answer_file (file_name, sha256, answers, recorded, unchanged, held, read_by)
       values ('planted.csv', 'planted', 1, 0, 0, 1, $1) returning answer_file_id),
     attempt as (
       insert into billing.posting_attempt (idempotency_key, request_sha256, started_at, started_by)
       values ('planted', 'planted', now(), $1))
     insert into billing.answer_held
       (answer_file_id, source_line, record, message, state, decided_at, decided_by, decided_reason)
     select answer_file_id, 1, '{}', 'planted', 'discarded', now(), $1, $2 from answers`,
    [login, says],
  );
}

async function access(
  database: Queryable,
  { own, other, name }: { readonly own: string; readonly other: string; readonly name: string },
): Promise<void> {
  const says = `${name} says so`;
  await database.query(
    `insert into security.access_request
       (person_id, role, reason, requested_by, refused_by, refused_at, refusal_reason)
     values ($1, 'financeManager', $3, $1, $2, now(), $3)`,
    [own, other, says],
  );
  await database.query(
    `with opened as (
       insert into security.access_review (kind, period_on, due_on)
       values ('quarter', date '2001-01-01', date '2001-02-01') returning access_review_id)
     insert into security.access_review_line
       (access_review_id, person_id, role, origin, sites, decision, decided_by, decided_at, reason)
     select access_review_id, $1, 'financeManager', 'mapping', '{}', 'keep', $2, now(), $3 from opened`,
    [own, other, says],
  );
  await database.query(
    `insert into security.export_request (person_id, what, filter, row_count, sites, reason, decision, decided_by,
       decided_at, decision_reason)
     values ($1, 'planted', $3, 1, '{}', $3, 'refused', $2, now(), $3)`,
    [own, other, says],
  );
  await database.query(
    `insert into security.withheld_role (person_id, role, reason, restored_by, restored_at, restored_reason)
     values ($1, 'financeManager', $3, $2, now(), $3)`,
    [own, other, says],
  );
}

/** Events, proformas, comments and reminders of forecasts, and the decision on an increase of rates. */
async function forecasts(
  database: Queryable,
  { login, own, says }: { readonly login: string; readonly own: string; readonly says: string },
): Promise<void> {
  await database.query(
    `insert into forecasting.event
       (event_id, site_id, kind, title, first_on, last_on, note, added_at, added_by, ended_at, ended_by)
     values (1, '0170', 'game', 'Planted', current_date, current_date, $2, now(), $1, now(), $1)`,
    [login, says],
  );
  await database.query(
    `insert into forecasting.proforma
       (site_id, plan_year, state, basis, entered_at, entered_by, decided_at, decided_by, reason)
     select '0170', 2030, 'rejected', 'planted', now(), entered_by, now(), decided_by, $2
     from (values ($1, 'other'), ('other', $1)) as duty (entered_by, decided_by)`,
    [login, says],
  );
  await database.query(
    `insert into forecasting.entry_draft (person_id, site_id, plan_year, version, entries, saved_at)
     values ($1, '0170', 2030, 'working', jsonb_build_array(jsonb_build_object('value', $2::text)), now())`,
    [own, says],
  );
  await database.query(
    `insert into forecasting.group_request
       (site_id, job_codes, group_title, state, reason, asked_at, asked_by, decided_at, decided_by, decided_reason)
     values ('0170', '{GSA}', 'Planted', 'withdrawn', $2, now(), $1, now(), $1, $2)`,
    [login, says],
  );
  await database.query(
    `insert into forecasting.variance_comment
       (site_id, plan_month, line, says, added_at, added_by, ended_at, ended_by)
     values ('0170', '2030-06-01', 'payroll', $2, now(), $1, now(), $1)`,
    [login, says],
  );
  await database.query(
    `insert into forecasting.reminder (cycle_month, days_from_due, person_id, recipients, sites, sent_at, sent_by)
     values ('2030-06-01', -2, $2, $1, '{0170}', now(), $1)`,
    [login, own],
  );
  await database.query(
    `insert into contracts.increase_decision
       (site_id, from_month, percent, rates, digest, decision, decided_at, decided_by, reason)
     values ('0170', '2030-06-01', 7, '{planted}', 'planted', 'rejected', now(), $1, $2)`,
    [login, says],
  );
}

/** Templates and marks of contracts, and what lines of the old system are here. */
async function agreements(database: Queryable, login: string, says: string): Promise<void> {
  await database.query(
    `insert into contracts.template
       (template_name, terms, reason, entered_at, entered_by, retired_at, retired_by)
     values ('Planted', '{}', $2, now(), $1, now(), $1)`,
    [login, says],
  );
  await database.query(
    `insert into contracts.contract_mark (site_id, mark, reason, set_at, set_by, ended_at, ended_by)
     values ('0170', 'planted', $2, now(), $1, now(), $1)`,
    [login, says],
  );
  await database.query(
    `insert into billing.former_mapping (kind, former_name, target, reason, mapped_at, mapped_by, ended_at, ended_by)
     values ('title', 'planted', 'planted', $2, now(), $1, now(), $1)`,
    [login, says],
  );
}
