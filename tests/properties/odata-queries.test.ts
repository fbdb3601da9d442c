import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readModel, type Model } from '../../src/delivery/odata/index.ts';
import { asker, callerWith, openBooks } from '../integration/odata/service.ts';

const database = await openBooks();
const model: Model = await readModel(database);
const ask = await asker(
  database,
  await callerWith(database, 'accountManager', { kind: 'site', name: '0170' }),
);

/** What only the rows of other sites say: names, and figures that nothing of 0170 adds up to. */
const ofOthers = /Station Hotel|O'Neil|829\.25|12345678901234|"0829"|"0901"/;

type Entity = Parameters<typeof propertiesOf>[0];

function propertiesOf(entity: {
  readonly properties: ReadonlyMap<
    string,
    { readonly name: string; readonly type: { readonly kind: string } }
  >;
}): readonly { readonly name: string; readonly kind: string }[] {
  return [...entity.properties.values()].map(({ name, type }) => ({ name, kind: type.kind }));
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
const entities = [...model.entities.values()];

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

const filter = (entity: (typeof entities)[number]): fc.Arbitrary<string> => {
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
};

const query = from(entities).chain((entity) => {
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
      filter: filter(entity).map((text) => `$filter=${text}`),
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

/** A query with one sign more, fewer or another. */
const broken = fc
  .tuple(query, fc.nat(), from(Array.from(`()'",;/$@:&=%+ 0a`)), from(['insert', 'drop', 'replace']))
  .map(([text, place, sign, how]) => {
    const at = text.indexOf('?') + 1 + (place % Math.max(text.length - text.indexOf('?') - 1, 1));
    const rest = how === 'insert' ? text.slice(at) : text.slice(at + 1);
    return `${text.slice(0, at)}${how === 'drop' ? '' : sign}${rest}`;
  });

const statuses = new Set([200, 204, 400, 403, 404, 501]);

test('whatever is asked, in whatever shape, is answered, and only with rows of the caller', async () => {
  const counts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 3, arbitrary: query }, { weight: 1, arbitrary: broken }),
      async (address) => {
        const { status, text } = await ask(address);
        counts.set(status, (counts.get(status) ?? 0) + 1);
        assert.ok(statuses.has(status), `${status}: ${text}`);
        if (status === 200) assert.doesNotMatch(text, ofOthers);
      },
    ),
    { numRuns: 700 },
  );
  // A drawing that finds nothing would prove nothing.
  assert.ok((counts.get(200) ?? 0) > 200, JSON.stringify([...counts]));
  assert.ok((counts.get(400) ?? 0) > 20, JSON.stringify([...counts]));
});
