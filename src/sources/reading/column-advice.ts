import type { TableShape } from '../feed.ts';

/** What a column may say that figures depend on, by its name, and what has to be done before it is left out. */
const telling: readonly {
  readonly name: RegExp;
  readonly says: (column: string, amount: string) => string;
}[] = [
  {
    name: /^(DR?_?\/?_?CR?|DEBIT_?\/?_?CREDIT|(AMOUNT|BALANCE)?_?SIGN|POSTING_KEY)(_(FLAG|IND\w*|CODE))?$/,
    says: (column, amount) =>
      `${column} says whether an amount is a debit or a credit: make credits negative in ${amount} first.`,
  },
  {
    name: /(^|_)(DEBITS?|CREDITS?|DR|CR)(_|$)/,
    says: (_, amount) =>
      `${amount} is debit less credit, so export one signed column; ` +
      'renaming or removing a column of debits or credits would lose the other side.',
  },
  {
    name: /CURR|CCY|(^|_)FX(_|$)/,
    says: (column) =>
      `Amounts are taken in US dollars: leave out, or convert, the records of which ${column} says another ` +
      'currency before that column is left out.',
  },
  {
    name: /SCENARIO|VERSION|(^|_)(LEDGER|BOOK|PLAN)(_|$)|BALANCE_TYPE/,
    says: (column) => `Keep only the records of the right ${column} before leaving it out.`,
  },
  {
    name: /DELET|VOID|CANCEL|REVERS|STATUS|(^|_)ACTIVE(_|$)/,
    says: (column) => `Remove the records that ${column} marks as invalid before leaving it out.`,
  },
  {
    name: /(^|_)(UNITS?|SCALE|FACTOR|THOUSANDS)(_|$)/,
    says: (column) => `Figures are taken as they are: apply ${column} to them before it is left out.`,
  },
];

/**
 * What to do about columns that a feed does not know, so that following it loses no figure: a column that says the
 * sign, the currency or the version of an amount must not simply go. Ends with a blank.
 */
export function columnAdvice(
  feed: TableShape,
  unknown: readonly string[],
  missing: readonly string[],
): string {
  const amount = feed.columns.find(({ type }) => type.kind === 'decimal')?.header ?? 'The amount';
  const advice = unknown.flatMap((column) => {
    const name = column.toUpperCase().replaceAll(' ', '_');
    return telling.find((each) => each.name.test(name))?.says(column, amount) ?? [];
  });
  const usual =
    missing.length > 0
      ? 'Rename a column only where it means the same as the one that is missing; otherwise ask the source for it.'
      : 'Leave a column out of the export only when no figure of its records depends on it.';
  return `${[...new Set(advice), usual].join(' ')} `;
}
