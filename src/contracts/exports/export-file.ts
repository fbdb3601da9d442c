import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isKeepable } from '../../kernel/json-faults.ts';
import { finding, type Finding } from './finding.ts';

/** A file that holds the export of one contract. */
export interface ExportFile {
  readonly name: string;
  /** Its text; empty for a file that is not text. */
  readonly content: string;
  /** The file itself where it is not text that the database can keep. */
  readonly bytes?: Uint8Array;
}

/** The largest export that is read; the longest of practice has a hundredth of it. */
const most = 8 * 1024 * 1024;

/** A file as it was read from disk or received. */
export function exportFileOf(name: string, bytes: Uint8Array): ExportFile {
  const content = isUtf8(bytes) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : '';
  return isUtf8(bytes) && isKeepable(content) ? { name, content } : { name, content: '', bytes };
}

/** A file that someone hands over as text, which may hold what no database keeps. */
export function keepable(file: ExportFile): ExportFile {
  if (isKeepable(file.content)) return file;
  return { name: file.name, content: '', bytes: file.bytes ?? Buffer.from(file.content) };
}

/** What is kept of a file: its text, or what it says in its own encoding, with a sign for each zero byte. */
export function keptText({ content, bytes }: ExportFile): string {
  if (bytes === undefined) return content;
  const text = new TextDecoder(isWide(bytes) ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(
    bytes,
  );
  return text.replaceAll('\u0000', '\u2400').toWellFormed();
}

/** SHA-256 of the file, as hexadecimal text. */
export function sha256Of({ content, bytes }: ExportFile): string {
  return createHash('sha256')
    .update(bytes ?? content)
    .digest('hex');
}

/** Why a file cannot be read as text at all, with the line; null when it can. */
export function unreadableFile({ content, bytes }: ExportFile): Finding | null {
  if ((bytes ?? content).length > most)
    return finding('FILE_TOO_LARGE', '', { most: String(most / 1024 / 1024) });
  if (bytes === undefined) return null;
  if (isWide(bytes)) return finding('NOT_UTF8', '', { what: 'It is UTF-16' });
  const zero = bytes.indexOf(0);
  const line = zero < 0 ? firstForeignLine(bytes) : bytes.subarray(0, zero).filter(isLineFeed).length + 1;
  const what =
    zero < 0
      ? `Line ${String(line)} holds a character in another encoding, for example Windows-1252`
      : `Line ${String(line)} holds a zero byte, as in a file that was not written completely`;
  return finding('NOT_UTF8', '', { what });
}

/** Whether a file is UTF-16, with its mark or without. */
function isWide([first, second]: Uint8Array): boolean {
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}

/** The line, from 1, with bytes that are no UTF-8; no character goes over the end of a line. */
function firstForeignLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) return line;
    start = next;
  }
  return line;
}

const lineFeed = 0x0a;

function isLineFeed(byte: number): boolean {
  return byte === lineFeed;
}
