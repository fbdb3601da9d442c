import { addAbortSignal } from 'node:stream';
import { isMissing, type SizedStream, type StorageLocation } from '../locations/storage-location.ts';
import {
  logFolder,
  logsIn,
  noteReach,
  notedReach,
  removeParts,
  storedLog,
  type LogKey,
} from '../log/log-store.ts';
import { copyProofNotes } from '../proof/proof-notes.ts';
import { copyErasureNotes } from './erasure-notes.ts';
import { storedBackups, storedFiles } from './store.ts';

/**
 * Copies what is new at a location of backups to the second one; both are encrypted alike. Nothing is removed there, so
 * that a first location that was emptied takes nothing along. Interrupted, it goes on where it was.
 */
export class StoreCopy {
  readonly #from: StorageLocation;
  readonly #to: StorageLocation;
  readonly #signal: AbortSignal;
  /** What is there already, so that it need not be asked again and again. */
  readonly #labels = new Set<string>();
  readonly #logFiles = new Map<string, Set<string>>();

  constructor(from: StorageLocation, to: StorageLocation, signal: AbortSignal) {
    this.#from = from;
    this.#to = to;
    this.#signal = signal;
  }

  /** Copies the log that is missing, and the notes of erasures. */
  async copyLogs(): Promise<void> {
    for (const key of await logsIn(this.#from)) await this.#copyLog(key);
    await copyErasureNotes(this.#from, this.#to);
  }

  /** Copies the backups that are missing, each after what it builds upon, and notes of proofs; labels of the former. */
  async copyBackups(): Promise<string[]> {
    const oldestFirst = (await storedBackups(this.#from)).reverse();
    const missing = oldestFirst.filter(({ label }) => !this.#labels.has(label));
    for (const { label } of missing) {
      await this.#copyBackup(label);
      this.#labels.add(label);
    }
    await copyProofNotes(this.#from, this.#to);
    return missing.map(({ label }) => label);
  }

  /** The description comes last: what has none is no backup. */
  async #copyBackup(label: string): Promise<void> {
    const there = await this.#to.list(label);
    if (there.includes(storedFiles.description)) return;
    for (const name of [storedFiles.archive, storedFiles.manifest, storedFiles.description])
      if (!there.includes(name)) await this.#copyFile(`${label}/${name}`);
  }

  async #copyLog(key: LogKey): Promise<void> {
    const folder = logFolder(key);
    const to = { ...key, store: this.#to };
    const there = this.#logFiles.get(folder) ?? new Set(await this.#to.list(folder));
    this.#logFiles.set(folder, there);
    const reach = await notedReach(key);
    let isComplete = true;
    for (const file of await storedLog(key)) {
      if (there.has(file.name)) continue;
      // A part whose segment became whole in this moment is gone: the whole comes next time.
      if (!(await this.#copyFile(`${folder}/${file.name}`))) isComplete = false;
      else {
        there.add(file.name);
        if (file.offset === null) await removeParts(to, file.segment);
      }
    }
    if (reach !== null && isComplete) await noteReach(to, reach);
  }

  /** Whether the file was there to be copied. */
  async #copyFile(path: string): Promise<boolean> {
    const content = await this.#from.read(path).catch((cause: unknown) => {
      if (isMissing(cause)) return null;
      throw cause;
    });
    if (content === null) return false;
    await this.#to.put(path, this.#endable(content));
    return true;
  }

  /** A transfer that ends with the keeper. */
  #endable({ stream, bytes }: SizedStream): SizedStream {
    return { stream: addAbortSignal(this.#signal, stream), bytes };
  }
}
