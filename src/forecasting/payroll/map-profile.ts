import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { splitByEmployees, type StaffedJob } from './group-hours.ts';

/** A job code that the operator uses; `isActive` when the site does. */
export interface SiteJob extends StaffedJob {
  readonly isActive: boolean;
}

/** Hours and cost in money of a month, under a label of the payroll budget as it was typed. */
export type ProfileBudget = Readonly<{ profile: string; hours: Decimal; cost: Decimal }>;

export type JobBudget = Readonly<{ jobCode: string; hours: Decimal; cost: Decimal }>;

/** What a person decided of a profile, for one site or for all; no codes leave its budget without one. */
export type ProfileDecision = Readonly<{ jobCodes: readonly string[]; isOfSite: boolean }>;

/** How a profile came to its codes, or why it has none. */
export type MappingRule =
  | 'decided for the site'
  | 'decided for all sites'
  | 'same name'
  | 'nearest'
  | 'shift differential'
  | 'to review';

/** A profile with the codes that it stands for. */
export type MappedProfile = ProfileBudget & Readonly<{ rule: MappingRule; parts: readonly JobBudget[] }>;

/** Hours and cost of `jobs`, `excluded` and `unmapped` together are those of the source. */
export interface MappedBudget {
  readonly jobs: readonly JobBudget[];
  /** Shift differentials, which repeat hours of other profiles, and what a person decided to leave out. */
  readonly excluded: readonly MappedProfile[];
  /** For a person to decide; until then their budget is 0. */
  readonly unmapped: readonly MappedProfile[];
  /** Every profile, as it was mapped. */
  readonly profiles: readonly MappedProfile[];
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
 * The payroll budget of a site by job code: as a person decided for a profile, else the code of that name, else the
 * nearest that is active at the site, else the code of that name though the site has nobody in it; split by active
 * employees. An active code without budget has 0, one that the site does not use is not named (forecasting.md 5.8;
 * MAP-01 to MAP-05).
 */
export function mapBudget(
  budget: readonly ProfileBudget[],
  jobs: readonly SiteJob[],
  decided: ReadonlyMap<string, ProfileDecision>,
): MappedBudget {
  const byCode = new Map<string, JobBudget>();
  for (const job of jobs) if (job.isActive) add(byCode, { jobCode: job.jobCode, hours: zero, cost: zero });
  const profiles = budget.map((row): MappedProfile => {
    const { rule, targets } = targetsOf(row.profile, jobs, decided.get(row.profile));
    return { ...row, rule, parts: targets.length === 0 ? [] : partsOf(row, targets) };
  });
  for (const { parts } of profiles) for (const part of parts) add(byCode, part);
  return {
    jobs: [...byCode.values()],
    excluded: profiles.filter(({ rule, parts }) => parts.length === 0 && rule !== 'to review'),
    unmapped: profiles.filter(({ rule }) => rule === 'to review'),
    profiles,
  };
}

type Targets = Readonly<{ rule: MappingRule; targets: readonly SiteJob[] }>;

function targetsOf(
  profile: string,
  jobs: readonly SiteJob[],
  decision: ProfileDecision | undefined,
): Targets {
  const decided = decision === undefined ? null : decidedTargets(decision, jobs);
  if (decided !== null) return decided;
  if (isShiftDifferential(profile)) return { rule: 'shift differential', targets: [] };
  const label = inCapitals(profile);
  const active = jobs.filter((job) => job.isActive);
  const called = (job: SiteJob): boolean => inCapitals(job.jobCode) === label;
  const choices: readonly Targets[] = [
    { rule: 'same name', targets: active.filter(called) },
    { rule: 'nearest', targets: nearest(label, active) },
    { rule: 'same name', targets: jobs.filter(called) },
  ];
  return choices.find(({ targets }) => targets.length > 0) ?? { rule: 'to review', targets: [] };
}

/** Null when it does not help here: it is for all sites, and this one uses none of its codes. */
function decidedTargets({ jobCodes, isOfSite }: ProfileDecision, jobs: readonly SiteJob[]): Targets | null {
  const rule = isOfSite ? 'decided for the site' : 'decided for all sites';
  const named = jobs.filter((job) => jobCodes.includes(job.jobCode));
  const active = named.filter((job) => job.isActive);
  const targets = active.length > 0 || !isOfSite ? active : named;
  return targets.length > 0 || jobCodes.length === 0 ? { rule, targets } : null;
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
