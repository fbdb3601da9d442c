-- An export becomes rows: each block of `original` fills its table, for any number of contracts at once.

create function contracts.add_versions(given jsonb) returns table (version_id bigint, contract_id uuid, number integer)
language plpgsql as $$
declare
  made jsonb;
begin
  with added as (
    insert into contracts.version (
      contract_id, site_id, number, from_month, as_of_month, origin, state, export_id, made_at, made_by, digest,
      purchase_order, payment_terms, billing_type, increment_month, increment_percent, is_index_tracked, notes,
      has_deposits, label, supporting_reports, is_grouped, has_fixed_fee, has_labor_hours, has_hours_backup,
      has_occupied_rooms, room_rate, room_group, has_revenue_share, has_bell_service, has_mid_month_advance,
      has_deposited_revenue, has_billable_accounts, has_management_agreement, unmodelled, money_digest)
    select
      g.contract_id, g.site_id, g.number, g.from_month, g.as_of_month, g.origin, g.state, g.export_id, now(),
      g.made_by, g.digest,
      terms."purchaseOrder", terms."paymentTerms", terms."billingType", terms."incrementMonth",
      terms."incrementAmount", terms."consumerPriceIndex", terms.notes, terms.deposits, terms."contractType",
      array(select jsonb_array_elements_text(g.original -> 'supportingReports')),
      (g.original #>> '{invoiceGrouping,enabled}')::boolean, (g.original #>> '{fixedFee,enabled}')::boolean,
      (g.original #>> '{perLaborHour,enabled}')::boolean, (g.original #>> '{perLaborHour,hoursBackupReport}')::boolean,
      (g.original #>> '{perOccupiedRoom,enabled}')::boolean, (g.original #>> '{perOccupiedRoom,roomRate}')::numeric,
      (g.original #>> '{perOccupiedRoom,invoiceGroup}')::smallint, (g.original #>> '{revenueShare,enabled}')::boolean,
      (g.original #>> '{bellServiceFee,enabled}')::boolean, (g.original #>> '{midMonthAdvance,enabled}')::boolean,
      (g.original #>> '{depositedRevenue,enabled}')::boolean, (g.original #>> '{billableAccounts,enabled}')::boolean,
      (g.original #>> '{managementAgreement,enabled}')::boolean, g.unmodelled, g.money_digest
    from jsonb_to_recordset(given) as g (
      contract_id uuid, site_id text, number integer, from_month date, as_of_month date, origin text, state text,
      export_id bigint, made_by text, digest text, money_digest text, unmodelled jsonb, original jsonb)
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
$$;
comment on function contracts.add_versions(jsonb) is
  'Makes a version of each contract given: an array of objects with the columns of the version and its terms as '
  '`original`, in the shape of the exports (billing.md 1.4 to 1.15).';

create function contracts.numbered(given jsonb) returns jsonb
language sql stable as $$
  select jsonb_agg(version || jsonb_build_object('number', (
    select 1 + max(number) from contracts.version as before
    where before.contract_id = (version ->> 'contract_id')::uuid)))
  from jsonb_array_elements(given) as version
$$;
comment on function contracts.numbered(jsonb) is
  'Versions to be made, one of a contract, each with the number after the newest of its contract.';

create function contracts.fill_rates(made jsonb) returns void
language plpgsql as $$
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
$$;
comment on function contracts.fill_rates(jsonb) is
  'Fills the tables of invoice groups, fees, hourly rates, bell service, advances and deposits for new versions.';

create function contracts.fill_shares(made jsonb) returns void
language plpgsql as $$
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
$$;
comment on function contracts.fill_shares(jsonb) is 'Fills threshold structures and their tiers for new versions.';
