--! why: every line explains itself (billing.md 0.4), and lines of people outlive a calculation (4.5)

create table billing.statement_line (
  line_id bigint generated always as identity,
  invoice_id bigint not null,
  statement_id bigint not null,
  site_id text not null,
  position smallint not null,
  component text not null,
  item_type text,
  title text not null,
  description text[] not null,
  code text not null,
  amount numeric(14,2) not null,
  is_profit_deduction boolean not null,
  formula text not null,
  constraint statement_line_pkey primary key (line_id),
  constraint statement_line_invoice_exists foreign key (invoice_id) references billing.invoice,
  constraint statement_line_statement_exists foreign key (statement_id) references billing.statement,
  constraint statement_line_is_not_zero check (amount <> 0)
);
comment on table billing.statement_line is 'A line of an invoice with its explanation in words; never changed.';
comment on column billing.statement_line.line_id is 'Its number; explain line takes it.';
comment on column billing.statement_line.invoice_id is 'Invoice.';
comment on column billing.statement_line.statement_id is 'Statement.';
comment on column billing.statement_line.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement_line.position is 'Place in print, from 1.';
comment on column billing.statement_line.component is 'Component that made it.';
comment on column billing.statement_line.item_type is 'What it is, where a component makes several kinds.';
comment on column billing.statement_line.title is 'Printed title.';
comment on column billing.statement_line.description is 'Rows of text below the title.';
comment on column billing.statement_line.code is 'GL code of four digits.';
comment on column billing.statement_line.amount is 'Amount.';
comment on column billing.statement_line.is_profit_deduction is 'Reduces the profit that is shared.';
comment on column billing.statement_line.formula is 'How the amount came about, in words.';

create index statement_line_invoice on billing.statement_line (invoice_id);
create index statement_line_statement on billing.statement_line (statement_id);

create table billing.line_input (
  line_id bigint not null,
  position smallint not null,
  site_id text not null,
  name text not null,
  value numeric not null,
  unit text not null,
  origin jsonb not null,
  constraint line_input_pkey primary key (line_id, position),
  constraint line_input_line_exists foreign key (line_id) references billing.statement_line
);
comment on table billing.line_input is 'A value that went into a line, and where it stands.';
comment on column billing.line_input.line_id is 'Line.';
comment on column billing.line_input.position is 'Place in the list, from 1.';
comment on column billing.line_input.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.line_input.name is 'What it is, in words.';
comment on column billing.line_input.value is 'The value, exact.';
comment on column billing.line_input.unit is 'money, percent, hours, minutes, rooms, rate or vehicles.';
comment on column billing.line_input.origin is
  'Where it stands: a path of the contract, a question to the facts with its parameters, or earlier results.';

create table billing.tier_result (
  statement_id bigint not null,
  kind text not null,
  structure smallint not null,
  position smallint not null,
  site_id text not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  amount numeric(20,8) not null,
  due numeric(20,8) not null,
  constraint tier_result_pkey primary key (statement_id, kind, structure, position),
  constraint tier_result_statement_exists foreign key (statement_id) references billing.statement
);
comment on table billing.tier_result is
  'How revenue or profit of a month spread over tiers (billing.md 2.5.2, 2.14).';
comment on column billing.tier_result.statement_id is 'Statement.';
comment on column billing.tier_result.kind is 'revenue or profit.';
comment on column billing.tier_result.structure is 'Threshold structure, from 1.';
comment on column billing.tier_result.position is 'Place of the band among those used.';
comment on column billing.tier_result.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.tier_result.share_percent is 'Share of the operator.';
comment on column billing.tier_result.limit_amount is 'Upper end of the band; 0 is no limit.';
comment on column billing.tier_result.amount is 'Revenue or profit in the band, never below 0.';
comment on column billing.tier_result.due is 'Due to the operator, not rounded.';

create table billing.ad_hoc_line (
  ad_hoc_id bigint generated always as identity,
  site_id text not null,
  service_month date not null,
  group_number smallint not null,
  kind text not null,
  title text not null,
  description text,
  code text not null,
  amount numeric(14,2) not null,
  added_at timestamptz not null,
  added_by text not null,
  deleted_at timestamptz,
  deleted_by text,
  constraint ad_hoc_line_pkey primary key (ad_hoc_id),
  constraint ad_hoc_line_is_for_a_month check (extract(day from service_month) = 1),
  constraint ad_hoc_line_is_not_zero check (amount <> 0),
  constraint ad_hoc_line_kind_is_known check (kind in (
    'MiscellaneousItem', 'ReimbursableExpense', 'ClientPaidExpense', 'NonBillableExpense'))
);
comment on table billing.ad_hoc_line is
  'A line that a person added; it is carried over when a statement is made anew (billing.md 4.5, 4.8).';
comment on column billing.ad_hoc_line.ad_hoc_id is 'Its number.';
comment on column billing.ad_hoc_line.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.ad_hoc_line.service_month is 'Service month.';
comment on column billing.ad_hoc_line.group_number is 'Invoice group.';
comment on column billing.ad_hoc_line.kind is
  'MiscellaneousItem, ReimbursableExpense, ClientPaidExpense or NonBillableExpense.';
comment on column billing.ad_hoc_line.title is 'Printed title.';
comment on column billing.ad_hoc_line.description is 'Printed below it.';
comment on column billing.ad_hoc_line.code is 'GL code.';
comment on column billing.ad_hoc_line.amount is 'Amount as it stands on the invoice.';
comment on column billing.ad_hoc_line.added_at is 'When it was added.';
comment on column billing.ad_hoc_line.added_by is 'Who added it (personal data).';
comment on column billing.ad_hoc_line.deleted_at is 'When it was taken off; null while it stands.';
comment on column billing.ad_hoc_line.deleted_by is 'Who took it off (personal data).';

create index ad_hoc_line_month on billing.ad_hoc_line (service_month, site_id);
