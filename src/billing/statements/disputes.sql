create function billing.is_disputed(of_statement bigint) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from billing.dispute where statement_id = of_statement and resolved_at is null)
$$;
comment on function billing.is_disputed(bigint) is
  'Whether a dispute of a statement is open; whoever sees the statement is told, what is disputed only to some.';
grant execute on function billing.is_disputed(bigint) to daybook_member;

create function billing.disputes(with_resolved boolean) returns table (
  id bigint, statement bigint, site text, month text, "group" smallint, amount text, reason text, "openedAt" text,
  "openedBy" text, days integer, resolution text, "resolvedAt" text, "resolvedBy" text)
language sql stable as $$
  select dispute_id, dispute.statement_id, dispute.site_id, to_char(service_month, 'YYYY-MM'), group_number,
    amount::text, reason, to_json(opened_at) #>> '{}', opened_by,
    floor(extract(epoch from coalesce(resolved_at, now()) - opened_at) / 86400)::integer, resolution,
    to_json(resolved_at) #>> '{}', resolved_by
  from billing.dispute
  join billing.statement on statement.statement_id = dispute.statement_id
  where resolved_at is null or with_resolved
  order by opened_at, dispute_id
$$;
comment on function billing.disputes(boolean) is
  'Disputes that are open, or all of them, the oldest first, with the days that they took.';
