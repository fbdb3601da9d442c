import type { Meaning } from './state-chip.tsx';

const meanings: Readonly<Record<string, Meaning>> = {
  Generating: 'going',
  'AR Review': 'needed',
  'Approval Team': 'needed',
  'Ready To Send': 'good',
  Sent: 'closed',
  Failed: 'bad',
  Rejected: 'bad',
};

/** What the state of a statement means for whoever looks at a list. */
export function meaningOf(state: string): Meaning {
  return meanings[state] ?? 'going';
}

const postingMeanings: Readonly<Record<string, Meaning>> = {
  acknowledged: 'good',
  failed: 'bad',
  unclear: 'needed',
  pending: 'going',
};

/** What the state of a document for the ledger means. */
export function meaningOfPosting(state: string): Meaning {
  return postingMeanings[state] ?? 'closed';
}

/** Severities of alerts from the worst, and what each means. */
const severities = { critical: 'bad', high: 'bad', medium: 'needed', low: 'needed' } as const;
type Severity = keyof typeof severities;

/** What the severity of an alert means. */
export function meaningOfSeverity(severity: Severity): Meaning {
  return severities[severity];
}

/** The place of a severity when the worst comes first. */
export function severityOrder(severity: Severity): number {
  return Object.keys(severities).indexOf(severity);
}
