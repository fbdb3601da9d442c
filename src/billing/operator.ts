import { z } from 'zod';
import { refusal } from '../kernel/errors.ts';
import { clientPaidForms, usualClientPaidTitle, type ClientPaidForm } from './documents/printed-lines.ts';
import { usualIncompleteFacts, type IncompleteFacts } from './run/completeness.ts';
import type { ReadyMarks } from './run/ready-marks.ts';

/** Who is owed, as documents print it (billing.md 4.11). Empty rows are left out. */
export interface Letterhead {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly contact: string;
  /** How to pay, by check and by ACH: rows at the foot of an invoice, printed as they are. */
  readonly remittance: readonly string[];
  /** Bytes of a PNG or JPEG. */
  readonly logo: Buffer | null;
}

/** What differs from the usual mail (billing.md 4.10). */
export interface MailSettings {
  /** Stands before every subject where this is not production, as `[TEST] - `. */
  readonly environment: string | null;
  /** Addresses that get every mail in place of the customers; none changes nothing. */
  readonly recipients: readonly string[];
  /** Addresses that get the daily mail of total actual revenue; none where it is empty. */
  readonly dailyRevenueTo: readonly string[];
  /** Body of the mails of one service month, `YYYY-MM`; first versions only. */
  readonly specialText: { readonly month: string; readonly text: string } | null;
}

/** What the ledger needs to know of the operator (billing.md 4.9). */
export interface LedgerSettings {
  /** Stands in the name of the batch and in the references of documents of statements. */
  readonly statementBatch: string;
  /** Replaces the name of the company that the GL string chooses, such as TEST. */
  readonly companyName: string | null;
  /** What follows the month in the name of the batch of unit accounts. */
  readonly statisticsBatch: string;
  /** Addresses that hear the outcome of the unit accounts of a month; none where it is empty. */
  readonly reportTo: readonly string[];
  /** Addresses that hear of documents that the web service of the ledger did not take; none where it is empty. */
  readonly errorTo: readonly string[];
  /** Dollars of a statement's documents from which whoever posted them does not reverse them; null asks nobody. */
  readonly secondPersonFrom: string | null;
  /** Vendor numbers of payables whose invoice group names none, by site number; `default` for the other sites. */
  readonly vendors: { readonly default: string | null; readonly sites: Readonly<Record<string, string>> };
}

/** Who bills: what documents and titles say of the operator. */
export interface OperatorProfile extends Letterhead {
  /** Subject of mails behind the site number. */
  readonly mailSubject: string;
  /** Colour of the operator on screens, `#rrggbb`. */
  readonly accentColor: string;
  /** Whether a site is billed only after its manager marked it as ready (decision 0023). */
  readonly readyMarks: ReadyMarks;
  /** Whether incomplete facts hold a site back (`block`) or stand on its statement (`note`). */
  readonly incompleteFacts: IncompleteFacts;
  /** Whether what is set of a site in place of the site list stays when the next list arrives (operations.md 3.2). */
  readonly keepsSiteOverrides: boolean;
  /** How expenses that the client paid are printed. */
  readonly clientPaidExpenses: ClientPaidForm;
  /** Title of their sum, where they are one line. */
  readonly clientPaidTitle: string;
  readonly mail: MailSettings;
  readonly ledger: LedgerSettings;
  /** Others that are owed, for sites whose GL string begins so (billing.md 4.11). */
  readonly payees: readonly (Letterhead & { readonly glPrefix: string })[];
}

/** What an operator has that set nothing: a name that is nobody's, and no address. */
export const neutralOperator: OperatorProfile = {
  name: 'Daybook Parking',
  addressLines: [],
  contact: '',
  remittance: [],
  mailSubject: 'Invoice',
  accentColor: '#0f6cbd',
  logo: null,
  payees: [],
  readyMarks: 'optional',
  incompleteFacts: usualIncompleteFacts,
  clientPaidExpenses: 'single lines',
  clientPaidTitle: usualClientPaidTitle,
  keepsSiteOverrides: false,
  mail: { environment: null, recipients: [], dailyRevenueTo: [], specialText: null },
  ledger: {
    statementBatch: 'POWERBILL',
    companyName: null,
    statisticsBatch: 'STATISTICS',
    reportTo: [],
    errorTo: [],
    secondPersonFrom: '0',
    vendors: { default: null, sites: {} },
  },
};

const word = z.string().trim().min(1);

const letterhead = z.strictObject({
  name: word,
  addressLines: z.array(z.string()),
  contact: z.string(),
  remittance: z.array(z.string()),
  logo: z
    .string()
    .regex(/^[^/\\]+$/, 'must be a file in the data folder')
    .optional(),
});
const specialText = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a service month YYYY-MM'),
  text: word,
});
const mail = z.strictObject({
  environment: word.nullable().default(null),
  recipients: z.array(z.email()).default([]),
  dailyRevenueTo: z.array(z.email()).default([]),
  specialText: specialText.nullable().default(null),
});
const vendors = z.strictObject({
  default: word.nullable().default(null),
  sites: z.record(z.string().regex(/^\d{4}$/), word, 'must be four-digit site numbers').default({}),
});
const movedTo = (fact: string): z.ZodOptional<z.ZodNever> =>
  z.never({ error: `is now a fact of the operator: daybook operator set ${fact}` }).optional();
const ledger = z.strictObject({
  mainCompany: movedTo('main-company'),
  companies: movedTo('companies'),
  statementBatch: word.default(neutralOperator.ledger.statementBatch),
  companyName: word.nullable().default(null),
  statisticsBatch: word.default(neutralOperator.ledger.statisticsBatch),
  reportTo: z.array(z.email()).default([]),
  errorTo: z.array(z.email()).default([]),
  secondPersonFrom: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,2})?$/, 'must be dollars as text, such as "1000.00"')
    .nullable()
    .default(neutralOperator.ledger.secondPersonFrom),
  vendors: vendors.default(neutralOperator.ledger.vendors),
});
const blockOrNote = z.enum(['block', 'note']);
const incompleteFacts = z.strictObject({
  heldRecords: blockOrNote.default(usualIncompleteFacts.heldRecords),
  missingDays: blockOrNote.default(usualIncompleteFacts.missingDays),
  unnamedCodes: blockOrNote.default(usualIncompleteFacts.unnamedCodes),
  unnamedJobs: blockOrNote.default(usualIncompleteFacts.unnamedJobs),
  newCodes: blockOrNote.default(usualIncompleteFacts.newCodes),
  deposits: blockOrNote.default(usualIncompleteFacts.deposits),
  depositsWaiting: blockOrNote.default(usualIncompleteFacts.depositsWaiting),
});
const shape = letterhead.extend({
  mailSubject: word.default(neutralOperator.mailSubject),
  accentColor: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a color #rrggbb')
    .default(neutralOperator.accentColor),
  payees: z.array(letterhead.extend({ glPrefix: word })).default([]),
  readyMarks: z.enum(['required', 'optional']).default(neutralOperator.readyMarks),
  incompleteFacts: incompleteFacts.default(usualIncompleteFacts),
  holidays: movedTo('holidays'),
  clientPaidExpenses: z.enum(clientPaidForms).default(neutralOperator.clientPaidExpenses),
  clientPaidTitle: word.default(neutralOperator.clientPaidTitle),
  keepsSiteOverrides: z.boolean().default(neutralOperator.keepsSiteOverrides),
  mail: mail.default({ ...neutralOperator.mail, recipients: [], dailyRevenueTo: [] }),
  ledger: ledger.default({
    ...neutralOperator.ledger,
    reportTo: [],
    errorTo: [],
  }),
});

/**
 * Reads a profile; `logoIn` reads the file of a logo, or gives null where nothing is printed. Refuses with
 * BILLING_OPERATOR_UNREADABLE, naming the field, and with what `logoIn` refuses.
 */
export function operatorIn(
  text: string,
  file: string,
  logoIn: (name: string) => Buffer | null,
): OperatorProfile {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw refusal('BILLING_OPERATOR_UNREADABLE', { file, problem: `it is not JSON (${String(cause)})` });
  }
  const read = shape.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`;
    throw refusal('BILLING_OPERATOR_UNREADABLE', { file, problem });
  }
  const withLogo = <Named extends { readonly logo?: string | undefined }>(
    named: Named,
  ): Omit<Named, 'logo'> & { readonly logo: Buffer | null } => ({
    ...named,
    logo: named.logo === undefined ? null : logoIn(named.logo),
  });
  return { ...withLogo(read.data), payees: read.data.payees.map(withLogo) };
}

/** Who is owed for a site: the payee with the longest prefix of its GL string, else the operator. */
export function letterheadOf(operator: OperatorProfile, glString: string | null): Letterhead {
  const matching = operator.payees.filter(({ glPrefix }) => glString?.startsWith(glPrefix) ?? false);
  return matching.toSorted((one, other) => other.glPrefix.length - one.glPrefix.length)[0] ?? operator;
}

/** Vendor of payables of a site whose invoice group names none; null when the operator names none either. */
export function vendorOf(
  { ledger: { vendors: vendorNumbers } }: OperatorProfile,
  site: string,
): string | null {
  return vendorNumbers.sites[site] ?? vendorNumbers.default;
}
