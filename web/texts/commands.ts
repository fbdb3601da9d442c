import { optionsInApp } from './options.ts';

// Where in the app a command of the service's next steps is done. What is not here is done on the machine only.

/** Where what a command names is: how it is written there, and what comes before it in the address. */
type Named = readonly [written: RegExp, before: string];

/** A screen: its name, its address, and the addresses of what the command may name. */
interface ScreenOfCommand {
  readonly name: string;
  readonly address: string;
  readonly named?: readonly Named[];
}

const site = / (\d{4})(?=\s|$)/;
const number = / (\d+)(?=\s|$)/;
const job = / --job (\S+)/;

const mappings = { name: 'Administration › Mappings', address: '/administration?tab=mappings' };
const increases = { name: 'Contracts › Increases', address: '/contracts?tab=increases' };
const approvals = { name: 'Contracts › To approve', address: '/contracts?tab=approvals' };
const clauses = { name: 'Contracts › Clauses', address: '/contracts?tab=clauses' };
const rules = { name: 'Contracts › Rules for all', address: '/contracts?tab=rules' };
const statements = { name: 'Statements', address: '/statements', named: [[number, '/statements/']] } as const;
const disputes = { name: 'Statements › Disputes', address: '/statements?tab=disputes' };
const readiness = { name: 'Statements › Readiness', address: '/statements?tab=readiness' };
const jobGroups = { name: 'Administration › Job groups', address: '/administration?tab=job-groups' };
const postings = { name: 'Administration › Postings', address: '/administration?tab=postings' };
const people = { name: 'Administration › People', address: '/administration?tab=people' };
const requests = { name: 'Administration › Access requests', address: '/administration?tab=access-requests' };
const exports = { name: 'Administration › Large exports', address: '/administration?tab=export-requests' };
const sessions = { name: 'Administration › My sessions and keys', address: '/administration?tab=sessions' };
const holds = { name: 'Administration › Retention', address: '/administration?tab=retention&show=holds' };
const alerts = { name: 'Administration › Alerts', address: '/administration?tab=alerts' };
const runs = {
  name: 'Administration › Jobs',
  address: '/administration?tab=jobs&show=runs',
  named: [
    [number, '/administration?tab=jobs&show=runs&run='],
    [job, '/administration?tab=jobs&show=runs&job='],
  ],
} as const;
const system = (show: string): ScreenOfCommand => ({
  name: 'Administration › System',
  address: `/administration?tab=system&show=${show}`,
});
const takeover = { name: 'Data › Takeover', address: '/data?tab=takeover' };
const sites = { name: 'Sites', address: '/sites', named: [[site, '/sites/']] } as const;

/** By the words that a command begins with; the longest that fits counts. */
export const screensOfCommands: Readonly<Record<string, ScreenOfCommand>> = {
  access: requests,
  accounts: mappings,
  ask: { name: 'Data › Questions', address: '/data?tab=questions' },
  'audit log': { name: 'Administration › Audit trail', address: '/administration?tab=audit' },
  'audit verify': { name: 'Administration › Audit trail', address: '/administration?tab=audit' },
  batches: { name: 'Data › Loads', address: '/data?tab=loads' },
  'alerts list': alerts,
  'alerts rules': { ...alerts, address: '/administration?tab=alerts&show=rules' },
  'alerts show': alerts,
  'alerts silences': { ...alerts, address: '/administration?tab=alerts&show=silences' },
  'backup list': system('backups'),
  bill: statements,
  capacity: system('capacity'),
  catalogues: { name: 'Administration › Catalogues', address: '/administration?tab=catalogues' },
  contracts: { name: 'Contracts', address: '/contracts', named: [[site, '/contracts/']] },
  'contracts approve': approvals,
  'contracts clauses': clauses,
  'contracts escalators': rules,
  'contracts increases': increases,
  'contracts indexes': rules,
  'contracts reject': approvals,
  'contracts templates': { name: 'Contracts › Templates', address: '/contracts?tab=templates' },
  'contracts tiers': rules,
  'contracts waiting': approvals,
  'database slow': system('slow'),
  'operations-reports list': system('reports'),
  'operations-reports show': system('reports'),
  'database top': system('top'),
  explain: { name: 'Data › Questions', address: '/data?tab=questions' },
  exports,
  forecast: { name: 'Forecast', address: '/forecast', named: [[site, '/forecast/']] },
  jobs: jobGroups,
  'jobs profiles': { ...mappings, address: '/administration?tab=mappings&mapping=profiles' },
  keys: sessions,
  logins: { ...people, address: '/administration?tab=people&show=logins' },
  load: { name: 'Data › Upload', address: '/data?tab=upload' },
  logs: {
    ...system('log'),
    named: [[/ --run (\d+)/, '/administration?tab=system&show=log&run=']],
  },
  operator: { name: 'Administration › Operator facts', address: '/administration?tab=facts' },
  pnl: { name: 'P&L', address: '/profit-and-loss' },
  post: postings,
  quarantine: { name: 'Data › Quarantine', address: '/data?tab=quarantine' },
  reviews: { name: 'Administration › Access reviews', address: '/administration?tab=access-reviews' },
  'retention hold': holds,
  'retention holds': holds,
  'retention list': { name: 'Administration › Retention', address: '/administration?tab=retention' },
  'retention release': holds,
  rights: { name: 'Administration › Rights', address: '/administration?tab=rights' },
  runs,
  schedule: { name: 'Administration › Jobs', address: '/administration?tab=jobs' },
  sessions,
  sites,
  statements,
  'statements dispute': disputes,
  'statements disputes': disputes,
  'statements readiness': readiness,
  'statements ready': readiness,
  support: { name: 'Administration › Support access', address: '/administration?tab=support' },
  'takeover held': takeover,
  'takeover replay': takeover,
  'users add': people,
  'users end': people,
  'users grant': people,
  'users show': people,
};

/** A next step in pieces: words, and screens to go to. */
export type NextPiece = string | { readonly name: string; readonly address: string };

/** `Run `, and a command as the catalogue of errors writes it: in backquotes, or up to the end of its sentence. */
const commands = /(\b[Rr]un )?(?:`daybook ([^`]+)`|\bdaybook ([a-z][^.;,()]*?)(?=[.;,)]|$| shows| lists))/g;

/** Whether this stands between two mentions of the same screen, of which one is enough. */
function isBetween(piece: NextPiece | undefined): boolean {
  return typeof piece === 'string' && /^(,? and |, then )$/.test(piece);
}

/**
 * What the service says to do next, with the screens of the app in place of commands, and its fields in place of their
 * options. A command that the app has no screen for stays as it is typed.
 */
export function nextInApp(next: string): readonly NextPiece[] {
  const pieces: NextPiece[] = [];
  let end = 0;
  const say = (words: string): void => {
    const before = pieces.at(-1);
    if (typeof before === 'string') pieces[pieces.length - 1] = before + words;
    else if (words !== '') pieces.push(words);
  };
  for (const match of next.matchAll(commands)) {
    const [whole, run = '', quoted, plain] = match;
    const screen = screenOf(quoted ?? plain ?? '');
    say(optionsInApp(next.slice(end, match.index)));
    end = match.index + whole.length;
    if (screen === null) {
      say(whole);
      continue;
    }
    const [link, words] = pieces.slice(-2);
    if (typeof link === 'object' && link.address === screen.address && isBetween(words)) {
      pieces.pop();
      continue;
    }
    say(run === '' ? '' : run.startsWith('R') ? 'Open ' : 'open ');
    pieces.push(screen);
  }
  say(optionsInApp(next.slice(end)));
  return pieces;
}

function screenOf(command: string): Exclude<NextPiece, string> | null {
  const [first = '', second = ''] = command.split(' ');
  const screen = screensOfCommands[`${first} ${second}`] ?? screensOfCommands[first];
  if (screen === undefined) return null;
  const { name, address, named = [] } = screen;
  for (const [written, before] of named) {
    const [, value] = written.exec(command) ?? [];
    if (value !== undefined) return { name: `${name} › ${value}`, address: `${before}${value}` };
  }
  return { name, address };
}
