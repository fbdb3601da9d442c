import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../kernel/errors.ts';
import { questionNamed, questions } from './catalogue.ts';
import { boundValues, namedSites, readParameters, shownParameters } from './read-parameters.ts';

const read = (name: string, typed: Record<string, string>): ReturnType<typeof readParameters> =>
  readParameters(questionNamed(name), typed);

/** How a single value is read, in a question that needs nothing else. */
function refused(name: string, typed: Record<string, string>): string {
  try {
    read(name, typed);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return `${error.code}: ${error.message} ${error.next}`;
  }
  assert.fail(`${name} took ${JSON.stringify(typed)}`);
}

test('a site number keeps its leading zeros, and gets them back', () => {
  for (const typed of ['0170', '170', ' 0170 ']) {
    const parameters = read('pnl', { site: typed, month: '2025-03' });
    assert.deepEqual(shownParameters(parameters), { site: '0170', month: '2025-03' });
    assert.deepEqual(namedSites(parameters), ['0170']);
  }
  for (const typed of ['', '01700', 'S170', '0170,0829', '-170']) {
    assert.match(
      refused('pnl', { site: typed, month: '2025-03' }),
      /^WAREHOUSE_PARAMETER_INVALID: Site number: "[^"]*" is not valid/,
    );
  }
});

test('several sites are typed with commas, each counted once', () => {
  const parameters = read('budget-actual-summary', { site: '829, 0170,0829', year: '2025' });
  assert.deepEqual(shownParameters(parameters), { site: '0829,0170', year: '2025' });
  assert.deepEqual(boundValues(questionNamed('budget-actual-summary').ask, parameters), [
    ['0829', '0170'],
    '2025',
  ]);
  assert.match(
    refused('budget-actual-summary', { site: '0829,', year: '2025' }),
    /Site number: "0829," is not valid; enter site numbers separated by commas/,
  );
});

test('a month is typed as YYYY-MM or YYYYMM and bound as its first day', () => {
  for (const typed of ['2025-03', '202503']) {
    const parameters = read('pnl', { site: '0170', month: typed });
    assert.deepEqual(boundValues(questionNamed('pnl').ask, parameters), ['0170', '2025-03-01']);
  }
  for (const typed of ['2025-13', '2025-00', '2025', 'March', '0000-01', '2025-3']) {
    assert.match(
      refused('pnl', { site: '0170', month: typed }),
      /Month: ".*" is not valid; enter a month\. Use, for example, --month 2025-03/,
    );
  }
});

test('a day has to be in the calendar', () => {
  const on = (day: string): Record<string, string> => ({ site: '0170', on: day });
  assert.deepEqual(shownParameters(read('site-history', on('2024-02-29'))), on('2024-02-29'));
  for (const typed of ['2025-02-29', '2025-04-31', '2025-04-00', '20250401', '1.4.2025', '0001-01-01']) {
    assert.match(
      refused('site-history', on(typed)),
      /^WAREHOUSE_PARAMETER_INVALID: Only what was true on this date: ".*" is not valid; enter a date/,
    );
  }
});

test('a range that ends before it begins is refused, one day is a range', () => {
  const range = (from: string, to: string): Record<string, string> => ({ site: '0170', from, to });
  assert.equal(
    shownParameters(read('external-revenue', range('2025-04-01', '2025-04-01')))['to'],
    '2025-04-01',
  );
  assert.equal(
    refused('external-revenue', range('2025-05-01', '2025-04-30')),
    'WAREHOUSE_PARAMETER_INVALID: Last day: "2025-04-30" is not valid; ' +
      'enter a date on or after the first day, 2025-05-01. ' +
      'Use, for example, --to 2025-05-01.',
  );
});

test('what is left out takes its default, stays open, or is asked for', () => {
  const range = { site: '0170', from: '2025-03-01', to: '2025-03-31' };
  const payroll = read('payroll-actual', range);
  assert.deepEqual(shownParameters(payroll), { ...range, by: 'job' });
  assert.deepEqual(boundValues(questionNamed('payroll-actual').ask, payroll), [
    ...['0170', null, '2025-03-01', '2025-03-31', 'job'],
  ]);
  assert.equal(
    refused('hourly-rate', range),
    'WAREHOUSE_PARAMETER_MISSING: The question hourly-rate needs a value: Job code. ' +
      'Add --job: a job code, for example --job GSC.',
  );
});

test('codes are compared in upper case, choices in any spelling', () => {
  const rate = { site: '0170', month: '2025-03', category: 'Valet Daily', kind: 'ACTUAL' };
  assert.deepEqual(shownParameters(read('parking-rate', rate)), {
    site: '0170',
    month: '2025-03',
    category: 'valet-daily',
    kind: 'actual',
  });
  const paid = {
    site: '0170',
    job: ' gsc',
    from: '2025-03-01',
    to: '2025-03-31',
    'pay-type': 'Meal Premium',
  };
  assert.equal(shownParameters(read('hourly-rate', paid))['pay-type'], 'MEAL PREMIUM');
  assert.match(
    refused('hourly-rate', { ...paid, 'pay-type': ' ' }),
    /Pay type: " " is not valid; enter a code/,
  );
  assert.match(refused('parking-rate', { ...rate, kind: 'forecast' }), /enter one of budget, actual/);
});

test('accounts have four digits, months are counted from 1 to 24', () => {
  const account = { site: '0170', month: '2025-03', account: '9411,941', kind: 'budget' };
  assert.match(
    refused('account-total', account),
    /Main account: "9411,941" is not valid; enter four-digit main accounts/,
  );
  const expense = { site: '0170', month: '2025-03', kind: 'budget' };
  assert.equal(shownParameters(read('other-expense', { ...expense, months: '012' }))['months'], '12');
  for (const months of ['0', '25', '-1', '1.5']) {
    assert.match(refused('other-expense', { ...expense, months }), /a whole number from 1 to 24/);
  }
});

test('a parameter that the question does not take is named, with those it takes', () => {
  assert.equal(
    refused('pnl', { site: '0170', month: '2025-03', kind: 'actual' }),
    'WAREHOUSE_PARAMETER_UNKNOWN: The question pnl does not take “kind”. ' +
      'Leave it out; the question takes site, month.',
  );
});

test('every example and default of a parameter is a value it takes, and every statement binds known ones', () => {
  assert.ok(questions.length > 0);
  for (const question of questions) {
    for (const { name, example, default: standard, choices, parse } of question.parameters) {
      for (const typed of [example, ...(choices ?? []), ...(standard === undefined ? [] : [standard])]) {
        assert.ok(parse(typed) !== null, `${question.name} --${name} ${typed}`);
      }
    }
    const names = question.parameters.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, question.name);
    for (const { text, binds } of [
      question.ask,
      question.explain,
      ...(question.whenEmpty ? [question.whenEmpty] : []),
    ]) {
      assert.ok(
        binds.every((name) => names.includes(name)),
        question.name,
      );
      const holes = [...text.matchAll(/\$(\d+)/g)].map(([, hole = '']) => hole);
      assert.equal(new Set(holes).size, binds.length, `${question.name}: ${text}`);
    }
  }
});

test('no two questions have one name', () => {
  assert.equal(new Set(questions.map(({ name }) => name)).size, questions.length);
});
