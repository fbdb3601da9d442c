import {
  configurationVariables,
  readConfiguration,
  secretSettings,
  type Configuration,
} from '../src/platform/configuration.ts';

interface Setting {
  readonly takes: string;
  /** Option of the command line, where there is one. */
  readonly option?: string;
  /** In words, where the default is not a value. */
  readonly default?: string;
  readonly means: string;
}

/** Words for each setting; a setting without an entry here does not pass the type check. */
const settings: Readonly<Record<keyof Configuration, Setting>> = {
  databaseUrl: {
    takes: '`postgres://user:password@host:5432/database`',
    means:
      'PostgreSQL 17 or newer of your own; on another machine with `?sslmode=verify-full`. Several hosts, ' +
      '`host1:5432,host2:5432`, are a cluster of which Daybook finds the one that takes writes ' +
      '([high availability](../operate/high-availability.md)). Not set: the embedded server, which Daybook starts ' +
      'and stops itself.',
  },
  serviceUrl: {
    takes: 'an address like that of `DATABASE_URL`',
    means:
      'The login that requests use, a member of `daybook_service`. Not set: `daybook_service` itself, with a ' +
      "password derived from the owner's.",
  },
  dataDir: {
    takes: 'a folder',
    option: '`--data`',
    means: 'Holds the embedded database, its password and log, the sample, and uploads in progress.',
  },
  host: {
    takes: 'a name or an address',
    means: 'Where the web server listens. Anything but this machine needs a certificate.',
  },
  port: {
    takes: '0 to 65535',
    option: '`--port`',
    means: 'Port of the web address; 0 lets the machine choose. The embedded server chooses its own port.',
  },
  publicUrl: {
    takes: '`https://daybook.example.org`',
    default: 'built from host and port',
    means: 'Address that people use; the identity provider sends them back to `/sign-in/callback` below it.',
  },
  tlsCertificate: { takes: 'a file, PEM', means: 'Certificate of the web server with its chain.' },
  tlsKey: { takes: 'a file, PEM', means: 'Key of that certificate; readable by nobody else.' },
  oidcIssuer: {
    takes: 'an https address',
    means:
      'The identity provider, spelled as in its tokens. Not set: a local issuer for trials with the embedded ' +
      'database; with your own database nobody can sign in.',
  },
  oidcClientId: { takes: 'text', means: 'Name under which the provider knows Daybook.' },
  oidcClientSecret: { takes: 'text', means: 'Secret that goes with it.' },
  oidcUserClaim: {
    takes: 'name of a claim',
    default: '`email`, or else `preferred_username`',
    means: 'What names the person at the first sign-in; afterwards the account itself counts.',
  },
  oidcAudience: {
    takes: 'text',
    default: 'the client id',
    means: 'Audience that the tokens of services must have.',
  },
  oidcMfaAcr: {
    takes: 'values of `acr` or `acrs`, by commas',
    means: 'What counts as a second factor if the provider sends no `amr`; it is requested at the sign-in.',
  },
  requireMfa: {
    takes: '`true` or `false`',
    default: '`true` with an issuer',
    means: 'Whether people who signed in without a second factor are refused.',
  },
  sessionIdleMinutes: { takes: '1 to 1440', means: 'Minutes without a request after which a session ends.' },
  sessionHours: { takes: '1 to 720', means: 'Hours after which a session ends in any case.' },
  stepUpMinutes: { takes: '1 to 1440', means: 'Minutes for which a step-up allows privileged actions.' },
  limitRequests: { takes: '1 to 10000000', means: 'Requests of one person in a window.' },
  limitSeconds: { takes: '1 to 1000000', means: 'Seconds of work for one person in a window.' },
  limitConcurrent: { takes: '1 to 10000', means: 'Requests of one person at once.' },
  limitWindowMinutes: {
    takes: '1 to 1440',
    means: 'Length of a window in minutes; it begins with the first request.',
  },
  keyFile: {
    takes: 'a file',
    default: '`keys/master.json` in the data folder',
    means: 'Keys of personal data; created when first needed. Back it up separately from the database.',
  },
  keyCommand: {
    takes: 'a program and its parameters',
    means: 'Command of a key vault that prints the keys, instead of the file. It runs without a shell.',
  },
  smtpUrl: {
    takes: '`smtps://user:password@host:465` or `smtp://…`',
    means:
      'Mail server for outgoing mail. `smtp` requires STARTTLS, except on this machine. ' +
      'Not set: mails stay in the outbox.',
  },
  mailFrom: { takes: 'an e-mail address', means: 'Sender of these mails; required with a mail server.' },
  alertWebhook: {
    takes: 'an https address, also with `user:password@`',
    means: 'Where alerts are posted to, signed as Standard Webhooks ask. Not set: they go out by mail only.',
  },
  alertWebhookSecret: {
    takes: '`whsec_` and the base64 of 24 to 64 bytes',
    means: 'Secret that signs them; the receiver knows it, too. Required with a webhook.',
  },
  ledgerUrl: {
    takes: 'an https address, also with `user:password@`',
    means:
      'Web service of the ledger (SOAP 1.1, `RunMapDataTable`) that documents are handed over to. Not set: they stay ' +
      'in the outbox.',
  },
  ledgerNamespace: {
    takes: 'a namespace such as `http://tempuri.org/`',
    means:
      'Namespace of that service, from its WSDL. Without an address, documents also go to the outbox as calls.',
  },
  ledgerAnswers: {
    takes: 'a folder',
    means: 'Where the ledger writes files with its answers; a running server reads them every minute.',
  },
  ledgerAuthorization: {
    takes: 'text',
    means: 'Header `Authorization` for that service, if it needs more than user and password.',
  },
  auditHeads: {
    takes: 'a file',
    default: '`audit-heads.jsonl` in the data folder',
    means: 'Signed heads of the audit trail are appended to it; keep it out of reach of administrators.',
  },
  auditKeyFile: {
    takes: 'a file',
    default: '`keys/audit-signing.pem` in the data folder',
    means: 'Private key that signs heads of the audit trail. Several servers of one database use the same.',
  },
  archiveDir: {
    takes: 'a folder',
    default: '`archive` in the data folder',
    means:
      'Closed years are archived in it, encrypted to the key of the backups; name a folder on another disk or ' +
      'machine. A second location of backups gets a copy.',
  },
  backupDir: {
    takes: 'a folder',
    default: '`backups` in the data folder',
    means: 'Backups are stored in it, encrypted; name a folder on another disk or machine.',
  },
  backupKeyFile: {
    takes: 'a file',
    default: '`keys/backup.txt` in the data folder',
    means: 'Keys of the backups; the first encrypts, every one decrypts. Keep a copy away from the backups.',
  },
  backupSecond: {
    takes: 'a folder or an address',
    default: 'none',
    means:
      'Second location, to which backups and log are copied: a folder on another machine, `s3://bucket/prefix` or ' +
      '`sftp://user@host/folder`.',
  },
  backupSecondEndpoint: {
    takes: 'an https address',
    default: "Amazon's, in the region",
    means: 'S3-compatible storage of another provider, or of your own.',
  },
  backupSecondRegion: {
    takes: 'a name',
    default: '`us-east-1`',
    means: 'Region of the S3-compatible storage.',
  },
  backupSecondAccessKey: {
    takes: 'text',
    default: 'none',
    means: 'Access key of the S3-compatible storage.',
  },
  backupSecondSecret: {
    takes: 'text',
    default: 'none',
    means:
      'Secret key of the S3-compatible storage; over SFTP the password, or the passphrase of the private key.',
  },
  backupSecondKeyFile: {
    takes: 'a file',
    default: 'none',
    means: 'Private key for SFTP, in the format of OpenSSH; without it the secret is the password.',
  },
  backupSecondHostKey: {
    takes: '`SHA256:…`',
    default: 'none',
    means:
      'Fingerprint of the key of the SFTP server, as `ssh-keygen -l` prints it there. Another server is refused.',
  },
  backupDaily: {
    takes: '`HH:MM` or `off`',
    means:
      'Time of the full backup of each day, in `DAYBOOK_TIME_ZONE`; `off` keeps neither backups nor log by itself.',
  },
  backupIncrementHours: {
    takes: '0 to 24 hours',
    means:
      'After so many hours what was written since the newest backup is backed up, beside the full ones; 0: never.',
  },
  backupKept: {
    takes: 'four numbers',
    means: 'Days, weeks, months and years of which the newest backup is kept.',
  },
  backupLogDays: {
    takes: 'days',
    means: 'Every second of so many days can be had back.',
  },
  backupLogSeconds: {
    takes: '0 to 900 seconds',
    means: 'Most seconds for which what was committed is not stored beside the backups; 0 stores it at once.',
  },
  maxFailingPercent: {
    takes: '0 to 100',
    option: '`--max-failing-percent` of `load`',
    means: 'A file with a larger percentage of failing records is refused.',
  },
  maxLossPercent: {
    takes: '0 to 100',
    means:
      'A complete list that would lose a larger percentage of its entries, or a file that would take more of the ' +
      "rows of a site's month, is refused; `load --accept-loss` lets one through.",
  },
  dormantDays: {
    takes: '1 to 3650',
    means:
      'Days of inactivity after which the server disables a person; services and demo people are exempt.',
  },
  changeTokenDays: {
    takes: '1 to 365',
    means:
      'Days for which a change token of the data service is valid; after that the client reads the set again.',
  },
  keptAnswerHours: {
    takes: '1 to 168',
    means:
      'Hours for which the answer to a request with an idempotency key is kept, for whoever repeats the request.',
  },
  standbyConnections: {
    takes: '0 to 100',
    means:
      'Most connections to each standby of `DATABASE_URL`, for requests that say by how many seconds their answer ' +
      'may be out of date (`x-daybook-max-lag`); 0: they are answered by the primary.',
  },
  plannedYears: {
    takes: 'years with commas between, such as `2026,2027`',
    means:
      'Years that are forecast in addition to those with a budget, entries, or a forecast that was rolled forward. ' +
      'The P&L of any other year is calculated on request and not stored.',
  },
  supportMinutes: { takes: '1 to 480', means: 'Maximum length of a support session in minutes.' },
  logLevel: {
    takes: '`debug`, `info`, `warn`, `error` or `off`',
    means: 'Least serious lines that the [log](../operate/logs.md) has; `off`: no log.',
  },
  logDays: { takes: '1 to 3650', means: 'Days for which the files of the log are kept.' },
  logStderr: {
    takes: '`true` or `false`',
    means: 'Whether lines of the log go to standard error too, for systemd or a container to collect.',
  },
  slowStatementMs: {
    takes: '1 to 3600000',
    means:
      'Milliseconds above which a [statement](../operate/running.md#slow-statements) of the database is kept ' +
      'with its plan.',
  },
  timeZone: {
    takes: 'an IANA name such as `America/New_York`',
    means: "The operator's time zone: times without one are read in it, and it decides what day it is.",
  },
};

/** The settings as a page: variable, option, default, meaning. */
export function configurationPage(): string {
  const secrets = [...secretSettings].map((setting) => `\`${configurationVariables[setting]}\``);
  const rows = Object.entries(configurationVariables).map(([key, variable]) => {
    const setting = key as keyof Configuration;
    const { takes, option = '', means } = settings[setting];
    return `| \`${variable}\` | ${option} | ${takes} | ${defaultOf(setting)} | ${means} |`;
  });
  return [
    '# Configuration',
    '',
    'A command-line option overrides the environment, and the environment the default; an empty value counts as not',
    'set. A value that cannot be used is refused with `CONFIGURATION_INVALID`, which names the variable and never',
    'repeats its value. `daybook doctor` prints the settings in effect, with secrets masked.',
    '',
    `Secrets (${secrets.join(', ')}) may be in a file instead: \`<VARIABLE>_FILE\` names it.`,
    'Setting both is refused.',
    '',
    'Generated from `src/platform/configuration.ts` by `npm run fix`.',
    '',
    '| variable | option | takes | default | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function defaultOf(setting: keyof Configuration): string {
  // The folder is shown as it is typed; the configuration holds it as an absolute path of the machine at hand.
  if (setting === 'dataDir') return '`./data`';
  const words = settings[setting].default;
  if (words !== undefined) return words;
  const value = readConfiguration({}, {})[setting];
  return value === undefined ? 'not set' : `\`${String(value)}\``;
}
