drop index forecasting.submission_cycle;
drop index forecasting.submission_is_recorded_once;
delete from forecasting.submission where state = 'recorded';
comment on column forecasting.submission.submitted_by is 'Who (personal data).';
comment on column forecasting.submission.state is 'submitted, approved, rejected, or withdrawn by a newer one.';
comment on table forecasting.submission is
  'A forecast that was submitted for a month, and what was decided; the newest approved is the forecast of record.';
alter table forecasting.submission drop constraint submission_is_decided_by_somebody;
-- A few rows for each site and month, and reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table forecasting.submission add constraint submission_is_decided_by_somebody check (
  (state in ('submitted', 'withdrawn')) = (decided_by is null));
alter table forecasting.submission drop constraint submission_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table forecasting.submission add constraint submission_state_is_known check (
  state in ('submitted', 'approved', 'rejected', 'withdrawn'));
