update security.retention_class set source = case
  when source like 'moves of sites %' then '1.4: '
  when source like 'growth is projected %' or source like 'thirteen months %' then '2.4 names no age; '
  else '2.4: ' end || source;

comment on table billing.ad_hoc_line is
  'A line that a person added; it is carried over when a statement is regenerated (billing.md 4.5, 4.8).';
comment on table billing.answer_file is
  'Files with answers of the ledger that were read, with what became of their rows (billing.md 4.9).';
comment on table billing.comparison is
  'How a statement compares with what was expected (billing.md 4.6); internal, and therefore kept apart from '
  'the statement.';
comment on table billing.daily_mail is
  'Daily mails of total actual revenue that went out: one for each day (billing.md 4.10).';
comment on table billing.dispute is
  'Disputes of statements: while one is open, nothing of the statement changes and its export needs approval '
  '(operations.md 1.4).';
comment on table billing.invoice is
  'One invoice of a statement: the lines of one invoice group (billing.md 4.4).';
comment on table billing.mailing is
  'A mail to a customer and its progress: recipients, and the digest of the document (billing.md 4.10).';
comment on table billing.posting is
  'A document for the ledger and its progress; posted once, however often posting is repeated (billing.md 4.9).';
comment on table billing.posting_attempt is
  'Attempts to hand a document over to the web service of the ledger, and what it said (billing.md 4.9).';
comment on table billing.site_readiness is
  'Marks of a site for a service month; the newest holds, the others are its history (billing.md 4.3).';
comment on table billing.statement is
  'What a site is billed for a service month; a revision is a new version (billing.md 4).';
comment on table billing.tier_result is
  'How revenue or profit of a month spread over tiers (billing.md 2.5.2, 2.14).';
comment on table billing.unit_batch is
  'Unit accounts of a month that went into the outbox for the ledger, once (billing.md 4.9).';
comment on table billing.unit_posting is
  'A document of the unit accounts of a month and its progress in the ledger; it has no balancing entry '
  '(billing.md 4.9).';
comment on table contracts.approval_tier is
  'Who may approve changes of a contract, by the yearly value of the contract (operations.md 1.7).';
comment on table contracts.bell_service is
  'Bell revenue is passed through (billing.md 1.10).';
comment on table contracts.billable_accounts is
  'Which ledger accounts are billed on (billing.md 1.13).';
comment on table contracts.contract is
  'The contract of a site (billing.md 1); what it says is in its versions.';
comment on table contracts.deposited_revenue is
  'Whose account parkers pay into, and who remits the tax (billing.md 1.12).';
comment on table contracts.finding is
  'What the import found in an export (contract-corpus.md 5).';
comment on table contracts.fixed_fee_rate is
  'A service for a fixed monthly fee (billing.md 1.6).';
comment on table contracts.invoice_group is
  'An invoice of its own within a statement (billing.md 1.5).';
comment on table contracts.labor_hour_rate is
  'A job that is billed by the hour (billing.md 1.7).';
comment on table contracts.ledger_title is
  'Title of each ledger account that contracts list (billing.md 1.13).';
comment on table contracts.management_fee is
  'A management agreement: fee, insurance, claims, profit share (billing.md 1.14).';
comment on table contracts.mid_month_advance is
  'Credit for money that was advanced in the month (billing.md 1.11).';
comment on table contracts.non_gl_expense is
  'An expense that is billed without a ledger account (billing.md 1.15).';
comment on table contracts.revenue_share_structure is
  'A set of revenue codes with tiers of their own (billing.md 1.9).';
comment on table contracts.review_threshold is
  'Deviation from the forecast that calls the approval team (billing.md 4.6); managers do not see it.';
comment on table forecasting.other_revenue is
  'Other internal revenue of a month, by kind; the tab that feeds internal revenue (forecasting.md 1.5).';
comment on table security.attempted_conflict is
  'Attempts that segregation of duties stopped; the evidence of control C2 (operations.md 2.2).';
comment on table security.duty_conflict is
  'Duties that one person may not perform on the same thing (operations.md 1.6).';
comment on table security.personal_column is
  'The inventory of personal data: every column that says so in its comment (operations.md 2.3).';
comment on table security.retention_class is
  'How long rows are kept (operations.md 2.4); longer by a changed number, and never shorter than a legal hold.';
comment on table security.role_conflict is
  'Roles that one person may not hold at once (operations.md 1.6).';
comment on table security.table_class is
  'Class of every table (operations.md 1.5) and how its changes are audited; a table without a row here fails '
  'the build.';
comment on table security.work_conflict is
  'Kinds of work that one person may not do at once (operations.md 1.6): every role of the one is kept apart '
  'from every role of the other. Pairs of single roles are in security.role_conflict.';
