-- A change of what is billed waits for a second person; who may be that person follows from the yearly value.

create function contracts.yearly_value(asked_version bigint) returns numeric
language sql stable as $$
  with version as (
    select version_id, site_id, from_month, has_fixed_fee, has_management_agreement
    from contracts.version where version_id = asked_version),
  fixed as (
    select 12 * sum(amount) as amount
    from (
      select fee as amount
      from contracts.fixed_fee_rate join version using (version_id)
      where has_fixed_fee and coalesce(ends_on, 'infinity') >= from_month
      union all
      select fixed_amount
      from contracts.management_fee join version using (version_id)
      where has_management_agreement and kind = 'FixedFee') as agreed),
  -- What the newest budget expects the site to earn; revenue is credited, and so below zero.
  budgeted as (
    select -sum(amount) as amount
    from warehouse.budget
    join warehouse.account using (account_id)
    join version using (site_id)
    where summary_category = 'INTERNAL REVENUE'
      and date_trunc('year', period_month) = (
        select date_trunc('year', max(period_month)) from warehouse.budget as newest
        where newest.site_id = version.site_id))
  select nullif(greatest(fixed.amount, budgeted.amount, 0), 0) from fixed cross join budgeted
$$;
comment on function contracts.yearly_value(bigint) is
  'What a version of a contract comes to in a year, US dollars: its fixed fees, or what the newest budget expects as '
  'internal revenue where that is more. Null when neither says anything.';

create function contracts.ask_approval(asked_subject text, changes bigint[], increases numeric[], person text)
returns table (approval_id bigint, changed bigint)
language sql volatile as $$
  with changed_terms as (
    select changed, increase, version.version_id, clause.clause_id, version.number,
      coalesce(version.site_id, clause.site_id) as site_id
    from unnest(changes, increases) as change (changed, increase)
    left join contracts.version on asked_subject = 'version' and version.version_id = changed
    left join contracts.clause on asked_subject <> 'version' and clause.clause_id = changed
  ), added as (
    insert into contracts.approval
      (site_id, subject, version_id, clause_id, is_take_over, yearly_value, rate_increase, asked_at,
        asked_by)
    select site_id, asked_subject, version_id, clause_id,
      number is not null and not exists (
        select from contracts.version as before
        where before.site_id = changed_terms.site_id and before.number < changed_terms.number
          and before.state <> 'rejected'),
      greatest(contracts.yearly_value(version_id), contracts.yearly_value((
        select held.version_id from contracts.version as held
        where held.site_id = changed_terms.site_id and held.state <> 'rejected'
          and held.version_id is distinct from changed_terms.version_id
        order by held.state = 'active' desc, held.number desc limit 1))),
      increase, now(), person
    from changed_terms
    returning approval.approval_id, coalesce(approval.version_id, approval.clause_id)
  )
  select * from added
$$;
comment on function contracts.ask_approval(text, bigint[], numeric[], text) is
  'Has versions, clauses or withdrawals of clauses wait for a second person; at stake is what the contract comes to '
  'in a year, with the change or without it, whichever is more, and by how many percent a rate rises at most.';

create function contracts.approvers_of(value numeric, increase numeric) returns text[]
language sql stable as $$
  select case when increase > platform.fact_first('increase-for-a-vice-president')::numeric
    then array(select role from unnest(roles) as role where role in ('regionalVp', 'svp', 'corporateConsumer'))
    else roles end
  from contracts.approval_tier
  where value is null or from_value <= value order by from_value desc limit 1
$$;
comment on function contracts.approvers_of(numeric, numeric) is
  'Roles of whom one approves at a yearly value, of the highest tier where nobody knows what a contract comes to; '
  'where a rate rises by more percent than the operator leaves to others, a regional vice president or above.';

create function contracts.caller_approves(asked_site text, asked_roles text[]) returns boolean
language sql stable as $$
  select security.caller() is null or exists (
    select from security.effective_role as held
    join security.right_in_force as granted using (role)
    where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and held.role = any (asked_roles) and granted.object = 'contract' and granted.action = 'approve'
      and (granted.scope = 'all' or exists (
        select from security.effective_site as reached
        where reached.person_id = held.person_id and reached.role = held.role and reached.site_id = asked_site)))
$$;
comment on function contracts.caller_approves(text, text[]) is
  'The caller holds one of these roles at the site with the right to approve contracts; so does the owner himself.';

create function contracts.waiting_changes(sites text[]) returns table (
  approval_id bigint, site_id text, customer_name text, subject text, version_id bigint, number integer,
  clause_id bigint, says text, from_month text, is_take_over boolean, yearly_value numeric, rate_increase numeric,
  roles text[],
  asked_at text, asked_by text)
language sql stable as $$
  select approval.approval_id, approval.site_id, customer_name, subject, version.version_id, version.number,
    approval.clause_id,
    case subject
      when 'version' then format('version %s', version.number)
      when 'withdrawal' then format('clause %s withdrawn (%s of %s)', clause.clause_id, clause.kind, clause.component)
      else format('clause %s (%s of %s%s)', clause.clause_id, clause.kind, clause.component,
        ', through ' || to_char(clause.through_month, 'YYYY-MM'))
    end,
    to_char(coalesce(version.from_month, clause.from_month), 'YYYY-MM'), is_take_over, approval.yearly_value,
    approval.rate_increase, contracts.approvers_of(approval.yearly_value, approval.rate_increase),
    to_char(asked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), asked_by
  from contracts.approval
  left join contracts.version using (version_id)
  left join contracts.clause using (clause_id)
  left join contracts.contract
    on contract.contract_id = coalesce(version.contract_id, clause.contract_id)
  where decision is null and (sites is null or approval.site_id = any (sites))
  order by approval.site_id, approval.approval_id
$$;
comment on function contracts.waiting_changes(text[]) is
  'Changes of what is billed that wait for a second person, with the roles of whom one may approve.';
