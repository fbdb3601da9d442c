import type { Regenerating } from '../../billing/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import type { Acting } from '../command.ts';
import { todayOf } from '../forecasting/given-time.ts';
import { operatorOf } from './outbox-folder.ts';

/**
 * The settings with which a statement is made anew, as `bill` makes it. Whoever goes on although a site is not ready
 * has the right to; refuses with SECURITY_FORBIDDEN.
 */
export async function madeAnewAs(
  acting: Acting,
  { site, proceed }: { readonly site: string; readonly proceed: string | undefined },
): Promise<Omit<Regenerating, 'change'> & { readonly operator: string }> {
  if (proceed !== undefined)
    await requireRight(acting.caller, { object: 'statement-not-ready', action: 'execute', site });
  const { name: operator, readyMarks, incompleteFacts } = await operatorOf(acting.configuration);
  return {
    operator,
    readyMarks,
    incompleteFacts,
    today: await todayOf(acting, undefined),
    proceedReason: proceed,
  };
}
