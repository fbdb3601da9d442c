import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { noData } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { usePanel } from '../design/panel.tsx';
import { PlainTable } from '../design/table.tsx';
import { dictionaryQuery, relationQuery, type Relation } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { lists } from '../texts/lists.ts';

const { dictionaryColumns: titles } = texts;

const schemaOf = ({ relation }: Relation): string => relation.split('.')[0] ?? '';
const classOf = (row: Relation): string | null =>
  row.data_class === null ? null : (texts.dataClasses[row.data_class] ?? null);

const filters: readonly Filter<Relation>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind, names: texts.relationKinds },
  { id: 'schema', title: titles.relation, valueOf: schemaOf },
  { id: 'class', title: titles.dataClass, valueOf: classOf, order: texts.dataClasses },
];

const columns: readonly Column<Relation>[] = [
  {
    id: 'relation',
    title: titles.relation,
    width: 'minmax(200px, 1fr)',
    cell: ({ relation }) => relation,
    sorts: ({ relation }) => relation,
  },
  {
    id: 'comment',
    title: titles.comment,
    width: 'minmax(200px, 3fr)',
    cell: ({ comment }) => <span title={comment}>{comment}</span>,
    sorts: ({ comment }) => comment,
    from: 'tablet',
  },
  {
    id: 'columns',
    title: titles.columns,
    width: '80px',
    align: 'end',
    cell: (row) => row.columns,
    sorts: (row) => row.columns,
  },
  {
    id: 'personal',
    title: titles.personal,
    width: '80px',
    align: 'end',
    cell: ({ personal }) => (personal === 0 ? noData : personal),
    sorts: ({ personal }) => personal,
    from: 'tablet',
  },
  {
    id: 'class',
    title: titles.dataClass,
    width: '112px',
    cell: (row) => classOf(row) ?? noData,
    sorts: (row) => row.data_class,
    from: 'desk',
  },
];

const textOf = ({ relation, comment }: Relation): string => `${relation} ${comment}`;

/** Tables and views with what they hold; a row opens its columns. */
export function Dictionary(): ReactNode {
  return (
    <Answered query={useQuery(dictionaryQuery)} rows={14}>
      {(relations) => <Relations relations={relations} />}
    </Answered>
  );
}

function Relations({ relations }: { readonly relations: readonly Relation[] }): ReactNode {
  const panel = usePanel();
  const filtered = useFilters(relations, filters, textOf);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={relations.length} word={texts.relationWord} />
      <Grid
        name={texts.tabs.dictionary}
        columns={columns}
        rows={filtered.shown}
        idOf={({ relation }) => relation}
        nameOf={({ relation }) => relation}
        open={({ relation }) => {
          panel.show({ title: relation, content: <Columns relation={relation} /> });
        }}
        empty={<Empty title={lists.noneFits} />}
      />
    </>
  );
}

function Columns({ relation }: { readonly relation: string }): ReactNode {
  const { columnColumns } = texts;
  return (
    <Answered query={useQuery(relationQuery(relation))}>
      {({ comment, columns: all }) => (
        <>
          <p>{comment}</p>
          <PlainTable
            name={relation}
            rows={all}
            idOf={({ column }) => column}
            columns={[
              { id: 'column', title: columnColumns.column, cell: ({ column }) => column },
              { id: 'type', title: columnColumns.type, cell: ({ type }) => type },
              {
                id: 'comment',
                title: columnColumns.comment,
                cell: ({
                  comment: says,
                  is_key: isKey,
                  is_required: isRequired,
                  is_personal: isPersonal,
                }) => {
                  const marks = [
                    isKey ? texts.key : null,
                    isRequired ? texts.required : null,
                    isPersonal ? texts.personal : null,
                  ].filter((mark) => mark !== null);
                  return marks.length === 0 ? says : `${says} (${marks.join(', ')})`;
                },
              },
            ]}
          />
        </>
      )}
    </Answered>
  );
}
