import { availableParallelism, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';

/** How much the server does so that a committed row survives a power cut. */
export type Durability = 'full' | 'none: throw-away data only';

const MIB = 1024 * 1024;

/** The server's settings for this machine, as lines of a PostgreSQL configuration file. */
export async function serverSettings(cluster: string, durability: Durability): Promise<string> {
  const settings = { ...(await sizes(cluster)), ...standing, ...(durability === 'full' ? {} : throwAway) };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return [
    '# Rewritten at every start. Your own settings: alter system set ...; they take precedence.',
    ...lines,
    '',
  ].join('\n');
}

const standing = {
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  // For the program itself: logins of people have 57 between them, and 5 each.
  reserved_connections: '40',
  // A fact has one partition per month; a question over ten facts and 100 months locks each with its indexes.
  max_locks_per_transaction: '1024',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  // The packaged servers are built without lz4; `on` means pglz.
  wal_compression: 'on',
  // Which blocks were written since a backup, so that the next one need not read the others.
  summarize_wal: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  // Counts statements; what it costs was not to be measured.
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '2000',
  // Statements such as `create role` have values that cannot be left out.
  'pg_stat_statements.track_utility': 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'iso, ymd',
  log_line_prefix: '%m [%p] %a ',
  // A statement that fails is told to the caller; the log keeps what only the server knows.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  // The detail of an error quotes rows, and rows hold personal data.
  log_error_verbosity: 'terse',
};

/** For throw-away clusters of tests: nothing survives a crash. */
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  summarize_wal: 'off',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  autovacuum: 'on',
};

async function sizes(cluster: string): Promise<Record<string, string>> {
  // In a container the limit of the control group counts, not the machine's memory; 0 means none.
  const limit = process.constrainedMemory();
  const memory = Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / MIB);
  const disk = await statfs(cluster);
  const freeDisk = Math.floor((disk.bavail * disk.bsize) / MIB);
  return {
    shared_buffers: megabytes(memory / 8, 128, 1024),
    effective_cache_size: megabytes(memory / 2, 256, 65_536),
    maintenance_work_mem: megabytes(memory / 16, 64, 512),
    work_mem: megabytes(memory / 256, 8, 64),
    max_wal_size: megabytes(freeDisk / 8, 256, 8192),
    // Log that nobody stores may not fill the disk.
    max_slot_wal_keep_size: megabytes(freeDisk / 8, 512, 65_536),
    max_parallel_workers: String(availableParallelism()),
    dynamic_shared_memory_type: await sharedMemoryType(),
  };
}

/** Containers often give /dev/shm 64 MB, too little for one parallel hash join; System V memory has no such limit. */
async function sharedMemoryType(): Promise<string> {
  if (process.platform === 'win32') return 'windows';
  if (process.platform !== 'linux') return 'posix';
  const shm = await statfs('/dev/shm').catch(() => null);
  return shm !== null && shm.blocks * shm.bsize >= 1024 * MIB ? 'posix' : 'sysv';
}

function megabytes(share: number, least: number, most: number): string {
  return `${String(Math.floor(Math.min(Math.max(share, least), most)))}MB`;
}
