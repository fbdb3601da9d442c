import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';

/** A submission that nobody has decided, or entries of months after the last; without figures. */
export interface OpenForecast {
  readonly kind: string;
  readonly subject: string;
  readonly month: Month;
  readonly state: string | null;
}

/**
 * What is still open in forecasts at a site that closes on a day. Whoever may close a site is told that it is there, as
 * the owner sees it, with no figure of it.
 */
export async function openInForecasts(
  { caller, database }: Principal,
  { site, closesOn }: { readonly site: string; readonly closesOn: string },
): Promise<OpenForecast[]> {
  await requireRight(caller, { object: 'site-information', action: 'change', site });
  return database.query<OpenForecast>(
    `select kind, subject, to_char(month, 'YYYY-MM') as month, state from forecasting.open_at_site($1, $2::date)`,
    [site, closesOn],
  );
}
