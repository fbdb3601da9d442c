--! why: facts of labor, worked and scheduled (data.md 1.3)

create table warehouse.payroll_day (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  pay_type text not null,
  hours numeric(19,5) not null,
  dollars numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_day_pkey primary key (site_id, worked_on, job_code, pay_type),
  constraint payroll_day_site_exists foreign key (site_id) references warehouse.site
) partition by range (worked_on);
comment on table warehouse.payroll_day is 'Payroll: site x day x job code x pay type.';
comment on column warehouse.payroll_day.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_day.worked_on is 'Day worked.';
comment on column warehouse.payroll_day.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.payroll_day.pay_type is
  'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column warehouse.payroll_day.hours is 'Hours.';
comment on column warehouse.payroll_day.dollars is 'Dollars.';
comment on column warehouse.payroll_day.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_day.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.shift (
  site_id text not null,
  shift_on date not null,
  job_code text not null,
  employee_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  schedule_week text,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  double_overtime_minutes integer not null,
  is_deleted boolean not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint shift_pkey primary key (site_id, shift_on, job_code, employee_id, starts_at),
  constraint shift_site_exists foreign key (site_id) references warehouse.site
) partition by range (shift_on);
comment on table warehouse.shift is 'Scheduled shifts, deleted ones included.';
comment on column warehouse.shift.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.shift.shift_on is
  'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column warehouse.shift.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.shift.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.shift.starts_at is 'Start.';
comment on column warehouse.shift.ends_at is 'End.';
comment on column warehouse.shift.schedule_week is 'Week of the schedule, as the source names it.';
comment on column warehouse.shift.regular_minutes is 'Regular minutes.';
comment on column warehouse.shift.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.shift.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.shift.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column warehouse.shift.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.shift.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.schedule_cost (
  site_id text not null,
  scheduled_on date not null,
  job_code text not null,
  cost numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint schedule_cost_pkey primary key (site_id, scheduled_on, job_code),
  constraint schedule_cost_site_exists foreign key (site_id) references warehouse.site
) partition by range (scheduled_on);
comment on table warehouse.schedule_cost is 'Cost of the schedule: site x day x job code.';
comment on column warehouse.schedule_cost.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.schedule_cost.scheduled_on is 'Day.';
comment on column warehouse.schedule_cost.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.schedule_cost.cost is 'Scheduled cost in dollars, unrounded.';
comment on column warehouse.schedule_cost.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.schedule_cost.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.timesheet (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  employee_id text not null,
  regular_minutes integer not null,
  regular_minutes_next_day integer not null,
  overtime_minutes integer not null,
  overtime_minutes_next_day integer not null,
  double_overtime_minutes integer not null,
  double_overtime_minutes_next_day integer not null,
  holiday_minutes integer not null,
  holiday_minutes_next_day integer not null,
  holiday_overtime_minutes integer not null,
  holiday_overtime_minutes_next_day integer not null,
  holiday_double_overtime_minutes integer not null,
  holiday_double_overtime_minutes_next_day integer not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint timesheet_pkey primary key (site_id, worked_on, job_code, employee_id),
  constraint timesheet_site_exists foreign key (site_id) references warehouse.site
) partition by range (worked_on);
comment on table warehouse.timesheet is 'Minutes worked by kind: site x day x job code x person.';
comment on column warehouse.timesheet.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.timesheet.worked_on is 'Day worked.';
comment on column warehouse.timesheet.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.timesheet.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.timesheet.regular_minutes is 'Regular minutes.';
comment on column warehouse.timesheet.regular_minutes_next_day is
  'Regular minutes that fell on the next day.';
comment on column warehouse.timesheet.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.timesheet.overtime_minutes_next_day is
  'Overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.timesheet.double_overtime_minutes_next_day is
  'Double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_minutes is 'Holiday minutes.';
comment on column warehouse.timesheet.holiday_minutes_next_day is
  'Holiday minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column warehouse.timesheet.holiday_overtime_minutes_next_day is
  'Holiday overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes_next_day is
  'Holiday double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.timesheet.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
