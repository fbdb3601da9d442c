import type { StoredClause } from './stored-clauses.ts';

/** The component that a clause modifies, with row and tier. */
export function clausePlace({
  component,
  position,
  tier,
}: Pick<StoredClause, 'component' | 'position' | 'tier'>): string {
  const row = position === null ? '' : ` ${String(position)}`;
  return `${component}${row}${tier === null ? '' : ` tier ${String(tier)}`}`;
}

/** The figures of a clause in a few words. */
export function clauseWords(clause: StoredClause): string {
  const { amount, steps, job_codes: jobs } = clause;
  switch (clause.kind) {
    case 'cap':
    case 'minimum':
      return [`${amount ?? ''} ${clause.accumulation ?? ''}`, growthOf(clause)]
        .filter(Boolean)
        .join(', grows by ');
    case 'rate-steps':
      return steps
        .map(({ contractYear, isAdded, amount: rate, overtimeAmount }) => {
          const sign = isAdded ? '+' : '';
          const overtime = overtimeAmount === null ? '' : `/${sign}${overtimeAmount}`;
          return `${String(contractYear)}=${sign}${rate}${overtime}`;
        })
        .join(', ');
    case 'room-threshold':
      return `${amount ?? ''} a room`;
    case 'weekly-quantity':
      return `above ${amount ?? ''} hours a week of ${jobs.length === 0 ? 'all jobs' : jobs.join(', ')}`;
    case 'shared-tiers':
      return [`set ${clause.set_name ?? ''}`, ...clause.other_sites].join(', ');
    case 'escalation':
      return `month ${String(clause.escalates_in)}: ${amount === null ? growthOf(clause) : `${amount} is added`}`;
  }
}

/** By what a clause escalates, or a limit grows in a year; empty when it does not. */
function growthOf(clause: StoredClause): string {
  const {
    fixed_percent: percent,
    index_name: index,
    combine,
    floor_percent: floor,
    cap_percent: cap,
  } = clause;
  const parts = [percent === null ? '' : `${percent} %`, index ?? ''].filter(Boolean);
  const by = combine === null ? parts.join('') : `${combine} of ${parts.join(' and ')}`;
  const ends = [floor === null ? '' : `at least ${floor} %`, cap === null ? '' : `at most ${cap} %`];
  return [by, ...ends].filter(Boolean).join(', ');
}
