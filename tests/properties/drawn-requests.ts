import fc from 'fast-check';

/** The parts of an OpenAPI description that requests are drawn from. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly explode?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
}

/** A request as the description allows it. */
export interface DrawnRequest {
  /** Method and path of the route, with names in place of parameters. */
  readonly route: string;
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Values that something of a small installation is called by; those that a field allows are drawn most of the time. */
const words = [
  ...['0170', '0829', '9999', '1', '2', '3', '999999', '6000', '9410', 'GSA', 'PAYROLL', 'Valet'],
  ...['2025-03', '2025-05', '2025-05-31', '2025-03-01', '1999-01', '2025', '-0.01', '100.50', '0'],
  ...['account_summary', 'budget_final', 'category-total', 'profit_and_loss', 'revenue-codes', 'CPI'],
  ...['companies', 'api.site', 'warehouse.budget', 'working', 'amos@house.invalid', 'fixed-fee', 'custom'],
  ...['payroll', 'notes', 'ü', '%', '‮', "'; --", '<b>', ' ', 'a,b'],
];
const longest = 40;

function text(schema: Schema): fc.Arbitrary<string> {
  const { pattern, minLength = 0, maxLength = longest } = schema;
  const isAllowed = (value: string): boolean =>
    value.length >= minLength &&
    value.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern).test(value));
  const allowed = words.filter(isAllowed);
  const any =
    pattern === undefined
      ? fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, longest)) })
      : fc.stringMatching(new RegExp(pattern)).filter(isAllowed);
  if (allowed.length === 0) return any;
  return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...allowed) }, { weight: 1, arbitrary: any });
}

function number({ type, minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  if (type === 'integer') return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
  return fc.double({ min: minimum, max: maximum, noNaN: true });
}

/** Values that a schema allows. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valueOf));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 3 } = schema;
      return fc.array(valueOf(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) });
    }
    case 'object':
      return object(schema);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function object(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames = { type: 'string' } } = schema;
  const fields = Object.entries(properties).map(([name, field]) => [name, valueOf(field)] as const);
  const declared = fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
  if (typeof additionalProperties !== 'object' || fields.length > 0) return declared;
  return fc.dictionary(valueOf(propertyNames).map(String), valueOf(additionalProperties), { maxKeys: 3 });
}

/** How a value stands in an address. */
function inAddress(value: unknown): string {
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  // Dots alone are a step in the address, and nothing is no part of it.
  return encodeURIComponent(/^\.*$/.test(word) ? '_' : word.toWellFormed());
}

function requestOf(method: string, path: string, operation: Operation): fc.Arbitrary<DrawnRequest> {
  const { parameters = [], requestBody } = operation;
  const of = (place: string): Readonly<Record<string, fc.Arbitrary<unknown>>> =>
    Object.fromEntries(
      parameters
        .filter((one) => one.in === place && one.explode !== true)
        .map(({ name, schema }) => [name, valueOf(schema)]),
    );
  const requiredKeys = parameters
    .filter((one) => one.in === 'query' && one.required === true)
    .map(({ name }) => name);
  const json = requestBody?.content['application/json']?.schema;
  const file =
    requestBody?.content['text/csv'] === undefined ? null : fc.constant('COST_CENTER,PERIOD\n0170,2025\n');
  return fc
    .record({
      steps: fc.record(of('path')),
      query: fc.record(of('query'), { requiredKeys }),
      body: json === undefined ? (file ?? fc.constant(undefined)) : valueOf(json),
      reason: fc.boolean(),
    })
    .map(({ steps, query, body, reason }) => {
      const address = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => inAddress(steps[name]));
      const asked = Object.entries(query).map(([name, value]) => `${name}=${inAddress(value)}`);
      const type = file === null ? 'application/json' : 'text/csv';
      return {
        route: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        address: asked.length === 0 ? address : `${address}?${asked.join('&')}`,
        headers: {
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(reason && method !== 'get' ? { 'x-daybook-reason': 'drawn' } : {}),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      };
    });
}

/**
 * Requests that the description of the service allows, of every route in turn until there are `count`, by a seed: the
 * same seed draws the same requests.
 */
export function drawRequests(
  description: unknown,
  { count, seed }: { count: number; seed: number },
): DrawnRequest[] {
  const arbitraries = Object.entries((description as Description).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => requestOf(method, path, operation)),
  );
  const rounds = Math.ceil(count / arbitraries.length);
  const drawn = arbitraries.map((one, at) => fc.sample(one, { numRuns: rounds, seed: seed + at }));
  return Array.from({ length: rounds }, (_round, round) =>
    drawn.flatMap((ofRoute) => ofRoute[round] ?? []),
  ).flat();
}
