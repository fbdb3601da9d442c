import { isList, isObject, JsonNumber, type Json } from '../../kernel/exact-json.ts';
import { describedComponents, type DescribedComponent } from './description/described-terms.ts';
import type { Block, Nodes } from './description/field.ts';
import type { ExportedTerms } from './exported-terms.ts';

/** A component of an export, switched on or not. */
export interface ExportedComponent {
  /** Its block in the export. */
  readonly name: DescribedComponent;
  readonly component: Block;
  readonly isOn: boolean;
  /** Its rows; null for one that has none. */
  readonly rows: readonly Json[] | null;
}

/** The components of an export in their order. */
export function componentsOf(terms: ExportedTerms): ExportedComponent[] {
  const described = Object.entries(describedComponents) as [DescribedComponent, Block][];
  return described.map(([name, component]) => {
    const [listed] = Object.entries(component.fields).find(([, { is }]) => is === 'list') ?? [];
    const block = blockOf(terms, name);
    const rows = listed === undefined ? null : ((block[listed] ?? []) as readonly Json[]);
    return { name, component, isOn: block['enabled'] === true, rows };
  });
}

/** The block of a component; an empty one where the export is older than the component. */
function blockOf(
  terms: Readonly<Record<string, unknown>>,
  name: DescribedComponent,
): Readonly<Record<string, unknown>> {
  return (terms[name] ?? {}) as Readonly<Record<string, unknown>>;
}

/** An invoice group that lines of a component go to. */
export interface Route {
  readonly path: string;
  /** In words. */
  readonly component: string;
  readonly group: string;
}

/** Where the components that are switched on send their lines. */
export function routesOf(terms: ExportedTerms): Route[] {
  return componentsOf(terms).flatMap(({ name, component, isOn }) =>
    isOn
      ? groupsIn(component.fields, terms[name] as unknown as Json, name).map(([path, group]) => ({
          path,
          component: component.label,
          group,
        }))
      : [],
  );
}

function groupsIn(fields: Nodes, held: Json, path: string): (readonly [path: string, group: string])[] {
  if (!isObject(held)) return [];
  return Object.entries(held).flatMap(([name, value]) => {
    const node = fields[name];
    const place = `${path}.${name}`;
    if (node?.is === 'list' && isList(value))
      return value.flatMap((row, at) => groupsIn(node.fields, row, `${place}[${String(at + 1)}]`));
    const isGroup = node?.is === 'field' && node.kind === 'group' && value instanceof JsonNumber;
    return isGroup ? [[place, value.text] as const] : [];
  });
}
