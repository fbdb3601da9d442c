import { describedComponents, type DescribedComponent } from './description/described-terms.ts';
import type { Block } from './description/field.ts';

/** Components as lines call them, where the exports say something else. */
const namesOfLines: Readonly<Partial<Record<DescribedComponent, string>>> = {
  perOccupiedRoom: 'occupied-room',
  bellServiceFee: 'bell-service',
};

/**
 * The definition that names the components of a version, as text of `components.sql`; written by `npm run fix`. The
 * switches are the columns of the fields `enabled` (described-terms.ts).
 */
export function componentsDefinition(): string {
  const described = Object.entries(describedComponents) as [DescribedComponent, Block][];
  const cases = described.map(([name, component]) => {
    const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return `    case when version.${switchOf(component)} then '${namesOfLines[name] ?? kebab}' end`;
  });
  return [
    '-- The components of a version. Made from described-terms.ts by `npm run fix`.',
    '',
    'create function contracts.components(version contracts.version) returns text[]',
    'language sql immutable parallel safe as $$',
    '  select array_remove(array[',
    `${cases.join(',\n')}], null)`,
    '$$;',
    'comment on function contracts.components(contracts.version) is',
    "  'Components that a version has switched on, in the order of the exports.';",
    'grant execute on function contracts.components(contracts.version) to daybook_member;',
    '',
  ].join('\n');
}

/** The column of the switch of a component. */
function switchOf({ label, fields }: Block): string {
  const enabled = fields['enabled'];
  if (enabled?.is !== 'field') throw new Error(`${label} has no switch`);
  return enabled.columns[0] ?? '';
}
