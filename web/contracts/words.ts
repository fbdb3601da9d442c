import { month } from '../design/format.ts';
import type { Meaning } from '../design/state-chip.tsx';
import { contractTexts as texts } from '../texts/contracts.ts';

/** A first service month; contracts that came with their beginning hold from 1900-01. */
export function fromWords(iso: string): string {
  return iso === '1900-01' ? texts.beginning : month(iso);
}

/** What the state of a version means for whoever looks. */
export function meaningOf(state: string): Meaning {
  if (state === 'active') return 'good';
  return state === 'rejected' ? 'bad' : 'needed';
}
