import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSecondFactor } from './second-factor.ts';

test('a second factor is seen in the methods of the sign-in', () => {
  for (const amr of [['mfa'], ['pwd', 'otp'], ['hwk'], ['fido', 'pwd'], 'mfa'])
    assert.ok(hasSecondFactor({ amr }, []), JSON.stringify(amr));
});

test('a password alone, nothing at all or anything odd is no second factor', () => {
  for (const amr of [['pwd'], [], undefined, null, 7, [7], { mfa: true }, ['MFA-not-really'], ['kba']])
    assert.ok(!hasSecondFactor({ amr }, []), JSON.stringify(amr));
});

test('a class of sign-in counts when the operator named it, as acr or in acrs', () => {
  assert.ok(hasSecondFactor({ acr: 'urn:gold' }, ['urn:gold', 'c1']));
  assert.ok(hasSecondFactor({ acrs: ['c3', 'c1'] }, ['urn:gold', 'c1']));
  assert.ok(!hasSecondFactor({ acr: '1', acrs: ['c2'] }, ['c1']));
  assert.ok(!hasSecondFactor({ acr: 'urn:gold' }, []));
});
