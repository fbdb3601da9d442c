import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { read, send } from '../client.ts';

/** Something that is, or was, not as it should be. */
export type Alert = Answers['GET /alerts'][number];

/** An alert with why it matters and what was told of it. */
export type AlertWithNotices = Answers['GET /alerts/:alert'];

/** Alerts that are listed at most; older ones are asked for on the command line. */
const most = 500;

/** Milliseconds until alerts are read again: they are looked for every minute. */
const again = 60_000;

/** Alerts, newest first: those that are not resolved, or all. */
export const alertsQuery = (isCurrent: boolean) =>
  queryOptions({
    queryKey: ['alerts', isCurrent ? 'current' : 'all'],
    queryFn: ({ signal }) =>
      read<Answers['GET /alerts']>(
        '/alerts',
        { current: isCurrent ? 'true' : undefined, limit: most },
        signal,
      ),
    refetchInterval: again,
  });

export const alertQuery = (alert: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', alert],
    queryFn: ({ signal }) => read<AlertWithNotices>(`/alerts/${alert}`, {}, signal),
  });

/** Says that the person knows of it. */
export async function acknowledgeAlert(alert: string): Promise<void> {
  await send('POST', `/alerts/${alert}/acknowledge`, {});
}

/** Gives it to somebody, by the whole name at sign-in. */
export async function assignAlert(alert: string, to: string): Promise<void> {
  await send('POST', `/alerts/${alert}/assign`, { body: { to } });
}

/** Resolves it before its value is back. */
export async function resolveAlert(alert: string, note: string): Promise<void> {
  await send('POST', `/alerts/${alert}/resolve`, { body: { note } });
}

/** When an alert of a kind opens, and who is told of it. */
export type AlertRule = Answers['GET /alert-rules'][number];

/** Rules in force: of every kind, and of things that have one of their own. */
export const alertRulesQuery = queryOptions({
  queryKey: ['alerts', 'rules'],
  queryFn: ({ signal }) => read<Answers['GET /alert-rules']>('/alert-rules', {}, signal),
});

/** Parts of a rule that are set; what is left out stays. Limits as people type them; null: none. */
export interface AlertRuleChange {
  readonly warn?: string | null;
  readonly critical?: string | null;
  readonly window_minutes?: number;
  readonly severity?: string;
  readonly told?: readonly string[];
  readonly escalated_to?: readonly string[];
  readonly escalate_minutes?: number | null;
  readonly is_off?: boolean;
}

/** Of which rule: of a kind, for one thing or (empty) for all without one of their own. */
type RulePlace = Pick<AlertRule, 'kind' | 'thing'>;

/** Sets parts of a rule, from the next look on. */
export async function setAlertRule(
  { kind, thing }: RulePlace,
  change: AlertRuleChange,
  reason: string,
): Promise<void> {
  await send('PATCH', `/alert-rules/${kind}`, { body: { thing, ...change }, reason });
}

/** Gives a kind, or a thing of it, the rule back that stands without it. */
export async function resetAlertRule({ kind, thing }: RulePlace, reason: string): Promise<void> {
  await send('DELETE', `/alert-rules/${kind}?thing=${encodeURIComponent(thing)}`, { reason });
}

/** A window of maintenance, in which no alert opens. */
export type Silence = Answers['GET /alert-silences'][number];

/** Silences that are not over. */
export const silencesQuery = queryOptions({
  queryKey: ['alerts', 'silences'],
  queryFn: ({ signal }) => read<Answers['GET /alert-silences']>('/alert-silences', {}, signal),
});

/** A silence that is asked for; moments are instants, null is all. */
export interface SilenceRequest {
  readonly kind: string | null;
  readonly thing: string | null;
  readonly from?: string;
  readonly until: string;
  readonly reason: string;
}

/** Sets a silence. */
export async function addSilence(body: SilenceRequest): Promise<void> {
  await send('POST', '/alert-silences', { body });
}

/** Ends a silence now. */
export async function endSilence(silence: string, reason: string): Promise<void> {
  await send('DELETE', `/alert-silences/${silence}`, { reason });
}
