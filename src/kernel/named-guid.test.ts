import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedGuid } from './named-guid.ts';

test('a name has one GUID, another name another, and both are GUIDs of version 8', () => {
  assert.equal(namedGuid('site/site_name'), namedGuid('site/site_name'));
  const guids = ['site', 'sites', 'site/name', 'site/nam', ''].map(namedGuid);
  assert.equal(new Set(guids).size, guids.length);
  for (const guid of guids)
    assert.match(guid, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
