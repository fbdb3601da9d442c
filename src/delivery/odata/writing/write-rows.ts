import { decimal } from '../../../kernel/decimal.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Entity } from '../model/entity.ts';
import type { Reached } from '../resource.ts';
import { invalid } from '../sql/typed.ts';
import type { WrittenRow } from './body.ts';
import { keyOf, reachedBy, rowAt, rowThere, type RowThere, type Write } from './rows-there.ts';
import type { Value, Values, WritableSet } from './writable.ts';

/** What became of a row. */
export interface WrittenTo {
  readonly entity: Entity;
  /** Natural key by which it is read now. */
  readonly key: Values;
  readonly isNew: boolean;
}

type Verb = 'add' | 'change' | 'remove';

const verbs: Readonly<Record<Verb, string>> = { add: 'added', change: 'changed', remove: 'deleted' };

/**
 * How rows of an entity are written. Refuses with ODATA_READ_ONLY where they are not, and with ODATA_NOT_OFFERED_THERE
 * where this is not done to them.
 */
function writableSet(write: Pick<Write, 'sets' | 'request'>, entity: Entity, verb: Verb): WritableSet {
  const { method } = write.request;
  const set = write.sets.get(entity.name);
  if (set === undefined) throw refusal('ODATA_READ_ONLY', { method, what: entity.set });
  if (set[verb] !== undefined) return set;
  const offered = (Object.keys(verbs) as Verb[]).filter((one) => set[one] !== undefined);
  throw refusal('ODATA_NOT_OFFERED_THERE', {
    method,
    set: entity.set,
    verb: verbs[verb],
    offered: offered.map((one) => verbs[one]).join(', '),
  });
}

/** Adds a row; `key` stands in the address, where one does. Refuses as the use case of the set does. */
export async function addRow(
  write: Write,
  entity: Entity,
  { row, key = {} }: { readonly row: WrittenRow; readonly key?: Values },
): Promise<WrittenTo> {
  const set = writableSet(write, entity, 'add');
  const values = { ...(await givenIn(write, entity, row)), ...key };
  requireColumns(entity, values, set.added ?? []);
  for (const name of set.required ?? [])
    if ((values[name] ?? null) === null) throw invalid(`a new row of ${entity.set} needs ${name}`, 0);
  const newKey = await set.add?.(write.principal, values);
  return { entity, key: newKey ?? key, isNew: true };
}

/** Values of a body, with the columns that its lookups stand for. */
async function givenIn(
  write: Write,
  entity: Entity,
  { values, binds }: WrittenRow,
): Promise<Record<string, Value>> {
  const all: Record<string, Value> = { ...values };
  for (const [name, address] of Object.entries(binds)) {
    const navigation = entity.navigations.get(name);
    if (navigation === undefined || navigation.isCollection)
      throw invalid(`there is no lookup ${name} on ${entity.name}`, 0);
    const target = address === null ? null : await rowAt(write, address);
    if (target !== null && target.entity.name !== navigation.target)
      throw invalid(`${name} refers to ${navigation.target}, and ${address ?? ''} is not one`, 0);
    for (const [own, other] of navigation.on) all[own] = target?.values[other] ?? null;
  }
  return all;
}

function requireColumns(entity: Entity, values: Values, columns: readonly string[]): void {
  const other = Object.keys(values).find((name) => !columns.includes(name));
  if (other !== undefined)
    throw invalid(`${other} of ${entity.set} cannot be written here, only ${columns.join(', ')}`, 0);
}

/**
 * The row under the lock that its use cases take, so that nobody changes it between the comparison and the change; null
 * when there is none. Refuses with ODATA_CHANGED_SINCE or ODATA_NOT_FOUND what the client does not expect.
 */
export async function lockedRow(write: Write, reached: Reached, verb: Verb): Promise<RowThere | null> {
  const { principal, request } = write;
  const set = writableSet(write, reached.entity, verb);
  const before = await rowThere(write, reached);
  if (before !== null) {
    const name = `row ${reached.entity.name} ${before.guid}`;
    await principal.database.transaction(async (owner) => {
      await owner.execute('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
      await set.lock?.(owner, keyOf(before));
    });
  }
  const there = before === null ? null : await rowThere(write, reached);
  requireExpected(request.headers, reached.entity, there);
  return there;
}

/** `If-Match` and `If-None-Match` (RFC 9110, 13.1): `*` never creates, or never updates. */
function requireExpected(
  headers: Write['request']['headers'],
  { set }: Entity,
  there: RowThere | null,
): void {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (match !== undefined && there === null)
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${set} with this key` });
  if (match !== undefined && match.trim() !== '*' && !tagsIn(match).includes(there?.etag ?? ''))
    throw refusal('ODATA_CHANGED_SINCE', { set, problem: 'its ETag is not the one in If-Match' });
  if (noneMatch === undefined || there === null) return;
  if (noneMatch.trim() === '*' || tagsIn(noneMatch).includes(there.etag))
    throw refusal('ODATA_CHANGED_SINCE', { set, problem: 'it exists, which If-None-Match rules out' });
}

function tagsIn(header: string): string[] {
  return header.split(',').map((tag) => tag.trim());
}

/** Changes the row that is there. What is as it was does not count as given. Refuses as the use case does. */
export async function changeRow(write: Write, there: RowThere, row: WrittenRow): Promise<WrittenTo> {
  const { entity, values: before, guid } = there;
  const set = writableSet(write, entity, 'change');
  if (row.guid !== null && row.guid.toLowerCase() !== guid)
    throw invalid(`${entity.guidName} does not match the row in the address`, 0);
  const newValues = await givenIn(write, entity, row);
  const values = Object.fromEntries(
    Object.entries(newValues).filter(([name, value]) => !isSame(before[name] ?? null, value)),
  );
  requireColumns(entity, values, set.changed ?? []);
  if (Object.keys(values).length > 0) await set.change?.(write.principal, { before, values });
  return { entity, key: keyOf(there), isNew: false };
}

const isNumber = (value: Value): value is string =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

function isSame(before: Value, value: Value): boolean {
  // Site 0170 is not 170: a code with a leading zero is a text.
  if (isNumber(before) && isNumber(value) && before.includes('.') && !value.startsWith('0'))
    return decimal(before).eq(decimal(value));
  return JSON.stringify(before) === JSON.stringify(value);
}

/** Changes the row of a path, or adds it where its natural key is known and there is none. */
export async function upsertRow(
  write: Write,
  reached: Reached,
  { row, key }: { readonly row: WrittenRow; readonly key: Values | null },
): Promise<WrittenTo> {
  const { entity } = reached;
  const verb = write.sets.get(entity.name)?.change === undefined ? 'add' : 'change';
  const there = await lockedRow(write, reached, verb);
  if (there !== null) return changeRow(write, there, row);
  if (key === null || write.sets.get(entity.name)?.add === undefined)
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${entity.set} with this key` });
  return addRow(write, entity, { row, key });
}

/** Takes away the row of a path. Refuses with ODATA_NOT_FOUND and as the use case does. */
export async function removeRow(write: Write, reached: Reached): Promise<void> {
  const { entity } = reached;
  const there = await lockedRow(write, reached, 'remove');
  if (there === null) throw refusal('ODATA_NOT_FOUND', { what: `row of ${entity.set} with this key` });
  await writableSet(write, entity, 'remove').remove?.(write.principal, there.values);
}

/** The row as it is now; null when the caller does not see it. */
export function rowNow(write: Write, { entity, key }: WrittenTo): Promise<RowThere | null> {
  return rowThere(write, reachedBy(entity, key, write));
}
