import { Option, type Command } from 'commander';
import {
  listAlertRules,
  resetAlertRule,
  setAlertRule,
  severities,
  type RuleChange,
  type ShownRule,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';

/** `daybook alerts rules list|set|reset` */
export function alertRulesCommand(): Command {
  const rules = groupCommand('rules', 'Limits of alerts, and who is told.', 'daybook alerts rules');
  rules.addCommand(
    actingCommand('list', 'The rules in force.', 'daybook alerts rules list --as sys').action(list),
    { isDefault: true },
  );
  rules.addCommand(set());
  rules.addCommand(
    actingCommand(
      'reset',
      'Give a kind of alert, or one thing of it, the rule back that stands without it.',
      'daybook alerts rules reset feed-overdue --thing budget_final',
    )
      .argument('<kind>', 'the kind of alert')
      .option('--thing <thing>', 'only the rule of this feed, job or other thing', '')
      .action(async (kind: string, { thing, ...options }: ActingOptions & { readonly thing: string }) => {
        tell(options, await withCaller(options, (acting) => resetAlertRule(acting, { kind, thing })));
      }),
  );
  return rules;
}

async function list(options: ActingOptions): Promise<void> {
  const rules = await withCaller(options, listAlertRules);
  if (options.json) return printJson(rules);
  print(
    table(
      ['kind', 'thing', 'warns', 'critical', 'for', 'severity', 'tells', 'escalates'],
      rules.map((rule) => [
        ...[rule.kind, rule.thing === '' ? 'all' : rule.thing],
        ...(rule.isOff
          ? ['off', 'off']
          : [limitText(rule, rule.warnText), limitText(rule, rule.criticalText)]),
        ...[rule.windowMinutes === 0 ? '' : `${String(rule.windowMinutes)} min`, rule.severity],
        ...[rule.told.join(' '), escalationText(rule)],
      ]),
    ),
  );
  const ofPeople = rules.filter(({ setAt }) => setAt !== null).length;
  say(`${counted(rules.length, 'rule')}, ${String(ofPeople)} set here.`);
}

function limitText({ problem }: ShownRule, limit: string | null): string {
  return limit === null ? '' : `${problem === 'above' ? '>' : '<'} ${limit}`;
}

function escalationText({ escalateMinutes, escalatedTo }: ShownRule): string {
  return escalateMinutes === null ? '' : `after ${String(escalateMinutes)} min to ${escalatedTo.join(' ')}`;
}

interface SetOptions extends ActingOptions {
  readonly thing: string;
  readonly warn?: string | null;
  readonly critical?: string | null;
  readonly window?: number;
  readonly severity?: (typeof severities)[number];
  readonly tell?: string[];
  readonly escalateTo?: string[];
  readonly escalateAfter?: number | null;
  readonly off?: boolean;
  readonly on?: boolean;
}

function set(): Command {
  return actingCommand(
    'set',
    'Change limits of a kind of alert, or who is told; what is not given stays. It applies at once.',
    'daybook alerts rules set disk-full --warn 70% --tell dba operations@example.com',
  )
    .argument('<kind>', 'the kind of alert')
    .option('--thing <thing>', 'only for this feed, job or other thing', '')
    .option(
      '--warn <value>',
      'value beyond which people are warned, such as 90s, 2h, 80%, 5GiB, 100, or "none"',
      limitOf,
    )
    .option('--critical <value>', 'value beyond which it is critical, or "none"', limitOf)
    .option('--window <minutes>', 'minutes for which a value has to be beyond a limit', wholeNumber(0))
    .addOption(new Option('--severity <severity>', 'how severe a critical value is').choices(severities))
    .option('--tell <people...>', 'roles and addresses that are told')
    .option('--escalate-to <people...>', 'roles and addresses that are told when nobody acknowledges')
    .option('--escalate-after <minutes>', 'minutes until then, or "never"', (text) =>
      text === 'never' ? null : wholeNumber(1)(text),
    )
    .addOption(new Option('--off', 'open no alert of it').conflicts('on'))
    .option('--on', 'open alerts of it again')
    .action(async (kind: string, options: SetOptions, command: Command) => {
      const change = changeOf(options);
      if (Object.values(change).every((value) => value === undefined))
        command.error('error: nothing to set; see daybook alerts rules set --help');
      const place = { kind, thing: options.thing };
      tell(options, await withCaller(options, (acting) => setAlertRule(acting, place, change)));
    });
}

function changeOf({
  warn,
  critical,
  window,
  severity,
  tell: tells,
  escalateTo,
  escalateAfter,
  off,
  on,
}: SetOptions): RuleChange {
  return {
    warn,
    critical,
    windowMinutes: window,
    severity,
    told: tells,
    escalatedTo: escalateTo,
    escalateMinutes: escalateAfter,
    isOff: off === true ? true : on === true ? false : undefined,
  };
}

/** Read by the service, which knows what the kind is measured in. */
function limitOf(text: string): string | null {
  return text === 'none' ? null : text;
}

function tell({ json }: ActingOptions, rule: ShownRule): void {
  if (json) return printJson(rule);
  const limits = [
    ...(rule.warn === null ? [] : [`warns ${limitText(rule, rule.warnText)}`]),
    ...(rule.critical === null ? [] : [`critical ${limitText(rule, rule.criticalText)}`]),
  ];
  const about = rule.thing === '' ? rule.kind : `${rule.kind} of ${rule.thing}`;
  print(`${about}: ${rule.isOff ? 'off' : limits.join(', ')}; tells ${rule.told.join(' ')}.`);
}
