import type { OperatorProfile } from '../operator.ts';
import type { StatementDetail } from '../statements/read-statements.ts';

/** Addresses of a mail with semicolons: those of the customer, or those that replace them (billing.md 4.10). */
export function recipientsOf(theirs: readonly string[], { mail }: OperatorProfile): string {
  return (mail.recipients.length > 0 ? mail.recipients : theirs).join(';');
}

/** Subject of the mails of a statement (billing.md 4.10). */
export function subjectOf(
  { site, version }: Pick<StatementDetail, 'site' | 'version'>,
  operator: OperatorProfile,
): string {
  const { name, mailSubject } = operator;
  return named(`${site} ${name} ${mailSubject}${version > 1 ? ' (Revised)' : ''}`, operator);
}

/** A subject under the name of the environment, once; in production, which has none, as it is. */
export function named(subject: string, { mail: { environment } }: OperatorProfile): string {
  const prefix = environment === null ? '' : `[${environment}] - `;
  return subject.startsWith(prefix) ? subject : `${prefix}${subject}`;
}

/** Words of the mails of a statement; a special text counts for first versions of its month (billing.md 4.10). */
export function textOf(
  { month, version }: Pick<StatementDetail, 'month' | 'version'>,
  { mail: { specialText } }: OperatorProfile,
): string {
  if (version > 1)
    return `Attached is the revised invoice for ${month}. Please disregard the invoice you received earlier.`;
  return specialText?.month === month ? specialText.text : `Attached is the invoice for ${month}.`;
}
