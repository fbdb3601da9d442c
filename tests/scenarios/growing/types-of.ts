import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../tidy/tree.ts';

/** What TypeScript says of files of this repository, with other texts in place of some of them. */
export function typesOf(
  paths: readonly string[],
  texts: () => ReadonlyMap<string, string>,
): (path: string) => string {
  const options = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      },
    },
  )?.options;
  if (options === undefined) throw new Error('tsconfig.json cannot be read');
  const planted = (name: string): string | undefined => texts().get(name.slice(root.length));
  const service = ts.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => paths.map((path) => join(root, path)),
      getScriptVersion: (name) => planted(name) ?? '',
      getScriptSnapshot: (name) => {
        const text = planted(name) ?? ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      fileExists: (name) => planted(name) !== undefined || ts.sys.fileExists(name),
      readFile: (name) => planted(name) ?? ts.sys.readFile(name),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
    },
    ts.createDocumentRegistry(),
  );
  return (path) =>
    service
      .getSemanticDiagnostics(join(root, path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n');
}
