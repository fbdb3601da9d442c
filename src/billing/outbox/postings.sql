create function billing.postings_of(month date) returns table (
  key text, "statementId" text, kind text, "documentNumber" text, batch text, site text, debit text, credit text,
  state text, answer text)
language sql stable as $$
  select idempotency_key, statement_id::text, kind, document_number, posting.batch, posting.site_id,
    posting.debit::text, posting.credit::text, posting.state, posting.answer
  from (
    select idempotency_key, statement_id, kind, document_number, batch, site_id, debit, credit, state, answer,
      posting_id as place
    from billing.posting
    where statement_id in (select statement_id from billing.statement where service_month = month)
    union all
    select idempotency_key, null, 'unit-journal', document_number, batch, 'UNIT', debit, credit, state, answer,
      row_number() over (order by length(document_number), document_number)
    from billing.unit_posting where service_month = month) as posting
  order by posting.site_id, place
$$;
comment on function billing.postings_of(date) is
  'Documents for the ledger of a service month, those of statements and those of unit accounts, and how far they came.';

create function billing.unposted_statements(month date) returns table (
  "statementId" text, site text, total text)
language sql stable as $$
  select statement_id::text, site_id, total::text from billing.statement
  where service_month = month and state = 'Sent'
    and not exists (select from billing.posting where posting.statement_id = statement.statement_id)
  order by site_id
$$;
comment on function billing.unposted_statements(date) is
  'Statements of a service month that were sent and not posted.';

create function billing.answer_posting(key text, said text, given text) returns table (month text)
language sql volatile as $$
  with of_statement as (
    update billing.posting set state = said, answer = given, answered_at = case when given is not null then now() end
    where idempotency_key = key and state <> 'acknowledged'
    returning null::text as month
  ), of_units as (
    update billing.unit_posting
    set state = said, answer = given, answered_at = case when given is not null then now() end
    where idempotency_key = key and state <> 'acknowledged'
    returning to_char(service_month, 'YYYY-MM') as month
  )
  select month from of_statement union all select month from of_units
$$;
comment on function billing.answer_posting(text, text, text) is
  'Keeps what the ledger answered to a document, or with a null answer that it waits again; what was acknowledged '
  'stays. The month of unit accounts, null for a document of a statement; no row when nothing waited under the key.';
