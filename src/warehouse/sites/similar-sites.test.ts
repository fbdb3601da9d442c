import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { similarSites } from './similar-sites.ts';

const inn = {
  site: '0170',
  name: 'Alderbourne Inn & Suites',
  streetAddress: '4914 Saffronreach Avenue',
  city: 'Mount Brass',
  zip: '00310',
};

test('sites alike in name and address from the limit on, or at one address, are pairs; others are not', () => {
  const sites = [
    inn,
    { ...inn, site: '1001', name: 'ALDERBOURNE INN + SUITES', streetAddress: '4914 Saffronreach Ave.' },
    { ...inn, site: '1002', name: 'Larkspur Quay Hotel' },
    { ...inn, site: '1003', streetAddress: '12 Walnut Lane', city: 'Moss Falls', zip: '00999' },
    { site: '1004', name: null, streetAddress: null, city: null, zip: null },
    { site: '1005', name: null, streetAddress: null, city: null, zip: null },
  ];
  const pairs = similarSites(sites.slice(0, 5), decimal('85'));
  assert.deepEqual(
    pairs.map(({ site, other, percent, isSameAddress }) => [site, other, percent, isSameAddress]),
    [
      ['0170', '1001', '95.0', false],
      ['0170', '1002', '75.0', true],
    ],
  );
  // At the limit it is a pair, above it is not.
  assert.equal(similarSites(sites.slice(0, 2), decimal('95')).length, 1);
  assert.equal(similarSites(sites.slice(0, 2), decimal('95.1')).length, 0);
});
