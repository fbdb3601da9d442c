import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors } from '../../src/kernel/errors.ts';
import { alertKinds } from '../../src/platform/operations/index.ts';
import { rowTitles } from '../../src/forecasting/index.ts';
import { feeds } from '../../src/sources/index.ts';
import { administrationTexts } from '../../web/texts/administration.ts';
import { nextInApp, screensOfCommands } from '../../web/texts/commands.ts';
import { contractTexts } from '../../web/texts/contracts.ts';
import { dataTexts } from '../../web/texts/data.ts';
import { frame } from '../../web/texts/frame.ts';
import { lineTitles } from '../../web/texts/profit-and-loss.ts';
import { feedNames, withFeedNames } from '../../web/texts/sources.ts';
import { statementTexts } from '../../web/texts/statements.ts';

/** Commands that the app has no screen for: what is named here is done where Daybook runs, or over HTTP. */
const withoutScreen = [
  ...['archive list', 'archive recall', 'archive run', 'archive verify'],
  ...['audit sign', 'backup make', 'backup prove', 'backup prune', 'doctor'],
  ...['migrate down', 'migrate status', 'migrate up', 'prove', 'restore'],
  ...['start', 'takeover forecasts'],
  ...['users', 'users first', 'users map', 'whoami'],
];

/** Options that are typed where Daybook runs: of the data folder, of restoring, of starting it, of its people there. */
const typedOptions = [
  ...[
    '--as',
    '--data',
    '--data-binary',
    '--debug',
    '--into',
    '--kept',
    '--nodes',
    '--out',
    '--self-signed',
    '--to',
  ],
];

/** A command that stays as it is typed. */
const typed = /`daybook [^`]+`|\bdaybook [a-z][^.;,()]*/g;

/** What the app says of every next step, without its screens. */
const wordsOf = (next: string): string =>
  nextInApp(next)
    .filter((piece) => typeof piece === 'string')
    .join(' … ');

test('a next step says options of commands as the app calls them, and nothing of HTTP', () => {
  const left = new Set<string>();
  for (const { next } of Object.values(errors)) {
    const words = wordsOf(next).replaceAll(typed, '');
    for (const [option] of words.matchAll(/--[a-z][a-z-]*/g)) left.add(option);
    assert.doesNotMatch(words, /x-daybook|over HTTP|`contracts /, next);
  }
  assert.deepEqual([...left].sort(), typedOptions);
});

test('a next step that names a command names its screen in the app', () => {
  const left = new Set<string>();
  for (const { next } of [...Object.values(errors), ...alertKinds]) {
    for (const [, command = ''] of wordsOf(next).matchAll(/daybook ([a-z]+(?: [a-z][a-z-]+)?)/g))
      left.add(command);
  }
  assert.deepEqual([...left].sort(), withoutScreen);
});

test('the screens of commands are called as the app calls them', () => {
  const tabs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    administration: administrationTexts.tabs,
    contracts: contractTexts.tabs,
    data: dataTexts.tabs,
    statements: statementTexts.tabs,
  };
  const places: Readonly<Record<string, string>> = {
    ...frame.places,
    'profit-and-loss': frame.places.profitAndLoss,
  };
  for (const { name, address } of Object.values(screensOfCommands)) {
    const { pathname, searchParams } = new URL(address, 'http://127.0.0.1');
    const place = pathname.slice(1);
    const tab = searchParams.get('tab');
    const title = tab === null ? [] : [tabs[place]?.[tab]];
    assert.equal(name, [places[place], ...title].join(' › '), address);
  }
});

test('a next step leads to the site, statement, run or job that the command names', () => {
  assert.deepEqual(nextInApp('Run `daybook contracts show 0170 --month 2025-05`, then bill again.'), [
    'Open ',
    { name: 'Contracts › 0170', address: '/contracts/0170' },
    ', then bill again.',
  ]);
  assert.deepEqual(nextInApp('See daybook sites show 0829.'), [
    'See ',
    { name: 'Sites › 0829', address: '/sites/0829' },
    '.',
  ]);
  assert.deepEqual(nextInApp('Wait until it is done: `daybook runs show 41`.'), [
    'Wait until it is done: ',
    { name: 'Administration › Jobs › 41', address: '/administration?tab=jobs&show=runs&run=41' },
    '.',
  ]);
  assert.deepEqual(nextInApp('See its newest runs with `daybook runs --job audit.sign`.'), [
    'See its newest runs with ',
    {
      name: 'Administration › Jobs › audit.sign',
      address: '/administration?tab=jobs&show=runs&job=audit.sign',
    },
    '.',
  ]);
  assert.deepEqual(nextInApp('Load it, or continue without it with --proceed and a reason.'), [
    'Load it, or continue without it with a reason to proceed.',
  ]);
});

test('rows of the P&L are called the same in the app and in files, and every feed has a name there', () => {
  assert.deepEqual(lineTitles, rowTitles);
  assert.deepEqual(Object.keys(feedNames).toSorted(), feeds.map(({ name }) => name).toSorted());
  assert.equal(new Set(Object.values(feedNames)).size, feeds.length);
  assert.equal(
    withFeedNames('The newest file of feed account_summary was not loaded: account_summary_2025-03.csv.'),
    'The newest file of “Ledger balances” was not loaded: account_summary_2025-03.csv.',
  );
  assert.equal(withFeedNames('Feed shift_entity is overdue'), '“Scheduled shifts” is overdue');
});
