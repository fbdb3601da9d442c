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
  beyond: (value: string, limit: string): string => `${value}, limit: ${limit}`,
  alertSince: (when: string): string => `since ${when}`,
  sites: 'My sites',
  contribution: (month: string, against: string): string =>
    `Front line contribution of ${month} in dollars, its variance against the ${against}, and the year by month`,
  dataAsOf: 'Data as of',
  never: 'never delivered',
  overdue: (count: number): string => `${counted(count, 'feed')} overdue`,
  newer: (count: number): string => `${counted(count, 'feed')} not updated: the newest file was not loaded`,
  site: 'Site',
  serviceMonth: 'Service month',
  why: 'What was missing',
  notBilled: 'Sites that could not be billed',
  allBilled: 'Every site was billed.',
  allBilledNext: 'Sites that a billing run cannot bill are listed here, with what is missing.',
  changed: 'What changed',
  sinceVisit: (when: string): string => `By others, since you were last here (${when})`,
  unchanged: 'Nothing.',
  changes: {
    statements: (count: number, state: string): string => `${counted(count, 'statement')}: ${state}`,
    forecasts: (count: number, state: string): string => `${counted(count, 'forecast')} ${state}`,
    contracts: (count: number, state: string): string =>
      `${counted(count, 'contract version')} entered (${state})`,
    loads: (count: number, state: string): string => `${counted(count, 'file')} ${state}`,
  },
  at: (sites: readonly string[], count: number): string =>
    `${sites.join(', ')}${count > sites.length && sites.length === 5 ? ' …' : ''}`,
  stateOf: {
    forecast: (word: string): string => `Forecast ${word.toLowerCase()}`,
    statement: (word: string): string => `Statement ${word.toLowerCase().replace(/^ar /, 'AR ')}`,
  },
  all: (count: number): string => `All ${counted(count, 'site')}`,
} as const;
