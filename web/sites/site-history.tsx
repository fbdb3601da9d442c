import type { ReactNode } from 'react';
import { Empty } from '../design/answered.tsx';
import { moment, noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import type { SiteEvent } from '../service/sites.ts';
import { siteTexts } from '../texts/sites.ts';

/** What changed the record of a site, newest first. */
export function SiteHistory({ events }: { readonly events: readonly SiteEvent[] }): ReactNode {
  if (events.length === 0) return <Empty title={siteTexts.noHistory} />;
  const rows = events.map((event, at) => ({ ...event, at: event.at, id: String(at) })).reverse();
  return (
    <PlainTable
      name={siteTexts.tabs.history}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        { id: 'at', title: siteTexts.when, cell: ({ at }) => moment(at) },
        { id: 'who', title: siteTexts.who, cell: ({ who }) => who },
        {
          id: 'event',
          title: siteTexts.what,
          cell: ({ event, field }) => [event, field].filter(Boolean).join(': '),
        },
        { id: 'value', title: siteTexts.value, cell: ({ value }) => value ?? noData },
        { id: 'reason', title: siteTexts.why, cell: ({ reason }) => reason ?? noData },
      ]}
    />
  );
}
