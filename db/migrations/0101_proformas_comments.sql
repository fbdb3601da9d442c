--! why: a site without a budget was compared with nothing, and nobody could say why a figure differs

create table forecasting.proforma (
  proforma_id bigint generated always as identity,
  site_id text not null,
  plan_year integer not null,
  state text not null,
  basis text not null,
  entered_at timestamptz not null,
  entered_by text not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  constraint proforma_pkey primary key (proforma_id),
  constraint proforma_site_exists foreign key (site_id) references warehouse.site,
  constraint proforma_year_is_plausible check (plan_year between 2000 and 2100),
  constraint proforma_state_is_known check (state in ('entered', 'approved', 'rejected', 'replaced')),
  constraint proforma_is_decided_by_somebody check ((decided_at is null) = (decided_by is null)),
  constraint proforma_is_not_decided_by_its_author check (state = 'replaced' or decided_by <> entered_by)
);
comment on table forecasting.proforma is
  'Figures of a year that stand for the budget of a site that has none, once somebody else approved them.';
comment on column forecasting.proforma.proforma_id is 'Its number.';
comment on column forecasting.proforma.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.proforma.plan_year is 'Calendar year.';
comment on column forecasting.proforma.state is 'entered, approved, rejected, or replaced by a newer one.';
comment on column forecasting.proforma.basis is 'What it was taken from: a file, or the budget of another site.';
comment on column forecasting.proforma.entered_at is 'When it was entered.';
comment on column forecasting.proforma.entered_by is 'Who entered it (personal data).';
comment on column forecasting.proforma.decided_at is 'When it was approved or rejected.';
comment on column forecasting.proforma.decided_by is 'Who decided (personal data).';
comment on column forecasting.proforma.reason is 'Why, as said (personal data).';
create unique index proforma_waits_once on forecasting.proforma (site_id, plan_year) where state = 'entered';
create unique index proforma_counts_once on forecasting.proforma (site_id, plan_year) where state = 'approved';

create table forecasting.proforma_line (
  proforma_id bigint not null,
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19, 5) not null,
  constraint proforma_line_pkey primary key (proforma_id, period_month, account_id),
  constraint proforma_line_proforma_exists foreign key (proforma_id) references forecasting.proforma,
  constraint proforma_line_account_exists foreign key (account_id) references warehouse.account,
  constraint proforma_line_is_of_a_month check (period_month = date_trunc('month', period_month))
);
comment on table forecasting.proforma_line is
  'Amounts of a proforma by month and account, with the sign of the ledger.';
comment on column forecasting.proforma_line.proforma_id is 'Proforma.';
comment on column forecasting.proforma_line.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.proforma_line.period_month is 'Month, as its first day.';
comment on column forecasting.proforma_line.account_id is 'Main account, four digits.';
comment on column forecasting.proforma_line.amount is 'Amount, sign of the ledger.';
create index proforma_line_site on forecasting.proforma_line (site_id, period_month);
create index proforma_line_account on forecasting.proforma_line (account_id);

create table forecasting.variance_comment (
  comment_id bigint generated always as identity,
  site_id text not null,
  plan_month date not null,
  line text not null,
  says text not null,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint variance_comment_pkey primary key (comment_id),
  constraint variance_comment_site_exists foreign key (site_id) references warehouse.site,
  constraint variance_comment_is_of_a_month check (plan_month = date_trunc('month', plan_month)),
  constraint variance_comment_says_something check (length(trim(says)) between 1 and 1000),
  constraint variance_comment_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table forecasting.variance_comment is
  'What people say of a row of the P&L of a site and month; a newer comment ends the one before.';
comment on column forecasting.variance_comment.comment_id is 'Its number.';
comment on column forecasting.variance_comment.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.variance_comment.plan_month is 'Month, as its first day.';
comment on column forecasting.variance_comment.line is 'Row of the P&L.';
comment on column forecasting.variance_comment.says is 'The comment (personal data).';
comment on column forecasting.variance_comment.added_at is 'When it was written.';
comment on column forecasting.variance_comment.added_by is 'Who wrote it (personal data).';
comment on column forecasting.variance_comment.ended_at is 'When it was withdrawn or replaced; null while it stands.';
comment on column forecasting.variance_comment.ended_by is 'Who withdrew or replaced it (personal data).';
create unique index variance_comment_stands_once on forecasting.variance_comment (site_id, plan_month, line)
where ended_at is null;
create index variance_comment_place on forecasting.variance_comment (site_id, plan_month);

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.proforma', 'entered_by', 'login'),
  ('forecasting.proforma', 'decided_by', 'login'),
  ('forecasting.proforma', 'reason', 'record'),
  ('forecasting.variance_comment', 'says', 'record'),
  ('forecasting.variance_comment', 'added_by', 'login'),
  ('forecasting.variance_comment', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.proforma', 3, 'by row', 'what stands for a budget, and who approved it'),
  ('forecasting.proforma_line', 2, 'by row', 'what stands for a budget'),
  ('forecasting.variance_comment', 3, 'by row', 'what explains a figure, and who says so');
insert into security.table_retention (relation, why) values
  ('forecasting.proforma', 'the P&L of kept years is compared with it'),
  ('forecasting.proforma_line', 'the P&L of kept years is compared with it'),
  ('forecasting.variance_comment', 'variances of kept years are explained by it');
select security.force_row_security('forecasting.proforma');
select security.force_row_security('forecasting.proforma_line');
select security.force_row_security('forecasting.variance_comment');
select audit.watch('forecasting.proforma');
select audit.watch('forecasting.proforma_line');
select audit.watch('forecasting.variance_comment');
