import type { QueryOptions, Transformation } from './grammar/syntax.ts';
import type { Preferences, ServiceRequest } from './request.ts';
import type { Reached } from './resource.ts';

/** What an answer is to. */
interface Answered {
  readonly request: ServiceRequest;
  readonly reached: Reached;
  readonly options: QueryOptions;
  readonly preferences: Preferences;
}

/** The context of an answer, as a part of its JSON; none for a client that wants no metadata. */
export function contextPart({ request, reached, options, preferences }: Answered): string[] {
  if (preferences.metadata === 'none') return [];
  const { entity, isCollection, only } = reached;
  const what =
    only === 'ref'
      ? `Collection($ref)`
      : `${entity.set}${shapeOf(options)}${isCollection || options.apply ? '' : '/$entity'}`;
  return [`"@odata.context":${JSON.stringify(`${request.root}$metadata#${what}`)}`];
}

/** Names of what was chosen, in the form that Power Query accepts: `(name,nav)`, without empty parentheses. */
function shapeOf(options: QueryOptions): string {
  const { select, expand = [], apply } = options;
  if (apply !== undefined && select === undefined) return shapeOfResult(apply, options.compute ?? []);
  const names = (select ?? []).map(({ isStar, path }) =>
    isStar ? '*' : path.map(({ name }) => name).join('/'),
  );
  const expanded = expand.map(
    ({ path, options: inner, isStar }) => `${isStar ? '*' : (path[0]?.name ?? '')}${shapeOf(inner)}`,
  );
  const all = [...names, ...expanded];
  return all.length === 0 ? '' : `(${all.join(',')})`;
}

/** What rows of `$apply` have: `(site(district),total)`; nothing where it only chooses among rows of the set. */
function shapeOfResult(
  transformations: readonly Transformation[],
  computed: NonNullable<QueryOptions['compute']>,
): string {
  let paths: (readonly string[])[] | null = null;
  for (const one of transformations) paths = pathsAfter(one, paths);
  return paths === null ? '' : writtenPaths([...paths, ...computed.map(({ alias }) => [alias])]);
}

function pathsAfter(one: Transformation, before: (readonly string[])[] | null): (readonly string[])[] | null {
  switch (one.kind) {
    case 'aggregate':
      return one.items.map(({ alias }) => [alias]);
    case 'groupby': {
      let paths: (readonly string[])[] | null = [];
      for (const inner of one.then) paths = pathsAfter(inner, paths);
      return [...one.paths.map((path) => path.map(({ name }) => name)), ...(paths ?? [])];
    }
    case 'compute':
      return before === null ? null : [...before, ...one.items.map(({ alias }) => [alias])];
    default:
      return before;
  }
}

function writtenPaths(paths: readonly (readonly string[])[]): string {
  const byFirst = Map.groupBy(paths, ([first = '']) => first);
  const written = [...byFirst].map(([first, those]) => {
    const rest = those.map(([, ...inner]) => inner).filter((inner) => inner.length > 0);
    return rest.length === 0 ? first : `${first}${writtenPaths(rest)}`;
  });
  return `(${written.join(',')})`;
}
