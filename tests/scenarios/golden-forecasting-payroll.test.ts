import assert from 'node:assert/strict';
import { groupRatePerHour, splitByEmployees } from '../../src/forecasting/payroll/group-hours.ts';
import { groupTotals } from '../../src/forecasting/payroll/group-totals.ts';
import { payrollMode } from '../../src/forecasting/payroll/payroll-mode.ts';
import { costOfHours, salariedCost, salariedHoursOfDay } from '../../src/forecasting/payroll/hourly-cost.ts';
import {
  assigning,
  changingStatus,
  groupsActivated,
  renaming,
  type Decisions,
} from '../../src/forecasting/payroll/job-administration.ts';
import { mapBudget } from '../../src/forecasting/payroll/map-profile.ts';
import { spreadOverDays } from '../../src/forecasting/payroll/spread-month.ts';
import { splitOfWeek } from '../../src/forecasting/payroll/week-overtime.ts';
import { decimal, sum, type Decimal } from '../../src/kernel/decimal.ts';
import { isObject } from '../../src/kernel/exact-json.ts';
import { same, testCases, type Answer, type CaseInputs } from './golden-case.ts';

const zero = decimal('0');

const answers: Readonly<Record<string, Answer>> = {
  ...same(['PAY-01', 'PAY-02'], (inputs) => {
    const details = inputs.get('details').list;
    const groups = details.map((row) => [row.get('jobCode').text, row.get('jobGroup').text] as const);
    const rows = details.map((row) => ({
      jobCode: row.get('jobCode').text,
      hours: row.get('regularHours').amount,
      cost: row.get('forecastPayrollCost').amount,
      revenue: row.get('forecastPayrollRevenue').amount,
    }));
    return Object.fromEntries(
      [...groupTotals(rows, new Map(groups))].map(([group, { rows: count, ...total }]) => {
        return [group, { ...total, rows: decimal(String(count)) }];
      }),
    );
  }),
  'PAY-06': (inputs) => {
    const assigned = inputs.get('jobCodesBySite').list.map(({ text }) => [text, text] as const);
    const rows = inputs.get('details').list.map((row) => {
      return { jobCode: row.get('jobCode').text, hours: row.get('hours').amount, cost: zero, revenue: zero };
    });
    const totals = groupTotals(rows, new Map(assigned));
    return { jobCodes: [...totals.keys()], hours: sum([...totals.values()].map(({ hours }) => hours)) };
  },
  'PAY-10': (inputs) => {
    const hours = inputs.get('hours').amount;
    return { hours, cost: costOfHours(hours, inputs.get('averageHourlyRate').amount) };
  },
  'PAY-11': (inputs) => {
    const rows = inputs.get('jobCodes').list.map((job) => ({
      jobCode: job.get('jobCode').text,
      hours: job.get('hours').amount,
      cost: job.get('cost').amount,
      revenue: job.get('revenue').amount,
    }));
    const total = groupTotals(rows, new Map(rows.map(({ jobCode }) => [jobCode, 'Group'])));
    const { rows: count, ...sums } = total.get('Group') ?? { rows: 0 };
    return { detailRows: decimal(String(count)), ...sums };
  },
  'PAY-12': (inputs) => {
    const rows = inputs.get('groups').list.flatMap((group) => {
      const jobs = group.get('jobCodes').list.map((_, at) => staffed(String(at), zero));
      return [...splitByEmployees(decimal('10'), jobs)];
    });
    return { detailRows: decimal(String(rows.length)) };
  },
  'PAY-13': (inputs) =>
    inputs
      .get('modeText')
      .list.map(({ json }) =>
        payrollMode(typeof json === 'string' ? json : null, false) === 'group' ? 'Group' : 'Code',
      ),
  ...same(['PAY-17', 'PAY-18'], (inputs) =>
    Object.fromEntries(splitByEmployees(inputs.get('groupHours').amount, staff(inputs, 'activeEmployees'))),
  ),
  ...same(['PAY-19', 'PAY-21', 'PAY-22'], (inputs) =>
    groupRatePerHour(
      inputs.get('codes').list.map((code) => ({
        ratePerHour: code.get('rate').json === null ? null : code.get('rate').amount,
        activeEmployees: code.get('activeEmployees').amount,
      })),
    ),
  ),
  ...same(['PAY-23', 'PAY-24', 'PAY-25', 'PAY-26', 'PAY-27'], (inputs) => {
    const week = [inputs.get('otherWeekHours').amount, inputs.get('hours').amount];
    const day = splitOfWeek(week, decimal('1'))[1]!;
    // The P&L counts regular hours only (item 29); what the split would earn is worked out here alone.
    const [rate, overtimeRate] = [inputs.get('rate').amount, inputs.get('overtimeRate').amount];
    const revenue = day.regular.times(rate).plus(day.overtime.times(overtimeRate));
    return { ...day, revenue };
  }),
  'PAY-28': (inputs) => {
    const days = Number.parseInt(inputs.get('daysInMonth').amount.toString(), 10);
    return {
      budgetHoursPerDay: salariedHoursOfDay(inputs.get('activeEmployeeCount').amount, '2025-07-01'),
      budgetCostPerDay: spreadOverDays(inputs.get('monthBudgetCost').amount, days, 2)[0],
      scheduledCostPerDay: salariedCost(inputs.get('allocatedSalaryCost').amount, 2025, 1),
    };
  },
  'MAP-01': profileSplit,
  'MAP-02': profileSplit,
  'MAP-03': (inputs) => {
    const base = inputs.get('baseHours').amount;
    const differential = inputs.get('differentialHours').amount;
    const profiles = [
      { profile: 'GSA', hours: base, cost: zero },
      { profile: 'Shift Differential', hours: differential, cost: zero },
    ];
    const { jobs, excluded } = mapBudget(profiles, [atSite('GSA', zero, true)], new Map());
    const mapped = sum(jobs.map(({ hours }) => hours));
    return {
      rawBudgetHours: mapped.plus(sum(excluded.map(({ hours }) => hours))),
      afterExclusion: mapped,
    };
  },
  'MAP-05': (inputs) => {
    const codes = inputs.get('cases').list.map((one, at) => ({ one, code: `CODE${String(at)}` }));
    const { jobs } = mapBudget(
      codes
        .filter(({ one }) => one.get('budget').amount.gt(zero))
        .map(({ one, code }) => ({ profile: code, hours: one.get('budget').amount, cost: zero })),
      codes.map(({ one, code }) => atSite(code, zero, one.get('active').json === true)),
      new Map(),
    );
    return codes.map(({ code }) => jobs.find(({ jobCode }) => jobCode === code)?.hours ?? null);
  },
  'JOB-01': (inputs) => {
    const refusal = renaming({ isActive: true, group: null }, inputs.get('title').text);
    return { success: refusal === null, error: refusal };
  },
  'JOB-03': (inputs) => counted(assigning(someCodes(inputs), known(...someCodes(inputs)))),
  'JOB-06': (inputs) => {
    const decisions = assigning(ids(inputs), known('a', 'b'));
    return { ...counted(decisions), uniqueIds: eachOf(decisions).map(({ jobCode }) => jobCode) };
  },
  'JOB-09': (inputs) => counted(changingStatus(someCodes(inputs), known(...someCodes(inputs)))),
  'JOB-10': (inputs) => {
    const codes = new Map([['a', { isActive: false, group: inputs.get('groupOfA').text }]]);
    const success = changingStatus(ids(inputs), codes).refusal === null;
    return { success, groupActivated: groupsActivated(ids(inputs), codes, new Set()).join() };
  },
  'JOB-13': (inputs) => counted(changingStatus(ids(inputs), known())),
  'JOB-14': (inputs) => {
    const codes = new Map([...known('valid'), ['inactive', { isActive: false, group: null }] as const]);
    const decisions = assigning(ids(inputs), codes);
    const results = eachOf(decisions).map(({ jobCode: id, refusal }) =>
      refusal === null ? { id, success: true } : { id, success: false, error: refusal },
    );
    return { ...counted(decisions), results };
  },
  'FC12-01': (inputs) => slices(inputs)[0],
  'FC12-02': (inputs) => {
    const days = slices(inputs);
    return { firstDay: days[0], lastDay: days.at(-1), total: sum(days) };
  },
};

// Both lists stand with their reasons in tests/golden/README.md.
await testCases({
  file: 'forecasting.json',
  component: /^(payroll\.|forecast\.baselineDaily$)/,
  answers,
  byReading: {
    'JOB-01': { success: false, error: 'empty-title' },
    'JOB-14': {
      success: true,
      processed: '1',
      results: [
        { id: 'valid', success: true },
        { id: 'inactive', success: false, error: 'inactive' },
      ],
    },
  },
  notRun: {
    'result of a question to data that is not given': ['RATEH-Z1', 'PAY-16'],
    'the warehouse answers it from payroll rows': ['RATEH-Z2', 'RATEH-Z3', 'PAY-09'],
  },
});

function slices(inputs: CaseInputs): Decimal[] {
  const days = Number.parseInt(inputs.get('days').amount.toString(), 10);
  return spreadOverDays(inputs.get('monthBudget').amount, days, 2);
}

function profileSplit(inputs: CaseInputs): unknown {
  const jobs = staff(inputs, 'employees').map((job) => ({ ...job, isActive: true }));
  const profile = { profile: 'Transport', hours: inputs.get('budgetHours').amount, cost: zero };
  const decision = { jobCodes: jobs.map(({ jobCode }) => jobCode), isOfSite: false };
  const mapped = mapBudget([profile], jobs, new Map([['Transport', decision]]));
  return Object.fromEntries(mapped.jobs.map(({ jobCode, hours }) => [jobCode, hours]));
}

function staff(inputs: CaseInputs, name: string): ReturnType<typeof staffed>[] {
  const given = inputs.get(name);
  assert.ok(isObject(given.json));
  return Object.keys(given.json).map((jobCode) => staffed(jobCode, given.get(jobCode).amount));
}

function staffed(jobCode: string, activeEmployees: Decimal): { jobCode: string; activeEmployees: Decimal } {
  return { jobCode, activeEmployees };
}

function atSite(
  jobCode: string,
  activeEmployees: Decimal,
  isActive: boolean,
): ReturnType<typeof staffed> & { isActive: boolean } {
  return { ...staffed(jobCode, activeEmployees), isActive };
}

function known(...jobCodes: readonly string[]): Map<string, { isActive: boolean; group: null }> {
  return new Map(jobCodes.map((jobCode) => [jobCode, { isActive: true, group: null }]));
}

function ids(inputs: CaseInputs): string[] {
  return inputs.get('ids').list.map(({ text }) => text);
}

function someCodes(inputs: CaseInputs): string[] {
  return Array.from(
    { length: Number.parseInt(inputs.get('count').amount.toString(), 10) },
    (_, at) => `J${String(at)}`,
  );
}

function eachOf(decisions: Decisions): readonly { jobCode: string; refusal: string | null }[] {
  return decisions.refusal === null ? decisions.each : [];
}

function counted(decisions: Decisions): { success: boolean; processed: Decimal } {
  const processed = eachOf(decisions).filter(({ refusal }) => refusal === null).length;
  return { success: decisions.refusal === null, processed: decimal(String(processed)) };
}
