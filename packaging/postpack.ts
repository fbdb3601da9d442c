/** What `npm pack` runs last: takes away what the package alone needs. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

for (const made of ['dist', 'npm-shrinkwrap.json'])
  await rm(join(import.meta.dirname, '..', made), { recursive: true, force: true });
