import type { Readable } from 'node:stream';
import { refusal } from '../../kernel/errors.ts';
import { parsePreferences } from './grammar/index.ts';
import { invalid, unsupported } from './sql/typed.ts';

/** A request to the service, as any surface hands it in. */
export interface ServiceRequest {
  readonly method: string;
  /** Path below the root of the service, still encoded, without a slash at its beginning; `sites(site_id='0170')`. */
  readonly path: string;
  /** Query string without the question mark, still encoded. */
  readonly query: string;
  /** Headers with names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Absolute address of the root, ending in a slash. */
  readonly root: string;
  readonly body: string | null;
  /** Rows that earlier requests of a change set wrote, by what later ones call them: `$1`. */
  readonly references?: ReadonlyMap<string, string>;
}

/** An address in its two parts: path, and query without the question mark. */
export function pathAndQuery(address: string): [path: string, query: string] {
  const at = address.indexOf('?');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}

/** An address as a path below the root: absolute, from the root of the server, or relative to the service. */
export function below(address: string, root: string): string {
  const rootPath = new URL(root).pathname;
  if (/^https?:/i.test(address)) {
    const path = address.replace(/^https?:\/\/[^/?#]*/i, '');
    if (!path.startsWith(rootPath)) throw invalid(`${address} is not an address of this service`, 0);
    return path.slice(rootPath.length);
  }
  if (!address.startsWith('/')) return address;
  return address.startsWith(rootPath) ? address.slice(rootPath.length) : address.slice(1);
}

/** An answer of the service. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A body that is written while it is read; `body` is empty then. */
  readonly stream?: Readable;
}

/** What the client prefers (`Prefer`) and accepts. */
export interface Preferences {
  /** Rows of a page, at most; null when the client does not say. */
  readonly pageSize: number | null;
  readonly withAnnotations: boolean;
  /** `none` leaves out what clients can compute, `full` says it in every row. */
  readonly metadata: 'minimal' | 'none' | 'full';
  readonly numbersAsText: boolean;
  /** What an answer to a write holds; null when the client does not say. */
  readonly returns: 'representation' | 'minimal' | null;
  /** The client will ask what has changed since. */
  readonly tracksChanges: boolean;
  /** What of `Prefer` was followed, for `Preference-Applied`. */
  readonly applied: readonly string[];
}

/** Rows of a page at most, unless the operator says otherwise: what Dataverse allows. */
export const pageSizeMost = 5_000;

/** Reads `Prefer`, `Accept` and `$format`. */
export function preferencesOf({ headers }: ServiceRequest, format: string | undefined): Preferences {
  const prefer = headers['prefer']?.trim() ?? '';
  const {
    maxPageSize,
    includeAnnotations,
    returns = null,
    trackChanges: tracksChanges = false,
  } = prefer === '' ? ({} as ReturnType<typeof parsePreferences>) : parsePreferences(prefer);
  const pageSize = maxPageSize === undefined ? null : Math.min(maxPageSize, pageSizeMost);
  const accepted = format ?? headers['accept'] ?? '';
  return {
    pageSize,
    withAnnotations: includeAnnotations?.some((term) => annotations.test(term)) === true,
    metadata: metadataIn(accepted),
    numbersAsText: /IEEE754Compatible=true/i.test(accepted),
    returns,
    tracksChanges,
    applied: [
      ...(tracksChanges ? ['odata.track-changes'] : []),
      ...(returns === null ? [] : [`return=${returns}`]),
      ...(pageSize === null ? [] : [`odata.maxpagesize=${pageSize}`]),
      ...(includeAnnotations === undefined
        ? []
        : [`odata.include-annotations="${includeAnnotations.join(',')}"`]),
    ],
  };
}

/** All annotations, or those that Dataverse adds. */
const annotations = /^(\*|OData\.Community\.Display\.V1|Microsoft\.Dynamics\.CRM)/;

function metadataIn(accepted: string): Preferences['metadata'] {
  const level = /\bmetadata=(none|full)\b/i.exec(accepted)?.[1]?.toLowerCase();
  return level === 'none' || level === 'full' ? level : 'minimal';
}

/** How rows are written. */
export type Format = 'json' | 'csv' | 'xlsx';

/** The media type of an Excel workbook. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Parameters of JSON that the service can follow (JSON format 3); a client may say them with and without `odata.`. */
const jsonParameter = new RegExp(
  [
    '^(?:odata\\.)?metadata=(?:none|minimal|full)$',
    '^(?:(?:odata\\.)?streaming|ieee754compatible)=(?:true|false)$',
    '^charset="?utf-8"?$',
  ].join('|'),
  'i',
);

/**
 * How rows are to be written, by `$format` or else the first of `Accept` that the service can write. Refuses with
 * ODATA_UNSUPPORTED another `$format`, and with ODATA_NOT_ACCEPTABLE a header that leaves nothing (protocol 8.2.1).
 */
export function formatOf({ headers }: ServiceRequest, format: string | undefined): Format {
  if (format !== undefined) {
    const named = formatNamed(format);
    if (named === null) throw unsupported(`the format ${format}`);
    return named;
  }
  const accepted = headers['accept']?.trim() ?? '';
  if (accepted === '') return 'json';
  const ranges = accepted.split(',').map((range) => rangeOf(range));
  const [best] = ranges
    .filter(({ written, weight }) => written !== null && weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  const written = best?.written ?? null;
  if (written === null) throw refusal('ODATA_NOT_ACCEPTABLE', { format: accepted.slice(0, 200) });
  return written;
}

function formatNamed(format: string): Format | null {
  const name = format.toLowerCase();
  if (name === 'json' || name === 'csv' || name === 'xlsx') return name;
  return rangeOf(format).written;
}

/** One range of `Accept` with its weight in thousandths; `written` is null where the service cannot write it. */
function rangeOf(range: string): { readonly written: Format | null; readonly weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const q = parameters.find((parameter) => /^q=/i.test(parameter));
  const [, whole = '1', part = ''] = /^q=([01])(?:\.(\d{1,3}))?$/i.exec(q ?? '') ?? [];
  const weight = Number.parseInt(whole + part.padEnd(3, '0'), 10);
  const own = parameters.filter((parameter) => parameter !== q);
  switch (type.toLowerCase()) {
    case '*/*':
    case 'application/*':
      return { written: 'json', weight };
    case 'application/json':
      return { written: own.every((parameter) => jsonParameter.test(parameter)) ? 'json' : null, weight };
    case 'text/csv':
      return { written: 'csv', weight };
    case workbookType:
      return { written: 'xlsx', weight };
    default:
      return { written: null, weight };
  }
}
