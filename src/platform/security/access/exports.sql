-- Exports above a limit need the approval of somebody else (operations.md 1.7): of people who are bound to sites by a
-- manager of all of them, of everybody else by an administrator of rights.

create function security.admit_export(exported text, of_filter jsonb, rows_out bigint, guarded boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  who bigint := security.caller();
  at_sites text[];
  most bigint;
  let_out bigint;
begin
  if exists (select from security.effective_role where person_id = who and sites = '{}') then
    at_sites := '{}';
  else
    at_sites := array(select distinct site_id from security.effective_site where person_id = who order by site_id);
  end if;
  select most_rows into most from security.export_limit
  where holder = case when at_sites = '{}' then 'everybody' else 'site-bound' end;
  if rows_out <= most and not guarded then
    return 'free';
  end if;
  if exported in ('evidence', 'audit.entry') then
    insert into security.export_request (person_id, what, filter, row_count, sites, reason, is_free, used_at)
    values (who, exported, of_filter::text, rows_out, at_sites,
      nullif(current_setting('daybook.reason', true), ''), true, now());
    return 'free';
  end if;
  update security.export_request set used_at = now()
  where export_request_id = (
    select export_request_id from security.export_request
    where person_id = who and what = exported and filter = of_filter::text and decision = 'approved'
      and used_at is null and decided_at > now() - interval '7 days'
      -- A few more rows since it was asked for are the same export.
      and rows_out <= row_count + row_count / 10
    order by export_request_id limit 1 for update)
  returning export_request_id into let_out;
  if let_out is not null then
    return 'approved';
  end if;
  select export_request_id into let_out from security.export_request
  where person_id = who and what = exported and filter = of_filter::text and decision is null
    and rows_out <= row_count + row_count / 10 and not is_free
  order by export_request_id desc limit 1;
  if let_out is null then
    insert into security.export_request (person_id, what, filter, row_count, sites, reason)
    values (who, exported, of_filter::text, rows_out, at_sites, nullif(current_setting('daybook.reason', true), ''))
    returning export_request_id into let_out;
  end if;
  return format('%s %s', let_out, most);
end
$$;
comment on function security.admit_export(text, jsonb, bigint, boolean) is
  'Whether rows may leave for the caller: free, approved (once), or the number of the request that waits and the '
  'limit. What is guarded waits however few rows it has.';

create function security.may_let_out(request security.export_request) returns boolean
language sql stable as $$
  select case when (request).sites = '{}' then security.acts_for('export-request', 'approve')
    else (request).sites <@ security.sites_for('export-request', 'approve') end
$$;
comment on function security.may_let_out(security.export_request) is
  'The caller decides on this export, if it is not the caller''s own.';

create function security.decide_export(number bigint, decided text, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  request security.export_request;
begin
  select * into request from security.export_request where export_request_id = number for update;
  if not found then
    return 'unknown';
  elsif request.is_free then
    return 'free';
  elsif request.decision is not null then
    return request.decision;
  elsif request.person_id = security.caller() then
    perform security.note_conflict('approve-export', 'request-export', 'export request ' || number);
    return 'conflict';
  elsif not security.may_let_out(request) then
    return 'forbidden';
  end if;
  update security.export_request
  set decision = decided, decided_by = security.caller(), decided_at = now(), decision_reason = why
  where export_request_id = number;
  return 'done';
end
$$;
comment on function security.decide_export(bigint, text, text) is
  'The caller approves or refuses an export: done; or why not: unknown, free, forbidden, approved, refused, or '
  'conflict, which is recorded.';

create function security.set_export_limit(of_holder text, most bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not security.acts_for('export-request', 'change') then
    raise exception 'the caller may not change the limit of exports' using errcode = 'insufficient_privilege';
  end if;
  update security.export_limit set most_rows = most where holder = of_holder;
end
$$;
comment on function security.set_export_limit(text, bigint) is 'The caller sets how many rows leave without approval.';

create function security.export_limits() returns table (holder text, most_rows bigint, is_mine boolean)
language sql stable security definer set search_path = '' as $$
  select export_limit.holder, export_limit.most_rows, export_limit.holder = mine.holder
  from security.export_limit
  cross join lateral (
    select case
      when exists (select from security.effective_role where person_id = security.caller() and sites = '{}')
        or not exists (select from security.effective_site where person_id = security.caller()) then 'everybody'
      else 'site-bound' end as holder) as mine
  order by export_limit.holder
$$;
comment on function security.export_limits() is
  'How many rows leave without approval: of people who are bound to sites, and of all others; which counts for the '
  'caller.';

create function security.listed_exports()
returns table (
  export_request_id bigint, person text, what text, filter text, row_count bigint, reason text,
  requested_at timestamptz, state text, decided_by text, decided_at timestamptz, decision_reason text,
  used_at timestamptz, is_mine_to_decide boolean)
language sql stable security definer set search_path = '' as $$
  select request.export_request_id, person.user_id, request.what, request.filter, request.row_count, request.reason,
    request.requested_at,
    case
      when request.is_free then 'free'
      when request.used_at is not null then 'let out'
      when request.decision = 'approved' and request.decided_at <= now() - interval '7 days' then 'expired'
      else coalesce(request.decision, 'waits')
    end,
    decider.user_id, request.decided_at, request.decision_reason, request.used_at, mine.is_to_decide
  from security.export_request as request
  join security.person using (person_id)
  left join security.person as decider on decider.person_id = request.decided_by
  cross join lateral (
    select request.decision is null and not request.is_free and request.person_id <> security.caller()
      and security.may_let_out(request) as is_to_decide
  ) as mine
  where security.acts_for('export-request', 'read') or request.person_id = security.caller()
    or request.decided_by = security.caller() or mine.is_to_decide
  order by request.export_request_id desc
$$;
comment on function security.listed_exports() is
  'Exports above the limit that the caller has to do with, or all of them for who reads all (personal data).';

create function security.unusual_exports(first_on date)
returns table (person text, exported_on date, exports bigint, row_count numeric, usual_rows numeric, reasons text[])
language sql stable security definer set search_path = '' as $$
  with daily as (
    select person_id, (recorded_at at time zone 'UTC')::date as exported_on, count(*) as exports,
      sum(coalesce((changes #>> '{rows,new}')::numeric, 0)) as row_count
    from audit.entry
    where kind = 'export' and person_id is not null
      and chained_at >= (first_on - 32)::timestamp at time zone 'UTC'
      and recorded_at >= (first_on - 30)::timestamp at time zone 'UTC'
    group by 1, 2
  ), compared as (
    select daily.*,
      max(row_count) over month_before as most_rows, max(exports) over month_before as most_exports
    from daily
    window month_before as (partition by person_id order by exported_on
      range between '30 days' preceding and '1 day' preceding)
  ), judged as (
    select compared.*,
      array_remove(array[
        case when most_rows is null and row_count > least then 'first' end,
        case when most_rows is not null and row_count > greatest(times * most_rows, least) then 'rows' end,
        -- Ten small files a day are a day's work.
        case when most_rows is not null and exports > greatest(times * most_exports, 10) then 'number' end
      ], null) as reasons
    from compared
    cross join (
      select platform.fact_first('unusual-export-times')::numeric as times,
        platform.fact_first('unusual-export-rows')::numeric as least) as limits
    where exported_on >= first_on
  )
  select person.user_id, judged.exported_on, judged.exports, judged.row_count, judged.most_rows, judged.reasons
  from judged
  join security.person using (person_id)
  where judged.reasons <> '{}' and security.acts_for('export-request', 'read')
  order by judged.exported_on desc, judged.row_count desc
$$;
comment on function security.unusual_exports(date) is
  'Days from one on (UTC) on which somebody exported out of the ordinary, with the largest day of the 30 before and '
  'the reasons: the first exports of that time, far more rows, or far more files. For who reads all export requests '
  '(personal data).';

grant execute on function security.unusual_exports(date), security.admit_export(text, jsonb, bigint, boolean),
  security.decide_export(bigint, text, text), security.set_export_limit(text, bigint), security.listed_exports(),
  security.export_limits()
  to daybook_member;
