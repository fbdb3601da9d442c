import type { createRemoteJWKSet, JWTPayload } from 'jose';
import * as openid from 'openid-client';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Flow } from './sealed-flow.ts';

/** Under what accounts of the local issuer are bound: its address changes from start to start. */
export const localIssuer = 'local issuer';

/** An identity provider and how Daybook is known to it. */
export interface ProviderSettings {
  readonly issuer: string;
  /** Under what accounts are bound to people; the issuer, except for the local one, whose address changes. */
  readonly boundAs: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Audience of the tokens of services. */
  readonly audience: string;
  /** Claims that may name the person, the first usable one counts. */
  readonly userClaims: readonly string[];
  /** Values of `acr` or `acrs` that stand for a second factor. */
  readonly strongClasses: readonly string[];
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
  readonly clock: Clock;
}

/** Someone who signed in at the provider, before it is known who that is here. */
export interface Account {
  /** Never changes, unlike names. */
  readonly subject: string;
  /** What names the person, lower case; null when no claim does. */
  readonly userId: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A service that shows a token of the provider. */
export interface ServiceAccount {
  readonly subject: string;
  /** The client, lower case. */
  readonly client: string;
  readonly scopes: readonly string[];
  /** Seconds since 1970. */
  readonly endsAtSeconds: number;
}

/** Signatures that only the provider can make; none with a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds by which the clocks of two machines may differ. */
const clockToleranceSeconds = 30;

/** An identity provider: OpenID Connect for people, JSON Web Tokens for services. */
export class Provider {
  readonly settings: ProviderSettings;
  #discovered: Promise<openid.Configuration> | undefined;
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(settings: ProviderSettings) {
    this.settings = settings;
  }

  /** The address to send a person to, and what to remember until the person comes back. */
  async begin(isStepUp: boolean): Promise<{ url: string; flow: Flow }> {
    const { redirectUri, strongClasses, clock } = this.settings;
    const flow: Flow = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
      isStepUp,
      beganMs: clock.now().getTime(),
    };
    const url = openid.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(flow.codeVerifier),
      code_challenge_method: 'S256',
      ...(strongClasses.length > 0 ? askingFor(strongClasses) : {}),
      ...(isStepUp ? { prompt: 'login', max_age: '0' } : {}),
    });
    return { url: url.href, flow };
  }

  /** Exchanges the code that the person brought back. Refuses with SECURITY_SIGN_IN_FAILED. */
  async finish(query: string, flow: Flow): Promise<Account> {
    const { redirectUri, clock } = this.settings;
    const configuration = await this.#configuration();
    // For a step-up, the person must have proved who it is after we asked.
    const maxAge = flow.isStepUp ? Math.ceil((clock.now().getTime() - flow.beganMs) / 1_000) : undefined;
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.codeVerifier,
        idTokenExpected: true,
        ...(maxAge === undefined ? {} : { maxAge }),
      });
      const claims = tokens.claims();
      if (!claims) throw refusal('SECURITY_SIGN_IN_FAILED', { cause: 'the provider sent no identity' });
      const userId = this.#userOf(claims) ?? (await this.#userByAsking(tokens.access_token, claims));
      return { subject: claims.sub, userId, claims };
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** The service of a token of this provider; null when it is none, is over, or belongs to a person. */
  async serviceOf(token: string): Promise<ServiceAccount | null> {
    // Loaded here only: most programs never see a token.
    const jose = await import('jose');
    if (!isFrom(token, this.settings.issuer, jose.decodeJwt)) return null;
    const metadata = (await this.#configuration()).serverMetadata();
    if (metadata.jwks_uri === undefined)
      throw this.#unreachable('it publishes no keys to check its signatures');
    this.#keys ??= jose.createRemoteJWKSet(new URL(metadata.jwks_uri));
    try {
      const { payload } = await jose.jwtVerify(token, this.#keys, {
        algorithms,
        issuer: metadata.issuer,
        audience: this.settings.audience,
        clockTolerance: clockToleranceSeconds,
        currentDate: this.settings.clock.now(),
        requiredClaims: ['exp', 'sub'],
      });
      return serviceIn(payload);
    } catch (error) {
      if (error instanceof jose.errors.JWKSTimeout || !(error instanceof jose.errors.JOSEError))
        throw this.#unreachable('its keys cannot be read');
      return null;
    }
  }

  async #configuration(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    this.#discovered ??= openid.discovery(server, clientId, {}, clientAuthentication(clientSecret), {
      execute: [
        // The library would take the word of the connection for an identity that came over it.
        openid.enableNonRepudiationChecks,
        // The configuration lets plain HTTP pass on this machine only.
        ...(server.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
      ],
      timeout: 10,
    });
    try {
      return await this.#discovered;
    } catch (error) {
      this.#discovered = undefined;
      throw this.#unreachable(causeOf(error));
    }
  }

  /** The name in the claims. An address that the provider itself did not verify names nobody. */
  #userOf(claims: Readonly<Record<string, unknown>>): string | null {
    for (const name of this.settings.userClaims) {
      const value = claims[name];
      const isVerified = name !== 'email' || claims['email_verified'] !== false;
      if (typeof value === 'string' && value.trim() !== '' && isVerified) return value.trim().toLowerCase();
    }
    return null;
  }

  /** Some providers tell names only when asked. */
  async #userByAsking(accessToken: string, claims: openid.IDToken): Promise<string | null> {
    const configuration = await this.#configuration();
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return null;
    const userInfo = await openid.fetchUserInfo(configuration, accessToken, claims.sub);
    return this.#userOf({ ...claims, ...userInfo });
  }

  /** What the protocol refused, by its code: the words of an answer may be anyone's. */
  #told(error: unknown): unknown {
    if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError)
      return refusal('SECURITY_SIGN_IN_FAILED', {
        cause: `the provider answers ${error.error.replaceAll(/[^\w.-]/g, '?').slice(0, 50)}`,
      });
    if (error instanceof openid.ClientError)
      return refusal('SECURITY_SIGN_IN_FAILED', { cause: `the answer does not fit (${error.code ?? '?'})` });
    if (error instanceof TypeError) return this.#unreachable(causeOf(error));
    return error;
  }

  #unreachable(cause: string): Refusal {
    return refusal('SECURITY_PROVIDER_UNREACHABLE', { issuer: this.settings.issuer, cause });
  }
}

/** Asks for a class of sign-in: as the standard has it, and as Microsoft Entra ID does. */
function askingFor(classes: readonly string[]): Record<string, string> {
  const [first] = classes;
  return {
    acr_values: classes.join(' '),
    claims: JSON.stringify({ id_token: { acrs: { essential: true, value: first } } }),
  };
}

/** The secret in the body where the provider takes it there, else in the header, which every provider must take. */
function clientAuthentication(secret: string): openid.ClientAuth {
  const inBody = openid.ClientSecretPost(secret);
  const inHeader = openid.ClientSecretBasic(secret);
  return (server, client, body, headers) => {
    const takes = server.token_endpoint_auth_methods_supported ?? [];
    (takes.includes('client_secret_post') ? inBody : inHeader)(server, client, body, headers);
  };
}

/** Whether a token says that it is from this issuer, before anything is asked over the network. */
function isFrom(token: string, issuer: string, decode: (token: string) => JWTPayload): boolean {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return false;
  try {
    return decode(token).iss === issuer;
  } catch {
    // Three words with dots between them need not be a token.
    return false;
  }
}

/** Claims that only a token has which was made while a person signed in; it must not pass for the service's own. */
const claimsOfPeople = ['nonce', 'auth_time', 'sid', 'scp', 'amr'];

function serviceIn(payload: JWTPayload): ServiceAccount | null {
  const scopes = [...words(payload['scope']), ...words(payload['roles'])];
  if (claimsOfPeople.some((claim) => payload[claim] !== undefined) || scopes.includes('openid')) return null;
  const { sub, exp } = payload;
  const client = payload['client_id'] ?? payload['azp'] ?? payload['appid'] ?? sub;
  if (sub === undefined || exp === undefined || typeof client !== 'string') return null;
  return { subject: sub, client: client.trim().toLowerCase(), scopes, endsAtSeconds: exp };
}

function words(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((each) => typeof each === 'string') : [];
}

/** Plain words for what the network or the provider answered: the innermost code tells most. */
function causeOf(error: unknown): string {
  let code = '';
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') code = each.code;
  }
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  return code === '' ? 'it does not answer in time' : code;
}
