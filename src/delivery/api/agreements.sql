-- What was agreed and what is owed, for SQL clients; who may not see review thresholds finds null there.

create view api.contract with (security_invoker) as
select
  version.site_id, contract.customer_name, version.number as version_number, version.from_month, version.origin,
  version.state, version.billing_type, version.payment_terms, version.label, version.increment_month,
  version.increment_percent::numeric(28, 8) as increment_percent, version.has_fixed_fee,
  version.has_labor_hours, version.has_occupied_rooms,
  version.has_revenue_share, version.has_bell_service, version.has_mid_month_advance, version.has_deposited_revenue,
  version.has_billable_accounts, version.has_management_agreement,
  threshold.deviation_amount::numeric(28, 8) as deviation_amount,
  threshold.deviation_percent::numeric(28, 8) as deviation_percent
from contracts.version
join contracts.contract using (contract_id)
left join contracts.review_threshold as threshold using (version_id);
comment on view api.contract is
  'Contract versions and what they bill; each is in effect from its month until the next one. Key: '
  'site_id, version_number.';

comment on column api.contract.increment_percent is 'Percent by which its rates rise once a year, in its month.';
comment on column api.contract.deviation_amount is
  'A deviation above this amount and percentage goes to the approval team; null without the right to see it.';
comment on column api.contract.deviation_percent is 'Percentage that goes with deviation_amount.';

create view api.contract_mark with (security_invoker) as
select site_id, mark, reason, set_at, set_by from contracts.contract_mark where ended_at is null;
comment on view api.contract_mark is
  'Marks of special contracts, such as ten-percenter, that stand (personal data). Key: site_id, mark.';
comment on column api.contract_mark.mark is 'One of the marks that the operator names (fact contract-marks).';

create view api.statement with (security_invoker) as
select
  statement.statement_id, statement.site_id, statement.service_month, statement.version, statement.state,
  statement.currency, statement.total, statement.run_id, statement.made_at, comparison.forecast_amount,
  comparison.posted_amount, comparison.invoiced_amount, comparison.deviation_amount, comparison.deviation_percent
from billing.statement
left join billing.comparison using (statement_id)
where statement.is_standing;
comment on view api.statement is
  'Current statements, one per site and month, compared with the expected revenue where that may be seen. '
  'Key: statement_id.';

create view api.statement_version with (security_invoker) as
select
  statement_id, site_id, service_month, version, state, is_standing, currency, total, run_id, made_at
from billing.statement;
comment on view api.statement_version is
  'Every version of every statement, including revised and replaced ones; is_standing marks the current one. Key: '
  'statement_id.';

create view api.invoice with (security_invoker) as
select
  invoice.invoice_id, invoice.statement_id, invoice.site_id, invoice.group_number, invoice.number, invoice.invoice_on,
  invoice.due_on, invoice.payment_terms, invoice.title, invoice.amount
from billing.invoice
join billing.statement using (statement_id)
where statement.is_standing;
comment on view api.invoice is 'Invoices of current statements. Key: invoice_id.';

create view api.statement_line with (security_invoker) as
select
  line.line_id, line.invoice_id, line.statement_id, line.site_id, line.position, line.component, line.item_type,
  line.title, line.code, line.amount, line.formula
from billing.statement_line as line
join billing.statement using (statement_id)
where statement.is_standing;
comment on view api.statement_line is 'Lines of current statements, with their rule in words. Key: line_id.';

create view api.invoice_payment with (security_invoker) as
select
  invoice_id, statement_id, site_id, service_month, number, invoice_on, due_on, amount::numeric(14, 2) as amount,
  case when reads.receipts then paid end::numeric(14, 2) as paid,
  case when reads.receipts then credited end::numeric(14, 2) as credited,
  case when reads.receipts then open end::numeric(14, 2) as open,
  settled_on, days_to_payment, case when reads.receipts then days_late end as days_late
from billing.invoice_payments(security.business_day())
cross join (select security.may('receipt', 'read') as receipts) as reads;
comment on view api.invoice_payment is
  'Payments through today, or the date of the demo clock, on the invoices of current statements that were sent; '
  'paid and open amounts are null for readers who may not read receipts. Key: invoice_id.';
comment on column api.invoice_payment.invoice_id is 'Number of the invoice in the database.';
comment on column api.invoice_payment.statement_id is 'Statement it belongs to.';
comment on column api.invoice_payment.site_id is 'Site number, four digits with leading zeros.';
comment on column api.invoice_payment.service_month is 'Service month, as its first day.';
comment on column api.invoice_payment.number is 'Invoice number shown to the customer.';
comment on column api.invoice_payment.invoice_on is 'Invoice date.';
comment on column api.invoice_payment.due_on is 'Due date; null if the terms have none.';
comment on column api.invoice_payment.amount is 'Amount due.';
comment on column api.invoice_payment.paid is 'Payments applied to it.';
comment on column api.invoice_payment.credited is 'Credits applied to it.';
comment on column api.invoice_payment.open is 'Open amount.';
comment on column api.invoice_payment.settled_on is 'Date on which it was paid or credited in full; null while open.';
comment on column api.invoice_payment.days_to_payment is 'Days from the invoice date to full payment.';
comment on column api.invoice_payment.days_late is 'Days past the due date; null if the terms have none.';

create view api.posting_reconciliation with (security_invoker) as
select
  site_id, service_month, account_id, posted::numeric(19, 5) as posted, waiting::numeric(19, 5) as waiting,
  ledger::numeric(19, 5) as ledger, difference::numeric(19, 5) as difference, finding, explanation, documents
from billing.reconciliation(null);
comment on view api.posting_reconciliation is
  'Postings compared with the ledger balances, to 0.01. Key: site_id, service_month, account_id.';
comment on column api.posting_reconciliation.site_id is 'Site of the postings.';
comment on column api.posting_reconciliation.service_month is 'Month of the postings, as its first day.';
comment on column api.posting_reconciliation.account_id is 'Ledger account.';
comment on column api.posting_reconciliation.posted is 'What the ledger accepted; credits are below 0.';
comment on column api.posting_reconciliation.waiting is 'What awaits an answer, failed or is unclear.';
comment on column api.posting_reconciliation.ledger is 'Ledger balance; null if there is none.';
comment on column api.posting_reconciliation.difference is 'Balance less what was posted.';
comment on column api.posting_reconciliation.finding is 'agrees, differs, or not loaded.';
comment on column api.posting_reconciliation.explanation is 'What explains the difference.';
comment on column api.posting_reconciliation.documents is 'Keys of the documents, separated by commas.';

create view api.receipt with (security_invoker) as
select
  site_id, received_on, document_number, invoice_number, kind, amount, batch_id, source_line
from warehouse.receipt;
comment on view api.receipt is
  'Payments and credits of customers as the ledger applied them. Key: site_id, received_on, document_number, '
  'invoice_number.';

create view api.former_record with (security_invoker) as
select
  kind, entity, former_id, site_id, record_month, parent_id, state, number, version,
  amount::numeric(20, 8) as amount, profit::numeric(20, 8) as profit
from billing.former_record;
comment on view api.former_record is
  'What the old system held: statements, invoices, notes, approvals and forecasts, without their text. Key: entity, '
  'former_id.';
comment on column api.former_record.amount is 'Amount of an invoice; sum of the figures of a forecast record.';
comment on column api.former_record.profit is 'Profit of the month stated on an invoice with a profit share.';
