import type { Command } from 'commander';
import { refusal } from '../../kernel/errors.ts';
import { explainAuditFinding } from '../../platform/security/index.ts';
import { actingCommand, printJson, say, signingPlaceOf, withCaller, type ActingOptions } from '../command.ts';
import { counted } from '../table.ts';

/** `daybook audit explain` */
export function explainCommand(): Command {
  return actingCommand(
    'explain',
    'Explain findings with an innocent cause; they stay visible as explained.',
    'daybook audit explain "back-dated" --entries 4711-4720 --reason "a report was left open over lunch"',
  )
    .argument('<rule>', 'rule of the finding, as `audit verify --json` gives it')
    .option('--entries <range>', 'entry, or first and last entry such as 4711-4720')
    .option('--subject <subject>', 'subject of a finding that is not about an entry')
    .action(explain);
}

async function explain(
  rule: string,
  options: ActingOptions & { readonly entries?: string; readonly subject?: string },
): Promise<void> {
  const range = /^(\d{1,18})(?:-(\d{1,18}))?$/.exec(options.entries ?? '');
  if (options.entries !== undefined && range === null) throw refusal('SECURITY_FINDING_UNKNOWN', { rule });
  const [, first = '', last = first] = range ?? [];
  const meant = { rule, entries: range === null ? null : { first, last }, subject: options.subject };
  const explained = await withCaller(options, (acting) =>
    explainAuditFinding(acting, signingPlaceOf(acting.configuration), meant),
  );
  if (options.json) return printJson(explained);
  say(`${counted(explained.length, 'finding')} explained.`);
}
