import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from './sql-files.ts';

/** A file of functions, views or policies. */
export interface DefinitionFile {
  /** Path below the source folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Where the product's own definitions lie. */
const DEFINITIONS = projectPath('../../..');

/** The stages in the order in which their definitions are made: each may use the ones before it. */
const STAGES = ['platform', 'sources', 'warehouse', 'contracts', 'billing', 'forecasting', 'delivery'];

/** Every schema of ours: one per stage, three of rooms of the platform, and `api`, where delivery publishes. */
export const OWN_SCHEMAS: readonly string[] = [...STAGES, 'security', 'audit', 'operations', 'api'];

const NOT_A_DEFINITION = '--! not a definition';

let own: Promise<readonly DefinitionFile[]> | undefined;

/**
 * The definition files below `root`: by stage, in a stage by path; unless it is said otherwise the product's own, which
 * belong to the code that runs and are read once. A file that begins with `--! not a definition` is left out.
 */
export function readDefinitions(root?: string): Promise<readonly DefinitionFile[]> {
  return root === undefined ? (own ??= definitionsBelow(DEFINITIONS)) : definitionsBelow(root);
}

async function definitionsBelow(root: string): Promise<readonly DefinitionFile[]> {
  const ordered: DefinitionFile[] = [];
  for (const stage of STAGES) {
    const paths = await sqlFilesIn(join(root, stage));
    const files = await Promise.all(paths.map((path) => readDefinition(root, `${stage}/${path}`)));
    ordered.push(...files.filter(({ text }) => !text.startsWith(NOT_A_DEFINITION)));
  }
  return ordered;
}

/** Paths below the folder of a stage; a stage without a folder has none yet. */
async function sqlFilesIn(folder: string): Promise<string[]> {
  const isThere = (await stat(folder).catch(() => null)) !== null;
  const paths = isThere ? await readdir(folder, { recursive: true }) : [];
  return paths
    .filter((path) => path.endsWith('.sql'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

async function readDefinition(root: string, path: string): Promise<DefinitionFile> {
  return { path, text: await readFile(join(root, path), 'utf8') };
}
