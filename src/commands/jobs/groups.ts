import type { Command } from 'commander';
import { addGroup, readGroups, renameGroup, setGroupStatus, type JobGroup } from '../../forecasting/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import { changeJobs } from './change-jobs.ts';

/** `daybook jobs groups list|add|rename|retire|restore` */
export function groupsCommand(): Command {
  const groups = groupCommand('groups', 'Job groups and their codes.', 'daybook jobs groups add Valet');
  groups.addCommand(
    actingCommand('list', 'Job groups with their codes.', 'daybook jobs groups list').action(list),
    { isDefault: true },
  );
  groups.addCommand(
    actingCommand('add', 'Make a group.', 'daybook jobs groups add Valet')
      .argument('<title>', 'title')
      .action(async (title: string, options: ActingOptions) => {
        await changeJobs(options, (transaction) => addGroup(transaction, title));
        tell(options, title, 'was created; add codes with daybook jobs assign');
      }),
  );
  groups.addCommand(
    actingCommand('rename', 'Rename a group.', 'daybook jobs groups rename Valet "Valet and lot"')
      .argument('<title>', 'title')
      .argument('<new>', 'new title')
      .action(async (title: string, next: string, options: ActingOptions) => {
        await changeJobs(options, (transaction) => renameGroup(transaction, title, next));
        tell(options, next, `was called ${title}`);
      }),
  );
  for (const name of ['retire', 'restore'] as const)
    groups.addCommand(
      actingCommand(
        name,
        name === 'retire' ? 'Retire a group whose codes are all retired.' : 'Restore a retired group.',
        `daybook jobs groups ${name} Valet`,
      )
        .argument('<title>', 'title')
        .action(async (title: string, options: ActingOptions) => {
          await changeJobs(options, (transaction) => setGroupStatus(transaction, title, name === 'restore'));
          tell(options, title, name === 'retire' ? 'is retired' : 'was restored');
        }),
    );
  return groups;
}

function tell(options: ActingOptions, title: string, is: string): void {
  if (options.json) printJson({ title: title.trim() });
  else say(`Job group "${title.trim()}" ${is}.`);
}

function codesOf(codes: JobGroup['codes']): string {
  return codes.length === 0 ? '-' : codes.map(({ jobCode }) => jobCode).join(', ');
}

async function list(options: ActingOptions): Promise<void> {
  const found = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'job-code', action: 'read' });
    return caller.transaction((transaction) => readGroups(transaction));
  });
  if (options.json)
    return printJson(
      found.map(({ title, isActive, codes }) => ({
        title,
        is_active: isActive,
        codes: codes.map(({ jobCode }) => jobCode),
      })),
    );
  if (found.length === 0) return say('No job groups yet: daybook jobs groups add TITLE.');
  print(
    table(
      ['group', 'status', 'job codes'],
      found.map(({ title, isActive, codes }) => [
        ...[title, isActive ? 'in use' : 'retired', codesOf(codes)],
      ]),
    ),
  );
  say(`${counted(found.length, 'job group')}.`);
}
