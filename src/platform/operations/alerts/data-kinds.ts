import type { AlertKind, DeliveredRule, Severity } from './alert-kind.ts';

const hour = 3_600;
const day = 24 * hour;

type Limits = readonly [warn: number | null, critical: number | null];
type More = Partial<Pick<DeliveredRule, 'windowMinutes' | 'told' | 'escalatedTo'>>;

/** A rule for those who look after data. */
function forData([warn, critical]: Limits, severity: Severity, more: More = {}): DeliveredRule {
  const people = { told: ['dataOps', 'systemAdmin'], escalatedTo: ['systemAdmin'] };
  return { warn, critical, windowMinutes: 0, severity, ...people, ...more };
}

const forBilling = { told: ['billingAdmin', 'systemAdmin'] };

/** Alerts about data, and about what is made of it. */
export const dataKinds: readonly AlertKind[] = [
  {
    kind: 'feed-overdue',
    metric: 'daybook_sources_lag_seconds',
    problem: 'above',
    title: 'Feed {feed} is overdue',
    value: 'by {value}',
    means:
      'Its data is later than usual, so figures are as of its last load. Usually the source did not ' +
      'deliver, or its file was refused.',
    next: 'See with `daybook batches list` whether a file came; if not, ask the source for it.',
    delivered: forData([2 * hour, day], 'high'),
  },
  {
    kind: 'feed-failed',
    metric: 'daybook_sources_feed_failed',
    problem: 'above',
    title: 'The newest file of feed {feed} was not loaded',
    value: null,
    means:
      'The file was refused, or its load broke off: the source is degraded. What was loaded before stands.',
    next: 'Read why with `daybook batches list`, then have the file corrected and load it again.',
    delivered: forData([0, null], 'critical'),
  },
  {
    kind: 'load-quality',
    metric: 'daybook_sources_accepted_ratio',
    problem: 'below',
    title: 'Many records of feed {feed} were held back',
    value: '{value} accepted',
    means: 'More of the newest load than usual is in quarantine, and missing from the figures.',
    next: 'See the rules that failed with `daybook quarantine list`, and decide on the records.',
    delivered: forData([0.995, 0.95], 'high'),
  },
  {
    kind: 'loads-failing',
    metric: 'daybook_sources_passed_ratio',
    problem: 'below',
    title: 'Too many files of the last day could not be loaded',
    value: '{value} loaded',
    means: 'Of the files of the last 24 hours, more than usual were refused or failed.',
    next: 'See which with `daybook batches list`; several of one source hint at the source.',
    delivered: forData([0.99, 0.95], 'high'),
  },
  {
    kind: 'quarantine-old',
    metric: 'daybook_sources_quarantine_age_seconds',
    problem: 'above',
    title: 'Records of feed {feed} have been in quarantine too long',
    value: 'for up to {value}',
    means: 'Nobody has decided on them, so they are missing from the figures of their month.',
    next: 'Correct and replay them, or discard them with a reason: `daybook quarantine list`.',
    delivered: forData([2 * day, 7 * day], 'high'),
  },
  {
    kind: 'quarantine-growing',
    metric: 'daybook_sources_newly_quarantined_records',
    problem: 'above',
    title: 'The quarantine of feed {feed} is growing',
    value: '{value} records',
    means: 'Many records of the last 24 hours were held back. Usually a code, a site or a layout is new.',
    next: 'Look for what they have in common with `daybook quarantine list`.',
    delivered: forData([1_000, 10_000], 'high'),
  },
  {
    kind: 'pnl-outdated',
    metric: 'daybook_forecasting_outdated_seconds',
    problem: 'above',
    title: 'The P&L is outdated',
    value: 'for {value}',
    means: 'Data of a month have changed and its P&L was not recalculated: the job is behind, or fails.',
    next: 'See `daybook runs list --job forecasting.pnl`, and why it waits or failed.',
    delivered: forData([hour, 2 * hour], 'high'),
  },
  {
    kind: 'pnl-failing',
    metric: 'daybook_forecasting_failed_sites',
    problem: 'above',
    title: 'The P&L of some sites cannot be calculated',
    value: '{value} sites',
    means: 'Something about these sites is inconsistent, such as their contracts; all others are up to date.',
    next: 'See which and why with `daybook runs list --job forecasting.pnl`.',
    delivered: forData([0, 50], 'high', { windowMinutes: 15 }),
  },
  {
    kind: 'outbox-stuck',
    metric: 'daybook_billing_unsent_mails_seconds',
    problem: 'above',
    title: 'Mails with statements are waiting in the outbox',
    value: 'for up to {value}',
    means: 'They were to be sent and have not gone out: the mail server is down or slow.',
    next: 'Check the mail server (`daybook doctor`), then send again with `daybook statements send`.',
    delivered: forData([hour, 4 * hour], 'critical', forBilling),
  },
  {
    kind: 'mails-failing',
    metric: 'daybook_billing_unsent_mails',
    where: { state: 'refused' },
    problem: 'above',
    title: 'Mails with statements were refused',
    value: '{value} mails',
    means: 'The mail server did not take them, so that customers do not have their invoices.',
    next: 'See why with `daybook statements list`, correct the contact and send again.',
    delivered: forData([0, 50], 'critical', forBilling),
  },
  {
    kind: 'ledger-waiting',
    metric: 'daybook_billing_unposted_seconds',
    problem: 'above',
    title: 'Documents are waiting for the ledger',
    value: 'for up to {value}',
    means: 'The web service of the ledger does not take them, or does not answer.',
    next: 'See the documents with `daybook post report`, and ask whoever runs the ledger.',
    delivered: forData([hour, 4 * hour], 'critical', forBilling),
  },
];
