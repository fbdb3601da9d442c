/** What a browser does for a person: keeps cookies, follows redirects, and says where a form was sent from. */
export interface Browser {
  /** Asks without following redirects. */
  readonly ask: (address: string, init?: RequestInit) => Promise<Response>;
  /** Signs in at the issuer as somebody; the last answer, to which no redirect belongs. */
  readonly signIn: (userId: string, path?: string) => Promise<Response>;
  /** The value of a cookie of Daybook. */
  readonly cookie: (name: string) => string | undefined;
  /** Puts a cookie there, or takes it away. */
  readonly setCookie: (name: string, value: string | undefined) => void;
}

/** How a browser reaches an address: as `fetch` does, or with a certificate that only it knows. */
export type Reach = (address: URL, init: RequestInit) => Promise<Response>;

/** A browser of its own, with an empty jar. */
export function openBrowser(house: string, reach: Reach = (address, init) => fetch(address, init)): Browser {
  // Cookies know no port, so one jar serves Daybook and the issuer, as it would in a browser.
  const jar = new Map<string, string>();
  const ask: Browser['ask'] = async (address, init = {}) => {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    if (init.method !== undefined && !headers.has('sec-fetch-site'))
      headers.set('sec-fetch-site', 'same-origin');
    const answer = await reach(new URL(address, house), { ...init, headers, redirect: 'manual' });
    for (const set of answer.headers.getSetCookie()) keep(jar, set);
    return answer;
  };
  const signIn: Browser['signIn'] = async (userId, path = '/sign-in') => {
    let address = new URL(path, house).href;
    for (let step = 0; step < 10; step += 1) {
      const isChoice = new URL(address).pathname.startsWith('/choose/');
      const body = new URLSearchParams({ person: userId });
      const answer = isChoice ? await ask(address, { method: 'POST', body }) : await ask(address);
      const next = answer.headers.get('location');
      if (next === null || next === '/') return answer;
      address = new URL(next, address).href;
    }
    throw new Error(`the sign-in of ${userId} goes round in circles`);
  };
  return {
    ask,
    signIn,
    cookie: (name) => jar.get(name),
    setCookie: (name, value) => {
      if (value === undefined) jar.delete(name);
      else jar.set(name, value);
    },
  };
}

function keep(jar: Map<string, string>, set: string): void {
  const [pair = ''] = set.split(';');
  const at = pair.indexOf('=');
  if (/;\s*max-age=0\b/i.test(set)) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}
