import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withCaller, type Acting } from '../../src/commands/command.ts';
import { daybookHere } from '../integration/commands/here.ts';
import { start as startProgram } from '../integration/commands/program.ts';
import { temporaryFolder } from './deliveries.ts';
import { commandsOf, type DocumentedCommand } from './documented-commands.ts';
import { bookedIsShown, cellsAddUp, correct, explainedLines } from './sample-laws.ts';

/** The documents in the order in which somebody who tries the product reads them. */
const documents = [
  'README.md',
  'docs/use/loading-files.md',
  'docs/use/asking-questions.md',
  'docs/use/profit-and-loss.md',
  'docs/use/contracts.md',
  'docs/use/billing.md',
  'docs/use/sites.md',
  'docs/use/forecasting.md',
  'docs/operate/people-and-rights.md',
  'docs/operate/audit-trail.md',
  'docs/operate/privacy.md',
  'docs/operate/signing-in.md',
  'docs/operate/running.md',
  'docs/operate/http-intake.md',
  'docs/operate/migrations.md',
  'docs/reference/questions.md',
];

// Before the folder is removed: a server that does not find its folder any more goes on for ever.
let stop = (): Promise<unknown> => Promise.resolve();
after(() => stop());

/** A folder as a newcomer has it after `npm start`: the sample operator in `./data`, commands typed beside it. */
const folder = await temporaryFolder();
// The account of the server must be able to enter; otherwise the cluster would be kept elsewhere, and stay there.
await chmod(folder, 0o755);
const data = join(folder, 'data');
const port = String(await freePort());
const home = process.cwd();
process.chdir(folder);
const server = startProgram(['start', '--data', data, '--port', port]);
stop = async () => {
  process.chdir(home);
  server.kill('SIGINT');
  await once(server, 'exit');
};
await readyAt(server, `http://127.0.0.1:${port}/`);

for (const document of documents) {
  test(`${document}: every command does what it shows`, async () => {
    const commands = await commandsOf(document);
    assert.ok(commands.length > 0, `${document} shows no command`);
    const faults: string[] = [];
    for (const command of commands.filter(ends)) {
      const fault = await faultOf(command);
      if (fault !== null) faults.push(fault);
    }
    assert.deepEqual(faults, []);
  });
}

test('what is booked is shown: every closed month of every site adds up to its ledger', async () => {
  const { count, faults } = await onSample(({ database }) => bookedIsShown(database));
  assert.ok(count > 100, `${String(count)} months are closed`);
  assert.deepEqual(faults, []);
});

test('what explains adds up to what it explains, in every cell and line that was looked at', async () => {
  await onSample(async (acting) => {
    for (const site of ['0170', '0829']) {
      const cells = await cellsAddUp(acting, {
        site,
        months: ['2025-04', '2025-06', '2025-09'],
        asOf: '2025-06-02',
      });
      assert.ok(cells.count > 0, `site ${site} has no cells`);
      assert.deepEqual(cells.faults, []);
    }
    const lines = await explainedLines(acting);
    assert.ok(lines.told.length > 0, 'no line comes from facts');
    assert.deepEqual(lines.faults, []);
  });
});

test('what was sent stays explained as it was sent, after a correction of everything behind it', async () => {
  await onSample(async (acting) => {
    const before = await explainedLines(acting);
    const corrected = await correct(acting.database, '2025-05');
    assert.ok(corrected > 0, 'nothing was corrected');
    const afterwards = await explainedLines(acting);
    assert.deepEqual(afterwards.faults, []);
    assert.deepEqual(afterwards.told, before.told);
  });
});

/** Acts on the sample as whoever ran the commands. */
function onSample<T>(work: (acting: Acting) => Promise<T>): Promise<T> {
  return withCaller({ data, json: true, reason: 'what explains is added up' }, work);
}

/** What serves until Ctrl-C is what the whole walk stands on; it is not started again. */
function ends({ words }: DocumentedCommand): boolean {
  return words[0] !== 'start' || words.includes('--once');
}

/** What is not as the document says, or null. */
async function faultOf({ place, words, answer }: DocumentedCommand): Promise<string | null> {
  const said = await daybookHere([...words, '--data', data, '--port', port]);
  const typed = `${place}: daybook ${words.join(' ')}`;
  if (words.some(isPlaceholder)) {
    const isUnderstood = said.code === 1 || /argument '[A-Z]+' is invalid/.test(said.err);
    return isUnderstood ? null : `${typed}\nis wrong usage: ${said.err}`;
  }
  const isRefusal = answer.some((line) => /^[A-Z]+_[A-Z_]+: /.test(line));
  if (said.code !== (isRefusal ? 1 : 0)) return `${typed}\nends with ${String(said.code)}: ${said.err}`;
  const missing = firstMissing(answer, `${said.out}\n${said.err}`);
  return missing === null ? null : `${typed}\ndoes not say “${missing}”:\n${said.out}${said.err}`;
}

/** `NUMBER`, `KEY`: what the reader puts in. Typed as it stands it is refused, but it is no wrong usage. */
function isPlaceholder(word: string): boolean {
  return ['NUMBER', 'LINE', 'CHANGE', 'KEY', 'SESSION'].includes(word);
}

/** The first line of an answer that was not said, in its order. `…` leaves out any number of lines, or part of one. */
function firstMissing(answer: readonly string[], said: string): string | null {
  const lines = said.split('\n').map(unvarying);
  let at = 0;
  for (const line of answer.filter((text) => text.trim() !== '' && text.trim() !== '…')) {
    const shown = unvarying(line)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…', '.*');
    const next = lines.findIndex((text, place) => place >= at && new RegExp(`^${shown}$`).test(text));
    if (next === -1) return line;
    at = next + 1;
  }
  return null;
}

/** A line without what is another one each time: instants, and the blanks that columns are padded with. */
function unvarying(line: string): string {
  return line
    .replace(/\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?/g, 'INSTANT')
    .replace(/─+/g, '─')
    .replace(/\s+/g, ' ')
    .trim();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** Waits until the program says that it serves at this address; throws with what it said when it ends before. */
async function readyAt(child: ChildProcess, address: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(address)) resolve();
      });
    child.once('exit', () => {
      reject(new Error(`daybook start ended:\n${said}`));
    });
  });
}
