import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { changedRightsQuery } from '../../service/acts/administration.ts';
import { StateChip } from '../../design/state-chip.tsx';
import type { Answers } from '../../service/answers.ts';
import { privilegesQuery, type Privilege } from '../../service/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { roleTitle } from '../../service/roles.ts';
import { administrationTexts } from '../../texts/administration.ts';

import { RightDetail } from './right-detail.tsx';
import { RightDialog } from './right-dialog.tsx';
import type { Right } from './right.ts';

const { right: texts, tabs } = administrationTexts;

const roleOf = ({ role }: Privilege): string => roleTitle(role);

const filters: readonly Filter<Right>[] = [
  { id: 'role', title: texts.role, valueOf: roleOf },
  { id: 'object', title: texts.object, valueOf: ({ object }) => object },
  { id: 'action', title: texts.action, valueOf: ({ action }) => action },
  { id: 'scope', title: texts.scope, valueOf: ({ scope }) => scope },
  {
    id: 'changed',
    title: texts.changed,
    valueOf: ({ delivered }) => (delivered === null ? texts.asDelivered : texts.byOperator),
  },
];

const columns: readonly Column<Right>[] = [
  { id: 'role', title: texts.role, width: 'minmax(160px, 2fr)', cell: roleOf, sorts: roleOf },
  {
    id: 'object',
    title: texts.object,
    width: 'minmax(120px, 1fr)',
    cell: ({ object }) => object,
    sorts: ({ object }) => object,
  },
  {
    id: 'action',
    title: texts.action,
    width: '88px',
    cell: ({ action }) => action,
    sorts: ({ action }) => action,
  },
  {
    id: 'scope',
    title: texts.scope,
    width: '104px',
    cell: ({ scope }) => scope,
    sorts: ({ scope }) => scope,
    from: 'tablet',
  },
  {
    id: 'delivered',
    title: texts.delivered,
    width: '136px',
    cell: ({ delivered, scope }) =>
      delivered === null ? scope : <StateChip meaning="needed">{texts.was(delivered)}</StateChip>,
    from: 'desk',
  },
  { id: 'note', title: texts.note, width: 'minmax(120px, 2fr)', cell: ({ note }) => note, from: 'desk' },
];

const idOf = ({ role, object, action }: Privilege): string => [role, object, action].join(' ');

/** The matrix: which role may do what, where, and what the operator changed. The database enforces it. */
export function Rights(): ReactNode {
  const privileges = useQuery(privilegesQuery);
  const { data: changed = [] } = useQuery(changedRightsQuery);
  return (
    <>
      <p>{texts.help(changed.length)}</p>
      <ListFace
        query={
          { ...privileges, data: privileges.data && withChanges(privileges.data, changed) } as UseQueryResult<
            readonly Right[]
          >
        }
        name={tabs.rights}
        word={texts.word}
        columns={columns}
        filters={filters}
        textOf={(row) => `${idOf(row)} ${row.scope} ${roleOf(row)}`}
        idOf={idOf}
        titleOf={(row) => `${roleOf(row)}: ${row.object}, ${row.action}`}
        content={(row) => <RightDetail key={idOf(row)} right={row} />}
        empty={texts.empty}
      >
        <DialogButton
          isOffered={may(useMe(), 'right', 'change')}
          title={texts.give}
          dialog={(close) => <RightDialog right={null} close={close} />}
        />
      </ListFace>
    </>
  );
}

/** Rights that the operator took away are in it, too. */
function withChanges(
  privileges: readonly Privilege[],
  changed: Answers['GET /changed-rights'],
): readonly Right[] {
  const changes = new Map(changed.map((row) => [[row.role, row.object, row.action].join(' '), row]));
  const present = privileges.map((row): Right => {
    const change = changes.get([row.role, row.object, row.action].join(' '));
    return { ...row, delivered: change === undefined ? null : (change.delivered_scope ?? texts.none) };
  });
  const removed = changed
    .filter(({ scope }) => scope === null)
    .map(({ role, object, action, delivered_scope: delivered }): Right => {
      return { role, object, action, scope: texts.none, note: null, delivered };
    });
  return [...present, ...removed];
}
