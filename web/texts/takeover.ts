import { counted } from './plural.ts';

// Data: what the old system held and could not be taken over.
export const takeoverTexts = {
  name: 'Records of the old system that are held back',
  word: 'record',
  record: 'Record',
  entity: 'Kind',
  message: 'Why it is held back',
  file: 'File',
  line: 'Line',
  title: (record: string): string => `Record ${record}`,
  correct: 'Correct what is wrong, then take the record over.',
  replay: 'Take over',
  replaying: (count: number): string => `Take over ${counted(count, 'record')}`,
  discard: 'Discard',
  discarding: (count: number): string => `Discard ${counted(count, 'record')}`,
  empty: 'No record of the old system is held back.',
} as const;
