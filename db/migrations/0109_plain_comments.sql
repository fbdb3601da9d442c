--! why: some comments of tables and columns were hard to understand, and a few were out of date

comment on table audit.pending is
  'Statements and events that are recorded but not chained yet, so that writers neither wait for one another nor '
  'work out what changed; audit.chain does both within a second (personal data).';
comment on column audit.pending.taken_on is 'PostgreSQL role that was assumed.';
comment on table audit.personal_value is
  'Personal data of an entry. The entry itself holds SHA-256 of salt and value, so that the value can be erased '
  'and the chain stays intact (personal data).';

comment on table billing.account_check is 'Result of the last check of each account of a site.';
comment on column billing.account_check.last_changed_at is 'When the ledger''s list last changed for it.';
comment on column billing.account_check.hint is 'A similar account of the ledger, at least 90 % alike.';
comment on column billing.account_check.run_id is 'Run that checked it.';
comment on table billing.ad_hoc_line is
  'A line that a person added; it is carried over when a statement is regenerated (billing.md 4.5, 4.8).';
comment on column billing.ad_hoc_line.amount is 'Amount as printed on the invoice.';
comment on column billing.ad_hoc_line.deleted_at is 'When it was removed; null while it counts.';
comment on table billing.comparison is
  'How a statement compares with what was expected (billing.md 4.6); internal, and therefore kept apart from the '
  'statement.';
comment on column billing.comparison.forecast_amount is
  'Internal revenue that was expected; null without a forecast and a budget.';
comment on column billing.comparison.posted_amount is 'Internal revenue already in the ledger.';
comment on column billing.comparison.deviation_percent is
  'The same as a percentage of the expected revenue; 0 when none was expected.';
comment on column billing.dispute.amount is 'Dollars in dispute; null when unspecified.';
comment on table billing.former_mapping is
  'What lines and figures of the old system correspond to in Daybook. A mapping is never changed or deleted: it '
  'ends, and another may take its place.';
comment on column billing.former_mapping.former_name is 'The title, code or column, lower case.';
comment on column billing.former_record.kind is 'site, statement or forecast: the right that it is read with.';
comment on column billing.former_record.state is
  'State or type in words, translated from the numbers of the option sets.';
comment on column billing.line_input.origin is
  'Where it comes from: a path of the contract, a query of the facts with its parameters, or earlier results.';
comment on table billing.mailing is
  'A mail to a customer and its progress: recipients, and the digest of the document (billing.md 4.10).';
comment on column billing.mailing.state is
  'waiting; sent; partly sent: the server refused some recipients; refused; withdrawn: the server took no mail of '
  'the statement, which counts as not sent.';
comment on table billing.posting is
  'A document for the ledger and its progress; posted once, however often posting is repeated (billing.md 4.9).';
comment on column billing.posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and the outcome is unknown; withdrawn: the ledger '
  'had not taken it when its statement was revised; reversed: another document reversed it.';
comment on column billing.posting.is_reversal is 'It reverses another document.';
comment on column billing.posting.to_service_since is
  'When it was queued for the web service of the ledger: posted, or submitted again; null: exchanged as files only.';
comment on column billing.posting_attempt.outcome is
  'taken; refused: the service rejected it; not reached: nothing arrived, or the service asked to try again '
  'later; unclear: it may have been taken.';
comment on column billing.posting_attempt.is_last is 'No automatic attempt follows.';
comment on column billing.posting_attempt.told_at is 'When the mail about it was sent; null if none was.';
comment on column billing.run.sites is 'Requested sites; null: all.';
comment on column billing.run.last_batch_id is
  'Newest load when the run read the facts; null for runs before this was recorded.';
comment on column billing.run.open_batch_ids is
  'Earlier loads that had not finished then, so that the run did not see their rows.';
comment on column billing.statement.state is
  'AR Review, Approval Team, Ready To Send or Sent; Rejected by a reviewer; Revised once a newer version followed '
  'the one that was sent; Replaced once it was regenerated before it was sent.';
comment on column billing.statement.purchase_order is 'Purchase order of the customer when it was generated.';
comment on column billing.statement.taxes_paid is
  'Parking tax on deposited revenue that the operator remits; posted, not printed.';
comment on column billing.statement.readiness_id is
  'Readiness mark of the site when it was generated; null without one.';
comment on column billing.statement.is_standing is
  'This version counts: it was neither revised nor regenerated. There is one per site and month.';
comment on column billing.statement.is_posted is
  'The ledger has, or was sent, documents of it that were not reversed; maintained by a trigger.';
comment on column billing.statement_line.item_type is 'Kind of line, where a component produces several.';
comment on column billing.unit_outcome.told_at is 'When it happened.';
comment on table billing.unit_posting is
  'A document of the unit accounts of a month and its progress in the ledger; it has no balancing entry '
  '(billing.md 4.9).';
comment on column billing.unit_posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and the outcome is unknown.';
comment on column billing.unit_posting.to_service_since is
  'When it was queued for the web service of the ledger: posted, or submitted again; null: exchanged as files only.';

comment on column contracts.approval.yearly_value is 'Yearly value of the contract, US dollars; null when unknown.';
comment on column contracts.approval.rate_increase is
  'Largest increase of a rate by the change, percent; null when none rises.';
comment on table contracts.approval_tier is
  'Who may approve changes of a contract, by the yearly value of the contract (operations.md 1.7).';
comment on column contracts.approval_tier.from_value is 'Yearly value from which it applies, US dollars.';
comment on column contracts.approval_tier.roles is 'Roles; one holder of any of them approves.';
comment on table contracts.clause is
  'A term that exports cannot express, for the component it modifies. Never edited: ending one adds a row with a '
  'last month and marks the one before, so that a regenerated month finds the terms of its time.';
comment on table contracts.deposited_revenue is
  'Whose account parkers pay into, and who remits the tax (billing.md 1.12).';
comment on column contracts.deposited_revenue.is_tax_ours is 'The operator remits the parking tax.';
comment on table contracts.escalator_reading is
  'From which month on escalators of management fees, profit shares and payroll taxes follow which reading. '
  'Without a row, and before the first one, they count in their own service month.';
comment on column contracts.escalator_reading.reading is
  'service-month: in the month of the escalator. billing-day: in every statement generated in that month or '
  'later, so that the month before has the new value in arrears, and the month after in advance.';
comment on table contracts.finding is 'What the import found in an export (contract-corpus.md 5).';
comment on column contracts.increase_decision.percent is 'Largest increase of a rate, percent.';
comment on column contracts.invoice_group.site_number is 'Replaces the site in the invoice number and posting texts.';
comment on column contracts.invoice_group.customer_name is 'Replaces the bill-to name.';
comment on column contracts.management_fee.claims_cap is 'Maximum within a window.';
comment on column contracts.version.as_of_month is
  'Service month as of which its figures are stated: escalations of earlier months are included, those of later '
  'months are not.';
comment on column contracts.version.has_hours_backup is 'The hours backup is attached.';

comment on table delivery.change_part is
  'Rows that a client was sent and how they looked, in parts: for each row 16 bytes of its GUID and 8 bytes of a '
  'digest of what was sent, zeros once it was reported as gone. Later parts of a token override earlier ones.';
comment on table delivery.change_token is
  'How far each client that follows changes of a set has read: what it was sent, and which transactions that '
  'reading saw.';
comment on column delivery.change_token.parts is 'Parts of what it was sent, oldest first.';

comment on table forecasting.change is 'One save of entries: who, when, why, and which months.';
comment on column forecasting.change.cells is 'How many values changed.';
comment on column forecasting.change.file_names is
  'Names of the files that an import came from; null for any other change.';
comment on column forecasting.event.effect_percent is
  'Expected effect on traffic in percent; -100 closes the site, null if unknown.';
comment on column forecasting.failure.cause is 'What prevented it, in words.';
comment on column forecasting.failure.as_of_on is 'Day that counted as today in the calculation.';
comment on table forecasting.group_request is
  'Changes of job groups requested by whoever manages a site: job codes of the site into a group, or another title.';
comment on column forecasting.group_request.group_title is
  'The group; the approval creates it for job codes if it does not exist.';
comment on table forecasting.lineage is
  'Where a version reads the values that it does not set itself: one row for each version it was taken from, and '
  'one for itself.';
comment on column forecasting.lineage.depth is '0 is the version itself; the nearest value counts.';
comment on table forecasting.outdated is
  'Months of sites whose P&L has to be recalculated; the previous result remains readable until then.';
comment on column forecasting.outdated.mark_id is
  'New with every mark: a calculation removes only the marks that it saw.';
comment on column forecasting.payroll_day.rate_per_hour is
  'Hourly rate by which one was calculated from the other; null when both were entered.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of the rest; null where nothing is known.';
comment on column forecasting.profile_mapping.site_id is
  'Site that it applies to, which takes precedence over all sites; null: all sites.';
comment on table forecasting.proforma is
  'Figures of a year that stand in for the budget of a site that has none, once somebody else approved them.';
comment on column forecasting.run.as_of_on is 'Day that counts as today in the calculation.';
comment on column forecasting.run.cause is
  'What triggered it: command (somebody asked), change (the server, once something changed) or start.';
comment on table forecasting.site_month is
  'Month of a site as the P&L calculated it: closed or blended, up to which day actuals go, and from which inputs.';
comment on table forecasting.submission is
  'A forecast that was submitted for a month, and the decision. The newest approved one is the forecast of '
  'record; without one, it is the working version as recorded once it was too late to decide.';
comment on column forecasting.submission.deviations is
  'Months in which front line contribution deviates from the budget beyond the limits, in words: the district '
  'manager decides then; empty if none does, null if not checked yet.';
comment on table forecasting.variance_comment is
  'Comments on a row of the P&L of a site and month; a newer comment ends the one before.';
comment on column forecasting.version.kind is
  'working, scenario, or record: what was submitted, which can no longer be changed.';
comment on column forecasting.version.based_on_id is
  'Version that it was taken from; values that it does not set itself are read there.';
comment on column forecasting.other_expense.superseded_change_id is
  'Change of the same version that replaced it; null while it counts.';
comment on column forecasting.other_revenue.superseded_change_id is
  'Change of the same version that replaced it; null while it counts.';
comment on column forecasting.parking_rate.superseded_change_id is
  'Change of the same version that replaced it; null while it counts.';
comment on column forecasting.payroll_day.superseded_change_id is
  'Change of the same version that replaced it; null while it counts.';
comment on column forecasting.statistic_day.superseded_change_id is
  'Change of the same version that replaced it; null while it counts.';

comment on schema platform is
  'What every stage builds on: migrations, definitions, facts of the operator, tests of backups.';
comment on column platform.migration.number is
  'Position in the sequence of migrations, from 1 without gaps; the number in the file name.';
comment on table platform.operator_fact is
  'Values that the operator set facts to, current and earlier; a fact without a current row has its delivered value.';
comment on table platform.restore_test is
  'Tests of restored backups: what was compared with the running database and what was wrong.';

comment on column security.api_key.replaces_api_key_id is
  'Key that this one replaces by a rotation; null for any other key.';
comment on column security.attempted_conflict.subject is 'What it concerned.';
comment on table security.database_login is
  'Which login of PostgreSQL is which person; only the owner writes it, so a login cannot claim to be somebody else.';
comment on column security.database_login.claim_ends_at is
  'Until when its person may set the password, once; null when the password was set as the login was made.';
comment on column security.database_login.claimed_at is
  'When its person set the password; a login with a claim lets nobody in until then.';
comment on table security.delivered_line is
  'Roles and rights as the definitions of this version deliver them (rights.sql of the stages), line by line. A '
  'line of the matrix or of the conflicts that differs was decided by the operator and is kept.';
comment on table security.feed_access is
  'What Workday''s row security grants, read by the one column that counts for the profile; rebuilt with every load.';
comment on table security.job_profile_role is
  'Role that a job profile of Workday gives a person; a profile that is not listed gives none.';
comment on column security.key_fingerprint.fingerprint is
  'First half of an HMAC under the key, hex; it identifies a key without revealing it.';
comment on table security.object is 'What rights are granted on: business objects, not tables.';
comment on column security.object.is_open is
  'Roles see it without a check per statement: codes and names that reveal nothing about a site.';
comment on column security.person.person_id is 'Number of the person; the trail identifies people by it alone.';
comment on column security.person.acting_role is
  'PostgreSQL role that requests of this person assume: it holds the roles of the person and nothing else.';
comment on column security.person.enabled_at is
  'When the person was last enabled again; days of inactivity count from then.';
comment on table security.privilege is
  'The rights matrix: what is not listed is denied. A change of it regenerates grants and policies.';
comment on column security.privilege.note is 'What else applies, in words.';
comment on column security.session.idle_ends_after is 'It ends after being idle for this long.';
comment on column security.session.ends_at is 'When it ends in any case.';
comment on table security.subject is
  'People by pseudonym. The identifier is stored here encrypted (AES-256-GCM) under a key of its own, which is '
  'itself encrypted under the master key: without that key the pseudonyms in the facts identify nobody.';
comment on table security.work_conflict is
  'Kinds of work that one person may not do at once (operations.md 1.6): every role of the one is kept apart from '
  'every role of the other. Pairs of single roles are in security.role_conflict.';

comment on schema sources is 'What other systems send: loads, their rows in transit, and rows in quarantine.';
comment on table sources.batch_warning is 'What did not stop a load but needs attention.';
comment on column sources.batch.effective_on is 'The day a complete list refers to.';
comment on column sources.batch.first_on is 'First day or month that its rows cover; null for lists and earlier loads.';
comment on column sources.batch.last_on is 'Last day or month that its rows cover.';

comment on table warehouse.account_mapping is
  'A decision on an account to which the chart of accounts gives no summary category; the chart takes precedence.';
comment on table warehouse.job_code is 'Job codes; a code that a labor file brings is added automatically.';
comment on table warehouse.job_profile is 'Job profiles; a profile that a file brings is added automatically.';
comment on table warehouse.site_contact is
  'Contacts of a site in addition to the one of the customer list; invoices go to those of billing too.';
comment on table warehouse.site_onboarding is
  'Sites that were onboarded in Daybook; those that came with a contract of the old system need not be.';
comment on table warehouse.site_override is
  'Values of a site that were set in Daybook: they take precedence over the site list and the customer list until '
  'they end.';
comment on column warehouse.site_override.is_kept is
  'Stays when the next list arrives; otherwise that list ends it. A closing day stays until a list brings one.';
