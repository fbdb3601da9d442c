-- The populations of approvals of contract changes (C3), statements (C5),
-- forecasts of record (C6), postings (C7) and restore tests (C9) in a quarter.

create function audit.evidence_approvals(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select cells
  from (
    select asked_at, array[
      approval_id::text, approval.site_id, subject, coalesce(version.number::text, ''),
      coalesce(clause.clause_id::text, ''), to_char(coalesce(version.from_month, clause.from_month), 'YYYY-MM'),
      coalesce(yearly_value::text, ''), audit.instant(asked_at), audit.person_shown(asked_by, with_names),
      coalesce(decision, 'waiting'), coalesce(audit.instant(decided_at), ''),
      audit.person_shown(decided_by, with_names), coalesce(approval.reason, ''), coalesce(export.sha256, '')] as cells
    from contracts.approval
    left join contracts.version using (version_id)
    left join contracts.clause using (clause_id)
    left join contracts.received_export as export using (export_id)
    where (asked_at >= first_on and asked_at < end_on) or (decided_at >= first_on and decided_at < end_on)
    union all
    select entered_at, array[
      '', '', format('index %s %s = %s', index_name, concat_ws('-', year, lpad(month::text, 2, '0')), percent), '', '',
      '', '', audit.instant(entered_at), audit.person_shown(entered_by, with_names),
      case when approved_at is null then 'waiting' else 'approved' end, coalesce(audit.instant(approved_at), ''),
      audit.person_shown(approved_by, with_names), '', '']
    from contracts.index_value
    where (entered_at >= first_on and entered_at < end_on) or (approved_at >= first_on and approved_at < end_on)
    union all
    select entered_at, array[
      '', '', format('escalators by %s', reading), '', '', to_char(from_month, 'YYYY-MM'), '',
      audit.instant(entered_at), audit.person_shown(entered_by, with_names), coalesce(decision, 'waiting'),
      coalesce(audit.instant(decided_at), ''), audit.person_shown(decided_by, with_names), reason, '']
    from contracts.escalator_reading
    where (entered_at >= first_on and entered_at < end_on) or (decided_at >= first_on and decided_at < end_on)
  ) as change
  order by asked_at, cells
$$;
comment on function audit.evidence_approvals(date, date, boolean) is
  'C3: every change of a contract, an index or the reading of escalators that wants a second person, with who entered '
  'and who decided it.';

create function audit.evidence_statements(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(change.changed_at), statement.statement_id::text, statement.site_id,
    to_char(statement.service_month, 'YYYY-MM'), statement.version::text, change.action,
    coalesce(change.from_state, ''), change.to_state, audit.person_shown(change.changed_by, with_names),
    coalesce(change.reason, ''), statement.currency, statement.total::text,
    coalesce(comparison.forecast_amount::text, ''), coalesce(comparison.posted_amount::text, ''),
    coalesce(comparison.invoiced_amount::text, ''), coalesce(comparison.deviation_amount::text, ''),
    coalesce(comparison.deviation_percent::text, '')]
  from billing.statement_change as change
  join billing.statement using (statement_id)
  left join billing.comparison using (statement_id)
  where change.changed_at >= first_on and change.changed_at < end_on
  order by change.changed_at, change.statement_id, change.number
$$;
comment on function audit.evidence_statements(date, date, boolean) is
  'C5: every step of every statement, with its deviation from what was expected and who took the step.';

create function audit.evidence_forecasts(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    submission.submission_id::text, submission.site_id, submission.plan_year::text,
    to_char(submission.cycle_month, 'YYYY-MM'), submission.version_id::text, version.name, submission.state,
    audit.instant(submission.submitted_at), audit.person_shown(submission.submitted_by, with_names),
    coalesce(audit.instant(submission.decided_at), ''), audit.person_shown(submission.decided_by, with_names),
    coalesce(submission.reason, ''),
    -- What was submitted is a version of its own, which nobody changes: 0 says that the lock held.
    (select count(*)::text from forecasting.change
      where change.version_id = submission.version_id and change.changed_at > submission.submitted_at)]
  from forecasting.submission
  join forecasting.version on version.version_id = submission.version_id
  where (submission.submitted_at >= first_on and submission.submitted_at < end_on)
    or (submission.decided_at >= first_on and submission.decided_at < end_on)
  order by submission.submitted_at, submission.submission_id
$$;
comment on function audit.evidence_forecasts(date, date, boolean) is
  'C6: every forecast that was submitted, decided or recorded, and how often it was changed afterwards.';

create function audit.evidence_postings(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select cells
  from (
    select posting.posted_at, array[
      audit.instant(posting.posted_at), posting.kind, posting.site_id, to_char(statement.service_month, 'YYYY-MM'),
      posting.statement_id::text, posting.document_number, posting.batch, posting.idempotency_key,
      posting.debit::text, posting.credit::text, encode(sha256(convert_to(posting.content::text, 'UTF8')), 'hex'),
      posting.state, coalesce(audit.instant(posting.answered_at), ''), coalesce(posting.answer, ''),
      audit.person_shown(posting.posted_by, with_names)] as cells
    from billing.posting join billing.statement using (statement_id)
    where (posting.posted_at >= first_on and posting.posted_at < end_on)
      or (posting.answered_at >= first_on and posting.answered_at < end_on)
    union all
    select submitted_at, array[
      audit.instant(submitted_at), 'unit-accounts', '', to_char(service_month, 'YYYY-MM'), '', document_number,
      document.batch, idempotency_key, debit::text, credit::text,
      encode(sha256(convert_to(content::text, 'UTF8')), 'hex'), state, coalesce(audit.instant(answered_at), ''),
      coalesce(answer, ''), audit.person_shown(submitted_by, with_names)]
    from billing.unit_posting as document join billing.unit_batch using (service_month)
    where (submitted_at >= first_on and submitted_at < end_on)
      or (answered_at >= first_on and answered_at < end_on)
  ) as document
  order by posted_at, cells
$$;
comment on function audit.evidence_postings(date, date, boolean) is
  'C7: every document for the ledger with its key, its sums, the digest of what was handed out, and the answer.';

create function audit.evidence_restore_tests(first_on date, end_on date, with_names boolean) returns setof text[]
language sql stable as $$
  select array[
    audit.instant(tested_at), restored_from, newest_entry::text, audit.instant(newest_at), migrations::text,
    entries::text, cardinality(findings)::text, case when cardinality(findings) = 0 then 'passed' else 'failed' end,
    array_to_string(findings, ' | '), audit.person_shown(tested_by, with_names)]
  from platform.restore_test
  where tested_at >= first_on and tested_at < end_on
  order by tested_at, restore_test_id
$$;
comment on function audit.evidence_restore_tests(date, date, boolean) is
  'C9: every test of a restored backup and what it found.';
