import assert from 'node:assert/strict';
import { get } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machines.ts';

/** What Patroni says of a member. */
interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** Milliseconds for Patroni to answer: the machine may be cut off. */
const patience = 1_000;

/** What the Patroni of a machine says of all members; nothing where it does not answer. */
function membersAt({ address }: Machine, authority: Buffer): Promise<readonly Member[]> {
  return new Promise<readonly Member[]>((resolve, reject) => {
    const asking = get(`https://${address}:8008/cluster`, {
      ca: authority,
      agent: false,
      timeout: patience,
    });
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', reject);
    asking.on('response', (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('error', reject);
      answer.on('end', () => {
        const { members } = JSON.parse(text) as { readonly members?: readonly Member[] };
        resolve(members ?? []);
      });
    });
  }).catch(() => []);
}

/**
 * Waits until one member takes writes, and the others follow it, one of them confirming, as all of them say: a machine
 * that was cut off says for a while what it knew before. The machine that takes writes.
 */
export async function waitUntilWhole(
  machines: readonly Machine[],
  authority: Buffer,
  milliseconds: number,
): Promise<Machine> {
  const began = performance.now();
  for (;;) {
    const views = await Promise.all(machines.map((machine) => membersAt(machine, authority)));
    const leaders = new Set(views.map((members) => leaderOf(members, machines.length)));
    const [leader] = leaders;
    const primary = machines.find(({ name }) => name === leader);
    if (primary !== undefined && leaders.size === 1) return primary;
    if (performance.now() - began > milliseconds) {
      const words = await Promise.all(machines.map(async (one) => `${one.name}: ${await one.lastWords()}`));
      assert.fail(`not whole: ${JSON.stringify(views)}\n${words.join('\n')}`);
    }
    await sleep(250);
  }
}

/** Who takes writes in a cluster that is whole; undefined in one that is not. */
function leaderOf(members: readonly Member[], count: number): string | undefined {
  const leader = members.find(({ role, state }) => role === 'leader' && state === 'running');
  const following = members.filter(({ state }) => state === 'streaming');
  const isConfirmed = members.some(({ role }) => role === 'sync_standby');
  return following.length === count - 1 && isConfirmed ? leader?.name : undefined;
}
