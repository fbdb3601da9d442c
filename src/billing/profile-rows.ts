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
  name: ['Who bills, on documents and in titles of lines.', ({ name }) => name],
  mailSubject: ['Subject of mails behind the site number.', ({ mailSubject }) => mailSubject],
  accentColor: ['Colour of the operator on screens.', ({ accentColor }) => accentColor],
  readyMarks: [
    'Whether a site is billed only after its manager marked it as ready.',
    ({ readyMarks }) => readyMarks,
  ],
  incompleteFacts: [
    'Whether each kind of incomplete facts holds a site back (block) or stands on its statement (note).',
    ({ incompleteFacts }) => Object.entries(incompleteFacts).map(([kind, effect]) => `${kind}: ${effect}`),
  ],
  clientPaidTitle: [
    'Title of the sum of expenses that the client paid, where they are printed in one line.',
    ({ clientPaidTitle }) => clientPaidTitle,
  ],
  keepsSiteOverrides: [
    'Whether what is set of a site in place of the site list stays when the next list arrives.',
    ({ keepsSiteOverrides }) => String(keepsSiteOverrides),
  ],
  'ledger.statementBatch': [
    'Stands in the name of the batch and in the references of documents of statements.',
    ({ ledger }) => ledger.statementBatch,
  ],
  'ledger.statisticsBatch': [
    'Follows the month in the name of the batch of unit accounts.',
    ({ ledger }) => ledger.statisticsBatch,
  ],
  'ledger.companyName': [
    'Replaces the name of the company that the GL string chooses, such as TEST.',
    ({ ledger }) => ledger.companyName,
  ],
  'ledger.secondPersonFrom': [
    'Dollars of a statement’s documents from which whoever posted them does not reverse them.',
    ({ ledger }) => ledger.secondPersonFrom,
  ],
  'ledger.vendors': [
    'Vendor numbers of payables whose invoice group names none, by site.',
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
