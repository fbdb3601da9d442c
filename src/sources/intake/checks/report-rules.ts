import type { Refusal } from '../../../kernel/errors.ts';
import type { Warning } from '../batch.ts';
import type { Intake, TakeInOptions } from '../taken-in.ts';
import { requireOverride } from './own-report.ts';

/**
 * Checks of a revenue report as a whole that a person may override: a month that is completed (R006) and one without
 * figures (X11). Throws the first refusal unless they are overridden for a reason, by whoever may and did not submit
 * the report (R015; operations.md 4.3); what was overridden is a warning of the load.
 */
export async function checkReport(
  intake: Intake,
  options: TakeInOptions,
  faults: readonly Refusal[],
): Promise<Warning[]> {
  const [first] = faults;
  if (first === undefined) return [];
  const { checksOverridden: reason } = options;
  if (reason === undefined) throw first;
  await requireOverride(intake, options);
  return faults.map(({ message }) => ({
    rule: 'check overridden',
    message: `${message} Overridden, because: ${reason}`,
  }));
}
