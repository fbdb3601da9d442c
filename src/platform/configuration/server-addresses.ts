const pattern = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s;

/**
 * The addresses of single servers that one address names, as libpq writes several: `postgres://user@a:5432,b/daybook`
 * names a and b, which differ in nothing else. Any other text is one address.
 */
export function serverAddresses(address: string): string[] {
  const [, before = '', hosts, after = ''] = pattern.exec(address) ?? [];
  if (hosts === undefined) return [address];
  return hosts.split(',').map((host) => before + host + after);
}

/** The same address with each of its servers changed: all of them alike in everything but their hosts. */
export function onEachServer(address: string, change: (url: URL) => void): string {
  const changed = serverAddresses(address).map((one) => {
    const url = new URL(one);
    change(url);
    return url;
  });
  const [first] = changed;
  if (first === undefined || changed.length === 1) return first?.href ?? address;
  const [, before = '', , after = ''] = pattern.exec(first.href) ?? [];
  return before + changed.map(({ host }) => host).join(',') + after;
}
