import { z } from 'zod';
import { refusal } from '../kernel/errors.ts';

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

/** Who bills: what documents and titles say of the operator. */
export interface OperatorProfile extends Letterhead {
  /** Subject of mails behind the site number. */
  readonly mailSubject: string;
  /** Others that are owed, for sites whose GL string begins so (billing.md 4.11). */
  readonly payees: readonly (Letterhead & { readonly glPrefix: string })[];
}

/** What an operator has that set nothing: a name that is nobody's, and no address. */
export const neutralOperator: OperatorProfile = {
  ...{ name: 'Daybook Parking', addressLines: [], contact: '', remittance: [], mailSubject: 'Invoice' },
  ...{ logo: null, payees: [] },
};

const letterhead = z.strictObject({
  ...{ name: z.string().trim().min(1), addressLines: z.array(z.string()), contact: z.string() },
  ...{ remittance: z.array(z.string()) },
  logo: z
    .string()
    .regex(/^[^/\\]+$/, 'a file of the data folder is wanted')
    .optional(),
});
const shape = letterhead.extend({
  mailSubject: z.string().trim().min(1).optional(),
  payees: z.array(letterhead.extend({ glPrefix: z.string().trim().min(1) })).optional(),
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
    const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not right'}`;
    throw refusal('BILLING_OPERATOR_UNREADABLE', { file, problem });
  }
  const withLogo = <Named extends { readonly logo?: string | undefined }>(
    named: Named,
  ): Omit<Named, 'logo'> & { readonly logo: Buffer | null } => ({
    ...named,
    logo: named.logo === undefined ? null : logoIn(named.logo),
  });
  const { mailSubject = neutralOperator.mailSubject, payees = [], ...own } = read.data;
  return { ...withLogo(own), mailSubject, payees: payees.map(withLogo) };
}

/** Who is owed for a site: the payee with the longest prefix of its GL string, else the operator. */
export function letterheadOf(operator: OperatorProfile, glString: string | null): Letterhead {
  const matching = operator.payees.filter(({ glPrefix }) => glString?.startsWith(glPrefix) ?? false);
  return matching.toSorted((one, other) => other.glPrefix.length - one.glPrefix.length)[0] ?? operator;
}
