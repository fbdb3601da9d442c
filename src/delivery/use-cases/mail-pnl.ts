import { sendPlainLetter, type Going } from '../../billing/index.ts';
import type { MonthRange } from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { noteRead, requireRight, type Principal } from '../../platform/security/index.ts';

/** A P&L as a workbook, as the principal read it. */
export interface MailedPnl {
  readonly months: MonthRange;
  readonly sites: readonly string[];
  readonly content: Buffer;
}

/**
 * Mails a P&L to the principal, and to nobody else: what it shows was read with the rights of one person. It is in the
 * trail as an export. Refuses with SECURITY_FORBIDDEN, SECURITY_EXPORT_WAITS and PNL_NO_ADDRESS.
 */
export async function mailPnl(
  { caller, person }: Principal,
  { months: { from, to }, sites, content }: MailedPnl,
  going: Going,
): Promise<{ readonly recipients: string; readonly fileName: string }> {
  await requireRight(caller, { object: 'report', action: 'execute' });
  const address = person.userId;
  if (!/^[^\s@;]+@[^\s@;]+$/.test(address)) throw refusal('PNL_NO_ADDRESS', { user: address });
  const filter = { from, to, mailed: 'true' };
  await noteRead(caller, { what: 'profit-and-loss', filter, rows: sites.length, isExport: true });
  const fileName = `pnl-${from}-${to}-${person.personId}-${String(sites.length)}.xlsx`;
  const recipients = await sendPlainLetter(going, {
    recipients: address,
    subject: `P&L from ${from} to ${to}`,
    text: `Attached is the P&L from ${from} to ${to} of ${sites.join(', ')}, as you may see it.`,
    fileName,
    content,
  });
  return { recipients, fileName };
}
