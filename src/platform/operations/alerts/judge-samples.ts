import type { Metric, Sample, Samples } from '../metrics/metric.ts';
import { lessSevere, type AlertKind, type Severity } from './alert-kind.ts';
import { ruleOf, type AlertRule } from './alert-rule.ts';

/** A value that is beyond a limit. */
export interface Breach {
  readonly kind: AlertKind;
  readonly thing: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rule: AlertRule;
  readonly severity: Severity;
  readonly value: number;
  readonly limit: number;
  /** Whether each machine knows it of itself only. */
  readonly isOfMachine: boolean;
}

/** What samples say: what is beyond a limit, and which kinds could be judged at all. */
export interface Judgement {
  readonly breaches: readonly Breach[];
  readonly judged: ReadonlySet<string>;
}

/** What kinds of alerts are judged by. */
export interface Bench {
  readonly kinds: readonly AlertKind[];
  readonly metrics: readonly Metric[];
  readonly rules: readonly AlertRule[];
  /** The machine, which what it knows of itself is about. */
  readonly machine: string;
}

/** Compares samples with the limits of the rules in force. */
export function judgeSamples(samples: Samples, { kinds, metrics, rules, machine }: Bench): Judgement {
  const breaches: Breach[] = [];
  const judged = new Set<string>();
  for (const kind of kinds) {
    const metric = metrics.find(({ name }) => name === kind.metric);
    const values = samples.get(kind.metric);
    if (metric === undefined || values === undefined || values === null) continue;
    judged.add(kind.kind);
    const isOfMachine = metric.source.from === 'server';
    for (const sample of values) {
      if (!isMeant(kind, sample)) continue;
      const labels = { ...labelsOf(kind, sample), ...(isOfMachine ? { server: machine } : null) };
      const breach = breachOf(kind, rules, { labels, value: sample.value });
      if (breach !== null) breaches.push({ ...breach, isOfMachine });
    }
  }
  return { breaches, judged };
}

function isMeant({ where = {} }: AlertKind, { labels }: Sample): boolean {
  return Object.entries(where).every(([name, value]) => labels[name] === value);
}

/** Labels that tell things apart: not those by which the kind chooses. */
function labelsOf({ where = {} }: AlertKind, { labels }: Sample): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !Object.hasOwn(where, name)));
}

function breachOf(
  kind: AlertKind,
  rules: readonly AlertRule[],
  { labels, value }: Sample,
): Omit<Breach, 'isOfMachine'> | null {
  const thing = Object.values(labels).join(' ');
  const rule = ruleOf(rules, { kind: kind.kind, thing });
  if (rule === undefined || rule.isOff) return null;
  const isBeyond = (limit: number | null): limit is number =>
    limit !== null && (kind.problem === 'above' ? value > limit : value < limit);
  const { critical, warn } = rule;
  const about = { kind, thing, labels, rule, value };
  if (isBeyond(critical)) return { ...about, severity: rule.severity, limit: critical };
  if (isBeyond(warn)) return { ...about, severity: lessSevere(rule.severity), limit: warn };
  return null;
}
