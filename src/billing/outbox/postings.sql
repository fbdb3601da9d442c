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

create function billing.answer_posting(key text, new_state text, ledger_answer text) returns table (month text)
language sql volatile as $$
  with of_statement as (
    update billing.posting
    set state = new_state, answer = ledger_answer, answered_at = case when ledger_answer is not null then now() end
    where idempotency_key = key
    returning null::text as month
  ), of_units as (
    update billing.unit_posting
    set state = new_state, answer = ledger_answer, answered_at = case when ledger_answer is not null then now() end
    where idempotency_key = key
    returning to_char(service_month, 'YYYY-MM') as month
  )
  select month from of_statement union all select month from of_units
$$;
comment on function billing.answer_posting(text, text, text) is
  'Keeps what the ledger answered to a document, or with a null answer that it waits again. The month of unit '
  'accounts, null for a document of a statement. Ask document_states before whether it may.';

create function billing.document_states(key text) returns table (document text, statement text)
language sql volatile as $$
  with ours as (
    select posting.state as document, statement.state as statement
    from billing.posting join billing.statement using (statement_id)
    where idempotency_key = key for update of posting, statement
  ), of_units as (
    select state as document, 'Sent' as statement from billing.unit_posting where idempotency_key = key for update
  )
  select document, statement from ours union all select document, statement from of_units
$$;
comment on function billing.document_states(text) is
  'How far the document under a key came and the state of its statement, both locked until the end of the transaction; '
  'unit accounts go as a statement that was sent.';

create function billing.follow_postings() returns trigger
language plpgsql as $$
begin
  update billing.statement set is_posted = now_posted
  from (
    select exists (
      select from billing.posting where posting.statement_id = new.statement_id and not is_reversal
        and state not in ('withdrawn', 'reversed')) as now_posted) as counted
  where statement.statement_id = new.statement_id and is_posted <> now_posted;
  return null;
end
$$;
comment on function billing.follow_postings() is
  'Trigger: a statement is posted while a document of it was not reversed; one of a site and month can be.';
create trigger statement_follows_its_postings after insert or update of state on billing.posting
  for each row execute function billing.follow_postings();

create function billing.attempts_of(month date) returns table (
  key text, at text, outcome text, said text, status integer)
language sql stable as $$
  select attempt.idempotency_key, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'),
    coalesce(outcome, 'running'), said, http_status
  from billing.posting_attempt as attempt
  where attempt.idempotency_key in (select posted.key from billing.postings_of(month) as posted)
  order by attempt.idempotency_key, attempt_id
$$;
comment on function billing.attempts_of(date) is
  'Attempts to hand the documents of a service month over to the web service of the ledger.';

create function billing.posted_document(asked_key text, asked_number text) returns table (
  key text, batch text, state text, answer text)
language sql stable as $$
  with documents as (
    select idempotency_key, document_number, posting.batch, posting.state, posting.answer from billing.posting
    union all
    select idempotency_key, document_number, unit_posting.batch, unit_posting.state, unit_posting.answer
    from billing.unit_posting)
  select idempotency_key, documents.batch, documents.state, documents.answer from documents
  where case when asked_key <> '' then idempotency_key = asked_key else document_number = asked_number end
  order by idempotency_key limit 2
$$;
comment on function billing.posted_document(text, text) is
  'The document under a key, or without one the documents with a number, two at most.';
