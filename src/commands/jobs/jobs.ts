import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { codeCommands } from './codes.ts';
import { groupsCommand } from './groups.ts';
import { profileCommands } from './profiles.ts';
import { requestsCommand } from './requests.ts';

/** `daybook jobs list|rename|assign|retire|restore|groups|requests|profiles|map|unmap` */
export function jobsCommand(): Command {
  const jobs = groupCommand(
    'jobs',
    'Job codes, job groups, and how job profiles of the payroll budget map to codes.',
    'daybook jobs list --site 0170',
  );
  for (const command of [...codeCommands(), groupsCommand(), requestsCommand(), ...profileCommands()])
    jobs.addCommand(command);
  return jobs;
}
