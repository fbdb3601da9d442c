import type { Command } from 'commander';
import {
  addJobGroup,
  listJobGroups,
  renameJobGroup,
  setJobGroupStatus,
  type JobGroup,
} from '../../forecasting/index.ts';
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
        await withCaller(options, (acting) => addJobGroup(acting, title));
        tell(options, title, 'was created; add codes with daybook jobs assign');
      }),
  );
  groups.addCommand(
    actingCommand('rename', 'Rename a group.', 'daybook jobs groups rename Valet "Valet and lot"')
      .argument('<title>', 'title')
      .argument('<new>', 'new title')
      .action(async (title: string, next: string, options: ActingOptions) => {
        await withCaller(options, (acting) => renameJobGroup(acting, title, next));
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
          await withCaller(options, (acting) => setJobGroupStatus(acting, title, name === 'restore'));
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
  const groups = await withCaller(options, listJobGroups);
  if (options.json)
    return printJson(
      groups.map(({ title, isActive, codes }) => ({
        title,
        isActive,
        codes: codes.map(({ jobCode }) => jobCode),
      })),
    );
  if (groups.length === 0) return say('No job groups yet: daybook jobs groups add TITLE.');
  print(
    table(
      ['group', 'status', 'job codes'],
      groups.map(({ title, isActive, codes }) => [
        ...[title, isActive ? 'in use' : 'retired', codesOf(codes)],
      ]),
    ),
  );
  say(`${counted(groups.length, 'job group')}.`);
}
