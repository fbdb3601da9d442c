import { decimal, roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import { fromFacts, fromTerms, fromWork } from '../explanation.ts';
import type { Facts, LaborTotal, LaborWeek } from '../facts.ts';
import type { Input } from '../line.ts';
import type { Terms } from '../terms.ts';
import { clausePath, clausesOfKind, type WeeklyQuantity } from './clause.ts';
import { laborPlace, type Replacements } from './replacements.ts';

type Kind = 'regularHours' | 'premiumHours';

/** Hours of a job and kind that the quantities of the weeks took in. */
type Taken = Map<string, Decimal>;

/**
 * The labor of the month with only those hours that are above a weekly quantity (billing.md 3.5). Weeks run from
 * Sunday to Saturday and are cut at the border of the month; a part of a week has its part of the quantity, by days and
 * to hundredths of an hour. The quantity takes in regular hours first, job by job in the order of the contract, and
 * premium hours last, as overtime is what comes at the end of a week.
 */
export function billableLabor(
  terms: Terms,
  facts: Facts,
): { labor: readonly LaborTotal[]; replaced: Replacements } {
  const replaced: Replacements = new Map();
  let labor = facts.labor;
  for (const clause of clausesOfKind(terms, 'weekly-quantity')) {
    const jobs = jobsOf(clause, terms);
    const taken = takenIn(clause, jobs, facts.forClauses?.weeks ?? []);
    labor = labor.map((row) => (jobs.includes(row.jobCode) ? withoutTaken(row, taken) : row));
    for (const [place, hours] of taken) replaced.set(place, explained(clause, hours));
  }
  return { labor, replaced };
}

function jobsOf({ jobCodes }: WeeklyQuantity, { laborHour }: Terms): string[] {
  const jobs = new Set((laborHour ?? []).map(({ jobCode }) => jobCode));
  return [...jobs].filter((jobCode) => jobCodes.length === 0 || jobCodes.includes(jobCode));
}

function takenIn({ hours }: WeeklyQuantity, jobs: readonly string[], weeks: readonly LaborWeek[]): Taken {
  const taken: Taken = new Map();
  for (const rows of Map.groupBy(weeks, ({ startsOn }) => startsOn).values()) {
    const days = decimal(String(rows[0]?.days ?? 7));
    let left = roundHalfAway(hours.times(days).div('7'), 2);
    for (const kind of ['regularHours', 'premiumHours'] as const)
      for (const job of jobs) {
        const worked = sum(rows.filter(({ jobCode }) => jobCode === job).map((row) => row[kind]));
        const part = worked.gt(left) ? left : worked;
        left = left.minus(part);
        const place = laborPlace(job, kind);
        taken.set(place, (taken.get(place) ?? decimal('0')).plus(part));
      }
  }
  return taken;
}

function withoutTaken(row: LaborTotal, taken: Taken): LaborTotal {
  const rest = (kind: Kind): Decimal =>
    row[kind].minus(taken.get(laborPlace(row.jobCode, kind)) ?? decimal('0'));
  return { ...row, regularHours: rest('regularHours'), premiumHours: rest('premiumHours') };
}

/** The hours as worked, the quantity, and what is left of them. */
function explained(clause: WeeklyQuantity, taken: Decimal): (input: Input) => Input[] {
  return (input) => {
    if (input.from.kind !== 'facts') return [input];
    const { question, parameters } = input.from;
    const worked = { value: input.value.plus(taken), question, parameters };
    return [
      fromFacts(`${input.name} worked`, 'hours', worked),
      fromTerms('Hours of a week that are not billed', clause.hours, 'hours', clausePath(clause, 'hours')),
      fromWork(`${input.name} above the quantity of each week`, 'hours', input.value),
    ];
  };
}
