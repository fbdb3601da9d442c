import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopback } from '../../kernel/loopback.ts';
import { serverAddresses } from './server-addresses.ts';

/** A whole number of `least` to `most`. */
export const wholeNumber = (most: number, least = 0): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform((text) => Number.parseInt(text, 10))
    .refine((value) => value <= most, `must be at most ${String(most)}`)
    .refine((value) => value >= least, `must be at least ${String(least)}`);

export const yesOrNo = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text) => text === 'true');

/** How serious a line of the log has to be, or `off`. */
export const logLevel = z.enum(
  ['debug', 'info', 'warn', 'error', 'off'],
  'must be debug, info, warn, error or off',
);

/** A time of day, `HH:MM`, or `off`. */
export const timeOrOff = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|off)$/, 'must be a time of day such as 02:00, or off');

/** How many days, weeks, months and years, with commas between. */
export const backupCounts = z
  .string()
  .regex(/^\d{1,4}(,\d{1,4}){3}$/, 'must be days, weeks, months and years such as 30,12,12,7');

/** A path, made absolute. */
export const path = z.string().transform((text) => resolve(text));

/** A folder, made absolute, or an address of storage or of a folder of another machine; secrets stand elsewhere. */
export const storagePlace = z
  .string()
  .refine(
    (text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || isStorageAddress(text),
    'must be a folder, s3://bucket/prefix or sftp://user@host:port/folder, without a password',
  )
  .transform((text) => (text.includes('://') ? text : resolve(text)));

/** A fingerprint as `ssh-keygen -l` prints it. */
export const keyFingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be a fingerprint such as ssh-keygen -l prints, SHA256:…');

export const postgresUrl = z
  .string()
  .refine(isPostgresUrl, 'must look like postgres://user:password@host:5432/database')
  .refine(
    asksForWrites,
    'may name several servers before the path, host1:5432,host2:5432, of which Daybook takes the one that is ' +
      'read-write: leave target_session_attrs out or set it to read-write',
  );

/** A mail server; on another machine over TLS, from the first byte (smtps) or after STARTTLS (smtp). */
export const smtpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^smtps?:\/\/[^/?#]+\/?$/.test(text),
    'must look like smtps://user:password@host:465 (smtp on a port that offers STARTTLS)',
  );

export const mailAddress = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be one e-mail address');

/** Years of four digits with commas between, such as `2026,2027`. */
export const years = z
  .string()
  .regex(/^(19|20)\d\d(,(19|20)\d\d)*$/, 'must be years separated by commas, such as 2026,2027')
  .transform((text) => text.split(',').map((year) => Number.parseInt(year, 10)));

export const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as America/New_York');

/** A name or an address to listen on. */
export const hostName = z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address');

/** An address of the web that secrets may be sent to; as it was written, since an issuer is compared as text. */
export const issuerUrl = z
  .string()
  .refine(
    (text) => isSafeUrl(text) && !/[?#]/.test(text),
    'must be an https address without a query (http on this machine only)',
  );

/** Scheme, host and port. */
export const publicUrl = z
  .string()
  .refine(
    (text) => isSafeUrl(text) && /^\/?$/.test(new URL(text).pathname) && !/[?#]/.test(text),
    'must be an https address without a path (http on this machine only)',
  )
  .transform((text) => new URL(text).origin);

/** An address that calls go to; it may hold user and password. */
export const webServiceUrl = z
  .string()
  .refine(isEncryptedUrl, 'must be an https address (http on this machine only)');

/** A secret of a webhook with 24 to 64 bytes, as Standard Webhooks write it. */
export const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ and the base64 of 24 to 64 bytes');

/** A name of XML elements; nothing is fetched from it. */
export const namespaceUri = z
  .string()
  .regex(/^(https?:\/\/|urn:)[^\s"'<>&]+$/, 'must be a namespace such as http://tempuri.org/');

/** What may stand in a header of HTTP. */
export const headerValue = z.string().regex(/^[!-~]([ -~]*[!-~])?$/, 'must be one line of plain characters');

function isSafeUrl(text: string): boolean {
  if (!isEncryptedUrl(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function isEncryptedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isStorageAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, hash, search } = new URL(text);
  if (password !== '' || hash !== '' || search !== '') return false;
  if (text.startsWith('s3://')) return /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[\w.-]+)*\/?$/.test(text);
  return username !== '' && /^sftp:\/\/[^/]+\/[^/]/.test(text);
}

function isPostgresUrl(address: string): boolean {
  return serverAddresses(address).every((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, pathname, searchParams } = new URL(text);
    // A socket address has no host before the path: postgres:///daybook?host=/run/postgresql
    const namesHost = hostname !== '' || searchParams.has('host');
    return ['postgres:', 'postgresql:'].includes(protocol) && namesHost && pathname.length > 1;
  });
}

/** Daybook writes; and libpq's other way to name several hosts, `?host=a,b`, is none that the driver knows. */
function asksForWrites(address: string): boolean {
  return serverAddresses(address).every((text) => {
    if (!URL.canParse(text)) return false;
    const { searchParams } = new URL(text);
    const attributes = searchParams.get('target_session_attrs') ?? 'read-write';
    const isWriting = attributes === 'read-write' || attributes === 'primary';
    return isWriting && !(searchParams.get('host') ?? '').includes(',');
  });
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    // The only way the runtime answers "no such zone" is a RangeError.
    return false;
  }
}
