import type { Feed } from '../src/sources/index.ts';
import type { Target } from '../src/warehouse/index.ts';

/** Where `migrate` reads what tables the feeds need; written by `npm run db:dump`. */
export const FEED_TABLES = 'src/warehouse/tables/feeds.sql';

const HEAD = `--! makes tables
-- Written by \`npm run db:dump\` from the declarations of the feeds and their targets. Do not edit.
`;

/** The widest line of a list of columns. */
const width = 112;

/**
 * The definition that makes the staging tables and histories of the feeds: for each what it declares, as name:type with
 * the class of personal data. A feed that shares the staging table of another has none of its own.
 */
export function feedTables(feeds: readonly Feed[], targets: Readonly<Record<string, Target>>): string {
  const statements = feeds
    .filter(({ staging }) => staging === undefined)
    .map((feed) => statementOf(feed, targets[feed.name]));
  return [HEAD, ...statements].join('\n');
}

function statementOf(feed: Feed, target: Target | undefined): string {
  if (target === undefined) throw new Error(`no table of the warehouse takes the feed ${feed.name}`);
  const words = [
    ...feed.columns.flatMap((column) => (column.column === null ? [] : [wordOf(column.column, column)])),
    ...(feed.derived ? [`${feed.derived.column}:date`] : []),
  ];
  // Sites and accounts are published in ways of their own, and their migrations made the histories.
  const [make, table] =
    target.kind === 'fact' || target.kind === 'list'
      ? ['make_tables', target.table]
      : ['make_staging', target.kind === 'sites' ? 'warehouse.site_version' : 'warehouse.account'];
  const repeats = `repeats => ${String(feed.repeats !== undefined)}`;
  return `select warehouse.${make}('${feed.name}', '${table}', ${repeats}, declared => '\n${filled(words)}');\n`;
}

function wordOf(name: string, { type, personal }: Feed['columns'][number]): string {
  return [name, typeOf(type), ...(personal === undefined ? [] : [personal])].join(':');
}

function typeOf(type: Feed['columns'][number]['type']): string {
  switch (type.kind) {
    case 'site':
    case 'account':
    case 'text':
    case 'code':
      return 'text';
    case 'period':
    case 'date':
      return 'date';
    case 'timestamp':
      return 'timestamptz';
    case 'flag':
      return 'boolean';
    case 'integer':
      return 'integer';
    case 'decimal':
      return `numeric(${String(type.digits + type.scale)},${String(type.scale)})`;
  }
}

/** Words in lines of at most `width` columns. */
function filled(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > width) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
