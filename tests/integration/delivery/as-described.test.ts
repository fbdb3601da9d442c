import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApi } from '../../../src/delivery/index.ts';
import { differenceOf, routeServing } from './as-described.ts';

const answered = (body: unknown, status = 200) => ({
  method: 'GET',
  path: '/territories',
  status,
  contentType: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});
const territory = { territory: 'Harbor', sites: ['0170'] };
const refused = (code: string) => ({ error: { code, message: 'x', next: 'y' } });

test('an answer as its route describes it is in order', () => {
  assert.equal(differenceOf(answered([territory])), null);
  assert.equal(differenceOf(answered(refused('SECURITY_FORBIDDEN'), 403)), null);
});

test('a field that is missing, of another kind or not described is seen, and so is an undescribed refusal', () => {
  for (const [body, seen] of [
    [[{ territory: 'Harbor' }], /GET \/territories answers 200 0\.sites/],
    [[{ ...territory, sites: [170] }], /0\.sites\.0: .*expected string, received number/],
    [[{ ...territory, secret: 'x' }], /Unrecognized key: "secret"/],
  ] as const)
    assert.match(differenceOf(answered(body)) ?? '', seen);
  assert.match(differenceOf(answered(refused('SITES_CHANGED_SINCE'), 409)) ?? '', /SITES_CHANGED_SINCE/);
  assert.match(differenceOf(answered([territory], 201)) ?? '', /answers 201/);
});

test('a route whose address is said whole goes before one with a parameter in its place', () => {
  assert.equal(routeServing('GET', '/sites/0170/contacts')?.path, '/sites/:site/contacts');
  assert.equal(routeServing('GET', '/sites/0170')?.path, '/sites/:site');
  assert.equal(routeServing('GET', '/forecasts/0170/versions')?.path, '/forecasts/:site/versions');
  assert.equal(routeServing('GET', '/forecasts/0170/2025-04')?.path, '/forecasts/:site/:month');
  assert.equal(routeServing('GET', '/odata/sites'), undefined);
});

test('the description is OpenAPI 3.1 by its published schema, and a planted fault is seen', async () => {
  const judge = async (description: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const { valid, errors } = await new Validator().validate(structuredClone(description));
    return valid ? 'valid' : errors;
  };
  const description = openApi();
  assert.equal(await judge(description), 'valid');
  assert.notEqual(await judge({ ...description, openapi: '3.1' }), 'valid');
  const paths = { '/health': { get: { responses: { '200': {} } } } };
  assert.notEqual(await judge({ ...description, paths }), 'valid');
});
