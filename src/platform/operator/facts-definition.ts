import { factsByName } from './facts.ts';
import { enteredExpenses, otherExpenses } from './other-expense.ts';

/** Columns of a line of SQL, less two for the quotes. */
const width = 110;

/**
 * The definition that makes the delivered facts readable in the database, as text of `delivered-facts.sql`; written by
 * `npm run fix`.
 */
export function deliveredFactsDefinition(): string {
  const rows = [...factsByName].map(([name, { kind, delivered, meaning }]) =>
    [`    (${quoted(name)}, ${quoted(kind)},`, ...textsOf(delivered), `${wrapped(meaning)})`].join('\n'),
  );
  return [
    '-- The facts of the operator as the product comes with them. Made from facts.ts by `npm run fix`.',
    '',
    'create function platform.delivered_facts()',
    'returns table (fact text, kind text, delivered_values text[], meaning text)',
    'language sql immutable parallel safe as $$',
    '  values',
    rows.join(',\n'),
    '$$;',
    'comment on function platform.delivered_facts() is',
    "  'Facts of the operator that calculations rest on, with the values that the product comes with.';",
    'grant execute on function platform.delivered_facts() to daybook_member;',
    '',
  ].join('\n');
}

/** The definition of the fields of other expense, as text of a file of the warehouse; written by `npm run fix`. */
export function expenseFieldsDefinition(): string {
  const rows = [...enteredExpenses, otherExpenses].map(
    ({ field, accounts }, at) =>
      `    (${String(at + 1)}, ${quoted(field)},\n${textsOf(accounts).join('\n').replace(/,$/, ')')}`,
  );
  return [
    '-- Fields of other expense and their accounts. Made from src/platform/operator/other-expense.ts by `npm run fix`.',
    '',
    'create function warehouse.other_expense_field() returns table (place integer, field text, accounts text[])',
    'language sql immutable as $$',
    '  values',
    rows.join(',\n'),
    '$$;',
    "comment on function warehouse.other_expense_field() is 'Fields of other expense and their accounts.';",
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function textsOf(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts.map(quoted)) {
    const last = lines.at(-1);
    if (last === undefined || `${last}, ${text}`.length > width - 12) lines.push(text);
    else lines[lines.length - 1] = `${last}, ${text}`;
  }
  return [`      array[${lines.join(',\n        ')}]::text[],`];
}

/** Literals one below the other are one literal. */
function wrapped(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(/(?<= )/)) {
    const last = lines.at(-1) ?? '';
    if (`${last}${word}`.length > width - 8) lines.push(word);
    else lines[lines.length - 1] = `${last}${word}`;
  }
  return lines.map((line) => `      ${quoted(line)}`).join('\n');
}
