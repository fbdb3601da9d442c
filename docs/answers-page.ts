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
}

const json = 'application/json';

/**
 * What every route answers, as types of TypeScript by method and path, from the description of the service: the web app
 * reads the service by them. Refusals are left out, and so are routes that answer no JSON.
 */
export function answersPage(description: unknown): string {
  const { paths } = description as Described;
  const answers = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) => {
      const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      const types = Object.entries(responses).flatMap(([status, { content }]) => {
        const schema = status.startsWith('2') ? content?.[json]?.schema : undefined;
        return schema === undefined ? [] : [typeOf(schema)];
      });
      return types.length === 0 ? [] : [`readonly '${name}': ${unionOf(types)};`];
    }),
  );
  return [
    '/** What the routes of the service answer. Generated from their description by `npm run fix`. */',
    'export interface Answers {',
    ...answers,
    '}',
  ].join('\n');
}

/** A schema as a type; what says nothing of itself is unknown. */
function typeOf(schema: Schema): string {
  const { anyOf, oneOf, type } = schema;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return unionOf(schema.enum.map((value) => JSON.stringify(value)));
  const several = anyOf ?? oneOf;
  if (several !== undefined) return unionOf(several.filter(({ $ref }) => $ref === undefined).map(typeOf));
  if (typeof type === 'object') return unionOf(type.map((one) => typeOf({ ...schema, type: one })));
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    default:
      return 'unknown';
  }
}

function objectOf({ properties, required = [], additionalProperties }: Schema): string {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Readonly<Record<string, ${values}>>`;
  }
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `readonly ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  return `{ ${fields.join(' ')} }`;
}

function unionOf(types: readonly string[]): string {
  const different = [...new Set(types)];
  return different.includes('unknown') ? 'unknown' : different.join(' | ');
}
