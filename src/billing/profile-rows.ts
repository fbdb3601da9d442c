import { neutralOperator, type OperatorProfile } from './operator.ts';

/** A setting of `operator.json` as it is listed beside the facts of the operator. */
export interface ProfileRow {
  readonly name: string;
  readonly values: readonly string[];
  readonly delivered: readonly string[];
  readonly isSet: boolean;
  readonly meaning: string;
}

type Reader = (profile: OperatorProfile) => string | null | readonly string[];

const meanings: Readonly<Record<string, readonly [meaning: string, read: Reader]>> = {
  name: ['Name of the operator on documents and in line titles.', ({ name }) => name],
  mailSubject: ['Subject of mails, after the site number.', ({ mailSubject }) => mailSubject],
  accentColor: ['Color of the operator on screens.', ({ accentColor }) => accentColor],
  readyMarks: [
    'Whether a site is billed only after its manager has marked it ready.',
    ({ readyMarks }) => readyMarks,
  ],
  incompleteFacts: [
    'Whether each kind of incomplete facts holds a site back (block) or is noted on its statement (note).',
    ({ incompleteFacts }) => Object.entries(incompleteFacts).map(([kind, effect]) => `${kind}: ${effect}`),
  ],
  clientPaidTitle: [
    'Title of the sum of client-paid expenses, if they are printed on one line.',
    ({ clientPaidTitle }) => clientPaidTitle,
  ],
  keepsSiteOverrides: [
    'Whether values set for a site in place of the site list stay when the next list arrives.',
    ({ keepsSiteOverrides }) => String(keepsSiteOverrides),
  ],
  'ledger.statementBatch': [
    'Part of the batch name and of the document references of statements.',
    ({ ledger }) => ledger.statementBatch,
  ],
  'ledger.statisticsBatch': [
    'Follows the month in the batch name of unit accounts.',
    ({ ledger }) => ledger.statisticsBatch,
  ],
  'ledger.companyName': [
    'Replaces the name of the company chosen by the GL string, such as TEST.',
    ({ ledger }) => ledger.companyName,
  ],
  'ledger.secondPersonFrom': [
    'Amount of a statement’s documents, in dollars, from which the person who posted them cannot reverse them.',
    ({ ledger }) => ledger.secondPersonFrom,
  ],
  'ledger.vendors': [
    'Payables vendor numbers by site, if the invoice group has none.',
    ({ ledger: { vendors } }) => [
      ...(vendors.default === null ? [] : [`default: ${vendors.default}`]),
      ...Object.entries(vendors.sites).map(([site, vendor]) => `${site}: ${vendor}`),
    ],
  ],
};

/** What `operator.json` settles besides letterhead and addresses, in the form in which facts are listed. */
export function profileRows(profile: OperatorProfile): ProfileRow[] {
  return Object.entries(meanings).map(([name, [meaning, read]]) => {
    const [values, delivered] = [textsOf(read(profile)), textsOf(read(neutralOperator))];
    return { name, values, delivered, isSet: values.join('\n') !== delivered.join('\n'), meaning };
  });
}

function textsOf(value: ReturnType<Reader>): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}
