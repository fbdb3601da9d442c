import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import {
  atLocation,
  isMissing,
  missingFile,
  ofLocation,
  watchedStream,
  type StorageLocation,
} from './storage-location.ts';

/** A folder of another machine, and who enters it. */
export interface RemoteFolder {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absolute path there. */
  readonly folder: string;
  /** Fingerprint of the key that the machine proves itself with, as `ssh-keygen -l` prints it: `SHA256:…`. */
  readonly hostKey: string;
  /** File of the private key; absent: the secret is the password. */
  readonly keyFile?: string;
  /** Password, or passphrase of the private key. */
  readonly secret?: string;
}

const DRAFT = '.new-';
/** Every server takes so much at once. */
const pieceBytes = 32 * 1024;
/** Pieces that are on their way at a time, so that the distance costs little. */
const window = 32;
const ciphers = [
  ...(['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr', 'aes128-ctr'] as const),
  'chacha20-poly1305@openssh.com',
] as const;
/** Answer of the protocol for a file that is not there. */
const NO_SUCH_FILE = 2;

/**
 * A folder of another machine over SFTP, by one connection. What is written has another name until it is whole, and is
 * flushed where the server can (an extension of OpenSSH).
 */
export async function sftpLocation(remote: RemoteFolder): Promise<StorageLocation> {
  const { user, host, port, folder } = remote;
  const name = `sftp://${user}@${host}${port === 22 ? '' : `:${String(port)}`}${folder}`;
  const client = new Client();
  const sftp = await atLocation(name, () => connected(client, remote));
  const pathOf = (path: string): string => (path === '' ? folder : `${folder}/${path}`);
  return {
    name,
    list: (below) =>
      atLocation(name, async () => {
        const entries = await answered<{ filename: string }[]>((done) => {
          sftp.readdir(pathOf(below), done);
        }).catch((cause: unknown) => {
          if (isMissing(cause)) return [];
          throw cause;
        });
        return entries.map(({ filename }) => filename).filter((each) => !each.startsWith('.'));
      }),
    read: (path) =>
      atLocation(name, async () => {
        const handle = await answered<Buffer>((done) => {
          sftp.open(pathOf(path), 'r', done);
        });
        const { size } = await answered<{ size: number }>((done) => {
          sftp.fstat(handle, done);
        });
        return ofLocation(name, { stream: Readable.from(piecesOf(sftp, handle, size)), bytes: size });
      }),
    put: (path, content) =>
      atLocation(name, async () => {
        const place = pathOf(path);
        const [above, last] = [
          place.slice(0, place.lastIndexOf('/')),
          place.slice(place.lastIndexOf('/') + 1),
        ];
        await makeFolders(sftp, above);
        const draft = `${above}/${DRAFT}${last}`;
        try {
          await writeAll(sftp, draft, watchedStream(content));
          await replace(sftp, draft, place);
        } catch (cause) {
          await answered((done) => {
            sftp.unlink(draft, done);
          }).catch(() => undefined);
          throw cause;
        }
      }),
    remove: (path) =>
      atLocation(name, async () => {
        await answered((done) => {
          sftp.unlink(pathOf(path), done);
        }).catch((cause: unknown) => {
          if (!isMissing(cause)) throw cause;
        });
        await removeEmpty(sftp, path, pathOf);
      }),
    close: () => {
      client.end();
      return Promise.resolve();
    },
  };
}

async function connected(client: Client, remote: RemoteFolder): Promise<SFTPWrapper> {
  const { host, port, user, hostKey, keyFile, secret } = remote;
  let isStranger = false;
  const settings: ConnectConfig = {
    host,
    port,
    username: user,
    readyTimeout: 20_000,
    // A connection that is dead is found out, and what waits for it fails.
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    // What the processor helps with comes first: the usual first choice is computed in JavaScript.
    algorithms: { cipher: [...ciphers] },
    hostVerifier: (key: Buffer) => {
      isStranger = fingerprintOf(key) !== hostKey;
      return !isStranger;
    },
  };
  if (keyFile === undefined) settings.password = secret ?? '';
  else {
    settings.privateKey = await readFile(keyFile);
    if (secret !== undefined) settings.passphrase = secret;
  }
  return new Promise((resolve, reject) => {
    client.on('error', (cause) => {
      reject(isStranger ? new Error(`the machine that answers does not have the key ${hostKey}`) : cause);
    });
    client.once('close', () => {
      reject(new Error('the connection was closed'));
    });
    client.once('ready', () => {
      client.sftp((cause, sftp) => {
        if (cause !== undefined) reject(cause);
        else resolve(sftp);
      });
    });
    client.connect(settings);
    // Small answers do not wait for one another.
    client.setNoDelay(true);
  });
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Runs a call of the driver; a file that is missing fails as everywhere. */
function answered<T>(
  call: (done: (cause: Error | null | undefined, answer?: unknown) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    call((cause, answer) => {
      if (cause === null || cause === undefined) resolve(answer as T);
      else reject('code' in cause && cause.code === NO_SUCH_FILE ? missingFile('it') : cause);
    });
  });
}

/** Pieces of a file in order, with several on their way. */
async function* piecesOf(sftp: SFTPWrapper, handle: Buffer, size: number): AsyncGenerator<Buffer> {
  const ahead: Promise<Buffer>[] = [];
  let next = 0;
  try {
    for (;;) {
      for (; ahead.length < window && next < size; next += pieceBytes) {
        const piece = readPiece(sftp, handle, next, Math.min(pieceBytes, size - next));
        // Whoever stops early does not wait for what is on its way.
        piece.catch(() => undefined);
        ahead.push(piece);
      }
      const first = ahead.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    sftp.close(handle, () => undefined);
  }
}

/** A server may answer with less than what it was asked for. */
async function readPiece(sftp: SFTPWrapper, handle: Buffer, from: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const taken = await new Promise<number>((resolve, reject) => {
      sftp.read(handle, piece, at, length - at, from + at, (cause: Error | undefined, bytes: number) => {
        if (cause) reject(cause);
        else resolve(bytes);
      });
    });
    if (taken === 0) throw new Error('the file became shorter while it was read');
    at += taken;
  }
  return piece;
}

async function writeAll(sftp: SFTPWrapper, path: string, content: Readable): Promise<void> {
  const handle = await answered<Buffer>((done) => {
    sftp.open(path, 'w', { mode: 0o600 }, done);
  });
  const underWay = new Set<Promise<void>>();
  const failures: Error[] = [];
  let at = 0;
  const write = (piece: Buffer, from: number): void => {
    const writing = answered<undefined>((done) => {
      sftp.write(handle, piece, 0, piece.length, from, done);
    })
      .catch((cause: unknown) => {
        failures.push(cause instanceof Error ? cause : new Error(String(cause)));
      })
      .finally(() => underWay.delete(writing)) as Promise<void>;
    underWay.add(writing);
  };
  try {
    for await (const chunk of content as AsyncIterable<Buffer>)
      for (let from = 0; from < chunk.length; from += pieceBytes) {
        const piece = chunk.subarray(from, from + pieceBytes);
        write(piece, at);
        at += piece.length;
        if (underWay.size >= window) await Promise.race(underWay);
        requireNone(failures);
      }
    await Promise.all(underWay);
    requireNone(failures);
    // Not every server can; then its disk decides when.
    await answered((done) => {
      sftp.ext_openssh_fsync(handle, done);
    }).catch(() => undefined);
  } finally {
    await answered((done) => {
      sftp.close(handle, done);
    }).catch(() => undefined);
  }
}

function requireNone([first]: readonly Error[]): void {
  if (first !== undefined) throw first;
}

/** OpenSSH renames over a file at once; for another server the old one goes first. */
async function replace(sftp: SFTPWrapper, draft: string, place: string): Promise<void> {
  try {
    await answered((done) => {
      sftp.ext_openssh_rename(draft, place, done);
    });
  } catch {
    await answered((done) => {
      sftp.unlink(place, done);
    }).catch(() => undefined);
    await answered((done) => {
      sftp.rename(draft, place, done);
    });
  }
}

/** Makes a folder and those above it, where they are missing. */
async function makeFolders(sftp: SFTPWrapper, folder: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    answered((done) => {
      sftp.stat(folder, done);
    }).then(
      () => true,
      () => false,
    );
  if (folder === '' || (await isThere())) return;
  await makeFolders(sftp, folder.slice(0, folder.lastIndexOf('/')));
  await answered((done) => {
    sftp.mkdir(folder, { mode: 0o700 }, done);
  });
}

/** A folder that is not empty stays; the server says no. */
async function removeEmpty(sftp: SFTPWrapper, path: string, pathOf: (path: string) => string): Promise<void> {
  const above = path.split('/');
  while (above.pop() !== undefined && above.length > 0) {
    const isGone = await answered((done) => {
      sftp.rmdir(pathOf(above.join('/')), done);
    }).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}
