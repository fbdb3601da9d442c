create function billing.list_statements(chosen jsonb, zone text, as_of date, most integer)
returns table (
  "statementId" bigint, site text, "customerName" text, month text, cycle text, version integer, state text,
  "ageDays" integer, total text, expected text, posted text, invoiced text, deviation text, "deviationPercent" text,
  "madeBy" text, "isStanding" boolean, district text, manager text, "districtManager" text, "dueOn" date,
  "openAmount" text, "daysToPayment" integer, "daysLate" integer, payment text,
  "isDisputed" boolean, "reviewReason" text)
language sql stable as $$
  select statement.statement_id, statement.site_id, customer_name, to_char(service_month, 'YYYY-MM'),
    to_char(statement.made_at at time zone zone, 'YYYY-MM'), statement.version, statement.state,
    floor(extract(epoch from now() - since) / 86400)::integer, statement.total::text, round(forecast_amount, 2)::text,
    round(posted_amount, 2)::text, invoiced_amount::text,
    case when forecast_amount is not null then round(deviation_amount, 2)::text end,
    case when forecast_amount is not null then round(deviation_percent, 2)::text end, statement.made_by, is_standing,
    place.district, place.manager, place.district_manager, pay.due_on, round(pay.open, 2)::text, pay.days_to_payment,
    pay.days_late, pay.payment, billing.is_disputed(statement.statement_id),
    case statement.state
      when 'Rejected' then why
      when 'AR Review' then coalesce('Sent back: ' || why, 'Note: ' || mark.note)
      when 'Approval Team' then case when forecast_amount is null
        then 'Deviates from what was expected by more than the review limits'
        else format('%s expected by %s (%s %%)',
          case when posted_amount + invoiced_amount < forecast_amount then 'Below' else 'Above' end,
          to_char(deviation_amount, 'FM999,999,999,990.00'), to_char(deviation_percent, 'FM999,990.00')) end end
  from billing.statement
  left join (select readiness_id, note from billing.site_readiness) as mark
    on mark.readiness_id = statement.readiness_id
  left join contracts.version as terms on terms.version_id = contract_version_id
  left join contracts.contract using (contract_id)
  left join billing.comparison on comparison.statement_id = statement.statement_id
  left join warehouse.site_places() as place on place.site_id = statement.site_id
  left join billing.statement_payments(as_of) as pay on pay.statement_id = statement.statement_id
  cross join lateral (
    select coalesce(max(changed_at), statement.made_at) as since,
      (array_agg(reason order by number desc) filter (where action in ('send-back', 'reject')))[1] as why
    from billing.statement_change as change
    where change.statement_id = statement.statement_id and from_state is distinct from to_state) as changed
  where (is_standing or coalesce((chosen ->> 'isEveryVersion')::boolean, false) or chosen -> 'states' ? statement.state)
    and service_month = coalesce((chosen ->> 'month')::date, service_month)
    and coalesce(chosen -> 'statements' ? statement.statement_id::text, true)
    and coalesce(chosen -> 'sites' ? statement.site_id, true)
    and coalesce(chosen -> 'states' ? statement.state, true)
    and (chosen -> 'where' is null or statement.site_id in (select site_id from warehouse.sites_by(chosen -> 'where')))
    and statement.total >= coalesce((chosen ->> 'amountFrom')::numeric, statement.total)
    and statement.total <= coalesce((chosen ->> 'amountTo')::numeric, statement.total)
    and is_posted = coalesce((chosen ->> 'isPosted')::boolean, is_posted)
    and billing.is_disputed(statement.statement_id) = coalesce((chosen ->> 'isDisputed')::boolean,
      billing.is_disputed(statement.statement_id))
    and coalesce(chosen -> 'payments' ? pay.payment, chosen -> 'payments' is null)
    and since <= coalesce(now() - (chosen ->> 'olderThanDays')::integer * interval '1 day', since)
  order by service_month desc, statement.site_id, statement.statement_id desc
  limit most
$$;
comment on function billing.list_statements(jsonb, text, date, integer) is
  'Statements that stand, those in some states, or every version, as chosen; cycle is the month of making in a time '
  'zone, age the whole days in the present state. What compares them with the expected is null for whoever may not see '
  'it; what is known of payments as of a day, without one, and as long as no receipt is seen. Of one in review or '
  'rejected: why.';

create function billing.one_statement(of_statement bigint) returns table (
  "statementId" bigint, site text, "customerName" text, month text, version integer, state text, total text,
  expected text, posted text, invoiced text, deviation text, "deviationPercent" text, "madeBy" text,
  "isStanding" boolean, "changeNumber" integer, "runId" bigint, "expectedFrom" text, "isDisputed" boolean)
language sql stable as $$
  select statement.statement_id, statement.site_id, customer_name, to_char(service_month, 'YYYY-MM'),
    statement.version, statement.state, statement.total::text, round(forecast_amount, 2)::text,
    round(posted_amount, 2)::text, invoiced_amount::text,
    case when forecast_amount is not null then round(deviation_amount, 2)::text end,
    case when forecast_amount is not null then round(deviation_percent, 2)::text end,
    statement.made_by, is_standing, change_number, run_id, forecast_source,
    billing.is_disputed(statement.statement_id)
  from billing.statement
  left join contracts.version as terms on terms.version_id = contract_version_id
  left join contracts.contract using (contract_id)
  left join billing.comparison on comparison.statement_id = statement.statement_id
  where statement.statement_id = of_statement
$$;
comment on function billing.one_statement(bigint) is
  'One statement, in whatever state; whether it is the version that stands.';

create function billing.invoices_of(of_statement bigint) returns table (
  number text, "group" smallint, title text, description text, "invoiceOn" date, "dueOn" date, "paymentTerms" text,
  amount text, lines jsonb)
language sql stable as $$
  select number, group_number, title, description, invoice_on, due_on, payment_terms, amount::text, (
    select jsonb_agg(jsonb_build_object('lineId', line_id::text, 'component', component, 'itemType', item_type,
      'title', line.title, 'description', line.description, 'code', code, 'amount', line.amount::text,
      'isClientPaid', component = 'ad-hoc' and is_profit_deduction)
      order by position)
    from billing.statement_line as line where line.invoice_id = invoice.invoice_id)
  from billing.invoice
  where statement_id = of_statement
  order by group_number
$$;
comment on function billing.invoices_of(bigint) is 'Invoices of a statement with their lines in the order of print.';

create function billing.history_of(of_statement bigint) returns table (
  action text, "from" text, "to" text, at text, by text, reason text, "lineTitle" text, "lineAmount" text)
language sql stable as $$
  select change.action, from_state, to_state, to_json(changed_at) #>> '{}', changed_by, reason,
    line.title, line.amount::text
  from billing.statement as chosen
  join billing.statement as version
    on version.site_id = chosen.site_id and version.service_month = chosen.service_month
      and version.statement_id <= chosen.statement_id
  join billing.statement_change as change on change.statement_id = version.statement_id
  -- A line and the change that tells of it are written in one transaction.
  left join billing.ad_hoc_line as line
    on line.site_id = version.site_id and line.service_month = version.service_month
      and (change.action = 'add-line' and added_at = changed_at
        or change.action = 'delete-line' and deleted_at = changed_at)
  where chosen.statement_id = of_statement
    and version.statement_id > coalesce((
      select max(other.statement_id) from billing.statement as other
      where other.site_id = chosen.site_id and other.service_month = chosen.service_month
        and other.statement_id < of_statement and other.state <> 'Replaced'), 0)
  order by version.statement_id, change.number
$$;
comment on function billing.history_of(bigint) is
  'What was done to a statement and to the versions that it replaced before it was sent, oldest first; with the line '
  'that was added or removed by hand.';

create function billing.not_billed() returns table (month date, site text, code text, message text)
language sql stable as $$
  select newest.service_month, newest.site_id, newest.code, newest.message
  from (
    select blocked.*, max(run_id) over (partition by site_id, service_month) as newest_run
    from billing.blocked) as newest
  where run_id = newest_run and code <> 'BILLING_ALREADY_SENT' and not exists (
    select from billing.statement
    where statement.site_id = newest.site_id and statement.service_month = newest.service_month
      and statement.is_standing)
  order by newest.service_month desc, newest.site_id, newest.code
$$;
comment on function billing.not_billed() is
  'Sites without a statement that stands, by month, and what the newest run that tried them was missing; as far as the '
  'caller sees them.';

create function billing.count_statements() returns table (
  month text, ready text, review text, approval text, rejected text, sent text, blocked text, total text)
language sql stable as $$
  select to_char(months.service_month, 'YYYY-MM'),
    (count(*) filter (where state = 'Ready To Send'))::text, (count(*) filter (where state = 'AR Review'))::text,
    (count(*) filter (where state = 'Approval Team'))::text, (count(*) filter (where state = 'Rejected'))::text,
    (count(*) filter (where state = 'Sent'))::text,
    (select count(distinct site) from billing.not_billed() as missing where missing.month = months.service_month)::text,
    coalesce(sum(statement.total), 0.00)::text
  from (
    select service_month from billing.statement where is_standing
    union select month from billing.not_billed()) as months
  left join billing.statement on statement.service_month = months.service_month and is_standing
  group by months.service_month
  order by months.service_month desc
$$;
comment on function billing.count_statements() is
  'Statements that stand, by month and state, as far as the caller sees them; with the sites that no run of the month '
  'could bill.';

create function billing.daily_revenue(on_day date, zone text) returns table (
  site text, cycle text, revenue text, state text)
language sql stable as $$
  select distinct on (statement.site_id, service_month) statement.site_id, to_char(service_month, 'YYYY-MM'),
    round(posted_amount + invoiced_amount, 2)::text, statement.state
  from billing.statement
  join billing.comparison using (statement_id)
  cross join lateral (
    select date_trunc('month', coalesce(on_day::timestamp, now() at time zone zone)) as first_day,
      coalesce(on_day::timestamp + interval '1 day', now() at time zone zone) as end_of_day) as month
  where statement.state <> 'Replaced' and made_at at time zone zone >= first_day
    and made_at at time zone zone < end_of_day
  order by statement.site_id, service_month, version desc
$$;
comment on function billing.daily_revenue(date, text) is
  'Statements made in the calendar month of a day, up to it, the newest version of each site and service month by '
  'that day, with their actual revenue: posted and invoiced (billing.md 4.6, 4.10). Without a day: up to now.';

create function billing.moved_limits(of_statement bigint) returns setof text
language sql stable as $$
  select contracts.limits_subject(between_them.site_id, between_them.version_id)
  from billing.statement as judged
  join contracts.version as used on used.version_id = judged.contract_version_id
  join contracts.version as between_them
    on between_them.contract_id = used.contract_id and between_them.number <= used.number
  where judged.statement_id = of_statement and between_them.number > coalesce((
    select max(former.number)
    from billing.statement as sent join contracts.version as former on former.version_id = sent.contract_version_id
    where sent.site_id = judged.site_id and sent.state = 'Sent' and sent.service_month < judged.service_month
      and former.contract_id = used.contract_id), 0)
$$;
comment on function billing.moved_limits(bigint) is
  'The review limits that came between the last statement that a site was sent for an earlier month and this one, as '
  'segregation of duties names them: whoever moved them does not approve it.';
