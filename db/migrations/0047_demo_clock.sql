--! why: a trial stands on a day of its sample, whatever the real day; who claims another day needs a right

create table security.demo_clock (
  is_the_one boolean not null default true,
  today_on date not null,
  set_at timestamptz not null default now(),
  constraint demo_clock_pkey primary key (is_the_one),
  constraint demo_clock_is_one check (is_the_one)
);
comment on table security.demo_clock is
  'At most one row: the day that counts as today in the database of a sample. The audit trail, sessions and loads stay '
  'on the real clock.';
comment on column security.demo_clock.is_the_one is 'Always true, so that there is one row only.';
comment on column security.demo_clock.today_on is 'The day that counts as today for forecasts, the P&L and bills.';
comment on column security.demo_clock.set_at is 'When it was set.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('security.demo_clock', 1, 'by row', 'the day that a trial takes for today');
select security.force_row_security('security.demo_clock');
select audit.watch('security.demo_clock');

insert into security.object (object, says) values
  ('claimed-day', 'Changing a forecast as if another day were today, which opens days that are locked');
insert into security.privilege (role, object, action, scope, note) values
  ('forecastAdmin', 'claimed-day', 'execute', 'all', 'Each claim is in the trail; in a sample anybody may.');
