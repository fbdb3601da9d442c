import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { mappedAccountsQuery, unmapAccount, type MappedAccount } from '../../service/acts/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';

const { mapping: texts } = administrationTexts;

const nameOf = ({ account, name }: MappedAccount): string =>
  [account, name].filter((each) => each !== null).join(' ');

const columns: readonly Column<MappedAccount>[] = [
  { id: 'account', title: texts.account, width: 'minmax(140px, 2fr)', cell: nameOf, sorts: nameOf },
  {
    id: 'category',
    title: texts.category,
    width: 'minmax(140px, 2fr)',
    cell: ({ category }) => category,
    sorts: ({ category }) => category,
  },
  {
    id: 'by',
    title: texts.by,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.decided_by,
    sorts: (row) => row.decided_by,
    from: 'tablet',
  },
  {
    id: 'at',
    title: texts.at,
    width: '176px',
    cell: (row) => moment(row.decided_at),
    sorts: (row) => row.decided_at,
    from: 'desk',
  },
];

/** Accounts whose row of the P&L was decided here, until somebody withdraws the decision. */
export function MappedAccounts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(mappedAccountsQuery)}
      name={texts.kinds.mapped}
      word={texts.accountWord}
      columns={columns}
      filters={[]}
      textOf={(row) => `${nameOf(row)} ${row.category}`}
      idOf={({ account }) => account}
      titleOf={nameOf}
      content={(row) => <Mapped key={row.account} row={row} />}
      empty={texts.noneMapped}
    >
      {children}
    </ListFace>
  );
}

function Mapped({ row }: { readonly row: MappedAccount }): ReactNode {
  const mayMap = may(useMe(), 'budget', 'execute');
  return (
    <>
      <Facts
        facts={[
          [texts.category, row.category],
          [texts.by, `${row.decided_by}, ${moment(row.decided_at)}`],
          [texts.why, row.reason],
        ]}
      />
      <DialogButton
        isOffered={mayMap}
        title={texts.unmap}
        dialog={(close) => (
          <ReasonDialog
            title={texts.unmapping(nameOf(row))}
            button={texts.unmap}
            said={texts.unmapped}
            stale={['administration', 'profit-and-losses']}
            act={(reason) => unmapAccount(row.account, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}
