import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, sum } from '../../kernel/decimal.ts';
import { mapBudget, type MappedBudget, type ProfileDecision, type SiteJob } from './map-profile.ts';

const undecided: ReadonlyMap<string, ProfileDecision> = new Map();

test('a profile goes to the code of its name, else to the nearest that the site has', () => {
  const site = ['GSA', 'GSA2', 'GSC', 'CASH', 'BELL', 'TRAFFIC', 'GREETER'];
  assert.deepEqual(codesOf('gsa2 ', site), ['GSA2']);
  assert.deepEqual(codesOf('GSA - Overnight', site), ['GSA']);
  assert.deepEqual(codesOf('GSC PM', site), ['GSC']);
  assert.deepEqual(codesOf('Lead GSC', site), ['GSC']);
  assert.deepEqual(codesOf('Lead GSC', [...site, 'LDGSC']), ['LDGSC']);
  assert.deepEqual(codesOf('Cashier', [...site, 'LDCASH']), ['CASH']);
  assert.deepEqual(codesOf('Lead Cashier', site), ['CASH']);
  assert.deepEqual(codesOf('Lead Cashier', [...site, 'LDCASH']), ['LDCASH']);
  assert.deepEqual(codesOf('Bell Captain', site), ['BELL']);
  assert.deepEqual(codesOf('Parking Concierge', site), ['TRAFFIC']);
  assert.deepEqual(codesOf('Parking Concierge', [...site, 'PRKCONCI']), ['PRKCONCI']);
  assert.deepEqual(codesOf('Parking Concierge', ['GREETER', 'GSA']), ['GREETER']);
  assert.deepEqual(codesOf('Shuttle Driver', ['SHUTL1', 'SHUTL3', 'GSA']), ['SHUTL1', 'SHUTL3']);
});

test('a code that the site no longer uses is passed over for one that it does', () => {
  const jobs = [job('GSA2', '0', false), job('GSA', '3')];
  const mapped = mapBudget([{ profile: 'GSA2', hours: decimal('8'), cost: decimal('96') }], jobs, undecided);
  assert.deepEqual(hoursOf(mapped), { GSA: '8' });
});

test('several profiles of one code add up, hours and cost split by the same employees', () => {
  const jobs = [job('SHUTL1', '3'), job('SHUTL2', '1')];
  const mapped = mapBudget(
    [
      { profile: 'Shuttle', hours: decimal('160'), cost: decimal('2000') },
      { profile: 'SHUTL2', hours: decimal('10'), cost: decimal('100') },
    ],
    jobs,
    undecided,
  );
  assert.deepEqual(hoursOf(mapped), { SHUTL1: '120', SHUTL2: '50' });
  assert.deepEqual(
    mapped.jobs.map(({ cost }) => cost.toString()),
    ['1500', '600'],
  );
});

test('what a person decided goes before every rule, for shift differentials too', () => {
  const decided = new Map([
    ['GSA', { jobCodes: ['CASH'], isOfSite: true }],
    ['Shift Diff Valet', { jobCodes: ['GSA'], isOfSite: false }],
  ]);
  const rows = ['GSA', 'Shift Diff Valet'].map((profile) => ({
    profile,
    hours: decimal('8'),
    cost: decimal('1'),
  }));
  const mapped = mapBudget(rows, [job('GSA', '1'), job('CASH', '1')], decided);
  assert.deepEqual(hoursOf(mapped), { GSA: '8', CASH: '8' });
  assert.deepEqual(mapped.excluded, []);
});

test('a decision for all sites counts where the site uses one of its codes, one for the site in any case', () => {
  const rule = (jobs: SiteJob[], decision: ProfileDecision): string[] => {
    const row = { profile: 'Florist', hours: decimal('8'), cost: decimal('96') };
    const [mapped] = mapBudget([row], jobs, new Map([['Florist', decision]])).profiles;
    return [mapped?.rule ?? '', ...(mapped?.parts.map(({ jobCode }) => jobCode) ?? [])];
  };
  const jobs = [job('GSA', '2'), job('DOOR', '0', false)];
  const to = (isOfSite: boolean, ...jobCodes: string[]): ProfileDecision => ({ jobCodes, isOfSite });
  assert.deepEqual(rule(jobs, to(false, 'GSA', 'DOOR')), ['decided for all sites', 'GSA']);
  assert.deepEqual(rule(jobs, to(false, 'DOOR')), ['to review']);
  assert.deepEqual(rule(jobs, to(true, 'DOOR')), ['decided for the site', 'DOOR']);
  assert.deepEqual(rule(jobs, to(true)), ['decided for the site']);
  const leftOut = mapBudget(
    [{ profile: 'Florist', hours: decimal('8'), cost: decimal('96') }],
    jobs,
    new Map([['Florist', to(true)]]),
  );
  assert.deepEqual([leftOut.excluded.length, leftOut.unmapped.length], [1, 0]);
});

test('a code that nobody at the site works in takes its own profile when nothing else is near', () => {
  assert.deepEqual(
    [job('GREETER', '0', false), job('GSA', '1')].flatMap((one, _at, jobs) => {
      const row = { profile: one.jobCode, hours: decimal('8'), cost: decimal('96') };
      return mapBudget([row], jobs, undecided).profiles.map(({ rule, parts }) => [rule, parts[0]?.jobCode]);
    }),
    [
      ['same name', 'GREETER'],
      ['same name', 'GSA'],
    ],
  );
});

test('no hour is lost: each is of a job, of a shift differential, or on the list to decide', () => {
  const rows = ['GSA', 'Gsa weekend', 'Shift Differential', 'Florist', 'Shuttle', 'Ambassador'].map(
    (profile, at) => ({
      profile,
      hours: decimal(`${String(at * 7)}.33`),
      cost: decimal(`${String(at * 100)}.01`),
    }),
  );
  const jobs = [job('GSA', '5'), job('SHUTL1', '2'), job('SHUTL2', '1'), job('CASH', '0')];
  const { jobs: mapped, excluded, unmapped } = mapBudget(rows, jobs, undecided);
  assert.deepEqual(
    unmapped.map(({ profile }) => profile),
    ['Florist', 'Ambassador'],
  );
  for (const measure of ['hours', 'cost'] as const) {
    const parts = [...mapped, ...excluded, ...unmapped].map((row) => row[measure]);
    assert.ok(sum(parts).eq(sum(rows.map((row) => row[measure]))));
  }
});

function codesOf(profile: string, site: readonly string[]): string[] {
  const budget = [{ profile, hours: decimal('8'), cost: decimal('96') }];
  const { jobs } = mapBudget(
    budget,
    site.map((code) => job(code, '1')),
    undecided,
  );
  return jobs.filter(({ hours }) => hours.gt('0')).map(({ jobCode }) => jobCode);
}

function hoursOf(mapped: MappedBudget): Record<string, string> {
  return Object.fromEntries(mapped.jobs.map(({ jobCode, hours }) => [jobCode, hours.toString()]));
}

function job(jobCode: string, employees: string, isActive = true): SiteJob {
  return { jobCode, activeEmployees: decimal(employees), isActive };
}
