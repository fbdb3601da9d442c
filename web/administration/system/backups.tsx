import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { figure, moment, noData, size } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { backupsQuery, type Backup } from '../../service/acts/system.ts';
import { systemTexts } from '../../texts/administration/system.ts';

const { backups: texts, faces } = systemTexts;

/** What is known of a backup, in words, and what that means. */
function stateOf({ removed_at: removedAt, proof }: Backup): readonly [Meaning, string] {
  if (removedAt !== null) return ['closed', texts.removed];
  if (proof === null) return ['needed', texts.notProven];
  return proof.findings.length === 0 ? ['good', texts.proven] : ['bad', texts.faulty];
}

const filters: readonly Filter<Backup>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind, names: texts.kinds },
  { id: 'state', title: texts.state, valueOf: (row) => stateOf(row)[1] },
];

const columns: readonly Column<Backup>[] = [
  {
    id: 'label',
    title: texts.label,
    width: 'minmax(192px, 2fr)',
    cell: ({ label }) => label,
    sorts: ({ label }) => label,
  },
  { id: 'state', title: texts.state, width: '136px', cell: (row) => <State row={row} />, sorts: stateText },
  {
    id: 'kind',
    title: texts.kind,
    width: '104px',
    cell: ({ kind }) => texts.kinds[kind],
    sorts: ({ kind }) => kind,
    from: 'tablet',
  },
  {
    id: 'ended',
    title: texts.ended,
    width: '176px',
    cell: (row) => moment(row.ended_at),
    sorts: (row) => row.ended_at,
    from: 'tablet',
  },
  {
    id: 'size',
    title: texts.size,
    width: '104px',
    align: 'end',
    cell: (row) => size(row.stored_bytes),
    sorts: (row) => row.stored_bytes,
    from: 'tablet',
  },
  {
    id: 'proven',
    title: texts.provenAt,
    width: '176px',
    cell: ({ proof }) => moment(proof?.proven_at),
    sorts: ({ proof }) => proof?.proven_at ?? null,
    from: 'desk',
  },
];

function stateText(row: Backup): string {
  return stateOf(row)[1];
}

function State({ row }: { readonly row: Backup }): ReactNode {
  const [meaning, words] = stateOf(row);
  return <StateChip meaning={meaning}>{words}</StateChip>;
}

/** The backups of the database, newest first, each with what its newest proof found. */
export function Backups({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(backupsQuery)}
      name={faces.backups}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.label, row.place, row.made_by].join(' ')}
      idOf={({ label }) => label}
      titleOf={({ label }) => label}
      content={(row) => <Facts facts={factsOf(row)} />}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}

function factsOf(row: Backup): readonly (readonly [string, string | null])[] {
  const { proof } = row;
  const seconds = (count: string | null): string =>
    count === null ? noData : texts.seconds(figure(count, 'plain'));
  return [
    [texts.state, stateText(row)],
    [texts.kind, texts.kinds[row.kind]],
    [texts.ended, moment(row.ended_at)],
    [texts.by, row.made_by],
    [texts.size, size(row.stored_bytes)],
    [texts.place, row.place],
    ...(row.parent === null ? [] : [[texts.parent, row.parent] as const]),
    [texts.copies, row.copies.map(({ location }) => location).join(', ')],
    ...(row.removed_at === null ? [] : [[texts.removedAt, moment(row.removed_at)] as const]),
    ...(proof === null
      ? []
      : ([
          [texts.provenAt, moment(proof.proven_at)],
          [texts.restore, seconds(proof.restore_seconds)],
          [texts.entries, figure(proof.entries_verified, 'count')],
          [texts.lost, seconds(proof.lost_seconds)],
          [texts.findings, proof.findings.join('; ')],
        ] as const)),
  ];
}
