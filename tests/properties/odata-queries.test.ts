import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { GrammarError, parseRelativeUri } from '../../src/delivery/odata/grammar/index.ts';
import { readModel, type Model } from '../../src/delivery/odata/index.ts';
import { resourceOf } from '../../src/delivery/odata/resource.ts';
import { countOf, pageOf } from '../../src/delivery/odata/sql/page.ts';
import { Refusal } from '../../src/kernel/errors.ts';
import { asker, callerWith, openBooks, root } from '../integration/odata/service.ts';
import { broken, drawnQueries, mutated } from './drawn-queries.ts';

const database = await openBooks();
const model: Model = await readModel(database);
const ask = await asker(
  database,
  await callerWith(database, 'accountManager', { kind: 'site', name: '0170' }),
);

/** What only the rows of other sites say: names, and figures that nothing of 0170 adds up to. */
const ofOthers = /Station Hotel|O'Neil|829\.25|12345678901234|"0829"|"0901"/;

const query = drawnQueries(model);
const mutatedQuery = mutated(fc.sample(query, { numRuns: 600, seed: 16 }));
const statuses = new Set([200, 204, 400, 403, 404, 406, 410, 501]);

test('whatever is asked, in whatever shape, is answered, and only with rows of the caller', async () => {
  const counts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        { weight: 3, arbitrary: query },
        { weight: 1, arbitrary: broken(query) },
        { weight: 1, arbitrary: mutatedQuery },
      ),
      async (address) => {
        const { status, text } = await ask(address);
        counts.set(status, (counts.get(status) ?? 0) + 1);
        assert.ok(statuses.has(status), `${status}: ${text}`);
        if (status === 200) assert.doesNotMatch(text, ofOthers);
      },
    ),
    { numRuns: 800 },
  );
  // A drawing that finds nothing would prove nothing.
  assert.ok((counts.get(200) ?? 0) > 200, JSON.stringify([...counts]));
  assert.ok((counts.get(400) ?? 0) > 20, JSON.stringify([...counts]));
});

const folder = new URL('../../src/delivery/odata/', import.meta.url);
const source = ['sql/', 'model/']
  .flatMap((part) => readdirSync(new URL(part, folder)).map((name) => new URL(part + name, folder)))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
/** Words, numbers and texts that stand in the code of the service. */
const own = {
  words: new Set(source.match(/[A-Za-z_]\w*/g)),
  numbers: new Set(source.match(/\b\d+\b/g)),
  texts: new Set([...source.matchAll(/'([^'\n]*)'/g)].map(([, text = '']) => text.replaceAll('\\\\', '\\'))),
};
const names = new Set(
  [...model.entities.values()].flatMap(({ name, set, guidName, properties, navigations }) => [
    ...[name, set, guidName, ...properties.keys()],
    ...[...navigations.keys()].flatMap((navigation) => [navigation, `_${navigation}_value`]),
  ]),
);

/** A text of a statement that is JSON around values: signs, and words of ours or of the catalogue. */
function isOfJson(written: string): boolean {
  const words = written.match(/\w+/g) ?? [];
  return (
    /^[\w\s{}()[\]":,.@$#?=/\\-]*$/.test(written) &&
    words.every((word) => names.has(word) || own.words.has(word) || /^(\d|[0-9a-f]{8}|0000|8000)$/.test(word))
  );
}

/** The first part of a statement that is neither in our code nor a name of the catalogue; null where all of it is. */
function foreignPart(text: string): string | null {
  for (const [part, name, written] of text.matchAll(/"([^"]*)"|'((?:[^']|'')*)'|\$\d+|\d+(?:\.\d+)?|\w+/g)) {
    const isOwn =
      name !== undefined
        ? names.has(name) || own.words.has(name) || /^[tcks]\d+$/.test(name)
        : written !== undefined
          ? own.texts.has(written) || /^[0-9a-f]{8}(?:000080008)?$/.test(written) || isOfJson(written)
          : /^\$\d+$/.test(part) || own.numbers.has(part) || own.words.has(part);
    if (!isOwn) return part;
  }
  return null;
}

/** The statements of an address, as the service would send them; null where it refuses before. */
function statementsOf(address: string): string[] | null {
  try {
    const { path, options } = parseRelativeUri(address);
    const reached = resourceOf(path, options, model);
    if (reached.kind !== 'rows') return null;
    const { place, base } = reached;
    const style = { root, withAnnotations: true, isFull: true, numbersAsText: false, pageSize: 5_000 };
    const asked = { options, place, base, style, isReference: reached.only === 'ref', written: address };
    return reached.only === 'count'
      ? [countOf(asked).text]
      : [pageOf(asked).statement.text, countOf(asked).text];
  } catch (error) {
    if (error instanceof GrammarError || error instanceof Refusal) return null;
    throw new Error(`not refused in words: ${address}`, { cause: error });
  }
}

test('20,000 broken queries are refused in words, or become statements that hold no value of theirs', () => {
  let [read, all] = [0, 0];
  fc.assert(
    fc.property(mutatedQuery, (address) => {
      all += 1;
      for (const text of statementsOf(address) ?? []) {
        read += 1;
        assert.equal(foreignPart(text), null, `${address}\n${text}`);
      }
    }),
    { numRuns: 20_000 },
  );
  assert.ok(all >= 20_000 && read > 3_000, `${read} statements of ${all}`);
  // The comparison would notice a value.
  assert.equal(
    foreignPart(`select "t1"."site_id" from "api"."site" as "t1" where "t1"."city" = 'zq7x'`),
    "'zq7x'",
  );
  assert.equal(foreignPart(`select '{"site_id":"' || 'zq7x"}'`), `'zq7x"}'`);
  assert.equal(foreignPart('select 4815'), '4815');
  assert.equal(foreignPart('select "t1"."zq"'), '"zq"');
});
