import { parseContentId } from '../grammar/index.ts';
import { below, pathAndQuery, type ServiceRequest } from '../request.ts';
import { invalid } from '../sql/typed.ts';

/** A part of a multipart batch: a request, or a change set of several. */
export interface BatchPart {
  /** The request as HTTP writes it; empty for a change set. */
  readonly text: string;
  readonly contentId: string | null;
  /** The requests of a change set; null for a single one. */
  readonly changes: readonly BatchPart[] | null;
}

/** The parts of a multipart body. Lines end in CRLF or, from older clients, in LF alone. */
export function partsOf(body: string, boundary: string): BatchPart[] {
  return contentsOf(body, boundary).map((content) => {
    const { head, rest } = headAndRest(content);
    const type = head.get('content-type') ?? '';
    const inner = /^multipart\/mixed\s*;.*\bboundary="?([^";,]{1,200})"?/i.exec(type)?.[1]?.trim();
    if (inner === undefined) return { text: rest, contentId: head.get('content-id') ?? null, changes: null };
    if (inner === boundary) throw invalid('a change set needs a boundary of its own', 0);
    const changes = contentsOf(rest, inner).map((change): BatchPart => {
      const part = headAndRest(change);
      return { text: part.rest, contentId: contentIdIn(part.head), changes: null };
    });
    return { text: '', contentId: null, changes };
  });
}

/** What stands between the lines with the boundary. */
function contentsOf(body: string, boundary: string): string[] {
  const contents: string[] = [];
  let lines: string[] | null = null;
  for (const line of body.split('\n')) {
    const plain = line.replace(/\r$/, '').trimEnd();
    if (plain !== `--${boundary}` && plain !== `--${boundary}--`) {
      lines?.push(line);
      continue;
    }
    if (lines !== null) contents.push(lines.join('\n'));
    lines = plain.endsWith(`${boundary}--`) ? null : [];
    if (lines === null) return contents;
  }
  throw invalid('the batch has no end: its last line with the boundary is missing', 0);
}

function contentIdIn(head: ReadonlyMap<string, string>): string | null {
  const id = head.get('content-id');
  return id === undefined ? null : parseContentId(id);
}

function headAndRest(content: string): { head: Map<string, string>; rest: string } {
  const lines = content.split('\n');
  const empty = lines.findIndex((line) => line.trim() === '');
  const end = empty < 0 ? lines.length : empty;
  const head = new Map<string, string>();
  for (const line of lines.slice(0, end)) {
    const at = line.indexOf(':');
    if (at > 0) head.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return { head, rest: lines.slice(end + 1).join('\n') };
}

/** A request as HTTP writes it, below the root of the service. Refuses with ODATA_INVALID. */
export function requestIn(text: string, outer: ServiceRequest): ServiceRequest {
  const [line = '', ...others] = text.replace(/^[\r\n]+/, '').split('\n');
  const parts = /^([A-Z]{3,7}) +(.+?)(?: +HTTP\/\d(?:\.\d)?)?\s*$/.exec(line.replace(/\r$/, ''));
  if (parts === null) throw invalid('a part of the batch does not start with a method and an address', 0);
  const [, method = '', address = ''] = parts;
  const { head, rest } = headAndRest(others.join('\n'));
  const [path, query] = pathAndQuery(below(address, outer.root));
  const body = rest.replace(/\r?\n$/, '');
  return {
    method,
    path,
    query,
    headers: { accept: acceptedInside(outer), ...Object.fromEntries(head) },
    root: outer.root,
    body: body.trim() === '' ? null : body,
  };
}

/** What the parts of a batch are written in, if they do not say so: JSON as the client likes it. */
function acceptedInside({ headers }: ServiceRequest): string | undefined {
  const ranges = (headers['accept'] ?? '').split(',');
  return ranges.find((range) => /^\s*application\/json\b/i.test(range));
}
