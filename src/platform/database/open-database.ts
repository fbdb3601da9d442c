import type { Configuration } from '../configuration.ts';
import { openPool, type Database } from './database.ts';
import { shareServer } from './embedded/shared-server.ts';
import type { Durability } from './embedded/settings.ts';
import { openServers } from './servers/open-servers.ts';
import { oneServer } from './servers/servers.ts';
import { withoutSecrets } from './probe-server.ts';

/** How to open the database; every part has a default. */
export interface OpenOptions {
  /** Told what takes longer than a moment, one sentence at a time. Default: nobody is told. */
  readonly report?: (message: string) => void;
  /** Most connections at once. Default 10: two cores keep no more busy. */
  readonly poolSize?: number;
  /** Of the embedded server that this call starts. Anything but the default loses data when the machine stops. */
  readonly durability?: Durability;
}

/**
 * Opens the database that the configuration names: the server at `databaseUrl`, else the embedded one in `dataDir`,
 * which is started when it does not run. Throws `DATABASE_UNENCRYPTED` or what `openServers` throws. Close it, or the
 * embedded server goes on running until the next command.
 */
export async function openDatabase(
  configuration: Pick<Configuration, 'databaseUrl' | 'dataDir'>,
  options: OpenOptions = {},
): Promise<Database> {
  const { report = () => undefined, poolSize = 10, durability = 'full' } = options;
  if (configuration.databaseUrl !== undefined) {
    const where = withoutSecrets(configuration.databaseUrl);
    const servers = await openServers(configuration.databaseUrl);
    return openPool({ servers, where, embedded: false, poolSize, onClose: () => Promise.resolve() });
  }
  const server = await shareServer(configuration.dataDir, { durability, report });
  const where = `${withoutSecrets(server.url)} (embedded, data in ${configuration.dataDir})`;
  return openPool({
    servers: oneServer(server.url),
    where,
    embedded: true,
    poolSize,
    guard: (onRestart) => server.guard(onRestart),
    onClose: () => server.leave(),
  });
}
