--! why: complete lists that a source sends; personal data stands in tables of its own

create table warehouse.gl_account (
  account_number text not null,
  company_database text not null,
  status text,
  batch_id bigint not null,
  source_line integer not null,
  constraint gl_account_pkey primary key (account_number, company_database)
);
comment on table warehouse.gl_account is 'Ledger account strings and their status.';
comment on column warehouse.gl_account.account_number is 'Full ledger string.';
comment on column warehouse.gl_account.company_database is 'Ledger database that holds it, upper case.';
comment on column warehouse.gl_account.status is 'Status, upper case.';
comment on column warehouse.gl_account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.gl_account.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.customer_contact (
  site_id text not null,
  email_recipient text,
  batch_id bigint not null,
  source_line integer not null,
  constraint customer_contact_pkey primary key (site_id),
  constraint customer_contact_site_exists foreign key (site_id) references warehouse.site
);
comment on table warehouse.customer_contact is 'Billing contact of a site (personal data).';
comment on column warehouse.customer_contact.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.customer_contact.email_recipient is
  'E-mail recipients of the customer (personal data).';
comment on column warehouse.customer_contact.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.customer_contact.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_access (
  user_id text not null,
  job_profile text,
  cost_center text not null,
  site_id text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_access_pkey primary key (user_id, cost_center, site_id)
);
comment on table warehouse.site_access is
  'Row security of Workday: which person may see which site (personal data).';
comment on column warehouse.site_access.user_id is 'Person (personal data).';
comment on column warehouse.site_access.job_profile is 'Job profile, upper case.';
comment on column warehouse.site_access.cost_center is 'Site by cost centre; empty when none.';
comment on column warehouse.site_access.site_id is 'Site by location; empty when none.';
comment on column warehouse.site_access.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_access.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_salary (
  site_id text not null,
  work_email text not null,
  person_name text not null,
  annual_base_pay numeric(19,5) not null,
  allocated_amount numeric(19,5) not null,
  distribution_percent numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_salary_pkey primary key (site_id, work_email),
  constraint site_salary_site_exists foreign key (site_id) references warehouse.site
);
comment on table warehouse.site_salary is
  'Salaried people and the share of their pay that a site bears (personal data).';
comment on column warehouse.site_salary.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_salary.work_email is 'E-mail of the person (personal data).';
comment on column warehouse.site_salary.person_name is 'Name of the person (personal data).';
comment on column warehouse.site_salary.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column warehouse.site_salary.allocated_amount is
  'Part of it that the site bears, in dollars (personal data).';
comment on column warehouse.site_salary.distribution_percent is 'Share of the site in percent.';
comment on column warehouse.site_salary.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_salary.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_manager (
  site_id text not null,
  employee_id text,
  last_name text,
  first_name text,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_manager_pkey primary key (site_id),
  constraint site_manager_site_exists foreign key (site_id) references warehouse.site
);
comment on table warehouse.site_manager is 'Account manager of a site (personal data).';
comment on column warehouse.site_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_manager.employee_id is 'Account manager (personal data).';
comment on column warehouse.site_manager.last_name is 'Last name (personal data).';
comment on column warehouse.site_manager.first_name is 'First name (personal data).';
comment on column warehouse.site_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_manager.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.employee_job (
  site_id text not null,
  employee_id text not null,
  job_code text not null,
  effective_on date not null,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  batch_id bigint not null,
  source_line integer not null,
  constraint employee_job_pkey primary key (site_id, employee_id, job_code, effective_on),
  constraint employee_job_site_exists foreign key (site_id) references warehouse.site
);
comment on table warehouse.employee_job is 'Who works where in which job (personal data).';
comment on column warehouse.employee_job.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.employee_job.employee_id is 'Person (personal data).';
comment on column warehouse.employee_job.job_code is 'Job code, upper case.';
comment on column warehouse.employee_job.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column warehouse.employee_job.ended_on is 'Last day in the job.';
comment on column warehouse.employee_job.job_title is 'Title of the job.';
comment on column warehouse.employee_job.status is 'Status, upper case: ACTIVE, …';
comment on column warehouse.employee_job.job_family is 'Family of the job.';
comment on column warehouse.employee_job.is_salaried is 'The position is salaried.';
comment on column warehouse.employee_job.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.employee_job.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
