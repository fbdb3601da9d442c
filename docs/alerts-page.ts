import {
  escalationMinutes,
  lessSevere,
  measureText,
  type AlertKind,
  type Metric,
} from '../src/platform/operations/index.ts';
import { rolesText } from '../src/platform/security/index.ts';

const introduction = `# Alerts

A running \`start\` looks every minute at [what is measured](monitoring/README.md). A value beyond its limit opens an
alert, one for each feed, job or other thing, and people are told: what it is, the value and the limit, since when, and
the next step. Generated from the catalogue in the code by \`npm run fix\`.

\`\`\`sh
npx daybook alerts --as syl
npx daybook alerts rules --as syl
npx daybook alerts rules set disk-full --warn 70% --as syl
npx daybook alerts rules set feed-overdue --thing revenue_daily_detail --warn 12h --as syl
npx daybook alerts rules reset disk-full --as syl
\`\`\`

## From open to resolved

- **open**: the value has been beyond a limit for as long as the rule says. Whoever the rule names is told by mail, and
  the webhook if there is one; again if it gets worse.
- **acknowledged**: \`daybook alerts acknowledge 41\` says that somebody knows. Nobody did so in time: it is escalated,
  once, to more people.
- **assigned**: \`daybook alerts assign 41 --to syl@example.com\` says who takes care of it.
- **resolved**: the value is back, and people are told how long it lasted. \`daybook alerts resolve 41 --note "…"\`
  resolves it before that; until the value is back no other alert of the thing opens.

While something is maintained, \`daybook alerts silence --until 2031-06-02T08:00Z --reason "new disk"\` keeps alerts
from opening and being escalated; what is still beyond its limit at the end opens then.

## Rules

A rule says at which values people are warned and which are critical, for how many minutes a value has to be there, how
severe that is, who is told, and when it is escalated to whom. A critical value has the severity of the rule, a warning
one step less. Changing a rule needs no deployment, applies at the next look, and is in the audit trail. A rule may be
for one thing only (\`--thing\`), and \`--off\` switches it off. Roles stand for everybody who holds them and whose name
at sign-in is an address of mail. Who may read, handle and change is a row of the
[matrix](../reference/authorization.md) (\`alert\`).

| severity | escalated after |
| --- | --- |
${Object.entries(escalationMinutes)
  .map(
    ([severity, minutes]) => `| ${severity} | ${minutes === null ? 'never' : `${String(minutes)} minutes`} |`,
  )
  .join('\n')}

## Mail and webhook

Mails go out as others do: through the outbox, and a mail server if one is set. Alerts are also posted to
\`DAYBOOK_ALERT_WEBHOOK\` as JSON: \`type\` (\`alert.opened\`, \`alert.worsened\`, \`alert.escalated\`,
\`alert.resolved\`), \`timestamp\` and \`data\`. They are signed as
[Standard Webhooks](https://www.standardwebhooks.com) ask, with \`DAYBOOK_ALERT_WEBHOOK_SECRET\`: headers
\`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`, the HMAC-SHA-256 of \`id.timestamp.body\`. A receiver
compares the signature, refuses times that are minutes away, and takes an id once; libraries for many languages do so.
What is not taken is tried five times within about an hour and a quarter; \`daybook alerts show\` says what went out.

Alerts of processors, memory, disk, pools and requests are about the machine whose server looked; where there are
several, Prometheus asks each: [daybook-rules.yml](monitoring/daybook-rules.yml) holds the same limits as rules of
Prometheus, and one for a server that does not answer: where all servers are gone, nobody looks, so only a monitoring
system elsewhere tells.

## Kinds`;

/** Every kind of alert as a page, with the limits that it comes with, and roles by their titles. */
export function alertsPage(
  kinds: readonly AlertKind[],
  metrics: readonly Metric[],
  titles: ReadonlyMap<string, string>,
): string {
  const sections = kinds.map((kind) => {
    const { title, means, next, metric, problem, delivered } = kind;
    const unit = metrics.find(({ name }) => name === metric)?.unit ?? null;
    const limit = (value: number, severity: string): string =>
      `${problem} ${measureText(value, unit)} (${severity})`;
    const { warn, critical, severity, windowMinutes, told, escalatedTo } = delivered;
    const limits = [
      ...(warn === null ? [] : [limit(warn, lessSevere(severity))]),
      ...(critical === null ? [] : [limit(critical, severity)]),
    ];
    return [
      `### ${kind.kind}`,
      '',
      `${title.replaceAll(/\{(\w+)\}/g, '_$1_')}. ${means}`,
      '',
      `- Looks at: \`${metric}\`${whereText(kind)}`,
      ...(kind.value === null ? [] : [`- Says: ${kind.value.replace('{value}', '_value_')}`]),
      `- Opens: ${limits.join(', ')}${windowMinutes === 0 ? '' : `, for ${String(windowMinutes)} minutes`}`,
      `- Tells: ${rolesText(told, titles)}; escalated to ${rolesText(escalatedTo, titles)}`,
      `- Next: ${next.replaceAll(/\{(\w+)\}/g, (_hole, name: string) => name.toUpperCase())}`,
      '',
    ].join('\n');
  });
  return `${introduction}\n\n${kinds.length} kinds.\n\n${sections.join('\n')}`;
}

function whereText({ where = {} }: AlertKind): string {
  const conditions = Object.entries(where).map(([name, value]) => `${name} ${value}`);
  return conditions.length === 0 ? '' : `, ${conditions.join(', ')}`;
}

/** The kinds of alerts as rules of Prometheus. */
export function prometheusRules(kinds: readonly AlertKind[], metrics: readonly Metric[]): string {
  const rules = kinds.flatMap((kind) => {
    const { severity, warn, critical } = kind.delivered;
    return [
      ...(warn === null ? [] : [ruleOf(kind, metrics, { limit: warn, severity: lessSevere(severity) })]),
      ...(critical === null ? [] : [ruleOf(kind, metrics, { limit: critical, severity })]),
    ];
  });
  return [
    '# Limits of docs/operate/alerts.md as rules of Prometheus. Generated by npm run fix.',
    'groups:',
    '  - name: daybook',
    '    interval: 1m',
    '    rules:',
    ...[silentServer, ...rules].flatMap(linesOf),
    '',
  ].join('\n');
}

/** A rule as lines of YAML. */
function linesOf({ alert, expr, minutes, severity, annotations }: PrometheusRule): string[] {
  return [
    `      - alert: ${alert}`,
    `        expr: ${JSON.stringify(expr)}`,
    `        for: ${String(minutes)}m`,
    '        labels:',
    `          severity: ${severity}`,
    '        annotations:',
    ...Object.entries(annotations).map(([name, text]) => `          ${name}: ${JSON.stringify(text)}`),
  ];
}

interface PrometheusRule {
  readonly alert: string;
  readonly expr: string;
  readonly minutes: number;
  readonly severity: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const silentServer: PrometheusRule = {
  alert: 'DaybookDown',
  expr: 'up{job="daybook"} == 0',
  minutes: 2,
  severity: 'critical',
  annotations: {
    summary: 'A server does not answer',
    description: 'Next: see what it printed, and start it again.',
  },
};

function ruleOf(
  { kind, metric, where = {}, problem, title, means, next, delivered }: AlertKind,
  metrics: readonly Metric[],
  { limit, severity }: { readonly limit: number; readonly severity: string },
): PrometheusRule {
  const declared = metrics.find(({ name }) => name === metric);
  if (declared === undefined) throw new Error(`${kind} looks at ${metric}, which is no metric`);
  const { source, labels = [] } = declared;
  const chosen = Object.entries(where).map(([name, value]) => `${name}="${value}"`);
  const by = labels.filter((label) => !Object.hasOwn(where, label));
  const values = `${metric}${chosen.length === 0 ? '' : `{${chosen.join(',')}}`}`;
  // What every server reads of the database is the same: one alert is enough.
  const worst = problem === 'above' ? 'max' : 'min';
  const once = source.from === 'database' ? `${worst} by (${by.join(', ')}) (${values})` : values;
  const inWords = (text: string): string =>
    text.replaceAll(
      /\{(\w+)\}/g,
      (_hole, name: string) => `{{ $labels.${name === 'server' ? 'instance' : name} }}`,
    );
  return {
    alert: `Daybook${kind.replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
    expr: `${once} ${problem === 'above' ? '>' : '<'} ${String(limit)}`,
    minutes: Math.max(delivered.windowMinutes, 1),
    severity,
    annotations: {
      summary: inWords(title),
      description: `${means} Next: ${inWords(next)}`,
      runbook: `docs/operate/alerts.md#${kind}`,
    },
  };
}
