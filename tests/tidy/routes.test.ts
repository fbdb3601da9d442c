import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { makeProgram } from '../../src/commands/program.ts';
import { everyRoute } from '../../src/delivery/http/every-route.ts';
import { assertNone } from './findings.ts';
import { root } from './tree.ts';

const page = await readFile(join(root, 'docs/reference/routes.md'), 'utf8');
const schema = await readFile(join(root, 'db/schema.sql'), 'utf8');

/** Commands that do something, by the words that they are typed with; those of one question stand for all. */
function verbsOf(command: Command, words: readonly string[] = []): string[] {
  if (command.commands.length > 0)
    return command.commands.flatMap((child) => verbsOf(child, [...words, child.name()]));
  const [first = '', second = ''] = words;
  const isQuestion = first === 'ask' || (first === 'explain' && !['line', 'cell'].includes(second));
  return [isQuestion ? `${first} QUESTION` : words.join(' ')];
}

const verbs = [...new Set(verbsOf(makeProgram()))];
const routes = everyRoute.map(({ method, path }) => `${method} ${path}`);
const sets = [...schema.matchAll(/^create view api\.(\w+)/gm)].flatMap(([, view = '']) => [
  `${view}s`,
  `${view}es`,
  view.replace(/y$/, 'ies').replace(/person$/, 'people'),
]);

interface Row {
  readonly name: string;
  readonly says: string;
}

/** What is wrong with a page, as the program is. */
function findings(text: string): string[] {
  const [ofCommands = '', ofRoutes = ''] = text.split('## Routes without a command');
  const [commands, alone] = [rowsOf(ofCommands), rowsOf(ofRoutes)];
  const routesOfCommands = commands.flatMap(({ says }) => namesIn(says, /`([A-Z]+ \/[^`]*)`/g));
  const listed = commands.map(({ name }) => name);
  const served = [...routesOfCommands, ...alone.map(({ name }) => name)];
  return [
    ...verbs.filter((verb) => !listed.includes(verb)).map((verb) => `${verb} has no row`),
    ...listed.filter((name) => !verbs.includes(name)).map((name) => `${name} is no command`),
    ...listed.filter((name, at) => listed.indexOf(name) !== at).map((name) => `${name} stands there twice`),
    ...commands.filter(({ says }) => !isAnswer(says)).map(({ name, says }) => `${name} says “${says}”`),
    ...served.filter((route) => !routes.includes(route)).map((route) => `${route} is no route`),
    ...routes.filter((route) => !served.includes(route)).map((route) => `${route} is not listed`),
    ...alone
      .filter(({ name, says }) => routesOfCommands.includes(name) || says.length < 5)
      .map(({ name }) => `${name} has a command, or no reason`),
    ...commands
      .flatMap(({ says }) => namesIn(says, /^data service: set `(\w+)`/g))
      .filter((set) => !sets.includes(set))
      .map((set) => `${set} is no set of the data service`),
  ];
}

function rowsOf(table: string): Row[] {
  return [...table.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, name = '', says = '']) => ({
    name,
    says,
  }));
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

function isAnswer(says: string): boolean {
  return /^(`[A-Z]+ \/|data service: set `|command line: \w{3,})/.test(says);
}

test('every command has its route, its set of the data service, or a reason', () => {
  assert.ok(verbs.length > 200 && routes.length > 100);
  assertNone(findings(page));
});

test('a command, route or set that is not there is seen, and so is one that is left out', () => {
  const planted = page
    .replace('| `bill` ', '| `bills` ')
    .replace('`GET /me`', '`GET /you`')
    .replace('set `people`', 'set `peoples`');
  assert.deepEqual(findings(planted).toSorted(), [
    'GET /me is not listed',
    'GET /you is no route',
    'bill has no row',
    'bills is no command',
    'peoples is no set of the data service',
  ]);
});
