import { onEachServer } from './server-addresses.ts';
import { configurationVariables, secretSettings, type Configuration } from './settings.ts';

/** What is said of settings that are absent, where "not set" alone would leave a question. */
const whenAbsent: Readonly<Partial<Record<keyof Configuration, string>>> = {
  databaseUrl: 'not set (embedded PostgreSQL)',
  serviceUrl: "not set (derived from the owner's)",
  publicUrl: 'not set (derived from host and port)',
  oidcIssuer: 'not set (the local issuer with the embedded PostgreSQL, otherwise sign-in is off)',
  oidcUserClaim: 'not set (email, or else preferred_username)',
  oidcAudience: 'not set (the client id)',
  keyFile: 'not set (keys/master.json in the data folder)',
  smtpUrl: 'not set (mails stay in the outbox)',
  ledgerUrl: 'not set (documents for the ledger stay in the outbox)',
  auditHeads: 'not set (audit-heads.jsonl in the data folder)',
  backupDir: 'not set (backups in the data folder)',
  backupKeyFile: 'not set (keys/backup.txt in the data folder)',
  backupSecond: 'not set (no second location)',
  auditKeyFile: 'not set (keys/audit-signing.pem in the data folder)',
};

/** The settings as printable text by variable name, secrets masked; absent ones say so. */
export function describeConfiguration(configuration: Configuration): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configurationVariables).map(([name, variable]) => {
      const setting = name as keyof Configuration;
      const value = configuration[setting];
      if (value === undefined) return [variable, whenAbsent[setting] ?? 'not set'];
      if (!secretSettings.has(setting)) return [variable, String(value)];
      return [variable, setting.endsWith('Url') ? maskPassword(String(value)) : 'set'];
    }),
  );
}

/** The address with its password replaced by `***`, wherever the driver would accept one. */
export function maskPassword(address: string): string {
  return onEachServer(address, (url) => {
    if (url.password !== '') url.password = '***';
    for (const name of [...url.searchParams.keys()]) {
      if (/pass|sig|key|token|code|secret/i.test(name)) url.searchParams.set(name, '***');
    }
  });
}
