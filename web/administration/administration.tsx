import type { ReactNode } from 'react';
import { facesOf, type FaceOf } from '../design/frame/faces.ts';
import { Page } from '../design/page.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { useRoles } from '../service/roles.ts';
import { useMe } from '../service/session.ts';
import { administrationTexts as texts } from '../texts/administration.ts';
import { AccessRequests, ExportRequests } from './access-requests.tsx';
import { AccessReviews } from './access-reviews.tsx';
import { Alerts } from './alerts/alerts.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Catalogues } from './catalogues.tsx';
import { Retention } from './compliance/retention.tsx';
import { SupportSessions } from './compliance/support-sessions.tsx';
import { JobGroups } from './job-groups.tsx';
import { Mappings } from './mappings/mappings.tsx';
import { OperatorFacts } from './operator-facts.tsx';
import { People } from './people/people.tsx';
import { Postings } from './ledger/postings.tsx';
import { Rights } from './rights/rights.tsx';
import { ScheduledJobs } from './scheduled/scheduled-jobs.tsx';
import { Sessions } from './sessions.tsx';
import { System } from './system/system.tsx';

type Face = FaceOf<'administration'>;

const contents: Readonly<Record<Face, () => ReactNode>> = {
  people: () => <People />,
  'access-requests': () => <AccessRequests />,
  'access-reviews': () => <AccessReviews />,
  'export-requests': () => <ExportRequests />,
  support: () => <SupportSessions />,
  rights: () => <Rights />,
  retention: () => <Retention />,
  facts: () => <OperatorFacts />,
  catalogues: () => <Catalogues />,
  'job-groups': () => <JobGroups />,
  mappings: () => <Mappings />,
  postings: () => <Postings />,
  alerts: () => <Alerts />,
  jobs: () => <ScheduledJobs />,
  system: () => <System />,
  audit: () => <AuditTrail />,
  sessions: () => <Sessions />,
};

/** Who may do what, what the operator decided, and what was done. */
export function Administration(): ReactNode {
  const me = useMe();
  useRoles();
  const faces = facesOf(me, 'administration');
  const face = useTab(faces);
  return (
    <Page
      title={texts.title}
      state={texts.tabs[face]}
      tabs={<Tabs names={faces} titles={texts.tabs} />}
      isFilling={face !== 'sessions'}
    >
      {contents[face]()}
    </Page>
  );
}
