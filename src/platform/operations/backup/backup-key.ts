import { readFile, stat } from 'node:fs/promises';
import { refusal } from '../../../kernel/errors.ts';
import { keepOnce } from '../../../kernel/inside-folder.ts';

/** The keys of backups: the first encrypts, every one of them decrypts. */
export interface BackupKeys {
  readonly path: string;
  /** Private halves, newest first. */
  readonly identities: readonly string[];
  /** Public half of the first. */
  readonly recipient: string;
}

/** The keys in a file. Refuses with `BACKUP_KEY_MISSING` or `BACKUP_KEY_UNREADABLE`. */
export async function readBackupKeys(path: string): Promise<BackupKeys> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT') throw refusal('BACKUP_KEY_MISSING', { path });
    throw refusal('BACKUP_KEY_UNREADABLE', { path, cause: `the system answers ${code}` });
  });
  // The file format of age: one key a line, comments behind #.
  const identities = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [first] = identities;
  if (first === undefined) throw refusal('BACKUP_KEY_UNREADABLE', { path, cause: 'it holds no key' });
  const { identityToRecipient } = await import('age-encryption');
  try {
    const recipients = await Promise.all(identities.map((identity) => identityToRecipient(identity)));
    return { path, identities, recipient: recipients[0] ?? '' };
  } catch {
    throw refusal('BACKUP_KEY_UNREADABLE', { path, cause: 'a line of it is no key' });
  }
}

/** The keys in the file, which is made with a first key where there is none; whether it was. */
export async function backupKeysOf(path: string): Promise<{ keys: BackupKeys; isNew: boolean }> {
  const isThere = (await stat(path).catch(() => null)) !== null;
  if (!isThere) {
    const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    await keepOnce(path, `# Key of the backups of Daybook\n# public key: ${recipient}\n${identity}\n`);
  }
  return { keys: await readBackupKeys(path), isNew: !isThere };
}
