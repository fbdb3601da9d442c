import { alertErrors } from './errors/alerts.ts';
import { archiveErrors } from './errors/archive.ts';
import { backupErrors } from './errors/backups.ts';
import { billingErrors } from './errors/billing.ts';
import { pnlErrors } from './errors/pnl.ts';
import { cataloguesErrors } from './errors/catalogues.ts';
import { clusterErrors } from './errors/clusters.ts';
import { contractsErrors } from './errors/contracts.ts';
import { deliveryErrors } from './errors/delivery.ts';
import { forecastingErrors } from './errors/forecasting.ts';
import { jobsErrors } from './errors/jobs.ts';
import { postingErrors } from './errors/posting.ts';
import { platformErrors } from './errors/platform.ts';
import { scheduledJobsErrors } from './errors/scheduled-jobs.ts';
import { securityErrors } from './errors/security.ts';
import { peopleErrors } from './errors/people.ts';
import { supportErrors } from './errors/support.ts';
import { sitesErrors } from './errors/sites.ts';
import { sourcesErrors } from './errors/sources.ts';
import { warehouseErrors } from './errors/warehouse.ts';
import { visibleLine } from './visible-text.ts';

/**
 * The one catalogue of errors: code, HTTP status, what it says and what to do next; a file for each stage.
 * Held together with `docs/reference/errors.md` by a test in both directions.
 * Holes in braces are filled from the parameters of `refusal`.
 */
export const errors = {
  ...platformErrors,
  ...backupErrors,
  ...clusterErrors,
  ...archiveErrors,
  ...scheduledJobsErrors,
  ...alertErrors,
  ...securityErrors,
  ...peopleErrors,
  ...supportErrors,
  ...sourcesErrors,
  ...warehouseErrors,
  ...sitesErrors,
  ...cataloguesErrors,
  ...contractsErrors,
  ...billingErrors,
  ...postingErrors,
  ...pnlErrors,
  ...forecastingErrors,
  ...jobsErrors,
  ...deliveryErrors,
} as const;

export type ErrorCode = keyof typeof errors;
export type ErrorParameters = Readonly<Record<string, string | number | bigint>>;

/** An expected refusal: an entry of the catalogue with its holes filled. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly next: string;
  readonly parameters: ErrorParameters;

  constructor(code: ErrorCode, parameters: ErrorParameters) {
    const entry = errors[code];
    super(fill(entry.says, parameters));
    this.name = 'Refusal';
    this.code = code;
    this.status = entry.status;
    this.next = fill(entry.next, parameters);
    this.parameters = parameters;
  }
}

/** Makes the refusal `code` with its holes filled; the caller throws it. */
export function refusal(code: ErrorCode, parameters: ErrorParameters = {}): Refusal {
  return new Refusal(code, parameters);
}

/** What a refusal of this code says to do next; null for a code that is none of ours, and where it needs details. */
export function nextStepOf(code: string): string | null {
  const entry = Object.entries(errors).find(([name]) => name === code)?.[1];
  return entry === undefined || /\{\w+\}/.test(entry.next) ? null : entry.next;
}

function fill(template: string, parameters: ErrorParameters): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => {
    const value = parameters[name];
    // A name with a line break in it could pass for a message of ours.
    return value === undefined ? hole : visibleLine(String(value));
  });
}
