import { nearestCodes, type Neighbour } from '../../kernel/nearest-codes.ts';
import type { Connection } from '../../platform/database/index.ts';
import type { StagedRows } from './staged-rows.ts';
import type { Warning } from './warnings.ts';

/** Kinds of codes that come by themselves, in words. */
const kinds = { job_code: 'job code', job_profile: 'job profile', revenue_code: 'revenue code' } as const;

/** So many new codes are named in a warning; the others are counted. */
const namedMax = 12;

/**
 * Adds the codes that a load brings for the first time, and tells them with the known codes that they resemble. Of a
 * catalogue that was empty only those are told that look like another one: there, every code is new.
 */
export async function discoverCodes(
  transaction: Connection,
  staged: StagedRows,
  kind: keyof typeof kinds | undefined,
): Promise<Warning[]> {
  if (kind === undefined) return [];
  const rows = await transaction.query<{ code: string }>(
    'select code from warehouse.discover_codes($1, $2, $3, $4) as code',
    [
      kind,
      staged.codes.filter((code) => code !== ''),
      staged.tables.map(({ table }) => table),
      staged.batchId,
    ],
  );
  if (rows.length === 0) return [];
  return tellNew(transaction, staged, { kind, codes: rows.map(({ code }) => code).toSorted() });
}

async function tellNew(
  transaction: Connection,
  { feed }: StagedRows,
  { kind, codes }: { readonly kind: keyof typeof kinds; readonly codes: readonly string[] },
): Promise<Warning[]> {
  const fresh = new Set(codes);
  const all = await transaction.query<{ code: string }>(
    'select code from warehouse.known_codes($1) as code order by code',
    [kind],
  );
  const earlierCodes = all.map(({ code }) => code).filter((code) => !fresh.has(code));
  const nearest = nearestCodes(codes, earlierCodes);
  await transaction.query('select warehouse.note_neighbours($1, $2, $3)', [
    kind,
    [...nearest.keys()],
    [...nearest.values()].map(({ code }) => code),
  ]);
  const rankedCodes = (
    earlierCodes.length === 0 ? codes.filter((code) => nearest.has(code)) : codes
  ).toSorted((a, b) => rank(nearest.get(a)) - rank(nearest.get(b)));
  if (rankedCodes.length === 0) return [];
  const named = rankedCodes.slice(0, namedMax).map((code) => inWords(code, nearest.get(code)));
  const more = rankedCodes.length > namedMax ? `, and ${String(rankedCodes.length - namedMax)} more` : '';
  const one = rankedCodes.length === 1;
  return [
    {
      rule: 'new codes',
      message:
        `${feed} brings ${one ? `a new ${kinds[kind]}` : `${String(rankedCodes.length)} new ${kinds[kind]}s`}: ` +
        `${named.join(', ')}${more}. If ${one ? 'it is' : 'one is'} mistyped, correct it in the source and load ` +
        'the file again; figures of an unknown code may be billed and planned differently.',
    },
  ];
}

/** Those that look like another one first. */
function rank(neighbour: Neighbour | undefined): number {
  if (!neighbour) return 2;
  return neighbour.looksAlike ? 0 : 1;
}

function inWords(code: string, neighbour: Neighbour | undefined): string {
  if (!neighbour) return code;
  return `${code} (${neighbour.looksAlike ? 'looks like' : 'nearest known:'} ${neighbour.code})`;
}
