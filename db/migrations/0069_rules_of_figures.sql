--! why: what operations.md 7 and 9.4 say of percentages, rates, codes, months and periods holds in the tables too
--
-- Every rule is added without looking at the rows that are there, then looked at: a database that holds offending rows
-- of years ago is migrated all the same, its rule holds from now on, and `daybook doctor` names rule and rows.

alter table contracts.version add constraint version_increment_is_a_percentage
  check (increment_percent between 0 and 100) not valid;
alter table contracts.version add constraint version_room_rate_is_a_rate
  check (room_rate between 0 and 1000) not valid;
alter table contracts.review_threshold add constraint review_threshold_amount_is_money
  check (deviation_amount between 0 and 99999999.99) not valid;
alter table contracts.review_threshold add constraint review_threshold_percent_is_one
  check (deviation_percent between 0 and 100) not valid;
alter table contracts.fixed_fee_rate add constraint fixed_fee_rate_is_money
  check (fee between 0 and 99999999.99) not valid;
alter table contracts.labor_hour_rate add constraint labor_hour_rate_is_a_rate
  check (rate_per_hour between 0 and 1000) not valid;
alter table contracts.labor_hour_rate add constraint labor_hour_rate_of_overtime_is_a_rate
  check (overtime_rate_per_hour between 0 and 1000) not valid;
alter table contracts.revenue_share_structure add constraint revenue_share_structure_validation_is_in_range
  check (validation_amount between 0 and case validation_kind when 'RevenuePercentage' then 100 else 99999999.99 end)
  not valid;
alter table contracts.revenue_share_tier add constraint revenue_share_tier_share_is_a_percentage
  check (share_percent between 0 and 100) not valid;
alter table contracts.revenue_share_tier add constraint revenue_share_tier_limit_is_money
  check (limit_amount between 0 and 99999999.99) not valid;
alter table contracts.mid_month_advance add constraint mid_month_advance_is_money
  check (amount between 0 and 99999999.99) not valid;
alter table contracts.billable_accounts add constraint billable_accounts_additional_payroll_is_money
  check (additional_payroll_amount between -99999999.99 and 99999999.99) not valid;
alter table contracts.billable_accounts add constraint billable_accounts_taxes_are_a_percentage
  check (payroll_taxes_percent between 0 and 100) not valid;
alter table contracts.billable_accounts add constraint billable_accounts_support_is_in_range
  check (support_amount between 0 and case support_billing when 'Percentage' then 100 else 99999999.99 end) not valid;
alter table contracts.billable_accounts add constraint billable_accounts_escalator_is_in_range
  check (payroll_taxes_escalator_value between case payroll_taxes_escalator_kind when 'FixedAmount' then -99999999.99
      else 0 end and case payroll_taxes_escalator_kind when 'FixedAmount' then 99999999.99 else 100 end) not valid;
alter table contracts.management_fee add constraint management_fee_amount_is_money
  check (fixed_amount between 0 and 99999999.99) not valid;
alter table contracts.management_fee add constraint management_fee_of_revenue_is_a_percentage
  check (revenue_percent between 0 and 100) not valid;
alter table contracts.management_fee add constraint management_fee_rate_is_a_rate
  check (single_rate between 0 and 1000) not valid;
alter table contracts.management_fee add constraint management_fee_overtime_rate_is_a_rate
  check (single_overtime_rate between 0 and 1000) not valid;
alter table contracts.management_fee add constraint management_fee_insurance_addition_is_in_range
  check (insurance_additional_percent between 0 and 1000) not valid;
alter table contracts.management_fee add constraint management_fee_insurance_is_money
  check (insurance_fixed_amount between 0 and 99999999.99) not valid;
alter table contracts.management_fee add constraint management_fee_claims_cap_is_money
  check (claims_cap between 0 and 99999999.99) not valid;
alter table contracts.management_fee add constraint management_fee_escalator_is_in_range
  check (fee_escalator_value between case fee_escalator_kind when 'FixedAmount' then -99999999.99 else 0 end
    and case fee_escalator_kind when 'FixedAmount' then 99999999.99 else 100 end) not valid;
alter table contracts.management_fee add constraint management_fee_validation_is_in_range
  check (validation_amount between 0 and case validation_kind when 'RevenuePercentage' then 100 else 99999999.99 end)
  not valid;
alter table contracts.management_fee_job add constraint management_fee_job_rate_is_a_rate
  check (rate_per_hour between 0 and 1000) not valid;
alter table contracts.management_fee_job add constraint management_fee_job_overtime_rate_is_a_rate
  check (overtime_rate_per_hour between 0 and 1000) not valid;
alter table contracts.profit_share_tier add constraint profit_share_tier_share_is_a_percentage
  check (share_percent between 0 and 100) not valid;
alter table contracts.profit_share_tier add constraint profit_share_tier_limit_is_money
  check (limit_amount between 0 and 99999999.99) not valid;
alter table contracts.non_gl_expense add constraint non_gl_expense_amount_is_in_range
  check (amount between 0 and case kind when 'FixedAmount' then 99999999.99 else 100 end) not valid;
alter table contracts.clause add constraint clause_fixed_percent_is_one
  check (fixed_percent between 0 and 100) not valid;
alter table contracts.clause add constraint clause_limits_are_percentages
  check (floor_percent between -100 and 100 and cap_percent between -100 and 100) not valid;

alter table warehouse.site_version add constraint site_version_state_has_two_letters
  check (state ~ '^[A-Z]{2}$') not valid;
alter table warehouse.site_version add constraint site_version_zip_has_a_known_form
  check (zip ~ '^([0-9]{5}(-[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])$') not valid;
alter table warehouse.site_version add constraint site_version_rooms_are_plausible
  check (rooms_available between 0 and 5000) not valid;
alter table warehouse.site_version add constraint site_version_spaces_are_plausible
  check (parking_spaces between 0 and 10000) not valid;
alter table warehouse.site_version add constraint site_version_name_has_at_most_100_characters
  check (length(site_name) between 1 and 100) not valid;
alter table warehouse.site_salary add constraint site_salary_distribution_is_a_percentage
  check (distribution_percent between 0 and 100) not valid;
alter table warehouse.site_salary add constraint site_salary_is_not_below_zero
  check (annual_base_pay >= 0 and allocated_amount >= 0) not valid;

alter table billing.blocked add constraint blocked_is_for_a_month
  check (extract(day from service_month) = 1) not valid;
alter table billing.unit_batch add constraint unit_batch_is_for_a_month
  check (extract(day from service_month) = 1) not valid;
alter table billing.unit_posting add constraint unit_posting_is_for_a_month
  check (extract(day from service_month) = 1) not valid;
alter table forecasting.change add constraint change_is_of_months
  check (extract(day from first_month) = 1 and extract(day from last_month) = 1 and last_month >= first_month)
  not valid;
alter table forecasting.submission add constraint submission_is_for_a_month
  check (extract(day from cycle_month) = 1) not valid;
alter table forecasting.site_month add constraint site_month_is_one
  check (extract(day from plan_month) = 1) not valid;
alter table forecasting.pnl_cell add constraint pnl_cell_is_of_a_month
  check (extract(day from plan_month) = 1) not valid;
alter table forecasting.component add constraint component_is_of_a_month
  check (extract(day from plan_month) = 1) not valid;
alter table forecasting.outdated add constraint outdated_is_of_a_month
  check (extract(day from plan_month) = 1) not valid;

-- Site numbers are four digits, so that a range of one number stands for the site and no extension is needed. Looked at
-- when the transaction ends: a list closes one version and opens the next. An exclusion cannot be added unlooked at.
do $$
declare
  kept text;
  overlapping text;
begin
  foreach kept in array array['site_version', 'site_district_manager'] loop
    execute format(
      'select string_agg(distinct one.site_id, %L) from warehouse.%I as one join warehouse.%I as other
         on other.site_id = one.site_id and other.valid_from_on > one.valid_from_on
           and other.valid_from_on < coalesce(one.valid_to_on, %L)', ', ', kept, kept, 'infinity')
    into overlapping;
    if overlapping is not null then
      raise exception 'warehouse.% holds versions that overlap at site %', kept, overlapping
        using hint = 'Set valid_to_on of the earlier version to valid_from_on of the next one, then migrate again.';
    end if;
    execute format(
      'alter table warehouse.%I add constraint %I exclude using gist (
         int4range(site_id::integer, site_id::integer, %L) with &&, daterange(valid_from_on, valid_to_on) with &&)
         deferrable initially deferred', kept, kept || 's_do_not_overlap', '[]');
  end loop;
end
$$;

do $$
declare
  rule record;
begin
  for rule in
    select conrelid::regclass as relation, conname from pg_constraint
    where not convalidated and connamespace = any (
      array['contracts', 'warehouse', 'billing', 'forecasting']::regnamespace[])
    order by 1, 2
  loop
    begin
      execute format('alter table %s validate constraint %I', rule.relation, rule.conname);
    exception when check_violation then
      raise warning '% has rows that break %; daybook doctor counts them', rule.relation, rule.conname;
    end;
  end loop;
end
$$;
