import { gzipSync } from 'node:zlib';
import type { Feed, FeedColumn } from '../../src/sources/feed.ts';
import { hostileText, type Dice } from './grammar.ts';

/** A file of a feed with something wrong in it, most of the time. */
export interface DrawnFile {
  readonly feed: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly isPacked: boolean;
}

/** The site of which files are drawn: what is known of the other one must be as it was afterwards. */
const attackedSite = '0829';

/** Draws a file of the feed: sound rows with hostile cells, and a header, an encoding or a packing that is hostile. */
export function drawFile(dice: Dice, feed: Feed): DrawnFile {
  const separator = dice.chance(0.06) ? dice.oneOf([';', '\t', '|']) : ',';
  const hostility = dice.oneOf([0, 0.02, 0.1, 0.5]);
  const columns = dice.chance(0.1) ? shuffled(dice, feed.columns) : feed.columns;
  const header = columns.map(({ header: name }) => (dice.chance(0.01) ? hostileText(dice) : name));
  const rows = Array.from({ length: dice.whole(12) }, (_, at) =>
    columns.map((column) => (dice.chance(hostility) ? hostileText(dice) : soundCell(dice, column, at))),
  );
  const lineEnd = dice.oneOf(['\n', '\r\n', '\r', '\n']);
  const lines = [header, ...rows].map((cells) => cells.map((cell) => quoted(dice, cell)).join(separator));
  if (dice.chance(0.05)) lines.splice(0, dice.whole(2), 'sep=,');
  if (dice.chance(0.05)) lines.push(`TRAILER${separator}${hostileText(dice)}`);
  const content = encoded(dice, lines.join(lineEnd) + (dice.chance(0.8) ? lineEnd : ''));
  const isPacked = dice.chance(0.1);
  const name = dice.chance(0.2) ? hostileText(dice) : `${feed.name}_2024-11.csv${isPacked ? '.gz' : ''}`;
  return {
    feed: feed.name,
    fileName: name,
    content: isPacked ? packed(dice, content) : content,
    isPacked,
  };
}

function shuffled(dice: Dice, columns: readonly FeedColumn[]): FeedColumn[] {
  const from = dice.whole(columns.length);
  return [...columns.slice(from), ...columns.slice(0, from + dice.whole(2))];
}

function soundCell(dice: Dice, { header, type, needs }: FeedColumn, row: number): string {
  if (needs !== 'value' && dice.chance(0.3)) return '';
  switch (type.kind) {
    case 'site':
      return attackedSite;
    case 'account':
      return dice.oneOf(['6000', '9410']);
    case 'period':
      return '202411';
    case 'date':
      return `2024-11-${String(1 + (row % 28)).padStart(2, '0')}`;
    case 'timestamp':
      return `2024-11-${String(1 + (row % 28)).padStart(2, '0')} 08:00:00`;
    case 'flag':
      return dice.oneOf(['Y', 'N', '1', '0']);
    case 'integer':
      return /YEAR/i.test(header) ? '2024' : String(Math.max(type.min, 1 + dice.whole(5)));
    case 'decimal':
      return `${String(dice.whole(900))}.${String(dice.whole(90) + 10)}`;
    case 'code':
      return type.oneOf ? dice.oneOf(type.oneOf) : `C${String(row)}`;
    case 'text':
      return `${header.toLowerCase()} ${String(row)}`.slice(0, type.maxLength);
  }
}

function quoted(dice: Dice, cell: string): string {
  if (dice.chance(0.02)) return cell;
  return /[",\r\n;\t|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoded(dice: Dice, text: string): Buffer {
  const way = dice.whole(20);
  if (way === 0) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (way === 1) return Buffer.from(text, 'latin1');
  if (way === 2) return Buffer.from(text, 'utf16le');
  if (way === 3) return Buffer.concat([Buffer.from(text), Buffer.alloc(2_000)]);
  if (way === 4) return Buffer.from(Array.from({ length: 600 }, () => dice.whole(256)));
  return Buffer.from(text);
}

function packed(dice: Dice, content: Buffer): Buffer {
  const whole = gzipSync(content);
  const way = dice.whole(5);
  if (way === 0) return whole.subarray(0, dice.whole(whole.length));
  if (way === 1) return gzipSync(Buffer.alloc(20_000_000));
  return way === 2 ? content : whole;
}
