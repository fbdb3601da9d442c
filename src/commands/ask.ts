import type { Command } from 'commander';
import { systemClock } from '../kernel/clock.ts';
import { archiveReader } from '../platform/operations/index.ts';
import {
  askAs,
  explainAs,
  questions,
  type Answer,
  type AnswerRow,
  type Asker,
  type Explanation,
  type Question,
} from '../warehouse/index.ts';
import { explainLineCommand } from './billing/explain-line.ts';
import { archivePlaceOf } from './operations/archive-place.ts';
import { explainCellCommand } from './pnl/explain-cell.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { table } from './table.ts';

/** `daybook ask <question> …`: figures and rows. */
export function askCommand(): Command {
  return questionsCommand('ask', 'Ask the warehouse a question; figures are exact decimals.', {
    answer: askAs,
    tell: tellAnswer,
  });
}

/** `daybook explain <question> …`: the rows behind the answer, with file and line. */
export function explainCommand(): Command {
  const command = questionsCommand('explain', 'Show the rows behind an answer: fact, load, file and line.', {
    answer: explainAs,
    tell: tellExplanation,
  });
  return command.addCommand(explainLineCommand()).addCommand(explainCellCommand());
}

/** How a verb answers a question, and how it tells people the answer. */
interface Verb<T> {
  readonly answer: (asker: Asker, question: string, parameters: Record<string, string>) => Promise<T>;
  readonly tell: (answer: T) => void;
}

function questionsCommand<T>(name: string, description: string, { answer, tell }: Verb<T>): Command {
  const example = `daybook ${name} category-total --site 0170 --month 2025-03 --category PAYROLL --kind actual`;
  const command = groupCommand(name, description, example);
  for (const question of questions) {
    const run: Run = async (asker, parameters, isJson) => {
      const answered = await answer(asker, question.name, parameters);
      if (isJson) printJson(answered);
      else tell(answered);
    };
    command.addCommand(questionCommand(question, name, run));
  }
  return command;
}

type Run = (asker: Asker, parameters: Record<string, string>, isJson: boolean) => Promise<void>;

function questionCommand(question: Question, verb: string, run: Run): Command {
  const command = actingCommand(
    question.name,
    question.summary,
    question.example.replace('daybook ask', `daybook ${verb}`),
  );
  for (const parameter of question.parameters) {
    const flags = `--${parameter.name} <${parameter.name}>`;
    if (parameter.isRequired) command.requiredOption(flags, parameter.description);
    else command.option(flags, parameter.description);
  }
  return command.action((options: ActingOptions & Record<string, string>) => {
    const values = question.parameters.flatMap(({ name }) => {
      const value = options[optionKey(name)];
      return value === undefined ? [] : [[name, value] as const];
    });
    return withCaller(options, ({ caller, database, person, configuration }) => {
      const reading = { clock: systemClock, actor: person.userId };
      const archive = archiveReader(database, archivePlaceOf(configuration), reading);
      return run({ caller, archive }, Object.fromEntries(values), options.json === true);
    });
  });
}

/** Commander keeps `--pay-type` as `payType`. */
function optionKey(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function tellAnswer(answer: Answer): void {
  tellArchived(answer);
  if ('message' in answer) say(answer.message);
  if ('value' in answer) print(answer.value ?? 'no data');
  else tellRows(answer.rows);
}

function tellExplanation(explanation: Explanation): void {
  tellArchived(explanation);
  if ('value' in explanation) print(`${explanation.value ?? 'no data'}\n`);
  tellRows(explanation.rows);
}

function tellArchived({ archived = [] }: Answer | Explanation): void {
  if (archived.length > 0) say(`From the archive: ${archived.join(', ')}.`);
}

function tellRows(rows: readonly AnswerRow[]): void {
  const [first] = rows;
  if (!first) return say('No rows.');
  const header = Object.keys(first);
  const isNumeric = (column: string): boolean =>
    rows.every((row) => row[column] === null || /^-?\d+(\.\d+)?$/.test(String(row[column])));
  print(
    table(
      header,
      rows.map((row) => header.map((column) => String(row[column] ?? '-'))),
      header.filter(isNumeric),
    ),
  );
}
