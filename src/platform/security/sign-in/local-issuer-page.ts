import { createHash } from 'node:crypto';
import { escapeHtml } from '../../../kernel/html.ts';

/** Someone as whom one may sign in at the local issuer. */
export interface LocalPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  /** What they do, where that is more than the names of their roles say. */
  readonly work?: string;
  /** Methods of the sign-in; `mfa` unless given. */
  readonly amr?: readonly string[];
}

const style = [
  'body{font:15px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}',
  'h1{font-size:1.5rem}',
  'button{display:block;width:100%;text-align:left;padding:.5rem .8rem;margin:.4rem 0;font:inherit;cursor:pointer}',
  'button{color:CanvasText;background:Canvas;border:1px solid GrayText;border-radius:4px}',
  'small{opacity:.8}',
  ':root{color-scheme:light dark}',
].join('');

/**
 * Headers of every page of the local issuer: nothing runs, nothing is fetched, nobody frames it. Its form leads on to
 * Daybook at the address `onward`, which browsers count as part of the form.
 */
export function pageHeaders(onward: string): Record<string, string> {
  const styleHash = createHash('sha256').update(style).digest('base64');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${new URL(onward).origin}; ` +
      "frame-ancestors 'none'; base-uri 'none'",
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

/** One button for each person. */
export function choicePage(people: readonly LocalPerson[]): string {
  const buttons = people.map(
    ({ userId, displayName, roles, work }) =>
      `<button name="person" value="${escapeHtml(userId)}">${escapeHtml(displayName)} ` +
      `<small>${escapeHtml(userId)}</small><br>${escapeHtml(work ?? roles.join(', '))}</button>`,
  );
  return page(
    'Sign in to the trial of Daybook',
    people.length === 0
      ? '<p>There is no one to sign in as: start with the sample operator.</p>'
      : '<p>Choose a person; no password is needed. Everybody is invented.</p>' +
          `<form method="post">${buttons.join('\n')}</form>`,
  );
}

/** What went wrong, by its code. */
export function problemPage(problem: string): string {
  return page(
    'Sign-in cannot continue',
    `<p>${escapeHtml(problem)}. Go back to Daybook and start again.</p>`,
  );
}

function page(title: string, content: string): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(title)}</title><meta name="viewport" content="width=device-width">`,
    `<style>${style}</style></head><body><h1>${escapeHtml(title)}</h1>`,
    content,
    '</body></html>',
  ].join('\n');
}
