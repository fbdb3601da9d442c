import type { ReactNode } from 'react';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import type { Run } from '../../service/acts/scheduled-jobs.ts';
import { scheduledJobTexts as texts } from '../../texts/administration/scheduled-jobs.ts';

const meanings: Readonly<Record<Run['state'], Meaning>> = {
  waiting: 'going',
  queued: 'going',
  running: 'going',
  done: 'good',
  failed: 'bad',
  cancelled: 'closed',
  skipped: 'closed',
};

/** Where a run stands, in a word. */
export function RunState({ state }: { readonly state: Run['state'] }): ReactNode {
  return <StateChip meaning={meanings[state]}>{texts.states[state]}</StateChip>;
}

/** What brought a run about. */
export function triggerOf({ trigger, asked_by: person, caused_by: cause }: Run): string {
  if (trigger === 'person') return texts.askedBy(person ?? '');
  return trigger === 'event' ? texts.causedBy(cause ?? '') : texts.triggers.time;
}

/** How long a run took, in seconds with one decimal; null while it is not over, and where it never began. */
export function secondsOf({ started_at: begin, ended_at: end }: Run): string | null {
  if (begin === null || end === null) return null;
  return ((Date.parse(end) - Date.parse(begin)) / 1_000).toLocaleString('en-US', {
    maximumFractionDigits: 1,
  });
}
