import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FormerExport } from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import {
  canonicalJson,
  isList,
  isObject,
  JsonNumber,
  parseExactJson,
  type Json,
} from '../../kernel/exact-json.ts';
import { readTable } from '../../sources/index.ts';
import { readingFault } from '../given/reading-fault.ts';

/** Characters of a cell: the old system keeps whole invoices in one. */
const longestCell = 1_048_576;

/**
 * Reads an export of the old system: a CSV with its column names, or JSON as its interface answers (a list, or one
 * under `value`). Lookups are read by the name of their column. Refuses with BILLING_FORMER_UNREADABLE and as
 * `readTable` does.
 */
export async function readFormerExport(path: string): Promise<FormerExport> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw refusal('BILLING_FORMER_UNREADABLE', { file: path, cause: readingFault(cause) });
  });
  const name = basename(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const read = /^\s*[[{]/.test(bytes.subarray(0, 64).toString())
    ? readJson(name, bytes)
    : readCsv(name, bytes);
  return { name, sha256, ...read };
}

type Read = Pick<FormerExport, 'records' | 'faults'>;

function readCsv(name: string, bytes: Buffer): Read {
  const { rows, faults } = readTable(name, bytes, {
    title: 'export of the old system',
    columnsOf: (names) =>
      names.flatMap((column) =>
        column === ''
          ? []
          : [{ name: column, type: { kind: 'text', maxLength: longestCell }, isOptional: true }],
      ),
  });
  return {
    records: rows.map(({ line, cells }) => ({ line, cells: cellsOf(Object.entries(cells)) })),
    faults: faults.map(({ line, column, cause }) => ({
      line,
      message: `${column === null ? 'the record' : column} ${cause}`,
    })),
  };
}

function readJson(name: string, bytes: Buffer): Read {
  const document = parsed(name, bytes);
  const listed = isObject(document) ? document['value'] : document;
  if (!isList(listed))
    throw refusal('BILLING_FORMER_UNREADABLE', {
      file: name,
      cause: 'it has no list of records under "value"',
    });
  const read = listed.map((record, at) => ({ line: at + 1, record }));
  return {
    records: read.flatMap(({ line, record }) =>
      isObject(record)
        ? [{ line, cells: cellsOf(Object.entries(record).map(([key, value]) => [key, textOf(value)])) }]
        : [],
    ),
    faults: read.flatMap(({ line, record }) => (isObject(record) ? [] : [{ line, message: 'is no object' }])),
  };
}

function parsed(name: string, bytes: Buffer): Json {
  try {
    return parseExactJson(bytes.toString());
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it is not JSON';
    throw refusal('BILLING_FORMER_UNREADABLE', { file: name, cause: problem });
  }
}

/** `_bs_customersitefk_value` is the lookup `bs_customersitefk`; notes of the interface stand behind an at sign. */
function cellsOf(cells: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(
    cells.flatMap(([key, text]) => {
      const name = key.trim().toLowerCase();
      if (name.includes('@') || text.trim() === '') return [];
      return [[/^_(.+)_value$/.exec(name)?.[1] ?? name, text.trim()]];
    }),
  );
}

function textOf(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return value instanceof JsonNumber ? value.text : canonicalJson(value);
}
