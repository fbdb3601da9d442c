import { isList, isObject, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { parseMonth, type Month } from '../../kernel/month.ts';
import { finding, pathText, type Finding } from './finding.ts';
import { originalShape, type Original } from './original.ts';

/** A contract export that can be taken in, or why not. */
export interface ReadExport {
  readonly site: string | null;
  readonly customerName: string | null;
  /** Month in which the document was exported: its figures are those of then; null when it does not say. */
  readonly exportedIn: Month | null;
  readonly original: Original | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads one export (`metadata`, `original`, `flattened`; only the first two count). A bare NaN outside `original` is
 * read as null, anything else that is not JSON is rejected, and so is a block that lacks a field, holds one of another
 * type, or a value that nobody knows; an unknown field is kept and told (contract-corpus.md 5, points 2 and 3).
 */
export function readExport(content: string): ReadExport {
  const findings: Finding[] = [];
  const document = parseTolerantly(content, findings);
  if (document === null)
    return { site: null, customerName: null, exportedIn: null, original: null, findings };
  const metadata = isObject(document) ? document['metadata'] : null;
  const site = siteOf(metadata, findings);
  const customer = isObject(metadata) ? metadata['customerName'] : null;
  const original = isObject(document) ? document['original'] : undefined;
  const isReadable = checkShape(original, findings);
  return {
    site,
    customerName: typeof customer === 'string' && customer !== '' ? customer : null,
    exportedIn: isObject(metadata) ? monthIn(metadata['lastModifiedDate']) : null,
    original: isReadable && site !== null ? (original as Original) : null,
    findings,
  };
}

/** The day of the export stands as the day of the last change in every file (billing.md 1.3). */
function monthIn(day: Json | undefined): Month | null {
  const [, month = ''] = typeof day === 'string' ? (/^(\d{4}-\d{2})-\d{2}/.exec(day) ?? []) : [];
  return parseMonth(month);
}

/** Texts stay as they are; a NaN between them is not JSON and becomes null. */
const TEXT_OR_NAN = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

function parseTolerantly(content: string, findings: Finding[]): Json {
  let unreadable = 0;
  const readable = content.replaceAll(TEXT_OR_NAN, (found) => {
    if (found.startsWith('"')) return found;
    unreadable += 1;
    return found === 'NaN' ? '{"NaN":null}' : 'Infinity';
  });
  try {
    const document = parseExactJson(readable);
    if (unreadable > 0 && isObject(document)) {
      if (holdsNaN(document['original'])) {
        findings.push(finding('NON_FINITE_NUMBER', 'original'));
        return null;
      }
      findings.push(finding('NAN_READ', 'metadata', { count: unreadable }));
    }
    return withoutNaN(document);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.push(finding('INVALID_JSON', '', { cause: why }));
    return null;
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

/** Whether the terms can be taken in at all; unknown fields are only told. */
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

function shapeFinding(
  issue: { code: string; path: PropertyKey[]; message: string },
  value: Json | undefined,
): Finding {
  const path = pathText(issue.path);
  if (value === undefined) return finding('MISSING_FIELD', path);
  const told = { value: JSON.stringify(value).slice(0, 60), problem: issue.message.replace(/\.$/, '') };
  return finding(issue.code === 'invalid_value' ? 'UNKNOWN_VALUE' : 'WRONG_TYPE', path, told);
}

function valueAt(document: Json | undefined, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (isList(value) && typeof step === 'number') return value[step];
    return isObject(value) ? value[String(step)] : undefined;
  }, document);
}
