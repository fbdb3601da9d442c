import type { ReactNode } from 'react';
import { Page } from '../design/page.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { useRoles } from '../service/roles.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts as texts } from '../texts/administration.ts';
import { AccessRequests, ExportRequests } from './access-requests.tsx';
import { AccessReviews } from './access-reviews.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Catalogues } from './catalogues.tsx';
import { JobGroups } from './job-groups.tsx';
import { Mappings } from './mappings/mappings.tsx';
import { OperatorFacts } from './operator-facts.tsx';
import { People } from './people.tsx';
import { Postings } from './postings.tsx';
import { Rights } from './rights.tsx';
import { Sessions } from './sessions.tsx';

type Face = keyof typeof texts.tabs;

interface FaceParts {
  /** The right that shows it; null: everybody's. */
  readonly right: readonly [object: string, action: string] | null;
  readonly isFilling: boolean;
  readonly content: () => ReactNode;
}

const parts: Readonly<Record<Face, FaceParts>> = {
  people: { right: ['user', 'read'], isFilling: true, content: () => <People /> },
  'access-requests': {
    right: ['access-request', 'read'],
    isFilling: true,
    content: () => <AccessRequests />,
  },
  'access-reviews': { right: ['access-review', 'read'], isFilling: true, content: () => <AccessReviews /> },
  'export-requests': {
    right: ['export-request', 'read'],
    isFilling: true,
    content: () => <ExportRequests />,
  },
  rights: { right: ['right', 'read'], isFilling: true, content: () => <Rights /> },
  facts: { right: ['configuration', 'read'], isFilling: true, content: () => <OperatorFacts /> },
  catalogues: { right: ['catalogue', 'read'], isFilling: true, content: () => <Catalogues /> },
  'job-groups': { right: ['catalogue', 'read'], isFilling: true, content: () => <JobGroups /> },
  mappings: { right: ['budget', 'read'], isFilling: true, content: () => <Mappings /> },
  postings: { right: ['ledger-posting', 'read'], isFilling: true, content: () => <Postings /> },
  audit: { right: ['audit-trail', 'read'], isFilling: true, content: () => <AuditTrail /> },
  sessions: { right: null, isFilling: false, content: () => <Sessions /> },
};

/** Who may do what, what the operator decided, and what was done. */
export function Administration(): ReactNode {
  const me = useMe();
  useRoles();
  const faces = (Object.keys(parts) as Face[]).filter((face) => {
    const { right } = parts[face];
    return right === null || may(me, ...right);
  });
  const face = useTab<Face>(faces);
  return (
    <Page
      title={texts.title}
      state={texts.tabs[face]}
      tabs={<Tabs names={faces} titles={texts.tabs} />}
      isFilling={parts[face].isFilling}
    >
      {parts[face].content()}
    </Page>
  );
}
