--! why: what is due is counted from the month as of which the figures of a version stand (billing.md 3)

alter table contracts.version add column as_of_month date;

-- A first version holds from 1900 and says nothing of when its figures stood: not after it was taken in, and not after
-- its site was first billed by them.
update contracts.version set as_of_month = case
  when from_month > date '1900-01-01' then from_month
  else least(date_trunc('month', made_at)::date, (
    select min(service_month) from billing.statement where statement.site_id = version.site_id))
end;

-- Versions are few, a thousand or so, and nobody bills while a migration runs.
-- squawk-ignore adding-not-nullable-field
alter table contracts.version alter column as_of_month set not null;
-- squawk-ignore constraint-missing-not-valid
alter table contracts.version add constraint version_as_of_is_a_month check (
  extract(day from as_of_month) = 1);
comment on column contracts.version.as_of_month is
  'Service month as of which its figures stand: rates that escalate in later months are still to change, those of '
  'earlier ones are in it.';
