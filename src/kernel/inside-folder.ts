import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { refusal } from './errors.ts';

/**
 * The path of a file within a folder, by names that may come from data: each is one name, never a way out of the
 * folder. Refuses with FILE_NAME_REFUSED.
 */
export function pathInside(folder: string, ...names: readonly string[]): string {
  for (const name of names)
    if (name === '' || name === '.' || name === '..' || /[/\\\p{Cc}]/u.test(name))
      throw refusal('FILE_NAME_REFUSED', { name: JSON.stringify(name), folder });
  const path = join(folder, ...names);
  if (!resolve(path).startsWith(`${resolve(folder)}${sep}`))
    throw refusal('FILE_NAME_REFUSED', { name: JSON.stringify(names.join('/')), folder });
  return path;
}

/** Writes a file within a folder, which is made where it is missing. As `pathInside`. */
export async function writeInside(
  folder: string,
  names: string | readonly string[],
  content: string | Buffer,
): Promise<string> {
  const path = pathInside(folder, ...(typeof names === 'string' ? [names] : names));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}
