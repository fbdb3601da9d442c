import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { privilegesQuery, type Privilege } from '../service/administration.ts';
import { roleTitle } from '../service/roles.ts';
import { administrationTexts } from '../texts/administration.ts';

const { right: texts, tabs } = administrationTexts;

const roleOf = ({ role }: Privilege): string => roleTitle(role);

const filters: readonly Filter<Privilege>[] = [
  { id: 'role', title: texts.role, valueOf: roleOf },
  { id: 'object', title: texts.object, valueOf: ({ object }) => object },
  { id: 'action', title: texts.action, valueOf: ({ action }) => action },
  { id: 'scope', title: texts.scope, valueOf: ({ scope }) => scope },
];

const columns: readonly Column<Privilege>[] = [
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
  { id: 'note', title: texts.note, width: 'minmax(120px, 2fr)', cell: ({ note }) => note, from: 'desk' },
];

const idOf = ({ role, object, action, scope }: Privilege): string => [role, object, action, scope].join(' ');

/** The matrix: which role may do what, where. The database enforces it; changing it is left to the operator. */
export function Rights(): ReactNode {
  return (
    <ListFace
      query={useQuery(privilegesQuery)}
      name={tabs.rights}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => `${idOf(row)} ${roleOf(row)}`}
      idOf={idOf}
      titleOf={(row) => `${roleOf(row)}: ${row.object}, ${row.action}`}
      empty={texts.empty}
    />
  );
}
