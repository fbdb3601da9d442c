import { markSite } from '../../billing/index.ts';
import type { Connection } from '../../platform/database/index.ts';
import type { SubmittedReport } from '../../sources/index.ts';

/**
 * Marks a site as its revenue report says, as the person who loaded it (operations.md 4.1: submitting it says that the
 * month may be billed); what came of it, as a warning of the load.
 */
export async function markSubmitted(
  transaction: Connection,
  { site, month, isReady, note }: SubmittedReport,
  markedBy: string,
): Promise<{ rule: string; message: string }[]> {
  const { isChanged, statement } = await markSite(transaction, { site, month, isReady, note, markedBy });
  if (!isChanged) return [];
  const says = `Site ${site} is ${isReady ? 'ready' : 'not ready'} to be billed for ${month}`;
  const noted = note === null ? '' : ', with the comment of its workbook as a note';
  const standing =
    statement === null
      ? ''
      : ` Statement ${statement.statementId} (${statement.state}) is unchanged until regenerated.`;
  return [{ rule: 'submission', message: `${says}${noted}.${standing}` }];
}
