import { escapeHtml } from '../../kernel/html.ts';
import { page } from './page.ts';

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
  /** What is to be said of the clock of a sample; absent where today is today. */
  readonly demoClock?: string;
  readonly tables: readonly StatusTable[];
}

/** For whom the page is. */
export interface Reader {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly sessionEndsAt: string;
  /** Logins of the database whose password the reader may set, and until when. */
  readonly waitingLogins: readonly { readonly login: string; readonly until: string }[];
  /** The reader signed in afresh lately, as setting a password needs. */
  readonly isSteppedUp: boolean;
}

/** The status page as its reader may see it: what is loaded, what waits in quarantine, and the P&L of one site. */
export function statusPage({ version, demoClock, tables }: Status, reader: Reader): string {
  const { userId, roles, sessionEndsAt } = reader;
  return page('Daybook', [
    `<p class="quiet">Version ${escapeHtml(version)} · ${escapeHtml(userId)} (${escapeHtml(roles.join(', '))}) · `,
    `signed in until ${escapeHtml(sessionEndsAt.slice(0, 16).replace('T', ' '))} UTC</p>`,
    ...(demoClock === undefined ? [] : [`<p><strong>${escapeHtml(demoClock)}</strong></p>`]),
    '<form method="post" action="/sign-out"><button>Sign out</button></form>',
    ...waiting(reader),
    ...tables.map(section),
  ]);
}

function waiting({ waitingLogins, isSteppedUp }: Reader): string[] {
  if (waitingLogins.length === 0) return [];
  return [
    '<h2>Database logins to claim</h2>',
    ...waitingLogins.map(({ login, until }) =>
      [
        `<p>${escapeHtml(login)}: you may set its password until ${escapeHtml(until.slice(0, 16))} UTC.</p>`,
        isSteppedUp
          ? `<form method="post" action="/logins/${encodeURIComponent(login)}/claim">` +
            '<button>Set the password and show it once</button></form>'
          : '<p><a href="/sign-in?step-up=1">Sign in again to set it</a></p>',
      ].join('\n'),
    ),
  ];
}

function section({ title, header, rows, whenEmpty }: StatusTable): string {
  if (rows.length === 0) return `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(whenEmpty)}</p>`;
  const isNumber = header.map((_, column) => rows.every((row) => /^[-–\d,.]*$/.test(row[column] ?? '')));
  const cell = (tag: 'th' | 'td', value: string, column: number): string =>
    `<${tag}${isNumber[column] ? ' class="number"' : ''}>${escapeHtml(value)}</${tag}>`;
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((value, column) => cell(tag, value, column)).join('')}</tr>`;
  return [
    `<h2>${escapeHtml(title)}</h2><table><thead>${line('th', header)}</thead><tbody>`,
    ...rows.map((row) => line('td', row)),
    '</tbody></table>',
  ].join('\n');
}
