--! why: every site has a forecast of record for every month, so that back-tests see the whole portfolio

alter table forecasting.submission drop constraint submission_state_is_known;
-- A few rows for each site and month, and reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table forecasting.submission add constraint submission_state_is_known check (
  state in ('submitted', 'approved', 'rejected', 'withdrawn', 'recorded'));
alter table forecasting.submission drop constraint submission_is_decided_by_somebody;
-- squawk-ignore constraint-missing-not-valid
alter table forecasting.submission add constraint submission_is_decided_by_somebody check (
  (state in ('submitted', 'withdrawn', 'recorded')) = (decided_by is null));
comment on table forecasting.submission is
  'A forecast that was submitted for a month, and what was decided; the newest approved is the forecast of record, and '
  'without one what was recorded of the working version once it was too late to decide.';
comment on column forecasting.submission.state is
  'submitted, approved, rejected, withdrawn by a newer one, or recorded: no approved one was there in time.';
comment on column forecasting.submission.submitted_by is 'Who submitted, or had it recorded (personal data).';

-- squawk-ignore require-concurrent-index-creation
create unique index submission_is_recorded_once on forecasting.submission (site_id, plan_year, cycle_month)
where state = 'recorded';
-- squawk-ignore require-concurrent-index-creation
create index submission_cycle on forecasting.submission (cycle_month, plan_year, site_id);
