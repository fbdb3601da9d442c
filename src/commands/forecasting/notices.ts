import type { BudgetNotice } from '../../forecasting/index.ts';
import { say } from '../command.ts';
import { counted } from '../table.ts';

/** Sites that are told one by one; more are counted. */
const most = 10;

/** Tells what managers have to hear of their budgets, a line for each site and kind. */
export function tellNotices(notices: readonly BudgetNotice[]): void {
  const groups = [...Map.groupBy(notices, ({ site, kind }) => `${site} ${kind}`).values()];
  for (const group of groups.slice(0, most)) {
    const [first] = group;
    if (first === undefined) continue;
    const months = group.map(({ month }) => month).join(', ');
    const newest =
      group.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? '')).at(-1) ?? first;
    say(
      first.kind === 'budget changed'
        ? `The budget of site ${first.site} changed in ${months} after values were entered ` +
            `(${newest.file ?? ''}, ${newest.at ?? ''}). They are unchanged: review them with daybook forecast ` +
            'beside, or start over with daybook forecast init --replace.'
        : `The payroll budget of site ${first.site} is 0 in ${months}: payroll taxes follow their own budget ` +
            'there, whatever the payroll forecast.',
    );
  }
  if (groups.length > most)
    say(`Budgets of ${counted(groups.length - most, 'more site')} have such notices.`);
}
