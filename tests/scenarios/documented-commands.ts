import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../tidy/tree.ts';

/** A command as a document shows it, and what it shows under it. */
export interface DocumentedCommand {
  /** As `README.md:104`. */
  readonly place: string;
  /** What stands behind `daybook`, as a shell would split it. */
  readonly words: readonly string[];
  /** The lines that the document shows as its answer; empty where it shows none. */
  readonly answer: readonly string[];
}

/** What cannot be run on the sample stands in a block behind this comment, which says why. */
const ELSEWHERE = /^\s*<!-- not run on the sample: .{10,} -->$/;

/** Commands of others that documents show; anything else that looks like a command is a fault of the document. */
const OF_OTHERS = /^(npm|node|export|curl|psql|sudo|cp|tar|systemctl|chmod|openssl|#|$)/;

/**
 * The commands of `daybook` in the blocks of a document, in its order. A block marked `sh` holds commands line by line,
 * a block marked `text` holds those behind `$ `, each with the answer below it. Throws on a line that is neither.
 */
export async function commandsOf(document: string): Promise<DocumentedCommand[]> {
  const commands: DocumentedCommand[] = [];
  const lines = (await readFile(join(root, document), 'utf8')).split('\n');
  let block: { kind: string; isElsewhere: boolean } | null = null;
  let before = '';
  for (const [at, line] of lines.entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence) {
      for (const command of commands) isOpen.delete(command);
      block = block ? null : { kind: fence[1] ?? '', isElsewhere: ELSEWHERE.test(before) };
    } else if (block && !block.isElsewhere) {
      take(commands, { line: line.trimEnd(), kind: block.kind, place: `${document}:${String(at + 1)}` });
    }
    if (line.trim() !== '') before = line;
  }
  return commands;
}

function take(
  commands: DocumentedCommand[],
  { line, kind, place }: { readonly line: string; readonly kind: string; readonly place: string },
): void {
  const shown = kind === 'sh' ? line.trim() : /^\s*\$ (.*)$/.exec(line)?.[1];
  if (shown === undefined) {
    const last = commands.at(-1);
    // Below a command of others, or in a block that shows no command, there is nothing to compare.
    if (kind === 'text' && last && isOpen.has(last)) (last.answer as string[]).push(line.trim());
    return;
  }
  for (const command of commands) isOpen.delete(command);
  for (const part of shown.split(' && ')) {
    const words = withoutRedirection(split(part));
    if (words[0] === 'npx' && words[1] === 'daybook') words.shift();
    if (words[0] === 'daybook') {
      const command = { place, words: words.slice(1), answer: [] };
      commands.push(command);
      isOpen.add(command);
    } else if (!OF_OTHERS.test(part)) throw new Error(`${place}: ${part} is no command that is known`);
  }
}

/** Commands whose answer may still go on. */
const isOpen = new WeakSet<DocumentedCommand>();

/** What a command prints is looked at here, not written to a file. */
function withoutRedirection(words: string[]): string[] {
  const at = words.indexOf('>');
  return at === -1 ? words : words.slice(0, at);
}

/** Splits as a shell does: quotes hold together, ` #` begins a comment. */
function split(line: string): string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?<comment>(?:^| )#.*$)|(?<word>(?:"[^"]*"|'[^']*'|[^\s"'])+)/g)) {
    const { comment, word } = match.groups ?? {};
    if (comment !== undefined) break;
    if (word !== undefined) words.push(word.replace(/["']/g, ''));
  }
  return words;
}
