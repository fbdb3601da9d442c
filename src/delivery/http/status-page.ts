/** A table of the status page; cells are text, numbers are aligned right. */
export interface StatusTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What it says when there are no rows. */
  readonly whenEmpty: string;
}

export interface Status {
  readonly version: string;
  readonly where: string;
  readonly tables: readonly StatusTable[];
}

/** The status page: what is loaded, what waits in quarantine, and the P&L of one site. */
export function statusPage(status: Status): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Daybook</title>',
    '<meta name="viewport" content="width=device-width"><style>',
    ':root{color-scheme:light dark}',
    'body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}',
    'table{border-collapse:collapse;margin:.5rem 0 2rem}',
    'th,td{padding:.2rem .8rem;border-bottom:1px solid #8884;text-align:left}',
    'td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}p.quiet{opacity:.7}</style></head><body>',
    `<h1>Daybook</h1><p class="quiet">Version ${text(status.version)} · ${text(status.where)}</p>`,
    ...status.tables.map(section),
    '</body></html>',
  ].join('\n');
}

function section({ title, header, rows, whenEmpty }: StatusTable): string {
  if (rows.length === 0) return `<h2>${text(title)}</h2><p>${text(whenEmpty)}</p>`;
  const isNumber = header.map((_, column) => rows.every((row) => /^[-–\d,.]*$/.test(row[column] ?? '')));
  const cell = (tag: 'th' | 'td', value: string, column: number): string =>
    `<${tag}${isNumber[column] ? ' class="number"' : ''}>${text(value)}</${tag}>`;
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((value, column) => cell(tag, value, column)).join('')}</tr>`;
  return [
    `<h2>${text(title)}</h2><table><thead>${line('th', header)}</thead><tbody>`,
    ...rows.map((row) => line('td', row)),
    '</tbody></table>',
  ].join('\n');
}

function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
