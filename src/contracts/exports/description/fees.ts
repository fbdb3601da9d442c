import { block, code, day, figure, fixedBlock, flag, group, id, list, orNull, printed } from './field.ts';

const days = {
  startDate: orNull(day(['start_text', 'starts_on'], 'first day')),
  endDate: orNull(day(['end_text', 'ends_on'], 'last day')),
};

/** Fees of an amount a month (billing.md 1.6). */
export const fixedFee = fixedBlock('the fixed fee', {
  enabled: flag('has_fixed_fee', 'switched on'),
  serviceRates: list(
    { table: 'fixed_fee_rate', label: 'fee', placed: 'position' },
    {
      id: id(),
      name: printed('service', 'service'),
      displayName: printed('title', 'title'),
      code: code('code', 'GL code'),
      fee: figure('fee', 'fee a month', 'money', { component: 'fixed-fee' }),
      ...days,
      invoiceGroup: group('group_number', 'invoice group'),
    },
  ),
});

/** Rates by the hour (billing.md 1.7). */
export const perLaborHour = block('the labor hours', {
  enabled: flag('has_labor_hours', 'switched on'),
  hoursBackupReport: flag('has_hours_backup', 'backup report of the hours'),
  jobRates: list(
    { table: 'labor_hour_rate', label: 'job', placed: 'position' },
    {
      id: id(),
      name: printed('service', 'service'),
      displayName: printed('title', 'title'),
      rate: figure('rate_per_hour', 'hourly rate', 'rate', { component: 'per-labor-hour' }),
      overtimeRate: orNull(
        figure('overtime_rate_per_hour', 'overtime rate', 'rate', { component: 'per-labor-hour' }),
      ),
      jobCode: code('job_code', 'job code'),
      ...days,
      invoiceGroup: group('group_number', 'invoice group'),
    },
  ),
});

/** A rate for each occupied room (billing.md 1.8). */
export const perOccupiedRoom = block('the occupied rooms', {
  enabled: flag('has_occupied_rooms', 'switched on'),
  roomRate: figure('room_rate', 'rate for an occupied room', 'rate', { component: 'occupied-room' }),
  invoiceGroup: group('room_group', 'invoice group'),
});
