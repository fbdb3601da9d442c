import { isList, isObject, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { faultsOfJson, jsonTokens, type JsonFault } from '../../kernel/json-faults.ts';
import { unreadableFile, type ExportFile } from './export-file.ts';
import type { z } from 'zod';
import { parseMonth, type Month } from '../../kernel/month.ts';
import { finding, pathText, type Finding } from './finding.ts';
import { originalShape, type ExportedTerms } from './exported-terms.ts';
import { isPrintable } from '../../kernel/visible-text.ts';

/** A contract export that can be loaded, or why not. */
export interface ReadExport {
  readonly site: string | null;
  readonly customerName: string | null;
  /** Month in which the document was exported: its figures are those of then; null when it does not say. */
  readonly exportedIn: Month | null;
  readonly original: ExportedTerms | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads one export (`metadata`, `original`, `flattened`; only the first two count). A byte order mark is passed over, a
 * bare NaN outside `original` is read as null; anything else that is not JSON is rejected, and so is a file that is no
 * UTF-8 text, a name that stands twice in one object, a value that no database keeps, and a block that lacks a field,
 * holds one of another type, or a value that nobody knows. An unknown field is kept and told (contract-corpus.md 5,
 * points 2 and 3).
 */
export function readExport(file: ExportFile): ReadExport {
  const findings: Finding[] = [];
  const document = parseTolerantly(file, findings);
  if (document === null)
    return { site: null, customerName: null, exportedIn: null, original: null, findings };
  if (!isObject(document)) {
    const value = JSON.stringify(document).slice(0, 60);
    return {
      site: null,
      customerName: null,
      exportedIn: null,
      original: null,
      findings: [finding('NO_CONTRACT', '', { value })],
    };
  }
  const { metadata, original } = document;
  const site = siteOf(metadata, findings);
  const customer = isObject(metadata) ? metadata['customerName'] : null;
  if (typeof customer === 'string' && !isPrintable(customer))
    findings.push(finding('WRONG_TYPE', 'metadata.customerName', unprintable(customer)));
  const isReadable = checkShape(original, findings);
  return {
    site,
    customerName: typeof customer === 'string' && customer !== '' ? customer : null,
    exportedIn: isObject(metadata) ? monthIn(metadata['lastModifiedDate']) : null,
    original: isReadable && site !== null ? (original as unknown as ExportedTerms) : null,
    findings,
  };
}

/** The day of the export stands as the day of the last change in every file (billing.md 1.3). */
function monthIn(day: Json | undefined): Month | null {
  const [, month = ''] = typeof day === 'string' ? (/^(\d{4}-\d{2})-\d{2}/.exec(day) ?? []) : [];
  return parseMonth(month);
}

function unprintable(value: string): { value: string; wanted: string } {
  return { value: JSON.stringify(value).slice(0, 60), wanted: 'a text without control characters' };
}

/** Names and values of an export; the longest of practice has a tenth of them. */
const mostPieces = 20_000;

/** The document; null with the findings that say why it cannot be read. */
function parseTolerantly(file: ExportFile, findings: Finding[]): Json {
  const unreadable = unreadableFile(file);
  if (unreadable !== null) {
    findings.push(unreadable);
    return null;
  }
  const { text, count } = withMarkedNaN(file.content.replace(/^\uFEFF/, ''));
  let document: Json;
  try {
    document = parseExactJson(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.push(finding('INVALID_JSON', '', { cause: why }));
    return null;
  }
  const faults = faultsOfJson(text, mostPieces);
  findings.push(...faults.map(faultFinding));
  if (faults.length > 0) return null;
  if (document === null) findings.push(finding('NO_CONTRACT', '', { value: 'null' }));
  if (count === 0 || !isObject(document)) return document;
  if (holdsNaN(document['original'])) {
    findings.push(finding('NON_FINITE_NUMBER', 'original'));
    return null;
  }
  findings.push(finding('NAN_READ', 'metadata', { count }));
  return withoutNaN(document);
}

/** A NaN between the texts is not JSON: it becomes a mark that can be found again. */
function withMarkedNaN(content: string): { text: string; count: number } {
  const pieces: string[] = [];
  let from = 0;
  for (const token of content.includes('NaN') ? jsonTokens(content) : []) {
    if (token.text !== 'NaN') continue;
    pieces.push(content.slice(from, token.at), '{"NaN":null}');
    from = token.at + token.text.length;
  }
  return { text: pieces.join('') + content.slice(from), count: pieces.length / 2 };
}

function faultFinding({ kind, path, line, what }: JsonFault): Finding {
  const place = pathText(path[0] === 'original' ? path.slice(1) : path);
  const name = String(path.at(-1) ?? '');
  switch (kind) {
    case 'name twice':
      return finding('NAME_TWICE', place, { name, line });
    case 'name reserved':
      return finding('NAME_RESERVED', place, { name, line });
    case 'text':
      return finding('TEXT_UNUSABLE', place, { line });
    case 'number':
      return finding('NUMBER_UNUSABLE', place, { value: what, line });
    case 'size':
      return finding('TOO_MANY_VALUES', '', { most: mostPieces, line });
    case 'depth':
      return finding('TOO_DEEP', '', { line });
  }
}

function isNaNMark(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 1 && value['NaN'] === null;
}

function holdsNaN(value: Json | undefined): boolean {
  if (isNaNMark(value)) return true;
  if (isList(value)) return value.some(holdsNaN);
  return isObject(value) && Object.values(value).some(holdsNaN);
}

function withoutNaN(value: Json): Json {
  if (isNaNMark(value)) return null;
  if (isList(value)) return value.map(withoutNaN);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withoutNaN(held)]));
}

function siteOf(metadata: Json | undefined, findings: Finding[]): string | null {
  const number = isObject(metadata) ? metadata['siteNumber'] : undefined;
  if (typeof number === 'string' && /^\d{1,4}$/.test(number.trim())) return number.trim().padStart(4, '0');
  findings.push(finding('SITE_MISSING', 'metadata.siteNumber'));
  return null;
}

/** Whether the terms can be loaded at all; unknown fields are only told. */
function checkShape(original: Json | undefined, findings: Finding[]): boolean {
  const read = originalShape.safeParse(original);
  if (read.success) return true;
  let isReadable = true;
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) findings.push(finding('UNKNOWN_FIELD', pathText([...issue.path, key])));
      continue;
    }
    isReadable = false;
    findings.push(shapeFinding(issue, valueAt(original, issue.path)));
  }
  return isReadable;
}

function shapeFinding(issue: z.core.$ZodIssue, value: Json | undefined): Finding {
  const path = issue.path.length === 0 ? 'original' : pathText(issue.path);
  if (value === undefined) return finding('MISSING_FIELD', path);
  const written = JSON.stringify(value).slice(0, 60);
  if (issue.code === 'invalid_value') {
    const listedValues = issue.values.map((one) => JSON.stringify(one)).join(', ');
    return finding('UNKNOWN_VALUE', path, { value: written, known: listedValues });
  }
  return finding('WRONG_TYPE', path, { value: written, wanted: wantedBy(issue) });
}

/** What stands at a place of an export, in words. */
function wantedBy(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
  };
  return words[issue.expected] ?? 'a block of fields';
}

function valueAt(document: Json | undefined, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (isList(value) && typeof step === 'number') return value[step];
    return isObject(value) ? value[String(step)] : undefined;
  }, document);
}
