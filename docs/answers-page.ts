import { namesOf, wordsOf, type Place } from './answer-names.ts';

/** A schema as the description of the service has it: JSON Schema 2020-12, as zod writes it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly additionalProperties?: boolean | Schema;
  readonly $ref?: string;
}

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Described {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A shape, how often it is written, and where it stands first. */
interface Shape {
  readonly schema: Schema;
  readonly place: Place;
  uses: number;
}

/** What is written for a shape instead of its whole; null: the whole. */
type Naming = (schema: Schema, place: Place) => string | null;

const json = 'application/json';

/** Characters from which a shape that is repeated is shorter to read by a name. */
const namedFrom = 60;

/**
 * What every route answers, as types of TypeScript by method and path, from the description of the service: the web app
 * reads the service by them. A shape that several answers have is written once, under a name that follows from where it
 * stands first. Refusals are left out, and so are routes that answer no JSON.
 */
export function answersPage(description: unknown): string {
  const described = description as Described;
  const shapes = new Map<string, Shape>();
  writeAnswers(described, (schema, place) => {
    const key = keyOf(schema);
    const seen = shapes.get(key);
    if (seen === undefined) shapes.set(key, { schema, place, uses: 1 });
    else seen.uses += 1;
    // What is within a shape is counted once, as it is written once.
    return seen === undefined ? null : key;
  });
  const repeated = [...shapes].filter(([key, { uses }]) => uses > 1 && key.length >= namedFrom);
  const given = namesOf(repeated.map(([, { place }]) => place));
  const names = new Map(repeated.map(([key], at) => [key, given[at] ?? key]));
  const naming: Naming = (schema) => names.get(keyOf(schema)) ?? null;
  const named = repeated.map(([, { schema, place }], at) => {
    const whole = wholeOf(schema, place, naming);
    return `type ${given[at] ?? ''} = ${whole};`;
  });
  return [
    '/** What the routes of the service answer. Generated from their description by `npm run fix`. */',
    'export interface Answers {',
    ...writeAnswers(described, naming),
    '}',
    '',
    ...named.toSorted().join('\n\n').split('\n'),
  ].join('\n');
}

/** A line for each route. The shapes that the description itself names come first, to be named by it. */
function writeAnswers({ paths, components }: Described, naming: Naming): readonly string[] {
  for (const [name, schema] of Object.entries(components.schemas))
    typeOf(schema, { words: [name], isElement: false }, naming);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) => {
      const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      const words = method === 'get' ? wordsOf(path) : outcomeOf(wordsOf(path));
      const types = Object.entries(responses).flatMap(([status, { content }]) => {
        const schema = status.startsWith('2') ? content?.[json]?.schema : undefined;
        return schema === undefined ? [] : [typeOf(schema, { words, isElement: false }, naming)];
      });
      return types.length === 0 ? [] : [`readonly '${name}': ${unionOf(types)};`];
    }),
  );
}

/** What a change came to is named for it, not for what it is done to. */
function outcomeOf(words: readonly string[]): readonly string[] {
  return words.with(-1, `${words.at(-1) ?? ''}-outcome`);
}

/** The same for shapes that are equal as types. */
function keyOf(schema: Schema): string {
  return wholeOf(schema, nowhere, () => null);
}

const nowhere: Place = { words: [], isElement: false };

/** A schema as a type; what says nothing of itself is unknown. */
function typeOf(schema: Schema, place: Place, naming: Naming): string {
  const isShape = schema.enum !== undefined || (schema.type === 'object' && schema.properties !== undefined);
  return (isShape ? naming(schema, place) : null) ?? wholeOf(schema, place, naming);
}

function wholeOf(schema: Schema, place: Place, naming: Naming): string {
  const { anyOf, oneOf, type } = schema;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return unionOf(schema.enum.map((value) => JSON.stringify(value)));
  const several = anyOf ?? oneOf;
  if (several !== undefined)
    return unionOf(several.filter(({ $ref }) => $ref === undefined).map((one) => typeOf(one, place, naming)));
  if (typeof type === 'object')
    return unionOf(type.map((one) => typeOf({ ...schema, type: one }, place, naming)));
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {}, { ...place, isElement: true }, naming)})[]`;
    case 'object':
      return objectOf(schema, place, naming);
    default:
      return 'unknown';
  }
}

function objectOf(
  { properties, required = [], additionalProperties }: Schema,
  place: Place,
  naming: Naming,
): string {
  if (properties === undefined) {
    const one = { ...place, isElement: true };
    const values =
      typeof additionalProperties === 'object' ? typeOf(additionalProperties, one, naming) : 'unknown';
    return `Readonly<Record<string, ${values}>>`;
  }
  const fields = Object.entries(properties).map(([name, schema]) => {
    const type = typeOf(schema, { words: [...place.words, name], isElement: false }, naming);
    return `readonly ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${type};`;
  });
  return `{ ${fields.join(' ')} }`;
}

function unionOf(types: readonly string[]): string {
  const different = [...new Set(types)];
  return different.includes('unknown') ? 'unknown' : different.join(' | ');
}
