import { createHash } from 'node:crypto';
import { Refusal, refusal } from '../../kernel/errors.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { acknowledgeWithin } from '../outbox/ledger-answers.ts';
import type { Going } from '../outbox/outbox.ts';

/** A file with answers of the ledger as it was read, and lines of it that are none. */
export interface AnswerFile {
  readonly name: string;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  /** Cells by the names of their columns, in small letters. */
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/** Answers received as data, treated as a file with a name: lines are counted, and equal content is the same file. */
export function answersAsFile(
  name: string,
  answers: readonly Readonly<Record<string, string>>[],
): AnswerFile {
  return {
    name,
    sha256: createHash('sha256').update(JSON.stringify(answers)).digest('hex'),
    rows: answers.map((cells, at) => ({ line: at + 1, cells })),
    faults: [],
  };
}

/** What became of a file: its answers are those recorded, unchanged and held together. */
export interface AnswersRead {
  readonly name: string;
  readonly answers: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly held: readonly HeldAnswer[];
  /** Its content was read before; nothing was done. */
  readonly wasRead: boolean;
}

type HeldAnswer = Readonly<{ line: number; message: string }>;

/**
 * Records the answers of a file, in one transaction; what cannot be recorded is held back with its reason. The same
 * content twice changes nothing; a file of the same name replaces what was held of an earlier one. In a trial nothing
 * is kept and nobody is told. As the owner; check the right to post first.
 */
export async function readAnswers(
  database: Database,
  file: AnswerFile,
  { actor, isTrial, going }: { readonly actor: string; readonly isTrial: boolean; readonly going: Going },
): Promise<AnswersRead> {
  const silent = {
    ...going,
    operator: { ...going.operator, ledger: { ...going.operator.ledger, reportTo: [] } },
  };
  const outcomes: AnswersRead[] = [];
  await database
    .transaction(async (transaction) => {
      outcomes.push(await recordFile(transaction, file, { actor, going: isTrial ? silent : going }));
      if (isTrial) throw new TrialOver();
    }, takenUpAgain)
    .catch((error: unknown) => {
      if (!(error instanceof TrialOver)) throw error;
    });
  const outcome = outcomes.at(-1);
  if (outcome === undefined) throw new Error(`nothing became of ${file.name}`);
  return outcome;
}

/** Undoes the transaction of a trial. */
class TrialOver extends Error {}

type Recording = Readonly<{ actor: string; going: Going }>;

async function recordFile(
  transaction: Connection,
  file: AnswerFile,
  recording: Recording,
): Promise<AnswersRead> {
  const answers = file.rows.length + file.faults.length;
  const [opened] = await transaction.query<{ number: string }>(
    `insert into billing.answer_file (file_name, sha256, answers, recorded, unchanged, held, read_by)
     values ($1, $2, 0, 0, 0, 0, $3) on conflict (sha256) do nothing returning answer_file_id as number`,
    [file.name, file.sha256, recording.actor],
  );
  if (!opened) return { name: file.name, answers, recorded: 0, unchanged: answers, held: [], wasRead: true };
  await supersede(transaction, file.name, recording.actor);
  const held: (HeldAnswer & { readonly record: Readonly<Record<string, string>> })[] = file.faults.map(
    (fault) => ({ ...fault, record: {} }),
  );
  const counts = { recorded: 0, unchanged: 0 };
  for (const { line, cells } of file.rows) {
    const outcome = await recordRow(transaction, cells, recording);
    if (outcome === 'recorded' || outcome === 'unchanged') counts[outcome] += 1;
    else held.push({ line, message: outcome.problem, record: cells });
  }
  await transaction.execute(
    `with counted as (
       update billing.answer_file set answers = $2, recorded = $3, unchanged = $4, held = $5
       where answer_file_id = $1::bigint)
     insert into billing.answer_held (answer_file_id, source_line, record, message)
     select $1::bigint, line, record, message
     from jsonb_to_recordset($6) as h (line integer, record jsonb, message text)`,
    [opened.number, answers, counts.recorded, counts.unchanged, held.length, JSON.stringify(held)],
  );
  const reasons = held.map(({ line, message }) => ({ line, message }));
  return { name: file.name, answers, ...counts, held: reasons, wasRead: false };
}

async function supersede(transaction: Connection, name: string, actor: string): Promise<void> {
  await transaction.execute(
    `update billing.answer_held set state = 'superseded', decided_at = now(), decided_by = $2
     where state = 'open' and answer_file_id in (select answer_file_id from billing.answer_file where file_name = $1)`,
    [name, actor],
  );
}

interface Awaiting {
  readonly key: string;
  readonly batch: string;
  readonly state: string;
  readonly answer: string | null;
}

type RowOutcome = 'recorded' | 'unchanged' | { readonly problem: string };

/** A row as it was understood. */
interface SaidRow {
  readonly key: string;
  readonly number: string;
  readonly batch: string;
  readonly isFailed: boolean;
  readonly answer: string;
}

function understood(cells: Readonly<Record<string, string>>): SaidRow | { readonly problem: string } {
  const cell = (name: string): string => (cells[name] ?? '').trim();
  const [key, number, result, answer] = [cell('key'), cell('document'), cell('result'), cell('answer')];
  if (key === '' && number === '') return { problem: 'it has neither a key nor a document' };
  if (!/^(taken|refused)$/i.test(result))
    return { problem: `its result ${result} is neither taken nor refused` };
  const isFailed = result.toLowerCase() === 'refused';
  if (isFailed && answer === '') return { problem: 'it was refused without an answer saying why' };
  return { key, number, batch: cell('batch'), isFailed, answer: answer === '' ? 'taken' : answer };
}

async function recordRow(
  transaction: Connection,
  cells: Readonly<Record<string, string>>,
  { actor, going }: Recording,
): Promise<RowOutcome> {
  const row = understood(cells);
  if ('problem' in row) return row;
  const { key, number, batch, isFailed, answer } = row;
  const [document, another] = await transaction.query<Awaiting>(
    'select key, batch, state, answer from billing.posted_document($1, $2)',
    [key, number],
  );
  if (document === undefined) return { problem: `nothing was posted under ${key === '' ? number : key}` };
  if (another !== undefined) return { problem: `${number} matches several documents; give the key` };
  if (batch !== '' && batch !== document.batch)
    return { problem: `${document.key} was posted in batch ${document.batch}, not in ${batch}` };
  const isSame = document.state === (isFailed ? 'failed' : 'acknowledged');
  if (isSame && (!isFailed || document.answer === answer)) return 'unchanged';
  try {
    await acknowledgeWithin(transaction, { key: document.key, isFailed, answer, actor }, going);
    return 'recorded';
  } catch (problem) {
    if (!(problem instanceof Refusal && problem.code === 'BILLING_POSTING_UNKNOWN')) throw problem;
    return { problem: String(problem.parameters['why']) };
  }
}

/** A row that is held back. */
export interface HeldAnswerRow {
  readonly number: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly record: Readonly<Record<string, string>>;
}

/** Rows of answers that are held back and undecided, by file and line. */
export async function listHeldAnswers(database: Queryable): Promise<HeldAnswerRow[]> {
  return database.query<HeldAnswerRow>(
    `select answer_held_id::text as number, file_name as file, source_line as line, message, record
     from billing.answer_held join billing.answer_file using (answer_file_id)
     where state = 'open' order by answer_file_id, source_line, answer_held_id`,
  );
}

/** Discards a held row. Refuses with BILLING_ANSWER_NOT_HELD. As the owner. */
export async function discardHeldAnswer(
  database: Database,
  number: string,
  { decidedBy, reason }: { readonly decidedBy: string; readonly reason: string },
): Promise<void> {
  const discarded = await database.execute(
    `update billing.answer_held
     set state = 'discarded', decided_at = now(), decided_by = $2, decided_reason = $3
     where answer_held_id::text = $1 and state = 'open'`,
    [number, decidedBy, reason],
  );
  if (discarded === 0) throw refusal('BILLING_ANSWER_NOT_HELD', { number });
}
