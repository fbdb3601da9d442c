import { createHmac } from 'node:crypto';
import type { Clock } from '../../../kernel/clock.ts';
import type { Connection, Database, Queryable } from '../../database/index.ts';
import type { AlertEvent, AlertMessage } from './alert-record.ts';

/** Seconds before each further attempt (operations.md 5.2); after the last one it is given up. */
const pauseSeconds = [30, 120, 480, 3_600];
const patienceMilliseconds = 10_000;
const mostAtOnce = 200;

/** A mail about an alert. */
export interface AlertLetter {
  /** Addresses with semicolons. */
  readonly recipients: string;
  readonly subject: string;
  readonly text: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/** Where alerts are posted to. */
export interface AlertWebhook {
  readonly url: string;
  /** Its secret, as `whsec_` and base64. */
  readonly secret: string;
}

/** By which ways people are told. */
export interface NoticeWays {
  readonly clock: Clock;
  readonly sendLetter: (letter: AlertLetter) => Promise<unknown>;
  readonly webhook: AlertWebhook | null;
}

/** A notice to be sent: of which alert, what of it, and to whom by mail; null for the webhook. */
interface NewNotice {
  readonly alertId: string;
  readonly event: AlertEvent;
  readonly content: AlertMessage;
  readonly recipients: string | null;
}

/** Enters a notice, in the transaction of what it tells; it goes out afterwards. */
export async function enterNotice(
  transaction: Queryable,
  { alertId, event, content, recipients }: NewNotice,
  now: Date,
): Promise<void> {
  await transaction.execute(
    `insert into operations.alert_notice (alert_id, event, channel, recipients, content, due_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [alertId, event, recipients === null ? 'webhook' : 'mail', recipients, JSON.stringify(content), now],
  );
}

interface DueNotice {
  readonly noticeId: string;
  readonly event: AlertEvent;
  readonly channel: 'mail' | 'webhook';
  readonly recipients: string | null;
  readonly content: AlertMessage;
  readonly attempts: number;
}

/**
 * Sends what is due, each in a transaction of its own that keeps its outcome: one that fails stops no other, is tried
 * five times, and nobody gets one twice that went out. How many went out and how many failed. As the owner.
 */
export async function sendNotices(
  database: Database,
  ways: NoticeWays,
): Promise<{ readonly sent: number; readonly failed: number }> {
  const count = { sent: 0, failed: 0 };
  const due = await database.query<{ noticeId: string }>(
    `select notice_id::text as "noticeId" from operations.alert_notice
     where state = 'waiting' and due_at <= $1 order by notice_id limit $2`,
    [ways.clock.now(), mostAtOnce],
  );
  for (const { noticeId } of due) {
    const outcome = await database.transaction((transaction) => sendOne(transaction, noticeId, ways));
    if (outcome !== null) count[outcome] += 1;
  }
  return count;
}

async function sendOne(
  transaction: Connection,
  noticeId: string,
  ways: NoticeWays,
): Promise<'sent' | 'failed' | null> {
  const [notice] = await transaction.query<DueNotice>(
    `select notice_id::text as "noticeId", event, channel, recipients, content, attempts
     from operations.alert_notice where notice_id = $1 and state = 'waiting' for update skip locked`,
    [noticeId],
  );
  if (notice === undefined) return null;
  const now = ways.clock.now();
  try {
    if (notice.channel === 'mail') await ways.sendLetter(letterOf(notice));
    else await post(notice, now, ways.webhook);
  } catch (cause) {
    const pause = pauseSeconds[notice.attempts];
    await transaction.execute(
      `update operations.alert_notice
       set attempts = attempts + 1, state = $2, answer = $3, due_at = $4::timestamptz + make_interval(secs => $5)
       where notice_id = $1`,
      [noticeId, pause === undefined ? 'failed' : 'waiting', reasonOf(cause), now, pause ?? 0],
    );
    return 'failed';
  }
  await transaction.execute(
    `update operations.alert_notice set attempts = attempts + 1, state = 'sent', sent_at = $2, answer = null
     where notice_id = $1`,
    [noticeId, now],
  );
  return 'sent';
}

function reasonOf(cause: unknown): string {
  const says = cause instanceof Error ? cause.message : String(cause);
  const inner = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${says}${inner}`.slice(0, 500);
}

function letterOf({ event, recipients, content }: DueNotice): AlertLetter {
  const { alertId, title, severity, text } = content;
  const what =
    event === 'resolved' ? 'resolved' : event === 'escalated' ? `${severity}, escalated` : severity;
  return {
    recipients: recipients ?? '',
    subject: `[${what}] ${title}`,
    text,
    fileName: `alert-${alertId}-${event}.json`,
    content: Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
  };
}

/** Posts a notice as Standard Webhooks sign it: HMAC-SHA-256 over number, second and body. */
async function post(
  { noticeId, event, content }: DueNotice,
  now: Date,
  to: AlertWebhook | null,
): Promise<void> {
  if (to === null) throw new Error('no webhook is set');
  const body = JSON.stringify({ type: `alert.${event}`, timestamp: now.toISOString(), data: content });
  const id = `alert-notice-${noticeId}`;
  const second = String(Math.floor(now.getTime() / 1_000));
  const url = new URL(to.url);
  const basic = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  const response = await fetch(url, {
    method: 'POST',
    // A redirect would post it elsewhere.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': second,
      'webhook-signature': `v1,${signatureOf(to.secret, `${id}.${second}.${body}`)}`,
      ...(basic === ':' ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
    },
    body,
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${String(response.status)}`);
}

function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
}
