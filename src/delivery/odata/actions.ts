import { refusal } from '../../kernel/errors.ts';
import type { PrincipalWith } from '../../platform/security/index.ts';
import { versioned } from './answer-json.ts';
import { keyOfRow, type RowsRequest } from './answer-rows.ts';
import type { ServiceAnswer } from './request.ts';
import { invalid } from './sql/typed.ts';

/** What can be done to one row, by entity and action: what it takes besides `reason`. All of it is text. */
export type DeclaredActions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Parameters of an action as they were sent; null where one was left out. */
export type ActionParameters = Readonly<Partial<Record<string, string | null>>>;

/** Verbs of the business that the service offers; each is a use case that other surfaces call, too. */
export interface Actions {
  readonly declared: DeclaredActions;
  /** Does it to the row with this key; refuses as the use case does. */
  readonly act: (rowsRequest: {
    readonly entity: string;
    readonly action: string;
    readonly key: string;
    readonly parameters: ActionParameters;
    /** Of the change set that it is a part of; null when it stands alone. */
    readonly within: PrincipalWith | null;
  }) => Promise<void>;
}

/**
 * Does what a bound action says to the row that the path leads to: `POST statements(1)/Daybook.approve`. The namespace
 * may be that of Dataverse. Refuses with ODATA_NOT_FOUND rows that the caller does not see and actions that there are
 * not.
 */
export async function answerAction(
  rowsRequest: RowsRequest,
  { name, within }: { readonly name: string; readonly within: PrincipalWith | null },
  { declared, act }: Actions,
): Promise<ServiceAnswer> {
  const { entity, isCollection, only, property } = rowsRequest.reached;
  const action = name.replace(/^.*\./, '');
  const ofEntity = declared[entity.name] ?? {};
  const taken = Object.hasOwn(ofEntity, action) ? ofEntity[action] : undefined;
  if (taken === undefined) throw refusal('ODATA_NOT_FOUND', { what: `action ${action} of ${entity.name}` });
  if (isCollection || only !== null || property !== null)
    throw invalid(`${action} applies to a single row of ${entity.set}`, 0);
  const key = await keyOfRow(rowsRequest);
  const parameters = parametersIn(rowsRequest.request.body, ['reason', ...taken]);
  await act({ entity: entity.name, action, key, parameters, within });
  return { status: 204, headers: versioned, body: '' };
}

/** Parameters in the body of a request; an action takes `reason` and what it declares. */
function parametersIn(body: string | null, taken: readonly string[]): ActionParameters {
  if (body === null || body.trim() === '') return {};
  let parameters: unknown;
  try {
    parameters = JSON.parse(body);
  } catch {
    throw invalid('the body of the action is not valid JSON', 0);
  }
  const isObject = typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
  if (!isObject) throw invalid(`an action takes ${taken.join(', ')} in a JSON object`, 0);
  for (const [name, value] of Object.entries(parameters as object)) {
    if (!taken.includes(name)) throw invalid(`an action takes ${taken.join(', ')}, not ${name}`, 0);
    if (value !== null && typeof value !== 'string') throw invalid(`${name} of an action is a text`, 0);
  }
  return parameters as ActionParameters;
}
