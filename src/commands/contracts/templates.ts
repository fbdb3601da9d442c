import type { Command } from 'commander';
import {
  endTemplate,
  listTemplates,
  markContracts,
  saveTemplate,
  type StoredTemplate,
  type ListedTemplate,
} from '../../contracts/index.ts';
import { monthOfDay } from '../../kernel/month.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { tellEach } from '../each.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { tellChanges, wantedTerms } from './edit.ts';

/** `daybook contracts templates list|keep|retire` */
export function templatesCommand(): Command {
  const templates = groupCommand(
    'templates',
    'Named terms that contracts are written from: `contracts new --template NAME`.',
    'daybook contracts templates list',
  );
  templates.addCommand(
    actingCommand('list', 'Templates and what they bill.', 'daybook contracts templates list --history')
      .option('--history', 'those that were retired, too')
      .action(list),
    { isDefault: true },
  );
  templates.addCommand(
    actingCommand(
      'keep',
      'Keep terms as a template: the defaults, or those of a site, with changes.',
      'daybook contracts templates keep "Hotel valet" --from 0170 --summary "share of revenue, 20th"',
    )
      .argument('<name>', 'what it is called; one of the same name is retired')
      .argument('[field=value...]', 'as `contracts edit` takes them')
      .option(
        '--from <site>',
        'site whose terms are taken over, without what belongs to its customer',
        givenSite,
      )
      .option('--summary <text>', 'what it is for')
      .option('--patch <file>', 'JSON merge patch in the fields of `contracts export`')
      .option('--dry-run', 'show what it would say and keep nothing')
      .action(keep),
  );
  templates.addCommand(
    actingCommand(
      'retire',
      'Retire a template; contracts that were written from it stay.',
      'daybook contracts templates retire "Hotel valet"',
    )
      .argument('<name>', 'what it is called')
      .action(async (name: string, options: ActingOptions) => {
        await withCaller(options, (acting) => endTemplate(acting, name));
        if (options.json) return printJson({ name });
        say(`Template "${name}" retired.`);
      }),
  );
  return templates;
}

async function list(options: ActingOptions & { readonly history?: boolean }): Promise<void> {
  const isHistory = options.history === true;
  const templates = await withCaller(options, (acting) => listTemplates(acting, { isHistory }));
  if (options.json) return printJson(templates);
  if (templates.length === 0)
    return say('No templates yet; add one with: daybook contracts templates keep NAME');
  print(table(['name', 'for', 'bills', 'kept', 'who', 'retired'], templates.map(rowOf)));
}

function rowOf({ name, summary, words, enteredAt, enteredBy, retiredAt }: ListedTemplate): string[] {
  const bills = words.filter(({ component }) => component !== 'contract').map(({ title }) => title);
  return [
    name,
    summary ?? '-',
    bills.join(', '),
    enteredAt.slice(0, 10),
    enteredBy,
    retiredAt?.slice(0, 10) ?? '-',
  ];
}

interface KeepOptions extends ActingOptions {
  readonly from?: string;
  readonly summary?: string;
  readonly patch?: string;
  readonly dryRun?: boolean;
}

async function keep(
  name: string,
  assignments: readonly string[],
  options: KeepOptions,
  command: Command,
): Promise<void> {
  const isKept = options.dryRun !== true;
  const terms = await wantedTerms(assignments, options, command);
  const template = await withCaller(options, async (acting) =>
    saveTemplate(acting, {
      name,
      summary: options.summary ?? null,
      like: options.from,
      asOf: monthOfDay(await todayOf(acting, undefined)),
      wanted: terms,
      isKept,
    }),
  );
  if (options.json) return printJson({ ...template, isKept });
  tellTemplate(template, isKept);
}

function tellTemplate({ name, changes, findings, isReplacing }: StoredTemplate, isKept: boolean): void {
  if (changes.length > 0) tellChanges(changes);
  if (findings.length > 0) {
    say('A contract that is written from it still needs:');
    print(
      table(
        ['where', 'what'],
        findings.map(({ path, message }) => [path, message]),
      ),
    );
  }
  if (!isKept) return say('Nothing was saved.');
  say(`Template "${name}" saved${isReplacing ? '; the previous one is retired' : ''}.`);
}

interface MarkOptions extends ActingOptions {
  readonly off?: boolean;
}

/** `daybook contracts mark` */
export function markCommand(): Command {
  return actingCommand(
    'mark',
    'Mark contracts as special, such as ten-percenter or custom; `contracts list --mark` lists them.',
    'daybook contracts mark ten-percenter 0170 0829 --reason "fee of 10 %"',
  )
    .argument('<mark>', 'one of the marks of the operator (fact contract-marks)')
    .argument('<site...>', 'site numbers')
    .option('--off', 'take the mark away')
    .action(async (mark: string, sites: readonly string[], options: MarkOptions) => {
      const isOn = options.off !== true;
      const each = await withCaller(options, (acting) =>
        markContracts(acting, { sites: [...new Set(sites.map(givenSite))], mark, isOn }),
      );
      tellEach(each, options, {
        json: (done, errors) => [...done, ...errors],
        words: (done) => {
          const changed = done.filter(({ isChanged }) => isChanged);
          say(`${counted(changed.length, 'contract')} ${isOn ? 'marked' : 'no longer marked'} ${mark}.`);
        },
      });
    });
}
