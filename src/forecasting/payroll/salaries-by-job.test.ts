import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { salariesByJob } from './salaries-by-job.ts';

test('salaries of a site go to its salaried jobs as they are budgeted, to the last unit', () => {
  assert.deepEqual(shares('100', ['GM', '1', '18000'], ['AGM', '2', '9000']), [
    'GM 66.66666666',
    'AGM 33.33333334',
  ]);
  assert.deepEqual(shares('100', ['GM', '1', '18000'], ['CLERK', '4', '0']), ['GM 100']);
});

test('without a budget they go by people, and without people nowhere', () => {
  assert.deepEqual(shares('90', ['GM', '1', '0'], ['AGM', '2', '0']), ['GM 30', 'AGM 60']);
  assert.deepEqual(shares('90', ['GM', '0', '0']), []);
  assert.deepEqual(shares('90'), []);
});

function shares(allocated: string, ...jobs: [jobCode: string, people: string, budget: string][]): string[] {
  const salariedJobs = jobs.map(([jobCode, people, budget]) => ({
    jobCode,
    people: decimal(people),
    budget: decimal(budget),
  }));
  return [...salariesByJob(decimal(allocated), salariedJobs)].map(
    ([job, share]) => `${job} ${share.toString()}`,
  );
}
