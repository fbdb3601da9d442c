import { nearestCodes } from '../../kernel/nearest-codes.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { finding, type Finding } from '../exports/finding.ts';
import type { TermChoices } from './term-choices.ts';

/**
 * What a contract chooses that the operator's lists do not hold: services of fixed fees, jobs, and whether a contract
 * by labor hours has a job that is not salaried (billing.md 1.6, 1.7 and 5.1). Lists that are empty say nothing.
 */
export function checkChoices(terms: ExportedTerms, choices: TermChoices, site: string | null): Finding[] {
  return [
    ...(terms.fixedFee.enabled ? checkServices(terms.fixedFee, choices, site) : []),
    ...(terms.perLaborHour.enabled ? checkJobs(terms.perLaborHour, choices) : []),
  ];
}

function checkServices(
  { serviceRates }: ExportedTerms['fixedFee'],
  { services, servicesAt }: TermChoices,
  site: string | null,
): Finding[] {
  if (services.size === 0) return [];
  const before = servicesAt.get(site ?? '');
  return serviceRates.flatMap((rate, at) => {
    const code = rate.code.trim();
    // What is no code at all is another finding.
    if (!/^\d{4}$/.test(code) || services.has(code) || before?.has(code) === true) return [];
    const near = serviceNextTo(code, [...services.keys()]);
    const nearest = `${near}, ${services.get(near) ?? ''}`;
    return [finding('SERVICE_UNKNOWN', `fixedFee.serviceRates[${String(at + 1)}].code`, { code, nearest })];
  });
}

/** Accounts of like services stand together in the chart. */
function serviceNextTo(code: string, codes: readonly string[]): string {
  const away = (other: string): number => Math.abs(Number.parseInt(other, 10) - Number.parseInt(code, 10));
  return codes.toSorted((one, other) => away(one) - away(other))[0] ?? '';
}

function checkJobs({ jobRates }: ExportedTerms['perLaborHour'], { jobs }: TermChoices): Finding[] {
  if (jobs.size === 0) return [];
  const codes = jobRates.map(({ jobCode }) => jobCode.trim().toUpperCase());
  const areSalaried = codes.length > 0 && codes.every((code) => jobs.get(code)?.isSalaried === true);
  const nearest = nearestCodes(
    codes.filter((code) => !jobs.has(code)),
    [...jobs.keys()],
  );
  return [
    ...(areSalaried
      ? [finding('HOURLY_JOB_MISSING', 'perLaborHour.jobRates', { jobs: codes.join(', ') })]
      : []),
    ...codes.flatMap((code, at) => {
      if (code === '' || jobs.has(code)) return [];
      const near = nearest.get(code)?.code;
      const hint = near === undefined || !jobs.has(near) ? '' : ` (nearest: ${near})`;
      return [finding('JOB_UNKNOWN', `perLaborHour.jobRates[${String(at + 1)}].jobCode`, { code, hint })];
    }),
  ];
}
