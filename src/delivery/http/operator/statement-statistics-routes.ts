import { z } from 'zod';
import { listSlowStatements, listTopStatements } from '../../../platform/operations/index.ts';
import { moment, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Statements of one answer. */
const mostStatements = 100;

const milliseconds = (meaning: string): z.ZodType<number> => z.number().min(0).describe(meaning);
const count = (meaning: string): z.ZodType<number> => z.number().min(0).describe(meaning);
const queryId = z.string().describe('Number of the statement');
const statement = z.string().describe('Its text, with places for its values');

const top = route(
  {
    method: 'GET',
    path: '/database/top-statements',
    place: 'Administration',
    summary: 'Tells which statements took most of the time of the database.',
    access: 'data:read',
    answer: z.strictObject({
      counting: z
        .enum(['on', 'not loaded', 'not made'])
        .describe('Whether the server counts statements, and why not'),
      statements: z
        .array(
          z.strictObject({
            query_id: queryId,
            statement,
            calls: count('How often it ran'),
            rows: count('Rows that it returned or changed'),
            total_ms: milliseconds('Milliseconds of all calls together'),
            mean_ms: milliseconds('Milliseconds of one call'),
            longest_ms: milliseconds('Milliseconds of the longest call'),
            ratio: z.number().min(0).max(1).describe('Part of the time of all statements'),
          }),
        )
        .describe('The one that took most time first'),
    }),
  },
  ({ principal }) => listTopStatements(principal, mostStatements),
);

const slow = route(
  {
    method: 'GET',
    path: '/database/slow-statements',
    place: 'Administration',
    summary: 'Lists statements that took longer than the limit, with their plans and without values.',
    access: 'data:read',
    answer: z
      .array(
        z.strictObject({
          query_id: queryId,
          statement,
          longest_ms: milliseconds('Milliseconds that it took at most'),
          times_noticed: count('How often a look found it slow'),
          first_noticed_at: moment('When it was first noticed'),
          last_noticed_at: moment('When it was last noticed'),
          plan: textOrNull('Its plan for any values'),
          plan_failure: textOrNull('Why it has no plan'),
        }),
      )
      .describe('The slowest first'),
  },
  ({ principal }) => listSlowStatements(principal, mostStatements),
);

/** What tells where the time of the database goes. */
export const statementStatisticsRoutes = [top, slow];
