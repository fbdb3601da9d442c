-- What was posted against what the ledger says it has (data.md 6: tolerance 0.01).

create function billing.posted_rows(month date) returns table (
  site_id text, service_month date, account_id text, amount numeric, state text, key text)
language sql stable
begin atomic
  select posting.site_id, statement.service_month, code[1], (line ->> 'debit')::numeric - (line ->> 'credit')::numeric,
    -- What was reversed had been taken; its reversal speaks for itself.
    case posting.state when 'acknowledged' then 'taken' when 'reversed' then 'taken' when 'withdrawn' then 'withdrawn'
      else 'waiting' end,
    idempotency_key
  from billing.posting
  join billing.statement using (statement_id)
  cross join lateral jsonb_array_elements(content -> 'rows') as line
  -- Accounts of the company, such as receivables, belong to no site.
  cross join lateral regexp_match(line ->> 'account', '^\d{2}-\d{2}-\d{4}-(.+)-' || posting.site_id || '$') as code
  where (month is null or statement.service_month = month) and code is not null;
end;
comment on function billing.posted_rows(date) is
  'Rows of documents on accounts of sites, debits above 0, of a service month or of all.';

create function billing.reconciled(month date) returns table (
  site_id text, service_month date, account_id text, posted numeric, waiting numeric, ledger numeric,
  left_out numeric, is_loaded boolean, documents text)
language sql stable
begin atomic
  with posted as (
    select rows.site_id, rows.service_month, rows.account_id,
      coalesce(sum(amount) filter (where state = 'taken'), 0) as posted,
      coalesce(sum(amount) filter (where state = 'waiting'), 0) as waiting,
      string_agg(distinct key, ', ' order by key) filter (where state <> 'withdrawn') as documents
    from billing.posted_rows(month) as rows
    group by 1, 2, 3
  ), billed as (
    select distinct statement.site_id, statement.service_month from billing.statement
    where statement.state = 'Sent' and (month is null or statement.service_month = month)
  ), balances as (
    select billed.site_id, billed.service_month, balance.account_id,
      coalesce(sum(amount) filter (where not is_left_out), 0) as ledger,
      coalesce(sum(amount) filter (where is_left_out), 0) as left_out
    from billed
    join warehouse.ledger_balance as balance
      on balance.site_id = billed.site_id and period_month = billed.service_month
    cross join lateral (
      select entity = any (array(select unnest(platform.fact_values('excluded-entities')))) as is_left_out) as split
    group by 1, 2, 3
  )
  select merged.site_id, merged.service_month, merged.account_id, coalesce(merged.posted, 0),
    coalesce(merged.waiting, 0), merged.ledger, coalesce(merged.left_out, 0),
    exists (
      select from warehouse.ledger_balance as loaded
      where loaded.site_id = merged.site_id and period_month = merged.service_month), merged.documents
  from (
    select site_id, service_month, account_id, posted, waiting, ledger, left_out, documents
    from posted full join balances using (site_id, service_month, account_id)) as merged
  -- Of what nobody here posted, revenue counts: billing posts nothing else of itself.
  where merged.posted is not null or merged.account_id between platform.fact_first('revenue-accounts')
    and platform.fact_last('revenue-accounts');
end;
comment on function billing.reconciled(date) is
  'What was posted by site, service month and account, what waits for an answer, and the balance that the ledger has '
  'of it; revenue accounts also where nothing was posted. Credits are below 0, as in the ledger.';

create function billing.reconciliation(month date) returns table (
  site_id text, service_month date, account_id text, posted numeric, waiting numeric, ledger numeric,
  difference numeric, finding text, explanation text, documents text)
language sql stable
begin atomic
  select compared.site_id, service_month, account_id, posted, waiting, ledger, off,
    case
      when not is_loaded then 'not loaded'
      when abs(off) <= 0.01 then 'agrees'
      else 'differs'
    end,
    case
      when not is_loaded then 'the ledger of this month is not loaded'
      when abs(off) <= 0.01 and waiting <> 0 then 'documents wait for an answer, and the ledger has none of them'
      when abs(off) <= 0.01 then null
      when waiting <> 0 and abs(off - waiting) <= 0.01 then 'the ledger has what still waits for its answer'
      when left_out <> 0 and abs(off + left_out) <= 0.01 then 'the rest is in an entity that is left out'
      when posted <> 0 and coalesce(ledger, 0) = 0 then 'the ledger has nothing of what it said that it took'
      when posted <> 0 and abs(ledger - 2 * posted) <= 0.01 then 'the ledger has it twice'
      when abs(unposted.amount) > 0 and abs(off - unposted.amount) <= 0.01
        then 'it is what was sent and not posted: statement ' || unposted.statements
      when posted = 0 and waiting = 0 then 'booked in the ledger without a document from here'
      else 'the ledger has other entries besides the documents'
    end,
    documents
  from billing.reconciled(month) as compared
  cross join lateral (
    select round(coalesce(ledger, 0) - posted, 5) as off) as difference
  left join lateral (
    select -sum(line.amount) as amount, string_agg(distinct line.statement_id::text, ', ') as statements
    from billing.statement_line as line
    join billing.statement using (statement_id)
    where statement.site_id = compared.site_id and statement.service_month = compared.service_month
      and statement.state = 'Sent'
      and not statement.is_posted and line.code = compared.account_id) as unposted on true;
end;
comment on function billing.reconciliation(date) is
  'Postings against the balances of the ledger by site, service month and account: the difference, whether it is '
  'within 0.01, and what explains it.';

-- Bound when they are made: a login reads them through views of the api and may use no schema but that.
grant execute on function billing.posted_rows(date), billing.reconciled(date), billing.reconciliation(date)
  to daybook_member;
