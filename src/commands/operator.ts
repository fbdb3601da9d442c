import { Option, type Command } from 'commander';
import { profileRows } from '../billing/index.ts';
import { csvLineForPeople } from '../kernel/csv.ts';
import {
  listOperatorFacts,
  readOperatorFact,
  resetOperatorFact,
  setOperatorFact,
  type FactWithHistory,
  type ListedFact,
} from '../platform/operator/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printFile,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { operatorOf } from './given/operator-profile.ts';
import { table } from './table.ts';

interface ListOptions extends ActingOptions {
  readonly csv?: boolean;
}

/** `daybook operator [list|show|set|reset]` */
export function operatorCommand(): Command {
  const operator = groupCommand(
    'operator',
    'Facts of the operator: accounts with a role, companies, percentages.',
    'daybook operator',
  );
  operator.addCommand(
    actingCommand('list', 'List every fact with its value and what it is for.', 'daybook operator')
      .addOption(new Option('--csv', 'print as CSV').conflicts('json'))
      .action(list),
    { isDefault: true },
  );
  operator.addCommand(
    actingCommand(
      'show',
      'Show one fact and its earlier values.',
      'daybook operator show insurance-percentage',
    )
      .argument('<name>', 'name of the fact')
      .action(show),
  );
  operator.addCommand(
    actingCommand(
      'set',
      'Set a fact; later versions of Daybook keep the setting.',
      'daybook operator set insurance-percentage 4.6 --reason "broker, renewal 2026"',
    )
      .argument('<name>', 'name of the fact')
      .argument('[values...]', 'its value; several for a range or a list')
      .option('--none', 'make a list empty')
      .action(set),
  );
  operator.addCommand(
    actingCommand(
      'reset',
      'Reset a fact to its delivered value.',
      'daybook operator reset insurance-percentage --reason "renewal postponed"',
    )
      .argument('<name>', 'name of the fact')
      .action(reset),
  );
  return operator;
}

async function list(options: ListOptions): Promise<void> {
  const facts = await withCaller(options, async (acting) => [
    ...(await listOperatorFacts(acting)).map((fact) => ({ ...fact, keptIn: 'database' })),
    ...profileRows(await operatorOf(acting.configuration)).map((row) => ({
      ...row,
      kind: 'setting',
      setAt: null,
      keptIn: 'operator.json',
    })),
  ]);
  if (options.json) return printJson(facts);
  const header = ['name', 'value', 'delivered', 'set', 'kept in', 'meaning'];
  const rows = facts.map((fact) => [
    fact.name,
    shown(fact.values),
    fact.isSet ? shown(fact.delivered) : '',
    fact.isSet ? (fact.setAt ?? 'yes') : '',
    fact.keptIn,
    fact.meaning,
  ]);
  if (options.csv) printFile([header, ...rows].map(csvLineForPeople).join(''));
  else print(table(header, rows));
}

async function show(name: string, options: ActingOptions): Promise<void> {
  const fact = await withCaller(options, (acting) => readOperatorFact(acting, name));
  if (options.json) return printJson(fact);
  print(`${fact.name}: ${shown(fact.values)}\n${fact.meaning}`);
  print(fact.isSet ? `Delivered: ${shown(fact.delivered)}` : 'As delivered.');
  if (fact.history !== null && fact.history.length > 0) print(`\n${historyTable(fact.history)}`);
}

function historyTable(history: NonNullable<FactWithHistory['history']>): string {
  return table(
    ['value', 'set at', 'set by', 'reason', 'ended at', 'ended by'],
    history.map(({ values, setAt, setBy, reason, endedAt, endedBy }) => [
      ...[shown(values), setAt, setBy, reason, endedAt ?? '', endedBy ?? ''],
    ]),
  );
}

async function set(
  name: string,
  values: readonly string[],
  options: ActingOptions & { readonly none?: boolean },
  command: Command,
): Promise<void> {
  if ((values.length === 0) !== (options.none === true))
    return command.error('error: name the values, or --none for an empty list');
  const fact = await withCaller(options, async (acting) => {
    await setOperatorFact(acting, { name, values });
    return readOperatorFact(acting, name);
  });
  tell(fact, options);
}

async function reset(name: string, options: ActingOptions): Promise<void> {
  const fact = await withCaller(options, async (acting) => {
    await resetOperatorFact(acting, name);
    return readOperatorFact(acting, name);
  });
  tell(fact, options);
}

function tell({ name, values }: ListedFact, { json }: ActingOptions): void {
  if (json) return printJson({ name, values });
  say(
    `${name} is ${shown(values)}. A running server updates the P&L, otherwise the next daybook pnl does; ` +
      'statements keep the values they were generated with until they are regenerated.',
  );
}

function shown(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}
