import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neutralOperator, type MailSettings, type OperatorProfile } from '../operator.ts';
import { named, recipientsOf, subjectOf, textOf } from './mail-words.ts';

const operator = (mail: Partial<MailSettings> = {}): OperatorProfile => ({
  ...neutralOperator,
  mail: { ...neutralOperator.mail, ...mail },
});

test('recipients of the operator replace all others', () => {
  const theirs = ['payables@hotel.invalid', 'desk@hotel.invalid'];
  assert.equal(recipientsOf(theirs, operator()), 'payables@hotel.invalid;desk@hotel.invalid');
  const recipients = ['one@house.invalid', 'two@house.invalid'];
  assert.equal(recipientsOf(theirs, operator({ recipients })), 'one@house.invalid;two@house.invalid');
});

test('outside production the environment stands before the subject, once', () => {
  const isTest = operator({ environment: 'TEST' });
  assert.equal(subjectOf({ site: '0170', version: 1 }, operator()), '0170 Daybook Parking Invoice');
  const subject = subjectOf({ site: '0170', version: 2 }, isTest);
  assert.equal(subject, '[TEST] - 0170 Daybook Parking Invoice (Revised)');
  assert.equal(named(subject, isTest), subject);
});

test('a special text counts for first versions of its month only', () => {
  const special = operator({ specialText: { month: '2025-05', text: 'New account for payments.' } });
  const may = { month: '2025-05', version: 1 } as const;
  assert.equal(textOf(may, special), 'New account for payments.');
  assert.equal(textOf({ ...may, month: '2025-06' }, special), 'Attached is the invoice for 2025-06.');
  assert.match(textOf({ ...may, version: 2 }, special), /revised invoice for 2025-05\. Please disregard/);
  assert.equal(textOf(may, operator()), 'Attached is the invoice for 2025-05.');
});
