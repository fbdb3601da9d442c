import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../../platform/database/index.ts';
import type { ReportedPart } from './reported-rows.ts';

/** Where tokens are kept, and for how long they hold. */
export interface TokenStore {
  /** The owner's database: a token is looked up for the person that it was given to. */
  readonly owner: Queryable;
  readonly personId: string;
  readonly days: number;
}

/** Where somebody stands who follows a set. */
export interface ChangeToken {
  /** Digest of the query that it belongs to. */
  readonly query: string;
  /** Every transaction before it had ended when the rows were read. */
  readonly horizon: string;
  readonly fingerprint: string;
  /** Rows that the client holds. */
  readonly rowCount: number;
  /** Numbers of the parts that say which, oldest first. */
  readonly parts: readonly string[];
}

/** A token as it was found again. */
export interface HeldToken extends ChangeToken {
  /** The database is a copy that was restored elsewhere, where `horizon` means nothing. */
  readonly isRestored: boolean;
}

const tokenPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The token of a link. Refuses with ODATA_TOKEN_GONE one that ran out, or that was given to somebody else. */
export async function heldToken(
  { owner, personId, days }: TokenStore,
  written: string,
  query: string,
): Promise<HeldToken> {
  const [token] = tokenPattern.test(written)
    ? await owner.query<HeldToken>(
        `select query, horizon::text as horizon, fingerprint, row_count::integer as "rowCount",
           parts::text[] as parts, written_in::xid <> xmin as "isRestored"
         from delivery.change_token
         where token_id = $1::uuid and person_id = $2 and made_at > now() - make_interval(days => $3)`,
        [written, personId, days],
      )
    : [];
  if (token === undefined) throw refusal('ODATA_TOKEN_GONE', { days });
  if (token.query !== query)
    throw refusal('ODATA_INVALID', { problem: '$deltatoken belongs to another query', at: 0 });
  return token;
}

/** Contents of parts in their order; only of those that may hold GUIDs with these first digits, unless null. */
export async function contentsOf(
  { owner }: TokenStore,
  parts: readonly string[],
  prefixes: readonly string[] | null,
): Promise<Buffer[]> {
  // As base64: hexadecimal digits, in which the database writes bytes otherwise, take twice the time on their way.
  const rows = await owner.query<{ rows: string }>(
    `select encode(part.rows, 'base64') as rows from unnest($1::bigint[]) with ordinality as named (part_id, place)
     join delivery.change_part as part using (part_id)
     where $2::text[] is null or exists (
       select from unnest($2::text[]) as prefix
       where (prefix collate "C") between (lowest collate "C") and (highest collate "C"))
     order by place`,
    [parts, prefixes],
  );
  return rows.map((one) => Buffer.from(one.rows, 'base64'));
}

/** Keeps where somebody stands now, with what was told since the token before; the new token. */
export async function keepToken(
  { owner, personId }: TokenStore,
  token: ChangeToken,
  part: ReportedPart | null,
): Promise<string> {
  const [newToken] = await owner.query<{ token: string }>(
    `with part as (
       insert into delivery.change_part (lowest, highest, rows)
       select $6, $7, $8::bytea where $8::bytea is not null returning part_id)
     insert into delivery.change_token (person_id, query, horizon, fingerprint, row_count, parts)
     select $1, $2, $3::xid8, $4, $9, $5::bigint[] || array(select part_id from part)
     returning token_id::text as token`,
    [
      ...[personId, token.query, token.horizon, token.fingerprint, token.parts],
      ...[part?.lowest ?? null, part?.highest ?? null, part?.rows ?? null, token.rowCount],
    ],
  );
  return newToken?.token ?? '';
}

/** Lets go of tokens that ran out, and of what no token names any more. */
export async function forgetOldTokens({ owner, days }: Omit<TokenStore, 'personId'>): Promise<void> {
  const [expired] = await owner.query<{ count: number }>(
    `with gone as (
       delete from delivery.change_token where made_at <= now() - make_interval(days => $1) returning 1)
     select count(*)::integer as count from gone`,
    [days],
  );
  if ((expired?.count ?? 0) === 0) return;
  // A part is older than a token that names it only while its request runs.
  await owner.execute(
    `delete from delivery.change_part as part
     where not exists (select from delivery.change_token where part.part_id = any (parts))
       and part_id < (select max(part_id) - 1000 from delivery.change_part)`,
  );
}
