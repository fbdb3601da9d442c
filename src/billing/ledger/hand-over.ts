import type { Clock } from '../../kernel/clock.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { acknowledgeWithin, keepAnswer } from '../outbox/ledger-answers.ts';
import { named, recipientsOf } from '../outbox/mail-words.ts';
import { digestOf, type Going } from '../outbox/outbox.ts';
import { documentIn, type StoredPosting } from '../outbox/post-statement.ts';
import { callEndpoint, type LedgerEndpoint } from './ledger-endpoint.ts';
import { mapRequest } from './map-request.ts';
import type { Reply } from './map-reply.ts';

/** Attempts for a document: one, and three again, 30 seconds apart (billing.md 4.9). */
const mostAttempts = 4;
/** Seconds between two attempts; `billing.due_for_service` counts them too. */
export const secondsBetweenAttempts = 30;

/** To whom documents are handed over, and by whom. */
export interface HandingOver {
  readonly service: LedgerEndpoint;
  readonly clock: Clock;
  readonly actor: string;
}

/** One attempt, and what became of it. */
export interface HandedOver extends Reply {
  readonly key: string;
  readonly site: string | null;
  /** From 1, since the document waits. */
  readonly attempt: number;
  /** Nothing follows by itself. */
  readonly isLast: boolean;
}

/**
 * Hands every document that is due over to the web service of the ledger, one attempt each, in the order in which they
 * were posted; each attempt is recorded before and after. What the service took is acknowledged; what it refused, or
 * could not be reached for the fourth time, failed; what may have been taken is unclear and is not handed over again.
 * Whom `ledger.errorTo` names gets a mail of those. Nobody else hands over meanwhile; null when somebody does.
 */
export async function handOverDue(
  database: Database,
  handing: HandingOver,
  going: Going,
): Promise<HandedOver[] | null> {
  const attempt = await database.tryAdvisoryLock('daybook.hand-over', async () => {
    const handed: HandedOver[] = await closeBrokenOff(database);
    const due = await database.query<Due>(
      'select key, site, content, attempts from billing.due_for_service($1)',
      [handing.clock.now().toISOString()],
    );
    for (const document of due) handed.push(await handOver(database, document, { handing, going }));
    await tellFailures(database, handing, going);
    return handed;
  });
  return attempt.acquired ? attempt.value : null;
}

/** Whether documents still wait for another attempt. */
export async function isAnyWaiting(database: Database): Promise<boolean> {
  const soon = new Date('9999-12-31T00:00:00Z');
  const waiting = await database.query('select from billing.due_for_service($1) limit 1', [
    soon.toISOString(),
  ]);
  return waiting.length > 0;
}

interface Due {
  readonly key: string;
  readonly site: string | null;
  readonly content: StoredPosting;
  readonly attempts: number;
}

type Surroundings = Readonly<{ handing: HandingOver; going: Going }>;

async function handOver(database: Database, due: Due, { handing, going }: Surroundings): Promise<HandedOver> {
  const { outbox } = going;
  const namespace = outbox.service?.namespace;
  if (namespace === undefined) throw new Error('no namespace is configured for the web service');
  const request = mapRequest(documentIn(due.content), namespace);
  const content = Buffer.from(request.body);
  const sha256 = digestOf(content);
  await outbox.keep?.({ sha256, content });
  const [begun] = await database.query<{ id: string }>(
    `insert into billing.posting_attempt (idempotency_key, site_id, request_sha256, started_at, started_by)
     values ($1, $2, $3, clock_timestamp(), $4) returning attempt_id::text as id`,
    [due.key, due.site, sha256, handing.actor],
  );
  const reply = await callEndpoint(handing.service, request);
  const attempt = due.attempts + 1;
  const isLast = reply.outcome !== 'not reached' || attempt >= mostAttempts;
  const ended = { id: begun?.id ?? '', at: handing.clock.now(), isLast, ...reply };
  const handed = { key: due.key, site: due.site, attempt, isLast, ...reply };
  try {
    await database.transaction((transaction) => keepOutcome(transaction, ended, { handed, handing, going }));
  } catch {
    // What the ledger took stays known, also where nobody can be told of it now.
    const silent = {
      ...going,
      operator: { ...going.operator, ledger: { ...going.operator.ledger, reportTo: [] } },
    };
    await database.transaction((transaction) =>
      keepOutcome(transaction, ended, { handed, handing, going: silent }),
    );
  }
  return handed;
}

type Ended = Reply & Readonly<{ id: string; at: Date; isLast: boolean }>;

async function keepOutcome(
  transaction: Connection,
  { id, at, isLast, outcome, status, said }: Ended,
  { handed: { key }, handing, going }: Surroundings & { readonly handed: HandedOver },
): Promise<void> {
  await transaction.execute(
    `update billing.posting_attempt set ended_at = greatest($2, started_at), outcome = $3, is_last = $4,
       http_status = $5, said = $6
     where attempt_id = $1::bigint`,
    [id, at.toISOString(), outcome, isLast, status, said],
  );
  if (!isLast) return;
  if (outcome === 'unclear') {
    await keepAnswer(transaction, key, { action: 'lost', answer: said });
    return;
  }
  const answered = { key, isFailed: outcome !== 'taken', answer: said, actor: handing.actor };
  await acknowledgeWithin(transaction, answered, going);
}

/** Attempts that a crash broke off: what became of their documents is unclear. */
async function closeBrokenOff(database: Database): Promise<HandedOver[]> {
  const said = 'Daybook stopped before the answer arrived';
  return database.transaction(async (transaction) => {
    const broken = await transaction.query<{ key: string; site: string | null }>(
      `update billing.posting_attempt set ended_at = clock_timestamp(), outcome = 'unclear', is_last = true, said = $1
       where ended_at is null returning idempotency_key as key, site_id as site`,
      [said],
    );
    for (const { key } of broken) await keepAnswer(transaction, key, { action: 'lost', answer: said });
    return broken.map(({ key, site }) => {
      return { key, site, attempt: 1, isLast: true, outcome: 'unclear' as const, status: null, said };
    });
  });
}

interface Failure {
  readonly id: string;
  readonly key: string;
  readonly site: string | null;
  readonly at: string;
  readonly outcome: string;
  readonly said: string;
}

/** Mails what failed or is unclear, once, to those that `operator.json` names (billing.md 4.9). */
async function tellFailures(
  database: Database,
  { clock }: HandingOver,
  { operator, outbox }: Going,
): Promise<void> {
  const { errorTo } = operator.ledger;
  if (errorTo.length === 0) return;
  await database.transaction(async (transaction) => {
    const failures = await transaction.query<Failure>(
      `update billing.posting_attempt set told_at = now()
       where is_last and outcome <> 'taken' and told_at is null and idempotency_key in (
         select idempotency_key from billing.posting where state in ('failed', 'unclear')
         union all select idempotency_key from billing.unit_posting where state in ('failed', 'unclear'))
       returning attempt_id::text as id, idempotency_key as key, site_id as site, outcome, said,
         to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as at`,
    );
    if (failures.length === 0) return;
    const rows = failures.map(({ key, site, at, outcome, said }) => [key, site ?? 'UNIT', at, outcome, said]);
    const content = Buffer.from(
      [['key', 'site', 'last attempt', 'outcome', 'answer'], ...rows].map(csvLineForPeople).join(''),
    );
    const sha256 = digestOf(content);
    const name = `ledger-failures-${clock
      .now()
      .toISOString()
      .replaceAll(/[-:]|\..*$/g, '')}.csv`;
    const subject = named(`Ledger: ${String(failures.length)} documents not accepted`, operator);
    const recipients = recipientsOf(errorTo, operator);
    const envelope = { recipients, subject, fileName: name, sha256, attachments: [], text: failureWords };
    await outbox.hand({ kind: 'mail', name, content, sha256, envelope }).catch((problem: unknown) => {
      // Someone heard of it; a mail that nobody got is tried again.
      if (!(problem instanceof Refusal && problem.code === 'BILLING_RECIPIENTS_REFUSED')) throw problem;
    });
  });
}

const failureWords =
  'The ledger did not accept the attached documents. The status of “unclear” ones is unknown: look them up in ' +
  'the ledger by number and record the result with daybook post acknowledge, adding --failed if it does not have ' +
  'them. Correct what the answers name, then submit failed ones again with daybook post retry and the key.';
