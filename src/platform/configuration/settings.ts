/** What the operator decided before the start; frozen, read once, handed on. */
export interface Configuration {
  /** Address of a PostgreSQL of the operator's own; absent means the embedded one. May hold a password. */
  readonly databaseUrl?: string;
  /** Address with the login that requests use; absent: made from the owner's. May hold a password. */
  readonly serviceUrl?: string;
  /** Absolute path of the folder that holds the embedded cluster. */
  readonly dataDir: string;
  /** Name or address on which the web server listens; anything but this machine needs a certificate. */
  readonly host: string;
  /** Port of the web server; 0 lets the machine choose. The embedded PostgreSQL chooses its own. */
  readonly port: number;
  /** Address that people use, without a slash at its end; absent: made from host and port. */
  readonly publicUrl?: string;
  /** File with the certificate of the web server, PEM, the chain behind it. */
  readonly tlsCertificate?: string;
  /** File with the key of that certificate, PEM. */
  readonly tlsKey?: string;
  /** Address of the identity provider, as its tokens say it. */
  readonly oidcIssuer?: string;
  /** Name under which the provider knows Daybook. */
  readonly oidcClientId?: string;
  readonly oidcClientSecret?: string;
  /** Claim that names the person; absent: email, or else preferred_username. */
  readonly oidcUserClaim?: string;
  /** Audience that tokens of services carry; absent: the client id. */
  readonly oidcAudience?: string;
  /** Values of `acr` or `acrs` that stand for a second factor where the provider sends no `amr`; by commas. */
  readonly oidcMfaAcr?: string;
  /** Whether people without a second factor are sent away. */
  readonly requireMfa: boolean;
  /** Minutes without a request after which a session ends. */
  readonly sessionIdleMinutes: number;
  /** Hours after which it ends in any case. */
  readonly sessionHours: number;
  /** Minutes for which a step-up holds. */
  readonly stepUpMinutes: number;
  /** Requests of one person in a window. */
  readonly limitRequests: number;
  /** Seconds of work for one person in a window. */
  readonly limitSeconds: number;
  /** Requests of one person at once. */
  readonly limitConcurrent: number;
  readonly limitWindowMinutes: number;
  /** File with the keys of personal data; absent: `keys/master.json` in the data folder. */
  readonly keyFile?: string;
  /** Program that prints them instead: the command line of a key vault. */
  readonly keyCommand?: string;
  /** File that signed heads of the audit trail are appended to; absent: `audit-heads.jsonl` in the data folder. */
  readonly auditHeads?: string;
  /** File of the key that signs heads of the trail; `keys/audit-signing.pem` in the data folder unless configured. */
  readonly auditKeyFile?: string;
  /** Folder of the archive of closed years; absent: `archive` in the data folder. */
  readonly archiveDir?: string;
  /** Folder that backups are stored in; absent: `backups` in the data folder. */
  readonly backupDir?: string;
  /** File of the keys of backups; absent: `keys/backup.txt` in the data folder. */
  readonly backupKeyFile?: string;
  /** Second location of backups: a folder, `s3://bucket/prefix` or `sftp://user@host/folder`; absent: none. */
  readonly backupSecond?: string;
  /** Scheme, host and port of S3-compatible storage; absent: that of Amazon in the region. */
  readonly backupSecondEndpoint?: string;
  /** Region of S3-compatible storage; absent: us-east-1. */
  readonly backupSecondRegion?: string;
  /** Access key of S3-compatible storage. */
  readonly backupSecondAccessKey?: string;
  /** Secret key of S3-compatible storage; over SFTP the password, or the passphrase of the private key. */
  readonly backupSecondSecret?: string;
  /** File of the private key for SFTP; absent: the secret is the password. */
  readonly backupSecondKeyFile?: string;
  /** Fingerprint of the key of the SFTP server, `SHA256:…`. */
  readonly backupSecondHostKey?: string;
  /** Time of day at which a full backup is made, `HH:MM` in `timeZone`; `off`: neither backups nor log are kept. */
  readonly backupDaily: string;
  /** Hours after which what was written since the newest backup is backed up, beside the full ones; 0: never. */
  readonly backupIncrementHours: number;
  /** Days, weeks, months and years of which the newest backup is kept, by commas. */
  readonly backupKept: string;
  /** Days of which every second can be had back. */
  readonly backupLogDays: number;
  /** Most seconds for which what was committed is not stored beside the backups; 0: at once. */
  readonly backupLogSeconds: number;
  /** Mail server that statements go out through; absent: they stay in the outbox. May hold a password. */
  readonly smtpUrl?: string;
  /** Address that mails come from. */
  readonly mailFrom?: string;
  /** Address that alerts are posted to; absent: they go out by mail only. May hold a password. */
  readonly alertWebhook?: string;
  /** Secret that signs what is posted there, `whsec_` and base64. */
  readonly alertWebhookSecret?: string;
  /** Web service that takes documents for the ledger; absent: they stay in the outbox. May hold a password. */
  readonly ledgerUrl?: string;
  /** Namespace of that service; with it documents also go out as its calls. */
  readonly ledgerNamespace?: string;
  /** Folder that the ledger writes its answers to; absent: they are read when somebody names files. */
  readonly ledgerAnswers?: string;
  /** Value of the header `Authorization` for it. */
  readonly ledgerAuthorization?: string;
  /** Whole percent of failing rows above which a file is refused; 10 unless configured. */
  readonly maxFailingPercent: number;
  /** Whole percent that a list, or a site's month, may lose by a load; 10 unless configured. */
  readonly maxLossPercent: number;
  /** Days without entering after which a person is disabled. */
  readonly dormantDays: number;
  /** Minutes that a support session lasts at most. */
  readonly supportMinutes: number;
  /** Days for which a token of those who follow changes of the data service holds. */
  readonly changeTokenDays: number;
  /** Hours for which the answer to a request with an idempotency key is kept. */
  readonly keptAnswerHours: number;
  /** Connections to each standby, for requests that may read there; 0: all read where writes are made. */
  readonly standbyConnections: number;
  /** Least serious lines that the log keeps; `off`: there is no log. */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'off';
  /** Days for which files of the log are kept. */
  readonly logDays: number;
  /** Whether lines of the log go to standard error too. */
  readonly logStderr: boolean;
  /** Milliseconds above which a statement of the database is kept with its plan. */
  readonly slowStatementMs: number;
  /** IANA name of the zone in which "today" is judged where a site has none of its own. */
  readonly timeZone: string;
  /** Years that are forecast besides those with a budget, entries or a forecast that was rolled on. */
  readonly plannedYears?: readonly number[];
}

/** Values from the command line; each wins over the environment. Numbers may come as the text that was typed. */
export type ConfigurationOverrides = Readonly<
  Partial<Record<keyof Configuration, string | number | undefined>>
>;

/** The environment variable of each setting: what a refusal names, and what `daybook doctor` lists. */
export const configurationVariables = {
  databaseUrl: 'DATABASE_URL',
  serviceUrl: 'DATABASE_SERVICE_URL',
  dataDir: 'DAYBOOK_DATA',
  host: 'DAYBOOK_HOST',
  port: 'DAYBOOK_PORT',
  publicUrl: 'DAYBOOK_PUBLIC_URL',
  tlsCertificate: 'DAYBOOK_TLS_CERTIFICATE',
  tlsKey: 'DAYBOOK_TLS_KEY',
  oidcIssuer: 'DAYBOOK_OIDC_ISSUER',
  oidcClientId: 'DAYBOOK_OIDC_CLIENT_ID',
  oidcClientSecret: 'DAYBOOK_OIDC_CLIENT_SECRET',
  oidcUserClaim: 'DAYBOOK_OIDC_USER_CLAIM',
  oidcAudience: 'DAYBOOK_OIDC_AUDIENCE',
  oidcMfaAcr: 'DAYBOOK_OIDC_MFA_ACR',
  requireMfa: 'DAYBOOK_REQUIRE_MFA',
  sessionIdleMinutes: 'DAYBOOK_SESSION_IDLE_MINUTES',
  sessionHours: 'DAYBOOK_SESSION_HOURS',
  stepUpMinutes: 'DAYBOOK_STEP_UP_MINUTES',
  limitRequests: 'DAYBOOK_LIMIT_REQUESTS',
  limitSeconds: 'DAYBOOK_LIMIT_SECONDS',
  limitConcurrent: 'DAYBOOK_LIMIT_CONCURRENT',
  limitWindowMinutes: 'DAYBOOK_LIMIT_WINDOW_MINUTES',
  keyFile: 'DAYBOOK_KEY_FILE',
  keyCommand: 'DAYBOOK_KEY_COMMAND',
  auditHeads: 'DAYBOOK_AUDIT_HEADS',
  auditKeyFile: 'DAYBOOK_AUDIT_KEY_FILE',
  archiveDir: 'DAYBOOK_ARCHIVE_DIR',
  backupDir: 'DAYBOOK_BACKUP_DIR',
  backupKeyFile: 'DAYBOOK_BACKUP_KEY_FILE',
  backupSecond: 'DAYBOOK_BACKUP_SECOND',
  backupSecondEndpoint: 'DAYBOOK_BACKUP_SECOND_ENDPOINT',
  backupSecondRegion: 'DAYBOOK_BACKUP_SECOND_REGION',
  backupSecondAccessKey: 'DAYBOOK_BACKUP_SECOND_ACCESS_KEY',
  backupSecondSecret: 'DAYBOOK_BACKUP_SECOND_SECRET',
  backupSecondKeyFile: 'DAYBOOK_BACKUP_SECOND_KEY_FILE',
  backupSecondHostKey: 'DAYBOOK_BACKUP_SECOND_HOST_KEY',
  backupDaily: 'DAYBOOK_BACKUP_DAILY',
  backupIncrementHours: 'DAYBOOK_BACKUP_INCREMENT_HOURS',
  backupKept: 'DAYBOOK_BACKUP_KEPT',
  backupLogDays: 'DAYBOOK_BACKUP_LOG_DAYS',
  backupLogSeconds: 'DAYBOOK_BACKUP_LOG_SECONDS',
  smtpUrl: 'DAYBOOK_SMTP_URL',
  mailFrom: 'DAYBOOK_MAIL_FROM',
  alertWebhook: 'DAYBOOK_ALERT_WEBHOOK',
  alertWebhookSecret: 'DAYBOOK_ALERT_WEBHOOK_SECRET',
  ledgerUrl: 'DAYBOOK_LEDGER_URL',
  ledgerNamespace: 'DAYBOOK_LEDGER_NAMESPACE',
  ledgerAnswers: 'DAYBOOK_LEDGER_ANSWERS',
  ledgerAuthorization: 'DAYBOOK_LEDGER_AUTHORIZATION',
  maxFailingPercent: 'DAYBOOK_MAX_FAILING_PERCENT',
  maxLossPercent: 'DAYBOOK_MAX_LOSS_PERCENT',
  dormantDays: 'DAYBOOK_DORMANT_DAYS',
  supportMinutes: 'DAYBOOK_SUPPORT_MINUTES',
  changeTokenDays: 'DAYBOOK_CHANGE_TOKEN_DAYS',
  keptAnswerHours: 'DAYBOOK_KEPT_ANSWER_HOURS',
  standbyConnections: 'DAYBOOK_STANDBY_CONNECTIONS',
  logLevel: 'DAYBOOK_LOG_LEVEL',
  logDays: 'DAYBOOK_LOG_DAYS',
  logStderr: 'DAYBOOK_LOG_STDERR',
  slowStatementMs: 'DAYBOOK_SLOW_STATEMENT_MS',
  timeZone: 'DAYBOOK_TIME_ZONE',
  plannedYears: 'DAYBOOK_PLANNED_YEARS',
} as const satisfies Record<keyof Configuration, string>;

/** Settings that are never printed and may come from a file that `<VARIABLE>_FILE` names. */
export const secretSettings: ReadonlySet<keyof Configuration> = new Set([
  'databaseUrl',
  'serviceUrl',
  'oidcClientSecret',
  'smtpUrl',
  'backupSecondSecret',
  'alertWebhook',
  'alertWebhookSecret',
  'ledgerUrl',
  'ledgerAuthorization',
]);
