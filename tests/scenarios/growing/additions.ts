import type { Addition } from './addition.ts';
import { addedRow, addedUseCase } from './additions-for-people.ts';
import { addedFeed, addedQuestion, addedRight } from './additions-of-sources.ts';
import { addedComponent } from './component.ts';
import { addedError, addedRole, addedSetting } from './plain-additions.ts';

/** What is added by following each page of docs/grow. */
export const additions: readonly Addition[] = [
  addedComponent,
  addedError,
  addedFeed,
  addedQuestion,
  addedRight,
  addedRole,
  addedRow,
  addedSetting,
  addedUseCase,
];
