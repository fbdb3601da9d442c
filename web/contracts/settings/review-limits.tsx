import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Figure } from '../../design/figure.tsx';
import { noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { SelectionBar } from '../../design/grid/selection-bar.tsx';
import { useBulkAct } from '../../design/grid/use-bulk-act.ts';
import { useQueryOfContext } from '../../design/grid/site-rows.ts';
import { reviewLimitsQuery, type ReviewLimit } from '../../service/contract-settings.ts';
import { may, useMe } from '../../service/session.ts';
import { contractTexts, contractSettingTexts } from '../../texts/contracts.ts';
import { LimitsDialog } from './limits-dialog.tsx';

const { limit: texts } = contractSettingTexts;
const { columns: titles } = contractTexts;

const filters: readonly Filter<ReviewLimit>[] = [
  { id: 'percent', title: texts.percent, valueOf: ({ percent }) => `${percent} %` },
  { id: 'amount', title: texts.amount, valueOf: ({ amount }) => amount },
];

const columns: readonly Column<ReviewLimit>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: titles.customer,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.customer_name ?? noData,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'amount',
    title: texts.amount,
    width: 'minmax(112px, 1fr)',
    align: 'end',
    cell: ({ amount }) => <Figure value={amount} />,
    sorts: ({ amount }) => amount,
  },
  {
    id: 'percent',
    title: texts.percent,
    width: 'minmax(88px, 1fr)',
    align: 'end',
    cell: ({ percent }) => <Figure value={percent} kind="percent" />,
    sorts: ({ percent }) => percent,
  },
];

/** The deviation beyond which the approval team reviews a statement, by site; set for several at once. */
export function ReviewLimits(): ReactNode {
  const mayChange = may(useMe(), 'review-threshold', 'change');
  const { ids, selection, clear, pending, begin, close } = useBulkAct<'set'>();
  return (
    <>
      <ListFace
        query={useQueryOfContext(useQuery(reviewLimitsQuery))}
        name={contractTexts.tabs.limits}
        word={contractTexts.word}
        columns={columns}
        filters={filters}
        textOf={(row) => `${row.site} ${row.customer_name ?? ''}`}
        idOf={({ site }) => site}
        titleOf={(row) => `${row.site} ${row.customer_name ?? ''}`}
        selection={mayChange ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayChange ? [{ name: 'set', title: texts.set }] : []}
            act={() => {
              begin('set');
            }}
            clear={clear}
          />
        }
        empty={texts.empty}
      />
      {pending !== null && <LimitsDialog sites={[...ids]} close={close} />}
    </>
  );
}
