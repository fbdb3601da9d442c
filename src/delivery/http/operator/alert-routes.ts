import { z } from 'zod';
import {
  acknowledgeAlert,
  addSilence,
  alertStates,
  assignAlert,
  endSilence,
  listAlertRules,
  listAlerts,
  listSilences,
  metricUnits,
  resetAlertRule,
  resolveAlert,
  setAlertRule,
  severities,
  showAlert,
} from '../../../platform/operations/index.ts';
import { askedMoment, moment, number, person, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const kind = z.string().min(1).max(60).describe('Kind of alert, such as feed-overdue');
const thing = z.string().max(300).describe('The feed, job or other thing; empty where there is only one');
const severity = z.enum(severities).describe('How severe it is');
const measured = (meaning: string): z.ZodNumber =>
  z.number().describe(`${meaning}, in the unit of the metric: seconds, bytes, a part of 1, or a count`);

/** A limit that is set: a number, or as people type it. */
const typed = (meaning: string) =>
  z
    .union([
      measured(meaning),
      z.string().min(1).max(40).describe(`${meaning}, such as 2 h, 80 %, 5 GiB or 100`),
    ])
    .nullable()
    .optional()
    .describe(`${meaning}; null: none`);

const alertShape = z.strictObject({
  alert_id: number('Number of the alert'),
  kind,
  thing,
  labels: z.record(z.string(), z.string()).describe('What tells the thing apart, by name'),
  title: z.string().describe('What is the matter'),
  next: z.string().describe('What to do'),
  severity: severity.describe('The highest that it reached'),
  value: measured('The newest value beyond the limit'),
  limit: measured('The limit that it is beyond'),
  value_text: z.string().describe('The value in words; empty where the title says it'),
  limit_text: z.string().describe('The limit in words; empty where there may be none at all'),
  state: z.enum([...alertStates, 'watched']).describe('Where it stands'),
  since_at: moment('Since when the value has been beyond a limit'),
  seen_at: moment('When it was last seen beyond a limit'),
  seen_by: textOrNull('The machine that saw it, of what machines know of themselves'),
  opened_at: moment('When it opened').nullable(),
  acknowledged_at: moment('When somebody said that they know').nullable(),
  acknowledged_by: person('Who did').nullable(),
  assigned_at: moment('When it was assigned').nullable(),
  assigned_to: person('Who takes care of it').nullable(),
  assigned_by: person('Who assigned it').nullable(),
  escalated_at: moment('When it was escalated because nobody acknowledged it').nullable(),
  resolved_at: moment('When it was resolved').nullable(),
  resolved_by: person('Who resolved it; null where the value was back').nullable(),
  note: textOrNull('What was said when it was resolved'),
  ended_at: moment('When the value was back').nullable(),
});

const noticedShape = alertShape.extend({
  means: z.string().describe('Why it matters'),
  notices: z
    .array(
      z.strictObject({
        event: z.enum(['opened', 'worsened', 'escalated', 'resolved']).describe('What was told'),
        channel: z.enum(['mail', 'webhook']).describe('How'),
        recipients: textOrNull('Addresses of a mail, with semicolons'),
        state: z.enum(['waiting', 'sent', 'failed']).describe('Whether it went out'),
        attempts: z.int().min(0).describe('How often it was tried'),
        sent_at: moment('When it went out').nullable(),
        answer: textOrNull('Why the newest attempt failed'),
      }),
    )
    .describe('What was told of it'),
});

const ruleShape = z.strictObject({
  kind,
  thing,
  title: z.string().describe('What is the matter when it opens, with … for the thing'),
  metric: z.string().describe('The metric that it looks at'),
  unit: z.enum(metricUnits).nullable().describe('Unit of the metric; null where something is counted'),
  problem: z.enum(['above', 'below']).describe('Whether values above or below a limit are a problem'),
  warn: measured('Value beyond which people are warned').nullable(),
  critical: measured('Value beyond which it is critical').nullable(),
  warn_text: textOrNull('The limit of the warning as people read and type it'),
  critical_text: textOrNull('The critical limit as people read and type it'),
  window_minutes: z.int().min(0).describe('Minutes for which a value has to be beyond a limit'),
  severity: severity.describe('How severe a critical value is; a warning is one step less'),
  told: z.array(z.string()).describe('Roles and addresses that are told'),
  escalated_to: z.array(z.string()).describe('Roles and addresses that are told when nobody acknowledges'),
  escalate_minutes: z.int().min(1).nullable().describe('Minutes until then; null: never'),
  is_off: z.boolean().describe('No alert of it opens'),
  means: z.string().describe('Why it matters'),
  next: z.string().describe('What to do'),
  set_at: moment('When somebody set it; null where it is as delivered').nullable(),
  set_by: person('Who set it').nullable(),
});

const silenceShape = z.strictObject({
  silence_id: number('Number of the silence'),
  kind: kind.nullable().describe('Kind of alert; null for all'),
  thing: thing.nullable().describe('The thing; null for all'),
  from_at: moment('When it begins'),
  until_at: moment('When it ends'),
  reason: z.string().describe('What is done meanwhile'),
  set_at: moment('When it was set'),
  set_by: person('Who set it'),
});

const place = 'Administration';
const alertParams = z.strictObject({ alert: number('Number of the alert') });

const list = route(
  {
    method: 'GET',
    path: '/alerts',
    place,
    summary: 'Lists alerts, newest first.',
    access: 'data:read',
    query: z.strictObject({
      state: z.enum(alertStates).optional().describe('Only in this state'),
      kind: kind.optional(),
      current: z.stringbool().optional().describe('Only those that are not resolved'),
      before: number('Only alerts with a lower number: the next page').optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('How many'),
    }),
    answer: z.array(alertShape),
    refusals: ['ALERT_KIND_UNKNOWN'],
  },
  ({ principal, query: { current, ...filter } }) => listAlerts(principal, { ...filter, isCurrent: current }),
);

const show = route(
  {
    method: 'GET',
    path: '/alerts/:alert',
    place,
    summary: 'Shows an alert with what was told of it.',
    access: 'data:read',
    params: alertParams,
    answer: noticedShape,
    refusals: ['ALERT_UNKNOWN'],
  },
  ({ principal, params }) => showAlert(principal, params.alert),
);

const acknowledge = route(
  {
    method: 'POST',
    path: '/alerts/:alert/acknowledge',
    place,
    summary: 'Says that the caller knows of an alert, so that it is not escalated.',
    params: alertParams,
    answer: noticedShape,
    refusals: ['ALERT_UNKNOWN', 'ALERT_RESOLVED'],
  },
  ({ principal, params, parts }) => acknowledgeAlert(principal, params.alert, parts.clock),
);

const assign = route(
  {
    method: 'POST',
    path: '/alerts/:alert/assign',
    place,
    summary: 'Gives an alert to somebody.',
    params: alertParams,
    body: z.strictObject({ to: z.string().min(1).max(200).describe('Whole name at sign-in') }),
    answer: noticedShape,
    refusals: ['ALERT_UNKNOWN', 'ALERT_RESOLVED', 'ALERT_ASSIGNEE_UNKNOWN'],
  },
  ({ principal, params, body, parts }) =>
    assignAlert(principal, params.alert, { to: body.to, clock: parts.clock }),
);

const resolve = route(
  {
    method: 'POST',
    path: '/alerts/:alert/resolve',
    place,
    summary: 'Resolves an alert before its value is back; until it is, no other of the thing opens.',
    params: alertParams,
    body: z.strictObject({ note: z.string().trim().min(1).max(1_000).describe('What was done') }),
    answer: noticedShape,
    refusals: ['ALERT_UNKNOWN', 'ALERT_RESOLVED'],
  },
  ({ principal, params, body, parts }) =>
    resolveAlert(principal, params.alert, { note: body.note, clock: parts.clock }),
);

const rules = route(
  {
    method: 'GET',
    path: '/alert-rules',
    place,
    summary: 'Lists the rules of alerts in force: limits, and who is told.',
    access: 'data:read',
    answer: z.array(ruleShape),
  },
  ({ principal }) => listAlertRules(principal),
);

const kindParams = z.strictObject({ kind });
const ofThing = thing.default('').describe('Only for this feed, job or other thing; empty for all');
const reachable = z.array(z.string().min(1).max(200)).max(20);
const minutes = z.int().min(1).max(10_080);

const setRule = route(
  {
    method: 'PATCH',
    path: '/alert-rules/:kind',
    place,
    summary: 'Changes limits of a kind of alert, or who is told; what is left out stays.',
    params: kindParams,
    body: z.strictObject({
      thing: ofThing,
      warn: typed('Value beyond which people are warned'),
      critical: typed('Value beyond which it is critical'),
      window_minutes: z.int().min(0).max(1_440).optional().describe('Minutes beyond a limit'),
      severity: severity.optional(),
      told: reachable.optional().describe('Roles and addresses that are told'),
      escalated_to: reachable
        .optional()
        .describe('Roles and addresses that are told when nobody acknowledges'),
      escalate_minutes: minutes.nullable().optional().describe('Minutes until then; null: never'),
      is_off: z.boolean().optional().describe('Whether no alert of it opens'),
    }),
    answer: ruleShape,
    refusals: ['ALERT_KIND_UNKNOWN', 'ALERT_LIMIT_UNREADABLE', 'ALERT_LIMITS_CROSSED', 'ALERT_TOLD_UNKNOWN'],
  },
  ({ principal, params, body }) =>
    setAlertRule(
      principal,
      { kind: params.kind, thing: body.thing },
      {
        warn: body.warn,
        critical: body.critical,
        windowMinutes: body.window_minutes,
        severity: body.severity,
        told: body.told,
        escalatedTo: body.escalated_to,
        escalateMinutes: body.escalate_minutes,
        isOff: body.is_off,
      },
    ),
);

const resetRule = route(
  {
    method: 'DELETE',
    path: '/alert-rules/:kind',
    place,
    summary: 'Gives a kind of alert, or one thing of it, the rule back that stands without it.',
    params: kindParams,
    query: z.strictObject({ thing: ofThing }),
    answer: ruleShape,
    refusals: ['ALERT_KIND_UNKNOWN'],
  },
  ({ principal, params, query }) => resetAlertRule(principal, { kind: params.kind, thing: query.thing }),
);

const silences = route(
  {
    method: 'GET',
    path: '/alert-silences',
    place,
    summary: 'Lists windows of maintenance that are not over, in which no alert opens.',
    access: 'data:read',
    answer: z.array(silenceShape),
  },
  ({ principal, parts }) => listSilences(principal, parts.clock),
);

const silence = route(
  {
    method: 'POST',
    path: '/alert-silences',
    place,
    summary: 'Sets a window of maintenance, in which no alert opens and nobody is told.',
    body: z.strictObject({
      kind: kind.nullable().default(null).describe('Kind of alert; null for all'),
      thing: thing.nullable().default(null).describe('The thing; null for all'),
      from: askedMoment('When it begins; now where it is left out').optional(),
      until: askedMoment('When it ends'),
      reason: z.string().trim().min(1).max(1_000).describe('What is done meanwhile'),
    }),
    answer: z.array(silenceShape),
    refusals: ['ALERT_KIND_UNKNOWN', 'ALERT_SILENCE_EMPTY', 'ALERT_SILENCE_STANDS'],
  },
  ({ principal, body, parts: { clock } }) =>
    addSilence(
      principal,
      {
        kind: body.kind,
        thing: body.thing,
        reason: body.reason,
        from: body.from === undefined ? clock.now() : new Date(body.from),
        until: new Date(body.until),
      },
      clock,
    ),
);

const unsilence = route(
  {
    method: 'DELETE',
    path: '/alert-silences/:silence',
    place,
    summary: 'Ends a window of maintenance now.',
    params: z.strictObject({ silence: number('Number of the silence') }),
    answer: z.array(silenceShape),
    refusals: ['ALERT_SILENCE_UNKNOWN'],
  },
  ({ principal, params, parts }) => endSilence(principal, params.silence, parts.clock),
);

/** Alerts, their rules and silences: what `daybook alerts` does. */
export const alertRoutes = [
  list,
  show,
  acknowledge,
  assign,
  resolve,
  rules,
  setRule,
  resetRule,
  silences,
  silence,
  unsilence,
] as const;
