import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machines.ts';

/** Something that happens to a machine, and how it passes. */
export interface Fault {
  readonly name: string;
  /** How often it happens among a hundred faults, less often what takes long. */
  readonly share: number;
  readonly strike: (primary: Machine, others: readonly Machine[]) => Promise<void>;
}

/** Longer than the lease of a primary (ttl, 20 s): another one is promoted. */
const beyondLease = 24_000;
/** Long enough to be felt, and over before the lease is. */
const moment = 4_000;

/** Names of the faults that the bench measures. */
export const killed = 'its server is killed';
export const switched = 'a planned switchover';

const faults: readonly Fault[] = [
  {
    name: killed,
    share: 22,
    strike: (primary) => primary.signal('postgres', 'SIGKILL'),
  },
  {
    name: switched,
    share: 18,
    strike: async (primary) => {
      await primary.patronictl('switchover', 'daybook', '--leader', primary.name, '--force').catch(() => '');
    },
  },
  {
    name: 'a standby is killed',
    share: 12,
    strike: async (_, [standby]) => {
      await standby?.signal('postgres', 'SIGKILL');
    },
  },
  {
    name: 'its server hangs for a moment',
    share: 10,
    strike: (primary) =>
      forWhile(
        moment,
        () => primary.signal('postgres', 'SIGSTOP'),
        () => primary.signal('postgres', 'SIGCONT'),
      ),
  },
  {
    name: 'its cable is cut for a moment',
    share: 8,
    strike: (primary) =>
      forWhile(
        moment,
        () => primary.setCable('down'),
        () => primary.setCable('up'),
      ),
  },
  {
    name: 'it sends nothing for a moment, and hears',
    share: 6,
    strike: (primary) => oneWay(primary, 'sends', moment),
  },
  {
    name: 'its cable is slow',
    share: 8,
    strike: (primary) =>
      forWhile(
        moment,
        () => primary.setSlow(true),
        () => primary.setSlow(false),
      ),
  },
  {
    name: 'its disk is full',
    share: 6,
    strike: (primary) =>
      forWhile(
        moment,
        () => primary.setDiskFull(true),
        () => primary.setDiskFull(false),
      ),
  },
  {
    name: 'its clock jumps',
    share: 6,
    strike: async (primary) => {
      await primary.setClock('+90');
      await sleep(2_000);
      await primary.setClock('-90');
      await sleep(2_000);
      await primary.setClock('+0');
    },
  },
  {
    name: 'it is turned off',
    share: 1,
    strike: (primary) =>
      forWhile(
        beyondLease,
        () => primary.turnOff(),
        () => {
          primary.start();
          return Promise.resolve();
        },
      ),
  },
  {
    name: 'it is cut off',
    share: 1,
    strike: (primary) =>
      forWhile(
        beyondLease,
        () => primary.setCable('down'),
        () => primary.setCable('up'),
      ),
  },
  {
    name: 'it hears nothing and goes on sending',
    share: 1,
    strike: (primary) => oneWay(primary, 'hears', beyondLease),
  },
  {
    name: 'its manager hangs',
    share: 1,
    strike: (primary) =>
      forWhile(
        beyondLease,
        () => primary.signal('patroni', 'SIGSTOP'),
        () => primary.signal('patroni', 'SIGCONT'),
      ),
  },
];

/** Kinds of faults whose name says `only`. */
function faultsCalled(only = ''): readonly Fault[] {
  const possible = faults.filter(({ name }) => name.includes(only));
  if (possible.length === 0) throw new Error(`no fault is called ${only}`);
  return possible;
}

/** Faults without an end: each kind once, in an order by chance, then each as often as its share says. */
export function* drawFaults(random: () => number, only?: string): Generator<Fault, never> {
  const possible = faultsCalled(only);
  yield* shuffled(possible, random);
  const all = possible.flatMap((fault) => Array.from({ length: fault.share }, () => fault));
  for (;;) yield* shuffled(all, random);
}

function shuffled(all: readonly Fault[], random: () => number): Fault[] {
  return all
    .map((fault) => ({ fault, turn: random() }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ fault }) => fault);
}

async function forWhile(
  milliseconds: number,
  begin: () => Promise<void>,
  end: () => Promise<void>,
): Promise<void> {
  await begin();
  await sleep(milliseconds);
  await end();
}

/** Nothing of what a machine sends, or is sent, arrives. */
function oneWay(machine: Machine, way: 'sends' | 'hears', milliseconds: number): Promise<void> {
  return forWhile(
    milliseconds,
    () => machine.dropWhatIt(way),
    () => machine.dropNothing(),
  );
}
