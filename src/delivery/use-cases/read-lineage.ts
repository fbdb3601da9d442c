import { statementCalculation } from '../../billing/index.ts';
import { agreedTables } from '../../contracts/index.ts';
import { pnlCalculation } from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { questions, targets } from '../../warehouse/index.ts';

/** A kind of file, as its source declares it. */
export interface DeclaredFeed {
  readonly source: string;
  readonly name: string;
  readonly title: string;
  /** Table where its rows are staged, with its schema. */
  readonly staging: string;
}

/** Kinds of steps from a source to a figure. */
export const stepKinds = ['source', 'feed', 'table', 'view', 'question'] as const;

/** A place where data is on its way from a source to a figure. */
export interface LineageStep {
  /** Kind and name, such as `table:warehouse.budget`. */
  readonly step: string;
  readonly kind: (typeof stepKinds)[number];
  readonly name: string;
  readonly about: string;
}

/** What follows from what. */
export interface Lineage {
  readonly steps: readonly LineageStep[];
  readonly flows: readonly { readonly from: string; readonly to: string }[];
}

/** What the catalogue says: names of relations and functions, and what each is made of, in text and by dependency. */
interface Named {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'function';
  readonly about: string;
  /** Its rows say which load they are of. */
  readonly isLoaded: boolean;
  readonly text: string;
  readonly uses: readonly string[];
}

/** Schemas whose tables and functions are machinery around every figure: rights, trail, loads. */
const machinery = new Set(['security', 'audit', 'platform', 'delivery', 'sources']);
const schemaOf = (name: string): string => name.split('.')[0] ?? '';

/**
 * How data gets from sources to figures: from feeds and contracts to tables by the declarations, from tables to
 * calculated tables by what the calculations ask, and from tables to views and questions by the catalogue. Of one name
 * only what leads to it and what comes of it. Refuses with WAREHOUSE_LINEAGE_UNKNOWN.
 */
export async function readLineage(
  { caller }: Principal,
  feeds: readonly DeclaredFeed[],
  of?: string,
): Promise<Lineage> {
  await requireRight(caller, { object: 'catalogue', action: 'read' });
  const everything = lineageOf(await caller.transaction(readNames), feeds);
  if (of === undefined) return everything;
  const starts = everything.steps.filter(({ name }) => name === of || name === `api.${of}`);
  if (starts.length === 0) throw refusal('WAREHOUSE_LINEAGE_UNKNOWN', { name: of });
  return around(
    everything,
    starts.map(({ step }) => step),
  );
}

async function readNames(database: Queryable): Promise<Named[]> {
  return database.query<Named>(
    `with listed as (
       select oid, nspname from pg_namespace where nspname !~ '^(pg_|pgboss|information_schema|public)'),
     relation as (
       select class.oid, nspname || '.' || relname as name, relkind
       from pg_class as class join listed on listed.oid = relnamespace
       where relkind in ('r', 'p', 'v') and not relispartition),
     routine as (
       select routine.oid, nspname || '.' || proname as name, prosrc
       from pg_proc as routine join listed on listed.oid = pronamespace)
     select name, case relkind when 'v' then 'view' else 'table' end as kind,
       coalesce(obj_description(oid, 'pg_class'), '') as about,
       exists (select from pg_attribute where attrelid = oid and attname = 'batch_id' and not attisdropped)
         as "isLoaded",
       '' as text, array(
         select distinct coalesce(relation.name, routine.name) from pg_rewrite
         join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
         left join relation on refclassid = 'pg_class'::regclass and refobjid = relation.oid
         left join routine on refclassid = 'pg_proc'::regclass and refobjid = routine.oid
         where ev_class = here.oid and coalesce(relation.name, routine.name) <> here.name) as uses
     from relation as here
     union all
     select name, 'function', '', false, prosrc, array(
         select distinct coalesce(relation.name, called.name) from pg_depend
         left join relation on refclassid = 'pg_class'::regclass and refobjid = relation.oid
         left join routine as called on refclassid = 'pg_proc'::regclass and refobjid = called.oid
         where classid = 'pg_proc'::regclass and objid = here.oid and coalesce(relation.name, called.name) is not null)
     from routine as here`,
  );
}

/** The steps and flows of an installation, out of its catalogue and what is declared. */
function lineageOf(names: readonly Named[], feeds: readonly DeclaredFeed[]): Lineage {
  const walk = new Walk(names);
  const flowsByWay = new Map<string, { readonly from: string; readonly to: string }>();
  const flow = (from: string, to: string): void => {
    if (from !== to) flowsByWay.set(`${from} ${to}`, { from, to });
  };
  for (const { source, name, staging } of feeds) {
    flow(`source:${source}`, `feed:${name}`);
    for (const table of tablesOfFeed(name, staging, names, walk)) flow(`feed:${name}`, `table:${table}`);
  }
  const { imported, versions, terms, others } = agreedTables;
  flow('source:contracts', `table:${imported}`);
  for (const table of [...terms, ...others]) flow('source:contracts', `table:${table}`);
  for (const table of [imported, ...terms]) flow(`table:${table}`, `table:${versions}`);
  for (const { statements, keepers } of [pnlCalculation, statementCalculation]) {
    // Every calculation reads the terms, and what changes their figures.
    const read = [...walk.tablesIn(statements.join('\n')), versions, ...others];
    const results = keepers.flatMap((keeper) => walk.tablesWrittenBy(keeper));
    for (const from of read) for (const to of results) flow(`table:${from}`, `table:${to}`);
  }
  for (const view of names.filter(({ kind, name }) => kind === 'view' && schemaOf(name) === 'api'))
    for (const table of walk.tablesBehind(view)) flow(`table:${table}`, `view:${view.name}`);
  for (const { name, ask } of questions)
    for (const table of walk.tablesIn(ask.text)) flow(`table:${table}`, `question:${name}`);
  const flows = [...flowsByWay.values()];
  const about = new Map<string, string>([
    ...names.map(({ kind, name, about: says }) => [`${kind}:${name}`, says] as const),
    ...feeds.map(({ name, title }) => [`feed:${name}`, title] as const),
    ...questions.map(({ name, summary }) => [`question:${name}`, summary] as const),
  ]);
  const steps = new Set(flows.flatMap(({ from, to }) => [from, to]));
  return {
    steps: [...steps].toSorted().map((step) => {
      const [kind = '', name = ''] = step.split(/:(.*)/s);
      return { step, kind: kind as LineageStep['kind'], name, about: about.get(step) ?? '' };
    }),
    flows,
  };
}

/** Tables that rows of a feed go to: the declared one, or those that the functions name that apply its staged rows. */
function tablesOfFeed(name: string, staging: string, names: readonly Named[], walk: Walk): readonly string[] {
  const target = targets[name];
  if (target && 'table' in target) return [target.table];
  const isLoaded = new Set(names.filter((one) => one.isLoaded).map((one) => one.name));
  const readers = names.filter(
    ({ kind, name: routine, text }) =>
      kind === 'function' && routine.startsWith('warehouse.apply_') && namesIn(text).includes(staging),
  );
  const tables = readers.flatMap(({ text }) => walk.present(namesIn(text)));
  return [...new Set(tables)].filter((table) => isLoaded.has(table) && schemaOf(table) === 'warehouse');
}

/** Names with their schema in a text of SQL, comments left out. */
function namesIn(text: string): string[] {
  return [...text.replaceAll(/--.*/g, '').matchAll(/\b([a-z_]+\.[a-z_0-9]+)\b/g)].map(
    ([, name = '']) => name,
  );
}

/** Finds the tables that something is made of, through views and functions. */
class Walk {
  readonly #named = new Map<string, Named[]>();
  readonly #tables = new Map<string, readonly string[]>();

  constructor(names: readonly Named[]) {
    for (const one of names) this.#named.set(one.name, [...(this.#named.get(one.name) ?? []), one]);
  }

  /** Of these names the tables; a table of superseded rows stands for the table that they were in. */
  present(names: readonly string[]): string[] {
    const current = names.map((name) => {
      const without = name.replace(/_history$/, '');
      return this.#named.has(without) ? without : name;
    });
    return [...new Set(current)].filter((name) =>
      this.#named.get(name)?.some(({ kind }) => kind === 'table'),
    );
  }

  tablesIn(text: string): readonly string[] {
    return [...new Set(namesIn(text).flatMap((name) => this.#tablesOf(name)))];
  }

  tablesBehind({ name, uses }: Named): readonly string[] {
    return [...new Set(uses.filter((one) => one !== name).flatMap((one) => this.#tablesOf(one, true)))];
  }

  /** Tables into which a function inserts. */
  tablesWrittenBy(routine: string): readonly string[] {
    const text = (this.#named.get(routine) ?? []).map((one) => one.text).join('\n');
    return this.present(
      [...text.matchAll(/insert into ([a-z_]+\.[a-z_0-9]+)/g)].map(([, name = '']) => name),
    );
  }

  #tablesOf(name: string, isShown = false): readonly string[] {
    const before = this.#tables.get(name);
    if (before) return before;
    // What is met again on the way, as in a recursion, adds nothing.
    this.#tables.set(name, []);
    const named = this.#named.get(name) ?? [];
    const isTable = named.some(({ kind }) => kind === 'table');
    // A view may show the machinery itself; a figure only passes through it.
    if (!isTable && machinery.has(schemaOf(name))) return [];
    if (isTable && machinery.has(schemaOf(name)) && !isShown) return [];
    const tables = isTable
      ? this.present([name])
      : named.flatMap(({ uses, text }) => [...uses, ...namesIn(text)].flatMap((one) => this.#tablesOf(one)));
    const all = [...new Set(tables)];
    if (!isTable) this.#tables.set(name, all);
    else this.#tables.delete(name);
    return all;
  }
}

/** What leads to steps, and what comes of them. */
function around({ steps, flows }: Lineage, starts: readonly string[]): Lineage {
  const reach = (from: 'from' | 'to', to: 'from' | 'to'): Set<string> => {
    const reached = new Set(starts);
    // A set that grows is walked to its end.
    for (const step of reached) for (const one of flows) if (one[from] === step) reached.add(one[to]);
    return reached;
  };
  const [after, before] = [reach('from', 'to'), reach('to', 'from')];
  const all = new Set([...after, ...before]);
  return {
    steps: steps.filter(({ step }) => all.has(step)),
    flows: flows.filter(
      ({ from, to }) => (after.has(from) && after.has(to)) || (before.has(from) && before.has(to)),
    ),
  };
}
