/** Whether the matrix lets somebody of a role do something, at a site or to anything at all. */
type Allows = (role: string, object: string, action: string, site?: string) => boolean;

interface Row {
  readonly path: string;
  readonly expects: boolean | number;
  readonly body?: unknown;
}

/** Routes of loads and of the quarantine with what a role asks of each; nothing is held, so that nothing changes. */
export function dataRows(allows: Allows): Readonly<Record<string, (role: string) => readonly Row[]>> {
  const reads = (role: string): boolean => allows(role, 'data-flow', 'read');
  const readsHeld = (role: string): boolean => reads(role) || allows(role, 'revenue-report', 'read');
  const decides = (role: string): boolean =>
    allows(role, 'data-flow', 'change') || allows(role, 'revenue-report', 'execute');
  const names = (role: string): boolean => allows(role, 'catalogue', 'read');
  const none = '999999';
  return {
    'GET /home': () => [{ path: '/home', expects: 200 }],
    'GET /search': () => [{ path: '/search?text=0170%20May', expects: 200 }],
    'GET /not-billed': (role) => [{ path: '/not-billed', expects: allows(role, 'statement', 'read') }],
    'GET /changes': () => [{ path: '/changes?since=2020-01-01T00:00:00Z', expects: 200 }],
    'GET /batches': (role) => [{ path: '/batches?feed=budget_final&from=2025-03-01', expects: reads(role) }],
    'GET /batches/:number': (role) => [{ path: `/batches/${none}`, expects: reads(role) ? 404 : 403 }],
    'GET /dictionary': (role) => [{ path: '/dictionary?schema=api', expects: names(role) }],
    'GET /dictionary/:relation': (role) => [{ path: '/dictionary/api.site', expects: names(role) }],
    'GET /lineage': (role) => [{ path: '/lineage?of=budget_final', expects: names(role) }],
    // Told to hang up by its caller, which reads no more than the head.
    'GET /stream': () => [{ path: '/stream', expects: 200 }],
    'GET /freshness': (role) => [{ path: '/freshness', expects: allows(role, 'load', 'read') }],
    'GET /quarantine': (role) => [{ path: '/quarantine?all=true', expects: readsHeld(role) }],
    'GET /quarantine/file': (role) => [{ path: '/quarantine/file', expects: readsHeld(role) }],
    'GET /quarantine/:number': (role) => [
      { path: `/quarantine/${none}`, expects: readsHeld(role) ? 404 : 403 },
    ],
    'POST /quarantine/replay': (role) => [
      {
        path: '/quarantine/replay',
        body: { records: [{ number: none }] },
        expects: decides(role) ? 207 : 403,
      },
    ],
    'POST /quarantine/discard': (role) => [
      {
        path: '/quarantine/discard',
        body: { records: [none], reason: 'a test' },
        expects: decides(role) ? 207 : 403,
      },
    ],
  };
}
