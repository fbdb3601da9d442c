import { createHmac } from 'node:crypto';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { onEachServer, type Configuration } from '../configuration.ts';
import { openDatabase, sqlstate, stateOf, type Database } from '../database/index.ts';
import { scramVerifier } from './scram-verifier.ts';

/** Role of the database that serves requests: it may enter as the person of a token, and nothing else. */
const serviceRole = 'daybook_service';

/**
 * Opens the connections that requests use: with the address of `serviceUrl`, else as `daybook_service`, whose password
 * is made from the owner's, so that every program with the same owner knows it and none has to keep it. On first need
 * the owner lets it in. Refuses with SECURITY_SERVICE_LOGIN_MISSING where the owner has no password, and with what
 * `openDatabase` refuses.
 */
export async function openServiceLogin(
  owner: Database,
  configuration: Pick<Configuration, 'serviceUrl' | 'dataDir'>,
): Promise<Database> {
  const { serviceUrl, dataDir } = configuration;
  if (serviceUrl !== undefined) return openDatabase({ databaseUrl: serviceUrl, dataDir });
  const { databaseUrl, password } = serviceAddress(owner);
  try {
    return await openDatabase({ databaseUrl, dataDir });
  } catch (error) {
    if (!isShutOut(error)) throw error;
    await owner.query('select security.let_service_in($1)', [scramVerifier(password)]);
    return openDatabase({ databaseUrl, dataDir });
  }
}

function serviceAddress(owner: Database): { databaseUrl: string; password: string } {
  let password = '';
  const databaseUrl = onEachServer(owner.addressWithPassword(), (url) => {
    const ownersPassword = url.searchParams.get('password') ?? decodeURIComponent(url.password);
    if (ownersPassword === '') throw refusal('SECURITY_SERVICE_LOGIN_MISSING', { where: owner.where });
    password = createHmac('sha256', ownersPassword).update('daybook service').digest('hex');
    for (const name of ['user', 'password']) url.searchParams.delete(name);
    url.username = serviceRole;
    url.password = password;
  });
  return { databaseUrl, password };
}

/** Another password, no login yet, or no right to connect to this database: what the owner can put right. */
function isShutOut(error: unknown): boolean {
  const shut: readonly (string | null)[] = [
    sqlstate.invalidPassword,
    sqlstate.invalidAuthorization,
    sqlstate.insufficientPrivilege,
  ];
  return (
    error instanceof Refusal && error.code === 'DATABASE_UNREACHABLE' && shut.includes(stateOf(error.cause))
  );
}
