import type { Command } from 'commander';
import {
  approveAccess,
  grantInEmergency,
  listAccessRequests,
  refuseAccess,
  requestAccess,
  type AccessFor,
  type AccessRequest,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { table } from '../table.ts';
import { placesOf, withPlaces, type PlaceOptions } from './places.ts';

/** `daybook access [list|request|approve|refuse|emergency]` */
export function accessCommand(): Command {
  const access = groupCommand(
    'access',
    'Requests for a role: a manager approves, then an administrator of rights.',
    'daybook access request billingManager --reason "cover for a leave"',
  );
  access.addCommand(
    actingCommand('list', 'Pending requests that concern you.', 'daybook access list --mine')
      .option('--mine', 'only those that you may decide now')
      .option('--all', 'also those granted, refused or lapsed')
      .action(list),
    { isDefault: true },
  );
  access.addCommand(
    withPlaces(
      actingCommand(
        'request',
        'Ask for a role, for yourself or for somebody else.',
        'daybook access request accountManager --site 0170 --until 2026-03-01 --reason "cover for a leave"',
      )
        .argument('<role>', 'role')
        .option('--for <person>', 'who would hold it (default: yourself)'),
    ).action(ask),
  );
  access.addCommand(
    actingCommand(
      'approve',
      'Approve a request: as a manager first; then an administrator of rights, which grants the role.',
      'daybook access approve 3',
    )
      .argument('<request>', 'number of the request')
      .action(approve),
  );
  access.addCommand(
    actingCommand('refuse', 'Refuse a request.', 'daybook access refuse 3 --reason "not her task"')
      .argument('<request>', 'number of the request')
      .action(refuse),
  );
  access.addCommand(
    withPlaces(
      actingCommand(
        'emergency',
        'Grant a role at once; it ends after 24 hours unless a manager approves it by then.',
        'daybook access emergency rita@company.example dataOps --until 2025-12-01 --reason "loads are stuck"',
      )
        .argument('<person>', 'who holds it')
        .argument('<role>', 'role'),
    ).action(emergency),
  );
  return access;
}

function wanted(userId: string, role: string, options: PlaceOptions): AccessFor {
  return { userId, role, ...placesOf(options) };
}

async function list(
  options: ActingOptions & { readonly mine?: boolean; readonly all?: boolean },
): Promise<void> {
  const requests = await withCaller(options, (acting) =>
    listAccessRequests(acting, { isMine: options.mine, isAll: options.all }),
  );
  if (options.json) return printJson(requests);
  if (requests.length === 0) return say('No requests. `daybook access request` makes one.');
  const header = [
    'request',
    'person',
    'role',
    'where',
    'until',
    'asked by',
    'state',
    'conflicts with',
    'reason',
  ];
  print(table(header, requests.map(rowOf)));
  const waiting = requests.filter(({ isMineToDecide }) => isMineToDecide);
  if (waiting.length > 0)
    say(`For you to decide: ${waiting.map(({ accessRequestId }) => accessRequestId).join(', ')}.`);
}

function rowOf(request: AccessRequest): string[] {
  const { accessRequestId, person, role, placeKind, places, until, requestedBy, conflicts } = request;
  return [
    ...[
      accessRequestId,
      person,
      role,
      placeKind === null ? 'everywhere' : `${placeKind} ${places.join(', ')}`,
    ],
    ...[until ?? '', requestedBy, stateOf(request), conflicts.join('; '), request.reason],
  ];
}

function stateOf({ state, approveUntil, refusedBy, refusalReason }: AccessRequest): string {
  if (state === 'refused') return `refused by ${refusedBy ?? ''}: ${refusalReason ?? ''}`;
  return state === 'emergency' ? `granted, to approve until ${approveUntil?.slice(0, 16) ?? ''} UTC` : state;
}

async function ask(role: string, options: PlaceOptions & { readonly for?: string }): Promise<void> {
  const requested = await withCaller(options, async (acting) => {
    const access = wanted(options.for ?? acting.person.userId, role, options);
    const number = await requestAccess(acting, access);
    const listed = await listAccessRequests(acting);
    return listed.find(({ accessRequestId }) => accessRequestId === number);
  });
  if (options.json) return printJson(requested);
  say(`Request ${requested?.accessRequestId ?? ''} waits for a manager.`);
  for (const conflict of requested?.conflicts ?? [])
    say(`It cannot be granted while ${requested?.person ?? ''} holds ${conflict}.`);
}

async function approve(accessRequestId: string, options: ActingOptions): Promise<void> {
  const state = await withCaller(options, (acting) => approveAccess(acting, accessRequestId));
  if (options.json) return printJson({ accessRequestId, state });
  say(
    state === 'granted'
      ? `Request ${accessRequestId} is approved and the role granted.`
      : `Request ${accessRequestId} is approved; it ${state}.`,
  );
}

async function refuse(accessRequestId: string, options: ActingOptions): Promise<void> {
  const state = await withCaller(options, (acting) => refuseAccess(acting, accessRequestId));
  if (options.json) return printJson({ accessRequestId, state });
  say(`Request ${accessRequestId} is refused.`);
}

async function emergency(person: string, role: string, options: PlaceOptions): Promise<void> {
  const accessRequestId = await withCaller(options, (acting) =>
    grantInEmergency(acting, wanted(person, role, options)),
  );
  if (options.json) return printJson({ accessRequestId });
  say(
    `${person} now holds ${role}. Request ${accessRequestId} waits 24 hours for a manager; ` +
      'without approval the role ends.',
  );
}
