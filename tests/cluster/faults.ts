import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machines.ts';

/** Something that happens to a machine, and how it passes. */
export interface Fault {
  readonly name: string;
  readonly strike: (primary: Machine, others: readonly Machine[]) => Promise<void>;
}

/** Longer than the lease of a primary (ttl, 20 s): another one is promoted. */
const beyondLease = 26_000;

/** What happens, from what takes least. */
const faults: readonly Fault[] = [
  {
    name: 'its server is killed',
    strike: (primary) => primary.signal('postgres', 'SIGKILL'),
  },
  {
    name: 'a planned switchover',
    strike: async (primary) => {
      await primary.patronictl('switchover', 'daybook', '--leader', primary.name, '--force').catch(() => '');
    },
  },
  {
    name: 'its server hangs for four seconds',
    strike: async (primary) => {
      await primary.signal('postgres', 'SIGSTOP');
      await sleep(4_000);
      await primary.signal('postgres', 'SIGCONT');
    },
  },
  {
    name: 'a standby is killed',
    strike: async (_, [standby]) => {
      await standby?.signal('postgres', 'SIGKILL');
    },
  },
  {
    name: 'its clock jumps',
    strike: async (primary) => {
      await primary.setClock('+90');
      await sleep(3_000);
      await primary.setClock('-90');
      await sleep(3_000);
      await primary.setClock('+0');
    },
  },
  {
    name: 'its cable is slow',
    strike: async (primary) => {
      await primary.setSlow(true);
      await sleep(6_000);
      await primary.setSlow(false);
    },
  },
  {
    name: 'its cable is cut for a moment',
    strike: async (primary) => {
      await primary.setCable('down');
      await sleep(4_000);
      await primary.setCable('up');
    },
  },
  {
    name: 'its disk is full',
    strike: async (primary) => {
      await primary.setDiskFull(true);
      await sleep(5_000);
      await primary.setDiskFull(false);
    },
  },
  {
    name: 'it is turned off',
    strike: async (primary) => {
      await primary.turnOff();
      await sleep(beyondLease);
      primary.start();
    },
  },
  {
    name: 'it is cut off',
    strike: async (primary) => {
      await primary.setCable('down');
      await sleep(beyondLease);
      await primary.setCable('up');
    },
  },
  {
    name: 'it hears nothing and goes on sending',
    strike: async (primary) => {
      await primary.setDeaf(true);
      await sleep(beyondLease);
      await primary.setDeaf(false);
    },
  },
  {
    name: 'its manager hangs',
    strike: async (primary) => {
      await primary.signal('patroni', 'SIGSTOP');
      await sleep(beyondLease);
      await primary.signal('patroni', 'SIGCONT');
    },
  },
];

/** One of them, by chance from 0 to 1: the first ones more often; or of those whose name says `only`. */
export function faultAt(chance: number, only = ''): Fault {
  const possible = faults.filter(({ name }) => name.includes(only));
  const fault = possible[Math.floor(chance ** 1.5 * possible.length)];
  if (fault === undefined) throw new Error(`no fault is called ${only}`);
  return fault;
}
