import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { textsOf } from '../../pdf-texts.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const house = await openSiteHouse(database);
const { done, json, run } = house;
await database.execute(
  `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version
     (site_id, valid_from_on, site_name, gl_string, street_address, city, state, zip, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', '9 Rail St', 'Norfolk', 'VA', '23510', 1, 1),
     ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', '1 Harbor Way', 'Norfolk', 'VA', '23510', 1, 1)`,
);

const set = (site: string, ...words: readonly string[]): Promise<string> =>
  done('bea', 'sites', 'set', site, ...words, '--reason', 'as the customer wrote');

test('an invoice bears the recipient, Attn and address that were set, and its mail goes to the addresses', async () => {
  await set('829', 'recipient=Station Partners', 'attention=R. Payable', 'street-address=10 Rail St');
  await set('829', 'emails=first@station.invalid; second@station.invalid');
  const contact = [
    '--kind',
    'billing',
    '--name',
    'Owner',
    '--emails',
    'owner@station.invalid; FIRST@station.invalid',
  ];
  await done('bea', 'sites', 'contacts', 'add', '829', ...contact);
  await done('bea', 'bill', '--month', '2025-05', '--site', '829');
  const [statement] = await json<{ statement_id: string; state: string }[]>(
    ...(['bea', 'statements', 'list', '--site', '829'] as const),
  );
  const id = statement?.statement_id ?? '';
  if (statement?.state !== 'Ready To Send') await done('ravi', 'statements', 'approve', id);
  const out = join(house.folder, 'invoice.pdf');
  await done('bea', 'statements', 'pdf', id, '--out', out);
  const texts = textsOf(await readFile(out)).flat();
  for (const line of ['Station Partners', 'Attn: R. Payable', '10 Rail St', 'Norfolk, VA 23510'])
    assert.ok(texts.includes(line), `${line} in ${texts.slice(0, 30).join(' | ')}`);
  const sent = await done('bea', 'statements', 'send', id);
  assert.match(sent, /FIRST@station\.invalid; ?second@station\.invalid; ?owner@station\.invalid/);
});

test('a site that closes is not billed for the months after, and is billed for the month of its last day', async () => {
  await set('170', 'closed-on=2025-04-30');
  const statements = async (): Promise<number> => {
    const said = await run('bea', 'bill', '--month', '2025-05', '--site', '170', '--dry-run', '--json');
    return (JSON.parse(said.out) as { statements: object[] }).statements.length;
  };
  assert.equal(await statements(), 0);
  await set('170', 'closed-on=2025-05-01');
  assert.equal(await statements(), 1);
  const [row] = await database.query<{ works: boolean; later: boolean }>(
    `select warehouse.works_in('0170', '2025-05-01') as works, warehouse.works_in('0170', '2025-06-01') as later`,
  );
  assert.deepEqual(row, { works: true, later: false });
});
