import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamicsWebApi } from 'dynamics-web-api';
import { openHouse, people, verdict } from '../delivery/house.ts';

const { amos, fay } = people;
const house = await openHouse({ withBooks: true, residents: [amos, fay] });
const key = await house.keyOf(fay.userId, ['data:read']);

/** The client as a program written for Dataverse has it: only the address of the server is another one. */
const client = new DynamicsWebApi({
  serverUrl: house.url,
  dataApi: { version: '9.2' },
  onTokenRefresh: () => Promise.resolve(key),
  useEntityNames: true,
  includeAnnotations: '*',
  maxPageSize: 1,
});

interface Site {
  readonly site_guid: string;
  readonly site_id: string;
  readonly site_name: string;
}

test('a client of Dataverse retrieves by filter, by id and by alternate key, and knows names of entities', async () => {
  const { value } = await client.retrieveMultiple<Site>({
    collection: 'site',
    select: ['site_id', 'site_name'],
    filter: "site_name eq 'Harbor Hotel'",
  });
  assert.deepEqual(
    value.map(({ site_id }) => site_id),
    ['0170'],
  );
  const guid = value[0]?.site_guid ?? '';
  const byId = await client.retrieve<Site>({ collection: 'sites', key: guid, select: ['site_name'] });
  assert.equal(byId.site_name, 'Harbor Hotel');
  const byKey = await client.retrieve<Site>({ collection: 'sites', key: "site_id='0829'" });
  assert.equal(byKey.site_name, 'Station Hotel');
  const expanded = await client.retrieve<{ ledger_balances: object[] }>({
    collection: 'sites',
    key: guid,
    select: ['site_id'],
    expand: [{ property: 'ledger_balances', select: ['amount'], filter: 'amount gt 0', orderBy: ['amount'] }],
  });
  assert.equal(expanded.ledger_balances.length, 1);
});

test('it reads all pages, counts, and reads annotations', async () => {
  const all = await client.retrieveAll<Site>({
    collection: 'sites',
    select: ['site_id'],
    orderBy: ['site_id desc'],
  });
  assert.deepEqual(
    all.value.map(({ site_id }) => site_id),
    ['0829', '0170'],
  );
  assert.equal(await client.count({ collection: 'sites' }), 2);
  assert.equal(await client.count({ collection: 'sites', filter: "district eq 'North'" }), 1);
  assert.equal(await client.countAll({ collection: 'sites' }), 2);
  const { value } = await client.retrieveMultiple<Record<string, unknown>>({
    collection: 'ledger_balances',
    select: ['amount', '_site_value'],
    filter: "site_id eq '0170'",
    count: true,
  });
  assert.equal(value[0]?.['_site_value@OData.Community.Display.V1.FormattedValue'], 'Harbor Hotel');
});

test('it sends several requests in one, asks who it is, and reads definitions', async () => {
  client.startBatch();
  void client.retrieveMultiple({ collection: 'sites', select: ['site_id'] });
  void client.retrieve({ collection: 'sites', key: "site_id='0170'" });
  const [many, one] = (await client.executeBatch()) as [{ value: Site[] }, Site];
  assert.equal(many.value.length, 1);
  assert.equal(one.site_name, 'Harbor Hotel');
  const me = await client.callFunction<{ UserId: string }>({ name: 'WhoAmI' });
  assert.match(me.UserId, /^[0-9a-f-]{36}$/);
  const counted = await client.callFunction<{ EntityRecordCountCollection: { Values: number[] } }>({
    name: 'RetrieveTotalRecordCount',
    parameters: { EntityNames: ['site'] },
  });
  assert.deepEqual(counted.EntityRecordCountCollection.Values, [2]);
  const { value } = await client.retrieveEntities<{ LogicalName: string; EntitySetName: string }>({
    select: ['LogicalName', 'EntitySetName'],
    filter: "LogicalName eq 'statement_line'",
  });
  assert.deepEqual(
    value.map(({ EntitySetName }) => EntitySetName),
    ['statement_lines'],
  );
  assert.match(await client.retrieveCsdlMetadata(), /<EntityType Name="site">/);
});

test('it is told what is wrong, with a code and a status', async () => {
  await assert.rejects(
    client.retrieveMultiple({ collection: 'sites', filter: 'distrct eq 1' }),
    (error: { status?: number; message?: string }) =>
      error.status === 400 && /nothing called distrct/.test(error.message ?? ''),
  );
  const restricted = await house.keyOf(amos.userId, ['questions:read']);
  const ask = (token: string, path: string): Promise<Response> =>
    fetch(`${house.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(await verdict(await ask(restricted, '/odata/sites')), '403 SECURITY_SCOPE_MISSING');
  const own = await house.keyOf(amos.userId, ['data:read']);
  assert.deepEqual(
    ((await (await ask(own, '/odata/sites?$select=site_id')).json()) as { value: Site[] }).value.map(
      (site) => site.site_id,
    ),
    ['0170'],
  );
  assert.equal((await fetch(`${house.url}/odata/$metadata`)).status, 401);
});

test('a query is taken away as CSV, all of it, as an export of the person', async () => {
  const answer = await fetch(
    `${house.url}/odata/ledger_balances?$format=text/csv&$select=site_id,account_id,amount&$orderby=amount desc`,
    { headers: { authorization: `Bearer ${key}` } },
  );
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="ledger_balances.csv"');
  assert.equal(await answer.text(), 'site_id,account_id,amount\n0829,6000,829.25000\n0170,6000,170.25000\n');
  const exports = await house.database.query<{ relation: string }>(
    `select relation from audit.entry where kind = 'export'
     union all select relation from audit.pending where kind = 'export'`,
  );
  assert.deepEqual(exports, [{ relation: 'ledger_balances' }]);
});
