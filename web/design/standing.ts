import type { Meaning } from './state-chip.tsx';
import type { CycleSite } from '../service/forecasts.ts';

const meanings: Readonly<Record<string, Meaning>> = {
  'not started': 'needed',
  entered: 'going',
  submitted: 'going',
  approved: 'good',
  rejected: 'bad',
};

/** What the state of a forecast means: what is late needs somebody, whatever it is. */
export function meaningOf({ state, late }: CycleSite): Meaning {
  return late === null ? (meanings[state] ?? 'going') : 'needed';
}
