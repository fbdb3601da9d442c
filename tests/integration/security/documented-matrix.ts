/** A line of the operator's permission matrix: who may do what to which object. */
export interface DocumentedRight {
  readonly object: string;
  readonly action: string;
  /** Role to scope; `-` is denied. */
  readonly roles: Readonly<Record<string, string>>;
}

const columns = ['AM', 'DM', 'RV', 'CC', 'FA', 'FM', 'BM', 'BA', 'RA', 'CA', 'SA', 'SY', 'AU'] as const;
const roleOf: Readonly<Record<(typeof columns)[number], readonly string[]>> = {
  AM: ['accountManager'],
  DM: ['districtManager'],
  RV: ['regionalVp'],
  CC: ['svp', 'corporateConsumer'],
  FA: ['forecastAdmin'],
  FM: ['financeManager'],
  BM: ['billingManager'],
  BA: ['billingAdmin'],
  RA: ['revenueApprover'],
  CA: ['contractAdmin'],
  SA: ['siteAdmin'],
  SY: ['systemAdmin'],
  AU: ['auditor'],
};
const scopes: Readonly<Record<string, string>> = {
  y: 'all',
  o: 'own',
  d: 'district',
  r: 'region',
  h: 'hierarchy',
  s: 'self',
  '-': '-',
};

/**
 * The matrix of operations.md 1.3, typed once more from the document and not from the migration: a letter for each of
 * its columns, y everywhere, o own, d district, r region, h hierarchy (executives without a region: everywhere), s own
 * doing. Where the document gives a right with a note that narrows it, the letter is the right.
 */
const lines = `
  site read                     o d r h y y y y y y y y y
  site change                   - - - - - - - - - - y - -
  site-information read         - - - - y y y y y y y - y
  site-information change       - - - - - - - y - - y - -
  site-from-master execute      - - - - - - - y - - y - -
  contract read                 o d r y y y y y y y - - y
  contract change               - - - - - - - y - y - - -
  contract approve              - d r y - - y - - - - - -
  review-threshold read         - - - - y y y y y - - - y
  review-threshold change       - - - - - - - y - - - - -
  statement read                o d r h y y y y y y - - y
  statement execute             - - - - - - y y - - - - -
  statement-not-ready execute   - - - - - - - y - - - - -
  statement-line change         - - - - - - y y - - - - -
  statement-review approve      - - - - - y y y y - - - -
  statement-approval approve    - - - - - y - - y - - - -
  statement-sending execute     - - - - - - y y - - - - -
  ledger-posting read           - - - - - y y y - - - - y
  ledger-posting execute        - - - - - - - y - - - - -
  forecast read                 o d r h y y - - - - - - y
  forecast change               o d r - y - - - - - - - -
  forecast execute              o - - - y - - - - - - - -
  forecast approve              - d r - y y - - - - - - -
  profit-and-loss read          o d r h y y - y y - - - y
  budget execute                - - - - y - - - - - - - -
  budget read                   - - - - y y - - - - - - y
  job-code read                 y y y - y - - y - - - - y
  job-code change               - - - - y - - y - - - - -
  revenue-report execute        o d - - - - - - - - - - -
  revenue-report read           o d - - - - y y - - - - y
  data-flow read                - - - - - - - - - - - y y
  data-flow change              - - - - - - - - - - - y -
  data-flow-summary read        - - - y y y y y - - - y y
  report execute                o d r h y y y y - y - - y
  user change                   - - - - y - - - - - - y -
  user read                     - - - - y - - - - - - y y
  configuration change          - - - - - - - - - - - y -
  billing-configuration change  - - - - - - - y - - - y -
  contract-configuration change - - - - - - - - - y - y -
  site-configuration change     - - - - - - - - - - y y -
  audit-trail read              s d r - y y - - - - - y y
`;

export const documentedMatrix: readonly DocumentedRight[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [object = '', action = '', ...letters] = line.trim().split(/\s+/);
    const roles = columns.flatMap((column, at) =>
      roleOf[column].map((role) => {
        const letter = letters[at] ?? '-';
        // Executives above the regions see everything where a vice president sees the hierarchy.
        return [
          role,
          role === 'corporateConsumer' && letter === 'h' ? 'all' : (scopes[letter] ?? letter),
        ] as const;
      }),
    );
    return { object, action, roles: Object.fromEntries(roles) };
  });
