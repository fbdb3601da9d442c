import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { Page } from '../design/page.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { may, useMe } from '../service/session.ts';
import { siteQuery } from '../service/sites.ts';
import { siteTexts } from '../texts/sites.ts';
import { SiteGeneral } from './site-general.tsx';
import { SiteHistory } from './site-history.tsx';
import { SiteProfitAndLoss } from './site-profit-and-loss.tsx';
import { SiteStatements } from './site-statements.tsx';

type Face = keyof typeof siteTexts.tabs;

const faces: readonly Face[] = ['general', 'statements', 'profitAndLoss', 'history'];
const needed: Readonly<Partial<Record<Face, string>>> = {
  statements: 'statement',
  profitAndLoss: 'profit-and-loss',
};

/** One site with its faces. */
export function SitePage(): ReactNode {
  const { site } = useParams({ from: '/sites/$site' });
  const me = useMe();
  const names = faces.filter((face) => needed[face] === undefined || may(me, needed[face], 'read'));
  const face = useTab(names);
  const query = useQuery(siteQuery(site));
  return (
    <Page
      title={query.data === undefined ? site : `${site} ${query.data.name}`}
      state={query.data && <SiteState status={query.data.status} />}
      actions={
        may(me, 'contract', 'read') && (
          <Link to="/contracts/$site" params={{ site }}>
            {siteTexts.toContract}
          </Link>
        )
      }
      tabs={<Tabs names={names} titles={siteTexts.tabs} />}
    >
      <Answered query={query}>
        {(shown) => (
          <>
            {face === 'general' && <SiteGeneral site={shown} />}
            {face === 'statements' && <SiteStatements site={site} />}
            {face === 'profitAndLoss' && <SiteProfitAndLoss site={site} />}
            {face === 'history' && <SiteHistory events={shown.history} />}
          </>
        )}
      </Answered>
    </Page>
  );
}

function SiteState({ status }: { readonly status: string }): ReactNode {
  return (
    <StateChip meaning={status === 'open' ? 'good' : 'closed'}>
      {siteTexts.statuses[status] ?? status}
    </StateChip>
  );
}
