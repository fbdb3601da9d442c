import type { Command } from 'commander';
import type { AccessFor } from '../../platform/security/index.ts';
import { calendarDay, type ActingOptions } from '../command.ts';

/** Where a role is to apply, and until when. */
export interface PlaceOptions extends ActingOptions {
  readonly site?: readonly string[];
  readonly district?: readonly string[];
  readonly region?: readonly string[];
  readonly until?: string;
}

/** `--site`, `--district`, `--region` and `--until`. */
export function withPlaces(command: Command): Command {
  return command
    .option('--site <site...>', 'for these sites only')
    .option('--district <district...>', 'for these districts only')
    .option('--region <region...>', 'for these regions only')
    .option('--until <day>', 'first day on which it no longer applies', calendarDay);
}

/** The places of the options: of one kind, the narrowest that was named; none is everywhere. */
export function placesOf(options: PlaceOptions): Omit<AccessFor, 'userId' | 'role'> {
  const { until = null } = options;
  for (const placeKind of ['site', 'district', 'region'] as const)
    if (options[placeKind] !== undefined) return { placeKind, places: options[placeKind], until };
  return { placeKind: null, places: [], until };
}
