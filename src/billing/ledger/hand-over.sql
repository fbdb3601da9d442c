create function billing.to_service(key text, is_called boolean) returns void
language sql volatile as $$
  update billing.posting set to_service_since = case when is_called then now() end where idempotency_key = key;
  update billing.unit_posting set to_service_since = case when is_called then now() end where idempotency_key = key
$$;
comment on function billing.to_service(text, boolean) is
  'Sets whether a document goes to the web service of the ledger from now on; attempts before now do not count.';

create function billing.due_for_service(as_of timestamptz) returns table (
  key text, site text, content jsonb, attempts integer)
language sql stable as $$
  with waiting as (
    select idempotency_key, posting.site_id, content, to_service_since, is_reversal, statement.service_month,
      posting_id as place
    from billing.posting join billing.statement using (statement_id)
    where posting.state = 'pending' and to_service_since is not null
    union all
    select idempotency_key, null, content, to_service_since, false, service_month,
      row_number() over (order by length(document_number), document_number)
    from billing.unit_posting where state = 'pending' and to_service_since is not null
  )
  select idempotency_key, waiting.site_id, content, tried.attempts::integer
  from waiting
  cross join lateral (
    select count(*) as attempts, max(ended_at) as last_at, bool_or(ended_at is null) as is_running
    from billing.posting_attempt as attempt
    where attempt.idempotency_key = waiting.idempotency_key and started_at >= to_service_since) as tried
  where tried.is_running is not true
    and (tried.last_at is null or tried.last_at <= as_of - interval '30 seconds')
    -- What replaces a document waits until the ledger took the other back.
    and (waiting.is_reversal or waiting.site_id is null or not exists (
      select from billing.posting as reversal join billing.statement as reversed using (statement_id)
      where reversed.site_id = waiting.site_id and reversed.service_month = waiting.service_month
        and reversal.is_reversal and reversal.state in ('pending', 'failed', 'unclear')))
  order by waiting.site_id nulls last, waiting.place
$$;
comment on function billing.due_for_service(timestamptz) is
  'Documents to hand over to the web service of the ledger now, with the attempts since they wait: none yet, or the '
  'last one 30 seconds ago (billing.md 4.9).';
