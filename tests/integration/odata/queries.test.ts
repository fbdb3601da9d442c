import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../../src/platform/security/index.ts';
import { intakeOn, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { asker, callerWith, openBooks, root, type Said } from './service.ts';

const database = await openBooks();
const ask = await asker(database, await callerWith(database, 'financeManager'));
const askAmos = await asker(
  database,
  await callerWith(database, 'accountManager', { kind: 'site', name: '0170' }),
);

const values = ({ json }: Said, name: string): unknown[] => json.value.map((row) => row[name]);
const figures = ({ text }: Said, name: string): string[] =>
  [...text.matchAll(new RegExp(`"${name}":(-?[\\d.]+|null)`, 'g'))].map(([, figure]) => figure ?? '');

/** Query and the sites that it finds, by hand. */
const found: readonly (readonly [query: string, sites: string])[] = [
  ["$filter=district eq 'North'", '0829 0901'],
  ["$filter=district ne 'North'", '0170'],
  ['$filter=city eq null', '0170 0829 0901'],
  ["$filter=not (city eq 'Rome')", '0170 0829 0901'],
  ["$filter=not (city lt 'Rome')", '0170 0829 0901'],
  ["$filter=contains(site_name,'Hotel') and endswith(site_name,'r Hotel')", '0170'],
  ["$filter=startswith(tolower(site_name),'station') or site_name eq 'O''Neil %26 Sons'", '0829 0901'],
  ["$filter=substring(site_name,1,3) eq 'arb'", '0170'],
  ["$filter=length(site_name) gt 12 and indexof(site_name,'Neil') eq -1", '0829'],
  ["$filter=concat(site_id,district) eq '0170South'", '0170'],
  ["$filter=site_id in ('0170','0901')", '0170 0901'],
  ['$filter=ledger_balances/any(b:b/amount gt 800 and b/amount lt 900)', '0829'],
  ['$filter=ledger_balances/all(b:b/amount gt 0)', '0170 0901'],
  ['$filter=ledger_balances/any()', '0170 0829 0901'],
  ['$filter=ledger_balances/$count eq 2', '0170 0829'],
  ['$filter=ledger_balances/$count($filter=amount gt 0) eq 1', '0829 0901'],
  ["$filter=ledger_balances/any(b:b/account/account_name eq 'Rent')", '0901'],
  ["$filter=district eq @d&@d='South'", '0170'],
  ['$search=hotel NOT station', '0170'],
  ['$search="station hotel" OR neil', '0829 0901'],
  ['$orderby=district desc,site_id desc', '0170 0901 0829'],
  ['$orderby=city,site_name desc', '0829 0901 0170'],
  // An alias without a value is null.
  ['$orderby=@no,site_id desc', '0901 0829 0170'],
  ['$orderby=null desc', '0170 0829 0901'],
  ['$skip=1&$top=1', '0829'],
  ["$compute=concat(district,'!') as loud&$filter=loud eq 'South!'", '0170'],
  ["$filter=case(district eq 'South':1,true:0) eq 1", '0170'],
];

for (const [query, sites] of found)
  test(`sites?${query} finds ${sites}`, async () => {
    const answer = await ask(`sites?${query.replaceAll(' ', '%20')}`);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(values(answer, 'site_id'), sites.split(' '));
  });

test('figures keep every digit, in rows, sums and answers of one value', async () => {
  const rows = await ask("ledger_balances?$filter=site_id eq '0901'&$select=amount");
  assert.deepEqual(figures(rows, 'amount'), ['12345678901234.00001']);
  const exact = await ask('ledger_balances?$filter=amount eq 12345678901234.00001&$count=true');
  assert.equal(exact.json['@odata.count'], 1);
  const asText = await ask("ledger_balances?$filter=site_id eq '0901'&$select=amount", {
    headers: { accept: 'application/json;IEEE754Compatible=true' },
  });
  assert.deepEqual(values(asText, 'amount'), ['12345678901234.00001']);
  const total = await ask(
    "ledger_balances?$apply=filter(site_id ne '0829')/aggregate(amount with sum as total)",
  );
  assert.deepEqual(figures(total, 'total'), ['12345678901404.35002']);
  assert.equal((await ask("sites('0170')/district/$value")).text, 'South');
  assert.equal((await ask("sites(site_id='0170')/ledger_balances/$count")).text, '2');
});

test('$apply groups by what a navigation leads to, and filters and orders what it made', async () => {
  const answer = await ask(
    'ledger_balances?$apply=filter(period_month eq 2025-03-01)/groupby((site/district),' +
      'aggregate(amount with sum as total,$count as balances,account_id with countdistinct as accounts,' +
      'amount with min as least,amount with max as most,amount with average as mean))&$orderby=total',
  );
  assert.deepEqual(
    answer.json.value.map(({ site, balances, accounts }) => ({ site, balances, accounts })),
    [
      { site: { district: 'South' }, balances: 1, accounts: 1 },
      { site: { district: 'North' }, balances: 3, accounts: 3 },
    ],
  );
  assert.equal(
    answer.json['@odata.context'],
    `${root}$metadata#ledger_balances(site(district),total,balances,accounts,least,most,mean)`,
  );
  assert.deepEqual(figures(answer, 'total'), ['170.25000', '12345678901063.25001']);
  assert.deepEqual(figures(answer, 'least'), ['170.25000', '-1000.00000']);
  const few = await ask(
    'ledger_balances?$apply=groupby((site_id),aggregate(amount with sum as total))/filter(total lt 1000)' +
      '/orderby(total desc)/skip(1)/top(5)',
  );
  assert.deepEqual(values(few, 'site_id'), ['0829']);
  const nothing = await ask(
    "ledger_balances?$apply=filter(site_id eq 'none')/aggregate(amount with sum as t,$count as n)",
  );
  assert.deepEqual(nothing.json.value, [{ t: null, n: 0 }]);
});

test('rows lead to each other, with options at every level', async () => {
  const answer = await ask(
    "sites?$filter=site_id eq '0829'&$select=site_name&$expand=ledger_balances($select=amount;$orderby=amount;" +
      '$top=1;$count=true;$expand=account($select=account_name))',
  );
  const [site] = answer.json.value;
  assert.equal(site?.['ledger_balances@odata.count'], 2);
  const [balance] = site['ledger_balances'] as Record<string, unknown>[];
  assert.equal((balance?.['account'] as Record<string, unknown>)['account_name'], 'Revenue');
  assert.equal(
    answer.json['@odata.context'],
    `${root}$metadata#sites(site_name,ledger_balances(amount,account(account_name)))`,
  );
  const refs = await ask("sites('0829')/ledger_balances/$ref");
  assert.match(
    refs.text,
    /"@odata\.id":"http:\/\/daybook\.invalid\/odata\/ledger_balances\([0-9a-f-]{36}\)"/,
  );
});

test('a row is found by the GUID that it is known by, and by its natural key', async () => {
  const [row] = (await ask("ledger_balances?$filter=site_id eq '0829' and account_id eq '9410'")).json.value;
  const guid = String(row?.['ledger_balance_guid']);
  const again = await ask(`ledger_balances(${guid})`);
  assert.equal(again.json['amount'], -1000);
  assert.equal(again.headers['etag'], again.json['@odata.etag']);
  const unchanged = await ask(`ledger_balances(${guid})`, {
    headers: { 'if-none-match': again.headers['etag'] ?? '' },
  });
  assert.equal(unchanged.status, 304);
  const lookup = String(row?.['_site_value']);
  assert.equal((await ask(`sites(${lookup})`)).json['site_id'], '0829');
  assert.deepEqual(values(await ask(`ledger_balances?$filter=_site_value eq ${lookup}`), 'site_id'), [
    '0829',
    '0829',
  ]);
  const other = await ask('sites(00000000-0000-0000-0000-000000000000)');
  assert.equal(other.status, 404);
});

test('pages follow each other by key, and what is written between them is neither lost nor doubled', async () => {
  const seen: unknown[] = [];
  const headers = { prefer: 'odata.maxpagesize=2' };
  let next: string | undefined = 'ledger_balances?$select=amount,site_id&$orderby=amount desc&$count=true';
  for (let pages = 0; next !== undefined; pages += 1) {
    assert.ok(pages < 5);
    const page: Said = await ask(next, { headers });
    assert.equal(page.json['@odata.count'], 5);
    seen.push(...figures(page, 'amount'));
    const link = page.json['@odata.nextLink'] as string | undefined;
    next = link?.slice(root.length);
  }
  assert.deepEqual(seen, ['12345678901234.00001', '829.25000', '170.25000', '0.10001', '-1000.00000']);
  const top = await ask('sites?$top=3&$select=site_id', { headers });
  const rest = await ask(String(top.json['@odata.nextLink']).slice(root.length), { headers });
  assert.deepEqual(values(rest, 'site_id'), ['0901']);
  assert.equal(rest.json['@odata.nextLink'], undefined);
  const foreign = await ask(
    `accounts?$skiptoken=${/skiptoken=(.*)$/.exec(String(top.json['@odata.nextLink']))?.[1] ?? ''}`,
  );
  assert.equal(foreign.status, 400);
});

test('row security holds in filters, expansions, aggregations, counts, paths and batches', async () => {
  const [other] = (await ask("ledger_balances?$filter=site_id eq '0829'")).json.value;
  const asked: readonly (readonly [string, unknown])[] = [
    ['sites?$select=site_id', ['0170']],
    ["sites?$filter=site_id eq '0829'", []],
    ['accounts?$filter=ledger_balances/any(b:b/amount gt 800)', []],
    ['sites?$search=station', []],
  ];
  for (const [address, sites] of asked)
    assert.deepEqual(values(await askAmos(address), 'site_id'), sites, address);
  assert.equal((await askAmos('ledger_balances/$count')).text, '2');
  const sums = await askAmos('ledger_balances?$apply=aggregate(amount with sum as total)');
  assert.deepEqual(figures(sums, 'total'), ['170.35001']);
  const accounts = await askAmos("accounts('6000')?$expand=ledger_balances($select=site_id)");
  const held = accounts.json['ledger_balances'] as Record<string, unknown>[];
  assert.deepEqual(
    held.map((row) => row['site_id']),
    ['0170', '0170'],
  );
  for (const address of [
    "sites('0829')",
    "sites('0829')/ledger_balances",
    `ledger_balances(${String(other?.['ledger_balance_guid'])})`,
  ]) {
    const answer = await askAmos(address);
    assert.ok(answer.status === 404 || answer.json.value.length === 0, `${address}: ${answer.text}`);
  }
  assert.equal((await askAmos('people')).status, 403);
  const batch = await askAmos('$batch', {
    method: 'POST',
    headers: { 'content-type': 'multipart/mixed;boundary=b' },
    body: "--b\nContent-Type: application/http\n\nGET sites?$filter=site_id%20ne%20'' HTTP/1.1\n\n\n--b--\n",
  });
  assert.doesNotMatch(batch.text, /Station/);
  assert.match(batch.text, /Harbor/);
});

test('what cannot be read says where, and what is not offered says so', async () => {
  const verdicts: readonly (readonly [string, number, RegExp])[] = [
    ['sites?$filter=distrct eq 1', 400, /there is no property distrct on site \(position \d+\)/],
    ["sites?$filter=district eq 'North", 400, /position/],
    ['sites?$filter=district eq 5', 400, /text and a whole number cannot be compared/],
    ['sites?$filter=district', 400, /a condition is needed here, and this is text/],
    ['sites?$filter=contains(district)', 400, /2 arguments of contains/],
    ['sites?$filter=ledger_balances eq 1', 400, /ledger_balances is a collection/],
    ['ledger_balances?$filter=amount div 0 gt 1', 400, /a division by zero/],
    ['ledger_balances?$filter=period_month eq 2025-02-30', 400, /./],
    ['sites?$filter=geo.distance(city,city) gt 1', 501, /geo\.distance/],
    ['sites?$expand=ledger_balances($levels=2)', 501, /levels/],
    ['sites?$format=atom', 501, /atom/],
    ['nothing', 404, /nothing/],
    ["sites('0170')/nothing", 404, /nothing/],
    ['sites?$skiptoken=abc', 400, /skiptoken/],
    ['sites?$deltatoken=abc', 410, /was not issued to you/],
  ];
  for (const [address, status, says] of verdicts) {
    const answer = await ask(address);
    assert.equal(answer.status, status, `${address}: ${answer.text}`);
    assert.match(answer.text, says, address);
  }
  assert.equal((await ask('sites', { method: 'POST', body: '{}' })).status, 405);
});

test('people read formatted values beside the figures, where they ask for them', async () => {
  const answer = await ask(
    "ledger_balances?$filter=site_id eq '0901'&$select=amount,period_month,_site_value",
    {
      headers: { prefer: 'odata.include-annotations="*"' },
    },
  );
  const [row] = answer.json.value;
  const display = '@OData.Community.Display.V1.FormattedValue';
  assert.equal(row?.[`amount${display}`], '12,345,678,901,234.00001');
  assert.equal(row[`period_month${display}`], '3/1/2025');
  assert.equal(row[`_site_value${display}`], "O'Neil & Sons");
  assert.equal(row['_site_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'site');
  // What is not there has no annotation, as in Dataverse.
  const headers = { prefer: 'odata.include-annotations="*"' };
  const bare = await ask("sites('0170')?$select=opened_on,_territory_value&$expand=statements", { headers });
  assert.deepEqual(
    [
      bare.json['_territory_value'],
      Object.keys(bare.json).filter((name) => /_value@|_on@|nextLink/.test(name)),
    ],
    [null, []],
  );
  assert.equal(answer.headers['preference-applied'], 'odata.include-annotations="*"');
});

test('every view of the api is a set with a key that names one row', async () => {
  const model = (await ask('$metadata', { headers: { accept: 'application/json' } })).json;
  const schema = model['Daybook'] as Record<string, Record<string, unknown>>;
  const container = (schema['Container'] ?? {}) as Record<string, { $Type?: string }>;
  const types = Object.values(container).flatMap(({ $Type }) => $Type ?? []);
  const views = await database.query<{ view: string }>(
    "select relname as view from pg_class where relnamespace = 'api'::regnamespace and relkind = 'v' order by 1",
  );
  assert.deepEqual(
    types.map((type) => type.replace('Daybook.', '')).toSorted(),
    views.map(({ view }) => view),
  );
  for (const { view } of views) {
    const [alternate] = (schema[view]?.['@Core.AlternateKeys'] ?? []) as { Key: { Name: string }[] }[];
    const key = alternate?.Key.map(({ Name }) => Name) ?? [];
    assert.ok(key.length > 0, `the comment of api.${view} does not end with "Key: column, column."`);
    for (const column of key)
      assert.ok(Object.hasOwn(schema[view] ?? {}, column), `the key of api.${view} names ${column}`);
  }
});

test('what is written between two pages is read once, if it stands behind the first', async () => {
  const address = "ledger_balances?$filter=site_id eq '0170'&$select=amount&$orderby=amount desc";
  const headers = { prefer: 'odata.maxpagesize=1' };
  const first = await ask(address, { headers });
  assert.deepEqual(figures(first, 'amount'), ['170.25000']);
  const more = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202505,6000,500\n0170,202505,9410,100\n';
  const folder = await temporaryFolder();
  await load(intakeOn(database), await writeFiles(folder, { 'account_summary.csv': more }));
  const rest: string[] = [];
  const nextOf = ({ json }: Said): string =>
    /[^/]*$/.exec(JSON.stringify(json['@odata.nextLink'] ?? '').slice(1, -1))?.[0] ?? '';
  for (let page = first; nextOf(page) !== '';) {
    page = await ask(nextOf(page), { headers });
    rest.push(...figures(page, 'amount'));
  }
  assert.deepEqual(rest, ['100.00000', '0.10001']);
});

test('a filter by site is answered from the index, whatever else it says', async () => {
  const finance = await callerWith(database, 'billingAdmin');
  const plans: string[] = [];
  const watched: Caller = {
    person: finance.person,
    transaction: (work) =>
      finance.transaction((transaction) =>
        work({
          ...transaction,
          query: async (text, bound) => {
            await transaction.query('set local enable_seqscan = off');
            const plan = await transaction.query<{ 'QUERY PLAN': string }>(
              ['explain', text].join(' '),
              bound,
            );
            plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
            return transaction.query(text, bound);
          },
        }),
      ),
  };
  for (const query of [
    `$filter=site_id eq '0170'`,
    `$filter=site_id eq '0170' and (amount gt 1 or entity eq null)`,
    `$apply=filter(site_id eq '0170')/groupby((period_month),aggregate(amount with sum as total))`,
  ]) {
    assert.equal((await (await asker(database, watched))(`ledger_balances?${query}`)).status, 200, query);
    assert.match(plans.at(-1) ?? '', /Index Cond: .*site_id = '0170'/, query);
  }
});

test('a query that is asked again and again shows each person the own rows, by whatever connection', async () => {
  const query = 'ledger_balances?$select=site_id&$orderby=site_id';
  for (let round = 0; round < 30; round += 1) {
    const [all, own] = await Promise.all([ask(query), askAmos(query)]);
    assert.ok(all.json.value.length > own.json.value.length);
    assert.deepEqual([...new Set(values(own, 'site_id'))], ['0170'], String(round));
  }
});
