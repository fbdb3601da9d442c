/** What a token says of how someone signed in: `amr`, `acr` (OpenID Connect) and `acrs` (Microsoft Entra ID). */
export interface SignInClaims {
  readonly amr?: unknown;
  readonly acr?: unknown;
  readonly acrs?: unknown;
}

/**
 * Methods that are a second factor or hold one (RFC 8176): several factors, a one-time code, a key in hardware or in
 * software, a smart card, a call or a message to a telephone; `fido` is what providers call a passkey.
 */
const strongMethods = new Set(['mfa', 'mca', 'otp', 'hwk', 'swk', 'sc', 'fido', 'tel', 'sms']);

/** Whether a sign-in had a second factor: by one of its methods, or by a class that the operator named as such. */
export function hasSecondFactor(claims: SignInClaims, strongClasses: readonly string[]): boolean {
  const classes = [...listed(claims.acr), ...listed(claims.acrs)];
  return (
    listed(claims.amr).some((method) => strongMethods.has(method)) ||
    classes.some((each) => strongClasses.includes(each))
  );
}

/** A claim that is one text or a list of them. */
function listed(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === 'string');
}
