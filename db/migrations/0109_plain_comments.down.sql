comment on table audit.pending is
  'Statements and events that are written down and not chained yet, so that writers neither wait for one another '
  'nor work out what changed; audit.chain does, within a second (personal data).';
comment on column audit.pending.taken_on is 'Role of PostgreSQL that was taken on.';
comment on table audit.personal_value is
  'Personal data that an entry speaks of. The entry itself holds SHA-256 of salt and value, so that the value can '
  'be erased and the chain stays whole (personal data).';

comment on table billing.account_check is 'What the last look at each account of a site found.';
comment on column billing.account_check.last_changed_at is 'When the list of the ledger last said something new of it.';
comment on column billing.account_check.hint is 'An account of the ledger that is at least 90 % alike.';
comment on column billing.account_check.run_id is 'Run that looked.';
comment on table billing.ad_hoc_line is
  'A line that a person added; it is carried over when a statement is made anew (billing.md 4.5, 4.8).';
comment on column billing.ad_hoc_line.amount is 'Amount as it stands on the invoice.';
comment on column billing.ad_hoc_line.deleted_at is 'When it was taken off; null while it stands.';
comment on table billing.comparison is
  'How a statement compares with what was expected (billing.md 4.6); apart, because it is for the house only.';
comment on column billing.comparison.forecast_amount is 'Internal revenue that was expected; null when nobody said.';
comment on column billing.comparison.posted_amount is 'Internal revenue that the ledger has already.';
comment on column billing.comparison.deviation_percent is 'The same as percent of the expected; 0 when nothing was.';
comment on column billing.dispute.amount is 'Dollars in dispute; null when nobody said how much.';
comment on table billing.former_mapping is
  'What lines and figures of the old system are here. One is never changed or deleted: it ends, and another may '
  'take its place.';
comment on column billing.former_mapping.former_name is 'The title, code or column, in small letters.';
comment on column billing.former_record.kind is 'site, statement or forecast: whose right it is read by.';
comment on column billing.former_record.state is 'State or type, in words: the numbers of the option sets are read.';
comment on column billing.line_input.origin is
  'Where it stands: a path of the contract, a question to the facts with its parameters, or earlier results.';
comment on table billing.mailing is
  'A mail to a customer and how far it came: recipients, and the digest of the document (billing.md 4.10).';
comment on column billing.mailing.state is
  'waiting to go out; sent; partly sent: the server refused some recipients; refused; withdrawn: the server took '
  'no mail of the statement, which counts as not sent.';
comment on table billing.posting is
  'A document for the ledger and how far it came; posted once, whatever is repeated (billing.md 4.9).';
comment on column billing.posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and nobody knows what became of it; withdrawn: '
  'the ledger had not taken it, and its statement was revised; reversed: a document of its own took it back.';
comment on column billing.posting.is_reversal is 'It takes another document back.';
comment on column billing.posting.to_service_since is
  'Since when it goes to the web service of the ledger: posted, or submitted again; null: it goes as files only.';
comment on column billing.posting_attempt.outcome is
  'taken; refused: the service said no; not reached: nothing arrived, or it asked to come again; unclear: it may '
  'have been taken.';
comment on column billing.posting_attempt.is_last is 'Nothing follows by itself.';
comment on column billing.posting_attempt.told_at is 'When the mail about it went out; null: none did.';
comment on column billing.run.sites is 'Sites that were asked for; null is all.';
comment on column billing.run.last_batch_id is
  'Newest load that was there when the run read the facts; null for runs before this was kept.';
comment on column billing.run.open_batch_ids is
  'Loads up to that one that had not ended then, so that the run did not see their rows.';
comment on column billing.statement.state is
  'AR Review, Approval Team, Ready To Send or Sent; Rejected by a reviewer; Revised once a newer version followed '
  'what was sent; Replaced once it was made anew before.';
comment on column billing.statement.purchase_order is 'Of the customer, when it was made.';
comment on column billing.statement.taxes_paid is
  'Parking tax on deposited revenue that the operator hands in; not printed, posted.';
comment on column billing.statement.readiness_id is
  'Mark of the site that held when it was made; null when nobody had marked it.';
comment on column billing.statement.is_standing is
  'This version counts: it was neither revised nor made anew. One of each site and month does.';
comment on column billing.statement.is_posted is
  'The ledger has documents of it, or is asked to take them, that were not taken back; kept by a trigger.';
comment on column billing.statement_line.item_type is 'What it is, where a component makes several kinds.';
comment on column billing.unit_outcome.told_at is 'When it was so.';
comment on table billing.unit_posting is
  'A document of the unit accounts of a month and how far it came in the ledger; nothing balances it (billing.md 4.9).';
comment on column billing.unit_posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and nobody knows what became of it.';
comment on column billing.unit_posting.to_service_since is
  'Since when it goes to the web service of the ledger: posted, or submitted again; null: it goes as files only.';

comment on column contracts.approval.yearly_value is
  'What the contract comes to in a year, US dollars; null when nothing says so.';
comment on column contracts.approval.rate_increase is
  'By how much the rate rises that rises most with the change, percent; null when none rises.';
comment on table contracts.approval_tier is
  'Who may approve changes of a contract, by what the contract comes to in a year (operations.md 1.7).';
comment on column contracts.approval_tier.from_value is 'Yearly value from which it holds, US dollars.';
comment on column contracts.approval_tier.roles is 'Roles of whom one person approves.';
comment on table contracts.clause is
  'A term that no export can say, for the component it modifies. Never edited: ending one adds a row with a last '
  'month and marks the one before, so that a month that is made anew finds what held in it.';
comment on table contracts.deposited_revenue is
  'Whose account parkers pay into, and who hands in the tax (billing.md 1.12).';
comment on column contracts.deposited_revenue.is_tax_ours is 'The operator hands in the parking tax.';
comment on table contracts.escalator_reading is
  'From which month on escalators of management fees, profit shares and payroll taxes count by which reading. '
  'Without a row, and before the first, in the service month that is their own.';
comment on column contracts.escalator_reading.reading is
  'service-month: in the month of the escalator. billing-day: in every statement made in that month or later, so '
  'that in arrears the month before bills by the new value, and in advance the month after.';
comment on table contracts.finding is 'What the import saw in an export (contract-corpus.md 5).';
comment on column contracts.increase_decision.percent is 'By how much the rate rises that rises most, percent.';
comment on column contracts.invoice_group.site_number is 'Stands for the site in invoice number and posting texts.';
comment on column contracts.invoice_group.customer_name is 'Stands for the bill-to name.';
comment on column contracts.management_fee.claims_cap is 'At most so much in a window.';
comment on column contracts.version.as_of_month is
  'Service month as of which its figures stand: rates that escalate in later months are still to change, those of '
  'earlier ones are in it.';
comment on column contracts.version.has_hours_backup is 'The hours backup goes with it.';

comment on table delivery.change_part is
  'Which rows a client was told, and how they looked, some at a time: each row is 16 bytes of its GUID and 8 of a '
  'digest of what was told, zeros where it was told to be gone. Later parts of a token count before earlier ones.';
comment on table delivery.change_token is
  'Where those who follow changes of a set stand: what they were told, and which transactions that reading saw.';
comment on column delivery.change_token.parts is 'Parts of what it was told, oldest first.';

comment on table forecasting.change is 'One saving of entries: who, when, why, and which months.';
comment on column forecasting.change.cells is 'How many values became different.';
comment on column forecasting.change.file_names is
  'Files that the values of an import came from, as they were called; null for what came from none.';
comment on column forecasting.event.effect_percent is
  'Expected effect on traffic in percent; -100 closes the site, null is not known.';
comment on column forecasting.failure.cause is 'What stood in the way, in words.';
comment on column forecasting.failure.as_of_on is 'Day that the calculation took for today.';
comment on table forecasting.group_request is
  'Changes of job groups that whoever manages a site asked for: job codes of the site into a group, or another title.';
comment on column forecasting.group_request.group_title is
  'The group; made by the approval where job codes are to be in one that is not there.';
comment on table forecasting.lineage is
  'Where a version reads what it does not say itself: one row for each version it was taken from, and for itself.';
comment on column forecasting.lineage.depth is '0 is the version itself; what is nearer counts.';
comment on table forecasting.outdated is
  'Months of sites whose P&L is to be calculated anew; the result before stays readable until then.';
comment on column forecasting.outdated.mark_id is
  'A new number with every mark: a calculation takes away those marks only that it saw.';
comment on column forecasting.payroll_day.rate_per_hour is
  'Hourly rate that made one of the two out of the other; null when both were entered.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of what is left; null where nothing is known.';
comment on column forecasting.profile_mapping.site_id is
  'Site that it holds for, before one that holds for all; null holds for all.';
comment on table forecasting.proforma is
  'Figures of a year that stand for the budget of a site that has none, once somebody else approved them.';
comment on column forecasting.run.as_of_on is 'Day that the calculation takes for today.';
comment on column forecasting.run.cause is
  'What called for it: command (somebody asked), change (the server, once something changed) or start.';
comment on table forecasting.site_month is
  'Month of a site as the P&L took it: closed or blended, up to which day actuals go, and from which inputs.';
comment on table forecasting.submission is
  'A forecast that was submitted for a month, and what was decided; the newest approved is the forecast of '
  'record, and without one what was recorded of the working version once it was too late to decide.';
comment on column forecasting.submission.deviations is
  'Months in which front line contribution deviates from the budget beyond the limits, in words: the district '
  'manager decides then; empty where none does, null before it was looked at.';
comment on table forecasting.variance_comment is
  'What people say of a row of the P&L of a site and month; a newer comment ends the one before.';
comment on column forecasting.version.kind is
  'working, scenario, or record: what was submitted, which nobody changes any more.';
comment on column forecasting.version.based_on_id is
  'Version that it was taken from; what it does not say itself is read there.';
comment on column forecasting.other_expense.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.other_revenue.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.parking_rate.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.payroll_day.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.statistic_day.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';

comment on table platform.operator_fact is
  'What the operator set a fact to, while it stands and before; a fact without a row that stands is as delivered.';
comment on table platform.restore_test is
  'Tests of restored backups: what was held against the running database and what was wrong.';

comment on column security.api_key.replaces_api_key_id is
  'Key that this one was made to succeed by a rotation; empty for a key that was made by itself.';
comment on column security.attempted_conflict.subject is 'On what.';
comment on table security.database_login is
  'Which login of PostgreSQL is which person; only the owner writes it, so a login cannot name itself another.';
comment on column security.database_login.claim_ends_at is
  'Until when its person may set the password, once; null when the password was known as it was made.';
comment on column security.database_login.claimed_at is
  'When its person set the password; while null with an end of the claim, nobody logs in with it.';
comment on table security.delivered_line is
  'What the definitions of this version delivered of roles and rights (rights.sql of the stages), line by line. A '
  'line of the matrix or of the conflicts that differs from it was decided by the operator and is kept.';
comment on table security.feed_access is
  'What Workday''s row security grants, read by the one column that counts for the profile; made anew with every load.';
comment on table security.job_profile_role is
  'What a job profile of Workday makes of a person; a profile that is not listed makes nothing of it.';
comment on column security.key_fingerprint.fingerprint is
  'First half of an HMAC under the key, hex; it tells keys apart and gives none away.';
comment on table security.object is 'What rights are given on: things of the trade, not tables.';
comment on column security.object.is_open is
  'Its roles see it without being asked for each statement: codes and names that say nothing of a site.';
comment on column security.person.person_id is 'Number of the person; the trail names nobody otherwise.';
comment on column security.person.acting_role is
  'Role of PostgreSQL that requests of this person take on: it holds the roles of the person and nothing else.';
comment on column security.person.enabled_at is
  'When the person was last enabled again; days without entering count from then.';
comment on table security.privilege is
  'The rights matrix: what is not listed is denied. Changing it makes grants and policies anew.';
comment on column security.privilege.note is 'What else holds, for people.';
comment on column security.session.idle_ends_after is 'It ends when it was not used for so long.';
comment on column security.session.ends_at is 'It ends then in any case.';
comment on table security.subject is
  'People by pseudonym. The identifier lies here encrypted (AES-256-GCM) under a key of its own, which is itself '
  'encrypted under the master key: without that key the pseudonyms in the facts mean nobody.';
comment on table security.work_conflict is
  'Kinds of work that one person may not do at once (operations.md 1.6): every role of the one keeps apart from '
  'every role of the other. Pairs of single roles are in security.role_conflict.';

comment on schema sources is 'What others tell us: loads, their rows in transit, and rows in quarantine.';
comment on table sources.batch_warning is 'What a load was allowed with, but somebody should look at.';
comment on column sources.batch.effective_on is 'The day a complete list speaks of.';
comment on column sources.batch.first_on is
  'First day or month that its rows speak of; null for lists and earlier loads.';
comment on column sources.batch.last_on is 'Last day or month that its rows speak of.';

comment on table warehouse.account_mapping is
  'A decision on an account to which the chart of accounts gives no summary category; the chart goes before it.';
comment on table warehouse.job_code is 'Job codes; a code that a labor file brings is added by itself.';
comment on table warehouse.job_profile is 'Job profiles; a profile that a file brings is added by itself.';
comment on table warehouse.site_contact is
  'Contacts of a site beside the one of the customer list; invoices go to those of billing too.';
comment on table warehouse.site_onboarding is
  'Sites that were taken on here; those that came with a contract of the old system need not be.';
comment on table warehouse.site_override is
  'What was set here of a site: it goes before the site list and the customer list while it has not ended.';
comment on column warehouse.site_override.is_kept is
  'Stays when the next list arrives; else that list ends it. A closing day stays until a list brings one.';
