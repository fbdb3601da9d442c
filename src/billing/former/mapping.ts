import { refusal } from '../../kernel/errors.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { pnlRows } from '../../warehouse/index.ts';
import { formerEntities } from './entities.ts';

/** By what a line or figure of the old system is recognized. */
export const mappingKinds = ['title', 'code', 'figure'] as const;
type MappingKind = (typeof mappingKinds)[number];

/** Components that a line may be mapped to, as lines of statements name them. */
const mappedComponents = [
  ...['fixed-fee', 'per-labor-hour', 'occupied-room', 'revenue-share', 'validation', 'bell-service'],
  ...['mid-month-advance', 'deposited-revenue', 'billable-accounts', 'management-fee', 'insurance', 'claims'],
  ...['profit-share', 'non-gl-expense', 'ad-hoc'],
] as const;

/** Columns of forecasts of the old system that hold figures. */
const figureColumns: readonly string[] = [
  ...new Set(formerEntities.filter(({ kind }) => kind === 'forecast').flatMap(({ amounts = [] }) => amounts)),
];

/** A mapping as somebody wants it; without a target the one that holds ends. */
interface NewMapping {
  readonly kind: string;
  readonly formerName: string;
  readonly target: string;
}

/** What became of a mapping, and what it meets in what was taken over. */
export interface ChangedMapping {
  readonly kind: MappingKind;
  readonly formerName: string;
  readonly target: string | null;
  readonly outcome: 'added' | 'changed' | 'as it was' | 'ended';
  /** Lines or figures, and their sum as exact text. */
  readonly uses: number;
  readonly amount: string;
}

/**
 * Says what lines or figures of the old system are here. As the owner; ask for the right to take over before. Refuses
 * with BILLING_FORMER_MAPPING.
 */
export async function setMapping(
  transaction: Connection,
  { kind: typedKind, formerName: typedName, target: typedTarget }: NewMapping,
  { actor, reason }: { readonly actor: string; readonly reason: string | null },
): Promise<ChangedMapping> {
  const kind = mappingKinds.find((one) => one === typedKind.trim().toLowerCase());
  const [formerName, target] = [typedName.trim().toLowerCase(), typedTarget.trim().toLowerCase()];
  if (kind === undefined)
    throw refusal('BILLING_FORMER_MAPPING', {
      problem: `"${typedKind}" is none of ${mappingKinds.join(', ')}`,
    });
  if (formerName === '') throw refusal('BILLING_FORMER_MAPPING', { problem: 'it names no line or figure' });
  const targets: readonly string[] = kind === 'figure' ? pnlRows.map(({ row }) => row) : mappedComponents;
  if (target !== '' && !targets.includes(target))
    throw refusal('BILLING_FORMER_MAPPING', { problem: `"${target}" is none of ${targets.join(', ')}` });
  const [before] = await transaction.query<{ target: string }>(
    `select target from billing.former_mapping where kind = $1 and former_name = $2 and ended_at is null for update`,
    [kind, formerName],
  );
  const meets = await usesOf(transaction, kind, formerName);
  const changed = { kind, formerName, target: target === '' ? null : target };
  if ((before?.target ?? '') === target) return { ...changed, outcome: 'as it was', ...meets };
  await transaction.execute(
    `update billing.former_mapping set ended_at = now(), ended_by = $3
     where kind = $1 and former_name = $2 and ended_at is null`,
    [kind, formerName, actor],
  );
  if (target === '') return { ...changed, outcome: 'ended', ...meets };
  await transaction.execute(
    `insert into billing.former_mapping (kind, former_name, target, reason, mapped_at, mapped_by)
     values ($1, $2, $3, $4, now(), $5)`,
    [kind, formerName, target, reason, actor],
  );
  const after = await usesOf(transaction, kind, formerName);
  return { ...changed, outcome: before === undefined ? 'added' : 'changed', ...after };
}

type Met = Pick<ChangedMapping, 'uses' | 'amount'>;

async function usesOf(database: Queryable, kind: MappingKind, formerName: string): Promise<Met> {
  const [met] = await database.query<Met>(
    `select uses, trim_scale(amount)::text as amount from billing.former_uses($1)
     where kind = $2 and former_name = $3`,
    [figureColumns, kind, formerName],
  );
  return met ?? { uses: 0, amount: '0' };
}

/** A mapping that holds, with what it meets. */
export interface StoredMapping extends Met {
  readonly kind: MappingKind;
  readonly formerName: string;
  readonly target: string;
  readonly mappedAt: string;
  readonly mappedBy: string;
}

/** Lines or figures that nothing maps, by title or column. */
export interface Unmapped extends Met {
  readonly kind: 'title' | 'figure';
  readonly formerName: string;
}

/** Mappings that hold, and what nothing maps; as far as the caller may read what was taken over. */
export async function readMappings(
  database: Queryable,
): Promise<{ readonly mappings: StoredMapping[]; readonly unmapped: Unmapped[] }> {
  return {
    mappings: await database.query<StoredMapping>(
      `select kind, former_name as "formerName", target, to_json(mapped_at) #>> '{}' as "mappedAt",
         mapped_by as "mappedBy", uses, trim_scale(amount)::text as amount
       from billing.former_mapping join billing.former_uses($1) using (kind, former_name)
       where ended_at is null order by kind, former_name`,
      [figureColumns],
    ),
    unmapped: await database.query<Unmapped>(
      `select kind, "formerName", uses, trim_scale(amount)::text as amount from billing.former_unmapped($1)`,
      [figureColumns],
    ),
  };
}

/** A component or row of a site and month, as the old system had it and as Daybook has it; amounts are exact text. */
export interface FormerRow {
  readonly site: string;
  readonly month: string;
  readonly what: 'statement' | 'forecast';
  /** Component, or row of the P&L; `former` where nothing maps a line. */
  readonly row: string;
  readonly records: number;
  readonly former: string;
  /** Null where Daybook has none, or it may not be seen. */
  readonly own: string | null;
}

/** Statements by component, beside those of Daybook. With the rights of the caller. */
export async function readByComponent(database: Queryable, site: string | null): Promise<FormerRow[]> {
  return database.query<FormerRow>(
    `select site_id as site, month, 'statement' as what, component as row, lines as records,
       trim_scale(former)::text as former, trim_scale(own)::text as own
     from billing.former_by_component() where $1::text is null or site_id = $1`,
    [site],
  );
}

/** Forecasts by row of the P&L, beside the working forecast where the caller may read the P&L. */
export async function readByRow(
  database: Queryable,
  { site, seesPnl }: { readonly site: string | null; readonly seesPnl: boolean },
): Promise<FormerRow[]> {
  const rows = await database.query<FormerRow>(
    `select site_id as site, month, 'forecast' as what, target as row, figures as records,
       trim_scale(former)::text as former, null as own
     from billing.former_by_row($2) where $1::text is null or site_id = $1`,
    [site, figureColumns],
  );
  if (!seesPnl || rows.length === 0) return rows;
  const cells = await database.query<{ key: string; own: string }>(
    `select concat_ws(' ', site_id, to_char(plan_month, 'YYYY-MM'), line) as key, trim_scale(forecast)::text as own
     from forecasting.pnl_cell join forecasting.version using (site_id, version_id)
     where version.kind = 'working' and site_id = any ($1)`,
    [[...new Set(rows.map((one) => one.site))]],
  );
  const byKey = new Map(cells.map(({ key, own }) => [key, own]));
  return rows.map((one) => ({ ...one, own: byKey.get(`${one.site} ${one.month} ${one.row}`) ?? null }));
}
