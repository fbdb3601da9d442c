import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import { Figure } from '../../design/figure.tsx';
import { figure, month } from '../../design/format.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import {
  mapAccount,
  unmappedAccountsQuery,
  type UnmappedAccount,
} from '../../service/acts/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { MapDialog } from './map-dialog.tsx';

const { mapping: texts } = administrationTexts;

const columns: readonly Column<UnmappedAccount>[] = [
  {
    id: 'account',
    title: texts.account,
    width: '96px',
    cell: ({ account }) => account,
    sorts: ({ account }) => account,
  },
  {
    id: 'name',
    title: texts.name,
    width: 'minmax(140px, 2fr)',
    cell: ({ name }) => name,
    sorts: ({ name }) => name,
  },
  {
    id: 'sites',
    title: texts.sites,
    width: '64px',
    align: 'end',
    cell: ({ sites }) => sites.length,
    sorts: ({ sites }) => sites.length,
    from: 'tablet',
  },
  ...(['budget', 'actual'] as const).map((name): Column<UnmappedAccount> => ({
    id: name,
    title: texts[name],
    width: '128px',
    align: 'end',
    cell: (row) => <Figure value={row[name]} />,
    sorts: (row) => row[name],
    from: 'tablet',
  })),
];

/** Accounts of the P&L that count in none of its rows, until somebody says in which. */
export function AccountMappings({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(unmappedAccountsQuery)}
      name={texts.kinds.accounts}
      word={texts.accountWord}
      columns={columns}
      filters={[]}
      textOf={({ account, name }) => `${account} ${name}`}
      idOf={({ account }) => account}
      titleOf={({ account, name }) => `${account} ${name}`}
      content={(row) => <Account key={row.account} row={row} />}
      empty={texts.everyAccount}
    >
      {children}
    </ListFace>
  );
}

function Account({ row }: { readonly row: UnmappedAccount }): ReactNode {
  const mayMap = may(useMe(), 'budget', 'execute');
  return (
    <>
      <Facts
        facts={[
          [texts.sites, row.sites.join(', ')],
          [texts.months, `${month(row.from)} – ${month(row.to)}`],
          [texts.budget, figure(row.budget)],
          [texts.actual, figure(row.actual)],
        ]}
      />
      <DialogButton
        isOffered={mayMap}
        appearance="primary"
        title={texts.map}
        dialog={(close) => (
          <MapDialog
            title={texts.mapping(`${row.account} ${row.name}`)}
            label={texts.category}
            hint={texts.categoryHint}
            value=""
            act={(category, reason) => mapAccount(row.account, category, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}
