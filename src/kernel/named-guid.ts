import { createHash } from 'node:crypto';

/**
 * A GUID for something that is no row and has only a name, such as an entity or a column of a report: always the same
 * for the same name. Its version is 8, which RFC 9562 leaves to the application.
 *
 * `namedGuid('site/name')` is `acd656dd-fe30-8953-83cb-f6ae0ba48b49`.
 */
export function namedGuid(name: string): string {
  const digits = createHash('sha256').update(`daybook name ${name}`).digest('hex');
  const [first, second, last] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(20, 32)];
  return `${first}-${second}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${last}`;
}
