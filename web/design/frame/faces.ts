import { may, type Me } from '../../service/session.ts';

/** A right that shows a face. */
type FaceRight = readonly [object: string, action: string];

/** Faces of pages that have tabs, in order, each with the rights of which any shows it; none: whoever sees the page. */
const faces = {
  contracts: {
    contracts: [],
    approvals: [],
    increases: [],
    clauses: [],
    limits: [['review-threshold', 'read']],
    templates: [['contract', 'change']],
    rules: [['contract', 'change']],
  },
  statements: {
    statements: [],
    readiness: [['site-readiness', 'read']],
    disputes: [['statement-dispute', 'read']],
    payments: [['receipt', 'read']],
    comparison: [['review-threshold', 'read']],
    performance: [['profit-and-loss', 'read']],
  },
  data: {
    quarantine: [
      ['data-flow', 'read'],
      ['revenue-report', 'read'],
    ],
    loads: [['data-flow', 'read']],
    freshness: [['load', 'read']],
    workbooks: [['revenue-report', 'read']],
    upload: [['source-file', 'execute']],
    questions: [['load', 'read']],
    lineage: [['catalogue', 'read']],
    dictionary: [['catalogue', 'read']],
    takeover: [['takeover', 'read']],
  },
  administration: {
    people: [['user', 'read']],
    'access-requests': [['access-request', 'read']],
    'access-reviews': [['access-review', 'read']],
    'export-requests': [['export-request', 'read']],
    support: [['support-session', 'read']],
    rights: [['right', 'read']],
    retention: [['retention', 'read']],
    facts: [['configuration', 'read']],
    catalogues: [['catalogue', 'read']],
    'job-groups': [['catalogue', 'read']],
    mappings: [['budget', 'read']],
    postings: [['ledger-posting', 'read']],
    alerts: [['alert', 'read']],
    jobs: [['scheduled-job', 'read']],
    system: [
      ['metric', 'read'],
      ['scheduled-job', 'read'],
      ['backup', 'read'],
    ],
    audit: [['audit-trail', 'read']],
    sessions: [],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly FaceRight[]>>>>;

/** A page that has faces. */
export type FacedPlace = keyof typeof faces;

/** A face of a page: what its address says as `tab`. */
export type FaceOf<Place extends FacedPlace> = keyof (typeof faces)[Place] & string;

/** The faces of a page that the person may use, in order. */
export function facesOf<Place extends FacedPlace>(me: Me, place: Place): readonly FaceOf<Place>[] {
  const all: Readonly<Record<string, readonly FaceRight[]>> = faces[place];
  return Object.entries(all).flatMap(([face, rights]) =>
    rights.length === 0 || rights.some((right) => may(me, ...right)) ? [face as FaceOf<Place>] : [],
  );
}
