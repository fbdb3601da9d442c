import { createReadStream } from 'node:fs';
import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { pathInside, streamKept } from '../../../kernel/inside-folder.ts';
import { flush } from '../flush.ts';
import { atLocation, isMissing, watchedStream, type StorageLocation } from './storage-location.ts';

const DRAFT = '.new-';

/** A folder of this machine, or of another one that is mounted. Nobody else on the machine may look into it. */
export function folderLocation(folder: string): StorageLocation {
  const pathOf = (path: string): string => pathInside(folder, ...path.split('/'));
  return {
    name: folder,
    list: (below) =>
      atLocation(folder, async () => {
        const names = await readdir(below === '' ? folder : pathOf(below)).catch((cause: unknown) => {
          if (isMissing(cause)) return [];
          throw cause;
        });
        return names.filter((name) => !name.startsWith('.'));
      }),
    read: async (path) => {
      const place = pathOf(path);
      const { size } = await stat(place);
      return { stream: createReadStream(place), bytes: size };
    },
    put: async (path, content) => {
      const place = pathOf(path);
      const names = path.split('/');
      const name = names.pop() ?? '';
      const into = names.length === 0 ? folder : pathOf(names.join('/'));
      const draft = pathInside(into, `${DRAFT}${name}`);
      await rm(draft, { force: true });
      try {
        await pipeline(watchedStream(content), await streamKept(into, `${DRAFT}${name}`));
        await flush(draft);
        await rename(draft, place);
      } catch (cause) {
        await rm(draft, { force: true });
        throw cause;
      }
      await flush(into);
    },
    remove: (path) =>
      atLocation(folder, async () => {
        await rm(pathOf(path), { force: true });
        const above = path.split('/');
        while (above.pop() !== undefined && above.length > 0) {
          const isEmpty = await rmdir(pathOf(above.join('/'))).then(
            () => true,
            () => false,
          );
          if (!isEmpty) break;
        }
      }),
    close: () => Promise.resolve(),
  };
}

/** Removes what was being written into a folder of a location when its writer was killed. */
export async function removeDraftsIn(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(DRAFT)))
    await rm(pathInside(folder, name), { recursive: true, force: true });
}
