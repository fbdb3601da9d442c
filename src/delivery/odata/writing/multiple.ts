import { refusal } from '../../../kernel/errors.ts';
import { jsonAnswer, versioned } from '../answer-json.ts';
import type { PathSegment } from '../grammar/index.ts';
import type { Entity } from '../model/entity.ts';
import type { ServiceAnswer } from '../request.ts';
import { resourceOf } from '../resource.ts';
import { invalid } from '../sql/typed.ts';
import { objectIn, objectsIn, writtenRow, type WrittenRow } from './body.ts';
import { oneRow, reachedBy, type Write } from './rows-there.ts';
import { addRow, changeRow, lockedRow, rowNow, upsertRow, type WrittenTo } from './write-rows.ts';
import { parseRelativeUri } from '../grammar/index.ts';
import { below } from '../request.ts';
import type { Reached } from '../resource.ts';
import type { Values } from './writable.ts';

/** Actions on a set that write many rows, all or none, as Dataverse names them. */
export const multipleNames: ReadonlySet<string> = new Set([
  'CreateMultiple',
  'UpdateMultiple',
  'UpsertMultiple',
]);

/** Rows of one request, at most: as many as a page holds. */
const targetsMost = 5_000;

/** Answers `POST set/Microsoft.Dynamics.CRM.CreateMultiple` and its kin, with `{"Targets": [{"@odata.type": …}]}`. */
export async function answerMultiple(
  write: Write,
  segments: readonly PathSegment[],
  name: string,
): Promise<ServiceAnswer> {
  const reached = resourceOf(segments, write.options, write.model);
  if (reached.kind !== 'rows' || !reached.isCollection || segments.length !== 1)
    throw invalid(`${name} must be called on a set`, 0);
  const { entity } = reached;
  const targets = objectsIn(objectIn(write.request), 'Targets');
  if (targets.length > targetsMost) throw invalid(`Targets may have at most ${String(targetsMost)} rows`, 0);
  const rows = targets.map((target) => writtenRow(target, entity));
  for (const row of rows) requireType(row, entity);
  const outcomes: WrittenTo[] = [];
  for (const row of rows) outcomes.push(await one(write, entity, { row, name }));
  if (name === 'UpdateMultiple') return { status: 204, headers: versioned, body: '' };
  const now = await Promise.all(
    outcomes.map(async (outcome) => ({ ...outcome, guid: (await rowNow(write, outcome))?.guid ?? null })),
  );
  const context = `${write.request.root}$metadata#Microsoft.Dynamics.CRM.${name}Response`;
  return jsonAnswer(
    name === 'CreateMultiple'
      ? { '@odata.context': context, Ids: now.map(({ guid }) => guid) }
      : {
          '@odata.context': context,
          Results: now.map(({ guid, isNew }) => ({
            RecordCreated: isNew,
            Target: { '@odata.type': `#Daybook.${entity.name}`, [entity.guidName]: guid },
          })),
        },
  );
}

async function one(
  write: Write,
  entity: Entity,
  { row, name }: { readonly row: WrittenRow; readonly name: string },
): Promise<WrittenTo> {
  if (name === 'CreateMultiple') return addRow(write, entity, { row });
  const { reached, key } = placeOf(write, entity, row);
  // What stands in front of the whole request speaks of no single row.
  const alone = { ...write, request: { ...write.request, headers: {} } };
  if (name === 'UpsertMultiple') return upsertRow(alone, reached, { row, key });
  const there = await lockedRow(alone, reached, 'change');
  if (there === null) throw refusal('ODATA_NOT_FOUND', { what: `row of ${entity.set} among the Targets` });
  return changeRow(alone, there, row);
}

/** The row that a target is: by `@odata.id`, by its GUID, or by its natural key. */
function placeOf(
  write: Write,
  entity: Entity,
  { guid, values, annotations }: WrittenRow,
): { readonly reached: Reached; readonly key: Values | null } {
  const address = annotations['@odata.id'] ?? (guid === null ? null : `${entity.set}(${guid})`);
  if (address !== null) {
    const { path } = parseRelativeUri(below(address, write.request.root));
    return { reached: oneRow(path, write), key: null };
  }
  const key = Object.fromEntries(entity.key.map((name) => [name, values[name] ?? null]));
  const missing = entity.key.find((name) => key[name] === null);
  if (missing !== undefined)
    throw invalid(`a target has neither ${entity.guidName} nor ${entity.key.join(', ')}`, 0);
  return { reached: reachedBy(entity, key, write), key };
}

function requireType({ annotations }: WrittenRow, entity: Entity): void {
  const type = annotations['@odata.type'];
  if (type !== undefined && type.replace(/^.*\./, '').replace(/^#/, '') !== entity.name)
    throw invalid(`a target of ${entity.set} is ${type}`, 0);
}
