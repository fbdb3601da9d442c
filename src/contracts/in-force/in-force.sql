-- Which version of a contract holds in a month. What Daybook computed holds as long as what it was computed from does.

create function contracts.overtaken(sites text[], with_waiting boolean) returns table (version_id bigint)
language sql stable
-- Bound when it is made: a login reads it through views of the api and may use no schema but that.
begin atomic
  select computed.version_id
  from contracts.version as computed
  join contracts.version as own using (contract_id)
  left join contracts.approval on approval.version_id = own.version_id
  where computed.origin = 'escalation' and own.origin <> 'escalation' and own.from_month <= computed.from_month
    and (sites is null or computed.site_id = any (sites))
    and (own.state in ('active', 'draft')
        and (own.version_id > computed.version_id or approval.decided_at > computed.made_at)
      or with_waiting and own.state = 'waiting')
  union all
  select computed.version_id
  from contracts.version as computed
  join contracts.clause as changed using (contract_id)
  join contracts.approval on approval.clause_id = changed.clause_id
  left join contracts.clause as earlier on earlier.clause_id = changed.replaces_id
  where computed.origin = 'escalation' and changed.kind = 'escalation'
    and (sites is null or computed.site_id = any (sites))
    and (approval.decision = 'approved' and approval.decided_at > computed.made_at
      or with_waiting and approval.decision is null)
    and computed.from_month >= case
      when approval.subject = 'withdrawal' or changed.replaces_id is null then changed.from_month
      else least(earlier.through_month, changed.through_month) + interval '1 month' end;
end;
comment on function contracts.overtaken(text[], boolean) is
  'Versions that Daybook computed for increases and that count no longer: since then terms of somebody began to hold '
  'that begin no later, or a clause that escalates in their months or before was added, ended or withdrawn. What is '
  'due is worked out anew on what holds instead.';

create function contracts.current_versions(as_of date) returns table (version_id bigint)
language sql stable
begin atomic
  select held.version_id
  from (
    select distinct on (version.site_id) version.version_id
    from contracts.version
    where version.from_month <= as_of and version.state in ('active', 'draft')
      and not exists (
        select from contracts.overtaken(null, false) as past where past.version_id = version.version_id)
    order by version.site_id, version.from_month desc, version.number desc) as held;
end;
comment on function contracts.current_versions(date) is
  'The version of each contract whose terms hold on a day, of the contracts that the caller sees.';
grant execute on function contracts.overtaken(text[], boolean), contracts.current_versions(date) to daybook_member;

create function contracts.money_digest_in(contract uuid, as_of date) returns text
language sql stable as $$
  select money_digest
  from contracts.version
  where contract_id = money_digest_in.contract and state = 'active' and from_month <= as_of
    and not exists (
      select from contracts.overtaken(array[version.site_id], false) as past
      where past.version_id = version.version_id)
  order by from_month desc, number desc
  limit 1
$$;
comment on function contracts.money_digest_in(uuid, date) is
  'Digest of the terms that change amounts, of the active version of a contract that holds in a month.';

create function contracts.escalated_from(site text, first_month date) returns setof date
language sql stable as $$
  select distinct from_month
  from contracts.version
  where site_id = site and origin = 'escalation' and state = 'active' and from_month >= first_month
    and not exists (
      select from contracts.overtaken(array[site], false) as past where past.version_id = version.version_id)
  order by 1
$$;
comment on function contracts.escalated_from(text, date) is
  'Months from one on in which increases of a site''s contract were applied that count.';

create function contracts.in_force(as_of date, sites text[], with_waiting boolean default false) returns table (
  contract_id uuid, site_id text, customer_name text, is_site_known boolean, version_id bigint, number integer,
  from_month text, origin text, state text, billing_type text, payment_terms text, purchase_order text,
  components text[], as_of_month text)
language sql stable as $$
  select distinct on (version.site_id) version.contract_id, version.site_id, customer_name,
    exists (select from warehouse.site where site.site_id = version.site_id), version_id, number,
    to_char(from_month, 'YYYY-MM'), origin, state, billing_type, payment_terms, purchase_order,
    contracts.components(version), to_char(as_of_month, 'YYYY-MM')
  from contracts.version
  join contracts.contract using (contract_id)
  where from_month <= as_of and (sites is null or version.site_id = any (sites))
    and (state in ('active', 'draft') or with_waiting and state = 'waiting')
    and not exists (
      select from contracts.overtaken(sites, with_waiting) as past where past.version_id = version.version_id)
  order by version.site_id, version.from_month desc, number desc
$$;
comment on function contracts.in_force(date, text[], boolean) is
  'The version of each contract whose terms hold in a service month (billing.md 1.19); all sites, or those given. What '
  'waits for a second person is left out, unless it is asked for what would hold with it.';
