import type { Metric } from '../platform/operations/index.ts';

const ask = (sql: string): Metric['source'] => ({ from: 'database', sql });

/** What is measured of statements and of what goes out. */
export const billingMetrics: readonly Metric[] = [
  {
    name: 'daybook_billing_statements',
    kind: 'gauge',
    unit: null,
    help: 'Statements in force of the last three months of service, by state.',
    labels: ['state'],
    source: ask(
      `select state, count(*)::float8 as value from billing.statement
       where service_month >= $1::timestamptz - interval '4 months' and is_standing group by state`,
    ),
  },
  {
    name: 'daybook_billing_unsent_mails',
    kind: 'gauge',
    unit: null,
    help: 'Mails with statements that did not reach everybody yet, by state.',
    labels: ['state'],
    source: ask(
      `select state, count(mailing_id)::float8 as value
       from unnest('{waiting,partly sent,refused}'::text[]) as state left join billing.mailing using (state)
       group by state`,
    ),
  },
  {
    name: 'daybook_billing_unsent_mails_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds for which the oldest mail with a statement has been waiting to go out.',
    source: ask(
      `select coalesce(greatest(extract(epoch from $1::timestamptz - min(sent_at)), 0), 0)::float8 as value
       from billing.mailing where state = 'waiting'`,
    ),
  },
  {
    name: 'daybook_billing_unposted_documents',
    kind: 'gauge',
    unit: null,
    help: 'Documents that the ledger did not answer yet, by state.',
    labels: ['state'],
    source: ask(
      `select state, count(posting_id)::float8 as value
       from unnest('{pending,failed,unclear}'::text[]) as state left join billing.posting using (state)
       group by state`,
    ),
  },
  {
    name: 'daybook_billing_unposted_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds for which the oldest document has been waiting for the web service of the ledger.',
    source: ask(
      `select coalesce(greatest(extract(epoch from $1::timestamptz - min(to_service_since)), 0), 0)::float8 as value
       from billing.posting where state = 'pending' and to_service_since is not null`,
    ),
  },
];
