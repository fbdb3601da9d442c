import type { Month } from '../../../kernel/month.ts';
import { job, streamsOf, type SiteProfile } from './site-profile.ts';

/** The sites of the documented figures: always among the sites, whatever the seed. */
export const DOCUMENTED_SITES = ['0170', '0829'] as const;

/** Months that carry a documented figure; always delivered, and never corrected later. */
export const DOCUMENTED_MONTHS: readonly Month[] = ['2024-09', '2025-02', '2025-03', '2025-04'];

/** True when the figures of this site and month are fixed by a document. */
export function isDocumented(site: string, month: Month): boolean {
  return DOCUMENTED_SITES.some((number) => number === site) && DOCUMENTED_MONTHS.includes(month);
}

/**
 * A resort of the size that its documented figures imply: 1.25 million of external revenue and 82 thousand of payroll
 * in a month, 210 valet nights a day at about 51 dollars, 10 attendants a day.
 */
export function profileOf0170(): SiteProfile {
  const stream = streamsOf(false);
  return {
    rooms: 1800,
    spaces: 2400,
    streams: [
      stream('VO1', [5700, 140], 'rooms', [
        ['Room Charge', 850],
        ['Credit Card', 150],
      ]),
      stream('VO2', [5200, 50], 'rooms', [['Direct Bill', 1000]]),
      stream('VO3', [5000, 20], 'rooms', [['Room Charge', 1000]]),
      stream('VD1', [5300, 16], 'rooms', [
        ['Credit Card', 600],
        ['Cash', 150],
        ['Validation', 250],
      ]),
      stream('VD2', [5200, 4], 'rooms', [['Direct Bill', 1000]]),
      stream('SO1', [4400, 300], 'rooms', [['Room Charge', 1000]]),
      stream('SD1', [3200, 330], 'rooms', [
        ['Credit Card', 850],
        ['Validation', 150],
      ]),
      stream('SD2', [2200, 100], 'rooms', [['Direct Bill', 1000]]),
      stream('VM1', [31_000, 60], 'monthly', [['Direct Bill', 1000]]),
      stream('SM1', [19_000, 300], 'monthly', [['Direct Bill', 1000]]),
      stream('VA1', [3000, 60], 'rooms', [['Mobile App', 1000]]),
      stream('OR1', [700, 150], 'rooms', [['Bell Service Fee', 1000]]),
      stream('VC1', [0, 20], 'rooms', [['Complimentary', 1000]]),
      stream('SC1', [0, 10], 'rooms', [['Complimentary', 1000]]),
    ],
    jobs: [
      job('GSA', 925, 10),
      job('GSA2', 950, 4),
      job('GSC', 1175, 2, 390),
      job('CASH', 1300, 3),
      job('DOOR', 950, 4),
      job('VALCASH', 1300, 2),
      job('TEAMLDR', 1850, 1),
    ],
  };
}

/** A small hotel that deposits its revenue itself: 36 thousand of net external revenue in a month. */
export function profileOf0829(): SiteProfile {
  const stream = streamsOf(true);
  return {
    rooms: 140,
    spaces: 110,
    streams: [
      stream('VO1', [3000, 24], 'rooms', [
        ['Room Charge', 800],
        ['Credit Card', 200],
      ]),
      stream('VD1', [1600, 20], 'rooms', [
        ['Credit Card', 500],
        ['Cash', 200],
        ['Validation', 300],
      ]),
      stream('SD1', [1000, 15], 'rooms', [
        ['Credit Card', 800],
        ['Validation', 200],
      ]),
      stream('OR1', [600, 12], 'rooms', [['Bell Service Fee', 1000]]),
      stream('PMH', [2400, 2], 'even', [['Direct Bill', 1000]]),
      stream('VC1', [0, 2], 'rooms', [['Complimentary', 1000]]),
    ],
    jobs: [job('GSA', 1100, 3), job('GSC', 1500, 1), job('CASH', 1400, 1)],
  };
}
