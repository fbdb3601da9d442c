import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine, csvLineForPeople, readCsv } from './csv.ts';

test('a field with a comma, a quote or a line break is quoted, any other is not', () => {
  assert.equal(csvLine(['a', 'b,c', 'd"e', 'f\ng', '']), 'a,"b,c","d""e","f\ng",\n');
});

test('what a spreadsheet would run as a formula is kept from running; figures stay figures', () => {
  assert.equal(
    csvLineForPeople(['=1+1', '+cmd', '@sum', '-2+3=', '-12.50', '-.5', 'a=b', '\t=x']),
    "'=1+1,'+cmd,'@sum,'-2+3=,-12.50,-.5,a=b,'\t=x\n",
  );
});

test('records are read back as they were written, each with the line it begins in', () => {
  assert.deepEqual(readCsv('\uFEFFa,b\r\n1,"x, ""y"""\n\n"two\nlines",\n3,'), [
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1', 'x, "y"'] },
    { line: 4, fields: ['two\nlines', ''] },
    { line: 6, fields: ['3', ''] },
  ]);
  const fields = ['plain', 'a,b', 'c"d', 'e\nf', '', '-1.5'];
  assert.deepEqual(readCsv(csvLine(fields)), [{ line: 1, fields }]);
  assert.deepEqual(readCsv(''), []);
  assert.deepEqual(readCsv('"open,1\n2'), [{ line: 1, fields: ['open,1\n2'] }]);
});
