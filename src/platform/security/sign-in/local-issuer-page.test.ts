import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicePage, problemPage } from './local-issuer-page.ts';

test('there is one button for each person, and no name breaks out of it', () => {
  const page = choicePage([
    { userId: 'fay@demo.invalid', displayName: 'Fay Finance', roles: ['financeManager', 'dataOps'] },
    { userId: '"><script>', displayName: '<img src=x>', roles: [], work: '<script>' },
  ]);
  assert.equal(page.match(/<button /g)?.length, 2);
  assert.match(page, /no password is needed/);
  assert.match(
    page,
    /value="fay@demo.invalid">Fay Finance <small>fay@demo.invalid<\/small><br>financeManager, dataOps/,
  );
  assert.doesNotMatch(page, /<script|<img/);
});

test('without people the page says what to do, and a problem is shown as text', () => {
  assert.match(choicePage([]), /start with the sample operator/);
  assert.doesNotMatch(problemPage('<script>'), /<script/);
});
