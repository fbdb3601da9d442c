import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';

/** Something still open at a closing site; for a statement its number and state, without amounts. */
export interface OpenThing {
  readonly kind: string;
  readonly subject: string;
  readonly month: Month;
  readonly state: string | null;
}

/**
 * What is still open in billing at a site that closes on a day. Anyone who may close a site learns that it exists, as
 * the owner sees it, with nothing of its amounts.
 */
export async function openInBilling(
  { caller, database }: Principal,
  { site, closesOn }: { readonly site: string; readonly closesOn: string },
): Promise<OpenThing[]> {
  await requireRight(caller, { object: 'site-information', action: 'change', site });
  return database.query<OpenThing>(
    `select kind, subject, to_char(month, 'YYYY-MM') as month, state from billing.open_at_site($1, $2::date)`,
    [site, closesOn],
  );
}
