-- The jobs of the product with the schedules that it comes with: the table of operations.md 5.1 as far as the product
-- has the work. People replace one with `daybook schedule set`.

create function operations.delivered_schedules()
returns table (job text, says text, cron text, every_seconds integer, time_zone text, window_from text,
  window_until text, limit_minutes integer, waits_for text[], in_close boolean, catches_up boolean)
language sql immutable parallel safe as $$
  select job, says, cron, every_seconds, time_zone, window_from, window_until, limit_minutes,
    string_to_array(waits_for, ' '), in_close, catches_up
  from (values
    ('access.dormant', 'Disables people who have not signed in for a long time.',
      '30 2 * * *', null::integer, 'America/New_York', null::text, null::text, 30, '', true, false),
    ('access.emergency', 'Ends access that was given in an emergency and that nobody approved.',
      null, 60, 'UTC', null, null, 5, '', true, false),
    ('access.refresh', 'Begins and ends roles on their day.',
      '0 * * * *', null, 'UTC', null, null, 15, '', true, false),
    ('access.review', 'Opens reviews of access that are due.',
      '15 * * * *', null, 'UTC', null, null, 15, '', true, false),
    ('access.sessions', 'Ends logins that stay too long.',
      null, 15, 'UTC', null, null, 5, '', true, false),
    ('audit.chain', 'Puts what was written to the audit trail into its chain.',
      null, 1, 'UTC', null, null, 5, '', true, false),
    ('audit.notes', 'Records reads whose transaction was undone.',
      null, 30, 'UTC', null, null, 5, '', true, false),
    ('audit.sign', 'Signs the head of the audit trail.',
      '*/5 * * * *', null, 'UTC', null, null, 5, '', true, false),
    ('audit.verify', 'Verifies the audit trail, from its first entry to the newest.',
      '30 4 * * *', null, 'America/New_York', null, null, 120, '', true, false),
    ('billing.accounts', 'Looks up in the ledger the accounts that postings name: all weekly, changed ones daily.',
      '0 2 * * *', null, 'America/Chicago', null, null, 240, '', true, false),
    ('billing.answers', 'Reads the answers of the ledger from their folder.',
      null, 60, 'UTC', null, null, 15, '', true, false),
    ('billing.daily-mail', 'Mails the actual revenue of the statements of this month.',
      '45 12 * * *', null, 'UTC', null, null, 15, '', true, false),
    ('billing.hand-over', 'Hands documents over to the ledger, where it has a web service.',
      null, 15, 'UTC', null, null, 15, '', true, false),
    ('delivery.responses', 'Removes responses that were stored for requests sent twice.',
      '10 * * * *', null, 'UTC', null, null, 15, '', true, false),
    ('forecasting.pnl', 'Recalculates the months of the P&L whose sources changed.',
      null, 5, 'UTC', null, null, 60, '', true, false),
    ('forecasting.remind', 'Reminds account managers of forecasts that are not submitted.',
      '0 8 * * *', null, 'America/New_York', null, null, 30, '', true, false),
    ('forecasting.roll', 'Rolls the forecasts on once those of a month should be decided.',
      '0 * * * *', null, 'UTC', null, null, 60, 'forecasting.pnl', true, false),
    ('platform.alerts', 'Looks for values beyond their limits, and tells people.',
      null, 60, 'UTC', null, null, 5, '', true, false),
    ('operations.archive', 'Takes out of the database again what questions brought back from the archive.',
      '40 * * * *', null, 'UTC', null, null, 60, '', true, false),
    ('operations.sizes', 'Measures how large the tables are, so that their growth is known.',
      '0 3 * * *', null, 'UTC', null, null, 15, '', true, false),
    ('operations.maintain', 'Rebuilds indexes that are more than 20 % empty, and looks for what is wrong with indexes.',
      '0 3 * * 0', null, 'America/New_York', '02:00', '06:00', 240, '', false, false),
    ('operations.partitions', 'Makes the partitions of three months ahead, and refreshes statistics.',
      '0 2 * * *', null, 'America/New_York', null, null, 60, '', true, false),
    ('operations.reports', 'Makes and mails the reports of operations: of the day, the week and the month before.',
      '0 7 * * *', null, 'America/New_York', null, null, 30, '', true, false),
    ('operations.statements', 'Takes down which statements of the database were slow, and how they are planned.',
      null, 60, 'UTC', null, null, 15, '', true, false),
    ('platform.schema', 'Compares the schema of the database with the migrations.',
      '*/30 * * * *', null, 'UTC', null, null, 15, '', true, false),
    ('warehouse.analyze', 'Refreshes the statistics with which the database plans questions.',
      null, null, 'UTC', null, null, 60, 'feed:any', true, false)
  ) as delivered (job, says, cron, every_seconds, time_zone, window_from, window_until, limit_minutes, waits_for,
    in_close, catches_up)
$$;
comment on function operations.delivered_schedules() is 'Jobs, and the schedules that the product comes with.';

create function operations.schedules_in_force()
returns table (job text, says text, cron text, every_seconds integer, time_zone text, window_from text,
  window_until text, limit_minutes integer, waits_for text[], in_close boolean, catches_up boolean,
  is_paused boolean, set_at timestamptz, set_by text)
language sql stable
begin atomic
  select delivered.job, delivered.says,
    case when schedule.job is null then delivered.cron else schedule.cron end,
    case when schedule.job is null then delivered.every_seconds else schedule.every_seconds end,
    coalesce(schedule.time_zone, delivered.time_zone),
    case when schedule.job is null then delivered.window_from else schedule.window_from end,
    case when schedule.job is null then delivered.window_until else schedule.window_until end,
    coalesce(schedule.limit_minutes, delivered.limit_minutes),
    coalesce(schedule.waits_for, delivered.waits_for),
    coalesce(schedule.in_close, delivered.in_close),
    coalesce(schedule.catches_up, delivered.catches_up),
    coalesce(schedule.is_paused, false), schedule.set_at, schedule.set_by
  from operations.delivered_schedules() as delivered
  left join operations.schedule on schedule.job = delivered.job;
end;
comment on function operations.schedules_in_force() is
  'Jobs with the schedule that applies: the one that people set, else the delivered one.';
grant execute on function operations.delivered_schedules(), operations.schedules_in_force() to daybook_member;
