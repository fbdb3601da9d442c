import { createHash } from 'node:crypto';
import type { Entry, Finding } from '../../../../docs/operate/verify-audit.mjs';
import type { Queryable } from '../../database/index.ts';

/** Columns of an entry as they lie in the table; JSON as PostgreSQL writes it. */
interface RawEntry {
  readonly position: string;
  readonly chainedAt: string;
  readonly recordedAt: string;
  readonly hash: Buffer;
  readonly kind: string;
  readonly relation: string | null;
  readonly rowKey: string | null;
  readonly changes: string | null;
  readonly siteId: string | null;
  readonly personId: string | null;
  readonly actor: string;
  readonly actingRoles: readonly string[];
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly transactionId: string;
}

/** Entries that one statement reads. */
const rangeRows = 5_000;

/**
 * The entries of the trail in order, up to a position. Their contents are put together here, from the columns: what
 * writes them in the database (`audit.content`) could have been replaced.
 */
export async function* rawEntries(database: Queryable, upTo?: string): AsyncGenerator<readonly Entry[]> {
  // An entry that was put beside another at its position is met too.
  for (let last = ['-9223372036854775808', '-infinity']; ;) {
    const rows = await database.query<RawEntry>(
      `select position, (chained_at at time zone 'UTC')::text as "chainedAt",
         (recorded_at at time zone 'UTC')::text as "recordedAt", hash, kind, relation, row_key::text as "rowKey",
         changes::text as changes, site_id as "siteId", person_id as "personId", actor,
         acting_roles as "actingRoles", reason, request_id as "requestId", transaction_id as "transactionId"
       from audit.entry
       where (entry.position, chained_at) > ($1, $2::timestamptz) and ($3::bigint is null or position <= $3)
       order by entry.position, chained_at limit $4`,
      [...last, upTo ?? null, rangeRows],
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => ({
      position: row.position,
      hash: row.hash.toString('hex'),
      content: contentOf(row),
    }));
    last = [end.position, `${end.chainedAt}+00`];
  }
}

/** `2026-06-15 12:00:00.25` as entries write it: `2026-06-15T12:00:00.250000Z`. */
function instantOf(text: string): string {
  const [seconds = '', fraction = ''] = text.replace(' ', 'T').split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

/** The text over which an entry is hashed: exactly what `audit.content` writes. */
function contentOf(entry: RawEntry): string {
  const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
  const parts = [
    entry.position,
    text(instantOf(entry.chainedAt)),
    text(instantOf(entry.recordedAt)),
    text(entry.kind),
    text(entry.relation),
    entry.rowKey ?? 'null',
    entry.changes ?? 'null',
    text(entry.siteId),
    entry.personId ?? 'null',
    text(entry.actor),
    `[${entry.actingRoles.map(text).join(', ')}]`,
    text(entry.reason),
    text(entry.requestId),
    text(entry.transactionId),
  ];
  return `[${parts.join(', ')}]`;
}

/** Every promise of an entry: `<position> <column> <side>`, and the hash that the value must have. */
function promisesOf({ position, content }: Entry): [value: string, committed: string][] {
  if (!content.includes('"committed"')) return [];
  const changes = (JSON.parse(content) as readonly unknown[])[6] as Readonly<Record<string, unknown>> | null;
  return Object.entries(changes ?? {}).flatMap(([column, cell]) =>
    Object.entries(
      ((typeof cell === 'object' ? cell : null) ?? {}) as Readonly<Record<string, unknown>>,
    ).flatMap(([side, value]): [string, string][] =>
      typeof value === 'object' && value !== null && 'committed' in value
        ? [[`${position} ${column} ${side}`, String(value.committed)]]
        : [],
    ),
  );
}

/** Compares personal data that entries speak of with the hashes in the entries. */
export async function checkValues(database: Queryable, entries: readonly Entry[]): Promise<Finding[]> {
  const promises = entries.flatMap(promisesOf);
  const [first, last] = [entries[0], entries.at(-1)];
  if (promises.length === 0 || first === undefined || last === undefined) return [];
  const rows = await database.query<{
    place: string;
    column: string;
    side: string;
    salt: Buffer;
    value: string;
  }>(
    `select position as place, column_name as "column", side, salt, value from audit.personal_value
     where position between $1 and $2`,
    [first.position, last.position],
  );
  const commitments = new Map(
    rows.map(({ place, column, side, salt, value }) => [
      `${place} ${column} ${side}`,
      createHash('sha256').update(salt).update(value).digest('hex'),
    ]),
  );
  return promises.flatMap(([subject, committed]) => {
    const [position = '', column = '', side = ''] = subject.split(' ');
    const hash = commitments.get(subject);
    if (hash === undefined) {
      const gone = 'which is gone, and no erasure that was signed speaks of it';
      const problem = `promises the value of ${column} (${side}), ${gone}`;
      return [{ position, rule: 'value gone', subject, problem }];
    }
    const problem = `promises the value of ${column} (${side}), which was changed`;
    return hash === committed ? [] : [{ position, rule: 'value changed', subject, problem }];
  });
}
