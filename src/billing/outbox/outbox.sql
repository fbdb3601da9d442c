create function billing.bill_to(of_statement bigint) returns table (
  name text, "addressLines" text[], "purchaseOrder" text, "siteRecipients" text, "glString" text, "isTaxOurs" boolean,
  "billingType" text, "taxesPaid" text, "versionId" bigint, "vendorId" text)
language sql stable as $$
  select coalesce(customer_name, site_name, statement.site_id),
    array_remove(array[nullif(site_name, coalesce(customer_name, site_name)), recipient, 'Attn: ' || attention,
      street_address, nullif(concat_ws(', ', city, nullif(concat_ws(' ', site.state, zip), '')), '')], null),
    statement.purchase_order,
    nullif(concat_ws('; ', emails, (
      select string_agg(contact.emails, '; ' order by contact_id) from warehouse.site_contact as contact
      where contact.site_id = statement.site_id and contact.kind = 'billing' and contact.ended_at is null)), ''),
    gl_string,
    coalesce((select bool_or(is_tax_ours) from contracts.deposited_revenue as deposit
      where deposit.version_id = terms.version_id) and has_deposited_revenue, false),
    billing_type, taxes_paid::text, terms.version_id, vendor
  from billing.statement
  join contracts.version as terms on terms.version_id = contract_version_id
  join contracts.contract using (contract_id)
  left join lateral warehouse.site_now(statement.site_id) as site on true
  where statement.statement_id = of_statement
$$;
comment on function billing.bill_to(bigint) is
  'Whom a statement goes to and what posting needs of contract and site (billing.md 4.9 to 4.11).';

create function billing.group_routes(of_version bigint) returns table (
  "group" smallint, "customerName" text, "siteNumber" text, "vendorId" text, recipients text)
language sql stable as $$
  select group_number, customer_name, site_number, vendor_id, billing_contact_emails
  from contracts.invoice_group join contracts.version using (version_id)
  where version_id = of_version and is_grouped
  order by group_number
$$;
comment on function billing.group_routes(bigint) is
  'Where the invoice groups of a contract version go, where they differ from the site (billing.md 1.5).';
