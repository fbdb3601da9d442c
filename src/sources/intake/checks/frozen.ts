import { refusal } from '../../../kernel/errors.ts';
import type { Connection } from '../../../platform/database/index.ts';
import { readFacts } from '../../../platform/operator/index.ts';
import { businessDay } from '../../../platform/security/index.ts';
import type { Warning } from '../batch.ts';
import type { Intake, TakeInOptions } from '../taken-in.ts';
import type { Publication } from '../warehouse-door.ts';

/**
 * Refuses a file that changes what is there of the budget of a year that is frozen (SOURCES_BUDGET_FROZEN): from 1
 * January, or the operator's day, it changes by an explicit reload only (forecasting.md 7.6). Months that are new, and
 * files that say what is there, go through. With a reason a change is let through, and the reason stays with the load
 * as a warning. Asked within the transaction of the load, once its rows are applied.
 */
export async function checkFrozen(
  transaction: Connection,
  intake: Intake,
  { options, publication }: { readonly options: TakeInOptions; readonly publication: Publication },
): Promise<Warning[]> {
  if (options.feed.isFrozenYearly !== true) return [];
  const { budgetFrozenFrom } = await readFacts(transaction);
  if (budgetFrozenFrom === null) return [];
  const { day: today } = await businessDay(transaction, intake.timeZone, intake.clock);
  const frozenSince = (month: string): string => `${month.slice(0, 4)}-${budgetFrozenFrom}`;
  const frozen = (await publication.replaced(transaction)).filter(({ month }) => today >= frozenSince(month));
  const [first] = frozen;
  if (!first) return [];
  const places = {
    site: first.site,
    month: first.month,
    since: frozenSince(first.month),
    places: countOf(frozen.length),
  };
  const why = refusal('SOURCES_BUDGET_FROZEN', { file: options.content.name, ...places });
  if (options.reloaded === undefined) throw why;
  const months = frozen.map(({ site, month }) => `${site} ${month}`);
  const named = months.slice(0, namedMax).join(', ');
  const more = months.length > namedMax ? ` and ${String(months.length - namedMax)} more` : '';
  return [
    {
      rule: 'frozen budget reloaded',
      message:
        `${options.content.name} changes a frozen budget in ${named}${more}. ` +
        `Reloaded because: ${options.reloaded}`,
    },
  ];
}

/** So many months of sites are named; the others are counted. */
const namedMax = 10;

function countOf(months: number): string {
  return months === 1 ? 'one month of a site' : `${String(months)} months of sites`;
}
