import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { keepInside } from '../../kernel/inside-folder.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import type { Configuration } from '../configuration.ts';

/** What the web server speaks TLS with, PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Days that a certificate of our own lives; it is for trying out. */
const selfSignedDays = 90;

/**
 * The certificate of the configuration; with `selfSigned` one that is made in `<data>/tls`; undefined for plain HTTP.
 * Refuses with SECURITY_TLS_NEEDED plain HTTP that other machines could reach, and with SECURITY_CERTIFICATE_UNUSABLE.
 */
export async function certificateOf(
  configuration: Pick<Configuration, 'host' | 'dataDir' | 'tlsCertificate' | 'tlsKey'>,
  { selfSigned, clock }: { readonly selfSigned: boolean; readonly clock: Clock },
): Promise<Certificate | undefined> {
  const { host, dataDir, tlsCertificate, tlsKey } = configuration;
  if (tlsCertificate !== undefined && tlsKey !== undefined) return readCertificate(tlsCertificate, tlsKey);
  if (selfSigned) return selfSignedIn(join(dataDir, 'tls'), host, clock);
  if (!isLoopback(host)) throw refusal('SECURITY_TLS_NEEDED', { host });
  return undefined;
}

async function readCertificate(certificateFile: string, keyFile: string): Promise<Certificate> {
  try {
    const certificate = await readFile(certificateFile, 'utf8');
    const key = await readFile(keyFile, 'utf8');
    createSecureContext({ cert: certificate, key });
    return { certificate, key };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw refusal('SECURITY_CERTIFICATE_UNUSABLE', {
      certificate: certificateFile,
      key: keyFile,
      cause: code,
    });
  }
}

async function selfSignedIn(folder: string, host: string, clock: Clock): Promise<Certificate> {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const keptCertificate = await readCertificate(files.certificate, files.key).catch(() => undefined);
  if (keptCertificate && isGoodFor(keptCertificate, host, clock)) return keptCertificate;
  const newCertificate = await makeSelfSigned(host, clock);
  await keepInside(folder, basename(files.key), newCertificate.key);
  await keepInside(folder, basename(files.certificate), newCertificate.certificate);
  return newCertificate;
}

function isGoodFor({ certificate }: Certificate, host: string, clock: Clock): boolean {
  const read = new X509Certificate(certificate);
  const isNamed = read.checkHost(host) !== undefined || read.checkIP(host) !== undefined;
  return isNamed && Date.parse(read.validTo) > clock.now().getTime();
}

async function makeSelfSigned(host: string, clock: Clock): Promise<Certificate> {
  // Loaded here only: nobody else needs to make certificates.
  const { generate } = await import('selfsigned');
  const now = clock.now();
  const named = ['localhost', '127.0.0.1', '::1', host];
  const generated = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: new Date(now.getTime() + selfSignedDays * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...new Set(named)].map((name) =>
          /^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name },
        ),
      },
    ],
  });
  return { certificate: generated.cert, key: generated.private };
}
