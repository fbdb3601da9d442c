-- Minutes of a timesheet row by the rate they are billed at, in one place for the calculation and its explanation.

create function billing.regular_minutes(sheet warehouse.timesheet) returns integer
language sql immutable as $$
  select sheet.regular_minutes + sheet.regular_minutes_next_day
$$;
comment on function billing.regular_minutes(warehouse.timesheet) is 'Minutes of a timesheet row at the regular rate.';

create function billing.premium_minutes(sheet warehouse.timesheet) returns integer
language sql immutable as $$
  select sheet.overtime_minutes + sheet.overtime_minutes_next_day
    + sheet.double_overtime_minutes + sheet.double_overtime_minutes_next_day
    + sheet.holiday_minutes + sheet.holiday_minutes_next_day
    + sheet.holiday_overtime_minutes + sheet.holiday_overtime_minutes_next_day
    + sheet.holiday_double_overtime_minutes + sheet.holiday_double_overtime_minutes_next_day
$$;
comment on function billing.premium_minutes(warehouse.timesheet) is
  'Minutes of a timesheet row at the premium rate: overtime, holiday and double time of every kind (billing.md 2.4).';
