-- The schema of the migrated database, written by `npm run db:dump` from the catalogue. Do not edit.

create schema api;
comment on schema api is 'What SQL clients such as Power BI may read: views that show each caller the rows of that caller.';
grant usage on schema api to daybook_member;

create view api.account with (security_invoker=true) as
 SELECT account.account_id,
    account.account_name,
    account.category,
    account.summary_category,
    account.is_listed,
    summary."position" AS summary_position,
    summary.displayed_sign,
    summary.counts_in_flc
   FROM (warehouse.account
     LEFT JOIN warehouse.summary_category summary USING (summary_category));
comment on view api.account is 'Main accounts with the P&L line they count in.';
grant select on table api.account to daybook_member;

create view api.attempted_conflict with (security_invoker=true) as
 SELECT attempted_conflict_id,
    person_id,
    attempted,
    conflicts_with,
    subject,
    attempted_at
   FROM security.attempted_conflict;
comment on view api.attempted_conflict is 'Attempts that segregation of duties stopped.';
grant select on table api.attempted_conflict to daybook_member;

create view api.audit_entry with (security_invoker=true) as
 SELECT "position",
    chained_at,
    recorded_at,
    kind,
    relation,
    row_key,
    changes,
    site_id,
    person_id,
    actor,
    acting_roles,
    reason,
    request_id,
    hash
   FROM audit.entry;
comment on view api.audit_entry is 'The audit trail, as far as the caller may read it.';
grant select on table api.audit_entry to daybook_member;

create view api.batch with (security_invoker=true) as
 SELECT batch_id,
    source,
    feed,
    file_name,
    sha256,
    size_bytes,
    received_by,
    received_at,
    finished_at,
    state,
    rows_received,
    rows_loaded,
    rows_unchanged,
    rows_superseded,
    rows_quarantined,
    control_totals,
    effective_on,
    same_as_batch_id,
    replay_of_batch_id,
    refusal
   FROM sources.batch;
comment on view api.batch is 'Loads with their control totals and refusals.';
grant select on table api.batch to daybook_member;

create view api.budget with (security_invoker=true) as
 SELECT site_id,
    period_month,
    account_id,
    amount,
    batch_id,
    source_line
   FROM warehouse.budget;
comment on view api.budget is 'Approved budget, ledger sign.';
grant select on table api.budget to daybook_member;

create view api.calendar_day with (security_invoker=true) as
 SELECT day_on,
    month_on,
    year,
    month_of_year,
    day_of_year,
    iso_weekday
   FROM warehouse.calendar_day;
comment on view api.calendar_day is 'The calendar, 2015 to 2050.';
grant select on table api.calendar_day to daybook_member;

create view api.contract with (security_invoker=true) as
 SELECT version.site_id,
    contract.customer_name,
    version.number AS version_number,
    version.from_month,
    version.origin,
    version.state,
    version.billing_type,
    version.payment_terms,
    version.label,
    version.increment_month,
    version.increment_percent,
    version.has_fixed_fee,
    version.has_labor_hours,
    version.has_occupied_rooms,
    version.has_revenue_share,
    version.has_bell_service,
    version.has_mid_month_advance,
    version.has_deposited_revenue,
    version.has_billable_accounts,
    version.has_management_agreement,
    threshold.deviation_amount,
    threshold.deviation_percent
   FROM ((contracts.version
     JOIN contracts.contract USING (contract_id))
     LEFT JOIN contracts.review_threshold threshold USING (version_id));
comment on view api.contract is 'Versions of contracts with what they bill; each holds from its month until the next one begins.';
grant select on table api.contract to daybook_member;

create view api.effective_role with (security_invoker=true) as
 SELECT person_id,
    role,
    origin,
    valid_to_on
   FROM security.effective_role;
comment on view api.effective_role is 'Roles of each person today.';
grant select on table api.effective_role to daybook_member;

create view api.effective_site with (security_invoker=true) as
 SELECT person_id,
    role,
    site_id
   FROM security.effective_site;
comment on view api.effective_site is 'Sites of each person today, by role.';
grant select on table api.effective_site to daybook_member;

create view api.forecast with (security_invoker=true) as
 SELECT site_id,
    period_month,
    line,
    amount,
    run_id
   FROM warehouse.forecast;
comment on view api.forecast is 'What is expected of each site by month and row of the P&L, as the warehouse keeps it for reports and billing.';
grant select on table api.forecast to daybook_member;

create view api.forecast_account with (security_invoker=true) as
 SELECT part.site_id,
    part.period_month,
    part.account_id,
    shown.line,
    sum(part.budget) AS budget,
    COALESCE(max(part.entered), sum(part.budget)) AS forecast,
    (count(part.entered) > 0) AS is_entered
   FROM ((( SELECT planned.site_id,
            planned.period_month,
            planned.account_id,
            planned.amount AS budget,
            NULL::numeric AS entered
           FROM warehouse.budget planned
          WHERE (EXISTS ( SELECT
                   FROM (forecasting.version
                     JOIN forecasting.lineage USING (site_id, version_id))
                  WHERE ((version.site_id = planned.site_id) AND (version.kind = 'working'::text) AND (lineage.depth = 0) AND (version.plan_year = (EXTRACT(year FROM planned.period_month))::integer))))
        UNION ALL
         SELECT entry.site_id,
            entry.expense_month,
            entry.account_id,
            0,
            entry.amount
           FROM (forecasting.other_expense entry
             JOIN forecasting.version USING (site_id, version_id))
          WHERE ((version.kind = 'working'::text) AND (entry.superseded_change_id IS NULL) AND (entry.amount IS NOT NULL))) part
     JOIN warehouse.account USING (account_id))
     JOIN ( VALUES ('PARKING RENTS'::text,'parking-rents'::text), ('OTHER EXPENSE'::text,'other-expense'::text), ('CLAIMS'::text,'claims'::text), ('INSURANCE'::text,'insurance'::text)) shown(category, line) ON ((shown.category = account.summary_category)))
  WHERE ((part.account_id >= '6200'::text) AND (part.account_id < '8000'::text))
  GROUP BY part.site_id, part.period_month, part.account_id, shown.line;
comment on view api.forecast_account is 'Expected expense of each site by month and main account: what the working version says, else the budget. The rows other-expense and parking-rents are the sums of their accounts; claims are never forecast, and insurance follows payroll, so that their accounts show the budget.';
grant select on table api.forecast_account to daybook_member;

create view api.internal_revenue_component with (security_invoker=true) as
 SELECT part.site_id,
    part.plan_month,
    part.component,
    part.forecast,
    part.trend,
    part.is_fallback,
    part.run_id
   FROM (forecasting.component part
     JOIN forecasting.version USING (site_id, version_id))
  WHERE (version.kind = 'working'::text);
comment on view api.internal_revenue_component is 'Internal revenue of each site by month and component of its contract; trend is empty once the month is closed.';
grant select on table api.internal_revenue_component to daybook_member;

create view api.invoice with (security_invoker=true) as
 SELECT invoice.invoice_id,
    invoice.statement_id,
    invoice.site_id,
    invoice.group_number,
    invoice.number,
    invoice.invoice_on,
    invoice.due_on,
    invoice.payment_terms,
    invoice.title,
    invoice.amount
   FROM (billing.invoice
     JOIN billing.statement USING (statement_id))
  WHERE (statement.state <> 'Replaced'::text);
comment on view api.invoice is 'Invoices of the statements that stand.';
grant select on table api.invoice to daybook_member;

create view api.job_code with (security_invoker=true) as
 SELECT job_code,
    job_title,
    is_active
   FROM warehouse.job_code;
comment on view api.job_code is 'Job codes.';
grant select on table api.job_code to daybook_member;

create view api.labor_allocation with (security_invoker=true) as
 SELECT site_id,
    employee_id,
    job_code,
    job_title,
    job_family,
    status,
    is_salaried,
    effective_on,
    ended_on,
    batch_id,
    source_line
   FROM warehouse.employee_job
  WHERE ( SELECT audit.note_statement('api.labor_allocation'::text) AS note_statement);
comment on view api.labor_allocation is 'Who works where in which job; people by pseudonym (personal data).';
grant select on table api.labor_allocation to daybook_member;

create view api.ledger_balance with (security_invoker=true) as
 SELECT site_id,
    period_month,
    account_id,
    entity,
    account_index,
    amount,
    batch_id,
    source_line
   FROM warehouse.ledger_balance;
comment on view api.ledger_balance is 'Booked balances, ledger sign.';
grant select on table api.ledger_balance to daybook_member;

create view api.load with (security_invoker=true) as
 SELECT batch_id,
    source,
    feed,
    file_name,
    received_at,
    effective_on,
    state
   FROM sources.batch;
comment on view api.load is 'Loads that rows come from.';
grant select on table api.load to daybook_member;

create view api.load_count as
 SELECT feed,
    count(*) FILTER (WHERE (state = ANY (ARRAY['loaded'::text, 'unchanged'::text]))) AS files,
    sum(rows_loaded) AS rows_loaded,
    sum(rows_superseded) AS rows_superseded,
    COALESCE(sum(rows_quarantined) FILTER (WHERE (state = 'loaded'::text)), (0)::numeric) AS rows_quarantined,
    count(*) FILTER (WHERE (state = ANY (ARRAY['refused'::text, 'failed'::text]))) AS files_refused
   FROM sources.batch
  WHERE ( SELECT security.may('data-flow-summary'::text, 'read'::text) AS may)
  GROUP BY feed;
comment on view api.load_count is 'Loads by feed: counts only, for those who may see the data flow in summary.';
grant select on table api.load_count to daybook_member;

create view api.payroll_budget with (security_invoker=true) as
 SELECT site_id,
    period_month,
    job_profile,
    measure,
    amount,
    batch_id,
    source_line
   FROM warehouse.payroll_budget;
comment on view api.payroll_budget is 'Payroll budget by job profile, hours and dollars.';
grant select on table api.payroll_budget to daybook_member;

create view api.payroll_day with (security_invoker=true) as
 SELECT site_id,
    worked_on,
    job_code,
    pay_type,
    hours,
    dollars,
    batch_id,
    source_line
   FROM warehouse.payroll_day;
comment on view api.payroll_day is 'Payroll by day, job code and pay type.';
grant select on table api.payroll_day to daybook_member;

create view api.person with (security_invoker=true) as
 SELECT person_id,
    user_id,
    display_name,
    origin,
    is_enabled,
    disabled_reason,
    last_seen_at,
    created_at
   FROM security.person;
comment on view api.person is 'People and services that may sign in (personal data).';
grant select on table api.person to daybook_member;

create view api.privilege with (security_invoker=true) as
 SELECT role,
    object,
    action,
    scope,
    note
   FROM security.privilege;
comment on view api.privilege is 'The rights matrix.';
grant select on table api.privilege to daybook_member;

create view api.profit_and_loss with (security_invoker=true) as
 SELECT cell.site_id,
    cell.plan_month,
    cell.line,
    cell.budget,
    cell.forecast,
    cell.actual,
    cell.trend,
    (cell.trend - cell.budget) AS variance,
    cell.source,
    cell.run_id
   FROM (forecasting.pnl_cell cell
     JOIN forecasting.version ON ((version.version_id = cell.version_id)))
  WHERE (version.kind = 'working'::text);
comment on view api.profit_and_loss is 'The P&L of each site by month and row: budget, forecast, actual once closed, and trend.';
grant select on table api.profit_and_loss to daybook_member;

create view api.profit_and_loss_updating with (security_invoker=true) as
 SELECT old.site_id,
    old.plan_month,
    old.cause,
    old.since_at
   FROM (forecasting.outdated old
     JOIN forecasting.version USING (site_id, version_id))
  WHERE (version.kind = 'working'::text);
comment on view api.profit_and_loss_updating is 'Months of sites whose P&L is being calculated anew, and what changed; until then the last result stays readable.';
grant select on table api.profit_and_loss_updating to daybook_member;

create view api.quarantine with (security_invoker=true) as
 SELECT quarantine_id,
    batch_id,
    feed,
    source_line,
    column_name,
    value,
    rule,
    message,
    waits_for,
    waits_for_id,
    record,
    slice_site_id AS site_id,
    slice_on,
    state,
    decided_by,
    decided_at,
    decided_reason,
    resolved_by_batch_id
   FROM sources.quarantine;
comment on view api.quarantine is 'Records that a check held back (personal data).';
grant select on table api.quarantine to daybook_member;

create view api.quarantine_count as
 SELECT feed,
    rule,
    state,
    count(*) AS records
   FROM sources.quarantine
  WHERE ((state = ANY (ARRAY['open'::text, 'waiting'::text])) AND ( SELECT security.may('data-flow-summary'::text, 'read'::text) AS may))
  GROUP BY feed, rule, state;
comment on view api.quarantine_count is 'Undecided records by feed, rule and state: counts only, for those who may see the data flow in summary.';
grant select on table api.quarantine_count to daybook_member;

create view api.revenue_code with (security_invoker=true) as
 SELECT revenue_code,
    revenue_category,
    is_active
   FROM warehouse.revenue_code;
comment on view api.revenue_code is 'Revenue codes.';
grant select on table api.revenue_code to daybook_member;

create view api.revenue_detail with (security_invoker=true) as
 SELECT site_id,
    revenue_on,
    revenue_code,
    collection_type,
    revenue_category,
    deposit_flag,
    external_revenue,
    net_external_revenue,
    vehicle_count,
    tax_rate,
    billable_net_validation,
    batch_id,
    source_line
   FROM warehouse.revenue_detail;
comment on view api.revenue_detail is 'Daily revenue, wide form.';
grant select on table api.revenue_detail to daybook_member;

create view api.revenue_value with (security_invoker=true) as
 SELECT site_id,
    revenue_on,
    revenue_code,
    revenue_category,
    value_type,
    file_name,
    value,
    is_draft,
    batch_id,
    source_line
   FROM warehouse.revenue_value;
comment on view api.revenue_value is 'Daily revenue reports, long form.';
grant select on table api.revenue_value to daybook_member;

create view api.role_assignment with (security_invoker=true) as
 SELECT role_assignment_id,
    person_id,
    role,
    place_kind,
    place,
    valid_from_on,
    valid_to_on,
    reason,
    assigned_by,
    assigned_at,
    ended_at,
    ended_by,
    ended_reason
   FROM security.role_assignment;
comment on view api.role_assignment is 'The mapping table.';
grant select on table api.role_assignment to daybook_member;

create view api.schedule_cost with (security_invoker=true) as
 SELECT site_id,
    scheduled_on,
    job_code,
    cost,
    batch_id,
    source_line
   FROM warehouse.schedule_cost;
comment on view api.schedule_cost is 'Cost of the schedule by day and job code.';
grant select on table api.schedule_cost to daybook_member;

create view api.shift with (security_invoker=true) as
 SELECT site_id,
    shift_on,
    job_code,
    starts_at,
    ends_at,
    regular_minutes,
    overtime_minutes,
    double_overtime_minutes,
    is_deleted,
    batch_id,
    source_line
   FROM warehouse.shift;
comment on view api.shift is 'Scheduled shifts, without the person.';
grant select on table api.shift to daybook_member;

create view api.site with (security_invoker=true) as
 SELECT site.site_id,
    site.is_listed,
    version.site_name,
    version.street_address,
    version.city,
    version.state,
    version.zip,
    version.rooms_available,
    version.parking_spaces,
    version.opened_on,
    version.closed_on,
    version.district,
    version.svp_region,
    version.cog_segment,
    version.business_segment,
    version.pl_category,
    version.legal_entity,
    version.contract_type,
    version.is_deposited_by_operator,
    district.district_manager,
    concat_ws(' '::text, manager.first_name, manager.last_name) AS account_manager,
    contact.email_recipient AS billing_contact
   FROM ((((warehouse.site
     LEFT JOIN warehouse.site_version version ON (((version.site_id = site.site_id) AND (version.valid_to_on IS NULL))))
     LEFT JOIN warehouse.site_district_manager district ON (((district.site_id = site.site_id) AND (district.valid_to_on IS NULL))))
     LEFT JOIN warehouse.site_manager manager ON ((manager.site_id = site.site_id)))
     LEFT JOIN warehouse.customer_contact contact ON ((contact.site_id = site.site_id)));
comment on view api.site is 'Sites as they are now; the billing contact is null for who may not see it (personal data).';
grant select on table api.site to daybook_member;

create view api.site_salary with (security_invoker=true) as
 SELECT site_id,
    person_name,
    work_email,
    annual_base_pay,
    allocated_amount,
    distribution_percent,
    batch_id,
    source_line
   FROM warehouse.site_salary
  WHERE ( SELECT audit.note_statement('api.site_salary'::text) AS note_statement);
comment on view api.site_salary is 'Pay of single people (personal data).';
grant select on table api.site_salary to daybook_member;

create view api.site_version with (security_invoker=true) as
 SELECT site_id,
    valid_from_on,
    valid_to_on,
    site_name,
    district,
    svp_region,
    cog_segment,
    business_segment,
    pl_category,
    legal_entity,
    contract_type,
    rooms_available,
    parking_spaces,
    opened_on,
    closed_on,
    batch_id,
    source_line
   FROM warehouse.site_version;
comment on view api.site_version is 'What the site lists said of a site, from day to day.';
grant select on table api.site_version to daybook_member;

create view api.statement with (security_invoker=true) as
 SELECT statement.statement_id,
    statement.site_id,
    statement.service_month,
    statement.version,
    statement.state,
    statement.currency,
    statement.total,
    statement.run_id,
    statement.made_at,
    comparison.forecast_amount,
    comparison.posted_amount,
    comparison.invoiced_amount,
    comparison.deviation_amount,
    comparison.deviation_percent
   FROM (billing.statement
     LEFT JOIN billing.comparison USING (statement_id))
  WHERE (statement.state <> 'Replaced'::text);
comment on view api.statement is 'Statements as they stand now, compared with what was expected where that may be seen.';
grant select on table api.statement to daybook_member;

create view api.statement_line with (security_invoker=true) as
 SELECT line.line_id,
    line.invoice_id,
    line.statement_id,
    line.site_id,
    line."position",
    line.component,
    line.item_type,
    line.title,
    line.code,
    line.amount,
    line.formula
   FROM (billing.statement_line line
     JOIN billing.statement USING (statement_id))
  WHERE (statement.state <> 'Replaced'::text);
comment on view api.statement_line is 'Lines of the statements that stand, with their rule in words.';
grant select on table api.statement_line to daybook_member;

create view api.timesheet with (security_invoker=true) as
 SELECT site_id,
    worked_on,
    job_code,
    regular_minutes,
    regular_minutes_next_day,
    overtime_minutes,
    overtime_minutes_next_day,
    double_overtime_minutes,
    double_overtime_minutes_next_day,
    holiday_minutes,
    holiday_minutes_next_day,
    holiday_overtime_minutes,
    holiday_overtime_minutes_next_day,
    holiday_double_overtime_minutes,
    holiday_double_overtime_minutes_next_day,
    batch_id,
    source_line
   FROM warehouse.timesheet;
comment on view api.timesheet is 'Minutes worked by kind, without the person.';
grant select on table api.timesheet to daybook_member;

create schema audit;
comment on schema audit is 'What was done, by whom and why: insert-only and chained by hash.';
grant usage on schema audit to daybook_stages;

create table audit.entry (
  "position" bigint not null,
  chained_at timestamp with time zone not null,
  hash bytea not null,
  recorded_at timestamp with time zone not null,
  kind text not null,
  relation text,
  row_key jsonb,
  changes jsonb,
  site_id text,
  person_id bigint,
  actor text not null,
  acting_roles text[] not null,
  reason text,
  request_id text,
  transaction_id text not null,
  constraint entry_hash_has_32_bytes CHECK ((length(hash) = 32)),
  constraint entry_pkey PRIMARY KEY (chained_at, "position")
) partition by RANGE (chained_at);
alter table audit.entry enable row level security;
alter table audit.entry force row level security;
CREATE INDEX entry_person_id ON ONLY audit.entry USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX entry_position ON ONLY audit.entry USING btree ("position");
CREATE INDEX entry_record ON ONLY audit.entry USING btree (relation, row_key);
CREATE INDEX entry_site_id ON ONLY audit.entry USING btree (site_id) WHERE (site_id IS NOT NULL);
CREATE TRIGGER is_never_changed BEFORE DELETE OR UPDATE ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
create policy audit_trail_read_select_by_self on audit.entry as permissive for select to daybook_account_manager using ((person_id = ( SELECT security.caller() AS caller)));
create policy audit_trail_read_select_by_site on audit.entry as permissive for select to daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy audit_trail_read_select_everywhere on audit.entry as permissive for select to daybook_auditor, daybook_finance_manager, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
create policy owner_of_the_trail on audit.entry as permissive for all to daybook_audit using (true);
comment on table audit.entry is 'The trail: each entry carries a hash over its content and the hash before it. Nothing in it is ever changed.';
comment on column audit.entry."position" is 'Place in the chain, from 1 without gaps.';
comment on column audit.entry.chained_at is 'When it was chained; months are partitions.';
comment on column audit.entry.hash is 'SHA-256 of the hash before it and of SHA-256 of its content (audit.content).';
comment on column audit.entry.recorded_at is 'When it was written.';
comment on column audit.entry.kind is 'insert, update, delete, truncate, or an event: read, export, sign-in, refusal, …';
comment on column audit.entry.relation is 'Table with its schema; for an event what it is about.';
comment on column audit.entry.row_key is 'Primary key of the row.';
comment on column audit.entry.changes is 'Column name to {old, new}; what is about a person only as {committed: SHA-256}.';
comment on column audit.entry.site_id is 'Site of the row, where it has one.';
comment on column audit.entry.person_id is 'Who acted; null when no person was named.';
comment on column audit.entry.actor is 'Who acted: a person by number, or a login of the database.';
comment on column audit.entry.acting_roles is 'Roles of the person at that moment.';
comment on column audit.entry.reason is 'Why, as the actor said.';
comment on column audit.entry.request_id is 'Request or command that it belongs to.';
comment on column audit.entry.transaction_id is 'Transaction of the database.';
grant select on table audit.entry to daybook_account_manager;
grant select on table audit.entry to daybook_auditor;
grant select on table audit.entry to daybook_district_manager;
grant select on table audit.entry to daybook_finance_manager;
grant select on table audit.entry to daybook_forecast_admin;
grant select on table audit.entry to daybook_regional_vp;
grant select on table audit.entry to daybook_security_admin;
grant select on table audit.entry to daybook_system_admin;

create table audit.head (
  "position" bigint not null,
  hash bytea not null,
  signed_at timestamp with time zone not null,
  key_id text not null,
  signature bytea not null,
  constraint head_key_exists FOREIGN KEY (key_id) REFERENCES audit.signing_key(key_id),
  constraint head_pkey PRIMARY KEY ("position", signed_at)
);
alter table audit.head enable row level security;
alter table audit.head force row level security;
CREATE INDEX head_key_id ON audit.head USING btree (key_id);
CREATE TRIGGER is_never_changed BEFORE DELETE OR UPDATE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
create policy audit_trail_read_select_everywhere on audit.head as permissive for select to daybook_auditor, daybook_finance_manager, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
create policy owner_of_the_trail on audit.head as permissive for all to daybook_audit using (true);
comment on table audit.head is 'Signed heads: at that moment the chain ended there with that hash.';
comment on column audit.head."position" is 'Place in the chain.';
comment on column audit.head.hash is 'Hash of the entry there.';
comment on column audit.head.signed_at is 'When it was signed.';
comment on column audit.head.key_id is 'Key.';
comment on column audit.head.signature is 'Ed25519 signature over audit.head_message.';
grant select on table audit.head to daybook_auditor;
grant select on table audit.head to daybook_finance_manager;
grant select on table audit.head to daybook_forecast_admin;
grant select on table audit.head to daybook_security_admin;
grant select on table audit.head to daybook_system_admin;

create table audit.pending (
  pending_id bigint not null generated always as identity,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  started_at timestamp with time zone not null default transaction_timestamp(),
  kind text not null,
  relation text,
  keys text,
  was jsonb,
  now jsonb,
  site_id text,
  login name not null default SESSION_USER,
  caller text default current_setting('daybook.caller'::text, true),
  taken_on text default current_setting('role'::text),
  reason text default current_setting('daybook.reason'::text, true),
  request_id text default current_setting('daybook.request'::text, true),
  transaction_id text not null default (pg_current_xact_id())::text,
  constraint pending_pkey PRIMARY KEY (pending_id)
);
alter table audit.pending enable row level security;
alter table audit.pending force row level security;
CREATE TRIGGER is_never_changed BEFORE DELETE OR UPDATE ON audit.pending FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON audit.pending FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
create policy owner_of_the_trail on audit.pending as permissive for all to daybook_audit using (true);
comment on table audit.pending is 'Statements and events that are written down and not chained yet, so that writers neither wait for one another nor work out what changed; audit.chain does, within a second (personal data).';
comment on column audit.pending.pending_id is 'Number in the order of writing.';
comment on column audit.pending.recorded_at is 'When it was written.';
comment on column audit.pending.started_at is 'When the transaction began.';
comment on column audit.pending.kind is 'insert, update, delete, truncate, or an event.';
comment on column audit.pending.relation is 'Table with its schema; for an event what it is about.';
comment on column audit.pending.keys is 'Columns of the primary key, as the text of an array.';
comment on column audit.pending.was is 'Rows before the statement (personal data).';
comment on column audit.pending.now is 'Rows after it; for an event its key, changes and personal values (personal data).';
comment on column audit.pending.site_id is 'Site of an event.';
comment on column audit.pending.login is 'Login of the database.';
comment on column audit.pending.caller is 'Sealed setting that names the caller.';
comment on column audit.pending.taken_on is 'Role of PostgreSQL that was taken on.';
comment on column audit.pending.reason is 'Why, as the actor said.';
comment on column audit.pending.request_id is 'Request or command that it belongs to.';
comment on column audit.pending.transaction_id is 'Transaction of the database.';

create table audit.personal_value (
  "position" bigint not null,
  column_name text not null,
  side text not null,
  salt bytea not null default uuid_send(gen_random_uuid()),
  value text not null,
  constraint personal_value_pkey PRIMARY KEY ("position", column_name, side),
  constraint personal_value_side_is_known CHECK ((side = ANY (ARRAY['old'::text, 'new'::text])))
);
alter table audit.personal_value enable row level security;
alter table audit.personal_value force row level security;
create policy owner_of_the_trail on audit.personal_value as permissive for all to daybook_audit using (true);
create policy personal_data_read_select_everywhere on audit.personal_value as permissive for select to daybook_auditor, daybook_security_admin using (( SELECT security.is_entered() AS is_entered));
comment on table audit.personal_value is 'Personal data that an entry speaks of. The entry itself holds SHA-256 of salt and value, so that the value can be erased and the chain stays whole (personal data).';
comment on column audit.personal_value."position" is 'Place of the entry in the chain.';
comment on column audit.personal_value.column_name is 'Column.';
comment on column audit.personal_value.side is 'old or new.';
comment on column audit.personal_value.salt is 'Random bytes that keep the hash from being guessed.';
comment on column audit.personal_value.value is 'The value (personal data).';
grant select on table audit.personal_value to daybook_account_manager;
grant select on table audit.personal_value to daybook_auditor;
grant select on table audit.personal_value to daybook_district_manager;
grant select on table audit.personal_value to daybook_finance_manager;
grant select on table audit.personal_value to daybook_forecast_admin;
grant select on table audit.personal_value to daybook_regional_vp;
grant select on table audit.personal_value to daybook_security_admin;
grant select on table audit.personal_value to daybook_system_admin;

create table audit.signing_key (
  key_id text not null,
  public_key text not null,
  added_at timestamp with time zone not null default now(),
  constraint signing_key_pkey PRIMARY KEY (key_id)
);
alter table audit.signing_key enable row level security;
alter table audit.signing_key force row level security;
CREATE TRIGGER is_never_changed BEFORE DELETE OR UPDATE ON audit.signing_key FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON audit.signing_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- enabled: A
create policy audit_trail_read_select_everywhere on audit.signing_key as permissive for select to daybook_auditor, daybook_finance_manager, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
create policy owner_of_the_trail on audit.signing_key as permissive for all to daybook_audit using (true);
comment on table audit.signing_key is 'Public keys with which heads of the chain were signed.';
comment on column audit.signing_key.key_id is 'First 16 hex digits of SHA-256 of the public key.';
comment on column audit.signing_key.public_key is 'Ed25519 public key, PEM.';
comment on column audit.signing_key.added_at is 'When it was first used.';
grant select on table audit.signing_key to daybook_auditor;
grant select on table audit.signing_key to daybook_finance_manager;
grant select on table audit.signing_key to daybook_forecast_admin;
grant select on table audit.signing_key to daybook_security_admin;
grant select on table audit.signing_key to daybook_system_admin;

create view audit.pending_actor as
 SELECT stated.pending_id,
    entered.person_id,
        CASE
            WHEN (entered.person_id IS NULL) THEN ('login '::text || (stated.login)::text)
            ELSE ('person '::text || entered.person_id)
        END AS actor,
        CASE
            WHEN (entered.person_id IS NULL) THEN '{}'::text[]
            WHEN (stated.taken_on ~ '^daybook_acting_'::text) THEN ARRAY( SELECT role.role
               FROM ((pg_auth_members
                 JOIN pg_roles ON ((pg_roles.oid = pg_auth_members.roleid)))
                 JOIN security.role ON ((role.database_role = pg_roles.rolname)))
              WHERE (pg_auth_members.member = ( SELECT pg_roles_1.oid
                       FROM pg_roles pg_roles_1
                      WHERE (pg_roles_1.rolname = stated.taken_on)))
              ORDER BY role.role)
            ELSE ARRAY( SELECT held.role
               FROM security.effective_role held
              WHERE (held.person_id = entered.person_id)
              ORDER BY held.role)
        END AS acting_roles
   FROM (audit.pending stated
     CROSS JOIN LATERAL ( SELECT ((security.entry_of(stated.caller, stated.started_at, stated.login))[1])::bigint AS person_id) entered);
comment on view audit.pending_actor is 'Who did what waits, and in which roles; a forged caller is nobody, and the login stands in the entry.';
grant select on table audit.pending_actor to daybook_audit;

create view audit.pending_cell as
 SELECT touched.pending_id,
    touched.place,
    name.name AS column_name,
    (touched.was -> name.name) AS old,
    (touched.now -> name.name) AS new,
    (touched.was IS NOT NULL) AS has_old,
    (touched.now IS NOT NULL) AS has_new,
    (listed.column_name IS NOT NULL) AS is_personal
   FROM ((audit.pending_row touched
     CROSS JOIN LATERAL jsonb_object_keys(touched.content) name(name))
     LEFT JOIN security.personal_column listed ON (((listed.relation = touched.relation) AND (listed.column_name = name.name) AND (NOT listed.is_sealed))))
  WHERE ((COALESCE((touched.was -> name.name), 'null'::jsonb) <> COALESCE((touched.now -> name.name), 'null'::jsonb)) AND (name.name <> ALL (ARRAY['token_sha256'::text, 'secret_sha256'::text, 'last_used_at'::text, 'last_seen_at'::text])))
UNION ALL
 SELECT stated.pending_id,
    1 AS place,
    named.key AS column_name,
    NULL::jsonb AS old,
    named.value AS new,
    false AS has_old,
    true AS has_new,
    true AS is_personal
   FROM (audit.pending stated
     CROSS JOIN LATERAL jsonb_each(NULLIF((stated.now -> 'personal'::text), 'null'::jsonb)) named(key, value))
  WHERE (stated.kind <> ALL (ARRAY['insert'::text, 'update'::text, 'delete'::text]));
comment on view audit.pending_cell is 'Columns that waiting statements changed, and personal values of events (personal data).';
grant select on table audit.pending_cell to daybook_audit;

create view audit.pending_head as
 SELECT touched.pending_id,
    touched.place,
    touched.kind,
    touched.relation,
    (touched.content ->> 'site_id'::text) AS site_id,
    NULL::jsonb AS told,
    ( SELECT jsonb_object_agg(name.name,
                CASE
                    WHEN (listed.column_name IS NULL) THEN (touched.content -> name.name)
                    ELSE to_jsonb("left"(security.seal_of((touched.content ->> name.name)), 32))
                END) AS jsonb_object_agg
           FROM (unnest((touched.keys)::text[]) name(name)
             LEFT JOIN security.personal_column listed ON (((listed.relation = touched.relation) AND (listed.column_name = name.name) AND (NOT listed.is_sealed))))) AS row_key
   FROM audit.pending_row touched
UNION ALL
 SELECT pending.pending_id,
    1 AS place,
    pending.kind,
    pending.relation,
    pending.site_id,
    COALESCE(NULLIF((pending.now -> 'changes'::text), 'null'::jsonb), '{}'::jsonb) AS told,
    NULLIF((pending.now -> 'key'::text), 'null'::jsonb) AS row_key
   FROM audit.pending
  WHERE (pending.kind <> ALL (ARRAY['insert'::text, 'update'::text, 'delete'::text]));
comment on view audit.pending_head is 'Kind, table and key of what waits; what names a person in a key is a pseudonym that stays the same.';
grant select on table audit.pending_head to daybook_audit;

create view audit.pending_row as
 SELECT pending_id,
    place,
    relation,
    keys,
    was,
    now,
    COALESCE(now, was) AS content,
        CASE
            WHEN (was IS NULL) THEN 'insert'::text
            WHEN (now IS NULL) THEN 'delete'::text
            ELSE 'update'::text
        END AS kind
   FROM ( SELECT pending.pending_id,
            element.place,
            pending.relation,
            pending.keys,
            NULL::jsonb AS was,
            element.came AS now
           FROM (audit.pending
             CROSS JOIN LATERAL jsonb_array_elements(pending.now) WITH ORDINALITY element(came, place))
          WHERE (pending.kind = 'insert'::text)
        UNION ALL
         SELECT pending.pending_id,
            element.place,
            pending.relation,
            pending.keys,
            element.went,
            NULL::jsonb
           FROM (audit.pending
             CROSS JOIN LATERAL jsonb_array_elements(pending.was) WITH ORDINALITY element(went, place))
          WHERE (pending.kind = 'delete'::text)
        UNION ALL
         SELECT pending.pending_id,
            1,
            pending.relation,
            pending.keys,
            (pending.was -> 0),
            (pending.now -> 0)
           FROM audit.pending
          WHERE ((pending.kind = 'update'::text) AND (jsonb_array_length(pending.was) = 1))
        UNION ALL
         SELECT stated.pending_id,
            row_number() OVER (PARTITION BY stated.pending_id ORDER BY COALESCE(touched.came_place, touched.went_place), touched.came_place) AS row_number,
            stated.relation,
            stated.keys,
            touched.was,
            touched.now
           FROM (audit.pending stated
             CROSS JOIN LATERAL ( SELECT went.content,
                    came.content,
                    went.place,
                    came.place
                   FROM (( SELECT element.content,
                            element.place,
                            ( SELECT jsonb_agg((element.content -> name.name)) AS jsonb_agg
                                   FROM unnest((stated.keys)::text[]) name(name)) AS key
                           FROM jsonb_array_elements(stated.was) WITH ORDINALITY element(content, place)) went
                     FULL JOIN ( SELECT element.content,
                            element.place,
                            ( SELECT jsonb_agg((element.content -> name.name)) AS jsonb_agg
                                   FROM unnest((stated.keys)::text[]) name(name)) AS key
                           FROM jsonb_array_elements(stated.now) WITH ORDINALITY element(content, place)) came USING (key))) touched(was, now, went_place, came_place))
          WHERE ((stated.kind = 'update'::text) AND (jsonb_array_length(stated.was) > 1))) listed;
comment on view audit.pending_row is 'Rows that waiting statements touched, before and after (personal data).';
grant select on table audit.pending_row to daybook_audit;

CREATE OR REPLACE FUNCTION audit.chain(most integer DEFAULT 5000)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  before record;
  at timestamptz;
  last bigint;
  moved integer;
begin
  -- Those who chain take turns; those who write do not notice.
  perform pg_advisory_xact_lock(hashtextextended('audit.chain', 0));
  select max(pending_id) into last
  from (select pending_id from audit.pending order by pending_id limit most) as waiting;
  if last is null then
    return null;
  end if;
  select position, hash, chained_at into before from audit.entry order by chained_at desc, position desc limit 1;
  at := greatest(clock_timestamp(), before.chained_at + interval '1 microsecond');
  perform audit.ensure_month(date_trunc('month', at at time zone 'UTC')::date);
  with taken as (
    delete from audit.pending where pending_id <= last
    returning pending_id, recorded_at, reason, request_id, transaction_id
  ),
  cell as materialized (
    select cell.*,
      case when is_personal and old <> 'null' then uuid_send(gen_random_uuid()) end as old_salt,
      case when is_personal and new <> 'null' then uuid_send(gen_random_uuid()) end as new_salt
    from audit.pending_cell as cell where pending_id <= last
  ),
  difference as (
    select pending_id, place, jsonb_object_agg(column_name,
      case when has_old then jsonb_build_object('old', coalesce(audit.committed(old_salt, old), old)) else '{}' end
      || case when has_new then jsonb_build_object('new', coalesce(audit.committed(new_salt, new), new)) else '{}' end)
      as changes
    from cell group by pending_id, place
  ),
  -- Numbered before anything is written, so that personal values and entries speak of the same place.
  numbered as materialized (
    select coalesce(before.position, 0) + row_number() over (order by pending_id, place) as position, head.pending_id,
      head.place, head.kind, head.relation, head.row_key, head.site_id,
      coalesce(head.told, '{}') || coalesce(difference.changes, '{}') as changes
    from audit.pending_head as head left join difference using (pending_id, place)
    where head.pending_id <= last and (head.told is not null or difference.changes is not null)
  ),
  kept as (
    insert into audit.personal_value (position, column_name, side, salt, value)
    select position, column_name, 'old', old_salt, old #>> '{}' from cell join numbered using (pending_id, place)
    where old_salt is not null
    union all
    select position, column_name, 'new', new_salt, new #>> '{}' from cell join numbered using (pending_id, place)
    where new_salt is not null
  ),
  -- Materialized: written once here, each column of it is read below.
  placed as materialized (
    select (numbered.position, at, '\x'::bytea, taken.recorded_at, numbered.kind, numbered.relation, numbered.row_key,
      numbered.changes, numbered.site_id, who.person_id, who.actor, who.acting_roles, nullif(taken.reason, ''),
      nullif(taken.request_id, ''), taken.transaction_id)::audit.entry as entry
    from numbered join taken using (pending_id)
    join (select * from audit.pending_actor where pending_id <= last) as who using (pending_id)
  )
  insert into audit.entry
  select (entry).position, (entry).chained_at,
    audit.chained(sha256(convert_to(audit.content(entry), 'UTF8')), coalesce(before.hash, sha256('')))
      over (order by (entry).position),
    (entry).recorded_at, (entry).kind, (entry).relation, (entry).row_key, (entry).changes, (entry).site_id,
    (entry).person_id, (entry).actor, (entry).acting_roles, (entry).reason, (entry).request_id, (entry).transaction_id
  from placed;
  get diagnostics moved = row_count;
  return moved;
end
$function$;
comment on function audit.chain(most integer) is 'Works out what waits and moves it into the chain, at most so many statements; how many entries, null when nothing waits. The chain begins at SHA-256 of nothing.';
revoke all on function audit.chain(most integer) from public;

create aggregate audit.chained(bytea, bytea) (sfunc = audit.fold, stype = bytea, finalfunc = -, initcond = NULL);
comment on aggregate audit.chained(bytea, bytea) is 'Hash after each digest, beginning at a hash: used as a window.';
grant execute on aggregate audit.chained(bytea, bytea) to daybook_audit;
revoke all on aggregate audit.chained(bytea, bytea) from public;

CREATE OR REPLACE FUNCTION audit.check_entries(first bigint, last bigint, hash_before bytea, batch_before timestamp with time zone)
 RETURNS TABLE(place bigint, problem text)
 LANGUAGE sql
 STABLE
AS $function$
  with listed as (
    select
      entry.position, entry.chained_at, entry.recorded_at, entry.hash,
      sha256(convert_to(audit.content(entry), 'UTF8')) as digest,
      lag(entry.position, 1, first - 1) over in_order as position_before,
      lag(entry.hash, 1, hash_before) over in_order as hash_before,
      lag(entry.chained_at, 1, batch_before) over in_order as chained_before,
      coalesce(
        max(entry.chained_at) over (
          order by entry.chained_at range between unbounded preceding and interval '1 microsecond' preceding),
        nullif(batch_before, entry.chained_at)) as earlier_batch
    from audit.entry
    where entry.position between first and last
    window in_order as (order by entry.chained_at, entry.position)
  )
  select position, found
  from listed
  cross join lateral (
    values
      (case when position <> position_before + 1 then format(
        'follows entry %s: %s', position_before,
        case when position > position_before then 'the entries between were deleted' else 'the order was changed' end)
      end),
      (case when hash <> sha256(listed.hash_before || digest) then
        'its content or its hash was changed, or the entry before it' end),
      (case when chained_at < chained_before then 'was chained before the entry that it follows' end),
      (case when recorded_at > chained_at then 'was recorded after it was chained' end),
      -- An hour is more than any transaction of the product stays open.
      (case when recorded_at < earlier_batch - interval '1 hour' then format(
        'says it was recorded at %s, but was not there when the chain went on at %s: it is back-dated',
        audit.instant(recorded_at), audit.instant(earlier_batch)) end)
  ) as problems (found)
  where found is not null
  order by position
$function$;
comment on function audit.check_entries(first bigint, last bigint, hash_before bytea, batch_before timestamp with time zone) is 'Checks entries from first through last against each other and against the hash and time before the first.';
revoke all on function audit.check_entries(first bigint, last bigint, hash_before bytea, batch_before timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION audit.check_personal_values()
 RETURNS TABLE(place bigint, problem text)
 LANGUAGE sql
 STABLE
AS $function$
  -- Every promise of an entry: column, side and the hash that the value must have.
  with promised as (
    select entry.position, cell.key as column_name, side.key as side,
      side.value ->> 'committed' as committed
    from audit.entry
    cross join lateral jsonb_each(entry.changes) as cell
    cross join lateral jsonb_each(case jsonb_typeof(cell.value) when 'object' then cell.value else '{}' end) as side
    where jsonb_typeof(side.value) = 'object' and side.value ? 'committed'
  ),
  erased as (
    select (jsonb_array_elements_text(entry.changes -> 'erased_entries' -> 'new'))::bigint as position
    from audit.entry where entry.kind = 'erasure'
  )
  select promised.position, format('the value of %s (%s) is gone and no erasure speaks of it', column_name, side)
  from promised left join audit.personal_value as kept using (position, column_name, side)
  where kept.salt is null and not exists (select from erased where erased.position = promised.position)
  union all
  select promised.position, format('the value of %s (%s) was changed', column_name, side)
  from promised join audit.personal_value as kept using (position, column_name, side)
  where encode(sha256(kept.salt || convert_to(kept.value, 'UTF8')), 'hex') <> promised.committed
$function$;
comment on function audit.check_personal_values() is 'Compares personal data that entries speak of with the hashes in the entries.';
revoke all on function audit.check_personal_values() from public;

CREATE OR REPLACE FUNCTION audit.check_watching()
 RETURNS TABLE(problem text)
 LANGUAGE sql
 STABLE
AS $function$
  select format('%s is not watched: its trigger for %s is missing or switched off', relation, command)
  from security.table_class
  cross join lateral unnest(case relation when 'sources.quarantine' then array['update', 'delete', 'truncate']
    else array['insert', 'update', 'delete', 'truncate'] end) as command
  where audited = 'by row' and to_regclass(relation) is not null and not exists (
    select from pg_trigger
    where tgrelid = to_regclass(relation) and tgname = 'trail_' || command and tgenabled = 'A'
      and tgfoid = ('audit.record_' || command)::regproc)
  union all
  select format('%s may be changed: its trigger %s is missing or switched off', kept.oid::regclass, guard)
  from pg_class as kept
  cross join unnest(array['is_never_changed', 'is_never_emptied']) as guard
  where kept.relnamespace = 'audit'::regnamespace and kept.relkind in ('r', 'p') and relname <> 'personal_value'
    and not exists (
      select from pg_trigger
      where tgrelid = kept.oid and tgname = guard and tgenabled = 'A' and tgfoid = 'audit.refuse_change'::regproc)
  union all
  select format('statement %s waits for the chain since %s', pending_id, audit.instant(recorded_at))
  from audit.pending where recorded_at < now() - interval '1 day'
$function$;
comment on function audit.check_watching() is 'What keeps the trail from being written or kept: switched-off triggers.';
revoke all on function audit.check_watching() from public;

CREATE OR REPLACE FUNCTION audit.committed(salt bytea, value jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when salt is not null then
    jsonb_build_object('committed', encode(sha256(salt || convert_to(value #>> '{}', 'UTF8')), 'hex')) end
$function$;
comment on function audit.committed(salt bytea, value jsonb) is 'How an entry speaks of personal data: by a hash that can be proven.';
grant execute on function audit.committed(salt bytea, value jsonb) to daybook_audit;
revoke all on function audit.committed(salt bytea, value jsonb) from public;

CREATE OR REPLACE FUNCTION audit.content(entry audit.entry)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_array(
    entry.position, audit.instant(entry.chained_at), audit.instant(entry.recorded_at), entry.kind, entry.relation,
    entry.row_key, entry.changes, entry.site_id, entry.person_id, entry.actor, to_jsonb(entry.acting_roles),
    entry.reason, entry.request_id, entry.transaction_id)::text
$function$;
comment on function audit.content(entry audit.entry) is 'The text over which an entry is hashed. Its form is for ever: entries of years ago are still checked with it.';
grant execute on function audit.content(entry audit.entry) to daybook_audit;
revoke all on function audit.content(entry audit.entry) from public;

CREATE OR REPLACE FUNCTION audit.ensure_month(month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  wanted name := 'entry_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass(format('audit.%I', wanted)) is null then
    execute format(
      'create table audit.%I partition of audit.entry for values from (%L) to (%L)',
      wanted, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    perform security.force_row_security(format('audit.%I', wanted)::regclass);
    -- Triggers of rows are inherited from the whole, those of a statement are not.
    execute format(
      'create trigger is_never_emptied before truncate on audit.%I
         for each statement execute function audit.refuse_change()', wanted);
    execute format('alter table audit.%I enable always trigger is_never_emptied', wanted);
  end if;
end
$function$;
comment on function audit.ensure_month(month date) is 'Makes the partition of a month of the trail.';
revoke all on function audit.ensure_month(month date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_access(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    person.user_id, person.origin, case when is_enabled then 'yes' else 'no: ' || disabled_reason end,
    coalesce(held.role, '(none)'), coalesce(held.origin, ''),
    (select count(*)::text from security.effective_site as reached
      where reached.person_id = person.person_id and reached.role = held.role),
    coalesce(audit.instant(last_seen_at), 'never'),
    case
      when last_seen_at is null then 'never seen'
      when last_seen_at >= end_on - 30 then 'active'
      when last_seen_at >= end_on - 90 then 'inactive'
      else 'dormant'
    end]
  from security.person
  left join security.effective_role as held using (person_id)
  where person.created_at < end_on
  order by person.user_id, held.role
$function$;
comment on function audit.evidence_access(first_on date, end_on date) is 'C1: everybody with roles, sites and last use; active up to 30 days, inactive up to 90, dormant beyond.';
revoke all on function audit.evidence_access(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_changes(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    audit.instant(recorded_at), relation, kind, row_key::text, changes::text, actor,
    array_to_string(acting_roles, ' '), coalesce(reason, ''), position::text]
  from audit.entry
  where recorded_at >= first_on and recorded_at < end_on and kind in ('insert', 'update', 'delete', 'truncate')
    and relation ~ '^(contracts|billing|forecasting|security)\.'
    and relation not in ('security.session', 'security.effective_role')
  order by position
$function$;
comment on function audit.evidence_changes(first_on date, end_on date) is 'C3: changes of contracts, rates, thresholds, rights and assignments, each with who approved it by doing it.';
revoke all on function audit.evidence_changes(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_conflicts(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    audit.instant(attempted_at), coalesce('person ' || person_id, 'a login that is no person'), attempted,
    conflicts_with, subject]
  from security.attempted_conflict
  where attempted_at >= first_on and attempted_at < end_on
  order by attempted_conflict_id
$function$;
comment on function audit.evidence_conflicts(first_on date, end_on date) is 'C2: what segregation of duties stopped.';
revoke all on function audit.evidence_conflicts(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_loads(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    batch_id::text, audit.instant(received_at), feed, file_name, sha256, state, rows_received::text,
    rows_loaded::text, rows_unchanged::text, rows_superseded::text, rows_quarantined::text,
    case when state in ('loaded', 'unchanged')
      then case when rows_received = rows_loaded + rows_unchanged + rows_quarantined then 'yes' else 'no' end
      else 'nothing was taken in' end,
    coalesce(control_totals::text, '')]
  from sources.batch
  where received_at >= first_on and received_at < end_on
  order by batch_id
$function$;
comment on function audit.evidence_loads(first_on date, end_on date) is 'C4: every load with its control totals; received is loaded, unchanged and quarantined together.';
revoke all on function audit.evidence_loads(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_schema(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    audit.instant(applied_at), number::text, name, up_sha256, applied_by]
  from platform.migration
  where applied_at >= first_on and applied_at < end_on
  order by migration.number
$function$;
comment on function audit.evidence_schema(first_on date, end_on date) is 'C8: every change of the schema by the hash of its file.';
revoke all on function audit.evidence_schema(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.evidence_trail(first_on date, end_on date)
 RETURNS SETOF text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array[
    audit.instant(recorded_at), changes -> 'entries' ->> 'new', changes -> 'heads' ->> 'new',
    changes -> 'findings' ->> 'new', actor, position::text]
  from audit.entry
  where kind = 'trail verified' and recorded_at >= first_on and recorded_at < end_on
  order by position
$function$;
comment on function audit.evidence_trail(first_on date, end_on date) is 'C10: every verification of the trail and what it found.';
revoke all on function audit.evidence_trail(first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION audit.fold(before bytea, digest bytea, start bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256(coalesce(before, start) || digest)
$function$;
comment on function audit.fold(before bytea, digest bytea, start bytea) is 'The next hash of the chain.';
grant execute on function audit.fold(before bytea, digest bytea, start bytea) to daybook_audit;
revoke all on function audit.fold(before bytea, digest bytea, start bytea) from public;

CREATE OR REPLACE FUNCTION audit.hash_at(place bigint)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select hash from audit.entry where position = place),
    (select hash from audit.purge_note(place)),
    sha256(''))
$function$;
comment on function audit.hash_at(place bigint) is 'Hash of an entry, also of the last that was purged; before the first, SHA-256 of nothing.';
revoke all on function audit.hash_at(place bigint) from public;

CREATE OR REPLACE FUNCTION audit.head_message(place bigint, hash bytea, signed_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select format(E'daybook audit head\n%s\n%s\n%s\n', place, encode(hash, 'hex'), audit.instant(signed_at))
$function$;
comment on function audit.head_message(place bigint, hash bytea, signed_at timestamp with time zone) is 'What is signed of a head.';
revoke all on function audit.head_message(place bigint, hash bytea, signed_at timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION audit.instant(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$function$;
comment on function audit.instant(at timestamp with time zone) is 'An instant as entries write it.';
grant execute on function audit.instant(at timestamp with time zone) to daybook_audit;
grant execute on function audit.instant(at timestamp with time zone) to daybook_member;
revoke all on function audit.instant(at timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION audit.log(of_relation text, of_key text, by_person bigint, first_at timestamp with time zone, end_at timestamp with time zone, most integer)
 RETURNS TABLE(place bigint, recorded_at timestamp with time zone, kind text, relation text, row_key jsonb, changes jsonb, site_id text, actor text, acting_roles text[], reason text, request_id text)
 LANGUAGE sql
 STABLE
AS $function$
  select
    entry.position, entry.recorded_at, entry.kind, entry.relation, entry.row_key,
    -- A value about a person is shown where the reader may see it and it was not erased.
    coalesce(
      (select jsonb_object_agg(column_name, shown)
      from (
        select cell.key as column_name, coalesce(
          (select jsonb_object_agg(side.key, coalesce(to_jsonb(kept.value), side.value))
          from jsonb_each(cell.value) as side
          left join audit.personal_value as kept
            on kept.position = entry.position and kept.column_name = cell.key and kept.side = side.key),
          cell.value) as shown
        from jsonb_each(entry.changes) as cell
        where jsonb_typeof(cell.value) = 'object'
      ) as revealed),
      entry.changes),
    entry.site_id, entry.actor, entry.acting_roles, entry.reason, entry.request_id
  from audit.entry
  where (of_relation is null or entry.relation = of_relation)
    and (of_key is null or exists (select from jsonb_each_text(entry.row_key) as part where part.value = of_key))
    and (by_person is null or entry.person_id = by_person)
    and (first_at is null or entry.recorded_at >= first_at) and (end_at is null or entry.recorded_at < end_at)
  order by entry.position desc
  limit most
$function$;
comment on function audit.log(of_relation text, of_key text, by_person bigint, first_at timestamp with time zone, end_at timestamp with time zone, most integer) is 'Entries of a record, a person, a period: newest first.';
grant execute on function audit.log(of_relation text, of_key text, by_person bigint, first_at timestamp with time zone, end_at timestamp with time zone, most integer) to daybook_member;
revoke all on function audit.log(of_relation text, of_key text, by_person bigint, first_at timestamp with time zone, end_at timestamp with time zone, most integer) from public;

CREATE OR REPLACE FUNCTION audit.note(kind text, relation text, row_key jsonb DEFAULT NULL::jsonb, changes jsonb DEFAULT NULL::jsonb, site text DEFAULT NULL::text, personal jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
AS $function$
  insert into audit.pending (kind, relation, now, site_id)
  values (kind, relation, pg_catalog.jsonb_build_object('key', row_key, 'changes', changes, 'personal', personal), site)
$function$;
comment on function audit.note(kind text, relation text, row_key jsonb, changes jsonb, site text, personal jsonb) is 'Writes an event into the trail: a read of sensitive data, an export, a sign-in, a refusal. Values about a person go into "personal", by name: the entry holds their hash.';
grant execute on function audit.note(kind text, relation text, row_key jsonb, changes jsonb, site text, personal jsonb) to daybook_member;
revoke all on function audit.note(kind text, relation text, row_key jsonb, changes jsonb, site text, personal jsonb) from public;

CREATE OR REPLACE FUNCTION audit.note_read(kind text, what text, filter jsonb, row_count bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- A filter may name a person, so it can be erased like any other personal data.
  select audit.note(kind, what, null, jsonb_build_object('rows', jsonb_build_object('new', row_count)), null,
    jsonb_build_object('filter', filter::text))
$function$;
comment on function audit.note_read(kind text, what text, filter jsonb, row_count bigint) is 'Tells the trail of a read of sensitive data or of an export: what, filter, number of rows.';
grant execute on function audit.note_read(kind text, what text, filter jsonb, row_count bigint) to daybook_member;
revoke all on function audit.note_read(kind text, what text, filter jsonb, row_count bigint) from public;

CREATE OR REPLACE FUNCTION audit.note_statement(what text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if current_setting('transaction_read_only') = 'on' then
    raise exception '% is read in a transaction that may write, because the trail keeps who read it', what
      using errcode = 'read_only_sql_transaction', hint = 'Use: set transaction read write.';
  end if;
  perform audit.note_read('read', what, jsonb_build_object('statement', current_query()), null);
  return true;
end
$function$;
comment on function audit.note_statement(what text) is 'Tells the trail of a statement that reads a sensitive view; always true, so that a view can ask for it once.';
grant execute on function audit.note_statement(what text) to daybook_member;
revoke all on function audit.note_statement(what text) from public;

CREATE OR REPLACE FUNCTION audit.purge_note(last_purged bigint)
 RETURNS TABLE(hash bytea, chained_at timestamp with time zone, noted_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select sha256(decode(changes -> 'hash_before' ->> 'new', 'hex') || sha256(convert_to(content, 'UTF8'))),
    (content::jsonb ->> 1)::timestamptz, entry.chained_at
  from audit.entry cross join lateral (values (changes -> 'content' ->> 'new')) as noted (content)
  where kind = 'trail purged' and (content::jsonb ->> 0)::bigint = last_purged
  order by position desc limit 1
$function$;
comment on function audit.purge_note(last_purged bigint) is 'Of the last entry of the trail that a purge took away: its hash, worked out from the content that the purge noted; when it was chained by that content; and when the purge noted it. No row when no purge speaks of it.';
revoke all on function audit.purge_note(last_purged bigint) from public;

CREATE OR REPLACE FUNCTION audit.record_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
  insert into audit.pending (kind, relation, keys, was)
  select 'delete', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(old_rows))
  from old_rows having pg_catalog.bool_and(true);
  return null;
end
$function$;
comment on function audit.record_delete() is 'Trigger: puts aside what a statement deleted.';
revoke all on function audit.record_delete() from public;

CREATE OR REPLACE FUNCTION audit.record_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
  insert into audit.pending (kind, relation, keys, now)
  select 'insert', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(new_rows))
  from new_rows having pg_catalog.bool_and(true);
  return null;
end
$function$;
comment on function audit.record_insert() is 'Trigger: puts aside what a statement inserted.';
revoke all on function audit.record_insert() from public;

CREATE OR REPLACE FUNCTION audit.record_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
  insert into audit.pending (kind, relation)
  values ('truncate', tg_argv[0]);
  return null;
end
$function$;
comment on function audit.record_truncate() is 'Trigger: notes that a table was emptied.';
revoke all on function audit.record_truncate() from public;

CREATE OR REPLACE FUNCTION audit.record_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
  insert into audit.pending (kind, relation, keys, was, now)
  select 'update', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(old_rows)),
    (select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(new_rows)) from new_rows)
  from old_rows having pg_catalog.bool_and(true);
  return null;
end
$function$;
comment on function audit.record_update() is 'Trigger: puts aside what a statement updated, before and after.';
revoke all on function audit.record_update() from public;

CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- The chaining takes entries out of the waiting room, as the owner of the trail, and puts them into the chain.
  if tg_table_name = 'pending' and tg_op = 'DELETE' and current_user = 'daybook_audit' then
    return old;
  end if;
  raise exception 'the audit trail is never changed: % of %.% is refused', lower(tg_op), tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end
$function$;
comment on function audit.refuse_change() is 'Trigger: nobody changes the trail, its owner included.';
revoke all on function audit.refuse_change() from public;

CREATE OR REPLACE FUNCTION audit.watch(watched regclass, commands text[] DEFAULT '{insert,update,delete,truncate}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  command text;
  name text := (
    select nspname || '.' || relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where pg_class.oid = watched);
  keys text[] := array(
    select attname::text from pg_constraint
    cross join lateral unnest(conkey) with ordinality as key (number, place)
    join pg_attribute on attrelid = conrelid and attnum = number
    where conrelid = watched and contype = 'p' order by place);
begin
  if cardinality(keys) = 0 then
    raise exception '% has no primary key, so an entry could not say which row it means', watched;
  end if;
  foreach command in array commands loop
    execute format(
      'create trigger %I after %s on %s %s for each statement execute function audit.%I(%L, %L)',
      'trail_' || command, command, watched,
      case command
        when 'insert' then 'referencing new table as new_rows'
        when 'delete' then 'referencing old table as old_rows'
        when 'update' then 'referencing old table as old_rows new table as new_rows'
        else ''
      end,
      'record_' || command, name, keys);
    -- Always: a session that plays replica does not get past it.
    execute format('alter table %s enable always trigger %I', watched, 'trail_' || command);
  end loop;
end
$function$;
comment on function audit.watch(watched regclass, commands text[]) is 'Has the trail written for a table.';
revoke all on function audit.watch(watched regclass, commands text[]) from public;

create schema billing;
comment on schema billing is 'What is owed: statements, invoices, lines and how each came about.';
grant usage on schema billing to daybook_stages;

create table billing.ad_hoc_line (
  ad_hoc_id bigint not null generated always as identity,
  site_id text not null,
  service_month date not null,
  group_number smallint not null,
  kind text not null,
  title text not null,
  description text,
  code text not null,
  amount numeric(14,2) not null,
  added_at timestamp with time zone not null,
  added_by text not null,
  deleted_at timestamp with time zone,
  deleted_by text,
  constraint ad_hoc_line_is_for_a_month CHECK ((EXTRACT(day FROM service_month) = (1)::numeric)),
  constraint ad_hoc_line_is_not_zero CHECK ((amount <> (0)::numeric)),
  constraint ad_hoc_line_kind_is_known CHECK ((kind = ANY (ARRAY['MiscellaneousItem'::text, 'ReimbursableExpense'::text, 'ClientPaidExpense'::text, 'NonBillableExpense'::text]))),
  constraint ad_hoc_line_pkey PRIMARY KEY (ad_hoc_id)
);
alter table billing.ad_hoc_line enable row level security;
alter table billing.ad_hoc_line force row level security;
CREATE INDEX ad_hoc_line_month ON billing.ad_hoc_line USING btree (service_month, site_id);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.ad_hoc_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.ad_hoc_line', '{ad_hoc_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.ad_hoc_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.ad_hoc_line', '{ad_hoc_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.ad_hoc_line FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.ad_hoc_line', '{ad_hoc_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.ad_hoc_line REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.ad_hoc_line', '{ad_hoc_id}'); -- enabled: A
create policy statement_read_select_by_site on billing.ad_hoc_line as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.ad_hoc_line as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.ad_hoc_line is 'A line that a person added; it is carried over when a statement is made anew (billing.md 4.5, 4.8).';
comment on column billing.ad_hoc_line.ad_hoc_id is 'Its number.';
comment on column billing.ad_hoc_line.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.ad_hoc_line.service_month is 'Service month.';
comment on column billing.ad_hoc_line.group_number is 'Invoice group.';
comment on column billing.ad_hoc_line.kind is 'MiscellaneousItem, ReimbursableExpense, ClientPaidExpense or NonBillableExpense.';
comment on column billing.ad_hoc_line.title is 'Printed title.';
comment on column billing.ad_hoc_line.description is 'Printed below it.';
comment on column billing.ad_hoc_line.code is 'GL code.';
comment on column billing.ad_hoc_line.amount is 'Amount as it stands on the invoice.';
comment on column billing.ad_hoc_line.added_at is 'When it was added.';
comment on column billing.ad_hoc_line.added_by is 'Who added it (personal data).';
comment on column billing.ad_hoc_line.deleted_at is 'When it was taken off; null while it stands.';
comment on column billing.ad_hoc_line.deleted_by is 'Who took it off (personal data).';
grant select on table billing.ad_hoc_line to daybook_account_manager;
grant select on table billing.ad_hoc_line to daybook_auditor;
grant select on table billing.ad_hoc_line to daybook_billing_admin;
grant select on table billing.ad_hoc_line to daybook_billing_manager;
grant select on table billing.ad_hoc_line to daybook_contract_admin;
grant select on table billing.ad_hoc_line to daybook_corporate_consumer;
grant select on table billing.ad_hoc_line to daybook_customer_user;
grant select on table billing.ad_hoc_line to daybook_district_manager;
grant select on table billing.ad_hoc_line to daybook_finance_manager;
grant select on table billing.ad_hoc_line to daybook_forecast_admin;
grant select on table billing.ad_hoc_line to daybook_regional_vp;
grant select on table billing.ad_hoc_line to daybook_revenue_approver;
grant select on table billing.ad_hoc_line to daybook_svp;

create table billing.blocked (
  run_id bigint not null,
  site_id text not null,
  service_month date not null,
  code text not null,
  message text not null,
  constraint blocked_pkey PRIMARY KEY (run_id, site_id, code),
  constraint blocked_run_exists FOREIGN KEY (run_id) REFERENCES billing.run(run_id)
);
alter table billing.blocked enable row level security;
alter table billing.blocked force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON billing.blocked REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.blocked', '{run_id,site_id,code}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.blocked REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.blocked', '{run_id,site_id,code}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.blocked FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.blocked', '{run_id,site_id,code}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.blocked REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.blocked', '{run_id,site_id,code}'); -- enabled: A
create policy statement_read_select_by_site on billing.blocked as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.blocked as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.blocked is 'A site that a run could not bill, and why.';
comment on column billing.blocked.run_id is 'Run.';
comment on column billing.blocked.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.blocked.service_month is 'Month that could not be billed, as its first day.';
comment on column billing.blocked.code is 'Code of the catalogue of errors.';
comment on column billing.blocked.message is 'What is missing and what to do.';
grant select on table billing.blocked to daybook_account_manager;
grant select on table billing.blocked to daybook_auditor;
grant select on table billing.blocked to daybook_billing_admin;
grant select on table billing.blocked to daybook_billing_manager;
grant select on table billing.blocked to daybook_contract_admin;
grant select on table billing.blocked to daybook_corporate_consumer;
grant select on table billing.blocked to daybook_customer_user;
grant select on table billing.blocked to daybook_district_manager;
grant select on table billing.blocked to daybook_finance_manager;
grant select on table billing.blocked to daybook_forecast_admin;
grant select on table billing.blocked to daybook_regional_vp;
grant select on table billing.blocked to daybook_revenue_approver;
grant select on table billing.blocked to daybook_svp;

create table billing.comparison (
  statement_id bigint not null,
  site_id text not null,
  forecast_amount numeric(19,5),
  forecast_source text,
  posted_amount numeric(19,5) not null,
  invoiced_amount numeric(14,2) not null,
  deviation_amount numeric(19,5) not null,
  deviation_percent numeric(12,5) not null,
  constraint comparison_pkey PRIMARY KEY (statement_id),
  constraint comparison_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.comparison enable row level security;
alter table billing.comparison force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON billing.comparison REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.comparison', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.comparison REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.comparison', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.comparison FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.comparison', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.comparison REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.comparison', '{statement_id}'); -- enabled: A
create policy review_threshold_read_select_everywhere on billing.comparison as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.comparison is 'How a statement compares with what was expected (billing.md 4.6); apart, because it is for the house only.';
comment on column billing.comparison.statement_id is 'Statement.';
comment on column billing.comparison.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.comparison.forecast_amount is 'Internal revenue that was expected; null when nobody said.';
comment on column billing.comparison.forecast_source is 'forecast or budget.';
comment on column billing.comparison.posted_amount is 'Internal revenue that the ledger has already.';
comment on column billing.comparison.invoiced_amount is 'Lines with a revenue code.';
comment on column billing.comparison.deviation_amount is 'Between expected and actual revenue.';
comment on column billing.comparison.deviation_percent is 'The same as percent of the expected; 0 when nothing was.';
grant select on table billing.comparison to daybook_account_manager;
grant select on table billing.comparison to daybook_auditor;
grant select on table billing.comparison to daybook_billing_admin;
grant select on table billing.comparison to daybook_billing_manager;
grant select on table billing.comparison to daybook_contract_admin;
grant select on table billing.comparison to daybook_corporate_consumer;
grant select on table billing.comparison to daybook_customer_user;
grant select on table billing.comparison to daybook_district_manager;
grant select on table billing.comparison to daybook_finance_manager;
grant select on table billing.comparison to daybook_forecast_admin;
grant select on table billing.comparison to daybook_regional_vp;
grant select on table billing.comparison to daybook_revenue_approver;
grant select on table billing.comparison to daybook_svp;

create table billing.invoice (
  invoice_id bigint not null generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  group_number smallint not null,
  number text not null,
  invoice_on date not null,
  due_on date,
  payment_terms text not null,
  title text,
  description text,
  amount numeric(14,2) not null,
  constraint invoice_is_one_per_group UNIQUE (statement_id, group_number),
  constraint invoice_pkey PRIMARY KEY (invoice_id),
  constraint invoice_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.invoice enable row level security;
alter table billing.invoice force row level security;
CREATE INDEX invoice_number ON billing.invoice USING btree (number);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.invoice REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.invoice', '{invoice_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.invoice REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.invoice', '{invoice_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.invoice FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.invoice', '{invoice_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.invoice REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.invoice', '{invoice_id}'); -- enabled: A
create policy statement_read_select_by_site on billing.invoice as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.invoice as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.invoice is 'One invoice of a statement: the lines of one invoice group (billing.md 4.4).';
comment on column billing.invoice.invoice_id is 'Its number in the database.';
comment on column billing.invoice.statement_id is 'Statement.';
comment on column billing.invoice.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.invoice.group_number is 'Invoice group.';
comment on column billing.invoice.number is 'Number that is printed.';
comment on column billing.invoice.invoice_on is 'Date of the invoice.';
comment on column billing.invoice.due_on is 'When it is due; null when the terms name no day.';
comment on column billing.invoice.payment_terms is 'Printed terms.';
comment on column billing.invoice.title is 'Title of the group.';
comment on column billing.invoice.description is 'Text of the group.';
comment on column billing.invoice.amount is 'Sum of its lines.';
grant select on table billing.invoice to daybook_account_manager;
grant select on table billing.invoice to daybook_auditor;
grant select on table billing.invoice to daybook_billing_admin;
grant select on table billing.invoice to daybook_billing_manager;
grant select on table billing.invoice to daybook_contract_admin;
grant select on table billing.invoice to daybook_corporate_consumer;
grant select on table billing.invoice to daybook_customer_user;
grant select on table billing.invoice to daybook_district_manager;
grant select on table billing.invoice to daybook_finance_manager;
grant select on table billing.invoice to daybook_forecast_admin;
grant select on table billing.invoice to daybook_regional_vp;
grant select on table billing.invoice to daybook_revenue_approver;
grant select on table billing.invoice to daybook_svp;

create table billing.line_input (
  line_id bigint not null,
  "position" smallint not null,
  site_id text not null,
  name text not null,
  value numeric not null,
  unit text not null,
  origin jsonb not null,
  constraint line_input_line_exists FOREIGN KEY (line_id) REFERENCES billing.statement_line(line_id),
  constraint line_input_pkey PRIMARY KEY (line_id, "position")
);
alter table billing.line_input enable row level security;
alter table billing.line_input force row level security;
create policy statement_read_select_by_site on billing.line_input as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.line_input as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.line_input is 'A value that went into a line, and where it stands.';
comment on column billing.line_input.line_id is 'Line.';
comment on column billing.line_input."position" is 'Place in the list, from 1.';
comment on column billing.line_input.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.line_input.name is 'What it is, in words.';
comment on column billing.line_input.value is 'The value, exact.';
comment on column billing.line_input.unit is 'money, percent, hours, minutes, rooms, rate or vehicles.';
comment on column billing.line_input.origin is 'Where it stands: a path of the contract, a question to the facts with its parameters, or earlier results.';
grant select on table billing.line_input to daybook_account_manager;
grant select on table billing.line_input to daybook_auditor;
grant select on table billing.line_input to daybook_billing_admin;
grant select on table billing.line_input to daybook_billing_manager;
grant select on table billing.line_input to daybook_contract_admin;
grant select on table billing.line_input to daybook_corporate_consumer;
grant select on table billing.line_input to daybook_customer_user;
grant select on table billing.line_input to daybook_district_manager;
grant select on table billing.line_input to daybook_finance_manager;
grant select on table billing.line_input to daybook_forecast_admin;
grant select on table billing.line_input to daybook_regional_vp;
grant select on table billing.line_input to daybook_revenue_approver;
grant select on table billing.line_input to daybook_svp;

create table billing.mailing (
  mailing_id bigint not null generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  recipients text not null,
  subject text not null,
  file_name text not null,
  sha256 text not null,
  sent_at timestamp with time zone not null,
  sent_by text not null,
  attachments jsonb not null default '[]'::jsonb,
  constraint mailing_pkey PRIMARY KEY (mailing_id),
  constraint mailing_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.mailing enable row level security;
alter table billing.mailing force row level security;
CREATE INDEX mailing_statement ON billing.mailing USING btree (statement_id);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.mailing REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.mailing', '{mailing_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.mailing REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.mailing', '{mailing_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.mailing FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.mailing', '{mailing_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.mailing REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.mailing', '{mailing_id}'); -- enabled: A
create policy statement_execute_select_everywhere on billing.mailing as permissive for select to daybook_billing_admin, daybook_billing_manager using (( SELECT security.is_entered() AS is_entered));
comment on table billing.mailing is 'A mail to a customer as it was sent: recipients, and the digest of the document (billing.md 4.10).';
comment on column billing.mailing.mailing_id is 'Its number.';
comment on column billing.mailing.statement_id is 'Statement.';
comment on column billing.mailing.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.mailing.recipients is 'Addresses, with semicolons (personal data).';
comment on column billing.mailing.subject is 'Subject of the mail.';
comment on column billing.mailing.file_name is 'Name of the attached document.';
comment on column billing.mailing.sha256 is 'Digest of the document, under which it is kept in the outbox; sending again sends these bytes.';
comment on column billing.mailing.sent_at is 'When it went into the outbox.';
comment on column billing.mailing.sent_by is 'Who sent it (personal data).';
comment on column billing.mailing.attachments is 'Supporting reports that went with it: name and digest of each, under which it is kept in the outbox.';
grant select on table billing.mailing to daybook_billing_admin;
grant select on table billing.mailing to daybook_billing_manager;

create table billing.posting (
  posting_id bigint not null generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  kind text not null,
  idempotency_key text not null,
  document_number text not null,
  batch text not null,
  debit numeric(16,2) not null,
  credit numeric(16,2) not null,
  content jsonb not null,
  state text not null,
  answer text,
  posted_at timestamp with time zone not null,
  posted_by text not null,
  answered_at timestamp with time zone,
  constraint posting_balances CHECK ((debit = credit)),
  constraint posting_is_made_once UNIQUE (idempotency_key),
  constraint posting_pkey PRIMARY KEY (posting_id),
  constraint posting_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'acknowledged'::text, 'failed'::text]))),
  constraint posting_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.posting enable row level security;
alter table billing.posting force row level security;
CREATE INDEX posting_statement ON billing.posting USING btree (statement_id);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.posting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.posting', '{posting_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.posting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.posting', '{posting_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.posting FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.posting', '{posting_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.posting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.posting', '{posting_id}'); -- enabled: A
create policy ledger_posting_read_select_everywhere on billing.posting as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager using (( SELECT security.is_entered() AS is_entered));
comment on table billing.posting is 'A document for the ledger and how far it came; posted once, whatever is repeated (billing.md 4.9).';
comment on column billing.posting.posting_id is 'Its number.';
comment on column billing.posting.statement_id is 'Statement.';
comment on column billing.posting.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.posting.kind is 'receivables, payables, tax-journal, or the reversal of one.';
comment on column billing.posting.idempotency_key is 'The same for the same document, whenever it is posted.';
comment on column billing.posting.document_number is 'Number in the ledger.';
comment on column billing.posting.batch is 'Batch in the ledger.';
comment on column billing.posting.debit is 'Sum of its debits.';
comment on column billing.posting.credit is 'Sum of its credits.';
comment on column billing.posting.content is 'The document as it was written to the outbox.';
comment on column billing.posting.state is 'pending, acknowledged or failed.';
comment on column billing.posting.answer is 'What the ledger answered.';
comment on column billing.posting.posted_at is 'When it went into the outbox.';
comment on column billing.posting.posted_by is 'Who posted it (personal data).';
comment on column billing.posting.answered_at is 'When the ledger answered.';
grant select on table billing.posting to daybook_auditor;
grant select on table billing.posting to daybook_billing_admin;
grant select on table billing.posting to daybook_billing_manager;
grant select on table billing.posting to daybook_finance_manager;

create table billing.run (
  run_id bigint not null generated always as identity,
  service_month date not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  started_by text not null,
  sites text[],
  proceed_reason text,
  statements integer not null,
  blocked integer not null,
  total numeric(16,2) not null,
  constraint run_is_for_a_month CHECK ((EXTRACT(day FROM service_month) = (1)::numeric)),
  constraint run_pkey PRIMARY KEY (run_id)
);
alter table billing.run enable row level security;
alter table billing.run force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON billing.run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.run FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.run REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.run', '{run_id}'); -- enabled: A
create policy statement_read_select_everywhere on billing.run as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.run is 'One calculation of statements; every computed row names its run.';
comment on column billing.run.run_id is 'Its number.';
comment on column billing.run.service_month is 'Month that was billed, as its first day.';
comment on column billing.run.started_at is 'When it began.';
comment on column billing.run.finished_at is 'When it ended.';
comment on column billing.run.started_by is 'Who started it (personal data).';
comment on column billing.run.sites is 'Sites that were asked for; null is all.';
comment on column billing.run.proceed_reason is 'Why sites were billed although something is missing.';
comment on column billing.run.statements is 'Statements that were made.';
comment on column billing.run.blocked is 'Sites that could not be billed.';
comment on column billing.run.total is 'Sum of the statements.';
grant select on table billing.run to daybook_auditor;
grant select on table billing.run to daybook_billing_admin;
grant select on table billing.run to daybook_billing_manager;
grant select on table billing.run to daybook_contract_admin;
grant select on table billing.run to daybook_corporate_consumer;
grant select on table billing.run to daybook_finance_manager;
grant select on table billing.run to daybook_forecast_admin;
grant select on table billing.run to daybook_revenue_approver;

create table billing.site_readiness (
  readiness_id bigint not null generated always as identity,
  site_id text not null,
  service_month date not null,
  is_ready boolean not null,
  note text,
  marked_at timestamp with time zone not null,
  marked_by text not null,
  constraint site_readiness_is_for_a_month CHECK ((EXTRACT(day FROM service_month) = (1)::numeric)),
  constraint site_readiness_note_is_short CHECK ((char_length(note) <= 2000)),
  constraint site_readiness_note_says_something CHECK ((btrim(note) <> ''::text)),
  constraint site_readiness_pkey PRIMARY KEY (readiness_id)
);
alter table billing.site_readiness enable row level security;
alter table billing.site_readiness force row level security;
CREATE INDEX site_readiness_month ON billing.site_readiness USING btree (service_month, site_id, readiness_id);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.site_readiness REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.site_readiness', '{readiness_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.site_readiness REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.site_readiness', '{readiness_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.site_readiness FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.site_readiness', '{readiness_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.site_readiness REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.site_readiness', '{readiness_id}'); -- enabled: A
create policy site_readiness_change_insert_by_site on billing.site_readiness as permissive for insert to daybook_account_manager, daybook_district_manager with check ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager}'::text[]) AS sites_as)::text[])));
create policy site_readiness_read_select_by_site on billing.site_readiness as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy site_readiness_read_select_everywhere on billing.site_readiness as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.site_readiness is 'Marks of a site for a service month; the newest holds, the others are its history (billing.md 4.3).';
comment on column billing.site_readiness.readiness_id is 'Its number.';
comment on column billing.site_readiness.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.site_readiness.service_month is 'Month that may be billed, as its first day.';
comment on column billing.site_readiness.is_ready is 'Ready to be billed; false holds the statement back.';
comment on column billing.site_readiness.note is 'What the manager says to whoever reviews the statement (personal data); null without one.';
comment on column billing.site_readiness.marked_at is 'When it was marked.';
comment on column billing.site_readiness.marked_by is 'Who marked it (personal data).';
grant insert, select on table billing.site_readiness to daybook_account_manager;
grant insert, select on table billing.site_readiness to daybook_district_manager;
grant select on table billing.site_readiness to daybook_auditor;
grant select on table billing.site_readiness to daybook_billing_admin;
grant select on table billing.site_readiness to daybook_billing_manager;
grant select on table billing.site_readiness to daybook_contract_admin;
grant select on table billing.site_readiness to daybook_corporate_consumer;
grant select on table billing.site_readiness to daybook_customer_user;
grant select on table billing.site_readiness to daybook_finance_manager;
grant select on table billing.site_readiness to daybook_forecast_admin;
grant select on table billing.site_readiness to daybook_regional_vp;
grant select on table billing.site_readiness to daybook_revenue_approver;
grant select on table billing.site_readiness to daybook_svp;

create table billing.statement (
  statement_id bigint not null generated always as identity,
  site_id text not null,
  service_month date not null,
  version integer not null,
  state text not null,
  change_number integer not null,
  run_id bigint not null,
  contract_version_id bigint not null,
  purchase_order text,
  currency text not null,
  total numeric(14,2) not null,
  profit numeric(20,8),
  profit_for_accumulation numeric(20,8),
  taxes_paid numeric(14,2),
  made_at timestamp with time zone not null,
  made_by text not null,
  readiness_id bigint,
  constraint statement_contract_version_exists FOREIGN KEY (contract_version_id) REFERENCES contracts.version(version_id),
  constraint statement_is_for_a_month CHECK ((EXTRACT(day FROM service_month) = (1)::numeric)),
  constraint statement_pkey PRIMARY KEY (statement_id),
  constraint statement_readiness_exists FOREIGN KEY (readiness_id) REFERENCES billing.site_readiness(readiness_id),
  constraint statement_run_exists FOREIGN KEY (run_id) REFERENCES billing.run(run_id),
  constraint statement_state_is_known CHECK ((state = ANY (ARRAY['AR Review'::text, 'Approval Team'::text, 'Ready To Send'::text, 'Sent'::text, 'Replaced'::text])))
);
alter table billing.statement enable row level security;
alter table billing.statement force row level security;
CREATE INDEX statement_contract_version ON billing.statement USING btree (contract_version_id);
CREATE INDEX statement_month ON billing.statement USING btree (service_month, site_id);
CREATE INDEX statement_readiness ON billing.statement USING btree (readiness_id);
CREATE INDEX statement_run ON billing.statement USING btree (run_id);
CREATE UNIQUE INDEX statement_is_one_per_version ON billing.statement USING btree (site_id, service_month, version) WHERE (state <> 'Replaced'::text);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.statement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.statement', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.statement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.statement', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.statement FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.statement', '{statement_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.statement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.statement', '{statement_id}'); -- enabled: A
create policy statement_read_select_by_site on billing.statement as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.statement as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.statement is 'What a site is billed for a service month; a revision is a new version (billing.md 4).';
comment on column billing.statement.statement_id is 'Its number.';
comment on column billing.statement.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement.service_month is 'Month that is billed, as its first day.';
comment on column billing.statement.version is 'Counts the versions that were sent, from 1.';
comment on column billing.statement.state is 'AR Review, Approval Team, Ready To Send or Sent; Replaced once it was made anew before.';
comment on column billing.statement.change_number is 'Counts the changes; a change that read an older number is refused.';
comment on column billing.statement.run_id is 'Run that made it.';
comment on column billing.statement.contract_version_id is 'Version of the contract whose terms it used.';
comment on column billing.statement.purchase_order is 'Of the customer, when it was made.';
comment on column billing.statement.currency is 'Currency of all amounts.';
comment on column billing.statement.total is 'Sum of its invoices.';
comment on column billing.statement.profit is 'Profit of a management agreement; null without one.';
comment on column billing.statement.profit_for_accumulation is 'The same without validation excess: what later months count as earned.';
comment on column billing.statement.taxes_paid is 'Parking tax on deposited revenue that the operator hands in; not printed, posted.';
comment on column billing.statement.made_at is 'When it was made.';
comment on column billing.statement.made_by is 'Who made it (personal data).';
comment on column billing.statement.readiness_id is 'Mark of the site that held when it was made; null when nobody had marked it.';
grant select on table billing.statement to daybook_account_manager;
grant select on table billing.statement to daybook_auditor;
grant select on table billing.statement to daybook_billing_admin;
grant select on table billing.statement to daybook_billing_manager;
grant select on table billing.statement to daybook_contract_admin;
grant select on table billing.statement to daybook_corporate_consumer;
grant select on table billing.statement to daybook_customer_user;
grant select on table billing.statement to daybook_district_manager;
grant select on table billing.statement to daybook_finance_manager;
grant select on table billing.statement to daybook_forecast_admin;
grant select on table billing.statement to daybook_regional_vp;
grant select on table billing.statement to daybook_revenue_approver;
grant select on table billing.statement to daybook_svp;

create table billing.statement_change (
  statement_id bigint not null,
  number integer not null,
  site_id text not null,
  action text not null,
  from_state text,
  to_state text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  reason text,
  constraint statement_change_pkey PRIMARY KEY (statement_id, number),
  constraint statement_change_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.statement_change enable row level security;
alter table billing.statement_change force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON billing.statement_change REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.statement_change', '{statement_id,number}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.statement_change REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.statement_change', '{statement_id,number}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.statement_change FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.statement_change', '{statement_id,number}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.statement_change REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.statement_change', '{statement_id,number}'); -- enabled: A
create policy statement_read_select_by_site on billing.statement_change as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.statement_change as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.statement_change is 'Who did what to a statement, and why.';
comment on column billing.statement_change.statement_id is 'Statement.';
comment on column billing.statement_change.number is 'Counts the changes from 1.';
comment on column billing.statement_change.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement_change.action is 'generate, approve, regenerate, add-line, delete-line or send.';
comment on column billing.statement_change.from_state is 'State before.';
comment on column billing.statement_change.to_state is 'State after.';
comment on column billing.statement_change.changed_at is 'When.';
comment on column billing.statement_change.changed_by is 'Who (personal data).';
comment on column billing.statement_change.reason is 'Why, as said.';
grant select on table billing.statement_change to daybook_account_manager;
grant select on table billing.statement_change to daybook_auditor;
grant select on table billing.statement_change to daybook_billing_admin;
grant select on table billing.statement_change to daybook_billing_manager;
grant select on table billing.statement_change to daybook_contract_admin;
grant select on table billing.statement_change to daybook_corporate_consumer;
grant select on table billing.statement_change to daybook_customer_user;
grant select on table billing.statement_change to daybook_district_manager;
grant select on table billing.statement_change to daybook_finance_manager;
grant select on table billing.statement_change to daybook_forecast_admin;
grant select on table billing.statement_change to daybook_regional_vp;
grant select on table billing.statement_change to daybook_revenue_approver;
grant select on table billing.statement_change to daybook_svp;

create table billing.statement_line (
  line_id bigint not null generated always as identity,
  invoice_id bigint not null,
  statement_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  component text not null,
  item_type text,
  title text not null,
  description text[] not null,
  code text not null,
  amount numeric(14,2) not null,
  is_profit_deduction boolean not null,
  formula text not null,
  constraint statement_line_invoice_exists FOREIGN KEY (invoice_id) REFERENCES billing.invoice(invoice_id),
  constraint statement_line_is_not_zero CHECK ((amount <> (0)::numeric)),
  constraint statement_line_pkey PRIMARY KEY (line_id),
  constraint statement_line_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.statement_line enable row level security;
alter table billing.statement_line force row level security;
CREATE INDEX statement_line_invoice ON billing.statement_line USING btree (invoice_id);
CREATE INDEX statement_line_statement ON billing.statement_line USING btree (statement_id);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.statement_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.statement_line', '{line_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.statement_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.statement_line', '{line_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.statement_line FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.statement_line', '{line_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.statement_line REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.statement_line', '{line_id}'); -- enabled: A
create policy statement_read_select_by_site on billing.statement_line as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.statement_line as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.statement_line is 'A line of an invoice with its explanation in words; never changed.';
comment on column billing.statement_line.line_id is 'Its number; explain line takes it.';
comment on column billing.statement_line.invoice_id is 'Invoice.';
comment on column billing.statement_line.statement_id is 'Statement.';
comment on column billing.statement_line.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement_line."position" is 'Place in print, from 1.';
comment on column billing.statement_line.component is 'Component that made it.';
comment on column billing.statement_line.item_type is 'What it is, where a component makes several kinds.';
comment on column billing.statement_line.title is 'Printed title.';
comment on column billing.statement_line.description is 'Rows of text below the title.';
comment on column billing.statement_line.code is 'GL code of four digits.';
comment on column billing.statement_line.amount is 'Amount.';
comment on column billing.statement_line.is_profit_deduction is 'Reduces the profit that is shared.';
comment on column billing.statement_line.formula is 'How the amount came about, in words.';
grant select on table billing.statement_line to daybook_account_manager;
grant select on table billing.statement_line to daybook_auditor;
grant select on table billing.statement_line to daybook_billing_admin;
grant select on table billing.statement_line to daybook_billing_manager;
grant select on table billing.statement_line to daybook_contract_admin;
grant select on table billing.statement_line to daybook_corporate_consumer;
grant select on table billing.statement_line to daybook_customer_user;
grant select on table billing.statement_line to daybook_district_manager;
grant select on table billing.statement_line to daybook_finance_manager;
grant select on table billing.statement_line to daybook_forecast_admin;
grant select on table billing.statement_line to daybook_regional_vp;
grant select on table billing.statement_line to daybook_revenue_approver;
grant select on table billing.statement_line to daybook_svp;

create table billing.tier_result (
  statement_id bigint not null,
  kind text not null,
  structure smallint not null,
  "position" smallint not null,
  site_id text not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  amount numeric(20,8) not null,
  due numeric(20,8) not null,
  constraint tier_result_pkey PRIMARY KEY (statement_id, kind, structure, "position"),
  constraint tier_result_statement_exists FOREIGN KEY (statement_id) REFERENCES billing.statement(statement_id)
);
alter table billing.tier_result enable row level security;
alter table billing.tier_result force row level security;
create policy statement_read_select_by_site on billing.tier_result as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy statement_read_select_everywhere on billing.tier_result as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table billing.tier_result is 'How revenue or profit of a month spread over tiers (billing.md 2.5.2, 2.14).';
comment on column billing.tier_result.statement_id is 'Statement.';
comment on column billing.tier_result.kind is 'revenue or profit.';
comment on column billing.tier_result.structure is 'Threshold structure, from 1.';
comment on column billing.tier_result."position" is 'Place of the band among those used.';
comment on column billing.tier_result.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.tier_result.share_percent is 'Share of the operator.';
comment on column billing.tier_result.limit_amount is 'Upper end of the band; 0 is no limit.';
comment on column billing.tier_result.amount is 'Revenue or profit in the band, never below 0.';
comment on column billing.tier_result.due is 'Due to the operator, not rounded.';
grant select on table billing.tier_result to daybook_account_manager;
grant select on table billing.tier_result to daybook_auditor;
grant select on table billing.tier_result to daybook_billing_admin;
grant select on table billing.tier_result to daybook_billing_manager;
grant select on table billing.tier_result to daybook_contract_admin;
grant select on table billing.tier_result to daybook_corporate_consumer;
grant select on table billing.tier_result to daybook_customer_user;
grant select on table billing.tier_result to daybook_district_manager;
grant select on table billing.tier_result to daybook_finance_manager;
grant select on table billing.tier_result to daybook_forecast_admin;
grant select on table billing.tier_result to daybook_regional_vp;
grant select on table billing.tier_result to daybook_revenue_approver;
grant select on table billing.tier_result to daybook_svp;

create table billing.unit_batch (
  service_month date not null,
  batch text not null,
  row_count integer not null,
  submitted_at timestamp with time zone not null,
  submitted_by text not null,
  constraint unit_batch_holds_rows CHECK ((row_count > 0)),
  constraint unit_batch_month_is_whole CHECK ((service_month = date_trunc('month'::text, (service_month)::timestamp with time zone))),
  constraint unit_batch_pkey PRIMARY KEY (service_month)
);
alter table billing.unit_batch enable row level security;
alter table billing.unit_batch force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON billing.unit_batch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.unit_batch', '{service_month}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.unit_batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.unit_batch', '{service_month}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.unit_batch FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.unit_batch', '{service_month}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.unit_batch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.unit_batch', '{service_month}'); -- enabled: A
create policy ledger_posting_read_select_everywhere on billing.unit_batch as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager using (( SELECT security.is_entered() AS is_entered));
comment on table billing.unit_batch is 'Unit accounts of a month that went into the outbox for the ledger, once (billing.md 4.9).';
comment on column billing.unit_batch.service_month is 'First day of the month that was counted.';
comment on column billing.unit_batch.batch is 'Batch in the ledger.';
comment on column billing.unit_batch.row_count is 'Rows of all its documents.';
comment on column billing.unit_batch.submitted_at is 'When it went into the outbox.';
comment on column billing.unit_batch.submitted_by is 'Who submitted it (personal data).';
grant select on table billing.unit_batch to daybook_auditor;
grant select on table billing.unit_batch to daybook_billing_admin;
grant select on table billing.unit_batch to daybook_billing_manager;
grant select on table billing.unit_batch to daybook_finance_manager;

create table billing.unit_outcome (
  outcome_id bigint not null generated always as identity,
  service_month date not null,
  outcome text not null,
  item_count integer not null,
  problem_count integer not null,
  recipients text,
  told_at timestamp with time zone not null,
  told_by text not null,
  constraint unit_outcome_counts CHECK (((problem_count >= 0) AND (problem_count <= item_count))),
  constraint unit_outcome_is_known CHECK ((outcome = ANY (ARRAY['not ready'::text, 'posted'::text, 'failed'::text, 'acknowledged'::text]))),
  constraint unit_outcome_month_is_whole CHECK ((service_month = date_trunc('month'::text, (service_month)::timestamp with time zone))),
  constraint unit_outcome_pkey PRIMARY KEY (outcome_id)
);
alter table billing.unit_outcome enable row level security;
alter table billing.unit_outcome force row level security;
CREATE INDEX unit_outcome_month ON billing.unit_outcome USING btree (service_month);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.unit_outcome REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.unit_outcome', '{outcome_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.unit_outcome REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.unit_outcome', '{outcome_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.unit_outcome FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.unit_outcome', '{outcome_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.unit_outcome REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.unit_outcome', '{outcome_id}'); -- enabled: A
create policy ledger_posting_read_select_everywhere on billing.unit_outcome as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager using (( SELECT security.is_entered() AS is_entered));
comment on table billing.unit_outcome is 'What became of the unit accounts of a month, attempt by attempt and answer by answer, and who was told.';
comment on column billing.unit_outcome.outcome_id is 'Its number.';
comment on column billing.unit_outcome.service_month is 'First day of the month that was counted.';
comment on column billing.unit_outcome.outcome is 'not ready: nothing was posted; posted; failed: the ledger did not take a document; acknowledged: it took all.';
comment on column billing.unit_outcome.item_count is 'Accounts of an attempt, or documents of an answer.';
comment on column billing.unit_outcome.problem_count is 'Those of them that cannot be posted, or were not taken.';
comment on column billing.unit_outcome.recipients is 'Addresses that got a mail about it, with semicolons; null when operator.json names none (personal data).';
comment on column billing.unit_outcome.told_at is 'When it was so.';
comment on column billing.unit_outcome.told_by is 'Who posted, or entered the answer (personal data).';
grant select on table billing.unit_outcome to daybook_auditor;
grant select on table billing.unit_outcome to daybook_billing_admin;
grant select on table billing.unit_outcome to daybook_billing_manager;
grant select on table billing.unit_outcome to daybook_finance_manager;

create table billing.unit_posting (
  idempotency_key text not null,
  service_month date not null,
  document_number text not null,
  batch text not null,
  company text not null,
  row_count integer not null,
  debit numeric(16,2) not null,
  credit numeric(16,2) not null,
  content jsonb not null,
  state text not null,
  answer text,
  answered_at timestamp with time zone,
  constraint unit_posting_batch_exists FOREIGN KEY (service_month) REFERENCES billing.unit_batch(service_month),
  constraint unit_posting_holds_rows CHECK (((row_count >= 1) AND (row_count <= 1000))),
  constraint unit_posting_pkey PRIMARY KEY (idempotency_key),
  constraint unit_posting_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'acknowledged'::text, 'failed'::text])))
);
alter table billing.unit_posting enable row level security;
alter table billing.unit_posting force row level security;
CREATE INDEX unit_posting_month ON billing.unit_posting USING btree (service_month);
CREATE TRIGGER trail_delete AFTER DELETE ON billing.unit_posting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('billing.unit_posting', '{idempotency_key}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON billing.unit_posting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('billing.unit_posting', '{idempotency_key}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON billing.unit_posting FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('billing.unit_posting', '{idempotency_key}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON billing.unit_posting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('billing.unit_posting', '{idempotency_key}'); -- enabled: A
create policy ledger_posting_read_select_everywhere on billing.unit_posting as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager using (( SELECT security.is_entered() AS is_entered));
comment on table billing.unit_posting is 'A document of the unit accounts of a month and how far it came in the ledger; nothing balances it (billing.md 4.9).';
comment on column billing.unit_posting.idempotency_key is 'The same for the same document, whenever it is handed out.';
comment on column billing.unit_posting.service_month is 'First day of the month that was counted.';
comment on column billing.unit_posting.document_number is 'Number in the ledger.';
comment on column billing.unit_posting.batch is 'Batch in the ledger.';
comment on column billing.unit_posting.company is 'Company in the ledger.';
comment on column billing.unit_posting.row_count is 'Accounts that it fills.';
comment on column billing.unit_posting.debit is 'Sum of its debits.';
comment on column billing.unit_posting.credit is 'Sum of its credits.';
comment on column billing.unit_posting.content is 'The document as it was written to the outbox.';
comment on column billing.unit_posting.state is 'pending, acknowledged or failed.';
comment on column billing.unit_posting.answer is 'What the ledger answered.';
comment on column billing.unit_posting.answered_at is 'When the ledger answered.';
grant select on table billing.unit_posting to daybook_auditor;
grant select on table billing.unit_posting to daybook_billing_admin;
grant select on table billing.unit_posting to daybook_billing_manager;
grant select on table billing.unit_posting to daybook_finance_manager;

CREATE OR REPLACE FUNCTION billing.account_balances(asked jsonb, month date, earlier_accounts text[])
 RETURNS TABLE(site_id text, period text, account_id text, entity text, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select ledger.site_id, to_char(period_month, 'YYYY-MM'), ledger.account_id, ledger.entity, sum(ledger.amount)
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date)
  join warehouse.ledger_balance as ledger
    on ledger.site_id = wanted.site_id and period_month >= wanted.from_month and period_month <= month
  where period_month >= (select min(from_month) from jsonb_to_recordset(asked) as first (from_month date))
    and period_month <= month and ledger.account_id between '4000' and '7999'
    and (period_month = month or ledger.account_id = any (earlier_accounts))
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
$function$;
comment on function billing.account_balances(asked jsonb, month date, earlier_accounts text[]) is 'Balances of sites by month, account and entity, with the sign of the ledger; of earlier months only the accounts that a cap of the contract year counts (billing.md 0.2, 2.12).';
grant execute on function billing.account_balances(asked jsonb, month date, earlier_accounts text[]) to daybook_stages;
revoke all on function billing.account_balances(asked jsonb, month date, earlier_accounts text[]) from public;

CREATE OR REPLACE FUNCTION billing.add_beside(of_run bigint, made jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into billing.comparison (statement_id, site_id, forecast_amount, forecast_source, posted_amount,
    invoiced_amount, deviation_amount, deviation_percent)
  select statement_id, site_id, expected, expected_from, posted, invoiced,
    deviation, round(deviation_percent, 5)
  from jsonb_to_recordset(made) as m (statement_id bigint, site_id text, expected numeric,
    expected_from text, posted numeric, invoiced numeric, deviation numeric, deviation_percent numeric);
  insert into billing.statement_change
    (statement_id, number, site_id, action, from_state, to_state, changed_at, changed_by, reason)
  select statement_id, 1, site_id, 'generate', null, state, now(), started_by, proceed_reason
  from jsonb_to_recordset(made) as m (statement_id bigint, site_id text, state text)
  cross join billing.run where run_id = of_run;
  insert into billing.tier_result
    (statement_id, kind, structure, position, site_id, share_percent, limit_amount, amount, due)
  select m.statement_id, kind, structure, place, m.site_id, share_percent, limit_amount, amount, due
  from jsonb_to_recordset(made) as m (statement_id bigint, site_id text, tiers jsonb)
  cross join lateral jsonb_array_elements(m.tiers) with ordinality as listed (tier, place)
  cross join lateral jsonb_to_record(tier) as t (kind text, structure smallint, share_percent numeric,
    limit_amount numeric, amount numeric, due numeric);
  insert into security.duty_performed (duty, subject, person_id)
  select 'generate-statement', 'statement ' || statement_id, security.caller()
  from jsonb_to_recordset(made) as m (statement_id bigint)
  where security.caller() is not null
  on conflict do nothing;
end
$function$;
comment on function billing.add_beside(of_run bigint, made jsonb) is 'What stands beside new statements: comparison, history, tiers, and who generated them.';
revoke all on function billing.add_beside(of_run bigint, made jsonb) from public;

CREATE OR REPLACE FUNCTION billing.add_invoices(made jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
    from jsonb_to_recordset(made) as m (statement_id bigint, site_id text, invoices jsonb)
    cross join lateral jsonb_to_recordset(m.invoices) as i (group_number smallint, number text, invoice_on date,
      due_on date, payment_terms text, title text, description text, amount numeric)
    returning invoice_id, statement_id, site_id, group_number
  )
  select jsonb_agg(jsonb_build_object('invoice_id', invoice_id, 'statement_id', statement_id, 'site_id', added.site_id,
    'lines', i.lines)) into invoices
  from added
  join jsonb_to_recordset(made) as m (statement_id bigint, invoices jsonb) using (statement_id)
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
$function$;
comment on function billing.add_invoices(made jsonb) is 'Invoices of new statements, their lines and what went into them.';
revoke all on function billing.add_invoices(made jsonb) from public;

CREATE OR REPLACE FUNCTION billing.add_statements(of_run bigint, given jsonb)
 RETURNS TABLE(statement_id bigint, site_id text)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
declare
  made jsonb;
begin
  -- What was made before and not sent gives way; what was sent is not among the sites given.
  with replaced as (
    update billing.statement as before set state = 'Replaced', change_number = change_number + 1
    from jsonb_to_recordset(given) as g (site_id text, service_month date)
    where before.site_id = g.site_id and before.service_month = g.service_month
      and before.state not in ('Replaced', 'Sent')
    returning before.statement_id, before.change_number, before.site_id, before.made_by
  )
  insert into billing.statement_change
    (statement_id, number, site_id, action, from_state, to_state, changed_at, changed_by, reason)
  select statement_id, change_number, replaced.site_id, 'regenerate', null, 'Replaced', now(), started_by, null
  from replaced cross join billing.run where run_id = of_run;
  with added as (
    insert into billing.statement (site_id, service_month, version, state, change_number, run_id,
      contract_version_id, readiness_id, purchase_order, currency, total, profit, profit_for_accumulation, taxes_paid,
      made_at, made_by)
    select g.site_id, g.service_month, g.version, g.state, 1, of_run, contract_version_id, readiness_id,
      purchase_order, currency, g.total, profit, profit_for_accumulation, taxes_paid, now(), started_by
    from jsonb_to_recordset(given) as g (site_id text, service_month date, version integer, state text,
      contract_version_id bigint, readiness_id bigint, purchase_order text, currency text, total numeric,
      profit numeric, profit_for_accumulation numeric, taxes_paid numeric)
    cross join billing.run where run_id = of_run
    returning statement_id, site_id
  )
  select jsonb_agg(g.whole || jsonb_build_object('statement_id', statement_id)) into made
  from added join (
    select whole, whole ->> 'site_id' as site from jsonb_array_elements(given) as each (whole)) as g on site = site_id;
  perform billing.add_beside(of_run, made), billing.add_invoices(made);
  return query
    select m.statement_id, m.site_id from jsonb_to_recordset(made) as m (statement_id bigint, site_id text);
end
$function$;
comment on function billing.add_statements(of_run bigint, given jsonb) is 'Keeps the statements of a run with invoices, lines and explanations: an array of statements, one for each site. What was made before for the same month and not sent is replaced.';
revoke all on function billing.add_statements(of_run bigint, given jsonb) from public;

CREATE OR REPLACE FUNCTION billing.answer_posting(key text, said text, given text)
 RETURNS TABLE(month text)
 LANGUAGE sql
AS $function$
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
$function$;
comment on function billing.answer_posting(key text, said text, given text) is 'Keeps what the ledger answered to a document, or with a null answer that it waits again; what was acknowledged stays. The month of unit accounts, null for a document of a statement; no row when nothing waited under the key.';
revoke all on function billing.answer_posting(key text, said text, given text) from public;

CREATE OR REPLACE FUNCTION billing.bill_to(asked bigint)
 RETURNS TABLE(name text, "addressLines" text[], "purchaseOrder" text, "siteRecipients" text, "glString" text, "isTaxOurs" boolean, "billingType" text, "taxesPaid" text, "versionId" bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(customer_name, site_name, statement.site_id),
    array_remove(array[nullif(site_name, coalesce(customer_name, site_name)), street_address,
      nullif(concat_ws(', ', city, concat_ws(' ', site.state, zip)), '')], null),
    statement.purchase_order, email_recipient, gl_string,
    coalesce((select bool_or(is_tax_ours) from contracts.deposited_revenue as deposit
      where deposit.version_id = terms.version_id) and has_deposited_revenue, false),
    billing_type, taxes_paid::text, terms.version_id
  from billing.statement
  join contracts.version as terms on terms.version_id = contract_version_id
  join contracts.contract using (contract_id)
  left join warehouse.customer_contact as contact on contact.site_id = statement.site_id
  left join lateral (
    select known.site_name, known.street_address, known.city, known.state, known.zip, known.gl_string
    from warehouse.site_version as known
    where known.site_id = statement.site_id order by valid_from_on desc limit 1) as site on true
  where statement.statement_id = asked
$function$;
comment on function billing.bill_to(asked bigint) is 'Whom a statement goes to and what posting needs of contract and site (billing.md 4.9 to 4.11).';
grant execute on function billing.bill_to(asked bigint) to daybook_stages;
revoke all on function billing.bill_to(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.count_statements()
 RETURNS TABLE(month text, ready text, review text, approval text, sent text, blocked text, total text)
 LANGUAGE sql
 STABLE
AS $function$
  select to_char(service_month, 'YYYY-MM'),
    (count(*) filter (where state = 'Ready To Send'))::text, (count(*) filter (where state = 'AR Review'))::text,
    (count(*) filter (where state = 'Approval Team'))::text, (count(*) filter (where state = 'Sent'))::text,
    (select count(distinct site_id) from billing.blocked
      where blocked.service_month = statement.service_month and not exists (
        select from billing.statement as made
        where made.site_id = blocked.site_id and made.service_month = blocked.service_month
          and made.state <> 'Replaced'))::text,
    sum(statement.total)::text
  from billing.statement
  where state <> 'Replaced'
  group by service_month
  order by service_month desc
$function$;
comment on function billing.count_statements() is 'Statements by month and state that the caller sees, with the sites that no run of the month could bill.';
grant execute on function billing.count_statements() to daybook_stages;
revoke all on function billing.count_statements() from public;

CREATE OR REPLACE FUNCTION billing.daily_revenue(asked date, zone text)
 RETURNS TABLE(site text, cycle text, revenue text, state text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (statement.site_id, service_month) statement.site_id, to_char(service_month, 'YYYY-MM'),
    round(posted_amount + invoiced_amount, 2)::text, statement.state
  from billing.statement
  join billing.comparison using (statement_id)
  cross join lateral (
    select date_trunc('month', coalesce(asked::timestamp, now() at time zone zone)) as first_day,
      coalesce(asked::timestamp + interval '1 day', now() at time zone zone) as end_of_day) as month
  where statement.state <> 'Replaced' and made_at at time zone zone >= first_day
    and made_at at time zone zone < end_of_day
  order by statement.site_id, service_month, version desc
$function$;
comment on function billing.daily_revenue(asked date, zone text) is 'Statements made in the calendar month of a day, up to it, the newest version of each site and service month, with their actual revenue: posted and invoiced (billing.md 4.6, 4.10). Without a day: up to now.';
grant execute on function billing.daily_revenue(asked date, zone text) to daybook_stages;
revoke all on function billing.daily_revenue(asked date, zone text) from public;

CREATE OR REPLACE FUNCTION billing.deviation_now(asked bigint)
 RETURNS TABLE(expected numeric, actual numeric, deviation numeric, deviation_percent numeric, is_beyond boolean, is_approved boolean)
 LANGUAGE sql
 STABLE
AS $function$
  select known.amount, now_known.actual, abs(known.amount - now_known.actual),
    round(abs(known.amount - now_known.actual) * 100 / nullif(abs(known.amount), 0), 2),
    known.amount <> 0 and abs(known.amount - now_known.actual) > threshold.deviation_amount
      and abs(known.amount - now_known.actual) * 100 > threshold.deviation_percent * abs(known.amount),
    exists (
      select from billing.statement_change as change
      where change.statement_id = asked and action = 'approve' and from_state = 'Approval Team')
  from billing.statement
  join billing.comparison using (statement_id)
  join contracts.review_threshold as threshold on threshold.version_id = contract_version_id
  cross join lateral billing.expected_revenue(statement.site_id, service_month) as known
  cross join lateral (
    select invoiced_amount - coalesce(sum(ledger.amount), 0) as actual
    from warehouse.ledger_balance as ledger
    where ledger.site_id = statement.site_id and period_month = service_month
      and account_id between '4000' and '4999' and entity <> '06') as now_known
  where statement.statement_id = asked
$function$;
comment on function billing.deviation_now(asked bigint) is 'How a statement compares with what is expected and posted now, and whether the approval team approved it; no row when nothing is expected or the contract has no thresholds.';
grant execute on function billing.deviation_now(asked bigint) to daybook_stages;
revoke all on function billing.deviation_now(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.earlier_amounts(asked jsonb, month date)
 RETURNS TABLE(site_id text, period text, component text, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with newest as (
    select distinct on (made.site_id, service_month) made.site_id, service_month, statement_id
    from jsonb_to_recordset(asked) as wanted (site_id text, from_month date)
    join billing.statement as made
      on made.site_id = wanted.site_id and service_month >= wanted.from_month and service_month < month
    where state <> 'Replaced'
    order by made.site_id, service_month, version desc
  )
  select newest.site_id, to_char(service_month, 'YYYY-MM'), line.component, sum(line.amount)
  from newest join billing.statement_line as line using (statement_id)
  group by 1, 2, 3
  order by 1, 2, 3
$function$;
comment on function billing.earlier_amounts(asked jsonb, month date) is 'What earlier service months billed by component, newest version of each.';
grant execute on function billing.earlier_amounts(asked jsonb, month date) to daybook_stages;
revoke all on function billing.earlier_amounts(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.earlier_profits(asked jsonb, month date)
 RETURNS TABLE(site_id text, period text, profit numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (1, 2) made.site_id, to_char(service_month, 'YYYY-MM'), profit_for_accumulation
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date)
  join billing.statement as made
    on made.site_id = wanted.site_id and service_month >= wanted.from_month and service_month < month
  where state <> 'Replaced' and profit_for_accumulation is not null
  order by 1, 2, version desc
$function$;
comment on function billing.earlier_profits(asked jsonb, month date) is 'Profits of earlier service months, the newest version of each (billing.md 2.14).';
grant execute on function billing.earlier_profits(asked jsonb, month date) to daybook_stages;
revoke all on function billing.earlier_profits(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.expected_revenue(site text, month date)
 RETURNS TABLE(amount numeric, source text)
 LANGUAGE sql
 STABLE
AS $function$
  select expected.amount, expected.source
  from (
    select forecast.amount, 'forecast' as source, 1 as choice
    from warehouse.forecast
    where forecast.site_id = site and period_month = month and line = 'internal-revenue'
    union all
    select -sum(budget.amount), 'budget', 2
    from warehouse.budget
    join warehouse.account using (account_id)
    where budget.site_id = site and period_month = month and summary_category = 'INTERNAL REVENUE') as expected
  where expected.amount is not null
  order by choice limit 1
$function$;
comment on function billing.expected_revenue(site text, month date) is 'Internal revenue that is expected of a site in a month: the forecast, else the budget; no row when nobody said.';
grant execute on function billing.expected_revenue(site text, month date) to daybook_stages;
revoke all on function billing.expected_revenue(site text, month date) from public;

CREATE OR REPLACE FUNCTION billing.fact_rows(asked_site text, question text, wanted jsonb)
 RETURNS TABLE(fact text, "on" text, what text, value numeric, batch_id bigint, source_line integer)
 LANGUAGE sql
 STABLE
AS $function$
  with span as (
    select to_date(wanted ->> 'fromMonth', 'YYYY-MM') as first_day,
      (to_date(wanted ->> 'throughMonth', 'YYYY-MM') + interval '1 month')::date as end_day
  )
  select 'warehouse.revenue_detail', revenue_on::text,
    concat_ws(' · ', revenue_code, revenue_category, collection_type, 'flag ' || coalesce(deposit_flag, 'none')),
    case coalesce(wanted ->> 'measure', 'netRevenue')
      when 'grossRevenue' then external_revenue
      when 'billableValidation' then billable_net_validation
      else net_external_revenue
    end, detail.batch_id, detail.source_line
  from span join warehouse.revenue_detail as detail
    on question = 'revenue' and site_id = asked_site and revenue_on >= first_day and revenue_on < end_day
  where (not wanted ? 'revenueCodes' or wanted -> 'revenueCodes' ? revenue_code)
    and (not wanted ? 'category' or upper(wanted ->> 'category') = upper(revenue_category))
    and (not wanted ? 'exceptCategories' or revenue_category is null or upper(revenue_category) not in (
      select upper(name) from jsonb_array_elements_text(wanted -> 'exceptCategories') as name))
    and (not wanted ? 'collectionTypes' or upper(collection_type) in (
      select upper(name) from jsonb_array_elements_text(wanted -> 'collectionTypes') as name))
    and (not wanted ? 'depositFlag' or coalesce(deposit_flag, 'N') = wanted ->> 'depositFlag')
    and (not wanted ? 'taxRate' or tax_rate = (wanted ->> 'taxRate')::numeric * 100)
    and (not wanted ? 'exceptDepositFlag' or coalesce(deposit_flag, 'N') <> wanted ->> 'exceptDepositFlag')
  union all
  select 'warehouse.revenue_value', revenue_on::text, file_name, daily.value, daily.batch_id, daily.source_line
  from span join warehouse.revenue_value as daily
    on question = 'occupied-rooms' and site_id = asked_site and revenue_on >= first_day and revenue_on < end_day
  where revenue_category = 'OCCUPIED ROOMS'
  union all
  select 'warehouse.timesheet', worked_on::text,
    format('%s · %s regular and %s premium minutes', job_code, regular, premium),
    case wanted ->> 'measure'
      when 'regularHours' then round(regular / 60.0, 2)
      when 'premiumHours' then round(premium / 60.0, 2)
      when 'regularMinutes' then regular
      when 'premiumMinutes' then premium
    end, sheet.batch_id, sheet.source_line
  from span join warehouse.timesheet as sheet
    on question = 'labor' and site_id = asked_site and worked_on >= first_day and worked_on < end_day
  cross join lateral (select billing.regular_minutes(sheet) as regular, billing.premium_minutes(sheet) as premium)
    as minutes
  where job_code = wanted ->> 'jobCode'
  union all
  select 'warehouse.ledger_balance', to_char(period_month, 'YYYY-MM'),
    concat_ws(' · ', ledger.account_id, account_description, 'entity ' || entity), ledger.amount,
    ledger.batch_id, ledger.source_line
  from span join warehouse.ledger_balance as ledger
    on question = 'ledger' and site_id = asked_site and period_month >= first_day and period_month < end_day
  where wanted -> 'accounts' ? ledger.account_id
    and (not wanted ? 'exceptEntities' or not wanted -> 'exceptEntities' ? entity)
  order by 2, 3
$function$;
comment on function billing.fact_rows(asked_site text, question text, wanted jsonb) is 'The rows behind a value that a line was calculated from, with load and line of the source; their sum is the value.';
grant execute on function billing.fact_rows(asked_site text, question text, wanted jsonb) to daybook_stages;
revoke all on function billing.fact_rows(asked_site text, question text, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION billing.group_routes(asked bigint)
 RETURNS TABLE("group" smallint, "customerName" text, "siteNumber" text, "vendorId" text, recipients text)
 LANGUAGE sql
 STABLE
AS $function$
  select group_number, customer_name, site_number, vendor_id, billing_contact_emails
  from contracts.invoice_group join contracts.version using (version_id)
  where version_id = asked and is_grouped
  order by group_number
$function$;
comment on function billing.group_routes(asked bigint) is 'Where the invoice groups of a contract version go, where they differ from the site (billing.md 1.5).';
grant execute on function billing.group_routes(asked bigint) to daybook_stages;
revoke all on function billing.group_routes(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.hours_backup(asked bigint)
 RETURNS TABLE("job code" text, title text, day text, "regular hours" text, "premium hours" text)
 LANGUAGE sql
 STABLE
AS $function$
  select sheet.job_code, rate.title, worked_on::text, sum(round(billing.regular_minutes(sheet) / 60.0, 2))::text,
    sum(round(billing.premium_minutes(sheet) / 60.0, 2))::text
  from billing.statement
  join contracts.labor_hour_rate as rate on rate.version_id = contract_version_id
    and coalesce(starts_on, service_month) < service_month + interval '1 month'
    and coalesce(ends_on, 'infinity') >= service_month + interval '1 month' - interval '1 day'
  join warehouse.timesheet as sheet
    on sheet.site_id = statement.site_id and upper(trim(rate.job_code)) = sheet.job_code
      and worked_on >= service_month and worked_on < service_month + interval '1 month'
  where statement_id = asked
  group by worked_on, sheet.job_code, rate.title, rate.position
  order by rate.position, worked_on
$function$;
comment on function billing.hours_backup(asked bigint) is 'Hours of the jobs whose rates are in force on the last day of the month, day by day (billing.md 2.4).';
grant execute on function billing.hours_backup(asked bigint) to daybook_stages;
revoke all on function billing.hours_backup(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.invoices_of(asked bigint)
 RETURNS TABLE(number text, "group" smallint, title text, description text, "invoiceOn" date, "dueOn" date, "paymentTerms" text, amount text, lines jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  select number, group_number, title, description, invoice_on, due_on, payment_terms, amount::text, (
    select jsonb_agg(jsonb_build_object('lineId', line_id::text, 'component', component, 'itemType', item_type,
      'title', line.title, 'description', line.description, 'code', code, 'amount', line.amount::text)
      order by position)
    from billing.statement_line as line where line.invoice_id = invoice.invoice_id)
  from billing.invoice
  where statement_id = asked
  order by group_number
$function$;
comment on function billing.invoices_of(asked bigint) is 'Invoices of a statement with their lines in the order of print.';
grant execute on function billing.invoices_of(asked bigint) to daybook_stages;
revoke all on function billing.invoices_of(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.labor_distribution(asked bigint, tax_accounts text[])
 RETURNS TABLE(part text, code text, name text, "regular hours" text, "premium hours" text, amount text, billed text)
 LANGUAGE sql
 STABLE
AS $function$
  with wanted as (
    select statement.site_id, service_month, billable_payroll_codes as billable,
      case when has_payroll_taxes and payroll_taxes_billing = 'Actual' then tax_accounts end as taxes
    from billing.statement
    left join contracts.billable_accounts as accounts
      on accounts.version_id = contract_version_id and accounts.position = 1
    where statement_id = asked
  )
  (select 'Booked by account', ledger.account_id, account_name, null, null, sum(ledger.amount)::text,
    case when ledger.account_id = any (billable) then 'payroll'
      when ledger.account_id = any (taxes) then 'payroll taxes' else 'no' end
  from wanted
  join warehouse.ledger_balance as ledger
    on ledger.site_id = wanted.site_id and period_month = service_month
      and ledger.account_id between '6000' and '6999'
  join warehouse.account on account.account_id = ledger.account_id
  group by ledger.account_id, account_name, billable, taxes
  order by ledger.account_id)
  union all
  (select 'Worked by job', sheet.job_code, coalesce(job_title, sheet.job_code),
    sum(round(billing.regular_minutes(sheet) / 60.0, 2))::text,
    sum(round(billing.premium_minutes(sheet) / 60.0, 2))::text, null, null
  from wanted
  join warehouse.timesheet as sheet on sheet.site_id = wanted.site_id
    and worked_on >= service_month and worked_on < service_month + interval '1 month'
  left join warehouse.job_code as job on job.job_code = sheet.job_code
  group by sheet.job_code, job_title
  order by sheet.job_code)
  union all
  (select 'Billed on the statement', line.code, line.title, null, null, line.amount::text, 'yes'
  from billing.statement_line as line
  where line.statement_id = asked and line.item_type in ('billablePayrollAccounts', 'PTEB', 'SupportServices')
  order by line.line_id)
$function$;
comment on function billing.labor_distribution(asked bigint, tax_accounts text[]) is 'Payroll of a month by account, hours by job, and what of it the statement bills; nobody is named (billing.md 2.10).';
grant execute on function billing.labor_distribution(asked bigint, tax_accounts text[]) to daybook_stages;
revoke all on function billing.labor_distribution(asked bigint, tax_accounts text[]) from public;

CREATE OR REPLACE FUNCTION billing.labor_totals(asked jsonb, month date)
 RETURNS TABLE(site_id text, job_code text, regular_hours numeric, premium_hours numeric, regular_minutes numeric, premium_minutes numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sheet.site_id, sheet.job_code, sum(round(regular / 60.0, 2)), sum(round(premium / 60.0, 2)),
    sum(regular)::numeric, sum(premium)::numeric
  from jsonb_to_recordset(asked) as wanted (site_id text)
  join warehouse.timesheet as sheet on sheet.site_id = wanted.site_id
  cross join lateral (select billing.regular_minutes(sheet) as regular, billing.premium_minutes(sheet) as premium)
    as minutes
  where worked_on >= month and worked_on < month + interval '1 month'
  group by 1, 2
  order by 1, 2
$function$;
comment on function billing.labor_totals(asked jsonb, month date) is 'Hours of sites by job in a month: each timesheet row is rounded to two decimals and then summed (billing.md 2.4, golden DRV-PLH-01); the minutes beside them are not rounded.';
grant execute on function billing.labor_totals(asked jsonb, month date) to daybook_stages;
revoke all on function billing.labor_totals(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.labor_weeks(asked jsonb, month date)
 RETURNS TABLE(site_id text, starts_on text, days integer, job_code text, regular_hours numeric, premium_hours numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sheet.site_id, greatest(sunday, month)::text,
    least(sunday + 6, last_day) - greatest(sunday, month) + 1, sheet.job_code,
    sum(round(billing.regular_minutes(sheet) / 60.0, 2)), sum(round(billing.premium_minutes(sheet) / 60.0, 2))
  from jsonb_to_recordset(asked) as wanted (site_id text)
  join warehouse.timesheet as sheet on sheet.site_id = wanted.site_id
  cross join lateral (
    select sheet.worked_on - extract(dow from sheet.worked_on)::integer as sunday,
      (month + interval '1 month')::date - 1 as last_day) as week
  where worked_on >= month and worked_on < month + interval '1 month'
  group by 1, 2, 3, 4
  order by 1, 2, 4
$function$;
comment on function billing.labor_weeks(asked jsonb, month date) is 'Hours of sites by job and week of a month, Sunday to Saturday, cut at its first and last day; rounded by timesheet row as billing.labor_totals.';
grant execute on function billing.labor_weeks(asked jsonb, month date) to daybook_stages;
revoke all on function billing.labor_weeks(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.list_statements(asked date, sites text[], in_state text, most integer)
 RETURNS TABLE("statementId" bigint, site text, "customerName" text, month text, version integer, state text, total text, expected text, "deviationPercent" text, "madeBy" text)
 LANGUAGE sql
 STABLE
AS $function$
  select statement.statement_id, statement.site_id, customer_name, to_char(service_month, 'YYYY-MM'),
    statement.version, statement.state, statement.total::text, round(forecast_amount, 2)::text,
    round(deviation_percent, 2)::text, statement.made_by
  from billing.statement
  left join contracts.version as terms on terms.version_id = contract_version_id
  left join contracts.contract using (contract_id)
  left join billing.comparison on comparison.statement_id = statement.statement_id
  where statement.state <> 'Replaced' and (asked is null or service_month = asked)
    and (sites is null or statement.site_id = any (sites)) and (in_state is null or statement.state = in_state)
  order by service_month desc, statement.site_id, statement.version desc
  limit most
$function$;
comment on function billing.list_statements(asked date, sites text[], in_state text, most integer) is 'Statements that were not replaced; what compares them with the expected is null for whoever may not see it.';
grant execute on function billing.list_statements(asked date, sites text[], in_state text, most integer) to daybook_stages;
revoke all on function billing.list_statements(asked date, sites text[], in_state text, most integer) from public;

CREATE OR REPLACE FUNCTION billing.mix_of_sales(asked bigint)
 RETURNS TABLE(category text, "revenue code" text, vehicles text, "net revenue" text, "gross revenue" text, "vehicles this year" text, "net this year" text, "gross this year" text)
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(revenue_category, '-'), revenue_code,
    trim_scale(coalesce(sum(vehicle_count) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(vehicle_count), 0))::text, trim_scale(coalesce(sum(net_external_revenue), 0))::text,
    trim_scale(coalesce(sum(external_revenue), 0))::text
  from billing.statement
  join warehouse.revenue_detail as detail
    on detail.site_id = statement.site_id and revenue_on >= date_trunc('year', service_month)
      and revenue_on < service_month + interval '1 month'
  cross join lateral (select revenue_on >= service_month as is_asked) as in_month
  where statement_id = asked and deposit_flag is distinct from 'V'
  group by 1, 2
  order by 1, 2
$function$;
comment on function billing.mix_of_sales(asked bigint) is 'Revenue of a month and of its year by category and code, without validations.';
grant execute on function billing.mix_of_sales(asked bigint) to daybook_stages;
revoke all on function billing.mix_of_sales(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.newest_marks(asked date)
 RETURNS TABLE(readiness_id bigint, site_id text, is_ready boolean, note text, marked_at timestamp with time zone, marked_by text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (site_id) readiness_id, site_id, is_ready, note, marked_at, marked_by
  from billing.site_readiness
  where service_month = asked
  order by site_id, readiness_id desc
$function$;
comment on function billing.newest_marks(asked date) is 'The mark of each site that holds for a service month; a site that nobody marked has none.';
grant execute on function billing.newest_marks(asked date) to daybook_stages;
revoke all on function billing.newest_marks(asked date) from public;

CREATE OR REPLACE FUNCTION billing.one_statement(asked bigint)
 RETURNS TABLE("statementId" bigint, site text, "customerName" text, month text, version integer, state text, total text, expected text, "deviationPercent" text, "madeBy" text, "changeNumber" integer, "runId" bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select statement.statement_id, statement.site_id, customer_name, to_char(service_month, 'YYYY-MM'),
    statement.version, statement.state, statement.total::text, round(forecast_amount, 2)::text,
    round(deviation_percent, 2)::text, statement.made_by, change_number, run_id
  from billing.statement
  left join contracts.version as terms on terms.version_id = contract_version_id
  left join contracts.contract using (contract_id)
  left join billing.comparison on comparison.statement_id = statement.statement_id
  where statement.statement_id = asked
$function$;
comment on function billing.one_statement(asked bigint) is 'One statement, replaced ones too.';
grant execute on function billing.one_statement(asked bigint) to daybook_stages;
revoke all on function billing.one_statement(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.other_expenses(asked bigint, except_entities text[])
 RETURNS TABLE(account text, name text, entity text, amount text, billed text)
 LANGUAGE sql
 STABLE
AS $function$
  select ledger.account_id, account_name, entity, sum(ledger.amount)::text,
    case when entity = any (except_entities) then 'no, entity left out'
      when ledger.account_id = any (accounts.billable_expense_codes) then 'yes' else 'no' end
  from billing.statement
  join contracts.billable_accounts as accounts on accounts.version_id = contract_version_id and accounts.position = 1
  join warehouse.ledger_balance as ledger
    on ledger.site_id = statement.site_id and period_month = service_month
      and ledger.account_id between '7000' and '7999'
  join warehouse.account on account.account_id = ledger.account_id
  where statement_id = asked
  group by ledger.account_id, account_name, entity, accounts.billable_expense_codes
  order by 5 desc, 1, 3
$function$;
comment on function billing.other_expenses(asked bigint, except_entities text[]) is 'Expense accounts of a month, billed or left out.';
grant execute on function billing.other_expenses(asked bigint, except_entities text[]) to daybook_stages;
revoke all on function billing.other_expenses(asked bigint, except_entities text[]) from public;

CREATE OR REPLACE FUNCTION billing.parking_department(asked bigint)
 RETURNS TABLE(part text, month text, title text, "operator share %" text, "owner share %" text, "up to" text, amount text, "due to operator" text, "due to owner" text)
 LANGUAGE sql
 STABLE
AS $function$
  (select 'Lines of the statement', to_char(service_month, 'YYYY-MM'), line.title, null, null, null,
    line.amount::text, null, null
  from billing.year_to_date(asked) as made
  join contracts.version as terms on terms.version_id = made.version_id and has_management_agreement
  join billing.statement_line as line on line.statement_id = made.statement_id
  order by service_month, line.line_id)
  union all
  (select case tier.kind when 'revenue' then 'Revenue share' else 'Profit share' end,
    to_char(service_month, 'YYYY-MM'),
    concat(case tier.kind when 'revenue' then format('Structure %s, tier ', structure) else 'Tier ' end,
      row_number() over (partition by tier.statement_id, tier.kind, structure order by tier.position)),
    trim_scale(share_percent)::text, trim_scale(100 - share_percent)::text,
    case when limit_amount = 0 then 'no limit' else trim_scale(limit_amount)::text end, trim_scale(amount)::text,
    trim_scale(due)::text, trim_scale(amount - due)::text
  from billing.year_to_date(asked) as made
  join billing.tier_result as tier using (statement_id)
  order by tier.kind desc, service_month, tier.structure, tier.position)
$function$;
comment on function billing.parking_department(asked bigint) is 'How revenue or profit spread over the tiers, as it was stored with each statement (billing.md 2.5.2, 2.14); with a management agreement also the lines that made the profit.';
grant execute on function billing.parking_department(asked bigint) to daybook_stages;
revoke all on function billing.parking_department(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.postings_of(month date)
 RETURNS TABLE(key text, "statementId" text, kind text, "documentNumber" text, batch text, site text, debit text, credit text, state text, answer text)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
comment on function billing.postings_of(month date) is 'Documents for the ledger of a service month, those of statements and those of unit accounts, and how far they came.';
grant execute on function billing.postings_of(month date) to daybook_stages;
revoke all on function billing.postings_of(month date) from public;

CREATE OR REPLACE FUNCTION billing.premium_minutes(sheet warehouse.timesheet)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sheet.overtime_minutes + sheet.overtime_minutes_next_day
    + sheet.double_overtime_minutes + sheet.double_overtime_minutes_next_day
    + sheet.holiday_minutes + sheet.holiday_minutes_next_day
    + sheet.holiday_overtime_minutes + sheet.holiday_overtime_minutes_next_day
    + sheet.holiday_double_overtime_minutes + sheet.holiday_double_overtime_minutes_next_day
$function$;
comment on function billing.premium_minutes(sheet warehouse.timesheet) is 'Minutes of a timesheet row at the premium rate: overtime, holiday and double time of every kind (billing.md 2.4).';
grant execute on function billing.premium_minutes(sheet warehouse.timesheet) to daybook_stages;
revoke all on function billing.premium_minutes(sheet warehouse.timesheet) from public;

CREATE OR REPLACE FUNCTION billing.readiness(asked date, sites text[])
 RETURNS TABLE(site text, "customerName" text, "billingType" text, "isReady" boolean, note text, "markedAt" text, "markedBy" text, "statementId" bigint, state text)
 LANGUAGE sql
 STABLE
AS $function$
  select terms.site_id, terms.customer_name, terms.billing_type, is_ready, note, to_json(marked_at) #>> '{}',
    marked_by, statement_id, statement.state
  from contracts.in_force(asked, sites) as terms
  left join billing.newest_marks(asked) as mark on mark.site_id = terms.site_id
  left join lateral (
    select statement_id, made.state from billing.statement as made
    where made.site_id = terms.site_id and made.service_month = asked and made.state <> 'Replaced'
    order by version desc limit 1) as statement on true
  order by terms.site_id
$function$;
comment on function billing.readiness(asked date, sites text[]) is 'Sites with a contract in a service month: the mark that holds and the newest statement, as far as both may be seen.';
grant execute on function billing.readiness(asked date, sites text[]) to daybook_stages;
revoke all on function billing.readiness(asked date, sites text[]) from public;

CREATE OR REPLACE FUNCTION billing.regular_minutes(sheet warehouse.timesheet)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sheet.regular_minutes + sheet.regular_minutes_next_day
$function$;
comment on function billing.regular_minutes(sheet warehouse.timesheet) is 'Minutes of a timesheet row at the regular rate.';
grant execute on function billing.regular_minutes(sheet warehouse.timesheet) to daybook_stages;
revoke all on function billing.regular_minutes(sheet warehouse.timesheet) from public;

CREATE OR REPLACE FUNCTION billing.revenue_totals(asked jsonb, month date)
 RETURNS TABLE(site_id text, revenue_month text, revenue_code text, category text, collection_type text, deposit_flag text, tax_rate numeric, net_revenue numeric, gross_revenue numeric, billable_validation numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select detail.site_id, to_char(revenue_on, 'YYYY-MM'), detail.revenue_code, revenue_category,
    detail.collection_type, detail.deposit_flag, detail.tax_rate / 100, coalesce(sum(net_external_revenue), 0),
    coalesce(sum(external_revenue), 0), coalesce(sum(billable_net_validation), 0)
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date)
  join warehouse.revenue_detail as detail
    on detail.site_id = wanted.site_id and revenue_on >= wanted.from_month and revenue_on < month + interval '1 month'
  where revenue_on >= (select min(from_month) from jsonb_to_recordset(asked) as first (from_month date))
    and revenue_on < month + interval '1 month'
  group by 1, 2, 3, 4, 5, 6, 7
  order by 1, 2, 3, 4, 5, 6, 7
$function$;
comment on function billing.revenue_totals(asked jsonb, month date) is 'Daily revenue of sites by month and what rules select by; tax rates as fractions, the source has percent (billing.md 0.2, data.md 2).';
grant execute on function billing.revenue_totals(asked jsonb, month date) to daybook_stages;
revoke all on function billing.revenue_totals(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.room_totals(asked jsonb, month date)
 RETURNS TABLE(site_id text, rooms numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select daily.site_id, sum(value)
  from jsonb_to_recordset(asked) as wanted (site_id text)
  join warehouse.revenue_value as daily on daily.site_id = wanted.site_id
  where revenue_on >= month and revenue_on < month + interval '1 month' and revenue_category = 'OCCUPIED ROOMS'
  group by 1
  order by 1
$function$;
comment on function billing.room_totals(asked jsonb, month date) is 'Occupied rooms of sites in a month (billing.md 2.3).';
grant execute on function billing.room_totals(asked jsonb, month date) to daybook_stages;
revoke all on function billing.room_totals(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.site_facts(asked jsonb, month date)
 RETURNS TABLE(site_id text, site_name text, opened_on text, gl_string text, expected numeric, expected_from text, has_ledger boolean)
 LANGUAGE sql
 STABLE
AS $function$
  select wanted.site_id, site_name, opened_on::text, gl_string, expected.amount, expected.source,
    exists (select from warehouse.ledger_balance as ledger
      where ledger.site_id = wanted.site_id and period_month = month)
  from jsonb_to_recordset(asked) as wanted (site_id text)
  left join lateral (
    select known.site_name, known.opened_on, known.gl_string from warehouse.site_version as known
    where known.site_id = wanted.site_id order by valid_from_on desc limit 1) as known on true
  left join lateral billing.expected_revenue(wanted.site_id, month) as expected on true
  order by 1
$function$;
comment on function billing.site_facts(asked jsonb, month date) is 'What the site record says, the internal revenue that is expected, and whether the ledger has the month.';
grant execute on function billing.site_facts(asked jsonb, month date) to daybook_stages;
revoke all on function billing.site_facts(asked jsonb, month date) from public;

CREATE OR REPLACE FUNCTION billing.tax_report(asked bigint)
 RETURNS TABLE("deposited by" text, "tax rate %" text, "net revenue" text, tax text, "net this year" text, "tax this year" text)
 LANGUAGE sql
 STABLE
AS $function$
  select case deposit_flag when 'Y' then 'operator' else 'client' end, trim_scale(tax_rate)::text,
    trim_scale(coalesce(sum(net_external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue * tax_rate / 100) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue * tax_rate / 100), 0))::text
  from billing.statement
  join warehouse.revenue_detail as detail
    on detail.site_id = statement.site_id and revenue_on >= date_trunc('year', service_month)
      and revenue_on < service_month + interval '1 month'
  cross join lateral (select revenue_on >= service_month as is_asked) as in_month
  where statement_id = asked and deposit_flag is distinct from 'V' and coalesce(tax_rate, 0) <> 0
    and (deposit_flag = 'Y' or upper(coalesce(revenue_category, '')) not in ('PER MAN HOUR', 'OTHER REVENUE'))
  group by 1, tax_rate
  order by 1, tax_rate
$function$;
comment on function billing.tax_report(asked bigint) is 'Net revenue and parking tax by rate, of a month and of its year; what the client collected without hours of people and other revenue, as it is billed (billing.md 2.9).';
grant execute on function billing.tax_report(asked bigint) to daybook_stages;
revoke all on function billing.tax_report(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.unit_accounts(month date)
 RETURNS TABLE(site text, account text, "accountString" text, "glString" text, value text, problem text)
 LANGUAGE sql
 STABLE
AS $function$
  select units.site, units.account, string, gl_string, units.value::text,
    case
      when string is null then 'the site has no GL string of the form NN-NN-NNNN-'
      when listed.is_active is null then 'the ledger does not list it'
      when not listed.is_active then 'it is not active'
    end
  from billing.unit_values(month) as units
  left join lateral (
    select known.gl_string from warehouse.site_version as known
    where known.site_id = units.site order by valid_from_on desc limit 1) as located on true
  cross join lateral (
    select case when gl_string ~ '^\d{2}-\d{2}-\d{4}-$' then gl_string || units.account || '-' || units.site end
      as string) as written
  left join lateral (
    select bool_or(status = 'ACTIVE') as is_active from warehouse.gl_account
    where account_number = string and company_database in ('TOWNE', '')) as listed on true
  order by string, units.site, units.account
$function$;
comment on function billing.unit_accounts(month date) is 'Unit accounts of a month as the ledger writes them, with what keeps each from being posted (billing.md 4.9).';
grant execute on function billing.unit_accounts(month date) to daybook_stages;
revoke all on function billing.unit_accounts(month date) from public;

CREATE OR REPLACE FUNCTION billing.unit_values(month date)
 RETURNS TABLE(site text, account text, value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with counted as (
    select detail.site_id, filled.account_id, filled.value
    from warehouse.revenue_detail as detail
    join warehouse.statistic_code() as code using (revenue_code)
    join warehouse.parking_statistic as statistic using (statistic)
    cross join lateral (values
      (statistic.revenue_account_id, detail.net_external_revenue),
      (statistic.vehicle_account_id, detail.vehicle_count)) as filled (account_id, value)
    where revenue_on >= month and revenue_on < month + interval '1 month' and filled.account_id is not null
    union all
    select rooms.site_id, statistic.vehicle_account_id, rooms.value
    from warehouse.revenue_value as rooms
    join warehouse.parking_statistic as statistic on statistic.statistic = 'occupied-rooms'
    where revenue_on >= month and revenue_on < month + interval '1 month' and revenue_category = 'OCCUPIED ROOMS'
      and value_type = 'OTHER'
  )
  select site_id, account_id, round(sum(value), 2) from counted
  group by site_id, account_id having round(sum(value), 2) <> 0
$function$;
comment on function billing.unit_values(month date) is 'Statistics of a month by site and statistics account: revenue, vehicles and occupied rooms as the sites reported them (data.md 2.4). Accounts that no daily report fills, such as the total 9410 and comps, have none.';
grant execute on function billing.unit_values(month date) to daybook_stages;
revoke all on function billing.unit_values(month date) from public;

CREATE OR REPLACE FUNCTION billing.unposted_statements(month date)
 RETURNS TABLE("statementId" text, site text, total text)
 LANGUAGE sql
 STABLE
AS $function$
  select statement_id::text, site_id, total::text from billing.statement
  where service_month = month and state = 'Sent'
    and not exists (select from billing.posting where posting.statement_id = statement.statement_id)
  order by site_id
$function$;
comment on function billing.unposted_statements(month date) is 'Statements of a service month that were sent and not posted.';
grant execute on function billing.unposted_statements(month date) to daybook_stages;
revoke all on function billing.unposted_statements(month date) from public;

CREATE OR REPLACE FUNCTION billing.validation_report(asked bigint)
 RETURNS TABLE(part text, month text, validations text, "threshold type" text, threshold text, revenue text, "free of charge" text, "above threshold" text, billed text)
 LANGUAGE sql
 STABLE
AS $function$
  select part, to_char(service_month, 'YYYY-MM'), trim_scale(validations)::text,
    case kind when 'RevenuePercentage' then 'percent of revenue' when 'ValidationAmount' then 'amount'
      else 'vehicles' end, trim_scale(threshold)::text,
    case kind when 'RevenuePercentage' then trim_scale(revenue)::text end, trim_scale(free)::text,
    trim_scale(greatest(validations - free, 0))::text, billed::text
  from billing.year_to_date(asked) as made
  cross join lateral (
    select coalesce(sum(billable_net_validation) filter (where deposit_flag = 'V'), 0) as validations,
      coalesce(sum(net_external_revenue) filter (where deposit_flag is distinct from 'V'
        and upper(coalesce(revenue_category, '')) <> 'PER MAN HOUR'), 0) as net_revenue
    from warehouse.revenue_detail as detail
    where detail.site_id = made.site_id and revenue_on >= service_month
      and revenue_on < service_month + interval '1 month') as facts
  cross join lateral (
    select 'Revenue share' as part, validation_kind as kind, coalesce(validation_amount, 0) as threshold,
      (select coalesce(sum(amount), 0) from billing.tier_result as tier
        where tier.statement_id = made.statement_id and tier.kind = 'revenue') as revenue,
      (select coalesce(sum(amount), 0) from billing.statement_line as line
        where line.statement_id = made.statement_id and line.component = 'validation') as billed
    from contracts.revenue_share_structure as structure join contracts.version using (version_id)
    where structure.version_id = made.version_id and structure.position = 1 and has_revenue_share
      and validation_kind is not null
    union all
    select 'Management agreement', validation_kind, coalesce(validation_amount, 0), net_revenue, null
    from contracts.management_fee as fee join contracts.version using (version_id)
    where fee.version_id = made.version_id and fee.position = 1 and has_management_agreement and has_validation
      and validation_kind is not null) as threshold
  cross join lateral (
    select case kind when 'RevenuePercentage' then revenue * threshold / 100
      when 'ValidationAmount' then threshold else 0 end as free) as share
  order by 1 desc, 2
$function$;
comment on function billing.validation_report(asked bigint) is 'Validations of each month, what the contract gives free and what is above (billing.md 2.6, 2.14); billed is the line of the statement, null where the excess counts in the profit instead.';
grant execute on function billing.validation_report(asked bigint) to daybook_stages;
revoke all on function billing.validation_report(asked bigint) from public;

CREATE OR REPLACE FUNCTION billing.year_to_date(asked bigint)
 RETURNS TABLE(statement_id bigint, site_id text, service_month date, version_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (made.service_month) made.statement_id, made.site_id, made.service_month, made.contract_version_id
  from billing.statement as wanted
  join billing.statement as made on made.site_id = wanted.site_id
    and made.service_month >= date_trunc('year', wanted.service_month) and made.service_month <= wanted.service_month
    and (made.statement_id = wanted.statement_id
      or (made.service_month < wanted.service_month and made.state <> 'Replaced'))
  where wanted.statement_id = asked
  order by made.service_month, made.version desc
$function$;
comment on function billing.year_to_date(asked bigint) is 'A statement and the newest version of each earlier month of its calendar year.';
grant execute on function billing.year_to_date(asked bigint) to daybook_stages;
revoke all on function billing.year_to_date(asked bigint) from public;

create schema contracts;
comment on schema contracts is 'What was agreed with customers, in versions by service month.';
grant usage on schema contracts to daybook_stages;

create table contracts.bell_service (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  constraint bell_service_pkey PRIMARY KEY (version_id, "position"),
  constraint bell_service_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.bell_service enable row level security;
alter table contracts.bell_service force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.bell_service REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.bell_service', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.bell_service REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.bell_service', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.bell_service FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.bell_service', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.bell_service REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.bell_service', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.bell_service as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.bell_service as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.bell_service is 'Bell revenue is passed through (billing.md 1.10).';
comment on column contracts.bell_service.version_id is 'Version of the contract.';
comment on column contracts.bell_service.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.bell_service."position" is 'Place in the list, from 1.';
comment on column contracts.bell_service.source_id is 'Its id in the export.';
comment on column contracts.bell_service.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.bell_service to daybook_account_manager;
grant select on table contracts.bell_service to daybook_auditor;
grant select on table contracts.bell_service to daybook_billing_admin;
grant select on table contracts.bell_service to daybook_billing_manager;
grant select on table contracts.bell_service to daybook_contract_admin;
grant select on table contracts.bell_service to daybook_corporate_consumer;
grant select on table contracts.bell_service to daybook_district_manager;
grant select on table contracts.bell_service to daybook_finance_manager;
grant select on table contracts.bell_service to daybook_forecast_admin;
grant select on table contracts.bell_service to daybook_regional_vp;
grant select on table contracts.bell_service to daybook_revenue_approver;
grant select on table contracts.bell_service to daybook_svp;

create table contracts.billable_accounts (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  payroll_codes text[] not null,
  billable_payroll_codes text[] not null,
  payroll_group smallint not null,
  payroll_title text not null,
  additional_payroll_amount numeric,
  has_payroll_taxes boolean not null,
  payroll_taxes_billing text not null,
  payroll_taxes_percent numeric,
  payroll_taxes_title text not null,
  has_payroll_taxes_escalator boolean,
  payroll_taxes_escalator_month text,
  payroll_taxes_escalator_kind text,
  payroll_taxes_escalator_value numeric,
  has_support boolean not null,
  support_billing text not null,
  support_base text not null,
  support_amount numeric,
  support_title text not null,
  expense_codes text[] not null,
  billable_expense_codes text[] not null,
  expense_group smallint not null,
  expense_title text not null,
  constraint billable_accounts_pkey PRIMARY KEY (version_id, "position"),
  constraint billable_accounts_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.billable_accounts enable row level security;
alter table contracts.billable_accounts force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.billable_accounts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.billable_accounts', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.billable_accounts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.billable_accounts', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.billable_accounts FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.billable_accounts', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.billable_accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.billable_accounts', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.billable_accounts as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.billable_accounts as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.billable_accounts is 'Which ledger accounts are billed on (billing.md 1.13).';
comment on column contracts.billable_accounts.version_id is 'Version of the contract.';
comment on column contracts.billable_accounts.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.billable_accounts."position" is 'Place in the list, from 1.';
comment on column contracts.billable_accounts.source_id is 'Its id in the export.';
comment on column contracts.billable_accounts.payroll_codes is 'Payroll accounts that the contract lists, in its order.';
comment on column contracts.billable_accounts.billable_payroll_codes is 'Those of them that are billed.';
comment on column contracts.billable_accounts.payroll_group is 'Invoice group of payroll, payroll taxes and support.';
comment on column contracts.billable_accounts.payroll_title is 'Line title of payroll.';
comment on column contracts.billable_accounts.additional_payroll_amount is 'Fixed monthly addition to payroll.';
comment on column contracts.billable_accounts.has_payroll_taxes is 'Payroll taxes and benefits are billed.';
comment on column contracts.billable_accounts.payroll_taxes_billing is 'Actual or Percentage.';
comment on column contracts.billable_accounts.payroll_taxes_percent is 'Percent of payroll.';
comment on column contracts.billable_accounts.payroll_taxes_title is 'Line title of payroll taxes.';
comment on column contracts.billable_accounts.has_payroll_taxes_escalator is 'Payroll taxes escalate yearly.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_month is 'Month of it, English name.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_value is 'Percent or points.';
comment on column contracts.billable_accounts.has_support is 'Support services are billed.';
comment on column contracts.billable_accounts.support_billing is 'Fixed or Percentage.';
comment on column contracts.billable_accounts.support_base is 'Billable or Total payroll.';
comment on column contracts.billable_accounts.support_amount is 'Money or percent.';
comment on column contracts.billable_accounts.support_title is 'Line title of support.';
comment on column contracts.billable_accounts.expense_codes is 'Expense accounts that the contract lists, in its order.';
comment on column contracts.billable_accounts.billable_expense_codes is 'Those of them that are billed.';
comment on column contracts.billable_accounts.expense_group is 'Invoice group of expenses.';
comment on column contracts.billable_accounts.expense_title is 'Line title of expenses.';
grant select on table contracts.billable_accounts to daybook_account_manager;
grant select on table contracts.billable_accounts to daybook_auditor;
grant select on table contracts.billable_accounts to daybook_billing_admin;
grant select on table contracts.billable_accounts to daybook_billing_manager;
grant select on table contracts.billable_accounts to daybook_contract_admin;
grant select on table contracts.billable_accounts to daybook_corporate_consumer;
grant select on table contracts.billable_accounts to daybook_district_manager;
grant select on table contracts.billable_accounts to daybook_finance_manager;
grant select on table contracts.billable_accounts to daybook_forecast_admin;
grant select on table contracts.billable_accounts to daybook_regional_vp;
grant select on table contracts.billable_accounts to daybook_revenue_approver;
grant select on table contracts.billable_accounts to daybook_svp;

create table contracts.clause (
  clause_id bigint not null generated always as identity,
  contract_id uuid not null,
  site_id text not null,
  kind text not null,
  component text not null,
  "position" smallint,
  tier smallint,
  job_codes text[] not null,
  set_name text,
  accumulation text,
  amount numeric,
  escalates_in smallint,
  fixed_percent numeric,
  index_name text,
  index_month smallint,
  combine text,
  floor_percent numeric,
  cap_percent numeric,
  from_month date not null,
  through_month date,
  reason text not null,
  added_at timestamp with time zone not null,
  added_by text not null,
  replaces_id bigint,
  superseded_at timestamp with time zone,
  superseded_by text,
  constraint clause_accumulation_is_known CHECK ((accumulation = ANY (ARRAY['Monthly'::text, 'AnnualCalendar'::text, 'AnnualAnniversary'::text]))),
  constraint clause_combines_two CHECK (((combine IS NULL) OR ((combine = ANY (ARRAY['max'::text, 'min'::text])) AND (fixed_percent IS NOT NULL) AND (index_name IS NOT NULL)))),
  constraint clause_contract_exists FOREIGN KEY (contract_id) REFERENCES contracts.contract(contract_id),
  constraint clause_escalates_in_a_month CHECK (((escalates_in IS NULL) OR ((kind = 'escalation'::text) AND ((escalates_in >= 1) AND (escalates_in <= 12))))),
  constraint clause_has_its_figures CHECK (
CASE kind
    WHEN 'cap'::text THEN ((COALESCE(amount, (0)::numeric) > (0)::numeric) AND (accumulation IS NOT NULL))
    WHEN 'minimum'::text THEN ((COALESCE(amount, (0)::numeric) > (0)::numeric) AND (accumulation IS NOT NULL))
    WHEN 'room-threshold'::text THEN ((COALESCE(amount, (0)::numeric) > (0)::numeric) AND ("position" IS NOT NULL))
    WHEN 'weekly-quantity'::text THEN (COALESCE(amount, (0)::numeric) > (0)::numeric)
    WHEN 'shared-tiers'::text THEN ((set_name IS NOT NULL) AND ("position" IS NOT NULL))
    WHEN 'rate-steps'::text THEN ("position" IS NOT NULL)
    ELSE ((escalates_in IS NOT NULL) AND (COALESCE(amount, (1)::numeric) > (0)::numeric) AND ((amount IS NULL) = ((fixed_percent IS NOT NULL) OR (index_name IS NOT NULL))))
END),
  constraint clause_holds_for_months CHECK (((EXTRACT(day FROM from_month) = (1)::numeric) AND (EXTRACT(day FROM through_month) = (1)::numeric) AND (through_month >= from_month))),
  constraint clause_index_is_known CHECK ((index_name = ANY (ARRAY['CPI'::text, 'ECI'::text]))),
  constraint clause_index_month_is_one CHECK (((index_month >= 1) AND (index_month <= 12))),
  constraint clause_is_replaced_once UNIQUE (replaces_id),
  constraint clause_kind_is_known CHECK ((kind = ANY (ARRAY['cap'::text, 'minimum'::text, 'rate-steps'::text, 'room-threshold'::text, 'weekly-quantity'::text, 'shared-tiers'::text, 'escalation'::text]))),
  constraint clause_pkey PRIMARY KEY (clause_id),
  constraint clause_replaced_exists FOREIGN KEY (replaces_id) REFERENCES contracts.clause(clause_id),
  constraint clause_superseded_by_somebody CHECK (((superseded_at IS NULL) = (superseded_by IS NULL)))
);
alter table contracts.clause enable row level security;
alter table contracts.clause force row level security;
CREATE INDEX clause_contract ON contracts.clause USING btree (contract_id);
CREATE INDEX clause_site ON contracts.clause USING btree (site_id, from_month);
CREATE TRIGGER marks_pnl AFTER INSERT ON contracts.clause REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_agreed();
CREATE TRIGGER marks_pnl_of_changed AFTER UPDATE ON contracts.clause REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_agreed();
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.clause REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.clause', '{clause_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.clause REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.clause', '{clause_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.clause FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.clause', '{clause_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.clause REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.clause', '{clause_id}'); -- enabled: A
create policy contract_read_select_by_site on contracts.clause as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.clause as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.clause is 'A term that no export can say, for the component it modifies. Never edited: ending one adds a row with a last month and marks the one before, so that a month that is made anew finds what held in it.';
comment on column contracts.clause.clause_id is 'Its number; explanations and commands use it.';
comment on column contracts.clause.contract_id is 'Contract.';
comment on column contracts.clause.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.clause.kind is 'cap, minimum, rate-steps, room-threshold, weekly-quantity, shared-tiers or escalation.';
comment on column contracts.clause.component is 'Component that it modifies; of shares, an escalation moves the limits.';
comment on column contracts.clause."position" is 'Row or structure of the component, from 1; null is every row.';
comment on column contracts.clause.tier is 'Tier whose limit escalates, from 1; null is every tier.';
comment on column contracts.clause.job_codes is 'Jobs whose hours share a weekly quantity; empty is every job.';
comment on column contracts.clause.set_name is 'Name under which sites share tiers.';
comment on column contracts.clause.accumulation is 'Window of a cap or minimum, in the words of tiers.';
comment on column contracts.clause.amount is 'Money of a cap or minimum, money for an occupied room, hours of a week that are not billed, or money or points that an escalation adds.';
comment on column contracts.clause.escalates_in is 'Month of the year in which the rate escalates, 1 to 12.';
comment on column contracts.clause.fixed_percent is 'Percent by which a rate escalates, or a cap or minimum grows in a year; alone or against the index.';
comment on column contracts.clause.index_name is 'CPI or ECI.';
comment on column contracts.clause.index_month is 'Month of the index value, the newest before the escalation; null takes the value of the calendar year before.';
comment on column contracts.clause.combine is 'max or min of fixed percent and index.';
comment on column contracts.clause.floor_percent is 'It escalates by this percentage at least.';
comment on column contracts.clause.cap_percent is 'It escalates by this percentage at most.';
comment on column contracts.clause.from_month is 'First service month, as its first day.';
comment on column contracts.clause.through_month is 'Last service month, as its first day; null has no end.';
comment on column contracts.clause.reason is 'Where it is agreed: a paragraph, a letter (personal data).';
comment on column contracts.clause.added_at is 'When it was entered.';
comment on column contracts.clause.added_by is 'Who entered it (personal data).';
comment on column contracts.clause.replaces_id is 'The row before this one, of the same clause.';
comment on column contracts.clause.superseded_at is 'When the next row replaced it or it was withdrawn.';
comment on column contracts.clause.superseded_by is 'Who ended or withdrew it (personal data).';
grant select on table contracts.clause to daybook_account_manager;
grant select on table contracts.clause to daybook_auditor;
grant select on table contracts.clause to daybook_billing_admin;
grant select on table contracts.clause to daybook_billing_manager;
grant select on table contracts.clause to daybook_contract_admin;
grant select on table contracts.clause to daybook_corporate_consumer;
grant select on table contracts.clause to daybook_district_manager;
grant select on table contracts.clause to daybook_finance_manager;
grant select on table contracts.clause to daybook_forecast_admin;
grant select on table contracts.clause to daybook_regional_vp;
grant select on table contracts.clause to daybook_revenue_approver;
grant select on table contracts.clause to daybook_svp;

create table contracts.clause_step (
  clause_id bigint not null,
  contract_year smallint not null,
  site_id text not null,
  amount numeric not null,
  overtime_amount numeric,
  is_added boolean not null default false,
  constraint clause_step_clause_exists FOREIGN KEY (clause_id) REFERENCES contracts.clause(clause_id),
  constraint clause_step_is_not_below_zero CHECK (((amount >= (0)::numeric) AND (overtime_amount >= (0)::numeric))),
  constraint clause_step_pkey PRIMARY KEY (clause_id, contract_year),
  constraint clause_step_year_counts_from_one CHECK ((contract_year >= 1))
);
alter table contracts.clause_step enable row level security;
alter table contracts.clause_step force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.clause_step REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.clause_step', '{clause_id,contract_year}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.clause_step REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.clause_step', '{clause_id,contract_year}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.clause_step FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.clause_step', '{clause_id,contract_year}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.clause_step REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.clause_step', '{clause_id,contract_year}'); -- enabled: A
create policy contract_read_select_by_site on contracts.clause_step as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.clause_step as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.clause_step is 'A rate from a contract year on.';
comment on column contracts.clause_step.clause_id is 'Clause.';
comment on column contracts.clause_step.contract_year is 'First contract year, from 1; from the day the site opened.';
comment on column contracts.clause_step.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.clause_step.amount is 'Rate, or percent of a management fee on revenue; of a step that adds, by how much it grows.';
comment on column contracts.clause_step.overtime_amount is 'Rate of an overtime hour; null leaves that of the contract.';
comment on column contracts.clause_step.is_added is 'The step adds to the rate before it, of the contract or of the step before, in place of replacing it.';
grant select on table contracts.clause_step to daybook_account_manager;
grant select on table contracts.clause_step to daybook_auditor;
grant select on table contracts.clause_step to daybook_billing_admin;
grant select on table contracts.clause_step to daybook_billing_manager;
grant select on table contracts.clause_step to daybook_contract_admin;
grant select on table contracts.clause_step to daybook_corporate_consumer;
grant select on table contracts.clause_step to daybook_district_manager;
grant select on table contracts.clause_step to daybook_finance_manager;
grant select on table contracts.clause_step to daybook_forecast_admin;
grant select on table contracts.clause_step to daybook_regional_vp;
grant select on table contracts.clause_step to daybook_revenue_approver;
grant select on table contracts.clause_step to daybook_svp;

create table contracts.contract (
  contract_id uuid not null,
  site_id text not null,
  customer_name text,
  first_imported_at timestamp with time zone not null,
  constraint contract_is_one_per_site UNIQUE (site_id),
  constraint contract_pkey PRIMARY KEY (contract_id),
  constraint contract_site_has_four_digits CHECK ((site_id ~ '^[0-9]{4}$'::text))
);
alter table contracts.contract enable row level security;
alter table contracts.contract force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.contract REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.contract', '{contract_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.contract REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.contract', '{contract_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.contract FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.contract', '{contract_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.contract REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.contract', '{contract_id}'); -- enabled: A
create policy contract_read_select_by_site on contracts.contract as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.contract as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.contract is 'The contract of a site (billing.md 1); what it says is in its versions.';
comment on column contracts.contract.contract_id is 'Its id in the exports.';
comment on column contracts.contract.site_id is 'Site number, four digits; the warehouse may not know the site yet.';
comment on column contracts.contract.customer_name is 'Customer as the export names it; a replaceable link, not a term.';
comment on column contracts.contract.first_imported_at is 'When it was first taken in.';
grant select on table contracts.contract to daybook_account_manager;
grant select on table contracts.contract to daybook_auditor;
grant select on table contracts.contract to daybook_billing_admin;
grant select on table contracts.contract to daybook_billing_manager;
grant select on table contracts.contract to daybook_contract_admin;
grant select on table contracts.contract to daybook_corporate_consumer;
grant select on table contracts.contract to daybook_district_manager;
grant select on table contracts.contract to daybook_finance_manager;
grant select on table contracts.contract to daybook_forecast_admin;
grant select on table contracts.contract to daybook_regional_vp;
grant select on table contracts.contract to daybook_revenue_approver;
grant select on table contracts.contract to daybook_svp;

create table contracts.deposited_revenue (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  is_tax_ours boolean not null,
  is_deposited boolean not null,
  group_number smallint not null,
  constraint deposited_revenue_pkey PRIMARY KEY (version_id, "position"),
  constraint deposited_revenue_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.deposited_revenue enable row level security;
alter table contracts.deposited_revenue force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.deposited_revenue REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.deposited_revenue', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.deposited_revenue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.deposited_revenue', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.deposited_revenue FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.deposited_revenue', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.deposited_revenue REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.deposited_revenue', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.deposited_revenue as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.deposited_revenue as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.deposited_revenue is 'Whose account parkers pay into, and who hands in the tax (billing.md 1.12).';
comment on column contracts.deposited_revenue.version_id is 'Version of the contract.';
comment on column contracts.deposited_revenue.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.deposited_revenue."position" is 'Place in the list, from 1.';
comment on column contracts.deposited_revenue.source_id is 'Its id in the export.';
comment on column contracts.deposited_revenue.is_tax_ours is 'The operator hands in the parking tax.';
comment on column contracts.deposited_revenue.is_deposited is 'The operator deposits the revenue and credits it.';
comment on column contracts.deposited_revenue.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.deposited_revenue to daybook_account_manager;
grant select on table contracts.deposited_revenue to daybook_auditor;
grant select on table contracts.deposited_revenue to daybook_billing_admin;
grant select on table contracts.deposited_revenue to daybook_billing_manager;
grant select on table contracts.deposited_revenue to daybook_contract_admin;
grant select on table contracts.deposited_revenue to daybook_corporate_consumer;
grant select on table contracts.deposited_revenue to daybook_district_manager;
grant select on table contracts.deposited_revenue to daybook_finance_manager;
grant select on table contracts.deposited_revenue to daybook_forecast_admin;
grant select on table contracts.deposited_revenue to daybook_regional_vp;
grant select on table contracts.deposited_revenue to daybook_revenue_approver;
grant select on table contracts.deposited_revenue to daybook_svp;

create table contracts.finding (
  export_id bigint not null,
  "position" integer not null,
  grade text not null,
  code text not null,
  path text not null,
  message text not null,
  constraint finding_export_exists FOREIGN KEY (export_id) REFERENCES contracts.received_export(export_id),
  constraint finding_grade_is_known CHECK ((grade = ANY (ARRAY['silent'::text, 'warning'::text, 'blocked'::text, 'rejected'::text]))),
  constraint finding_pkey PRIMARY KEY (export_id, "position")
);
alter table contracts.finding enable row level security;
alter table contracts.finding force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.finding REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.finding', '{export_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.finding REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.finding', '{export_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.finding FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.finding', '{export_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.finding REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.finding', '{export_id,position}'); -- enabled: A
create policy contract_change_select_everywhere on contracts.finding as permissive for select to daybook_billing_admin, daybook_contract_admin using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.finding is 'What the import saw in an export (contract-corpus.md 5).';
comment on column contracts.finding.export_id is 'Export.';
comment on column contracts.finding."position" is 'Place in the list, from 1.';
comment on column contracts.finding.grade is 'silent, warning, blocked (kept as a draft) or rejected.';
comment on column contracts.finding.code is 'Code of the finding.';
comment on column contracts.finding.path is 'Block and field of the export.';
comment on column contracts.finding.message is 'What is wrong and what to do.';
grant select on table contracts.finding to daybook_billing_admin;
grant select on table contracts.finding to daybook_contract_admin;

create table contracts.fixed_fee_rate (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  service text not null,
  title text not null,
  code text not null,
  fee numeric not null,
  start_text text,
  starts_on date,
  end_text text,
  ends_on date,
  group_number smallint not null,
  constraint fixed_fee_rate_pkey PRIMARY KEY (version_id, "position"),
  constraint fixed_fee_rate_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.fixed_fee_rate enable row level security;
alter table contracts.fixed_fee_rate force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.fixed_fee_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.fixed_fee_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.fixed_fee_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.fixed_fee_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.fixed_fee_rate FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.fixed_fee_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.fixed_fee_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.fixed_fee_rate', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.fixed_fee_rate as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.fixed_fee_rate as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.fixed_fee_rate is 'A service for a fixed monthly fee (billing.md 1.6).';
comment on column contracts.fixed_fee_rate.version_id is 'Version of the contract.';
comment on column contracts.fixed_fee_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.fixed_fee_rate."position" is 'Place in the list, from 1.';
comment on column contracts.fixed_fee_rate.source_id is 'Its id in the export.';
comment on column contracts.fixed_fee_rate.service is 'Service of the catalogue.';
comment on column contracts.fixed_fee_rate.title is 'Line title.';
comment on column contracts.fixed_fee_rate.code is 'GL service code.';
comment on column contracts.fixed_fee_rate.fee is 'Amount a month.';
comment on column contracts.fixed_fee_rate.start_text is 'First day as the export writes it.';
comment on column contracts.fixed_fee_rate.starts_on is 'First day; null is open.';
comment on column contracts.fixed_fee_rate.end_text is 'Last day as the export writes it.';
comment on column contracts.fixed_fee_rate.ends_on is 'Last day; null is open.';
comment on column contracts.fixed_fee_rate.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.fixed_fee_rate to daybook_account_manager;
grant select on table contracts.fixed_fee_rate to daybook_auditor;
grant select on table contracts.fixed_fee_rate to daybook_billing_admin;
grant select on table contracts.fixed_fee_rate to daybook_billing_manager;
grant select on table contracts.fixed_fee_rate to daybook_contract_admin;
grant select on table contracts.fixed_fee_rate to daybook_corporate_consumer;
grant select on table contracts.fixed_fee_rate to daybook_district_manager;
grant select on table contracts.fixed_fee_rate to daybook_finance_manager;
grant select on table contracts.fixed_fee_rate to daybook_forecast_admin;
grant select on table contracts.fixed_fee_rate to daybook_regional_vp;
grant select on table contracts.fixed_fee_rate to daybook_revenue_approver;
grant select on table contracts.fixed_fee_rate to daybook_svp;

create table contracts.index_value (
  index_value_id bigint not null generated always as identity,
  index_name text not null,
  year smallint not null,
  month smallint,
  percent numeric not null,
  entered_at timestamp with time zone not null,
  entered_by text not null,
  approved_at timestamp with time zone,
  approved_by text,
  superseded_at timestamp with time zone,
  constraint index_value_approved_by_somebody CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
  constraint index_value_index_is_known CHECK ((index_name = ANY (ARRAY['CPI'::text, 'ECI'::text]))),
  constraint index_value_is_plausible CHECK (((percent >= ('-50'::integer)::numeric) AND (percent <= (50)::numeric))),
  constraint index_value_month_is_one CHECK (((month >= 1) AND (month <= 12))),
  constraint index_value_needs_a_second_person CHECK ((approved_by <> entered_by)),
  constraint index_value_pkey PRIMARY KEY (index_value_id),
  constraint index_value_year_is_one CHECK (((year >= 1990) AND (year <= 2200)))
);
alter table contracts.index_value enable row level security;
alter table contracts.index_value force row level security;
CREATE UNIQUE INDEX index_value_stands_once ON contracts.index_value USING btree (index_name, year, COALESCE((month)::integer, 0)) WHERE (superseded_at IS NULL);
CREATE TRIGGER marks_pnl AFTER INSERT ON contracts.index_value REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_indexed();
CREATE TRIGGER marks_pnl_of_changed AFTER UPDATE ON contracts.index_value REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_indexed();
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.index_value REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.index_value', '{index_value_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.index_value REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.index_value', '{index_value_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.index_value FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.index_value', '{index_value_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.index_value REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.index_value', '{index_value_id}'); -- enabled: A
create policy contract_change_select_everywhere on contracts.index_value as permissive for select to daybook_billing_admin, daybook_contract_admin using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.index_value is 'Change of an index over twelve months, which escalations by clause read once a second person approved it. A correction is a new row.';
comment on column contracts.index_value.index_value_id is 'Its number.';
comment on column contracts.index_value.index_name is 'CPI or ECI.';
comment on column contracts.index_value.year is 'Year of the value.';
comment on column contracts.index_value.month is 'Month of the value, 1 to 12; null is the value of the whole year.';
comment on column contracts.index_value.percent is 'Change over the twelve months before, in percent.';
comment on column contracts.index_value.entered_at is 'When it was entered.';
comment on column contracts.index_value.entered_by is 'Who entered it (personal data).';
comment on column contracts.index_value.approved_at is 'When a second person approved it; null until then.';
comment on column contracts.index_value.approved_by is 'Who approved it (personal data).';
comment on column contracts.index_value.superseded_at is 'When a correction took its place.';
grant select on table contracts.index_value to daybook_billing_admin;
grant select on table contracts.index_value to daybook_contract_admin;

create table contracts.invoice_group (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  title text not null,
  description text,
  vendor_id text,
  site_number text,
  customer_name text,
  billing_contact_emails text,
  constraint invoice_group_pkey PRIMARY KEY (version_id, "position"),
  constraint invoice_group_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.invoice_group enable row level security;
alter table contracts.invoice_group force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.invoice_group REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.invoice_group', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.invoice_group REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.invoice_group', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.invoice_group FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.invoice_group', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.invoice_group REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.invoice_group', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.invoice_group as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.invoice_group as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.invoice_group is 'An invoice of its own within a statement (billing.md 1.5).';
comment on column contracts.invoice_group.version_id is 'Version of the contract.';
comment on column contracts.invoice_group.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.invoice_group."position" is 'Place in the list, from 1.';
comment on column contracts.invoice_group.source_id is 'Its id in the export.';
comment on column contracts.invoice_group.group_number is 'Number that components refer to.';
comment on column contracts.invoice_group.title is 'Printed on the invoice.';
comment on column contracts.invoice_group.description is 'Printed below the title.';
comment on column contracts.invoice_group.vendor_id is 'Payables vendor for a negative invoice.';
comment on column contracts.invoice_group.site_number is 'Stands for the site in invoice number and posting texts.';
comment on column contracts.invoice_group.customer_name is 'Stands for the bill-to name.';
comment on column contracts.invoice_group.billing_contact_emails is 'Recipients of this invoice, with semicolons (personal data).';
grant select on table contracts.invoice_group to daybook_account_manager;
grant select on table contracts.invoice_group to daybook_auditor;
grant select on table contracts.invoice_group to daybook_billing_admin;
grant select on table contracts.invoice_group to daybook_billing_manager;
grant select on table contracts.invoice_group to daybook_contract_admin;
grant select on table contracts.invoice_group to daybook_corporate_consumer;
grant select on table contracts.invoice_group to daybook_district_manager;
grant select on table contracts.invoice_group to daybook_finance_manager;
grant select on table contracts.invoice_group to daybook_forecast_admin;
grant select on table contracts.invoice_group to daybook_regional_vp;
grant select on table contracts.invoice_group to daybook_revenue_approver;
grant select on table contracts.invoice_group to daybook_svp;

create table contracts.labor_hour_rate (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  service text not null,
  title text not null,
  job_code text not null,
  rate_per_hour numeric not null,
  overtime_rate_per_hour numeric,
  start_text text,
  starts_on date,
  end_text text,
  ends_on date,
  group_number smallint not null,
  constraint labor_hour_rate_pkey PRIMARY KEY (version_id, "position"),
  constraint labor_hour_rate_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.labor_hour_rate enable row level security;
alter table contracts.labor_hour_rate force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.labor_hour_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.labor_hour_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.labor_hour_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.labor_hour_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.labor_hour_rate FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.labor_hour_rate', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.labor_hour_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.labor_hour_rate', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.labor_hour_rate as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.labor_hour_rate as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.labor_hour_rate is 'A job that is billed by the hour (billing.md 1.7).';
comment on column contracts.labor_hour_rate.version_id is 'Version of the contract.';
comment on column contracts.labor_hour_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.labor_hour_rate."position" is 'Place in the list, from 1.';
comment on column contracts.labor_hour_rate.source_id is 'Its id in the export.';
comment on column contracts.labor_hour_rate.service is 'Job of the catalogue.';
comment on column contracts.labor_hour_rate.title is 'Line title.';
comment on column contracts.labor_hour_rate.job_code is 'Job code of the timesheets.';
comment on column contracts.labor_hour_rate.rate_per_hour is 'Rate of a regular hour.';
comment on column contracts.labor_hour_rate.overtime_rate_per_hour is 'Rate of an overtime, double-time or holiday hour.';
comment on column contracts.labor_hour_rate.start_text is 'First day as the export writes it.';
comment on column contracts.labor_hour_rate.starts_on is 'First day; null is open.';
comment on column contracts.labor_hour_rate.end_text is 'Last day as the export writes it.';
comment on column contracts.labor_hour_rate.ends_on is 'Last day; null is open.';
comment on column contracts.labor_hour_rate.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.labor_hour_rate to daybook_account_manager;
grant select on table contracts.labor_hour_rate to daybook_auditor;
grant select on table contracts.labor_hour_rate to daybook_billing_admin;
grant select on table contracts.labor_hour_rate to daybook_billing_manager;
grant select on table contracts.labor_hour_rate to daybook_contract_admin;
grant select on table contracts.labor_hour_rate to daybook_corporate_consumer;
grant select on table contracts.labor_hour_rate to daybook_district_manager;
grant select on table contracts.labor_hour_rate to daybook_finance_manager;
grant select on table contracts.labor_hour_rate to daybook_forecast_admin;
grant select on table contracts.labor_hour_rate to daybook_regional_vp;
grant select on table contracts.labor_hour_rate to daybook_revenue_approver;
grant select on table contracts.labor_hour_rate to daybook_svp;

create table contracts.ledger_title (
  list text not null,
  code text not null,
  title text not null,
  constraint ledger_title_list_is_known CHECK ((list = ANY (ARRAY['payroll'::text, 'expense'::text]))),
  constraint ledger_title_pkey PRIMARY KEY (list, code)
);
alter table contracts.ledger_title enable row level security;
alter table contracts.ledger_title force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.ledger_title REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.ledger_title', '{list,code}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.ledger_title REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.ledger_title', '{list,code}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.ledger_title FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.ledger_title', '{list,code}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.ledger_title REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.ledger_title', '{list,code}'); -- enabled: A
create policy catalogue_read_select_everywhere on contracts.ledger_title as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table contracts.ledger_title is 'Title of each ledger account that contracts list (billing.md 1.13).';
comment on column contracts.ledger_title.list is 'payroll or expense.';
comment on column contracts.ledger_title.code is 'Main account, four digits.';
comment on column contracts.ledger_title.title is 'Title in exports.';
grant select on table contracts.ledger_title to daybook_account_manager;
grant select on table contracts.ledger_title to daybook_auditor;
grant select on table contracts.ledger_title to daybook_billing_admin;
grant select on table contracts.ledger_title to daybook_billing_manager;
grant select on table contracts.ledger_title to daybook_contract_admin;
grant select on table contracts.ledger_title to daybook_corporate_consumer;
grant select on table contracts.ledger_title to daybook_customer_service;
grant select on table contracts.ledger_title to daybook_data_ops;
grant select on table contracts.ledger_title to daybook_dba;
grant select on table contracts.ledger_title to daybook_district_manager;
grant select on table contracts.ledger_title to daybook_finance_manager;
grant select on table contracts.ledger_title to daybook_forecast_admin;
grant select on table contracts.ledger_title to daybook_regional_vp;
grant select on table contracts.ledger_title to daybook_revenue_approver;
grant select on table contracts.ledger_title to daybook_rss_admin;
grant select on table contracts.ledger_title to daybook_security_admin;
grant select on table contracts.ledger_title to daybook_service_forecasting;
grant select on table contracts.ledger_title to daybook_service_intake;
grant select on table contracts.ledger_title to daybook_service_reporting;
grant select on table contracts.ledger_title to daybook_site_admin;
grant select on table contracts.ledger_title to daybook_svp;
grant select on table contracts.ledger_title to daybook_system_admin;
grant select on table contracts.ledger_title to daybook_territory_manager;

create table contracts.management_fee (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  kind text not null,
  fixed_amount numeric,
  revenue_percent numeric,
  single_job_code text,
  single_rate numeric,
  single_overtime_rate numeric,
  has_fee_escalator boolean,
  fee_escalator_month text,
  fee_escalator_kind text,
  fee_escalator_value numeric,
  has_insurance boolean not null,
  insurance_kind text not null,
  insurance_additional_percent numeric not null,
  insurance_fixed_amount numeric,
  insurance_title text,
  has_claims boolean not null,
  claims_kind text not null,
  claims_cap numeric not null,
  claims_title text,
  has_profit_share boolean not null,
  profit_accumulation text not null,
  has_profit_escalator boolean,
  profit_escalator_month text,
  profit_escalator_kind text,
  has_validation boolean not null,
  validation_kind text,
  validation_amount numeric,
  has_non_gl_expenses boolean,
  constraint management_fee_pkey PRIMARY KEY (version_id, "position"),
  constraint management_fee_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.management_fee enable row level security;
alter table contracts.management_fee force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.management_fee REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.management_fee', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.management_fee REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.management_fee', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.management_fee FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.management_fee', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.management_fee REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.management_fee', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.management_fee as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.management_fee as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.management_fee is 'A management agreement: fee, insurance, claims, profit share (billing.md 1.14).';
comment on column contracts.management_fee.version_id is 'Version of the contract.';
comment on column contracts.management_fee.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.management_fee."position" is 'Place in the list, from 1.';
comment on column contracts.management_fee.source_id is 'Its id in the export.';
comment on column contracts.management_fee.group_number is 'Invoice group that its lines go to.';
comment on column contracts.management_fee.kind is 'FixedFee, PerLaborHour or RevenuePercentage.';
comment on column contracts.management_fee.fixed_amount is 'Fee a month.';
comment on column contracts.management_fee.revenue_percent is 'Fee as percent of net revenue.';
comment on column contracts.management_fee.single_job_code is 'Job of the older form with one job.';
comment on column contracts.management_fee.single_rate is 'Its regular rate.';
comment on column contracts.management_fee.single_overtime_rate is 'Its overtime rate.';
comment on column contracts.management_fee.has_fee_escalator is 'The fee escalates yearly.';
comment on column contracts.management_fee.fee_escalator_month is 'Month of it, English name.';
comment on column contracts.management_fee.fee_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.management_fee.fee_escalator_value is 'Percent, money or points.';
comment on column contracts.management_fee.has_insurance is 'Insurance has a line.';
comment on column contracts.management_fee.insurance_kind is 'BasedOnBillableAccounts or FixedFee.';
comment on column contracts.management_fee.insurance_additional_percent is 'Added to the cost of insurance.';
comment on column contracts.management_fee.insurance_fixed_amount is 'Amount a month when fixed.';
comment on column contracts.management_fee.insurance_title is 'Line title.';
comment on column contracts.management_fee.has_claims is 'Claims have a line.';
comment on column contracts.management_fee.claims_kind is 'PerClaim, AnnualCalendar or AnnualAnniversary.';
comment on column contracts.management_fee.claims_cap is 'At most so much in a window.';
comment on column contracts.management_fee.claims_title is 'Line title.';
comment on column contracts.management_fee.has_profit_share is 'Profit is shared.';
comment on column contracts.management_fee.profit_accumulation is 'When its tiers start again.';
comment on column contracts.management_fee.has_profit_escalator is 'The shares escalate yearly.';
comment on column contracts.management_fee.profit_escalator_month is 'Month of it, English name.';
comment on column contracts.management_fee.profit_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.management_fee.has_validation is 'Validations above a threshold count towards the profit.';
comment on column contracts.management_fee.validation_kind is 'Kind of the threshold.';
comment on column contracts.management_fee.validation_amount is 'Percent, money or vehicles.';
comment on column contracts.management_fee.has_non_gl_expenses is 'Expenses outside the ledger are billed; null is off.';
grant select on table contracts.management_fee to daybook_account_manager;
grant select on table contracts.management_fee to daybook_auditor;
grant select on table contracts.management_fee to daybook_billing_admin;
grant select on table contracts.management_fee to daybook_billing_manager;
grant select on table contracts.management_fee to daybook_contract_admin;
grant select on table contracts.management_fee to daybook_corporate_consumer;
grant select on table contracts.management_fee to daybook_district_manager;
grant select on table contracts.management_fee to daybook_finance_manager;
grant select on table contracts.management_fee to daybook_forecast_admin;
grant select on table contracts.management_fee to daybook_regional_vp;
grant select on table contracts.management_fee to daybook_revenue_approver;
grant select on table contracts.management_fee to daybook_svp;

create table contracts.management_fee_job (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  "position" smallint not null,
  job_code text not null,
  description text,
  rate_per_hour numeric not null,
  overtime_rate_per_hour numeric not null,
  escalator_value numeric,
  overtime_escalator_value numeric,
  constraint management_fee_job_pkey PRIMARY KEY (version_id, fee, "position"),
  constraint management_fee_job_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.management_fee_job enable row level security;
alter table contracts.management_fee_job force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.management_fee_job REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.management_fee_job', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.management_fee_job REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.management_fee_job', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.management_fee_job FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.management_fee_job', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.management_fee_job REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.management_fee_job', '{version_id,fee,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.management_fee_job as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.management_fee_job as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.management_fee_job is 'A job whose hours make the management fee.';
comment on column contracts.management_fee_job.version_id is 'Version of the contract.';
comment on column contracts.management_fee_job.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.management_fee_job.fee is 'Place of the management fee, from 1.';
comment on column contracts.management_fee_job."position" is 'Place in the list, from 1.';
comment on column contracts.management_fee_job.job_code is 'Job code of the timesheets.';
comment on column contracts.management_fee_job.description is 'What it is called.';
comment on column contracts.management_fee_job.rate_per_hour is 'Rate of a regular hour.';
comment on column contracts.management_fee_job.overtime_rate_per_hour is 'Rate of a premium hour.';
comment on column contracts.management_fee_job.escalator_value is 'Yearly change of the regular rate.';
comment on column contracts.management_fee_job.overtime_escalator_value is 'Yearly change of the overtime rate.';
grant select on table contracts.management_fee_job to daybook_account_manager;
grant select on table contracts.management_fee_job to daybook_auditor;
grant select on table contracts.management_fee_job to daybook_billing_admin;
grant select on table contracts.management_fee_job to daybook_billing_manager;
grant select on table contracts.management_fee_job to daybook_contract_admin;
grant select on table contracts.management_fee_job to daybook_corporate_consumer;
grant select on table contracts.management_fee_job to daybook_district_manager;
grant select on table contracts.management_fee_job to daybook_finance_manager;
grant select on table contracts.management_fee_job to daybook_forecast_admin;
grant select on table contracts.management_fee_job to daybook_regional_vp;
grant select on table contracts.management_fee_job to daybook_revenue_approver;
grant select on table contracts.management_fee_job to daybook_svp;

create table contracts.mid_month_advance (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  amount numeric not null,
  title_choice text,
  group_number smallint not null,
  constraint mid_month_advance_pkey PRIMARY KEY (version_id, "position"),
  constraint mid_month_advance_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.mid_month_advance enable row level security;
alter table contracts.mid_month_advance force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.mid_month_advance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.mid_month_advance', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.mid_month_advance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.mid_month_advance', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.mid_month_advance FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.mid_month_advance', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.mid_month_advance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.mid_month_advance', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.mid_month_advance as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.mid_month_advance as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.mid_month_advance is 'Credit for money that was advanced in the month (billing.md 1.11).';
comment on column contracts.mid_month_advance.version_id is 'Version of the contract.';
comment on column contracts.mid_month_advance.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.mid_month_advance."position" is 'Place in the list, from 1.';
comment on column contracts.mid_month_advance.source_id is 'Its id in the export.';
comment on column contracts.mid_month_advance.amount is 'Amount, positive.';
comment on column contracts.mid_month_advance.title_choice is 'MidMonthBilling or PreBill.';
comment on column contracts.mid_month_advance.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.mid_month_advance to daybook_account_manager;
grant select on table contracts.mid_month_advance to daybook_auditor;
grant select on table contracts.mid_month_advance to daybook_billing_admin;
grant select on table contracts.mid_month_advance to daybook_billing_manager;
grant select on table contracts.mid_month_advance to daybook_contract_admin;
grant select on table contracts.mid_month_advance to daybook_corporate_consumer;
grant select on table contracts.mid_month_advance to daybook_district_manager;
grant select on table contracts.mid_month_advance to daybook_finance_manager;
grant select on table contracts.mid_month_advance to daybook_forecast_admin;
grant select on table contracts.mid_month_advance to daybook_regional_vp;
grant select on table contracts.mid_month_advance to daybook_revenue_approver;
grant select on table contracts.mid_month_advance to daybook_svp;

create table contracts.non_gl_expense (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  "position" smallint not null,
  source_id uuid not null,
  kind text not null,
  payroll_base text,
  amount numeric,
  title text,
  final_period text,
  sequence_number integer,
  constraint non_gl_expense_pkey PRIMARY KEY (version_id, fee, "position"),
  constraint non_gl_expense_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.non_gl_expense enable row level security;
alter table contracts.non_gl_expense force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.non_gl_expense REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.non_gl_expense', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.non_gl_expense REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.non_gl_expense', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.non_gl_expense FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.non_gl_expense', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.non_gl_expense REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.non_gl_expense', '{version_id,fee,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.non_gl_expense as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.non_gl_expense as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.non_gl_expense is 'An expense that is billed without a ledger account (billing.md 1.15).';
comment on column contracts.non_gl_expense.version_id is 'Version of the contract.';
comment on column contracts.non_gl_expense.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.non_gl_expense.fee is 'Place of the management fee, from 1.';
comment on column contracts.non_gl_expense."position" is 'Place in the list, from 1.';
comment on column contracts.non_gl_expense.source_id is 'Its id in the export.';
comment on column contracts.non_gl_expense.kind is 'FixedAmount, Payroll or Revenue.';
comment on column contracts.non_gl_expense.payroll_base is 'Billable or Total payroll.';
comment on column contracts.non_gl_expense.amount is 'Money or percent.';
comment on column contracts.non_gl_expense.title is 'Line title.';
comment on column contracts.non_gl_expense.final_period is 'Last period that is billed, as the export writes it; null has no end.';
comment on column contracts.non_gl_expense.sequence_number is 'Order of the lines.';
grant select on table contracts.non_gl_expense to daybook_account_manager;
grant select on table contracts.non_gl_expense to daybook_auditor;
grant select on table contracts.non_gl_expense to daybook_billing_admin;
grant select on table contracts.non_gl_expense to daybook_billing_manager;
grant select on table contracts.non_gl_expense to daybook_contract_admin;
grant select on table contracts.non_gl_expense to daybook_corporate_consumer;
grant select on table contracts.non_gl_expense to daybook_district_manager;
grant select on table contracts.non_gl_expense to daybook_finance_manager;
grant select on table contracts.non_gl_expense to daybook_forecast_admin;
grant select on table contracts.non_gl_expense to daybook_regional_vp;
grant select on table contracts.non_gl_expense to daybook_revenue_approver;
grant select on table contracts.non_gl_expense to daybook_svp;

create table contracts.profit_share_tier (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  "position" smallint not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  escalator_value numeric,
  constraint profit_share_tier_pkey PRIMARY KEY (version_id, fee, "position"),
  constraint profit_share_tier_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.profit_share_tier enable row level security;
alter table contracts.profit_share_tier force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.profit_share_tier REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.profit_share_tier', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.profit_share_tier REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.profit_share_tier', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.profit_share_tier FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.profit_share_tier', '{version_id,fee,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.profit_share_tier REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.profit_share_tier', '{version_id,fee,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.profit_share_tier as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.profit_share_tier as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.profit_share_tier is 'A band of the profit share.';
comment on column contracts.profit_share_tier.version_id is 'Version of the contract.';
comment on column contracts.profit_share_tier.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.profit_share_tier.fee is 'Place of the management fee, from 1.';
comment on column contracts.profit_share_tier."position" is 'Place in the list, from 1.';
comment on column contracts.profit_share_tier.share_percent is 'Share of the operator within the band, percent.';
comment on column contracts.profit_share_tier.limit_amount is 'Upper end of the band; 0 is no limit.';
comment on column contracts.profit_share_tier.escalator_value is 'Yearly change of the share.';
grant select on table contracts.profit_share_tier to daybook_account_manager;
grant select on table contracts.profit_share_tier to daybook_auditor;
grant select on table contracts.profit_share_tier to daybook_billing_admin;
grant select on table contracts.profit_share_tier to daybook_billing_manager;
grant select on table contracts.profit_share_tier to daybook_contract_admin;
grant select on table contracts.profit_share_tier to daybook_corporate_consumer;
grant select on table contracts.profit_share_tier to daybook_district_manager;
grant select on table contracts.profit_share_tier to daybook_finance_manager;
grant select on table contracts.profit_share_tier to daybook_forecast_admin;
grant select on table contracts.profit_share_tier to daybook_regional_vp;
grant select on table contracts.profit_share_tier to daybook_revenue_approver;
grant select on table contracts.profit_share_tier to daybook_svp;

create table contracts.received_export (
  export_id bigint not null generated always as identity,
  site_id text,
  file_name text not null,
  sha256 text not null,
  content text not null,
  received_at timestamp with time zone not null,
  received_by text not null,
  outcome text not null,
  constraint received_export_outcome_is_known CHECK ((outcome = ANY (ARRAY['imported'::text, 'unchanged'::text, 'draft'::text, 'rejected'::text]))),
  constraint received_export_pkey PRIMARY KEY (export_id)
);
alter table contracts.received_export enable row level security;
alter table contracts.received_export force row level security;
CREATE INDEX received_export_site ON contracts.received_export USING btree (site_id);
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.received_export REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.received_export', '{export_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.received_export REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.received_export', '{export_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.received_export FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.received_export', '{export_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.received_export REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.received_export', '{export_id}'); -- enabled: A
create policy contract_change_select_everywhere on contracts.received_export as permissive for select to daybook_billing_admin, daybook_contract_admin using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.received_export is 'Every contract export as it was received, whatever became of it; nothing is lost.';
comment on column contracts.received_export.export_id is 'Its number.';
comment on column contracts.received_export.site_id is 'Site number that the export names; null when it cannot be read.';
comment on column contracts.received_export.file_name is 'Name of the file.';
comment on column contracts.received_export.sha256 is 'Digest of its bytes.';
comment on column contracts.received_export.content is 'The file, byte for byte (personal data).';
comment on column contracts.received_export.received_at is 'When it came.';
comment on column contracts.received_export.received_by is 'Who imported it (personal data).';
comment on column contracts.received_export.outcome is 'imported, unchanged, draft (kept, cannot bill) or rejected.';
grant select on table contracts.received_export to daybook_billing_admin;
grant select on table contracts.received_export to daybook_contract_admin;

create table contracts.revenue_share_structure (
  version_id bigint not null,
  site_id text not null,
  "position" smallint not null,
  source_id uuid not null,
  revenue_codes text[] not null,
  accumulation text not null,
  validation_kind text,
  validation_amount numeric,
  group_number smallint not null,
  constraint revenue_share_structure_pkey PRIMARY KEY (version_id, "position"),
  constraint revenue_share_structure_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.revenue_share_structure enable row level security;
alter table contracts.revenue_share_structure force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.revenue_share_structure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.revenue_share_structure', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.revenue_share_structure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.revenue_share_structure', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.revenue_share_structure FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.revenue_share_structure', '{version_id,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.revenue_share_structure REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.revenue_share_structure', '{version_id,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.revenue_share_structure as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.revenue_share_structure as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.revenue_share_structure is 'A set of revenue codes with tiers of their own (billing.md 1.9).';
comment on column contracts.revenue_share_structure.version_id is 'Version of the contract.';
comment on column contracts.revenue_share_structure.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.revenue_share_structure."position" is 'Place in the list, from 1.';
comment on column contracts.revenue_share_structure.source_id is 'Its id in the export.';
comment on column contracts.revenue_share_structure.revenue_codes is 'Codes whose revenue is shared.';
comment on column contracts.revenue_share_structure.accumulation is 'When the tiers start again.';
comment on column contracts.revenue_share_structure.validation_kind is 'Kind of the validation threshold; null bills no validations.';
comment on column contracts.revenue_share_structure.validation_amount is 'Percent, money or vehicles, as the kind says.';
comment on column contracts.revenue_share_structure.group_number is 'Invoice group that its lines go to.';
grant select on table contracts.revenue_share_structure to daybook_account_manager;
grant select on table contracts.revenue_share_structure to daybook_auditor;
grant select on table contracts.revenue_share_structure to daybook_billing_admin;
grant select on table contracts.revenue_share_structure to daybook_billing_manager;
grant select on table contracts.revenue_share_structure to daybook_contract_admin;
grant select on table contracts.revenue_share_structure to daybook_corporate_consumer;
grant select on table contracts.revenue_share_structure to daybook_district_manager;
grant select on table contracts.revenue_share_structure to daybook_finance_manager;
grant select on table contracts.revenue_share_structure to daybook_forecast_admin;
grant select on table contracts.revenue_share_structure to daybook_regional_vp;
grant select on table contracts.revenue_share_structure to daybook_revenue_approver;
grant select on table contracts.revenue_share_structure to daybook_svp;

create table contracts.revenue_share_tier (
  version_id bigint not null,
  site_id text not null,
  structure smallint not null,
  "position" smallint not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  constraint revenue_share_tier_pkey PRIMARY KEY (version_id, structure, "position"),
  constraint revenue_share_tier_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.revenue_share_tier enable row level security;
alter table contracts.revenue_share_tier force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.revenue_share_tier REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.revenue_share_tier', '{version_id,structure,position}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.revenue_share_tier REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.revenue_share_tier', '{version_id,structure,position}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.revenue_share_tier FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.revenue_share_tier', '{version_id,structure,position}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.revenue_share_tier REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.revenue_share_tier', '{version_id,structure,position}'); -- enabled: A
create policy contract_read_select_by_site on contracts.revenue_share_tier as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.revenue_share_tier as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.revenue_share_tier is 'A band of a threshold structure.';
comment on column contracts.revenue_share_tier.version_id is 'Version of the contract.';
comment on column contracts.revenue_share_tier.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.revenue_share_tier.structure is 'Place of the threshold structure, from 1.';
comment on column contracts.revenue_share_tier."position" is 'Place in the list, from 1.';
comment on column contracts.revenue_share_tier.share_percent is 'Share of the operator within the band, percent.';
comment on column contracts.revenue_share_tier.limit_amount is 'Upper end of the band; 0 is no limit.';
grant select on table contracts.revenue_share_tier to daybook_account_manager;
grant select on table contracts.revenue_share_tier to daybook_auditor;
grant select on table contracts.revenue_share_tier to daybook_billing_admin;
grant select on table contracts.revenue_share_tier to daybook_billing_manager;
grant select on table contracts.revenue_share_tier to daybook_contract_admin;
grant select on table contracts.revenue_share_tier to daybook_corporate_consumer;
grant select on table contracts.revenue_share_tier to daybook_district_manager;
grant select on table contracts.revenue_share_tier to daybook_finance_manager;
grant select on table contracts.revenue_share_tier to daybook_forecast_admin;
grant select on table contracts.revenue_share_tier to daybook_regional_vp;
grant select on table contracts.revenue_share_tier to daybook_revenue_approver;
grant select on table contracts.revenue_share_tier to daybook_svp;

create table contracts.review_threshold (
  version_id bigint not null,
  site_id text not null,
  deviation_amount numeric not null,
  deviation_percent numeric not null,
  constraint review_threshold_pkey PRIMARY KEY (version_id),
  constraint review_threshold_version_exists FOREIGN KEY (version_id) REFERENCES contracts.version(version_id)
);
alter table contracts.review_threshold enable row level security;
alter table contracts.review_threshold force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.review_threshold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.review_threshold', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.review_threshold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.review_threshold', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.review_threshold FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.review_threshold', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.review_threshold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.review_threshold', '{version_id}'); -- enabled: A
create policy review_threshold_read_select_everywhere on contracts.review_threshold as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.review_threshold is 'Deviation from the forecast that calls the approval team (billing.md 4.6); managers do not see it.';
comment on column contracts.review_threshold.version_id is 'Version of the contract.';
comment on column contracts.review_threshold.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.review_threshold.deviation_amount is 'Deviation must be above this amount …';
comment on column contracts.review_threshold.deviation_percent is '… and above this percentage.';
grant select on table contracts.review_threshold to daybook_account_manager;
grant select on table contracts.review_threshold to daybook_auditor;
grant select on table contracts.review_threshold to daybook_billing_admin;
grant select on table contracts.review_threshold to daybook_billing_manager;
grant select on table contracts.review_threshold to daybook_contract_admin;
grant select on table contracts.review_threshold to daybook_corporate_consumer;
grant select on table contracts.review_threshold to daybook_district_manager;
grant select on table contracts.review_threshold to daybook_finance_manager;
grant select on table contracts.review_threshold to daybook_forecast_admin;
grant select on table contracts.review_threshold to daybook_regional_vp;
grant select on table contracts.review_threshold to daybook_revenue_approver;
grant select on table contracts.review_threshold to daybook_svp;

create table contracts.version (
  version_id bigint not null generated always as identity,
  contract_id uuid not null,
  site_id text not null,
  number integer not null,
  from_month date not null,
  origin text not null,
  state text not null,
  export_id bigint,
  made_at timestamp with time zone not null,
  made_by text not null,
  digest text not null,
  purchase_order text,
  payment_terms text not null,
  billing_type text not null,
  increment_month text not null,
  increment_percent numeric not null,
  is_index_tracked boolean not null,
  notes text,
  has_deposits boolean not null,
  label text,
  supporting_reports text[] not null,
  is_grouped boolean not null,
  has_fixed_fee boolean not null,
  has_labor_hours boolean not null,
  has_hours_backup boolean not null,
  has_occupied_rooms boolean not null,
  room_rate numeric not null,
  room_group smallint not null,
  has_revenue_share boolean not null,
  has_bell_service boolean not null,
  has_mid_month_advance boolean not null,
  has_deposited_revenue boolean not null,
  has_billable_accounts boolean not null,
  has_management_agreement boolean not null,
  unmodelled jsonb not null,
  constraint version_begins_with_a_month CHECK ((EXTRACT(day FROM from_month) = (1)::numeric)),
  constraint version_billing_type_is_known CHECK ((billing_type = ANY (ARRAY['Arrears'::text, 'Advanced'::text]))),
  constraint version_contract_exists FOREIGN KEY (contract_id) REFERENCES contracts.contract(contract_id),
  constraint version_export_exists FOREIGN KEY (export_id) REFERENCES contracts.received_export(export_id),
  constraint version_is_numbered UNIQUE (contract_id, number),
  constraint version_origin_is_known CHECK ((origin = ANY (ARRAY['import'::text, 'escalation'::text]))),
  constraint version_pkey PRIMARY KEY (version_id),
  constraint version_state_is_known CHECK ((state = ANY (ARRAY['active'::text, 'draft'::text])))
);
alter table contracts.version enable row level security;
alter table contracts.version force row level security;
CREATE INDEX version_export ON contracts.version USING btree (export_id);
CREATE INDEX version_in_force ON contracts.version USING btree (site_id, from_month);
CREATE TRIGGER marks_pnl AFTER INSERT ON contracts.version REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_agreed();
CREATE TRIGGER marks_pnl_of_changed AFTER UPDATE ON contracts.version REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.mark_agreed();
CREATE TRIGGER trail_delete AFTER DELETE ON contracts.version REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('contracts.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON contracts.version REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('contracts.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON contracts.version FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('contracts.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON contracts.version REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('contracts.version', '{version_id}'); -- enabled: A
create policy contract_read_select_by_site on contracts.version as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp}'::text[]) AS sites_as)::text[])));
create policy contract_read_select_everywhere on contracts.version as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_svp using (( SELECT security.is_entered() AS is_entered));
comment on table contracts.version is 'One state of a contract, in force from from_month until the next version begins; never changed afterwards.';
comment on column contracts.version.version_id is 'Its number over all contracts; statements pin it.';
comment on column contracts.version.contract_id is 'Contract.';
comment on column contracts.version.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.version.number is 'Counts the versions of the contract from 1.';
comment on column contracts.version.from_month is 'First service month, as its first day; the first version reaches back to 1900.';
comment on column contracts.version.origin is 'import, or escalation (computed from the version before it).';
comment on column contracts.version.state is 'active, or draft: kept, but cannot bill.';
comment on column contracts.version.export_id is 'Export that it came with; null for a computed version.';
comment on column contracts.version.made_at is 'When it was made.';
comment on column contracts.version.made_by is 'Who made it (personal data).';
comment on column contracts.version.digest is 'Digest of its terms, independent of spelling; an export with the same one is unchanged.';
comment on column contracts.version.purchase_order is 'Printed on statements when present.';
comment on column contracts.version.payment_terms is 'Printed text, for example Due in 30 Days.';
comment on column contracts.version.billing_type is 'Arrears or Advanced.';
comment on column contracts.version.increment_month is 'Month of the yearly increment, English name.';
comment on column contracts.version.increment_percent is 'Yearly increment of fees and hourly rates, percent; 0 is none.';
comment on column contracts.version.is_index_tracked is 'Information for reports; no rule reads it.';
comment on column contracts.version.notes is 'Free text; may hold terms that nothing else models (personal data).';
comment on column contracts.version.has_deposits is 'Copy of the master flag of the site; no rule reads it.';
comment on column contracts.version.label is 'Contract type as written; never decides what is billed.';
comment on column contracts.version.supporting_reports is 'Reports that go with the statement.';
comment on column contracts.version.is_grouped is 'Invoice groups are in use.';
comment on column contracts.version.has_fixed_fee is 'Fixed fee is switched on.';
comment on column contracts.version.has_labor_hours is 'Per labor hour is switched on.';
comment on column contracts.version.has_hours_backup is 'The hours backup goes with it.';
comment on column contracts.version.has_occupied_rooms is 'Per occupied room is switched on.';
comment on column contracts.version.room_rate is 'Rate per occupied room.';
comment on column contracts.version.room_group is 'Invoice group of the rooms.';
comment on column contracts.version.has_revenue_share is 'Revenue share is switched on.';
comment on column contracts.version.has_bell_service is 'Bell service is switched on.';
comment on column contracts.version.has_mid_month_advance is 'Mid-month advance is switched on.';
comment on column contracts.version.has_deposited_revenue is 'Deposited revenue is switched on.';
comment on column contracts.version.has_billable_accounts is 'Billable accounts are switched on.';
comment on column contracts.version.has_management_agreement is 'Management agreement is switched on.';
comment on column contracts.version.unmodelled is 'What the tables have no place for, as path and value; an export writes it back (personal data).';
grant select on table contracts.version to daybook_account_manager;
grant select on table contracts.version to daybook_auditor;
grant select on table contracts.version to daybook_billing_admin;
grant select on table contracts.version to daybook_billing_manager;
grant select on table contracts.version to daybook_contract_admin;
grant select on table contracts.version to daybook_corporate_consumer;
grant select on table contracts.version to daybook_district_manager;
grant select on table contracts.version to daybook_finance_manager;
grant select on table contracts.version to daybook_forecast_admin;
grant select on table contracts.version to daybook_regional_vp;
grant select on table contracts.version to daybook_revenue_approver;
grant select on table contracts.version to daybook_svp;

CREATE OR REPLACE FUNCTION contracts.account_list(listed text[], billable text[], asked_list text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select '[' || coalesce(string_agg(format('{"code":%s,"title":%s,"isEnabled":%s}', to_json(account.code),
    to_json(coalesce(title, '')), to_json(account.code = any (billable))), ',' order by place), '') || ']'
  from unnest(listed) with ordinality as account (code, place)
  left join contracts.ledger_title as titled on titled.list = asked_list and titled.code = account.code
$function$;
comment on function contracts.account_list(listed text[], billable text[], asked_list text) is 'An account list as exports write it: JSON inside a text, with the titles of contracts.ledger_title.';
grant execute on function contracts.account_list(listed text[], billable text[], asked_list text) to daybook_stages;
revoke all on function contracts.account_list(listed text[], billable text[], asked_list text) from public;

CREATE OR REPLACE FUNCTION contracts.accounts_of(asked bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', source_id, 'payrollAccountsData', contracts.account_list(payroll_codes, billable_payroll_codes, 'payroll'),
    'payrollAccountsInvoiceGroup', payroll_group, 'payrollAccountsLineTitle', payroll_title,
    'payrollTaxesEnabled', has_payroll_taxes, 'payrollTaxesBillingType', payroll_taxes_billing,
    'payrollTaxesPercentage', payroll_taxes_percent, 'payrollTaxesLineTitle', payroll_taxes_title,
    'payrollSupportEnabled', has_support, 'payrollSupportBillingType', support_billing,
    'payrollSupportPayrollType', support_base, 'payrollSupportAmount', support_amount,
    'payrollSupportLineTitle', support_title,
    'payrollExpenseAccountsData', contracts.account_list(expense_codes, billable_expense_codes, 'expense'),
    'payrollExpenseAccountsInvoiceGroup', expense_group, 'payrollExpenseAccountsLineTitle', expense_title)
    || jsonb_strip_nulls(jsonb_build_object(
      'additionalPayrollAmount', additional_payroll_amount,
      'payrollTaxesEscalatorEnable', has_payroll_taxes_escalator,
      'payrollTaxesEscalatorMonth', payroll_taxes_escalator_month,
      'payrollTaxesEscalatorType', payroll_taxes_escalator_kind,
      'payrollTaxesEscalatorvalue', payroll_taxes_escalator_value)) order by position), '[]')
  from contracts.billable_accounts where version_id = asked
$function$;
comment on function contracts.accounts_of(asked bigint) is 'billableAccountsData of an export.';
grant execute on function contracts.accounts_of(asked bigint) to daybook_stages;
revoke all on function contracts.accounts_of(asked bigint) from public;

CREATE OR REPLACE FUNCTION contracts.add_clause(given jsonb)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  with added as (
    insert into contracts.clause (contract_id, site_id, kind, component, position, tier, job_codes, set_name,
      accumulation, amount, escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent,
      from_month, through_month, reason, added_at, added_by)
    select contract_id, site_id, kind, component, "position", tier, job_codes, set_name, accumulation, amount,
      escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month,
      through_month, reason, now(), added_by
    from jsonb_to_record(given) as g (contract_id uuid, site_id text, kind text, component text, "position" smallint,
      tier smallint, job_codes text[], set_name text, accumulation text, amount numeric, escalates_in smallint,
      fixed_percent numeric, index_name text, index_month smallint, combine text, floor_percent numeric,
      cap_percent numeric, from_month date, through_month date, reason text, added_by text)
    returning clause_id, site_id
  ), steps as (
    insert into contracts.clause_step (clause_id, contract_year, site_id, is_added, amount, overtime_amount)
    select clause_id, contract_year, site_id, is_added, step.amount, overtime_amount
    from added cross join jsonb_to_recordset(given -> 'steps') as step (
      contract_year smallint, is_added boolean, amount numeric, overtime_amount numeric)
  )
  select clause_id from added
$function$;
comment on function contracts.add_clause(given jsonb) is 'Enters a clause with its steps; its number.';
revoke all on function contracts.add_clause(given jsonb) from public;

CREATE OR REPLACE FUNCTION contracts.add_versions(given jsonb)
 RETURNS TABLE(version_id bigint, contract_id uuid, number integer)
 LANGUAGE plpgsql
AS $function$
declare
  made jsonb;
begin
  with added as (
    insert into contracts.version (
      contract_id, site_id, number, from_month, origin, state, export_id, made_at, made_by, digest,
      purchase_order, payment_terms, billing_type, increment_month, increment_percent, is_index_tracked, notes,
      has_deposits, label, supporting_reports, is_grouped, has_fixed_fee, has_labor_hours, has_hours_backup,
      has_occupied_rooms, room_rate, room_group, has_revenue_share, has_bell_service, has_mid_month_advance,
      has_deposited_revenue, has_billable_accounts, has_management_agreement, unmodelled)
    select
      g.contract_id, g.site_id, g.number, g.from_month, g.origin, g.state, g.export_id, now(), g.made_by, g.digest,
      terms."purchaseOrder", terms."paymentTerms", terms."billingType", terms."incrementMonth",
      terms."incrementAmount", terms."consumerPriceIndex", terms.notes, terms.deposits, terms."contractType",
      array(select jsonb_array_elements_text(g.original -> 'supportingReports')),
      (g.original #>> '{invoiceGrouping,enabled}')::boolean, (g.original #>> '{fixedFee,enabled}')::boolean,
      (g.original #>> '{perLaborHour,enabled}')::boolean, (g.original #>> '{perLaborHour,hoursBackupReport}')::boolean,
      (g.original #>> '{perOccupiedRoom,enabled}')::boolean, (g.original #>> '{perOccupiedRoom,roomRate}')::numeric,
      (g.original #>> '{perOccupiedRoom,invoiceGroup}')::smallint, (g.original #>> '{revenueShare,enabled}')::boolean,
      (g.original #>> '{bellServiceFee,enabled}')::boolean, (g.original #>> '{midMonthAdvance,enabled}')::boolean,
      (g.original #>> '{depositedRevenue,enabled}')::boolean, (g.original #>> '{billableAccounts,enabled}')::boolean,
      (g.original #>> '{managementAgreement,enabled}')::boolean, g.unmodelled
    from jsonb_to_recordset(given) as g (
      contract_id uuid, site_id text, number integer, from_month date, origin text, state text, export_id bigint,
      made_by text, digest text, unmodelled jsonb, original jsonb)
    cross join lateral jsonb_to_record(g.original) as terms (
      "purchaseOrder" text, "paymentTerms" text, "billingType" text, "incrementMonth" text, "incrementAmount" numeric,
      "consumerPriceIndex" boolean, notes text, deposits boolean, "contractType" text)
    returning version.version_id, version.contract_id, version.site_id, version.number
  )
  select jsonb_agg(jsonb_build_object('version_id', added.version_id, 'contract_id', added.contract_id,
    'number', added.number, 'site_id', added.site_id, 'original', g.original))
  into made
  from added
  join jsonb_to_recordset(given) as g (contract_id uuid, number integer, original jsonb)
    on g.contract_id = added.contract_id and g.number = added.number;
  insert into contracts.review_threshold (version_id, site_id, deviation_amount, deviation_percent)
  select m.version_id, m.site_id, (m.original ->> 'deviationAmount')::numeric,
    (m.original ->> 'deviationPercentage')::numeric
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb);
  perform contracts.fill_rates(made), contracts.fill_shares(made), contracts.fill_agreements(made);
  return query select m.version_id, m.contract_id, m.number
    from jsonb_to_recordset(made) as m (version_id bigint, contract_id uuid, number integer);
end
$function$;
comment on function contracts.add_versions(given jsonb) is 'Makes a version of each contract given: an array of objects with the columns of the version and its terms as `original`, in the shape of the exports (billing.md 1.4 to 1.15).';
revoke all on function contracts.add_versions(given jsonb) from public;

CREATE OR REPLACE FUNCTION contracts.agreements_of(asked bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', source_id, 'invoiceGroup', group_number, 'managementAgreementType', kind, 'fixedFeeAmount', fixed_amount,
    'revenuePercentageAmount', revenue_percent, 'laborHourJobCode', single_job_code, 'laborHourRate', single_rate,
    'laborHourOvertimeRate', single_overtime_rate, 'insuranceEnabled', has_insurance, 'insuranceType', insurance_kind,
    'insuranceAdditionalPercentage', insurance_additional_percent, 'insuranceFixedFeeAmount', insurance_fixed_amount,
    'insuranceLineTitle', insurance_title, 'claimsEnabled', has_claims, 'claimsType', claims_kind,
    'claimsCapAmount', claims_cap, 'claimsLineTitle', claims_title, 'profitShareEnabled', has_profit_share,
    'profitShareAccumulationType', profit_accumulation, 'validationThresholdEnabled', has_validation,
    'validationThresholdType', validation_kind, 'validationThresholdAmount', validation_amount,
    'nonGlBillableExpensesEnabled', has_non_gl_expenses,
    'perLaborHourJobCodeData', (
      select coalesce(jsonb_agg(jsonb_build_object('code', job_code, 'description', description,
        'standardRate', rate_per_hour, 'overtimeRate', overtime_rate_per_hour)
        || jsonb_strip_nulls(jsonb_build_object('standardRateEscalatorValue', escalator_value,
          'overtimeRateEscalatorValue', overtime_escalator_value)) order by job.position), '[]')
      from contracts.management_fee_job as job where job.version_id = asked and job.fee = management_fee.position),
    'profitShareTierData', (
      select coalesce(jsonb_agg(jsonb_build_object('sharePercentage', share_percent, 'amount', limit_amount)
        || jsonb_strip_nulls(jsonb_build_object('escalatorValue', escalator_value)) order by tier.position), '[]')
      from contracts.profit_share_tier as tier where tier.version_id = asked and tier.fee = management_fee.position),
    'nonGlBillableExpenses', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'nonglexpensetype', kind,
        'expensepayrolltype', payroll_base, 'expenseamount', amount, 'expensetitle', title,
        'finalperiodbilled', final_period)
        || jsonb_strip_nulls(jsonb_build_object('sequenceNumber', sequence_number)) order by expense.position), '[]')
      from contracts.non_gl_expense as expense
      where expense.version_id = asked and expense.fee = management_fee.position))
    || jsonb_strip_nulls(jsonb_build_object(
      'managementFeeEscalatorEnabled', has_fee_escalator, 'managementFeeEscalatorMonth', fee_escalator_month,
      'managementFeeEscalatorType', fee_escalator_kind, 'managementFeeEscalatorValue', fee_escalator_value,
      'profitShareEscalatorEnabled', has_profit_escalator, 'profitShareEscalatorMonth', profit_escalator_month,
      'profitShareEscalatorType', profit_escalator_kind)) order by position), '[]')
  from contracts.management_fee where version_id = asked
$function$;
comment on function contracts.agreements_of(asked bigint) is 'ManagementFees of an export.';
grant execute on function contracts.agreements_of(asked bigint) to daybook_stages;
revoke all on function contracts.agreements_of(asked bigint) from public;

CREATE OR REPLACE FUNCTION contracts.clauses_in_force(asked date, sites text[])
 RETURNS TABLE(clause_id bigint, site_id text, kind text, component text, "position" smallint, tier smallint, job_codes text[], set_name text, accumulation text, amount numeric, escalates_in smallint, fixed_percent numeric, index_name text, index_month smallint, combine text, floor_percent numeric, cap_percent numeric, from_month text, through_month text, reason text, added_by text, steps jsonb, other_sites text[], differing_sites text[])
 LANGUAGE sql
 STABLE
AS $function$
  select held.clause_id, held.site_id, held.kind, held.component, held.position, held.tier, held.job_codes,
    held.set_name, held.accumulation, held.amount, held.escalates_in, held.fixed_percent, held.index_name,
    held.index_month, held.combine, held.floor_percent, held.cap_percent, to_char(held.from_month, 'YYYY-MM'),
    to_char(held.through_month, 'YYYY-MM'), held.reason, held.added_by,
    coalesce((
      select jsonb_agg(jsonb_build_object('contractYear', contract_year, 'isAdded', is_added,
        'amount', step.amount::text, 'overtimeAmount', overtime_amount::text) order by contract_year)
      from contracts.clause_step as step where step.clause_id = held.clause_id), '[]'),
    coalesce(sharing.others, '{}'), coalesce(sharing.differing, '{}')
  from contracts.clause as held
  left join lateral (
    select array_agg(other.site_id order by other.site_id) as others,
      array_agg(other.site_id order by other.site_id) filter (where
        contracts.tiers_text(other.site_id, other.position, asked)
          is distinct from contracts.tiers_text(held.site_id, held.position, asked)) as differing
    from contracts.clause as other
    where held.kind = 'shared-tiers' and other.kind = 'shared-tiers' and other.set_name = held.set_name
      and other.site_id <> held.site_id and other.superseded_at is null and other.from_month <= asked
      and (other.through_month is null or other.through_month >= asked)) as sharing on true
  where held.superseded_at is null and (sites is null or held.site_id = any (sites))
    and (asked is null or (held.from_month <= asked and (held.through_month is null or held.through_month >= asked)))
  order by held.site_id, held.clause_id
$function$;
comment on function contracts.clauses_in_force(asked date, sites text[]) is 'Clauses that hold in a service month, of all contracts or those of some sites; without a month all that stand.';
grant execute on function contracts.clauses_in_force(asked date, sites text[]) to daybook_stages;
revoke all on function contracts.clauses_in_force(asked date, sites text[]) from public;

CREATE OR REPLACE FUNCTION contracts.end_clause(ended bigint, last_month date, actor text)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  with before as (
    update contracts.clause set superseded_at = now(), superseded_by = actor
    where clause_id = ended and superseded_at is null
    returning contract_id, site_id, kind, component, position, tier, job_codes, set_name, accumulation, amount,
      escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month, reason
  ), after as (
    insert into contracts.clause (contract_id, site_id, kind, component, position, tier, job_codes, set_name,
      accumulation, amount, escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent,
      from_month, through_month, reason, added_at, added_by, replaces_id)
    select contract_id, site_id, kind, component, position, tier, job_codes, set_name, accumulation, amount,
      escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month,
      last_month, reason, now(), actor, ended
    from before where last_month is not null
    returning clause_id, site_id
  ), steps as (
    insert into contracts.clause_step (clause_id, contract_year, site_id, is_added, amount, overtime_amount)
    select after.clause_id, contract_year, after.site_id, is_added, step.amount, overtime_amount
    from after join contracts.clause_step as step on step.clause_id = ended
  )
  select clause_id from after
$function$;
comment on function contracts.end_clause(ended bigint, last_month date, actor text) is 'Gives a clause a last month, as a new row; without a month it is withdrawn. The number of the new row.';
revoke all on function contracts.end_clause(ended bigint, last_month date, actor text) from public;

CREATE OR REPLACE FUNCTION contracts.fill_agreements(made jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into contracts.billable_accounts
  select m.version_id, m.site_id, place, row.id,
    contracts.listed_codes(row."payrollAccountsData", false), contracts.listed_codes(row."payrollAccountsData", true),
    row."payrollAccountsInvoiceGroup", row."payrollAccountsLineTitle", row."additionalPayrollAmount",
    row."payrollTaxesEnabled", row."payrollTaxesBillingType", row."payrollTaxesPercentage",
    row."payrollTaxesLineTitle", row."payrollTaxesEscalatorEnable", row."payrollTaxesEscalatorMonth",
    row."payrollTaxesEscalatorType", row."payrollTaxesEscalatorvalue", row."payrollSupportEnabled",
    row."payrollSupportBillingType", row."payrollSupportPayrollType", row."payrollSupportAmount",
    row."payrollSupportLineTitle", contracts.listed_codes(row."payrollExpenseAccountsData", false),
    contracts.listed_codes(row."payrollExpenseAccountsData", true), row."payrollExpenseAccountsInvoiceGroup",
    row."payrollExpenseAccountsLineTitle"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{billableAccounts,billableAccountsData}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (
    id uuid, "payrollAccountsData" text, "payrollAccountsInvoiceGroup" smallint, "payrollAccountsLineTitle" text,
    "additionalPayrollAmount" numeric, "payrollTaxesEnabled" boolean, "payrollTaxesBillingType" text,
    "payrollTaxesPercentage" numeric, "payrollTaxesLineTitle" text, "payrollTaxesEscalatorEnable" boolean,
    "payrollTaxesEscalatorMonth" text, "payrollTaxesEscalatorType" text, "payrollTaxesEscalatorvalue" numeric,
    "payrollSupportEnabled" boolean, "payrollSupportBillingType" text, "payrollSupportPayrollType" text,
    "payrollSupportAmount" numeric, "payrollSupportLineTitle" text, "payrollExpenseAccountsData" text,
    "payrollExpenseAccountsInvoiceGroup" smallint, "payrollExpenseAccountsLineTitle" text);
  insert into contracts.management_fee
  select m.version_id, m.site_id, place, row.id, row."invoiceGroup", row."managementAgreementType",
    row."fixedFeeAmount", row."revenuePercentageAmount", row."laborHourJobCode", row."laborHourRate",
    row."laborHourOvertimeRate", row."managementFeeEscalatorEnabled", row."managementFeeEscalatorMonth",
    row."managementFeeEscalatorType", row."managementFeeEscalatorValue", row."insuranceEnabled", row."insuranceType",
    row."insuranceAdditionalPercentage", row."insuranceFixedFeeAmount", row."insuranceLineTitle", row."claimsEnabled",
    row."claimsType", row."claimsCapAmount", row."claimsLineTitle", row."profitShareEnabled",
    row."profitShareAccumulationType", row."profitShareEscalatorEnabled", row."profitShareEscalatorMonth",
    row."profitShareEscalatorType", row."validationThresholdEnabled", row."validationThresholdType",
    row."validationThresholdAmount", row."nonGlBillableExpensesEnabled"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (
    id uuid, "invoiceGroup" smallint, "managementAgreementType" text, "fixedFeeAmount" numeric,
    "revenuePercentageAmount" numeric, "laborHourJobCode" text, "laborHourRate" numeric,
    "laborHourOvertimeRate" numeric, "managementFeeEscalatorEnabled" boolean, "managementFeeEscalatorMonth" text,
    "managementFeeEscalatorType" text, "managementFeeEscalatorValue" numeric, "insuranceEnabled" boolean,
    "insuranceType" text, "insuranceAdditionalPercentage" numeric, "insuranceFixedFeeAmount" numeric,
    "insuranceLineTitle" text, "claimsEnabled" boolean, "claimsType" text, "claimsCapAmount" numeric,
    "claimsLineTitle" text, "profitShareEnabled" boolean, "profitShareAccumulationType" text,
    "profitShareEscalatorEnabled" boolean, "profitShareEscalatorMonth" text, "profitShareEscalatorType" text,
    "validationThresholdEnabled" boolean, "validationThresholdType" text, "validationThresholdAmount" numeric,
    "nonGlBillableExpensesEnabled" boolean);
  insert into contracts.management_fee_job
  select m.version_id, m.site_id, fee, place, row.code, row.description, row."standardRate", row."overtimeRate",
    row."standardRateEscalatorValue", row."overtimeRateEscalatorValue"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'perLaborHourJobCodeData') with ordinality as jobs (job, place)
  cross join lateral jsonb_to_record(job) as row (code text, description text, "standardRate" numeric,
    "overtimeRate" numeric, "standardRateEscalatorValue" numeric, "overtimeRateEscalatorValue" numeric);
  insert into contracts.profit_share_tier
  select m.version_id, m.site_id, fee, place, (tier ->> 'sharePercentage')::numeric, (tier ->> 'amount')::numeric,
    (tier ->> 'escalatorValue')::numeric
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'profitShareTierData') with ordinality as tiers (tier, place);
  insert into contracts.non_gl_expense
  select m.version_id, m.site_id, fee, place, row.id, row.nonglexpensetype, row.expensepayrolltype, row.expenseamount,
    row.expensetitle, row.finalperiodbilled, row."sequenceNumber"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'nonGlBillableExpenses') with ordinality as expenses (expense, place)
  cross join lateral jsonb_to_record(expense) as row (id uuid, nonglexpensetype text, expensepayrolltype text,
    expenseamount numeric, expensetitle text, finalperiodbilled text, "sequenceNumber" integer);
end
$function$;
comment on function contracts.fill_agreements(made jsonb) is 'Fills billable accounts, management fees and what hangs on them for new versions.';
revoke all on function contracts.fill_agreements(made jsonb) from public;

CREATE OR REPLACE FUNCTION contracts.fill_rates(made jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into contracts.invoice_group
  select m.version_id, m.site_id, place, row.id, row."groupNumber", row.title, row.description, row."vendorId",
    row."siteNumber", row."customerName", row."billingContactEmails"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{invoiceGrouping,invoiceGroups}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, "groupNumber" smallint, title text, description text,
    "vendorId" text, "siteNumber" text, "customerName" text, "billingContactEmails" text);
  insert into contracts.fixed_fee_rate
  select m.version_id, m.site_id, place, row.id, row.name, row."displayName", row.code, row.fee,
    row."startDate", left(row."startDate", 10)::date, row."endDate", left(row."endDate", 10)::date, row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{fixedFee,serviceRates}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, name text, "displayName" text, code text, fee numeric,
    "startDate" text, "endDate" text, "invoiceGroup" smallint);
  insert into contracts.labor_hour_rate
  select m.version_id, m.site_id, place, row.id, row.name, row."displayName", row."jobCode", row.rate,
    row."overtimeRate", row."startDate", left(row."startDate", 10)::date, row."endDate",
    left(row."endDate", 10)::date, row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{perLaborHour,jobRates}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, name text, "displayName" text, "jobCode" text, rate numeric,
    "overtimeRate" numeric, "startDate" text, "endDate" text, "invoiceGroup" smallint);
  insert into contracts.bell_service
  select m.version_id, m.site_id, place, row.id, row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{bellServiceFee,bellServices}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, "invoiceGroup" smallint);
  insert into contracts.mid_month_advance
  select m.version_id, m.site_id, place, row.id, row.amount, row."lineTitle", row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{midMonthAdvance,midMonthAdvances}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, amount numeric, "lineTitle" text, "invoiceGroup" smallint);
  insert into contracts.deposited_revenue
  select m.version_id, m.site_id, place, row.id, row."towneParkResponsibleForParkingTax",
    row."depositedRevenueEnabled", row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{depositedRevenue,depositData}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, "towneParkResponsibleForParkingTax" boolean,
    "depositedRevenueEnabled" boolean, "invoiceGroup" smallint);
end
$function$;
comment on function contracts.fill_rates(made jsonb) is 'Fills the tables of invoice groups, fees, hourly rates, bell service, advances and deposits for new versions.';
revoke all on function contracts.fill_rates(made jsonb) from public;

CREATE OR REPLACE FUNCTION contracts.fill_shares(made jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into contracts.revenue_share_structure
  select m.version_id, m.site_id, place, row.id, array(select jsonb_array_elements_text(one -> 'revenueCodes')),
    row."accumulationType", row."validationThresholdType", row."validationThresholdAmount", row."invoiceGroup"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{revenueShare,thresholdStructures}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (id uuid, "accumulationType" text, "validationThresholdType" text,
    "validationThresholdAmount" numeric, "invoiceGroup" smallint);
  insert into contracts.revenue_share_tier
  select m.version_id, m.site_id, structure, place, (tier ->> 'sharePercentage')::numeric, (tier ->> 'amount')::numeric
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{revenueShare,thresholdStructures}') with ordinality
    as listed (one, structure)
  cross join lateral jsonb_array_elements(one -> 'tiers') with ordinality as tiers (tier, place);
end
$function$;
comment on function contracts.fill_shares(made jsonb) is 'Fills threshold structures and their tiers for new versions.';
revoke all on function contracts.fill_shares(made jsonb) from public;

CREATE OR REPLACE FUNCTION contracts.in_force(asked date, sites text[])
 RETURNS TABLE(contract_id uuid, site_id text, customer_name text, is_site_known boolean, version_id bigint, number integer, from_month text, origin text, state text, billing_type text, payment_terms text, purchase_order text, components text[])
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (version.site_id) version.contract_id, version.site_id, customer_name,
    exists (select from warehouse.site where site.site_id = version.site_id), version_id, number,
    to_char(from_month, 'YYYY-MM'), origin, state, billing_type, payment_terms, purchase_order,
    array_remove(array[
      case when has_fixed_fee then 'fixed-fee' end, case when has_labor_hours then 'per-labor-hour' end,
      case when has_occupied_rooms then 'occupied-room' end, case when has_revenue_share then 'revenue-share' end,
      case when has_bell_service then 'bell-service' end,
      case when has_mid_month_advance then 'mid-month-advance' end,
      case when has_deposited_revenue then 'deposited-revenue' end,
      case when has_billable_accounts then 'billable-accounts' end,
      case when has_management_agreement then 'management-agreement' end], null)
  from contracts.version
  join contracts.contract using (contract_id)
  where from_month <= asked and (sites is null or version.site_id = any (sites))
  order by version.site_id, version.from_month desc, number desc
$function$;
comment on function contracts.in_force(asked date, sites text[]) is 'The version of each contract whose terms hold in a service month (billing.md 1.19); all sites, or those given.';
grant execute on function contracts.in_force(asked date, sites text[]) to daybook_stages;
revoke all on function contracts.in_force(asked date, sites text[]) from public;

CREATE OR REPLACE FUNCTION contracts.listed_codes(list text, only_billable boolean)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select coalesce(array_agg(account ->> 'code' order by place) filter (
    where not only_billable or (account ->> 'isEnabled')::boolean), '{}')
  from jsonb_array_elements(list::jsonb) with ordinality as listed (account, place)
$function$;
comment on function contracts.listed_codes(list text, only_billable boolean) is 'Codes of an account list of an export (JSON inside a text): all that are listed, or those that are billed.';
grant execute on function contracts.listed_codes(list text, only_billable boolean) to daybook_stages;
revoke all on function contracts.listed_codes(list text, only_billable boolean) from public;

CREATE OR REPLACE FUNCTION contracts.originals(asked bigint[])
 RETURNS TABLE(version_id bigint, original text, unmodelled text)
 LANGUAGE sql
 STABLE
AS $function$
  select version.version_id, jsonb_build_object(
    'id', contract_id, 'purchaseOrder', purchase_order, 'paymentTerms', payment_terms, 'billingType', billing_type,
    'incrementMonth', increment_month, 'incrementAmount', increment_percent, 'consumerPriceIndex', is_index_tracked,
    'notes', notes, 'deviationAmount', deviation_amount, 'deviationPercentage', deviation_percent,
    'deposits', has_deposits, 'contractType', label, 'supportingReports', supporting_reports,
    'invoiceGrouping', jsonb_build_object('enabled', is_grouped, 'invoiceGroups', rates -> 'invoiceGroups'),
    'fixedFee', jsonb_build_object('enabled', has_fixed_fee, 'serviceRates', rates -> 'serviceRates'),
    'perLaborHour', jsonb_build_object('enabled', has_labor_hours, 'hoursBackupReport', has_hours_backup,
      'jobRates', rates -> 'jobRates'),
    'perOccupiedRoom', jsonb_build_object('enabled', has_occupied_rooms, 'roomRate', room_rate,
      'invoiceGroup', room_group),
    'revenueShare', jsonb_build_object('enabled', has_revenue_share,
      'thresholdStructures', rates -> 'thresholdStructures'),
    'bellServiceFee', jsonb_build_object('enabled', has_bell_service, 'bellServices', rates -> 'bellServices'),
    'midMonthAdvance', jsonb_build_object('enabled', has_mid_month_advance,
      'midMonthAdvances', rates -> 'midMonthAdvances'),
    'depositedRevenue', jsonb_build_object('enabled', has_deposited_revenue, 'depositData', rates -> 'depositData'),
    'billableAccounts', jsonb_build_object('enabled', has_billable_accounts,
      'billableAccountsData', contracts.accounts_of(version.version_id)),
    'managementAgreement', jsonb_build_object('enabled', has_management_agreement,
      'ManagementFees', contracts.agreements_of(version.version_id)))::text, unmodelled::text
  from contracts.version
  left join contracts.review_threshold using (version_id)
  cross join lateral contracts.rates_of(version.version_id) as rates
  where version.version_id = any (asked)
  order by version.version_id
$function$;
comment on function contracts.originals(asked bigint[]) is 'The terms of versions in the shape of the exports, as JSON text: numbers keep their decimals. Review thresholds are null for whoever may not see them.';
grant execute on function contracts.originals(asked bigint[]) to daybook_stages;
revoke all on function contracts.originals(asked bigint[]) from public;

CREATE OR REPLACE FUNCTION contracts.rates_of(asked bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_object(
    'invoiceGroups', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'groupNumber', group_number, 'title', title,
        'description', description, 'vendorId', vendor_id, 'siteNumber', site_number, 'customerName', customer_name,
        'billingContactEmails', billing_contact_emails) order by position), '[]')
      from contracts.invoice_group where version_id = asked),
    'serviceRates', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'name', service, 'displayName', title,
        'code', code, 'fee', fee, 'startDate', start_text, 'endDate', end_text, 'invoiceGroup', group_number)
        order by position), '[]')
      from contracts.fixed_fee_rate where version_id = asked),
    'jobRates', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'name', service, 'displayName', title,
        'rate', rate_per_hour, 'overtimeRate', overtime_rate_per_hour, 'jobCode', job_code,
        'startDate', start_text, 'endDate', end_text, 'invoiceGroup', group_number) order by position), '[]')
      from contracts.labor_hour_rate where version_id = asked),
    'thresholdStructures', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'revenueCodes', revenue_codes,
        'accumulationType', accumulation, 'validationThresholdType', validation_kind,
        'validationThresholdAmount', validation_amount, 'invoiceGroup', group_number, 'tiers', (
          select coalesce(jsonb_agg(jsonb_build_object('sharePercentage', share_percent, 'amount', limit_amount)
            order by tier.position), '[]')
          from contracts.revenue_share_tier as tier
          where tier.version_id = asked and tier.structure = share.position)) order by share.position), '[]')
      from contracts.revenue_share_structure as share where version_id = asked),
    'bellServices', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'invoiceGroup', group_number)
        order by position), '[]')
      from contracts.bell_service where version_id = asked),
    'midMonthAdvances', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'amount', amount, 'lineTitle', title_choice,
        'invoiceGroup', group_number) order by position), '[]')
      from contracts.mid_month_advance where version_id = asked),
    'depositData', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'towneParkResponsibleForParkingTax', is_tax_ours,
        'depositedRevenueEnabled', is_deposited, 'invoiceGroup', group_number) order by position), '[]')
      from contracts.deposited_revenue where version_id = asked))
$function$;
comment on function contracts.rates_of(asked bigint) is 'The lists of rates of an export, by the name of the list.';
grant execute on function contracts.rates_of(asked bigint) to daybook_stages;
revoke all on function contracts.rates_of(asked bigint) from public;

CREATE OR REPLACE FUNCTION contracts.sample_sites()
 RETURNS TABLE(site text, name text, has_rooms boolean, jobs text[], budget jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with year as (
    select date_trunc('year', max(period_month))::date as first_on,
      (date_trunc('year', max(period_month)) + interval '1 year')::date as end_on
    from warehouse.budget),
  budgeted as (
    select site_id, account_id, summary_category, sum(amount) as amount
    from warehouse.budget join warehouse.account using (account_id) cross join year
    where period_month >= first_on and period_month < end_on
    group by 1, 2, 3),
  money as (
    select site_id,
      coalesce(sum(amount) filter (where summary_category = 'EXTERNAL REVENUE'), 0)::integer as external,
      coalesce(-sum(amount) filter (where summary_category = 'INTERNAL REVENUE'), 0)::integer as internal,
      coalesce(sum(amount) filter (where account_id = '9440'), 0)::integer as rooms,
      coalesce(jsonb_object_agg(account_id, amount::integer) filter (where account_id between '6' and '8'), '{}')
        as accounts
    from budgeted group by 1),
  -- The budget names job profiles; hours by job code are those that were worked, for twelve months.
  labor as (
    select site_id, jsonb_object_agg(job_code, hours) as hours
    from (
      select site_id, job_code,
        (sum(hours) * 12 / count(distinct date_trunc('month', worked_on)))::integer as hours
      from warehouse.payroll_day
      where worked_on < (select max(first_on) from year) + interval '1 year'
      group by 1, 2) as by_job
    group by 1)
  select site.site_id, coalesce(site_name, site.site_id),
    exists (
      select from warehouse.revenue_value as daily
      where daily.site_id = site.site_id and revenue_category = 'OCCUPIED ROOMS'),
    array(
      select job_code from warehouse.timesheet as sheet
      where sheet.site_id = site.site_id group by job_code order by count(*) desc, job_code limit 3),
    case when money.site_id is not null then jsonb_build_object(
      'external', external, 'internal', internal, 'rooms', rooms, 'accounts', accounts,
      'hours', coalesce(hours, '{}')) end
  from warehouse.site
  left join money on money.site_id = site.site_id
  left join labor on labor.site_id = site.site_id
  left join lateral (
    select site_name from warehouse.site_version as known
    where known.site_id = site.site_id order by valid_from_on desc limit 1) as named on true
  order by 1
$function$;
comment on function contracts.sample_sites() is 'Sites with their names, whether they report rooms, their commonest job codes, and the budget of the newest year in whole dollars, rooms and hours: what the contracts of the sample are invented from.';
grant execute on function contracts.sample_sites() to daybook_stages;
revoke all on function contracts.sample_sites() from public;

CREATE OR REPLACE FUNCTION contracts.tiers_text(site text, asked_structure smallint, asked date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select concat_ws(' · ', accumulation,
    (select string_agg(code, ' ' order by code) from unnest(revenue_codes) as code),
    (select string_agg(trim_scale(share_percent) || ' to ' || trim_scale(limit_amount), ', ' order by tier.position)
     from contracts.revenue_share_tier as tier
     where tier.version_id = structure.version_id and tier.structure = structure.position))
  from contracts.in_force(asked, array[site]) as held
  join contracts.revenue_share_structure as structure
    on structure.version_id = held.version_id and structure.position = asked_structure
  where 'revenue-share' = any (held.components)
$function$;
comment on function contracts.tiers_text(site text, asked_structure smallint, asked date) is 'What a structure of the revenue share says in a service month, to compare it; null where there is none.';
grant execute on function contracts.tiers_text(site text, asked_structure smallint, asked date) to daybook_stages;
revoke all on function contracts.tiers_text(site text, asked_structure smallint, asked date) from public;

create schema forecasting;
comment on schema forecasting is 'What we expect: what managers enter, versions of it, and the P&L it comes to.';
grant usage on schema forecasting to daybook_stages;

create table forecasting.arrived_batch (
  batch_id bigint not null,
  constraint arrived_batch_exists FOREIGN KEY (batch_id) REFERENCES sources.batch(batch_id) ON DELETE CASCADE,
  constraint arrived_batch_pkey PRIMARY KEY (batch_id)
);
alter table forecasting.arrived_batch enable row level security;
alter table forecasting.arrived_batch force row level security;
create policy forecast_read_select_everywhere on forecasting.arrived_batch as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.arrived_batch is 'Loads whose facts were not compared with the P&L yet; gone once the months that they touched are marked.';
comment on column forecasting.arrived_batch.batch_id is 'The load.';
grant select on table forecasting.arrived_batch to daybook_auditor;
grant select on table forecasting.arrived_batch to daybook_corporate_consumer;
grant select on table forecasting.arrived_batch to daybook_finance_manager;
grant select on table forecasting.arrived_batch to daybook_forecast_admin;
grant select on table forecasting.arrived_batch to daybook_service_reporting;

create table forecasting.change (
  change_id bigint not null generated always as identity,
  site_id text not null,
  version_id bigint not null,
  action text not null,
  cells integer not null,
  first_month date not null,
  last_month date not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  reason text,
  constraint change_pkey PRIMARY KEY (change_id),
  constraint change_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.change enable row level security;
alter table forecasting.change force row level security;
CREATE INDEX change_version ON forecasting.change USING btree (version_id, change_id);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.change REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.change', '{change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.change REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.change', '{change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.change FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.change', '{change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.change REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.change', '{change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.change as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.change as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.change is 'One saving of entries: who, when, why, and which months.';
comment on column forecasting.change.change_id is 'Its number; numbers of one version grow with time.';
comment on column forecasting.change.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.change.version_id is 'Version that was changed.';
comment on column forecasting.change.action is 'set, import, initialise, copy-schedule or promote.';
comment on column forecasting.change.cells is 'How many values became different.';
comment on column forecasting.change.first_month is 'First month that was touched, as its first day.';
comment on column forecasting.change.last_month is 'Last month that was touched, as its first day.';
comment on column forecasting.change.changed_at is 'When.';
comment on column forecasting.change.changed_by is 'Who (personal data).';
comment on column forecasting.change.reason is 'Why, as said.';
grant select on table forecasting.change to daybook_account_manager;
grant select on table forecasting.change to daybook_auditor;
grant select on table forecasting.change to daybook_corporate_consumer;
grant select on table forecasting.change to daybook_district_manager;
grant select on table forecasting.change to daybook_finance_manager;
grant select on table forecasting.change to daybook_forecast_admin;
grant select on table forecasting.change to daybook_regional_vp;
grant select on table forecasting.change to daybook_service_reporting;
grant select on table forecasting.change to daybook_svp;

create table forecasting.component (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  component text not null,
  forecast numeric(20,8) not null,
  trend numeric(20,8),
  is_fallback boolean not null,
  run_id bigint not null,
  constraint component_pkey PRIMARY KEY (site_id, version_id, plan_month, component),
  constraint component_run_exists FOREIGN KEY (run_id) REFERENCES forecasting.run(run_id),
  constraint component_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.component enable row level security;
alter table forecasting.component force row level security;
CREATE INDEX component_run ON forecasting.component USING btree (run_id);
CREATE INDEX component_version ON forecasting.component USING btree (version_id);
create policy profit_and_loss_read_select_by_site on forecasting.component as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on forecasting.component as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.component is 'Internal revenue of a site in a month by component of its contract; the sum is the row internal-revenue.';
comment on column forecasting.component.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.component.version_id is 'Version of the forecast.';
comment on column forecasting.component.plan_month is 'Month, as its first day.';
comment on column forecasting.component.component is 'Component of the contract, or other-revenue.';
comment on column forecasting.component.forecast is 'Without actuals of the month.';
comment on column forecasting.component.trend is 'With actuals so far; null when the month is closed: the ledger has no components.';
comment on column forecasting.component.is_fallback is 'An input was missing and the budget stood in for it.';
comment on column forecasting.component.run_id is 'Run that calculated it.';
grant select on table forecasting.component to daybook_account_manager;
grant select on table forecasting.component to daybook_auditor;
grant select on table forecasting.component to daybook_billing_admin;
grant select on table forecasting.component to daybook_corporate_consumer;
grant select on table forecasting.component to daybook_district_manager;
grant select on table forecasting.component to daybook_finance_manager;
grant select on table forecasting.component to daybook_forecast_admin;
grant select on table forecasting.component to daybook_regional_vp;
grant select on table forecasting.component to daybook_revenue_approver;
grant select on table forecasting.component to daybook_service_reporting;
grant select on table forecasting.component to daybook_svp;

create table forecasting.grouped_job (
  job_code text not null,
  job_group_id bigint not null,
  constraint grouped_job_code_exists FOREIGN KEY (job_code) REFERENCES warehouse.job_code(job_code),
  constraint grouped_job_group_exists FOREIGN KEY (job_group_id) REFERENCES forecasting.job_group(job_group_id),
  constraint grouped_job_pkey PRIMARY KEY (job_code)
);
alter table forecasting.grouped_job enable row level security;
alter table forecasting.grouped_job force row level security;
CREATE INDEX grouped_job_group ON forecasting.grouped_job USING btree (job_group_id);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.grouped_job REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.grouped_job', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.grouped_job REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.grouped_job', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.grouped_job FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.grouped_job', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.grouped_job REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.grouped_job', '{job_code}'); -- enabled: A
create policy forecast_read_select_everywhere on forecasting.grouped_job as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.grouped_job is 'The group of a job code; a code without a row is of none yet.';
comment on column forecasting.grouped_job.job_code is 'Job code.';
comment on column forecasting.grouped_job.job_group_id is 'Its group.';
grant select on table forecasting.grouped_job to daybook_account_manager;
grant select on table forecasting.grouped_job to daybook_auditor;
grant select on table forecasting.grouped_job to daybook_billing_admin;
grant select on table forecasting.grouped_job to daybook_corporate_consumer;
grant select on table forecasting.grouped_job to daybook_district_manager;
grant select on table forecasting.grouped_job to daybook_finance_manager;
grant select on table forecasting.grouped_job to daybook_forecast_admin;
grant select on table forecasting.grouped_job to daybook_regional_vp;
grant select on table forecasting.grouped_job to daybook_service_reporting;

create table forecasting.job_group (
  job_group_id bigint not null generated always as identity,
  title text not null,
  is_active boolean not null default true,
  constraint job_group_pkey PRIMARY KEY (job_group_id),
  constraint job_group_title_is_one CHECK (((title ~ '^[^@=[:cntrl:]]{1,100}$'::text) AND (title = TRIM(BOTH FROM title))))
);
alter table forecasting.job_group enable row level security;
alter table forecasting.job_group force row level security;
CREATE UNIQUE INDEX job_group_is_named_once ON forecasting.job_group USING btree (lower(title));
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.job_group REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.job_group', '{job_group_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.job_group REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.job_group', '{job_group_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.job_group FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.job_group', '{job_group_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.job_group REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.job_group', '{job_group_id}'); -- enabled: A
create policy forecast_read_select_everywhere on forecasting.job_group as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.job_group is 'A named set of job codes that managers forecast together, such as Valet. Its figures are sums of its codes.';
comment on column forecasting.job_group.job_group_id is 'Its number.';
comment on column forecasting.job_group.title is 'What people call it; one group a title, whatever the case.';
comment on column forecasting.job_group.is_active is 'False when it is retired; what was entered by it stays.';
grant select on table forecasting.job_group to daybook_account_manager;
grant select on table forecasting.job_group to daybook_auditor;
grant select on table forecasting.job_group to daybook_billing_admin;
grant select on table forecasting.job_group to daybook_corporate_consumer;
grant select on table forecasting.job_group to daybook_district_manager;
grant select on table forecasting.job_group to daybook_finance_manager;
grant select on table forecasting.job_group to daybook_forecast_admin;
grant select on table forecasting.job_group to daybook_regional_vp;
grant select on table forecasting.job_group to daybook_service_reporting;

create table forecasting.lineage (
  version_id bigint not null,
  site_id text not null,
  depth smallint not null,
  ancestor_id bigint not null,
  up_to_change_id bigint not null,
  constraint lineage_ancestor_exists FOREIGN KEY (ancestor_id) REFERENCES forecasting.version(version_id),
  constraint lineage_pkey PRIMARY KEY (site_id, version_id, depth),
  constraint lineage_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.lineage enable row level security;
alter table forecasting.lineage force row level security;
CREATE INDEX lineage_ancestor ON forecasting.lineage USING btree (ancestor_id);
CREATE INDEX lineage_version ON forecasting.lineage USING btree (version_id);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.lineage REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.lineage', '{site_id,version_id,depth}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.lineage REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.lineage', '{site_id,version_id,depth}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.lineage FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.lineage', '{site_id,version_id,depth}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.lineage REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.lineage', '{site_id,version_id,depth}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.lineage as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.lineage as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.lineage is 'Where a version reads what it does not say itself: one row for each version it was taken from, and for itself.';
comment on column forecasting.lineage.version_id is 'Version that reads.';
comment on column forecasting.lineage.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.lineage.depth is '0 is the version itself; what is nearer counts.';
comment on column forecasting.lineage.ancestor_id is 'Version that is read.';
comment on column forecasting.lineage.up_to_change_id is 'Newest change that is read: the one it was taken at.';
grant select on table forecasting.lineage to daybook_account_manager;
grant select on table forecasting.lineage to daybook_auditor;
grant select on table forecasting.lineage to daybook_corporate_consumer;
grant select on table forecasting.lineage to daybook_district_manager;
grant select on table forecasting.lineage to daybook_finance_manager;
grant select on table forecasting.lineage to daybook_forecast_admin;
grant select on table forecasting.lineage to daybook_regional_vp;
grant select on table forecasting.lineage to daybook_service_reporting;
grant select on table forecasting.lineage to daybook_svp;

create table forecasting.other_expense (
  site_id text not null,
  version_id bigint not null,
  expense_month date not null,
  account_id text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  amount numeric(19,5),
  constraint other_expense_account_exists FOREIGN KEY (account_id) REFERENCES warehouse.account(account_id),
  constraint other_expense_change_exists FOREIGN KEY (change_id) REFERENCES forecasting.change(change_id),
  constraint other_expense_is_of_a_month CHECK ((EXTRACT(day FROM expense_month) = (1)::numeric)),
  constraint other_expense_pkey PRIMARY KEY (site_id, version_id, expense_month, account_id, change_id)
);
alter table forecasting.other_expense enable row level security;
alter table forecasting.other_expense force row level security;
CREATE INDEX other_expense_account ON forecasting.other_expense USING btree (account_id);
CREATE INDEX other_expense_change ON forecasting.other_expense USING btree (change_id);
CREATE UNIQUE INDEX other_expense_stands_once ON forecasting.other_expense USING btree (site_id, version_id, expense_month, account_id) WHERE (superseded_change_id IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.other_expense REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.other_expense', '{site_id,version_id,expense_month,account_id,change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.other_expense REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.other_expense', '{site_id,version_id,expense_month,account_id,change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.other_expense FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.other_expense', '{site_id,version_id,expense_month,account_id,change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.other_expense REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.other_expense', '{site_id,version_id,expense_month,account_id,change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.other_expense as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.other_expense as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.other_expense is 'Other expense of a month, by account. An amount that is null follows the budget.';
comment on column forecasting.other_expense.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.other_expense.version_id is 'Version that the change was made in.';
comment on column forecasting.other_expense.expense_month is 'Month, as its first day.';
comment on column forecasting.other_expense.account_id is 'GL account, one of the editable ones.';
comment on column forecasting.other_expense.change_id is 'Change that wrote the row.';
comment on column forecasting.other_expense.superseded_change_id is 'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.other_expense.amount is 'Money.';
grant select on table forecasting.other_expense to daybook_account_manager;
grant select on table forecasting.other_expense to daybook_auditor;
grant select on table forecasting.other_expense to daybook_corporate_consumer;
grant select on table forecasting.other_expense to daybook_district_manager;
grant select on table forecasting.other_expense to daybook_finance_manager;
grant select on table forecasting.other_expense to daybook_forecast_admin;
grant select on table forecasting.other_expense to daybook_regional_vp;
grant select on table forecasting.other_expense to daybook_service_reporting;
grant select on table forecasting.other_expense to daybook_svp;

create table forecasting.other_revenue (
  site_id text not null,
  version_id bigint not null,
  revenue_month date not null,
  kind text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  amount numeric(19,5),
  constraint other_revenue_change_exists FOREIGN KEY (change_id) REFERENCES forecasting.change(change_id),
  constraint other_revenue_is_of_a_month CHECK ((EXTRACT(day FROM revenue_month) = (1)::numeric)),
  constraint other_revenue_pkey PRIMARY KEY (site_id, version_id, revenue_month, kind, change_id)
);
alter table forecasting.other_revenue enable row level security;
alter table forecasting.other_revenue force row level security;
CREATE INDEX other_revenue_change ON forecasting.other_revenue USING btree (change_id);
CREATE UNIQUE INDEX other_revenue_stands_once ON forecasting.other_revenue USING btree (site_id, version_id, revenue_month, kind) WHERE (superseded_change_id IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.other_revenue REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.other_revenue', '{site_id,version_id,revenue_month,kind,change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.other_revenue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.other_revenue', '{site_id,version_id,revenue_month,kind,change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.other_revenue FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.other_revenue', '{site_id,version_id,revenue_month,kind,change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.other_revenue REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.other_revenue', '{site_id,version_id,revenue_month,kind,change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.other_revenue as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.other_revenue as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.other_revenue is 'Other internal revenue of a month, by kind; the tab that feeds internal revenue (forecasting.md 1.5).';
comment on column forecasting.other_revenue.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.other_revenue.version_id is 'Version that the change was made in.';
comment on column forecasting.other_revenue.revenue_month is 'Month, as its first day.';
comment on column forecasting.other_revenue.kind is 'billable-expense, revenue-validation, miscellaneous, client-paid-expense, gpo-fees or signing-bonus.';
comment on column forecasting.other_revenue.change_id is 'Change that wrote the row.';
comment on column forecasting.other_revenue.superseded_change_id is 'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.other_revenue.amount is 'Money; the sign is that of its effect on internal revenue.';
grant select on table forecasting.other_revenue to daybook_account_manager;
grant select on table forecasting.other_revenue to daybook_auditor;
grant select on table forecasting.other_revenue to daybook_corporate_consumer;
grant select on table forecasting.other_revenue to daybook_district_manager;
grant select on table forecasting.other_revenue to daybook_finance_manager;
grant select on table forecasting.other_revenue to daybook_forecast_admin;
grant select on table forecasting.other_revenue to daybook_regional_vp;
grant select on table forecasting.other_revenue to daybook_service_reporting;
grant select on table forecasting.other_revenue to daybook_svp;

create table forecasting.outdated (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  cause text not null,
  since_at timestamp with time zone not null,
  mark_id bigint not null generated always as identity,
  constraint outdated_pkey PRIMARY KEY (site_id, version_id, plan_month),
  constraint outdated_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.outdated enable row level security;
alter table forecasting.outdated force row level security;
CREATE INDEX outdated_version ON forecasting.outdated USING btree (version_id);
CREATE UNIQUE INDEX outdated_mark ON forecasting.outdated USING btree (mark_id);
create policy forecast_read_select_by_site on forecasting.outdated as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.outdated as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.outdated is 'Months of sites whose P&L is to be calculated anew; the result before stays readable until then.';
comment on column forecasting.outdated.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.outdated.version_id is 'Version of the forecast.';
comment on column forecasting.outdated.plan_month is 'Month, as its first day.';
comment on column forecasting.outdated.cause is 'What changed: entries, budget, actuals or contract.';
comment on column forecasting.outdated.since_at is 'When.';
comment on column forecasting.outdated.mark_id is 'A new number with every mark: a calculation takes away those marks only that it saw.';
grant select on table forecasting.outdated to daybook_account_manager;
grant select on table forecasting.outdated to daybook_auditor;
grant select on table forecasting.outdated to daybook_billing_admin;
grant select on table forecasting.outdated to daybook_corporate_consumer;
grant select on table forecasting.outdated to daybook_district_manager;
grant select on table forecasting.outdated to daybook_finance_manager;
grant select on table forecasting.outdated to daybook_forecast_admin;
grant select on table forecasting.outdated to daybook_regional_vp;
grant select on table forecasting.outdated to daybook_revenue_approver;
grant select on table forecasting.outdated to daybook_service_reporting;
grant select on table forecasting.outdated to daybook_svp;

create table forecasting.parking_rate (
  site_id text not null,
  version_id bigint not null,
  rate_month date not null,
  category text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  rate numeric(20,8),
  constraint parking_rate_change_exists FOREIGN KEY (change_id) REFERENCES forecasting.change(change_id),
  constraint parking_rate_is_of_a_month CHECK ((EXTRACT(day FROM rate_month) = (1)::numeric)),
  constraint parking_rate_pkey PRIMARY KEY (site_id, version_id, rate_month, category, change_id)
);
alter table forecasting.parking_rate enable row level security;
alter table forecasting.parking_rate force row level security;
CREATE INDEX parking_rate_change ON forecasting.parking_rate USING btree (change_id);
CREATE UNIQUE INDEX parking_rate_stands_once ON forecasting.parking_rate USING btree (site_id, version_id, rate_month, category) WHERE (superseded_change_id IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.parking_rate REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.parking_rate', '{site_id,version_id,rate_month,category,change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.parking_rate REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.parking_rate', '{site_id,version_id,rate_month,category,change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.parking_rate FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.parking_rate', '{site_id,version_id,rate_month,category,change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.parking_rate REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.parking_rate', '{site_id,version_id,rate_month,category,change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.parking_rate as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.parking_rate as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.parking_rate is 'Rate of a category in a month. A rate that is null follows the budget.';
comment on column forecasting.parking_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.parking_rate.version_id is 'Version that the change was made in.';
comment on column forecasting.parking_rate.rate_month is 'Month, as its first day.';
comment on column forecasting.parking_rate.category is 'valet-daily, self-overnight and so on; also those of third parties.';
comment on column forecasting.parking_rate.change_id is 'Change that wrote the row.';
comment on column forecasting.parking_rate.superseded_change_id is 'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.parking_rate.rate is 'Money for one vehicle.';
grant select on table forecasting.parking_rate to daybook_account_manager;
grant select on table forecasting.parking_rate to daybook_auditor;
grant select on table forecasting.parking_rate to daybook_corporate_consumer;
grant select on table forecasting.parking_rate to daybook_district_manager;
grant select on table forecasting.parking_rate to daybook_finance_manager;
grant select on table forecasting.parking_rate to daybook_forecast_admin;
grant select on table forecasting.parking_rate to daybook_regional_vp;
grant select on table forecasting.parking_rate to daybook_service_reporting;
grant select on table forecasting.parking_rate to daybook_svp;

create table forecasting.payroll_day (
  site_id text not null,
  version_id bigint not null,
  day_on date not null,
  job_code text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  hours numeric(19,5),
  cost numeric(19,5),
  rate_per_hour numeric(20,8),
  constraint payroll_day_change_exists FOREIGN KEY (change_id) REFERENCES forecasting.change(change_id),
  constraint payroll_day_job_exists FOREIGN KEY (job_code) REFERENCES warehouse.job_code(job_code),
  constraint payroll_day_pkey PRIMARY KEY (site_id, version_id, day_on, job_code, change_id)
);
alter table forecasting.payroll_day enable row level security;
alter table forecasting.payroll_day force row level security;
CREATE INDEX payroll_day_change ON forecasting.payroll_day USING btree (change_id);
CREATE INDEX payroll_day_job ON forecasting.payroll_day USING btree (job_code);
CREATE UNIQUE INDEX payroll_day_stands_once ON forecasting.payroll_day USING btree (site_id, version_id, day_on, job_code) WHERE (superseded_change_id IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.payroll_day REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.payroll_day', '{site_id,version_id,day_on,job_code,change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.payroll_day REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.payroll_day', '{site_id,version_id,day_on,job_code,change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.payroll_day FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.payroll_day', '{site_id,version_id,day_on,job_code,change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.payroll_day REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.payroll_day', '{site_id,version_id,day_on,job_code,change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.payroll_day as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.payroll_day as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.payroll_day is 'Hours and cost of a job on a day. Values that are null follow the budget.';
comment on column forecasting.payroll_day.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.payroll_day.version_id is 'Version that the change was made in.';
comment on column forecasting.payroll_day.day_on is 'Day.';
comment on column forecasting.payroll_day.job_code is 'Job code.';
comment on column forecasting.payroll_day.change_id is 'Change that wrote the row.';
comment on column forecasting.payroll_day.superseded_change_id is 'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.payroll_day.hours is 'Hours.';
comment on column forecasting.payroll_day.cost is 'Cost in money.';
comment on column forecasting.payroll_day.rate_per_hour is 'Hourly rate that made one of the two out of the other; null when both were entered.';
grant select on table forecasting.payroll_day to daybook_account_manager;
grant select on table forecasting.payroll_day to daybook_auditor;
grant select on table forecasting.payroll_day to daybook_corporate_consumer;
grant select on table forecasting.payroll_day to daybook_district_manager;
grant select on table forecasting.payroll_day to daybook_finance_manager;
grant select on table forecasting.payroll_day to daybook_forecast_admin;
grant select on table forecasting.payroll_day to daybook_regional_vp;
grant select on table forecasting.payroll_day to daybook_service_reporting;
grant select on table forecasting.payroll_day to daybook_svp;

create table forecasting.pnl_cell (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  line text not null,
  budget numeric(20,8) not null,
  forecast numeric(20,8) not null,
  actual numeric(20,8),
  trend numeric(20,8) not null,
  source text not null,
  run_id bigint not null,
  constraint pnl_cell_pkey PRIMARY KEY (site_id, version_id, plan_month, line),
  constraint pnl_cell_run_exists FOREIGN KEY (run_id) REFERENCES forecasting.run(run_id),
  constraint pnl_cell_source_is_known CHECK ((source = ANY (ARRAY['actual'::text, 'blended'::text, 'forecast'::text, 'budget'::text, 'fallback'::text]))),
  constraint pnl_cell_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.pnl_cell enable row level security;
alter table forecasting.pnl_cell force row level security;
CREATE INDEX pnl_cell_month ON forecasting.pnl_cell USING btree (plan_month, site_id) INCLUDE (version_id);
CREATE INDEX pnl_cell_run ON forecasting.pnl_cell USING btree (run_id);
CREATE INDEX pnl_cell_version ON forecasting.pnl_cell USING btree (version_id);
create policy profit_and_loss_read_select_by_site on forecasting.pnl_cell as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on forecasting.pnl_cell as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.pnl_cell is 'A row of the P&L of a site in a month; money as displayed: revenue and expense above 0.';
comment on column forecasting.pnl_cell.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.pnl_cell.version_id is 'Version of the forecast.';
comment on column forecasting.pnl_cell.plan_month is 'Month, as its first day.';
comment on column forecasting.pnl_cell.line is 'Row, such as external-revenue or other-expense.';
comment on column forecasting.pnl_cell.budget is 'Of the ledger''s budget.';
comment on column forecasting.pnl_cell.forecast is 'From the entries of managers and the terms of the contract, without actuals.';
comment on column forecasting.pnl_cell.actual is 'Of the closed ledger; null while the month is not closed.';
comment on column forecasting.pnl_cell.trend is 'Actual when closed, else actuals so far with the forecast of what is left.';
comment on column forecasting.pnl_cell.source is 'Of the trend: actual, blended, forecast, budget, or fallback where an input was missing.';
comment on column forecasting.pnl_cell.run_id is 'Run that calculated it.';
grant select on table forecasting.pnl_cell to daybook_account_manager;
grant select on table forecasting.pnl_cell to daybook_auditor;
grant select on table forecasting.pnl_cell to daybook_billing_admin;
grant select on table forecasting.pnl_cell to daybook_corporate_consumer;
grant select on table forecasting.pnl_cell to daybook_district_manager;
grant select on table forecasting.pnl_cell to daybook_finance_manager;
grant select on table forecasting.pnl_cell to daybook_forecast_admin;
grant select on table forecasting.pnl_cell to daybook_regional_vp;
grant select on table forecasting.pnl_cell to daybook_revenue_approver;
grant select on table forecasting.pnl_cell to daybook_service_reporting;
grant select on table forecasting.pnl_cell to daybook_svp;

create table forecasting.profile_mapping (
  mapping_id bigint not null generated always as identity,
  job_profile text not null,
  site_id text,
  decided_at timestamp with time zone not null,
  decided_by text not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint profile_mapping_ended_by_somebody CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint profile_mapping_pkey PRIMARY KEY (mapping_id),
  constraint profile_mapping_profile_exists FOREIGN KEY (job_profile) REFERENCES warehouse.job_profile(job_profile),
  constraint profile_mapping_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table forecasting.profile_mapping enable row level security;
alter table forecasting.profile_mapping force row level security;
CREATE INDEX profile_mapping_profile ON forecasting.profile_mapping USING btree (job_profile);
CREATE INDEX profile_mapping_site ON forecasting.profile_mapping USING btree (site_id);
CREATE UNIQUE INDEX profile_mapping_stands_once ON forecasting.profile_mapping USING btree (job_profile, COALESCE(site_id, ''::text)) WHERE (ended_at IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.profile_mapping REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.profile_mapping', '{mapping_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.profile_mapping REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.profile_mapping', '{mapping_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.profile_mapping FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.profile_mapping', '{mapping_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.profile_mapping REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.profile_mapping', '{mapping_id}'); -- enabled: A
create policy budget_read_select_everywhere on forecasting.profile_mapping as permissive for select to daybook_auditor, daybook_finance_manager, daybook_forecast_admin using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.profile_mapping is 'A decision on a job profile, for one site or for all; one without targets leaves its budget without a job code.';
comment on column forecasting.profile_mapping.mapping_id is 'Its number.';
comment on column forecasting.profile_mapping.job_profile is 'Job profile of the payroll budget, upper case.';
comment on column forecasting.profile_mapping.site_id is 'Site that it holds for, before one that holds for all; null holds for all.';
comment on column forecasting.profile_mapping.decided_at is 'When it was decided.';
comment on column forecasting.profile_mapping.decided_by is 'Who decided (personal data).';
comment on column forecasting.profile_mapping.ended_at is 'When another took its place or it was withdrawn.';
comment on column forecasting.profile_mapping.ended_by is 'Who ended it (personal data).';
grant select on table forecasting.profile_mapping to daybook_auditor;
grant select on table forecasting.profile_mapping to daybook_finance_manager;
grant select on table forecasting.profile_mapping to daybook_forecast_admin;

create table forecasting.profile_target (
  mapping_id bigint not null,
  job_code text not null,
  constraint profile_target_code_exists FOREIGN KEY (job_code) REFERENCES warehouse.job_code(job_code),
  constraint profile_target_mapping_exists FOREIGN KEY (mapping_id) REFERENCES forecasting.profile_mapping(mapping_id),
  constraint profile_target_pkey PRIMARY KEY (mapping_id, job_code)
);
alter table forecasting.profile_target enable row level security;
alter table forecasting.profile_target force row level security;
CREATE INDEX profile_target_code ON forecasting.profile_target USING btree (job_code);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.profile_target REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.profile_target', '{mapping_id,job_code}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.profile_target REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.profile_target', '{mapping_id,job_code}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.profile_target FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.profile_target', '{mapping_id,job_code}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.profile_target REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.profile_target', '{mapping_id,job_code}'); -- enabled: A
create policy budget_read_select_everywhere on forecasting.profile_target as permissive for select to daybook_auditor, daybook_finance_manager, daybook_forecast_admin using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.profile_target is 'A job code that a profile stands for; several share its budget by active employees.';
comment on column forecasting.profile_target.mapping_id is 'Decision.';
comment on column forecasting.profile_target.job_code is 'Job code.';
grant select on table forecasting.profile_target to daybook_auditor;
grant select on table forecasting.profile_target to daybook_finance_manager;
grant select on table forecasting.profile_target to daybook_forecast_admin;

create table forecasting.run (
  run_id bigint not null generated always as identity,
  plan_year integer not null,
  as_of_on date not null,
  cause text not null,
  sites integer not null,
  site_months integer not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  started_by text not null,
  constraint run_pkey PRIMARY KEY (run_id)
);
alter table forecasting.run enable row level security;
alter table forecasting.run force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.run REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.run REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.run FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.run', '{run_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.run REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.run', '{run_id}'); -- enabled: A
create policy forecast_read_select_everywhere on forecasting.run as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.run is 'One calculation of the P&L; every computed row names its run.';
comment on column forecasting.run.run_id is 'Its number.';
comment on column forecasting.run.plan_year is 'Calendar year.';
comment on column forecasting.run.as_of_on is 'Day that the calculation takes for today.';
comment on column forecasting.run.cause is 'What called for it: command (somebody asked), change (the server, once something changed) or start.';
comment on column forecasting.run.sites is 'Sites that were calculated.';
comment on column forecasting.run.site_months is 'Months of sites that were calculated.';
comment on column forecasting.run.started_at is 'When it began.';
comment on column forecasting.run.finished_at is 'When it ended.';
comment on column forecasting.run.started_by is 'Who started it (personal data).';
grant select on table forecasting.run to daybook_auditor;
grant select on table forecasting.run to daybook_corporate_consumer;
grant select on table forecasting.run to daybook_finance_manager;
grant select on table forecasting.run to daybook_forecast_admin;
grant select on table forecasting.run to daybook_service_reporting;

create table forecasting.site_month (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  state text not null,
  revenue_actual_to_on date,
  payroll_actual_to_on date,
  contract_version_id bigint,
  profit numeric(20,8),
  fingerprint text not null,
  notes text[] not null,
  run_id bigint not null,
  constraint site_month_pkey PRIMARY KEY (site_id, version_id, plan_month),
  constraint site_month_run_exists FOREIGN KEY (run_id) REFERENCES forecasting.run(run_id),
  constraint site_month_state_is_known CHECK ((state = ANY (ARRAY['closed'::text, 'open'::text, 'future'::text]))),
  constraint site_month_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.site_month enable row level security;
alter table forecasting.site_month force row level security;
CREATE INDEX site_month_run ON forecasting.site_month USING btree (run_id);
CREATE INDEX site_month_version ON forecasting.site_month USING btree (version_id);
create policy profit_and_loss_read_select_by_site on forecasting.site_month as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on forecasting.site_month as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.site_month is 'Month of a site as the P&L took it: closed or blended, up to which day actuals go, and from which inputs.';
comment on column forecasting.site_month.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.site_month.version_id is 'Version of the forecast.';
comment on column forecasting.site_month.plan_month is 'Month, as its first day.';
comment on column forecasting.site_month.state is 'closed: the ledger has it; open: actuals up to a day, then the forecast; future: the forecast.';
comment on column forecasting.site_month.revenue_actual_to_on is 'Last day of the month with revenue; null without any.';
comment on column forecasting.site_month.payroll_actual_to_on is 'Last day of the month with payroll; null without any.';
comment on column forecasting.site_month.contract_version_id is 'Version of the contract whose terms hold; null without a contract.';
comment on column forecasting.site_month.profit is 'Profit of a management agreement; null without one.';
comment on column forecasting.site_month.fingerprint is 'SHA-256 of every input; the same inputs give the same results.';
comment on column forecasting.site_month.notes is 'What was missing, in words; empty when nothing was.';
comment on column forecasting.site_month.run_id is 'Run that calculated it.';
grant select on table forecasting.site_month to daybook_account_manager;
grant select on table forecasting.site_month to daybook_auditor;
grant select on table forecasting.site_month to daybook_billing_admin;
grant select on table forecasting.site_month to daybook_corporate_consumer;
grant select on table forecasting.site_month to daybook_district_manager;
grant select on table forecasting.site_month to daybook_finance_manager;
grant select on table forecasting.site_month to daybook_forecast_admin;
grant select on table forecasting.site_month to daybook_regional_vp;
grant select on table forecasting.site_month to daybook_revenue_approver;
grant select on table forecasting.site_month to daybook_service_reporting;
grant select on table forecasting.site_month to daybook_svp;

create table forecasting.statistic_day (
  site_id text not null,
  version_id bigint not null,
  day_on date not null,
  change_id bigint not null,
  superseded_change_id bigint,
  occupied_rooms numeric(19,5),
  valet_daily numeric(19,5),
  valet_overnight numeric(19,5),
  valet_monthly numeric(19,5),
  valet_aggregator numeric(19,5),
  valet_comps numeric(19,5),
  self_daily numeric(19,5),
  self_overnight numeric(19,5),
  self_monthly numeric(19,5),
  self_aggregator numeric(19,5),
  self_comps numeric(19,5),
  drive_in_percent numeric(19,5),
  capture_percent numeric(19,5),
  constraint statistic_day_change_exists FOREIGN KEY (change_id) REFERENCES forecasting.change(change_id),
  constraint statistic_day_pkey PRIMARY KEY (site_id, version_id, day_on, change_id)
);
alter table forecasting.statistic_day enable row level security;
alter table forecasting.statistic_day force row level security;
CREATE INDEX statistic_day_change ON forecasting.statistic_day USING btree (change_id);
CREATE UNIQUE INDEX statistic_day_stands_once ON forecasting.statistic_day USING btree (site_id, version_id, day_on) WHERE (superseded_change_id IS NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.statistic_day REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.statistic_day', '{site_id,version_id,day_on,change_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.statistic_day REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.statistic_day', '{site_id,version_id,day_on,change_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.statistic_day FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.statistic_day', '{site_id,version_id,day_on,change_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.statistic_day REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.statistic_day', '{site_id,version_id,day_on,change_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.statistic_day as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.statistic_day as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.statistic_day is 'Statistics of a day: occupied rooms and vehicles by category. A value that is null follows the budget.';
comment on column forecasting.statistic_day.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.statistic_day.version_id is 'Version that the change was made in.';
comment on column forecasting.statistic_day.day_on is 'Day.';
comment on column forecasting.statistic_day.change_id is 'Change that wrote the row.';
comment on column forecasting.statistic_day.superseded_change_id is 'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.statistic_day.occupied_rooms is 'Occupied rooms.';
comment on column forecasting.statistic_day.valet_daily is 'Vehicles parked by valets by the day.';
comment on column forecasting.statistic_day.valet_overnight is 'Vehicles parked by valets overnight.';
comment on column forecasting.statistic_day.valet_monthly is 'Monthly parkers with valet, sold that day.';
comment on column forecasting.statistic_day.valet_aggregator is 'Vehicles with valet, booked by a third party.';
comment on column forecasting.statistic_day.valet_comps is 'Vehicles with valet that park free.';
comment on column forecasting.statistic_day.self_daily is 'Vehicles parked by their drivers by the day.';
comment on column forecasting.statistic_day.self_overnight is 'Vehicles parked by their drivers overnight.';
comment on column forecasting.statistic_day.self_monthly is 'Monthly parkers without valet, sold that day.';
comment on column forecasting.statistic_day.self_aggregator is 'Vehicles without valet, booked by a third party.';
comment on column forecasting.statistic_day.self_comps is 'Vehicles without valet that park free.';
comment on column forecasting.statistic_day.drive_in_percent is 'Overnight vehicles as percent of occupied rooms, as entered.';
comment on column forecasting.statistic_day.capture_percent is 'Overnight vehicles with valet as percent of all overnight vehicles, as entered.';
grant select on table forecasting.statistic_day to daybook_account_manager;
grant select on table forecasting.statistic_day to daybook_auditor;
grant select on table forecasting.statistic_day to daybook_corporate_consumer;
grant select on table forecasting.statistic_day to daybook_district_manager;
grant select on table forecasting.statistic_day to daybook_finance_manager;
grant select on table forecasting.statistic_day to daybook_forecast_admin;
grant select on table forecasting.statistic_day to daybook_regional_vp;
grant select on table forecasting.statistic_day to daybook_service_reporting;
grant select on table forecasting.statistic_day to daybook_svp;

create table forecasting.submission (
  submission_id bigint not null generated always as identity,
  site_id text not null,
  plan_year integer not null,
  cycle_month date not null,
  version_id bigint not null,
  state text not null,
  submitted_at timestamp with time zone not null,
  submitted_by text not null,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  constraint submission_is_decided_by_somebody CHECK (((state = ANY (ARRAY['submitted'::text, 'withdrawn'::text, 'recorded'::text])) = (decided_by IS NULL))),
  constraint submission_is_not_decided_by_its_author CHECK ((decided_by <> submitted_by)),
  constraint submission_pkey PRIMARY KEY (submission_id),
  constraint submission_state_is_known CHECK ((state = ANY (ARRAY['submitted'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'recorded'::text]))),
  constraint submission_version_exists FOREIGN KEY (version_id) REFERENCES forecasting.version(version_id)
);
alter table forecasting.submission enable row level security;
alter table forecasting.submission force row level security;
CREATE INDEX submission_cycle ON forecasting.submission USING btree (cycle_month, plan_year, site_id);
CREATE INDEX submission_version ON forecasting.submission USING btree (version_id);
CREATE UNIQUE INDEX submission_is_open_once ON forecasting.submission USING btree (site_id, plan_year) WHERE (state = 'submitted'::text);
CREATE UNIQUE INDEX submission_is_recorded_once ON forecasting.submission USING btree (site_id, plan_year, cycle_month) WHERE (state = 'recorded'::text);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.submission REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.submission', '{submission_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.submission REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.submission', '{submission_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.submission FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.submission', '{submission_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.submission REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.submission', '{submission_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.submission as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.submission as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.submission is 'A forecast that was submitted for a month, and what was decided; the newest approved is the forecast of record, and without one what was recorded of the working version once it was too late to decide.';
comment on column forecasting.submission.submission_id is 'Its number.';
comment on column forecasting.submission.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.submission.plan_year is 'Calendar year of the forecast.';
comment on column forecasting.submission.cycle_month is 'Month it was submitted for, as its first day.';
comment on column forecasting.submission.version_id is 'What was submitted, as it stood then.';
comment on column forecasting.submission.state is 'submitted, approved, rejected, withdrawn by a newer one, or recorded: no approved one was there in time.';
comment on column forecasting.submission.submitted_at is 'When.';
comment on column forecasting.submission.submitted_by is 'Who submitted, or had it recorded (personal data).';
comment on column forecasting.submission.decided_at is 'When it was approved or rejected.';
comment on column forecasting.submission.decided_by is 'Who decided (personal data).';
comment on column forecasting.submission.reason is 'Why, as said; a rejection has one.';
grant select on table forecasting.submission to daybook_account_manager;
grant select on table forecasting.submission to daybook_auditor;
grant select on table forecasting.submission to daybook_corporate_consumer;
grant select on table forecasting.submission to daybook_district_manager;
grant select on table forecasting.submission to daybook_finance_manager;
grant select on table forecasting.submission to daybook_forecast_admin;
grant select on table forecasting.submission to daybook_regional_vp;
grant select on table forecasting.submission to daybook_service_reporting;
grant select on table forecasting.submission to daybook_svp;

create table forecasting.version (
  version_id bigint not null generated always as identity,
  site_id text not null,
  plan_year integer not null,
  name text not null,
  kind text not null,
  based_on_id bigint,
  last_change_id bigint not null default 0,
  made_at timestamp with time zone not null,
  made_by text not null,
  reason text,
  constraint version_based_on_exists FOREIGN KEY (based_on_id) REFERENCES forecasting.version(version_id),
  constraint version_is_named_once UNIQUE (site_id, plan_year, name),
  constraint version_kind_is_known CHECK ((kind = ANY (ARRAY['working'::text, 'scenario'::text, 'record'::text]))),
  constraint version_pkey PRIMARY KEY (version_id),
  constraint version_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id),
  constraint version_working_is_called_so CHECK (((kind = 'working'::text) = (name = 'working'::text)))
);
alter table forecasting.version enable row level security;
alter table forecasting.version force row level security;
CREATE INDEX version_based_on ON forecasting.version USING btree (based_on_id);
CREATE TRIGGER trail_delete AFTER DELETE ON forecasting.version REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('forecasting.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON forecasting.version REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('forecasting.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON forecasting.version FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('forecasting.version', '{version_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON forecasting.version REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('forecasting.version', '{version_id}'); -- enabled: A
create policy forecast_read_select_by_site on forecasting.version as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy forecast_read_select_everywhere on forecasting.version as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table forecasting.version is 'A forecast of a site for a year: the working one, a scenario, or one that was submitted.';
comment on column forecasting.version.version_id is 'Its number.';
comment on column forecasting.version.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.version.plan_year is 'Calendar year.';
comment on column forecasting.version.name is 'What people call it; the working one is called working.';
comment on column forecasting.version.kind is 'working, scenario, or record: what was submitted, which nobody changes any more.';
comment on column forecasting.version.based_on_id is 'Version that it was taken from; what it does not say itself is read there.';
comment on column forecasting.version.last_change_id is 'Its newest change; a change that read an older one is refused.';
comment on column forecasting.version.made_at is 'When it was made.';
comment on column forecasting.version.made_by is 'Who made it (personal data).';
comment on column forecasting.version.reason is 'Why, as said.';
grant select on table forecasting.version to daybook_account_manager;
grant select on table forecasting.version to daybook_auditor;
grant select on table forecasting.version to daybook_billing_admin;
grant select on table forecasting.version to daybook_corporate_consumer;
grant select on table forecasting.version to daybook_district_manager;
grant select on table forecasting.version to daybook_finance_manager;
grant select on table forecasting.version to daybook_forecast_admin;
grant select on table forecasting.version to daybook_regional_vp;
grant select on table forecasting.version to daybook_revenue_approver;
grant select on table forecasting.version to daybook_service_reporting;
grant select on table forecasting.version to daybook_svp;

CREATE OR REPLACE FUNCTION forecasting.back_test_inputs(sites text[], first_month date, last_month date, as_of date, zone text)
 RETURNS TABLE(site_id text, period text, line text, lead integer, forecast numeric, actual numeric, last_year numeric, budget numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with shown (line, category, sign) as (
    values ('external-revenue', 'EXTERNAL REVENUE', 1), ('internal-revenue', 'INTERNAL REVENUE', -1),
      ('payroll', 'PAYROLL', 1), ('claims', 'CLAIMS', 1), ('parking-rents', 'PARKING RENTS', 1),
      ('other-expense', 'OTHER EXPENSE', 1), ('pteb', 'PTEB', 1), ('insurance', 'INSURANCE', 1)),
  posted as (
    select ledger.site_id, period_month, shown.line, sum(amount * sign) as amount
    from warehouse.ledger_balance as ledger
    join warehouse.account using (account_id)
    left join shown on account.summary_category = shown.category
    where ledger.site_id = any (sites) and period_month >= first_month - interval '1 year'
      and period_month <= last_month and period_month < date_trunc('month', as_of) and account_id >= '4000'
    group by 1, 2, 3),
  planned as (
    select budget.site_id, period_month, shown.line, sum(amount * sign) as amount
    from warehouse.budget
    join warehouse.account using (account_id)
    left join shown on account.summary_category = shown.category
    where budget.site_id = any (sites) and period_month between first_month and last_month
    group by 1, 2, 3),
  closed as (select distinct posted.site_id, period_month from posted),
  has_plan as (select distinct planned.site_id, period_month from planned),
  recorded as (
    select distinct on (cell.site_id, plan_month, cell.line, ahead) cell.site_id, plan_month, cell.line, ahead,
      cell.forecast
    from forecasting.submission
    join forecasting.pnl_cell as cell using (site_id, version_id)
    cross join lateral (
      select (extract(year from age(plan_month, cycle_month)) * 12
        + extract(month from age(plan_month, cycle_month)))::integer as ahead) as distance
    where submission.state in ('approved', 'recorded') and submission.site_id = any (sites)
      and plan_month between greatest(first_month, cycle_month) and last_month
      and submitted_at < (plan_month + interval '1 month') at time zone zone
    order by cell.site_id, plan_month, cell.line, ahead, submission.state = 'approved' desc, submission_id desc)
  select closed.site_id, to_char(closed.period_month, 'YYYY-MM'), shown.line, ahead, recorded.forecast,
    coalesce(happened.amount, 0), case when before.site_id is not null then coalesce(year_ago.amount, 0) end,
    case when has_plan.site_id is not null then coalesce(planned.amount, 0) end
  from closed
  cross join shown
  left join recorded on recorded.site_id = closed.site_id and recorded.plan_month = closed.period_month
    and recorded.line = shown.line
  left join posted as happened on happened.site_id = closed.site_id
    and happened.period_month = closed.period_month and happened.line = shown.line
  left join closed as before on before.site_id = closed.site_id
    and before.period_month = closed.period_month - interval '1 year'
  left join posted as year_ago on year_ago.site_id = before.site_id
    and year_ago.period_month = before.period_month and year_ago.line = shown.line
  left join has_plan on has_plan.site_id = closed.site_id and has_plan.period_month = closed.period_month
  left join planned on planned.site_id = closed.site_id and planned.period_month = closed.period_month
    and planned.line = shown.line
  where closed.period_month >= first_month
  order by 1, 2, 3, 4
$function$;
comment on function forecasting.back_test_inputs(sites text[], first_month date, last_month date, as_of date, zone text) is 'Closed months of sites by row of the P&L: what happened, the year before, the budget, and every forecast of record submitted or recorded before the month ended in the zone, by how many months ahead; null is what there is none of.';
grant execute on function forecasting.back_test_inputs(sites text[], first_month date, last_month date, as_of date, zone text) to daybook_stages;
revoke all on function forecasting.back_test_inputs(sites text[], first_month date, last_month date, as_of date, zone text) from public;

CREATE OR REPLACE FUNCTION forecasting.budgeted_entries(site text, year integer)
 RETURNS TABLE(area text, period_on date, item text, measure text, value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select 'statistics', budget.day_on, '', cell.measure, cell.value
  from generate_series(make_date(year, 1, 1), make_date(year, 12, 1), interval '1 month') as month
  cross join lateral warehouse.budget_daily(site, month::date) as budget
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('valet-comps', valet_comps), ('self-daily', self_daily),
    ('self-overnight', self_overnight), ('self-monthly', self_monthly), ('self-comps', self_comps))
    as cell (measure, value)
  where cell.value is not null
  union all
  select 'rates', period_on, item, 'rate', value from forecasting.known_rates(site, year, 'BUDGET')
$function$;
comment on function forecasting.budgeted_entries(site text, year integer) is 'The budget of a year: statistics by day, rates by month.';
grant execute on function forecasting.budgeted_entries(site text, year integer) to daybook_stages;
revoke all on function forecasting.budgeted_entries(site text, year integer) from public;

CREATE OR REPLACE FUNCTION forecasting.calendar_of(sites text[], wanted_month date, wanted_year integer, opened_on date, zone text)
 RETURNS TABLE(site_id text, state text, by_user text, done_at text, submission_id bigint, decided_by text, decided_at text, reason text, record text, is_approved boolean)
 LANGUAGE sql
 STABLE
AS $function$
  with newest as (
    select distinct on (sent.site_id) sent.site_id, sent.state, sent.submitted_by, sent.submitted_at,
      sent.submission_id, sent.decided_by, sent.decided_at, sent.reason
    from forecasting.submission as sent
    where cycle_month = wanted_month and plan_year = wanted_year and sent.state in ('submitted', 'approved', 'rejected')
    order by sent.site_id, sent.submission_id desc),
  kept as (
    select known.site_id, known.version, known.state = 'approved' as is_approved
    from forecasting.records_of_cycle(wanted_month, wanted_year) as known),
  entered as (
    select distinct on (change.site_id) change.site_id, changed_by, changed_at
    from forecasting.version
    join forecasting.change using (site_id, version_id)
    where plan_year = wanted_year and kind = 'working' and last_month >= wanted_month
      and changed_at >= opened_on::timestamp at time zone zone
    order by change.site_id, change_id desc)
  select site.site_id,
    coalesce(newest.state, case when entered.site_id is null then 'not started' else 'entered' end),
    coalesce(submitted_by, changed_by),
    to_char(coalesce(submitted_at, changed_at) at time zone zone, 'YYYY-MM-DD HH24:MI'),
    newest.submission_id, newest.decided_by,
    to_char(newest.decided_at at time zone zone, 'YYYY-MM-DD HH24:MI'), newest.reason, kept.version,
    coalesce(kept.is_approved, false)
  from forecasting.sites_of_cycle(wanted_month) as site
  left join newest using (site_id)
  left join kept using (site_id)
  left join entered using (site_id)
  where site.site_id = any (sites)
  order by 1
$function$;
comment on function forecasting.calendar_of(sites text[], wanted_month date, wanted_year integer, opened_on date, zone text) is 'Where each of the sites that the caller may see stands in the cycle of a month for a year: what was submitted last, else what was entered since a day, by whom and when in a time zone; record is the forecast of record of the cycle.';
grant execute on function forecasting.calendar_of(sites text[], wanted_month date, wanted_year integer, opened_on date, zone text) to daybook_stages;
revoke all on function forecasting.calendar_of(sites text[], wanted_month date, wanted_year integer, opened_on date, zone text) from public;

CREATE OR REPLACE FUNCTION forecasting.copyable_schedule(site text, version bigint, first_on date, end_on date)
 RETURNS TABLE(day_on date, job_code text, hours numeric, rate_per_hour numeric, is_entered boolean, is_salaried boolean)
 LANGUAGE sql
 STABLE
AS $function$
  select planned.day_on, planned.job_code, planned.hours, entered.rate_per_hour,
    coalesce(entered.hours, entered.cost) is not null, coalesce(staff.is_salaried, false)
  from forecasting.scheduled_days(site, first_on, end_on) as planned
  left join forecasting.payroll_days(array[version], first_on, end_on) as entered
    on entered.day_on = planned.day_on and entered.job_code = planned.job_code
  left join lateral (
    select bool_and(held.is_salaried) as is_salaried from warehouse.employee_job as held
    where held.site_id = site and held.job_code = planned.job_code and held.effective_on <= planned.day_on
      and (held.ended_on is null or held.ended_on >= planned.day_on)) as staff on true
  where planned.hours > 0
$function$;
comment on function forecasting.copyable_schedule(site text, version bigint, first_on date, end_on date) is 'Scheduled hours by day and job code with what a version says of them; a job is salaried where everybody who holds it at the site is.';
grant execute on function forecasting.copyable_schedule(site text, version bigint, first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.copyable_schedule(site text, version bigint, first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.entries(version bigint, first_on date, end_on date)
 RETURNS TABLE(area text, period_on date, item text, measure text, value numeric, change_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select 'statistics', day_on, '', cell.measure, cell.value, change_id
  from forecasting.statistic_days(array[version], first_on, end_on)
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('valet-aggregator', valet_aggregator), ('valet-comps', valet_comps),
    ('self-daily', self_daily), ('self-overnight', self_overnight), ('self-monthly', self_monthly),
    ('self-aggregator', self_aggregator), ('self-comps', self_comps), ('drive-in-percent', drive_in_percent),
    ('capture-percent', capture_percent)) as cell (measure, value)
  where cell.value is not null
  union all
  select 'rates', rate_month, category, 'rate', rate, change_id
  from forecasting.parking_rates(array[version], first_on, end_on)
  where rate is not null
  union all
  select 'payroll', day_on, job_code, cell.measure, cell.value, change_id
  from forecasting.payroll_days(array[version], first_on, end_on)
  cross join lateral (values
    ('hours', hours), ('cost', cost), ('rate-per-hour', rate_per_hour)) as cell (measure, value)
  where cell.value is not null
  union all
  select 'other-revenue', revenue_month, kind, 'amount', amount, change_id
  from forecasting.other_revenues(array[version], first_on, end_on)
  where amount is not null
  union all
  select 'other-expense', expense_month, account_id, 'amount', amount, change_id
  from forecasting.other_expenses(array[version], first_on, end_on)
  where amount is not null
$function$;
comment on function forecasting.entries(version bigint, first_on date, end_on date) is 'Every value that a version says, one row for each, whatever the area; what is null is not there.';
grant execute on function forecasting.entries(version bigint, first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.entries(version bigint, first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.happened_entries(site text, year integer, accounts text[])
 RETURNS TABLE(area text, period_on date, item text, measure text, value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select 'statistics', (actual.day_on + interval '1 year')::date, '', cell.measure, cell.value
  from generate_series(make_date(year - 1, 1, 1), make_date(year - 1, 12, 1), interval '1 month') as month
  cross join lateral warehouse.revenue_stats(site, month::date) as actual
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('self-daily', self_daily), ('self-overnight', self_overnight),
    ('self-monthly', self_monthly)) as cell (measure, value)
  where cell.value is not null and to_char(actual.day_on, 'MM-DD') <> '02-29'
  union all
  select 'rates', (period_on + interval '1 year')::date, item, 'rate', value
  from forecasting.known_rates(site, year - 1, 'ACTUAL')
  union all
  select 'payroll', (worked_on + interval '1 year')::date, job_code, cell.measure, cell.value
  from warehouse.payroll_actual(site, null, make_date(year - 1, 1, 1), make_date(year - 1, 12, 31), true)
  cross join lateral (values ('hours', hours), ('cost', cost)) as cell (measure, value)
  where cell.value is not null and to_char(worked_on, 'MM-DD') <> '02-29'
  union all
  select 'other-expense', (period_month + interval '1 year')::date, account_id, 'amount', sum(amount)
  from warehouse.ledger_rows('actual', array[site], make_date(year - 1, 1, 1), make_date(year, 1, 1))
  where account_id = any (accounts)
  group by period_month, account_id
$function$;
comment on function forecasting.happened_entries(site text, year integer, accounts text[]) is 'What happened in the year before on the same days of the calendar; 29 February is left out.';
grant execute on function forecasting.happened_entries(site text, year integer, accounts text[]) to daybook_stages;
revoke all on function forecasting.happened_entries(site text, year integer, accounts text[]) from public;

CREATE OR REPLACE FUNCTION forecasting.keep_results(run bigint, results jsonb, seen_marks bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- A mark that came after the inputs were read stays.
  delete from forecasting.outdated where mark_id = any (seen_marks);
  delete from forecasting.pnl_cell using jsonb_to_recordset(results -> 'months')
    as made (site_id text, version_id bigint, period date)
  where pnl_cell.site_id = made.site_id and pnl_cell.version_id = made.version_id and plan_month = period;
  delete from forecasting.component using jsonb_to_recordset(results -> 'months')
    as made (site_id text, version_id bigint, period date)
  where component.site_id = made.site_id and component.version_id = made.version_id and plan_month = period;
  insert into forecasting.site_month (
    site_id, version_id, plan_month, state, revenue_actual_to_on, payroll_actual_to_on, contract_version_id, profit,
    fingerprint, notes, run_id)
  select site_id, version_id, period, state, revenue_to, payroll_to, contract_version_id, profit, fingerprint, notes,
    run
  from jsonb_to_recordset(results -> 'months') as made (
    site_id text, version_id bigint, period date, state text, revenue_to date, payroll_to date,
    contract_version_id bigint, profit numeric, fingerprint text, notes text[])
  on conflict (site_id, version_id, plan_month) do update set
    state = excluded.state, revenue_actual_to_on = excluded.revenue_actual_to_on,
    payroll_actual_to_on = excluded.payroll_actual_to_on, contract_version_id = excluded.contract_version_id,
    profit = excluded.profit, fingerprint = excluded.fingerprint, notes = excluded.notes, run_id = excluded.run_id;
  insert into forecasting.pnl_cell (
    site_id, version_id, plan_month, line, budget, forecast, actual, trend, source, run_id)
  select site_id, version_id, period, line, budget, forecast, actual, trend, source, run
  from jsonb_to_recordset(results -> 'cells') as made (
    site_id text, version_id bigint, period date, line text, budget numeric, forecast numeric, actual numeric,
    trend numeric, source text);
  insert into forecasting.component (
    site_id, version_id, plan_month, component, forecast, trend, is_fallback, run_id)
  select site_id, version_id, period, component, forecast, trend, is_fallback, run
  from jsonb_to_recordset(results -> 'components') as made (
    site_id text, version_id bigint, period date, component text, forecast numeric, trend numeric,
    is_fallback boolean);
  insert into warehouse.forecast (site_id, period_month, line, amount, run_id)
  select site_id, period, line, forecast, run
  from jsonb_to_recordset(results -> 'cells') as made (
    site_id text, version_id bigint, period date, line text, forecast numeric)
  join forecasting.version using (version_id, site_id)
  where kind = 'working'
  on conflict (site_id, period_month, line) do update set amount = excluded.amount, run_id = excluded.run_id;
  update forecasting.run set finished_at = clock_timestamp() where run_id = keep_results.run;
end
$function$;
comment on function forecasting.keep_results(run bigint, results jsonb, seen_marks bigint[]) is 'Keeps what a run calculated in place of what was there for the same months of the same versions, and takes away the marks that it saw.';
revoke all on function forecasting.keep_results(run bigint, results jsonb, seen_marks bigint[]) from public;

CREATE OR REPLACE FUNCTION forecasting.known_rates(site text, year integer, kind text)
 RETURNS TABLE(period_on date, item text, value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select period_month, cell.item, cell.value
  from warehouse.rates(site, year)
  cross join lateral (values
    ('valet-daily', valet_daily), ('valet-overnight', valet_overnight), ('valet-monthly', valet_monthly),
    ('self-daily', self_daily), ('self-overnight', self_overnight), ('self-monthly', self_monthly))
    as cell (item, value)
  where type = kind and cell.value is not null
$function$;
comment on function forecasting.known_rates(site text, year integer, kind text) is 'Rates of a year by month and category; kind is BUDGET or ACTUAL. Third parties have none (forecasting.md 6.6).';
grant execute on function forecasting.known_rates(site text, year integer, kind text) to daybook_stages;
revoke all on function forecasting.known_rates(site text, year integer, kind text) from public;

CREATE OR REPLACE FUNCTION forecasting.ledger_inputs(asked jsonb, year_on date, first_on date, last_on date, as_of date)
 RETURNS TABLE(site_id text, period text, kind text, balances text)
 LANGUAGE sql
 STABLE
AS $function$
  select booked.site_id, to_char(period_month, 'YYYY-MM'), kind, jsonb_object_agg(account_id, amount::text)::text
  from (
    select budget.site_id, period_month, 'budget' as kind, account_id, amount
    from jsonb_to_recordset(asked) as wanted (site_id text, from_month date, to_month date)
    join warehouse.budget
      on budget.site_id = wanted.site_id and period_month >= from_month and period_month <= to_month
    where period_month >= greatest(first_on, year_on) and period_month <= last_on
    union all
    select ledger.site_id, period_month, 'ledger', account_id, sum(amount)
    from jsonb_to_recordset(asked) as wanted (site_id text, from_month date, to_month date)
    join warehouse.ledger_balance as ledger
      on ledger.site_id = wanted.site_id and period_month >= from_month and period_month <= to_month
    where account_id >= '4000' and period_month >= first_on and period_month <= least(last_on, as_of)
    group by 1, 2, 4) as booked
  group by 1, 2, 3
$function$;
comment on function forecasting.ledger_inputs(asked jsonb, year_on date, first_on date, last_on date, as_of date) is 'Budget of the year and ledger of sites by month, with the sign of the ledger: an object from account to amount.';
grant execute on function forecasting.ledger_inputs(asked jsonb, year_on date, first_on date, last_on date, as_of date) to daybook_stages;
revoke all on function forecasting.ledger_inputs(asked jsonb, year_on date, first_on date, last_on date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.mark_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform forecasting.mark_terms(array_agg(site_id), array_agg(from_month))
  from (select site_id, min(from_month) as from_month from new_rows group by 1) as agreed;
  return null;
end
$function$;
comment on function forecasting.mark_agreed() is 'Trigger: versions and clauses make the P&L outdated from their first month on.';
revoke all on function forecasting.mark_agreed() from public;

CREATE OR REPLACE FUNCTION forecasting.mark_indexed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform forecasting.mark_terms(array_agg(site_id), array_agg(from_month))
  from (
    select site_id, min(from_month) as from_month from contracts.clause
    where superseded_at is null and index_name in (select index_name from new_rows) group by 1) as agreed;
  return null;
end
$function$;
comment on function forecasting.mark_indexed() is 'Trigger: where rates follow an index, its values make the P&L outdated.';
revoke all on function forecasting.mark_indexed() from public;

CREATE OR REPLACE FUNCTION forecasting.mark_loads()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  taken bigint[];
  first_on date;
  end_on date;
begin
  with gone as (delete from forecasting.arrived_batch returning batch_id)
  select array_agg(batch_id) into taken from gone;
  -- Contract years look back eleven months (billing.md 2.5.1).
  select min(plan_month) - interval '11 months', max(plan_month) + interval '1 month' into first_on, end_on
  from forecasting.site_month;
  if taken is null or first_on is null then return; end if;
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_id, version_id, plan_month, min(cause), now()
  from (
    select version.site_id, version.version_id, touched_month as plan_month, cause
    from forecasting.touched_months(taken, first_on, end_on)
    join forecasting.version using (site_id)
    where touched_month >= make_date(plan_year - 1, 2, 1) and touched_month < make_date(plan_year + 1, 1, 1)
      and kind <> 'record'
      and exists (select from forecasting.site_month as made where made.version_id = version.version_id)
    union all
    select made.site_id, made.version_id, made.plan_month, cause
    from forecasting.touched_months(taken, first_on, end_on)
    join forecasting.site_month as made using (site_id)
    join forecasting.version on version.version_id = made.version_id
    where kind <> 'record' and is_for_year and date_trunc('year', made.plan_month) = date_trunc('year', touched_month)
    union all
    select made.site_id, made.version_id, made.plan_month, cause
    from forecasting.touched_sites(taken)
    join forecasting.site_month as made using (site_id)
    join forecasting.version on version.version_id = made.version_id
    where kind <> 'record') as touched
  group by 1, 2, 3
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at;
end
$function$;
comment on function forecasting.mark_loads() is 'Marks the months that loads touched since it was last called; every load is looked at once.';
revoke all on function forecasting.mark_loads() from public;

CREATE OR REPLACE FUNCTION forecasting.mark_terms(sites text[], from_months date[])
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, made.plan_month, 'contract', now()
  from unnest(sites, from_months) as agreed (site_id, from_month)
  join forecasting.site_month as made using (site_id)
  join forecasting.version on version.version_id = made.version_id
  -- A forecast of record keeps what was expected then.
  where made.plan_month >= agreed.from_month and kind <> 'record'
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at
$function$;
comment on function forecasting.mark_terms(sites text[], from_months date[]) is 'Marks the P&L of sites as outdated from the month on from which other terms hold for each (forecasting.md 7.6; golden FC12-03).';
revoke all on function forecasting.mark_terms(sites text[], from_months date[]) from public;

CREATE OR REPLACE FUNCTION forecasting.mark_today(wanted_sites text[], wanted_year integer, name_of_version text, as_of date)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, plan_month, 'day', now()
  from forecasting.version
  join forecasting.site_month as made using (site_id, version_id)
  join forecasting.run using (run_id)
  where version.plan_year = wanted_year and version.name = name_of_version and kind <> 'record'
    and (wanted_sites is null or version.site_id = any (wanted_sites))
    and as_of_on <> as_of and least(as_of_on, as_of) < make_date(wanted_year + 1, 1, 1)
    and plan_month >= date_trunc('month', least(as_of_on, as_of))
    and (date_trunc('month', as_of_on) <> date_trunc('month', as_of) or plan_month = date_trunc('month', as_of))
  order by 2, 3
  on conflict do nothing
$function$;
comment on function forecasting.mark_today(wanted_sites text[], wanted_year integer, name_of_version text, as_of date) is 'Marks months that were calculated for another day: the month of the day, and once a month is over all after it, whose escalations are then agreed or not.';
revoke all on function forecasting.mark_today(wanted_sites text[], wanted_year integer, name_of_version text, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.month_entry_inputs(asked jsonb, first_on date, last_on date)
 RETURNS TABLE(site_id text, period text, area text, item text, value numeric)
 LANGUAGE plpgsql
 STABLE
AS $function$
#variable_conflict use_column
declare
  ids bigint[] := array(select version_id from jsonb_to_recordset(asked) as wanted (version_id bigint));
  end_on date := last_on + interval '1 month';
begin
  return query
  select rated.site_id, to_char(rate_month, 'YYYY-MM'), 'rates', category, rate
  from forecasting.parking_rates(ids, first_on, end_on) as rated where rate is not null
  union all
  select earned.site_id, to_char(revenue_month, 'YYYY-MM'), 'other-revenue', kind, amount
  from forecasting.other_revenues(ids, first_on, end_on) as earned where amount is not null
  union all
  select spent.site_id, to_char(expense_month, 'YYYY-MM'), 'other-expense', account_id, amount
  from forecasting.other_expenses(ids, first_on, end_on) as spent where amount is not null
  order by 1, 2, 3, 4;
end
$function$;
comment on function forecasting.month_entry_inputs(asked jsonb, first_on date, last_on date) is 'What versions say of whole months: rates, other revenue, other expense.';
grant execute on function forecasting.month_entry_inputs(asked jsonb, first_on date, last_on date) to daybook_stages;
revoke all on function forecasting.month_entry_inputs(asked jsonb, first_on date, last_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.months_to_calculate(sites text[], wanted_year integer, name_of_version text)
 RETURNS TABLE(site_id text, version_id bigint, months text[], marks bigint[])
 LANGUAGE sql
 STABLE
AS $function$
  select version.site_id, version.version_id,
    array_agg(to_char(wanted.plan_month, 'YYYY-MM') order by wanted.plan_month),
    array_remove(array_agg(mark_id), null)
  from forecasting.version
  cross join lateral (
    select month::date as plan_month, null::bigint as mark_id
    from generate_series(make_date(wanted_year, 1, 1), make_date(wanted_year, 12, 1), interval '1 month') as month
    where not exists (
      select from forecasting.site_month as made
      where made.site_id = version.site_id and made.version_id = version.version_id and made.plan_month = month::date)
    union all
    select plan_month, mark_id from forecasting.outdated
    where outdated.site_id = version.site_id and outdated.version_id = version.version_id) as wanted
  where version.plan_year = wanted_year and version.name = name_of_version
    and (sites is null or version.site_id = any (sites))
  group by 1, 2
  order by 1
$function$;
comment on function forecasting.months_to_calculate(sites text[], wanted_year integer, name_of_version text) is 'Months of sites that were never calculated or are marked as outdated, and the marks that say so. A month before the year is one that contract years look back at.';
grant execute on function forecasting.months_to_calculate(sites text[], wanted_year integer, name_of_version text) to daybook_stages;
revoke all on function forecasting.months_to_calculate(sites text[], wanted_year integer, name_of_version text) from public;

CREATE OR REPLACE FUNCTION forecasting.note_batch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into forecasting.arrived_batch (batch_id)
  select batch_id from new_rows where state = 'loaded'
  on conflict do nothing;
  return null;
end
$function$;
comment on function forecasting.note_batch() is 'Trigger: notes loads that are complete.';
revoke all on function forecasting.note_batch() from public;

CREATE OR REPLACE FUNCTION forecasting.other_expense_sides(site text, version bigint, month date, as_of date)
 RETURNS TABLE(place integer, account_id text, field text, budget numeric, entered numeric, actual numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select named.place, case when named.field <> 'misc' then named.accounts[1] else 'misc' end, named.field,
    booked.budget, entered.amount, booked.actual
  from warehouse.other_expense_field() as named
  left join lateral (
    select sum(amount) filter (where type = 'BUDGET') as budget, sum(amount) filter (where type = 'ACTUAL') as actual
    from warehouse.ledger_rows(null, array[site], month, (month + interval '1 month')::date) as row
    where row.account_id = any (named.accounts) and (type = 'BUDGET' or month <= as_of)) as booked on true
  left join forecasting.other_expenses(array[version], month, (month + interval '1 month')::date) as entered
    on entered.account_id = named.accounts[1] and named.field <> 'misc'
  order by named.place
$function$;
comment on function forecasting.other_expense_sides(site text, version bigint, month date, as_of date) is 'The twelve accounts that may be entered and the sum of those that may not (misc): budget, entered, posted so far.';
grant execute on function forecasting.other_expense_sides(site text, version bigint, month date, as_of date) to daybook_stages;
revoke all on function forecasting.other_expense_sides(site text, version bigint, month date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.other_expenses(versions bigint[], first_on date, end_on date)
 RETURNS TABLE(version_id bigint, site_id text, expense_month date, account_id text, change_id bigint, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    reads.version_id, entry.site_id, entry.expense_month, entry.account_id, entry.change_id, entry.amount
  from forecasting.lineage as reads
  join forecasting.other_expense as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.expense_month >= first_on and entry.expense_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.other_expense as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.expense_month = entry.expense_month and over.account_id = entry.account_id
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$function$;
comment on function forecasting.other_expenses(versions bigint[], first_on date, end_on date) is 'Other expense of versions from a day on, before another.';
grant execute on function forecasting.other_expenses(versions bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.other_expenses(versions bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.other_revenues(versions bigint[], first_on date, end_on date)
 RETURNS TABLE(version_id bigint, site_id text, revenue_month date, kind text, change_id bigint, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    reads.version_id, entry.site_id, entry.revenue_month, entry.kind, entry.change_id, entry.amount
  from forecasting.lineage as reads
  join forecasting.other_revenue as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.revenue_month >= first_on and entry.revenue_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.other_revenue as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.revenue_month = entry.revenue_month and over.kind = entry.kind
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$function$;
comment on function forecasting.other_revenues(versions bigint[], first_on date, end_on date) is 'Other revenue of versions from a day on, before another.';
grant execute on function forecasting.other_revenues(versions bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.other_revenues(versions bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.outdate_by_jobs(sites text[])
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, made.plan_month, 'jobs', now()
  from forecasting.site_month as made
  join forecasting.version on version.version_id = made.version_id
  where kind <> 'record' and (sites is null or made.site_id = any (sites))
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at
$function$;
comment on function forecasting.outdate_by_jobs(sites text[]) is 'Has the P&L of sites (null: all) calculated anew: the budget of their jobs is read differently now.';
revoke all on function forecasting.outdate_by_jobs(sites text[]) from public;

CREATE OR REPLACE FUNCTION forecasting.parking_rates(versions bigint[], first_on date, end_on date)
 RETURNS TABLE(version_id bigint, site_id text, rate_month date, category text, change_id bigint, rate numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    reads.version_id, entry.site_id, entry.rate_month, entry.category, entry.change_id, entry.rate
  from forecasting.lineage as reads
  join forecasting.parking_rate as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.rate_month >= first_on and entry.rate_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.parking_rate as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.rate_month = entry.rate_month and over.category = entry.category
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$function$;
comment on function forecasting.parking_rates(versions bigint[], first_on date, end_on date) is 'Rates of versions from a day on, before another.';
grant execute on function forecasting.parking_rates(versions bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.parking_rates(versions bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.payroll_days(versions bigint[], first_on date, end_on date)
 RETURNS TABLE(version_id bigint, site_id text, day_on date, job_code text, change_id bigint, hours numeric, cost numeric, rate_per_hour numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    reads.version_id, entry.site_id, entry.day_on, entry.job_code, entry.change_id, entry.hours, entry.cost,
    entry.rate_per_hour
  from forecasting.lineage as reads
  join forecasting.payroll_day as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.day_on >= first_on and entry.day_on < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.payroll_day as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.day_on = entry.day_on and over.job_code = entry.job_code
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$function$;
comment on function forecasting.payroll_days(versions bigint[], first_on date, end_on date) is 'Payroll of versions from a day on, before another.';
grant execute on function forecasting.payroll_days(versions bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.payroll_days(versions bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.payroll_entry_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb)
 RETURNS TABLE(site_id text, period text, is_after_actuals boolean, job_code text, days bigint, hours numeric, cost numeric, touched_days bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with said as (
    select entry.site_id, to_char(day_on, 'YYYY-MM') as period, entry.job_code, day_on, entry.hours, entry.cost,
      day_on > coalesce(reached.payroll_to, '-infinity') as is_after_actuals
    from forecasting.payroll_days(
      array(select version_id from jsonb_to_recordset(asked) as wanted (version_id bigint)),
      first_on, (last_on + interval '1 month')::date) as entry
    left join jsonb_to_recordset(actual_to) as reached (site_id text, period text, payroll_to date)
      on reached.site_id = entry.site_id and reached.period = to_char(day_on, 'YYYY-MM')
    where entry.hours is not null or entry.cost is not null),
  touched as (
    select site_id, period, is_after_actuals, count(distinct day_on) as days from said group by 1, 2, 3)
  select said.site_id, said.period, said.is_after_actuals, said.job_code, count(*), coalesce(sum(hours), 0),
    coalesce(sum(cost), 0), max(touched.days)
  from said
  join touched using (site_id, period, is_after_actuals)
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
$function$;
comment on function forecasting.payroll_entry_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) is 'Entered payroll of versions by month and job, apart for days that have actuals and days after them; touched_days is on how many days any job has a value.';
grant execute on function forecasting.payroll_entry_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) to daybook_stages;
revoke all on function forecasting.payroll_entry_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.payroll_inputs(asked jsonb, first_on date, last_on date, as_of date)
 RETURNS TABLE(site_id text, period text, job_code text, hours numeric, cost numeric, last_on text)
 LANGUAGE sql
 STABLE
AS $function$
  select paid.site_id, to_char(worked_on, 'YYYY-MM'), paid.job_code,
    coalesce(sum(hours) filter (where upper(pay_type) not in ('DIFFERENTIAL', 'MEAL PREMIUM')), 0), sum(dollars),
    max(worked_on) filter (where dollars <> 0)::text
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date, to_month date)
  join warehouse.payroll_day as paid
    on paid.site_id = wanted.site_id and worked_on >= from_month and worked_on < to_month + interval '1 month'
  where worked_on >= first_on and worked_on < last_on + interval '1 month' and worked_on <= as_of
  group by 1, 2, 3
  order by 1, 2, 3
$function$;
comment on function forecasting.payroll_inputs(asked jsonb, first_on date, last_on date, as_of date) is 'Hours and cost of sites by month and job, as paid, and the last day that has some (forecasting.md 2.4, 5.6).';
grant execute on function forecasting.payroll_inputs(asked jsonb, first_on date, last_on date, as_of date) to daybook_stages;
revoke all on function forecasting.payroll_inputs(asked jsonb, first_on date, last_on date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.payroll_sides(site text, version bigint, first_on date, end_on date, as_of date)
 RETURNS TABLE(side text, day_on date, job_code text, hours numeric, overtime_hours numeric, cost numeric, rate_per_hour numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select 'entered', day_on, job_code, hours, null::numeric, cost, rate_per_hour
  from forecasting.payroll_days(array[version], first_on, end_on)
  union all
  select 'scheduled', day_on, job_code, hours, overtime_hours, cost, null
  from forecasting.scheduled_days(site, first_on, end_on)
  union all
  select 'actual', worked_on, job_code, rate_hours, null, cost, null
  from warehouse.payroll_actual(site, null, first_on, least(end_on - 1, as_of), true)
  order by 1, 2, 3
$function$;
comment on function forecasting.payroll_sides(site text, version bigint, first_on date, end_on date, as_of date) is 'Payroll by day and job: what was entered, the schedule, and what was paid, without hours that a premium pays for again.';
grant execute on function forecasting.payroll_sides(site text, version bigint, first_on date, end_on date, as_of date) to daybook_stages;
revoke all on function forecasting.payroll_sides(site text, version bigint, first_on date, end_on date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.pnl_sums(sites text[], wanted_year integer, name_of_version text)
 RETURNS TABLE(period text, line text, budget numeric, forecast numeric, actual numeric, trend numeric, source text, sites bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select to_char(plan_month, 'YYYY-MM'), line, sum(budget), sum(forecast), sum(actual), sum(trend),
    case when count(distinct source) = 1 then min(source) else 'blended' end, count(*)
  from forecasting.version
  join forecasting.pnl_cell as cell using (site_id, version_id)
  where plan_year = wanted_year and name = name_of_version and (sites is null or version.site_id = any (sites))
  group by 1, 2
  order by 1, 2
$function$;
comment on function forecasting.pnl_sums(sites text[], wanted_year integer, name_of_version text) is 'The P&L of a year by month and row, summed over those of the sites that the caller may see (forecasting.md 2.7).';
grant execute on function forecasting.pnl_sums(sites text[], wanted_year integer, name_of_version text) to daybook_stages;
revoke all on function forecasting.pnl_sums(sites text[], wanted_year integer, name_of_version text) from public;

CREATE OR REPLACE FUNCTION forecasting.profile_budget(sites text[], first_on date, last_on date)
 RETURNS TABLE(site_id text, period text, job_profile text, hours numeric, cost numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select budget.site_id, to_char(period_month, 'YYYY-MM'), budget.job_profile,
    trim_scale(coalesce(sum(amount) filter (where measure = 'PR HOURS'), 0)),
    trim_scale(coalesce(sum(amount) filter (where measure = 'PAYROLL'), 0))
  from warehouse.payroll_budget as budget
  where (sites is null or budget.site_id = any (sites))
    and period_month between first_on and last_on
  group by 1, 2, 3
  order by 1, 2, 3
$function$;
comment on function forecasting.profile_budget(sites text[], first_on date, last_on date) is 'Budgeted hours and cost by site (null: all), month and job profile, of months from one to another.';
grant execute on function forecasting.profile_budget(sites text[], first_on date, last_on date) to daybook_stages;
revoke all on function forecasting.profile_budget(sites text[], first_on date, last_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.profile_decisions(sites text[])
 RETURNS TABLE(job_profile text, site_id text, job_codes text[])
 LANGUAGE sql
 STABLE
AS $function$
  select mapping.job_profile, mapping.site_id, array(
    select target.job_code from forecasting.profile_target as target
    where target.mapping_id = mapping.mapping_id order by 1)
  from forecasting.profile_mapping as mapping
  where ended_at is null and (mapping.site_id is null or mapping.site_id = any (sites))
$function$;
comment on function forecasting.profile_decisions(sites text[]) is 'Decisions on job profiles that stand, for these sites and for all (site null); no codes leave the budget without one.';
grant execute on function forecasting.profile_decisions(sites text[]) to daybook_stages;
revoke all on function forecasting.profile_decisions(sites text[]) from public;

CREATE OR REPLACE FUNCTION forecasting.rate_sides(site text, version bigint, month date, as_of date)
 RETURNS TABLE(category text, budget numeric, entered numeric, actual numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select item, max(value) filter (where side = 'budget'), max(value) filter (where side = 'entered'),
    max(value) filter (where side = 'actual')
  from (
    select 'budget' as side, item, value, period_on
    from forecasting.known_rates(site, extract(year from month)::integer, 'BUDGET')
    union all
    select 'entered', category, rate, rate_month
    from forecasting.parking_rates(array[version], month, (month + interval '1 month')::date)
    union all
    select 'actual', statistic, warehouse.parking_rate_of(sum(revenue), sum(vehicles)), month
    from warehouse.parking_rows('actual', site, month, least((month + interval '1 month')::date, as_of + 1))
    where statistic ~ '^(valet|self)-(daily|overnight|monthly)$'
    group by statistic) as known
  where period_on = month and value is not null
  group by item
  order by item
$function$;
comment on function forecasting.rate_sides(site text, version bigint, month date, as_of date) is 'Rates of a month by category: the budget, what was entered, and what was earned for a vehicle.';
grant execute on function forecasting.rate_sides(site text, version bigint, month date, as_of date) to daybook_stages;
revoke all on function forecasting.rate_sides(site text, version bigint, month date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.record_cycle(wanted_month date, wanted_year integer, maker text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  recorded integer;
begin
  with missing as materialized (
    select working.version_id, unrecorded.site_id, unrecorded.reason
    from forecasting.unrecorded(wanted_month, wanted_year)
    join forecasting.version as working using (site_id)
    where is_planned and plan_year = wanted_year and kind = 'working'),
  taken as (
    select made.site_id, made.version_id
    from forecasting.take_versions(
      array(select missing.version_id from missing), to_char(wanted_month, 'YYYY-MM') || ' (recorded)', 'record', maker,
      'no forecast was approved in time') as made)
  insert into forecasting.submission
    (site_id, plan_year, cycle_month, version_id, state, submitted_at, submitted_by, reason)
  select taken.site_id, wanted_year, wanted_month, taken.version_id, 'recorded', now(), maker, missing.reason
  from taken join missing using (site_id);
  get diagnostics recorded = row_count;
  return recorded;
end
$function$;
comment on function forecasting.record_cycle(wanted_month date, wanted_year integer, maker text) is 'Records what working versions say, for planned sites without a forecast of record; how many. Twice is once.';
revoke all on function forecasting.record_cycle(wanted_month date, wanted_year integer, maker text) from public;

CREATE OR REPLACE FUNCTION forecasting.records_of_cycle(wanted_month date, wanted_year integer)
 RETURNS TABLE(site_id text, state text, reason text, version text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (sent.site_id) sent.site_id, sent.state, sent.reason, version.name
  from forecasting.submission as sent
  join forecasting.version using (site_id, version_id)
  where cycle_month = wanted_month and sent.plan_year = wanted_year and sent.state in ('approved', 'recorded')
  order by sent.site_id, sent.state = 'approved' desc, sent.submission_id desc
$function$;
comment on function forecasting.records_of_cycle(wanted_month date, wanted_year integer) is 'Forecast of record of sites for a cycle and a year; an approved one goes before what was recorded.';
grant execute on function forecasting.records_of_cycle(wanted_month date, wanted_year integer) to daybook_stages;
revoke all on function forecasting.records_of_cycle(wanted_month date, wanted_year integer) from public;

CREATE OR REPLACE FUNCTION forecasting.records_to_calculate(sites text[], first_month date, last_month date)
 RETURNS TABLE(plan_year integer, version text, sites_of_version text[])
 LANGUAGE sql
 STABLE
AS $function$
  select plan_year, name, array_agg(version.site_id order by version.site_id)
  from forecasting.submission
  join forecasting.version using (site_id, version_id, plan_year)
  where state in ('approved', 'recorded') and submission.site_id = any (sites) and cycle_month <= last_month
    and plan_year between extract(year from first_month) and extract(year from last_month)
    and not exists (
      select from forecasting.site_month as made
      where made.site_id = version.site_id and made.version_id = version.version_id)
  group by 1, 2
  order by 1, 2
$function$;
comment on function forecasting.records_to_calculate(sites text[], first_month date, last_month date) is 'Forecasts of record whose P&L was never calculated, by name of the version.';
grant execute on function forecasting.records_to_calculate(sites text[], first_month date, last_month date) to daybook_stages;
revoke all on function forecasting.records_to_calculate(sites text[], first_month date, last_month date) from public;

CREATE OR REPLACE FUNCTION forecasting.revenue_inputs(asked jsonb, first_on date, last_on date, as_of date)
 RETURNS TABLE(site_id text, period text, revenue_code text, category text, collection_type text, deposit_flag text, net_revenue numeric, last_on text)
 LANGUAGE sql
 STABLE
AS $function$
  select detail.site_id, to_char(revenue_on, 'YYYY-MM'), detail.revenue_code, revenue_category, detail.collection_type,
    detail.deposit_flag, coalesce(sum(net_external_revenue), 0),
    max(revenue_on) filter (where net_external_revenue <> 0)::text
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date, to_month date)
  join warehouse.revenue_detail as detail
    on detail.site_id = wanted.site_id and revenue_on >= from_month and revenue_on < to_month + interval '1 month'
  where revenue_on >= first_on and revenue_on < last_on + interval '1 month' and revenue_on <= as_of
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
$function$;
comment on function forecasting.revenue_inputs(asked jsonb, first_on date, last_on date, as_of date) is 'Net revenue of sites by month and what rules select by, and the last day that has some (forecasting.md 2.4).';
grant execute on function forecasting.revenue_inputs(asked jsonb, first_on date, last_on date, as_of date) to daybook_stages;
revoke all on function forecasting.revenue_inputs(asked jsonb, first_on date, last_on date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.room_inputs(asked jsonb, first_on date, last_on date, as_of date)
 RETURNS TABLE(site_id text, period text, rooms numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select daily.site_id, to_char(revenue_on, 'YYYY-MM'), sum(value)
  from jsonb_to_recordset(asked) as wanted (site_id text, from_month date, to_month date)
  join warehouse.revenue_value as daily
    on daily.site_id = wanted.site_id and revenue_on >= from_month and revenue_on < to_month + interval '1 month'
  where revenue_category = 'OCCUPIED ROOMS'
    and revenue_on >= first_on and revenue_on < last_on + interval '1 month' and revenue_on <= as_of
  group by 1, 2
$function$;
comment on function forecasting.room_inputs(asked jsonb, first_on date, last_on date, as_of date) is 'Occupied rooms of sites by month, as reported.';
grant execute on function forecasting.room_inputs(asked jsonb, first_on date, last_on date, as_of date) to daybook_stages;
revoke all on function forecasting.room_inputs(asked jsonb, first_on date, last_on date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.save_entries(site text, version bigint, change bigint, wanted jsonb)
 RETURNS TABLE(area text, period_on date, item text, measure text, before numeric, after numeric)
 LANGUAGE plpgsql
AS $function$
declare
  changed jsonb;
begin
  select jsonb_agg(jsonb_build_object('area', asked.area, 'period_on', asked.period_on, 'item', asked.item,
    'measure', asked.measure, 'before', known.value, 'value', asked.value)) into changed
  from jsonb_to_recordset(wanted) as asked (area text, period_on date, item text, measure text, value numeric)
  left join forecasting.entries(version, '-infinity', 'infinity') as known
    on known.area = asked.area and known.period_on = asked.period_on and known.item = asked.item
    and known.measure = asked.measure
  where known.value is distinct from asked.value;
  perform forecasting.save_statistics(site, version, change, changed);
  perform forecasting.save_rates(site, version, change, changed);
  perform forecasting.save_payroll(site, version, change, changed);
  perform forecasting.save_other_revenue(site, version, change, changed);
  perform forecasting.save_other_expense(site, version, change, changed);
  return query
  select cell.area, cell.period_on, cell.item, cell.measure, cell.before, cell.value
  from jsonb_to_recordset(changed) as cell (
    area text, period_on date, item text, measure text, before numeric, value numeric);
end
$function$;
comment on function forecasting.save_entries(site text, version bigint, change bigint, wanted jsonb) is 'Keeps the values that differ from what the version says, and gives them back; null follows the budget again. `wanted` has area, period_on, item (empty for statistics), measure, value.';
revoke all on function forecasting.save_entries(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.save_other_expense(site text, version bigint, change bigint, wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('expense_month', asked.period_on, 'account_id', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'other-expense' group by period_on, item) as asked
  left join forecasting.other_expenses(array[version], '-infinity', 'infinity') as known
    on known.expense_month = asked.period_on and known.account_id = asked.item;
  update forecasting.other_expense as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.other_expense, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.expense_month = made.expense_month and entry.account_id = made.account_id;
  insert into forecasting.other_expense (
    site_id, version_id, expense_month, account_id, change_id, amount)
  select
    site, version, expense_month, account_id, change, amount
  from jsonb_populate_recordset(null::forecasting.other_expense, made_rows);
end
$function$;
comment on function forecasting.save_other_expense(site text, version bigint, change bigint, wanted jsonb) is 'Other expense of a change: rows as they stood with the new values, the rows before marked as superseded.';
revoke all on function forecasting.save_other_expense(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.save_other_revenue(site text, version bigint, change bigint, wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('revenue_month', asked.period_on, 'kind', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'other-revenue' group by period_on, item) as asked
  left join forecasting.other_revenues(array[version], '-infinity', 'infinity') as known
    on known.revenue_month = asked.period_on and known.kind = asked.item;
  update forecasting.other_revenue as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.other_revenue, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.revenue_month = made.revenue_month and entry.kind = made.kind;
  insert into forecasting.other_revenue (
    site_id, version_id, revenue_month, kind, change_id, amount)
  select
    site, version, revenue_month, kind, change, amount
  from jsonb_populate_recordset(null::forecasting.other_revenue, made_rows);
end
$function$;
comment on function forecasting.save_other_revenue(site text, version bigint, change bigint, wanted jsonb) is 'Other revenue of a change: rows as they stood with the new values, the rows before marked as superseded.';
revoke all on function forecasting.save_other_revenue(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.save_payroll(site text, version bigint, change bigint, wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('day_on', asked.period_on, 'job_code', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'payroll' group by period_on, item) as asked
  left join forecasting.payroll_days(array[version], '-infinity', 'infinity') as known
    on known.day_on = asked.period_on and known.job_code = asked.item;
  update forecasting.payroll_day as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.payroll_day, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.day_on = made.day_on and entry.job_code = made.job_code;
  insert into forecasting.payroll_day (
    site_id, version_id, day_on, job_code, change_id, hours, cost, rate_per_hour)
  select
    site, version, day_on, job_code, change, hours, cost, rate_per_hour
  from jsonb_populate_recordset(null::forecasting.payroll_day, made_rows);
end
$function$;
comment on function forecasting.save_payroll(site text, version bigint, change bigint, wanted jsonb) is 'Payroll of a change: rows as they stood with the new values, the rows before marked as superseded.';
revoke all on function forecasting.save_payroll(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.save_rates(site text, version bigint, change bigint, wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('rate_month', asked.period_on, 'category', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'rates' group by period_on, item) as asked
  left join forecasting.parking_rates(array[version], '-infinity', 'infinity') as known
    on known.rate_month = asked.period_on and known.category = asked.item;
  update forecasting.parking_rate as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.parking_rate, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.rate_month = made.rate_month and entry.category = made.category;
  insert into forecasting.parking_rate (
    site_id, version_id, rate_month, category, change_id, rate)
  select
    site, version, rate_month, category, change, rate
  from jsonb_populate_recordset(null::forecasting.parking_rate, made_rows);
end
$function$;
comment on function forecasting.save_rates(site text, version bigint, change bigint, wanted jsonb) is 'Rates of a change: rows as they stood with the new values, the rows before marked as superseded.';
revoke all on function forecasting.save_rates(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.save_statistics(site text, version bigint, change bigint, wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('day_on', asked.period_on))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'statistics' group by period_on, item) as asked
  left join forecasting.statistic_days(array[version], '-infinity', 'infinity') as known
    on known.day_on = asked.period_on;
  update forecasting.statistic_day as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.statistic_day, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.day_on = made.day_on;
  insert into forecasting.statistic_day (
    site_id, version_id, day_on, change_id, occupied_rooms, valet_daily, valet_overnight, valet_monthly,
    valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
    drive_in_percent, capture_percent)
  select
    site, version, day_on, change, occupied_rooms, valet_daily, valet_overnight, valet_monthly,
    valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
    drive_in_percent, capture_percent
  from jsonb_populate_recordset(null::forecasting.statistic_day, made_rows);
end
$function$;
comment on function forecasting.save_statistics(site text, version bigint, change bigint, wanted jsonb) is 'Statistics of a change: rows as they stood with the new values, the rows before marked as superseded.';
revoke all on function forecasting.save_statistics(site text, version bigint, change bigint, wanted jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.scheduled_days(site text, first_on date, end_on date)
 RETURNS TABLE(day_on date, job_code text, hours numeric, overtime_hours numeric, cost numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select day_on, job_code, trim_scale(warehouse.rate(sum(minutes), 60)),
    trim_scale(warehouse.rate(sum(overtime_minutes), 60)), sum(cost)
  from (
    select shift_on as day_on, job_code, regular_minutes + overtime_minutes + double_overtime_minutes as minutes,
      overtime_minutes + double_overtime_minutes as overtime_minutes, null::numeric as cost
    from warehouse.shift
    where site_id = site and shift_on >= first_on and shift_on < end_on and not is_deleted
    union all
    select scheduled_on, job_code, null, null, round(cost, 2)
    from warehouse.schedule_cost
    where site_id = site and scheduled_on >= first_on and scheduled_on < end_on) as planned
  group by day_on, job_code
$function$;
comment on function forecasting.scheduled_days(site text, first_on date, end_on date) is 'Hours of shifts that were not deleted and the cost of the schedule, by day and job code, as warehouse.schedule.';
grant execute on function forecasting.scheduled_days(site text, first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.scheduled_days(site text, first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.site_inputs(asked jsonb, plan_year integer)
 RETURNS TABLE(site_id text, version_id bigint, opened_on text, annual_salaries numeric, budget_revenue numeric, budget_adjustments numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select wanted.site_id, wanted.version_id, opened_on::text,
    coalesce((select sum(allocated_amount) from warehouse.site_salary where site_salary.site_id = wanted.site_id), 0),
    coalesce(revenue, 0), coalesce(adjustments, 0)
  from jsonb_to_recordset(asked) as wanted (site_id text, version_id bigint)
  left join lateral (
    select known.opened_on from warehouse.site_version as known
    where known.site_id = wanted.site_id and valid_from_on < make_date(plan_year + 1, 1, 1)
    order by valid_from_on desc limit 1) as known on true
  left join lateral (
    select sum(amount) filter (where account_id = '9410') as revenue,
      sum(amount) filter (where account_id = '9419') as adjustments
    from warehouse.budget
    where budget.site_id = wanted.site_id and account_id in ('9410', '9419')
      and period_month >= make_date(plan_year, 1, 1) and period_month <= make_date(plan_year, 12, 1)) as year on true
  order by 1
$function$;
comment on function forecasting.site_inputs(asked jsonb, plan_year integer) is 'When a site opened, the salaries allocated to it for a year, as a total (forecasting.md 5.7), and the revenue and adjustments that its budget has for the year (6.5).';
grant execute on function forecasting.site_inputs(asked jsonb, plan_year integer) to daybook_stages;
revoke all on function forecasting.site_inputs(asked jsonb, plan_year integer) from public;

CREATE OR REPLACE FUNCTION forecasting.site_jobs(sites text[], as_of date)
 RETURNS TABLE(site_id text, job_code text, active_employees integer, rate_per_hour numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with staffed as (
    select employee_job.site_id, job_code, count(distinct employee_id)::integer as employees
    from warehouse.employee_job
    where employee_job.site_id = any (sites) and coalesce(status, 'ACTIVE') = 'ACTIVE' and effective_on <= as_of
      and coalesce(ended_on, as_of) >= as_of
    group by 1, 2),
  paid as (
    select site, payroll.job_code, warehouse.rate(sum(dollars), sum(rate_hours)) as rate
    from unnest(sites) as site
    cross join lateral (
      select max(worked_on) as last_on from warehouse.payroll_day
      where payroll_day.site_id = site and worked_on <= as_of) as reached
    cross join lateral warehouse.average_hourly_rate_rows(site, null, last_on) as payroll
    group by 1, 2)
  select coalesce(staffed.site_id, paid.site), known.job_code, coalesce(employees, 0), rate
  from staffed
  full join paid on paid.site = staffed.site_id and paid.job_code = staffed.job_code
  join warehouse.job_code as known on known.job_code = coalesce(staffed.job_code, paid.job_code)
  where known.is_active
$function$;
comment on function forecasting.site_jobs(sites text[], as_of date) is 'Job codes in use at sites on a day: active employees, and dollars an hour of the last 14 days with payroll, null without hours. A code that is no longer active is left out.';
grant execute on function forecasting.site_jobs(sites text[], as_of date) to daybook_stages;
revoke all on function forecasting.site_jobs(sites text[], as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.sites_by(filter jsonb)
 RETURNS TABLE(site_id text)
 LANGUAGE sql
 STABLE
AS $function$
  select site.site_id
  from warehouse.site
  left join lateral (
    select district, svp_region, legal_entity, contract_type, pl_category, cog_segment, business_segment
    from warehouse.site_version as known
    where known.site_id = site.site_id order by valid_from_on desc limit 1) as place on true
  left join lateral (
    select district_manager from warehouse.site_district_manager as held
    where held.site_id = site.site_id order by valid_from_on desc limit 1) as managed on true
  left join warehouse.site_manager as manager on manager.site_id = site.site_id
  where not exists (
    select from jsonb_each(filter) as asked (field, wanted)
    where not coalesce(wanted ? case field
      when 'site' then site.site_id when 'district' then district when 'region' then svp_region
      when 'manager' then first_name || ' ' || last_name when 'districtManager' then district_manager
      when 'legalEntity' then legal_entity when 'contractType' then contract_type
      when 'plCategory' then pl_category when 'cogSegment' then cog_segment
      when 'businessSegment' then business_segment end, false))
  order by 1
$function$;
comment on function forecasting.sites_by(filter jsonb) is 'Sites that the caller may see, narrowed by fields of the site master: values of a field are alternatives, and every field that is named has to fit (forecasting.md 2.7; golden FILT-01).';
grant execute on function forecasting.sites_by(filter jsonb) to daybook_stages;
revoke all on function forecasting.sites_by(filter jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.sites_of_cycle(wanted_month date)
 RETURNS TABLE(site_id text)
 LANGUAGE sql
 STABLE
AS $function$
  select site.site_id
  from warehouse.site
  left join lateral (
    select closed_on from warehouse.site_version as known
    where known.site_id = site.site_id order by valid_from_on desc limit 1) as known on true
  where is_listed and coalesce(closed_on, 'infinity') >= wanted_month
  order by 1
$function$;
comment on function forecasting.sites_of_cycle(wanted_month date) is 'Sites that are forecast from a month on: listed, and not closed before it.';
grant execute on function forecasting.sites_of_cycle(wanted_month date) to daybook_stages;
revoke all on function forecasting.sites_of_cycle(wanted_month date) from public;

CREATE OR REPLACE FUNCTION forecasting.statistic_days(versions bigint[], first_on date, end_on date)
 RETURNS TABLE(version_id bigint, site_id text, day_on date, change_id bigint, occupied_rooms numeric, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, valet_aggregator numeric, valet_comps numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, self_aggregator numeric, self_comps numeric, drive_in_percent numeric, capture_percent numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    reads.version_id, entry.site_id, entry.day_on, entry.change_id, entry.occupied_rooms, entry.valet_daily,
    entry.valet_overnight, entry.valet_monthly, entry.valet_aggregator, entry.valet_comps, entry.self_daily,
    entry.self_overnight, entry.self_monthly, entry.self_aggregator, entry.self_comps, entry.drive_in_percent,
    entry.capture_percent
  from forecasting.lineage as reads
  join forecasting.statistic_day as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.day_on >= first_on and entry.day_on < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.statistic_day as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.day_on = entry.day_on
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$function$;
comment on function forecasting.statistic_days(versions bigint[], first_on date, end_on date) is 'Statistics of versions from a day on, before another.';
grant execute on function forecasting.statistic_days(versions bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.statistic_days(versions bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.statistic_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb)
 RETURNS TABLE(site_id text, period text, is_after_actuals boolean, days bigint, totals jsonb, counted jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  select said.site_id, to_char(day_on, 'YYYY-MM'), day_on > coalesce(reached.revenue_to, '-infinity'), count(*),
    jsonb_build_object(
      'occupied-rooms', sum(occupied_rooms)::text, 'valet-daily', sum(valet_daily)::text,
      'valet-overnight', sum(valet_overnight)::text, 'valet-monthly', sum(valet_monthly)::text,
      'valet-aggregator', sum(valet_aggregator)::text, 'self-daily', sum(self_daily)::text,
      'self-overnight', sum(self_overnight)::text, 'self-monthly', sum(self_monthly)::text,
      'self-aggregator', sum(self_aggregator)::text),
    jsonb_build_object(
      'occupied-rooms', count(occupied_rooms), 'valet-daily', count(valet_daily),
      'valet-overnight', count(valet_overnight), 'valet-monthly', count(valet_monthly),
      'valet-aggregator', count(valet_aggregator), 'self-daily', count(self_daily),
      'self-overnight', count(self_overnight), 'self-monthly', count(self_monthly),
      'self-aggregator', count(self_aggregator))
  from forecasting.statistic_days(
    array(select version_id from jsonb_to_recordset(asked) as wanted (version_id bigint)),
    first_on, (last_on + interval '1 month')::date) as said
  left join jsonb_to_recordset(actual_to) as reached (site_id text, period text, revenue_to date)
    on reached.site_id = said.site_id and reached.period = to_char(day_on, 'YYYY-MM')
  group by 1, 2, 3
$function$;
comment on function forecasting.statistic_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) is 'Entered statistics of versions by month, apart for days that have actuals and days after them: sums, and on how many days there is a value.';
grant execute on function forecasting.statistic_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) to daybook_stages;
revoke all on function forecasting.statistic_inputs(asked jsonb, first_on date, last_on date, actual_to jsonb) from public;

CREATE OR REPLACE FUNCTION forecasting.statistic_sides(site text, version bigint, month date, as_of date)
 RETURNS TABLE(side text, day_on date, occupied_rooms numeric, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, valet_aggregator numeric, valet_comps numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, self_aggregator numeric, self_comps numeric, drive_in_percent numeric, capture_percent numeric, external_revenue numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select 'budget', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, null::numeric, valet_comps,
    self_daily, self_overnight, self_monthly, null::numeric, self_comps, null::numeric, null::numeric,
    external_revenue
  from warehouse.budget_daily(site, month)
  union all
  select 'entered', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, valet_aggregator, valet_comps,
    self_daily, self_overnight, self_monthly, self_aggregator, self_comps, drive_in_percent, capture_percent, null
  from forecasting.statistic_days(array[version], month, (month + interval '1 month')::date)
  union all
  -- Third parties and complimentary parking have no codes in the daily reports (forecasting.md item 42).
  select 'actual', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, null, null,
    self_daily, self_overnight, self_monthly, null, null, null, null, external_revenue
  from warehouse.revenue_stats(site, month)
  where day_on <= as_of
  order by 1, 2
$function$;
comment on function forecasting.statistic_sides(site text, version bigint, month date, as_of date) is 'Statistics of a month by day: the budget, what was entered, and what happened; revenue net of adjustments.';
grant execute on function forecasting.statistic_sides(site text, version bigint, month date, as_of date) to daybook_stages;
revoke all on function forecasting.statistic_sides(site text, version bigint, month date, as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.take_versions(bases bigint[], wanted_name text, wanted_kind text, maker text, why text)
 RETURNS TABLE(site_id text, version_id bigint)
 LANGUAGE plpgsql
AS $function$
begin
  perform from forecasting.version where version.version_id = any (bases) order by version.version_id for share;
  return query
  with made as (
    insert into forecasting.version (
      site_id, plan_year, name, kind, based_on_id, last_change_id, made_at, made_by, reason)
    select base.site_id, plan_year, wanted_name, wanted_kind, base.version_id, base.last_change_id, now(), maker, why
    from forecasting.version as base where base.version_id = any (bases) order by base.site_id
    returning version.version_id, version.site_id, based_on_id, last_change_id),
  reads as (
    insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
    select made.version_id, made.site_id, 0, made.version_id, 9223372036854775807 from made
    union all
    select made.version_id, made.site_id, depth + 1, ancestor_id, least(up_to_change_id, made.last_change_id)
    from made
    join forecasting.lineage as base on base.site_id = made.site_id and base.version_id = made.based_on_id)
  select made.site_id, made.version_id from made;
end
$function$;
comment on function forecasting.take_versions(bases bigint[], wanted_name text, wanted_kind text, maker text, why text) is 'Takes a version from each of others under a name; what they say now is what it says, until it says otherwise.';
revoke all on function forecasting.take_versions(bases bigint[], wanted_name text, wanted_kind text, maker text, why text) from public;

CREATE OR REPLACE FUNCTION forecasting.touched_months(batches bigint[], first_on date, end_on date)
 RETURNS TABLE(site_id text, touched_month date, is_for_year boolean, cause text)
 LANGUAGE sql
 STABLE
AS $function$
  -- The adjustments of a year by its revenue count in all of its months (6.5).
  select site_id, period_month, bool_or(account_id in ('9410', '9419')), 'budget'
  from warehouse.budget where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  group by 1, 2
  union all
  select site_id, period_month, bool_or(account_id in ('9410', '9419')), 'budget' from warehouse.budget_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on group by 1, 2
  union all
  select distinct site_id, period_month, false, 'budget' from warehouse.payroll_budget
  where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'budget' from warehouse.payroll_budget_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'actuals' from warehouse.ledger_balance
  where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'actuals' from warehouse.ledger_balance_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_detail
  where batch_id = any (batches) and revenue_on >= first_on and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals'
  from warehouse.revenue_detail_history
  where superseded_by_batch_id = any (batches) and revenue_on >= first_on and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_value
  where batch_id = any (batches) and revenue_category = 'OCCUPIED ROOMS' and revenue_on >= first_on
    and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_value_history
  where superseded_by_batch_id = any (batches) and revenue_category = 'OCCUPIED ROOMS' and revenue_on >= first_on
    and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', worked_on)::date, false, 'actuals' from warehouse.payroll_day
  where batch_id = any (batches) and worked_on >= first_on and worked_on < end_on
  union all
  select distinct site_id, date_trunc('month', worked_on)::date, false, 'actuals' from warehouse.payroll_day_history
  where superseded_by_batch_id = any (batches) and worked_on >= first_on and worked_on < end_on
$function$;
comment on function forecasting.touched_months(batches bigint[], first_on date, end_on date) is 'Months of sites of which loads brought, changed or took away facts that a P&L is calculated from.';
grant execute on function forecasting.touched_months(batches bigint[], first_on date, end_on date) to daybook_stages;
revoke all on function forecasting.touched_months(batches bigint[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION forecasting.touched_sites(batches bigint[])
 RETURNS TABLE(site_id text, cause text)
 LANGUAGE sql
 STABLE
AS $function$
  select site_id, 'site master' from warehouse.site_version where batch_id = any (batches)
  union
  select site_id, 'salaries' from warehouse.site_salary where batch_id = any (batches)
  union
  select site_id, 'salaries' from warehouse.site_salary_history where superseded_by_batch_id = any (batches)
  union
  -- Who works where says which codes a site uses, and so what its payroll budget stands for.
  select site_id, 'jobs' from warehouse.employee_job where batch_id = any (batches)
  union
  select site_id, 'jobs' from warehouse.employee_job_history where superseded_by_batch_id = any (batches)
  union
  select site_id, 'accounts' from warehouse.site
  where exists (select from warehouse.account where batch_id = any (batches))
    or exists (select from warehouse.account_history where superseded_by_batch_id = any (batches))
$function$;
comment on function forecasting.touched_sites(batches bigint[]) is 'Sites of which loads changed what every month of a P&L is calculated from.';
grant execute on function forecasting.touched_sites(batches bigint[]) to daybook_stages;
revoke all on function forecasting.touched_sites(batches bigint[]) from public;

CREATE OR REPLACE FUNCTION forecasting.unrecorded(wanted_month date, wanted_year integer)
 RETURNS TABLE(site_id text, is_planned boolean, reason text)
 LANGUAGE sql
 STABLE
AS $function$
  select site.site_id,
    exists (
      select from warehouse.budget
      where budget.site_id = site.site_id and period_month >= make_date(wanted_year, 1, 1)
        and period_month < make_date(wanted_year + 1, 1, 1))
    or exists (
      select from forecasting.version
      where version.site_id = site.site_id and plan_year = wanted_year and kind = 'working' and last_change_id > 0),
    case newest.state
      when 'submitted' then 'not decided in time'
      when 'rejected' then 'rejected and not submitted anew'
      else 'nobody submitted'
    end
  from forecasting.sites_of_cycle(wanted_month) as site
  left join lateral (
    select sent.state from forecasting.submission as sent
    where sent.site_id = site.site_id and cycle_month = wanted_month and plan_year = wanted_year
      and sent.state <> 'withdrawn'
    order by submission_id desc limit 1) as newest on true
  where not exists (
    select from forecasting.records_of_cycle(wanted_month, wanted_year) as known where known.site_id = site.site_id)
  order by 1
$function$;
comment on function forecasting.unrecorded(wanted_month date, wanted_year integer) is 'Sites without a forecast of record for a cycle and a year, and why; one without a budget and entries of the year is not planned, and nothing can be recorded of it.';
grant execute on function forecasting.unrecorded(wanted_month date, wanted_year integer) to daybook_stages;
revoke all on function forecasting.unrecorded(wanted_month date, wanted_year integer) from public;

CREATE OR REPLACE FUNCTION forecasting.usual_rates(site text, months date[], as_of date)
 RETURNS TABLE(period_on date, item text, value numeric, kind text, of_month date)
 LANGUAGE sql
 STABLE
AS $function$
  with actual as (
    select distinct on (known.item) known.item, known.value, known.period_on
    from generate_series(extract(year from as_of)::integer - 1, extract(year from as_of)::integer) as year
    cross join lateral forecasting.known_rates(site, year, 'ACTUAL') as known
    where known.period_on <= as_of and known.period_on > as_of - interval '1 year'
    order by known.item, known.period_on desc)
  select distinct on (1, 2) usual.period_on, usual.item, usual.value, usual.kind, usual.of_month
  from (
    select month as period_on, actual.item, actual.value, 'actual' as kind, actual.period_on as of_month
    from unnest(months) as month cross join actual
    union all
    select budget.period_on, budget.item, budget.value, 'budget', budget.period_on
    from (select distinct extract(year from month)::integer as year from unnest(months) as month) as asked
    cross join lateral forecasting.known_rates(site, asked.year, 'BUDGET') as budget
    where budget.period_on = any (months)) as usual
  order by 1, 2, usual.kind
$function$;
comment on function forecasting.usual_rates(site text, months date[], as_of date) is 'What a rate of a month is compared with: the newest actual rate of the year up to a day, else the budget of the month (forecasting.md 6.6 and 7.1).';
grant execute on function forecasting.usual_rates(site text, months date[], as_of date) to daybook_stages;
revoke all on function forecasting.usual_rates(site text, months date[], as_of date) from public;

CREATE OR REPLACE FUNCTION forecasting.working_versions(sites text[], wanted_year integer, maker text)
 RETURNS TABLE(site_id text, version_id bigint)
 LANGUAGE plpgsql
AS $function$
begin
  with made as (
    insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
    select site.site_id, wanted_year, 'working', 'working', now(), maker
    from warehouse.site
    where site.site_id = any (sites) and not exists (
      select from forecasting.version as known
      where known.site_id = site.site_id and known.plan_year = wanted_year and known.kind = 'working')
    order by site.site_id
    on conflict do nothing
    returning version.version_id, version.site_id)
  insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
  select made.version_id, made.site_id, 0, made.version_id, 9223372036854775807 from made;
  return query
  select version.site_id, version.version_id from forecasting.version
  where plan_year = wanted_year and kind = 'working' and version.site_id = any (sites);
end
$function$;
comment on function forecasting.working_versions(sites text[], wanted_year integer, maker text) is 'The working version of each site for a year, made where there is none yet.';
revoke all on function forecasting.working_versions(sites text[], wanted_year integer, maker text) from public;

create schema platform;
comment on schema platform is 'What every stage stands on: migrations, definitions, and later security, quality and operations.';

create table platform.definition_object (
  made_order integer not null,
  kind text not null,
  identity text not null,
  file text not null,
  constraint definition_object_pkey PRIMARY KEY (made_order)
);
alter table platform.definition_object enable row level security;
alter table platform.definition_object force row level security;
comment on table platform.definition_object is 'Every object that the definition files made; dropped in reverse order before they are remade.';
comment on column platform.definition_object.made_order is 'Order in which they were made.';
comment on column platform.definition_object.kind is 'Kind of object, such as function or view.';
comment on column platform.definition_object.identity is 'Qualified name with argument types, as PostgreSQL identifies it.';
comment on column platform.definition_object.file is 'Definition file that made it, below src.';

create table platform.definition_set (
  is_current boolean not null,
  sha256 text not null,
  made_at timestamp with time zone not null default now(),
  constraint definition_set_has_one_row CHECK (is_current),
  constraint definition_set_pkey PRIMARY KEY (is_current)
);
alter table platform.definition_set enable row level security;
alter table platform.definition_set force row level security;
comment on table platform.definition_set is 'Which state of the definition files this database holds; no row when they were dropped.';
comment on column platform.definition_set.is_current is 'Always true: there is one set at a time.';
comment on column platform.definition_set.sha256 is 'SHA-256 (hex) over all definition files; another hash makes the next migrate remake them.';
comment on column platform.definition_set.made_at is 'When they were made.';

create table platform.migration (
  number integer not null,
  name text not null,
  up_sha256 text not null,
  down_sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  applied_by text not null default SESSION_USER,
  seconds numeric(12,3) not null,
  constraint migration_pkey PRIMARY KEY (number)
);
alter table platform.migration enable row level security;
alter table platform.migration force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON platform.migration REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('platform.migration', '{number}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON platform.migration REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('platform.migration', '{number}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON platform.migration FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('platform.migration', '{number}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON platform.migration REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('platform.migration', '{number}'); -- enabled: A
comment on table platform.migration is 'The migrations that were applied to this database, one row each.';
comment on column platform.migration.number is 'Place in the one line of migrations, from 1 without gaps; the number in the file name.';
comment on column platform.migration.name is 'Name of the migration: the file name without number and ending.';
comment on column platform.migration.up_sha256 is 'SHA-256 (hex) of the file that was applied; a file with another hash is refused.';
comment on column platform.migration.down_sha256 is 'SHA-256 (hex) of the file that undoes it, as it was when this one was applied.';
comment on column platform.migration.applied_at is 'When it was applied.';
comment on column platform.migration.applied_by is 'Database role that applied it.';
comment on column platform.migration.seconds is 'How long it took.';

create schema security;
comment on schema security is 'Who may see and do what: people, roles, the rights matrix, sessions, keys, personal data.';
grant usage on schema security to daybook_audit;
grant usage on schema security to daybook_service;
grant usage on schema security to daybook_stages;

create table security.api_key (
  api_key_id bigint not null generated always as identity,
  person_id bigint not null,
  label text not null,
  shown_prefix text not null,
  secret_sha256 bytea not null,
  scopes text[] not null,
  made_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_reason text,
  constraint api_key_end_has_a_reason CHECK (((ended_at IS NULL) = (ended_reason IS NULL))),
  constraint api_key_has_a_scope CHECK ((cardinality(scopes) > 0)),
  constraint api_key_lives_at_most_a_year CHECK ((ends_at <= (made_at + 'P366D'::interval))),
  constraint api_key_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint api_key_pkey PRIMARY KEY (api_key_id),
  constraint api_key_secret_is_unique UNIQUE (secret_sha256)
);
alter table security.api_key enable row level security;
alter table security.api_key force row level security;
CREATE INDEX api_key_person_id ON security.api_key USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.api_key REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.api_key', '{api_key_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.api_key REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.api_key', '{api_key_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.api_key FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.api_key', '{api_key_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.api_key REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.api_key', '{api_key_id}'); -- enabled: A
create policy session_read_select_everywhere on security.api_key as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.api_key is 'Keys of scripts: shown once when made, kept as SHA-256, ending by themselves.';
comment on column security.api_key.api_key_id is 'Number of the key.';
comment on column security.api_key.person_id is 'Person or service as which it acts.';
comment on column security.api_key.label is 'What it is for.';
comment on column security.api_key.shown_prefix is 'First characters, by which people tell keys apart.';
comment on column security.api_key.secret_sha256 is 'SHA-256 of the key.';
comment on column security.api_key.scopes is 'What it may be used for, such as questions:read or intake:write.';
comment on column security.api_key.made_at is 'When it was made.';
comment on column security.api_key.ends_at is 'When it ends.';
comment on column security.api_key.last_used_at is 'When it was last used, to a minute.';
comment on column security.api_key.ended_at is 'When it was ended before its time, or replaced.';
comment on column security.api_key.ended_reason is 'Why: revoked, replaced, disabled.';
grant select on table security.api_key (api_key_id) to daybook_auditor;
grant select on table security.api_key (api_key_id) to daybook_security_admin;
grant select on table security.api_key (api_key_id) to daybook_system_admin;
grant select on table security.api_key (ended_at) to daybook_auditor;
grant select on table security.api_key (ended_at) to daybook_security_admin;
grant select on table security.api_key (ended_at) to daybook_system_admin;
grant select on table security.api_key (ended_reason) to daybook_auditor;
grant select on table security.api_key (ended_reason) to daybook_security_admin;
grant select on table security.api_key (ended_reason) to daybook_system_admin;
grant select on table security.api_key (ends_at) to daybook_auditor;
grant select on table security.api_key (ends_at) to daybook_security_admin;
grant select on table security.api_key (ends_at) to daybook_system_admin;
grant select on table security.api_key (label) to daybook_auditor;
grant select on table security.api_key (label) to daybook_security_admin;
grant select on table security.api_key (label) to daybook_system_admin;
grant select on table security.api_key (last_used_at) to daybook_auditor;
grant select on table security.api_key (last_used_at) to daybook_security_admin;
grant select on table security.api_key (last_used_at) to daybook_system_admin;
grant select on table security.api_key (made_at) to daybook_auditor;
grant select on table security.api_key (made_at) to daybook_security_admin;
grant select on table security.api_key (made_at) to daybook_system_admin;
grant select on table security.api_key (person_id) to daybook_auditor;
grant select on table security.api_key (person_id) to daybook_security_admin;
grant select on table security.api_key (person_id) to daybook_system_admin;
grant select on table security.api_key (scopes) to daybook_auditor;
grant select on table security.api_key (scopes) to daybook_security_admin;
grant select on table security.api_key (scopes) to daybook_system_admin;
grant select on table security.api_key (shown_prefix) to daybook_auditor;
grant select on table security.api_key (shown_prefix) to daybook_security_admin;
grant select on table security.api_key (shown_prefix) to daybook_system_admin;

create table security.attempted_conflict (
  attempted_conflict_id bigint not null generated always as identity,
  person_id bigint,
  attempted text not null,
  conflicts_with text not null,
  subject text not null,
  attempted_at timestamp with time zone not null default now(),
  constraint attempted_conflict_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint attempted_conflict_pkey PRIMARY KEY (attempted_conflict_id)
);
alter table security.attempted_conflict enable row level security;
alter table security.attempted_conflict force row level security;
CREATE INDEX attempted_conflict_person_id ON security.attempted_conflict USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON security.attempted_conflict REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.attempted_conflict', '{attempted_conflict_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.attempted_conflict REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.attempted_conflict', '{attempted_conflict_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.attempted_conflict FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.attempted_conflict', '{attempted_conflict_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.attempted_conflict REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.attempted_conflict', '{attempted_conflict_id}'); -- enabled: A
create policy user_read_select_everywhere on security.attempted_conflict as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.attempted_conflict is 'Attempts that segregation of duties stopped; the evidence of control C2 (operations.md 2.2).';
comment on column security.attempted_conflict.attempted_conflict_id is 'Number of the attempt.';
comment on column security.attempted_conflict.person_id is 'Who tried; null for a login that is no person.';
comment on column security.attempted_conflict.attempted is 'What was tried.';
comment on column security.attempted_conflict.conflicts_with is 'What it conflicts with.';
comment on column security.attempted_conflict.subject is 'On what.';
comment on column security.attempted_conflict.attempted_at is 'When.';
grant select on table security.attempted_conflict to daybook_auditor;
grant select on table security.attempted_conflict to daybook_forecast_admin;
grant select on table security.attempted_conflict to daybook_security_admin;
grant select on table security.attempted_conflict to daybook_system_admin;

create table security.database_login (
  login_name name not null,
  person_id bigint not null,
  created_at timestamp with time zone not null default now(),
  claim_ends_at timestamp with time zone,
  claimed_at timestamp with time zone,
  constraint database_login_claim_has_an_end CHECK (((claimed_at IS NULL) OR (claimed_at < claim_ends_at))),
  constraint database_login_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint database_login_pkey PRIMARY KEY (login_name)
);
alter table security.database_login enable row level security;
alter table security.database_login force row level security;
CREATE INDEX database_login_person_id ON security.database_login USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.database_login REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.database_login', '{login_name}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.database_login REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.database_login', '{login_name}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.database_login FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.database_login', '{login_name}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.database_login REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.database_login', '{login_name}'); -- enabled: A
create policy asked_by_the_trail on security.database_login as permissive for select to daybook_audit using (true);
create policy user_read_select_everywhere on security.database_login as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.database_login is 'Which login of PostgreSQL is which person; only the owner writes it, so a login cannot name itself another.';
comment on column security.database_login.login_name is 'Login of PostgreSQL.';
comment on column security.database_login.person_id is 'Person.';
comment on column security.database_login.created_at is 'When it was made.';
comment on column security.database_login.claim_ends_at is 'Until when its person may set the password, once; null when the password was known as it was made.';
comment on column security.database_login.claimed_at is 'When its person set the password; while null with an end of the claim, nobody logs in with it.';
grant select on table security.database_login to daybook_audit;
grant select on table security.database_login to daybook_auditor;
grant select on table security.database_login to daybook_forecast_admin;
grant select on table security.database_login to daybook_security_admin;
grant select on table security.database_login to daybook_system_admin;

create table security.duty_conflict (
  first_duty text not null,
  second_duty text not null,
  within text not null,
  reason text not null,
  constraint duty_conflict_pkey PRIMARY KEY (first_duty, second_duty)
);
alter table security.duty_conflict enable row level security;
alter table security.duty_conflict force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.duty_conflict REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.duty_conflict', '{first_duty,second_duty}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.duty_conflict REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.duty_conflict', '{first_duty,second_duty}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.duty_conflict FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.duty_conflict', '{first_duty,second_duty}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.duty_conflict REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.duty_conflict', '{first_duty,second_duty}'); -- enabled: A
create policy right_change_delete_everywhere on security.duty_conflict as permissive for delete to daybook_security_admin using (( SELECT security.is_entered() AS is_entered));
create policy right_change_insert_everywhere on security.duty_conflict as permissive for insert to daybook_security_admin with check (( SELECT security.is_entered() AS is_entered));
create policy right_change_update_everywhere on security.duty_conflict as permissive for update to daybook_security_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy right_read_select_everywhere on security.duty_conflict as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.duty_conflict is 'Duties that one person may not perform on the same thing (operations.md 1.6).';
comment on column security.duty_conflict.first_duty is 'Duty that was performed first.';
comment on column security.duty_conflict.second_duty is 'Duty that the same person may then not perform.';
comment on column security.duty_conflict.within is 'What "the same thing" is, for example a statement.';
comment on column security.duty_conflict.reason is 'Which duties it keeps apart.';
grant delete, insert, select, update on table security.duty_conflict to daybook_security_admin;
grant select on table security.duty_conflict to daybook_auditor;
grant select on table security.duty_conflict to daybook_system_admin;

create table security.duty_performed (
  duty text not null,
  subject text not null,
  person_id bigint not null,
  performed_at timestamp with time zone not null default now(),
  constraint duty_performed_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint duty_performed_pkey PRIMARY KEY (subject, duty, person_id)
);
alter table security.duty_performed enable row level security;
alter table security.duty_performed force row level security;
CREATE INDEX duty_performed_person_id ON security.duty_performed USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.duty_performed REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.duty_performed', '{subject,duty,person_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.duty_performed REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.duty_performed', '{subject,duty,person_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.duty_performed FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.duty_performed', '{subject,duty,person_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.duty_performed REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.duty_performed', '{subject,duty,person_id}'); -- enabled: A
create policy user_read_select_everywhere on security.duty_performed as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.duty_performed is 'Who performed which duty on what; security.perform_duty writes it.';
comment on column security.duty_performed.duty is 'Duty, for example submit-revenue-report.';
comment on column security.duty_performed.subject is 'The thing, for example batch 41.';
comment on column security.duty_performed.person_id is 'Who.';
comment on column security.duty_performed.performed_at is 'When first.';
grant select on table security.duty_performed to daybook_auditor;
grant select on table security.duty_performed to daybook_forecast_admin;
grant select on table security.duty_performed to daybook_security_admin;
grant select on table security.duty_performed to daybook_system_admin;

create table security.effective_role (
  person_id bigint not null,
  role text not null,
  origin text not null,
  valid_to_on date,
  sites text[] not null default '{}'::text[],
  constraint effective_role_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint effective_role_pkey PRIMARY KEY (person_id, role),
  constraint effective_role_role_exists FOREIGN KEY (role) REFERENCES security.role(role)
);
alter table security.effective_role enable row level security;
alter table security.effective_role force row level security;
CREATE INDEX effective_role_role ON security.effective_role USING btree (role);
CREATE TRIGGER trail_delete AFTER DELETE ON security.effective_role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.effective_role', '{person_id,role}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.effective_role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.effective_role', '{person_id,role}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.effective_role FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.effective_role', '{person_id,role}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.effective_role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.effective_role', '{person_id,role}'); -- enabled: A
create policy asked_by_the_trail on security.effective_role as permissive for select to daybook_audit using (true);
create policy user_read_select_everywhere on security.effective_role as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.effective_role is 'The roles of a person today, worked out from feed and mapping; what requests are judged by.';
comment on column security.effective_role.person_id is 'Person.';
comment on column security.effective_role.role is 'Role.';
comment on column security.effective_role.origin is 'feed or mapping.';
comment on column security.effective_role.valid_to_on is 'First day on which it no longer holds; null without end.';
comment on column security.effective_role.sites is 'The sites of effective_site in one place: row security reads them once a statement.';
grant select on table security.effective_role to daybook_audit;
grant select on table security.effective_role to daybook_auditor;
grant select on table security.effective_role to daybook_forecast_admin;
grant select on table security.effective_role to daybook_security_admin;
grant select on table security.effective_role to daybook_system_admin;

create table security.effective_site (
  person_id bigint not null,
  role text not null,
  site_id text not null,
  constraint effective_site_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint effective_site_pkey PRIMARY KEY (person_id, role, site_id),
  constraint effective_site_role_exists FOREIGN KEY (role) REFERENCES security.role(role)
);
alter table security.effective_site enable row level security;
alter table security.effective_site force row level security;
CREATE INDEX effective_site_role ON security.effective_site USING btree (role);
create policy user_read_select_everywhere on security.effective_site as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.effective_site is 'The sites of a person in a role today; row security reads it once per statement.';
comment on column security.effective_site.person_id is 'Person.';
comment on column security.effective_site.role is 'Role in which the person has the site.';
comment on column security.effective_site.site_id is 'Site.';
grant select on table security.effective_site to daybook_auditor;
grant select on table security.effective_site to daybook_forecast_admin;
grant select on table security.effective_site to daybook_security_admin;
grant select on table security.effective_site to daybook_system_admin;

create table security.feed_access (
  user_id text not null,
  job_profile text not null,
  site_id text not null,
  batch_id bigint not null,
  constraint feed_access_pkey PRIMARY KEY (user_id, job_profile, site_id)
);
alter table security.feed_access enable row level security;
alter table security.feed_access force row level security;
create policy user_read_select_everywhere on security.feed_access as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.feed_access is 'What Workday''s row security grants, read by the one column that counts for the profile; made anew with every load.';
comment on column security.feed_access.user_id is 'User of Workday, lower case (personal data).';
comment on column security.feed_access.job_profile is 'Job profile.';
comment on column security.feed_access.site_id is 'Site in scope; empty when the profile opens none.';
comment on column security.feed_access.batch_id is 'Load that brought it: sources.batch.';
grant select on table security.feed_access to daybook_auditor;
grant select on table security.feed_access to daybook_forecast_admin;
grant select on table security.feed_access to daybook_security_admin;
grant select on table security.feed_access to daybook_system_admin;

create table security.job_profile_role (
  job_profile text not null,
  role text not null,
  site_column text not null,
  constraint job_profile_role_pkey PRIMARY KEY (job_profile),
  constraint job_profile_role_role_exists FOREIGN KEY (role) REFERENCES security.role(role),
  constraint job_profile_role_site_column_is_known CHECK ((site_column = ANY (ARRAY['SITE'::text, 'COST_CENTER'::text])))
);
alter table security.job_profile_role enable row level security;
alter table security.job_profile_role force row level security;
CREATE INDEX job_profile_role_role ON security.job_profile_role USING btree (role);
CREATE TRIGGER access_follows AFTER INSERT OR UPDATE ON security.job_profile_role FOR EACH STATEMENT EXECUTE FUNCTION security.follow_assignments();
CREATE TRIGGER trail_delete AFTER DELETE ON security.job_profile_role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.job_profile_role', '{job_profile}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.job_profile_role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.job_profile_role', '{job_profile}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.job_profile_role FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.job_profile_role', '{job_profile}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.job_profile_role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.job_profile_role', '{job_profile}'); -- enabled: A
create policy right_change_delete_everywhere on security.job_profile_role as permissive for delete to daybook_security_admin using (( SELECT security.is_entered() AS is_entered));
create policy right_change_insert_everywhere on security.job_profile_role as permissive for insert to daybook_security_admin with check (( SELECT security.is_entered() AS is_entered));
create policy right_change_update_everywhere on security.job_profile_role as permissive for update to daybook_security_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy right_read_select_everywhere on security.job_profile_role as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.job_profile_role is 'What a job profile of Workday makes of a person; a profile that is not listed makes nothing of it.';
comment on column security.job_profile_role.job_profile is 'Job profile, upper case.';
comment on column security.job_profile_role.role is 'Role it stands for.';
comment on column security.job_profile_role.site_column is 'Column of the feed that names the sites.';
grant delete, insert, select, update on table security.job_profile_role to daybook_security_admin;
grant select on table security.job_profile_role to daybook_auditor;
grant select on table security.job_profile_role to daybook_system_admin;

create table security.legal_hold (
  legal_hold_id bigint not null generated always as identity,
  site_id text,
  reason text not null,
  placed_at timestamp with time zone not null default now(),
  placed_by bigint,
  released_at timestamp with time zone,
  released_by bigint,
  constraint legal_hold_has_a_reason CHECK ((length(TRIM(BOTH FROM reason)) > 0)),
  constraint legal_hold_pkey PRIMARY KEY (legal_hold_id),
  constraint legal_hold_placed_by_exists FOREIGN KEY (placed_by) REFERENCES security.person(person_id),
  constraint legal_hold_released_by_exists FOREIGN KEY (released_by) REFERENCES security.person(person_id)
);
alter table security.legal_hold enable row level security;
alter table security.legal_hold force row level security;
CREATE INDEX legal_hold_placed_by ON security.legal_hold USING btree (placed_by) WHERE (placed_by IS NOT NULL);
CREATE INDEX legal_hold_released_by ON security.legal_hold USING btree (released_by) WHERE (released_by IS NOT NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON security.legal_hold REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.legal_hold', '{legal_hold_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.legal_hold REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.legal_hold', '{legal_hold_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.legal_hold FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.legal_hold', '{legal_hold_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.legal_hold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.legal_hold', '{legal_hold_id}'); -- enabled: A
create policy retention_change_insert_everywhere on security.legal_hold as permissive for insert to daybook_security_admin with check (( SELECT security.is_entered() AS is_entered));
create policy retention_change_update_everywhere on security.legal_hold as permissive for update to daybook_security_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy retention_read_select_everywhere on security.legal_hold as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.legal_hold is 'What may not be purged or erased, for one site or for all of them.';
comment on column security.legal_hold.legal_hold_id is 'Number of the hold.';
comment on column security.legal_hold.site_id is 'Site; null for all sites and everything without a site.';
comment on column security.legal_hold.reason is 'Why, for example the name of the matter.';
comment on column security.legal_hold.placed_at is 'When it was placed.';
comment on column security.legal_hold.placed_by is 'Who placed it.';
comment on column security.legal_hold.released_at is 'When it was released.';
comment on column security.legal_hold.released_by is 'Who released it.';
grant insert, select, update on table security.legal_hold to daybook_security_admin;
grant select on table security.legal_hold to daybook_auditor;
grant select on table security.legal_hold to daybook_system_admin;

create table security.object (
  object text not null,
  says text not null,
  is_open boolean not null default false,
  constraint object_pkey PRIMARY KEY (object)
);
alter table security.object enable row level security;
alter table security.object force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.object REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.object', '{object}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.object REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.object', '{object}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.object FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.object', '{object}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.object REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.object', '{object}'); -- enabled: A
create policy right_read_select_everywhere on security.object as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.object is 'What rights are given on: things of the trade, not tables.';
comment on column security.object.object is 'Name, kebab-case.';
comment on column security.object.says is 'What it is.';
comment on column security.object.is_open is 'Its roles see it without being asked for each statement: codes and names that say nothing of a site.';
grant select on table security.object to daybook_auditor;
grant select on table security.object to daybook_security_admin;
grant select on table security.object to daybook_system_admin;

create table security.object_relation (
  object text not null,
  action text not null,
  relation text not null,
  command text not null,
  site_column text,
  self_column text,
  condition text,
  columns text[],
  constraint object_relation_action_is_known CHECK ((action = ANY (ARRAY['read'::text, 'change'::text, 'approve'::text, 'execute'::text]))),
  constraint object_relation_command_is_known CHECK ((command = ANY (ARRAY['select'::text, 'insert'::text, 'update'::text, 'delete'::text, 'null'::text]))),
  constraint object_relation_object_exists FOREIGN KEY (object) REFERENCES security.object(object),
  constraint object_relation_pkey PRIMARY KEY (object, action, relation, command)
);
alter table security.object_relation enable row level security;
alter table security.object_relation force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.object_relation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.object_relation', '{object,action,relation,command}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.object_relation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.object_relation', '{object,action,relation,command}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.object_relation FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.object_relation', '{object,action,relation,command}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.object_relation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.object_relation', '{object,action,relation,command}'); -- enabled: A
create policy right_read_select_everywhere on security.object_relation as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.object_relation is 'The tables an object is made of: what security.apply_rights makes grants and policies from.';
comment on column security.object_relation.object is 'Object.';
comment on column security.object_relation.action is 'Action that needs the table.';
comment on column security.object_relation.relation is 'Table with its schema.';
comment on column security.object_relation.command is 'Command of SQL; null: granted without a policy, so a view of the object joins it and finds no row.';
comment on column security.object_relation.site_column is 'Column with the site, where the table has one.';
comment on column security.object_relation.self_column is 'Column with the person, for the scope self.';
comment on column security.object_relation.condition is 'Further condition on a row, as SQL.';
comment on column security.object_relation.columns is 'Columns, when not all of them.';
grant select on table security.object_relation to daybook_auditor;
grant select on table security.object_relation to daybook_security_admin;
grant select on table security.object_relation to daybook_system_admin;

create table security.operating_system_user (
  user_name text not null,
  person_id bigint not null,
  constraint operating_system_user_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint operating_system_user_pkey PRIMARY KEY (user_name)
);
alter table security.operating_system_user enable row level security;
alter table security.operating_system_user force row level security;
CREATE INDEX operating_system_user_person_id ON security.operating_system_user USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.operating_system_user REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.operating_system_user', '{user_name}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.operating_system_user REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.operating_system_user', '{user_name}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.operating_system_user FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.operating_system_user', '{user_name}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.operating_system_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.operating_system_user', '{user_name}'); -- enabled: A
create policy user_change_delete_everywhere on security.operating_system_user as permissive for delete to daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
create policy user_change_insert_everywhere on security.operating_system_user as permissive for insert to daybook_forecast_admin, daybook_security_admin, daybook_system_admin with check (( SELECT security.is_entered() AS is_entered));
create policy user_change_update_everywhere on security.operating_system_user as permissive for update to daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy user_read_select_everywhere on security.operating_system_user as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.operating_system_user is 'As whom the command line acts for a user of the machine.';
comment on column security.operating_system_user.user_name is 'User of the operating system (personal data).';
comment on column security.operating_system_user.person_id is 'Person.';
grant delete, insert, select, update on table security.operating_system_user to daybook_forecast_admin;
grant delete, insert, select, update on table security.operating_system_user to daybook_security_admin;
grant delete, insert, select, update on table security.operating_system_user to daybook_system_admin;
grant select on table security.operating_system_user to daybook_auditor;

create table security.person (
  person_id bigint not null generated always as identity,
  user_id text not null,
  display_name text,
  origin text not null,
  is_enabled boolean not null default true,
  disabled_reason text,
  acting_role name,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint person_disabled_has_a_reason CHECK ((is_enabled OR (disabled_reason IS NOT NULL))),
  constraint person_origin_is_known CHECK ((origin = ANY (ARRAY['feed'::text, 'mapping'::text, 'service'::text, 'demo'::text]))),
  constraint person_pkey PRIMARY KEY (person_id),
  constraint person_user_id_is_plain CHECK (((user_id = lower(TRIM(BOTH FROM user_id))) AND (user_id <> ''::text))),
  constraint person_user_id_is_unique UNIQUE (user_id)
);
alter table security.person enable row level security;
alter table security.person force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.person', '{person_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.person', '{person_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.person FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.person', '{person_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.person', '{person_id}'); -- enabled: A
create policy asked_by_the_trail on security.person as permissive for select to daybook_audit using (true);
create policy user_change_insert_everywhere on security.person as permissive for insert to daybook_forecast_admin, daybook_security_admin, daybook_system_admin with check (( SELECT security.is_entered() AS is_entered));
create policy user_change_update_everywhere on security.person as permissive for update to daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy user_read_select_everywhere on security.person as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.person is 'People and services that may sign in.';
comment on column security.person.person_id is 'Number of the person; the trail names nobody otherwise.';
comment on column security.person.user_id is 'Name at sign-in, lower case: the e-mail address or user of Workday (personal data).';
comment on column security.person.display_name is 'Name for people (personal data).';
comment on column security.person.origin is 'feed (Workday), mapping, service or demo.';
comment on column security.person.is_enabled is 'False: nobody signs in as this person.';
comment on column security.person.disabled_reason is 'Why it was disabled.';
comment on column security.person.acting_role is 'Role of PostgreSQL that requests of this person take on: it holds the roles of the person and nothing else.';
comment on column security.person.last_seen_at is 'When the person last acted, to a few minutes.';
comment on column security.person.created_at is 'When the person became known.';
grant insert, select, update on table security.person to daybook_forecast_admin;
grant insert, select, update on table security.person to daybook_security_admin;
grant insert, select, update on table security.person to daybook_system_admin;
grant select on table security.person to daybook_audit;
grant select on table security.person to daybook_auditor;

create table security.person_subject (
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  first_seen_at timestamp with time zone not null default now(),
  constraint person_subject_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint person_subject_pkey PRIMARY KEY (issuer, subject)
);
alter table security.person_subject enable row level security;
alter table security.person_subject force row level security;
CREATE INDEX person_subject_person_id ON security.person_subject USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.person_subject REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.person_subject', '{issuer,subject}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.person_subject REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.person_subject', '{issuer,subject}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.person_subject FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.person_subject', '{issuer,subject}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.person_subject REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.person_subject', '{issuer,subject}'); -- enabled: A
create policy user_read_select_everywhere on security.person_subject as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.person_subject is 'Which account of which identity provider is which person; bound at the first sign-in.';
comment on column security.person_subject.issuer is 'Address of the provider.';
comment on column security.person_subject.subject is 'Account at the provider, which never changes (personal data).';
comment on column security.person_subject.person_id is 'Person.';
comment on column security.person_subject.first_seen_at is 'First sign-in.';
grant select on table security.person_subject to daybook_auditor;
grant select on table security.person_subject to daybook_forecast_admin;
grant select on table security.person_subject to daybook_security_admin;
grant select on table security.person_subject to daybook_system_admin;

create table security.personal_column (
  relation text not null,
  column_name text not null,
  class text not null,
  is_sealed boolean not null default false,
  constraint personal_column_class_is_known CHECK ((class = ANY (ARRAY['name'::text, 'contact'::text, 'identifier'::text, 'login'::text, 'pay'::text, 'record'::text]))),
  constraint personal_column_pkey PRIMARY KEY (relation, column_name)
);
alter table security.personal_column enable row level security;
alter table security.personal_column force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.personal_column REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.personal_column', '{relation,column_name}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.personal_column REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.personal_column', '{relation,column_name}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.personal_column FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.personal_column', '{relation,column_name}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.personal_column REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.personal_column', '{relation,column_name}'); -- enabled: A
create policy asked_by_the_trail on security.personal_column as permissive for select to daybook_audit using (true);
create policy personal_data_read_select_everywhere on security.personal_column as permissive for select to daybook_auditor, daybook_security_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.personal_column is 'The inventory of personal data: every column that says so in its comment (operations.md 2.3).';
comment on column security.personal_column.relation is 'Table with its schema.';
comment on column security.personal_column.column_name is 'Column.';
comment on column security.personal_column.class is 'name, contact (e-mail), identifier (employee number), login, pay, or record (a whole record as received).';
comment on column security.personal_column.is_sealed is 'The column holds a pseudonym; the value itself lies encrypted in security.subject.';
grant select on table security.personal_column to daybook_audit;
grant select on table security.personal_column to daybook_auditor;
grant select on table security.personal_column to daybook_security_admin;

create table security.privilege (
  role text not null,
  object text not null,
  action text not null,
  scope text not null,
  note text,
  constraint privilege_action_is_known CHECK ((action = ANY (ARRAY['read'::text, 'change'::text, 'approve'::text, 'execute'::text]))),
  constraint privilege_object_exists FOREIGN KEY (object) REFERENCES security.object(object),
  constraint privilege_pkey PRIMARY KEY (role, object, action),
  constraint privilege_role_exists FOREIGN KEY (role) REFERENCES security.role(role),
  constraint privilege_scope_is_known CHECK ((scope = ANY (ARRAY['self'::text, 'own'::text, 'district'::text, 'region'::text, 'hierarchy'::text, 'all'::text])))
);
alter table security.privilege enable row level security;
alter table security.privilege force row level security;
CREATE INDEX privilege_object ON security.privilege USING btree (object);
CREATE TRIGGER privilege_is_not_changed_by_its_holder BEFORE INSERT OR DELETE OR UPDATE ON security.privilege FOR EACH ROW EXECUTE FUNCTION security.check_privilege();
CREATE TRIGGER trail_delete AFTER DELETE ON security.privilege REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.privilege', '{role,object,action}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.privilege REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.privilege', '{role,object,action}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.privilege FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.privilege', '{role,object,action}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.privilege REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.privilege', '{role,object,action}'); -- enabled: A
create policy right_read_select_everywhere on security.privilege as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.privilege is 'The rights matrix: what is not listed is denied. Changing it makes grants and policies anew.';
comment on column security.privilege.role is 'Role.';
comment on column security.privilege.object is 'Object.';
comment on column security.privilege.action is 'read, change, approve or execute.';
comment on column security.privilege.scope is 'Whose rows: all; self (what the person did); own, district, region and hierarchy are the sites that the role gives the person (effective_site).';
comment on column security.privilege.note is 'What else holds, for people.';
grant select on table security.privilege to daybook_auditor;
grant select on table security.privilege to daybook_security_admin;
grant select on table security.privilege to daybook_system_admin;

create table security.purge (
  purge_id bigint not null generated always as identity,
  purged_at timestamp with time zone not null default now(),
  as_of_on date not null,
  purged_by bigint,
  report jsonb not null,
  constraint purge_is_not_ahead CHECK ((as_of_on <= (((purged_at AT TIME ZONE 'UTC'::text))::date + 1))),
  constraint purge_pkey PRIMARY KEY (purge_id),
  constraint purge_purged_by_exists FOREIGN KEY (purged_by) REFERENCES security.person(person_id)
);
alter table security.purge enable row level security;
alter table security.purge force row level security;
CREATE INDEX purge_purged_by ON security.purge USING btree (purged_by) WHERE (purged_by IS NOT NULL);
CREATE TRIGGER trail_delete AFTER DELETE ON security.purge REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.purge', '{purge_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.purge REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.purge', '{purge_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.purge FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.purge', '{purge_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.purge REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.purge', '{purge_id}'); -- enabled: A
create policy retention_read_select_everywhere on security.purge as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.purge is 'What was purged when.';
comment on column security.purge.purge_id is 'Number of the run.';
comment on column security.purge.purged_at is 'When it ran.';
comment on column security.purge.as_of_on is 'The day from which ages were counted.';
comment on column security.purge.purged_by is 'Who ran it.';
comment on column security.purge.report is 'By class: table, rows gone, rows kept by a hold, oldest month kept.';
grant select on table security.purge to daybook_auditor;
grant select on table security.purge to daybook_security_admin;
grant select on table security.purge to daybook_system_admin;

create table security.retention_class (
  retention_class text not null,
  relation text not null,
  time_column text not null,
  keep_months integer not null,
  condition text,
  source text not null,
  constraint retention_class_keeps_something CHECK ((keep_months > 0)),
  constraint retention_class_keeps_the_trail CHECK (((relation <> 'audit.entry'::text) OR (keep_months >= 84))),
  constraint retention_class_pkey PRIMARY KEY (retention_class)
);
alter table security.retention_class enable row level security;
alter table security.retention_class force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.retention_class REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.retention_class', '{retention_class}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.retention_class REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.retention_class', '{retention_class}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.retention_class FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.retention_class', '{retention_class}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.retention_class REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.retention_class', '{retention_class}'); -- enabled: A
create policy retention_change_insert_everywhere on security.retention_class as permissive for insert to daybook_security_admin with check (( SELECT security.is_entered() AS is_entered));
create policy retention_change_update_everywhere on security.retention_class as permissive for update to daybook_security_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy retention_read_select_everywhere on security.retention_class as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.retention_class is 'How long rows are kept (operations.md 2.4); longer by a changed number, and never shorter than a legal hold.';
comment on column security.retention_class.retention_class is 'Name.';
comment on column security.retention_class.relation is 'Table with its schema.';
comment on column security.retention_class.time_column is 'Column that tells the age of a row.';
comment on column security.retention_class.keep_months is 'Months a row is kept after the month of that time.';
comment on column security.retention_class.condition is 'Further condition on rows that may go, as SQL.';
comment on column security.retention_class.source is 'Where the rule comes from.';
grant insert, select, update on table security.retention_class to daybook_security_admin;
grant select on table security.retention_class to daybook_auditor;
grant select on table security.retention_class to daybook_system_admin;

create table security.role (
  role text not null,
  database_role name not null,
  says text not null,
  kind text not null,
  is_temporary_only boolean not null default false,
  needs_step_up boolean not null default false,
  constraint role_database_role_is_unique UNIQUE (database_role),
  constraint role_kind_is_known CHECK ((kind = ANY (ARRAY['person'::text, 'service'::text]))),
  constraint role_pkey PRIMARY KEY (role)
);
alter table security.role enable row level security;
alter table security.role force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.role REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.role', '{role}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.role REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.role', '{role}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.role FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.role', '{role}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.role REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.role', '{role}'); -- enabled: A
create policy asked_by_the_trail on security.role as permissive for select to daybook_audit using (true);
create policy right_read_select_everywhere on security.role as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.role is 'Roles of the product; each is a role of the database as well.';
comment on column security.role.role is 'Name as the product writes it, for example accountManager.';
comment on column security.role.database_role is 'Role of PostgreSQL that carries its grants and policies.';
comment on column security.role.says is 'Who holds it.';
comment on column security.role.kind is 'person, or service for integrations.';
comment on column security.role.is_temporary_only is 'It may be held only until a date and with a reason, such as a support session.';
comment on column security.role.needs_step_up is 'What it may change needs a sign-in of the last minutes (step-up).';
grant select on table security.role to daybook_audit;
grant select on table security.role to daybook_auditor;
grant select on table security.role to daybook_security_admin;
grant select on table security.role to daybook_system_admin;

create table security.role_assignment (
  role_assignment_id bigint not null generated always as identity,
  person_id bigint not null,
  role text not null,
  place_kind text,
  place text,
  valid_from_on date not null default CURRENT_DATE,
  valid_to_on date,
  reason text not null,
  assigned_by bigint,
  assigned_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  ended_by bigint,
  ended_reason text,
  constraint role_assignment_assigned_by_exists FOREIGN KEY (assigned_by) REFERENCES security.person(person_id),
  constraint role_assignment_end_has_a_reason CHECK (((ended_at IS NULL) OR (ended_reason IS NOT NULL))),
  constraint role_assignment_ended_by_exists FOREIGN KEY (ended_by) REFERENCES security.person(person_id),
  constraint role_assignment_ends_after_it_begins CHECK ((valid_to_on > valid_from_on)),
  constraint role_assignment_has_a_reason CHECK ((length(TRIM(BOTH FROM reason)) > 0)),
  constraint role_assignment_is_not_to_oneself CHECK ((assigned_by <> person_id)),
  constraint role_assignment_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint role_assignment_pkey PRIMARY KEY (role_assignment_id),
  constraint role_assignment_place_is_whole CHECK (((place_kind IS NULL) = (place IS NULL))),
  constraint role_assignment_place_kind_is_known CHECK ((place_kind = ANY (ARRAY['site'::text, 'district'::text, 'region'::text]))),
  constraint role_assignment_role_exists FOREIGN KEY (role) REFERENCES security.role(role)
);
alter table security.role_assignment enable row level security;
alter table security.role_assignment force row level security;
CREATE INDEX role_assignment_assigned_by ON security.role_assignment USING btree (assigned_by) WHERE (assigned_by IS NOT NULL);
CREATE INDEX role_assignment_ended_by ON security.role_assignment USING btree (ended_by) WHERE (ended_by IS NOT NULL);
CREATE INDEX role_assignment_person_id ON security.role_assignment USING btree (person_id);
CREATE INDEX role_assignment_role ON security.role_assignment USING btree (role);
CREATE TRIGGER access_follows AFTER INSERT OR DELETE OR UPDATE ON security.role_assignment FOR EACH STATEMENT EXECUTE FUNCTION security.follow_assignments();
CREATE TRIGGER role_assignment_keeps_duties_apart BEFORE INSERT OR UPDATE ON security.role_assignment FOR EACH ROW EXECUTE FUNCTION security.check_assignment();
CREATE TRIGGER trail_delete AFTER DELETE ON security.role_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.role_assignment', '{role_assignment_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.role_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.role_assignment', '{role_assignment_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.role_assignment FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.role_assignment', '{role_assignment_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.role_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.role_assignment', '{role_assignment_id}'); -- enabled: A
create policy user_change_insert_everywhere on security.role_assignment as permissive for insert to daybook_forecast_admin, daybook_security_admin, daybook_system_admin with check (( SELECT security.is_entered() AS is_entered));
create policy user_change_update_everywhere on security.role_assignment as permissive for update to daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy user_read_select_everywhere on security.role_assignment as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.role_assignment is 'The mapping table: roles above district manager, and those of billing, finance, administration, audit and services.';
comment on column security.role_assignment.role_assignment_id is 'Number of the assignment.';
comment on column security.role_assignment.person_id is 'Who holds the role.';
comment on column security.role_assignment.role is 'Role.';
comment on column security.role_assignment.place_kind is 'site, district or region, when the role is held for one.';
comment on column security.role_assignment.place is 'Number of the site, or name of the district or region.';
comment on column security.role_assignment.valid_from_on is 'First day.';
comment on column security.role_assignment.valid_to_on is 'First day on which it no longer holds; null without end.';
comment on column security.role_assignment.reason is 'Why it was given.';
comment on column security.role_assignment.assigned_by is 'Who gave it; null for the installation itself.';
comment on column security.role_assignment.assigned_at is 'When it was given.';
comment on column security.role_assignment.ended_at is 'When it was taken back.';
comment on column security.role_assignment.ended_by is 'Who took it back.';
comment on column security.role_assignment.ended_reason is 'Why it was taken back.';
grant insert, select, update on table security.role_assignment to daybook_forecast_admin;
grant insert, select, update on table security.role_assignment to daybook_security_admin;
grant insert, select, update on table security.role_assignment to daybook_system_admin;
grant select on table security.role_assignment to daybook_auditor;

create table security.role_conflict (
  role text not null,
  other_role text not null,
  reason text not null,
  constraint role_conflict_is_written_once CHECK ((role < other_role)),
  constraint role_conflict_other_role_exists FOREIGN KEY (other_role) REFERENCES security.role(role),
  constraint role_conflict_pkey PRIMARY KEY (role, other_role),
  constraint role_conflict_role_exists FOREIGN KEY (role) REFERENCES security.role(role)
);
alter table security.role_conflict enable row level security;
alter table security.role_conflict force row level security;
CREATE INDEX role_conflict_other_role ON security.role_conflict USING btree (other_role);
CREATE TRIGGER trail_delete AFTER DELETE ON security.role_conflict REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.role_conflict', '{role,other_role}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.role_conflict REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.role_conflict', '{role,other_role}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.role_conflict FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.role_conflict', '{role,other_role}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.role_conflict REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.role_conflict', '{role,other_role}'); -- enabled: A
create policy right_change_delete_everywhere on security.role_conflict as permissive for delete to daybook_security_admin using (( SELECT security.is_entered() AS is_entered));
create policy right_change_insert_everywhere on security.role_conflict as permissive for insert to daybook_security_admin with check (( SELECT security.is_entered() AS is_entered));
create policy right_change_update_everywhere on security.role_conflict as permissive for update to daybook_security_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy right_read_select_everywhere on security.role_conflict as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.role_conflict is 'Roles that one person may not hold at once (operations.md 1.6).';
comment on column security.role_conflict.role is 'The role that comes first in the alphabet.';
comment on column security.role_conflict.other_role is 'The other.';
comment on column security.role_conflict.reason is 'Which duties it keeps apart.';
grant delete, insert, select, update on table security.role_conflict to daybook_security_admin;
grant select on table security.role_conflict to daybook_auditor;
grant select on table security.role_conflict to daybook_system_admin;

create table security.seal (
  is_only boolean not null default true,
  secret bytea not null default sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))),
  constraint seal_has_one_row CHECK (is_only),
  constraint seal_pkey PRIMARY KEY (is_only)
);
alter table security.seal enable row level security;
alter table security.seal force row level security;
create policy asked_by_the_trail on security.seal as permissive for select to daybook_audit using (true);
comment on table security.seal is 'The secret with which the database seals the name of a caller, so that a setting cannot be forged. No role reads it.';
comment on column security.seal.is_only is 'Always true: there is one.';
comment on column security.seal.secret is 'Random bytes, made with the database.';
grant select on table security.seal to daybook_audit;

create table security.session (
  session_id uuid not null default gen_random_uuid(),
  token_sha256 bytea not null,
  person_id bigint not null,
  method text not null,
  scopes text[],
  opened_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  idle_ends_after interval not null,
  ends_at timestamp with time zone not null,
  stepped_up_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_reason text,
  constraint session_end_has_a_reason CHECK (((ended_at IS NULL) = (ended_reason IS NULL))),
  constraint session_method_is_known CHECK ((method = ANY (ARRAY['sign-in'::text, 'client credentials'::text]))),
  constraint session_person_exists FOREIGN KEY (person_id) REFERENCES security.person(person_id),
  constraint session_pkey PRIMARY KEY (session_id),
  constraint session_token_is_unique UNIQUE (token_sha256)
);
alter table security.session enable row level security;
alter table security.session force row level security;
CREATE INDEX session_person_id ON security.session USING btree (person_id);
CREATE TRIGGER trail_delete AFTER DELETE ON security.session REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.session', '{session_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.session REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.session', '{session_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.session FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.session', '{session_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.session REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.session', '{session_id}'); -- enabled: A
create policy session_read_select_everywhere on security.session as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.session is 'Who is signed in. The token itself is kept nowhere, only its SHA-256.';
comment on column security.session.session_id is 'Session.';
comment on column security.session.token_sha256 is 'SHA-256 of the token that requests show.';
comment on column security.session.person_id is 'Person or service.';
comment on column security.session.method is 'sign-in (OpenID Connect) or client credentials (a service).';
comment on column security.session.scopes is 'What a service may use; null for people, whose roles decide alone.';
comment on column security.session.opened_at is 'When it began.';
comment on column security.session.last_used_at is 'When it was last used, to a minute.';
comment on column security.session.idle_ends_after is 'It ends when it was not used for so long.';
comment on column security.session.ends_at is 'It ends then in any case.';
comment on column security.session.stepped_up_at is 'When the person last proved with a second factor that it is really them.';
comment on column security.session.ended_at is 'When it was ended before its time.';
comment on column security.session.ended_reason is 'Why: signed out, role changed, revoked, disabled.';
grant select on table security.session (ended_at) to daybook_auditor;
grant select on table security.session (ended_at) to daybook_security_admin;
grant select on table security.session (ended_at) to daybook_system_admin;
grant select on table security.session (ended_reason) to daybook_auditor;
grant select on table security.session (ended_reason) to daybook_security_admin;
grant select on table security.session (ended_reason) to daybook_system_admin;
grant select on table security.session (ends_at) to daybook_auditor;
grant select on table security.session (ends_at) to daybook_security_admin;
grant select on table security.session (ends_at) to daybook_system_admin;
grant select on table security.session (idle_ends_after) to daybook_auditor;
grant select on table security.session (idle_ends_after) to daybook_security_admin;
grant select on table security.session (idle_ends_after) to daybook_system_admin;
grant select on table security.session (last_used_at) to daybook_auditor;
grant select on table security.session (last_used_at) to daybook_security_admin;
grant select on table security.session (last_used_at) to daybook_system_admin;
grant select on table security.session (method) to daybook_auditor;
grant select on table security.session (method) to daybook_security_admin;
grant select on table security.session (method) to daybook_system_admin;
grant select on table security.session (opened_at) to daybook_auditor;
grant select on table security.session (opened_at) to daybook_security_admin;
grant select on table security.session (opened_at) to daybook_system_admin;
grant select on table security.session (person_id) to daybook_auditor;
grant select on table security.session (person_id) to daybook_security_admin;
grant select on table security.session (person_id) to daybook_system_admin;
grant select on table security.session (scopes) to daybook_auditor;
grant select on table security.session (scopes) to daybook_security_admin;
grant select on table security.session (scopes) to daybook_system_admin;
grant select on table security.session (session_id) to daybook_auditor;
grant select on table security.session (session_id) to daybook_security_admin;
grant select on table security.session (session_id) to daybook_system_admin;
grant select on table security.session (stepped_up_at) to daybook_auditor;
grant select on table security.session (stepped_up_at) to daybook_security_admin;
grant select on table security.session (stepped_up_at) to daybook_system_admin;

create table security.site_place (
  site_id text not null,
  district text,
  region text,
  constraint site_place_pkey PRIMARY KEY (site_id)
);
alter table security.site_place enable row level security;
alter table security.site_place force row level security;
CREATE INDEX site_place_region ON security.site_place USING btree (region);
create policy site_information_read_select_by_site on security.site_place as permissive for select to daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_information_read_select_everywhere on security.site_place as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_site_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.site_place is 'Where a site belongs now; made anew with every site list.';
comment on column security.site_place.site_id is 'Site number.';
comment on column security.site_place.district is 'District.';
comment on column security.site_place.region is 'Region of the senior vice president.';
grant select on table security.site_place to daybook_auditor;
grant select on table security.site_place to daybook_billing_admin;
grant select on table security.site_place to daybook_billing_manager;
grant select on table security.site_place to daybook_contract_admin;
grant select on table security.site_place to daybook_finance_manager;
grant select on table security.site_place to daybook_forecast_admin;
grant select on table security.site_place to daybook_revenue_approver;
grant select on table security.site_place to daybook_site_admin;
grant select on table security.site_place to daybook_territory_manager;

create table security.subject (
  subject_id bigint not null generated always as identity,
  pseudonym text not null,
  class text not null,
  key_version integer,
  wrapped_key bytea,
  ciphertext bytea,
  added_at timestamp with time zone not null default now(),
  erased_at timestamp with time zone,
  constraint subject_is_readable_until_erased CHECK ((((erased_at IS NULL) AND (wrapped_key IS NOT NULL) AND (ciphertext IS NOT NULL) AND (key_version IS NOT NULL)) OR ((erased_at IS NOT NULL) AND (wrapped_key IS NULL) AND (ciphertext IS NULL)))),
  constraint subject_pkey PRIMARY KEY (subject_id),
  constraint subject_pseudonym_is_unique UNIQUE (pseudonym)
);
alter table security.subject enable row level security;
alter table security.subject force row level security;
comment on table security.subject is 'People by pseudonym. The identifier lies here encrypted (AES-256-GCM) under a key of its own, which is itself encrypted under the master key: without that key the pseudonyms in the facts mean nobody.';
comment on column security.subject.subject_id is 'Number of the subject.';
comment on column security.subject.pseudonym is 'What stands in the facts instead of the identifier.';
comment on column security.subject.class is 'Class of the identifier.';
comment on column security.subject.key_version is 'Which master key wraps the key of the subject.';
comment on column security.subject.wrapped_key is 'Key of the subject, encrypted under the master key.';
comment on column security.subject.ciphertext is 'The identifier, encrypted under the key of the subject.';
comment on column security.subject.added_at is 'When it was first seen.';
comment on column security.subject.erased_at is 'When key and ciphertext were erased.';

create table security.table_class (
  relation text not null,
  data_class smallint not null,
  audited text not null,
  reason text not null,
  constraint table_class_audited_is_known CHECK ((audited = ANY (ARRAY['by row'::text, 'by batch'::text, 'no'::text]))),
  constraint table_class_data_class_is_known CHECK (((data_class >= 0) AND (data_class <= 4))),
  constraint table_class_pkey PRIMARY KEY (relation)
);
alter table security.table_class enable row level security;
alter table security.table_class force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON security.table_class REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('security.table_class', '{relation}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON security.table_class REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('security.table_class', '{relation}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON security.table_class FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('security.table_class', '{relation}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON security.table_class REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('security.table_class', '{relation}'); -- enabled: A
create policy personal_data_read_select_everywhere on security.table_class as permissive for select to daybook_auditor, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table security.table_class is 'Class of every table (operations.md 1.5) and how its changes are audited; a table without a row here fails the build.';
comment on column security.table_class.relation is 'Table with its schema.';
comment on column security.table_class.data_class is '0 public, 1 internal, 2 confidential (financial), 3 restricted (personal), 4 regulated.';
comment on column security.table_class.audited is 'by row: triggers write the trail; by batch: the load is in the trail; no: see the reason.';
comment on column security.table_class.reason is 'Why it is audited so.';
grant select on table security.table_class to daybook_auditor;
grant select on table security.table_class to daybook_security_admin;
grant select on table security.table_class to daybook_system_admin;

CREATE OR REPLACE FUNCTION security.acting_role_for(roles text[])
 RETURNS name
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  acting name := 'daybook_acting_' || left(encode(sha256(convert_to(array_to_string(roles, ','), 'UTF8')), 'hex'), 32);
  one text;
begin
  if exists (
    select from pg_auth_members
    where roleid = (select oid from pg_roles where rolname = acting) and member = 'daybook_service'::regrole) then
    return acting;
  end if;
  perform security.ensure_role(acting);
  perform security.ensure_membership(acting, 'daybook_stages', 'inherit');
  perform security.ensure_membership(acting, 'daybook_member', 'inherit');
  foreach one in array roles loop
    perform security.ensure_membership(
      acting, (select database_role from security.role where role = one), 'inherit');
  end loop;
  perform security.ensure_membership(current_user, acting, 'set');
  -- Last: whoever finds it here finds it whole.
  perform security.ensure_membership('daybook_service', acting, 'set');
  return acting;
end
$function$;
comment on function security.acting_role_for(roles text[]) is 'Role of the database that holds exactly these roles (sorted); made when nobody had this set before.';
revoke all on function security.acting_role_for(roles text[]) from public;

CREATE OR REPLACE FUNCTION security.acts_for(asked_object text, asked_action text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from security.effective_role as held
    join security.privilege as granted on granted.role = held.role
    where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action and granted.scope = 'all');
end
$function$;
comment on function security.acts_for(asked_object text, asked_action text) is 'The caller may do this everywhere.';
grant execute on function security.acts_for(asked_object text, asked_action text) to daybook_member;
revoke all on function security.acts_for(asked_object text, asked_action text) from public;

CREATE OR REPLACE FUNCTION security.acts_for_own(asked_object text, asked_action text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (
    select from security.effective_role as held
    join security.privilege as granted on granted.role = held.role
    where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action and granted.scope = 'self');
end
$function$;
comment on function security.acts_for_own(asked_object text, asked_action text) is 'The caller may do this to what is the caller''s own doing.';
grant execute on function security.acts_for_own(asked_object text, asked_action text) to daybook_member;
revoke all on function security.acts_for_own(asked_object text, asked_action text) from public;

CREATE OR REPLACE FUNCTION security.admit(token text)
 RETURNS TABLE(sealed text, acting name)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select security.sealed_entry(person_id, acting), acting
  from security.find_token(token) cross join lateral security.require_current_roles(person_id) as acting
  where verdict = 'good'
$function$;
comment on function security.admit(token text) is 'What a transaction needs to become that of the token''s person.';
grant execute on function security.admit(token text) to daybook_service;
revoke all on function security.admit(token text) from public;

CREATE OR REPLACE FUNCTION security.any_pattern(identifiers text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select string_agg(security.value_pattern(identifier), '|') from unnest(identifiers) as identifier
$function$;
comment on function security.any_pattern(identifiers text[]) is 'Pattern that finds any of the identifiers inside a text.';
revoke all on function security.any_pattern(identifiers text[]) from public;

CREATE OR REPLACE FUNCTION security.apply_rights()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  granted record;
begin
  perform security.ensure_role(database_role), security.ensure_membership(database_role, 'daybook_member', 'inherit')
  from security.role;
  perform security.withdraw_rights();
  grant usage on schema api to daybook_member;
  -- A view shows what its tables let its reader see, so it may be granted to everybody who can enter.
  grant select on all tables in schema api to daybook_member;
  grant usage on schema sources, warehouse, contracts, billing, forecasting, security, audit
    to daybook_stages;
  perform security.grant_functions();
  perform security.grant_relation(made_of, array_agg(distinct database_role))
  from security.object_relation as made_of
  join security.privilege using (object, action)
  join security.role using (role)
  where made_of.command = 'null' or scope = 'all'
    or (security.reach_of(scope) = 'by_site' and made_of.site_column is not null)
    or (security.reach_of(scope) = 'by_self' and made_of.self_column is not null)
  group by made_of;
  -- One policy for all objects that a table belongs to: the fewer there are, the less a statement has to ask.
  for granted in
    select
      (array_agg(made_of order by made_of.object))[1] as made_of, array_agg(distinct made_of.object) as objects,
      security.reach_of(scope) as reach, array_agg(distinct role) as roles
    from security.object_relation as made_of
    join security.privilege using (object, action)
    where made_of.command <> 'null'
      and (security.reach_of(scope) <> 'by_site' or made_of.site_column is not null)
      and (security.reach_of(scope) <> 'by_self' or made_of.self_column is not null)
    group by made_of.relation, made_of.action, made_of.command, made_of.site_column, made_of.self_column,
      made_of.condition, security.reach_of(scope)
    order by made_of.relation, made_of.action, made_of.command, reach, objects
  loop
    perform security.grant_policy(granted.made_of, granted.objects, granted.reach, granted.roles);
  end loop;
end
$function$;
comment on function security.apply_rights() is 'Makes roles, grants and policies of the matrix. Runs after every change of the definitions and of the matrix.';
revoke all on function security.apply_rights() from public;

CREATE OR REPLACE FUNCTION security.caller()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user))[1]::bigint;
end
$function$;
comment on function security.caller() is 'Who acts in this transaction: the person it was opened for, or the one whose login this is; null is nobody.';
grant execute on function security.caller() to daybook_audit;
grant execute on function security.caller() to daybook_member;
revoke all on function security.caller() from public;

CREATE OR REPLACE FUNCTION security.check_assignment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  who bigint := security.caller();
  stopped text;
begin
  if tg_op = 'UPDATE' then
    -- An assignment is ended, never rewritten.
    new := (old.role_assignment_id, old.person_id, old.role, old.place_kind, old.place, old.valid_from_on,
      old.valid_to_on, old.reason, old.assigned_by, old.assigned_at, coalesce(old.ended_at, new.ended_at),
      coalesce(old.ended_by, who), coalesce(old.ended_reason, new.ended_reason));
    return new;
  end if;
  new.assigned_by := coalesce(who, new.assigned_by);
  if new.valid_to_on is null and exists (
    select from security.role where role.role = new.role and is_temporary_only) then
    raise exception 'the role % is given until a date only', new.role using errcode = 'check_violation';
  end if;
  stopped := case
    when new.assigned_by = new.person_id then 'receive access'
    -- FP&A keeps the mapping above district manager; the other roles are not theirs to give.
    when who is not null and new.role not in ('regionalVp', 'svp', 'corporateConsumer')
      and not security.holds_any(who, '{systemAdmin,securityAdmin}') then 'keep the mapping above district manager'
    else security.conflicting_role(new.person_id, new.role)
  end;
  if stopped is not null then
    perform security.note_conflict('grant ' || new.role, stopped, 'person ' || new.person_id);
    return null;
  end if;
  return new;
end
$function$;
comment on function security.check_assignment() is 'Trigger: nobody gives a role to himself, out of turn, or to a person who holds a conflicting one.';
revoke all on function security.check_assignment() from public;

CREATE OR REPLACE FUNCTION security.check_privilege()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  changed_role text := case tg_op when 'DELETE' then old.role else new.role end;
begin
  if security.holds_any(security.caller(), array[changed_role]) then
    perform security.note_conflict('change the rights of ' || changed_role, 'hold ' || changed_role,
      'person ' || security.caller());
    return null;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$function$;
comment on function security.check_privilege() is 'Trigger: nobody changes the rights of a role of his own.';
revoke all on function security.check_privilege() from public;

CREATE OR REPLACE FUNCTION security.claim_login(known name, who bigint, secret text, OUT verdict text, OUT at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  claim record;
begin
  select claim_ends_at, claimed_at, created_at into claim
  from security.database_login where login_name = known and person_id = who for update;
  if not found then
    verdict := 'unknown';
    return;
  end if;
  if claim.claim_ends_at is null or claim.claimed_at is not null then
    verdict := 'used';
    at := coalesce(claim.claimed_at, claim.created_at);
  elsif claim.claim_ends_at <= now() then
    verdict := 'expired';
    at := claim.claim_ends_at;
  else
    verdict := 'claimed';
    at := now();
    execute format('alter role %I login password %L', known, secret);
    update security.database_login set claimed_at = at where login_name = known;
    return;
  end if;
  perform security.note_refused_claim(known, verdict);
end
$function$;
comment on function security.claim_login(known name, who bigint, secret text, OUT verdict text, OUT at timestamp with time zone) is 'Sets the password of a login for its person, once and in time; a refusal is a verdict, so that its record is kept.';
revoke all on function security.claim_login(known name, who bigint, secret text, OUT verdict text, OUT at timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION security.conflicting_role(who bigint, wanted text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case when conflict.role = wanted then conflict.other_role else conflict.role end
  from security.role_conflict as conflict
  join (
    select role from security.effective_role where person_id = who
    union
    select role from security.role_assignment
    where person_id = who and ended_at is null and coalesce(valid_to_on, 'infinity') > current_date
  ) as held on held.role in (conflict.role, conflict.other_role) and held.role <> wanted
  where wanted in (conflict.role, conflict.other_role)
  limit 1
$function$;
comment on function security.conflicting_role(who bigint, wanted text) is 'A role that the person holds and may not hold together with the wanted one; null when there is none.';
revoke all on function security.conflicting_role(who bigint, wanted text) from public;

CREATE OR REPLACE FUNCTION security.described_people()
 RETURNS TABLE(person_id bigint, user_id text, display_name text, origin text, is_enabled boolean, disabled_reason text, last_seen_at timestamp with time zone, roles text[], sites integer)
 LANGUAGE sql
 STABLE
AS $function$
  select
    person.person_id, person.user_id, person.display_name, person.origin, person.is_enabled, person.disabled_reason,
    person.last_seen_at,
    array(
      select held.role from security.effective_role as held
      where held.person_id = person.person_id and coalesce(held.valid_to_on, 'infinity') > current_date
      order by held.role),
    (select count(distinct site_id)::integer from security.effective_site as reached
      where reached.person_id = person.person_id)
  from security.person
$function$;
comment on function security.described_people() is 'People with their roles of today and the number of sites that these are bound to (personal data).';
grant execute on function security.described_people() to daybook_member;
revoke all on function security.described_people() from public;

CREATE OR REPLACE FUNCTION security.drop_expired_months(class security.retention_class, as_of date)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  month record;
  gone bigint := 0;
  counted bigint;
begin
  -- A month that is over and holds nothing that is kept goes as a whole; that costs the same for any number of rows.
  for month in
    select inhrelid::regclass as name from pg_inherits where inhparent = class.relation::regclass order by 1
  loop
    execute format('select case when bool_and((%s) and not (%s)) then count(*) end from %s',
      security.purge_condition(class, as_of), security.held_condition(class), month.name)
    into counted;
    if counted > 0 then
      execute format('drop table %s', month.name);
      gone := gone + counted;
    end if;
  end loop;
  return gone;
end
$function$;
comment on function security.drop_expired_months(class security.retention_class, as_of date) is 'Drops the months of a partitioned table of which nothing is kept; how many rows.';
revoke all on function security.drop_expired_months(class security.retention_class, as_of date) from public;

CREATE OR REPLACE FUNCTION security.end_login(known name)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  delete from security.database_login where login_name = known;
  if not found then
    return false;
  end if;
  execute format('revoke connect on database %I from %I', current_database(), known);
  execute format('drop role %I', known);
  return true;
end
$function$;
comment on function security.end_login(known name) is 'Ends a login of the database; false when it is none of ours.';
revoke all on function security.end_login(known name) from public;

CREATE OR REPLACE FUNCTION security.ensure_membership(member name, of_role name, how text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from pg_auth_members
    where roleid = of_role::regrole and pg_auth_members.member = ensure_membership.member::regrole
      and inherit_option = (how = 'inherit') and set_option = (how = 'set')) then
    return;
  end if;
  execute format('grant %I to %I with inherit %s, set %s',
    of_role, member, (how = 'inherit')::text, (how = 'set')::text);
exception when unique_violation or internal_error then
  -- Another database of this server granted the same in the same moment.
  perform pg_sleep(0.01);
  execute format('grant %I to %I with inherit %s, set %s',
    of_role, member, (how = 'inherit')::text, (how = 'set')::text);
end
$function$;
comment on function security.ensure_membership(member name, of_role name, how text) is 'Makes a role a member of another: to inherit what it may, or to set it.';
revoke all on function security.ensure_membership(member name, of_role name, how text) from public;

CREATE OR REPLACE FUNCTION security.ensure_role(wanted name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from pg_roles where rolname = wanted) then
    execute format('create role %I nologin noinherit', wanted);
  end if;
exception when duplicate_object or unique_violation then
  -- Another database of this server made it in the same moment.
  null;
end
$function$;
comment on function security.ensure_role(wanted name) is 'Makes a role of the database unless it is there.';
revoke all on function security.ensure_role(wanted name) from public;

CREATE OR REPLACE FUNCTION security.enter(token text, request text, reason text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  entry record;
begin
  select * into entry from security.admit(token);
  if entry.acting is null then
    return false;
  end if;
  perform set_config('daybook.caller', entry.sealed, true), set_config('daybook.request', coalesce(request, ''), true),
    set_config('daybook.reason', coalesce(reason, ''), true), set_config('role', entry.acting, true);
  return true;
end
$function$;
comment on function security.enter(token text, request text, reason text) is 'The service makes this transaction that of the token''s person; false when the token opens nothing.';
grant execute on function security.enter(token text, request text, reason text) to daybook_service;
revoke all on function security.enter(token text, request text, reason text) from public;

CREATE OR REPLACE FUNCTION security.entry_of(given text, started timestamp with time zone, login name)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
AS $function$
declare
  parts text[];
  key bytea;
begin
  if given <> '' then
    -- Sealed by the database for one transaction: whoever sets the setting by hand, or again later, is nobody.
    parts := string_to_array(given, ' ');
    select secret into key from security.seal;
    if parts[2] = extract(epoch from started)::text
      and encode(sha256(key || sha256(key || convert_to(array_to_string(parts[1:4], ' '), 'UTF8'))), 'hex') = parts[5]
    then
      return parts[1:4];
    end if;
    return null;
  end if;
  select array[person_id::text, '', '*', (
    select string_agg(role || '=' || array_to_string(sites, ','), ';')
    from security.effective_role as held where held.person_id = person.person_id and sites <> '{}')]
  into parts
  from security.database_login join security.person using (person_id)
  where login_name = login and is_enabled and not exists (
    select from security.effective_role as held
    where held.person_id = person.person_id and held.valid_to_on <= current_date);
  return parts;
end
$function$;
comment on function security.entry_of(given text, started timestamp with time zone, login name) is 'Who entered: number of the person, start of the transaction, role of PostgreSQL taken on (* for a login of its own), sites by role. Read from a sealed setting, or from the login where there is none; null is nobody.';
grant execute on function security.entry_of(given text, started timestamp with time zone, login name) to daybook_audit;
revoke all on function security.entry_of(given text, started timestamp with time zone, login name) from public;

CREATE OR REPLACE FUNCTION security.erase_people(identifiers text[], stand_in text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  gone bigint[];
  known name;
begin
  select array_agg(person_id) into gone from security.person
  where user_id = any (select lower(trim(identifier)) from unnest(identifiers) as identifier)
    or lower(trim(display_name)) = any (select lower(trim(identifier)) from unnest(identifiers) as identifier);
  for known in select login_name from security.database_login where person_id = any (gone) loop
    perform security.end_login(known);
  end loop;
  delete from security.person_subject where person_id = any (gone);
  delete from security.operating_system_user where person_id = any (gone);
  update security.person
  set user_id = stand_in || '-' || person_id, display_name = null, is_enabled = false, disabled_reason = 'erased'
  where person_id = any (gone);
  perform security.refresh_access();
  return coalesce(cardinality(gone), 0);
end
$function$;
comment on function security.erase_people(identifiers text[], stand_in text) is 'Takes name and ways to sign in from whoever the identifiers are; roles end, and what they did keeps their number.';
revoke all on function security.erase_people(identifiers text[], stand_in text) from public;

CREATE OR REPLACE FUNCTION security.erase_person(identifiers text[], pseudonyms text[], stand_in text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  counts jsonb;
  people bigint;
  subjects bigint;
  erased bigint[];
begin
  -- What waits for the chain holds values too; they go where they can be erased.
  while audit.chain(10000) is not null loop end loop;
  people := security.erase_people(identifiers, stand_in);
  select coalesce(jsonb_object_agg(relation, rows), '{}') into counts
  from (
    select relation, sum(rows) as rows from security.erase_values(identifiers, pseudonyms, stand_in) group by relation
  ) as erased_rows;
  perform security.erase_split_names(identifiers, stand_in);
  update security.subject set wrapped_key = null, ciphertext = null, key_version = null, erased_at = now()
  where pseudonym = any (pseudonyms) and erased_at is null;
  get diagnostics subjects = row_count;
  -- The changes above told the trail the old values; these go as well.
  while audit.chain(10000) is not null loop end loop;
  with gone as (
    delete from audit.personal_value where value ~* security.trace_pattern(identifiers) returning position
  )
  select array_agg(distinct position order by position) into erased from gone;
  counts := counts || jsonb_build_object('security.person', people, 'security.subject', subjects,
    'audit.personal_value', coalesce(cardinality(erased), 0));
  perform audit.note('erasure', 'security.person', null, jsonb_build_object(
    'rows', jsonb_build_object('new', counts),
    'erased_entries', jsonb_build_object('new', coalesce(to_jsonb(erased), '[]'))));
  return counts;
end
$function$;
comment on function security.erase_person(identifiers text[], pseudonyms text[], stand_in text) is 'Erases a person: values, identifiers with their keys, ways to sign in, values kept for the trail. Figures and entries stay. Rows by table.';
revoke all on function security.erase_person(identifiers text[], pseudonyms text[], stand_in text) from public;

CREATE OR REPLACE FUNCTION security.erase_split_names(identifiers text[], stand_in text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  part record;
begin
  for part in select * from security.name_parts(identifiers) loop
    update sources.quarantine
    set record = regexp_replace(
        regexp_replace(record::text, part.first_name, to_json(stand_in)::text, 'gi'),
        part.last_name, to_json(stand_in)::text, 'gi')::jsonb
    where record::text ~* part.first_name and record::text ~* part.last_name;
  end loop;
end
$function$;
comment on function security.erase_split_names(identifiers text[], stand_in text) is 'The same in records of quarantine where first and last name stand apart.';
revoke all on function security.erase_split_names(identifiers text[], stand_in text) from public;

CREATE OR REPLACE FUNCTION security.erase_values(identifiers text[], pseudonyms text[], stand_in text)
 RETURNS TABLE(relation text, rows bigint)
 LANGUAGE plpgsql
AS $function$
declare
  listed record;
begin
  for listed in
    select personal.relation, personal.column_name, class, atttypid::regtype as type
    from security.personal_column as personal
    join pg_attribute on attrelid = to_regclass(personal.relation) and attname = personal.column_name
    -- Pay is a figure and stays; sealed identifiers go with their key; what the trail keeps is deleted there.
    where class not in ('pay', 'identifier') and personal.column_name <> 'first_name'
      and personal.relation !~ '^audit\.'
    order by personal.relation, personal.column_name
  loop
    execute format('update %s as kept set %s where %s', listed.relation::regclass,
      security.personal_assignment(listed.column_name, listed.class, listed.type),
      security.personal_condition(listed.column_name, listed.class))
    using array(select lower(trim(identifier)) from unnest(identifiers) as identifier),
      security.trace_pattern(identifiers), pseudonyms, stand_in, security.any_pattern(identifiers);
    get diagnostics rows = row_count;
    if rows > 0 then
      relation := listed.relation;
      return next;
    end if;
  end loop;
end
$function$;
comment on function security.erase_values(identifiers text[], pseudonyms text[], stand_in text) is 'Puts a stand-in where values speak of a person, in every table of the inventory; how many rows of which.';
revoke all on function security.erase_values(identifiers text[], pseudonyms text[], stand_in text) from public;

CREATE OR REPLACE FUNCTION security.escaped(literal text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select regexp_replace(literal, '([][\\.*+?^$(){}|/-])', '\\\1', 'g')
$function$;
comment on function security.escaped(literal text) is 'A text as a pattern that finds the text itself.';
revoke all on function security.escaped(literal text) from public;

CREATE OR REPLACE FUNCTION security.find_token(token text)
 RETURNS TABLE(person_id bigint, user_id text, acting_role name, method text, scopes text[], verdict text, stepped_up_at timestamp with time zone, session_id uuid, api_key_id bigint, ends_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    person.person_id, person.user_id, person.acting_role, held.method, held.scopes,
    case
      when held.ended_at is not null then 'ended: ' || held.ended_reason
      when not person.is_enabled then 'disabled'
      when held.ends_at <= now() then 'expired'
      when held.idle_ends_at <= now() then 'idle'
      else 'good'
    end,
    held.stepped_up_at, held.session_id, held.api_key_id, held.ends_at
  from (
    select person_id, method, scopes, ended_at, ended_reason, ends_at, last_used_at + idle_ends_after as idle_ends_at,
      stepped_up_at, session_id, null::bigint as api_key_id
    from security.session where token_sha256 = sha256(convert_to(token, 'UTF8'))
    union all
    select person_id, 'api key', scopes, ended_at, ended_reason, ends_at, null, null, null, api_key_id
    from security.api_key where secret_sha256 = sha256(convert_to(token, 'UTF8'))
  ) as held
  join security.person using (person_id)
$function$;
comment on function security.find_token(token text) is 'Whose token this is, and whether it still opens anything.';
revoke all on function security.find_token(token text) from public;

CREATE OR REPLACE FUNCTION security.follow_assignments()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform security.refresh_access();
  return null;
end
$function$;
comment on function security.follow_assignments() is 'Trigger: a change of the mapping changes roles and sites with it.';
revoke all on function security.follow_assignments() from public;

CREATE OR REPLACE FUNCTION security.force_row_security(relation regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security, force row level security', relation);
end
$function$;
comment on function security.force_row_security(relation regclass) is 'Nobody sees a row of the table but by a policy; only who may bypass row security at all, the owner, is exempt.';
grant execute on function security.force_row_security(relation regclass) to daybook_audit;
revoke all on function security.force_row_security(relation regclass) from public;

CREATE OR REPLACE FUNCTION security.grant_functions()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  routine record;
begin
  -- Functions that only read are the questions of the stages; they read with the rights of whoever asks.
  for routine in
    select oid::regprocedure as name from pg_proc
    where pronamespace = any (array['sources', 'warehouse', 'contracts', 'billing', 'forecasting']::regnamespace[])
      and provolatile <> 'v' and not prosecdef
  loop
    execute format('grant execute on function %s to daybook_stages', routine.name);
  end loop;
end
$function$;
comment on function security.grant_functions() is 'Lets requests call the functions of the stages that only read.';
revoke all on function security.grant_functions() from public;

CREATE OR REPLACE FUNCTION security.grant_policy(made_of security.object_relation, objects text[], reach text, roles text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  condition text := security.policy_condition(made_of, roles, reach,
    (select bool_and(is_open) from security.object where object = any (objects)));
begin
  execute format('create policy %I on %s for %s to %s %s %s',
    concat_ws('_', replace(objects[1], '-', '_'), made_of.action, made_of.command, reach),
    made_of.relation::regclass, made_of.command,
    (select string_agg(quote_ident(database_role), ', ' order by database_role)
      from security.role where role = any (roles)),
    case when made_of.command <> 'insert' then 'using (' || condition || ')' end,
    case when made_of.command in ('insert', 'update') then 'with check (' || condition || ')' end);
end
$function$;
comment on function security.grant_policy(made_of security.object_relation, objects text[], reach text, roles text[]) is 'Lets roles of one reach at the rows of a table, by one or more objects that it belongs to.';
revoke all on function security.grant_policy(made_of security.object_relation, objects text[], reach text, roles text[]) from public;

CREATE OR REPLACE FUNCTION security.grant_relation(made_of security.object_relation, database_roles name[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('grant %s %s on %s to %s',
    case made_of.command when 'null' then 'select' else made_of.command end,
    (select '(' || string_agg(quote_ident(name), ', ') || ')' from unnest(made_of.columns) as name),
    made_of.relation::regclass,
    (select string_agg(quote_ident(name), ', ') from unnest(database_roles) as name));
end
$function$;
comment on function security.grant_relation(made_of security.object_relation, database_roles name[]) is 'Grants a table of an object to roles.';
revoke all on function security.grant_relation(made_of security.object_relation, database_roles name[]) from public;

CREATE OR REPLACE FUNCTION security.greet(token text)
 RETURNS TABLE(person_id bigint, user_id text, method text, scopes text[], verdict text, stepped_up_at timestamp with time zone, session_id uuid, ends_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shown record;
begin
  select * into shown from security.find_token(token);
  if not found then
    return;
  end if;
  if shown.verdict = 'good' then
    -- To a minute: a busy session does not write once a request.
    update security.session as used set last_used_at = now()
    where used.session_id = shown.session_id and used.last_used_at < now() - interval '1 minute';
    update security.api_key as used set last_used_at = now()
    where used.api_key_id = shown.api_key_id
      and coalesce(used.last_used_at, '-infinity') < now() - interval '1 minute';
    update security.person as seen set last_seen_at = now()
    where seen.person_id = shown.person_id
      and coalesce(seen.last_seen_at, '-infinity') < now() - interval '5 minutes';
  end if;
  return query select shown.person_id, shown.user_id, shown.method, shown.scopes, shown.verdict, shown.stepped_up_at,
    shown.session_id, shown.ends_at;
end
$function$;
comment on function security.greet(token text) is 'Before a request: whose token this is, whether it is still good, and that it was used.';
grant execute on function security.greet(token text) to daybook_service;
revoke all on function security.greet(token text) from public;

CREATE OR REPLACE FUNCTION security.held_condition(class security.retention_class)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when exists (select from security.legal_hold where site_id is null and released_at is null) then 'true'
    when security.site_column_of(class.relation) is null then 'false'
    else format('coalesce(%I in (select site_id from security.legal_hold where released_at is null), false)',
      security.site_column_of(class.relation))
  end
$function$;
comment on function security.held_condition(class security.retention_class) is 'Which rows a legal hold keeps: those of its site, or everything when it names none.';
revoke all on function security.held_condition(class security.retention_class) from public;

CREATE OR REPLACE FUNCTION security.holds_any(who bigint, roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from security.effective_role where person_id = who and role = any (roles))
$function$;
comment on function security.holds_any(who bigint, roles text[]) is 'A person holds one of these roles today.';
revoke all on function security.holds_any(who bigint, roles text[]) from public;

CREATE OR REPLACE FUNCTION security.is_entered()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  taken_on text := (security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user))[3];
begin
  return taken_on = '*' or taken_on = current_setting('role');
end
$function$;
comment on function security.is_entered() is 'The caller is a person who entered, acting under the role of PostgreSQL that was sealed with the entry.';
grant execute on function security.is_entered() to daybook_member;
revoke all on function security.is_entered() from public;

CREATE OR REPLACE FUNCTION security.is_object(asked_object text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from security.object where object = asked_object)
$function$;
comment on function security.is_object(asked_object text) is 'The matrix knows an object of that name.';
grant execute on function security.is_object(asked_object text) to daybook_member;
revoke all on function security.is_object(asked_object text) from public;

CREATE OR REPLACE FUNCTION security.known_roles()
 RETURNS TABLE(role text, says text, kind text, is_temporary_only boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select role, says, kind, is_temporary_only from security.role order by role
$function$;
comment on function security.known_roles() is 'The roles there are; no secret, so that whoever assigns one sees them.';
grant execute on function security.known_roles() to daybook_member;
revoke all on function security.known_roles() from public;

CREATE OR REPLACE FUNCTION security.last_conflict()
 RETURNS TABLE(attempted text, conflicts_with text, subject text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select attempted, conflicts_with, subject from security.attempted_conflict
  where person_id is not distinct from security.caller()
  order by attempted_conflict_id desc limit 1
$function$;
comment on function security.last_conflict() is 'What the caller attempted last and was stopped at.';
grant execute on function security.last_conflict() to daybook_member;
revoke all on function security.last_conflict() from public;

CREATE OR REPLACE FUNCTION security.let_service_in(verifier text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  for attempt in 1 .. 50 loop
    begin
      execute format('alter role daybook_service with login password %L', verifier);
      execute format('grant connect on database %I to daybook_service', current_database());
      return;
    exception when internal_error or unique_violation then
      -- Roles belong to the whole server, and another program changes this one in the same moment.
      if attempt = 50 then
        raise;
      end if;
      perform pg_sleep(0.01 + random() * 0.04);
    end;
  end loop;
end
$function$;
comment on function security.let_service_in(verifier text) is 'Lets daybook_service log in with the password of this SCRAM verifier; the password itself never comes here.';
revoke all on function security.let_service_in(verifier text) from public;

CREATE OR REPLACE FUNCTION security.make_login(wanted name, secret text, who bigint, claim_until timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if (secret is null) = (claim_until is null) then
    raise exception 'a login has a password or waits for one';
  end if;
  -- What nobody has claimed is replaced; nobody can be logged in with it.
  if exists (
    select from security.database_login
    where login_name = wanted and claim_ends_at is not null and claimed_at is null) then
    perform security.end_login(wanted);
  end if;
  if exists (select from pg_roles where rolname = wanted) then
    raise exception 'the server has a role % already', wanted using errcode = 'duplicate_object';
  end if;
  execute format('create role %I nologin inherit nocreatedb nocreaterole connection limit 20', wanted);
  execute format('alter role %I set search_path = api', wanted);
  execute format('alter role %I set statement_timeout = %L', wanted, '10min');
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', wanted, '5min');
  execute format('grant connect on database %I to %I', current_database(), wanted);
  if secret is not null then
    execute format('alter role %I login password %L', wanted, secret);
  end if;
  insert into security.database_login (login_name, person_id, claim_ends_at) values (wanted, who, claim_until);
  perform security.refresh_logins();
end
$function$;
comment on function security.make_login(wanted name, secret text, who bigint, claim_until timestamp with time zone) is 'Makes a login of the database for a person: with the password of a SCRAM verifier, or to be claimed until then.';
revoke all on function security.make_login(wanted name, secret text, who bigint, claim_until timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION security.may(asked_object text, asked_action text, asked_site text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select security.acts_for(asked_object, asked_action)
    or case
      when asked_site is not null then asked_site = any (security.sites_for(asked_object, asked_action))
      else cardinality(security.sites_for(asked_object, asked_action)) > 0
        or security.acts_for_own(asked_object, asked_action)
    end
$function$;
comment on function security.may(asked_object text, asked_action text, asked_site text) is 'The caller may do this: at the site, or to anything at all when none is named.';
grant execute on function security.may(asked_object text, asked_action text, asked_site text) to daybook_member;
revoke all on function security.may(asked_object text, asked_action text, asked_site text) from public;

CREATE OR REPLACE FUNCTION security.name_caller(who bigint, request text, reason text, taken_on name DEFAULT 'none'::name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('daybook.caller', security.sealed_entry(who, taken_on), true),
    set_config('daybook.request', coalesce(request, ''), true),
    set_config('daybook.reason', coalesce(reason, ''), true);
end
$function$;
comment on function security.name_caller(who bigint, request text, reason text, taken_on name) is 'The owner works for a person in this transaction: the trail names the person, the rights stay the owner''s.';
revoke all on function security.name_caller(who bigint, request text, reason text, taken_on name) from public;

CREATE OR REPLACE FUNCTION security.name_parts(identifiers text[])
 RETURNS TABLE(first_name text, last_name text)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  -- In a record as received, first and last name are values of their own, each in quotes.
  select format('"\s*%s\s*"', security.escaped(split_part(name, ' ', 1))),
    format('"\s*%s\s*"', security.escaped(trim(substr(name, strpos(name, ' ')))))
  from (select trim(identifier) as name from unnest(identifiers) as identifier) as listed
  where strpos(name, ' ') > 0
$function$;
comment on function security.name_parts(identifiers text[]) is 'Of each identifier that is a full name: the patterns of first and last name inside a record.';
revoke all on function security.name_parts(identifiers text[]) from public;

CREATE OR REPLACE FUNCTION security.note_conflict(attempted text, conflicts_with text, subject text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into security.attempted_conflict (person_id, attempted, conflicts_with, subject)
  values (security.caller(), attempted, conflicts_with, subject);
  raise warning 'segregation of duties: % conflicts with % (%); the attempt is recorded', attempted, conflicts_with,
    subject;
end
$function$;
comment on function security.note_conflict(attempted text, conflicts_with text, subject text) is 'Records an attempt that segregation of duties stopped.';
revoke all on function security.note_conflict(attempted text, conflicts_with text, subject text) from public;

CREATE OR REPLACE FUNCTION security.note_refused_claim(known name, why text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select audit.note('refusal', 'security.database_login', jsonb_build_object('login_name', known),
    jsonb_build_object('action', 'claim', 'why', why))
$function$;
comment on function security.note_refused_claim(known name, why text) is 'Tells the trail of a claim that was refused.';
revoke all on function security.note_refused_claim(known name, why text) from public;

CREATE OR REPLACE FUNCTION security.perform_duty(duty text, subject text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  before text;
begin
  select performed.duty into before
  from security.duty_performed as performed
  join security.duty_conflict on first_duty = performed.duty and second_duty = perform_duty.duty
  where performed.subject = perform_duty.subject and performed.person_id = security.caller()
  limit 1;
  if before is not null then
    perform security.note_conflict(duty, before, subject);
    return false;
  end if;
  insert into security.duty_performed (duty, subject, person_id)
  select perform_duty.duty, perform_duty.subject, security.caller() where security.caller() is not null
  on conflict do nothing;
  return true;
end
$function$;
comment on function security.perform_duty(duty text, subject text) is 'The caller performs a duty on a thing; false, and recorded, when an earlier duty of the same person forbids it.';
grant execute on function security.perform_duty(duty text, subject text) to daybook_member;
revoke all on function security.perform_duty(duty text, subject text) from public;

CREATE OR REPLACE FUNCTION security.personal_assignment(wanted_column text, class text, type regtype)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when wanted_column = 'last_name' then 'first_name = $4, last_name = $4'
    when class = 'record' then format('%1$I = regexp_replace(%1$I::text, $5, $4, ''gi'')::%2$s', wanted_column, type)
    else format('%1$I = regexp_replace(%1$I, $5, $4, ''gi'')', wanted_column)
  end
$function$;
comment on function security.personal_assignment(wanted_column text, class text, type regtype) is 'How a column stops speaking of the person: $5 the pattern of the identifiers, $4 what stands in.';
revoke all on function security.personal_assignment(wanted_column text, class text, type regtype) from public;

CREATE OR REPLACE FUNCTION security.personal_condition(wanted_column text, class text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    -- First and last name stand apart in some tables; the person is asked for with both.
    when wanted_column in ('first_name', 'last_name') then
      'lower(trim(first_name) || '' '' || trim(last_name)) = any ($1)'
    when class = 'record' then format('%I::text ~* $2', wanted_column)
    when class = 'identifier' then format('%I = any ($3)', wanted_column)
    else format('(lower(trim(%1$I)) = any ($1) or %1$I ~* $2)', wanted_column)
  end
$function$;
comment on function security.personal_condition(wanted_column text, class text) is 'When a column speaks of the person: $1 the identifiers in lower case, $2 the pattern of their traces, $3 their pseudonyms.';
revoke all on function security.personal_condition(wanted_column text, class text) from public;

CREATE OR REPLACE FUNCTION security.personal_rows(identifiers text[], pseudonyms text[])
 RETURNS TABLE(relation text, column_name text, content jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  listed record;
begin
  for listed in
    select personal.relation, personal.column_name, class from security.personal_column as personal
    where class <> 'pay' and to_regclass(personal.relation) is not null
    order by personal.relation, personal.column_name
  loop
    return query execute format(
      'select %L::text, %L::text, to_jsonb(kept) from %s as kept where %s', listed.relation, listed.column_name,
      listed.relation::regclass, security.personal_condition(listed.column_name, listed.class))
    using array(select lower(trim(identifier)) from unnest(identifiers) as identifier),
      security.trace_pattern(identifiers), pseudonyms;
  end loop;
end
$function$;
comment on function security.personal_rows(identifiers text[], pseudonyms text[]) is 'Every row that speaks of a person, by the column that does (personal data).';
revoke all on function security.personal_rows(identifiers text[], pseudonyms text[]) from public;

CREATE OR REPLACE FUNCTION security.plain_identifiers(relation text, column_name text)
 RETURNS TABLE(value text)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    'select distinct %1$I from %2$s where %1$I is not null and %1$I <> %3$L and %1$I !~ %4$L',
    column_name, relation::regclass, '', '^p[a-z2-7]{26}$');
end
$function$;
comment on function security.plain_identifiers(relation text, column_name text) is 'Identifiers in a column that are no pseudonyms yet.';
revoke all on function security.plain_identifiers(relation text, column_name text) from public;

CREATE OR REPLACE FUNCTION security.policy_condition(made_of security.object_relation, roles text[], reach text, is_open boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select concat_ws(' and ',
    case reach
      when 'everywhere' then case when is_open then 'true' else '(select security.is_entered())' end
      when 'by_site' then format('%I = any ((select security.sites_as(%L))::text[])', made_of.site_column, roles)
      when 'by_self' then format('%I = (select security.caller())', made_of.self_column)
    end,
    '(' || made_of.condition || ')')
$function$;
comment on function security.policy_condition(made_of security.object_relation, roles text[], reach text, is_open boolean) is 'Condition of the policy that lets roles of one reach at a table. The one place that knows how a policy is written: distributed over servers (Citus) it would read the sites straight from the setting.';
revoke all on function security.policy_condition(made_of security.object_relation, roles text[], reach text, is_open boolean) from public;

CREATE OR REPLACE FUNCTION security.purge(as_of date)
 RETURNS TABLE(retention_class text, relation text, kept_from date, expired bigint, held bigint)
 LANGUAGE plpgsql
AS $function$
declare
  class security.retention_class;
  line record;
  report jsonb := '[]';
begin
  for line in select * from security.retention_report(as_of) loop
    retention_class := line.retention_class;
    relation := line.relation;
    kept_from := line.kept_from;
    held := line.held;
    select listed.* into class from security.retention_class as listed
    where listed.retention_class = line.retention_class;
    expired := case when class.relation = 'audit.entry' then security.purge_trail(class, as_of)
      else security.purge_class(class, as_of) end;
    report := report || jsonb_build_object('class', retention_class, 'relation', relation, 'kept_from', kept_from,
      'gone', expired, 'held', held);
    return next;
  end loop;
  insert into security.purge (as_of_on, purged_by, report) values (as_of, security.caller(), report);
end
$function$;
comment on function security.purge(as_of date) is 'Purges every class and keeps the report; by class, what went and what a hold kept.';
revoke all on function security.purge(as_of date) from public;

CREATE OR REPLACE FUNCTION security.purge_class(class security.retention_class, as_of date)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  gone bigint := 0;
  counted bigint;
begin
  if (select relkind = 'p' from pg_class where oid = class.relation::regclass) then
    gone := security.drop_expired_months(class, as_of);
  end if;
  execute format('delete from %s where (%s) and not (%s)', class.relation::regclass,
    security.purge_condition(class, as_of), security.held_condition(class));
  get diagnostics counted = row_count;
  return gone + counted;
end
$function$;
comment on function security.purge_class(class security.retention_class, as_of date) is 'Purges what a class lets go; how many rows.';
revoke all on function security.purge_class(class security.retention_class, as_of date) from public;

CREATE OR REPLACE FUNCTION security.purge_condition(class security.retention_class, as_of date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select concat_ws(' and ',
    format('%I < %L', class.time_column, security.retention_cutoff(class.keep_months, as_of)),
    '(' || class.condition || ')')
$function$;
comment on function security.purge_condition(class security.retention_class, as_of date) is 'Which rows are older than the class says.';
revoke all on function security.purge_condition(class security.retention_class, as_of date) from public;

CREATE OR REPLACE FUNCTION security.purge_trail(class security.retention_class, as_of date)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  cutoff date := security.retention_cutoff(class.keep_months, as_of);
  last record;
  month record;
  gone bigint := 0;
begin
  if security.held_condition(class) = 'true' then
    return 0;
  end if;
  -- Only whole months from the beginning, so that what stays is a chain. The content of the last entry that goes is
  -- noted: its hash is what the first that stays follows, so nobody can invent an older one.
  select position, audit.content(entry) as content into last
  from audit.entry where chained_at < cutoff order by position desc limit 1;
  if last.position is null then
    return 0;
  end if;
  perform audit.note('trail purged', 'audit.entry', null, jsonb_build_object(
    'content', jsonb_build_object('new', last.content),
    'hash_before', jsonb_build_object('new', encode(audit.hash_at(last.position - 1), 'hex'))));
  while audit.chain(10000) is not null loop end loop;
  select count(*) into gone from audit.entry where position <= last.position;
  delete from audit.personal_value where position <= last.position;
  for month in
    select inhrelid::regclass as name from pg_inherits
    where inhparent = 'audit.entry'::regclass
      and inhrelid::regclass::text < 'audit.entry_' || to_char(cutoff, 'YYYY_MM')
  loop
    execute format('drop table %s', month.name);
  end loop;
  return gone;
end
$function$;
comment on function security.purge_trail(class security.retention_class, as_of date) is 'Purges the oldest months of the trail and notes where it begins from now on; how many entries.';
revoke all on function security.purge_trail(class security.retention_class, as_of date) from public;

CREATE OR REPLACE FUNCTION security.reach_of(scope text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case scope when 'all' then 'everywhere' when 'self' then 'by_self' else 'by_site' end
$function$;
comment on function security.reach_of(scope text) is 'The three kinds of policy that the scopes of the matrix come down to.';
revoke all on function security.reach_of(scope text) from public;

CREATE OR REPLACE FUNCTION security.refresh_access(batch bigint DEFAULT NULL::bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('security.refresh_access', 0));
  if batch is not null then
    perform security.refresh_people(batch);
  end if;
  perform security.refresh_roles();
  perform security.refresh_sites();
  perform security.refresh_sessions();
  perform security.refresh_logins();
end
$function$;
comment on function security.refresh_access(batch bigint) is 'Works out who holds which role at which site today; with the number of a load of Workday''s feed also who there is.';
revoke all on function security.refresh_access(batch bigint) from public;

CREATE OR REPLACE FUNCTION security.refresh_ended_roles(who bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from security.effective_role where person_id = who and valid_to_on <= current_date) then
    perform security.refresh_access();
  end if;
end
$function$;
comment on function security.refresh_ended_roles(who bigint) is 'Before a person acts: roles that were held until today are gone.';
revoke all on function security.refresh_ended_roles(who bigint) from public;

CREATE OR REPLACE FUNCTION security.refresh_logins()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  differing record;
begin
  for differing in
    select login_name, database_role, wanted
    from (
      select login_name, database_role, exists (
          select from security.effective_role as held
          where held.person_id = login.person_id and held.role = role.role) as wanted,
        pg_has_role(login_name, database_role, 'member') as present
      from security.database_login as login cross join security.role
    ) as compared
    where wanted <> present
  loop
    if differing.wanted then
      perform security.ensure_membership(differing.login_name, differing.database_role, 'inherit');
    else
      execute format('revoke %I from %I', differing.database_role, differing.login_name);
    end if;
  end loop;
end
$function$;
comment on function security.refresh_logins() is 'Gives each login of the database the roles of its person, and no others.';
revoke all on function security.refresh_logins() from public;

CREATE OR REPLACE FUNCTION security.refresh_people(batch bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  gone constant text := 'left: no longer in Workday''s row security';
begin
  insert into security.person (user_id, origin)
  select distinct user_id, 'feed' from security.feed_access
  on conflict (user_id) do nothing;
  -- Whom Workday knows, Workday also ends.
  update security.person set origin = 'feed'
  where origin = 'mapping' and user_id in (select user_id from security.feed_access);
  update security.person set is_enabled = false, disabled_reason = format('%s (load %s)', gone, batch)
  where origin = 'feed' and is_enabled and user_id not in (select user_id from security.feed_access);
  update security.person set is_enabled = true, disabled_reason = null
  where origin = 'feed' and not is_enabled and starts_with(disabled_reason, gone)
    and user_id in (select user_id from security.feed_access);
end
$function$;
comment on function security.refresh_people(batch bigint) is 'Adds the people of Workday''s row security and disables those who are no longer in it.';
revoke all on function security.refresh_people(batch bigint) from public;

CREATE OR REPLACE FUNCTION security.refresh_roles()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  create temporary table if not exists wanted_role (person_id bigint, role text, origin text, valid_to_on date)
    on commit drop;
  truncate wanted_role;
  insert into wanted_role
  select distinct on (person_id, role) person_id, role, origin, valid_to_on
  from (
    select person_id, role, 'feed' as origin, null::date as valid_to_on
    from security.feed_access join security.job_profile_role using (job_profile) join security.person using (user_id)
    where is_enabled and site_id <> ''
    union all
    select person_id, role, 'mapping', valid_to_on
    from security.role_assignment join security.person using (person_id)
    where is_enabled and ended_at is null and valid_from_on <= current_date
      and coalesce(valid_to_on, 'infinity') > current_date
  ) as listed
  order by person_id, role, origin, valid_to_on desc nulls first;

  delete from security.effective_site as present where not exists (
    select from wanted_role as wanted where wanted.person_id = present.person_id and wanted.role = present.role);
  delete from security.effective_role as present where not exists (
    select from wanted_role as wanted
    where wanted.person_id = present.person_id and wanted.role = present.role
      and wanted.origin = present.origin and wanted.valid_to_on is not distinct from present.valid_to_on);
  insert into security.effective_role (person_id, role, origin, valid_to_on)
  select person_id, role, origin, valid_to_on from wanted_role on conflict do nothing;
end
$function$;
comment on function security.refresh_roles() is 'Brings the roles of today up to date; only what differs is written.';
revoke all on function security.refresh_roles() from public;

CREATE OR REPLACE FUNCTION security.refresh_sessions()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  changed bigint[];
begin
  with held as (
    select person_id, coalesce(
      (select array_agg(role order by role) from security.effective_role where person_id = person.person_id),
      '{}') as roles
    from security.person
  ),
  named as (
    -- One name a set of roles, of which there are few, not one a person.
    select roles, security.acting_role_for(roles) as acting from (select distinct roles from held) as sets
  ),
  moved as (
    update security.person as present set acting_role = named.acting
    from held join named using (roles)
    where held.person_id = present.person_id and present.acting_role is distinct from named.acting
    returning present.person_id
  )
  select array_agg(person_id) into changed from moved;
  update security.session set ended_at = now(), ended_reason = 'the roles of the person changed'
  where ended_at is null and person_id = any (changed);
  update security.session set ended_at = now(), ended_reason = 'the person was disabled'
  where ended_at is null and person_id in (select person_id from security.person where not is_enabled);
  update security.api_key set ended_at = now(), ended_reason = 'the person was disabled'
  where ended_at is null and person_id in (select person_id from security.person where not is_enabled);
end
$function$;
comment on function security.refresh_sessions() is 'Gives each person the acting role of its roles, and ends the sessions of those whose roles changed.';
revoke all on function security.refresh_sessions() from public;

CREATE OR REPLACE FUNCTION security.refresh_sites()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  create temporary table if not exists wanted_site (person_id bigint, role text, site_id text) on commit drop;
  truncate wanted_site;
  insert into wanted_site
  select person_id, role, site_id
  from security.feed_access join security.job_profile_role using (job_profile) join security.person using (user_id)
  where is_enabled and site_id <> ''
  union
  select person_id, role, site_id
  from security.role_assignment join security.person using (person_id)
  join security.site_place on place = case place_kind
    when 'site' then site_place.site_id when 'district' then district when 'region' then region end
  where is_enabled and ended_at is null and valid_from_on <= current_date
    and coalesce(valid_to_on, 'infinity') > current_date;

  delete from security.effective_site as present where not exists (
    select from wanted_site as wanted
    where wanted.person_id = present.person_id and wanted.role = present.role and wanted.site_id = present.site_id);
  insert into security.effective_site (person_id, role, site_id)
  select person_id, role, site_id from wanted_site on conflict do nothing;
  update security.effective_role as present set sites = reached.sites
  from (
    select person_id, role, coalesce(array_agg(site_id order by site_id) filter (where site_id is not null), '{}')
      as sites
    from security.effective_role left join security.effective_site using (person_id, role)
    group by person_id, role
  ) as reached
  where reached.person_id = present.person_id and reached.role = present.role and reached.sites <> present.sites;
end
$function$;
comment on function security.refresh_sites() is 'Brings the sites of today up to date; only what differs is written.';
revoke all on function security.refresh_sites() from public;

CREATE OR REPLACE FUNCTION security.require_current_roles(who bigint)
 RETURNS name
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  acting name;
begin
  select acting_role into acting from security.person where person_id = who and is_enabled;
  if acting is null then
    raise exception 'person % may not act', who using errcode = 'insufficient_privilege';
  end if;
  if exists (select from security.effective_role where person_id = who and valid_to_on <= current_date) then
    raise exception 'a role of person % has ended since the roles were worked out', who
      using errcode = 'insufficient_privilege', hint = 'security.refresh_access() works them out anew.';
  end if;
  return acting;
end
$function$;
comment on function security.require_current_roles(who bigint) is 'The acting role of a person, unless it holds more than today.';
revoke all on function security.require_current_roles(who bigint) from public;

CREATE OR REPLACE FUNCTION security.retention_cutoff(keep_months integer, as_of date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (date_trunc('month', as_of) - make_interval(months => keep_months))::date
$function$;
comment on function security.retention_cutoff(keep_months integer, as_of date) is 'First day that is still kept.';
revoke all on function security.retention_cutoff(keep_months integer, as_of date) from public;

CREATE OR REPLACE FUNCTION security.retention_report(as_of date)
 RETURNS TABLE(retention_class text, relation text, kept_from date, expired bigint, held bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  class security.retention_class;
begin
  for class in select * from security.retention_class as listed order by listed.retention_class loop
    continue when to_regclass(class.relation) is null;
    retention_class := class.retention_class;
    relation := class.relation;
    kept_from := security.retention_cutoff(class.keep_months, as_of);
    execute format('select count(*) filter (where not %1$s), count(*) filter (where %1$s) from %2$s where %3$s',
      security.held_condition(class), class.relation::regclass, security.purge_condition(class, as_of))
    into expired, held;
    return next;
  end loop;
end
$function$;
comment on function security.retention_report(as_of date) is 'By class: rows that would go, and rows that are old enough and held.';
revoke all on function security.retention_report(as_of date) from public;

CREATE OR REPLACE FUNCTION security.roles_that_may(asked_object text, asked_action text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select string_agg(role, ', ' order by role) from security.privilege
  where object = asked_object and action = asked_action
$function$;
comment on function security.roles_that_may(asked_object text, asked_action text) is 'Which roles may do this, for the message of a refusal.';
grant execute on function security.roles_that_may(asked_object text, asked_action text) to daybook_member;
revoke all on function security.roles_that_may(asked_object text, asked_action text) from public;

CREATE OR REPLACE FUNCTION security.seal_identifiers(relation text, column_name text, pairs jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  sealed bigint;
begin
  execute format(
    'update %1$s as kept set %2$I = listed.pseudonym
     from jsonb_to_recordset($1) as listed (value text, pseudonym text) where kept.%2$I = listed.value',
    relation::regclass, column_name)
  using pairs;
  get diagnostics sealed = row_count;
  return sealed;
end
$function$;
comment on function security.seal_identifiers(relation text, column_name text, pairs jsonb) is 'Puts pseudonyms in the place of identifiers; how many rows.';
revoke all on function security.seal_identifiers(relation text, column_name text, pairs jsonb) from public;

CREATE OR REPLACE FUNCTION security.seal_of(content text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  key bytea;
begin
  -- HMAC with the secret of this database (RFC 2104 in its nested form; the secret has the length of one block's key).
  select secret into key from security.seal;
  return encode(sha256(key || sha256(key || convert_to(content, 'UTF8'))), 'hex');
end
$function$;
comment on function security.seal_of(content text) is 'The seal of a text; only the owner of the database may ask for it.';
grant execute on function security.seal_of(content text) to daybook_audit;
revoke all on function security.seal_of(content text) from public;

CREATE OR REPLACE FUNCTION security.sealed_entry(who bigint, taken_on name)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  content text;
begin
  select concat_ws(' ', who, extract(epoch from transaction_timestamp()), taken_on, coalesce(
    string_agg(role || '=' || array_to_string(sites, ','), ';') filter (where sites <> '{}'), '-'))
  into content
  from security.effective_role where person_id = who;
  return content || ' ' || security.seal_of(content);
end
$function$;
comment on function security.sealed_entry(who bigint, taken_on name) is 'The sealed entry of a caller, good for this transaction and this role of PostgreSQL: person, start, role, sites by role.';
revoke all on function security.sealed_entry(who bigint, taken_on name) from public;

CREATE OR REPLACE FUNCTION security.set_privilege(changed_role text, changed_object text, changed_action text, new_scope text, new_note text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if security.caller() is not null and not security.may('right', 'change') then
    raise exception 'the caller may not change rights' using errcode = 'insufficient_privilege';
  end if;
  if new_scope is null then
    delete from security.privilege
    where role = changed_role and object = changed_object and action = changed_action;
  else
    insert into security.privilege (role, object, action, scope, note)
    values (changed_role, changed_object, changed_action, new_scope, new_note)
    on conflict (role, object, action) do update set scope = excluded.scope, note = excluded.note;
  end if;
  if not found then
    return case when security.holds_any(security.caller(), array[changed_role]) then 'stopped' else 'unchanged' end;
  end if;
  perform security.apply_rights();
  return 'changed';
end
$function$;
comment on function security.set_privilege(changed_role text, changed_object text, changed_action text, new_scope text, new_note text) is 'Changes the matrix and with it grants and policies; without a scope the right is taken away. Says changed, unchanged, or stopped by segregation of duties.';
grant execute on function security.set_privilege(changed_role text, changed_object text, changed_action text, new_scope text, new_note text) to daybook_member;
revoke all on function security.set_privilege(changed_role text, changed_object text, changed_action text, new_scope text, new_note text) from public;

CREATE OR REPLACE FUNCTION security.site_column_of(relation text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select attname::text from pg_attribute
  where attrelid = to_regclass(relation) and attname in ('site_id', 'slice_site_id') and not attisdropped
$function$;
comment on function security.site_column_of(relation text) is 'Column with the site, where a table has one.';
revoke all on function security.site_column_of(relation text) from public;

CREATE OR REPLACE FUNCTION security.sites_as(roles text[])
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  entry text[] := security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user);
  held text;
  reached text[] := '{}';
begin
  if entry[3] = '*' or entry[3] = current_setting('role') then
    foreach held in array coalesce(string_to_array(entry[4], ';'), '{}') loop
      if split_part(held, '=', 1) = any (roles) then
        reached := reached || string_to_array(split_part(held, '=', 2), ',');
      end if;
    end loop;
  end if;
  return reached;
end
$function$;
comment on function security.sites_as(roles text[]) is 'The sites of the caller in these roles, as they were when the caller entered; empty for nobody.';
grant execute on function security.sites_as(roles text[]) to daybook_member;
revoke all on function security.sites_as(roles text[]) from public;

CREATE OR REPLACE FUNCTION security.sites_for(asked_object text, asked_action text)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return array(
    select distinct site_id
    from security.effective_site join security.effective_role as held using (person_id, role)
    join security.privilege as granted using (role)
    where person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action
      and granted.scope in ('own', 'district', 'region', 'hierarchy')
    order by site_id);
end
$function$;
comment on function security.sites_for(asked_object text, asked_action text) is 'The sites where the caller may do this by a role that is bound to sites; empty where there is none.';
grant execute on function security.sites_for(asked_object text, asked_action text) to daybook_member;
revoke all on function security.sites_for(asked_object text, asked_action text) from public;

CREATE OR REPLACE FUNCTION security.take_on(who bigint, request text, reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  acting name := security.require_current_roles(who);
begin
  perform security.name_caller(who, request, reason, acting), set_config('role', acting, true);
end
$function$;
comment on function security.take_on(who bigint, request text, reason text) is 'The owner makes this transaction that of a person, with the rights of the person, until it ends.';
revoke all on function security.take_on(who bigint, request text, reason text) from public;

CREATE OR REPLACE FUNCTION security.trace_pattern(identifiers text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select concat_ws('|', security.any_pattern(identifiers),
    (select string_agg(format('%1$s[^}]*%2$s|%2$s[^}]*%1$s', first_name, last_name), '|')
      from security.name_parts(identifiers)))
$function$;
comment on function security.trace_pattern(identifiers text[]) is 'Pattern that finds any of the identifiers inside a text, and first and last name apart in a record.';
revoke all on function security.trace_pattern(identifiers text[]) from public;

CREATE OR REPLACE FUNCTION security.value_pattern(identifier text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  -- The value by itself: no letter, digit or part of an address may touch it. A number inside an amount is none.
  select '(?<![[:alnum:]._%+@-])' || security.escaped(trim(identifier)) || '(?![[:alnum:]_@-]|\.[[:alnum:]])'
$function$;
comment on function security.value_pattern(identifier text) is 'Pattern that finds an identifier inside a text, in any case.';
revoke all on function security.value_pattern(identifier text) from public;

CREATE OR REPLACE FUNCTION security.why_no_role(who bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case
    when not exists (select from security.feed_access where feed_access.user_id = known.user_id)
      then 'Workday''s row security does not list it, and nothing was assigned.'
    when not exists (
      select from security.feed_access join security.job_profile_role using (job_profile)
      where feed_access.user_id = known.user_id)
      then format('The job profile %s opens no site.', (
        select string_agg(distinct nullif(job_profile, ''), ', ') from security.feed_access
        where feed_access.user_id = known.user_id))
    else 'Workday''s row security names no site in the column that counts for the job profile.'
  end
  from security.person as known where known.person_id = who
$function$;
comment on function security.why_no_role(who bigint) is 'Why a person holds no role.';
revoke all on function security.why_no_role(who bigint) from public;

CREATE OR REPLACE FUNCTION security.withdraw_rights()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  granted record;
begin
  for granted in
    select format('revoke all on %s from %s', pg_class.oid::regclass,
      string_agg(distinct quote_ident(grantee::regrole::text), ', ')) as statement
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    cross join lateral (
      select grantee from aclexplode(relacl)
      union
      select grantee from pg_attribute cross join lateral aclexplode(attacl) where attrelid = pg_class.oid
    ) as acl
    join security.role on role.database_role = pg_get_userbyid(grantee)
    where nspname in ('security', 'audit', 'sources', 'warehouse', 'contracts', 'billing', 'forecasting', 'api')
    group by pg_class.oid
    union all
    select format('drop policy %I on %s', polname, polrelid::regclass)
    from pg_policy where polname ~ '_(everywhere|by_site|by_self)$'
  loop
    execute granted.statement;
  end loop;
end
$function$;
comment on function security.withdraw_rights() is 'Takes back every grant and policy that the matrix made.';
revoke all on function security.withdraw_rights() from public;

create schema sources;
comment on schema sources is 'What others tell us: loads, their rows in transit, and rows in quarantine.';
grant usage on schema sources to daybook_stages;

create unlogged table sources.account_summary (
  site_id text,
  period_month date,
  account_id text,
  entity text,
  account_index integer,
  amount numeric(19,5),
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.account_summary enable row level security;
alter table sources.account_summary force row level security;
comment on table sources.account_summary is 'Typed rows on their way into warehouse.ledger_balance.';
comment on column sources.account_summary.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.account_summary.period_month is 'Ledger month, as its first day.';
comment on column sources.account_summary.account_id is 'Main account, four digits.';
comment on column sources.account_summary.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column sources.account_summary.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column sources.account_summary.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column sources.account_summary.reported_site is 'Site as the ledger wrote it.';
comment on column sources.account_summary.account_description is 'Account text as the ledger wrote it.';
comment on column sources.account_summary.balance_type is 'ACTUAL, where the source says it.';
comment on column sources.account_summary.balance_on is 'Date of the balance.';
comment on column sources.account_summary.transaction_type is 'Kind of transaction.';
comment on column sources.account_summary.transaction_id is 'Transaction of the ledger.';
comment on column sources.account_summary.department is 'Department.';
comment on column sources.account_summary.fiscal_year is 'Fiscal year.';
comment on column sources.account_summary.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column sources.account_summary.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column sources.account_summary.is_adjustment is 'The balance is an adjustment.';
comment on column sources.account_summary.source_loaded_at is 'When the source loaded the row.';
comment on column sources.account_summary.source_system is 'System that the source names.';
comment on column sources.account_summary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.account_summary.is_held is 'A check holds the row back; it still keeps its key and slice.';

create table sources.batch (
  batch_id bigint not null generated always as identity,
  source text not null,
  feed text not null,
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  received_by text not null,
  received_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  state text not null,
  rows_received bigint not null default 0,
  rows_loaded bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_superseded bigint not null default 0,
  rows_quarantined bigint not null default 0,
  control_totals jsonb,
  effective_on date,
  same_as_batch_id bigint,
  replay_of_batch_id bigint,
  refusal jsonb,
  constraint batch_accounts_for_every_record CHECK (((state <> ALL (ARRAY['loaded'::text, 'unchanged'::text])) OR (rows_received = ((rows_loaded + rows_unchanged) + rows_quarantined)))),
  constraint batch_pkey PRIMARY KEY (batch_id),
  constraint batch_replay_of_exists FOREIGN KEY (replay_of_batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_same_as_exists FOREIGN KEY (same_as_batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_state_is_known CHECK ((state = ANY (ARRAY['receiving'::text, 'loaded'::text, 'unchanged'::text, 'refused'::text, 'failed'::text])))
);
alter table sources.batch enable row level security;
alter table sources.batch force row level security;
CREATE INDEX batch_content ON sources.batch USING btree (feed, sha256);
CREATE INDEX batch_replay_of_batch_id ON sources.batch USING btree (replay_of_batch_id) WHERE (replay_of_batch_id IS NOT NULL);
CREATE INDEX batch_same_as_batch_id ON sources.batch USING btree (same_as_batch_id) WHERE (same_as_batch_id IS NOT NULL);
CREATE TRIGGER notes_for_pnl AFTER UPDATE ON sources.batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.note_batch();
CREATE TRIGGER notes_new_for_pnl AFTER INSERT ON sources.batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION forecasting.note_batch();
CREATE TRIGGER trail_delete AFTER DELETE ON sources.batch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('sources.batch', '{batch_id}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON sources.batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('sources.batch', '{batch_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON sources.batch FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('sources.batch', '{batch_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON sources.batch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('sources.batch', '{batch_id}'); -- enabled: A
create policy data_flow_read_select_everywhere on sources.batch as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (( SELECT security.is_entered() AS is_entered));
comment on table sources.batch is 'One row per file that arrived, whatever became of it.';
comment on column sources.batch.batch_id is 'Number of the load.';
comment on column sources.batch.source is 'System that sent the file.';
comment on column sources.batch.feed is 'Kind of file.';
comment on column sources.batch.file_name is 'Name of the file, without its folder.';
comment on column sources.batch.sha256 is 'SHA-256 of the bytes as received, in hexadecimal.';
comment on column sources.batch.size_bytes is 'Size as received.';
comment on column sources.batch.received_by is 'Who loaded it (personal data).';
comment on column sources.batch.received_at is 'When the load began.';
comment on column sources.batch.finished_at is 'When it ended.';
comment on column sources.batch.state is 'receiving, then loaded, unchanged, refused or failed.';
comment on column sources.batch.rows_received is 'Records of the file.';
comment on column sources.batch.rows_loaded is 'Records that became new rows of the warehouse.';
comment on column sources.batch.rows_unchanged is 'Records that the warehouse already held.';
comment on column sources.batch.rows_superseded is 'Earlier rows that changed or vanished and went to history.';
comment on column sources.batch.rows_quarantined is 'Records held back by a check.';
comment on column sources.batch.control_totals is 'Per numeric column: count and exact sum of the records received.';
comment on column sources.batch.effective_on is 'The day a complete list speaks of.';
comment on column sources.batch.same_as_batch_id is 'Earlier load of the same bytes, when unchanged.';
comment on column sources.batch.replay_of_batch_id is 'Load whose quarantined records were taken in again.';
comment on column sources.batch.refusal is 'Why it was refused or failed: code, message, next step, first faults (personal data).';
grant select on table sources.batch (batch_id) to daybook_account_manager;
grant select on table sources.batch (batch_id) to daybook_auditor;
grant select on table sources.batch (batch_id) to daybook_billing_admin;
grant select on table sources.batch (batch_id) to daybook_billing_manager;
grant select on table sources.batch (batch_id) to daybook_contract_admin;
grant select on table sources.batch (batch_id) to daybook_corporate_consumer;
grant select on table sources.batch (batch_id) to daybook_customer_service;
grant select on table sources.batch (batch_id) to daybook_data_ops;
grant select on table sources.batch (batch_id) to daybook_dba;
grant select on table sources.batch (batch_id) to daybook_district_manager;
grant select on table sources.batch (batch_id) to daybook_finance_manager;
grant select on table sources.batch (batch_id) to daybook_forecast_admin;
grant select on table sources.batch (batch_id) to daybook_regional_vp;
grant select on table sources.batch (batch_id) to daybook_revenue_approver;
grant select on table sources.batch (batch_id) to daybook_rss_admin;
grant select on table sources.batch (batch_id) to daybook_security_admin;
grant select on table sources.batch (batch_id) to daybook_service_forecasting;
grant select on table sources.batch (batch_id) to daybook_service_intake;
grant select on table sources.batch (batch_id) to daybook_service_reporting;
grant select on table sources.batch (batch_id) to daybook_site_admin;
grant select on table sources.batch (batch_id) to daybook_svp;
grant select on table sources.batch (batch_id) to daybook_system_admin;
grant select on table sources.batch (batch_id) to daybook_territory_manager;
grant select on table sources.batch (effective_on) to daybook_account_manager;
grant select on table sources.batch (effective_on) to daybook_auditor;
grant select on table sources.batch (effective_on) to daybook_billing_admin;
grant select on table sources.batch (effective_on) to daybook_billing_manager;
grant select on table sources.batch (effective_on) to daybook_contract_admin;
grant select on table sources.batch (effective_on) to daybook_corporate_consumer;
grant select on table sources.batch (effective_on) to daybook_customer_service;
grant select on table sources.batch (effective_on) to daybook_data_ops;
grant select on table sources.batch (effective_on) to daybook_dba;
grant select on table sources.batch (effective_on) to daybook_district_manager;
grant select on table sources.batch (effective_on) to daybook_finance_manager;
grant select on table sources.batch (effective_on) to daybook_forecast_admin;
grant select on table sources.batch (effective_on) to daybook_regional_vp;
grant select on table sources.batch (effective_on) to daybook_revenue_approver;
grant select on table sources.batch (effective_on) to daybook_rss_admin;
grant select on table sources.batch (effective_on) to daybook_security_admin;
grant select on table sources.batch (effective_on) to daybook_service_forecasting;
grant select on table sources.batch (effective_on) to daybook_service_intake;
grant select on table sources.batch (effective_on) to daybook_service_reporting;
grant select on table sources.batch (effective_on) to daybook_site_admin;
grant select on table sources.batch (effective_on) to daybook_svp;
grant select on table sources.batch (effective_on) to daybook_system_admin;
grant select on table sources.batch (effective_on) to daybook_territory_manager;
grant select on table sources.batch (feed) to daybook_account_manager;
grant select on table sources.batch (feed) to daybook_auditor;
grant select on table sources.batch (feed) to daybook_billing_admin;
grant select on table sources.batch (feed) to daybook_billing_manager;
grant select on table sources.batch (feed) to daybook_contract_admin;
grant select on table sources.batch (feed) to daybook_corporate_consumer;
grant select on table sources.batch (feed) to daybook_customer_service;
grant select on table sources.batch (feed) to daybook_data_ops;
grant select on table sources.batch (feed) to daybook_dba;
grant select on table sources.batch (feed) to daybook_district_manager;
grant select on table sources.batch (feed) to daybook_finance_manager;
grant select on table sources.batch (feed) to daybook_forecast_admin;
grant select on table sources.batch (feed) to daybook_regional_vp;
grant select on table sources.batch (feed) to daybook_revenue_approver;
grant select on table sources.batch (feed) to daybook_rss_admin;
grant select on table sources.batch (feed) to daybook_security_admin;
grant select on table sources.batch (feed) to daybook_service_forecasting;
grant select on table sources.batch (feed) to daybook_service_intake;
grant select on table sources.batch (feed) to daybook_service_reporting;
grant select on table sources.batch (feed) to daybook_site_admin;
grant select on table sources.batch (feed) to daybook_svp;
grant select on table sources.batch (feed) to daybook_system_admin;
grant select on table sources.batch (feed) to daybook_territory_manager;
grant select on table sources.batch (file_name) to daybook_account_manager;
grant select on table sources.batch (file_name) to daybook_auditor;
grant select on table sources.batch (file_name) to daybook_billing_admin;
grant select on table sources.batch (file_name) to daybook_billing_manager;
grant select on table sources.batch (file_name) to daybook_contract_admin;
grant select on table sources.batch (file_name) to daybook_corporate_consumer;
grant select on table sources.batch (file_name) to daybook_customer_service;
grant select on table sources.batch (file_name) to daybook_data_ops;
grant select on table sources.batch (file_name) to daybook_dba;
grant select on table sources.batch (file_name) to daybook_district_manager;
grant select on table sources.batch (file_name) to daybook_finance_manager;
grant select on table sources.batch (file_name) to daybook_forecast_admin;
grant select on table sources.batch (file_name) to daybook_regional_vp;
grant select on table sources.batch (file_name) to daybook_revenue_approver;
grant select on table sources.batch (file_name) to daybook_rss_admin;
grant select on table sources.batch (file_name) to daybook_security_admin;
grant select on table sources.batch (file_name) to daybook_service_forecasting;
grant select on table sources.batch (file_name) to daybook_service_intake;
grant select on table sources.batch (file_name) to daybook_service_reporting;
grant select on table sources.batch (file_name) to daybook_site_admin;
grant select on table sources.batch (file_name) to daybook_svp;
grant select on table sources.batch (file_name) to daybook_system_admin;
grant select on table sources.batch (file_name) to daybook_territory_manager;
grant select on table sources.batch (finished_at) to daybook_account_manager;
grant select on table sources.batch (finished_at) to daybook_auditor;
grant select on table sources.batch (finished_at) to daybook_billing_admin;
grant select on table sources.batch (finished_at) to daybook_billing_manager;
grant select on table sources.batch (finished_at) to daybook_contract_admin;
grant select on table sources.batch (finished_at) to daybook_corporate_consumer;
grant select on table sources.batch (finished_at) to daybook_customer_service;
grant select on table sources.batch (finished_at) to daybook_data_ops;
grant select on table sources.batch (finished_at) to daybook_dba;
grant select on table sources.batch (finished_at) to daybook_district_manager;
grant select on table sources.batch (finished_at) to daybook_finance_manager;
grant select on table sources.batch (finished_at) to daybook_forecast_admin;
grant select on table sources.batch (finished_at) to daybook_regional_vp;
grant select on table sources.batch (finished_at) to daybook_revenue_approver;
grant select on table sources.batch (finished_at) to daybook_rss_admin;
grant select on table sources.batch (finished_at) to daybook_security_admin;
grant select on table sources.batch (finished_at) to daybook_service_forecasting;
grant select on table sources.batch (finished_at) to daybook_service_intake;
grant select on table sources.batch (finished_at) to daybook_service_reporting;
grant select on table sources.batch (finished_at) to daybook_site_admin;
grant select on table sources.batch (finished_at) to daybook_svp;
grant select on table sources.batch (finished_at) to daybook_system_admin;
grant select on table sources.batch (finished_at) to daybook_territory_manager;
grant select on table sources.batch (received_at) to daybook_account_manager;
grant select on table sources.batch (received_at) to daybook_auditor;
grant select on table sources.batch (received_at) to daybook_billing_admin;
grant select on table sources.batch (received_at) to daybook_billing_manager;
grant select on table sources.batch (received_at) to daybook_contract_admin;
grant select on table sources.batch (received_at) to daybook_corporate_consumer;
grant select on table sources.batch (received_at) to daybook_customer_service;
grant select on table sources.batch (received_at) to daybook_data_ops;
grant select on table sources.batch (received_at) to daybook_dba;
grant select on table sources.batch (received_at) to daybook_district_manager;
grant select on table sources.batch (received_at) to daybook_finance_manager;
grant select on table sources.batch (received_at) to daybook_forecast_admin;
grant select on table sources.batch (received_at) to daybook_regional_vp;
grant select on table sources.batch (received_at) to daybook_revenue_approver;
grant select on table sources.batch (received_at) to daybook_rss_admin;
grant select on table sources.batch (received_at) to daybook_security_admin;
grant select on table sources.batch (received_at) to daybook_service_forecasting;
grant select on table sources.batch (received_at) to daybook_service_intake;
grant select on table sources.batch (received_at) to daybook_service_reporting;
grant select on table sources.batch (received_at) to daybook_site_admin;
grant select on table sources.batch (received_at) to daybook_svp;
grant select on table sources.batch (received_at) to daybook_system_admin;
grant select on table sources.batch (received_at) to daybook_territory_manager;
grant select on table sources.batch (source) to daybook_account_manager;
grant select on table sources.batch (source) to daybook_auditor;
grant select on table sources.batch (source) to daybook_billing_admin;
grant select on table sources.batch (source) to daybook_billing_manager;
grant select on table sources.batch (source) to daybook_contract_admin;
grant select on table sources.batch (source) to daybook_corporate_consumer;
grant select on table sources.batch (source) to daybook_customer_service;
grant select on table sources.batch (source) to daybook_data_ops;
grant select on table sources.batch (source) to daybook_dba;
grant select on table sources.batch (source) to daybook_district_manager;
grant select on table sources.batch (source) to daybook_finance_manager;
grant select on table sources.batch (source) to daybook_forecast_admin;
grant select on table sources.batch (source) to daybook_regional_vp;
grant select on table sources.batch (source) to daybook_revenue_approver;
grant select on table sources.batch (source) to daybook_rss_admin;
grant select on table sources.batch (source) to daybook_security_admin;
grant select on table sources.batch (source) to daybook_service_forecasting;
grant select on table sources.batch (source) to daybook_service_intake;
grant select on table sources.batch (source) to daybook_service_reporting;
grant select on table sources.batch (source) to daybook_site_admin;
grant select on table sources.batch (source) to daybook_svp;
grant select on table sources.batch (source) to daybook_system_admin;
grant select on table sources.batch (source) to daybook_territory_manager;
grant select on table sources.batch (state) to daybook_account_manager;
grant select on table sources.batch (state) to daybook_auditor;
grant select on table sources.batch (state) to daybook_billing_admin;
grant select on table sources.batch (state) to daybook_billing_manager;
grant select on table sources.batch (state) to daybook_contract_admin;
grant select on table sources.batch (state) to daybook_corporate_consumer;
grant select on table sources.batch (state) to daybook_customer_service;
grant select on table sources.batch (state) to daybook_data_ops;
grant select on table sources.batch (state) to daybook_dba;
grant select on table sources.batch (state) to daybook_district_manager;
grant select on table sources.batch (state) to daybook_finance_manager;
grant select on table sources.batch (state) to daybook_forecast_admin;
grant select on table sources.batch (state) to daybook_regional_vp;
grant select on table sources.batch (state) to daybook_revenue_approver;
grant select on table sources.batch (state) to daybook_rss_admin;
grant select on table sources.batch (state) to daybook_security_admin;
grant select on table sources.batch (state) to daybook_service_forecasting;
grant select on table sources.batch (state) to daybook_service_intake;
grant select on table sources.batch (state) to daybook_service_reporting;
grant select on table sources.batch (state) to daybook_site_admin;
grant select on table sources.batch (state) to daybook_svp;
grant select on table sources.batch (state) to daybook_system_admin;
grant select on table sources.batch (state) to daybook_territory_manager;
grant select on table sources.batch to daybook_auditor;
grant select on table sources.batch to daybook_data_ops;
grant select on table sources.batch to daybook_system_admin;

create table sources.batch_warning (
  batch_warning_id bigint not null generated always as identity,
  batch_id bigint not null,
  rule text not null,
  message text not null,
  constraint batch_warning_batch_exists FOREIGN KEY (batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_warning_pkey PRIMARY KEY (batch_warning_id)
);
alter table sources.batch_warning enable row level security;
alter table sources.batch_warning force row level security;
CREATE INDEX batch_warning_batch_id ON sources.batch_warning USING btree (batch_id);
create policy data_flow_read_select_everywhere on sources.batch_warning as permissive for select to daybook_auditor, daybook_data_ops, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table sources.batch_warning is 'What a load was allowed with, but somebody should look at.';
comment on column sources.batch_warning.batch_warning_id is 'Number of the warning.';
comment on column sources.batch_warning.batch_id is 'Load.';
comment on column sources.batch_warning.rule is 'Check that warns.';
comment on column sources.batch_warning.message is 'What it saw, with site, month and figure (personal data).';
grant select on table sources.batch_warning to daybook_auditor;
grant select on table sources.batch_warning to daybook_data_ops;
grant select on table sources.batch_warning to daybook_system_admin;

create unlogged table sources.budget_datatab_pr (
  site_id text,
  period_month date,
  job_profile text,
  measure text,
  amount numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.budget_datatab_pr enable row level security;
alter table sources.budget_datatab_pr force row level security;
comment on table sources.budget_datatab_pr is 'Typed rows on their way into warehouse.payroll_budget.';
comment on column sources.budget_datatab_pr.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.budget_datatab_pr.period_month is 'Ledger month, as its first day.';
comment on column sources.budget_datatab_pr.job_profile is 'Job profile, upper case.';
comment on column sources.budget_datatab_pr.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column sources.budget_datatab_pr.amount is 'Budgeted hours or dollars, by measure.';
comment on column sources.budget_datatab_pr.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.budget_datatab_pr.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.budget_final (
  site_id text,
  period_month date,
  account_id text,
  amount numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.budget_final enable row level security;
alter table sources.budget_final force row level security;
comment on table sources.budget_final is 'Typed rows on their way into warehouse.budget.';
comment on column sources.budget_final.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.budget_final.period_month is 'Ledger month, as its first day.';
comment on column sources.budget_final.account_id is 'Main account, four digits.';
comment on column sources.budget_final.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column sources.budget_final.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.budget_final.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.chart_of_account (
  account_id text,
  account_name text,
  category text,
  summary_category text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.chart_of_account enable row level security;
alter table sources.chart_of_account force row level security;
comment on table sources.chart_of_account is 'Typed rows on their way into warehouse.account.';
comment on column sources.chart_of_account.account_id is 'Main account, four digits.';
comment on column sources.chart_of_account.account_name is 'Name.';
comment on column sources.chart_of_account.category is 'Category of the chart.';
comment on column sources.chart_of_account.summary_category is 'Summary category that decides where the account counts; null = unmapped.';
comment on column sources.chart_of_account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.chart_of_account.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.gl_accounts (
  account_number text,
  company_database text,
  status text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.gl_accounts enable row level security;
alter table sources.gl_accounts force row level security;
comment on table sources.gl_accounts is 'Typed rows on their way into warehouse.gl_account.';
comment on column sources.gl_accounts.account_number is 'Full ledger string.';
comment on column sources.gl_accounts.company_database is 'Ledger database that holds it, upper case.';
comment on column sources.gl_accounts.status is 'Status, upper case.';
comment on column sources.gl_accounts.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.gl_accounts.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.gp_customer_mstr (
  site_id text,
  email_recipient text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.gp_customer_mstr enable row level security;
alter table sources.gp_customer_mstr force row level security;
comment on table sources.gp_customer_mstr is 'Typed rows on their way into warehouse.customer_contact.';
comment on column sources.gp_customer_mstr.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.gp_customer_mstr.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column sources.gp_customer_mstr.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.gp_customer_mstr.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.master_non_financial (
  site_id text,
  site_name text,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  source_line integer not null,
  is_held boolean not null default false,
  district_manager text
);
alter table sources.master_non_financial enable row level security;
alter table sources.master_non_financial force row level security;
comment on table sources.master_non_financial is 'Typed rows on their way into warehouse.site_version.';
comment on column sources.master_non_financial.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.master_non_financial.site_name is 'Name.';
comment on column sources.master_non_financial.gl_string is 'Ledger string; its first segment picks the company.';
comment on column sources.master_non_financial.street_address is 'Street and number.';
comment on column sources.master_non_financial.city is 'City.';
comment on column sources.master_non_financial.state is 'State, two letters.';
comment on column sources.master_non_financial.zip is 'Postal code.';
comment on column sources.master_non_financial.rooms_available is 'Hotel rooms.';
comment on column sources.master_non_financial.parking_spaces is 'Parking spaces.';
comment on column sources.master_non_financial.opened_on is 'First day worked.';
comment on column sources.master_non_financial.closed_on is 'Last day worked.';
comment on column sources.master_non_financial.district is 'District.';
comment on column sources.master_non_financial.svp_region is 'Region of the senior vice president.';
comment on column sources.master_non_financial.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column sources.master_non_financial.business_segment is 'Business segment.';
comment on column sources.master_non_financial.pl_category is 'Category of the P&L the site belongs to.';
comment on column sources.master_non_financial.legal_entity is 'Legal entity.';
comment on column sources.master_non_financial.contract_type is 'Free label of the contract; never decides billing.';
comment on column sources.master_non_financial.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column sources.master_non_financial.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.master_non_financial.is_held is 'A check holds the row back; it still keeps its key and slice.';
comment on column sources.master_non_financial.district_manager is 'Name of the district manager (personal data).';

create unlogged table sources.payroll_summary (
  site_id text,
  worked_on date,
  job_code text,
  pay_type text,
  hours numeric(19,5),
  dollars numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.payroll_summary enable row level security;
alter table sources.payroll_summary force row level security;
comment on table sources.payroll_summary is 'Typed rows on their way into warehouse.payroll_day.';
comment on column sources.payroll_summary.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.payroll_summary.worked_on is 'Day worked.';
comment on column sources.payroll_summary.job_code is 'Job code of Legion, upper case.';
comment on column sources.payroll_summary.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column sources.payroll_summary.hours is 'Hours.';
comment on column sources.payroll_summary.dollars is 'Dollars.';
comment on column sources.payroll_summary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.payroll_summary.is_held is 'A check holds the row back; it still keeps its key and slice.';

create table sources.quarantine (
  quarantine_id bigint not null generated always as identity,
  batch_id bigint not null,
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb not null,
  slice_site_id text,
  slice_on date,
  state text not null default 'open'::text,
  decided_by text,
  decided_at timestamp with time zone,
  decided_reason text,
  resolved_by_batch_id bigint,
  constraint quarantine_batch_exists FOREIGN KEY (batch_id) REFERENCES sources.batch(batch_id),
  constraint quarantine_discard_has_a_reason CHECK (((state <> 'discarded'::text) OR (length(TRIM(BOTH FROM decided_reason)) > 0))),
  constraint quarantine_pkey PRIMARY KEY (quarantine_id),
  constraint quarantine_resolved_by_exists FOREIGN KEY (resolved_by_batch_id) REFERENCES sources.batch(batch_id),
  constraint quarantine_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'replayed'::text, 'superseded'::text, 'discarded'::text])))
);
alter table sources.quarantine enable row level security;
alter table sources.quarantine force row level security;
CREATE INDEX quarantine_batch_id ON sources.quarantine USING btree (batch_id);
CREATE INDEX quarantine_resolved_by ON sources.quarantine USING btree (resolved_by_batch_id) WHERE (resolved_by_batch_id IS NOT NULL);
CREATE INDEX quarantine_undecided ON sources.quarantine USING btree (feed, waits_for, waits_for_id) WHERE (state = ANY (ARRAY['open'::text, 'waiting'::text]));
CREATE TRIGGER trail_delete AFTER DELETE ON sources.quarantine REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('sources.quarantine', '{quarantine_id}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON sources.quarantine FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('sources.quarantine', '{quarantine_id}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON sources.quarantine REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('sources.quarantine', '{quarantine_id}'); -- enabled: A
create policy data_flow_change_update_everywhere on sources.quarantine as permissive for update to daybook_data_ops, daybook_system_admin using (( SELECT security.is_entered() AS is_entered)) with check (( SELECT security.is_entered() AS is_entered));
create policy data_flow_read_select_everywhere on sources.quarantine as permissive for select to daybook_auditor, daybook_data_ops, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
create policy revenue_report_execute_update_by_site on sources.quarantine as permissive for update to daybook_account_manager, daybook_district_manager using (((slice_site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager}'::text[]) AS sites_as)::text[])) AND (feed ~ '^revenue_'::text))) with check (((slice_site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager}'::text[]) AS sites_as)::text[])) AND (feed ~ '^revenue_'::text)));
create policy revenue_report_execute_update_everywhere on sources.quarantine as permissive for update to daybook_rss_admin using ((( SELECT security.is_entered() AS is_entered) AND (feed ~ '^revenue_'::text))) with check ((( SELECT security.is_entered() AS is_entered) AND (feed ~ '^revenue_'::text)));
create policy revenue_report_read_select_by_site on sources.quarantine as permissive for select to daybook_account_manager, daybook_district_manager using (((slice_site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager}'::text[]) AS sites_as)::text[])) AND (feed ~ '^revenue_'::text)));
create policy revenue_report_read_select_everywhere on sources.quarantine as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_rss_admin using ((( SELECT security.is_entered() AS is_entered) AND (feed ~ '^revenue_'::text)));
comment on table sources.quarantine is 'Records that a check held back, until they are taken in, superseded or discarded. May hold personal data.';
comment on column sources.quarantine.quarantine_id is 'Number of the record in quarantine.';
comment on column sources.quarantine.batch_id is 'Load that brought it.';
comment on column sources.quarantine.feed is 'Kind of file.';
comment on column sources.quarantine.source_line is 'Physical line of the file where the record begins.';
comment on column sources.quarantine.column_name is 'Column at fault, by its name in the source.';
comment on column sources.quarantine.value is 'Value that was seen (personal data).';
comment on column sources.quarantine.rule is 'Check that failed.';
comment on column sources.quarantine.message is 'What is wrong and what to do (personal data).';
comment on column sources.quarantine.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.quarantine.waits_for_id is 'Number it waits for.';
comment on column sources.quarantine.record is 'The record as received: column name to text (personal data).';
comment on column sources.quarantine.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.quarantine.slice_on is 'Day or month of the slice, when readable.';
comment on column sources.quarantine.state is 'open, waiting, replayed, superseded or discarded.';
comment on column sources.quarantine.decided_by is 'Who decided (personal data).';
comment on column sources.quarantine.decided_at is 'When.';
comment on column sources.quarantine.decided_reason is 'Why; always given for a discard.';
comment on column sources.quarantine.resolved_by_batch_id is 'Load that took the record in, or that superseded its slice.';
grant select on table sources.quarantine to daybook_account_manager;
grant select on table sources.quarantine to daybook_auditor;
grant select on table sources.quarantine to daybook_billing_admin;
grant select on table sources.quarantine to daybook_billing_manager;
grant select on table sources.quarantine to daybook_data_ops;
grant select on table sources.quarantine to daybook_district_manager;
grant select on table sources.quarantine to daybook_rss_admin;
grant select on table sources.quarantine to daybook_system_admin;
grant update on table sources.quarantine (decided_at) to daybook_account_manager;
grant update on table sources.quarantine (decided_at) to daybook_data_ops;
grant update on table sources.quarantine (decided_at) to daybook_district_manager;
grant update on table sources.quarantine (decided_at) to daybook_rss_admin;
grant update on table sources.quarantine (decided_at) to daybook_system_admin;
grant update on table sources.quarantine (decided_by) to daybook_account_manager;
grant update on table sources.quarantine (decided_by) to daybook_data_ops;
grant update on table sources.quarantine (decided_by) to daybook_district_manager;
grant update on table sources.quarantine (decided_by) to daybook_rss_admin;
grant update on table sources.quarantine (decided_by) to daybook_system_admin;
grant update on table sources.quarantine (decided_reason) to daybook_account_manager;
grant update on table sources.quarantine (decided_reason) to daybook_data_ops;
grant update on table sources.quarantine (decided_reason) to daybook_district_manager;
grant update on table sources.quarantine (decided_reason) to daybook_rss_admin;
grant update on table sources.quarantine (decided_reason) to daybook_system_admin;
grant update on table sources.quarantine (state) to daybook_account_manager;
grant update on table sources.quarantine (state) to daybook_data_ops;
grant update on table sources.quarantine (state) to daybook_district_manager;
grant update on table sources.quarantine (state) to daybook_rss_admin;
grant update on table sources.quarantine (state) to daybook_system_admin;

create unlogged table sources.revenue_daily_detail (
  site_id text,
  revenue_on date,
  revenue_code text,
  collection_type text,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.revenue_daily_detail enable row level security;
alter table sources.revenue_daily_detail force row level security;
comment on table sources.revenue_daily_detail is 'Typed rows on their way into warehouse.revenue_detail.';
comment on column sources.revenue_daily_detail.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.revenue_daily_detail.revenue_on is 'Day of the revenue.';
comment on column sources.revenue_daily_detail.revenue_code is 'Revenue code, upper case.';
comment on column sources.revenue_daily_detail.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column sources.revenue_daily_detail.revenue_category is 'Revenue category, upper case.';
comment on column sources.revenue_daily_detail.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column sources.revenue_daily_detail.external_revenue is 'Gross revenue in dollars.';
comment on column sources.revenue_daily_detail.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column sources.revenue_daily_detail.vehicle_count is 'Vehicles.';
comment on column sources.revenue_daily_detail.tax_rate is 'Parking tax in percent.';
comment on column sources.revenue_daily_detail.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column sources.revenue_daily_detail.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.revenue_daily_detail.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.revenue_datamart_daily (
  site_id text,
  revenue_on date,
  revenue_code text,
  revenue_category text,
  value_type text,
  file_name text,
  value numeric(19,5),
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.revenue_datamart_daily enable row level security;
alter table sources.revenue_datamart_daily force row level security;
comment on table sources.revenue_datamart_daily is 'Typed rows on their way into warehouse.revenue_value.';
comment on column sources.revenue_datamart_daily.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.revenue_datamart_daily.revenue_on is 'Day of the revenue.';
comment on column sources.revenue_datamart_daily.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column sources.revenue_datamart_daily.revenue_category is 'Revenue category, upper case.';
comment on column sources.revenue_datamart_daily.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column sources.revenue_datamart_daily.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column sources.revenue_datamart_daily.value is 'Dollars, vehicles or another count, by value type.';
comment on column sources.revenue_datamart_daily.is_draft is 'The source marks the value as a draft.';
comment on column sources.revenue_datamart_daily.source_loaded_at is 'When the source loaded the row.';
comment on column sources.revenue_datamart_daily.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.revenue_datamart_daily.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.schedule_cost_entity (
  site_id text,
  scheduled_on date,
  job_code text,
  cost numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.schedule_cost_entity enable row level security;
alter table sources.schedule_cost_entity force row level security;
comment on table sources.schedule_cost_entity is 'Typed rows on their way into warehouse.schedule_cost.';
comment on column sources.schedule_cost_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.schedule_cost_entity.scheduled_on is 'Day.';
comment on column sources.schedule_cost_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.schedule_cost_entity.cost is 'Scheduled cost in dollars, unrounded.';
comment on column sources.schedule_cost_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.schedule_cost_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.shift_entity (
  site_id text,
  shift_on date,
  job_code text,
  employee_id text,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer,
  overtime_minutes integer,
  double_overtime_minutes integer,
  is_deleted boolean,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.shift_entity enable row level security;
alter table sources.shift_entity force row level security;
comment on table sources.shift_entity is 'Typed rows on their way into warehouse.shift.';
comment on column sources.shift_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.shift_entity.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column sources.shift_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.shift_entity.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column sources.shift_entity.starts_at is 'Start.';
comment on column sources.shift_entity.ends_at is 'End.';
comment on column sources.shift_entity.schedule_week is 'Week of the schedule, as the source names it.';
comment on column sources.shift_entity.regular_minutes is 'Regular minutes.';
comment on column sources.shift_entity.overtime_minutes is 'Overtime minutes.';
comment on column sources.shift_entity.double_overtime_minutes is 'Double overtime minutes.';
comment on column sources.shift_entity.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column sources.shift_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.shift_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.staged_fault (
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb,
  slice_site_id text,
  slice_on date
);
alter table sources.staged_fault enable row level security;
alter table sources.staged_fault force row level security;
CREATE INDEX staged_fault_line ON sources.staged_fault USING btree (feed, source_line);
comment on table sources.staged_fault is 'Faults of the file that is being taken in; they become quarantine when the load succeeds.';
comment on column sources.staged_fault.feed is 'Kind of file.';
comment on column sources.staged_fault.source_line is 'Physical line of the file where the record begins.';
comment on column sources.staged_fault.column_name is 'Column at fault, by its name in the source.';
comment on column sources.staged_fault.value is 'Value that was seen.';
comment on column sources.staged_fault.rule is 'Check that failed.';
comment on column sources.staged_fault.message is 'What is wrong and what to do.';
comment on column sources.staged_fault.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.staged_fault.waits_for_id is 'Number it waits for.';
comment on column sources.staged_fault.record is 'The record as received; filled in once the checks are through.';
comment on column sources.staged_fault.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.staged_fault.slice_on is 'Day or month of the slice, when readable.';

create unlogged table sources.timesheet_entity (
  site_id text,
  worked_on date,
  job_code text,
  employee_id text,
  regular_minutes integer,
  regular_minutes_next_day integer,
  overtime_minutes integer,
  overtime_minutes_next_day integer,
  double_overtime_minutes integer,
  double_overtime_minutes_next_day integer,
  holiday_minutes integer,
  holiday_minutes_next_day integer,
  holiday_overtime_minutes integer,
  holiday_overtime_minutes_next_day integer,
  holiday_double_overtime_minutes integer,
  holiday_double_overtime_minutes_next_day integer,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.timesheet_entity enable row level security;
alter table sources.timesheet_entity force row level security;
comment on table sources.timesheet_entity is 'Typed rows on their way into warehouse.timesheet.';
comment on column sources.timesheet_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.timesheet_entity.worked_on is 'Day worked.';
comment on column sources.timesheet_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.timesheet_entity.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column sources.timesheet_entity.regular_minutes is 'Regular minutes.';
comment on column sources.timesheet_entity.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column sources.timesheet_entity.overtime_minutes is 'Overtime minutes.';
comment on column sources.timesheet_entity.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.double_overtime_minutes is 'Double overtime minutes.';
comment on column sources.timesheet_entity.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_minutes is 'Holiday minutes.';
comment on column sources.timesheet_entity.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column sources.timesheet_entity.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column sources.timesheet_entity.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.timesheet_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_job_codes (
  site_id text,
  employee_id text,
  job_code text,
  effective_on date,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.workday_job_codes enable row level security;
alter table sources.workday_job_codes force row level security;
comment on table sources.workday_job_codes is 'Typed rows on their way into warehouse.employee_job.';
comment on column sources.workday_job_codes.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_job_codes.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column sources.workday_job_codes.job_code is 'Job code, upper case.';
comment on column sources.workday_job_codes.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column sources.workday_job_codes.ended_on is 'Last day in the job.';
comment on column sources.workday_job_codes.job_title is 'Title of the job.';
comment on column sources.workday_job_codes.status is 'Status, upper case: ACTIVE, …';
comment on column sources.workday_job_codes.job_family is 'Family of the job.';
comment on column sources.workday_job_codes.is_salaried is 'The position is salaried.';
comment on column sources.workday_job_codes.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_job_codes.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_rls_bisecurity (
  user_id text,
  job_profile text,
  cost_center text,
  site_id text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.workday_rls_bisecurity enable row level security;
alter table sources.workday_rls_bisecurity force row level security;
comment on table sources.workday_rls_bisecurity is 'Typed rows on their way into warehouse.site_access.';
comment on column sources.workday_rls_bisecurity.user_id is 'Person (personal data).';
comment on column sources.workday_rls_bisecurity.job_profile is 'Job profile, upper case.';
comment on column sources.workday_rls_bisecurity.cost_center is 'Site by cost centre; empty when none.';
comment on column sources.workday_rls_bisecurity.site_id is 'Site by location; empty when none.';
comment on column sources.workday_rls_bisecurity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_rls_bisecurity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_site_managers (
  site_id text,
  employee_id text,
  last_name text,
  first_name text,
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.workday_site_managers enable row level security;
alter table sources.workday_site_managers force row level security;
comment on table sources.workday_site_managers is 'Typed rows on their way into warehouse.site_manager.';
comment on column sources.workday_site_managers.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_site_managers.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column sources.workday_site_managers.last_name is 'Last name (personal data).';
comment on column sources.workday_site_managers.first_name is 'First name (personal data).';
comment on column sources.workday_site_managers.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_site_managers.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_site_salaries (
  site_id text,
  work_email text,
  person_name text,
  annual_base_pay numeric(19,5),
  allocated_amount numeric(19,5),
  distribution_percent numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
alter table sources.workday_site_salaries enable row level security;
alter table sources.workday_site_salaries force row level security;
comment on table sources.workday_site_salaries is 'Typed rows on their way into warehouse.site_salary.';
comment on column sources.workday_site_salaries.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_site_salaries.work_email is 'E-mail of the person (personal data).';
comment on column sources.workday_site_salaries.person_name is 'Name of the person (personal data).';
comment on column sources.workday_site_salaries.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column sources.workday_site_salaries.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column sources.workday_site_salaries.distribution_percent is 'Share of the site in percent.';
comment on column sources.workday_site_salaries.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_site_salaries.is_held is 'A check holds the row back; it still keeps its key and slice.';

CREATE OR REPLACE FUNCTION sources.clear_staging(staging text, feed_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  month_table record;
begin
  execute format('truncate sources.%I', staging);
  delete from sources.staged_fault where feed = feed_name;
  for month_table in
    select relname from pg_class
    where relnamespace = 'sources'::regnamespace and relkind = 'r'
      and relname ~ format('^%s_\d{4}_\d{2}_batch_\d+$', staging)
  loop
    execute format('drop table sources.%I', month_table.relname);
  end loop;
end
$function$;
comment on function sources.clear_staging(staging text, feed_name text) is 'Empties the staging tables of a feed, what a crash left of them too, and forgets its faults.';
revoke all on function sources.clear_staging(staging text, feed_name text) from public;

CREATE OR REPLACE FUNCTION sources.copy_statement(staging text, columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select format('copy sources.%I (%s) from stdin', staging, string_agg(quote_ident(name), ', ' order by position))
  from unnest(columns) with ordinality as listed (name, position)
$function$;
comment on function sources.copy_statement(staging text, columns text[]) is 'Statement that streams typed rows into a staging table.';
grant execute on function sources.copy_statement(staging text, columns text[]) to daybook_stages;
revoke all on function sources.copy_statement(staging text, columns text[]) from public;

CREATE OR REPLACE FUNCTION sources.create_month(staging text, period text, month date, batch bigint)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  name text := format('%s_%s_batch_%s', staging, to_char(month, 'YYYY_MM'), batch);
begin
  execute format('create table sources.%I (like sources.%I)', name, staging);
  execute format('alter table sources.%I drop column is_held', name);
  execute format(
    'alter table sources.%I add column batch_id bigint not null default %s,
       add constraint arrived_month check (%I >= %L and %I < %L)',
    name, batch, period, month, period, (month + interval '1 month')::date);
  return name;
end
$function$;
comment on function sources.create_month(staging text, period text, month date, batch bigint) is 'Makes a staging table for one month of a large file; when the warehouse lacks the month, the table becomes its partition.';
revoke all on function sources.create_month(staging text, period text, month date, batch bigint) from public;

CREATE OR REPLACE FUNCTION sources.end_copy(staging text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- After the copy, so that a default that no row stores stands for all of them.
  execute format('alter table sources.%I add column is_held boolean not null default false', staging);
end
$function$;
comment on function sources.end_copy(staging text) is 'Readies a month staging table for the checks.';
revoke all on function sources.end_copy(staging text) from public;

CREATE OR REPLACE FUNCTION sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  found bigint;
begin
  if not exists (
    select from pg_attribute
    where attrelid = format('sources.%I', staging)::regclass and attname = 'is_held' and not attisdropped) then
    -- The table has its key already, so every key stands once.
    return 0;
  end if;
  execute format(
    $sql$
      with repeated as (
        select %1$s, array_agg(source_line order by source_line) as lines
        from sources.%2$I group by %1$s having count(*) > 1
      ), held as (
        update sources.%2$I as row set is_held = true from repeated
        where %3$s
        returning row.source_line, repeated.lines, row.%4$I::text as site_id, %5$s::date as slice_on,
          concat_ws(', ', %6$s) as key
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, slice_site_id, slice_on)
      select %7$L, source_line, %8$L, key, 'duplicate key',
        format('Lines %%s carry the same key (%%s); keep one of them.', array_to_string(lines[1:5], ', '), key),
        site_id, slice_on
      from held
    $sql$,
    (select string_agg(quote_ident(name), ', ') from unnest(keys) as name),
    staging,
    (select string_agg(format('row.%1$I = repeated.%1$I', name), ' and ') from unnest(keys) as name),
    case when 'site_id' = any (keys) then 'site_id' else keys[1] end,
    case when period is null then 'null' else format('row.%I', period) end,
    (select string_agg(format('%L || row.%I', header || ' ', name), ', ')
      from unnest(keys, headers) as listed (name, header)),
    feed_name,
    array_to_string(headers, ', '));
  get diagnostics found = row_count;
  return found;
end
$function$;
comment on function sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text) is 'Holds back every row whose key stands more than once in the file; how many rows.';
revoke all on function sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text) from public;

CREATE OR REPLACE FUNCTION sources.hold_faulty(staging text, feed_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    'update sources.%I as row set is_held = true from sources.staged_fault as fault
     where fault.feed = $1 and fault.source_line = row.source_line', staging)
  using feed_name;
end
$function$;
comment on function sources.hold_faulty(staging text, feed_name text) is 'Holds back the rows whose record could not be read as its columns say.';
revoke all on function sources.hold_faulty(staging text, feed_name text) from public;

CREATE OR REPLACE FUNCTION sources.hold_unknown(staging text, feed_name text, reference text, header text, dimension text, ids text[], period text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  found bigint;
begin
  execute format(
    $sql$
      with held as (
        update sources.%1$I as row set is_held = true
        where %2$I = any ($1)
        returning row.source_line, row.%2$I as id, row.site_id, %3$s::date as slice_on
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, slice_site_id, slice_on)
      select $2, source_line, $3, id, 'unknown ' || replace($4, '_', ' '),
        case $4
          when 'site' then format(
            'Site %%s is not known. Load the site list that holds it; the record is then taken in by itself.', id)
          when 'account' then format(
            'Account %%s is not known. Load the chart that holds it; the record is then taken in by itself.', id)
          else format('Revenue code %%s is not in the catalogue or no longer active. Use an active code.', id)
        end,
        $4, id, site_id, slice_on
      from held
    $sql$,
    staging, reference, case when period is null then 'null' else format('row.%I', period) end)
  using ids, feed_name, header, dimension;
  get diagnostics found = row_count;
  return found;
end
$function$;
comment on function sources.hold_unknown(staging text, feed_name text, reference text, header text, dimension text, ids text[], period text) is 'Holds back rows that name a site, account or code the warehouse does not know; how many rows.';
revoke all on function sources.hold_unknown(staging text, feed_name text, reference text, header text, dimension text, ids text[], period text) from public;

CREATE OR REPLACE FUNCTION sources.quarantine_faults(feed_name text, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  kept bigint;
begin
  insert into sources.quarantine (
    batch_id, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, state)
  select distinct on (source_line)
    batch, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, case when waits_for is null then 'open' else 'waiting' end
  from sources.staged_fault
  where feed = feed_name
  -- A record that is wrong and waits is wrong: it needs a person, not a site.
  order by source_line, (waits_for is null) desc;
  get diagnostics kept = row_count;
  return kept;
end
$function$;
comment on function sources.quarantine_faults(feed_name text, batch bigint) is 'Moves the faults of the file being taken in to quarantine, one entry per record; how many.';
revoke all on function sources.quarantine_faults(feed_name text, batch bigint) from public;

CREATE OR REPLACE FUNCTION sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  superseded bigint;
begin
  execute format(
    $sql$
      update sources.quarantine as waiting
      set state = 'superseded', resolved_by_batch_id = $2, decided_at = now(),
        decided_reason = 'A newer file covers the same records.'
      where waiting.feed = $1 and waiting.state in ('open', 'waiting') and waiting.batch_id <> $2 and %s
    $sql$,
    case slice
      when 'whole list' then 'true'
      when 'site and month' then format(
        '(waiting.slice_site_id, date_trunc(''month'', waiting.slice_on)) in
          (select site_id, date_trunc(''month'', %I) from sources.%I)', period, staging)
      when 'site and day' then format(
        '(waiting.slice_site_id, waiting.slice_on) in (select site_id, %I from sources.%I)', period, staging)
      else 'false'
    end)
  using feed_name, batch;
  get diagnostics superseded = row_count;
  return superseded;
end
$function$;
comment on function sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint) is 'Closes undecided records whose slice a newer file replaced; how many.';
revoke all on function sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint) from public;

create schema warehouse;
comment on schema warehouse is 'What happened: dimensions with their history and facts at the grain of the sources.';
grant usage on schema warehouse to daybook_stages;

create table warehouse.account (
  account_id text not null,
  account_name text not null,
  category text,
  summary_category text,
  is_listed boolean not null default true,
  batch_id bigint not null,
  source_line integer not null,
  constraint account_number_has_four_digits CHECK ((account_id ~ '^[0-9]{4}$'::text)),
  constraint account_pkey PRIMARY KEY (account_id)
);
alter table warehouse.account enable row level security;
alter table warehouse.account force row level security;
create policy catalogue_read_select_everywhere on warehouse.account as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.account is 'Main accounts of the ledger, statistical ones included.';
comment on column warehouse.account.account_id is 'Main account, four digits.';
comment on column warehouse.account.account_name is 'Name.';
comment on column warehouse.account.category is 'Category of the chart.';
comment on column warehouse.account.summary_category is 'Summary category that decides where the account counts; null = unmapped.';
comment on column warehouse.account.is_listed is 'False once the newest chart no longer holds the account.';
comment on column warehouse.account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.account to daybook_account_manager;
grant select on table warehouse.account to daybook_auditor;
grant select on table warehouse.account to daybook_billing_admin;
grant select on table warehouse.account to daybook_billing_manager;
grant select on table warehouse.account to daybook_contract_admin;
grant select on table warehouse.account to daybook_corporate_consumer;
grant select on table warehouse.account to daybook_customer_service;
grant select on table warehouse.account to daybook_data_ops;
grant select on table warehouse.account to daybook_dba;
grant select on table warehouse.account to daybook_district_manager;
grant select on table warehouse.account to daybook_finance_manager;
grant select on table warehouse.account to daybook_forecast_admin;
grant select on table warehouse.account to daybook_regional_vp;
grant select on table warehouse.account to daybook_revenue_approver;
grant select on table warehouse.account to daybook_rss_admin;
grant select on table warehouse.account to daybook_security_admin;
grant select on table warehouse.account to daybook_service_forecasting;
grant select on table warehouse.account to daybook_service_intake;
grant select on table warehouse.account to daybook_service_reporting;
grant select on table warehouse.account to daybook_site_admin;
grant select on table warehouse.account to daybook_svp;
grant select on table warehouse.account to daybook_system_admin;
grant select on table warehouse.account to daybook_territory_manager;

create table warehouse.account_history (
  account_id text not null,
  account_name text,
  category text,
  summary_category text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null,
  constraint account_history_pkey PRIMARY KEY (account_id, superseded_by_batch_id)
);
alter table warehouse.account_history enable row level security;
alter table warehouse.account_history force row level security;
create policy catalogue_read_select_everywhere on warehouse.account_history as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.account_history is 'Earlier versions of accounts.';
comment on column warehouse.account_history.account_id is 'Main account, four digits.';
comment on column warehouse.account_history.account_name is 'Name until then.';
comment on column warehouse.account_history.category is 'Category until then.';
comment on column warehouse.account_history.summary_category is 'Summary category until then.';
comment on column warehouse.account_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.account_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.account_history to daybook_account_manager;
grant select on table warehouse.account_history to daybook_auditor;
grant select on table warehouse.account_history to daybook_billing_admin;
grant select on table warehouse.account_history to daybook_billing_manager;
grant select on table warehouse.account_history to daybook_contract_admin;
grant select on table warehouse.account_history to daybook_corporate_consumer;
grant select on table warehouse.account_history to daybook_customer_service;
grant select on table warehouse.account_history to daybook_data_ops;
grant select on table warehouse.account_history to daybook_dba;
grant select on table warehouse.account_history to daybook_district_manager;
grant select on table warehouse.account_history to daybook_finance_manager;
grant select on table warehouse.account_history to daybook_forecast_admin;
grant select on table warehouse.account_history to daybook_regional_vp;
grant select on table warehouse.account_history to daybook_revenue_approver;
grant select on table warehouse.account_history to daybook_rss_admin;
grant select on table warehouse.account_history to daybook_security_admin;
grant select on table warehouse.account_history to daybook_service_forecasting;
grant select on table warehouse.account_history to daybook_service_intake;
grant select on table warehouse.account_history to daybook_service_reporting;
grant select on table warehouse.account_history to daybook_site_admin;
grant select on table warehouse.account_history to daybook_svp;
grant select on table warehouse.account_history to daybook_system_admin;
grant select on table warehouse.account_history to daybook_territory_manager;

create table warehouse.budget (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint budget_account_exists FOREIGN KEY (account_id) REFERENCES warehouse.account(account_id),
  constraint budget_pkey PRIMARY KEY (site_id, period_month, account_id),
  constraint budget_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
alter table warehouse.budget enable row level security;
alter table warehouse.budget force row level security;
CREATE INDEX budget_account_id ON ONLY warehouse.budget USING btree (account_id);
create policy budget_read_select_everywhere on warehouse.budget as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
create policy profit_and_loss_read_select_by_site on warehouse.budget as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
comment on table warehouse.budget is 'Approved budget: site x month x account.';
comment on column warehouse.budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.budget.account_id is 'Main account, four digits.';
comment on column warehouse.budget.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column warehouse.budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.budget.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.budget to daybook_account_manager;
grant select on table warehouse.budget to daybook_auditor;
grant select on table warehouse.budget to daybook_billing_admin;
grant select on table warehouse.budget to daybook_corporate_consumer;
grant select on table warehouse.budget to daybook_district_manager;
grant select on table warehouse.budget to daybook_finance_manager;
grant select on table warehouse.budget to daybook_forecast_admin;
grant select on table warehouse.budget to daybook_regional_vp;
grant select on table warehouse.budget to daybook_revenue_approver;
grant select on table warehouse.budget to daybook_service_reporting;
grant select on table warehouse.budget to daybook_svp;

create table warehouse.budget_history (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.budget_history enable row level security;
alter table warehouse.budget_history force row level security;
CREATE INDEX budget_history_key ON warehouse.budget_history USING btree (site_id, period_month);
create policy budget_read_select_everywhere on warehouse.budget_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
create policy profit_and_loss_read_select_by_site on warehouse.budget_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
comment on table warehouse.budget_history is 'Rows of warehouse.budget that a later load changed or no longer held.';
comment on column warehouse.budget_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.budget_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.budget_history.account_id is 'Main account, four digits.';
comment on column warehouse.budget_history.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column warehouse.budget_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.budget_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.budget_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.budget_history to daybook_account_manager;
grant select on table warehouse.budget_history to daybook_auditor;
grant select on table warehouse.budget_history to daybook_billing_admin;
grant select on table warehouse.budget_history to daybook_corporate_consumer;
grant select on table warehouse.budget_history to daybook_district_manager;
grant select on table warehouse.budget_history to daybook_finance_manager;
grant select on table warehouse.budget_history to daybook_forecast_admin;
grant select on table warehouse.budget_history to daybook_regional_vp;
grant select on table warehouse.budget_history to daybook_revenue_approver;
grant select on table warehouse.budget_history to daybook_service_reporting;
grant select on table warehouse.budget_history to daybook_svp;

create table warehouse.calendar_day (
  day_on date not null,
  month_on date not null,
  year smallint not null,
  month_of_year smallint not null,
  day_of_year smallint not null,
  iso_weekday smallint not null,
  constraint calendar_day_pkey PRIMARY KEY (day_on)
);
alter table warehouse.calendar_day enable row level security;
alter table warehouse.calendar_day force row level security;
create policy catalogue_read_select_everywhere on warehouse.calendar_day as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.calendar_day is 'The calendar, 2015 to 2050.';
comment on column warehouse.calendar_day.day_on is 'Day.';
comment on column warehouse.calendar_day.month_on is 'First day of its month.';
comment on column warehouse.calendar_day.year is 'Year.';
comment on column warehouse.calendar_day.month_of_year is 'Month, 1 to 12.';
comment on column warehouse.calendar_day.day_of_year is 'Day of the year, 1 to 366.';
comment on column warehouse.calendar_day.iso_weekday is '1 Monday to 7 Sunday.';
grant select on table warehouse.calendar_day to daybook_account_manager;
grant select on table warehouse.calendar_day to daybook_auditor;
grant select on table warehouse.calendar_day to daybook_billing_admin;
grant select on table warehouse.calendar_day to daybook_billing_manager;
grant select on table warehouse.calendar_day to daybook_contract_admin;
grant select on table warehouse.calendar_day to daybook_corporate_consumer;
grant select on table warehouse.calendar_day to daybook_customer_service;
grant select on table warehouse.calendar_day to daybook_data_ops;
grant select on table warehouse.calendar_day to daybook_dba;
grant select on table warehouse.calendar_day to daybook_district_manager;
grant select on table warehouse.calendar_day to daybook_finance_manager;
grant select on table warehouse.calendar_day to daybook_forecast_admin;
grant select on table warehouse.calendar_day to daybook_regional_vp;
grant select on table warehouse.calendar_day to daybook_revenue_approver;
grant select on table warehouse.calendar_day to daybook_rss_admin;
grant select on table warehouse.calendar_day to daybook_security_admin;
grant select on table warehouse.calendar_day to daybook_service_forecasting;
grant select on table warehouse.calendar_day to daybook_service_intake;
grant select on table warehouse.calendar_day to daybook_service_reporting;
grant select on table warehouse.calendar_day to daybook_site_admin;
grant select on table warehouse.calendar_day to daybook_svp;
grant select on table warehouse.calendar_day to daybook_system_admin;
grant select on table warehouse.calendar_day to daybook_territory_manager;

create table warehouse.customer_contact (
  site_id text not null,
  email_recipient text,
  batch_id bigint not null,
  source_line integer not null,
  constraint customer_contact_pkey PRIMARY KEY (site_id),
  constraint customer_contact_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.customer_contact enable row level security;
alter table warehouse.customer_contact force row level security;
create policy site_information_read_select_by_site on warehouse.customer_contact as permissive for select to daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_information_read_select_everywhere on warehouse.customer_contact as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_site_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.customer_contact is 'Billing contact of a site (personal data).';
comment on column warehouse.customer_contact.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.customer_contact.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column warehouse.customer_contact.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.customer_contact.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.customer_contact to daybook_account_manager;
grant select on table warehouse.customer_contact to daybook_auditor;
grant select on table warehouse.customer_contact to daybook_billing_admin;
grant select on table warehouse.customer_contact to daybook_billing_manager;
grant select on table warehouse.customer_contact to daybook_contract_admin;
grant select on table warehouse.customer_contact to daybook_corporate_consumer;
grant select on table warehouse.customer_contact to daybook_customer_user;
grant select on table warehouse.customer_contact to daybook_data_ops;
grant select on table warehouse.customer_contact to daybook_district_manager;
grant select on table warehouse.customer_contact to daybook_finance_manager;
grant select on table warehouse.customer_contact to daybook_forecast_admin;
grant select on table warehouse.customer_contact to daybook_regional_vp;
grant select on table warehouse.customer_contact to daybook_revenue_approver;
grant select on table warehouse.customer_contact to daybook_rss_admin;
grant select on table warehouse.customer_contact to daybook_service_intake;
grant select on table warehouse.customer_contact to daybook_service_reporting;
grant select on table warehouse.customer_contact to daybook_site_admin;
grant select on table warehouse.customer_contact to daybook_svp;
grant select on table warehouse.customer_contact to daybook_system_admin;
grant select on table warehouse.customer_contact to daybook_territory_manager;

create table warehouse.customer_contact_history (
  site_id text not null,
  email_recipient text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.customer_contact_history enable row level security;
alter table warehouse.customer_contact_history force row level security;
CREATE INDEX customer_contact_history_key ON warehouse.customer_contact_history USING btree (site_id);
create policy site_information_read_select_by_site on warehouse.customer_contact_history as permissive for select to daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_information_read_select_everywhere on warehouse.customer_contact_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_site_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.customer_contact_history is 'Rows of warehouse.customer_contact that a later load changed or no longer held.';
comment on column warehouse.customer_contact_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.customer_contact_history.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column warehouse.customer_contact_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.customer_contact_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.customer_contact_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.customer_contact_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.customer_contact_history to daybook_auditor;
grant select on table warehouse.customer_contact_history to daybook_billing_admin;
grant select on table warehouse.customer_contact_history to daybook_billing_manager;
grant select on table warehouse.customer_contact_history to daybook_contract_admin;
grant select on table warehouse.customer_contact_history to daybook_finance_manager;
grant select on table warehouse.customer_contact_history to daybook_forecast_admin;
grant select on table warehouse.customer_contact_history to daybook_revenue_approver;
grant select on table warehouse.customer_contact_history to daybook_site_admin;
grant select on table warehouse.customer_contact_history to daybook_territory_manager;

create table warehouse.employee_job (
  site_id text not null,
  employee_id text not null,
  job_code text not null,
  effective_on date not null,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  batch_id bigint not null,
  source_line integer not null,
  constraint employee_job_pkey PRIMARY KEY (site_id, employee_id, job_code, effective_on),
  constraint employee_job_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.employee_job enable row level security;
alter table warehouse.employee_job force row level security;
create policy labor_allocation_read_select_by_site on warehouse.employee_job as permissive for select to daybook_district_manager using ((site_id = ANY (( SELECT security.sites_as('{districtManager}'::text[]) AS sites_as)::text[])));
create policy labor_allocation_read_select_everywhere on warehouse.employee_job as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.employee_job is 'Who works where in which job (personal data).';
comment on column warehouse.employee_job.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.employee_job.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.employee_job.job_code is 'Job code, upper case.';
comment on column warehouse.employee_job.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column warehouse.employee_job.ended_on is 'Last day in the job.';
comment on column warehouse.employee_job.job_title is 'Title of the job.';
comment on column warehouse.employee_job.status is 'Status, upper case: ACTIVE, …';
comment on column warehouse.employee_job.job_family is 'Family of the job.';
comment on column warehouse.employee_job.is_salaried is 'The position is salaried.';
comment on column warehouse.employee_job.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.employee_job.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.employee_job to daybook_auditor;
grant select on table warehouse.employee_job to daybook_district_manager;
grant select on table warehouse.employee_job to daybook_forecast_admin;
grant select on table warehouse.employee_job to daybook_system_admin;

create table warehouse.employee_job_history (
  site_id text not null,
  employee_id text not null,
  job_code text not null,
  effective_on date not null,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.employee_job_history enable row level security;
alter table warehouse.employee_job_history force row level security;
CREATE INDEX employee_job_history_key ON warehouse.employee_job_history USING btree (site_id);
create policy labor_allocation_read_select_by_site on warehouse.employee_job_history as permissive for select to daybook_district_manager using ((site_id = ANY (( SELECT security.sites_as('{districtManager}'::text[]) AS sites_as)::text[])));
create policy labor_allocation_read_select_everywhere on warehouse.employee_job_history as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.employee_job_history is 'Rows of warehouse.employee_job that a later load changed or no longer held.';
comment on column warehouse.employee_job_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.employee_job_history.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.employee_job_history.job_code is 'Job code, upper case.';
comment on column warehouse.employee_job_history.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column warehouse.employee_job_history.ended_on is 'Last day in the job.';
comment on column warehouse.employee_job_history.job_title is 'Title of the job.';
comment on column warehouse.employee_job_history.status is 'Status, upper case: ACTIVE, …';
comment on column warehouse.employee_job_history.job_family is 'Family of the job.';
comment on column warehouse.employee_job_history.is_salaried is 'The position is salaried.';
comment on column warehouse.employee_job_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.employee_job_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.employee_job_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.employee_job_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.employee_job_history to daybook_auditor;
grant select on table warehouse.employee_job_history to daybook_district_manager;
grant select on table warehouse.employee_job_history to daybook_forecast_admin;
grant select on table warehouse.employee_job_history to daybook_system_admin;

create table warehouse.forecast (
  site_id text not null,
  period_month date not null,
  line text not null,
  amount numeric(20,8) not null,
  run_id bigint not null,
  constraint forecast_pkey PRIMARY KEY (site_id, period_month, line),
  constraint forecast_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.forecast enable row level security;
alter table warehouse.forecast force row level security;
CREATE INDEX forecast_month ON warehouse.forecast USING btree (period_month, site_id);
create policy profit_and_loss_read_select_by_site on warehouse.forecast as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on warehouse.forecast as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.forecast is 'What is expected of a site in a month by row of the P&L, for reports and billing to compare with.';
comment on column warehouse.forecast.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.forecast.period_month is 'Month, as its first day.';
comment on column warehouse.forecast.line is 'Row of the P&L.';
comment on column warehouse.forecast.amount is 'Money as displayed.';
comment on column warehouse.forecast.run_id is 'Calculation that it comes from.';
grant select on table warehouse.forecast to daybook_account_manager;
grant select on table warehouse.forecast to daybook_auditor;
grant select on table warehouse.forecast to daybook_billing_admin;
grant select on table warehouse.forecast to daybook_corporate_consumer;
grant select on table warehouse.forecast to daybook_district_manager;
grant select on table warehouse.forecast to daybook_finance_manager;
grant select on table warehouse.forecast to daybook_forecast_admin;
grant select on table warehouse.forecast to daybook_regional_vp;
grant select on table warehouse.forecast to daybook_revenue_approver;
grant select on table warehouse.forecast to daybook_service_reporting;
grant select on table warehouse.forecast to daybook_svp;

create table warehouse.gl_account (
  account_number text not null,
  company_database text not null,
  status text,
  batch_id bigint not null,
  source_line integer not null,
  constraint gl_account_pkey PRIMARY KEY (account_number, company_database)
);
alter table warehouse.gl_account enable row level security;
alter table warehouse.gl_account force row level security;
create policy site_information_read_select_everywhere on warehouse.gl_account as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_site_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.gl_account is 'Ledger account strings and their status.';
comment on column warehouse.gl_account.account_number is 'Full ledger string.';
comment on column warehouse.gl_account.company_database is 'Ledger database that holds it, upper case.';
comment on column warehouse.gl_account.status is 'Status, upper case.';
comment on column warehouse.gl_account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.gl_account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.gl_account to daybook_auditor;
grant select on table warehouse.gl_account to daybook_billing_admin;
grant select on table warehouse.gl_account to daybook_billing_manager;
grant select on table warehouse.gl_account to daybook_contract_admin;
grant select on table warehouse.gl_account to daybook_finance_manager;
grant select on table warehouse.gl_account to daybook_forecast_admin;
grant select on table warehouse.gl_account to daybook_revenue_approver;
grant select on table warehouse.gl_account to daybook_site_admin;

create table warehouse.gl_account_history (
  account_number text not null,
  company_database text not null,
  status text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.gl_account_history enable row level security;
alter table warehouse.gl_account_history force row level security;
CREATE INDEX gl_account_history_key ON warehouse.gl_account_history USING btree (account_number);
create policy site_information_read_select_everywhere on warehouse.gl_account_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_site_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.gl_account_history is 'Rows of warehouse.gl_account that a later load changed or no longer held.';
comment on column warehouse.gl_account_history.account_number is 'Full ledger string.';
comment on column warehouse.gl_account_history.company_database is 'Ledger database that holds it, upper case.';
comment on column warehouse.gl_account_history.status is 'Status, upper case.';
comment on column warehouse.gl_account_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.gl_account_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.gl_account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.gl_account_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.gl_account_history to daybook_auditor;
grant select on table warehouse.gl_account_history to daybook_billing_admin;
grant select on table warehouse.gl_account_history to daybook_billing_manager;
grant select on table warehouse.gl_account_history to daybook_contract_admin;
grant select on table warehouse.gl_account_history to daybook_finance_manager;
grant select on table warehouse.gl_account_history to daybook_forecast_admin;
grant select on table warehouse.gl_account_history to daybook_revenue_approver;
grant select on table warehouse.gl_account_history to daybook_site_admin;

create table warehouse.job_code (
  job_code text not null,
  job_title text not null,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint job_code_pkey PRIMARY KEY (job_code)
);
alter table warehouse.job_code enable row level security;
alter table warehouse.job_code force row level security;
CREATE TRIGGER trail_delete AFTER DELETE ON warehouse.job_code REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_delete('warehouse.job_code', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_insert AFTER INSERT ON warehouse.job_code REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_insert('warehouse.job_code', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_truncate AFTER TRUNCATE ON warehouse.job_code FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate('warehouse.job_code', '{job_code}'); -- enabled: A
CREATE TRIGGER trail_update AFTER UPDATE ON warehouse.job_code REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_update('warehouse.job_code', '{job_code}'); -- enabled: A
create policy catalogue_read_select_everywhere on warehouse.job_code as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.job_code is 'Job codes; a code that a labor file brings is added by itself.';
comment on column warehouse.job_code.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.job_code.job_title is 'Title; the code itself until somebody names it.';
comment on column warehouse.job_code.is_active is 'False when the code is no longer used.';
comment on column warehouse.job_code.first_seen_batch_id is 'Load that first brought the code.';
grant select on table warehouse.job_code to daybook_account_manager;
grant select on table warehouse.job_code to daybook_auditor;
grant select on table warehouse.job_code to daybook_billing_admin;
grant select on table warehouse.job_code to daybook_billing_manager;
grant select on table warehouse.job_code to daybook_contract_admin;
grant select on table warehouse.job_code to daybook_corporate_consumer;
grant select on table warehouse.job_code to daybook_customer_service;
grant select on table warehouse.job_code to daybook_data_ops;
grant select on table warehouse.job_code to daybook_dba;
grant select on table warehouse.job_code to daybook_district_manager;
grant select on table warehouse.job_code to daybook_finance_manager;
grant select on table warehouse.job_code to daybook_forecast_admin;
grant select on table warehouse.job_code to daybook_regional_vp;
grant select on table warehouse.job_code to daybook_revenue_approver;
grant select on table warehouse.job_code to daybook_rss_admin;
grant select on table warehouse.job_code to daybook_security_admin;
grant select on table warehouse.job_code to daybook_service_forecasting;
grant select on table warehouse.job_code to daybook_service_intake;
grant select on table warehouse.job_code to daybook_service_reporting;
grant select on table warehouse.job_code to daybook_site_admin;
grant select on table warehouse.job_code to daybook_svp;
grant select on table warehouse.job_code to daybook_system_admin;
grant select on table warehouse.job_code to daybook_territory_manager;

create table warehouse.job_profile (
  job_profile text not null,
  first_seen_batch_id bigint,
  constraint job_profile_pkey PRIMARY KEY (job_profile)
);
alter table warehouse.job_profile enable row level security;
alter table warehouse.job_profile force row level security;
create policy catalogue_read_select_everywhere on warehouse.job_profile as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.job_profile is 'Job profiles; a profile that a file brings is added by itself.';
comment on column warehouse.job_profile.job_profile is 'Job profile of Workday and of the payroll budget, upper case.';
comment on column warehouse.job_profile.first_seen_batch_id is 'Load that first brought the profile.';
grant select on table warehouse.job_profile to daybook_account_manager;
grant select on table warehouse.job_profile to daybook_auditor;
grant select on table warehouse.job_profile to daybook_billing_admin;
grant select on table warehouse.job_profile to daybook_billing_manager;
grant select on table warehouse.job_profile to daybook_contract_admin;
grant select on table warehouse.job_profile to daybook_corporate_consumer;
grant select on table warehouse.job_profile to daybook_customer_service;
grant select on table warehouse.job_profile to daybook_data_ops;
grant select on table warehouse.job_profile to daybook_dba;
grant select on table warehouse.job_profile to daybook_district_manager;
grant select on table warehouse.job_profile to daybook_finance_manager;
grant select on table warehouse.job_profile to daybook_forecast_admin;
grant select on table warehouse.job_profile to daybook_regional_vp;
grant select on table warehouse.job_profile to daybook_revenue_approver;
grant select on table warehouse.job_profile to daybook_rss_admin;
grant select on table warehouse.job_profile to daybook_security_admin;
grant select on table warehouse.job_profile to daybook_service_forecasting;
grant select on table warehouse.job_profile to daybook_service_intake;
grant select on table warehouse.job_profile to daybook_service_reporting;
grant select on table warehouse.job_profile to daybook_site_admin;
grant select on table warehouse.job_profile to daybook_svp;
grant select on table warehouse.job_profile to daybook_system_admin;
grant select on table warehouse.job_profile to daybook_territory_manager;

create table warehouse.ledger_balance (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  entity text not null,
  account_index integer not null,
  amount numeric(19,5) not null,
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  batch_id bigint not null,
  source_line integer not null,
  constraint ledger_balance_account_exists FOREIGN KEY (account_id) REFERENCES warehouse.account(account_id),
  constraint ledger_balance_pkey PRIMARY KEY (site_id, period_month, account_id, entity, account_index),
  constraint ledger_balance_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
alter table warehouse.ledger_balance enable row level security;
alter table warehouse.ledger_balance force row level security;
CREATE INDEX ledger_balance_account_id ON ONLY warehouse.ledger_balance USING btree (account_id);
create policy profit_and_loss_read_select_by_site on warehouse.ledger_balance as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on warehouse.ledger_balance as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.ledger_balance is 'Closed ledger balances: site x month x account x entity x account index.';
comment on column warehouse.ledger_balance.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.ledger_balance.period_month is 'Ledger month, as its first day.';
comment on column warehouse.ledger_balance.account_id is 'Main account, four digits.';
comment on column warehouse.ledger_balance.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column warehouse.ledger_balance.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column warehouse.ledger_balance.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance.reported_site is 'Site as the ledger wrote it.';
comment on column warehouse.ledger_balance.account_description is 'Account text as the ledger wrote it.';
comment on column warehouse.ledger_balance.balance_type is 'ACTUAL, where the source says it.';
comment on column warehouse.ledger_balance.balance_on is 'Date of the balance.';
comment on column warehouse.ledger_balance.transaction_type is 'Kind of transaction.';
comment on column warehouse.ledger_balance.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance.department is 'Department.';
comment on column warehouse.ledger_balance.fiscal_year is 'Fiscal year.';
comment on column warehouse.ledger_balance.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column warehouse.ledger_balance.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column warehouse.ledger_balance.is_adjustment is 'The balance is an adjustment.';
comment on column warehouse.ledger_balance.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.ledger_balance.source_system is 'System that the source names.';
comment on column warehouse.ledger_balance.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.ledger_balance.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.ledger_balance to daybook_account_manager;
grant select on table warehouse.ledger_balance to daybook_auditor;
grant select on table warehouse.ledger_balance to daybook_billing_admin;
grant select on table warehouse.ledger_balance to daybook_corporate_consumer;
grant select on table warehouse.ledger_balance to daybook_district_manager;
grant select on table warehouse.ledger_balance to daybook_finance_manager;
grant select on table warehouse.ledger_balance to daybook_forecast_admin;
grant select on table warehouse.ledger_balance to daybook_regional_vp;
grant select on table warehouse.ledger_balance to daybook_revenue_approver;
grant select on table warehouse.ledger_balance to daybook_service_reporting;
grant select on table warehouse.ledger_balance to daybook_svp;

create table warehouse.ledger_balance_history (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  entity text not null,
  account_index integer not null,
  amount numeric(19,5) not null,
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.ledger_balance_history enable row level security;
alter table warehouse.ledger_balance_history force row level security;
CREATE INDEX ledger_balance_history_key ON warehouse.ledger_balance_history USING btree (site_id, period_month);
create policy profit_and_loss_read_select_by_site on warehouse.ledger_balance_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy profit_and_loss_read_select_everywhere on warehouse.ledger_balance_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.ledger_balance_history is 'Rows of warehouse.ledger_balance that a later load changed or no longer held.';
comment on column warehouse.ledger_balance_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.ledger_balance_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.ledger_balance_history.account_id is 'Main account, four digits.';
comment on column warehouse.ledger_balance_history.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column warehouse.ledger_balance_history.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column warehouse.ledger_balance_history.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance_history.reported_site is 'Site as the ledger wrote it.';
comment on column warehouse.ledger_balance_history.account_description is 'Account text as the ledger wrote it.';
comment on column warehouse.ledger_balance_history.balance_type is 'ACTUAL, where the source says it.';
comment on column warehouse.ledger_balance_history.balance_on is 'Date of the balance.';
comment on column warehouse.ledger_balance_history.transaction_type is 'Kind of transaction.';
comment on column warehouse.ledger_balance_history.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance_history.department is 'Department.';
comment on column warehouse.ledger_balance_history.fiscal_year is 'Fiscal year.';
comment on column warehouse.ledger_balance_history.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column warehouse.ledger_balance_history.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column warehouse.ledger_balance_history.is_adjustment is 'The balance is an adjustment.';
comment on column warehouse.ledger_balance_history.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.ledger_balance_history.source_system is 'System that the source names.';
comment on column warehouse.ledger_balance_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.ledger_balance_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.ledger_balance_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.ledger_balance_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.ledger_balance_history to daybook_account_manager;
grant select on table warehouse.ledger_balance_history to daybook_auditor;
grant select on table warehouse.ledger_balance_history to daybook_billing_admin;
grant select on table warehouse.ledger_balance_history to daybook_corporate_consumer;
grant select on table warehouse.ledger_balance_history to daybook_district_manager;
grant select on table warehouse.ledger_balance_history to daybook_finance_manager;
grant select on table warehouse.ledger_balance_history to daybook_forecast_admin;
grant select on table warehouse.ledger_balance_history to daybook_regional_vp;
grant select on table warehouse.ledger_balance_history to daybook_revenue_approver;
grant select on table warehouse.ledger_balance_history to daybook_service_reporting;
grant select on table warehouse.ledger_balance_history to daybook_svp;

create table warehouse.ledger_company (
  prefix text not null,
  company text not null,
  constraint ledger_company_pkey PRIMARY KEY (prefix)
);
alter table warehouse.ledger_company enable row level security;
alter table warehouse.ledger_company force row level security;
create policy catalogue_read_select_everywhere on warehouse.ledger_company as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.ledger_company is 'Which company a ledger string belongs to; the row with an empty prefix stands for all others.';
comment on column warehouse.ledger_company.prefix is 'First segment of the ledger string.';
comment on column warehouse.ledger_company.company is 'Company of that segment.';
grant select on table warehouse.ledger_company to daybook_account_manager;
grant select on table warehouse.ledger_company to daybook_auditor;
grant select on table warehouse.ledger_company to daybook_billing_admin;
grant select on table warehouse.ledger_company to daybook_billing_manager;
grant select on table warehouse.ledger_company to daybook_contract_admin;
grant select on table warehouse.ledger_company to daybook_corporate_consumer;
grant select on table warehouse.ledger_company to daybook_customer_service;
grant select on table warehouse.ledger_company to daybook_data_ops;
grant select on table warehouse.ledger_company to daybook_dba;
grant select on table warehouse.ledger_company to daybook_district_manager;
grant select on table warehouse.ledger_company to daybook_finance_manager;
grant select on table warehouse.ledger_company to daybook_forecast_admin;
grant select on table warehouse.ledger_company to daybook_regional_vp;
grant select on table warehouse.ledger_company to daybook_revenue_approver;
grant select on table warehouse.ledger_company to daybook_rss_admin;
grant select on table warehouse.ledger_company to daybook_security_admin;
grant select on table warehouse.ledger_company to daybook_service_forecasting;
grant select on table warehouse.ledger_company to daybook_service_intake;
grant select on table warehouse.ledger_company to daybook_service_reporting;
grant select on table warehouse.ledger_company to daybook_site_admin;
grant select on table warehouse.ledger_company to daybook_svp;
grant select on table warehouse.ledger_company to daybook_system_admin;
grant select on table warehouse.ledger_company to daybook_territory_manager;

create table warehouse.parking_statistic (
  statistic text not null,
  "position" smallint not null,
  revenue_account_id text,
  vehicle_account_id text,
  revenue_codes text[] not null,
  constraint parking_statistic_pkey PRIMARY KEY (statistic),
  constraint parking_statistic_position_is_unique UNIQUE ("position")
);
alter table warehouse.parking_statistic enable row level security;
alter table warehouse.parking_statistic force row level security;
create policy catalogue_read_select_everywhere on warehouse.parking_statistic as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.parking_statistic is 'Parking statistics: how accounts and revenue codes map to valet and self, daily, overnight and monthly.';
comment on column warehouse.parking_statistic.statistic is 'Name, for example valet-daily.';
comment on column warehouse.parking_statistic."position" is 'Order of display, from 1.';
comment on column warehouse.parking_statistic.revenue_account_id is 'Account of the budgeted or booked revenue.';
comment on column warehouse.parking_statistic.vehicle_account_id is 'Account of the budgeted or booked count.';
comment on column warehouse.parking_statistic.revenue_codes is 'Revenue codes of the daily reports that count here.';
grant select on table warehouse.parking_statistic to daybook_account_manager;
grant select on table warehouse.parking_statistic to daybook_auditor;
grant select on table warehouse.parking_statistic to daybook_billing_admin;
grant select on table warehouse.parking_statistic to daybook_billing_manager;
grant select on table warehouse.parking_statistic to daybook_contract_admin;
grant select on table warehouse.parking_statistic to daybook_corporate_consumer;
grant select on table warehouse.parking_statistic to daybook_customer_service;
grant select on table warehouse.parking_statistic to daybook_data_ops;
grant select on table warehouse.parking_statistic to daybook_dba;
grant select on table warehouse.parking_statistic to daybook_district_manager;
grant select on table warehouse.parking_statistic to daybook_finance_manager;
grant select on table warehouse.parking_statistic to daybook_forecast_admin;
grant select on table warehouse.parking_statistic to daybook_regional_vp;
grant select on table warehouse.parking_statistic to daybook_revenue_approver;
grant select on table warehouse.parking_statistic to daybook_rss_admin;
grant select on table warehouse.parking_statistic to daybook_security_admin;
grant select on table warehouse.parking_statistic to daybook_service_forecasting;
grant select on table warehouse.parking_statistic to daybook_service_intake;
grant select on table warehouse.parking_statistic to daybook_service_reporting;
grant select on table warehouse.parking_statistic to daybook_site_admin;
grant select on table warehouse.parking_statistic to daybook_svp;
grant select on table warehouse.parking_statistic to daybook_system_admin;
grant select on table warehouse.parking_statistic to daybook_territory_manager;

create table warehouse.payroll_budget (
  site_id text not null,
  period_month date not null,
  job_profile text not null,
  measure text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_budget_pkey PRIMARY KEY (site_id, period_month, job_profile, measure),
  constraint payroll_budget_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
alter table warehouse.payroll_budget enable row level security;
alter table warehouse.payroll_budget force row level security;
create policy budget_read_select_everywhere on warehouse.payroll_budget as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
create policy labor_read_select_by_site on warehouse.payroll_budget as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
comment on table warehouse.payroll_budget is 'Payroll budget: site x month x job profile x measure.';
comment on column warehouse.payroll_budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.payroll_budget.job_profile is 'Job profile, upper case.';
comment on column warehouse.payroll_budget.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column warehouse.payroll_budget.amount is 'Budgeted hours or dollars, by measure.';
comment on column warehouse.payroll_budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_budget.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.payroll_budget to daybook_account_manager;
grant select on table warehouse.payroll_budget to daybook_auditor;
grant select on table warehouse.payroll_budget to daybook_corporate_consumer;
grant select on table warehouse.payroll_budget to daybook_district_manager;
grant select on table warehouse.payroll_budget to daybook_finance_manager;
grant select on table warehouse.payroll_budget to daybook_forecast_admin;
grant select on table warehouse.payroll_budget to daybook_regional_vp;
grant select on table warehouse.payroll_budget to daybook_service_reporting;
grant select on table warehouse.payroll_budget to daybook_svp;

create table warehouse.payroll_budget_history (
  site_id text not null,
  period_month date not null,
  job_profile text not null,
  measure text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.payroll_budget_history enable row level security;
alter table warehouse.payroll_budget_history force row level security;
CREATE INDEX payroll_budget_history_key ON warehouse.payroll_budget_history USING btree (site_id, period_month);
create policy budget_read_select_everywhere on warehouse.payroll_budget_history as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
create policy labor_read_select_by_site on warehouse.payroll_budget_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
comment on table warehouse.payroll_budget_history is 'Rows of warehouse.payroll_budget that a later load changed or no longer held.';
comment on column warehouse.payroll_budget_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_budget_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.payroll_budget_history.job_profile is 'Job profile, upper case.';
comment on column warehouse.payroll_budget_history.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column warehouse.payroll_budget_history.amount is 'Budgeted hours or dollars, by measure.';
comment on column warehouse.payroll_budget_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_budget_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.payroll_budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_budget_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.payroll_budget_history to daybook_account_manager;
grant select on table warehouse.payroll_budget_history to daybook_auditor;
grant select on table warehouse.payroll_budget_history to daybook_corporate_consumer;
grant select on table warehouse.payroll_budget_history to daybook_district_manager;
grant select on table warehouse.payroll_budget_history to daybook_finance_manager;
grant select on table warehouse.payroll_budget_history to daybook_forecast_admin;
grant select on table warehouse.payroll_budget_history to daybook_regional_vp;
grant select on table warehouse.payroll_budget_history to daybook_service_reporting;
grant select on table warehouse.payroll_budget_history to daybook_svp;

create table warehouse.payroll_day (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  pay_type text not null,
  hours numeric(19,5) not null,
  dollars numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_day_pkey PRIMARY KEY (site_id, worked_on, job_code, pay_type),
  constraint payroll_day_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (worked_on);
alter table warehouse.payroll_day enable row level security;
alter table warehouse.payroll_day force row level security;
create policy labor_read_select_by_site on warehouse.payroll_day as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.payroll_day as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.payroll_day is 'Payroll: site x day x job code x pay type.';
comment on column warehouse.payroll_day.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_day.worked_on is 'Day worked.';
comment on column warehouse.payroll_day.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.payroll_day.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column warehouse.payroll_day.hours is 'Hours.';
comment on column warehouse.payroll_day.dollars is 'Dollars.';
comment on column warehouse.payroll_day.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_day.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.payroll_day to daybook_account_manager;
grant select on table warehouse.payroll_day to daybook_auditor;
grant select on table warehouse.payroll_day to daybook_corporate_consumer;
grant select on table warehouse.payroll_day to daybook_district_manager;
grant select on table warehouse.payroll_day to daybook_finance_manager;
grant select on table warehouse.payroll_day to daybook_forecast_admin;
grant select on table warehouse.payroll_day to daybook_regional_vp;
grant select on table warehouse.payroll_day to daybook_service_reporting;
grant select on table warehouse.payroll_day to daybook_svp;

create table warehouse.payroll_day_history (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  pay_type text not null,
  hours numeric(19,5) not null,
  dollars numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.payroll_day_history enable row level security;
alter table warehouse.payroll_day_history force row level security;
CREATE INDEX payroll_day_history_key ON warehouse.payroll_day_history USING btree (site_id, worked_on);
create policy labor_read_select_by_site on warehouse.payroll_day_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.payroll_day_history as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.payroll_day_history is 'Rows of warehouse.payroll_day that a later load changed or no longer held.';
comment on column warehouse.payroll_day_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_day_history.worked_on is 'Day worked.';
comment on column warehouse.payroll_day_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.payroll_day_history.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column warehouse.payroll_day_history.hours is 'Hours.';
comment on column warehouse.payroll_day_history.dollars is 'Dollars.';
comment on column warehouse.payroll_day_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_day_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.payroll_day_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_day_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.payroll_day_history to daybook_account_manager;
grant select on table warehouse.payroll_day_history to daybook_auditor;
grant select on table warehouse.payroll_day_history to daybook_corporate_consumer;
grant select on table warehouse.payroll_day_history to daybook_district_manager;
grant select on table warehouse.payroll_day_history to daybook_finance_manager;
grant select on table warehouse.payroll_day_history to daybook_forecast_admin;
grant select on table warehouse.payroll_day_history to daybook_regional_vp;
grant select on table warehouse.payroll_day_history to daybook_service_reporting;
grant select on table warehouse.payroll_day_history to daybook_svp;

create table warehouse.revenue_code (
  revenue_code text not null,
  revenue_category text,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint revenue_code_pkey PRIMARY KEY (revenue_code)
);
alter table warehouse.revenue_code enable row level security;
alter table warehouse.revenue_code force row level security;
create policy catalogue_read_select_everywhere on warehouse.revenue_code as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.revenue_code is 'Revenue codes of the daily reports.';
comment on column warehouse.revenue_code.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_code.revenue_category is 'Category, upper case; null until a file names it.';
comment on column warehouse.revenue_code.is_active is 'False: the revenue workbook refuses the code.';
comment on column warehouse.revenue_code.first_seen_batch_id is 'Load that first brought the code; null for the codes of the catalogue.';
grant select on table warehouse.revenue_code to daybook_account_manager;
grant select on table warehouse.revenue_code to daybook_auditor;
grant select on table warehouse.revenue_code to daybook_billing_admin;
grant select on table warehouse.revenue_code to daybook_billing_manager;
grant select on table warehouse.revenue_code to daybook_contract_admin;
grant select on table warehouse.revenue_code to daybook_corporate_consumer;
grant select on table warehouse.revenue_code to daybook_customer_service;
grant select on table warehouse.revenue_code to daybook_data_ops;
grant select on table warehouse.revenue_code to daybook_dba;
grant select on table warehouse.revenue_code to daybook_district_manager;
grant select on table warehouse.revenue_code to daybook_finance_manager;
grant select on table warehouse.revenue_code to daybook_forecast_admin;
grant select on table warehouse.revenue_code to daybook_regional_vp;
grant select on table warehouse.revenue_code to daybook_revenue_approver;
grant select on table warehouse.revenue_code to daybook_rss_admin;
grant select on table warehouse.revenue_code to daybook_security_admin;
grant select on table warehouse.revenue_code to daybook_service_forecasting;
grant select on table warehouse.revenue_code to daybook_service_intake;
grant select on table warehouse.revenue_code to daybook_service_reporting;
grant select on table warehouse.revenue_code to daybook_site_admin;
grant select on table warehouse.revenue_code to daybook_svp;
grant select on table warehouse.revenue_code to daybook_system_admin;
grant select on table warehouse.revenue_code to daybook_territory_manager;

create table warehouse.revenue_detail (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  collection_type text not null,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  batch_id bigint not null,
  source_line integer not null,
  constraint revenue_detail_pkey PRIMARY KEY (site_id, revenue_on, revenue_code, collection_type),
  constraint revenue_detail_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (revenue_on);
alter table warehouse.revenue_detail enable row level security;
alter table warehouse.revenue_detail force row level security;
create policy revenue_read_select_by_site on warehouse.revenue_detail as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy revenue_read_select_everywhere on warehouse.revenue_detail as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.revenue_detail is 'Daily revenue, wide form: site x day x revenue code x collection type.';
comment on column warehouse.revenue_detail.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_detail.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_detail.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_detail.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column warehouse.revenue_detail.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_detail.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail.external_revenue is 'Gross revenue in dollars.';
comment on column warehouse.revenue_detail.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column warehouse.revenue_detail.vehicle_count is 'Vehicles.';
comment on column warehouse.revenue_detail.tax_rate is 'Parking tax in percent.';
comment on column warehouse.revenue_detail.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column warehouse.revenue_detail.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_detail.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.revenue_detail to daybook_account_manager;
grant select on table warehouse.revenue_detail to daybook_auditor;
grant select on table warehouse.revenue_detail to daybook_billing_admin;
grant select on table warehouse.revenue_detail to daybook_billing_manager;
grant select on table warehouse.revenue_detail to daybook_corporate_consumer;
grant select on table warehouse.revenue_detail to daybook_district_manager;
grant select on table warehouse.revenue_detail to daybook_finance_manager;
grant select on table warehouse.revenue_detail to daybook_forecast_admin;
grant select on table warehouse.revenue_detail to daybook_regional_vp;
grant select on table warehouse.revenue_detail to daybook_revenue_approver;
grant select on table warehouse.revenue_detail to daybook_rss_admin;
grant select on table warehouse.revenue_detail to daybook_service_reporting;
grant select on table warehouse.revenue_detail to daybook_svp;

create table warehouse.revenue_detail_history (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  collection_type text not null,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.revenue_detail_history enable row level security;
alter table warehouse.revenue_detail_history force row level security;
CREATE INDEX revenue_detail_history_key ON warehouse.revenue_detail_history USING btree (site_id, revenue_on);
create policy revenue_read_select_by_site on warehouse.revenue_detail_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy revenue_read_select_everywhere on warehouse.revenue_detail_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.revenue_detail_history is 'Rows of warehouse.revenue_detail that a later load changed or no longer held.';
comment on column warehouse.revenue_detail_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_detail_history.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_detail_history.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_detail_history.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column warehouse.revenue_detail_history.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_detail_history.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail_history.external_revenue is 'Gross revenue in dollars.';
comment on column warehouse.revenue_detail_history.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column warehouse.revenue_detail_history.vehicle_count is 'Vehicles.';
comment on column warehouse.revenue_detail_history.tax_rate is 'Parking tax in percent.';
comment on column warehouse.revenue_detail_history.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column warehouse.revenue_detail_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_detail_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.revenue_detail_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_detail_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.revenue_detail_history to daybook_account_manager;
grant select on table warehouse.revenue_detail_history to daybook_auditor;
grant select on table warehouse.revenue_detail_history to daybook_billing_admin;
grant select on table warehouse.revenue_detail_history to daybook_billing_manager;
grant select on table warehouse.revenue_detail_history to daybook_corporate_consumer;
grant select on table warehouse.revenue_detail_history to daybook_district_manager;
grant select on table warehouse.revenue_detail_history to daybook_finance_manager;
grant select on table warehouse.revenue_detail_history to daybook_forecast_admin;
grant select on table warehouse.revenue_detail_history to daybook_regional_vp;
grant select on table warehouse.revenue_detail_history to daybook_revenue_approver;
grant select on table warehouse.revenue_detail_history to daybook_rss_admin;
grant select on table warehouse.revenue_detail_history to daybook_service_reporting;
grant select on table warehouse.revenue_detail_history to daybook_svp;

create table warehouse.revenue_value (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  revenue_category text not null,
  value_type text not null,
  file_name text not null,
  value numeric(19,5) not null,
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  batch_id bigint not null,
  source_line integer not null,
  constraint revenue_value_pkey PRIMARY KEY (site_id, revenue_on, revenue_code, revenue_category, value_type, file_name),
  constraint revenue_value_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (revenue_on);
alter table warehouse.revenue_value enable row level security;
alter table warehouse.revenue_value force row level security;
create policy revenue_read_select_by_site on warehouse.revenue_value as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy revenue_read_select_everywhere on warehouse.revenue_value as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.revenue_value is 'Daily revenue reports, long form: site x day x code x category x value type x file.';
comment on column warehouse.revenue_value.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_value.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_value.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column warehouse.revenue_value.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_value.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column warehouse.revenue_value.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column warehouse.revenue_value.value is 'Dollars, vehicles or another count, by value type.';
comment on column warehouse.revenue_value.is_draft is 'The source marks the value as a draft.';
comment on column warehouse.revenue_value.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.revenue_value.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_value.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.revenue_value to daybook_account_manager;
grant select on table warehouse.revenue_value to daybook_auditor;
grant select on table warehouse.revenue_value to daybook_billing_admin;
grant select on table warehouse.revenue_value to daybook_billing_manager;
grant select on table warehouse.revenue_value to daybook_corporate_consumer;
grant select on table warehouse.revenue_value to daybook_district_manager;
grant select on table warehouse.revenue_value to daybook_finance_manager;
grant select on table warehouse.revenue_value to daybook_forecast_admin;
grant select on table warehouse.revenue_value to daybook_regional_vp;
grant select on table warehouse.revenue_value to daybook_revenue_approver;
grant select on table warehouse.revenue_value to daybook_rss_admin;
grant select on table warehouse.revenue_value to daybook_service_reporting;
grant select on table warehouse.revenue_value to daybook_svp;

create table warehouse.revenue_value_history (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  revenue_category text not null,
  value_type text not null,
  file_name text not null,
  value numeric(19,5) not null,
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.revenue_value_history enable row level security;
alter table warehouse.revenue_value_history force row level security;
CREATE INDEX revenue_value_history_key ON warehouse.revenue_value_history USING btree (site_id, revenue_on);
create policy revenue_read_select_by_site on warehouse.revenue_value_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy revenue_read_select_everywhere on warehouse.revenue_value_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.revenue_value_history is 'Rows of warehouse.revenue_value that a later load changed or no longer held.';
comment on column warehouse.revenue_value_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_value_history.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_value_history.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column warehouse.revenue_value_history.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_value_history.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column warehouse.revenue_value_history.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column warehouse.revenue_value_history.value is 'Dollars, vehicles or another count, by value type.';
comment on column warehouse.revenue_value_history.is_draft is 'The source marks the value as a draft.';
comment on column warehouse.revenue_value_history.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.revenue_value_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_value_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.revenue_value_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_value_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.revenue_value_history to daybook_account_manager;
grant select on table warehouse.revenue_value_history to daybook_auditor;
grant select on table warehouse.revenue_value_history to daybook_billing_admin;
grant select on table warehouse.revenue_value_history to daybook_billing_manager;
grant select on table warehouse.revenue_value_history to daybook_corporate_consumer;
grant select on table warehouse.revenue_value_history to daybook_district_manager;
grant select on table warehouse.revenue_value_history to daybook_finance_manager;
grant select on table warehouse.revenue_value_history to daybook_forecast_admin;
grant select on table warehouse.revenue_value_history to daybook_regional_vp;
grant select on table warehouse.revenue_value_history to daybook_revenue_approver;
grant select on table warehouse.revenue_value_history to daybook_rss_admin;
grant select on table warehouse.revenue_value_history to daybook_service_reporting;
grant select on table warehouse.revenue_value_history to daybook_svp;

create table warehouse.schedule_cost (
  site_id text not null,
  scheduled_on date not null,
  job_code text not null,
  cost numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint schedule_cost_pkey PRIMARY KEY (site_id, scheduled_on, job_code),
  constraint schedule_cost_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (scheduled_on);
alter table warehouse.schedule_cost enable row level security;
alter table warehouse.schedule_cost force row level security;
create policy labor_read_select_by_site on warehouse.schedule_cost as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.schedule_cost as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.schedule_cost is 'Cost of the schedule: site x day x job code.';
comment on column warehouse.schedule_cost.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.schedule_cost.scheduled_on is 'Day.';
comment on column warehouse.schedule_cost.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.schedule_cost.cost is 'Scheduled cost in dollars, unrounded.';
comment on column warehouse.schedule_cost.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.schedule_cost.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.schedule_cost to daybook_account_manager;
grant select on table warehouse.schedule_cost to daybook_auditor;
grant select on table warehouse.schedule_cost to daybook_corporate_consumer;
grant select on table warehouse.schedule_cost to daybook_district_manager;
grant select on table warehouse.schedule_cost to daybook_finance_manager;
grant select on table warehouse.schedule_cost to daybook_forecast_admin;
grant select on table warehouse.schedule_cost to daybook_regional_vp;
grant select on table warehouse.schedule_cost to daybook_service_reporting;
grant select on table warehouse.schedule_cost to daybook_svp;

create table warehouse.schedule_cost_history (
  site_id text not null,
  scheduled_on date not null,
  job_code text not null,
  cost numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.schedule_cost_history enable row level security;
alter table warehouse.schedule_cost_history force row level security;
CREATE INDEX schedule_cost_history_key ON warehouse.schedule_cost_history USING btree (site_id, scheduled_on);
create policy labor_read_select_by_site on warehouse.schedule_cost_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.schedule_cost_history as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.schedule_cost_history is 'Rows of warehouse.schedule_cost that a later load changed or no longer held.';
comment on column warehouse.schedule_cost_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.schedule_cost_history.scheduled_on is 'Day.';
comment on column warehouse.schedule_cost_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.schedule_cost_history.cost is 'Scheduled cost in dollars, unrounded.';
comment on column warehouse.schedule_cost_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.schedule_cost_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.schedule_cost_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.schedule_cost_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.schedule_cost_history to daybook_account_manager;
grant select on table warehouse.schedule_cost_history to daybook_auditor;
grant select on table warehouse.schedule_cost_history to daybook_corporate_consumer;
grant select on table warehouse.schedule_cost_history to daybook_district_manager;
grant select on table warehouse.schedule_cost_history to daybook_finance_manager;
grant select on table warehouse.schedule_cost_history to daybook_forecast_admin;
grant select on table warehouse.schedule_cost_history to daybook_regional_vp;
grant select on table warehouse.schedule_cost_history to daybook_service_reporting;
grant select on table warehouse.schedule_cost_history to daybook_svp;

create table warehouse.shift (
  site_id text not null,
  shift_on date not null,
  job_code text not null,
  employee_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  double_overtime_minutes integer not null,
  is_deleted boolean not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint shift_pkey PRIMARY KEY (site_id, shift_on, job_code, employee_id, starts_at),
  constraint shift_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (shift_on);
alter table warehouse.shift enable row level security;
alter table warehouse.shift force row level security;
create policy labor_read_select_by_site on warehouse.shift as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.shift as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.shift is 'Scheduled shifts, deleted ones included.';
comment on column warehouse.shift.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.shift.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column warehouse.shift.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.shift.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.shift.starts_at is 'Start.';
comment on column warehouse.shift.ends_at is 'End.';
comment on column warehouse.shift.schedule_week is 'Week of the schedule, as the source names it.';
comment on column warehouse.shift.regular_minutes is 'Regular minutes.';
comment on column warehouse.shift.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.shift.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.shift.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column warehouse.shift.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.shift.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.shift (batch_id) to daybook_account_manager;
grant select on table warehouse.shift (batch_id) to daybook_auditor;
grant select on table warehouse.shift (batch_id) to daybook_corporate_consumer;
grant select on table warehouse.shift (batch_id) to daybook_district_manager;
grant select on table warehouse.shift (batch_id) to daybook_finance_manager;
grant select on table warehouse.shift (batch_id) to daybook_forecast_admin;
grant select on table warehouse.shift (batch_id) to daybook_regional_vp;
grant select on table warehouse.shift (batch_id) to daybook_service_reporting;
grant select on table warehouse.shift (batch_id) to daybook_svp;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.shift (double_overtime_minutes) to daybook_svp;
grant select on table warehouse.shift (ends_at) to daybook_account_manager;
grant select on table warehouse.shift (ends_at) to daybook_auditor;
grant select on table warehouse.shift (ends_at) to daybook_corporate_consumer;
grant select on table warehouse.shift (ends_at) to daybook_district_manager;
grant select on table warehouse.shift (ends_at) to daybook_finance_manager;
grant select on table warehouse.shift (ends_at) to daybook_forecast_admin;
grant select on table warehouse.shift (ends_at) to daybook_regional_vp;
grant select on table warehouse.shift (ends_at) to daybook_service_reporting;
grant select on table warehouse.shift (ends_at) to daybook_svp;
grant select on table warehouse.shift (is_deleted) to daybook_account_manager;
grant select on table warehouse.shift (is_deleted) to daybook_auditor;
grant select on table warehouse.shift (is_deleted) to daybook_corporate_consumer;
grant select on table warehouse.shift (is_deleted) to daybook_district_manager;
grant select on table warehouse.shift (is_deleted) to daybook_finance_manager;
grant select on table warehouse.shift (is_deleted) to daybook_forecast_admin;
grant select on table warehouse.shift (is_deleted) to daybook_regional_vp;
grant select on table warehouse.shift (is_deleted) to daybook_service_reporting;
grant select on table warehouse.shift (is_deleted) to daybook_svp;
grant select on table warehouse.shift (job_code) to daybook_account_manager;
grant select on table warehouse.shift (job_code) to daybook_auditor;
grant select on table warehouse.shift (job_code) to daybook_corporate_consumer;
grant select on table warehouse.shift (job_code) to daybook_district_manager;
grant select on table warehouse.shift (job_code) to daybook_finance_manager;
grant select on table warehouse.shift (job_code) to daybook_forecast_admin;
grant select on table warehouse.shift (job_code) to daybook_regional_vp;
grant select on table warehouse.shift (job_code) to daybook_service_reporting;
grant select on table warehouse.shift (job_code) to daybook_svp;
grant select on table warehouse.shift (overtime_minutes) to daybook_account_manager;
grant select on table warehouse.shift (overtime_minutes) to daybook_auditor;
grant select on table warehouse.shift (overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift (overtime_minutes) to daybook_district_manager;
grant select on table warehouse.shift (overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.shift (overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift (overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.shift (overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.shift (overtime_minutes) to daybook_svp;
grant select on table warehouse.shift (regular_minutes) to daybook_account_manager;
grant select on table warehouse.shift (regular_minutes) to daybook_auditor;
grant select on table warehouse.shift (regular_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift (regular_minutes) to daybook_district_manager;
grant select on table warehouse.shift (regular_minutes) to daybook_finance_manager;
grant select on table warehouse.shift (regular_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift (regular_minutes) to daybook_regional_vp;
grant select on table warehouse.shift (regular_minutes) to daybook_service_reporting;
grant select on table warehouse.shift (regular_minutes) to daybook_svp;
grant select on table warehouse.shift (schedule_week) to daybook_account_manager;
grant select on table warehouse.shift (schedule_week) to daybook_auditor;
grant select on table warehouse.shift (schedule_week) to daybook_corporate_consumer;
grant select on table warehouse.shift (schedule_week) to daybook_district_manager;
grant select on table warehouse.shift (schedule_week) to daybook_finance_manager;
grant select on table warehouse.shift (schedule_week) to daybook_forecast_admin;
grant select on table warehouse.shift (schedule_week) to daybook_regional_vp;
grant select on table warehouse.shift (schedule_week) to daybook_service_reporting;
grant select on table warehouse.shift (schedule_week) to daybook_svp;
grant select on table warehouse.shift (shift_on) to daybook_account_manager;
grant select on table warehouse.shift (shift_on) to daybook_auditor;
grant select on table warehouse.shift (shift_on) to daybook_corporate_consumer;
grant select on table warehouse.shift (shift_on) to daybook_district_manager;
grant select on table warehouse.shift (shift_on) to daybook_finance_manager;
grant select on table warehouse.shift (shift_on) to daybook_forecast_admin;
grant select on table warehouse.shift (shift_on) to daybook_regional_vp;
grant select on table warehouse.shift (shift_on) to daybook_service_reporting;
grant select on table warehouse.shift (shift_on) to daybook_svp;
grant select on table warehouse.shift (site_id) to daybook_account_manager;
grant select on table warehouse.shift (site_id) to daybook_auditor;
grant select on table warehouse.shift (site_id) to daybook_corporate_consumer;
grant select on table warehouse.shift (site_id) to daybook_district_manager;
grant select on table warehouse.shift (site_id) to daybook_finance_manager;
grant select on table warehouse.shift (site_id) to daybook_forecast_admin;
grant select on table warehouse.shift (site_id) to daybook_regional_vp;
grant select on table warehouse.shift (site_id) to daybook_service_reporting;
grant select on table warehouse.shift (site_id) to daybook_svp;
grant select on table warehouse.shift (source_line) to daybook_account_manager;
grant select on table warehouse.shift (source_line) to daybook_auditor;
grant select on table warehouse.shift (source_line) to daybook_corporate_consumer;
grant select on table warehouse.shift (source_line) to daybook_district_manager;
grant select on table warehouse.shift (source_line) to daybook_finance_manager;
grant select on table warehouse.shift (source_line) to daybook_forecast_admin;
grant select on table warehouse.shift (source_line) to daybook_regional_vp;
grant select on table warehouse.shift (source_line) to daybook_service_reporting;
grant select on table warehouse.shift (source_line) to daybook_svp;
grant select on table warehouse.shift (starts_at) to daybook_account_manager;
grant select on table warehouse.shift (starts_at) to daybook_auditor;
grant select on table warehouse.shift (starts_at) to daybook_corporate_consumer;
grant select on table warehouse.shift (starts_at) to daybook_district_manager;
grant select on table warehouse.shift (starts_at) to daybook_finance_manager;
grant select on table warehouse.shift (starts_at) to daybook_forecast_admin;
grant select on table warehouse.shift (starts_at) to daybook_regional_vp;
grant select on table warehouse.shift (starts_at) to daybook_service_reporting;
grant select on table warehouse.shift (starts_at) to daybook_svp;
grant select on table warehouse.shift to daybook_auditor;
grant select on table warehouse.shift to daybook_district_manager;
grant select on table warehouse.shift to daybook_forecast_admin;
grant select on table warehouse.shift to daybook_system_admin;

create table warehouse.shift_history (
  site_id text not null,
  shift_on date not null,
  job_code text not null,
  employee_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  double_overtime_minutes integer not null,
  is_deleted boolean not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.shift_history enable row level security;
alter table warehouse.shift_history force row level security;
CREATE INDEX shift_history_key ON warehouse.shift_history USING btree (site_id, shift_on);
create policy labor_read_select_by_site on warehouse.shift_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.shift_history as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.shift_history is 'Rows of warehouse.shift that a later load changed or no longer held.';
comment on column warehouse.shift_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.shift_history.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column warehouse.shift_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.shift_history.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.shift_history.starts_at is 'Start.';
comment on column warehouse.shift_history.ends_at is 'End.';
comment on column warehouse.shift_history.schedule_week is 'Week of the schedule, as the source names it.';
comment on column warehouse.shift_history.regular_minutes is 'Regular minutes.';
comment on column warehouse.shift_history.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.shift_history.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.shift_history.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column warehouse.shift_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.shift_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.shift_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.shift_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.shift_history (batch_id) to daybook_account_manager;
grant select on table warehouse.shift_history (batch_id) to daybook_auditor;
grant select on table warehouse.shift_history (batch_id) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (batch_id) to daybook_district_manager;
grant select on table warehouse.shift_history (batch_id) to daybook_finance_manager;
grant select on table warehouse.shift_history (batch_id) to daybook_forecast_admin;
grant select on table warehouse.shift_history (batch_id) to daybook_regional_vp;
grant select on table warehouse.shift_history (batch_id) to daybook_service_reporting;
grant select on table warehouse.shift_history (batch_id) to daybook_svp;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.shift_history (double_overtime_minutes) to daybook_svp;
grant select on table warehouse.shift_history (ends_at) to daybook_account_manager;
grant select on table warehouse.shift_history (ends_at) to daybook_auditor;
grant select on table warehouse.shift_history (ends_at) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (ends_at) to daybook_district_manager;
grant select on table warehouse.shift_history (ends_at) to daybook_finance_manager;
grant select on table warehouse.shift_history (ends_at) to daybook_forecast_admin;
grant select on table warehouse.shift_history (ends_at) to daybook_regional_vp;
grant select on table warehouse.shift_history (ends_at) to daybook_service_reporting;
grant select on table warehouse.shift_history (ends_at) to daybook_svp;
grant select on table warehouse.shift_history (is_deleted) to daybook_account_manager;
grant select on table warehouse.shift_history (is_deleted) to daybook_auditor;
grant select on table warehouse.shift_history (is_deleted) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (is_deleted) to daybook_district_manager;
grant select on table warehouse.shift_history (is_deleted) to daybook_finance_manager;
grant select on table warehouse.shift_history (is_deleted) to daybook_forecast_admin;
grant select on table warehouse.shift_history (is_deleted) to daybook_regional_vp;
grant select on table warehouse.shift_history (is_deleted) to daybook_service_reporting;
grant select on table warehouse.shift_history (is_deleted) to daybook_svp;
grant select on table warehouse.shift_history (job_code) to daybook_account_manager;
grant select on table warehouse.shift_history (job_code) to daybook_auditor;
grant select on table warehouse.shift_history (job_code) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (job_code) to daybook_district_manager;
grant select on table warehouse.shift_history (job_code) to daybook_finance_manager;
grant select on table warehouse.shift_history (job_code) to daybook_forecast_admin;
grant select on table warehouse.shift_history (job_code) to daybook_regional_vp;
grant select on table warehouse.shift_history (job_code) to daybook_service_reporting;
grant select on table warehouse.shift_history (job_code) to daybook_svp;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_account_manager;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_auditor;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_district_manager;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.shift_history (overtime_minutes) to daybook_svp;
grant select on table warehouse.shift_history (regular_minutes) to daybook_account_manager;
grant select on table warehouse.shift_history (regular_minutes) to daybook_auditor;
grant select on table warehouse.shift_history (regular_minutes) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (regular_minutes) to daybook_district_manager;
grant select on table warehouse.shift_history (regular_minutes) to daybook_finance_manager;
grant select on table warehouse.shift_history (regular_minutes) to daybook_forecast_admin;
grant select on table warehouse.shift_history (regular_minutes) to daybook_regional_vp;
grant select on table warehouse.shift_history (regular_minutes) to daybook_service_reporting;
grant select on table warehouse.shift_history (regular_minutes) to daybook_svp;
grant select on table warehouse.shift_history (schedule_week) to daybook_account_manager;
grant select on table warehouse.shift_history (schedule_week) to daybook_auditor;
grant select on table warehouse.shift_history (schedule_week) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (schedule_week) to daybook_district_manager;
grant select on table warehouse.shift_history (schedule_week) to daybook_finance_manager;
grant select on table warehouse.shift_history (schedule_week) to daybook_forecast_admin;
grant select on table warehouse.shift_history (schedule_week) to daybook_regional_vp;
grant select on table warehouse.shift_history (schedule_week) to daybook_service_reporting;
grant select on table warehouse.shift_history (schedule_week) to daybook_svp;
grant select on table warehouse.shift_history (shift_on) to daybook_account_manager;
grant select on table warehouse.shift_history (shift_on) to daybook_auditor;
grant select on table warehouse.shift_history (shift_on) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (shift_on) to daybook_district_manager;
grant select on table warehouse.shift_history (shift_on) to daybook_finance_manager;
grant select on table warehouse.shift_history (shift_on) to daybook_forecast_admin;
grant select on table warehouse.shift_history (shift_on) to daybook_regional_vp;
grant select on table warehouse.shift_history (shift_on) to daybook_service_reporting;
grant select on table warehouse.shift_history (shift_on) to daybook_svp;
grant select on table warehouse.shift_history (site_id) to daybook_account_manager;
grant select on table warehouse.shift_history (site_id) to daybook_auditor;
grant select on table warehouse.shift_history (site_id) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (site_id) to daybook_district_manager;
grant select on table warehouse.shift_history (site_id) to daybook_finance_manager;
grant select on table warehouse.shift_history (site_id) to daybook_forecast_admin;
grant select on table warehouse.shift_history (site_id) to daybook_regional_vp;
grant select on table warehouse.shift_history (site_id) to daybook_service_reporting;
grant select on table warehouse.shift_history (site_id) to daybook_svp;
grant select on table warehouse.shift_history (source_line) to daybook_account_manager;
grant select on table warehouse.shift_history (source_line) to daybook_auditor;
grant select on table warehouse.shift_history (source_line) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (source_line) to daybook_district_manager;
grant select on table warehouse.shift_history (source_line) to daybook_finance_manager;
grant select on table warehouse.shift_history (source_line) to daybook_forecast_admin;
grant select on table warehouse.shift_history (source_line) to daybook_regional_vp;
grant select on table warehouse.shift_history (source_line) to daybook_service_reporting;
grant select on table warehouse.shift_history (source_line) to daybook_svp;
grant select on table warehouse.shift_history (starts_at) to daybook_account_manager;
grant select on table warehouse.shift_history (starts_at) to daybook_auditor;
grant select on table warehouse.shift_history (starts_at) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (starts_at) to daybook_district_manager;
grant select on table warehouse.shift_history (starts_at) to daybook_finance_manager;
grant select on table warehouse.shift_history (starts_at) to daybook_forecast_admin;
grant select on table warehouse.shift_history (starts_at) to daybook_regional_vp;
grant select on table warehouse.shift_history (starts_at) to daybook_service_reporting;
grant select on table warehouse.shift_history (starts_at) to daybook_svp;
grant select on table warehouse.shift_history (superseded_at) to daybook_account_manager;
grant select on table warehouse.shift_history (superseded_at) to daybook_auditor;
grant select on table warehouse.shift_history (superseded_at) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (superseded_at) to daybook_district_manager;
grant select on table warehouse.shift_history (superseded_at) to daybook_finance_manager;
grant select on table warehouse.shift_history (superseded_at) to daybook_forecast_admin;
grant select on table warehouse.shift_history (superseded_at) to daybook_regional_vp;
grant select on table warehouse.shift_history (superseded_at) to daybook_service_reporting;
grant select on table warehouse.shift_history (superseded_at) to daybook_svp;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_account_manager;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_auditor;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_corporate_consumer;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_district_manager;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_finance_manager;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_forecast_admin;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_regional_vp;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_service_reporting;
grant select on table warehouse.shift_history (superseded_by_batch_id) to daybook_svp;
grant select on table warehouse.shift_history to daybook_auditor;
grant select on table warehouse.shift_history to daybook_district_manager;
grant select on table warehouse.shift_history to daybook_forecast_admin;
grant select on table warehouse.shift_history to daybook_system_admin;

create table warehouse.site (
  site_id text not null,
  is_listed boolean not null,
  first_seen_at timestamp with time zone not null default now(),
  constraint site_number_has_four_digits CHECK ((site_id ~ '^[0-9]{4}$'::text)),
  constraint site_pkey PRIMARY KEY (site_id)
);
alter table warehouse.site enable row level security;
alter table warehouse.site force row level security;
create policy site_read_select_by_site on warehouse.site as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site is 'Sites that facts may refer to; what is known about them over time is in site_version.';
comment on column warehouse.site.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site.is_listed is 'False once the newest site list no longer holds the site; its facts stay.';
comment on column warehouse.site.first_seen_at is 'When the site was first taken in.';
grant select on table warehouse.site to daybook_account_manager;
grant select on table warehouse.site to daybook_auditor;
grant select on table warehouse.site to daybook_billing_admin;
grant select on table warehouse.site to daybook_billing_manager;
grant select on table warehouse.site to daybook_contract_admin;
grant select on table warehouse.site to daybook_corporate_consumer;
grant select on table warehouse.site to daybook_customer_user;
grant select on table warehouse.site to daybook_data_ops;
grant select on table warehouse.site to daybook_district_manager;
grant select on table warehouse.site to daybook_finance_manager;
grant select on table warehouse.site to daybook_forecast_admin;
grant select on table warehouse.site to daybook_regional_vp;
grant select on table warehouse.site to daybook_revenue_approver;
grant select on table warehouse.site to daybook_rss_admin;
grant select on table warehouse.site to daybook_service_intake;
grant select on table warehouse.site to daybook_service_reporting;
grant select on table warehouse.site to daybook_site_admin;
grant select on table warehouse.site to daybook_svp;
grant select on table warehouse.site to daybook_system_admin;
grant select on table warehouse.site to daybook_territory_manager;

create table warehouse.site_access (
  user_id text not null,
  job_profile text,
  cost_center text not null,
  site_id text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_access_pkey PRIMARY KEY (user_id, cost_center, site_id)
);
alter table warehouse.site_access enable row level security;
alter table warehouse.site_access force row level security;
create policy user_read_select_everywhere on warehouse.site_access as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_access is 'Row security of Workday: which person may see which site (personal data).';
comment on column warehouse.site_access.user_id is 'Person (personal data).';
comment on column warehouse.site_access.job_profile is 'Job profile, upper case.';
comment on column warehouse.site_access.cost_center is 'Site by cost centre; empty when none.';
comment on column warehouse.site_access.site_id is 'Site by location; empty when none.';
comment on column warehouse.site_access.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_access.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.site_access to daybook_auditor;
grant select on table warehouse.site_access to daybook_forecast_admin;
grant select on table warehouse.site_access to daybook_security_admin;
grant select on table warehouse.site_access to daybook_system_admin;

create table warehouse.site_access_history (
  user_id text not null,
  job_profile text,
  cost_center text not null,
  site_id text not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.site_access_history enable row level security;
alter table warehouse.site_access_history force row level security;
CREATE INDEX site_access_history_key ON warehouse.site_access_history USING btree (user_id);
create policy user_read_select_everywhere on warehouse.site_access_history as permissive for select to daybook_auditor, daybook_forecast_admin, daybook_security_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_access_history is 'Rows of warehouse.site_access that a later load changed or no longer held.';
comment on column warehouse.site_access_history.user_id is 'Person (personal data).';
comment on column warehouse.site_access_history.job_profile is 'Job profile, upper case.';
comment on column warehouse.site_access_history.cost_center is 'Site by cost centre; empty when none.';
comment on column warehouse.site_access_history.site_id is 'Site by location; empty when none.';
comment on column warehouse.site_access_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_access_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_access_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_access_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.site_access_history to daybook_auditor;
grant select on table warehouse.site_access_history to daybook_forecast_admin;
grant select on table warehouse.site_access_history to daybook_security_admin;
grant select on table warehouse.site_access_history to daybook_system_admin;

create table warehouse.site_district_manager (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  district_manager text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_district_manager_ends_after_it_begins CHECK ((valid_to_on > valid_from_on)),
  constraint site_district_manager_pkey PRIMARY KEY (site_id, valid_from_on),
  constraint site_district_manager_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.site_district_manager enable row level security;
alter table warehouse.site_district_manager force row level security;
create policy site_read_select_by_site on warehouse.site_district_manager as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_district_manager as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_district_manager is 'Who was district manager of a site, from day to day (personal data).';
comment on column warehouse.site_district_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_district_manager.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_district_manager.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_district_manager.district_manager is 'Name of the district manager (personal data).';
comment on column warehouse.site_district_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_district_manager.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.site_district_manager to daybook_account_manager;
grant select on table warehouse.site_district_manager to daybook_auditor;
grant select on table warehouse.site_district_manager to daybook_billing_admin;
grant select on table warehouse.site_district_manager to daybook_billing_manager;
grant select on table warehouse.site_district_manager to daybook_contract_admin;
grant select on table warehouse.site_district_manager to daybook_corporate_consumer;
grant select on table warehouse.site_district_manager to daybook_customer_user;
grant select on table warehouse.site_district_manager to daybook_data_ops;
grant select on table warehouse.site_district_manager to daybook_district_manager;
grant select on table warehouse.site_district_manager to daybook_finance_manager;
grant select on table warehouse.site_district_manager to daybook_forecast_admin;
grant select on table warehouse.site_district_manager to daybook_regional_vp;
grant select on table warehouse.site_district_manager to daybook_revenue_approver;
grant select on table warehouse.site_district_manager to daybook_rss_admin;
grant select on table warehouse.site_district_manager to daybook_service_intake;
grant select on table warehouse.site_district_manager to daybook_service_reporting;
grant select on table warehouse.site_district_manager to daybook_site_admin;
grant select on table warehouse.site_district_manager to daybook_svp;
grant select on table warehouse.site_district_manager to daybook_system_admin;
grant select on table warehouse.site_district_manager to daybook_territory_manager;

create table warehouse.site_district_manager_history (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  district_manager text not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.site_district_manager_history enable row level security;
alter table warehouse.site_district_manager_history force row level security;
CREATE INDEX site_district_manager_history_key ON warehouse.site_district_manager_history USING btree (site_id);
create policy site_read_select_by_site on warehouse.site_district_manager_history as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_district_manager_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_district_manager_history is 'Rows of warehouse.site_district_manager that a later load changed or no longer held.';
comment on column warehouse.site_district_manager_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_district_manager_history.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_district_manager_history.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_district_manager_history.district_manager is 'Name of the district manager (personal data).';
comment on column warehouse.site_district_manager_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_district_manager_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_district_manager_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_district_manager_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.site_district_manager_history to daybook_account_manager;
grant select on table warehouse.site_district_manager_history to daybook_auditor;
grant select on table warehouse.site_district_manager_history to daybook_billing_admin;
grant select on table warehouse.site_district_manager_history to daybook_billing_manager;
grant select on table warehouse.site_district_manager_history to daybook_contract_admin;
grant select on table warehouse.site_district_manager_history to daybook_corporate_consumer;
grant select on table warehouse.site_district_manager_history to daybook_customer_user;
grant select on table warehouse.site_district_manager_history to daybook_data_ops;
grant select on table warehouse.site_district_manager_history to daybook_district_manager;
grant select on table warehouse.site_district_manager_history to daybook_finance_manager;
grant select on table warehouse.site_district_manager_history to daybook_forecast_admin;
grant select on table warehouse.site_district_manager_history to daybook_regional_vp;
grant select on table warehouse.site_district_manager_history to daybook_revenue_approver;
grant select on table warehouse.site_district_manager_history to daybook_rss_admin;
grant select on table warehouse.site_district_manager_history to daybook_service_intake;
grant select on table warehouse.site_district_manager_history to daybook_service_reporting;
grant select on table warehouse.site_district_manager_history to daybook_site_admin;
grant select on table warehouse.site_district_manager_history to daybook_svp;
grant select on table warehouse.site_district_manager_history to daybook_system_admin;
grant select on table warehouse.site_district_manager_history to daybook_territory_manager;

create table warehouse.site_manager (
  site_id text not null,
  employee_id text,
  last_name text,
  first_name text,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_manager_pkey PRIMARY KEY (site_id),
  constraint site_manager_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.site_manager enable row level security;
alter table warehouse.site_manager force row level security;
create policy site_read_select_by_site on warehouse.site_manager as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_manager as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_manager is 'Account manager of a site (personal data).';
comment on column warehouse.site_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_manager.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.site_manager.last_name is 'Last name (personal data).';
comment on column warehouse.site_manager.first_name is 'First name (personal data).';
comment on column warehouse.site_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_manager.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.site_manager to daybook_account_manager;
grant select on table warehouse.site_manager to daybook_auditor;
grant select on table warehouse.site_manager to daybook_billing_admin;
grant select on table warehouse.site_manager to daybook_billing_manager;
grant select on table warehouse.site_manager to daybook_contract_admin;
grant select on table warehouse.site_manager to daybook_corporate_consumer;
grant select on table warehouse.site_manager to daybook_customer_user;
grant select on table warehouse.site_manager to daybook_data_ops;
grant select on table warehouse.site_manager to daybook_district_manager;
grant select on table warehouse.site_manager to daybook_finance_manager;
grant select on table warehouse.site_manager to daybook_forecast_admin;
grant select on table warehouse.site_manager to daybook_regional_vp;
grant select on table warehouse.site_manager to daybook_revenue_approver;
grant select on table warehouse.site_manager to daybook_rss_admin;
grant select on table warehouse.site_manager to daybook_service_intake;
grant select on table warehouse.site_manager to daybook_service_reporting;
grant select on table warehouse.site_manager to daybook_site_admin;
grant select on table warehouse.site_manager to daybook_svp;
grant select on table warehouse.site_manager to daybook_system_admin;
grant select on table warehouse.site_manager to daybook_territory_manager;

create table warehouse.site_manager_history (
  site_id text not null,
  employee_id text,
  last_name text,
  first_name text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.site_manager_history enable row level security;
alter table warehouse.site_manager_history force row level security;
CREATE INDEX site_manager_history_key ON warehouse.site_manager_history USING btree (site_id);
create policy site_read_select_by_site on warehouse.site_manager_history as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_manager_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_manager_history is 'Rows of warehouse.site_manager that a later load changed or no longer held.';
comment on column warehouse.site_manager_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_manager_history.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.site_manager_history.last_name is 'Last name (personal data).';
comment on column warehouse.site_manager_history.first_name is 'First name (personal data).';
comment on column warehouse.site_manager_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_manager_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_manager_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_manager_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.site_manager_history to daybook_account_manager;
grant select on table warehouse.site_manager_history to daybook_auditor;
grant select on table warehouse.site_manager_history to daybook_billing_admin;
grant select on table warehouse.site_manager_history to daybook_billing_manager;
grant select on table warehouse.site_manager_history to daybook_contract_admin;
grant select on table warehouse.site_manager_history to daybook_corporate_consumer;
grant select on table warehouse.site_manager_history to daybook_customer_user;
grant select on table warehouse.site_manager_history to daybook_data_ops;
grant select on table warehouse.site_manager_history to daybook_district_manager;
grant select on table warehouse.site_manager_history to daybook_finance_manager;
grant select on table warehouse.site_manager_history to daybook_forecast_admin;
grant select on table warehouse.site_manager_history to daybook_regional_vp;
grant select on table warehouse.site_manager_history to daybook_revenue_approver;
grant select on table warehouse.site_manager_history to daybook_rss_admin;
grant select on table warehouse.site_manager_history to daybook_service_intake;
grant select on table warehouse.site_manager_history to daybook_service_reporting;
grant select on table warehouse.site_manager_history to daybook_site_admin;
grant select on table warehouse.site_manager_history to daybook_svp;
grant select on table warehouse.site_manager_history to daybook_system_admin;
grant select on table warehouse.site_manager_history to daybook_territory_manager;

create table warehouse.site_salary (
  site_id text not null,
  work_email text not null,
  person_name text not null,
  annual_base_pay numeric(19,5) not null,
  allocated_amount numeric(19,5) not null,
  distribution_percent numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_salary_pkey PRIMARY KEY (site_id, work_email),
  constraint site_salary_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.site_salary enable row level security;
alter table warehouse.site_salary force row level security;
create policy salary_read_select_everywhere on warehouse.site_salary as permissive for select to daybook_service_forecasting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_salary is 'Salaried people and the share of their pay that a site bears (personal data).';
comment on column warehouse.site_salary.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_salary.work_email is 'E-mail of the person (personal data).';
comment on column warehouse.site_salary.person_name is 'Name of the person (personal data).';
comment on column warehouse.site_salary.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column warehouse.site_salary.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column warehouse.site_salary.distribution_percent is 'Share of the site in percent.';
comment on column warehouse.site_salary.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_salary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.site_salary to daybook_service_forecasting;

create table warehouse.site_salary_history (
  site_id text not null,
  work_email text not null,
  person_name text not null,
  annual_base_pay numeric(19,5) not null,
  allocated_amount numeric(19,5) not null,
  distribution_percent numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.site_salary_history enable row level security;
alter table warehouse.site_salary_history force row level security;
CREATE INDEX site_salary_history_key ON warehouse.site_salary_history USING btree (site_id);
create policy salary_read_select_everywhere on warehouse.site_salary_history as permissive for select to daybook_service_forecasting using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_salary_history is 'Rows of warehouse.site_salary that a later load changed or no longer held.';
comment on column warehouse.site_salary_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_salary_history.work_email is 'E-mail of the person (personal data).';
comment on column warehouse.site_salary_history.person_name is 'Name of the person (personal data).';
comment on column warehouse.site_salary_history.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column warehouse.site_salary_history.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column warehouse.site_salary_history.distribution_percent is 'Share of the site in percent.';
comment on column warehouse.site_salary_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_salary_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_salary_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_salary_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.site_salary_history to daybook_service_forecasting;

create table warehouse.site_version (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  site_name text not null,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_version_ends_after_it_begins CHECK ((valid_to_on > valid_from_on)),
  constraint site_version_pkey PRIMARY KEY (site_id, valid_from_on),
  constraint site_version_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
alter table warehouse.site_version enable row level security;
alter table warehouse.site_version force row level security;
create policy site_read_select_by_site on warehouse.site_version as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_version as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_version is 'What the site list said of a site, from day to day; one row in force at a time.';
comment on column warehouse.site_version.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_version.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_version.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_version.site_name is 'Name.';
comment on column warehouse.site_version.gl_string is 'Ledger string; its first segment picks the company.';
comment on column warehouse.site_version.street_address is 'Street and number.';
comment on column warehouse.site_version.city is 'City.';
comment on column warehouse.site_version.state is 'State, two letters.';
comment on column warehouse.site_version.zip is 'Postal code.';
comment on column warehouse.site_version.rooms_available is 'Hotel rooms.';
comment on column warehouse.site_version.parking_spaces is 'Parking spaces.';
comment on column warehouse.site_version.opened_on is 'First day worked.';
comment on column warehouse.site_version.closed_on is 'Last day worked.';
comment on column warehouse.site_version.district is 'District.';
comment on column warehouse.site_version.svp_region is 'Region of the senior vice president.';
comment on column warehouse.site_version.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column warehouse.site_version.business_segment is 'Business segment.';
comment on column warehouse.site_version.pl_category is 'Category of the P&L the site belongs to.';
comment on column warehouse.site_version.legal_entity is 'Legal entity.';
comment on column warehouse.site_version.contract_type is 'Free label of the contract; never decides billing.';
comment on column warehouse.site_version.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column warehouse.site_version.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_version.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.site_version to daybook_account_manager;
grant select on table warehouse.site_version to daybook_auditor;
grant select on table warehouse.site_version to daybook_billing_admin;
grant select on table warehouse.site_version to daybook_billing_manager;
grant select on table warehouse.site_version to daybook_contract_admin;
grant select on table warehouse.site_version to daybook_corporate_consumer;
grant select on table warehouse.site_version to daybook_customer_user;
grant select on table warehouse.site_version to daybook_data_ops;
grant select on table warehouse.site_version to daybook_district_manager;
grant select on table warehouse.site_version to daybook_finance_manager;
grant select on table warehouse.site_version to daybook_forecast_admin;
grant select on table warehouse.site_version to daybook_regional_vp;
grant select on table warehouse.site_version to daybook_revenue_approver;
grant select on table warehouse.site_version to daybook_rss_admin;
grant select on table warehouse.site_version to daybook_service_intake;
grant select on table warehouse.site_version to daybook_service_reporting;
grant select on table warehouse.site_version to daybook_site_admin;
grant select on table warehouse.site_version to daybook_svp;
grant select on table warehouse.site_version to daybook_system_admin;
grant select on table warehouse.site_version to daybook_territory_manager;

create table warehouse.site_version_history (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  site_name text not null,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.site_version_history enable row level security;
alter table warehouse.site_version_history force row level security;
CREATE INDEX site_version_history_key ON warehouse.site_version_history USING btree (site_id);
create policy site_read_select_by_site on warehouse.site_version_history as permissive for select to daybook_account_manager, daybook_customer_user, daybook_district_manager, daybook_regional_vp, daybook_svp, daybook_territory_manager using ((site_id = ANY (( SELECT security.sites_as('{accountManager,customerUser,districtManager,regionalVp,svp,territoryManager}'::text[]) AS sites_as)::text[])));
create policy site_read_select_everywhere on warehouse.site_version_history as permissive for select to daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_data_ops, daybook_finance_manager, daybook_forecast_admin, daybook_revenue_approver, daybook_rss_admin, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.site_version_history is 'Rows of warehouse.site_version that a later load changed or no longer held.';
comment on column warehouse.site_version_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_version_history.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_version_history.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_version_history.site_name is 'Name.';
comment on column warehouse.site_version_history.gl_string is 'Ledger string; its first segment picks the company.';
comment on column warehouse.site_version_history.street_address is 'Street and number.';
comment on column warehouse.site_version_history.city is 'City.';
comment on column warehouse.site_version_history.state is 'State, two letters.';
comment on column warehouse.site_version_history.zip is 'Postal code.';
comment on column warehouse.site_version_history.rooms_available is 'Hotel rooms.';
comment on column warehouse.site_version_history.parking_spaces is 'Parking spaces.';
comment on column warehouse.site_version_history.opened_on is 'First day worked.';
comment on column warehouse.site_version_history.closed_on is 'Last day worked.';
comment on column warehouse.site_version_history.district is 'District.';
comment on column warehouse.site_version_history.svp_region is 'Region of the senior vice president.';
comment on column warehouse.site_version_history.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column warehouse.site_version_history.business_segment is 'Business segment.';
comment on column warehouse.site_version_history.pl_category is 'Category of the P&L the site belongs to.';
comment on column warehouse.site_version_history.legal_entity is 'Legal entity.';
comment on column warehouse.site_version_history.contract_type is 'Free label of the contract; never decides billing.';
comment on column warehouse.site_version_history.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column warehouse.site_version_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_version_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_version_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_version_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.site_version_history to daybook_account_manager;
grant select on table warehouse.site_version_history to daybook_auditor;
grant select on table warehouse.site_version_history to daybook_billing_admin;
grant select on table warehouse.site_version_history to daybook_billing_manager;
grant select on table warehouse.site_version_history to daybook_contract_admin;
grant select on table warehouse.site_version_history to daybook_corporate_consumer;
grant select on table warehouse.site_version_history to daybook_customer_user;
grant select on table warehouse.site_version_history to daybook_data_ops;
grant select on table warehouse.site_version_history to daybook_district_manager;
grant select on table warehouse.site_version_history to daybook_finance_manager;
grant select on table warehouse.site_version_history to daybook_forecast_admin;
grant select on table warehouse.site_version_history to daybook_regional_vp;
grant select on table warehouse.site_version_history to daybook_revenue_approver;
grant select on table warehouse.site_version_history to daybook_rss_admin;
grant select on table warehouse.site_version_history to daybook_service_intake;
grant select on table warehouse.site_version_history to daybook_service_reporting;
grant select on table warehouse.site_version_history to daybook_site_admin;
grant select on table warehouse.site_version_history to daybook_svp;
grant select on table warehouse.site_version_history to daybook_system_admin;
grant select on table warehouse.site_version_history to daybook_territory_manager;

create table warehouse.summary_category (
  summary_category text not null,
  "position" smallint not null,
  displayed_sign smallint not null,
  counts_in_flc smallint not null,
  constraint summary_category_pkey PRIMARY KEY (summary_category),
  constraint summary_category_position_is_unique UNIQUE ("position")
);
alter table warehouse.summary_category enable row level security;
alter table warehouse.summary_category force row level security;
create policy catalogue_read_select_everywhere on warehouse.summary_category as permissive for select to daybook_account_manager, daybook_auditor, daybook_billing_admin, daybook_billing_manager, daybook_contract_admin, daybook_corporate_consumer, daybook_customer_service, daybook_data_ops, daybook_dba, daybook_district_manager, daybook_finance_manager, daybook_forecast_admin, daybook_regional_vp, daybook_revenue_approver, daybook_rss_admin, daybook_security_admin, daybook_service_forecasting, daybook_service_intake, daybook_service_reporting, daybook_site_admin, daybook_svp, daybook_system_admin, daybook_territory_manager using (true);
comment on table warehouse.summary_category is 'The eight summary categories of the P&L.';
comment on column warehouse.summary_category.summary_category is 'Name, upper case.';
comment on column warehouse.summary_category."position" is 'Place on the P&L, from 1.';
comment on column warehouse.summary_category.displayed_sign is 'Ledger balance times this is the displayed amount: -1 for internal revenue.';
comment on column warehouse.summary_category.counts_in_flc is 'Sign in front line contribution: 1 revenue, -1 expense, 0 neither.';
grant select on table warehouse.summary_category to daybook_account_manager;
grant select on table warehouse.summary_category to daybook_auditor;
grant select on table warehouse.summary_category to daybook_billing_admin;
grant select on table warehouse.summary_category to daybook_billing_manager;
grant select on table warehouse.summary_category to daybook_contract_admin;
grant select on table warehouse.summary_category to daybook_corporate_consumer;
grant select on table warehouse.summary_category to daybook_customer_service;
grant select on table warehouse.summary_category to daybook_data_ops;
grant select on table warehouse.summary_category to daybook_dba;
grant select on table warehouse.summary_category to daybook_district_manager;
grant select on table warehouse.summary_category to daybook_finance_manager;
grant select on table warehouse.summary_category to daybook_forecast_admin;
grant select on table warehouse.summary_category to daybook_regional_vp;
grant select on table warehouse.summary_category to daybook_revenue_approver;
grant select on table warehouse.summary_category to daybook_rss_admin;
grant select on table warehouse.summary_category to daybook_security_admin;
grant select on table warehouse.summary_category to daybook_service_forecasting;
grant select on table warehouse.summary_category to daybook_service_intake;
grant select on table warehouse.summary_category to daybook_service_reporting;
grant select on table warehouse.summary_category to daybook_site_admin;
grant select on table warehouse.summary_category to daybook_svp;
grant select on table warehouse.summary_category to daybook_system_admin;
grant select on table warehouse.summary_category to daybook_territory_manager;

create table warehouse.timesheet (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  employee_id text not null,
  regular_minutes integer not null,
  regular_minutes_next_day integer not null,
  overtime_minutes integer not null,
  overtime_minutes_next_day integer not null,
  double_overtime_minutes integer not null,
  double_overtime_minutes_next_day integer not null,
  holiday_minutes integer not null,
  holiday_minutes_next_day integer not null,
  holiday_overtime_minutes integer not null,
  holiday_overtime_minutes_next_day integer not null,
  holiday_double_overtime_minutes integer not null,
  holiday_double_overtime_minutes_next_day integer not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint timesheet_pkey PRIMARY KEY (site_id, worked_on, job_code, employee_id),
  constraint timesheet_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (worked_on);
alter table warehouse.timesheet enable row level security;
alter table warehouse.timesheet force row level security;
create policy labor_read_select_by_site on warehouse.timesheet as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.timesheet as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.timesheet is 'Minutes worked by kind: site x day x job code x person.';
comment on column warehouse.timesheet.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.timesheet.worked_on is 'Day worked.';
comment on column warehouse.timesheet.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.timesheet.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.timesheet.regular_minutes is 'Regular minutes.';
comment on column warehouse.timesheet.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column warehouse.timesheet.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.timesheet.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.timesheet.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_minutes is 'Holiday minutes.';
comment on column warehouse.timesheet.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column warehouse.timesheet.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.timesheet.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
grant select on table warehouse.timesheet (batch_id) to daybook_account_manager;
grant select on table warehouse.timesheet (batch_id) to daybook_auditor;
grant select on table warehouse.timesheet (batch_id) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (batch_id) to daybook_district_manager;
grant select on table warehouse.timesheet (batch_id) to daybook_finance_manager;
grant select on table warehouse.timesheet (batch_id) to daybook_forecast_admin;
grant select on table warehouse.timesheet (batch_id) to daybook_regional_vp;
grant select on table warehouse.timesheet (batch_id) to daybook_service_reporting;
grant select on table warehouse.timesheet (batch_id) to daybook_svp;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (double_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (double_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_double_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_minutes) to daybook_svp;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (holiday_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (job_code) to daybook_account_manager;
grant select on table warehouse.timesheet (job_code) to daybook_auditor;
grant select on table warehouse.timesheet (job_code) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (job_code) to daybook_district_manager;
grant select on table warehouse.timesheet (job_code) to daybook_finance_manager;
grant select on table warehouse.timesheet (job_code) to daybook_forecast_admin;
grant select on table warehouse.timesheet (job_code) to daybook_regional_vp;
grant select on table warehouse.timesheet (job_code) to daybook_service_reporting;
grant select on table warehouse.timesheet (job_code) to daybook_svp;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (regular_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet (regular_minutes) to daybook_auditor;
grant select on table warehouse.timesheet (regular_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (regular_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet (regular_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet (regular_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet (regular_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet (regular_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet (regular_minutes) to daybook_svp;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet (regular_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet (site_id) to daybook_account_manager;
grant select on table warehouse.timesheet (site_id) to daybook_auditor;
grant select on table warehouse.timesheet (site_id) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (site_id) to daybook_district_manager;
grant select on table warehouse.timesheet (site_id) to daybook_finance_manager;
grant select on table warehouse.timesheet (site_id) to daybook_forecast_admin;
grant select on table warehouse.timesheet (site_id) to daybook_regional_vp;
grant select on table warehouse.timesheet (site_id) to daybook_service_reporting;
grant select on table warehouse.timesheet (site_id) to daybook_svp;
grant select on table warehouse.timesheet (source_line) to daybook_account_manager;
grant select on table warehouse.timesheet (source_line) to daybook_auditor;
grant select on table warehouse.timesheet (source_line) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (source_line) to daybook_district_manager;
grant select on table warehouse.timesheet (source_line) to daybook_finance_manager;
grant select on table warehouse.timesheet (source_line) to daybook_forecast_admin;
grant select on table warehouse.timesheet (source_line) to daybook_regional_vp;
grant select on table warehouse.timesheet (source_line) to daybook_service_reporting;
grant select on table warehouse.timesheet (source_line) to daybook_svp;
grant select on table warehouse.timesheet (worked_on) to daybook_account_manager;
grant select on table warehouse.timesheet (worked_on) to daybook_auditor;
grant select on table warehouse.timesheet (worked_on) to daybook_corporate_consumer;
grant select on table warehouse.timesheet (worked_on) to daybook_district_manager;
grant select on table warehouse.timesheet (worked_on) to daybook_finance_manager;
grant select on table warehouse.timesheet (worked_on) to daybook_forecast_admin;
grant select on table warehouse.timesheet (worked_on) to daybook_regional_vp;
grant select on table warehouse.timesheet (worked_on) to daybook_service_reporting;
grant select on table warehouse.timesheet (worked_on) to daybook_svp;
grant select on table warehouse.timesheet to daybook_auditor;
grant select on table warehouse.timesheet to daybook_district_manager;
grant select on table warehouse.timesheet to daybook_forecast_admin;
grant select on table warehouse.timesheet to daybook_system_admin;

create table warehouse.timesheet_history (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  employee_id text not null,
  regular_minutes integer not null,
  regular_minutes_next_day integer not null,
  overtime_minutes integer not null,
  overtime_minutes_next_day integer not null,
  double_overtime_minutes integer not null,
  double_overtime_minutes_next_day integer not null,
  holiday_minutes integer not null,
  holiday_minutes_next_day integer not null,
  holiday_overtime_minutes integer not null,
  holiday_overtime_minutes_next_day integer not null,
  holiday_double_overtime_minutes integer not null,
  holiday_double_overtime_minutes_next_day integer not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
alter table warehouse.timesheet_history enable row level security;
alter table warehouse.timesheet_history force row level security;
CREATE INDEX timesheet_history_key ON warehouse.timesheet_history USING btree (site_id, worked_on);
create policy labor_read_select_by_site on warehouse.timesheet_history as permissive for select to daybook_account_manager, daybook_district_manager, daybook_regional_vp, daybook_svp using ((site_id = ANY (( SELECT security.sites_as('{accountManager,districtManager,regionalVp,svp}'::text[]) AS sites_as)::text[])));
create policy labor_read_select_everywhere on warehouse.timesheet_history as permissive for select to daybook_auditor, daybook_corporate_consumer, daybook_finance_manager, daybook_forecast_admin, daybook_service_reporting, daybook_system_admin using (( SELECT security.is_entered() AS is_entered));
comment on table warehouse.timesheet_history is 'Rows of warehouse.timesheet that a later load changed or no longer held.';
comment on column warehouse.timesheet_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.timesheet_history.worked_on is 'Day worked.';
comment on column warehouse.timesheet_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.timesheet_history.employee_id is 'Person, as a pseudonym (personal data); empty when nobody is named.';
comment on column warehouse.timesheet_history.regular_minutes is 'Regular minutes.';
comment on column warehouse.timesheet_history.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column warehouse.timesheet_history.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.timesheet_history.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.timesheet_history.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_minutes is 'Holiday minutes.';
comment on column warehouse.timesheet_history.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column warehouse.timesheet_history.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column warehouse.timesheet_history.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.timesheet_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.timesheet_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.timesheet_history.superseded_at is 'When it was replaced.';
grant select on table warehouse.timesheet_history (batch_id) to daybook_account_manager;
grant select on table warehouse.timesheet_history (batch_id) to daybook_auditor;
grant select on table warehouse.timesheet_history (batch_id) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (batch_id) to daybook_district_manager;
grant select on table warehouse.timesheet_history (batch_id) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (batch_id) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (batch_id) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (batch_id) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (batch_id) to daybook_svp;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (double_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (double_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_double_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (holiday_overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (job_code) to daybook_account_manager;
grant select on table warehouse.timesheet_history (job_code) to daybook_auditor;
grant select on table warehouse.timesheet_history (job_code) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (job_code) to daybook_district_manager;
grant select on table warehouse.timesheet_history (job_code) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (job_code) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (job_code) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (job_code) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (job_code) to daybook_svp;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (overtime_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (overtime_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_account_manager;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_auditor;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_district_manager;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (regular_minutes) to daybook_svp;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_account_manager;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_auditor;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_district_manager;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (regular_minutes_next_day) to daybook_svp;
grant select on table warehouse.timesheet_history (site_id) to daybook_account_manager;
grant select on table warehouse.timesheet_history (site_id) to daybook_auditor;
grant select on table warehouse.timesheet_history (site_id) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (site_id) to daybook_district_manager;
grant select on table warehouse.timesheet_history (site_id) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (site_id) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (site_id) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (site_id) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (site_id) to daybook_svp;
grant select on table warehouse.timesheet_history (source_line) to daybook_account_manager;
grant select on table warehouse.timesheet_history (source_line) to daybook_auditor;
grant select on table warehouse.timesheet_history (source_line) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (source_line) to daybook_district_manager;
grant select on table warehouse.timesheet_history (source_line) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (source_line) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (source_line) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (source_line) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (source_line) to daybook_svp;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_account_manager;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_auditor;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_district_manager;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (superseded_at) to daybook_svp;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_account_manager;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_auditor;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_district_manager;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (superseded_by_batch_id) to daybook_svp;
grant select on table warehouse.timesheet_history (worked_on) to daybook_account_manager;
grant select on table warehouse.timesheet_history (worked_on) to daybook_auditor;
grant select on table warehouse.timesheet_history (worked_on) to daybook_corporate_consumer;
grant select on table warehouse.timesheet_history (worked_on) to daybook_district_manager;
grant select on table warehouse.timesheet_history (worked_on) to daybook_finance_manager;
grant select on table warehouse.timesheet_history (worked_on) to daybook_forecast_admin;
grant select on table warehouse.timesheet_history (worked_on) to daybook_regional_vp;
grant select on table warehouse.timesheet_history (worked_on) to daybook_service_reporting;
grant select on table warehouse.timesheet_history (worked_on) to daybook_svp;
grant select on table warehouse.timesheet_history to daybook_auditor;
grant select on table warehouse.timesheet_history to daybook_district_manager;
grant select on table warehouse.timesheet_history to daybook_forecast_admin;
grant select on table warehouse.timesheet_history to daybook_system_admin;

CREATE OR REPLACE FUNCTION warehouse.account_total(site text, month date, accounts text[], kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sum(amount) from warehouse.account_total_rows(site, month, accounts, kind)
$function$;
comment on function warehouse.account_total(site text, month date, accounts text[], kind text) is 'Total of one or more accounts in a month, ledger sign; null when no row is booked.';
grant execute on function warehouse.account_total(site text, month date, accounts text[], kind text) to daybook_stages;
revoke all on function warehouse.account_total(site text, month date, accounts text[], kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.account_total_rows(site text, month date, accounts text[], kind text)
 RETURNS TABLE(fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where account_id = any (accounts)
$function$;
comment on function warehouse.account_total_rows(site text, month date, accounts text[], kind text) is 'Ledger rows of the named accounts.';
grant execute on function warehouse.account_total_rows(site text, month date, accounts text[], kind text) to daybook_stages;
revoke all on function warehouse.account_total_rows(site text, month date, accounts text[], kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_accounts(slice text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  changed text[];
  vanished text[];
begin
  select coalesce(array_agg(account_id), '{}') into changed
  from sources.chart_of_account as arriving
  join warehouse.account as present using (account_id)
  where not arriving.is_held
    and (arriving.account_name, arriving.category, arriving.summary_category, true)
      is distinct from (present.account_name, present.category, present.summary_category, present.is_listed);
  select coalesce(array_agg(account_id), '{}') into vanished
  from warehouse.account as present
  where slice = 'whole list' and is_listed
    and not exists (select from sources.chart_of_account as arriving where arriving.account_id = present.account_id);

  insert into warehouse.account_history (
    account_id, account_name, category, summary_category, batch_id, source_line, superseded_by_batch_id, superseded_at)
  select account_id, account_name, category, summary_category, batch_id, source_line, batch, now()
  from warehouse.account where account_id = any (changed || vanished);
  update warehouse.account set is_listed = false where account_id = any (vanished);
  insert into warehouse.account (
    account_id, account_name, category, summary_category, is_listed, batch_id, source_line)
  select account_id, account_name, category, summary_category, true, batch, source_line
  from sources.chart_of_account as arriving
  where not is_held
    and (account_id = any (changed)
      or not exists (select from warehouse.account as present where present.account_id = arriving.account_id))
  on conflict (account_id) do update set
    account_name = excluded.account_name,
    category = excluded.category,
    summary_category = excluded.summary_category,
    is_listed = true,
    batch_id = excluded.batch_id,
    source_line = excluded.source_line;
  get diagnostics inserted = row_count;
  superseded := cardinality(changed) + cardinality(vanished);
  return next;
end
$function$;
comment on function warehouse.apply_accounts(slice text, batch bigint) is 'Applies the chart of accounts.';
revoke all on function warehouse.apply_accounts(slice text, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
begin
  return query
    select * from warehouse.apply_rows(
      list, list, staging, 'true',
      case slice
        when 'whole list' then 'true'
        when 'row' then
          format('exists (select from %s as arriving where %s)',
            staging, warehouse.same_key(warehouse.key_columns(list)))
      end,
      batch);
end
$function$;
comment on function warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint) is 'Applies a complete list, or single rows of one.';
revoke all on function warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_month(fact regclass, staging regclass, period name, month date, slice text, batch bigint)
 RETURNS TABLE(arrived_rows bigint, held_rows bigint, inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  arrived text := format('arriving.%1$I >= %2$L and arriving.%1$I < %3$L',
    period, month, (month + interval '1 month')::date);
  replaced text;
begin
  replaced := case slice
    when 'site and month' then
      format('present.site_id in (select arriving.site_id from %s as arriving where %s)', staging, arrived)
    when 'site and day' then
      format(
        '(present.site_id, present.%1$I) in (
           select arriving.site_id, arriving.%1$I from %2$s as arriving where %3$s)',
        period, staging, arrived)
    when 'row' then
      format('exists (select from %s as arriving where %s and %s)',
        staging, warehouse.same_key(warehouse.key_columns(fact)), arrived)
  end;
  return query
    select counted.arrived_rows, counted.held_rows, applied.inserted, applied.superseded
    from warehouse.count_staged(staging, arrived) as counted
    cross join warehouse.apply_rows(
      warehouse.ensure_partition(fact, period, month), fact, staging, arrived, replaced, batch) as applied;
end
$function$;
comment on function warehouse.apply_month(fact regclass, staging regclass, period name, month date, slice text, batch bigint) is 'Applies one month of arriving rows to a fact; the slice is what the arriving rows replace.';
revoke all on function warehouse.apply_month(fact regclass, staging regclass, period name, month date, slice text, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_rows(target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  keys text[] := warehouse.key_columns(root);
  same_key text := warehouse.same_key(keys);
  all_columns text[] := keys || warehouse.value_columns(root);
begin
  execute format(
    $sql$
      with gone as (
        delete from %1$s as present
        where (%2$s) and not exists (
          select from %3$s as arriving
          where %4$s and %5$s and (arriving.is_held or (%6$s)))
        returning present.*
      )
      insert into %7$s_history (%9$s, batch_id, source_line, superseded_by_batch_id, superseded_at)
      select %9$s, batch_id, source_line, %8$s, now() from gone
    $sql$,
    target, replaced, staging, same_key, arrived, warehouse.same_row(warehouse.value_columns(root)), root, batch,
    warehouse.column_list(all_columns));
  get diagnostics superseded = row_count;

  execute format(
    $sql$
      insert into %1$s (%2$s, batch_id, source_line)
      select %3$s, %4$s, arriving.source_line from %5$s as arriving
      where not arriving.is_held and %6$s and not exists (select from %1$s as present where %7$s)
    $sql$,
    target, warehouse.column_list(all_columns), warehouse.column_list(all_columns, 'arriving'), batch, staging,
    arrived, same_key);
  get diagnostics inserted = row_count;
  return next;
end
$function$;
comment on function warehouse.apply_rows(target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint) is 'Applies the arriving rows that meet the condition "arrived" to a table; "replaced" says which present rows they replace.';
revoke all on function warehouse.apply_rows(target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_sites(slice text, effective date, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  vanished text[];
  changed_sites bigint;
begin
  insert into warehouse.site (site_id, is_listed)
  select site_id, true from sources.master_non_financial where not is_held
  on conflict (site_id) do update set is_listed = true where not warehouse.site.is_listed;

  perform warehouse.apply_versions('warehouse.site_version', 'site_name', effective, batch);
  perform warehouse.apply_versions('warehouse.site_district_manager', 'district_manager', effective, batch);

  select count(*) into inserted from sources.master_non_financial as arriving
  where exists (select from warehouse.site_version as v where v.site_id = arriving.site_id and v.batch_id = batch)
    or exists (
      select from warehouse.site_district_manager as m where m.site_id = arriving.site_id and m.batch_id = batch);
  select count(distinct site_id) into changed_sites from (
    select site_id from warehouse.site_version where valid_to_on = effective
    union all select site_id from warehouse.site_version_history where superseded_by_batch_id = batch
    union all select site_id from warehouse.site_district_manager where valid_to_on = effective
    union all select site_id from warehouse.site_district_manager_history where superseded_by_batch_id = batch
  ) as ended
  join (
    select site_id from warehouse.site_version where batch_id = batch
    union select site_id from warehouse.site_district_manager where batch_id = batch
  ) as begun using (site_id);

  if slice = 'whole list' then
    select coalesce(array_agg(site_id), '{}') into vanished
    from warehouse.site as present
    where is_listed and not exists (
      select from sources.master_non_financial as arriving where arriving.site_id = present.site_id);
    update warehouse.site set is_listed = false where site_id = any (vanished);
    perform warehouse.supersede_versions('warehouse.site_version', vanished, effective, batch);
    perform warehouse.supersede_versions('warehouse.site_district_manager', vanished, effective, batch);
  end if;
  superseded := changed_sites + coalesce(cardinality(vanished), 0);
  perform warehouse.publish_places();
  return next;
end
$function$;
comment on function warehouse.apply_sites(slice text, effective date, batch bigint) is 'Applies the site list; a site that it no longer holds stays, marked as not listed.';
revoke all on function warehouse.apply_sites(slice text, effective date, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  columns text[];
  changed text[];
begin
  select array_agg(attname::text order by attnum) into columns
  from pg_attribute
  where attrelid = versions and attnum > 0 and not attisdropped
    and attname not in ('site_id', 'valid_from_on', 'valid_to_on', 'batch_id', 'source_line');
  execute format(
    $sql$
      select array_agg(arriving.site_id)
      from sources.master_non_financial as arriving
      left join %1$s as present on present.site_id = arriving.site_id and present.valid_to_on is null
      where not arriving.is_held
        and not (%2$s and (present.site_id is null) = (arriving.%3$I is null))
    $sql$, versions, warehouse.same_row(columns), name_column)
  into changed;
  superseded := warehouse.supersede_versions(versions, coalesce(changed, '{}'), effective, batch);
  execute format(
    $sql$
      insert into %1$s (site_id, valid_from_on, %2$s, batch_id, source_line)
      select site_id, $2, %2$s, $3, source_line from sources.master_non_financial
      where site_id = any ($1) and not is_held and %3$I is not null
    $sql$, versions, warehouse.column_list(columns), name_column)
  using coalesce(changed, '{}'), effective, batch;
  get diagnostics inserted = row_count;
  return next;
end
$function$;
comment on function warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint) is 'Begins a new version of each site whose columns changed; a site without the named column has none.';
revoke all on function warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.attach_converted(fact regclass, staging regclass, month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  empty_month regclass := warehouse.partition_of(fact, month);
begin
  if empty_month is not null then
    if not warehouse.is_month_empty(fact, month) then
      raise exception 'month % of % has rows by now', month, fact using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('drop table %s', empty_month);
  end if;
  perform warehouse.attach_month(fact, staging, month);
end
$function$;
comment on function warehouse.attach_converted(fact regclass, staging regclass, month date) is 'Makes a converted month visible as part of its fact.';
revoke all on function warehouse.attach_converted(fact regclass, staging regclass, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.attach_month(fact regclass, month_table regclass, month date)
 RETURNS regclass
 LANGUAGE plpgsql
AS $function$
declare
  final_name text := warehouse.partition_name(fact, month);
  named record;
begin
  if (select relnamespace <> 'warehouse'::regnamespace from pg_class where oid = month_table) then
    execute format('alter table %s set schema warehouse', month_table);
  end if;
  execute format('alter table %s rename to %I', month_table, final_name);
  for named in
    select conname from pg_constraint where conrelid = month_table and contype = 'p'
  loop
    execute format('alter table %s rename constraint %I to %I', month_table, named.conname, final_name || '_pkey');
  end loop;
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    fact, month_table, month, (month + interval '1 month')::date);
  -- Rights are given on the fact as a whole; nobody reads a month past it.
  perform security.force_row_security(month_table);
  -- It only spared the attachment from reading the table again.
  execute format('alter table %s drop constraint arrived_month', month_table);
  return month_table;
end
$function$;
comment on function warehouse.attach_month(fact regclass, month_table regclass, month date) is 'Makes a month table the partition of its fact.';
revoke all on function warehouse.attach_month(fact regclass, month_table regclass, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.average_hourly_rate(site text, job text, as_of date)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(warehouse.rate(sum(dollars), sum(rate_hours)), 0.000000)
  from warehouse.average_hourly_rate_rows(site, job, as_of)
$function$;
comment on function warehouse.average_hourly_rate(site text, job text, as_of date) is 'All dollars over the hours without the two premiums, 14 days, cut to 6 decimals; 0 when there are no hours.';
grant execute on function warehouse.average_hourly_rate(site text, job text, as_of date) to daybook_stages;
revoke all on function warehouse.average_hourly_rate(site text, job text, as_of date) from public;

CREATE OR REPLACE FUNCTION warehouse.average_hourly_rate_rows(site text, job text, as_of date)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, rate_hours,
    batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, as_of - 13, as_of)
$function$;
comment on function warehouse.average_hourly_rate_rows(site text, job text, as_of date) is 'Payroll of the 14 days that end with the given one.';
grant execute on function warehouse.average_hourly_rate_rows(site text, job text, as_of date) to daybook_stages;
revoke all on function warehouse.average_hourly_rate_rows(site text, job text, as_of date) from public;

CREATE OR REPLACE FUNCTION warehouse.budget_actual_summary(sites text[], year integer)
 RETURNS TABLE(site_id text, period_month date, type text, external_revenue numeric, internal_revenue numeric, payroll numeric, claims numeric, parking_rents numeric, other_expense numeric, pteb numeric, insurance numeric, occupied_rooms numeric, flc numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    site_id, period_month, type,
    sum(displayed_amount) filter (where summary_category = 'EXTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'INTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'PAYROLL'),
    sum(displayed_amount) filter (where summary_category = 'CLAIMS'),
    sum(displayed_amount) filter (where summary_category = 'PARKING RENTS'),
    sum(displayed_amount) filter (where summary_category = 'OTHER EXPENSE'),
    sum(displayed_amount) filter (where summary_category = 'PTEB'),
    sum(displayed_amount) filter (where summary_category = 'INSURANCE'),
    sum(room_count),
    sum(flc_amount)
  from warehouse.budget_actual_summary_rows(sites, year)
  group by site_id, period_month, type
$function$;
comment on function warehouse.budget_actual_summary(sites text[], year integer) is 'P&L by site, month and type, displayed sign: null is no row, but front line contribution counts it as zero.';
grant execute on function warehouse.budget_actual_summary(sites text[], year integer) to daybook_stages;
revoke all on function warehouse.budget_actual_summary(sites text[], year integer) from public;

CREATE OR REPLACE FUNCTION warehouse.budget_actual_summary_rows(sites text[], year integer)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount, room_count,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(sites, make_date(year, 1, 1), make_date(year + 1, 1, 1))
$function$;
comment on function warehouse.budget_actual_summary_rows(sites text[], year integer) is 'Rows of summary_rows in a year.';
grant execute on function warehouse.budget_actual_summary_rows(sites text[], year integer) to daybook_stages;
revoke all on function warehouse.budget_actual_summary_rows(sites text[], year integer) from public;

CREATE OR REPLACE FUNCTION warehouse.budget_daily(site text, month date)
 RETURNS TABLE(day_on date, external_revenue numeric, occupied_rooms numeric, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, valet_comps numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, self_comps numeric, valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric, self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric, valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric, self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with by_statistic as (
    select
      statistic, sum(external_revenue) as external_revenue, sum(revenue) as revenue, sum(vehicles) as vehicles,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as rate
    from warehouse.budget_daily_rows(site, month)
    group by statistic
  ),
  day as (
    select
      calendar_day.day_on,
      extract(day from calendar_day.day_on)::integer as number,
      extract(day from month + interval '1 month' - interval '1 day')::integer as days
    from warehouse.calendar_day
    where calendar_day.day_on >= month and calendar_day.day_on < (month + interval '1 month')::date
  ),
  share as (
    select
      day.day_on, statistic, rate,
      warehouse.spread(external_revenue, number, days) as external_revenue,
      warehouse.spread(revenue, number, days) as revenue,
      warehouse.spread(vehicles, number, days) as vehicles
    from day cross join by_statistic
  )
  select
    share.day_on, sum(external_revenue), sum(vehicles) filter (where statistic = 'occupied-rooms'),
    sum(vehicles) filter (where statistic = 'valet-daily'),
    sum(vehicles) filter (where statistic = 'valet-overnight'),
    sum(vehicles) filter (where statistic = 'valet-monthly'),
    sum(vehicles) filter (where statistic = 'valet-comps'),
    sum(vehicles) filter (where statistic = 'self-daily'),
    sum(vehicles) filter (where statistic = 'self-overnight'),
    sum(vehicles) filter (where statistic = 'self-monthly'),
    sum(vehicles) filter (where statistic = 'self-comps'),
    sum(revenue) filter (where statistic = 'valet-daily'),
    sum(revenue) filter (where statistic = 'valet-overnight'),
    sum(revenue) filter (where statistic = 'valet-monthly'),
    sum(revenue) filter (where statistic = 'self-daily'),
    sum(revenue) filter (where statistic = 'self-overnight'),
    sum(revenue) filter (where statistic = 'self-monthly'),
    min(rate) filter (where statistic = 'valet-daily'),
    min(rate) filter (where statistic = 'valet-overnight'),
    min(rate) filter (where statistic = 'valet-monthly'),
    min(rate) filter (where statistic = 'self-daily'),
    min(rate) filter (where statistic = 'self-overnight'),
    min(rate) filter (where statistic = 'self-monthly')
  from share
  group by share.day_on
$function$;
comment on function warehouse.budget_daily(site text, month date) is 'Budgeted external revenue and parking statistics by day, spread evenly; the days sum to the month exactly.';
grant execute on function warehouse.budget_daily(site text, month date) to daybook_stages;
revoke all on function warehouse.budget_daily(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.budget_daily_rows(site text, month date)
 RETURNS TABLE(fact text, statistic text, site_id text, period_month date, account_id text, account_name text, external_revenue numeric, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    case when booked.summary_category = 'EXTERNAL REVENUE' then booked.amount end,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], month, (month + interval '1 month')::date) as booked
  left join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where statistic.statistic is not null or booked.summary_category = 'EXTERNAL REVENUE'
$function$;
comment on function warehouse.budget_daily_rows(site text, month date) is 'Budget rows that are spread over the days of their month.';
grant execute on function warehouse.budget_daily_rows(site text, month date) to daybook_stages;
revoke all on function warehouse.budget_daily_rows(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.category_total(site text, month date, category text, kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sum(amount) from warehouse.category_total_rows(site, month, category, kind)
$function$;
comment on function warehouse.category_total(site text, month date, category text, kind text) is 'Total of a summary category in a month, ledger sign; null when no row is booked.';
grant execute on function warehouse.category_total(site text, month date, category text, kind text) to daybook_stages;
revoke all on function warehouse.category_total(site text, month date, category text, kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.category_total_rows(site text, month date, category text, kind text)
 RETURNS TABLE(fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where summary_category = category
$function$;
comment on function warehouse.category_total_rows(site text, month date, category text, kind text) is 'Ledger rows of the accounts that the chart puts into a summary category.';
grant execute on function warehouse.category_total_rows(site text, month date, category text, kind text) to daybook_stages;
revoke all on function warehouse.category_total_rows(site text, month date, category text, kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.column_list(columns text[], alias text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select string_agg(case when alias is null then format('%I', name) else format('%I.%I', alias, name) end, ', ')
  from unnest(columns) as name
$function$;
comment on function warehouse.column_list(columns text[], alias text) is 'Quoted names, for SQL that is put together.';
grant execute on function warehouse.column_list(columns text[], alias text) to daybook_stages;
revoke all on function warehouse.column_list(columns text[], alias text) from public;

CREATE OR REPLACE FUNCTION warehouse.convert_month(fact regclass, staging regclass, arrived bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  held bigint := 0;
  mandatory text;
  wanted record;
begin
  if not exists (select from pg_attribute where attrelid = staging and attname = 'is_held' and not attisdropped) then
    -- Converted before a key was found repeated in another month of the same file.
    execute format('select $1 - count(*) from %s', staging) into held using arrived;
    return held;
  end if;
  execute format('delete from %s where is_held', staging);
  get diagnostics held = row_count;
  select string_agg(format('alter column %I set not null', attname), ', ') into mandatory
  from pg_attribute where attrelid = fact and attnum > 0 and not attisdropped and attnotnull;
  execute format('alter table %s drop column is_held, alter column batch_id drop default, %s', staging, mandatory);
  execute format('alter table %s add primary key (%s)', staging, warehouse.column_list(warehouse.key_columns(fact)));
  for wanted in
    select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = fact and contype = 'f' and conparentid = 0
  loop
    execute format('alter table %s add constraint %I %s', staging, wanted.conname, wanted.definition);
  end loop;
  for wanted in
    select pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = fact and not indisprimary
  loop
    execute regexp_replace(wanted.definition, '^CREATE INDEX \S+ ON ONLY \S+', format('create index on %s', staging));
  end loop;
  return held;
end
$function$;
comment on function warehouse.convert_month(fact regclass, staging regclass, arrived bigint) is 'Readies a staged month to be attached: without rows held back, with key, references and indexes; how many rows were held. A repeated key fails with unique_violation.';
revoke all on function warehouse.convert_month(fact regclass, staging regclass, arrived bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.count_staged(staging regclass, arrived text)
 RETURNS TABLE(arrived_rows bigint, held_rows bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    'select count(*), count(*) filter (where is_held) from %s as arriving where %s', staging, arrived);
end
$function$;
comment on function warehouse.count_staged(staging regclass, arrived text) is 'Rows that arrived under a condition, and those held back.';
grant execute on function warehouse.count_staged(staging regclass, arrived text) to daybook_stages;
revoke all on function warehouse.count_staged(staging regclass, arrived text) from public;

CREATE OR REPLACE FUNCTION warehouse.deposit_control(site text, month date)
 RETURNS TABLE(state text, deposited_revenue numeric, cash_deposits numeric, ledger_balance numeric, difference numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    case
      when warehouse.is_deposited_by_operator(site, month) is not true then 'not applicable'
      when count(*) filter (where part = 'ledger balance') = 0 then 'waiting for ledger'
      when sum(amount) = 0 then 'agrees'
      else 'differs'
    end,
    sum(amount) filter (where part = 'deposited revenue'),
    -sum(amount) filter (where part = 'cash deposits'),
    sum(amount) filter (where part = 'ledger balance'),
    sum(amount)
  from warehouse.deposit_control_rows(site, month)
$function$;
comment on function warehouse.deposit_control(site text, month date) is 'Deposited revenue less cash deposits against minus account 4785, to the cent; waits while the ledger has no balance.';
grant execute on function warehouse.deposit_control(site text, month date) to daybook_stages;
revoke all on function warehouse.deposit_control(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.deposit_control_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, day_on date, part text, code text, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select detail.fact, detail.site_id, detail.revenue_on, 'deposited revenue', detail.revenue_code,
    detail.external_revenue, detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  where detail.deposit_flag = 'Y'
  union all
  select 'warehouse.revenue_value', entered.site_id, entered.revenue_on, 'cash deposits', entered.revenue_code,
    -entered.value, entered.batch_id, entered.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as entered
  left join sources.batch on batch.batch_id = entered.batch_id
  where entered.site_id = site and entered.revenue_on >= month
    and entered.revenue_on < (month + interval '1 month')::date
    and entered.revenue_category = 'CASH DEPOSITS TO LOCAL TP BANK ACCOUNT'
  union all
  select booked.fact, booked.site_id, booked.period_month, 'ledger balance', booked.account_id, booked.amount,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('actual', array[site], month, (month + interval '1 month')::date) as booked
  where booked.account_id = '4785'
$function$;
comment on function warehouse.deposit_control_rows(site text, month date) is 'Rows behind the deposit control: they sum to zero when the reports agree with account 4785 of the ledger.';
grant execute on function warehouse.deposit_control_rows(site text, month date) to daybook_stages;
revoke all on function warehouse.deposit_control_rows(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  staged text;
  new_codes text[];
begin
  insert into warehouse.job_code (job_code, job_title, first_seen_batch_id)
  select code, code, batch from unnest(codes) as code where kind = 'job_code'
  on conflict (job_code) do nothing;
  insert into warehouse.job_profile (job_profile, first_seen_batch_id)
  select code, batch from unnest(codes) as code where kind = 'job_profile'
  on conflict (job_profile) do nothing;
  if kind <> 'revenue_code' then
    return;
  end if;
  with discovered as (
    insert into warehouse.revenue_code (revenue_code, first_seen_batch_id)
    select code, batch from unnest(codes) as code
    on conflict (revenue_code) do nothing
    returning revenue_code
  )
  select array_agg(revenue_code) into new_codes from discovered;
  if new_codes is null then
    return;
  end if;
  foreach staged in array staging loop
    execute format(
      $sql$
        update warehouse.revenue_code as present set revenue_category = named.revenue_category
        from (select revenue_code, min(revenue_category) as revenue_category from %s
          where revenue_code = any ($1) group by revenue_code) as named
        where present.revenue_code = named.revenue_code and present.revenue_category is null
      $sql$, staged::regclass)
    using new_codes;
  end loop;
end
$function$;
comment on function warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint) is 'Adds codes that a file brings for the first time (data.md F3: a new code gets the code as title).';
revoke all on function warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.dollars(amount numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select round(amount, greatest(2, min_scale(amount)))
$function$;
comment on function warehouse.dollars(amount numeric) is 'The same amount with two decimals or as many as it needs: how Legion and the daily reports print dollars.';
grant execute on function warehouse.dollars(amount numeric) to daybook_stages;
revoke all on function warehouse.dollars(amount numeric) from public;

CREATE OR REPLACE FUNCTION warehouse.ensure_partition(fact regclass, period name, month date)
 RETURNS regclass
 LANGUAGE plpgsql
AS $function$
declare
  new_name text := warehouse.partition_name(fact, month) || '_new';
begin
  if warehouse.partition_of(fact, month) is not null then
    return warehouse.partition_of(fact, month);
  end if;
  execute format(
    'create table warehouse.%I (like %s, constraint arrived_month check (%I >= %L and %I < %L))',
    new_name, fact, period, month, period, month + interval '1 month');
  return warehouse.attach_month(fact, format('warehouse.%I', new_name)::regclass, month);
end
$function$;
comment on function warehouse.ensure_partition(fact regclass, period name, month date) is 'Partition of a fact for a month, made when there is none.';
revoke all on function warehouse.ensure_partition(fact regclass, period name, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.external_revenue(site text, from_on date, to_on date)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.dollars(sum(net_external_revenue)) from warehouse.external_revenue_rows(site, from_on, to_on)
$function$;
comment on function warehouse.external_revenue(site text, from_on date, to_on date) is 'Net external revenue of the daily reports, both days included; null when there is no row.';
grant execute on function warehouse.external_revenue(site text, from_on date, to_on date) to daybook_stages;
revoke all on function warehouse.external_revenue(site text, from_on date, to_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.external_revenue_rows(site text, from_on date, to_on date)
 RETURNS TABLE(fact text, site_id text, revenue_on date, revenue_code text, collection_type text, revenue_category text, deposit_flag text, external_revenue numeric, net_external_revenue numeric, vehicle_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.revenue_detail', detail.site_id, detail.revenue_on, detail.revenue_code, detail.collection_type,
    detail.revenue_category, detail.deposit_flag, detail.external_revenue, detail.net_external_revenue,
    detail.vehicle_count, detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  left join sources.batch on batch.batch_id = detail.batch_id
  where detail.site_id = site and detail.revenue_on >= from_on and detail.revenue_on < to_on + 1
$function$;
comment on function warehouse.external_revenue_rows(site text, from_on date, to_on date) is 'Daily revenue of every code, category and deposit flag, both days included.';
grant execute on function warehouse.external_revenue_rows(site text, from_on date, to_on date) to daybook_stages;
revoke all on function warehouse.external_revenue_rows(site text, from_on date, to_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.rate(sum(dollars), sum(hours)) from warehouse.hourly_rate_rows(site, job, from_on, to_on, paid_as)
$function$;
comment on function warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text) is 'Dollars an hour of one pay type or of all (null), cut to 6 decimals; null when there are no hours.';
grant execute on function warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text) to daybook_stages;
revoke all on function warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text) from public;

CREATE OR REPLACE FUNCTION warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, from_on, to_on)
  where paid_as is null or pay_type = paid_as
$function$;
comment on function warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text) is 'Payroll of one pay type, or of all (null).';
grant execute on function warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text) to daybook_stages;
revoke all on function warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text) from public;

CREATE OR REPLACE FUNCTION warehouse.is_deposited_by_operator(site text, month date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select version.is_deposited_by_operator
  from warehouse.site_version as version
  where version.site_id = site
  -- The version in force at the end of the month; before the first list, the first that is known.
  order by version.valid_from_on < (month + interval '1 month')::date desc,
    case when version.valid_from_on < (month + interval '1 month')::date then version.valid_from_on end desc,
    version.valid_from_on
  limit 1
$function$;
comment on function warehouse.is_deposited_by_operator(site text, month date) is 'Whether the operator deposits the revenue of a site.';
grant execute on function warehouse.is_deposited_by_operator(site text, month date) to daybook_stages;
revoke all on function warehouse.is_deposited_by_operator(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.is_month_empty(fact regclass, month date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  present regclass := warehouse.partition_of(fact, month);
  has_rows boolean;
begin
  if present is null then
    return true;
  end if;
  execute format('select exists (select from %s)', present) into has_rows;
  return not has_rows;
end
$function$;
comment on function warehouse.is_month_empty(fact regclass, month date) is 'A fact holds no row of a month.';
grant execute on function warehouse.is_month_empty(fact regclass, month date) to daybook_stages;
revoke all on function warehouse.is_month_empty(fact regclass, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.key_columns(target regclass)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array_agg(attribute.attname::text order by key.position)
  from pg_constraint
  cross join lateral unnest(pg_constraint.conkey) with ordinality as key (number, position)
  join pg_attribute as attribute
    on attribute.attrelid = pg_constraint.conrelid and attribute.attnum = key.number
  where pg_constraint.conrelid = target and pg_constraint.contype = 'p'
$function$;
comment on function warehouse.key_columns(target regclass) is 'Columns of the primary key, in order.';
grant execute on function warehouse.key_columns(target regclass) to daybook_stages;
revoke all on function warehouse.key_columns(target regclass) from public;

CREATE OR REPLACE FUNCTION warehouse.known_ids(dimension text, ids text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  select site_id from warehouse.site where dimension = 'site' and site_id = any (ids)
  union all
  select account_id from warehouse.account where dimension = 'account' and account_id = any (ids)
  union all
  select revenue_code from warehouse.revenue_code
  where dimension = 'revenue_code' and revenue_code = any (ids) and is_active
$function$;
comment on function warehouse.known_ids(dimension text, ids text[]) is 'Which of these sites, accounts or active revenue codes the warehouse knows.';
grant execute on function warehouse.known_ids(dimension text, ids text[]) to daybook_stages;
revoke all on function warehouse.known_ids(dimension text, ids text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, entity text, account_index integer, amount numeric, account_name text, summary_category text, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  -- Joins on a primary key cost nothing where no column of the joined table is asked for: the planner removes them.
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.entity,
    booked.account_index, booked.amount, account.account_name, account.summary_category,
    booked.batch_id, booked.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.budget' as fact, 'BUDGET' as type, site_id, period_month, account_id,
      null::text as entity, null::integer as account_index, amount, batch_id, source_line
    from warehouse.budget
    where (kind is null or kind = 'budget')
      and site_id = any (sites) and period_month >= first_on and period_month < end_on
    union all
    select
      'warehouse.ledger_balance', 'ACTUAL', site_id, period_month, account_id,
      entity, account_index, amount, batch_id, source_line
    from warehouse.ledger_balance
    where (kind is null or kind = 'actual')
      and site_id = any (sites) and period_month >= first_on and period_month < end_on
  ) as booked
  left join warehouse.account on account.account_id = booked.account_id
  left join sources.batch on batch.batch_id = booked.batch_id
$function$;
comment on function warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date) is 'Rows of budget, actual (ledger, every entity) or both (null), ledger sign, from a month up to and without another.';
grant execute on function warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date) to daybook_stages;
revoke all on function warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.make_months_ahead(today date, months integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  fact record;
  month date;
  made integer := 0;
begin
  for fact in
    select partrelid::regclass as name, attname as period
    from pg_partitioned_table
    join pg_class on pg_class.oid = partrelid
    join pg_attribute on attrelid = partrelid and attnum = partattrs[0]
    where relnamespace = 'warehouse'::regnamespace
  loop
    for month in
      select generated::date
      from generate_series(
        date_trunc('month', today::timestamp), today + make_interval(months => months), '1 month') as generated
    loop
      if warehouse.partition_of(fact.name, month) is null then
        perform warehouse.ensure_partition(fact.name, fact.period, month);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$function$;
comment on function warehouse.make_months_ahead(today date, months integer) is 'Makes the partitions of the current month and of the months after it, so that a load finds them; how many were made.';
revoke all on function warehouse.make_months_ahead(today date, months integer) from public;

CREATE OR REPLACE FUNCTION warehouse.name_job_codes(staging regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    $sql$
      update warehouse.job_code as present set job_title = named.job_title
      from (select job_code, min(job_title) as job_title from %s
        where not is_held and job_title is not null group by job_code) as named
      where present.job_code = named.job_code and present.job_title = present.job_code
        and named.job_title <> present.job_code
    $sql$, staging);
end
$function$;
comment on function warehouse.name_job_codes(staging regclass) is 'Gives job codes without a title the one that Workday uses.';
revoke all on function warehouse.name_job_codes(staging regclass) from public;

CREATE OR REPLACE FUNCTION warehouse.other_expense(site text, month date, kind text, months integer)
 RETURNS TABLE(period_month date, place integer, field text, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with booked as (
    select period_month, field, sum(amount) as amount
    from warehouse.other_expense_rows(site, month, kind, months)
    group by period_month, field
  ),
  asked as (
    select (month + make_interval(months => number))::date as period_month
    from generate_series(0, months - 1) as number
  )
  select asked.period_month, field.place, field.field, booked.amount
  from asked
  cross join warehouse.other_expense_field() as field
  left join booked on booked.period_month = asked.period_month and booked.field = field.field
  union all
  select asked.period_month, 14, 'total', sum(booked.amount)
  from asked
  left join booked on booked.period_month = asked.period_month and booked.field <> 'unlisted'
  group by asked.period_month
  union all
  select period_month, 15, field, amount from booked where field = 'unlisted'
$function$;
comment on function warehouse.other_expense(site text, month date, kind text, months integer) is 'Other expense by field, misc and their total; a last row shows accounts of the category that belong to no field.';
grant execute on function warehouse.other_expense(site text, month date, kind text, months integer) to daybook_stages;
revoke all on function warehouse.other_expense(site text, month date, kind text, months integer) from public;

CREATE OR REPLACE FUNCTION warehouse.other_expense_field()
 RETURNS TABLE(place integer, field text, accounts text[])
 LANGUAGE sql
 IMMUTABLE
AS $function$
  values
    (1, 'employee_relations', array['7045']),
    (2, 'fuel_vehicles', array['7075']),
    (3, 'loss_and_damage_claims', array['7100']),
    (4, 'office_supplies', array['7113']),
    (5, 'outside_services', array['7115']),
    (6, 'rents_parking', array['7170']),
    (7, 'repairs_and_maintenance', array['7175']),
    (8, 'repairs_and_maintenance_vehicle', array['7178']),
    (9, 'signage', array['7180']),
    (10, 'supplies_and_equipment', array['7185']),
    (11, 'tickets_and_printed_material', array['7205']),
    (12, 'uniforms', array['7220']),
    (13, 'misc', array[
      '7000', '7005', '7010', '7011', '7015', '7016', '7017', '7018', '7019', '7020', '7021', '7026', '7030', '7040',
      '7050', '7055', '7060', '7065', '7070', '7072', '7080', '7082', '7085', '7090', '7095', '7099', '7101', '7102',
      '7105', '7110', '7120', '7125', '7126', '7130', '7131', '7135', '7140', '7145', '7150', '7155', '7160', '7165',
      '7171', '7182', '7190', '7195', '7200', '7210', '7215', '7217', '7219', '7225', '7230', '7240', '7245', '7270',
      '7275', '7350', '7351'])
$function$;
comment on function warehouse.other_expense_field() is 'Fields of other expense and their accounts.';
grant execute on function warehouse.other_expense_field() to daybook_stages;
revoke all on function warehouse.other_expense_field() from public;

CREATE OR REPLACE FUNCTION warehouse.other_expense_rows(site text, month date, kind text, months integer)
 RETURNS TABLE(fact text, field text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, coalesce(field.field, 'unlisted'), booked.site_id, booked.period_month, booked.account_id,
    booked.account_name, booked.entity, booked.account_index, booked.amount, booked.batch_id, booked.source_line,
    booked.file_name, booked.received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + make_interval(months => months))::date) as booked
  left join warehouse.other_expense_field() as field on booked.account_id = any (field.accounts)
  where booked.summary_category = 'OTHER EXPENSE'
$function$;
comment on function warehouse.other_expense_rows(site text, month date, kind text, months integer) is 'Ledger rows of category OTHER EXPENSE with their field; an account that no field names is unlisted.';
grant execute on function warehouse.other_expense_rows(site text, month date, kind text, months integer) to daybook_stages;
revoke all on function warehouse.other_expense_rows(site text, month date, kind text, months integer) from public;

CREATE OR REPLACE FUNCTION warehouse.parking_rate(site text, month date, category text, kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.parking_rate_of(sum(revenue), sum(vehicles))
  from warehouse.parking_rate_rows(site, month, category, kind)
$function$;
comment on function warehouse.parking_rate(site text, month date, category text, kind text) is 'Dollars a vehicle in a month; null when no vehicle is counted.';
grant execute on function warehouse.parking_rate(site text, month date, category text, kind text) to daybook_stages;
revoke all on function warehouse.parking_rate(site text, month date, category text, kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.parking_rate_of(revenue numeric, vehicles numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select round(warehouse.rate(revenue, vehicles), 2)
$function$;
comment on function warehouse.parking_rate_of(revenue numeric, vehicles numeric) is 'Dollars a vehicle: cut to 6 decimals, then half away from zero to cents; null when the count is 0 or unknown.';
grant execute on function warehouse.parking_rate_of(revenue numeric, vehicles numeric) to daybook_stages;
revoke all on function warehouse.parking_rate_of(revenue numeric, vehicles numeric) from public;

CREATE OR REPLACE FUNCTION warehouse.parking_rate_rows(site text, month date, category text, kind text)
 RETURNS TABLE(fact text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(kind, site, month, (month + interval '1 month')::date)
  where statistic = category
$function$;
comment on function warehouse.parking_rate_rows(site text, month date, category text, kind text) is 'Rows behind one parking rate of a month.';
grant execute on function warehouse.parking_rate_rows(site text, month date, category text, kind text) to daybook_stages;
revoke all on function warehouse.parking_rate_rows(site text, month date, category text, kind text) from public;

CREATE OR REPLACE FUNCTION warehouse.parking_rows(kind text, site text, first_on date, end_on date)
 RETURNS TABLE(fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, booked.type, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, null::text,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], first_on, end_on) as booked
  join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where kind is null or kind = 'budget'
  union all
  select
    'warehouse.revenue_detail', 'ACTUAL', counted.statistic, detail.site_id, detail.revenue_on, detail.revenue_code,
    detail.collection_type, detail.net_external_revenue, detail.vehicle_count,
    detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  left join sources.batch on batch.batch_id = detail.batch_id
  where (kind is null or kind = 'actual')
    and detail.site_id = site and detail.revenue_on >= first_on and detail.revenue_on < end_on
$function$;
comment on function warehouse.parking_rows(kind text, site text, first_on date, end_on date) is 'Rows behind parking statistics: budget by account and month, actual by revenue code and day, or both (null).';
grant execute on function warehouse.parking_rows(kind text, site text, first_on date, end_on date) to daybook_stages;
revoke all on function warehouse.parking_rows(kind text, site text, first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.partition_name(fact regclass, month date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select relname || to_char(month, '"_"YYYY"_"MM') from pg_class where oid = fact
$function$;
comment on function warehouse.partition_name(fact regclass, month date) is 'Name of the partition of a fact for a month.';
grant execute on function warehouse.partition_name(fact regclass, month date) to daybook_stages;
revoke all on function warehouse.partition_name(fact regclass, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.partition_of(fact regclass, month date)
 RETURNS regclass
 LANGUAGE sql
 STABLE
AS $function$
  select to_regclass(format('warehouse.%I', warehouse.partition_name(fact, month)))
$function$;
comment on function warehouse.partition_of(fact regclass, month date) is 'Partition of a fact for a month; null when there is none.';
grant execute on function warehouse.partition_of(fact regclass, month date) to daybook_stages;
revoke all on function warehouse.partition_of(fact regclass, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean)
 RETURNS TABLE(worked_on date, job_code text, hours numeric, cost numeric, rate_hours numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    case when is_by_day then worked_on end, job_code,
    trim_scale(sum(hours)), warehouse.dollars(sum(dollars)), trim_scale(sum(rate_hours))
  from warehouse.payroll_rows(site, job, from_on, to_on)
  group by 1, job_code
$function$;
comment on function warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean) is 'Hours and dollars of all pay types by job code, over the whole range or by day.';
grant execute on function warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean) to daybook_stages;
revoke all on function warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean) from public;

CREATE OR REPLACE FUNCTION warehouse.payroll_budget_of(site text, month date)
 RETURNS TABLE(job_profile text, hours numeric, cost numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    job_profile,
    trim_scale(sum(amount) filter (where measure = 'PR HOURS')),
    sum(amount) filter (where measure = 'PAYROLL')
  from warehouse.payroll_budget_rows(site, month)
  group by job_profile
$function$;
comment on function warehouse.payroll_budget_of(site text, month date) is 'Budgeted hours and cost of a month by job profile.';
grant execute on function warehouse.payroll_budget_of(site text, month date) to daybook_stages;
revoke all on function warehouse.payroll_budget_of(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.payroll_budget_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, period_month date, job_profile text, measure text, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.payroll_budget', budget.site_id, budget.period_month, budget.job_profile, budget.measure, budget.amount,
    budget.batch_id, budget.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_budget as budget
  left join sources.batch on batch.batch_id = budget.batch_id
  where budget.site_id = site
    and budget.period_month >= month and budget.period_month < (month + interval '1 month')::date
$function$;
comment on function warehouse.payroll_budget_rows(site text, month date) is 'Payroll budget of a month, hours and dollars.';
grant execute on function warehouse.payroll_budget_rows(site text, month date) to daybook_stages;
revoke all on function warehouse.payroll_budget_rows(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.payroll_rows(site text, job text, from_on date, to_on date)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.payroll_day', payroll.site_id, payroll.worked_on, payroll.job_code, payroll.pay_type,
    payroll.hours, payroll.dollars,
    -- Premiums are paid on top of hours that another row already counts (data.md section 7, conflicts 15 and 16).
    case when payroll.pay_type in ('DIFFERENTIAL', 'MEAL PREMIUM') then 0 else payroll.hours end,
    payroll.batch_id, payroll.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_day as payroll
  left join sources.batch on batch.batch_id = payroll.batch_id
  where payroll.site_id = site and payroll.worked_on >= from_on and payroll.worked_on < to_on + 1
    and (job is null or payroll.job_code = job)
$function$;
comment on function warehouse.payroll_rows(site text, job text, from_on date, to_on date) is 'Payroll of one job code or of all (null), both days included; rate_hours leave out DIFFERENTIAL and MEAL PREMIUM.';
grant execute on function warehouse.payroll_rows(site text, job text, from_on date, to_on date) to daybook_stages;
revoke all on function warehouse.payroll_rows(site text, job text, from_on date, to_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.pnl(site text, month date)
 RETURNS TABLE(place integer, line text, budget numeric, actual numeric, variance numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with booked as (
    select type, summary_category, displayed_amount, flc_amount from warehouse.pnl_rows(site, month)
  ),
  total as (
    select
      position::integer as place, category.summary_category as line,
      sum(displayed_amount) filter (where type = 'BUDGET') as budget,
      sum(displayed_amount) filter (where type = 'ACTUAL') as actual
    from warehouse.summary_category as category
    left join booked on booked.summary_category = category.summary_category
    group by position, category.summary_category
    union all
    select
      1000, 'FLC', sum(flc_amount) filter (where type = 'BUDGET'), sum(flc_amount) filter (where type = 'ACTUAL')
    from booked
  )
  select place, line, budget, actual, actual - budget from total
$function$;
comment on function warehouse.pnl(site text, month date) is 'P&L of a site and month in the displayed sign, one row per summary category and front line contribution last.';
grant execute on function warehouse.pnl(site text, month date) to daybook_stages;
revoke all on function warehouse.pnl(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.pnl_rows(site text, month date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(array[site], month, (month + interval '1 month')::date)
  where displayed_amount is not null
$function$;
comment on function warehouse.pnl_rows(site text, month date) is 'Ledger rows of a month that count on the P&L.';
grant execute on function warehouse.pnl_rows(site text, month date) to daybook_stages;
revoke all on function warehouse.pnl_rows(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.publish_access(batch bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  delete from security.feed_access;
  insert into security.feed_access (user_id, job_profile, site_id, batch_id)
  select distinct on (user_id, job_profile, site_id) lower(trim(user_id)), coalesce(job_profile, ''), site_id, batch_id
  from (
    select access.user_id, access.job_profile, access.batch_id,
      coalesce(case scope.site_column
        when 'SITE' then access.site_id
        when 'COST_CENTER' then access.cost_center
      end, '') as site_id
    from warehouse.site_access as access
    left join security.job_profile_role as scope on scope.job_profile = access.job_profile
  ) as granted
  where trim(user_id) <> ''
  order by user_id, job_profile, site_id, batch_id;
  perform security.refresh_access(batch);
end
$function$;
comment on function warehouse.publish_access(batch bigint) is 'Hands Workday''s row security on: each person with the sites of the one column that counts for the job profile.';
revoke all on function warehouse.publish_access(batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.publish_places()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  delete from security.site_place;
  insert into security.site_place (site_id, district, region)
  select site_id, district, svp_region from warehouse.site_version where valid_to_on is null;
  perform security.refresh_access();
end
$function$;
comment on function warehouse.publish_places() is 'Hands on where each site belongs, for roles that are held for a district or a region.';
revoke all on function warehouse.publish_places() from public;

CREATE OR REPLACE FUNCTION warehouse.rate(dividend numeric, divisor numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  -- div() cuts the exact quotient; dividend / divisor would round it first, at a place that depends on its size.
  select div(dividend * 1000000, nullif(divisor, 0)) * 0.000001
$function$;
comment on function warehouse.rate(dividend numeric, divisor numeric) is 'Quotient cut to 6 decimals, as the reference divides (data.md, port notes); null when the divisor is 0 or unknown.';
grant execute on function warehouse.rate(dividend numeric, divisor numeric) to daybook_stages;
revoke all on function warehouse.rate(dividend numeric, divisor numeric) from public;

CREATE OR REPLACE FUNCTION warehouse.rates(site text, year integer)
 RETURNS TABLE(site_id text, period_month date, type text, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, self_daily numeric, self_overnight numeric, self_monthly numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with rate as (
    select
      site_id, date_trunc('month', day_on::timestamp)::date as period_month, type, statistic,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as value
    from warehouse.rates_rows(site, year)
    group by site_id, period_month, type, statistic
  )
  select
    site_id, period_month, type,
    min(value) filter (where statistic = 'valet-daily'),
    min(value) filter (where statistic = 'valet-overnight'),
    min(value) filter (where statistic = 'valet-monthly'),
    min(value) filter (where statistic = 'self-daily'),
    min(value) filter (where statistic = 'self-overnight'),
    min(value) filter (where statistic = 'self-monthly')
  from rate
  group by site_id, period_month, type
$function$;
comment on function warehouse.rates(site text, year integer) is 'Six parking rates by month and type; a rate without vehicles is null.';
grant execute on function warehouse.rates(site text, year integer) to daybook_stages;
revoke all on function warehouse.rates(site text, year integer) from public;

CREATE OR REPLACE FUNCTION warehouse.rates_rows(site text, year integer)
 RETURNS TABLE(fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(null, site, make_date(year, 1, 1), make_date(year + 1, 1, 1))
  where statistic in (
    'valet-daily', 'valet-overnight', 'valet-monthly', 'self-daily', 'self-overnight', 'self-monthly')
$function$;
comment on function warehouse.rates_rows(site text, year integer) is 'Rows behind the six parking rates of a year.';
grant execute on function warehouse.rates_rows(site text, year integer) to daybook_stages;
revoke all on function warehouse.rates_rows(site text, year integer) from public;

CREATE OR REPLACE FUNCTION warehouse.ratio_or_zero(part numeric, whole numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when whole = 0 then 0.000000 else warehouse.rate(part, whole) end
$function$;
comment on function warehouse.ratio_or_zero(part numeric, whole numeric) is 'Quotient cut to 6 decimals; 0 when the whole is 0 (daily statistics, data.md 1.5 id 8), null when it is unknown.';
grant execute on function warehouse.ratio_or_zero(part numeric, whole numeric) to daybook_stages;
revoke all on function warehouse.ratio_or_zero(part numeric, whole numeric) from public;

CREATE OR REPLACE FUNCTION warehouse.revenue_stats(site text, month date)
 RETURNS TABLE(day_on date, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, total_vehicles numeric, valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric, self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric, total_revenue numeric, external_revenue numeric, occupied_rooms numeric, valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric, self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric, valet_aggregator numeric, self_aggregator numeric, occupancy_percent numeric, drive_in_percent numeric, capture_percent numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with by_statistic as (
    select
      day_on, statistic, statistic ~ '^(valet|self)-(daily|overnight|monthly)$' as is_paid,
      trim_scale(sum(vehicles)) as vehicles, warehouse.dollars(sum(revenue)) as revenue,
      trim_scale(sum(rooms)) as rooms,
      round(warehouse.ratio_or_zero(sum(revenue), sum(vehicles)), 2) as rate
    from warehouse.revenue_stats_rows(site, month)
    group by day_on, statistic
  ),
  day as (
    select
      day_on,
      min(vehicles) filter (where statistic = 'valet-daily') as valet_daily,
      min(vehicles) filter (where statistic = 'valet-overnight') as valet_overnight,
      min(vehicles) filter (where statistic = 'valet-monthly') as valet_monthly,
      min(vehicles) filter (where statistic = 'self-daily') as self_daily,
      min(vehicles) filter (where statistic = 'self-overnight') as self_overnight,
      min(vehicles) filter (where statistic = 'self-monthly') as self_monthly,
      sum(vehicles) filter (where is_paid) as total_vehicles,
      min(revenue) filter (where statistic = 'valet-daily') as valet_daily_revenue,
      min(revenue) filter (where statistic = 'valet-overnight') as valet_overnight_revenue,
      min(revenue) filter (where statistic = 'valet-monthly') as valet_monthly_revenue,
      min(revenue) filter (where statistic = 'self-daily') as self_daily_revenue,
      min(revenue) filter (where statistic = 'self-overnight') as self_overnight_revenue,
      min(revenue) filter (where statistic = 'self-monthly') as self_monthly_revenue,
      sum(revenue) filter (where is_paid) as total_revenue,
      sum(revenue) as external_revenue,
      sum(rooms) as occupied_rooms,
      min(rate) filter (where statistic = 'valet-daily') as valet_daily_rate,
      min(rate) filter (where statistic = 'valet-overnight') as valet_overnight_rate,
      min(rate) filter (where statistic = 'valet-monthly') as valet_monthly_rate,
      min(rate) filter (where statistic = 'self-daily') as self_daily_rate,
      min(rate) filter (where statistic = 'self-overnight') as self_overnight_rate,
      min(rate) filter (where statistic = 'self-monthly') as self_monthly_rate,
      sum(vehicles) filter (where is_paid and statistic ~ '^valet') as valet_aggregator,
      sum(vehicles) filter (where is_paid and statistic ~ '^self') as self_aggregator,
      sum(vehicles) filter (where statistic ~ '-overnight$') as overnight
    from by_statistic
    group by day_on
  )
  select
    day_on, valet_daily, valet_overnight, valet_monthly, self_daily, self_overnight, self_monthly, total_vehicles,
    valet_daily_revenue, valet_overnight_revenue, valet_monthly_revenue,
    self_daily_revenue, self_overnight_revenue, self_monthly_revenue, total_revenue,
    external_revenue, occupied_rooms,
    valet_daily_rate, valet_overnight_rate, valet_monthly_rate, self_daily_rate, self_overnight_rate, self_monthly_rate,
    valet_aggregator, self_aggregator,
    warehouse.ratio_or_zero(occupied_rooms * 100, warehouse.rooms_available(site, day_on)),
    warehouse.ratio_or_zero(overnight * 100, occupied_rooms),
    warehouse.ratio_or_zero(coalesce(valet_overnight, 0) * 100, overnight)
  from day
$function$;
comment on function warehouse.revenue_stats(site text, month date) is 'Daily statistics of a month, one row per day with a report; ratios in percent.';
grant execute on function warehouse.revenue_stats(site text, month date) to daybook_stages;
revoke all on function warehouse.revenue_stats(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.revenue_stats_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, day_on date, statistic text, revenue_code text, collection_type text, revenue_category text, revenue numeric, vehicles numeric, rooms numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    detail.fact, detail.site_id, detail.revenue_on, counted.statistic, detail.revenue_code, detail.collection_type,
    detail.revenue_category, detail.net_external_revenue, detail.vehicle_count, null::numeric,
    detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  left join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  union all
  select
    'warehouse.revenue_value', value.site_id, value.revenue_on, 'occupied-rooms', value.revenue_code, null,
    value.revenue_category, null, null, value.value,
    value.batch_id, value.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as value
  left join sources.batch on batch.batch_id = value.batch_id
  where value.site_id = site and value.revenue_on >= month and value.revenue_on < (month + interval '1 month')::date
    and value.revenue_category = 'OCCUPIED ROOMS' and value.value_type = 'OTHER'
$function$;
comment on function warehouse.revenue_stats_rows(site text, month date) is 'Daily revenue of a month with its parking statistic, and the occupied rooms of the long form.';
grant execute on function warehouse.revenue_stats_rows(site text, month date) to daybook_stages;
revoke all on function warehouse.revenue_stats_rows(site text, month date) from public;

CREATE OR REPLACE FUNCTION warehouse.rooms_available(site text, on_day date)
 RETURNS numeric
 LANGUAGE sql
 STABLE
AS $function$
  select rooms_available from warehouse.site_version
  where site_id = site and (valid_to_on is null or valid_to_on > on_day)
  order by valid_from_on
  limit 1
$function$;
comment on function warehouse.rooms_available(site text, on_day date) is 'Hotel rooms of a site on a day; before the first site list, what the first one says.';
grant execute on function warehouse.rooms_available(site text, on_day date) to daybook_stages;
revoke all on function warehouse.rooms_available(site text, on_day date) from public;

CREATE OR REPLACE FUNCTION warehouse.same_key(columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select string_agg(format('arriving.%1$I = present.%1$I', name), ' and ') from unnest(columns) as name
$function$;
comment on function warehouse.same_key(columns text[]) is 'Condition that an arriving and a present row carry the same key.';
grant execute on function warehouse.same_key(columns text[]) to daybook_stages;
revoke all on function warehouse.same_key(columns text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.same_row(columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(string_agg(format('arriving.%1$I is not distinct from present.%1$I', name), ' and '), 'true')
  from unnest(columns) as name
$function$;
comment on function warehouse.same_row(columns text[]) is 'Condition that an arriving and a present row say the same.';
grant execute on function warehouse.same_row(columns text[]) to daybook_stages;
revoke all on function warehouse.same_row(columns text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.schedule(site text, job text, on_day date)
 RETURNS TABLE(job_code text, regular_hours numeric, overtime_hours numeric, total_hours numeric, cost numeric, cost_per_hour numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with planned as (
    select
      job_code, sum(regular_minutes) as regular, sum(overtime_minutes + double_overtime_minutes) as overtime,
      sum(round(cost, 2)) as cost
    from warehouse.schedule_rows(site, job, on_day)
    group by job_code
  )
  select
    job_code,
    trim_scale(warehouse.rate(regular, 60)),
    trim_scale(warehouse.rate(overtime, 60)),
    trim_scale(warehouse.rate(regular + overtime, 60)),
    cost,
    trim_scale(warehouse.rate(cost * 60, regular + overtime))
  from planned
$function$;
comment on function warehouse.schedule(site text, job text, on_day date) is 'Scheduled hours and cost of a day by job code; overtime includes double overtime, hours are minutes / 60.';
grant execute on function warehouse.schedule(site text, job text, on_day date) to daybook_stages;
revoke all on function warehouse.schedule(site text, job text, on_day date) from public;

CREATE OR REPLACE FUNCTION warehouse.schedule_rows(site text, job text, on_day date)
 RETURNS TABLE(fact text, site_id text, day_on date, job_code text, starts_at timestamp with time zone, regular_minutes integer, overtime_minutes integer, double_overtime_minutes integer, cost numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    planned.fact, planned.site_id, planned.day_on, planned.job_code, planned.starts_at, planned.regular_minutes,
    planned.overtime_minutes, planned.double_overtime_minutes, planned.cost,
    planned.batch_id, planned.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.shift' as fact, site_id, shift_on as day_on, job_code, starts_at,
      regular_minutes, overtime_minutes, double_overtime_minutes, null::numeric as cost, batch_id, source_line
    from warehouse.shift
    where site_id = site and shift_on = on_day and not is_deleted
    union all
    select
      'warehouse.schedule_cost', site_id, scheduled_on, job_code, null, null, null, null, cost, batch_id, source_line
    from warehouse.schedule_cost
    where site_id = site and scheduled_on = on_day
  ) as planned
  left join sources.batch on batch.batch_id = planned.batch_id
  where job is null or planned.job_code = job
$function$;
comment on function warehouse.schedule_rows(site text, job text, on_day date) is 'Shifts of a day that were not deleted and the cost of the schedule, of one job code or of all (null).';
grant execute on function warehouse.schedule_rows(site text, job text, on_day date) to daybook_stages;
revoke all on function warehouse.schedule_rows(site text, job text, on_day date) from public;

CREATE OR REPLACE FUNCTION warehouse.site_access_of(person text)
 RETURNS TABLE(site_id text, role text, job_profile text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct site_id, role, job_profile from warehouse.site_access_rows(person) where site_id <> ''
$function$;
comment on function warehouse.site_access_of(person text) is 'Sites that a person may see, and in which role.';
grant execute on function warehouse.site_access_of(person text) to daybook_stages;
revoke all on function warehouse.site_access_of(person text) from public;

CREATE OR REPLACE FUNCTION warehouse.site_access_rows(person text)
 RETURNS TABLE(fact text, user_id text, job_profile text, role text, scope text, site_id text, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.site_access', access.user_id, access.job_profile, scope.role, scope.site_column,
    case scope.site_column when 'SITE' then access.site_id when 'COST_CENTER' then access.cost_center end,
    access.batch_id, access.source_line, batch.file_name, batch.received_at
  from warehouse.site_access as access
  left join security.job_profile_role as scope on scope.job_profile = access.job_profile
  left join sources.batch on batch.batch_id = access.batch_id
  where lower(trim(access.user_id)) = lower(trim(person))
$function$;
comment on function warehouse.site_access_rows(person text) is 'Row security of a person, in any case; role and site are null where the job profile opens none (personal data).';
grant execute on function warehouse.site_access_rows(person text) to daybook_stages;
revoke all on function warehouse.site_access_rows(person text) from public;

CREATE OR REPLACE FUNCTION warehouse.site_history(site text, on_day date)
 RETURNS TABLE(valid_from_on date, valid_to_on date, site_name text, district text, district_manager text, svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text, rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date)
 LANGUAGE sql
 STABLE
AS $function$
  -- Name and manager change on different days: the history breaks wherever either of them does.
  with said as (
    select
      valid_from_on, valid_to_on, site_name, district, district_manager, svp_region, cog_segment, business_segment,
      pl_category, legal_entity, contract_type, rooms_available, parking_spaces, opened_on, closed_on
    from warehouse.site_history_rows(site, null)
  ),
  edge as (
    select valid_from_on as changed_on from said union select valid_to_on from said where valid_to_on is not null
  ),
  span as (
    select changed_on as from_on, lead(changed_on) over (order by changed_on) as to_on from edge
  )
  select
    span.from_on, span.to_on, min(site_name), min(district), min(district_manager),
    min(svp_region), min(cog_segment), min(business_segment), min(pl_category), min(legal_entity), min(contract_type),
    min(rooms_available), min(parking_spaces), min(opened_on), min(closed_on)
  from span
  join said
    on said.valid_from_on <= span.from_on and (said.valid_to_on is null or said.valid_to_on > span.from_on)
  where on_day is null or (span.from_on <= on_day and (span.to_on is null or span.to_on > on_day))
  group by span.from_on, span.to_on
$function$;
comment on function warehouse.site_history(site text, on_day date) is 'What was known of a site and its district manager, span by span; of one day only, when a day is given.';
grant execute on function warehouse.site_history(site text, on_day date) to daybook_stages;
revoke all on function warehouse.site_history(site text, on_day date) from public;

CREATE OR REPLACE FUNCTION warehouse.site_history_rows(site text, on_day date)
 RETURNS TABLE(fact text, site_id text, valid_from_on date, valid_to_on date, site_name text, district text, district_manager text, svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text, rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    said.fact, said.site_id, said.valid_from_on, said.valid_to_on, said.site_name, said.district,
    said.district_manager, said.svp_region, said.cog_segment, said.business_segment, said.pl_category,
    said.legal_entity, said.contract_type, trim_scale(said.rooms_available), trim_scale(said.parking_spaces),
    said.opened_on, said.closed_on, said.batch_id, said.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.site_version' as fact, site_id, valid_from_on, valid_to_on, site_name, district,
      null as district_manager, svp_region, cog_segment, business_segment, pl_category, legal_entity, contract_type,
      rooms_available, parking_spaces, opened_on, closed_on, batch_id, source_line
    from warehouse.site_version
    where site_version.site_id = site
    union all
    select
      'warehouse.site_district_manager', site_id, valid_from_on, valid_to_on, null, null,
      district_manager, null, null, null, null, null, null,
      null, null, null, null, batch_id, source_line
    from warehouse.site_district_manager
    where site_district_manager.site_id = site
  ) as said
  left join sources.batch on batch.batch_id = said.batch_id
  where on_day is null
    or (said.valid_from_on <= on_day and (said.valid_to_on is null or said.valid_to_on > on_day))
$function$;
comment on function warehouse.site_history_rows(site text, on_day date) is 'What the site lists said of a site and its district manager (personal data); on one day only, when it is given.';
grant execute on function warehouse.site_history_rows(site text, on_day date) to daybook_stages;
revoke all on function warehouse.site_history_rows(site text, on_day date) from public;

CREATE OR REPLACE FUNCTION warehouse.spread(amount numeric, day integer, days integer)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (div(amount * 100000 * day, days) - div(amount * 100000 * (day - 1), days)) * 0.00001
$function$;
comment on function warehouse.spread(amount numeric, day integer, days integer) is 'Even share of one day in an amount of up to five decimals; the shares of all days sum to the amount exactly.';
grant execute on function warehouse.spread(amount numeric, day integer, days integer) to daybook_stages;
revoke all on function warehouse.spread(amount numeric, day integer, days integer) from public;

CREATE OR REPLACE FUNCTION warehouse.statistic_code()
 RETURNS TABLE(statistic text, revenue_code text)
 LANGUAGE sql
 STABLE
AS $function$
  select statistic, code from warehouse.parking_statistic cross join unnest(revenue_codes) as code
$function$;
comment on function warehouse.statistic_code() is 'Revenue codes of the daily reports, each with its parking statistic.';
grant execute on function warehouse.statistic_code() to daybook_stages;
revoke all on function warehouse.statistic_code() from public;

CREATE OR REPLACE FUNCTION warehouse.summary_rows(sites text[], first_on date, end_on date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    booked.summary_category, booked.entity, booked.account_index, booked.amount,
    booked.amount * category.displayed_sign,
    case when category.counts_in_flc <> 0 then booked.amount * category.displayed_sign * category.counts_in_flc end,
    case when rooms.statistic is not null then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows(null, sites, first_on, end_on) as booked
  left join warehouse.summary_category as category on category.summary_category = booked.summary_category
  left join warehouse.parking_statistic as rooms
    on rooms.statistic = 'occupied-rooms' and rooms.vehicle_account_id = booked.account_id
  where category.summary_category is not null or rooms.statistic is not null
$function$;
comment on function warehouse.summary_rows(sites text[], first_on date, end_on date) is 'Ledger rows that count on the P&L, with their displayed sign and their share in FLC; rows of occupied rooms.';
grant execute on function warehouse.summary_rows(sites text[], first_on date, end_on date) to daybook_stages;
revoke all on function warehouse.summary_rows(sites text[], first_on date, end_on date) from public;

CREATE OR REPLACE FUNCTION warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  moved bigint;
  closed bigint;
begin
  execute format(
    $sql$
      with gone as (delete from %1$s as present where site_id = any ($1) and valid_from_on >= $2 returning present.*)
      insert into %1$s_history select gone.*, $3, now() from gone
    $sql$, versions)
  using sites, effective, batch;
  get diagnostics moved = row_count;
  execute format(
    'update %s set valid_to_on = $2 where site_id = any ($1) and (valid_to_on is null or valid_to_on > $2)', versions)
  using sites, effective;
  get diagnostics closed = row_count;
  return greatest(moved, closed);
end
$function$;
comment on function warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint) is 'Ends what was known of sites at a day; what was known from that day on goes to history.';
revoke all on function warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint) from public;

CREATE OR REPLACE FUNCTION warehouse.unbalanced_months(staging text[])
 RETURNS TABLE(month text, debits text, credits text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  staged text;
begin
  foreach staged in array staging loop
    return query execute format(
      $sql$
        select to_char(period_month, 'YYYY-MM'), sum(amount) filter (where amount > 0)::text,
          sum(-amount) filter (where amount < 0)::text
        from %s
        where account_id < '9000'
        group by period_month
        -- Without balance sheet accounts (1000 to 3999) the file is an extract of the P&L and balances nowhere.
        having sum(amount) <> 0 and bool_or(account_id < '4000')
        order by 1
      $sql$, staged::regclass);
  end loop;
end
$function$;
comment on function warehouse.unbalanced_months(staging text[]) is 'Ledger months that arrived whose debits and credits differ.';
grant execute on function warehouse.unbalanced_months(staging text[]) to daybook_stages;
revoke all on function warehouse.unbalanced_months(staging text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.unknown_sites(sites text[])
 RETURNS TABLE(site_id text)
 LANGUAGE sql
 STABLE
AS $function$
  select asked.site_id from unnest(sites) as asked (site_id)
  where not exists (select from warehouse.site where site.site_id = asked.site_id)
$function$;
comment on function warehouse.unknown_sites(sites text[]) is 'Which of the named sites the warehouse does not know.';
grant execute on function warehouse.unknown_sites(sites text[]) to daybook_stages;
revoke all on function warehouse.unknown_sites(sites text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.unlisted_accounts(accounts text[])
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select format('The chart of accounts does not hold %s; check the number.', string_agg(asked.account_id, ', '))
  from unnest(accounts) as asked (account_id)
  where not exists (select from warehouse.account as known where known.account_id = asked.account_id)
  having count(*) > 0
$function$;
comment on function warehouse.unlisted_accounts(accounts text[]) is 'Says which accounts the chart does not hold; otherwise no row.';
grant execute on function warehouse.unlisted_accounts(accounts text[]) to daybook_stages;
revoke all on function warehouse.unlisted_accounts(accounts text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.unmapped_accounts(staging text[])
 RETURNS TABLE(account_id text, account_name text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  staged text;
  arrived text[] := '{}';
  named text[];
begin
  foreach staged in array staging loop
    execute format('select array_agg(distinct account_id) from %s', staged::regclass) into named;
    arrived := arrived || named;
  end loop;
  return query
    select account.account_id, account.account_name
    from warehouse.account as account
    left join warehouse.summary_category as category using (summary_category)
    where category.summary_category is null
      -- Below are balance sheet accounts, above statistics: neither counts on the P&L by itself.
      and account.account_id between '4000' and '7999' and account.account_id = any (arrived)
    order by 1;
end
$function$;
comment on function warehouse.unmapped_accounts(staging text[]) is 'Revenue and expense accounts of the arriving rows that count in none of the eight summary categories.';
grant execute on function warehouse.unmapped_accounts(staging text[]) to daybook_stages;
revoke all on function warehouse.unmapped_accounts(staging text[]) from public;

CREATE OR REPLACE FUNCTION warehouse.unseen_job(job text)
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select format('No labor file has brought the job code %s so far; check its spelling.', job)
  where job is not null and not exists (select from warehouse.job_code as known where known.job_code = job)
$function$;
comment on function warehouse.unseen_job(job text) is 'Says so when no file has brought a job code; otherwise no row.';
grant execute on function warehouse.unseen_job(job text) to daybook_stages;
revoke all on function warehouse.unseen_job(job text) from public;

CREATE OR REPLACE FUNCTION warehouse.value_columns(target regclass)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(array_agg(attname::text order by attnum), '{}')
  from pg_attribute
  where attrelid = target and attnum > 0 and not attisdropped
    and attname <> all (warehouse.key_columns(target))
    and attname not in ('batch_id', 'source_line')
$function$;
comment on function warehouse.value_columns(target regclass) is 'Columns that say something about the key: neither the key itself nor where the row came from.';
grant execute on function warehouse.value_columns(target regclass) to daybook_stages;
revoke all on function warehouse.value_columns(target regclass) from public;

CREATE OR REPLACE FUNCTION warehouse.why_no_access(person text)
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when count(*) = 0 then format(
      'The site data of %s could not be retrieved: Workday''s row security does not list this person. '
      'Ask the administrator of Workday to add the person, then load workday_rls_bisecurity again.', person)
    when count(role) = 0 then format(
      'The site data of %s could not be retrieved: the job profile %s opens no site. '
      'Ask the administrator of Workday for one that does (%s), then load workday_rls_bisecurity again.',
      person, coalesce(string_agg(distinct job_profile, ', '), '(none)'),
      (select string_agg(scope.job_profile, ', ' order by scope.job_profile) from security.job_profile_role as scope))
    else format(
      'The site data of %s could not be retrieved: no row names a site in %s, the column that counts for %s. '
      'Ask the administrator of Workday to fill it in, then load workday_rls_bisecurity again.',
      person, string_agg(distinct scope, ' or '), string_agg(distinct job_profile, ', '))
    end
  from warehouse.site_access_rows(person)
$function$;
comment on function warehouse.why_no_access(person text) is 'Why a person sees no site, and whom to ask.';
grant execute on function warehouse.why_no_access(person text) to daybook_stages;
revoke all on function warehouse.why_no_access(person text) from public;

CREATE OR REPLACE FUNCTION warehouse.workbook_gaps(staging text)
 RETURNS TABLE(site text, month text, days text)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    $sql$
      with entered as (
        select site_id, revenue_on from %s where value <> 0 group by site_id, revenue_on
      ), covered as (
        select site_id, date_trunc('month', max(revenue_on))::date as first_on, max(revenue_on) as last_on
        from entered group by site_id
      )
      select covered.site_id, to_char(first_on, 'YYYY-MM'), string_agg(extract(day from day)::text, ', ' order by day)
      from covered
      cross join generate_series(first_on::timestamp, last_on::timestamp, interval '1 day') as day
      where not exists (
        select from entered where entered.site_id = covered.site_id and entered.revenue_on = day::date)
      group by covered.site_id, first_on
    $sql$, staging::regclass);
end
$function$;
comment on function warehouse.workbook_gaps(staging text) is 'Days before the latest one with a figure for which a revenue workbook has none.';
grant execute on function warehouse.workbook_gaps(staging text) to daybook_stages;
revoke all on function warehouse.workbook_gaps(staging text) from public;
