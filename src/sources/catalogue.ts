import type { Feed } from './feed.ts';
import { feeds as budget } from './budget/index.ts';
import { feeds as greatPlains } from './great-plains/index.ts';
import { feeds as legion } from './legion/index.ts';
import { feeds as revenue } from './revenue/index.ts';
import { feeds as siteMaster } from './site-master/index.ts';
import { feeds as workday } from './workday/index.ts';

/**
 * Every feed, in the order in which a folder is loaded: what others refer to comes first,
 * so that a first load leaves nothing waiting for its site or account.
 */
export const feeds: readonly Feed[] = [
  ...siteMaster,
  ...greatPlains,
  ...workday,
  ...budget,
  ...legion,
  ...revenue,
];

/** The feed of that name, or null. */
export function feedNamed(name: string): Feed | null {
  return feeds.find((feed) => feed.name === name) ?? null;
}
