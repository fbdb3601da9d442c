import { InvalidArgumentError, type Command } from 'commander';
import type { Editing } from '../../forecasting/index.ts';
import { calendarDay, type Acting, type ActingOptions } from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { givenDay } from '../given/today.ts';

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

/** What every change of a forecast is given, as it was typed. */
export async function givenEditing(acting: Acting, { edit, today }: EditingOptions): Promise<Editing> {
  return { day: await givenDay(acting, today), isEditing: edit === true };
}

function calendarYear(text: string): number {
  if (!/^20\d{2}$/.test(text)) throw new InvalidArgumentError('a year, YYYY');
  return Number.parseInt(text, 10);
}
