import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationVariables, describeConfiguration, readConfiguration } from './configuration.ts';
import { maskPassword } from './configuration/describe.ts';

type Environment = Readonly<Record<string, string>>;

const refuses = (environment: Environment, variable: string, problem: RegExp): void => {
  assert.throws(
    () => readConfiguration({}, environment),
    (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, 'CONFIGURATION_INVALID');
      assert.match(error.message, problem);
      assert.ok(error.message.startsWith(`${variable} `), error.message);
      return true;
    },
  );
};

const provider: Environment = {
  DAYBOOK_OIDC_ISSUER: 'https://login.example.org/tenant/v2.0',
  DAYBOOK_OIDC_CLIENT_ID: 'daybook',
  DAYBOOK_OIDC_CLIENT_SECRET: 'hunter2',
};

test('without settings there are defaults, and the data folder is absolute', () => {
  const { dataDir, ...rest } = readConfiguration({}, {});
  assert.deepEqual(rest, {
    host: '127.0.0.1',
    port: 8080,
    requireMfa: false,
    sessionIdleMinutes: 30,
    sessionHours: 8,
    stepUpMinutes: 10,
    limitRequests: 1000,
    limitSeconds: 600,
    limitConcurrent: 20,
    limitWindowMinutes: 15,
    backupDaily: '02:00',
    backupIncrementHours: 6,
    backupKept: '30,12,12,7',
    backupLogDays: 35,
    backupLogSeconds: 30,
    logDays: 90,
    logLevel: 'info',
    logStderr: false,
    maxFailingPercent: 10,
    maxLossPercent: 10,
    dormantDays: 90,
    supportMinutes: 30,
    changeTokenDays: 90,
    keptAnswerHours: 24,
    slowStatementMs: 2_000,
    standbyConnections: 0,
    timeZone: 'America/New_York',
  });
  assert.match(dataDir, /^(\/|[A-Z]:).*data$/);
});

test('every setting of the schema has its variable', () => {
  const settings = Object.keys(readConfiguration({}, {}));
  assert.deepEqual(
    settings.filter((setting) => !Object.hasOwn(configurationVariables, setting)),
    [],
  );
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
  const bad: readonly (readonly [variable: string, value: string, problem: RegExp])[] = [
    ['DAYBOOK_PORT', 'eighty', /whole number/],
    ['DAYBOOK_PORT', '65536', /at most 65535/],
    ['DAYBOOK_MAX_FAILING_PERCENT', '101', /at most 100/],
    ['DAYBOOK_MAX_FAILING_PERCENT', '-1', /whole number/],
    ['DAYBOOK_TIME_ZONE', 'Mars/Olympus', /IANA time zone/],
    ['DATABASE_URL', 'mysql://u:p@host/db', /postgres:\/\//],
    ['DATABASE_URL', 'postgres://host', /postgres:\/\//],
    ['DATABASE_SERVICE_URL', 'host', /postgres:\/\//],
    ['DAYBOOK_HOST', 'a b', /host name/],
    ['DAYBOOK_PUBLIC_URL', 'http://daybook.example.org', /https/],
    ['DAYBOOK_PUBLIC_URL', 'https://daybook.example.org/books', /without a path/],
    ['DAYBOOK_REQUIRE_MFA', 'perhaps', /true or false/],
    ['DAYBOOK_SESSION_HOURS', '0', /at least 1/],
    ['DAYBOOK_LIMIT_CONCURRENT', 'many', /whole number/],
  ];
  for (const [variable, value, problem] of bad) refuses({ [variable]: value }, variable, problem);
});

test('the identity provider is reached over https, except on this machine', () => {
  for (const issuer of [
    'http://login.example.org',
    'https://u:p@login.example.org',
    'https://a.example/?x=1',
    'login',
  ])
    refuses({ ...provider, DAYBOOK_OIDC_ISSUER: issuer }, 'DAYBOOK_OIDC_ISSUER', /https/);
  const issuer = 'http://127.0.0.1:4000';
  assert.equal(readConfiguration({}, { ...provider, DAYBOOK_OIDC_ISSUER: issuer }).oidcIssuer, issuer);
});

test('with a real provider a second factor is required unless the operator says otherwise', () => {
  assert.equal(readConfiguration({}, provider).requireMfa, true);
  assert.equal(readConfiguration({}, { ...provider, DAYBOOK_REQUIRE_MFA: 'false' }).requireMfa, false);
});

test('what is of no use alone is refused by the name of what is missing', () => {
  refuses(
    { ...provider, DAYBOOK_OIDC_CLIENT_SECRET: '' },
    'DAYBOOK_OIDC_CLIENT_SECRET',
    /DAYBOOK_OIDC_ISSUER/,
  );
  refuses({ ...provider, DAYBOOK_OIDC_ISSUER: '' }, 'DAYBOOK_OIDC_ISSUER', /DAYBOOK_OIDC_CLIENT_ID/);
  refuses({ DAYBOOK_TLS_CERTIFICATE: 'a.pem' }, 'DAYBOOK_TLS_KEY', /DAYBOOK_TLS_CERTIFICATE/);
  refuses({ DAYBOOK_TLS_KEY: 'a.pem' }, 'DAYBOOK_TLS_CERTIFICATE', /DAYBOOK_TLS_KEY/);
});

test('a secret may lie in a file, which is read without its last line break', () => {
  const files: Environment = { '/run/secrets/oidc': 'hunter3\n', '/run/secrets/empty': '\n' };
  const read = (environment: Environment) =>
    readConfiguration({}, environment, (name) => {
      const content = files[name];
      if (content === undefined) throw Object.assign(new Error(`no ${name}`), { code: 'ENOENT' });
      return content;
    });
  const { DAYBOOK_OIDC_CLIENT_SECRET, ...others } = provider;
  const named = (name: string): Environment => ({ ...others, DAYBOOK_OIDC_CLIENT_SECRET_FILE: name });
  assert.equal(read(named('/run/secrets/oidc')).oidcClientSecret, 'hunter3');
  const both = { ...named('/run/secrets/oidc'), DAYBOOK_OIDC_CLIENT_SECRET: 'hunter2' };
  assert.equal(DAYBOOK_OIDC_CLIENT_SECRET, 'hunter2');
  assert.throws(
    () => read(both),
    /^Refusal: DAYBOOK_OIDC_CLIENT_SECRET and DAYBOOK_OIDC_CLIENT_SECRET_FILE are both/,
  );
  assert.throws(() => read(named('/run/secrets/gone')), /DAYBOOK_OIDC_CLIENT_SECRET_FILE names .*ENOENT/);
  assert.throws(
    () => read(named('/run/secrets/empty')),
    /DAYBOOK_OIDC_CLIENT_SECRET_FILE names an empty file/,
  );
  // What is no secret is not read from files.
  assert.equal(read({ DAYBOOK_PORT_FILE: '/run/secrets/gone' }).port, 8080);
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
        ...provider,
        DATABASE_URL: 'postgres://owner:hunter2@db.example:5432/daybook?sslpassword=hunter2&sslmode=require',
        DATABASE_SERVICE_URL: 'postgres://daybook_service:hunter2@db.example:5432/daybook',
        DAYBOOK_DATA: '/srv/daybook',
        DAYBOOK_SMTP_URL: 'smtps://billing:hunter2@mail.example:465',
        DAYBOOK_MAIL_FROM: 'billing@operator.invalid',
      },
    ),
  );
  assert.equal(described['DAYBOOK_SMTP_URL'], 'smtps://billing:***@mail.example:465');
  assert.ok(!JSON.stringify(described).includes('hunter2'));
  assert.deepEqual(
    [described['DATABASE_URL'], described['DATABASE_SERVICE_URL'], described['DAYBOOK_OIDC_CLIENT_SECRET']],
    [
      'postgres://owner:***@db.example:5432/daybook?sslpassword=***&sslmode=require',
      'postgres://daybook_service:***@db.example:5432/daybook',
      'set',
    ],
  );
  assert.deepEqual(
    [described['DAYBOOK_DATA'], described['DAYBOOK_REQUIRE_MFA'], described['DAYBOOK_TLS_KEY']],
    ['/srv/daybook', 'true', 'not set'],
  );
  assert.deepEqual(Object.keys(described).sort(), Object.values(configurationVariables).sort());
});

test('a mail server is named by its address, and needs to know from whom mails are', () => {
  const read = (DAYBOOK_SMTP_URL: string, more = {}): unknown =>
    readConfiguration({}, { DAYBOOK_SMTP_URL, DAYBOOK_MAIL_FROM: 'billing@operator.invalid', ...more })
      .smtpUrl;
  assert.equal(read('smtp://mail.example:587'), 'smtp://mail.example:587');
  for (const wrong of ['mail.example', 'https://mail.example', 'smtp://mail.example/?tls=no'])
    assert.throws(() => read(wrong), /DAYBOOK_SMTP_URL/);
  assert.throws(() => read('smtp://mail.example', { DAYBOOK_MAIL_FROM: '' }), /DAYBOOK_MAIL_FROM/);
  assert.throws(() => read('smtp://mail.example', { DAYBOOK_MAIL_FROM: 'billing' }), /DAYBOOK_MAIL_FROM/);
});

test('an address without a password is shown as it is', () => {
  assert.equal(
    maskPassword('postgres:///daybook?host=/run/postgresql'),
    'postgres:///daybook?host=/run/postgresql',
  );
});
