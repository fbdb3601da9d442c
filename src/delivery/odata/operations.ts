import type { Caller } from '../../platform/security/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { namedGuid } from '../../kernel/named-guid.ts';
import { jsonAnswer } from './answer-json.ts';
import type { Expression, KeyPart, QueryOptions } from './grammar/index.ts';
import type { Model } from './model/entity.ts';
import { numberedGuid } from './model/guid.ts';
import type { ServiceAnswer, ServiceRequest } from './request.ts';
import { invalid } from './sql/typed.ts';
import { sql } from 'kysely';
import { viewOf } from './sql/scope.ts';
import { statementOf } from './sql/statement.ts';

/** What a function of the service is asked with. */
export interface FunctionCall {
  readonly caller: Caller;
  readonly model: Model;
  readonly request: ServiceRequest;
  readonly options: QueryOptions;
  readonly parameters: readonly KeyPart[];
}

const functions: Readonly<Partial<Record<string, (call: FunctionCall) => Promise<ServiceAnswer>>>> = {
  WhoAmI: whoAmI,
  RetrieveTotalRecordCount: totalRecordCount,
};

/** Answers a function that belongs to no entity. Refuses with ODATA_NOT_FOUND one that is not offered. */
export async function answerFunction(name: string, call: FunctionCall): Promise<ServiceAnswer> {
  const answer = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (answer === undefined) throw refusal('ODATA_NOT_FOUND', { what: `set or function ${name}` });
  return answer(call);
}

/** The caller, as Dataverse says it: numbers of the person and of the one organization that there is. */
async function whoAmI({ caller, request }: FunctionCall): Promise<ServiceAnswer> {
  const organization = namedGuid('organization');
  return Promise.resolve(
    jsonAnswer({
      '@odata.context': `${request.root}$metadata#Daybook.WhoAmIResponse`,
      BusinessUnitId: organization,
      UserId: numberedGuid({ name: 'person' }, caller.person.personId),
      OrganizationId: organization,
    }),
  );
}

/** How many rows sets have, exactly and as of now; for each entity that is named. */
async function totalRecordCount(call: FunctionCall): Promise<ServiceAnswer> {
  const { caller, model, request } = call;
  const names = textsOf(call, 'EntityNames');
  const entities = names.map((name) => {
    const entity = model.entities.get(name) ?? model.sets.get(name);
    if (entity === undefined) throw refusal('ODATA_NOT_FOUND', { what: `entity ${name}` });
    return entity;
  });
  const counts = await caller.transaction(
    async (transaction) => {
      const counted: string[] = [];
      for (const entity of entities) {
        const { text, values } = statementOf(sql`select count(*)::text as count from ${viewOf(entity)}`);
        const [row] = await transaction.query<{ count: string }>(text, values);
        counted.push(row?.count ?? '0');
      }
      return counted;
    },
    // Not read-only: of sensitive sets the trail keeps who counted them.
    { isolation: 'repeatable read' },
  );
  return jsonAnswer({
    '@odata.context': `${request.root}$metadata#Daybook.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: {
      Count: counts.length,
      IsReadOnly: false,
      Keys: names,
      Values: counts.map((count) => Number.parseInt(count, 10)),
    },
  });
}

/** A list of texts among the parameters, written in place or as an alias. */
function textsOf({ parameters, options }: FunctionCall, name: string): string[] {
  const argument = parameters.find((each) => each.name === name)?.value;
  const value: Expression | undefined =
    argument?.kind === 'alias' ? options.aliases?.[argument.name] : argument;
  if (value?.kind !== 'array') throw invalid(`${name} must be a list of strings, such as ["site"]`, 0);
  return value.items.map(({ text }) => text);
}
