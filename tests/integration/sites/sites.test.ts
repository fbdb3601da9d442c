import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { harbor, openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
const house = await openSiteHouse(database);
const { done, json, refused, run } = house;
const station = {
  ...harbor,
  SITE: '0829',
  SITE_NAME: 'Station Hotel',
  GL_STRING: '02-02-0829-',
  SVP_REGION: 'West',
};
await house.siteList('2026-01-01', [harbor, station]);
await house.customerList({ '0170': 'payables@harbor.invalid', '0829': 'desk@station.invalid' });

interface Shown {
  readonly revision: number | null;
  readonly general: { readonly gl_string: string; readonly emails: string } | null;
  readonly fields: readonly {
    readonly field: string;
    readonly value: string | null;
    readonly from: string;
    readonly listed: string | null;
    readonly set_by: string | null;
    readonly reason: string | null;
    readonly holds: string | null;
  }[];
}

const shown = (as: string, site = '170'): Promise<Shown> => json<Shown>(as, 'sites', 'show', site);
const fieldOf = async (name: string): Promise<Shown['fields'][number] | undefined> =>
  (await shown('bea')).fields.find(({ field }) => field === name);
const set = (...words: readonly string[]): readonly string[] => ['sites', 'set', '170', ...words];
const because = ['--reason', 'as the customer wrote'] as const;

test('everyone sees their sites; general information is not for account managers', async () => {
  const list = async (as: string): Promise<string[]> =>
    (await json<{ site: string; general: object | null }[]>(as, 'sites', 'list')).map(
      ({ site, general }) => `${site} ${general === null ? 'header' : 'all'}`,
    );
  assert.deepEqual(await list('bea'), ['0170 all', '0829 all']);
  assert.deepEqual(await list('amos'), ['0170 header']);
  assert.equal(await refused('amos', 'sites', 'show', '829'), 'SECURITY_FORBIDDEN');
  assert.equal(await refused('bea', 'sites', 'show', '9999'), 'WAREHOUSE_SITE_UNKNOWN');
  const amos = await done('amos', 'sites', 'show', '170');
  assert.match(amos, /1 Harbor Way/);
  assert.doesNotMatch(amos, /02-02-0170-|payables@harbor/);
  const csv = await done('bea', 'sites', 'list', '--region', 'west', '--csv');
  assert.match(
    csv,
    /^site,name,status.*\n0829,Station Hotel,open,.*,02-02-0829-,desk@station\.invalid,,,\n$/,
  );
});

test('what is set here goes before the list, and says who, when and why; the list is told beside it', async () => {
  assert.equal(await refused('bea', ...set('city=Hampton')), 'SITES_REASON_MISSING');
  assert.equal(await refused('fay', ...set('city=Hampton'), ...because), 'SECURITY_FORBIDDEN');
  await done('bea', ...set('gl-string=02-02-4401-', 'recipient=Harbor Partners', 'vendor=V-17'), ...because);
  const gl = await fieldOf('gl-string');
  assert.deepEqual(
    [gl?.value, gl?.from, gl?.listed, gl?.set_by, gl?.reason, gl?.holds],
    ['02-02-4401-', 'here', '02-02-0170-', 'bea@house.invalid', because[1], 'until the next list'],
  );
  assert.equal((await fieldOf('city'))?.from, 'list');
  assert.equal((await fieldOf('vendor'))?.holds, 'until it is withdrawn');
  assert.match(
    await done('bea', 'sites', 'show', '170'),
    /changed here by bea@house\.invalid on .*the list says 02-02-0170-/,
  );
  const [seen] = await database.query('select gl_string from warehouse.site_now($1)', ['0170']);
  assert.deepEqual(seen, { gl_string: '02-02-4401-' });
});

test('values are checked all at once, and nothing is saved unless all are sound', async () => {
  const said = await run(
    'bea',
    ...set('gl-string=4401', 'emails=a@b.example; not one', 'closed-on=2019-12-31', 'opened-on='),
    ...because,
  );
  assert.match(said.err, /^SITES_VALUES_INVALID/);
  for (const fault of [
    /gl-string: "4401" is not of the form/,
    /"not one" \(number 2\) is not an address/,
    /opened-on is blank/,
  ])
    assert.match(said.err, fault);
  const late = await run('bea', ...set('closed-on=2019-12-31'), ...because);
  assert.match(late.err, /closed-on 2019-12-31 is not after opened-on 2020-01-01/);
  assert.equal(await refused('bea', ...set('rooms=12'), ...because), 'SITES_FIELD_UNKNOWN');
  assert.equal(await refused('bea', ...set('--from-list', 'city'), ...because), 'SITES_NOT_SET_HERE');
  assert.equal((await fieldOf('gl-string'))?.value, '02-02-4401-');
});

test('a save that has not seen the last change is refused, and told who, when and the values now', async () => {
  const { revision } = await shown('bea');
  await done('sid', ...set('city=Hampton', '--seen', String(revision)), ...because);
  const late = await run('bea', ...set('city=Suffolk', '--seen', String(revision)), ...because);
  assert.equal(late.code, 1);
  assert.match(
    late.err,
    /^SITES_CHANGED_SINCE: .*sid@house\.invalid at \d{4}-\d\d-\d\d .*: city, now Hampton/,
  );
  const latest = String((await shown('bea')).revision);
  await done('bea', ...set('city=Suffolk', '--seen', latest), ...because);
  assert.equal((await fieldOf('city'))?.value, 'Suffolk');
  const again = await done('bea', ...set('city=Suffolk', '--json'), ...because);
  assert.deepEqual((JSON.parse(again) as { changed: object[] }).changed, []);
});

test('the next list ends what was set in its place, unless the operator lets it stay', async () => {
  const warned = await house.siteList('2026-02-01', [harbor, station]);
  assert.ok(warned.includes('overrides ended'), warned.join());
  assert.deepEqual([(await fieldOf('gl-string'))?.from, (await fieldOf('city'))?.value], ['list', 'Norfolk']);
  assert.equal((await fieldOf('recipient'))?.value, 'Harbor Partners');
  assert.match(
    await done('bea', 'sites', 'show', '170', '--history'),
    /master_non_financial_2026-02-01.*back to the list/,
  );
  await house.operator({ keepsSiteOverrides: true });
  await done('bea', ...set('city=Hampton', 'emails=new@harbor.invalid,second@harbor.invalid'), ...because);
  await house.siteList('2026-03-01', [{ ...harbor, STREET_ADDRESS: '2 Harbor Way' }, station]);
  await house.customerList({ '0170': 'other@harbor.invalid', '0829': 'desk@station.invalid' });
  assert.deepEqual(
    [
      (await fieldOf('city'))?.value,
      (await fieldOf('street-address'))?.value,
      (await fieldOf('emails'))?.value,
    ],
    ['Hampton', '2 Harbor Way', 'new@harbor.invalid; second@harbor.invalid'],
  );
  await done('bea', ...set('--from-list', 'emails', 'city'), ...because);
  assert.equal((await fieldOf('emails'))?.value, 'other@harbor.invalid');
  await house.operator({});
  await done('bea', ...set('emails=once@harbor.invalid'), ...because);
  await house.customerList({ '0170': 'third@harbor.invalid', '0829': 'desk@station.invalid' });
  assert.equal((await fieldOf('emails'))?.value, 'third@harbor.invalid');
});

test('SQL clients read the site as it counts, and of its billing contact what they may', async () => {
  await done('bea', ...set('city=Hampton', 'emails=new@harbor.invalid'), ...because);
  const asked = async (as: string): Promise<unknown> => {
    const [personId] = await database.query<{ id: string }>(
      'select person_id::text as id from security.person where user_id = $1',
      [`${as}@house.invalid`],
    );
    return database.transaction(async (transaction) => {
      await transaction.query('select security.act_as_person($1, $2, null)', [personId?.id ?? '', 'test']);
      const [row] = await transaction.query<object>(
        `select city, billing_contact from api.site where site_id = '0170'`,
      );
      return row;
    });
  };
  assert.deepEqual(await asked('bea'), { city: 'Hampton', billing_contact: 'new@harbor.invalid' });
  assert.deepEqual(await asked('amos'), { city: 'Hampton', billing_contact: null });
});

test('what is set is in the trail, under the name of who set it', async () => {
  const [entry] = await database.query<{ actor: string; site: string; reason: string }>(
    `select user_id as actor, site_id as site, reason from audit.entry join security.person using (person_id)
     where relation = 'warehouse.site_override' order by position limit 1`,
  );
  assert.deepEqual(entry, { actor: 'bea@house.invalid', site: '0170', reason: because[1] });
});
