import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client, S3Errors } from '@bradenmacdonald/s3-lite-client';
import {
  atLocation,
  isMissing,
  missingFile,
  ofLocation,
  sizeOf,
  watchedStream,
  type StorageLocation,
} from './storage-location.ts';

/** A bucket of S3-compatible storage, and who enters it. */
export interface Bucket {
  readonly bucket: string;
  /** What stands before every name, without a slash at its ends; may be empty. */
  readonly prefix: string;
  /** Scheme, host and port. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

const MIB = 1024 * 1024;
/** Storage takes 10,000 parts of at least 5 MiB; four of them are in memory at a time. */
const leastPart = 16 * MIB;
const mostParts = 9_000;
const mostTurns = 3;

/**
 * A bucket of S3-compatible storage. An object appears whole or not at all; what is larger than a part is sent in parts
 * that count only together.
 */
export function s3Location(access: Bucket): StorageLocation {
  const { bucket, prefix } = access;
  const name = `s3://${[bucket, prefix].filter((part) => part !== '').join('/')}`;
  const client = new S3Client({
    endPoint: access.endpoint,
    region: access.region,
    bucket,
    accessKey: access.accessKey,
    secretKey: access.secretKey,
  });
  const again = <T>(work: () => Promise<T>): Promise<T> => atLocation(name, () => retried(work));
  const keyOf = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`);
  return {
    name,
    list: (folder) =>
      again(async () => {
        const under = keyOf(folder === '' ? '' : `${folder}/`);
        const names: string[] = [];
        for await (const entry of client.listObjectsGrouped({ prefix: under, delimiter: '/' }))
          names.push((entry.type === 'Object' ? entry.key : entry.prefix.slice(0, -1)).slice(under.length));
        return names.filter((each) => each !== '' && !each.startsWith('.'));
      }),
    read: (path) =>
      again(async () => {
        const from = (offset: number): Promise<Response> =>
          client.getPartialObject(keyOf(path), { offset, length: 0 }).catch((cause: unknown) => {
            if (cause instanceof S3Errors.ServerError && cause.code === 'NoSuchKey') throw missingFile(path);
            throw cause;
          });
        const response = await from(0);
        const bytes = Number.parseInt(response.headers.get('content-length') ?? '0', 10);
        return ofLocation(name, { stream: Readable.from(contentOf(response, bytes, from)), bytes });
      }),
    put: (path, content) =>
      atLocation(name, async () => {
        const size = sizeOf(content);
        const partSize = Math.max(leastPart, Math.ceil(size / mostParts));
        const stream = Readable.toWeb(watchedStream(content)) as globalThis.ReadableStream<
          Uint8Array<ArrayBuffer>
        >;
        await client.putObject(keyOf(path), stream, { size, partSize });
      }),
    remove: (path) => again(() => client.deleteObject(keyOf(path))),
    close: () => Promise.resolve(),
  };
}

/** What an object holds; a connection that breaks off is made again, and goes on where it was. */
async function* contentOf(
  first: Response,
  bytes: number,
  from: (offset: number) => Promise<Response>,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let response = first;
  for (let turn = 1; ; turn += 1)
    try {
      for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        offset += piece.length;
        turn = 1;
        yield piece;
      }
      return;
    } catch (cause) {
      // Storage may close a connection before its end was seen.
      if (offset === bytes) return;
      if (turn === mostTurns) throw cause;
      await sleep(turn * 500);
      response = await retried(() => from(offset));
      if (response.headers.get('etag') !== first.headers.get('etag'))
        throw new Error('the object became another one while it was read');
    }
}

/** Does again what may be done twice when the connection broke, as one does that storage closed since it was idle. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn += 1)
    try {
      return await work();
    } catch (cause) {
      const isAnswer = cause instanceof S3Errors.S3Error || isMissing(cause);
      if (isAnswer || turn === mostTurns) throw cause;
      await sleep(turn * 500);
    }
}
