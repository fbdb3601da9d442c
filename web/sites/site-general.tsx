import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { day, figure, moment, noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import type { ShownSite, SiteField } from '../service/sites.ts';
import { siteTexts } from '../texts/sites.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: '12px 24px',
    margin: '16px 0 24px',
    '& dt': { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
    '& dd': { margin: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '0 0 4px' },
});

/** What the site is, and for each field whether it comes from the master list or was set here. */
export function SiteGeneral({ site }: { readonly site: ShownSite }): ReactNode {
  const styles = useStyles();
  const { columns } = siteTexts;
  const facts: readonly (readonly [string, string])[] = [
    [siteTexts.address, [site.street_address, site.city, [site.state, site.zip].join(' ')].join(', ')],
    [columns.region, site.region ?? noData],
    [columns.district, site.district ?? noData],
    [columns.districtManager, site.district_manager ?? noData],
    [columns.manager, site.account_manager ?? noData],
    [columns.contractType, site.contract_type ?? noData],
    [columns.rooms, figure(site.rooms, 'count')],
    [columns.spaces, figure(site.spaces, 'count')],
    [siteTexts.opened, day(site.opened_on)],
    [siteTexts.closes, day(site.closed_on)],
    [siteTexts.legalEntity, site.legal_entity ?? noData],
    [
      siteTexts.segment,
      [site.business_segment, site.cog_segment].filter((each) => each !== null).join(' · '),
    ],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {site.fields.length === 0 ? (
        <p className={styles.quiet}>{siteTexts.noFields}</p>
      ) : (
        <>
          <h2 className={styles.title}>{siteTexts.fields}</h2>
          <PlainTable
            name={siteTexts.fields}
            rows={site.fields}
            idOf={({ field }) => field}
            columns={[
              { id: 'field', title: siteTexts.field, cell: ({ label }) => label },
              { id: 'value', title: siteTexts.value, cell: ({ value }) => value ?? noData },
              { id: 'from', title: siteTexts.from, cell: (field) => <Origin field={field} /> },
            ]}
          />
        </>
      )}
    </>
  );
}

function Origin({ field }: { readonly field: SiteField }): ReactNode {
  const styles = useStyles();
  if (field.from === 'nowhere') return siteTexts.nowhere;
  if (field.from === 'list') return <span className={styles.quiet}>{siteTexts.fromList}</span>;
  return (
    <>
      {siteTexts.fromHere(field.set_by ?? noData)}, {moment(field.set_at)}
      {field.reason !== null && <div>{field.reason}</div>}
      <div className={styles.quiet}>{siteTexts.listed(field.listed ?? noData)}</div>
    </>
  );
}
