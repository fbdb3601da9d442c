import cliProgress from 'cli-progress';
import { visibleLine } from '../kernel/visible-text.ts';

/** A bar on standard error for work of a known size. */
export interface Progress {
  advance(count: number, what?: string): void;
  stop(): void;
}

/** Work that ends sooner needs no bar. */
const quietMs = 1_000;

/** Shows a bar once the work has taken a second; nothing where nobody watches (no terminal, `--json`). */
export function progressBar(title: string, total: number, isQuiet: boolean): Progress {
  if (isQuiet || !process.stderr.isTTY) return { advance: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {percentage}% · {what}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let done = 0;
  let isShown = false;
  const timer = setTimeout(() => {
    bar.start(total, done, { what: '' });
    isShown = true;
  }, quietMs);
  return {
    advance: (count, what) => {
      done += count;
      if (isShown) bar.update(Math.min(done, total), what === undefined ? {} : { what: visibleLine(what) });
    },
    stop: () => {
      clearTimeout(timer);
      if (isShown) bar.stop();
    },
  };
}

/** A bar for work that says how far it is, and of how much, once it knows. */
export function barOfWork(
  title: string,
  isQuiet: boolean,
): { advance: (done: number, total: number) => void; stop: () => void } {
  let bar: Progress | undefined;
  let shown = 0;
  return {
    advance: (done, total) => {
      bar ??= progressBar(title, total, isQuiet);
      bar.advance(done - shown);
      shown = done;
    },
    stop: () => bar?.stop(),
  };
}
