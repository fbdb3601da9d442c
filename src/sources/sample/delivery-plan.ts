import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import { calendarMonth, type CalendarMonth } from './calendar.ts';
import { DOCUMENTED_MONTHS, DOCUMENTED_SITES, isDocumented } from './operator/documented-sites.ts';
import { openDays, type Operator, type Site } from './operator/operator.ts';
import { hash } from './random.ts';

/** What arrives in one delivery folder. */
export interface Delivery {
  readonly month: CalendarMonth;
  /** Sites whose month is delivered. */
  readonly sites: readonly Site[];
  readonly budgets: readonly BudgetDelivery[];
  /** Sites whose previous month is delivered again, corrected. */
  readonly corrected: readonly Site[];
  readonly previous: CalendarMonth;
  /** The last month of the period: the schedule of the days after it comes along. */
  readonly isNewest: boolean;
}

/** A budget file: whole years as a rule, what is left of the year for a site that has just opened. */
export interface BudgetDelivery {
  /** Stands in the file name. */
  readonly label: string;
  readonly sites: readonly Site[];
  readonly months: readonly Month[];
}

/** Of a thousand sites, how many correct a month in the next. */
const CORRECTED = 80;

/**
 * The deliveries in the order of their arrival: one for each month of the period with all open sites, and one for each
 * documented month outside of it with the two documented sites alone.
 */
export function planDeliveries(operator: Operator): Delivery[] {
  const last = addMonths(operator.from, operator.months - 1);
  const period = monthsBetween(operator.from, last);
  const months = [...new Set([...period, ...DOCUMENTED_MONTHS])].sort();
  const budgeted = new Set<Month>();
  return months.map((name) => {
    const month = calendarMonth(name);
    const previous = calendarMonth(addMonths(name, -1));
    if (period.includes(name)) {
      const isFirst = name === operator.from;
      const budgets = periodBudgets(operator, month, isFirst);
      for (const budget of budgets)
        if (!budget.label.endsWith('new-sites')) for (const each of budget.months) budgeted.add(each);
      const sites = operator.all.filter((site) => openDays(site, name, month.days.length) !== null);
      const corrected = isFirst ? [] : operator.all.filter((site) => isCorrected(operator, site, previous));
      return { month, previous, sites, budgets, corrected, isNewest: name === last };
    }
    const sites = operator.all.filter(({ number }) =>
      DOCUMENTED_SITES.some((documented) => documented === number),
    );
    const budgets = budgeted.has(name) ? [] : [{ label: name, sites, months: [name] }];
    return { month, previous, sites, budgets, corrected: [], isNewest: false };
  });
}

/** This year's budget with the first delivery, the next year's each December, and those of sites that open between. */
function periodBudgets(operator: Operator, month: CalendarMonth, isFirst: boolean): BudgetDelivery[] {
  const opened = operator.all.filter(({ opensOn }) => opensOn.slice(0, 7) <= month.month);
  const open = opened.filter(({ closesOn }) => closesOn === null || closesOn.slice(0, 7) >= month.month);
  const restOfYear = monthsBetween(month.month, `${month.year}-12`);
  const budgets: BudgetDelivery[] = [];
  if (isFirst) {
    budgets.push({ label: String(month.year), sites: open, months: restOfYear });
  } else {
    const fresh = open.filter(({ opensOn }) => opensOn.slice(0, 7) === month.month);
    if (fresh.length > 0)
      budgets.push({ label: `${month.month}_new-sites`, sites: fresh, months: restOfYear });
  }
  if (month.monthOfYear === 12) {
    const year = String(month.year + 1);
    budgets.push({ label: year, sites: open, months: monthsBetween(`${year}-01`, `${year}-12`) });
  }
  return budgets;
}

/** Some sites find something out after the close; a documented month never changes. */
function isCorrected(operator: Operator, site: Site, month: CalendarMonth): boolean {
  if (isDocumented(site.number, month.month) || openDays(site, month.month, month.days.length) === null)
    return false;
  return hash(operator.seed, 10, site.key, month.index) % 1000 < CORRECTED;
}
