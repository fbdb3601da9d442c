import { createHash } from 'node:crypto';
import { JsonNumber, type Json, type JsonObject } from '../../../src/kernel/exact-json.ts';
import type { ExportFile } from '../../../src/contracts/index.ts';
import { writeAccounts } from '../../../src/contracts/exports/account-list.ts';
import { describedTerms } from '../../../src/contracts/exports/description/described-terms.ts';
import type { Field, Node, Nodes, RangeName } from '../../../src/contracts/exports/description/field.ts';
import { ranges } from '../../../src/contracts/ranges.ts';

/** Titles of accounts by list, as exports write them. */
export type Titles = Readonly<Record<'payroll' | 'expense', ReadonlyMap<string, string>>>;

type Random = () => number;

/** What a drawn value may look at: the fields of its row and of the rows around it that were drawn before. */
type Said = readonly JsonObject[];

/**
 * An export of a site with something in every field that is described, drawn from `random`: lists of none to three
 * rows, nulls where they may be, fields and blocks of newer exports in half of the cases, figures with the decimals of
 * practice.
 */
export function drawnExport(site: string, titles: Titles, random: Random): ExportFile {
  const drawn = drawFields(describedTerms, [], { titles, random });
  const original = { ...drawn, id: drawId(random) };
  const content = JSON.stringify(
    { metadata: { siteNumber: site, customerName: `Site ${site}` }, original },
    null,
    2,
  );
  return { name: `${site}.json`, content };
}

interface Drawing {
  readonly titles: Titles;
  readonly random: Random;
}

function drawFields(fields: Nodes, around: Said, drawing: Drawing): JsonObject {
  const row: Record<string, Json> = {};
  // What decides over the range of a figure is drawn before the figure, wherever it stands.
  const deciding = Object.entries(fields).filter(([, node]) => node.is === 'field' && node.range === null);
  const rest = Object.entries(fields).filter(([name]) => !deciding.some(([other]) => other === name));
  for (const [name, node] of [...deciding, ...rest]) {
    const value = drawNode(node, [row, ...around], drawing);
    if (value !== undefined) row[name] = value;
  }
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])),
  );
}

function drawNode(node: Node, said: Said, drawing: Drawing): Json | undefined {
  const { random } = drawing;
  if (node.is === 'block')
    return node.isNewer && random() < 0.5 ? undefined : drawFields(node.fields, said, drawing);
  if (node.is === 'list')
    return Array.from({ length: Math.floor(random() * 4) }, () => drawFields(node.fields, said, drawing));
  if (node.isNewer && random() < 0.5) return undefined;
  if (!node.isNewer && node.shape.safeParse(null).success && random() < 0.3) return null;
  return drawValue(node, said, drawing);
}

const pieces = ['Valet', 'Größe', '–', 'A/B', '"Q"', 'P\\L', '🅿', ' ', 'Night', '\n'];

function drawValue(field: Field, said: Said, { titles, random }: Drawing): Json {
  const pick = <One>(from: readonly [One, ...One[]]): One =>
    from[Math.floor(random() * from.length)] ?? from[0];
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const some = <One>(from: Iterable<One>): One[] => [...from].filter(() => random() < 0.3);
  switch (field.kind) {
    case 'figure':
      return drawFigure(field, said, random);
    case 'flag':
      return random() < 0.6;
    case 'id':
      return drawId(random);
    case 'group':
      return new JsonNumber(String(1 + whole(8)));
    case 'count':
      return new JsonNumber(String(whole(99)));
    case 'day': {
      const month: string = pick(['2019-12', '2024-02', '2026-07', '2031-01']);
      return `${month}-${String(10 + whole(18))}${pick(['', 'T00:00:00', 'T12:30:00.5Z'])}`;
    }
    case 'month':
      return pick(['', '2026-03', '202612', '2027-01-31T00:00:00Z']);
    case 'code':
      return pick(['4790', ' 4700 ', 'GSA', 'door-2', '']);
    case 'siteNumber':
      return pick(['', '0042', ' 17 ']);
    case 'vendor':
      return pick(['', 'V-100 & Co.', '00012']);
    case 'codes':
      return some(['SD1', 'VD2', 'ADJ', 'or1', '"']);
    case 'accounts': {
      const list = field.columns[0] === 'payroll_codes' ? 'payroll' : 'expense';
      return writeAccounts(
        some(titles[list]).map(([code, title]) => ({ code, title, isEnabled: random() < 0.5 })),
      );
    }
    case 'text':
    case 'printed':
      return some(pieces).join(' ');
    case 'choice':
      return pick(Object.keys(field.choices ?? {}) as [string, ...string[]]);
    case 'monthOfYear':
      return pick(['January', 'June', 'December']);
  }
}

/** A figure within its range, which another field may decide, with none to four decimals. */
function drawFigure({ range }: Field, said: Said, random: Random): Json {
  const { least, most } = ranges[rangeName(range, said)];
  const width = Math.min(Number(most.toString()) - Number(least.toString()), 2_000_000);
  const places = Math.floor(random() * 5);
  const lowest = Math.max(Number(least.toString()), -1_000_000);
  const drawn = lowest + random() * (width - 1);
  return new JsonNumber(random() < 0.1 ? least.toString() : drawn.toFixed(places));
}

function rangeName(range: Field['range'], said: Said): RangeName {
  if (range === null) throw new Error('a figure without a range');
  if (typeof range === 'string') return range;
  const decided = said.find((row) => row[range.field] !== undefined)?.[range.field];
  return (typeof decided === 'string' ? range.cases[decided] : undefined) ?? range.otherwise;
}

function drawId(random: Random): string {
  const hex = createHash('sha256').update(String(random())).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
