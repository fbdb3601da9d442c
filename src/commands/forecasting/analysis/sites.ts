import type { Command } from 'commander';
import { refusal } from '../../../kernel/errors.ts';
import type { Caller } from '../../../platform/security/index.ts';
import { givenSite } from '../../billing/given.ts';
import type { ActingOptions } from '../../command.ts';

/** Options that choose sites. */
export interface SitesOptions extends ActingOptions {
  readonly site?: readonly string[];
  readonly district?: string;
  readonly region?: string;
}

/** `--site`, `--district`, `--region` and `--all`, as `daybook pnl` has them. */
export function withSites(command: Command): Command {
  return command
    .option('--site <site...>', 'only these sites')
    .option('--district <district>', 'only sites of this district')
    .option('--region <region>', 'only sites of this region')
    .option('--all', 'every site you may see; what is meant without --site, --district and --region');
}

/** Sites of the options whose forecast and P&L the caller may both read. Refuses with PNL_NO_SITES. */
export async function analysedSites(caller: Caller, options: SitesOptions): Promise<string[]> {
  const { site, district = null, region = null } = options;
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ site_id: string }>(
      `select site_id from forecasting.sites_by($1, $2, $3)
       where security.may('forecast', 'read', site_id) and security.may('profit-and-loss', 'read', site_id)`,
      [site?.map(givenSite) ?? null, district, region],
    ),
  );
  const asked = [...(site ?? ['all sites']), district ?? [], region ?? []].flat().join(', ');
  if (rows.length === 0) throw refusal('PNL_NO_SITES', { asked });
  return rows.map(({ site_id }) => site_id);
}
