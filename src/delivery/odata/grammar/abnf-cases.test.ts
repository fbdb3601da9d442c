import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readContextFragment } from '../../../../tests/scenarios/context-fragment.ts';
import { expression } from './expressions.ts';
import {
  GrammarError,
  parseContentId,
  parsePreferences,
  parseQueryOptions,
  parseRelativeUri,
  parseResourcePath,
  parseVersion,
  type NameKind,
} from './index.ts';
import { isPrimitiveText, type PrimitiveName } from './primitive-text.ts';
import { jsonString } from './json.ts';
import { quoted, takeLiteral } from './literals.ts';
import { identifier } from './names.ts';
import { rules } from './options.ts';
import { memberPath } from './paths.ts';
import { decodePercent, Reader } from './reader.ts';
import { search } from './search.ts';
import type { Literal, LiteralType, Unsupported } from './syntax.ts';

interface Case {
  readonly suite: string;
  readonly rule: string;
  readonly input: string;
  /** Where the case says that it stops being OData; ours may be found elsewhere. */
  readonly failAt?: number;
}

const golden = new URL('../../../../tests/golden/odata-abnf.json', import.meta.url);
const cases = JSON.parse(readFileSync(golden, 'utf8')) as readonly Case[];

/** What the names of the cases stand for, where the grammar depends on it. */
const kinds: Readonly<Record<string, NameKind>> = {
  Address: 'complex',
  ShipTo: 'complex',
  Sales: 'collection',
  TheBestProduct: 'import',
  'Model.BestSellingProduct': 'type',
  AddressWithLocation: 'type',
  Budget: 'customAggregate',
  Forecast: 'customAggregate',
};
const kindOf = (name: string): NameKind | undefined => kinds[name];

/** Throws GrammarError, or fails an assertion, if the text is not of the rule. */
type Check = (input: string) => void;

/** Reads text of a URL to its end. */
function inUrl(read: (reader: Reader) => unknown): Check {
  return (input) => {
    const reader = new Reader(decodePercent(input), { rules, kindOf, offset: 0 });
    read(reader);
    reader.expectEnd();
  };
}

function literalOf(...types: readonly LiteralType[]): Check {
  return inUrl((reader) => {
    const value: Literal | Unsupported = literal(reader);
    if (value.kind !== 'literal' || !types.includes(value.type)) throw reader.error(types.join(' or '), 0);
  });
}

function valueOf(...types: readonly PrimitiveName[]): Check {
  return (input) => {
    if (!types.some((type) => isPrimitiveText(type, input))) throw new GrammarError(types.join(' or '), 0);
  };
}

/** A literal where nothing else may stand. */
function literal(reader: Reader): Literal | Unsupported {
  const value = takeLiteral(reader);
  if (value === null) throw reader.error('a value');
  return value;
}

function matching(pattern: RegExp): Check {
  return (input) => {
    if (!pattern.test(input)) throw new GrammarError(String(pattern), 0);
  };
}

const anExpression = inUrl(expression);
const aNumber = literalOf('number', 'notANumber');
const aNumericValue = valueOf('number', 'notANumber');
const anOption: Check = (input) => parseQueryOptions(input, kindOf);
const aShape = inUrl((reader) => {
  const shape = literal(reader);
  if (shape.kind !== 'unsupported') throw reader.error('a shape', 0);
});

/** Some part of the path is where the service lies; what follows it is a request, or nothing. */
function odataUri(input: string): void {
  const root = /^https?:\/\/(?:\[[0-9A-Fa-f:.v]+\]|[^/:?#[\]]+)(?::\d+)?\//i.exec(input)?.[0];
  if (root === undefined) throw new GrammarError('the address of a service', 0);
  const question = input.indexOf('?');
  const ends = [...input.matchAll(/\//g)].map(({ index }) => index + 1);
  const roots = ends.filter((end) => end >= root.length && (question < 0 || end <= question));
  assert.ok(
    roots.some((end) => isRead(() => parseRelativeUri(input.slice(end), kindOf))),
    input,
  );
}

function odataRelativeUri(input: string): void {
  const [address = '', ...fragments] = input.split('#');
  parseRelativeUri(address, kindOf);
  if (fragments.length === 0) return;
  assert.equal(address, '$metadata');
  context(`#${fragments.join('#')}`);
}

function context(input: string): void {
  readContextFragment(input, kindOf);
}

function header(input: string): void {
  const [, name = '', value = ''] = /^([^:]+):[ \t]*(.*)$/s.exec(input) ?? [];
  const check = headers[name.toLowerCase()];
  assert.ok(check !== undefined, name);
  check(value);
}

/** Those of answers, and isolation, whose only value is a word, are judged by what they look like. */
const headers: Readonly<Record<string, Check>> = {
  asyncresult: matching(/^\d{3}$/),
  'content-id': parseContentId,
  'odata-entityid': matching(/^[!-~\x80-\xff]+$/),
  'odata-error': (value) => JSON.parse(value) as unknown,
  'odata-isolation': matching(/^snapshot$/i),
  'odata-maxversion': parseVersion,
  prefer: parsePreferences,
};

const checks: Readonly<Record<string, Check>> = {
  odataUri,
  odataRelativeUri,
  resourcePath: (input) => parseResourcePath(input, kindOf),
  context,
  odataIdentifier: inUrl((reader) => identifier(reader)),
  // Options, alone and together.
  ...Object.fromEntries(
    [
      ...['queryOptions', 'filter', 'orderby', 'orderBy', 'compute', 'expand', 'select', 'search'],
      ...['deltatoken', 'skiptoken', 'customQueryOption', 'systemQueryOption'],
    ].map((rule) => [rule, anOption]),
  ),
  searchExpr: inUrl(search),
  // Expressions.
  ...Object.fromEntries(['boolCommonExpr', 'commonExpr', 'isofExpr'].map((rule) => [rule, anExpression])),
  ...Object.fromEntries(['propertyPathExpr', 'firstMemberExpr'].map((rule) => [rule, inUrl(memberPath)])),
  anyExpr: (input) => {
    anExpression(`Products/${input}`);
  },
  stringInUrl: inUrl(jsonString),
  // Literals of URLs.
  primitiveLiteral: inUrl(literal),
  null: literalOf('null'),
  boolean: literalOf('boolean'),
  guid: literalOf('guid'),
  date: literalOf('date'),
  stringLiteral: inUrl(quoted),
  binaryLiteral: literalOf('binary'),
  dateTimeOffsetLiteral: literalOf('dateTimeOffset'),
  timeOfDayLiteral: literalOf('timeOfDay'),
  durationLiteral: literalOf('duration'),
  enumLiteral: literalOf('enum', 'string'),
  ...Object.fromEntries(
    ['decimal', 'single', 'double', 'int16', 'int32', 'int64'].map((type) => [`${type}Literal`, aNumber]),
  ),
  ...Object.fromEntries(
    ['Collection', 'LineString', 'MultiLineString', 'MultiPoint', 'MultiPolygon', 'Point', 'Polygon'].flatMap(
      (shape) => [`geography${shape}`, `geometry${shape}`].map((rule) => [rule, aShape]),
    ),
  ),
  // Values of bodies.
  primitiveValue: valueOf(
    'boolean',
    'guid',
    'date',
    'dateTimeOffset',
    'number',
    'enum',
    'geography',
    'binary',
  ),
  booleanValue: valueOf('boolean'),
  dateTimeOffsetValue: valueOf('dateTimeOffset'),
  timeOfDayValue: valueOf('timeOfDay'),
  durationValue: valueOf('duration'),
  enumValue: valueOf('enum'),
  ...Object.fromEntries(
    ['decimal', 'double', 'single', 'byte', 'sbyte', 'int16', 'int32', 'int64'].map((type) => [
      `${type}Value`,
      aNumericValue,
    ]),
  ),
  // Headers.
  header,
  'request-id': parseContentId,
  prefer: header,
  preference: parsePreferences,
  includeAnnotationsPreference: parsePreferences,
  maxpagesizePreference: parsePreferences,
};

describe('the cases of the OData grammar', () => {
  const byRule = Map.groupBy(cases, ({ rule }) => rule);

  it('are all there, and each has a rule', () => {
    assert.equal(cases.length, 628);
    const missing = [...byRule.keys()].filter((rule) => !Object.hasOwn(checks, rule));
    assert.deepEqual(missing, []);
  });

  for (const [rule, casesOfRule] of byRule) {
    const check = checks[rule];
    if (check === undefined) continue;
    it(`${rule}: ${casesOfRule.length} are accepted or refused as the file says`, () => {
      const wrong = casesOfRule.filter(
        ({ input, failAt }) => isRead(() => check(input)) !== (failAt === undefined),
      );
      assert.deepEqual(
        wrong.map(({ input, failAt }) => `${failAt === undefined ? 'refused' : 'accepted'}: ${input}`),
        [],
      );
    });
  }
});

function isRead(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof GrammarError || error instanceof assert.AssertionError) return false;
    throw error;
  }
}
