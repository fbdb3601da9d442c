import { performDuty } from '../../../platform/security/index.ts';
import type { Intake, TakeInOptions } from '../taken-in.ts';

/** Bytes are one report, whoever sends them and however often. */
function subjectOf({ content }: TakeInOptions): string {
  return `revenue report ${content.name}, SHA-256 ${content.sha256.slice(0, 16)}`;
}

/**
 * Notes who submits a revenue report: a workbook that people at a site fill in; other files come from systems. Whoever
 * lets one through that somebody else submitted does not become its submitter. Outside the transaction of the load:
 * what was attempted stays recorded.
 */
export async function noteSubmission({ database }: Intake, options: TakeInOptions): Promise<void> {
  if (options.feed.isWorkbook !== true || options.isTrial) return;
  const subject = subjectOf(options);
  const [submitted] = await database.query<{ before: boolean }>(
    `select exists (
       select from security.duty_performed where duty = 'submit-revenue-report' and subject = $1) as before`,
    [subject],
  );
  const isOverriding = options.lossAccepted !== undefined || options.checksOverridden !== undefined;
  if (isOverriding && submitted?.before === true) return;
  await performDuty(database, 'submit-revenue-report', subject);
}

/**
 * Asks for what overrides a check of a revenue report: the right to, and that someone else submitted it (operations.md
 * 1.3, 1.6). Throws SECURITY_CONFLICT; the attempt is recorded outside the transaction of the load.
 */
export async function requireOverride(intake: Intake, options: TakeInOptions): Promise<void> {
  if (options.feed.isWorkbook !== true || options.isTrial) return;
  await intake.authorizeOverride?.(options.feed, options.content.name);
  const conflict = await performDuty(intake.database, 'override-check', subjectOf(options));
  if (conflict) throw conflict;
}
