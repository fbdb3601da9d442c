create function billing.add_statements(of_run bigint, calculated jsonb)
returns table (statement_id bigint, site_id text)
language plpgsql as $$
#variable_conflict use_column
declare
  saved_statements jsonb;
begin
  -- What stood before gives way. What was sent is among the sites given only when it is revised.
  with standing as (
    select before.statement_id, before.state, case before.state when 'Sent' then 'Revised' else 'Replaced' end as next
    from billing.statement as before
    join jsonb_to_recordset(calculated) as g (site_id text, service_month date) using (site_id, service_month)
    where before.is_standing
  ), gone as (
    update billing.statement as before set state = next, change_number = change_number + 1
    from standing where before.statement_id = standing.statement_id
    returning before.statement_id, before.change_number, before.site_id, standing.state as was, next
  )
  insert into billing.statement_change
    (statement_id, number, site_id, action, from_state, to_state, changed_at, changed_by, reason)
  select statement_id, change_number, gone.site_id, case next when 'Revised' then 'revise' else 'regenerate' end, was,
    next, now(), started_by, case next when 'Revised' then proceed_reason end
  from gone cross join billing.run where run_id = of_run;
  with added as (
    insert into billing.statement (site_id, service_month, version, state, change_number, run_id,
      contract_version_id, readiness_id, purchase_order, currency, total, profit, profit_for_accumulation, taxes_paid,
      calculation_sha256, made_at, made_by)
    select g.site_id, g.service_month, g.version, g.state, 1, of_run, contract_version_id, readiness_id,
      purchase_order, currency, g.total, profit, profit_for_accumulation, taxes_paid,
      calculation_sha256, now(), started_by
    from jsonb_to_recordset(calculated) as g (site_id text, service_month date, version integer, state text,
      contract_version_id bigint, readiness_id bigint, purchase_order text, currency text, total numeric,
      profit numeric, profit_for_accumulation numeric, taxes_paid numeric, calculation_sha256 text)
    cross join billing.run where run_id = of_run
    returning statement_id, site_id
  )
  select jsonb_agg(g.whole || jsonb_build_object('statement_id', statement_id)) into saved_statements
  from added join (
    select whole, whole ->> 'site_id' as site
    from jsonb_array_elements(calculated) as each (whole)) as g on site = site_id;
  perform billing.add_statement_details(of_run, saved_statements), billing.add_invoices(saved_statements);
  -- Lines that people added or took off are carried over, and who did with them.
  insert into security.duty_performed (duty, subject, person_id)
  select duty, 'statement ' || m.statement_id, person_id
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, service_month date)
  join billing.statement as before using (site_id, service_month)
  join security.duty_performed as performed
    on performed.subject = 'statement ' || before.statement_id and duty = 'edit-statement'
  where before.statement_id <> m.statement_id
  on conflict do nothing;
  return query
    select m.statement_id, m.site_id from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text);
end
$$;
comment on function billing.add_statements(bigint, jsonb) is
  'Keeps the statements of a run with invoices, lines and explanations: an array of statements, one for each site. '
  'The version that stood before is replaced, or revised when it was sent.';

create function billing.add_statement_details(of_run bigint, saved_statements jsonb) returns void
language plpgsql as $$
begin
  insert into billing.comparison (statement_id, site_id, forecast_amount, forecast_source, posted_amount,
    invoiced_amount, deviation_amount, deviation_percent)
  select statement_id, site_id, expected, expected_from, posted, invoiced,
    deviation, round(deviation_percent, 5)
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, expected numeric,
    expected_from text, posted numeric, invoiced numeric, deviation numeric, deviation_percent numeric);
  insert into billing.statement_change
    (statement_id, number, site_id, action, from_state, to_state, changed_at, changed_by, reason)
  select statement_id, 1, site_id, 'generate', null, state, now(), started_by, proceed_reason
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, state text)
  cross join billing.run where run_id = of_run;
  insert into billing.tier_result
    (statement_id, kind, structure, position, site_id, share_percent, limit_amount, amount, due)
  select m.statement_id, kind, structure, place, m.site_id, share_percent, limit_amount, amount, due
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, tiers jsonb)
  cross join lateral jsonb_array_elements(m.tiers) with ordinality as listed (tier, place)
  cross join lateral jsonb_to_record(tier) as t (kind text, structure smallint, share_percent numeric,
    limit_amount numeric, amount numeric, due numeric);
  insert into billing.statement_notice (statement_id, position, site_id, code, message)
  select m.statement_id, place, m.site_id, code, message
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, notices jsonb)
  cross join lateral rows from (jsonb_to_recordset(m.notices) as (code text, message text)) with ordinality
    as listed (code, message, place);
  insert into security.duty_performed (duty, subject, person_id)
  select 'generate-statement', 'statement ' || statement_id, security.caller()
  from jsonb_to_recordset(saved_statements) as m (statement_id bigint)
  where security.caller() is not null
  on conflict do nothing;
end
$$;
comment on function billing.add_statement_details(bigint, jsonb) is
  'What new statements come with: comparison, history, tiers, notices, and who generated them.';

create function billing.add_invoices(saved_statements jsonb) returns void
language plpgsql as $$
#variable_conflict use_column
declare
  invoices jsonb;
  lines jsonb;
begin
  with added as (
    insert into billing.invoice (statement_id, site_id, group_number, number, invoice_on, due_on, payment_terms,
      title, description, amount)
    select m.statement_id, m.site_id, group_number, number, invoice_on, due_on, payment_terms, title, description,
      amount
    from jsonb_to_recordset(saved_statements) as m (statement_id bigint, site_id text, invoices jsonb)
    cross join lateral jsonb_to_recordset(m.invoices) as i (group_number smallint, number text, invoice_on date,
      due_on date, payment_terms text, title text, description text, amount numeric)
    returning invoice_id, statement_id, site_id, group_number
  )
  select jsonb_agg(jsonb_build_object('invoice_id', invoice_id, 'statement_id', statement_id, 'site_id', added.site_id,
    'lines', i.lines)) into invoices
  from added
  join jsonb_to_recordset(saved_statements) as m (statement_id bigint, invoices jsonb) using (statement_id)
  join lateral jsonb_to_recordset(m.invoices) as i (group_number smallint, lines jsonb) using (group_number);
  with added as (
    insert into billing.statement_line (invoice_id, statement_id, site_id, position, component, item_type, title,
      description, code, amount, is_profit_deduction, formula)
    select n.invoice_id, n.statement_id, n.site_id, place, component, item_type, title,
      array(select jsonb_array_elements_text(description)), code, amount, is_profit_deduction, formula
    from jsonb_to_recordset(invoices) as n (invoice_id bigint, statement_id bigint, site_id text, lines jsonb)
    cross join lateral jsonb_array_elements(n.lines) with ordinality as listed (line, place)
    cross join lateral jsonb_to_record(line) as l (component text, item_type text, title text, description jsonb,
      code text, amount numeric, is_profit_deduction boolean, formula text)
    returning line_id, invoice_id, position, site_id
  )
  select jsonb_agg(jsonb_build_object('line_id', line_id, 'site_id', added.site_id, 'inputs', line -> 'inputs'))
  into lines
  from added
  join jsonb_to_recordset(invoices) as n (invoice_id bigint, lines jsonb) using (invoice_id)
  cross join lateral jsonb_array_elements(n.lines) with ordinality as listed (line, place)
  where place = position;
  insert into billing.line_input (line_id, position, site_id, name, value, unit, origin)
  select l.line_id, place, l.site_id, name, value, unit, origin
  from jsonb_to_recordset(lines) as l (line_id bigint, site_id text, inputs jsonb)
  cross join lateral jsonb_array_elements(l.inputs) with ordinality as listed (input, place)
  cross join lateral jsonb_to_record(input) as i (name text, value numeric, unit text, origin jsonb);
end
$$;
comment on function billing.add_invoices(jsonb) is 'Invoices of new statements, their lines and what went into them.';
