import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rmdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import ssh2 from 'ssh2';

/** A server that keeps what it is sent in a folder of this machine. */
export interface StorageServer {
  /** Settings with which Daybook stores backups there. */
  readonly settings: Readonly<Record<string, string>>;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A bucket, whose connections break off at once. */
export interface Bucket extends StorageServer {
  readonly breakOff: () => void;
}

/** S3-compatible storage on this machine, with one bucket, at any port unless one is named. */
export async function startBucket(directory: string, chosenPort = 0): Promise<Bucket> {
  await mkdir(directory, { recursive: true });
  const server = new S3rver({
    address: '127.0.0.1',
    port: chosenPort,
    silent: true,
    directory,
    configureBuckets: [{ name: 'books' }],
  });
  // It computes the signature of a list without the slash at the end of the address, unlike any other storage.
  server.middleware.unshift((context, next) => {
    server.allowMismatchedSignatures = context.path === '/books/';
    return next();
  });
  // It does not see folders that hold nothing but folders: here they are gathered from the names of all objects.
  const listAll = server.store.listObjects.bind(server.store);
  server.store.listObjects = async (bucket, { delimiter, prefix = '' }) => {
    const { objects } = await listAll(bucket, { prefix });
    if (delimiter === undefined) return { objects, commonPrefixes: [], isTruncated: false };
    const below = (key: string): number => key.indexOf(delimiter, prefix.length);
    const deeper = objects.filter(({ key }) => below(key) >= 0);
    return {
      objects: objects.filter(({ key }) => below(key) < 0),
      commonPrefixes: [...new Set(deeper.map(({ key }) => key.slice(0, below(key) + 1)))],
      isTruncated: false,
    };
  };
  await server.run();
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    port,
    settings: {
      DAYBOOK_BACKUP_SECOND: 's3://books/daybook/main',
      DAYBOOK_BACKUP_SECOND_ENDPOINT: `http://127.0.0.1:${String(port)}`,
      DAYBOOK_BACKUP_SECOND_ACCESS_KEY: 'S3RVER',
      DAYBOOK_BACKUP_SECOND_SECRET: 'S3RVER',
    },
    breakOff: () => {
      server.httpServer.closeAllConnections();
    },
    close: async () => {
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}

const { Server, utils } = ssh2;
const { STATUS_CODE: answers, flagsToString } = utils.sftp;
const password = 'open sesame';

/** A folder that is reached over SFTP, by the protocol of version 3 with the extensions of OpenSSH used here. */
export async function startSftp(directory: string): Promise<StorageServer> {
  await mkdir(directory, { recursive: true });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const connections = new Set<ssh2.Connection>();
  const server = new Server({ hostKeys: [privateKey] }, (connection) => {
    connections.add(connection);
    // Small answers do not wait for one another.
    (connection as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('authentication', (attempt) => {
      if (attempt.method === 'password' && attempt.username === 'keeper' && attempt.password === password)
        attempt.accept();
      else attempt.reject(['password']);
    });
    connection.on('error', () => undefined);
    connection.on('ready', () => {
      connection.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => {
          serveFolder(acceptSftp(), directory);
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '');
  return {
    port,
    settings: {
      DAYBOOK_BACKUP_SECOND: `sftp://keeper@127.0.0.1:${String(port)}/daybook/main`,
      DAYBOOK_BACKUP_SECOND_SECRET: password,
      DAYBOOK_BACKUP_SECOND_HOST_KEY: `SHA256:${digest}`,
    },
    close: async () => {
      for (const connection of connections) connection.end();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

interface OpenedFolder {
  readonly names: string[];
}

/** Answers for a folder of this machine, with what is open at the moment. */
class ServedFolder {
  readonly #sftp: ssh2.SFTPWrapper;
  readonly #directory: string;
  readonly #handles = new Map<number, FileHandle | OpenedFolder>();
  #last = 0;

  constructor(sftp: ssh2.SFTPWrapper, directory: string) {
    this.#sftp = sftp;
    this.#directory = directory;
  }

  place(path: string): string {
    return join(this.#directory, path);
  }

  opened(id: number, work: Promise<FileHandle | OpenedFolder>): void {
    work.then(
      (content) => {
        this.#handles.set((this.#last += 1), content);
        const handle = Buffer.alloc(4);
        handle.writeUInt32BE(this.#last);
        this.#sftp.handle(id, handle);
      },
      () => {
        this.#sftp.status(id, answers.NO_SUCH_FILE);
      },
    );
  }

  file(handle: Buffer): FileHandle {
    const content = this.#handles.get(handle.readUInt32BE());
    if (content === undefined || 'names' in content) throw new Error('no such file is open');
    return content;
  }

  names(handle: Buffer): string[] {
    const content = this.#handles.get(handle.readUInt32BE());
    return content !== undefined && 'names' in content ? content.names.splice(0, 100) : [];
  }

  async close(handle: Buffer): Promise<void> {
    const content = this.#handles.get(handle.readUInt32BE());
    this.#handles.delete(handle.readUInt32BE());
    if (content !== undefined && 'close' in content) await content.close();
  }

  answer(id: number, work: Promise<unknown>): void {
    work.then(
      () => {
        this.#sftp.status(id, answers.OK);
      },
      (cause: unknown) => {
        const isMissing = (cause as { code?: string }).code === 'ENOENT';
        this.#sftp.status(id, isMissing ? answers.NO_SUCH_FILE : answers.FAILURE);
      },
    );
  }

  describe(id: number, work: Promise<Stats>): void {
    work.then(
      ({ mode, size }) => {
        this.#sftp.attrs(id, { ...noAttributes, mode, size });
      },
      () => {
        this.#sftp.status(id, answers.NO_SUCH_FILE);
      },
    );
  }
}

const noAttributes = { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

function serveFolder(sftp: ssh2.SFTPWrapper, directory: string): void {
  const served = new ServedFolder(sftp, directory);
  serveFiles(sftp, served);
  sftp.on('STAT', (id, path) => {
    served.describe(id, stat(served.place(path)));
  });
  sftp.on('OPENDIR', (id, path) => {
    served.opened(
      id,
      readdir(served.place(path)).then((names) => ({ names })),
    );
  });
  sftp.on('READDIR', (id, handle) => {
    const names = served.names(handle);
    if (names.length === 0) sftp.status(id, answers.EOF);
    else
      sftp.name(
        id,
        names.map((filename) => ({ filename, longname: filename, attrs: noAttributes })),
      );
  });
  sftp.on('MKDIR', (id, path) => {
    served.answer(id, mkdir(served.place(path)));
  });
  sftp.on('RMDIR', (id, path) => {
    served.answer(id, rmdir(served.place(path)));
  });
  sftp.on('REMOVE', (id, path) => {
    served.answer(id, unlink(served.place(path)));
  });
  sftp.on('RENAME', (id, from, to) => {
    // As the protocol has it, and not every server does: never over a file that is there.
    const renaming = stat(served.place(to)).then(
      () => Promise.reject(new Error('the name is taken')),
      () => rename(served.place(from), served.place(to)),
    );
    served.answer(id, renaming);
  });
  sftp.on('EXTENDED', (id) => {
    sftp.status(id, answers.OP_UNSUPPORTED);
  });
}

function serveFiles(sftp: ssh2.SFTPWrapper, served: ServedFolder): void {
  sftp.on('OPEN', (id, path, flags) => {
    served.opened(id, open(served.place(path), flagsToString(flags) ?? 'r'));
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const bytes = Buffer.alloc(length);
    void served
      .file(handle)
      .read(bytes, 0, length, offset)
      .then(({ bytesRead }) => {
        if (bytesRead === 0) sftp.status(id, answers.EOF);
        else sftp.data(id, bytes.subarray(0, bytesRead));
      });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    served.answer(id, served.file(handle).write(data, 0, data.length, offset));
  });
  sftp.on('FSTAT', (id, handle) => {
    served.describe(id, served.file(handle).stat());
  });
  sftp.on('CLOSE', (id, handle) => {
    served.answer(id, served.close(handle));
  });
}
