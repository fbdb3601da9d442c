import { InvalidArgumentError, type Command } from 'commander';
import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Caller } from '../../platform/security/index.ts';
import { calendarDay, type ActingOptions } from '../command.ts';
import { givenSite } from '../billing/given.ts';

/** Options of a command that changes a forecast. */
export interface EditingOptions extends ActingOptions {
  readonly edit?: boolean;
  readonly today?: string;
  readonly confirm?: boolean;
}

/** Options that name the version of a forecast. */
export interface VersionOptions {
  readonly site: string;
  readonly year?: number;
}

export function withSite(command: Command): Command {
  return command.requiredOption('--site <site>', 'site number', givenSite);
}

export function withYear(command: Command): Command {
  return command.option('--year <year>', 'calendar year (default: that of today)', calendarYear);
}

export function withEditing(command: Command): Command {
  return withToday(command).option('--edit', 'change a site whose account manager owns the forecast');
}

export function withConfirming(command: Command): Command {
  return command.option('--confirm', 'accept rates that differ from the usual by more than 10 %');
}

export function withToday(command: Command): Command {
  return command.option('--today <day>', 'date to use as today (default: today)', calendarDay);
}

export function yearOf(day: string): number {
  return Number.parseInt(day.slice(0, 4), 10);
}

/**
 * Refuses unless the caller may change the forecast of the site; managers above the account manager say so with
 * `--edit` (forecasting.md 7.5). Refuses with SECURITY_FORBIDDEN or FORECASTING_EDIT_MODE.
 */
export async function requireEditing(caller: Caller, site: string, isEditing = false): Promise<void> {
  await requireRight(caller, { object: 'forecast', action: 'change', site });
  if (isEditing || caller.person.roles.includes('forecastAdmin')) return;
  const [own] = await caller.transaction((transaction) =>
    transaction.query<{ is_own: boolean }>(
      `select $1 = any (security.sites_as('{accountManager}')) as is_own`,
      [site],
    ),
  );
  if (own?.is_own !== true) throw refusal('FORECASTING_EDIT_MODE', { site, user: caller.person.userId });
}

function calendarYear(text: string): number {
  if (!/^20\d{2}$/.test(text)) throw new InvalidArgumentError('a year, YYYY');
  return Number.parseInt(text, 10);
}
