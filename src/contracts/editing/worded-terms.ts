import { isObject, type Json } from '../../kernel/exact-json.ts';
import { capital, withoutArticle } from '../exports/description/described-at.ts';
import { describedComponents } from '../exports/description/described-terms.ts';
import { toldChanges } from './worded-changes.ts';

/** What a contract says of one thing, in words. */
export interface WordedComponent {
  /** The block of the exports, `contract` for what stands outside of them. */
  readonly component: string;
  readonly title: string;
  /** `Fee a month: 9,500`. */
  readonly sentences: readonly string[];
}

/** The terms of a contract in words: the contract itself, then each component that is switched on. */
export function wordedTerms(terms: Json): WordedComponent[] {
  const said = toldChanges({}, terms).filter(({ after }) => after !== null && after !== 'no');
  const components = Object.entries(describedComponents).filter(([name]) => isOn(terms, name));
  const sentencesOf = (isMeant: (path: string) => boolean, around = ''): string[] =>
    said
      .filter(({ path }) => isMeant(path))
      .map(({ what, after }) => (after === 'yes' ? what : `${what}: ${after ?? ''}`))
      .map((sentence) => capital(sentence.slice(sentence.startsWith(around) ? around.length : 0)));
  const blocks = new Set(Object.keys(describedComponents));
  const whole = sentencesOf((path) => !blocks.has(blockOf(path)));
  return [
    { component: 'contract', title: 'The contract', sentences: whole },
    ...components.map(([name, { label }]) => ({
      component: name,
      title: capital(label),
      // The title says the component already.
      sentences: sentencesOf(
        (path) => blockOf(path) === name && path !== `${name}.enabled`,
        `${capital(withoutArticle(label))}, `,
      ),
    })),
  ];
}

const blockOf = (path: string): string => path.split(/[.[]/)[0] ?? '';

function isOn(terms: Json, name: string): boolean {
  const block = isObject(terms) ? terms[name] : undefined;
  return isObject(block) && block['enabled'] === true;
}
