import { z } from 'zod';
import { exact, moment, month, number, person, site, textOrNull } from '../routing/fields.ts';

const text = (meaning: string) => z.string().describe(meaning);
const count = (meaning: string) => z.int().min(0).describe(meaning);

/** A first service month of an answer; 1900-01 is from the beginning. */
export const fromMonth = month('First service month; 1900-01 is from the beginning');

/** A contract as it is in effect in a month. */
export const contractFields = {
  contract_id: text('Its identity'),
  site,
  customer_name: textOrNull('Customer billed'),
  is_site_known: z.boolean().describe('Whether the warehouse knows the site; until then nothing is billed'),
  version_id: number('Version number across all contracts'),
  number: count('Version number; send it back as `seen`'),
  from_month: fromMonth,
  as_of_month: month('Month as of which its figures apply'),
  origin: z.enum(['import', 'edit', 'escalation']).describe('Origin of its version'),
  state: z.enum(['active', 'draft', 'waiting']).describe('A draft bills nothing'),
  billing_type: z.enum(['Arrears', 'Advanced']).describe('Billed after or before the month'),
  payment_terms: text('When invoices are due'),
  purchase_order: textOrNull('Purchase order'),
  components: z.array(z.string()).describe('Components that are switched on'),
  opens_on: textOrNull('First working day'),
  closes_on: textOrNull('Last working day'),
  works: z.boolean().describe('Whether the site operates in the month'),
};

/** Marks of a special contract. */
export const marks = z.array(z.string()).describe('Marks that it carries, such as ten-percenter');

/** What differs between two versions of terms. */
export const changeShape = z.strictObject({
  path: text('Place in the fields of the exports'),
  what: text('Name'),
  before: textOrNull('Before; null if there was nothing'),
  after: textOrNull('After; null if nothing is left'),
});

/** What a check of terms found. */
export const findingShape = z.strictObject({
  grade: z.enum(['silent', 'warning', 'blocked', 'rejected']).describe('Severity'),
  code: text('Code of the finding'),
  path: text('Field in the names of the exports; empty for the whole contract'),
  message: text('What is wrong, and what to do'),
});

/** A change that awaits a second person. */
export const waitingShape = z.strictObject({
  id: number('Number of the approval'),
  site,
  customer_name: textOrNull('Customer billed'),
  subject: z.enum(['version', 'clause', 'withdrawal']).describe('What is to be approved'),
  version_id: number('Pending version').nullable(),
  clause_id: number('Pending clause').nullable(),
  says: text('What it is'),
  from: fromMonth,
  is_take_over: z.boolean().describe('First version of a contract'),
  yearly_value: exact('dollars', 'Annual value of the contract').nullable(),
  rate_increase: exact('percent', 'Largest rate increase').nullable(),
  roles: z.array(z.string()).describe('Roles, one of which may approve'),
  asked_at: moment('When it was entered'),
  asked_by: person('Who entered it'),
});

/** What the check of a version found when it came. */
const keptFinding = findingShape.extend({ grade: text('Severity') });

/** Terms in words. */
export const wordedShape = z
  .array(
    z.strictObject({
      component: text('Block of the exports; `contract` for the contract itself'),
      title: text('Label'),
      sentences: z.array(z.string()).describe('What it says'),
    }),
  )
  .describe('The terms in words');

/** A contract whole. */
export const wholeContract = z.strictObject({
  contract: z.strictObject(contractFields),
  rates: z
    .array(
      z.strictObject({
        component: text('Component'),
        what: text('For what'),
        rate: text('Money, percent or a limit, with its unit'),
        starts_on: textOrNull('First day'),
        ends_on: textOrNull('Last day'),
      }),
    )
    .describe('What it bills, clauses included'),
  findings: z.array(keptFinding).describe('Findings of the term check; for people who may change contracts'),
  waiting: z.array(waitingShape).describe('Changes that await a second person'),
  marks,
  due_rule: text('When its invoices are due, in words; free terms may name no day'),
  words: wordedShape,
  terms: z.unknown().describe('The terms in the fields of the exports, as `contracts export` prints them'),
});

const fieldShape = {
  label: text('Name'),
  kind: text('Kind of value, such as figure, flag, choice or codes'),
  choices: z
    .array(z.strictObject({ value: text('Value, as `values` take it'), label: text('Label') }))
    .nullable()
    .describe('The values of a choice, or codes that a list may have'),
  may_be_empty: z.boolean().describe('It may be left empty'),
};

/** The terms as a form. */
export const termForm = z.strictObject({
  number: count('Version number; send it back as `seen`'),
  sections: z.array(
    z.strictObject({
      component: text('Block of the exports; `contract` for the contract itself'),
      title: text('Label'),
      switch: textOrNull('Place that switches it on; null if it cannot be switched'),
      is_on: z.boolean().describe('It is switched on'),
      fields: z.array(
        z.strictObject({
          ...fieldShape,
          place: text('Place, as `values` take it'),
          row: text('Row it belongs to; empty if none'),
          value: textOrNull('Value, as `values` take it; null if there is none'),
          unit: z.enum(['%']).nullable().describe('Unit of a figure; null for dollars and counts'),
        }),
      ),
      rows: z.array(
        z.strictObject({
          place: text('Place, as `removed` takes it'),
          list: text('List it belongs to'),
          row: text('Row around it; empty if none'),
          title: text('Label'),
        }),
      ),
      lists: z
        .array(
          z.strictObject({
            list: text('Place of the list, without row numbers'),
            label: text('Label of one row'),
            fields: z.array(z.strictObject({ ...fieldShape, name: text('Field of a row') })),
          }),
        )
        .describe('Lists that take additional rows, by `[+]`'),
    }),
  ),
});

/** What becomes of an edit. */
export const editedShape = z.strictObject({
  site,
  from: fromMonth,
  seen: count('Version it is based on'),
  number: count('Number of the new version; in a preview, the number it would have'),
  is_waiting: z.boolean().describe('It takes effect once a second person approves it'),
  is_draft: z.boolean().describe('It cannot bill yet'),
  changes: z.array(changeShape).describe('What changes, in words'),
  findings: z.array(findingShape).describe('Findings of the term check'),
});

/** Months with what they cost, and what they would have cost. */
export const costsShape = z
  .array(
    z.strictObject({
      month: month('Service month'),
      before: exact('dollars', 'What it cost').nullable(),
      after: exact('dollars', 'What it would have cost').nullable(),
      lines: z
        .array(
          z.strictObject({
            title: text('Line of the statement'),
            before: exact('dollars', 'Amount now'),
            after: exact('dollars', 'Amount with the change'),
          }),
        )
        .describe('Lines whose amounts differ'),
      reasons: z
        .array(z.strictObject({ code: text('Code of the refusal'), message: text('What is missing') }))
        .describe('Why it cannot be calculated'),
    }),
  )
  .describe('What past months would have cost');

/** The same before it is kept, with what it would have cost. */
export const previewShape = editedShape.extend({
  months: costsShape,
});

/** A version in the history of a contract. */
export const versionShape = z.strictObject({
  number: count('Its number'),
  from: fromMonth,
  origin: z.enum(['import', 'edit', 'escalation']).describe('Origin'),
  state: z.enum(['active', 'draft', 'waiting', 'rejected']).describe('Outcome'),
  made_by: person('Who made it'),
  made_at: moment('When'),
  decided_by: textOrNull('Who decided on it'),
  decided_at: moment('When it was decided').nullable(),
  reason: textOrNull('Why'),
  changes: z.array(changeShape).describe('Differences from the previous version'),
});
