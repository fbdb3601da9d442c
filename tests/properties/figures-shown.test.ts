import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { Refusal } from '../../src/kernel/errors.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  readMatrix,
  workFor,
  type Principal,
} from '../../src/platform/security/index.ts';
import { cloneDatabase } from '../database.ts';
import { randomFrom } from '../recovery/random-from.ts';
import { daybookHere } from '../integration/commands/here.ts';
import { figuresAsked, type FiguresRequest, type May } from './figures/asked-figures.ts';
import { bothSites, openFiguresBooks, ownSite, type Mark } from './figures/figures-books.ts';
import { withoutFigures } from './figures/without-figures.ts';

const seed = randomInt(2 ** 31);
const random = randomFrom(seed);
const database = await cloneDatabase();
const books = await openFiguresBooks(database);
const figures = figuresAsked(books);
const asked = [...figures.values()].flat();

/** Objects of which drawn roles read some. */
const drawnObjects =
  'site contract statement statement-support profit-and-loss forecast labor revenue receipt site-readiness ' +
  'review-threshold job-code budget';
const DRAWN_ROLES = 6;

/** A role that reads some objects, of its own site or of all; no operator would think of it. */
async function drawRole(at: number): Promise<string> {
  const role = `drawn-${String(at)}`;
  await database.query(
    `insert into security.role (role, database_role, says, kind, work)
     values ($1, 'daybook_test_figures_' || $2::text, 'Drawn', 'person', 'business')`,
    [role, at],
  );
  for (const object of drawnObjects.split(' ')) {
    // A question about a site that the asker cannot see is a question about a site that is not there.
    if (object !== 'site' && random() < 0.4) continue;
    const scope = object !== 'site' && random() < 0.5 ? 'own' : 'all';
    await database.query(
      `insert into security.privilege (role, object, action, scope) values ($1, $2, 'read', $3)`,
      [role, object, scope],
    );
  }
  return role;
}

const drawn: string[] = [];
for (let at = 0; at < DRAWN_ROLES; at += 1) drawn.push(await drawRole(at));
await database.execute('select security.apply_rights()');
const matrix = await readMatrix(database);

/** Roles that one person holds together, whose reaches differ from object to object. */
const together = [
  ['accountManager', 'contractAdmin'],
  ['accountManager', 'siteAdmin'],
  ['districtManager', 'rssAdmin'],
];
const held = [...matrix.roles.filter(({ kind }) => kind === 'person').map(({ role }) => [role]), ...together];

interface Asking {
  readonly roles: readonly string[];
  readonly principal: Principal;
  readonly may: May;
}

/** Somebody with these roles; what is bound to sites is bound to the first. */
async function someone(roles: readonly string[]): Promise<Asking> {
  const userId = `${roles.join('-and-').toLowerCase()}@house.invalid`;
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  for (const role of roles) {
    const isBound = rightsOf(role).some(({ scope }) => scope !== 'all' && scope !== 'self');
    const isTemporary = matrix.roles.find((one) => one.role === role)?.isTemporaryOnly === true;
    const conflict = await assignRole(database, personId, {
      role,
      reason: 'test',
      place: isBound ? { kind: 'site', name: ownSite } : undefined,
      until: isTemporary ? '2999-01-01' : undefined,
    });
    assert.equal(conflict, null);
  }
  const person = await personNamed(database, userId);
  // With a reason: some roles read a single statement only then.
  const caller = await actAs(database, person, { reason: 'test' });
  const rights = roles.flatMap(rightsOf);
  const may: May = (object, site, action = 'read') =>
    rights.some(
      (right) =>
        right.object === object &&
        right.action === action &&
        (right.scope === 'all' ||
          (right.scope !== 'self' && site !== undefined && site === ownSite) ||
          (right.scope !== 'self' && site === undefined)),
    );
  return { roles, may, principal: { person, caller, database: workFor(database, person), reason: 'test' } };
}

function rightsOf(role: string): typeof matrix.privileges {
  return matrix.privileges.filter((right) => right.role === role);
}

/** The answer as text; null when it was refused, or there was nothing to answer for this person. */
async function answerOf({ ask }: FiguresRequest, { principal }: Asking): Promise<string | null> {
  try {
    return JSON.stringify(await ask(principal));
  } catch (error) {
    if (
      error instanceof Refusal &&
      /^(SECURITY_FORBIDDEN|.*(_UNKNOWN|_NO_SITES|_WITHOUT_CONTRACT))$/.test(error.code)
    )
      return null;
    throw new Error(`${principal.person.userId}: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

const everything = await someone(await reader());

/** Reads everything everywhere. */
async function reader(): Promise<string[]> {
  const role = 'reads-everything';
  await database.query(
    `insert into security.role (role, database_role, says, kind, work)
     values ($1, 'daybook_test_figures_all', 'Planted', 'person', 'business')`,
    [role],
  );
  await database.query(
    `insert into security.privilege (role, object, action, scope)
     select $1, object, 'read', 'all' from security.object`,
    [role],
  );
  await database.execute('select security.apply_rights()');
  return [role];
}

/** What a person was shown of an answer, against what the matrix says. */
function faultsOf(one: FiguresRequest, { may }: Asking, whole: string, answer: string | null): string[] {
  const sites = one.sites(may);
  const sources = books.marks
    .filter(({ text }) => whole.includes(text))
    .flatMap((mark) => faultsOfSource(one, may, mark, { answer, isReached: sites.includes(mark.site) }));
  if (one.isOfOneSite) {
    const isRefused = answer === null;
    const isAllowed = sites.length > 0;
    return isRefused === isAllowed ? [isRefused ? 'is refused' : 'is not refused', ...sources] : sources;
  }
  const ofSites = bothSites.flatMap((site) => {
    const isTold = answer?.includes(`"${site}"`) === true;
    const isDue = sites.includes(site) && whole.includes(`"${site}"`);
    return isTold === isDue ? [] : [`${isTold ? 'tells of' : 'lacks'} ${site}`];
  });
  return [...ofSites, ...sources];
}

/** Whether rows of a source are shown as the matrix says, and said to be hidden where they are. */
function faultsOfSource(
  { isOfStatement, saysHidden }: FiguresRequest,
  may: May,
  { text, site, objects, isSupport }: Mark,
  { answer, isReached }: { readonly answer: string | null; readonly isReached: boolean },
): string[] {
  const reads = isSupport && isOfStatement ? [...objects, 'statement-support'] : objects;
  const isShown = answer?.includes(text) === true;
  const isReadable = isReached && reads.some((object) => may(object, site));
  if (isShown !== isReadable) return [`${isShown ? 'shows' : 'hides'} ${text}`];
  if (!saysHidden || answer === null || isShown) return [];
  const isSaid = reads.some((object) => answer.includes(`{"object":"${object}","inputs":`));
  return isSaid ? [] : [`does not say that it hides ${text}`];
}

test('what shows figures tells every role of the sites and sources of the matrix, and of no others', async (t) => {
  t.diagnostic(`seed ${String(seed)}`);
  const people: Asking[] = [];
  for (const roles of held) people.push(await someone(roles));
  const faults: string[] = [];
  let [answered, refused] = [0, 0];
  for (const one of asked) {
    const whole = await answerOf(one, everything);
    if (whole === null) faults.push(`${one.name}: is refused to whoever reads everything`);
    for (const person of people) {
      const told = await answerOf(one, person).then(
        (answer) => {
          if (answer === null) refused += 1;
          else answered += 1;
          return faultsOf(one, person, whole ?? '', answer);
        },
        (error: unknown) => [String(error)],
      );
      faults.push(...told.map((fault) => `${person.roles.join(' and ')}: ${one.name}: ${fault}`));
    }
  }
  t.diagnostic(`${String(answered)} answered, ${String(refused)} refused`);
  assert.deepEqual(faults, [], `seed ${String(seed)}`);
  assert.ok(answered > 1_000 && refused > 1_000);
});

/** The commands below some words, as the help of the program lists them. */
async function commandsOf(words: readonly string[]): Promise<string[]> {
  const { out } = await daybookHere([...words, '--help']);
  const [, after = ''] = out.split('\nCommands:\n');
  const [listed = ''] = after.split('\n\n');
  const names = [...listed.matchAll(/^ {2}([\w-]+)/gm)].flatMap(([, name = '']) =>
    name === 'help' ? [] : [name],
  );
  if (names.length === 0) return [words.join(' ')];
  return (await Promise.all(names.map((name) => commandsOf([...words, name])))).flat();
}

test('every command is asked as every role, or says why it shows no figures', async () => {
  const program = await commandsOf([]);
  const listed = [...figures.keys(), ...Object.keys(withoutFigures)];
  assert.deepEqual(program.toSorted(), listed.toSorted());
});
