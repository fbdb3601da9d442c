--! why: pairs of conflicting duties that no command asked: their questions know what was done before this version

insert into security.duty_performed (duty, subject, person_id)
select duty, subject, person_id
from (
  -- Lines that people added or took off, on the statement that stands and is not approved yet.
  select 'edit-statement' as duty, 'statement ' || statement_id as subject, who
  from billing.statement
  join billing.ad_hoc_line using (site_id, service_month)
  cross join lateral (values (added_by), (deleted_by)) as edited (who)
  where is_standing and state in ('AR Review', 'Approval Team')
  union
  -- Submissions that wait for their decision.
  select 'enter-forecast', 'forecast submission ' || submission_id, submitted_by
  from forecasting.submission where state = 'submitted'
  union
  -- Documents that the ledger took or may take.
  select 'post-batch', 'ledger documents of statement ' || statement_id, posted_by
  from billing.posting where not is_reversal and state in ('pending', 'acknowledged')) as done_before
join security.person on user_id = who
on conflict do nothing;

update security.duty_conflict set within = 'file of a revenue report' where second_duty = 'override-check';
update security.duty_conflict set within = 'submission of a forecast' where second_duty = 'approve-forecast';
update security.duty_conflict set within = 'ledger documents of a statement' where second_duty = 'reverse-posting';
