/**
 * Everything the import may find: grade, message and next step. Compared with
 * `docs/reference/contract-findings.md` by a test. Rules of billing.md 5.1 and 5.2, classes of contract-corpus.md 3.
 */
export const findingCatalogue = {
  FILE_TOO_LARGE: ['rejected', 'The file is larger than {most} MB; import one contract in each file.'],
  NOT_UTF8: ['rejected', 'The file is not UTF-8 text. {what}; save it as UTF-8 and import it again.'],
  INVALID_JSON: ['rejected', 'The file is not JSON ({cause}); export the contract again.'],
  NO_CONTRACT: ['rejected', 'The file says {value} instead of a contract; export the contract again.'],
  NAME_TWICE: ['rejected', '{name} appears twice in one block (line {line}); keep the correct one.'],
  NAME_RESERVED: ['rejected', '{name} is not allowed as a field name (line {line}); remove it.'],
  TEXT_UNUSABLE: [
    'rejected',
    'The text contains a NUL or an unpaired surrogate (line {line}); enter it again without that.',
  ],
  NUMBER_UNUSABLE: [
    'rejected',
    '{value} is not a usable number (line {line}); use at most 40 digits and no large exponent.',
  ],
  TOO_MANY_VALUES: [
    'rejected',
    'The file contains more than {most} names and values (line {line}); import one contract in each file.',
  ],
  TOO_DEEP: ['rejected', 'Blocks are nested more than 64 deep (line {line}); export the contract again.'],
  NON_FINITE_NUMBER: ['rejected', 'NaN and Infinity cannot be billed; write null or a number.'],
  SITE_MISSING: ['rejected', 'The file has no site; enter its four-digit number there.'],
  SITE_TAKEN: ['rejected', 'Site {site} already has contract {other}; a site has one contract.'],
  CONTRACT_MOVED: [
    'rejected',
    'The contract belongs to site {other}; a contract does not move to another site.',
  ],
  VERSION_EARLIER: [
    'rejected',
    'Somebody entered a version from {newest}; a change starts in that month or later.',
  ],
  MISSING_FIELD: ['rejected', 'The field is missing; export the contract again.'],
  WRONG_TYPE: ['rejected', '{value} is not valid here; write {wanted}.'],
  UNKNOWN_VALUE: ['rejected', '{value} is not valid here; write one of {known}.'],
  TERMS_LOST: [
    'rejected',
    'The contract would not be exported as it was written; omit the field or write it as exports do.',
  ],
  NOT_KEPT: [
    'rejected',
    'The database cannot store the contract ({rule}); compare it with an export that was imported.',
  ],
  PERCENT_OUT_OF_RANGE: ['rejected', '{what}: {value} is not a percentage from 0 to 100; correct it.'],
  OUT_OF_RANGE: ['rejected', '{what}: {value} is not from {least} to {most}; correct it.'],
  ACCOUNT_CONFLICT: ['rejected', 'Account {account} is listed twice, once billed and once not; keep one.'],

  PAYMENT_TERMS_MISSING: ['blocked', 'Payment terms are missing; choose them.'],
  NOT_POSITIVE: ['blocked', '{value} bills nothing; enter an amount above zero.'],
  TITLE_MISSING: ['blocked', 'The title is missing; it is printed on the invoice.'],
  VALUE_MISSING: ['blocked', '{what}: switched on without a value; enter it or switch it off.'],
  EMPTY_COMPONENT: ['blocked', '{component} is switched on but lists nothing; add a row or switch it off.'],
  NOTHING_SWITCHED_ON: ['blocked', 'No component is switched on; switch on what the contract bills.'],
  MA_LABOR_NO_JOBS: ['blocked', 'The management fee is by labor hour but lists no job; add one (E01).'],
  PROFIT_SHARE_NO_TIERS: ['blocked', 'Profit share is switched on without tiers; add one (E02).'],
  THRESHOLD_NO_AMOUNT: ['blocked', 'The validation threshold is switched on without an amount (E03).'],
  TIER_LIMITS: ['blocked', 'Tier {tier}: {problem}.'],
  CODES_OVERLAP: ['blocked', 'Revenue code {code} is in two threshold structures; leave it in one.'],
  SETTINGS_DIFFER: [
    'blocked',
    'All threshold structures have the same accumulation and invoice group; align them.',
  ],
  MA_WITHOUT_ACCOUNTS: ['blocked', 'A management agreement needs billable accounts; switch them on.'],
  JOB_CODE_TWICE: ['blocked', 'Job {code} is listed twice; its hours would be billed twice.'],
  GROUP_UNKNOWN: [
    'blocked',
    'Invoice group {group} of {component} does not exist; add it or choose another.',
  ],
  GROUP_NUMBER_TWICE: ['blocked', 'Invoice group {group} is defined twice; give them different numbers.'],
  ADVANCED_WITH_ACTUALS: [
    'blocked',
    'Billing in advance is not possible with {component}: its figures come later.',
  ],
  CAP_MISSING: ['blocked', 'Claims with a yearly cap need the cap; 0 would bill nothing.'],
  DATE_ORDER: ['blocked', 'The first day is after the last; correct one of them.'],
  EMAIL_INVALID: [
    'blocked',
    '{value} is not a list of e-mail addresses separated by semicolons; correct it.',
  ],
  SERVICE_CODE_INVALID: ['blocked', '{value} is not a four-digit GL code; correct it.'],
  SERVICE_UNKNOWN: [
    'blocked',
    'No service of fixed fees has code {code} (nearest: {nearest}); choose one of `catalogues list ' +
      'fixed-fee-services`, or have it added there.',
  ],
  HOURLY_JOB_MISSING: [
    'blocked',
    'Everybody in {jobs} is salaried, and salaries cannot be billed by the hour; add an hourly job.',
  ],

  UNKNOWN_FIELD: ['warning', 'Unknown field; it is kept and exported again, but not used.'],
  DORMANT_DATA: ['warning', '{component} is switched off but has data; it bills nothing.'],
  LABEL_MISSING: ['warning', 'The contract type is empty; nothing depends on it (W01).'],
  LABEL_UNLIKE: [
    'warning',
    'The contract type says {label}, whose component is off; nothing depends on it (W02).',
  ],
  NOTHING_BILLABLE: ['warning', 'Billable accounts are on but none is billed (W03).'],
  NO_FEE: ['warning', 'The management agreement has neither a fee nor a profit share (W04).'],
  ADVANCE_OF_ZERO: ['warning', 'The mid-month advance is 0 and credits nothing (W05).'],
  ADVANCE_WITHOUT_TITLE: ['warning', 'The mid-month advance has no title; the default is printed (W16).'],
  SHARE_OF_ZERO: ['warning', 'Every share is 0 %: nothing is billed (W06, W10).'],
  THRESHOLD_OF_ZERO: ['warning', 'The validation threshold is 0: every validation is billed (W07).'],
  DEPOSITS_OFF: ['warning', 'Deposited revenue is on but both of its switches are off (W09).'],
  TIERS_UNUSED: ['warning', 'Profit share is off but has tiers (W11).'],
  INSURANCE_AT_COST: ['warning', 'Insurance is billed from accounts without an addition (W12).'],
  VALUES_UNUSED: ['warning', '{what} is off but has values (W13).'],
  DORMANT_TIERS: ['warning', 'The tiers of a component that is off are not in order (W15).'],
  SUPPORT_HIGH: ['warning', 'Support of {value} % is unusually high; check it (W18).'],
  JOB_UNKNOWN: ['warning', 'Job {code} is in no payroll list{hint}; it has no hours to bill.'],
  OVERTIME_BELOW: ['warning', 'The overtime rate {overtime} is below the regular rate {rate} (W19).'],
  BACKUP_UNLIKE: ['warning', 'Hours backup is on in one place but off in the other (W20).'],
  DEPOSITS_UNLIKE: ['warning', 'The site makes deposits but deposited revenue is off (W21).'],
  FEE_TWICE: ['warning', 'The same code and title is listed twice (W22).'],
  TITLE_TWICE: ['warning', 'The title {title} is listed twice (W23, W24).'],
  SPELLING: ['warning', '{value} is read as {read}; it is kept as written (N02, N03).'],
  BLANKS: ['warning', 'Spaces around the text; they are kept (N04, N05).'],
  ACCOUNT_TWICE: ['warning', 'Account {account} is listed more than once (N08).'],
  CODES_UNASSIGNED: ['warning', 'Revenue codes {codes} are in no threshold structure; they are not shared.'],
  INSURANCE_TWICE: [
    'warning',
    'Insurance is a fixed amount and accounts {accounts} are billed too: exclude them.',
  ],
  REVENUE_TWICE: [
    'warning',
    'Revenue share and management agreement are both on: the same revenue may be billed twice.',
  ],
  INCREASES_ANEW: [
    'warning',
    'Increases were applied in {months}; {when} they are recalculated on these terms.',
  ],

  NAN_READ: ['silent', '{count} times NaN, read as null (N01).'],
  GROUPS_UNORDERED: ['silent', 'Invoice groups are not in the order of their numbers (N10).'],
  FLAG_EMPTY: ['silent', 'An empty switch counts as off (N11).'],
  TIME_OF_DAY: ['silent', 'The first day has a time; only the date counts (N12).'],
} as const satisfies Readonly<Record<string, readonly [grade: string, says: string]>>;

export type FindingCode = keyof typeof findingCatalogue;
