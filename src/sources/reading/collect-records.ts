import type { Feed, FeedColumn } from '../feed.ts';
import { openContent, type Content } from './content.ts';
import { recordText } from './encode-rows.ts';
import { isBlankRecord, isSeparatorHint, readHeader } from './header.ts';
import { RecordScanner } from './scan-records.ts';

/** Reads the file once more and gives the records that begin on `lines`, as text by header name. */
export async function* collectRecords(
  content: Content,
  feed: Feed,
  lines: ReadonlySet<number>,
): AsyncGenerator<{ line: number; record: Record<string, string> }> {
  let columns: readonly FeedColumn[] | null = null;
  let collected: { line: number; record: Record<string, string> }[] = [];
  let count = 0;
  const scanner = new RecordScanner((record) => {
    if (columns === null) {
      if (isSeparatorHint(record) || isBlankRecord(record)) return;
      columns = readHeader(feed, record, content.name).columns;
    } else {
      const line = content.lines?.[count] ?? record.line;
      count += 1;
      if (lines.has(line)) collected.push({ line, record: recordText(record, columns) });
    }
  });
  let isFirst = true;
  for await (const chunk of openContent(content, () => undefined)) {
    scanner.push(isFirst && chunk[0] === 0xef ? chunk.subarray(3) : chunk);
    isFirst = false;
    yield* collected;
    collected = [];
  }
  scanner.end();
  yield* collected;
}
