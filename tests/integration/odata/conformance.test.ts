/**
 * OData Version 4.0 Part 1: Protocol, section 13.1: what a service of each level must and should do. A test for every
 * item, named by its section and number; the section that says how follows in square brackets. Items that ask for a
 * lower level, or repeat one of it, stand once. What a service may leave out and this one does is shown to answer 501.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainTrail } from '../../../src/platform/security/index.ts';
import { openHouse, people } from '../delivery/house.ts';

const { amos, fay } = people;
const emma = { userId: 'emma@house.invalid', roles: ['siteAdmin'] };
const bea = { userId: 'bea@house.invalid', roles: ['billingAdmin'] };
const audra = { userId: 'audra@house.invalid', roles: ['auditor'] };
const house = await openHouse({ withBooks: true, residents: [amos, fay, emma, bea, audra] });
const keys = {
  fay: await house.keyOf(fay.userId, ['data:read']),
  emma: await house.keyOf(emma.userId, ['data:read', 'data:write']),
  bea: await house.keyOf(bea.userId, ['data:read', 'data:write']),
  audra: await house.keyOf(audra.userId, ['data:read']),
};
const root = `${house.url}/odata/`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Body;
}

interface Body {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

interface Sent {
  readonly as?: keyof typeof keys;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** Asks the service over HTTP; an address below its root, or a whole one. */
async function ask(address: string, sent: Sent = {}): Promise<Answer> {
  const { as = 'fay', method = 'GET', headers = {}, body } = sent;
  const answer = await fetch(/^https?:/.test(address) ? address : root + address, {
    method,
    headers: {
      authorization: `Bearer ${keys[as]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : { value: [] }) as Body;
  return { status: answer.status, headers: answer.headers, text, json };
}

async function answers(address: string, sent: Sent = {}): Promise<Answer> {
  const answer = await ask(address, sent);
  assert.ok(answer.status < 300, `${address}: ${String(answer.status)} ${answer.text}`);
  return answer;
}

const sites = ({ json }: Answer): unknown[] => json.value.map((row) => row['site_id']);

/** That a query finds these sites. */
async function finds(query: string, expected: readonly string[]): Promise<void> {
  assert.deepEqual(sites(await answers(`sites?$select=site_id&${query}`)), expected, query);
}

const level = { minimal: '13.1.1', intermediate: '13.1.2', advanced: '13.1.3' } as const;

function rule(place: keyof typeof level, item: string, says: string, work: () => Promise<void>): void {
  test(`${level[place]} (${item}) ${says}`, work);
}

const contact = { site_id: '0170', kind: 'operational', contact_name: 'Front desk', phone: '+1 555 0100' };
const atEmma = (method: string, body?: object, headers: Record<string, string> = {}): Sent => ({
  as: 'emma',
  method,
  headers,
  ...(body === undefined ? {} : { body }),
});

/** Where a row is that was just written. */
const placeOf = ({ headers }: Answer): string => headers.get('odata-entityid') ?? '';

rule('minimal', '1', 'publishes a service document at the service root [11.1.1]', async () => {
  const { json } = await answers('');
  assert.equal(json['@odata.context'], `${root}$metadata`);
  const site = json.value.find(({ name }) => name === 'sites');
  assert.deepEqual(site, { name: 'sites', kind: 'EntitySet', url: 'sites' });
});

rule('minimal', '2', 'returns data in a format of OData: JSON [7]', async () => {
  const { headers, json } = await answers('sites');
  assert.match(headers.get('content-type') ?? '', /^application\/json;odata\.metadata=minimal/);
  assert.equal(json['@odata.context'], `${root}$metadata#sites`);
});

rule('minimal', '3', 'supports server-driven paging when results are partial [11.2.5.7]', async () => {
  const headers = { prefer: 'odata.maxpagesize=1' };
  const first = await answers('sites?$select=site_id', { headers });
  const link = String(first.json['@odata.nextLink']);
  assert.ok(link.startsWith(root), link);
  const second = await answers(link, { headers });
  assert.deepEqual([...sites(first), ...sites(second)], ['0170', '0829']);
  assert.equal(second.json['@odata.nextLink'], undefined);
});

rule('minimal', '4', 'returns the OData-Version of the answer [8.1.5]', async () => {
  for (const address of ['', '$metadata', 'sites', 'sites/$count', "sites('0170')/site_name/$value"])
    assert.equal((await answers(address)).headers.get('odata-version'), '4.0', address);
});

rule('minimal', '5.1', 'follows Accept or fails the request [8.2.1]', async () => {
  const accept = (value: string): Promise<Answer> => ask('sites?$top=1', { headers: { accept: value } });
  for (const value of ['application/json', '*/*', 'application/atom+xml, application/json;q=0.5'])
    assert.equal((await accept(value)).status, 200, value);
  for (const value of ['application/atom+xml', 'application/json;odata.metadata=some', 'text/csv;q=0'])
    assert.equal((await accept(value)).status, 406, value);
  const none = await accept('application/json;odata.metadata=none');
  assert.equal(none.json['@odata.context'], undefined);
  const full = await accept('application/json;odata.metadata=full');
  const [row] = full.json.value;
  assert.equal(row?.['@odata.type'], '#Daybook.site');
  assert.equal(row['@odata.id'], root + String(row['@odata.editLink']));
  assert.equal(row['site_guid@odata.type'], '#Guid');
  const related = await answers(String(row['ledger_balances@odata.navigationLink']));
  assert.deepEqual(sites(related), ['0170']);
  assert.match(String(row['ledger_balances@odata.associationLink']), /\/ledger_balances\/\$ref$/);
});

rule('minimal', '5.2', 'follows OData-MaxVersion or fails the request [8.2.7]', async () => {
  assert.equal((await ask('sites', { headers: { 'odata-maxversion': '4.0' } })).status, 200);
  assert.equal((await ask('sites', { headers: { 'odata-maxversion': '4.01' } })).status, 200);
  assert.equal((await ask('sites', { headers: { 'odata-maxversion': '3.0' } })).status, 400);
});

rule(
  'minimal',
  '6',
  'is extended as section 6 allows: own options are left alone, unknown ones fail',
  async () => {
    await answers('sites?color=blue', { headers: { 'x-color': 'blue', prefer: 'color=blue' } });
    for (const query of ['$color=blue', '$filte=true']) {
      const { status } = await ask(`sites?${query}`);
      assert.ok(status === 400 || status === 501, query);
    }
  },
);

rule(
  'minimal',
  '7',
  'parses queries by the ABNF; what it does not offer is answered 501 [11.2.1]',
  async () => {
    const offered = ["$filter=contains(site_name,'a')", '$orderby=site_id%20desc', '$top=1', '$count=true'];
    for (const query of offered) await answers(`sites?${query}`);
    for (const query of ['$filter=geo.length(city) gt 1', '$schemaversion=1', '$expand=ledger_balances/$all'])
      assert.match(String((await ask(`sites?${query}`)).status), /^(501|400)$/, query);
    const broken = await ask("sites?$filter=site_id eq '0170");
    assert.match(broken.text, /"code":"ODATA_INVALID".*position \d+/);
  },
);

rule('minimal', '8', 'exposes only types of CSDL', async () => {
  const { text } = await answers('$metadata', { headers: { accept: 'application/xml' } });
  const edm = new Set(
    'Binary Boolean Date DateTimeOffset Decimal Duration Guid Int16 Int32 Int64 String TimeOfDay'.split(' '),
  );
  const types = new Set([...text.matchAll(/Type="(?:Collection\()?Edm\.(\w+)\)?"/g)].map(([, name]) => name));
  assert.ok(types.size > 5);
  for (const type of types) assert.ok(edm.has(type ?? ''), type);
});

rule('minimal', '9', 'needs no client to understand annotations, own headers or own content', async () => {
  const row = await answers("sites('0170')", { headers: { accept: 'application/json;odata.metadata=none' } });
  const names = Object.keys(row.json).filter((name) => name.includes('@') && name !== '@odata.etag');
  assert.deepEqual(names, []);
});

rule('minimal', '10', 'violates no rule of updates: what a request does not name stays [11.4]', async () => {
  const added = await answers('site_contacts', atEmma('POST', contact));
  await answers(placeOf(added), atEmma('PATCH', { verified_on: '2025-03-01' }));
  const { json } = await answers(placeOf(added), { as: 'emma' });
  assert.deepEqual(
    [json['contact_name'], json['phone'], json['verified_on']],
    ['Front desk', '+1 555 0100', '2025-03-01'],
  );
});

rule(
  'minimal',
  '11',
  'violates no other rule: a missing row is 404, a null value 204, an error a JSON',
  async () => {
    const missing = await ask("sites('9999')");
    assert.equal(missing.status, 404);
    assert.deepEqual(Object.keys(missing.json['error'] as object).slice(0, 2), ['code', 'message']);
    assert.equal((await ask("sites('0170')/city")).status, 204);
    assert.equal((await ask("sites('0170')/city/$value")).status, 204);
    assert.equal((await ask("sites('0170')/nothing")).status, 404);
  },
);

rule('minimal', '12', 'supports $expand [11.2.4.2]', async () => {
  const { json } = await answers("sites('0170')?$expand=ledger_balances");
  assert.equal((json['ledger_balances'] as unknown[]).length, 1);
});

rule('minimal', '13', 'publishes metadata at $metadata [11.1.2]', async () => {
  const xml = await answers('$metadata', { headers: { accept: 'application/xml' } });
  assert.match(xml.headers.get('content-type') ?? '', /^application\/xml/);
  assert.match(xml.text, /<edmx:Edmx Version="4\.0"[\s\S]*<EntityType Name="site">/);
  const { json } = await answers('$metadata?$format=json');
  assert.equal(json['$EntityContainer'], 'Daybook.Container');
});

rule('minimal', '14', 'includes edit links for what can be updated [11.4]', async () => {
  const full = { accept: 'application/json;odata.metadata=full' };
  const { json } = await answers("sites('0170')", { headers: full });
  const again = await answers(String(json['@odata.editLink']));
  assert.equal(again.json['site_id'], '0170');
});

rule('minimal', '15', 'supports POST of new rows to sets that take them [11.4.1.5, 11.4.2.1]', async () => {
  const prefer = { prefer: 'return=representation' };
  const added = await answers('site_contacts', atEmma('POST', contact, prefer));
  assert.equal(added.status, 201);
  assert.equal(added.json['contact_name'], 'Front desk');
  assert.equal((await ask('ledger_balances', atEmma('POST', {}))).status, 405);
});

rule(
  'minimal',
  '16',
  'supports POST of new related rows to navigations that take them [11.4.2]',
  async () => {
    const added = await answers(
      "sites('0829')/site_contacts",
      atEmma('POST', { ...contact, site_id: undefined }),
    );
    assert.equal((await answers(placeOf(added), { as: 'emma' })).json['site_id'], '0829');
  },
);

const territory = async (name: string): Promise<string> =>
  placeOf(await answers('territories', atEmma('POST', { territory_name: name })));

rule('minimal', '17', 'supports POST to $ref to add a row to a related collection [11.4.6.1]', async () => {
  const south = await territory('South coast');
  await answers(`${south}/sites/$ref`, atEmma('POST', { '@odata.id': `${root}sites('0829')` }));
  assert.deepEqual(sites(await answers(`${south}/sites`, { as: 'emma' })), ['0829']);
});

rule('minimal', '18', 'supports PUT to $ref to set a single related row [11.4.6.3]', async () => {
  const north = await territory('North hills');
  await answers("sites('0170')/territory/$ref", atEmma('PUT', { '@odata.id': north }));
  const { json } = await answers("sites('0170')/territory", { as: 'emma' });
  assert.equal(json['territory_name'], 'North hills');
});

rule('minimal', '19', 'supports PATCH to the edit URLs of what is updated [11.4.3]', async () => {
  const change = { city: 'Springfield', '@Daybook.reason': 'moved next door' };
  await answers("sites('0829')", atEmma('PATCH', change));
  assert.equal((await answers("sites('0829')/city/$value")).text, 'Springfield');
});

rule('minimal', '20', 'supports DELETE to the edit URLs of what is deleted [11.4.5]', async () => {
  const added = await answers('site_contacts', atEmma('POST', contact));
  assert.equal((await ask(placeOf(added), atEmma('DELETE'))).status, 204);
  assert.equal((await ask(placeOf(added), { as: 'emma' })).status, 404);
});

rule('minimal', '21', 'supports DELETE to $ref to take a row out of a navigation [11.4.6.2]', async () => {
  const answer = await ask("sites('0829')/territory/$ref", atEmma('DELETE'));
  // A site that once had a territory always has one: the domain refuses, or the lookup is empty after it.
  if (answer.status === 204) assert.equal((await ask("sites('0829')/territory", { as: 'emma' })).status, 404);
  else assert.match(answer.text, /"code":"(SITES|WAREHOUSE)_/);
});

rule('minimal', '22', 'supports If-Match where rows come with an ETag [11.4.1.1]', async () => {
  const added = await answers('site_contacts', atEmma('POST', contact));
  const change = { verified_on: '2025-03-01' };
  assert.equal((await ask(placeOf(added), atEmma('PATCH', change, { 'if-match': 'W/"1"' }))).status, 412);
  assert.equal((await ask(placeOf(added), atEmma('DELETE', undefined, { 'if-match': 'W/"1"' }))).status, 412);
  const tag = (await answers(placeOf(added), { as: 'emma' })).headers.get('etag') ?? '';
  await answers(placeOf(added), atEmma('PATCH', change, { 'if-match': tag }));
});

rule('minimal', '23', 'returns the Location of a new row [11.4.2]', async () => {
  const added = await answers('site_contacts', atEmma('POST', contact));
  const { json } = await answers(added.headers.get('location') ?? '', { as: 'emma' });
  assert.equal(json['contact_name'], 'Front desk');
});

const entry = "catalogue_entries(catalogue='fixed-fee-services',code='4711')";
const atBea = (method: string, body?: object, headers: Record<string, string> = {}): Sent => ({
  ...atEmma(method, body, headers),
  as: 'bea',
});

rule('minimal', '24', 'includes OData-EntityId where it answers a write with 204 [8.3.4]', async () => {
  const added = await answers(entry, atBea('PATCH', { entry_name: 'Valet' }));
  assert.equal(added.status, 204);
  assert.match(placeOf(added), /\/odata\/catalogue_entries\([0-9a-f-]{36}\)$/);
});

rule('minimal', '25', 'supports upserts [11.4.4]', async () => {
  const other = entry.replace('4711', '4712');
  const prefer = { prefer: 'return=representation' };
  assert.equal((await answers(other, atBea('PATCH', { entry_name: 'Self' }, prefer))).status, 201);
  assert.equal((await answers(other, atBea('PATCH', { entry_name: 'Own' }, prefer))).status, 200);
  const never = { 'if-none-match': '*' };
  assert.equal((await ask(other, atBea('PATCH', { entry_name: 'No' }, never))).status, 412);
  const only = { 'if-match': '*' };
  assert.equal(
    (await ask(entry.replace('4711', '4713'), atBea('PATCH', { entry_name: 'No' }, only))).status,
    404,
  );
});

rule('minimal', '26', 'supports PUT to a primitive property [11.4.9.1]', async () => {
  await answers(`${entry}/entry_name`, atBea('PUT', { value: 'Parking' }));
  assert.equal((await answers(`${entry}/entry_name/$value`, { as: 'bea' })).text, 'Parking');
});

rule('minimal', '27', 'supports DELETE to set a property to null [11.4.9.2]', async () => {
  const reason = { 'x-daybook-reason': 'as the contract says' };
  await answers("sites('0829')/closed_on", atEmma('PUT', { value: '2099-12-31' }, reason));
  assert.equal((await answers("sites('0829')/closed_on/$value")).text, '2099-12-31');
  await answers("sites('0829')/closed_on", atEmma('DELETE', undefined, reason));
  assert.equal((await ask("sites('0829')/closed_on")).status, 204);
});

rule(
  'minimal',
  '28',
  'should support deep inserts, and answers them 501 with the name [11.4.2.2]',
  async () => {
    const deep = { territory_name: 'Deep', sites: [{ site_id: '0829' }] };
    const answer = await ask('territories', atEmma('POST', deep));
    assert.equal(answer.status, 501);
    assert.match(answer.text, /rows inside a row \(sites\)/);
  },
);

rule('intermediate', '3', 'supports $select [11.2.4.1]', async () => {
  const { json } = await answers("sites('0170')?$select=site_name");
  assert.deepEqual(
    Object.keys(json).filter((name) => !name.startsWith('@')),
    ['site_guid', 'site_name'],
  );
});

rule('intermediate', '4', 'has no derived types, so there is no cast [URL conventions 4.9]', async () => {
  const { text } = await answers('$metadata', { headers: { accept: 'application/xml' } });
  assert.doesNotMatch(text, /BaseType=/);
});

rule('intermediate', '5', 'supports $top [11.2.5.3]', () => finds('$top=1', ['0170']));

rule('intermediate', '6', 'supports /$value of properties [11.2.3.1]', async () => {
  const { headers, text } = await answers("sites('0170')/site_name/$value");
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(text, 'Harbor Hotel');
});

rule('intermediate', '7.1', 'supports eq and ne in $filter [11.2.5.1.1]', async () => {
  await finds("$filter=district eq 'North'", ['0829']);
  await finds("$filter=district ne 'North'", ['0170']);
});

rule('intermediate', '7.2', 'supports aliases in $filter [11.2.5.1.3]', () =>
  finds("$filter=district eq @d&@d='North'", ['0829']),
);

rule('intermediate', '7.3', 'supports the other operators, or answers 501 [11.2.5.1.1]', async () => {
  for (const condition of [
    "site_id gt '0170' and site_id le '0829'",
    "site_id ge '0829' and not (site_id lt '0829')",
    'ledger_balances/any(b:b/amount add 1 sub 1 mul 2 div 2 mod 1000 gt 800 or -b/amount gt 0)',
    "site_id in ('0829','0901')",
  ])
    await finds(`$filter=${condition}`, ['0829']);
  assert.equal((await ask("sites?$filter=district has Daybook.Color'Red'")).status, 501);
});

rule('intermediate', '7.4', 'supports the canonical functions, or answers 501 [11.2.5.1.2]', async () => {
  for (const condition of [
    "contains(site_name,'arbor') and startswith(site_name,'H') and endswith(site_name,'l')",
    "length(site_name) eq 12 and indexof(site_name,'arbor') eq 1 and substring(site_name,7) eq 'Hotel'",
    "tolower(site_name) eq 'harbor hotel' and toupper(trim(site_name)) eq 'HARBOR HOTEL'",
    "concat(site_id,district) eq '0170South'",
    'ledger_balances/any(b:year(b/period_month) eq 2025 and month(b/period_month) eq 3 and b/amount lt 200)',
    'ledger_balances/any(b:round(b/amount) eq 170 and floor(b/amount) eq 170 and ceiling(b/amount) eq 171)',
    "site_id eq '0170' and now() gt mindatetime() and now() lt maxdatetime() and hour(now()) ge 0",
  ])
    await finds(`$filter=${encodeURIComponent(condition)}`, ['0170']);
  for (const call of ['geo.length(city) gt 1', 'isof(Edm.String)', 'cast(site_id,Edm.Int32) eq 1'])
    assert.match(String((await ask(`sites?$filter=${call}`)).status), /^501$/, call);
});

rule('intermediate', '7.5', 'supports $filter of expanded rows [11.2.4.2.1]', async () => {
  const { json } = await answers('sites?$expand=ledger_balances($filter=amount gt 200)');
  assert.deepEqual(
    json.value.map((row) => (row['ledger_balances'] as unknown[]).length),
    [0, 1],
  );
});

rule('intermediate', '10', 'takes a bearer token in place of basic authentication [12.1]', async () => {
  assert.equal((await fetch(`${root}sites`)).status, 401);
});

rule('intermediate', '11', 'supports $search [11.2.5.6]', () => finds('$search=hotel NOT station', ['0170']));
rule('intermediate', '12', 'supports $skip [11.2.5.4]', () => finds('$skip=1', ['0829']));

rule('intermediate', '13', 'supports $count [11.2.5.5]', async () => {
  const { json } = await answers('sites?$count=true&$top=1');
  assert.equal(json['@odata.count'], 2);
});

rule(
  'intermediate',
  '15',
  'supports any and all on navigations and on lists [URL conventions 5.1.1.10]',
  async () => {
    await finds('$filter=ledger_balances/any(b:b/amount gt 800)', ['0829']);
    await finds('$filter=ledger_balances/all(b:b/amount lt 800)', ['0170']);
    // Entries are read once they are chained, which the server does in its own time.
    await chainTrail(house.database);
    const held = await answers(`audit_entries?$filter=acting_roles/any(r:r eq 'siteAdmin')&$top=1`, {
      as: 'audra',
    });
    assert.equal(held.json.value.length, 1);
  },
);

rule('intermediate', '16', 'supports /$count of collections and of lists [11.2.9]', async () => {
  assert.equal((await answers('sites/$count')).text, '2');
  assert.equal((await answers("sites('0170')/ledger_balances/$count")).text, '1');
  assert.equal((await answers("sites/$count?$filter=district eq 'North'")).text, '1');
});

rule('intermediate', '17', 'supports $orderby asc and desc [11.2.5.2]', async () => {
  await finds('$orderby=site_id desc', ['0829', '0170']);
  await finds('$orderby=district asc,site_id', ['0829', '0170']);
});

rule('advanced', '9.1', 'returns references of expanded properties [11.2.4.2]', async () => {
  const { json } = await answers('sites?$expand=ledger_balances/$ref');
  const [first] = json.value[0]?.['ledger_balances'] as Record<string, unknown>[];
  assert.deepEqual(Object.keys(first ?? {}), ['@odata.id']);
  assert.equal((await answers(String(first?.['@odata.id']))).json['site_id'], '0170');
});

rule(
  'advanced',
  '9.4–9.7',
  'supports $orderby, $count, $top, $skip and $search of expanded rows',
  async () => {
    const options = '$orderby=site_name desc;$count=true;$top=1;$skip=0;$search=hotel';
    const { json } = await answers(`accounts('6000')?$expand=ledger_balances($count=true;$expand=site)`);
    assert.equal(json['ledger_balances@odata.count'], 2);
    const districts = await answers("sites('0170')?$expand=ledger_balances($expand=site($select=site_name))");
    assert.match(districts.text, /Harbor Hotel/);
    const territories = await answers(`territories?$expand=sites(${options})`, { as: 'emma' });
    assert.ok(territories.json.value.length > 0);
  },
);

rule('advanced', '9.8', 'should support $levels, and answers it 501: no entity leads to itself', async () => {
  assert.equal((await ask('sites?$expand=ledger_balances($levels=2)')).status, 501);
});

rule('advanced', '11', 'supports batch requests [11.7]', async () => {
  const body = [
    '--b',
    'Content-Type: application/http',
    '',
    "GET sites('0170') HTTP/1.1",
    '',
    '',
    '--b',
    'Content-Type: application/http',
    '',
    'GET sites/$count HTTP/1.1',
    '',
    '',
    '--b--',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'multipart/mixed;boundary=b', accept: 'multipart/mixed' };
  const { text } = await answers('$batch', { method: 'POST', headers, body });
  assert.equal([...text.matchAll(/HTTP\/1\.1 200 OK/g)].length, 2);
});

rule('advanced', '12', 'follows the conventions of resource paths [URL conventions 4]', async () => {
  const { json: row } = await answers("sites('0170')");
  const guid = String(row['site_guid']);
  for (const address of [
    `sites(${guid})`,
    `sites(site_guid=${guid})`,
    "sites(site_id='0170')",
    'sites/0170',
    "sites(@k)?@k='0170'",
    `$entity?$id=${encodeURIComponent(`${root}sites(${guid})`)}`,
    "sites?$filter=site_id eq '0170'",
    "sites/$filter(site_id eq '0170')",
    "accounts('6000')/ledger_balances?$filter=site_id eq '0170'",
  ])
    assert.match((await answers(address)).text, /"site_id":"0170"/, address);
  assert.equal((await answers(`sites(${guid})/ledger_balances/$ref`)).json.value.length, 1);
  const posted = await answers('sites/$query', { method: 'POST', body: "$filter=site_id eq '0829'" });
  assert.deepEqual(sites(posted), ['0829']);
  for (const address of ['$all', '$crossjoin(sites,accounts)']) {
    const answer = await ask(address);
    assert.equal(answer.status, 501, address);
  }
});

rule(
  'advanced',
  '13',
  'should support asynchronous requests; without them the answer comes at once [11.6]',
  async () => {
    const { status, headers } = await answers('sites', { headers: { prefer: 'respond-async' } });
    assert.equal(status, 200);
    assert.doesNotMatch(headers.get('preference-applied') ?? '', /respond-async/);
  },
);

rule('advanced', '14', 'supports change tracking [11.3]', async () => {
  const headers = { prefer: 'odata.track-changes' };
  const first = await answers('territories', { as: 'emma', headers });
  const link = String(first.json['@odata.deltaLink']);
  await territory('Islands');
  const { json } = await answers(link, { as: 'emma' });
  assert.deepEqual(
    json.value.map((row) => row['territory_name']),
    ['Islands'],
  );
});
