import { forecastTexts } from '../texts/forecast.ts';
import { day, month } from './format.ts';

const { areas, items, measures } = forecastTexts;

/** A value of a forecast as the service names it: `payroll.GSA.hours@2025-07-20`. */
const nameInSentence = new RegExp(
  `\\b(${Object.keys(areas).join('|')})\\.([\\w.-]*\\w)@(\\d{4}-\\d\\d(?:-\\d\\d)?)`,
  'g',
);

/** What a value of a forecast is called: `Statistics, Valet daily, Jul 20, 2025`. */
export function valueName(area: string, parts: readonly string[], period: string): string {
  const what = parts.map((part) => items[part] ?? measures[part] ?? part).join(' ');
  const when = period.length > 7 ? day(period) : month(period);
  return [areas[area as keyof typeof areas], what, when].join(', ');
}

/** A sentence of the service with values of forecasts by their names. */
export function withValueNames(sentence: string): string {
  return sentence.replaceAll(nameInSentence, (_whole, area: string, what: string, period: string) =>
    valueName(area, what.split('.'), period),
  );
}
