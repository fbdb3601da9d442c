-- What a load leaves behind for people to decide.

create function sources.quarantine_faults(feed_name text, batch bigint) returns bigint
language plpgsql as $$
declare
  quarantined bigint;
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
  get diagnostics quarantined = row_count;
  return quarantined;
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

-- What a record in quarantine shows of columns that are secured where the record would have gone.

create function sources.secured_cells(feed text) returns table (header text, object text)
language sql immutable as $$
  select listed.header, listed.object
  from (values
    ('workday_rls_bisecurity', 'USER_ID', 'user'),
    ('workday_site_salaries', 'NAME', 'salary'),
    ('workday_site_salaries', 'WORK_EMAIL', 'salary'),
    ('workday_site_salaries', 'TOTAL_BASEPAY_ANNUALIZED_AMOUNT', 'salary'),
    ('workday_site_salaries', 'ALLOCATION_PER_COST_CENTER_AMOUNT', 'salary'),
    ('workday_site_managers', 'ACCT_MGR_EMPLOYEE_ID', 'site'),
    ('workday_site_managers', 'ACCT_MGR_LAST_NAME', 'site'),
    ('workday_site_managers', 'ACCT_MGR_FIRST_NAME', 'site'),
    ('workday_job_codes', 'EMPLOYEE_ID', 'labor-allocation'),
    ('shift_entity', 'EMPLOYEE_EXTERNAL_ID', 'labor-allocation'),
    ('timesheet_entity', 'EMPLOYEE_EXTERNAL_ID', 'labor-allocation'),
    ('master_non_financial', 'DM', 'site'),
    ('gp_customer_mstr', 'EMAIL_RECIPIENT', 'site-information')
  ) as listed (feed, header, object)
  where listed.feed = secured_cells.feed
$$;
comment on function sources.secured_cells(text) is
  'Columns of a feed, by header, that hold personal data, with the object whose readers may see them.';

create function sources.hidden_cells(feed text, site text) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(header), '{}') from sources.secured_cells(hidden_cells.feed)
  where not security.may(object, 'read', hidden_cells.site)
$$;
comment on function sources.hidden_cells(text, text) is
  'Columns of a feed that the caller may not see in its records: at that site, or nowhere when it has none.';

create function sources.shown_record(record jsonb, hidden text[]) returns jsonb
language sql immutable as $$
  select case
    when shown_record.hidden = '{}' then shown_record.record
    else (
      select jsonb_object_agg(cell.key, case
        -- In a record with more fields than its header any value may stand in any column.
        when cell.key = any (shown_record.hidden)
          or exists (select from jsonb_object_keys(shown_record.record) as name where name ~ '^\(field ')
          then to_jsonb('(hidden)'::text)
        else cell.value end)
      from jsonb_each(shown_record.record) as cell)
  end
$$;
comment on function sources.shown_record(jsonb, text[]) is 'A record with "(hidden)" in the columns that are hidden.';

create function sources.shown_value(value text, column_name text, record jsonb, hidden text[]) returns text
language sql immutable as $$
  select case
    when shown_value.hidden = '{}' or shown_value.value is null then shown_value.value
    when shown_value.column_name = any (shown_value.hidden) or shown_value.column_name is null
      or exists (select from jsonb_object_keys(shown_value.record) as name where name ~ '^\(field ')
      then '(hidden)'
    -- A message may quote another column than the one it is about.
    when exists (
      select from unnest(shown_value.hidden) as header
      where length(shown_value.record ->> header) > 1
        and strpos(shown_value.value, shown_value.record ->> header) > 0) then '(hidden)'
    else shown_value.value
  end
$$;
comment on function sources.shown_value(text, text, jsonb, text[]) is
  'Value or message of a record in quarantine, "(hidden)" where it tells of a column that is hidden.';
grant execute on function sources.hidden_cells(text, text), sources.shown_record(jsonb, text[]),
  sources.shown_value(text, text, jsonb, text[]) to daybook_member;
