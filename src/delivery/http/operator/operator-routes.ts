import { z } from 'zod';
import {
  listOperatorFacts,
  readOperatorFact,
  resetOperatorFact,
  setOperatorFact,
} from '../../../platform/operator/index.ts';
import { moment, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const texts = (meaning: string) => z.array(z.string()).describe(meaning);
const factFields = {
  name: z.string().describe('Name of the fact'),
  kind: z.string().describe('Kind of its values'),
  values: texts('What counts'),
  delivered: texts('Delivered value'),
  is_set: z.boolean().describe('Whether the operator set it'),
  set_at: moment('When it was set').nullable(),
  meaning: z.string().describe('What it is for'),
};
const factShape = z.strictObject({
  ...factFields,
  history: z
    .array(
      z.strictObject({
        values: texts('What was set'),
        reason: z.string().describe('Why'),
        set_at: moment('When it was set'),
        set_by: z.string().describe('Who set it'),
        ended_at: moment('When it ended').nullable(),
        ended_by: textOrNull('Who ended it'),
      }),
    )
    .nullable()
    .describe('Its earlier values, newest first; null for those who may not read them'),
});
const named = z.strictObject({ name: z.string().max(100).describe('Name of the fact') });

const listed = route(
  {
    method: 'GET',
    path: '/operator-facts',
    place: 'Administration',
    summary: 'Lists the facts of the operator: account roles, companies, percentages.',
    access: 'data:read',
    answer: z.array(z.strictObject(factFields)),
  },
  ({ principal }) => listOperatorFacts(principal),
);

const shown = route(
  {
    method: 'GET',
    path: '/operator-facts/:name',
    place: 'Administration',
    summary: 'Shows a fact of the operator with its earlier values.',
    access: 'data:read',
    params: named,
    answer: factShape,
    refusals: ['OPERATOR_FACT_UNKNOWN'],
  },
  ({ principal, params }) => readOperatorFact(principal, params.name),
);

const changed = route(
  {
    method: 'PUT',
    path: '/operator-facts/:name',
    place: 'Administration',
    summary: 'Sets a fact of the operator, with the reason of the request.',
    access: 'data:write',
    params: named,
    body: z.strictObject({
      values: z.array(z.string().max(100)).max(2000).describe('The new values'),
    }),
    answer: factShape,
    refusals: ['OPERATOR_FACT_UNKNOWN', 'OPERATOR_FACT_INVALID', 'OPERATOR_REASON_MISSING'],
  },
  async ({ principal, params, body }) => {
    await setOperatorFact(principal, { name: params.name, values: body.values });
    return readOperatorFact(principal, params.name);
  },
);

const reset = route(
  {
    method: 'DELETE',
    path: '/operator-facts/:name',
    place: 'Administration',
    summary: 'Resets a fact to its delivered value, with the reason of the request.',
    access: 'data:write',
    params: named,
    answer: factShape,
    refusals: ['OPERATOR_FACT_UNKNOWN', 'OPERATOR_FACT_NOT_SET', 'OPERATOR_REASON_MISSING'],
  },
  async ({ principal, params }) => {
    await resetOperatorFact(principal, params.name);
    return readOperatorFact(principal, params.name);
  },
);

/** Facts of the operator: what `daybook operator` lists, shows, sets and resets. */
export const operatorRoutes = [listed, shown, changed, reset] as const;
