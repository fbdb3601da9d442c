import { join } from 'node:path';
import { systemClock, type Clock } from '../src/kernel/clock.ts';
import type { Signing } from '../src/platform/security/audit/signed-head.ts';
import { signingKeyAt } from '../src/platform/security/audit/signed-head.ts';

/** Signs with a key in the folder, which is made on first need, and keeps the heads in a file beside it. */
export async function signingIn(
  folder: string,
  clock: Clock = systemClock,
): Promise<Signing & { file: string }> {
  const key = await signingKeyAt(join(folder, 'audit-signing.pem'));
  return { key, clock, file: join(folder, 'outside', 'heads.jsonl') };
}
