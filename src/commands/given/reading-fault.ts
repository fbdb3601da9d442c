const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'the account that runs this may not read it',
};

/** Why a file that somebody named cannot be read, in words. */
export function readingFault(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return causes[code] ?? cause.message;
}
