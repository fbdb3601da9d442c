import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { figure, month, noData, size } from '../../design/format.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { usePanel } from '../../design/panel.tsx';
import { PlainTable } from '../../design/table.tsx';
import { capacityQuery, type Capacity } from '../../service/acts/system.ts';
import { may, useMe } from '../../service/session.ts';
import { systemTexts } from '../../texts/administration/system.ts';

const { capacity: texts, faces } = systemTexts;

type TableSize = Capacity['tables'][number];

const useStyles = makeStyles({
  outlook: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px', paddingBottom: '8px' },
});

const columns: readonly Column<TableSize>[] = [
  {
    id: 'table',
    title: texts.table,
    width: 'minmax(160px, 3fr)',
    cell: ({ relation }) => <span title={relation}>{relation}</span>,
    sorts: ({ relation }) => relation,
  },
  {
    id: 'size',
    title: texts.size,
    width: '112px',
    align: 'end',
    cell: ({ bytes }) => size(bytes),
    sorts: ({ bytes }) => bytes,
  },
  {
    id: 'rows',
    title: texts.rows,
    width: '144px',
    align: 'end',
    cell: ({ rows }) => figure(rows, 'count'),
    sorts: ({ rows }) => rows,
    from: 'tablet',
  },
  {
    id: 'month',
    title: texts.month,
    width: '136px',
    align: 'end',
    cell: (row) => (row.monthly_bytes === null ? noData : size(row.monthly_bytes)),
    sorts: (row) => row.monthly_bytes,
    from: 'tablet',
  },
];

/** How large the tables are, how they grow, and in which month the disk will be full. */
export function DatabaseSize({ children }: { readonly children: ReactNode }): ReactNode {
  const capacity = useQuery(capacityQuery);
  return (
    <ListFace
      query={useQuery({ ...capacityQuery, select: ({ tables }) => tables })}
      name={faces.capacity}
      word={texts.word}
      columns={columns}
      filters={[]}
      textOf={({ relation }) => relation}
      idOf={({ relation }) => relation}
      titleOf={({ relation }) => relation}
      empty={texts.empty}
      bar={capacity.data && <Outlook capacity={capacity.data} />}
    >
      {children}
    </ListFace>
  );
}

function Outlook({ capacity }: { readonly capacity: Capacity }): ReactNode {
  const styles = useStyles();
  const panel = usePanel();
  const me = useMe();
  return (
    <div className={styles.outlook}>
      <span>{sentencesOf(capacity).join(' ')}</span>
      {capacity.months.length > 0 && (
        <Button
          onClick={() => {
            panel.show({ title: texts.outlook, content: <Months capacity={capacity} /> });
          }}
        >
          {texts.outlook}
        </Button>
      )}
      {may(me, 'scheduled-job', 'read') && (
        <Link to="/administration" search={{ tab: 'jobs', show: 'runs', job: 'operations.maintain' }}>
          {texts.upkeep}
        </Link>
      )}
    </div>
  );
}

function sentencesOf({ database, disk, full_month: fullMonth }: Capacity): readonly string[] {
  const growth = database.monthly_bytes;
  const said = [
    texts.database(size(database.bytes)),
    growth === null ? texts.notMeasured : texts.grows(size(growth)),
  ];
  if (disk === null) return [...said, texts.elsewhere];
  said.push(texts.disk(size(disk.used_bytes), size(disk.total_bytes)));
  if (fullMonth !== null) return [...said, texts.fullIn(month(fullMonth))];
  return growth === null ? said : [...said, texts.notFull];
}

function Months({ capacity }: { readonly capacity: Capacity }): ReactNode {
  return (
    <PlainTable
      name={texts.outlook}
      rows={capacity.months}
      idOf={(row) => row.month}
      columns={[
        { id: 'month', title: texts.endOf, cell: (row) => month(row.month) },
        { id: 'size', title: texts.size, align: 'end', cell: ({ bytes }) => size(bytes) },
        { id: 'share', title: texts.share, align: 'end', cell: (row) => share(row.disk_ratio) },
      ]}
    />
  );
}

function share(ratio: number | null): string {
  return ratio === null ? noData : figure(100 * ratio, 'percent');
}
