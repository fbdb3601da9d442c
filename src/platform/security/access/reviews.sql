-- Reviews of access (operations.md 1.7, 2.2): somebody else decides on every role of every person: keep, change or end.

create function security.business_day() returns date
language sql stable parallel safe security definer set search_path = '' as $$
  select coalesce((select today_on from security.demo_clock), current_date)
$$;
comment on function security.business_day() is
  'Date used as today for what is due: the day of the demo clock, else the date of the server.';
grant execute on function security.business_day() to daybook_member;

create function security.open_review(of_kind text, period date) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  number bigint;
begin
  if security.caller() is not null and not security.acts_for('access-review', 'execute') then
    raise exception 'the caller may not open a review of access' using errcode = 'insufficient_privilege';
  end if;
  insert into security.access_review (kind, period_on, opened_by, due_on)
  values (of_kind, period, security.caller(), security.business_day() + case of_kind when 'quarter' then 30 else 14 end)
  on conflict do nothing
  returning access_review_id into number;
  insert into security.access_review_line (
    access_review_id, person_id, role, origin, sites, valid_to_on, last_seen_at)
  select number, person_id, held.role, held.origin, held.sites, held.valid_to_on, person.last_seen_at
  from security.effective_role as held join security.person using (person_id) join security.role using (role)
  where number is not null and is_enabled and (of_kind = 'quarter' or role.needs_step_up)
  order by user_id, held.role;
  return number;
end
$$;
comment on function security.open_review(text, date) is
  'Opens the review of a quarter, or of the privileged roles in a month, with a line for each role of each enabled '
  'person; its number, or null when it is open already.';

create function security.reviews_as(held text, at_sites text[]) returns boolean
language sql stable as $$
  -- Managers decide on what is below them: roles of job profiles, but none that they hold themselves.
  select security.acts_for('access-review', 'approve')
    or (cardinality(at_sites) > 0 and at_sites <@ security.sites_for('access-review', 'approve')
      and held in (select role from security.job_profile_role)
      and not security.holds_any(security.caller(), array[held]))
$$;
comment on function security.reviews_as(text, text[]) is
  'The caller decides on roles of this name and these sites: everywhere, or as a manager of all of them.';

create function security.verdict_on_line(number bigint) returns text
language plpgsql security definer set search_path = '' as $$
declare
  line security.access_review_line;
begin
  select * into line from security.access_review_line where access_review_line_id = number for update;
  if not found then
    return 'unknown';
  elsif line.decision is not null then
    return line.decision;
  elsif not security.reviews_as(line.role, line.sites) then
    return 'forbidden';
  elsif line.person_id = security.caller() then
    perform security.note_conflict('review-access', 'holding it', 'access review line ' || number);
    return 'conflict';
  end if;
  return 'open';
end
$$;
comment on function security.verdict_on_line(bigint) is
  'Whether the caller decides on a line of a review: open; or why not: unknown, forbidden, conflict, which is '
  'recorded, or what was decided.';

create function security.decide_line(number bigint, decided text, why text, kept_assignments bigint[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  line security.access_review_line;
  full_reason text := format('access review line %s: %s', number, why);
begin
  if security.verdict_on_line(number) <> 'open' then
    raise exception 'the caller does not decide on line % of a review', number
      using errcode = 'insufficient_privilege';
  end if;
  update security.access_review_line
  set decision = decided, decided_by = security.caller(), decided_at = now(), reason = why
  where access_review_line_id = number returning * into line;
  if decided = 'keep' then
    return;
  end if;
  update security.role_assignment set ended_at = now(), ended_reason = full_reason
  where person_id = line.person_id and role = line.role and ended_at is null
    and role_assignment_id <> all (kept_assignments);
  if exists (
    select from security.feed_access join security.job_profile_role using (job_profile)
    join security.person using (user_id)
    where person_id = line.person_id and job_profile_role.role = line.role) then
    insert into security.withheld_role (person_id, role, reason, withheld_by)
    values (line.person_id, line.role, full_reason, security.caller())
    on conflict do nothing;
  end if;
  perform security.refresh_access();
end
$$;
comment on function security.decide_line(bigint, text, text, bigint[]) is
  'The caller decides on a line of a review. What is ended or changed ends at once, also where Workday would give it; '
  'assignments that are kept are what it is changed to.';

create function security.restore_role(who bigint, held text, why text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if not security.acts_for('user', 'change') then
    raise exception 'the caller may not restore roles' using errcode = 'insufficient_privilege';
  elsif who = security.caller() then
    perform security.note_conflict('approve-access', 'request-access', format('role %s for person %s', held, who));
    return 'conflict';
  end if;
  update security.withheld_role
  set restored_by = security.caller(), restored_at = now(), restored_reason = why
  where person_id = who and role = held and restored_at is null;
  if not found then
    return 'unknown';
  end if;
  perform security.refresh_access();
  return 'restored';
end
$$;
comment on function security.restore_role(bigint, text, text) is
  'The caller lets somebody have again what Workday gives and a review ended: restored, unknown, or conflict, which is '
  'recorded.';

create function security.listed_reviews()
returns table (
  access_review_id bigint, kind text, period_on date, opened_by text, opened_at timestamptz, due_on date,
  line_count integer, undecided integer, mine_to_decide integer, is_overdue boolean)
language sql stable security definer set search_path = '' as $$
  select review.access_review_id, review.kind, review.period_on, opener.user_id, review.opened_at, review.due_on,
    counted.visible, counted.undecided, counted.mine, counted.undecided > 0 and review.due_on < security.business_day()
  from security.access_review as review
  left join security.person as opener on opener.person_id = review.opened_by
  cross join lateral (
    select count(*)::integer, count(*) filter (where decision is null)::integer,
      count(*) filter (where decision is null and is_own and person_id <> security.caller())::integer
    from security.access_review_line as line
    cross join lateral (select security.reviews_as(line.role, line.sites)) as decides (is_own)
    where line.access_review_id = review.access_review_id
      and (is_own or security.acts_for('access-review', 'read'))
  ) as counted (visible, undecided, mine)
  where security.may('access-review', 'read') or security.may('access-review', 'approve')
  order by review.access_review_id desc
$$;
comment on function security.listed_reviews() is
  'Reviews with how many lines the caller may read, how many of these are still to be decided, and how many by the '
  'caller, which are never those of own roles.';

create function security.listed_review_lines(review bigint)
returns table (
  access_review_line_id bigint, person text, role text, origin text, sites text[], valid_to_on date,
  last_seen_at timestamptz, decision text, decided_by text, decided_at timestamptz, reason text, due_on date)
language sql stable security definer set search_path = '' as $$
  select line.access_review_line_id, person.user_id, line.role, line.origin, line.sites, line.valid_to_on,
    line.last_seen_at, line.decision, decider.user_id, line.decided_at, line.reason, access_review.due_on
  from security.access_review_line as line
  join security.access_review using (access_review_id)
  join security.person on person.person_id = line.person_id
  left join security.person as decider on decider.person_id = line.decided_by
  where line.access_review_id = review
    and (security.acts_for('access-review', 'read') or security.reviews_as(line.role, line.sites))
  order by line.access_review_line_id
$$;
comment on function security.listed_review_lines(bigint) is
  'Lines of a review that the caller may read or decide (personal data).';

grant execute on function security.open_review(text, date), security.verdict_on_line(bigint),
  security.decide_line(bigint, text, text, bigint[]), security.restore_role(bigint, text, text),
  security.listed_reviews(), security.listed_review_lines(bigint) to daybook_member;
