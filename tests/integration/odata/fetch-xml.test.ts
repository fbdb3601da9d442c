import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asker, callerWith, openBooks, type Said } from './service.ts';

const database = await openBooks();
const ask = await asker(database, await callerWith(database, 'financeManager'));

const fetch = (set: string, xml: string): Promise<Said> => ask(`${set}?fetchXml=${encodeURIComponent(xml)}`);

/** Site numbers that a document about sites finds. */
async function sitesOf(inside: string, attributes = ''): Promise<unknown[]> {
  const xml = `<fetch ${attributes}><entity name="site"><attribute name="site_id"/>${inside}</entity></fetch>`;
  const answer = await fetch('sites', xml);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.value.map((row) => row['site_id']);
}

const condition = (written: string): string => `<filter><condition ${written}</filter>`;

test('conditions of FetchXML find what the same conditions of OData find', async () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [condition('attribute="district" operator="eq" value="North"/>'), ['0829', '0901']],
    [condition('attribute="district" operator="ne" value="North"/>'), ['0170']],
    [condition('attribute="site_name" operator="like" value="%HOTEL"/>'), ['0170', '0829']],
    [condition('attribute="site_name" operator="not-like" value="_arbor%"/>'), ['0829', '0901']],
    [condition('attribute="site_name" operator="begins-with" value="o&apos;neil &amp; s"/>'), ['0901']],
    [condition('attribute="site_name" operator="not-end-with" value="hotel"/>'), ['0901']],
    [
      condition('attribute="site_id" operator="in"><value>0170</value><value>0901</value></condition>'),
      ['0170', '0901'],
    ],
    [condition('attribute="site_id" operator="not-in"><value>0170</value></condition>'), ['0829', '0901']],
    [
      condition('attribute="site_id" operator="between"><value>0170</value><value>0829</value></condition>'),
      ['0170', '0829'],
    ],
    [condition('attribute="zip" operator="null"/>'), ['0170', '0829', '0901']],
    [condition('attribute="is_listed" operator="eq" value="1"/>'), ['0170', '0829', '0901']],
    [
      '<filter type="or"><condition attribute="site_id" operator="eq" value="0170"/><filter>' +
        '<condition attribute="district" operator="eq" value="North"/>' +
        '<condition attribute="site_id" operator="gt" value="0829"/></filter></filter>',
      ['0170', '0901'],
    ],
    [
      '<link-entity name="ledger_balance" from="site_id" to="site_id" link-type="any">' +
        condition('attribute="amount" operator="lt" value="0"/>') +
        '</link-entity>',
      ['0829'],
    ],
  ];
  for (const [inside, sites] of cases) assert.deepEqual(await sitesOf(inside), sites, inside);
  assert.deepEqual(await sitesOf('<order attribute="site_name" descending="true"/>', 'top="2"'), [
    '0829',
    '0901',
  ]);
});

test('links to one row give its columns by their alias; inner ones leave out rows that have none', async () => {
  const link = (type: string): string =>
    `<fetch><entity name="ledger_balance"><attribute name="amount" alias="booked"/><order attribute="account_id"/>
       <link-entity name="account" from="account_id" to="account_id" link-type="${type}" alias="a">
         <attribute name="account_name"/>
         <filter><condition attribute="summary_category" operator="eq" value="PAYROLL"/></filter>
       </link-entity></entity></fetch>`;
  const { json, text } = await fetch('ledger_balances', link('inner'));
  assert.deepEqual(
    json.value.map((row) => row['a.account_name']),
    ['Wages', 'Wages', 'Wages'],
    text,
  );
  assert.match(text, /"booked":170\.25000/);
});

test('aggregates are exact, grouped and in order', async () => {
  const xml = `<fetch aggregate="true"><entity name="ledger_balance">
    <attribute name="amount" aggregate="sum" alias="total"/>
    <attribute name="amount" aggregate="count" alias="rows"/>
    <attribute name="account_id" aggregate="countcolumn" alias="accounts" distinct="true"/>
    <attribute name="transaction_id" aggregate="countcolumn" alias="numbered"/>
    <attribute name="period_month" groupby="true" dategrouping="month" alias="month"/>
    <order alias="month" descending="true"/></entity></fetch>`;
  const { json, text } = await fetch('ledger_balances', xml);
  assert.deepEqual(
    json.value.map((row) => [row['month'], row['rows'], row['accounts'], row['numbered']]),
    [
      [4, 1, 1, 0],
      [3, 4, 3, 0],
    ],
    text,
  );
  assert.match(text, /"total":12345678901233\.50001/);
  assert.match(text, /"total":0\.10001/);
});

test('pages follow each other by their cookie', async () => {
  const page = (more: string): string =>
    `<fetch count="2"${more}><entity name="site">` +
    '<attribute name="site_id"/><order attribute="site_id"/></entity></fetch>';
  const first = await fetch('sites', page(''));
  assert.equal(first.json['@Microsoft.Dynamics.CRM.morerecords'], true, first.text);
  const cookie = String(first.json['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie']);
  const inner = /pagingcookie="([^"]*)"/.exec(cookie)?.[1] ?? '';
  const written = decodeURIComponent(decodeURIComponent(inner))
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const second = await fetch('sites', page(` page="2" paging-cookie="${written}"`));
  assert.deepEqual(
    second.json.value.map((row) => row['site_id']),
    ['0901'],
    second.text,
  );
  assert.equal(second.json['@Microsoft.Dynamics.CRM.morerecords'], undefined);
  const skipped = await fetch('sites', page(' page="2"'));
  assert.deepEqual(
    skipped.json.value.map((row) => row['site_id']),
    ['0901'],
  );
});

test('what is not offered is answered 501 by name, what cannot be read 400 with its position', async () => {
  const unsupported = [
    [
      '<attribute name="site_id"/>' + condition('attribute="opened_on" operator="last-x-days" value="3"/>'),
      'last-x-days',
    ],
    [
      '<link-entity name="ledger_balance" from="site_id" to="site_id"><attribute name="amount"/></link-entity>',
      'many rows',
    ],
    ['<link-entity name="territory" from="territory_id" to="territory_id" link-type="not any"/>', 'not any'],
  ] as const;
  for (const [inside, name] of unsupported) {
    const answer = await fetch('sites', `<fetch><entity name="site">${inside}</entity></fetch>`);
    assert.equal(answer.status, 501, answer.text);
    assert.match(answer.text, new RegExp(name));
  }
  const wrong = [
    '<fetch><entity name="site">',
    '<!DOCTYPE fetch [<!ENTITY a "b">]><fetch/>',
    '<fetch><entity name="account"/></fetch>',
    '<fetch><entity name="site"><attribute name="nothing"/></entity></fetch>',
    `<fetch><entity name="site">${condition('attribute="opened_on" operator="eq" value="soon"/>')}</entity></fetch>`,
    '<fetch top="all"><entity name="site"/></fetch>',
    '<fetch>'.repeat(50),
  ];
  for (const xml of wrong) {
    const answer = await fetch('sites', xml);
    assert.equal(answer.status, 400, `${xml.slice(0, 80)}: ${answer.text}`);
  }
  assert.equal((await ask('sites?$top=1&fetchXml=<fetch/>')).status, 400);
});
