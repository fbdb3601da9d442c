import fc from 'fast-check';
import type { Model } from '../../src/delivery/odata/index.ts';

type Entity = Model['entities'] extends ReadonlyMap<string, infer T> ? T : never;

function propertiesOf({ properties }: Entity): readonly { readonly name: string; readonly kind: string }[] {
  return [...properties.values()].map(({ name, type }) => ({ name, kind: type.kind }));
}

const literals: Readonly<Record<string, readonly string[]>> = {
  text: ["'0170'", "'0829'", "'PAYROLL'", "''", "'%25_'", 'null'],
  integer: ['0', '-1', '9223372036854775807', '1e3', 'null'],
  decimal: ['170.25', '-0.00001', '1e-200', '99999999999999999999', 'null'],
  boolean: ['true', 'false', 'null'],
  date: ['2025-03-01', '0001-01-01', '9999-12-31', 'null'],
  instant: ['2025-03-01T00:00:00Z', 'now()', 'null'],
};

const from = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** A comparison of a property of an entity with a value, mostly of its kind. */
const comparison = (entity: Entity): fc.Arbitrary<string> =>
  from(propertiesOf(entity)).chain(({ name, kind }) =>
    fc
      .tuple(
        from(['eq', 'ne', 'gt', 'ge', 'lt', 'le']),
        fc.oneof(
          { weight: 5, arbitrary: from(literals[kind] ?? ['null']) },
          { weight: 1, arbitrary: from(Object.values(literals).flat()) },
        ),
        from([
          (side: string) => side,
          (side: string) => `not (${side})`,
          (side: string) => side.replace(name, `(${name})`),
        ]),
      )
      .map(([operator, value, shape]) => shape(`${name} ${operator} ${value}`)),
  );

function filter(entity: Entity, model: Model): fc.Arbitrary<string> {
  const lambdas = [...entity.navigations.values()].filter(({ isCollection }) => isCollection);
  const texts = propertiesOf(entity).filter(({ kind }) => kind === 'text');
  const simple = comparison(entity);
  const joined = fc.tuple(simple, from(['and', 'or']), simple).map((parts) => parts.join(' '));
  const called =
    texts.length === 0 ? simple : from(texts).map(({ name }) => `contains(tolower(${name}),'a')`);
  const lambda =
    lambdas.length === 0
      ? simple
      : from(lambdas).chain(({ name, target }) => {
          const inner = model.entities.get(target);
          if (inner === undefined) return simple;
          return fc
            .tuple(from(['any', 'all']), comparison(inner))
            .map(
              ([quantifier, condition]) =>
                `${name}/${quantifier}(x:${condition.replace(/(\w+) (eq|ne|gt|ge|lt|le)/, 'x/$1 $2')})`,
            );
        });
  return fc.oneof(simple, joined, called, lambda);
}

/** Queries of any set, with options that fit it. */
export function drawnQueries(model: Model): fc.Arbitrary<string> {
  return from([...model.entities.values()]).chain((entity) => {
    const names = propertiesOf(entity).map(({ name }) => name);
    const numbers = propertiesOf(entity).filter(({ kind }) => kind === 'decimal' || kind === 'integer');
    const navigations = [...entity.navigations.keys()];
    const figure = from(numbers.length === 0 ? names : numbers.map(({ name }) => name));
    const apply = fc
      .tuple(from(names), figure, from(['sum', 'average', 'min', 'max', 'countdistinct']))
      .map(
        ([by, of, method]) =>
          `$apply=groupby((${by}),aggregate(${of} with ${method} as figure,$count as rows))`,
      );
    const options = fc.record(
      {
        filter: filter(entity, model).map((text) => `$filter=${text}`),
        select: fc.subarray(names, { minLength: 1 }).map((chosen) => `$select=${chosen.join(',')}`),
        orderby: fc.tuple(from(names), from(['', ' desc'])).map((parts) => `$orderby=${parts.join('')}`),
        expand: from(navigations.length === 0 ? ['*'] : [...navigations, '*']).map(
          (name) => `$expand=${name}${name === '*' ? '' : '($top=2)'}`,
        ),
        paging: from(['$top=3', '$skip=1', '$count=true', '$top=0']),
        search: from(['$search=hotel', '$search=NOT hotel', '$search="station hotel" OR wages']),
      },
      { requiredKeys: [] },
    );
    return fc
      .oneof(
        { weight: 4, arbitrary: options.map((chosen) => Object.values(chosen)) },
        { weight: 1, arbitrary: apply.map((option) => [option]) },
      )
      .map((parts) => `${entity.set}?${parts.join('&')}`);
  });
}

/** A query with one sign more, fewer or another. */
export function broken(queries: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(queries, fc.nat(), from(Array.from(`()'",;/$@:&=%+ 0a`)), from(['insert', 'drop', 'replace']))
    .map(([text, place, sign, how]) => {
      const at = text.indexOf('?') + 1 + (place % Math.max(text.length - text.indexOf('?') - 1, 1));
      const rest = how === 'insert' ? text.slice(at) : text.slice(at + 1);
      return `${text.slice(0, at)}${how === 'drop' ? '' : sign}${rest}`;
    });
}

/** What a query is broken with: values that no statement may show, words of SQL, and signs of the grammar. */
const pieces = [
  ...["'zq7x'", "'zq''; drop table x --'", '48151623.42', '4815162342', '-481516e2', "'%27zq%27'", 'zq7x'],
  ...['2014-07-09', '2014-07-09T01:02:03Z', "duration'P4815D'", '5e8151a6-2342-4815-a623-424815162342'],
  ...[
    ' or 1 eq 1',
    ' union select',
    ';--',
    '/*',
    '"',
    "'",
    "''",
    '$1',
    '::text',
    '\\',
    '%00',
    '%27',
    '\u{1f4b0}',
  ],
  ...['(', ')', ',', ';', '&', '=', '@p', '/', '$it/', ' and ', ' or ', 'not ', ' in (', ' eq ', ' add '],
  ...[
    '&$filter=',
    '&$orderby=',
    '&$expand=',
    '&$apply=',
    '&$compute=',
    '&$top=4815',
    '&$skip=4815',
    '&$search=',
  ],
  ...[
    'any(z:z/',
    'contains(',
    "concat('zq',",
    'case(true:',
    'round(',
    ' as zq',
    '&@p=4815',
    '/$count',
    '__proto__',
  ],
];

/** Queries with up to three pieces put in, taken out, written over or joined from another query. */
export function mutated(queries: readonly string[]): fc.Arbitrary<string> {
  const mutation = fc.record({
    kind: from(['insert', 'delete', 'replace', 'replace word', 'replace word', 'replace word', 'join']),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 12 }),
    piece: from(pieces),
    other: from(queries),
  });
  return fc
    .tuple(from(queries), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([query, mutations]) =>
      mutations.reduce((text, { kind, at, length, piece, other }) => {
        const start = at % (text.length + 1);
        const [before, after] = [text.slice(0, start), text.slice(start)];
        if (kind === 'insert') return before + piece + after;
        if (kind === 'delete') return before + after.slice(length);
        if (kind === 'replace') return before + piece + after.slice(length);
        // A whole value is exchanged, so that the query stays one that can be read.
        if (kind === 'replace word') return before + after.replace(/'[^']*'|\b[\d.]+\b/, () => piece);
        return `${text}&${other.slice(other.indexOf('?') + 1)}`;
      }, query),
    );
}
