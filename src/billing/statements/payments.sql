create function billing.invoice_payments(as_of date) returns table (
  invoice_id bigint, statement_id bigint, site_id text, service_month date, number text, invoice_on date, due_on date,
  amount numeric, paid numeric, credited numeric, open numeric, settled_on date, days_to_payment integer,
  days_late integer)
language sql stable
begin atomic
  with received as (
    select site_id, replace(invoice_number, '-', '') as document, kind, amount, received_on,
      sum(amount) over (partition by site_id, replace(invoice_number, '-', '') order by received_on) as so_far
    from warehouse.receipt
    where received_on <= as_of and invoice_number <> ''
  ), owed as (
    select invoice.invoice_id, statement.statement_id, statement.site_id, service_month, invoice.number, invoice_on,
      due_on, invoice.amount, coalesce(sum(received.amount) filter (where kind = 'PAYMENT'), 0) as paid,
      coalesce(sum(received.amount) filter (where kind = 'CREDIT'), 0) as credited,
      min(received_on) filter (where so_far >= invoice.amount) as enough_on
    from billing.statement
    join billing.invoice using (statement_id)
    left join received on received.site_id = statement.site_id and document = replace(invoice.number, '-', '')
    where statement.state = 'Sent' and invoice.amount > 0
    group by invoice.invoice_id, statement.statement_id
  ), settled as (
    select *, case when paid + credited >= amount then enough_on end as settled_on from owed
  )
  select invoice_id, statement_id, site_id, service_month, number, invoice_on, due_on, amount, paid, credited,
    amount - paid - credited, settled_on, settled_on - invoice_on,
    case when due_on is not null then greatest(coalesce(settled_on, as_of) - due_on, 0) end
  from settled;
end;
comment on function billing.invoice_payments(date) is
  'What was paid by a day on the invoices that are owed: those above 0 of statements that were sent and stand. Matched '
  'by site and number, with or without dashes. Late are the days after the due day, up to the day itself while it is '
  'open; null where the terms name no day.';

create function billing.statement_payments(as_of date) returns table (
  statement_id bigint, due_on date, open numeric, days_to_payment integer, days_late integer, payment text)
language sql stable as $$
  select statement_id, max(due_on), sum(open),
    case when bool_and(settled_on is not null) then max(days_to_payment) end, max(days_late),
    case
      when bool_and(settled_on is not null) then case when max(days_late) > 0 then 'paid late' else 'paid' end
      when coalesce(bool_or(settled_on is null and days_late > 0), false) then 'past due' else 'open'
    end
  from billing.invoice_payments(as_of)
  -- Without any receipt nobody knows what was paid; who may not read receipts does not either.
  where as_of is not null and exists (select from warehouse.receipt)
  group by statement_id
$$;
comment on function billing.statement_payments(date) is
  'Statements that are owed, as paid, paid late, open or past due on a day; nothing as long as the caller sees no '
  'receipt at all, and without a day.';

create function billing.unmatched_receipts() returns table (
  site text, "receivedOn" date, document text, invoice text, kind text, amount text, why text, statement text)
language sql stable as $$
  select receipt.site_id, received_on, document_number, invoice_number, kind, round(receipt.amount, 2)::text,
    case
      when invoice_number = '' then 'on account' when newest.statement_id is null then 'no such invoice'
      when newest.state in ('Revised', 'Replaced') then 'invoice was revised' else 'invoice was not sent'
    end, newest.statement_id::text
  from warehouse.receipt
  left join lateral (
    select statement.statement_id, state
    from billing.invoice
    join billing.statement using (statement_id)
    where invoice.site_id = receipt.site_id and replace(number, '-', '') = replace(invoice_number, '-', '')
    order by state = 'Sent' desc, is_standing desc, statement.statement_id desc limit 1) as newest on true
  where newest.state is distinct from 'Sent'
  order by 1, 2, 3, 4
$$;
comment on function billing.unmatched_receipts() is
  'Receipts that no invoice of a statement that was sent and stands answers to, and why.';

-- Bound when they are made: a login reads them through views of the api and may use no schema but that.
grant execute on function billing.invoice_payments(date) to daybook_member;
