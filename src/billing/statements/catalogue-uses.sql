create function billing.catalogue_uses(of_catalogue text)
returns table (code text, uses bigint, sites text[])
language sql stable as $$
  select used.code, count(*), array_agg(distinct used.site_id order by used.site_id)
  from (
    select rate.code, rate.site_id
    from contracts.fixed_fee_rate as rate join contracts.version as terms using (version_id)
    where of_catalogue = 'fixed-fee-services' and terms.state = 'active'
    union all
    select line.code, line.site_id from billing.ad_hoc_line as line
    where of_catalogue = 'client-paid-accounts' and line.kind = 'ClientPaidExpense' and line.deleted_at is null
    union all
    select shared_code, share.site_id
    from contracts.revenue_share_structure as share join contracts.version as terms using (version_id)
    cross join unnest(share.revenue_codes) as shared_code
    where of_catalogue in ('revenue-codes', 'revenue-code-accounts') and terms.state = 'active') as used
  group by used.code
$$;
comment on function billing.catalogue_uses(text) is
  'Where codes of a catalogue are used that the caller may see, in the catalogue or not: contracts in force, and lines '
  'that people added.';
