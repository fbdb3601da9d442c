import { createHash } from 'node:crypto';
import { escapeHtml } from '../../kernel/html.ts';

const style = [
  ':root{color-scheme:light dark}',
  'body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}',
  'table{border-collapse:collapse;margin:.5rem 0 2rem}',
  'th,td{padding:.2rem .8rem;border-bottom:1px solid #8884;text-align:left}',
  'td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}p.quiet{opacity:.7}',
].join('\n');

/** What a browser may do with our pages: nothing runs and nothing is fetched, forms go to Daybook only. */
export const contentPolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** A whole page; `content` is HTML, with every text in it escaped. */
export function page(title: string, content: readonly string[]): string {
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`,
    `<meta name="viewport" content="width=device-width"><style>${style}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...content,
    '</body></html>',
  ].join('\n');
}

/** A page that says something and leads on. */
export function messagePage(title: string, sentences: readonly string[]): string {
  return page(title, [
    ...sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`),
    '<p><a href="/sign-in">Sign in</a></p>',
  ]);
}
