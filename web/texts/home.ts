import { counted } from './plural.ts';

// The first page.
export const homeTexts = {
  title: 'Home',
  needsMe: 'Needs me',
  nothing: 'Nothing needs you.',
  nothingNext: 'What comes up for your roles and sites is listed here.',
  amount: (figure: string): string => `${figure} dollars`,
  since: (when: string): string => `oldest ${when}`,
  due: (day: string): string => `due ${day}`,
  late: 'Late',
  sites: 'My sites',
  contribution: (month: string, against: string): string =>
    `Front line contribution of ${month} in dollars, its variance against the ${against}, and the year by month`,
  dataAsOf: 'Data as of',
  never: 'never delivered',
  newer: (count: number): string => `${counted(count, 'feed')} with a newer file that brought nothing`,
  all: (count: number): string => `All ${counted(count, 'site')}`,
} as const;
