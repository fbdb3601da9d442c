import { describedTerms } from './described-terms.ts';
import type { Node, Nodes } from './field.ts';

/** What stands at a path of the exports, places of lists or not: `fixedFee.serviceRates[1].fee`; null for nothing. */
function describedAt(path: string): Node | null {
  let fields: Nodes = describedTerms;
  let described: Node | null = null;
  for (const step of path.replaceAll(/\[\d+\]/g, '').split('.')) {
    described = Object.hasOwn(fields, step) ? (fields[step] ?? null) : null;
    if (described === null) return null;
    fields = described.is === 'field' ? {} : described.fields;
  }
  return described;
}

/** What people call what stands at a path, with a capital; the path itself where nothing is described. */
export function labelAt(path: string): string {
  return capital(describedAt(path)?.label ?? path);
}

/** A text that begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label within a longer name: `the revenue share` is `revenue share`. */
export function withoutArticle(label: string): string {
  return label.replace(/^the /, '');
}
