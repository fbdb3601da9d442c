import type { Json } from '../../../kernel/exact-json.ts';
import { readAccounts, writeAccounts } from '../account-list.ts';

/** The title of an account in a list of the ledger; empty when the list does not have it. */
export type AccountTitles = (list: 'payroll' | 'expense', code: string) => string;

/** How a value of an export becomes values of columns, and they an export again. */
export interface Codec {
  readonly write: (value: Json) => readonly Json[];
  readonly read: (columns: readonly Json[], titles: AccountTitles) => Json;
}

export const plainCodec: Codec = {
  write: (value) => [value],
  read: ([value = null]) => value,
};

export const idCodec: Codec = {
  ...plainCodec,
  write: (value) => [typeof value === 'string' ? idOf(value) : null],
};

/** An id as PostgreSQL gives it back: some systems write GUIDs in capitals. */
export function idOf(written: string): string {
  return written.toLowerCase();
}

export const dayCodec: Codec = {
  write: (value) => [value, typeof value === 'string' ? value.slice(0, 10) : null],
  read: ([written = null]) => written,
};

/** Of an account list the codes are kept; the titles are those of the ledger. */
export function accountCodec(list: Parameters<AccountTitles>[0]): Codec {
  return {
    write: (value) => {
      const listed = typeof value === 'string' ? (readAccounts(value) ?? []) : [];
      const codesOf = (some: typeof listed): string[] => some.map(({ code }) => code);
      return [codesOf(listed), codesOf(listed.filter(({ isEnabled }) => isEnabled))];
    },
    read: ([listed, billed], titles) => {
      const billedCodes = new Set(asCodes(billed));
      return writeAccounts(
        asCodes(listed).map((code) => ({
          code,
          title: titles(list, code),
          isEnabled: billedCodes.has(code),
        })),
      );
    },
  };
}

function asCodes(column: Json | undefined): string[] {
  return Array.isArray(column) ? column.filter((code): code is string => typeof code === 'string') : [];
}
