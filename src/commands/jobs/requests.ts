import { Option, type Command } from 'commander';
import {
  listGroupRequests,
  requestGroupChange,
  settleGroupRequest,
  type GroupRequest,
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
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { givenCode } from './codes.ts';

/** `daybook jobs requests list|ask|approve|refuse|withdraw` */
export function requestsCommand(): Command {
  const requests = groupCommand(
    'requests',
    'Job group changes requested by managers of sites.',
    'daybook jobs requests list --open',
  );
  requests.addCommand(list(), { isDefault: true });
  requests.addCommand(ask());
  for (const name of ['approve', 'refuse', 'withdraw'] as const) requests.addCommand(settle(name));
  return requests;
}

function list(): Command {
  return actingCommand('list', 'Requests at your sites, newest first.', 'daybook jobs requests list --open')
    .option('--open', 'only pending ones')
    .action(async (options: ActingOptions & { readonly open?: boolean }) => {
      const isOpen = options.open === true;
      const requests = await withCaller(options, (acting) => listGroupRequests(acting, { isOpen }));
      if (options.json) return printJson(requests);
      if (requests.length > 0)
        print(
          table(
            ['request', 'site', 'asks for', 'state', 'by', 'reason', 'decided by', 'decision'],
            requests.map((one) => [
              ...[one.request, one.site, inWords(one), one.state, one.askedBy, one.reason],
              ...[one.decidedBy ?? '', one.decidedReason ?? ''],
            ]),
            ['request'],
          ),
        );
      say(`${counted(requests.length, 'request')}.`);
    });
}

function inWords({ codes, group, newTitle }: GroupRequest): string {
  return newTitle === null ? `${codes.join(', ')} in ${group}` : `${group} called ${newTitle}`;
}

interface AskOptions extends ActingOptions {
  readonly site: string;
  readonly to?: string;
  readonly group?: string;
  readonly rename?: string;
}

function ask(): Command {
  return actingCommand(
    'ask',
    'Request a different group for job codes of a site, or a new title for a group, with a reason.',
    'daybook jobs requests ask GSA --site 0170 --to Valet --reason "they park cars"',
  )
    .argument('[code...]', 'job codes in use at the site')
    .requiredOption('--site <site>', 'site number', givenSite)
    .option('--to <title>', 'group for the codes; created if it does not exist')
    .addOption(new Option('--group <title>', 'group to rename').conflicts('to'))
    .option('--rename <title>', 'its new title')
    .action(async (codes: readonly string[], options: AskOptions, command: Command) => {
      const { site, to, group, rename: newTitle } = options;
      const isMove = to !== undefined && codes.length > 0;
      const isTitle = group !== undefined && newTitle !== undefined && codes.length === 0;
      if (isMove === isTitle) return command.error('error: give job codes and --to, or --group and --rename');
      const change = isMove
        ? { site, group: to, codes: codes.map(givenCode) }
        : { site, group: group ?? '', newTitle: newTitle ?? '' };
      const request = await withCaller(options, async (acting) =>
        requestGroupChange(acting, change, await todayOf(acting, undefined)),
      );
      if (options.json) return printJson(request);
      say(
        `Request ${request.request} asks for ${inWords(request)}. Next, by someone else: ` +
          `daybook jobs requests approve ${request.request}`,
      );
    });
}

const states = { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' } as const;
const describes = {
  approve: 'Approve a request by somebody else: job groups change at every site.',
  refuse: 'Refuse a request by somebody else, with a reason.',
  withdraw: 'Withdraw your own request.',
} as const;

function settle(name: keyof typeof states): Command {
  return actingCommand(name, describes[name], `daybook jobs requests ${name} 3 --reason "as agreed"`)
    .argument('<request>', 'its number')
    .action(async (id: string, options: ActingOptions) => {
      const request = await withCaller(options, (acting) => settleGroupRequest(acting, id, states[name]));
      if (options.json) return printJson(request);
      say(`Request ${request.request}, ${inWords(request)}, is ${request.state}.`);
    });
}
