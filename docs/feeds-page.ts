import type { Feed } from '../src/sources/index.ts';

type Column = Feed['columns'][number];

/** What a page about the feeds may say beyond the declarations, because it is a rule in code. */
const recordRules: Readonly<Record<string, string>> = {
  gl_accounts:
    'ACCOUNT_NUMBER has at least three segments separated by dashes; a date such as 2-Feb-44 is refused.',
  master_non_financial: 'STATE has two letters; ZIP is 06101, 06101-1234 or a Canadian postal code.',
  shift_entity: 'END_DATE is not before START_DATE.',
  revenue_datamart_daily: 'With VALUE_TYPE VEHICLES the value is a whole number of 0 or more.',
  revenue_workbook: [
    'With VALUE_TYPE VEHICLES the value is a whole number of 0 or more.',
    "Every row is of the site and the month in the file's name, the revenue code is one of the catalogue,",
    'and at least one figure is not zero. FILE_NAME is filled in by Daybook; the sheet does not have it.',
  ].join(' '),
};

/** Every feed as a page: what a row says, its key, its slice, its columns. */
export function feedsPage(feeds: readonly Feed[]): string {
  const introduction = [
    '# Feeds',
    '',
    'Every kind of file that Daybook loads, in the order in which a folder is loaded. How files are named, written',
    'and checked: [file formats](file-formats.md). What happens to them: [loading files](../use/loading-files.md).',
    'Generated from `src/sources/catalogue.ts` by `npm run fix`.',
    '',
    `${feeds.length} feeds of ${new Set(feeds.map(({ source }) => source)).size} sources.`,
    '',
    '- **Key**: columns that identify a row; a file may contain each key once.',
    '- **Slice**: what a file replaces as a whole. Rows of a slice that are in the warehouse but not in the file go',
    '  to history.',
    '- **Needs**: _value_, the column must be present and filled in every record; _column_, it must be present and may',
    '  be blank; _nothing_, it may be missing. A value in brackets stands in for a blank.',
    '- **Also**: other names of the column. Columns may be in any order, names in any case.',
    '- **Personal**: class of personal data, if any.',
    '',
    '| feed | source | a row is | slice |',
    '| --- | --- | --- | --- |',
    ...feeds.map(
      ({ name, source, title, slice }) => `| [\`${name}\`](#${name}) | ${source} | ${title} | ${slice} |`,
    ),
  ];
  return [...introduction, '', ...feeds.flatMap(section)].join('\n') + '\n';
}

function section(feed: Feed): string[] {
  const rule = recordRules[feed.name];
  if (feed.checkRecord && rule === undefined) {
    throw new Error(
      `${feed.name} has a rule over its records that docs/feeds-page.ts does not put into words`,
    );
  }
  return [
    `## ${feed.name}`,
    '',
    `${feed.title}. Source: ${feed.source}.`,
    '',
    `- Key: ${feed.key.map((column) => headerOf(feed, column)).join(', ')}`,
    `- Slice: ${feed.slice}`,
    ...feed.references.map(
      ({ column, to }) =>
        `- ${headerOf(feed, column)} must be a known ${to.replace('_', ' ')}; ${waits(feed, to)}`,
    ),
    ...(feed.derived ? [`- ${derivation(feed)}`] : []),
    ...(rule === undefined ? [] : [`- ${rule}`]),
    ...(feed.period === null ? [] : [`- Days: ${reach(feed)}`]),
    ...(feed.allOrNothing ? ['- One failing record refuses the whole file.'] : []),
    '',
    '| column | type | needs | also | personal |',
    '| --- | --- | --- | --- | --- |',
    ...feed.columns.map(row),
    '',
  ];
}

function reach(feed: Feed): string {
  return feed.reach === 'ahead'
    ? 'from 2000 to ten years ahead of the load.'
    : 'from 2000 to the day of the load; what has not happened yet is refused.';
}

function waits(feed: Feed, to: string): string {
  if (feed.allOrNothing) return 'otherwise the file is refused.';
  return to === 'revenue_code'
    ? 'otherwise the record is held back.'
    : `otherwise the record waits for the ${to}.`;
}

function derivation({ derived }: Feed): string {
  const [year, part] = derived?.from ?? ['', ''];
  return derived?.kind === 'month'
    ? `${year} and ${part} make the month.`
    : `${year} and ${part} make the day: 1 January plus the day of the year less one.`;
}

/** The name in the file of a staging column. */
function headerOf(feed: Feed, column: string): string {
  const declared = feed.columns.find((each) => each.column === column)?.header;
  return declared ?? feed.derived?.from.join(' + ') ?? column;
}

function row(column: Column): string {
  const { header, aliases = [], personal = '' } = column;
  return `| ${[header, typeWords(column), needsWords(column), aliases.join(', '), personal].join(' | ')} |`;
}

function needsWords({ needs, ifBlank }: Column): string {
  const words = { value: 'value', header: 'column', nothing: 'nothing' }[needs];
  if (ifBlank === undefined) return words;
  return `${words} (${ifBlank === '' ? 'empty' : ifBlank})`;
}

function typeWords({ type }: Column): string {
  switch (type.kind) {
    case 'site':
      return 'site number, 4 digits';
    case 'account':
      return 'main account, 4 digits';
    case 'period':
      return 'month YYYYMM';
    case 'date':
      return 'day';
    case 'timestamp':
      return 'day and time';
    case 'text':
      return `text, up to ${type.maxLength}`;
    case 'code':
      return type.oneOf ? `one of ${type.oneOf.join(', ')}` : `code, up to ${type.maxLength}`;
    case 'flag':
      return 'yes or no';
    case 'integer':
      return `whole number, ${type.min} to ${type.max}`;
    case 'decimal':
      return type.min === undefined
        ? `decimal, ${type.digits} digits and ${type.scale} decimals`
        : `decimal, ${type.min} to ${type.max ?? 'any'}, ${type.scale} decimals`;
  }
}
