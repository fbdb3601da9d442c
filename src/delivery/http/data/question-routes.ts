import { z } from 'zod';
import { archiveReader } from '../../../platform/operations/index.ts';
import { askAs, explainAs, questions, type Asker } from '../../../warehouse/index.ts';
import { textOrNull } from '../routing/fields.ts';
import { route, type RouteInput } from '../routing/route.ts';

const rows = z
  .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
  .describe('Rows; exact decimals, dates and codes are text');
const parameters = z.record(z.string(), z.string()).describe('The question as understood');
const ofQuestion = z.strictObject({ question: z.string().max(100).describe('Name of the question') });
const typed = z.record(z.string(), z.string()).describe('Parameters of the question, by name');
const archived = z
  .array(z.string())
  .optional()
  .describe('Months, `YYYY-MM`, whose rows came from the archive');
/** A month that comes back from the archive takes seconds. */
const milliseconds = 300_000;
const refusals = [
  'WAREHOUSE_QUESTION_UNKNOWN',
  'WAREHOUSE_PARAMETER_MISSING',
  'WAREHOUSE_PARAMETER_INVALID',
  'WAREHOUSE_PARAMETER_UNKNOWN',
  'WAREHOUSE_SITE_UNKNOWN',
  'ARCHIVE_FILE_DAMAGED',
  'ARCHIVE_PART_BUSY',
  'ARCHIVE_RUNS',
  'BACKUP_KEY_MISSING',
  'BACKUP_KEY_UNREADABLE',
  'BACKUP_LOCATION_FAILED',
] as const;

const catalogue = route(
  {
    method: 'GET',
    path: '/questions',
    place: 'Data',
    summary: 'Lists the questions that can be asked, with their parameters.',
    access: 'questions:read',
    answer: z.array(
      z.strictObject({
        name: z.string().describe('Name of the question'),
        summary: z.string().describe('What it answers'),
        objects: z.array(z.string()).describe('Objects of the matrix that the caller must be able to read'),
        answers: z.enum(['figure', 'rows']).describe('One figure, or a table'),
        parameters: z.array(
          z.strictObject({
            name: z.string().describe('Name'),
            description: z.string().describe('What it is'),
            is_required: z.boolean().describe('Required'),
            default: textOrNull('Default'),
            choices: z.array(z.string()).nullable().describe('Allowed values, if they are a list'),
            takes: z.string().describe('What it accepts, in words'),
            example: z.string().describe('An example'),
          }),
        ),
      }),
    ),
  },
  () =>
    questions.map(({ name, summary, objects, answers, parameters: taken }) => ({
      name,
      summary,
      objects,
      answers,
      parameters: taken.map((one) => ({
        name: one.name,
        description: one.description,
        isRequired: one.isRequired,
        default: one.default ?? null,
        choices: one.choices ?? null,
        takes: one.takes,
        example: one.example,
      })),
    })),
);

const answered = route(
  {
    method: 'GET',
    path: '/ask/:question',
    place: 'Data',
    summary: 'Answers a question with a figure or a table.',
    access: 'questions:read',
    params: ofQuestion,
    query: typed,
    answer: z.union([
      z.strictObject({
        question: z.string().describe('Name of the question'),
        parameters,
        value: textOrNull('The figure, exact decimal as text; null if there is no data'),
        message: z.string().optional().describe('Why there may be no figure'),
        archived,
      }),
      z.strictObject({
        question: z.string().describe('Name of the question'),
        parameters,
        rows,
        message: z.string().optional().describe('Why there is no row'),
        archived,
      }),
    ]),
    refusals,
    milliseconds,
  },
  (input) => askAs(askerOf(input), input.params.question, input.query),
);

const explained = route(
  {
    method: 'GET',
    path: '/explain/:question',
    place: 'Data',
    summary: 'Lists the facts behind the answer to a question, each with its load, file and line.',
    access: 'questions:read',
    params: ofQuestion,
    query: typed,
    answer: z.strictObject({
      question: z.string().describe('Name of the question'),
      parameters,
      value: z.string().nullish().describe('The figure they make up'),
      rows,
      archived,
    }),
    refusals,
    milliseconds,
  },
  (input) => explainAs(askerOf(input), input.params.question, input.query),
);

/** Whoever asks; what is in the archive comes back under the rights of its table. */
function askerOf({
  guest,
  principal,
  parts,
}: Pick<RouteInput<never, never, never>, 'guest' | 'principal' | 'parts'>): Asker {
  const reading = { clock: parts.clock, actor: principal.person.userId };
  return { caller: guest.caller, archive: archiveReader(principal.database, parts.archive, reading) };
}

/** Questions, and what their answers are made of. */
export const questionRoutes = [catalogue, answered, explained] as const;
