import { refusal } from '../../../kernel/errors.ts';
import { versioned } from '../answer-json.ts';
import type { PathSegment } from '../grammar/index.ts';
import { targetOf, type Navigation } from '../model/entity.ts';
import type { ServiceAnswer } from '../request.ts';
import { invalid } from '../sql/typed.ts';
import { objectIn } from './body.ts';
import { keyOf, oneRow, reachedBy, requiredRow, rowAt, type RowThere, type Write } from './rows-there.ts';
import type { Value } from './writable.ts';
import { changeRow, lockedRow } from './write-rows.ts';

/**
 * Leads rows to each other, or no longer: `POST set(key)/collection/$ref` and `PUT set(key)/lookup/$ref` with an
 * `@odata.id`, `DELETE` of either. It changes the columns of the row that holds the lookup. Refuses with
 * ODATA_READ_ONLY where these are not written.
 */
export async function answerReference(
  write: Write,
  segments: readonly PathSegment[],
): Promise<ServiceAnswer> {
  const { method } = write.request;
  const last = segments.at(-1);
  if (last?.kind !== 'name' || segments.length < 2)
    throw invalid('$ref must follow a navigation property', 0);
  const owner = await requiredRow(write, oneRow(segments.slice(0, -1), write));
  const navigation = owner.entity.navigations.get(last.name);
  if (navigation === undefined)
    throw refusal('ODATA_NOT_FOUND', { what: `${last.name} of ${owner.entity.name}` });
  const isRight = method === 'DELETE' || method === (navigation.isCollection ? 'POST' : 'PUT');
  if (!isRight) throw refusal('ODATA_READ_ONLY', { method, what: write.request.path });
  const other = method === 'DELETE' ? await otherEnd(write, segments, navigation) : await rowInBody(write);
  if (other !== null && other.entity.name !== navigation.target)
    throw invalid(`${navigation.name} refers to ${navigation.target}, not to ${other.entity.name}`, 0);
  const link = { owner, navigation, other, isKept: method !== 'DELETE' };
  await setLink(write, link);
  return { status: 204, headers: versioned, body: '' };
}

interface Link {
  readonly owner: RowThere;
  readonly navigation: Navigation;
  /** Null where a lookup is to lead nowhere. */
  readonly other: RowThere | null;
  readonly isKept: boolean;
}

async function rowInBody(write: Write): Promise<RowThere> {
  const address = objectIn(write.request)['@odata.id'];
  if (typeof address !== 'string') throw invalid('the body has no @odata.id', 0);
  return rowAt(write, address);
}

/** Of which row a collection is to be rid: `…/collection(key)/$ref`, or `$id` behind it. Null of a lookup. */
async function otherEnd(
  write: Write,
  segments: readonly PathSegment[],
  navigation: Navigation,
): Promise<RowThere | null> {
  if (!navigation.isCollection) return null;
  const { id } = write.options;
  if (id !== undefined) return rowAt(write, id);
  return requiredRow(write, oneRow(segments, write));
}

/** The row whose columns say where it leads is the many's: the other end of a collection, the owner of a lookup. */
async function setLink(write: Write, { owner, navigation, other, isKept }: Link): Promise<void> {
  const { isCollection, on } = navigation;
  if (isCollection && other === null) throw invalid('the row to remove from the collection is missing', 0);
  const holder = isCollection ? (other ?? owner) : owner;
  const columns: readonly (readonly [string, Value])[] = on.map(([own, theirs]) =>
    isCollection
      ? [theirs, owner.values[own] ?? null]
      : [own, isKept ? (other?.values[theirs] ?? null) : null],
  );
  const set = write.sets.get(holder.entity.name);
  if (!columns.every(([name]) => set?.changed?.includes(name) === true))
    throw refusal('ODATA_READ_ONLY', { method: write.request.method, what: `${navigation.name}/$ref` });
  if (!isKept && isCollection && columns.some(([name, value]) => holder.values[name] !== value))
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${targetOf(write.model, navigation).set} there` });
  const values = isKept
    ? Object.fromEntries(columns)
    : Object.fromEntries(columns.map(([name]) => [name, null]));
  const there = await lockedRow(
    { ...write, request: { ...write.request, headers: {} } },
    reachedBy(holder.entity, keyOf(holder), write),
    'change',
  );
  if (there === null) throw refusal('ODATA_NOT_FOUND', { what: `such row of ${holder.entity.set}` });
  await changeRow(write, there, { values, binds: {}, guid: null, annotations: {} });
}
