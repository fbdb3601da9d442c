--! why: codes that daily files bring with them, the calendar, and the mappings that the documents fix

create table warehouse.job_code (
  job_code text,
  job_title text not null,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint job_code_pkey primary key (job_code)
);
comment on table warehouse.job_code is 'Job codes; a code that a labor file brings is added by itself.';
comment on column warehouse.job_code.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.job_code.job_title is 'Title; the code itself until somebody names it.';
comment on column warehouse.job_code.is_active is 'False when the code is no longer used.';
comment on column warehouse.job_code.first_seen_batch_id is 'Load that first brought the code.';

create table warehouse.job_profile (
  job_profile text,
  first_seen_batch_id bigint,
  constraint job_profile_pkey primary key (job_profile)
);
comment on table warehouse.job_profile is 'Job profiles; a profile that a file brings is added by itself.';
comment on column warehouse.job_profile.job_profile is
  'Job profile of Workday and of the payroll budget, upper case.';
comment on column warehouse.job_profile.first_seen_batch_id is 'Load that first brought the profile.';

create table warehouse.revenue_code (
  revenue_code text,
  revenue_category text,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint revenue_code_pkey primary key (revenue_code)
);
comment on table warehouse.revenue_code is 'Revenue codes of the daily reports.';
comment on column warehouse.revenue_code.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_code.revenue_category is
  'Category, upper case; null until a file names it.';
comment on column warehouse.revenue_code.is_active is 'False: the revenue workbook refuses the code.';
comment on column warehouse.revenue_code.first_seen_batch_id is
  'Load that first brought the code; null for the codes of the catalogue.';

create table warehouse.calendar_day (
  day_on date,
  month_on date not null,
  year smallint not null,
  month_of_year smallint not null,
  day_of_year smallint not null,
  iso_weekday smallint not null,
  constraint calendar_day_pkey primary key (day_on)
);
comment on table warehouse.calendar_day is 'The calendar, 2015 to 2050.';
comment on column warehouse.calendar_day.day_on is 'Day.';
comment on column warehouse.calendar_day.month_on is 'First day of its month.';
comment on column warehouse.calendar_day.year is 'Year.';
comment on column warehouse.calendar_day.month_of_year is 'Month, 1 to 12.';
comment on column warehouse.calendar_day.day_of_year is 'Day of the year, 1 to 366.';
comment on column warehouse.calendar_day.iso_weekday is '1 Monday to 7 Sunday.';

create table warehouse.ledger_company (
  prefix text,
  company text not null,
  constraint ledger_company_pkey primary key (prefix)
);
comment on table warehouse.ledger_company is
  'Which company a ledger string belongs to; the row with an empty prefix stands for all others.';
comment on column warehouse.ledger_company.prefix is 'First segment of the ledger string.';
comment on column warehouse.ledger_company.company is 'Company of that segment.';

insert into warehouse.summary_category (summary_category, position, displayed_sign, counts_in_flc) values
  ('EXTERNAL REVENUE', 1, 1, 0),
  ('INTERNAL REVENUE', 2, -1, 1),
  ('PAYROLL', 3, 1, -1),
  ('CLAIMS', 4, 1, -1),
  ('PARKING RENTS', 5, 1, -1),
  ('OTHER EXPENSE', 6, 1, -1),
  ('PTEB', 7, 1, -1),
  ('INSURANCE', 8, 1, -1);

insert into warehouse.parking_statistic (statistic, position, revenue_account_id, vehicle_account_id, revenue_codes)
values
  ('valet-daily', 1, '9411', '9510', '{VD1,VD2,VD3}'),
  ('valet-overnight', 2, '9412', '9520', '{VO1,VO2,VO3}'),
  ('valet-monthly', 3, '9413', '9530', '{VM1,VM2,VM3}'),
  ('self-daily', 4, '9414', '9550', '{SD1,SD2,SD3}'),
  ('self-overnight', 5, '9415', '9560', '{SO1,SO2,SO3}'),
  ('self-monthly', 6, '9416', '9570', '{SM1,SM2,SM3}'),
  ('valet-aggregator', 7, null, null, '{VA1,VA2,VA3}'),
  ('self-aggregator', 8, null, null, '{SA1,SA2,SA3}'),
  ('valet-comps', 9, null, '9540', '{}'),
  ('self-comps', 10, null, '9580', '{}'),
  ('occupied-rooms', 11, null, '9440', '{}');

insert into warehouse.revenue_code (revenue_code, revenue_category)
select code, upper(replace(statistic, '-', ' '))
from warehouse.parking_statistic, unnest(revenue_codes) as code
union all
values ('OR1', 'OTHER REVENUE'), ('OR2', 'OTHER REVENUE');

insert into warehouse.ledger_company (prefix, company) values ('07', 'ENC'), ('22', 'UPP'), ('', 'TOWNE');

insert into warehouse.calendar_day (day_on, month_on, year, month_of_year, day_of_year, iso_weekday)
select day::date, date_trunc('month', day)::date, extract(year from day), extract(month from day),
  extract(doy from day), extract(isodow from day)
from generate_series(timestamp '2015-01-01', timestamp '2050-12-31', interval '1 day') as day;
