import { refusal } from '../../../kernel/errors.ts';
import { folderLocation } from './folder-location.ts';
import type { StorageLocation } from './storage-location.ts';

/** A location as it is configured. */
export interface LocationPlace {
  /** A folder, `s3://bucket/prefix` or `sftp://user@host:port/folder`. */
  readonly place: string;
  /** Who enters storage or another machine. */
  readonly access: LocationAccess;
}

/** Where S3-compatible storage is, and what proves who enters it or another machine. */
export interface LocationAccess {
  readonly endpoint?: string;
  readonly region?: string;
  readonly accessKey?: string;
  readonly secret?: string;
  readonly keyFile?: string;
  readonly hostKey?: string;
}

const usualRegion = 'us-east-1';
const usualPort = 22;

/**
 * Opens a location; whoever opens it closes it. Refuses with CONFIGURATION_INVALID where what it takes to enter is not
 * configured, and with BACKUP_LOCATION_FAILED where it does not answer.
 */
export async function openLocation({ place, access }: LocationPlace): Promise<StorageLocation> {
  if (place.startsWith('s3://')) return bucketAt(place, access);
  if (place.startsWith('sftp://')) return remoteFolderAt(place, access);
  return folderLocation(place);
}

async function bucketAt(
  place: string,
  { endpoint, region = usualRegion, accessKey, secret }: LocationAccess,
): Promise<StorageLocation> {
  const { s3Location } = await import('./s3-location.ts');
  const { hostname: bucket, pathname } = new URL(place);
  return s3Location({
    bucket,
    prefix: pathname.replaceAll(/^\/+|\/+$/g, ''),
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    region,
    accessKey: required(accessKey, 'DAYBOOK_BACKUP_SECOND_ACCESS_KEY', 's3://'),
    secretKey: required(secret, 'DAYBOOK_BACKUP_SECOND_SECRET', 's3://'),
  });
}

async function remoteFolderAt(
  place: string,
  { keyFile, secret, hostKey }: LocationAccess,
): Promise<StorageLocation> {
  const { sftpLocation } = await import('./sftp-location.ts');
  const { hostname: host, port, username, pathname } = new URL(place);
  if (keyFile === undefined) required(secret, 'DAYBOOK_BACKUP_SECOND_KEY_FILE or _SECRET', 'sftp://');
  return sftpLocation({
    host,
    port: port === '' ? usualPort : Number.parseInt(port, 10),
    user: decodeURIComponent(username),
    folder: decodeURIComponent(pathname).replace(/\/+$/, ''),
    hostKey: required(hostKey, 'DAYBOOK_BACKUP_SECOND_HOST_KEY', 'sftp://'),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(secret === undefined ? {} : { secret }),
  });
}

function required(value: string | undefined, variable: string, scheme: string): string {
  if (value === undefined)
    throw refusal('CONFIGURATION_INVALID', { variable, problem: `is required for a location ${scheme}` });
  return value;
}
