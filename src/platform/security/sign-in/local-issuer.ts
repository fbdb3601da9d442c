import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type {
  AdapterPayload,
  ClientMetadata,
  Configuration,
  JWK,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { choicePage, pageHeaders, problemPage, type LocalPerson } from './local-issuer-page.ts';
import { LocalIssuerStore } from './local-issuer-store.ts';

/** Who may sign in at the local issuer, and where it sends them back to. */
export interface LocalIssuerOptions {
  readonly people: readonly LocalPerson[];
  /** Clients that get tokens of their own, by name. */
  readonly services: readonly string[];
  readonly redirectUri: string;
}

/** A local issuer that runs, and what one needs to know to use it. */
export interface LocalIssuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Secret of each service, by its name. */
  readonly serviceSecrets: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const clientId = 'daybook';

/** Audience and scopes of the tokens of services. */
const resource = 'urn:daybook';
const scopesOfServices = 'questions:read data:read data:write intake:write';

const minute = 60;

/**
 * Starts an identity provider for trying out and for tests: on 127.0.0.1 only, with keys and secrets that are made
 * anew at every start. It speaks the real protocol and asks nobody for a password. Nothing is printed.
 */
export async function startLocalIssuer(options: LocalIssuerOptions): Promise<LocalIssuer> {
  // Loaded here only: it takes a fifth of a second that a start with a real provider does not need.
  const { Provider: IssuerProvider, interactionPolicy } = await import('oidc-provider');
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String(portOf(server))}`;
  const clientSecret = newSecret();
  const serviceSecrets = new Map(options.services.map((name) => [name, newSecret()]));
  const policy = interactionPolicy.base();
  // Whoever chose a button has agreed.
  policy.remove('consent');
  const provider = new IssuerProvider(issuer, {
    ...settingsOf(options),
    clients: [ownClient(options.redirectUri, clientSecret), ...[...serviceSecrets].map(serviceClient)],
    jwks: { keys: [await newSigningKey()] },
    interactions: { policy, url: (_context, { uid }) => `/choose/${uid}` },
  });
  provider.silent = true;
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    forgetWhoWasChosen(request);
    if (request.url?.startsWith('/choose/') === true) void choose({ provider, options, request, response });
    else void protocol(request, response);
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, clientId, clientSecret, serviceSecrets, close };
}

/** Every sign-in asks as whom, so that one can be someone else without another browser. */
function forgetWhoWasChosen({ url, headers }: IncomingMessage): void {
  if (url?.startsWith('/auth') !== true || headers.cookie === undefined) return;
  const otherCookies = headers.cookie.split('; ').filter((each) => !/^daybook-issuer(\.sig)?=/.test(each));
  headers.cookie = otherCookies.join('; ');
}

function portOf(server: Server): number {
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the local issuer has no port');
  return place.port;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function newSigningKey(): Promise<JWK> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256' };
}

function ownClient(redirectUri: string, secret: string): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: secret,
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    require_auth_time: true,
  };
}

function serviceClient([name, secret]: readonly [string, string]): ClientMetadata {
  return {
    client_id: name,
    client_secret: secret,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    scope: scopesOfServices,
  };
}

function settingsOf({ people, redirectUri }: LocalIssuerOptions): Configuration {
  const entries = new Map<string, AdapterPayload>();
  return {
    adapter: (kind) => new LocalIssuerStore(kind, entries),
    cookies: {
      // Cookies know no port: with names of their own they do not meet those of Daybook on the same machine.
      names: {
        session: 'daybook-issuer',
        interaction: 'daybook-issuer-step',
        resume: 'daybook-issuer-resume',
      },
      keys: [newSecret()],
    },
    scopes: ['openid', 'email', 'profile', ...scopesOfServices.split(' ')],
    claims: { openid: ['sub', 'amr', 'auth_time'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    findAccount: (_context, subject) => {
      const person = people.find(({ userId }) => userId === subject);
      if (!person) return undefined;
      const claims = { sub: subject, email: subject, email_verified: true, name: person.displayName };
      return { accountId: subject, claims: () => claims };
    },
    loadExistingGrant,
    clientBasedCORS: () => false,
    renderError: (context, { error }) => {
      context.set(pageHeaders(redirectUri));
      context.body = problemPage(error);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_context, client) =>
          client.grantTypes?.includes('client_credentials') === true ? resource : [],
        getResourceServerInfo: () => ({
          audience: clientId,
          scope: scopesOfServices,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      ClientCredentials: 10 * minute,
      IdToken: 10 * minute,
      Interaction: 10 * minute,
      Session: 480 * minute,
      Grant: 480 * minute,
    },
  };
}

/** What a person agreed to by choosing a button. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  const grantId = client && session?.grantIdFor(client.clientId);
  if (grantId !== undefined) return provider.Grant.find(grantId);
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

interface Choice {
  readonly provider: Provider;
  readonly options: LocalIssuerOptions;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The page of buttons, and what happens when one of them is pressed. */
async function choose({ provider, options, request, response }: Choice): Promise<void> {
  const headers = pageHeaders(options.redirectUri);
  try {
    // Fails unless this browser began the sign-in.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      response.writeHead(200, headers).end(choicePage(options.people));
      return;
    }
    const chosen = new URLSearchParams(await bodyOf(request)).get('person');
    const person = options.people.find(({ userId }) => userId === chosen);
    if (!person) {
      response.writeHead(400, headers).end(problemPage('there is no such person to choose'));
      return;
    }
    const login = { accountId: person.userId, amr: [...(person.amr ?? ['mfa'])] };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  } catch {
    // Whatever it is, the person can only begin again, and a trial has no log.
    response
      .writeHead(400, headers)
      .end(problemPage('the sign-in was not started in this browser, or has expired'));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error('too long');
  }
  return body;
}
