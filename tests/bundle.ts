// node tests/bundle.ts: what a browser loads before the first page of the web app shows, against its limit.
import { gzipSync } from 'node:zlib';
import { readWebApp } from '../src/commands/serving/web-app.ts';

/** kB of JavaScript, compressed, that the first page may need. */
const limit = 350;

const { index, files } = await readWebApp((line) => {
  console.log(line);
});
const first = [...index.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);
const bytes = first.reduce((sum, name) => sum + gzipSync(files.get(name)?.plain ?? '').length, 0);
const kilobytes = Math.ceil(bytes / 1_000);
console.log(`${String(kilobytes)} kB of at most ${String(limit)} in ${String(first.length)} files`);
process.exitCode = first.length > 0 && kilobytes <= limit ? 0 : 1;
