import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SiteFilter } from '../../../src/warehouse/index.ts';
import { chosenSites } from '../../../src/forecasting/pnl/chosen-sites.ts';
import { assignRole, actAs, personNamed, type Caller } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { member } from '../billing/billing-fixture.ts';

const database = await cloneDatabase();
await database.execute(`
  insert into warehouse.site (site_id, is_listed) select site, true from unnest('{0170,0211,0829}'::text[]) as site;
  insert into security.site_place (site_id, district, region) values ('0170', 'D2', 'East');
  insert into warehouse.site_version (
    site_id, valid_from_on, valid_to_on, site_name, district, svp_region, legal_entity, contract_type, cog_segment,
    batch_id, source_line)
  values
    ('0170', '2020-01-01', '2024-01-01', 'Tower', 'D1', 'East', 'A', 'Fixed Fee', 'Base', 1, 1),
    ('0170', '2024-01-01', null, 'Tower', 'D2', 'East', 'A', 'Revenue Share', 'Base', 1, 1),
    ('0211', '2020-01-01', null, 'Plaza', 'D2', 'West', 'B', 'Revenue Share', 'New CY', 1, 1),
    ('0829', '2020-01-01', null, 'Court', 'D3', 'East', 'A', null, 'Base', 1, 1);
  insert into warehouse.site_manager (site_id, first_name, last_name, batch_id, source_line)
    values ('0211', 'Mara', 'Example', 1, 1);
  insert into warehouse.site_district_manager (site_id, valid_from_on, district_manager, batch_id, source_line)
    values ('0829', '2020-01-01', 'Dee Example', 1, 1)`);
const manager = await member(database, 'amos@house.invalid', 'accountManager', {
  kind: 'site',
  name: '0170',
});
const finance = await member(database, 'fay@house.invalid', 'financeManager');

const chosen = (filter: SiteFilter, as: Caller = finance.caller): Promise<string[]> =>
  chosenSites(as, filter, ['profit-and-loss']);

test('values of a field are alternatives, fields narrow each other, and the newest site master counts', async () => {
  assert.deepEqual(await chosen({}), ['0170', '0211', '0829']);
  assert.deepEqual(await chosen({ district: ['D2'] }), ['0170', '0211']);
  await assert.rejects(chosen({ district: ['D1'] }), { code: 'PNL_NO_SITES' });
  assert.deepEqual(await chosen({ region: ['East'], district: ['D2', 'D3'] }), ['0170', '0829']);
  assert.deepEqual(await chosen({ contractType: ['Revenue Share'], legalEntity: ['B'] }), ['0211']);
  assert.deepEqual(await chosen({ cogSegment: ['Base'], site: ['0829', '0211'] }), ['0829']);
  assert.deepEqual(await chosen({ manager: ['Mara Example'] }), ['0211']);
  assert.deepEqual(await chosen({ districtManager: ['Dee Example'] }), ['0829']);
});

test('a filter widens nobody’s own sites (FILT-01)', async () => {
  assert.deepEqual(await chosen({}, manager.caller), ['0170']);
  assert.deepEqual(await chosen({ district: ['D2', 'D3'] }, manager.caller), ['0170']);
  await assert.rejects(chosen({ site: ['0829'] }, manager.caller), { code: 'PNL_NO_SITES' });
});

test('whoever sees more sites than their P&L gets those of the P&L', async () => {
  const person = await personNamed(database, manager.userId);
  await assignRole(database, person.personId, { role: 'contractAdmin', reason: 'covers the desk' });
  assert.deepEqual(await chosen({}, await actAs(database, person)), ['0170']);
});
