import { listenTo } from '../listen.ts';
import { lendClient, poolAt } from './pool.ts';
import type { Servers } from './servers.ts';

/** How the connections of a driver are made. */
export interface DriverSettings {
  /** Name under which the server knows them. */
  readonly name: string;
  /** How many there are at most. */
  readonly most: number;
}

/**
 * Connections for a library with SQL of its own, as the job queue takes them: values arrive as the driver's own types,
 * and no setting of a session is ours.
 */
export interface Driver {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Hears of a channel; `again` is told whenever something may have been missed. */
  listen(
    channel: string,
    heard: (payload: string) => void,
    again: () => void,
  ): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

/** Opens such connections, which follow the server that takes writes as the pool does. */
export function openDriver(servers: Servers, { name, most }: DriverSettings): Driver {
  const plain = { application_name: name, options: undefined, types: undefined };
  const pool = poolAt(servers, most, plain);
  return {
    executeSql: (text, values) => lendClient({ pool, servers }, (client) => client.query(text, values)),
    listen: async (channel, heard, again) => {
      const clientSettings = () => ({ ...servers.settings(), ...plain });
      const close = await listenTo({ clientSettings }, channel, { heard, missed: again });
      return { close };
    },
    close: () => pool.end(),
  };
}
