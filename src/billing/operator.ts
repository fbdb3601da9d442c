import { z } from 'zod';
import { refusal } from '../kernel/errors.ts';

/** Who bills: what documents and titles say of the operator (billing.md 4.11). */
export interface OperatorProfile {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly contact: string;
  /** How to pay: rows at the foot of an invoice. */
  readonly remittance: readonly string[];
  /** Subject of mails behind the site number. */
  readonly mailSubject: string;
}

/** What an operator has that set nothing: a name that is nobody's, and no address. */
export const neutralOperator: OperatorProfile = {
  ...{ name: 'Daybook Parking', addressLines: [], contact: '', remittance: [], mailSubject: 'Invoice' },
};

const shape = z.strictObject({
  ...{ name: z.string().trim().min(1), addressLines: z.array(z.string()), contact: z.string() },
  ...{ remittance: z.array(z.string()), mailSubject: z.string().trim().min(1).optional() },
});

/** Reads a profile. Refuses with BILLING_OPERATOR_UNREADABLE, naming the field. */
export function operatorIn(text: string, file: string): OperatorProfile {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw refusal('BILLING_OPERATOR_UNREADABLE', { file, problem: `it is not JSON (${String(cause)})` });
  }
  const read = shape.safeParse(document);
  if (read.success)
    return { ...read.data, mailSubject: read.data.mailSubject ?? neutralOperator.mailSubject };
  const [issue] = read.error.issues;
  const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not right'}`;
  throw refusal('BILLING_OPERATOR_UNREADABLE', { file, problem });
}
