import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asker, callerWith, openBooks, root, type Said } from './service.ts';

const database = await openBooks();
const site = { kind: 'site', name: '0170' } as const;
const as = {
  emma: await asker(database, await callerWith(database, 'siteAdmin')),
  fred: await asker(database, await callerWith(database, 'forecastAdmin')),
  amos: await asker(database, await callerWith(database, 'accountManager', site)),
  fay: await asker(database, await callerWith(database, 'financeManager')),
  bea: await asker(database, await callerWith(database, 'billingAdmin')),
  sek: await asker(database, await callerWith(database, 'securityAdmin')),
};

type Ask = (typeof as)['emma'];

const send = (
  ask: Ask,
  method: string,
  address: string,
  ...[body, headers = {}]: [object?, Record<string, string>?]
): Promise<Said> =>
  ask(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

const represented = { prefer: 'return=representation' };
const contact = {
  site_id: '0170',
  kind: 'operational',
  contact_name: 'Front desk',
  phone: '+1 555 0100',
};

/** Address of a row below the root of the service, as an answer says it. */
const placeOf = ({ headers }: Said): string => (headers['odata-entityid'] ?? '').slice(root.length);

test('a row is added, read by the GUID of OData-EntityId, changed under its ETag and deleted', async () => {
  const added = await send(as.emma, 'POST', 'site_contacts', contact);
  assert.equal(added.status, 204, added.text);
  assert.match(added.headers['odata-entityid'] ?? '', /\/odata\/site_contacts\([0-9a-f-]{36}\)$/);
  const row = await as.emma(placeOf(added));
  assert.deepEqual([row.json['contact_name'], row.json['verified_on']], ['Front desk', null]);
  const verified = { verified_on: '2025-04-01' };
  const stale = await send(as.emma, 'PATCH', placeOf(added), verified, { 'if-match': 'W/"1"' });
  assert.equal(stale.status, 412);
  const tag = row.headers['etag'] ?? '';
  const changed = await send(as.emma, 'PATCH', placeOf(added), verified, { 'if-match': tag, ...represented });
  assert.deepEqual([changed.status, changed.json['verified_on']], [200, '2025-04-01']);
  assert.equal(changed.headers['preference-applied'], 'return=representation');
  const again = await send(
    as.emma,
    'PATCH',
    placeOf(added),
    { verified_on: '2025-04-02' },
    { 'if-match': tag },
  );
  assert.equal(again.status, 412);
  assert.equal((await send(as.emma, 'DELETE', placeOf(added), undefined, { 'if-match': tag })).status, 412);
  assert.equal((await send(as.emma, 'DELETE', placeOf(added))).status, 204);
  assert.equal((await send(as.emma, 'DELETE', placeOf(added))).status, 404);
});

test('what is written keeps the rules, the rights and the trail of the command line', async () => {
  const refused = await send(as.fay, 'POST', 'site_contacts', contact);
  assert.match(refused.text, /SECURITY_FORBIDDEN/);
  const wrong = await send(as.emma, 'POST', 'site_contacts', { ...contact, phone: null });
  assert.match(wrong.text, /SITES_CONTACT_INVALID/);
  const unknown = await send(as.emma, 'POST', 'site_contacts', { ...contact, fax: '1' });
  assert.match(unknown.text, /ODATA_INVALID.*no property fax on /);
  const notGiven = await send(as.emma, 'POST', 'site_contacts', { ...contact, added_by: 'me' });
  assert.match(notGiven.text, /ODATA_INVALID.*added_by of site_contacts cannot be written here/);
  const missing = await send(as.emma, 'POST', 'site_contacts', { site_id: '0170', kind: 'emergency' });
  assert.match(missing.text, /needs contact_name/);
  const noReason = await send(as.emma, 'PATCH', "sites('0170')", { city: 'Springfield' });
  assert.match(noReason.text, /SITES_REASON_MISSING/);
  const body = { city: 'Springfield', '@Daybook.reason': 'moved next door' };
  assert.equal((await send(as.emma, 'PATCH', "sites('0170')", body)).status, 204);
  const [entry] = await database.query<{ reason: string; person: string }>(
    `select reason, user_id as person from audit.pending join audit.pending_actor using (pending_id)
     join security.person using (person_id)
     where relation = 'warehouse.site_override' and kind = 'insert'`,
  );
  assert.deepEqual(entry, { reason: 'moved next door', person: 'siteadmin@books.invalid' });
  const refusals = await database.query<{ relation: string }>(
    `select relation from audit.pending join audit.pending_actor using (pending_id)
     join security.person using (person_id) where kind = 'refusal' and user_id = 'financemanager@books.invalid'`,
  );
  assert.ok(refusals.length > 0);
});

test('sets that nobody writes answer 405 with words, and so does what is not done to those that are', async () => {
  for (const [method, address] of [
    ['POST', 'ledger_balances'],
    ['PATCH', 'statements(1)'],
    ['DELETE', 'batches(1)'],
    ['DELETE', "sites('0170')"],
    ['POST', 'sites'],
    ['PUT', 'statements(1)/state'],
  ] as const) {
    const answer = await send(as.emma, method, address, {});
    assert.equal(answer.status, 405, `${method} ${address}: ${answer.text}`);
  }
  assert.match(
    (await send(as.emma, 'DELETE', "sites('0170')")).text,
    /rows can be changed here, but not deleted/,
  );
});

test('PATCH by a natural key adds the row or changes it, as If-Match and If-None-Match say', async () => {
  const address = "catalogue_entries(catalogue='fixed-fee-services',code='4711')";
  assert.equal(
    (await send(as.bea, 'PATCH', address, { entry_name: 'Valet' }, { 'if-match': '*' })).status,
    404,
  );
  const added = await send(as.bea, 'PATCH', address, { entry_name: 'Valet' }, represented);
  assert.deepEqual([added.status, added.json['entry_name']], [201, 'Valet'], added.text);
  assert.equal(
    (await send(as.bea, 'PATCH', address, { entry_name: 'Valets' }, { 'if-none-match': '*' })).status,
    412,
  );
  const changed = await send(as.bea, 'PATCH', address, { entry_name: 'Valets' }, represented);
  assert.deepEqual([changed.status, changed.json['entry_name']], [200, 'Valets']);
  assert.equal((await send(as.bea, 'PUT', `${address}/entry_name`, { value: 'Parking' })).status, 204);
  assert.equal((await as.bea(`${address}/entry_name/$value`)).text, 'Parking');
  assert.equal((await send(as.bea, 'DELETE', address)).status, 204);
  const odd =
    "forecast_rates(site_id='0170',version='50%25 %2F ''what if'' %26 more?',rate_month=2025-05-01,category='x')";
  const unknown = await send(as.fred, 'PATCH', odd, { rate: 1 });
  assert.match(unknown.text, /50% \/ 'what if' & more\?|x/);
});

test('the five kinds of forecast entries are entered, changed and taken back', async () => {
  const rows = [
    ['forecast_statistics', { day_on: '2025-05-03', valet_daily: 45 }, 'valet_daily', '45.00000'],
    [
      'forecast_rates',
      { rate_month: '2025-05-01', category: 'valet-daily', rate: 32.5 },
      'rate',
      '32.50000000',
    ],
    [
      'forecast_other_revenues',
      { revenue_month: '2025-05-01', kind: 'miscellaneous', amount: '-12.50' },
      'amount',
      '-12.50000',
    ],
    [
      'forecast_other_expenses',
      { expense_month: '2025-05-01', account_id: '7100', amount: 900 },
      'amount',
      '900.00000',
    ],
  ] as const;
  for (const [set, row, measure, value] of rows) {
    const body = { site_id: '0170', ...row, '@Daybook.reason': 'summer' };
    const added = await send(as.amos, 'POST', set, body, represented);
    if (set === 'forecast_other_expenses' && added.status !== 201) {
      assert.match(added.text, /FORECASTING_/);
      continue;
    }
    assert.equal(added.status, 201, added.text);
    assert.equal(added.json['version'], 'working');
    assert.match(added.text, new RegExp(`"${measure}":${value.replace('.', '\\.')}`));
    const changed = await send(as.amos, 'PATCH', placeOf(added), { [measure]: 7, '@Daybook.reason': 'less' });
    assert.equal(changed.status, 204, changed.text);
    assert.match((await as.amos(`${placeOf(added)}/${measure}/$value`)).text, /^7\.0+$/);
    assert.equal((await send(as.amos, 'DELETE', placeOf(added))).status, 204);
    assert.equal((await as.amos(placeOf(added))).status, 404);
  }
  const game = { site_id: '0170', kind: 'game', title: 'Final', first_on: '2025-05-03', effect_percent: 20 };
  const event = await send(as.amos, 'POST', 'forecast_events', game, represented);
  assert.deepEqual([event.status, event.json['last_on']], [201, '2025-05-03'], event.text);
  assert.equal((await send(as.amos, 'DELETE', placeOf(event))).status, 204);
  const other = await send(as.amos, 'POST', 'forecast_statistics', {
    site_id: '0829',
    day_on: '2025-05-03',
    valet_daily: 1,
  });
  assert.match(other.text, /SECURITY_FORBIDDEN/);
});

test('rows are led to each other and away again by $ref, from both ends, and by @odata.bind', async () => {
  const south = await send(as.emma, 'POST', 'territories', { territory_name: 'South coast' });
  assert.equal(south.status, 204, south.text);
  const id = { '@odata.id': south.headers['odata-entityid'] };
  const own = await send(as.emma, 'PUT', "sites('0170')/territory/$ref", id);
  assert.equal(own.status, 204, own.text);
  assert.match((await as.emma("sites('0170')?$expand=territory")).text, /South coast/);
  const there = { '@odata.id': `${root}sites('0829')` };
  assert.equal((await send(as.emma, 'POST', `${placeOf(south)}/sites/$ref`, there)).status, 204);
  const { json } = await as.emma(`${placeOf(south)}/sites?$select=site_id`);
  assert.deepEqual(
    json.value.map((one) => one['site_id']),
    ['0170', '0829'],
  );
  const bound = await send(as.emma, 'PATCH', "sites('0901')", {
    'territory@odata.bind': `/${placeOf(south)}`,
  });
  assert.equal(bound.status, 204, bound.text);
  const wrong = await send(as.emma, 'PATCH', "sites('0901')", { 'territory@odata.bind': "sites('0170')" });
  assert.match(wrong.text, /refers to territory/);
});

test('CreateMultiple, UpdateMultiple and UpsertMultiple write all rows or none', async () => {
  const target = (day: string, rooms: number): object => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.forecast_statistic',
    site_id: '0170',
    version: 'working',
    day_on: day,
    occupied_rooms: rooms,
  });
  const call = (name: string, Targets: object[]): Promise<Said> =>
    send(as.amos, 'POST', `forecast_statistics/Microsoft.Dynamics.CRM.${name}`, { Targets });
  const made = await call('CreateMultiple', [target('2025-06-01', 10), target('2025-06-02', 11)]);
  assert.equal((made.json['Ids'] as string[]).length, 2, made.text);
  const half = await call('UpsertMultiple', [target('2025-06-01', 99), target('2025-06-03', 999_999)]);
  assert.equal(half.status >= 400 && half.status < 500, true, half.text);
  assert.equal(
    (await as.amos('forecast_statistics?$filter=occupied_rooms eq 99&$count=true')).json['@odata.count'],
    0,
  );
  const upserted = await call('UpsertMultiple', [target('2025-06-01', 20), target('2025-06-04', 21)]);
  const results = upserted.json['Results'] as { RecordCreated: boolean }[];
  assert.deepEqual(
    results.map((one) => one.RecordCreated),
    [false, true],
    upserted.text,
  );
  const ids = made.json['Ids'] as string[];
  const updated = await call('UpdateMultiple', [{ forecast_statistic_guid: ids[1], occupied_rooms: 12 }]);
  assert.equal(updated.status, 204, updated.text);
  assert.equal(
    (await as.amos(`forecast_statistics(${ids[1] ?? ''})/occupied_rooms/$value`)).text,
    '12.00000',
  );
});

/** A multipart batch with one change set. */
function changeSet(parts: readonly { method: string; address: string; body?: object }[]): {
  body: string;
  headers: Record<string, string>;
} {
  const lines = parts.flatMap(({ method, address, body }, at) => [
    '--changeset_1',
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    `Content-ID: ${String(at + 1)}`,
    '',
    `${method} ${address} HTTP/1.1`,
    'Content-Type: application/json',
    '',
    JSON.stringify(body ?? {}),
  ]);
  const body = [
    '--b',
    'Content-Type: multipart/mixed;boundary=changeset_1',
    '',
    ...lines,
    '--changeset_1--',
    '--b--',
  ];
  return { body: body.join('\n'), headers: { 'content-type': 'multipart/mixed;boundary=b' } };
}

test('a change set is one transaction: later requests name earlier rows, one that fails takes all back', async () => {
  const good = changeSet([
    { method: 'POST', address: 'territories', body: { territory_name: 'North hills' } },
    {
      method: 'POST',
      address: 'site_territories',
      body: { site_id: '0829', from_on: '2025-06-01', 'territory@odata.bind': '$1' },
    },
    { method: 'POST', address: 'site_contacts', body: { ...contact, site_id: '0829' } },
    { method: 'PATCH', address: '$3', body: { verified_on: '2025-04-02' } },
  ]);
  const held = await as.emma('$batch', { method: 'POST', ...good });
  assert.equal(held.status, 200);
  assert.match(held.text, /^--batchresponse_[\s\S]*--changesetresponse_[\s\S]*HTTP\/1\.1 204/, held.text);
  const placed = await as.emma("site_territories?$filter=territory/territory_name eq 'North hills'");
  assert.deepEqual(
    placed.json.value.map((one) => one['from_on']),
    ['2025-06-01'],
  );
  assert.match((await as.emma("site_contacts?$filter=site_id eq '0829'")).text, /2025-04-02/);
  const bad = changeSet([
    { method: 'POST', address: 'territories', body: { territory_name: 'Never' } },
    { method: 'POST', address: 'site_contacts', body: { ...contact, site_id: '9999' } },
  ]);
  const taken = await as.emma('$batch', { method: 'POST', ...bad });
  assert.match(taken.text, /Content-ID: 2\r\n\r\nHTTP\/1\.1 4/);
  assert.doesNotMatch(taken.text, /changesetresponse_/);
  assert.equal((await as.emma("territories?$filter=territory_name eq 'Never'")).json.value.length, 0);
  const json = {
    requests: [
      { id: 'a', atomicityGroup: 'g', method: 'post', url: 'territories', body: { territory_name: 'East' } },
      { id: 'b', atomicityGroup: 'g', method: 'post', url: 'territories', body: { territory_name: 'East' } },
      { id: 'c', method: 'get', url: 'territories/$count' },
    ],
  };
  const answer = await send(as.emma, 'POST', '$batch', json, {
    'content-type': 'application/json',
    prefer: 'odata.continue-on-error',
  });
  const responses = answer.json['responses'] as { id: string; status: number }[];
  assert.deepEqual(
    responses.map(({ id, status }) => `${id} ${String(status)}`),
    ['a 424', 'b 409', 'c 200'],
    answer.text,
  );
});

test('what segregation of duties stopped, and refusals, stay recorded when a change set is taken back', async () => {
  const { json } = await as.sek("people?$filter=user_id eq 'securityadmin@books.invalid'");
  const body = { person_id: json.value[0]?.['person_id'], role: 'auditor', reason: 'for myself' };
  const sent = changeSet([
    { method: 'POST', address: 'people', body: { user_id: 'new@books.invalid' } },
    { method: 'POST', address: 'role_assignments', body },
  ]);
  const answer = await as.sek('$batch', { method: 'POST', ...sent });
  assert.match(answer.text, /SECURITY_CONFLICT/);
  assert.equal((await as.sek("people?$filter=user_id eq 'new@books.invalid'")).json.value.length, 0);
  const attempts = await database.query<{ attempted: string }>(
    'select attempted from security.attempted_conflict',
  );
  assert.deepEqual(attempts, [{ attempted: 'approve-access' }]);
  const before = await database.query('select from audit.pending where kind = $1', ['refusal']);
  const refused = changeSet([{ method: 'POST', address: 'territories', body: { territory_name: 'Mine' } }]);
  assert.match((await as.fay('$batch', { method: 'POST', ...refused })).text, /SECURITY_FORBIDDEN/);
  assert.equal(
    (await database.query('select from audit.pending where kind = $1', ['refusal'])).length,
    before.length + 1,
  );
});

test('marks, limits, overrides and roles are written where people write them', async () => {
  const mark = { site_id: '0170', service_month: '2025-03-01', is_ready: true, note: 'two invoices' };
  const marked = await send(as.amos, 'POST', 'site_readinesses', mark, represented);
  assert.equal(marked.status, 201, marked.text);
  const changed = await send(as.amos, 'PATCH', placeOf(marked), { is_ready: false }, represented);
  assert.deepEqual([changed.json['is_ready'], changed.json['note']], [false, 'two invoices'], changed.text);
  const override = "site_overrides(site_id='0170',field='recipient')";
  const set = await send(as.emma, 'PATCH', override, { value: 'Payables', reason: 'asked for' });
  assert.equal(set.status, 204, set.text);
  assert.equal((await as.emma(`${override}/value/$value`)).text, 'Payables');
  assert.equal(
    (await send(as.emma, 'DELETE', override, { '@Daybook.reason': 'as the list says' })).status,
    204,
  );
  assert.equal((await as.emma(override)).status, 404);
  const added = await send(as.sek, 'POST', 'people', { user_id: 'nora@books.invalid' });
  assert.equal(added.status, 204, added.text);
  const role = { 'person@odata.bind': placeOf(added), role: 'auditor', reason: 'audit of 2025' };
  const granted = await send(as.sek, 'POST', 'role_assignments', role);
  assert.equal(granted.status, 204, granted.text);
  const ended = await send(as.sek, 'DELETE', placeOf(granted), { '@Daybook.reason': 'over' });
  assert.equal(ended.status, 204, ended.text);
});
