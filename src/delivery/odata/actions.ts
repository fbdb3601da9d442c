import { refusal } from '../../kernel/errors.ts';
import type { PrincipalWith } from '../../platform/security/index.ts';
import { versioned } from './answer-json.ts';
import { keyOfRow, type RowsRequest } from './answer-rows.ts';
import type { ServiceAnswer } from './request.ts';
import { invalid } from './sql/typed.ts';

/** What can be done to one row of an entity, by names of actions. */
export type ActionNames = Readonly<Record<string, readonly string[]>>;

/** Verbs of the business that the service offers; each is a use case that other surfaces call, too. */
export interface Actions {
  /** By entity. */
  readonly names: ActionNames;
  /** Does it to the row with this key, for a reason; refuses as the use case does. */
  readonly act: (rowsRequest: {
    readonly entity: string;
    readonly action: string;
    readonly key: string;
    readonly reason: string | null;
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
  { names, act }: Actions,
): Promise<ServiceAnswer> {
  const { entity, isCollection, only, property } = rowsRequest.reached;
  const action = name.replace(/^.*\./, '');
  if (names[entity.name]?.includes(action) !== true)
    throw refusal('ODATA_NOT_FOUND', { what: `action ${action} of ${entity.name}` });
  if (isCollection || only !== null || property !== null)
    throw invalid(`${action} applies to a single row of ${entity.set}`, 0);
  const key = await keyOfRow(rowsRequest);
  await act({ entity: entity.name, action, key, reason: reasonIn(rowsRequest.request.body), within });
  return { status: 204, headers: versioned, body: '' };
}

/** Parameters of actions are `reason`, if any. */
function reasonIn(body: string | null): string | null {
  if (body === null || body.trim() === '') return null;
  let parameters: unknown;
  try {
    parameters = JSON.parse(body);
  } catch {
    throw invalid('the body of the action is not valid JSON', 0);
  }
  const isObject = typeof parameters === 'object' && parameters !== null;
  const { reason = null, ...others } = (isObject ? parameters : {}) as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (!isObject || other !== undefined || (reason !== null && typeof reason !== 'string'))
    throw invalid(`an action takes a reason as text, not ${other ?? 'this'}`, 0);
  return reason;
}
