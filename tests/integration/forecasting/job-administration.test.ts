import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assignJobs,
  renameJob,
  setJobStatus,
  type ChangedCodes,
} from '../../../src/forecasting/jobs/administer-codes.ts';
import {
  addGroup,
  readGroups,
  renameGroup,
  setGroupStatus,
} from '../../../src/forecasting/jobs/administer-groups.ts';
import { listJobs } from '../../../src/forecasting/jobs/list-jobs.ts';
import type { Connection } from '../../../src/platform/database/index.ts';
import { goldenCases, type CaseInputs } from '../../scenarios/golden-case.ts';
import { openJobsFixture } from './jobs-fixture.ts';

const house = await openJobsFixture();
const { database } = house;
await house.site(
  '0170',
  ['GSA', 'GSA2', 'GSC', 'A', 'B', 'VALID', 'INACTIVE'].map((code) => ({ code, employees: 1 })),
);
const golden = new Map(
  (await goldenCases('forecasting.json')).map((one) => [one.get('id').text, one] as const),
);
const caseOf = (id: string): { inputs: CaseInputs; expected: CaseInputs } => {
  const one = golden.get(id);
  assert.ok(one !== undefined, id);
  return { inputs: one.get('inputs'), expected: one.get('expected') };
};
const change = <T>(work: (transaction: Connection) => Promise<T>): Promise<T> => database.transaction(work);
const codes = (inputs: CaseInputs): string[] => inputs.get('ids').list.map(({ text }) => text.toUpperCase());
const processed = ({ each }: ChangedCodes): string =>
  String(each.filter(({ refusal }) => refusal === null).length);

async function groupsOf(): Promise<Record<string, string[]>> {
  const groups = await readGroups(database);
  return Object.fromEntries(
    groups.map(({ title, isActive, codes: of }) => [
      isActive ? title : `${title} (retired)`,
      of.map(({ jobCode }) => jobCode),
    ]),
  );
}

test('a group has one title, whatever the case, and can be called otherwise', async () => {
  await change((transaction) => addGroup(transaction, ' Valets '));
  await change((transaction) => renameGroup(transaction, 'valets', 'Valet'));
  await change((transaction) => renameGroup(transaction, 'Valet', 'VALET'));
  await change((transaction) => renameGroup(transaction, 'VALET', 'Valet'));
  assert.deepEqual(await groupsOf(), { Valet: [] });
  await assert.rejects(
    change((transaction) => addGroup(transaction, 'vALET')),
    /JOBS_GROUP_TAKEN|Job group "Valet" already exists/,
  );
  for (const title of ['', '  ', 'a@b', 'a=b', 'x'.repeat(101), 'Valet \u202e051'])
    await assert.rejects(
      change((transaction) => addGroup(transaction, title)),
      { code: 'JOBS_TITLE_INVALID' },
      title,
    );
  await assert.rejects(
    change((transaction) => renameGroup(transaction, 'Bell', 'Doors')),
    { code: 'JOBS_GROUP_UNKNOWN' },
  );
  await assert.rejects(
    change((transaction) => addGroup(transaction, 'Valet')),
    { code: 'JOBS_GROUP_TAKEN' },
  );
});

test('JOB-01: a code is called as somebody says; without a title, unknown or retired it is refused', async () => {
  const { inputs, expected } = caseOf('JOB-01');
  assert.equal(expected.get('success').json, false);
  await assert.rejects(
    change((transaction) => renameJob(transaction, 'GSA', inputs.get('title').text)),
    { code: 'JOBS_TITLE_INVALID' },
  );
  await assert.rejects(
    change((transaction) => renameJob(transaction, 'GSA', 'Attendant \u2066A')),
    { code: 'JOBS_TITLE_INVALID' },
  );
  await assert.rejects(
    change((transaction) => renameJob(transaction, 'NONE', 'Nobody')),
    { code: 'JOBS_CODE_UNKNOWN', message: 'There is no job code NONE.' },
  );
  await assert.rejects(
    change((transaction) => renameJob(transaction, 'G5A', 'Guest service attendant')),
    { message: 'There is no job code G5A. Nearest known: GSA.' },
  );
  await change((transaction) => renameJob(transaction, 'GSA', ' Guest service attendant '));
  const [gsa] = (await listJobs(database)).filter(({ job_code: code }) => code === 'GSA');
  assert.deepEqual(gsa, {
    job_code: 'GSA',
    title: 'Guest service attendant',
    is_active: true,
    is_productive: true,
    group: null,
  });
});

test('JOB-03, JOB-06: codes go into a group, one named twice goes once, and move from group to group', async () => {
  const two = await change((transaction) => assignJobs(transaction, ['GSA', 'GSA2'], 'valet'));
  assert.equal(processed(two), caseOf('JOB-03').expected.get('processed').amount.toString());
  const { inputs, expected } = caseOf('JOB-06');
  const doubled = await change((transaction) => assignJobs(transaction, codes(inputs), 'Valet'));
  assert.equal(processed(doubled), expected.get('processed').amount.toString());
  assert.deepEqual(
    doubled.each.map(({ jobCode }) => jobCode.toLowerCase()),
    expected.get('uniqueIds').list.map(({ text }) => text),
  );
  await change((transaction) => addGroup(transaction, 'Others'));
  await change((transaction) => assignJobs(transaction, ['A', 'B'], 'Others'));
  assert.deepEqual(await groupsOf(), { Others: ['A', 'B'], Valet: ['GSA', 'GSA2'] });
  await assert.rejects(
    change((transaction) => assignJobs(transaction, ['GSA'], 'Bell')),
    { code: 'JOBS_GROUP_UNKNOWN' },
  );
});

test('JOB-13: a change names 1 to 100 codes, and a change of status none twice', async () => {
  assert.equal(caseOf('JOB-13').expected.get('success').json, false);
  const many = Array.from({ length: 101 }, (_, at) => `J${String(at)}`);
  for (const named of [codes(caseOf('JOB-13').inputs), many]) {
    await assert.rejects(
      change((transaction) => setJobStatus(transaction, named, true)),
      { code: 'JOBS_COUNT_INVALID' },
    );
    await assert.rejects(
      change((transaction) => assignJobs(transaction, named, 'Valet')),
      { code: 'JOBS_COUNT_INVALID' },
    );
  }
  await assert.rejects(
    change((transaction) => setJobStatus(transaction, ['A', 'B', 'A'], false)),
    { code: 'JOBS_GIVEN_TWICE' },
  );
});

test('JOB-14: a retired code fails alone, and the others are assigned', async () => {
  await change((transaction) => setJobStatus(transaction, ['INACTIVE'], false));
  const { inputs, expected } = caseOf('JOB-14');
  const changed = await change((transaction) => assignJobs(transaction, [...codes(inputs), 'NONE'], 'Valet'));
  assert.equal(processed(changed), expected.get('processed').amount.toString());
  assert.deepEqual(
    changed.each.map(({ refusal }) => refusal),
    [null, 'inactive', 'unknown'],
  );
  assert.deepEqual((await groupsOf())['Valet'], ['GSA', 'GSA2', 'VALID']);
  await assert.rejects(
    change((transaction) => renameJob(transaction, 'INACTIVE', 'Somebody')),
    { code: 'JOBS_CODE_INACTIVE' },
  );
});

test('JOB-09, JOB-10: a group is retired once its codes are, and back in use when one of them is', async () => {
  await assert.rejects(
    change((transaction) => setGroupStatus(transaction, 'Others', false)),
    /has codes in use: A B/,
  );
  await assert.rejects(
    change((transaction) => setGroupStatus(transaction, 'Others', false)),
    { code: 'JOBS_GROUP_IN_USE' },
  );
  const retired = await change((transaction) => setJobStatus(transaction, ['A', 'B'], false));
  assert.equal(processed(retired), caseOf('JOB-09').expected.get('processed').amount.toString());
  await change((transaction) => setGroupStatus(transaction, 'Others', false));
  await assert.rejects(
    change((transaction) => assignJobs(transaction, ['GSA'], 'Others')),
    { code: 'JOBS_GROUP_RETIRED' },
  );
  const { inputs, expected } = caseOf('JOB-10');
  const restored = await change((transaction) => setJobStatus(transaction, codes(inputs), true));
  assert.equal(expected.get('groupActivated').text, 'G');
  assert.deepEqual(restored.groups, ['Others']);
  assert.deepEqual((await groupsOf())['Others'], ['A', 'B']);
  await change((transaction) => setJobStatus(transaction, ['A'], false));
  await change((transaction) => setGroupStatus(transaction, 'Others', false));
  await change((transaction) => setGroupStatus(transaction, 'Others', true));
  assert.ok('Others' in (await groupsOf()));
});

test('every change of codes and groups is in the trail', async () => {
  const rows = await database.query<{ relation: string; kind: string }>(
    `select distinct relation, kind from audit.pending where relation ~ 'job_code|job_group|grouped_job' order by 1, 2`,
  );
  assert.deepEqual(
    rows.map(({ relation, kind }) => `${kind} ${relation}`),
    [
      'insert forecasting.grouped_job',
      'update forecasting.grouped_job',
      'insert forecasting.job_group',
      'update forecasting.job_group',
      'insert warehouse.job_code',
      'update warehouse.job_code',
    ],
  );
});
