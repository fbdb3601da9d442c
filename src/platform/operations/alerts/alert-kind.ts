import type { Metric } from '../metrics/metric.ts';
import { measureText } from './measure-text.ts';

/** How severe an alert is, the worst first (operations.md 5.3). */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** A kind of alert: which values of a metric are not as they should be, whom that concerns, and what to do. */
export interface AlertKind {
  /** As people write it, such as `feed-overdue`. */
  readonly kind: string;
  readonly metric: string;
  /** Only values with these labels. */
  readonly where?: Readonly<Record<string, string>>;
  /** Whether a value above a limit is a problem, or one below it. */
  readonly problem: 'above' | 'below';
  /** What it is, about the thing; labels of the metric stand in braces. */
  readonly title: string;
  /** What a value is of it, about `{value}`; null where it is 1, and the title says so. */
  readonly value: string | null;
  /** Why it matters, and what is usually behind it. */
  readonly means: string;
  /** What to do, in a sentence. */
  readonly next: string;
  readonly delivered: DeliveredRule;
}

/** The rule that a kind comes with. Limits are in the unit of the metric; null: there is none. */
export interface DeliveredRule {
  readonly warn: number | null;
  readonly critical: number | null;
  readonly windowMinutes: number;
  /** Of a critical value; a warning is one step less. */
  readonly severity: Severity;
  /** Roles and addresses. */
  readonly told: readonly string[];
  readonly escalatedTo: readonly string[];
}

/** Minutes after which an alert is escalated that nobody acknowledged, by the severity of its rule; null: never. */
export const escalationMinutes: Readonly<Record<Severity, number | null>> = {
  critical: 15,
  high: 60,
  medium: 240,
  low: null,
};

/** The next step down. */
export function lessSevere(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? severity;
}

/** Whether one severity is worse than another. */
export function isWorse(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) < severities.indexOf(other);
}

/** What an alert is called, with its thing. */
export function titleOf(
  { title }: Pick<AlertKind, 'title'>,
  labels: Readonly<Record<string, string>>,
): string {
  return title.replaceAll(/\{(\w+)\}/g, (hole, name: string) => labels[name] ?? hole);
}

/** How far it has come, in words, such as `95 % loaded`; empty where the title says it. */
export function valueWords(
  { value: words }: Pick<AlertKind, 'value'>,
  value: number,
  unit: Metric['unit'],
): string {
  return words === null ? '' : words.replace('{value}', measureText(value, unit));
}

/** The limit, in words, such as `2 h`, or `at least 99 %`; empty where there may be none at all. */
export function limitWords(
  { problem }: Pick<AlertKind, 'problem'>,
  limit: number,
  unit: Metric['unit'],
): string {
  if (problem === 'below') return `at least ${measureText(limit, unit)}`;
  return limit === 0 ? '' : measureText(limit, unit);
}

/** Value and limit in one sentence without its end, empty where the title says all. */
export function howFar(words: { readonly value: string; readonly limit: string }): string {
  return [words.value, ...(words.limit === '' ? [] : [`limit: ${words.limit}`])]
    .filter((each) => each !== '')
    .join(', ');
}
