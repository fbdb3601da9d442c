/** How cookies are named and sent: without TLS a browser would not keep those that TLS asks for. */
export interface CookieRules {
  readonly isSecure: boolean;
}

/** The cookie that carries a session, and the one that remembers a sign-in that was begun. */
export type CookieName = 'daybook' | 'daybook-sign-in';

/** With TLS a browser takes the cookie from this host only and sends it to no other (`__Host-`). */
function cookieName(name: CookieName, { isSecure }: CookieRules): string {
  return isSecure ? `__Host-${name}` : name;
}

/** A cookie that scripts of pages do not see and other sites do not send along; `seconds` 0 takes it away. */
export function setCookie(name: CookieName, value: string, seconds: number, rules: CookieRules): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${String(seconds)}`];
  if (rules.isSecure) attributes.push('Secure');
  return [`${cookieName(name, rules)}=${value}`, ...attributes].join('; ');
}

/** The value of a cookie in the header of a request; undefined when it is not there. */
export function readCookie(
  header: string | undefined,
  name: CookieName,
  rules: CookieRules,
): string | undefined {
  const prefix = `${cookieName(name, rules)}=`;
  const pair = header?.split(';').find((each) => each.trimStart().startsWith(prefix));
  const value = pair?.trim().slice(prefix.length);
  return value === '' ? undefined : value;
}
