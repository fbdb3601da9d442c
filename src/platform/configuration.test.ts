import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeConfiguration, maskPassword, readConfiguration } from './configuration.ts';

const refuses = (variable: string, value: string, problem: RegExp): void => {
  assert.throws(
    () => readConfiguration({}, { [variable]: value }),
    (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, 'CONFIGURATION_INVALID');
      assert.match(error.message, problem);
      assert.ok(error.message.startsWith(variable), error.message);
      return true;
    },
  );
};

test('without settings there are defaults, and the data folder is absolute', () => {
  const { dataDir, ...rest } = readConfiguration({}, {});
  assert.deepEqual(rest, { port: 8080, maxFailingPercent: 10, timeZone: 'America/New_York' });
  assert.match(dataDir, /^(\/|[A-Z]:).*data$/);
});

test('the command line wins over the environment, and empty text counts as absent', () => {
  const environment = { DAYBOOK_PORT: '9000', DAYBOOK_MAX_FAILING_PERCENT: '25', DATABASE_URL: '' };
  const configuration = readConfiguration({ port: '9001' }, environment);
  assert.equal(configuration.port, 9001);
  assert.equal(configuration.maxFailingPercent, 25);
  assert.equal('databaseUrl' in configuration, false);
  assert.equal(readConfiguration({ port: 0 }, environment).port, 0);
});

test('a bad value is refused by the name of its variable', () => {
  refuses('DAYBOOK_PORT', 'eighty', /whole number/);
  refuses('DAYBOOK_PORT', '65536', /at most 65535/);
  refuses('DAYBOOK_MAX_FAILING_PERCENT', '101', /at most 100/);
  refuses('DAYBOOK_MAX_FAILING_PERCENT', '-1', /whole number/);
  refuses('DAYBOOK_TIME_ZONE', 'Mars/Olympus', /IANA time zone/);
  refuses('DAYBOOK_INTAKE_TOKEN', 'short', /at least 16/);
  refuses('DATABASE_URL', 'mysql://u:p@host/db', /postgres:\/\//);
  refuses('DATABASE_URL', 'postgres://host', /postgres:\/\//);
});

test('a refusal never repeats the value, which may be a secret', () => {
  const secret = 'https://owner:hunter2@host/db';
  assert.throws(
    () => readConfiguration({}, { DATABASE_URL: secret }),
    (error: unknown) =>
      error instanceof Error &&
      !JSON.stringify(error).includes('hunter2') &&
      !error.message.includes('hunter2'),
  );
});

test('the configuration cannot be changed afterwards', () => {
  const configuration = readConfiguration({}, {});
  assert.throws(() => Object.assign(configuration, { port: 1 }), TypeError);
});

test('the description shows every variable and no secret', () => {
  const described = describeConfiguration(
    readConfiguration(
      {},
      {
        DATABASE_URL: 'postgres://owner:hunter2@db.example:5432/daybook?sslpassword=hunter2&sslmode=require',
        DAYBOOK_INTAKE_TOKEN: 'hunter2hunter2hunter2',
        DAYBOOK_DATA: '/srv/daybook',
      },
    ),
  );
  assert.deepEqual(described, {
    DATABASE_URL: 'postgres://owner:***@db.example:5432/daybook?sslpassword=***&sslmode=require',
    DAYBOOK_DATA: '/srv/daybook',
    DAYBOOK_PORT: '8080',
    DAYBOOK_INTAKE_TOKEN: 'set',
    DAYBOOK_MAX_FAILING_PERCENT: '10',
    DAYBOOK_TIME_ZONE: 'America/New_York',
  });
});

test('an address without a password is shown as it is', () => {
  assert.equal(
    maskPassword('postgres:///daybook?host=/run/postgresql'),
    'postgres:///daybook?host=/run/postgresql',
  );
});
