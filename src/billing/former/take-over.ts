import { refusal } from '../../kernel/errors.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { entityOf, formerEntities, type FormerEntity } from './entities.ts';
import {
  understand,
  type ExportedRecord,
  type FormerPlace,
  type Lookups,
  type UnderstoodRecord,
} from './understand-record.ts';

/** An export of the old system as it was read, and lines of it that are no record. */
export interface FormerExport {
  readonly name: string;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  readonly records: readonly ExportedRecord[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/** What became of a file: received is added, changed, unchanged and held together. */
export interface TakenOver {
  readonly name: string;
  readonly entity: string;
  readonly records: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly held: readonly { readonly line: number; readonly message: string }[];
}

/** A record as it goes to the database. */
interface StoredRecord {
  readonly record: ExportedRecord;
  readonly understood: UnderstoodRecord;
}

/**
 * Takes exports over in one transaction, what others belong to first; what became of each file. The same content twice
 * changes nothing, and in a trial nothing is kept. Refuses with BILLING_FORMER_UNLIKE a file that is no such export. As
 * the owner.
 */
export async function takeOver(
  database: Database,
  files: readonly FormerExport[],
  options: { readonly kind: 'statement' | 'forecast'; readonly isTrial: boolean; readonly takenBy: string },
): Promise<TakenOver[]> {
  const ranked = files
    .map((file) => ({ file, entity: entityIn(file, options.kind) }))
    .sort((one, other) => formerEntities.indexOf(one.entity) - formerEntities.indexOf(other.entity));
  const taken: TakenOver[][] = [];
  await database
    .transaction(async (transaction) => {
      const done: TakenOver[] = [];
      for (const { file, entity } of ranked)
        done.push(await takeFile(transaction, file, entity, options.takenBy));
      taken.push(done);
      if (options.isTrial) throw new TrialOver();
    }, takenUpAgain)
    .catch((error: unknown) => {
      if (!(error instanceof TrialOver)) throw error;
    });
  return taken.at(-1) ?? [];
}

/** Undoes the transaction of a trial. */
class TrialOver extends Error {}

function entityIn({ name, records }: FormerExport, kind: FormerEntity['kind']): FormerEntity {
  const columns = new Set(records.flatMap(({ cells }) => Object.keys(cells)));
  const entity = entityOf(columns);
  if (entity !== null && (entity.kind === kind || entity.kind === 'site')) return entity;
  const takenHere = formerEntities.filter((one) => one.kind === kind || one.kind === 'site');
  throw refusal('BILLING_FORMER_UNLIKE', {
    file: name,
    found:
      entity === null ? 'none of the ids of the old system' : `the column ${entity.id}, of ${entity.entity}`,
    wanted: takenHere.map(({ id, entity: called }) => `${id} (${called})`).join(', '),
  });
}

async function takeFile(
  transaction: Connection,
  file: FormerExport,
  entity: FormerEntity,
  takenBy: string,
): Promise<TakenOver> {
  const lookups = await readLookups(transaction, entity);
  const { kept, held } = sorted(file, entity, lookups);
  const [opened] = await transaction.query<{ number: string }>(
    `insert into billing.former_file (file_name, sha256, records, added, changed, unchanged, held, taken_by)
     values ($1, $2, 0, 0, 0, 0, 0, $3) returning former_file_id as number`,
    [file.name, file.sha256, takenBy],
  );
  if (!opened) throw new Error(`${file.name} has no number`);
  const counts = await keepRecords(transaction, kept, entity, opened.number);
  const newlyHeld = await holdRecords(transaction, held, entity, opened.number);
  const records = file.records.length + file.faults.length;
  // A file that changed nothing leaves nothing.
  if (counts.added + counts.changed + newlyHeld === 0)
    await transaction.execute('delete from billing.former_file where former_file_id = $1', [opened.number]);
  else
    await transaction.execute(
      `update billing.former_file set records = $2, added = $3, changed = $4, unchanged = $5, held = $6
       where former_file_id = $1`,
      [opened.number, records, counts.added, counts.changed, counts.unchanged, held.length],
    );
  return {
    name: file.name,
    entity: entity.entity,
    records,
    ...counts,
    held: held.map(({ line, message }) => ({ line, message })),
  };
}

interface HeldRecord {
  readonly line: number;
  readonly message: string;
  readonly formerId: string | null;
  readonly cells: ExportedRecord['cells'];
}

/** Records that are understood, and those that are held; of an id that occurs twice the first counts. */
function sorted(
  { records, faults }: FormerExport,
  entity: FormerEntity,
  lookups: Lookups,
): { readonly kept: StoredRecord[]; readonly held: HeldRecord[] } {
  const keptById = new Map<string, StoredRecord>();
  const held: HeldRecord[] = faults.map((fault) => ({ ...fault, formerId: null, cells: {} }));
  for (const record of records) {
    const { line, cells } = record;
    const understood = understand(entity, record, lookups);
    const formerId = (cells[entity.id] ?? cells['id'] ?? null)?.toLowerCase() ?? null;
    if ('message' in understood) held.push({ line, message: understood.message, formerId, cells });
    else if (keptById.has(understood.formerId)) {
      const first = keptById.get(understood.formerId)?.record.line ?? 0;
      held.push({ line, message: `its id repeats that of line ${String(first)}`, formerId: null, cells });
    } else keptById.set(understood.formerId, { record, understood });
  }
  return { kept: [...keptById.values()], held };
}

/** What the lookups of an entity lead to. As the owner. */
export async function readLookups(database: Queryable, { parent }: FormerEntity): Promise<Lookups> {
  const sites = await database.query<{ id: string; site: string }>(
    `select former_id as id, site_id as site from billing.former_record where entity = 'site'`,
  );
  const masterSites = await database.query<{ site: string }>('select site_id as site from warehouse.site');
  const parents = await database.query<FormerPlace & { id: string }>(
    `select former_id as id, site_id as site, record_month::text as month
     from billing.former_record where entity = $1`,
    [parent?.entity ?? ''],
  );
  return {
    sites: new Map(sites.map(({ id, site }) => [id, site])),
    knownSites: new Set(masterSites.map(({ site }) => site)),
    parents: new Map(parents.map(({ id, ...place }) => [`${parent?.entity ?? ''} ${id}`, place])),
  };
}

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Keeps records of a file; how many are new, replaced an earlier one, or were there already. As the owner. */
export async function keepRecords(
  transaction: Queryable,
  records: readonly StoredRecord[],
  { kind, entity }: FormerEntity,
  file: string,
): Promise<Counts> {
  const rows = records.map(({ record, understood: { formerId, parentId, site, month, ...values } }) => ({
    ...values,
    former_id: formerId,
    parent_id: parentId,
    site_id: site,
    record_month: month,
    content: record.cells,
    source_line: record.line,
  }));
  const [counts] = await transaction.query<Counts>(
    'select added, changed, unchanged from billing.keep_former($1, $2, $3, $4)',
    [keepableJson(rows), kind, entity, file],
  );
  return counts ?? { added: 0, changed: 0, unchanged: 0 };
}

async function holdRecords(
  transaction: Connection,
  held: readonly HeldRecord[],
  { entity }: FormerEntity,
  file: string,
): Promise<number> {
  const rows = held.map(({ line, message, formerId, cells }) => ({
    former_id: formerId,
    source_line: line,
    record: cells,
    message,
  }));
  const [answer] = await transaction.query<{ newly: number }>(
    'select billing.hold_former($1, $2, $3) as newly',
    [keepableJson(rows), entity, file],
  );
  return answer?.newly ?? 0;
}
