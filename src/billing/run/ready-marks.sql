create function billing.newest_marks(of_month date) returns table (
  readiness_id bigint, site_id text, is_ready boolean, note text, marked_at timestamptz, marked_by text)
language sql stable as $$
  select distinct on (site_id) readiness_id, site_id, is_ready, note, marked_at, marked_by
  from billing.site_readiness
  where service_month = of_month
  order by site_id, readiness_id desc
$$;
comment on function billing.newest_marks(date) is
  'The mark of each site that holds for a service month; a site that nobody marked has none.';

create function billing.readiness(of_month date, sites text[]) returns table (
  site text, "customerName" text, "billingType" text, "isReady" boolean, note text, "markedAt" text, "markedBy" text,
  "statementId" bigint, state text, "cycleState" text)
language sql stable as $$
  select terms.site_id, terms.customer_name, terms.billing_type, is_ready, note, to_json(marked_at) #>> '{}',
    marked_by, statement_id, statement.state,
    case when statement_id is not null then 'Generated'
      when is_ready or terms.billing_type = 'Advanced' then 'Ready'
      else 'Waiting' end
  from contracts.in_force(of_month, sites) as terms
  left join billing.newest_marks(of_month) as mark on mark.site_id = terms.site_id
  left join lateral (
    select statement_id, statement.state from billing.statement
    where statement.site_id = terms.site_id and statement.service_month = of_month
      and statement.is_standing) as statement on true
  where warehouse.works_in(terms.site_id, of_month)
  order by terms.site_id
$$;
comment on function billing.readiness(date, text[]) is
  'Sites with a contract that work in a service month: the mark that holds, the newest statement, as far as both may '
  'be seen, and how far the site is in the billing cycle (operations.md 3.1).';
