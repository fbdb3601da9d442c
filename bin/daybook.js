#!/usr/bin/env node
// Starts src/main.ts, or dist/main.js of an installed package, on Node 24 or newer. Plain JavaScript, because an older
// Node must be able to read this file to say what is wrong: it cannot read src/main.ts.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const source = new URL('../src/main.ts', import.meta.url);
const main = existsSync(source) ? source : new URL('../dist/main.js', import.meta.url);
const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
// Compiled modules, beside the code they come from and trusted like it: a command starts in half the time.
const compiled = fileURLToPath(new URL('../node_modules/.cache/daybook', import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  module.enableCompileCache(compiled);
  await import(main.href);
} else if (existsSync(bundled)) {
  runOn(bundled);
} else {
  console.error(`Daybook needs Node ${NEEDED} or newer; this is Node ${process.versions.node}.
Next: install Node ${NEEDED} from https://nodejs.org/ (or your package manager) and run the command again.
On Linux x64, npm ci in the folder of Daybook brings a fitting Node along.`);
  process.exitCode = 1;
}

/** Runs the program on the Node at `node` as a child with our arguments, our terminal and our exit code. */
function runOn(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  // A terminal sends Ctrl-C to parent and child alike; without one only the parent is asked, so it passes it on.
  const terminal = hasTerminal();
  process.on('SIGINT', () => {
    if (!terminal) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`${node} does not start: ${error.message}
Next: run npm ci in the folder of Daybook, or install Node ${NEEDED} from https://nodejs.org/.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal); // so that our caller sees the same end as we did
  });
}

/** Whether we have a controlling terminal: its Ctrl-C reaches the whole group of processes. */
function hasTerminal() {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
