import { join } from 'node:path';
import { openSampleOperator, testArrivals, type ArrivingCase } from './arriving-files.ts';

// The outcomes are those of the table of worked cases; each file is one that somebody really sent, with names invented.
const operator = await openSampleOperator();

const notPlain: readonly ArrivingCase[] = [
  { name: 'windows-1252', outcome: { state: 'refused', says: [/is not UTF-8 text/, /CSV UTF-8/] } },
  {
    name: 'quoted-line-break',
    outcome: { state: 'loaded', loaded: 2 },
    asked: [
      {
        command: 'ask account-total --site 0378 --month 2026-01 --account 7045 --kind actual',
        says: [/"310\.25/],
      },
    ],
  },
  {
    name: 'blanks-in-header',
    outcome: { state: 'loaded', loaded: 10 },
    asked: [
      {
        command: 'ask account-total --site 0389 --month 2026-01 --account 6000 --kind actual',
        says: [/"41250\.75/],
      },
    ],
  },
  { name: 'column-twice', outcome: { state: 'refused', says: [/column BALANCE more than once/] } },
  {
    name: 'total-row',
    outcome: { state: 'loaded', loaded: 10, held: 1 },
    asked: [
      {
        command: 'ask account-total --site 0422 --month 2026-01 --account 6000 --kind actual',
        says: [/"41250\.75/],
      },
    ],
  },
  { name: 'header-repeated', outcome: { state: 'loaded', loaded: 30 } },
];

const figures: readonly ArrivingCase[] = [
  ...['brackets', 'trailing-minus', 'dollar-signs', 'dash-for-zero', 'other-separators'].map((name) => ({
    name,
    maxFailingPercent: 60,
    outcome: { state: 'loaded' } as const,
  })),
  {
    name: 'float-noise',
    maxFailingPercent: 60,
    outcome: { state: 'loaded', says: [] },
  },
  { name: 'exponents', maxFailingPercent: 60, outcome: { state: 'loaded' } },
  { name: 'budget-by-twelve', outcome: { state: 'refused', says: [/more than 5 decimals/] } },
];

const keys: readonly ArrivingCase[] = [
  { name: 'floats-as-keys', outcome: { state: 'refused', says: [/246\.0.*site number/] } },
  {
    name: 'leading-zero-lost',
    outcome: { state: 'loaded' },
    asked: [
      {
        command: 'ask account-total --site 0170 --month 2026-02 --account 6000 --kind actual',
        says: [/"41250\.75/],
      },
    ],
  },
  {
    name: 'nbsp-job-code',
    outcome: { state: 'loaded', loaded: 3 },
    asked: [
      {
        command: 'bill --month 2026-02 --site 0246 --dry-run --json --as bea.billing@demo.invalid',
        says: [/24/],
      },
    ],
  },
  { name: 'period-zero', outcome: { state: 'loaded', held: 1, says: [] } },
  { name: 'month-names', outcome: { state: 'refused' } },
];

const days: readonly ArrivingCase[] = [
  { name: 'date-without-dashes', outcome: { state: 'refused', says: [/20260501/] } },
  { name: 'oracle-dates', outcome: { state: 'refused' } },
  { name: 'night-shift-one-date', outcome: { state: 'loaded', held: 1, says: [] } },
  {
    name: 'clock-forward',
    outcome: { state: 'loaded', loaded: 1 },
    asked: [{ command: 'ask schedule --site 0301 --date 2026-03-08', says: [/"regular_hours":"4/] }],
  },
  {
    name: 'nine-hour-night',
    outcome: { state: 'loaded', loaded: 1 },
    asked: [{ command: 'ask schedule --site 0312 --date 2026-10-31', says: [/"regular_hours":"9/] }],
  },
  {
    name: 'clock-correction-payroll',
    outcome: { state: 'loaded', loaded: 2 },
    asked: [
      {
        command: 'ask payroll-actual --site 0829 --from 2026-11-01 --to 2026-11-01',
        says: [/"hours":"8/, /"cost":"120/],
      },
    ],
  },
  { name: 'negative-minutes', outcome: { state: 'refused', says: [/not between 0/] } },
];

const workbooks: readonly ArrivingCase[] = [
  { name: 'formula-without-result', outcome: { state: 'refused', says: [/F2.*formula without a result/] } },
  { name: 'merged-site-cells', outcome: { state: 'refused', says: [/row 3.*SITE is missing/] } },
  { name: 'error-value', outcome: { state: 'refused', says: [/row 5.*#N\/A/] } },
  { name: 'dates-from-1904', outcome: { state: 'loaded', loaded: 10 } },
  { name: 'figure-as-text', outcome: { state: 'refused', says: [/row 2.*write 1100\.25/] } },
  { name: 'title-in-sheet', outcome: { state: 'refused', says: [/first row has/] } },
];

const deliveries: readonly ArrivingCase[] = [
  {
    name: 'reversed-entries',
    outcome: { state: 'loaded', loaded: 12 },
    asked: [
      {
        command: 'ask account-total --site 0598 --month 2026-02 --account 7045 --kind actual',
        says: [/"110\.00000/],
      },
    ],
  },
  {
    name: 'account-strings-as-dates',
    maxFailingPercent: 70,
    maxLossPercent: 10,
    outcome: {
      state: 'refused',
      says: [/SOURCES_LIST_SHRINKS/, /lacks [\d,]+ of the [\d,]+ entries/, /filter/],
    },
  },
  {
    name: 'filtered-site-list',
    maxLossPercent: 10,
    outcome: {
      state: 'refused',
      says: [/lacks 54 of the 60 entries/, /Among them: \d{4} /, /--accept-loss/],
    },
    asked: [{ command: 'ask site-history --site 0170 --on 2026-11-28', says: [/0170|District/] }],
  },
  { name: 'lock-files', outcome: { state: 'loaded', loaded: 10 } },
  {
    name: 'adjustments-only',
    folders: ['1-month', '2-adjustments'],
    maxLossPercent: 10,
    outcome: {
      file: 'account_summary_2026-03_adjustments.csv',
      state: 'loaded',
      says: [/1 rows? arrived .* had 10/],
    },
  },
  {
    name: 'passed-over',
    outcome: { state: 'loaded' },
    asked: [
      {
        command: `load ${join(import.meta.dirname, '..', 'golden', 'cases', 'passed-over')}`,
        says: [
          /Passed over account_summary_2026-03\.csv\.zip: .*unpack it/,
          /Passed over account_summary_2026-04\.zip: .*unpack it/,
          /Passed over account_summary_2026-05\.txt: .*rename it to account_summary_2026-05\.csv/,
        ],
      },
      {
        command: `load --json ${join(import.meta.dirname, '..', 'golden', 'cases', 'lock-files')}`,
        says: [/"file":"~\$100170REV2026 C03\.xlsm","state":"passed over","message":"[^"]*open/],
      },
    ],
  },
];

testArrivals(operator, 'not plain CSV', notPlain);
testArrivals(operator, 'figures', figures);
testArrivals(operator, 'keys and codes', keys);
testArrivals(operator, 'days and times', days);
testArrivals(operator, 'revenue workbooks', workbooks);
testArrivals(operator, 'deliveries', deliveries);
