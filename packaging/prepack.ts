/**
 * What `npm pack` runs first: makes `dist` from `src`, since Node strips the types of no file below a folder
 * `node_modules`, where the package is installed. Every path between its files is as between those of `src`; beside
 * them is the web app, built. The versions of all packages go along as npm-shrinkwrap.json.
 */
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { buildWebApp } from '../src/commands/serving/web-app.ts';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'src');
const made = join(root, 'dist');

/** Plain JavaScript of a file of ours; its imports end in `.js`. */
function javascriptOf(text: string, fileName: string): string {
  const { outputText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  return outputText;
}

await rm(made, { recursive: true, force: true });
for (const path of await readdir(sources, { recursive: true })) {
  const isCode = path.endsWith('.ts') && !/\.(test|d)\.ts$/.test(path);
  if (!isCode && !path.endsWith('.sql')) continue;
  const from = join(sources, path);
  const to = join(made, isCode ? path.replace(/\.ts$/, '.js') : path);
  await mkdir(dirname(to), { recursive: true });
  if (isCode) await writeFile(to, javascriptOf(await readFile(from, 'utf8'), from));
  else await copyFile(from, to);
}
await cp(await buildWebApp((line) => console.error(line)), join(made, 'web-app'), { recursive: true });
await copyFile(join(root, 'package-lock.json'), join(root, 'npm-shrinkwrap.json'));
