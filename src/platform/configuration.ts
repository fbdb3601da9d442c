import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { refusal } from '../kernel/errors.ts';
import {
  configurationVariables,
  secretSettings,
  type Configuration,
  type ConfigurationOverrides,
} from './configuration/settings.ts';
import {
  backupCounts,
  hostName,
  headerValue,
  issuerUrl,
  keyFingerprint,
  logLevel,
  mailAddress,
  namespaceUri,
  path,
  postgresUrl,
  publicUrl,
  smtpUrl,
  storagePlace,
  timeOrOff,
  timeZone,
  webhookSecret,
  webServiceUrl,
  wholeNumber,
  years,
  yesOrNo,
} from './configuration/value-kinds.ts';

export { describeConfiguration } from './configuration/describe.ts';
export { onEachServer, serverAddresses } from './configuration/server-addresses.ts';
export {
  configurationVariables,
  secretSettings,
  type Configuration,
  type ConfigurationOverrides,
} from './configuration/settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const text = z.string();

const schema = z.object({
  databaseUrl: postgresUrl.optional(),
  serviceUrl: postgresUrl.optional(),
  dataDir: path.default(path.parse('data')),
  host: hostName.default('127.0.0.1'),
  port: wholeNumber(65_535).default(8080),
  publicUrl: publicUrl.optional(),
  tlsCertificate: path.optional(),
  tlsKey: path.optional(),
  oidcIssuer: issuerUrl.optional(),
  oidcClientId: text.optional(),
  oidcClientSecret: text.optional(),
  oidcUserClaim: text.optional(),
  oidcAudience: text.optional(),
  oidcMfaAcr: text.optional(),
  requireMfa: yesOrNo.optional(),
  sessionIdleMinutes: wholeNumber(1_440, 1).default(30),
  sessionHours: wholeNumber(720, 1).default(8),
  stepUpMinutes: wholeNumber(1_440, 1).default(10),
  limitRequests: wholeNumber(10_000_000, 1).default(1_000),
  limitSeconds: wholeNumber(1_000_000, 1).default(600),
  limitConcurrent: wholeNumber(10_000, 1).default(20),
  limitWindowMinutes: wholeNumber(1_440, 1).default(15),
  keyFile: path.optional(),
  keyCommand: text.optional(),
  auditHeads: path.optional(),
  auditKeyFile: path.optional(),
  archiveDir: path.optional(),
  backupDir: path.optional(),
  backupKeyFile: path.optional(),
  backupSecond: storagePlace.optional(),
  backupSecondEndpoint: publicUrl.optional(),
  backupSecondRegion: text.optional(),
  backupSecondAccessKey: text.optional(),
  backupSecondSecret: text.optional(),
  backupSecondKeyFile: path.optional(),
  backupSecondHostKey: keyFingerprint.optional(),
  backupDaily: timeOrOff.default('02:00'),
  backupIncrementHours: wholeNumber(24).default(6),
  backupKept: backupCounts.default('30,12,12,7'),
  backupLogDays: wholeNumber(3_650, 1).default(35),
  backupLogSeconds: wholeNumber(900).default(30),
  smtpUrl: smtpUrl.optional(),
  mailFrom: mailAddress.optional(),
  alertWebhook: webServiceUrl.optional(),
  alertWebhookSecret: webhookSecret.optional(),
  ledgerUrl: webServiceUrl.optional(),
  ledgerNamespace: namespaceUri.optional(),
  ledgerAnswers: path.optional(),
  ledgerAuthorization: headerValue.optional(),
  maxFailingPercent: wholeNumber(100).default(10),
  maxLossPercent: wholeNumber(100).default(10),
  dormantDays: wholeNumber(3_650, 1).default(90),
  supportMinutes: wholeNumber(480, 1).default(30),
  changeTokenDays: wholeNumber(365, 1).default(90),
  keptAnswerHours: wholeNumber(168, 1).default(24),
  standbyConnections: wholeNumber(100).default(0),
  logLevel: logLevel.default('info'),
  logDays: wholeNumber(3_650, 1).default(90),
  logStderr: yesOrNo.default(false),
  slowStatementMs: wholeNumber(3_600_000, 1).default(2_000),
  timeZone: timeZone.default('America/New_York'),
  plannedYears: years.optional(),
} satisfies Readonly<Record<keyof Configuration, z.ZodType>>);

/** What is only of use together with another setting. */
const companions: readonly (readonly [setting: keyof Configuration, needs: keyof Configuration])[] = [
  ['tlsCertificate', 'tlsKey'],
  ['tlsKey', 'tlsCertificate'],
  ['oidcIssuer', 'oidcClientId'],
  ['oidcIssuer', 'oidcClientSecret'],
  ['oidcClientId', 'oidcIssuer'],
  ['oidcClientSecret', 'oidcIssuer'],
  ['smtpUrl', 'mailFrom'],
  ['alertWebhook', 'alertWebhookSecret'],
  ['alertWebhookSecret', 'alertWebhook'],
  ['ledgerUrl', 'ledgerNamespace'],
  ['ledgerAuthorization', 'ledgerUrl'],
];

/**
 * Reads the settings from `overrides`, then from the environment, then from the defaults; empty text counts as absent.
 * A secret may also lie in a file that `<VARIABLE>_FILE` names. Throws `CONFIGURATION_INVALID`, which names the
 * variable and never repeats its value (it may be a secret).
 */
export function readConfiguration(
  overrides: ConfigurationOverrides = {},
  environment: Environment = process.env,
  readFile: (path: string) => string = (name) => readFileSync(name, 'utf8'),
): Configuration {
  const read = schema.safeParse(givenSettings(overrides, environment, readFile));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw invalid(
      configurationVariables[issue?.path[0] as keyof Configuration],
      issue?.message ?? 'is not valid',
    );
  }
  // People who sign in at a real provider are asked for a second factor unless the operator says otherwise.
  const { requireMfa = read.data.oidcIssuer !== undefined, ...rest } = read.data;
  const configuration = withoutAbsent({ ...rest, requireMfa });
  for (const [setting, needs] of companions) {
    if (configuration[setting] !== undefined && configuration[needs] === undefined)
      throw invalid(configurationVariables[needs], `is required with ${configurationVariables[setting]}`);
  }
  return Object.freeze(configuration);
}

function givenSettings(
  overrides: ConfigurationOverrides,
  environment: Environment,
  readFile: (path: string) => string,
): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, variable] of Object.entries(configurationVariables)) {
    const setting = name as keyof Configuration;
    const value = overrides[setting] ?? environment[variable];
    if (value !== undefined && value !== '') typed[setting] = String(value);
    const secret = secretSettings.has(setting) ? secretFromFile(variable, environment, readFile) : null;
    if (secret === null) continue;
    if (typed[setting] !== undefined)
      throw invalid(variable, `and ${variable}_FILE are both set; set only one`);
    typed[setting] = secret;
  }
  return typed;
}

/** A secret without the line break that editors put at the end of a file; null when no file is named. */
function secretFromFile(
  variable: string,
  environment: Environment,
  readFile: (path: string) => string,
): string | null {
  const file = environment[`${variable}_FILE`];
  if (file === undefined || file === '') return null;
  let secret: string;
  try {
    secret = readFile(file).replace(/\r?\n$/, '');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw invalid(`${variable}_FILE`, `names a file that cannot be read (${code})`);
  }
  if (secret === '') throw invalid(`${variable}_FILE`, 'names an empty file');
  return secret;
}

function invalid(variable: string, problem: string): Error {
  return refusal('CONFIGURATION_INVALID', { variable, problem });
}

function withoutAbsent(read: z.output<typeof schema> & { requireMfa: boolean }): Configuration {
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined),
  ) as unknown as Configuration;
}
