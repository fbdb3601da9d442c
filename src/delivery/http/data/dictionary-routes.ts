import { z } from 'zod';
import { listDictionary, readDictionary } from '../../../platform/security/index.ts';
import { readLineage, stepKinds } from '../../use-cases/read-lineage.ts';
import { textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const relationName = z.string().max(130).describe('Table or view with its schema, such as warehouse.budget');

const described = {
  relation: relationName,
  kind: z.enum(['table', 'view']).describe('What it is'),
  comment: z.string().describe('What it holds'),
  data_class: z
    .int()
    .min(0)
    .max(4)
    .nullable()
    .describe('0 public, 1 internal, 2 confidential, 3 restricted, 4 regulated; null for views'),
};

const listed = route(
  {
    method: 'GET',
    path: '/dictionary',
    place: 'Data',
    summary: 'Lists tables and views with what they hold.',
    access: 'data:read',
    query: z.strictObject({
      schema: z.string().max(63).optional().describe('Only this schema, such as api'),
      search: z.string().max(200).optional().describe('Text in the name or comment of a relation or column'),
    }),
    answer: z.array(
      z.strictObject({
        ...described,
        columns: z.int().describe('How many columns'),
        personal: z.int().describe('How many of them hold personal data'),
        matching: z.array(z.string()).describe('Columns that the text was found in'),
      }),
    ),
  },
  ({ principal, query }) => listDictionary(principal, query),
);

const one = route(
  {
    method: 'GET',
    path: '/dictionary/:relation',
    place: 'Data',
    summary: 'The columns of a table or view: type, comment, and class of personal data.',
    access: 'data:read',
    params: z.strictObject({ relation: relationName }),
    answer: z.strictObject({
      ...described,
      columns: z.array(
        z.strictObject({
          column: z.string().describe('Name'),
          type: z.string().describe('Type'),
          comment: z.string().describe('What it holds'),
          is_required: z.boolean().describe('It is never null'),
          is_key: z.boolean().describe('It is part of the primary key'),
          is_personal: z.boolean().describe('It holds personal data'),
          personal_class: textOrNull('name, contact, identifier, login, pay or record; null for views'),
          is_sealed: z.boolean().describe('It holds a pseudonym'),
        }),
      ),
    }),
    refusals: ['SECURITY_RELATION_UNKNOWN'],
  },
  ({ principal, params }) => readDictionary(principal, params.relation),
);

const lineage = route(
  {
    method: 'GET',
    path: '/lineage',
    place: 'Data',
    summary: 'How data gets from sources and contracts through feeds and tables to views and questions.',
    details:
      'Terms of contracts belong to a version each, which every calculation reads with the clauses, indexes and ' +
      'escalators that change its figures.',
    access: 'data:read',
    query: z.strictObject({
      of: z
        .string()
        .max(130)
        .optional()
        .describe('Feed, table, view of api, or question; everything if absent'),
    }),
    answer: z.strictObject({
      steps: z.array(
        z.strictObject({
          step: z.string().describe('Kind and name'),
          kind: z.enum(stepKinds).describe('Kind'),
          name: z.string().describe('Name'),
          about: z.string().describe('What it is, in words'),
        }),
      ),
      flows: z.array(
        z.strictObject({
          from: z.string().describe('Step that is read'),
          to: z.string().describe('Step that is made of it'),
        }),
      ),
    }),
    refusals: ['WAREHOUSE_LINEAGE_UNKNOWN'],
  },
  ({ principal, query, parts }) => readLineage(principal, parts.data.feeds, query.of),
);

/** What the tables hold, and where figures come from. */
export const dictionaryRoutes = [listed, one, lineage] as const;
