import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReply } from './map-reply.ts';

const soap = (body: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="urn:soap"><s:Body>${body}</s:Body></s:Envelope>`;
const result = (text: string): string =>
  soap(`<Response xmlns="urn:map"><RunMapDataTableResult>${text}</RunMapDataTableResult></Response>`);
const fault = (code: string, text: string): string =>
  soap(`<s:Fault><faultcode>${code}</faultcode><faultstring>${text}</faultstring></s:Fault>`);

const outcomeOf = (status: number, body: string): string => readReply(status, body).outcome;

test('a reply that says success and counts no error took the document, however it is wrapped', () => {
  for (const body of [
    result('Success'),
    result('Map RMIMPV2 was run successfully.'),
    'success',
    soap('<RunMapResponse><ErrorCount>0</ErrorCount><Status>Success</Status></RunMapResponse>'),
  ])
    assert.equal(outcomeOf(200, body), 'taken', body);
});

test('refused lines, other words and faults of the client are refusals in the words of the service', () => {
  for (const body of [
    result('Failure: period is closed'),
    result('Unsuccessful'),
    result('Success with 3 errors'),
    soap('<RunMapResponse><ErrorCount>2</ErrorCount><Status>Success</Status></RunMapResponse>'),
    result('ok'),
  ])
    assert.equal(outcomeOf(200, body), 'refused', body);
  assert.deepEqual(readReply(500, fault('s:Client', 'no such map &lt;RMIMPV2&gt;')), {
    outcome: 'refused',
    status: 500,
    said: 'fault s:Client: no such map <RMIMPV2>',
  });
  for (const status of [301, 400, 401, 404, 413])
    assert.equal(outcomeOf(status, '<html><p>no</html>'), 'refused');
});

test('a fault of the server and a busy one may be asked again', () => {
  assert.equal(outcomeOf(500, fault('soap:Server', 'the database is restarting')), 'not reached');
  assert.equal(outcomeOf(503, '<html>busy'), 'not reached');
  assert.equal(outcomeOf(429, ''), 'not reached');
});

test('what breaks off, is empty, is no XML or comes from a relay that gave up is unclear', () => {
  for (const [status, body] of [
    [200, result('Success').slice(0, -30)],
    [200, ''],
    [200, '<a><b></a>'],
    [500, 'Internal Server Error'],
    [502, '<html><body>Bad gateway</body></html>'],
    [504, ''],
  ] as const)
    assert.equal(outcomeOf(status, body), 'unclear', `${String(status)} ${body}`);
});

test('entities of a reply expand nothing, and a long reply is cut with its length', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "success">]><a>&b;&b;</a>`;
  assert.notEqual(outcomeOf(500, bomb), 'taken');
  assert.match(readReply(200, `success ${'x'.repeat(5_000)}`).said, /x \(5008 characters\)$/);
});
