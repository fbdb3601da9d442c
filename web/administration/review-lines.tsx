import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { moment, noData } from '../design/format.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { useFilters, type Filter } from '../design/grid/filters.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { decideLines, reviewLinesQuery, type ReviewLine } from '../service/administration.ts';
import { roleTitle } from '../service/roles.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { lists } from '../texts/lists.ts';
import { ChangeRoleDialog } from './change-role-dialog.tsx';

const { review: texts, tabs } = administrationTexts;

const roleOf = ({ role }: ReviewLine): string => roleTitle(role);

const filters: readonly Filter<ReviewLine>[] = [
  { id: 'role', title: texts.role, valueOf: roleOf },
  { id: 'decision', title: texts.decision, valueOf: ({ decision }) => decision ?? texts.undecided },
];

const columns: readonly Column<ReviewLine>[] = [
  {
    id: 'person',
    title: texts.person,
    width: 'minmax(180px, 2fr)',
    cell: ({ person }) => person,
    sorts: ({ person }) => person,
  },
  { id: 'role', title: texts.role, width: 'minmax(140px, 2fr)', cell: roleOf, sorts: roleOf },
  {
    id: 'sites',
    title: texts.sites,
    width: 'minmax(100px, 1fr)',
    cell: ({ sites }) => (sites.length === 0 ? noData : sites.join(', ')),
    from: 'desk',
  },
  {
    id: 'seen',
    title: texts.seen,
    width: '176px',
    cell: (row) => moment(row.last_seen_at),
    sorts: (row) => row.last_seen_at,
    from: 'desk',
  },
  {
    id: 'decision',
    title: texts.decision,
    width: '112px',
    cell: ({ decision }) => (decision === null ? noData : (texts.decisions[decision] ?? decision)),
    sorts: ({ decision }) => decision,
    from: 'tablet',
  },
];

type Decision = 'keep' | 'change' | 'end';

/** The lines of a review: roles that are kept or ended, by selection. */
export function ReviewLines({ review }: { readonly review: string }): ReactNode {
  return (
    <Answered query={useQuery(reviewLinesQuery(review))} rows={14}>
      {(lines) => <Lines lines={lines} />}
    </Answered>
  );
}

function Lines({ lines }: { readonly lines: readonly ReviewLine[] }): ReactNode {
  const mayDecide = may(useMe(), 'access-review', 'approve');
  const filtered = useFilters(lines, filters, (row) => `${row.person} ${roleOf(row)}`);
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Decision>();
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={lines.length} word={texts.lineWord} />
      {filtered.shown.length > 0 && (
        <SelectionBar
          count={ids.size}
          actions={
            mayDecide
              ? (['keep', 'change', 'end'] as const).map((name) => ({ name, title: texts[name] }))
              : []
          }
          act={begin}
          clear={clear}
        />
      )}
      <Grid
        name={tabs['access-reviews']}
        columns={columns}
        rows={filtered.shown}
        idOf={(row) => row.access_review_line_id}
        nameOf={(row) => `${row.person} ${roleOf(row)}`}
        selection={mayDecide ? selection : undefined}
        empty={<Empty title={lines.length === 0 ? texts.noLines : lists.noneFits} />}
      />
      {pending === 'change' && <ChangeRoleDialog lines={[...ids]} close={close} />}
      {pending !== null && pending !== 'change' && (
        <OutcomeDialog
          title={texts.deciding[pending]}
          button={texts[pending]}
          close={close}
          act={(reason) => decideLines([...ids], pending, reason)}
          word={texts.lineWord}
          needsReason
          stale={['administration']}
        />
      )}
    </>
  );
}
