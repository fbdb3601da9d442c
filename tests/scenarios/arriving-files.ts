import assert from 'node:assert/strict';
import { importApproved } from '../integration/contracts/approved-contracts.ts';
import { join } from 'node:path';
import { test } from 'node:test';

import { clockAt } from '../clock-at.ts';
import { inventContracts } from '../../src/contracts/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { keyRingOf, Sealer } from '../../src/platform/security/index.ts';
import { generateSample, type TakenIn } from '../../src/sources/index.ts';
import { listQuarantine } from '../../src/sources/intake/quarantine.ts';
import { ask } from '../../src/warehouse/index.ts';
import { daybookHere } from '../integration/commands/here.ts';
import { cloneOperated } from '../operated-database.ts';
import { intakeOn, load, temporaryFolder } from './deliveries.ts';

/** What became of the file of a case, or of the only one that `file` names. What is left out is not looked at. */
export interface Outcome {
  readonly file?: string;
  readonly state: TakenIn['state'];
  readonly received?: number;
  readonly loaded?: number;
  readonly held?: number;
  /** Each fits what was said: the refusal with its next step, the faults, the warnings, why records were held. */
  readonly says?: readonly RegExp[];
}

/** A command behind `daybook`, and what its answer and its messages fit; `code` is 0 unless it is given. */
export interface ArrivalCase {
  readonly command: string;
  readonly code?: number;
  readonly says: readonly RegExp[];
  /** What no pattern can say of the answer. */
  readonly holds?: (said: string) => boolean;
}

/** A folder of `tests/golden/cases`, and the outcome that is right for what lies in it. */
export interface ArrivingCase {
  readonly name: string;
  /** Folders below it that arrive one after another; left out, the folder itself. */
  readonly folders?: readonly string[];
  readonly maxFailingPercent?: number;
  /** 10 where what a load takes away is what the case is about. */
  readonly maxLossPercent?: number;
  readonly outcome: Outcome;
  readonly asked?: readonly ArrivalCase[];
}

/** The day on which the cases arrive. */
const arrival = '2026-11-28T17:00:00Z';
const golden = join(import.meta.dirname, '..', 'golden', 'cases');

/** An operator whose lists, newest month and contracts are those of the sample of a first start, and its folder. */
export interface SampleOperator {
  readonly database: Database;
  /** The data folder of its commands, with the keys that its people are sealed with. */
  readonly folder: string;
  readonly seal: Sealer;
}

/** The sample operator, for the test file that calls this at its top level. */
export async function openSampleOperator(): Promise<SampleOperator> {
  const database = await cloneOperated();
  const folder = await temporaryFolder();
  const out = join(folder, 'sample');
  await generateSample({ out, sites: 60, from: '2025-05', months: 1, seed: 1, withFaults: false });
  const keys = { file: join(folder, 'keys', 'master.json'), command: undefined };
  const seal = new Sealer(await keyRingOf(database, keys));
  await load(intakeOn(database, { clock: clockAt(arrival), seal }), [out]);
  const exports = await inventContracts(database, 1);
  await importApproved(database, exports, { from: '2025-05', isStrict: false, importedBy: 'tester' });
  return { database, folder, seal };
}

/** Makes a test of each case. They share the operator: each has sites and months of its own. */
export function testArrivals(
  operator: SampleOperator,
  section: string,
  cases: readonly ArrivingCase[],
): void {
  for (const each of cases) {
    test(`${section}: ${each.name}`, async () => {
      const taken = await arrive(operator, each);
      const { file } = each.outcome;
      const results = file === undefined ? taken : taken.filter((result) => result.file === file);
      const [result] = results;
      assert.ok(result && results.length === 1, `one file is looked at, there are ${String(results.length)}`);
      checkOutcome(result, await saidOf(operator, result), each.outcome);
      for (const next of each.asked ?? []) await checkAnswer(operator, next);
    });
  }
}

/** A folder of `tests/golden/cases` that commands read, one after another; `cases/` in them stands for all folders. */
export interface CommandCase {
  readonly name: string;
  readonly asked: readonly ArrivalCase[];
}

/** Makes a test of each case. */
export function testCommands(operator: SampleOperator, section: string, cases: readonly CommandCase[]): void {
  for (const { name, asked: commands } of cases)
    test(`${section}: ${name}`, async () => {
      for (const each of commands)
        await checkAnswer(operator, { ...each, command: each.command.replaceAll('cases/', `${golden}/`) });
    });
}

async function arrive(
  operator: SampleOperator,
  { name, folders = [''], maxFailingPercent = 10, maxLossPercent = 100 }: ArrivingCase,
) {
  const taken: TakenIn[] = [];
  const intake = intakeOn(operator.database, {
    clock: clockAt(arrival),
    seal: operator.seal,
    maxFailingPercent,
    maxLossPercent,
  });
  for (const folder of folders) taken.push(...(await load(intake, [join(golden, name, folder)])));
  return taken;
}

/** All that is said of a file, to whoever sent it and to whoever looks at what was held back. */
async function saidOf(
  { database }: SampleOperator,
  { batchId, refusal, warnings }: TakenIn,
): Promise<string> {
  const held = batchId === null ? [] : await listQuarantine(database, { batch: batchId });
  return [
    ...(refusal ? [refusal.code, refusal.message, refusal.next] : []),
    ...(refusal?.faults ?? []).map((fault) => `line ${String(fault.line)}: ${fault.message}`),
    ...warnings.map(({ message }) => message),
    ...held.map((record) => `line ${String(record.line)}: ${record.message}`),
  ].join('\n');
}

function checkOutcome({ state, rows }: TakenIn, said: string, outcome: Outcome): void {
  assert.equal(state, outcome.state, said);
  if (outcome.received !== undefined) assert.equal(rows.received, outcome.received, said);
  if (outcome.loaded !== undefined) assert.equal(rows.loaded, outcome.loaded, said);
  if (outcome.held !== undefined) assert.equal(rows.quarantined, outcome.held, said);
  for (const pattern of outcome.says ?? []) assert.match(said, pattern);
  assert.doesNotMatch(said, /invalid byte sequence|SQLSTATE|violates|syntax for type/);
}

async function checkAnswer(
  operator: SampleOperator,
  { command, code = 0, says, holds }: ArrivalCase,
): Promise<void> {
  const words = command.split(' ');
  const said = words[0] === 'ask' ? await asked(operator, words.slice(1)) : await run(operator, words, code);
  for (const pattern of says) assert.match(said, pattern, command);
  assert.ok(holds?.(said) ?? true, said);
}

/** A question, without a process of its own. */
async function asked(
  { database }: SampleOperator,
  [name = '', ...words]: readonly string[],
): Promise<string> {
  const pairs = words.flatMap((word, at) =>
    word.startsWith('--') ? [[word.slice(2), words[at + 1] ?? ''] as const] : [],
  );
  return JSON.stringify(await ask(database, name, Object.fromEntries(pairs)));
}

async function run({ database, folder }: SampleOperator, words: readonly string[], code: number) {
  const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
  const said = await daybookHere(words, { env });
  assert.equal(said.code, code, said.err);
  return `${said.out}\n${said.err}`;
}
