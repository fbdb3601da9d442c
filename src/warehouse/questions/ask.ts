import { refusal } from '../../kernel/errors.ts';
import { sentAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import type { ArchiveReader } from '../../platform/operations/index.ts';
import { noteRead, requireRight, type Caller } from '../../platform/security/index.ts';
import { questionNamed } from './catalogue.ts';
import { spanOf } from './read-span.ts';
import type { Answer, AnswerRow, Explanation, Question, Statement } from './question.ts';
import {
  boundValues,
  namedSites,
  readParameters,
  shownParameters,
  type ReadParameters,
} from './read-parameters.ts';

type Typed = Readonly<Record<string, string>>;

/**
 * Answers a question. Parameters are handed over as typed (`site`, `month`, …); figures come back as exact decimal
 * text. Throws `WAREHOUSE_QUESTION_UNKNOWN`, `WAREHOUSE_PARAMETER_MISSING`, `_INVALID` or `_UNKNOWN`, and
 * `WAREHOUSE_SITE_UNKNOWN`, because a slip in the site number must not read as "no data".
 */
export async function ask(database: Queryable, name: string, parameters: Typed): Promise<Answer> {
  const question = questionNamed(name);
  const read = readParameters(question, parameters);
  await refuseUnknownSites(database, read);
  return answer(database, question, read);
}

/**
 * The fact rows behind the answer to a question, each with its load, file and line; for a figure also the figure, as it
 * was in the same moment. Throws what `ask` throws.
 */
export function explain(
  database: Pick<Database, 'transaction'>,
  name: string,
  parameters: Typed,
): Promise<Explanation> {
  return database.transaction((transaction) => explainIn(transaction, name, parameters), oneMoment);
}

const oneMoment = { ...sentAgain, isolation: 'repeatable read', readOnly: true } as const;

async function explainIn(transaction: Queryable, name: string, parameters: Typed): Promise<Explanation> {
  const question = questionNamed(name);
  const read = readParameters(question, parameters);
  await refuseUnknownSites(transaction, read);
  const shown = { question: question.name, parameters: shownParameters(read) };
  const rows = await run<AnswerRow>(transaction, question.explain, read);
  if (question.answers === 'rows') return { ...shown, rows };
  return { ...shown, value: await figure(transaction, question, read), rows };
}

/** Whoever asks, and what brings closed years back for the answer. */
export interface Asker {
  readonly caller: Caller;
  readonly archive: ArchiveReader;
}

/**
 * As `ask`, for a person: refuses with SECURITY_FORBIDDEN what the person may not read, at a site it may not see. What
 * is in the archive answers too, and the answer says of which months.
 */
export async function askAs(asker: Asker, name: string, parameters: Typed): Promise<Answer> {
  const { caller } = asker;
  await requireRights(caller, name, parameters);
  const answered = await fromArchive(asker, { name, parameters }, (isWhole) =>
    caller.transaction(async (transaction) => isWhole(await ask(transaction, name, parameters))),
  );
  await noteSensitive(caller, answered, 'rows' in answered ? answered.rows.length : 1);
  return answered;
}

/** As `explain`, for a person; refuses what `askAs` refuses. */
export async function explainAs(asker: Asker, name: string, parameters: Typed): Promise<Explanation> {
  const { caller } = asker;
  await requireRights(caller, name, parameters);
  const explained = await fromArchive(asker, { name, parameters }, (isWhole) =>
    caller.transaction(
      async (transaction) => isWhole(await explainIn(transaction, name, parameters)),
      oneMoment,
    ),
  );
  await noteSensitive(caller, explained, explained.rows.length);
  return explained;
}

/** Hands on what was read where every row that it asks for was in the database meanwhile, and null elsewhere. */
type IfWhole = <T>(answer: T) => Promise<T | null>;

/** As often as a question is asked anew when what it reads was released in this moment. */
const attempts = 5;

async function fromArchive<T extends Answer | Explanation>(
  { archive }: Asker,
  { name, parameters }: { readonly name: string; readonly parameters: Typed },
  answerOnce: (isWhole: IfWhole) => Promise<T | null>,
): Promise<T> {
  const question = questionNamed(name);
  const span = spanOf(question, readParameters(question, parameters));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const archived = span === null ? [] : await archive.bring(span);
    // Asked while the reader still holds the tables: what was there then cannot have been released in between.
    const answered = await answerOnce(async (read) =>
      span === null || (await archive.isWhole(span)) ? read : null,
    );
    if (answered !== null) return archived.length === 0 ? answered : { ...answered, archived };
  }
  throw refusal('ARCHIVE_RUNS');
}

async function requireRights(caller: Caller, name: string, parameters: Typed): Promise<void> {
  const question = questionNamed(name);
  const sites = namedSites(readParameters(question, parameters));
  for (const object of question.objects) {
    if (sites.length === 0) await requireRight(caller, { object, action: 'read' });
    for (const site of sites) await requireRight(caller, { object, action: 'read', site });
  }
}

/** What speaks of people leaves a trace of who asked. */
async function noteSensitive(caller: Caller, answered: Answer | Explanation, rows: number): Promise<void> {
  const { question, parameters } = answered;
  if (questionNamed(question).isSensitive !== true) return;
  await noteRead(caller, { what: `question ${question}`, filter: parameters, rows });
}

async function answer(database: Queryable, question: Question, read: ReadParameters): Promise<Answer> {
  const shown = { question: question.name, parameters: shownParameters(read) };
  if (question.answers === 'figure') {
    const value = await figure(database, question, read);
    return value === null
      ? { ...shown, value, ...(await reason(database, question, read)) }
      : { ...shown, value };
  }
  const rows = await run<AnswerRow>(database, question.ask, read);
  return rows.length === 0
    ? { ...shown, rows, ...(await reason(database, question, read)) }
    : { ...shown, rows };
}

async function figure(database: Queryable, question: Question, read: ReadParameters): Promise<string | null> {
  const [row] = await run<{ value: string | null }>(database, question.ask, read);
  return row?.value ?? null;
}

/** Why there is nothing to answer, when the question knows how to find out. */
async function reason(
  database: Queryable,
  question: Question,
  read: ReadParameters,
): Promise<{ message?: string }> {
  if (question.whenEmpty === undefined) return {};
  const [row] = await run<{ message: string }>(database, question.whenEmpty, read);
  return row === undefined ? {} : { message: row.message };
}

async function refuseUnknownSites(database: Queryable, read: ReadParameters): Promise<void> {
  const named = namedSites(read);
  if (named.length === 0) return;
  const unknown = await database.query<{ site_id: string }>(
    'select site_id from warehouse.unknown_sites($1)',
    [named],
  );
  if (unknown.length === 0) return;
  throw refusal('WAREHOUSE_SITE_UNKNOWN', { site: unknown.map(({ site_id }) => site_id).join(', ') });
}

function run<Row extends object>(
  database: Queryable,
  statement: Statement,
  read: ReadParameters,
): Promise<Row[]> {
  return database.query<Row>(statement.text, boundValues(statement, read));
}
