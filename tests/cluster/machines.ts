import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Debian 13 needs besides its base. */
const packages = ['postgresql-17', 'patroni', 'etcd-server', 'etcd-client', 'libfaketime'];
const release = 'trixie';
const installMilliseconds = 420_000;
const bridge = 'dbk0';
const spacePrefix = 'dbk-';
/** Network of the machines, which is only in this computer: no route leads out of it. */
const network = '10.77.0';
const settings = '/etc/daybook-cluster';
const clockFile = '/var/lib/postgresql/clock';

/** What is missing for machines of one's own, and how to get it; null where nothing is. */
export async function missingForMachines(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux';
  for (const program of ['debootstrap', 'ip', 'tc', 'nft', 'unshare'])
    if (!(await isThere(program)))
      return `it takes ${program} (apt-get install debootstrap iproute2 nftables)`;
  if (await succeeds('ip', ['link', 'show', bridge]))
    return `another run has not ended, or left its network behind (ip link del ${bridge})`;
  if (!(await canMakeNetworks()))
    return 'it takes the right to make networks (a container needs --privileged)';
  return null;
}

async function canMakeNetworks(): Promise<boolean> {
  const trial = `${spacePrefix}trial`;
  if (!(await succeeds('ip', ['netns', 'add', trial]))) return false;
  const inside = ['netns', 'exec', trial];
  const isAllowed =
    (await succeeds('ip', [...inside, 'ip', 'link', 'add', bridge, 'type', 'bridge'])) &&
    (await succeeds('ip', [...inside, 'nft', 'list', 'ruleset'])) &&
    (await succeeds('ip', [...inside, 'unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']));
  await run('ip', ['netns', 'del', trial]);
  return isAllowed;
}

/** Installs Debian 13 into a folder, a minute and a half; false where its packages cannot be had. */
export async function installDebian(folder: string): Promise<boolean> {
  await mkdir(folder);
  const chosen = ['--variant=minbase', `--include=${packages.join(',')}`, release, folder];
  // It is thrown away: no file of it has to be flushed.
  const unflushed = ['DPKG_FORCE=unsafe-io', 'debootstrap'];
  const isInstalled = await succeeds('env', [...unflushed, ...chosen], installMilliseconds);
  // One that was cut short leaves them mounted.
  for (const mounted of ['proc', 'sys']) await succeeds('umount', ['--lazy', join(folder, mounted)]);
  return isInstalled;
}

async function succeeds(program: string, words: readonly string[], timeout = 0): Promise<boolean> {
  return run(program, words, { timeout, maxBuffer: 64 * 1024 * 1024 }).then(
    () => true,
    () => false,
  );
}

function isThere(program: string): Promise<boolean> {
  return succeeds('sh', ['-c', 'command -v "$1"', 'sh', program]);
}

/** A system of its own in a folder, in a network namespace of its own: what a machine is, but for its kernel. */
export class Machine {
  readonly name: string;
  readonly address: string;
  readonly #root: string;
  readonly #space: string;
  #services = new Map<string, ChildProcess>();
  #isOff = true;

  constructor(name: string, number: number, bed: string) {
    this.name = name;
    this.address = `${network}.${String(10 + number)}`;
    this.#root = join(bed, name);
    this.#space = `${spacePrefix}${name}`;
  }

  /** Copies the base, and plugs the machine in. */
  async make(base: string): Promise<void> {
    await run('cp', ['-al', base, this.#root]);
    await run('ip', ['netns', 'add', this.#space]);
    await run('ip', [
      'link',
      'add',
      this.#cable,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      this.#space,
    ]);
    await run('ip', ['link', 'set', this.#cable, 'master', bridge, 'up']);
    await this.inSpace('ip', 'addr', 'add', `${this.address}/24`, 'dev', 'eth0');
    await this.inSpace('ip', 'link', 'set', 'eth0', 'up');
    await this.inSpace('ip', 'link', 'set', 'lo', 'up');
    // A disk that can be filled, and that is gone with the machine.
    await run('mount', ['-t', 'tmpfs', '-o', 'size=700m', 'tmpfs', join(this.#root, 'var/lib/postgresql')]);
  }

  /** Gives it the settings that `daybook cluster example` wrote. */
  async configure(folder: string): Promise<void> {
    await run('cp', ['-r', join(folder, this.name, '.'), join(this.#root, settings)]);
    const own = ['/var/lib/postgresql', '/var/lib/etcd', '/var/run/postgresql', settings];
    await run('chroot', [this.#root, 'mkdir', '-p', ...own]);
    await run('chroot', [this.#root, 'chown', '-R', 'postgres:', ...own]);
    await chmod(join(this.#root, settings, 'post-bootstrap.sh'), 0o700);
    await this.setClock('+0');
  }

  /** Starts what systemd would start and start again. */
  start(): void {
    this.#isOff = false;
    this.#keep('etcd', ['etcd', '--config-file', `${settings}/etcd.yml`]);
    this.#keep('patroni', ['patroni', `${settings}/patroni.yml`]);
  }

  /** Pulls its plug: nothing of it lives on. */
  async turnOff(): Promise<void> {
    this.#isOff = true;
    for (const pid of await this.processes()) signal(pid, 'SIGKILL');
    while ((await this.processes()).length > 0) await sleep(50);
  }

  /** The last lines that Patroni and its server said. */
  async lastWords(): Promise<string> {
    const { stdout } = await run('tail', ['-n', '12', `${this.#root}.patroni.log`]);
    return stdout;
  }

  /** Numbers of its processes, or of those of one program. */
  async processes(program?: string): Promise<number[]> {
    const { stdout } = await run('ip', ['netns', 'pids', this.#space]);
    const pids = stdout.split('\n').flatMap((line) => (line === '' ? [] : [Number.parseInt(line, 10)]));
    if (program === undefined) return pids;
    const names = await Promise.all(
      pids.map((pid) => readFile(`/proc/${String(pid)}/comm`, 'utf8').catch(() => '')),
    );
    return pids.filter((_, at) => names[at]?.trim() === program);
  }

  async signal(program: string, name: NodeJS.Signals): Promise<void> {
    for (const pid of await this.processes(program)) signal(pid, name);
  }

  /** Its cable, at the end of this computer. */
  get #cable(): string {
    return `veth-${this.name}`;
  }

  async setCable(state: 'up' | 'down'): Promise<void> {
    await run('ip', ['link', 'set', this.#cable, state]);
  }

  /** Lets nothing through of what the machine sends, or of what is sent to it; the other way stays open. */
  async dropWhatIt(way: 'sends' | 'hears'): Promise<void> {
    const [hook, side] = way === 'sends' ? ['output', 'oifname'] : ['input', 'iifname'];
    const chain = `type filter hook ${hook} priority 0; ${side} "eth0" drop;`;
    await this.inSpace('nft', `table inet dropped { chain ${way} { ${chain} }; }`);
  }

  /** Lets everything through again. */
  async dropNothing(): Promise<void> {
    await this.inSpace('nft', 'delete', 'table', 'inet', 'dropped');
  }

  /** A cable of 256 kbit/s, or an ordinary one again. */
  async setSlow(isSlow: boolean): Promise<void> {
    const device = ['dev', this.#cable, 'root'];
    const rate = ['tbf', 'rate', '256kbit', 'burst', '16kb', 'latency', '500ms'];
    await run('tc', ['qdisc', ...(isSlow ? ['add', ...device, ...rate] : ['del', ...device])]);
  }

  /** Fills its disk to the last byte, or gives the room back. */
  async setDiskFull(isFull: boolean): Promise<void> {
    const file = join(this.#root, 'var/lib/postgresql/filler');
    if (isFull)
      await run('sh', ['-c', 'cat /dev/zero > "$1" || true', 'sh', file], { timeout: 20_000 }).catch(
        () => null,
      );
    else await rm(file, { force: true });
  }

  /** Sets the clock of its Patroni and PostgreSQL beside that of this computer, such as `+90` or `-90` seconds. */
  async setClock(offset: string): Promise<void> {
    await writeFile(join(this.#root, clockFile), `${offset}\n`);
  }

  async patronictl(...words: string[]): Promise<string> {
    const { stdout } = await run(
      ...this.#entering(['patronictl', '-c', `${settings}/patroni.yml`, ...words]),
      {
        timeout: 60_000,
      },
    );
    return stdout;
  }

  async inSpace(...words: string[]): Promise<void> {
    await run('ip', ['netns', 'exec', this.#space, ...words]);
  }

  #entering(words: readonly string[]): [string, string[]] {
    const enter =
      'r=$1; shift; mount --bind /dev "$r/dev"; mount -t tmpfs -o mode=1777 shm "$r/dev/shm"; ' +
      'mount -t proc proc "$r/proc"; ' +
      'export HOME=/var/lib/postgresql LC_ALL=C.UTF-8; exec chroot --userspec=postgres:postgres "$r" "$@"';
    const faked = ['/usr/bin/env', ...(words[0] === 'patroni' ? fakedClock : [])];
    const inside = ['sh', '-c', enter, 'sh', this.#root, ...faked, ...words];
    return ['ip', ['netns', 'exec', this.#space, 'unshare', '--mount', ...inside]];
  }

  #keep(service: string, words: readonly string[]): void {
    const [program, parameters] = this.#entering(words);
    const log = openSync(`${this.#root}.${service}.log`, 'a');
    const child = spawn(program, parameters, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.#services.set(service, child);
    void once(child, 'exit').then(async () => {
      await sleep(1_000);
      if (!this.#isOff && this.#services.get(service) === child) this.#keep(service, words);
    });
  }

  async remove(): Promise<void> {
    await this.turnOff();
    await run('umount', ['--lazy', join(this.#root, 'var/lib/postgresql')]).catch(() => null);
    // With its other end; of a network that is gone the kernel would take its time to remove it.
    await succeeds('ip', ['link', 'del', this.#cable]);
    await succeeds('ip', ['netns', 'del', this.#space]);
    await rm(this.#root, { recursive: true, force: true });
  }
}

/** The clock of the system, beside that of the computer; what measures durations goes on as it is. */
const fakedClock = [
  'LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  `FAKETIME_TIMESTAMP_FILE=${clockFile}`,
  'FAKETIME_CACHE_DURATION=1',
  'FAKETIME_DONT_FAKE_MONOTONIC=1',
];

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
}

/** Three machines on a network of their own, with Debian 13. */
export interface Bed {
  readonly folder: string;
  readonly machines: readonly Machine[];
  remove(): Promise<void>;
}

/** Makes them in `folder`, from the Debian that lies in `base`. */
export async function makeBed(folder: string, base: string): Promise<Bed> {
  await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
  await run('ip', ['addr', 'add', `${network}.1/24`, 'dev', bridge]);
  await run('ip', ['link', 'set', bridge, 'up']);
  const machines = ['db1', 'db2', 'db3'].map((name, at) => new Machine(name, at + 1, folder));
  for (const machine of machines) await machine.make(base);
  const remove = async (): Promise<void> => {
    await Promise.all(machines.map((machine) => machine.remove()));
    await run('ip', ['link', 'del', bridge]).catch(() => null);
  };
  return { folder, machines, remove };
}
