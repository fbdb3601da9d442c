import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { PlainTable } from '../design/table.tsx';
import { jobGroupsQuery, type JobGroup } from '../service/administration.ts';
import { administrationTexts } from '../texts/administration.ts';

const { jobGroup: texts, tabs } = administrationTexts;

const stateOf = (isActive: boolean): string => (isActive ? texts.active : texts.retired);
const codesOf = ({ codes }: JobGroup): string => codes.map((code) => code.job_code).join(', ');

const filters: readonly Filter<JobGroup>[] = [
  { id: 'state', title: texts.state, valueOf: (row) => stateOf(row.is_active) },
];

const columns: readonly Column<JobGroup>[] = [
  {
    id: 'title',
    title: texts.title,
    width: 'minmax(140px, 1fr)',
    cell: ({ title }) => title,
    sorts: ({ title }) => title,
  },
  { id: 'codes', title: texts.codes, width: 'minmax(160px, 3fr)', cell: codesOf },
  {
    id: 'state',
    title: texts.state,
    width: '112px',
    cell: (row) => (
      <StateChip meaning={row.is_active ? 'good' : 'closed'}>{stateOf(row.is_active)}</StateChip>
    ),
    sorts: (row) => stateOf(row.is_active),
    from: 'tablet',
  },
];

/** Groups by which payroll is forecast, with their job codes. */
export function JobGroups(): ReactNode {
  return (
    <ListFace
      query={useQuery(jobGroupsQuery)}
      name={tabs['job-groups']}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.title} ${codesOf(row)}`}
      idOf={({ id }) => id}
      titleOf={({ title }) => title}
      content={(row) => (
        <PlainTable
          name={row.title}
          rows={row.codes}
          idOf={(code) => code.job_code}
          columns={[
            { id: 'code', title: texts.codes, cell: (code) => code.job_code },
            { id: 'state', title: texts.state, cell: (code) => stateOf(code.is_active) },
          ]}
        />
      )}
      empty={texts.empty}
    />
  );
}
