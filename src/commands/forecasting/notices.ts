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
    say(wordsOf[first.kind](first.site, months, newest));
  }
  if (groups.length > most)
    say(`Budgets of ${counted(groups.length - most, 'more site')} have such notices.`);
}

type Words = (site: string, months: string, newest: BudgetNotice) => string;

/** The banner of each kind, wherever the forecast or the P&L of a site is shown. */
const wordsOf: Readonly<Record<BudgetNotice['kind'], Words>> = {
  'budget changed': (site, months, { file, at }) =>
    `The budget of site ${site} changed in ${months} after values were entered (${file ?? ''}, ${at ?? ''}). ` +
    'They are unchanged: review them with daybook forecast compare, or redo them with daybook forecast init --replace.',
  'no payroll budget': (site, months) =>
    `The payroll budget of site ${site} is 0 in ${months}: payroll taxes follow their own budget there, whatever the ` +
    'payroll forecast.',
  'no budget': (site, months) =>
    `Site ${site} has no budget in ${months.slice(0, 4)}: nothing to compare with. Enter a proforma with daybook ` +
    'forecast proforma enter, or load the budget.',
  proforma: (site, months) =>
    `Proforma: site ${site} has no budget in ${months.slice(0, 4)}; it is compared with the approved proforma.`,
  'proforma waits': (site, months) =>
    `No budget for site ${site} in ${months.slice(0, 4)}: a proforma awaits approval ` +
    '(daybook forecast proforma list).',
};
