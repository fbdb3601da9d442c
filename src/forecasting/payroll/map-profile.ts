import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { splitByEmployees, type StaffedJob } from './group-hours.ts';

/** A job code in use at a site, or that was. */
export interface SiteJob extends StaffedJob {
  readonly isActive: boolean;
}

/** Hours and cost in money of a month, under a label of the payroll budget as it was typed. */
export type ProfileBudget = Readonly<{ profile: string; hours: Decimal; cost: Decimal }>;

export type JobBudget = Readonly<{ jobCode: string; hours: Decimal; cost: Decimal }>;

/** Hours and cost of `jobs`, `excluded` and `unmapped` together are those of the source. */
export interface MappedBudget {
  readonly jobs: readonly JobBudget[];
  /** Shift differentials: they repeat hours that another profile has already. */
  readonly excluded: readonly ProfileBudget[];
  /** For a person to decide; until then their budget is 0. */
  readonly unmapped: readonly ProfileBudget[];
}

const zero = decimal('0');
const shiftDifferential = /\bSHIFT\W*DIFF|\bDIFFERENTIAL\b/;

/** Words of a profile and the codes that are nearest to it; those of the first pattern that the site has are taken. */
const families: readonly (readonly [profile: RegExp, codes: readonly RegExp[]])[] = [
  [/\bLEAD\b.*\bCASH|\bCASH.*\bLEAD\b|\bLDCASH/, [/^LDCASH$/, /^CASH$/]],
  [/\bCASH/, [/^CASH$/]],
  [/\bLEAD\b.*\bGSC|\bGSC.*\bLEAD\b|\bLDGSC/, [/^LDGSC$/, /^GSC$/]],
  [/\bGSC/, [/^GSC$/, /^GSC\d+$/]],
  [/\bGSA/, [/^GSA$/, /^GSA\d+$/]],
  [/\bBELL/, [/^BELL$/, /^BELL/]],
  [/\bSHUT(TLE|L)/, [/^SHUTL[123]$/]],
  [/\bPARKING\W+CONCI|\bPRKCONCI/, [/^PRKCONCI$/, /^TRAFFIC$/, /^GREETER\d*$/]],
];

/**
 * The payroll budget of a site by job code: as a person decided for a profile (its code names), else the code of that
 * name, else the nearest that is active at the site, split by active employees. An active code without budget has 0, an
 * inactive one is not named (forecasting.md 5.8; MAP-01 to MAP-05).
 */
export function mapBudget(
  budget: readonly ProfileBudget[],
  jobs: readonly SiteJob[],
  decided: ReadonlyMap<string, readonly string[]>,
): MappedBudget {
  const excluded: ProfileBudget[] = [];
  const unmapped: ProfileBudget[] = [];
  const byCode = new Map<string, JobBudget>();
  for (const job of jobs) if (job.isActive) add(byCode, { jobCode: job.jobCode, hours: zero, cost: zero });
  for (const row of budget) {
    const targets = targetsOf(row.profile, jobs, decided.get(row.profile));
    if (targets.length > 0) for (const part of partsOf(row, targets)) add(byCode, part);
    else if (isShiftDifferential(row.profile)) excluded.push(row);
    else unmapped.push(row);
  }
  return { jobs: [...byCode.values()], excluded, unmapped };
}

function targetsOf(
  profile: string,
  jobs: readonly SiteJob[],
  decided: readonly string[] | undefined,
): readonly SiteJob[] {
  if (decided !== undefined) return jobs.filter((job) => decided.includes(job.jobCode));
  if (isShiftDifferential(profile)) return [];
  const label = inCapitals(profile);
  const active = jobs.filter((job) => job.isActive);
  const exact = active.filter((job) => inCapitals(job.jobCode) === label);
  return exact.length > 0 ? exact : nearest(label, active);
}

function nearest(label: string, active: readonly SiteJob[]): readonly SiteJob[] {
  const [, patterns] = families.find(([words]) => words.test(label)) ?? [null, []];
  const choices = patterns.map((pattern) => active.filter((job) => pattern.test(inCapitals(job.jobCode))));
  return choices.find((choice) => choice.length > 0) ?? [];
}

function partsOf({ hours, cost }: ProfileBudget, targets: readonly SiteJob[]): JobBudget[] {
  const costs = splitByEmployees(cost, targets);
  return [...splitByEmployees(hours, targets)].map(([jobCode, part]) => {
    return { jobCode, hours: part, cost: costs.get(jobCode) ?? zero };
  });
}

function add(byCode: Map<string, JobBudget>, { jobCode, hours, cost }: JobBudget): void {
  const before = byCode.get(jobCode) ?? { hours: zero, cost: zero };
  byCode.set(jobCode, { jobCode, hours: before.hours.plus(hours), cost: before.cost.plus(cost) });
}

function isShiftDifferential(profile: string): boolean {
  return shiftDifferential.test(inCapitals(profile));
}

function inCapitals(label: string): string {
  return label.trim().toUpperCase();
}
