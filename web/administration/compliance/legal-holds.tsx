import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { legalHoldsQuery, placeHold, releaseHold, type LegalHold } from '../../service/acts/compliance.ts';
import { may, useMe } from '../../service/session.ts';
import { complianceTexts } from '../../texts/administration/compliance.ts';

const { hold: texts, faces } = complianceTexts;

function coveredBy({ site_id: site }: LegalHold): string {
  return site === null ? texts.everything : texts.site(site);
}

const columns: readonly Column<LegalHold>[] = [
  {
    id: 'hold',
    title: texts.number,
    width: '72px',
    align: 'end',
    cell: ({ hold }) => hold,
    sorts: ({ hold }) => hold,
  },
  { id: 'covers', title: texts.covers, width: '136px', cell: coveredBy, sorts: coveredBy },
  { id: 'why', title: texts.why, width: 'minmax(160px, 3fr)', cell: ({ reason }) => reason, from: 'tablet' },
  {
    id: 'placed',
    title: texts.placed,
    width: '176px',
    cell: (row) => moment(row.placed_at),
    sorts: (row) => row.placed_at,
    from: 'tablet',
  },
];

/** What is not purged, however old: holds, placed and released by who may. */
export function LegalHolds({ children }: { readonly children: ReactNode }): ReactNode {
  const mayChange = may(useMe(), 'retention', 'change');
  return (
    <ListFace
      query={useQuery(legalHoldsQuery)}
      name={faces.holds}
      word={texts.word}
      columns={columns}
      filters={[]}
      textOf={(row) => [row.hold, coveredBy(row), row.reason].join(' ')}
      idOf={({ hold }) => hold}
      titleOf={({ hold }) => `${texts.number} ${hold}`}
      content={(row) => <Hold key={row.hold} hold={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      {children}
      <DialogButton
        isOffered={mayChange}
        title={texts.place}
        dialog={(close) => <PlaceDialog close={close} />}
      />
    </ListFace>
  );
}

function Hold({ hold, mayChange }: { readonly hold: LegalHold; readonly mayChange: boolean }): ReactNode {
  const covers = coveredBy(hold);
  return (
    <>
      <Facts
        facts={[
          [texts.covers, covers],
          [texts.why, hold.reason],
          [texts.placed, moment(hold.placed_at)],
        ]}
      />
      <DialogButton
        isOffered={mayChange}
        title={texts.release}
        dialog={(close) => (
          <ReasonDialog
            title={texts.releasing(hold.hold, covers)}
            button={texts.release}
            said={texts.released}
            stale={['administration']}
            act={(reason) => releaseHold(hold.hold, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}

function PlaceDialog({ close }: { readonly close: () => void }): ReactNode {
  const [site, setSite] = useState('');
  return (
    <ReasonDialog
      title={texts.placing}
      button={texts.place}
      said={texts.done}
      stale={['administration']}
      act={(reason) => placeHold(site.trim() === '' ? null : site.trim(), reason)}
      close={close}
    >
      <p>{texts.help}</p>
      <Field label={texts.siteField} hint={texts.siteHint}>
        <Input
          value={site}
          onChange={(_event, { value }) => {
            setSite(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
