-- What a load leaves behind for people to decide.

create function sources.quarantine_faults(feed_name text, batch bigint) returns bigint
language plpgsql as $$
declare
  kept bigint;
begin
  insert into sources.quarantine (
    batch_id, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, state, occurrence)
  select distinct on (source_line)
    batch, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, case when waits_for is null then 'open' else 'waiting' end, occurrence
  from sources.staged_fault
  where feed = feed_name
  -- A record that is wrong and waits is wrong: it needs a person, not a site.
  order by source_line, (waits_for is null) desc;
  get diagnostics kept = row_count;
  return kept;
end
$$;
comment on function sources.quarantine_faults(text, bigint) is
  'Moves the faults of the file being taken in to quarantine, one entry per record; how many.';

create function sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint)
returns bigint
language plpgsql as $$
declare
  superseded bigint;
begin
  execute format(
    $sql$
      update sources.quarantine as waiting
      set state = 'superseded', resolved_by_batch_id = $2, decided_at = now(),
        decided_reason = 'A newer file covers the same records.'
      where waiting.feed = $1 and waiting.state in ('open', 'waiting') and waiting.batch_id <> $2 and %s
    $sql$,
    case slice
      when 'whole list' then 'true'
      when 'site and month' then format(
        '(waiting.slice_site_id, date_trunc(''month'', waiting.slice_on)) in
          (select site_id, date_trunc(''month'', %I) from sources.%I)', period, staging)
      when 'site and day' then format(
        '(waiting.slice_site_id, waiting.slice_on) in (select site_id, %I from sources.%I)', period, staging)
      else 'false'
    end)
  using feed_name, batch;
  get diagnostics superseded = row_count;
  return superseded;
end
$$;
comment on function sources.supersede_quarantine(text, text, text, text, bigint) is
  'Closes undecided records whose slice a newer file replaced; how many.';
