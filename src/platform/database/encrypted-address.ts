import { isLoopback } from '../../kernel/loopback.ts';
import { refusal } from '../../kernel/errors.ts';

const encrypting = ['require', 'verify-ca', 'verify-full'];

/**
 * The address as the driver takes it. A server on another machine is spoken to over TLS only, and its certificate is
 * checked: refuses with `DATABASE_UNENCRYPTED`. A server on this machine, by loopback or namedHost, may do without.
 */
export function encryptedAddress(address: string, where: string): string {
  const url = new URL(address);
  // Of two values the driver takes the last and a reader the first.
  const names = [...url.searchParams.keys()];
  if (new Set(names).size < names.length) throw refusal('DATABASE_UNENCRYPTED', { where });
  const mode = url.searchParams.get('sslmode');
  if (!isOnThisMachine(url)) {
    const isEncrypted =
      mode === null ? ['true', '1'].includes(url.searchParams.get('ssl') ?? '') : encrypting.includes(mode);
    // With libpq's meaning of the modes, all but the strictest leave the certificate unchecked.
    const isChecked = mode === 'verify-full' || url.searchParams.get('uselibpqcompat') !== 'true';
    if (!isEncrypted || !isChecked) throw refusal('DATABASE_UNENCRYPTED', { where });
  }
  // The driver checks certificate and name in these modes too, and warns on standard error that it will stop doing so.
  if ((mode === 'require' || mode === 'verify-ca') && url.searchParams.get('uselibpqcompat') !== 'true') {
    url.searchParams.set('sslmode', 'verify-full');
    return url.href;
  }
  return address;
}

/** The driver takes the host from the query before the one of the address. */
function isOnThisMachine({ hostname, searchParams }: URL): boolean {
  const namedHost = searchParams.get('host');
  const host = namedHost === null || namedHost === '' ? decodeURIComponent(hostname) : namedHost;
  return host.startsWith('/') || isLoopback(host);
}
