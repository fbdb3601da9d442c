--! why: one statement of a site and month stands; the one before a revision is Revised, and counts nowhere

alter table billing.statement drop constraint statement_state_is_known;
-- A few hundred rows a month, and reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table billing.statement add constraint statement_state_is_known check (
  state in ('AR Review', 'Approval Team', 'Ready To Send', 'Sent', 'Rejected', 'Revised', 'Replaced'));
comment on column billing.statement.state is
  'AR Review, Approval Team, Ready To Send or Sent; Rejected by a reviewer; Revised once a newer version followed what '
  'was sent; Replaced once it was made anew before.';
comment on column billing.statement_change.action is
  'generate, approve, reject, send-back, regenerate, add-line, delete-line, send or revise.';

update billing.statement as older set state = 'Revised' where state = 'Sent' and exists (
  select from billing.statement as newer
  where newer.site_id = older.site_id and newer.service_month = older.service_month
    and newer.version > older.version and newer.state <> 'Replaced');

-- Both tables are rewritten once, a few hundred rows a month, with nobody at work: an upgrade stops the product.
alter table billing.statement add column is_standing boolean not null
-- squawk-ignore adding-field-with-default
generated always as (state not in ('Revised', 'Replaced')) stored;
comment on column billing.statement.is_standing is
  'This version counts: it was neither revised nor made anew. One of each site and month does.';
alter table billing.statement add column is_posted boolean not null default false;
comment on column billing.statement.is_posted is
  'The ledger has documents of it, or is asked to take them, that were not taken back; kept by a trigger.';

alter table billing.posting drop constraint posting_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.posting add constraint posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed', 'withdrawn', 'reversed'));
alter table billing.posting add column is_reversal boolean not null
-- squawk-ignore adding-field-with-default
generated always as (coalesce((content ->> 'isReversal')::boolean, false)) stored;
comment on column billing.posting.is_reversal is 'It takes another document back.';
comment on column billing.posting.state is
  'pending, acknowledged or failed; withdrawn: the ledger had not taken it, and its statement was revised; reversed: '
  'a document of its own took it back.';
comment on column billing.posting.answer is 'What the ledger answered; kept when it is withdrawn or reversed.';

update billing.posting as original set state = 'reversed'
where not is_reversal and exists (
  select from billing.posting as reversal
  where reversal.idempotency_key = regexp_replace(original.idempotency_key, '/original$', '/reversal')
    and reversal.is_reversal);
-- Of statements that were posted twice the newest counts; what is left of the older ones shows in the report.
update billing.statement set is_posted = true where statement_id in (
  select distinct on (made.site_id, made.service_month) made.statement_id
  from billing.statement as made join billing.posting using (statement_id)
  where not is_reversal and posting.state not in ('withdrawn', 'reversed')
  order by made.site_id, made.service_month, made.version desc);

-- squawk-ignore require-concurrent-index-creation
create unique index statement_stands_once on billing.statement (site_id, service_month) where is_standing;
-- squawk-ignore require-concurrent-index-creation
create unique index statement_is_posted_once on billing.statement (site_id, service_month) where is_posted;
