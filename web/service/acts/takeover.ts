import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

/** A record of the old system that is held back. */
export type FormerHeld = Answers['GET /takeover/held'][number];

/** Records of the old system that are held back. */
export const formerHeldQuery = queryOptions({
  queryKey: ['data', 'takeover'],
  queryFn: ({ signal }) => read<Answers['GET /takeover/held']>('/takeover/held', {}, signal),
});

/** Takes held records over, each separately, with cells that are corrected first. */
export async function replayFormer(
  held: readonly string[],
  set: Readonly<Record<string, string>>,
  reason: string,
): Promise<Answers['POST /takeover/replay']> {
  return send('POST', '/takeover/replay', { body: { held, set }, reason });
}

/** Leaves held records out for good. */
export async function discardFormer(
  held: readonly string[],
  reason: string,
): Promise<Answers['POST /takeover/discard']> {
  return send('POST', '/takeover/discard', { body: { held, reason }, reason });
}
