import { join } from 'node:path';
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
  { name: 'sep-line', outcome: { state: 'loaded', received: 10, loaded: 10 } },
  {
    name: 'semicolons',
    outcome: { state: 'refused', says: [/separated by semicolons/, /decimal point/] },
  },
  { name: 'rows-of-commas', outcome: { state: 'loaded', received: 10, loaded: 10 } },
  { name: 'sign-in-page', outcome: { state: 'refused', says: [/web page/, /sign-in/] } },
  {
    name: 'debit-credit',
    outcome: {
      state: 'refused',
      says: [/DEBIT, CREDIT/, /lacks.*BALANCE/, /BALANCE is debit less credit/],
    },
  },
  { name: 'utf16', outcome: { state: 'refused', says: [/UTF-16/, /UTF-8/] } },
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
    name: 'nul-padding',
    outcome: { state: 'refused', says: [/ends in 512 zero bytes/, /not written completely/] },
  },
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
  {
    name: 'header-repeated',
    outcome: { state: 'loaded', received: 30, loaded: 30, says: [/repeats its column names in 2/] },
  },
];

const figures: readonly ArrivingCase[] = [
  ...(
    [
      ['brackets', /in parentheses; write a negative number/],
      ['trailing-minus', /trailing minus sign; write -1234\.56/],
      ['dollar-signs', /currency sign or space in it; write|thousands separators; write/],
      ['dash-for-zero', /is a dash; write 0/],
      ['other-separators', /marked as a debit or a credit/],
      ['float-noise', /more than 5 decimals; it is not rounded/],
      ['exponents', /exponent form; write it as a plain decimal/],
    ] as const
  ).map(([name, says]) => ({
    name,
    maxFailingPercent: 60,
    outcome: { state: 'loaded', says: [says] } as const,
  })),
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
        // 24 hours at the rate of the contract, above 10 dollars: 16 hours would be no whole cents an hour of 24.
        says: [/"title":"GSA","code":"4791","amount":"(\d+\.\d\d)"/],
        holds: (said) => {
          const cents = Number.parseInt(/"amount":"(\d+\.\d\d)"/.exec(said)?.[1]?.replace('.', '') ?? '', 10);
          return cents % 24 === 0 && cents / 24 > 1_000;
        },
      },
    ],
  },
  {
    name: 'zero-for-letter-o',
    outcome: { state: 'loaded', loaded: 2, says: [/brings a new revenue code: V01 \(looks like VO1\)/] },
    asked: [
      {
        command:
          'bill --month 2026-04 --site 0829 --dry-run --json --proceed trial --as bea.billing@demo.invalid',
        says: [
          /revenue in 2026-04 under codes that its revenue share does not name: V01 500\.00/,
          /"BILLING_CODE_NEW".*revenue of code V01 in 2026-04.*nearest known code is VO1/,
        ],
      },
    ],
  },
  {
    name: 'two-blanks-category',
    outcome: { state: 'loaded', loaded: 2 },
    asked: [
      {
        command: 'bill --month 2026-02 --site 0829 --dry-run --json --as bea.billing@demo.invalid',
        says: [/"920\.00/],
      },
    ],
  },
  {
    name: 'account-strings-as-dates',
    outcome: {
      state: 'refused',
      says: [/2-Feb-44.*a spreadsheet made/, /Total: 2.*not a ledger account string/],
    },
  },
  { name: 'period-zero', outcome: { state: 'loaded', held: 1, says: [/opening balances/] } },
  { name: 'month-names', outcome: { state: 'refused' } },
];

const days: readonly ArrivingCase[] = [
  { name: 'day-first', outcome: { state: 'refused', says: [/write the day before the month/] } },
  {
    name: 'day-first-whole-month',
    outcome: { state: 'refused', says: [/write the day before the month: only then is 1\/5\/2026/] },
  },
  { name: 'two-digit-year', outcome: { state: 'refused', says: [/two digits/] } },
  { name: 'date-without-dashes', outcome: { state: 'refused', says: [/write 2026-05-01/] } },
  { name: 'serial-dates', outcome: { state: 'refused', says: [/serial number/] } },
  {
    name: 'oracle-dates',
    outcome: { state: 'refused', says: [/whether the day or the month comes first/] },
  },
  { name: 'clock-back-with-zone', outcome: { state: 'loaded', loaded: 11 } },
  {
    name: 'night-shift-one-date',
    outcome: { state: 'loaded', held: 1, says: [/is before START_DATE.*next day/] },
  },
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
  { name: 'future-day', outcome: { state: 'refused', says: [/2062-06-04.*after today/] } },
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
          /Skipped account_summary_2026-03\.csv\.zip: .*unpack it/,
          /Skipped account_summary_2026-04\.zip: .*unpack it/,
          /Skipped account_summary_2026-05\.txt: .*rename it to account_summary_2026-05\.csv/,
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
        says: [/1 change awaiting approval/],
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
        says: [/Tier 2: the limit must be above the one before it/, /1 saved as draft/],
      },
    ],
  },
  {
    name: 'member-twice',
    asked: [
      {
        command: `contracts import cases/member-twice --from 2027-03 ${bea}`,
        code: 1,
        says: [/fee appears twice/, /1 rejected/],
      },
    ],
  },
];

testCommands(operator, 'contract files', contractFiles);
