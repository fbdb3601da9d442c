import { incompleteSites } from '../../billing/index.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { holdsRight } from '../../platform/security/index.ts';
import { print, say, type Acting } from '../command.ts';
import { todayOf } from '../forecasting/given-time.ts';
import { table } from '../table.ts';
import { operatorOf } from './outbox-folder.ts';

/** Something that is incomplete at a site: in a few words, and for whoever sees what is expected in a sentence. */
export interface Incomplete {
  readonly kind: string;
  readonly message: string | null;
  readonly next: string | null;
}

const kinds: Partial<Record<ErrorCode, string>> = {
  BILLING_RECORDS_HELD: 'records held back',
  BILLING_DAYS_MISSING: 'days without revenue',
  BILLING_CODES_UNNAMED: 'codes that are not shared',
  BILLING_CODE_NEW: 'new codes like known ones',
  BILLING_JOBS_UNNAMED: 'jobs without a rate',
  BILLING_DEPOSITS_DIFFER: 'deposits unlike the ledger',
  BILLING_REVENUE_MISSING: 'no revenue',
  BILLING_HOURS_MISSING: 'no hours',
  BILLING_ROOMS_MISSING: 'no rooms',
  BILLING_LEDGER_MISSING: 'no ledger',
  BILLING_SHARED_REVENUE_MISSING: 'no revenue of sites that share tiers',
  BILLING_TAX_RATE_MISSING: 'tax rate missing',
  BILLING_MONTH_TO_COME: 'month to come',
  BILLING_SITE_UNKNOWN: 'site unknown',
  BILLING_CONTRACT_DRAFT: 'contract is a draft',
  BILLING_CONTRACT_WAITS: 'contract waits',
  BILLING_NOTHING_TO_BILL: 'nothing to bill',
  CONTRACTS_INDEX_MISSING: 'index not published',
};

/** What is incomplete at sites that the caller may see, by site. Figures go to those who review statements. */
export async function incompleteFor(
  acting: Acting,
  month: Month,
  sites: readonly string[],
): Promise<Map<string, Incomplete[]>> {
  const { caller, database, configuration } = acting;
  const { readyMarks, incompleteFacts } = await operatorOf(configuration);
  const today = await todayOf({ ...acting, isQuiet: true }, undefined);
  const found = await database.transaction((transaction) =>
    incompleteSites(transaction, { month, sites }, { readyMarks, incompleteFacts, today }),
  );
  const seesFigures = await holdsRight(caller, { object: 'review-threshold', action: 'read' });
  return new Map(
    found.map(({ site, reasons, waiting }) => [
      site,
      [
        ...reasons.map(({ code, message, next }) => ({
          kind: kinds[code] ?? 'cannot be billed',
          message: seesFigures ? message : null,
          next: seesFigures ? next : null,
        })),
        ...waiting.map((change) => ({
          kind: 'contract change waits',
          message: `Change ${change} of the contract waits for a second person.`,
          next: `See \`daybook contracts waiting --site ${site}\`.`,
        })),
      ],
    ]),
  );
}

/** Prints what is incomplete, one a row, with the next step. */
export function tellIncomplete(incomplete: ReadonlyMap<string, readonly Incomplete[]>): void {
  const rows = [...incomplete].flatMap(([site, all]) =>
    all.flatMap(({ kind, message, next }) => (message === null ? [] : [[site, kind, message, next ?? '']])),
  );
  if (rows.length === 0) return;
  say('Incomplete:');
  print(table(['site', 'kind', 'what', 'next'], rows));
}
