import type { factsByName } from '../src/platform/operator/index.ts';

/** The facts of the operator as a page: name, kind, delivered value, meaning. */
export function operatorFactsPage(facts: typeof factsByName): string {
  const rows = [...facts].map(
    ([name, { kind, delivered, meaning }]) =>
      `| \`${name}\` | ${kind} | ${shown(kind, delivered)} | ${meaning} |`,
  );
  return [
    '# Facts of the operator',
    '',
    'Accounts with a role, companies, entities and percentages that calculations rest on. `daybook operator list`',
    'prints those in effect; `daybook operator set NAME VALUE… --reason TEXT` sets one, which then keeps its value in',
    'later versions until `daybook operator reset NAME`. SQL clients read `api.operator_fact`. Who may:',
    '[people and rights](../operate/people-and-rights.md); how: [running](../operate/running.md).',
    '',
    'Generated from `src/platform/operator/facts.ts` by `npm run fix`.',
    '',
    '| name | kind | delivered | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function shown(kind: string, texts: readonly string[]): string {
  if (texts.length === 0) return 'none';
  return kind === 'account range'
    ? `\`${texts.join('` to `')}\``
    : texts.map((text) => `\`${text}\``).join(', ');
}
