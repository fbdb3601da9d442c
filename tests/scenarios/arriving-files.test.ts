import {
  openSampleOperator,
  testArrivals,
  testCommands,
  type ArrivingCase,
  type CommandCase,
} from './arriving-files.ts';

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

const bea = '--as bea.billing@demo.invalid';
const contractFiles: readonly CommandCase[] = [
  {
    name: 'starts-mid-month',
    asked: [
      { command: `contracts import cases/starts-mid-month --from 2026-06 ${bea}`, says: [/0 rejected/] },
      { command: `bill --month 2026-06 --site 0686 --dry-run ${bea}`, says: [/43125\.00/] },
    ],
  },
  {
    name: 'three-lines-of-half-cents',
    asked: [
      {
        command: `contracts import cases/three-lines-of-half-cents --from 2026-09 ${bea}`,
        says: [/1 change of what is billed/],
      },
      // Once a second person approves it, 30.03 is billed; a dry run says so before.
      { command: `bill --month 2026-09 --site 0433 --dry-run --json ${bea}`, says: [/"total":"30\.03"/] },
    ],
  },
  {
    name: 'byte-order-mark',
    asked: [
      {
        command: `contracts import cases/byte-order-mark --from 2027-01 ${bea}`,
        says: [/0 rejected/],
      },
    ],
  },
  {
    name: 'impossible-day',
    asked: [
      {
        command: `contracts import cases/impossible-day --from 2027-01 ${bea}`,
        code: 1,
        says: [
          /fixedFee\.serviceRates\[1\]\.startDate.*2023-02-29.*a day of the calendar/,
          /1 contract imported/,
        ],
      },
      { command: `contracts waiting --site 0686 ${bea}`, says: [/version 3 +2027-01/] },
    ],
  },
  {
    name: 'fee-as-text',
    asked: [
      {
        command: `contracts import cases/fee-as-text --from 2027-01 ${bea}`,
        code: 1,
        says: [/fixedFee\.serviceRates\[1\]\.fee.*90,590\.00.*a plain number/, /1 rejected/],
      },
    ],
  },
  {
    name: 'limits-out-of-order',
    asked: [
      {
        command: `contracts import cases/limits-out-of-order --from 2027-01 ${bea}`,
        says: [/Tier 2: the limit must be above the one before it/, /1 kept as draft/],
      },
    ],
  },
  {
    name: 'member-twice',
    asked: [
      {
        command: `contracts import cases/member-twice --from 2027-03 ${bea}`,
        code: 1,
        says: [/fee stands twice/, /1 rejected/],
      },
    ],
  },
];

testCommands(operator, 'contract files', contractFiles);
testArrivals(operator, 'not plain CSV', notPlain);
testArrivals(operator, 'figures', figures);
testArrivals(operator, 'keys and codes', keys);
testArrivals(operator, 'days and times', days);
testArrivals(operator, 'revenue workbooks', workbooks);
