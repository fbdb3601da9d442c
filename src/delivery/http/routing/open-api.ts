import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { errors, type ErrorCode } from '../../../kernel/errors.ts';
import { waitingCodes } from '../answer-errors.ts';
import { keyPattern, takesKeys } from './do-once.ts';
import { refusalShape } from './fields.ts';
import { lagHeader, mostLagSeconds, readFromHeader } from './read-near.ts';
import { refusalsOf } from './refusals.ts';
import type { DeclaredRoute, Place } from './route.ts';

/** Places in people's work, as the description groups routes. */
const places: Readonly<Record<Place, string>> = {
  Home: 'What needs the caller’s attention today.',
  Sites: 'Sites, their contacts and territories.',
  Contracts: 'What was agreed, and changes that await approval.',
  Statements: 'What is owed: statements, payments, disputes, postings.',
  Forecast: 'What is expected: managers’ entries, and the approval cycle.',
  'P&L': 'Profit and loss by site and month, and how its figures are made up.',
  Data: 'What was loaded, what was held back, and questions about it.',
  Administration: 'People, rights, settings, catalogues.',
  Account: 'The caller: sign-in, sessions, keys.',
  Service: 'The server itself.',
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The description of the service as OpenAPI 3.1, made of the declared routes: what each takes, answers and refuses.
 * Shapes are JSON Schema 2020-12, as zod writes it.
 */
export function openApiOf(routes: readonly DeclaredRoute[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const refused = new RefusedResponses();
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, refused);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daybook',
      version: '1',
      description:
        'Daybook over HTTP, for pages and scripts. A script sends a key as a bearer token. Money and other exact ' +
        'decimals are text. The data service (/odata/) is not described here: OData clients read its own $metadata.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(places).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key, or the token of a service' },
        session: { type: 'apiKey', in: 'cookie', name: 'daybook', description: 'The sign-in of a browser' },
      },
      responses: refused.byName(),
      schemas: { Refusal: schemaOf(z.strictObject({ error: refusalShape }), 'output') },
    },
  };
}

/** Responses that only refuse: most routes share them, so that each is described once. */
class RefusedResponses {
  readonly #names = new Map<string, string>();
  readonly #responses = new Map<string, Json>();

  /** A reference to the response of these codes. */
  of(status: number, codes: readonly ErrorCode[]): Json {
    const key = codes.join(' ');
    let name = this.#names.get(key);
    if (name === undefined) {
      const word = (STATUS_CODES[status] ?? 'Refused').replaceAll(/[^A-Za-z]/g, '');
      const others = [...this.#responses.keys()].filter((one) => one.replace(/\d+$/, '') === word);
      name = others.length === 0 ? word : `${word}${others.length + 1}`;
      this.#names.set(key, name);
      this.#responses.set(name, responseOf({ status, codes, content: contentOf([refusalSchema]) }));
    }
    return { $ref: `#/components/responses/${name}` };
  }

  byName(): Json {
    return Object.fromEntries(this.#responses);
  }
}

const refusalSchema = { $ref: '#/components/schemas/Refusal' };

function operationOf(route: DeclaredRoute, responses: RefusedResponses): Json {
  const { method, path, place, summary, details, access = 'person', needsStepUp } = route;
  const notes = [
    details,
    access === 'person' ? 'Only for people who have signed in; keys do not work.' : undefined,
    access.includes(':') ? `A key needs the scope ${access}.` : undefined,
    needsStepUp === true ? 'Needs a recent sign-in.' : undefined,
  ].filter((note) => note !== undefined);
  const security =
    access === 'public' ? [] : access === 'person' ? [{ session: [] }] : [{ key: [] }, { session: [] }];
  return {
    operationId: operationIdOf(method, path),
    tags: [place],
    summary,
    ...(notes.length === 0 ? {} : { description: notes.join(' ') }),
    security,
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...headersOf(route),
    ],
    ...bodyOf(route),
    responses: responsesOf(route, responses),
  };
}

/** `GET /sites/:site/contacts` is `getSitesBySiteContacts`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replaceAll(':', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return method.toLowerCase() + (words.length === 0 ? 'Root' : words.map(capital).join(''));
}

/** JSON Schema of a shape: as it is sent (`input`), or as it is answered (`output`). */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
  const schema = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'));
}

const idempotencyKey = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  description:
    'Text of your choice, such as a UUID; repeating the request with it returns the first response, and nothing ' +
    'is done twice',
  schema: { type: 'string', pattern: keyPattern },
};

const maxLag = {
  name: lagHeader,
  in: 'header',
  required: false,
  description:
    `Seconds by which the answer may be out of date: it may come from a standby then, and ${readFromHeader} says ` +
    'where it came from',
  schema: { type: 'integer', minimum: 1, maximum: mostLagSeconds },
};

function parametersOf(shape: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (shape === undefined) return [];
  const schema = schemaOf(shape, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
    readonly propertyNames?: unknown;
    readonly description?: string;
  };
  if (schema.propertyNames !== undefined)
    return [
      {
        name: 'parameters',
        in: place,
        style: 'form',
        explode: true,
        schema: { type: 'object', additionalProperties: { type: 'string' } },
        ...(schema.description === undefined ? {} : { description: schema.description }),
      },
    ];
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...field }]) => ({
    name,
    in: place,
    required: place === 'path' || (schema.required ?? []).includes(name),
    ...(description === undefined ? {} : { description }),
    schema: field,
  }));
}

function headersOf(route: DeclaredRoute): Json[] {
  if (route.method === 'GET') return route.access === 'public' || route.isStream === true ? [] : [maxLag];
  return [
    ...(takesKeys(route) ? [idempotencyKey] : []),
    {
      name: 'x-daybook-reason',
      in: 'header',
      required: false,
      description: 'Reason; kept in the audit trail, and required for some changes',
      schema: { type: 'string', maxLength: 500 },
    },
  ];
}

function bodyOf({ body, takesFile }: DeclaredRoute): Json {
  if (takesFile !== undefined) {
    const content = { 'text/csv': {}, 'application/gzip': {} };
    return { requestBody: { required: true, description: takesFile, content } };
  }
  if (body === undefined) return {};
  return {
    requestBody: {
      required: !body.safeParse({}).success,
      content: { 'application/json': { schema: schemaOf(body, 'input') } },
    },
  };
}

function responsesOf(route: DeclaredRoute, responses: RefusedResponses): Json {
  const { statuses = [200], hasPage } = route;
  const refused = new Map<number, ErrorCode[]>();
  for (const code of [...refusalsOf(route)].sort())
    refused.set(errors[code].status, [...(refused.get(errors[code].status) ?? []), code]);
  const all = [...new Set<number>([...statuses, ...refused.keys()])].sort((one, other) => one - other);
  return Object.fromEntries(
    all.map((status) => {
      const codes = refused.get(status) ?? [];
      if (!statuses.includes(status)) return [String(status), responses.of(status, codes)];
      const schemas = [
        ...(status === 303 ? [] : [schemaOf(route.answer, 'output')]),
        ...(codes.length > 0 ? [refusalSchema] : []),
      ];
      const events = { 'text/event-stream': { schema: { type: 'string' } } };
      const page = hasPage === true && status < 300 ? { 'text/html': { schema: { type: 'string' } } } : {};
      const content = route.isStream === true ? events : { ...contentOf(schemas), ...page };
      return [String(status), responseOf({ status, codes, content, isReplayed: takesKeys(route) })];
    }),
  );
}

function responseOf({
  status,
  codes,
  content,
  isReplayed = false,
}: {
  readonly status: number;
  readonly codes: readonly ErrorCode[];
  readonly content: Json;
  readonly isReplayed?: boolean;
}): Json {
  const headers = {
    ...(codes.some((code) => waitingCodes.has(code)) ? { 'Retry-After': secondsToWait } : {}),
    ...(isReplayed ? { 'Idempotency-Replayed': replayed } : {}),
  };
  const says = codes.length === 0 ? '' : ` Refused with ${codes.join(', ')}.`;
  return {
    description: `${STATUS_CODES[status] ?? 'Answer'}.${says}`,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

const replayed = {
  description: 'true: this is the response to an earlier request with the same idempotency key',
  schema: { type: 'string', const: 'true' },
};
const secondsToWait = { description: 'Seconds to wait before retrying', schema: { type: 'integer' } };

function contentOf(schemas: readonly Json[]): Json {
  if (schemas.length === 0) return {};
  return { 'application/json': { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } } };
}
