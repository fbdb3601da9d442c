import type { LedgerAnswer } from '../../service/acts/ledger.ts';

const columns = ['key', 'document', 'batch', 'result', 'answer'];

/** Cells of a line: what is in quotes may hold commas, line ends and doubled quotes. */
const cell = /(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g;

/** Answers of the ledger in a CSV with the columns of its format; what is empty is left out. Null: no such file. */
export function answersIn(text: string): readonly LedgerAnswer[] | null {
  const [head = [], ...lines] = rowsOf(text.replace(/^\uFEFF/, ''));
  const names = head.map((name) => name.trim().toLowerCase());
  if (!names.includes('result')) return null;
  return lines.map((cells) =>
    Object.fromEntries(
      names.flatMap((name, at) => {
        const value = (cells[at] ?? '').trim();
        return columns.includes(name) && value !== '' ? [[name, value]] : [];
      }),
    ),
  );
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  for (const match of text.trimEnd().matchAll(cell)) {
    const [whole, quoted, plain = ''] = match;
    const value = quoted?.replaceAll('""', '"') ?? plain;
    const row = rows.at(-1);
    if (row === undefined || /^\r?\n/.test(whole)) rows.push([value]);
    else row.push(value);
  }
  return rows;
}
