import { z } from 'zod';
import { askAs, explainAs, questions } from '../../../warehouse/index.ts';
import { textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const rows = z
  .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
  .describe('Rows; exact decimals, dates and codes are text');
const parameters = z.record(z.string(), z.string()).describe('The question as understood');
const ofQuestion = z.strictObject({ question: z.string().max(100).describe('Name of the question') });
const typed = z.record(z.string(), z.string()).describe('Parameters of the question, by name');
const refusals = [
  'WAREHOUSE_QUESTION_UNKNOWN',
  'WAREHOUSE_PARAMETER_MISSING',
  'WAREHOUSE_PARAMETER_INVALID',
  'WAREHOUSE_PARAMETER_UNKNOWN',
  'WAREHOUSE_SITE_UNKNOWN',
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
      }),
      z.strictObject({
        question: z.string().describe('Name of the question'),
        parameters,
        rows,
        message: z.string().optional().describe('Why there is no row'),
      }),
    ]),
    refusals,
  },
  ({ guest, params, query }) => askAs(guest.caller, params.question, query),
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
    }),
    refusals,
  },
  ({ guest, params, query }) => explainAs(guest.caller, params.question, query),
);

/** Questions, and what their answers are made of. */
export const questionRoutes = [catalogue, answered, explained] as const;
