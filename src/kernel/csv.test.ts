import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asCorrected, csvLine, csvLineForPeople, csvLineToCorrect } from './csv.ts';

test('a field with a comma, a quote or a line break is quoted, any other is not', () => {
  assert.equal(csvLine(['a', 'b,c', 'd"e', 'f\ng', '']), 'a,"b,c","d""e","f\ng",\n');
});

test('what a spreadsheet would run as a formula is kept from running; figures stay figures', () => {
  assert.equal(
    csvLineForPeople(['=1+1', '+cmd', '@sum', '-2+3=', '-12.50', '-.5', 'a=b', '\t=x']),
    "'=1+1,'+cmd,'@sum,'-2+3=,-12.50,-.5,a=b,'\t=x\n",
  );
});

test('a file to correct runs no formula, and every field comes back as it was', () => {
  const fields = ['=1+1', "'=1+1", "''@x", "'quoted'", '+1', '-2+3', '-12.50', '\tx', '\rx', "'", ''];
  for (const field of fields) {
    const line = csvLineToCorrect([field]).slice(0, -1);
    const written = line.startsWith('"') ? line.slice(1, -1) : line;
    assert.doesNotMatch(written, /^[=+@\t\r]|^-(?!\d)/, field);
    assert.equal(asCorrected(written), field);
  }
});
