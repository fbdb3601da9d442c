import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { DynamicsWebApi } from 'dynamics-web-api';
import { readSheet } from 'read-excel-file/node';
import { openHouse, people, verdict } from '../delivery/house.ts';
import { missingGenerator, readWithTypedClient } from './typed-client.ts';

const { amos, fay } = people;
const emma = { userId: 'emma@house.invalid', roles: ['siteAdmin'] };
const bea = { userId: 'bea@house.invalid', roles: ['billingAdmin'] };
const house = await openHouse({ withBooks: true, residents: [amos, fay, emma, bea] });
const key = await house.keyOf(fay.userId, ['data:read']);
const keyOfEmma = await house.keyOf(emma.userId, ['data:read', 'data:write']);
const keyOfBea = await house.keyOf(bea.userId, ['data:read', 'data:write']);

/** The client as a program written for Dataverse has it: only the address of the server is another one. */
const clientWith = (token: string): DynamicsWebApi =>
  new DynamicsWebApi({
    serverUrl: house.url,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => Promise.resolve(token),
    useEntityNames: true,
    includeAnnotations: '*',
    maxPageSize: 1,
  });
const client = clientWith(key);
const writer = clientWith(keyOfEmma);
const biller = clientWith(keyOfBea);

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

const contact = { site_id: '0170', kind: 'operational', contact_name: 'Front desk', phone: '+1 555 0100' };

interface Contact {
  readonly site_contact_guid: string;
  readonly verified_on: string | null;
  readonly '@odata.etag': string;
}

test('a client generated from the metadata type-checks, and reads a page with an expand', async (context) => {
  const missing = missingGenerator();
  if (missing !== null) {
    context.diagnostic(missing);
    return;
  }
  const address = `${house.url}/odata`;
  const metadata = await fetch(`${address}/$metadata`, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(metadata.status, 200);
  assert.deepEqual(JSON.parse(await readWithTypedClient(await metadata.text(), address, key)), {
    amounts: [829.25],
    accounts: ['Wages'],
    isTyped: true,
    count: 2,
  });
});

test('it creates, updates, upserts by alternate key, and deletes, under ETags where it is asked to', async () => {
  const id = await writer.create<object, string>({ collection: 'site_contacts', data: contact });
  assert.match(id, /^[0-9a-f-]{36}$/);
  const whole = await writer.create<object, Contact>({
    collection: 'site_contacts',
    data: contact,
    returnRepresentation: true,
  });
  assert.equal(whole.verified_on, null);
  const update = { collection: 'site_contacts', key: id, data: { verified_on: '2025-03-01' } };
  assert.equal(await writer.update({ ...update, ifmatch: 'W/"1"' }), false);
  await writer.update(update);
  const read = await writer.retrieve<Contact>({ collection: 'site_contacts', key: id });
  assert.equal(read.verified_on, '2025-03-01');
  await writer.updateSingleProperty({
    collection: 'site_contacts',
    key: id,
    fieldValuePair: { verified_on: '2025-03-02' },
  });
  const again = await writer.retrieve<Contact>({ collection: 'site_contacts', key: id });
  assert.equal(
    await writer.retrieve({ collection: 'site_contacts', key: id, ifnonematch: again['@odata.etag'] }),
    undefined,
    '304 has no body',
  );
  assert.equal(await writer.deleteRecord({ collection: 'site_contacts', key: id, ifmatch: 'W/"1"' }), false);
  await writer.deleteRecord({ collection: 'site_contacts', key: id });
  await assert.rejects(writer.retrieve({ collection: 'site_contacts', key: id }));
  const upsert = { collection: 'catalogue_entries', key: "catalogue='fixed-fee-services',code='4711'" };
  const entry = await biller.upsert<object, string>({ ...upsert, data: { entry_name: 'Valet' } });
  assert.match(entry, /^[0-9a-f-]{36}$/);
  assert.equal(await biller.upsert({ ...upsert, data: { entry_name: 'Never' }, ifnonematch: '*' }), null);
  assert.equal(await biller.upsert<object, string>({ ...upsert, data: { entry_name: 'Valets' } }), entry);
  assert.equal(
    await biller.upsert({ ...upsert, key: upsert.key.replace('4711', '4712'), data: {}, ifmatch: '*' }),
    null,
  );
});

test('it associates and disassociates rows, and sends a change set whose requests name each other', async () => {
  const territory = await writer.create<object, string>({
    collection: 'territories',
    data: { territory_name: 'South coast' },
  });
  const sites = await writer.retrieveMultiple<Site>({ collection: 'sites', select: ['site_id'] });
  const [first] = sites.value;
  assert.ok(first);
  await writer.associate({
    collection: 'territories',
    primaryKey: territory,
    relationshipName: 'sites',
    relatedCollection: 'sites',
    relatedKey: first.site_guid,
  });
  const placed = await writer.retrieve<{ sites: Site[] }>({
    collection: 'territories',
    key: territory,
    expand: [{ property: 'sites', select: ['site_id'] }],
  });
  assert.equal(placed.sites.length, 1);
  await writer.associateSingleValued({
    collection: 'sites',
    primaryKey: "site_id='0829'",
    navigationProperty: 'territory',
    relatedCollection: 'territories',
    relatedKey: territory,
  });
  writer.startBatch();
  void writer.create({
    collection: 'territories',
    data: { territory_name: 'North hills' },
    contentId: '1',
    inChangeSet: true,
  });
  void writer.create({
    collection: 'site_territories',
    data: { site_id: '0829', from_on: '2099-01-01', 'territory@odata.bind': '$1' },
    inChangeSet: true,
  });
  void writer.create({ collection: 'site_contacts', data: contact, inChangeSet: true });
  const answers = await writer.executeBatch();
  assert.equal(answers.length, 3);
  const filter = "territory/territory_name eq 'North hills'";
  assert.equal(await writer.count({ collection: 'site_territories', filter }), 1);
});

test('it follows changes from the delta link of the last page', async () => {
  const first = await writer.retrieveMultiple<{ territory_name: string }>({
    collection: 'territories',
    trackChanges: true,
    maxPageSize: 50,
  });
  const deltaLink = first['@odata.deltaLink'] ?? '';
  assert.match(deltaLink, /deltatoken=/);
  await writer.create({ collection: 'territories', data: { territory_name: 'Islands' } });
  const changed = await writer.retrieveMultiple<{ territory_name: string }>(
    { collection: 'territories' },
    deltaLink,
  );
  assert.deepEqual(
    changed.value.map(({ territory_name: name }) => name),
    ['Islands'],
  );
});

test('it asks with FetchXml: links, aggregates, and pages by their cookie', async () => {
  const fetchXml =
    '<fetch count="1"><entity name="ledger_balance"><attribute name="amount"/><order attribute="amount"/>' +
    '<link-entity name="site" from="site_id" to="site_id" alias="s"><attribute name="site_name"/></link-entity>' +
    '</entity></fetch>';
  const all = await client.fetchAll<Record<string, unknown>>({ collection: 'ledger_balances', fetchXml });
  assert.deepEqual(
    all.value.map((row) => row['s.site_name']),
    ['Harbor Hotel', 'Station Hotel'],
  );
  const sums =
    '<fetch aggregate="true"><entity name="ledger_balance"><attribute name="amount" aggregate="sum" alias="total"/>' +
    '<attribute name="account_id" groupby="true" alias="account"/></entity></fetch>';
  const { value } = await client.fetch<{ account: string; total: number }>({
    collection: 'ledger_balances',
    fetchXml: sums,
  });
  assert.deepEqual(
    value.map(({ account, total }) => `${account} ${String(total)}`),
    ['6000 999.5'],
  );
});

test('it calls what is done to rows as bound actions', async () => {
  await assert.rejects(
    biller.callAction({
      collection: 'statements',
      key: 'statement_id=1',
      actionName: 'Microsoft.Dynamics.CRM.approve',
    }),
    (error: { status?: number }) => error.status === 404,
  );
  await assert.rejects(
    biller.callAction({
      collection: 'sites',
      key: "site_id='0170'",
      actionName: 'Daybook.bill',
      action: { month: '2025-03' },
    }),
    /No contract is in effect in 2025-03/,
  );
  const targets = ['Lagoon', 'Bay'].map((territory_name) => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.territory',
    territory_name,
  }));
  const { Ids } = await writer.callAction<{ Ids: string[] }>({
    collection: 'territories',
    actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
    action: { Targets: targets },
  });
  assert.equal(Ids.length, 2);
});

test('it takes rows apart again, from both ends', async () => {
  // Where a site was placed today it cannot be moved again today.
  await house.database.execute("delete from warehouse.site_territory where from_on = '2099-01-01'");
  await house.database.execute(
    'update warehouse.site_territory set from_on = from_on - 40, to_on = null, ended_by = null',
  );
  const { value } = await writer.retrieveMultiple<Site & { _territory_value: string }>({
    collection: 'sites',
    select: ['site_id', '_territory_value'],
  });
  const [first] = value;
  assert.ok(first);
  await writer.disassociate({
    collection: 'territories',
    primaryKey: first._territory_value,
    relationshipName: 'sites',
    relatedKey: first.site_guid,
  });
  await writer.disassociateSingleValued({
    collection: 'sites',
    primaryKey: "site_id='0829'",
    navigationProperty: 'territory',
  });
  assert.equal(await writer.count({ collection: 'sites', filter: 'territory_id ne null' }), 0);
});

test('it reads what entities, columns and relationships there are', async () => {
  const site = await client.retrieveEntity<{ MetadataId: string; LogicalName: string }>({
    key: "LogicalName='site'",
    select: ['LogicalName'],
  });
  const attributes = await client.retrieveAttributes<{ LogicalName: string }>({
    entityKey: site.MetadataId,
    castType: 'Microsoft.Dynamics.CRM.BooleanAttributeMetadata',
  });
  assert.ok(attributes.value.length > 0);
  const name = await client.retrieveAttribute<{ AttributeType: string }>({
    entityKey: "LogicalName='site'",
    attributeKey: "LogicalName='site_name'",
  });
  assert.equal(name.AttributeType, 'String');
  const ways = await client.retrieveRelationships<Record<string, string>>({
    castType: 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    filter: "ReferencedEntity eq 'site'",
  });
  const [way] = ways.value.filter(({ ReferencingEntity: end }) => end === 'ledger_balance');
  assert.equal(way?.['ReferencingAttribute'], '_site_value');
  const again = await client.retrieveRelationship<Record<string, string>>({ key: way['MetadataId'] ?? '' });
  assert.equal(again['SchemaName'], 'site_ledger_balances');
  assert.deepEqual((await client.retrieveGlobalOptionSets()).value, []);
});

/** What this client can do and Daybook does not: each is told so, with a code. */
const notOffered: Readonly<Record<string, readonly [work: () => Promise<unknown>, status: number]>> = {
  createEntity: [() => writer.createEntity({ data: { LogicalName: 'x' } }), 405],
  updateEntity: [() => writer.updateEntity({ data: { MetadataId: guid } }), 405],
  createAttribute: [() => writer.createAttribute({ entityKey: guid, data: { LogicalName: 'x' } }), 405],
  updateAttribute: [() => writer.updateAttribute({ entityKey: guid, data: { MetadataId: guid } }), 405],
  createRelationship: [() => writer.createRelationship({ data: { SchemaName: 'x' } }), 405],
  updateRelationship: [() => writer.updateRelationship({ data: { MetadataId: guid } }), 405],
  deleteRelationship: [() => writer.deleteRelationship({ key: guid }), 405],
  createGlobalOptionSet: [() => writer.createGlobalOptionSet({ data: { Name: 'x' } }), 405],
  updateGlobalOptionSet: [() => writer.updateGlobalOptionSet({ data: { MetadataId: guid } }), 405],
  deleteGlobalOptionSet: [() => writer.deleteGlobalOptionSet({ key: guid }), 405],
  retrieveGlobalOptionSet: [() => client.retrieveGlobalOptionSet({ key: guid }), 404],
  uploadFile: [
    () =>
      writer.uploadFile({
        collection: 'sites',
        key: "site_id='0170'",
        property: 'site_name',
        fileName: 'a.txt',
        data: new Uint8Array([1]),
      }),
    405,
  ],
  downloadFile: [
    () => client.downloadFile({ collection: 'sites', key: "site_id='0170'", property: 'photo' }),
    404,
  ],
  query: [() => client.query('hotel'), 404],
  suggest: [() => client.suggest('hotel'), 404],
  autocomplete: [() => client.autocomplete('hotel'), 404],
  getBackgroundOperationStatus: [() => client.getBackgroundOperationStatus(guid), 404],
  cancelBackgroundOperation: [() => writer.cancelBackgroundOperation(guid), 400],
};
const guid = '00000000-0000-0000-0000-000000000001';

test('every operation of the client is tried here, and what is not offered says so', async () => {
  for (const [name, [work, status]] of Object.entries(notOffered))
    await assert.rejects(work, (error: { status?: number; code?: string; message?: string }) => {
      assert.equal(error.status, status, `${name}: ${String(error.status)} ${error.message ?? ''}`);
      return true;
    });
  // `search` is the former name of `query`.
  const own = new Set(['setConfig', 'initializeInstance', 'search']);
  const operations = Object.entries(client)
    .filter(([, member]) => typeof member === 'function')
    .map(([name]) => name)
    .filter((name) => !own.has(name));
  assert.ok(operations.length > 40, operations.join(' '));
  const text = await readFile(import.meta.filename, 'utf8');
  for (const name of operations)
    assert.match(text, new RegExp(`(?:client|writer|biller)\\.${name}\\b`), `${name} is not tried`);
});

test('it is told what is wrong, with a code and a status', async () => {
  await assert.rejects(
    client.retrieveMultiple({ collection: 'sites', filter: 'distrct eq 1' }),
    (error: { status?: number; message?: string }) =>
      error.status === 400 && /no property distrct on site/.test(error.message ?? ''),
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

const asked = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${house.url}/odata/${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });

test('a query is taken away as CSV or as a workbook, all of it, as an export of the person', async () => {
  const query = 'ledger_balances?$select=site_id,period_month,amount&$orderby=amount desc';
  const answer = await asked(`${query}&$format=text/csv`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="ledger_balances.csv"');
  assert.equal(
    await answer.text(),
    'site_id,period_month,amount\n0829,2025-03-01,829.25000\n0170,2025-03-01,170.25000\n',
  );
  for (const workbook of [
    await asked(`${query}&$format=xlsx`),
    await asked(query, { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
  ]) {
    assert.equal(workbook.headers.get('content-disposition'), 'attachment; filename="ledger_balances.xlsx"');
    assert.deepEqual(await readSheet(Buffer.from(await workbook.arrayBuffer()), 'ledger_balances'), [
      ['site_id', 'period_month', 'amount'],
      ['0829', new Date('2025-03-01'), 829.25],
      ['0170', new Date('2025-03-01'), 170.25],
    ]);
  }
  const exports = await house.database.query<{ relation: string }>(
    `select relation from audit.entry where kind = 'export'
     union all select relation from audit.pending where kind = 'export'`,
  );
  assert.deepEqual(
    exports.map(({ relation }) => relation),
    ['ledger_balances', 'ledger_balances', 'ledger_balances'],
  );
  // What leaves is counted, not what the query finds.
  await house.database.execute('update security.export_limit set most_rows = 1');
  assert.equal((await asked(`${query}&$format=csv&$top=1`)).status, 200);
  assert.equal((await asked(`${query}&$format=csv&$skip=1`)).status, 200);
  assert.equal((await asked(`${query}&$format=csv`)).status, 403);
});
