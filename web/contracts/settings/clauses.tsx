import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DateField } from '../../design/dialogs/date-field.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import { month, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { clauseKindsQuery, clausesQuery, endClause, type Clause } from '../../service/contract-settings.ts';
import { may, useMe, useToday } from '../../service/session.ts';
import { contractTexts, contractSettingTexts } from '../../texts/contracts.ts';
import { fromWords } from '../words.ts';
import { ClauseDialog } from './clause-dialog.tsx';

const { clause: texts } = contractSettingTexts;

const stateOf = ({ state }: Clause): string => texts.states[state] ?? state;

const filters: readonly Filter<Clause>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind },
  { id: 'state', title: texts.state, valueOf: stateOf },
];

const siteColumn: Column<Clause> = {
  id: 'site',
  title: contractTexts.columns.site,
  width: '56px',
  cell: (row) => row.site_id,
  sorts: (row) => row.site_id,
};

const columns: readonly Column<Clause>[] = [
  {
    id: 'kind',
    title: texts.kind,
    width: 'minmax(112px, 1fr)',
    cell: ({ kind }) => kind,
    sorts: ({ kind }) => kind,
  },
  {
    id: 'place',
    title: texts.place,
    width: 'minmax(120px, 1fr)',
    cell: ({ place }) => place,
    from: 'tablet',
  },
  { id: 'says', title: texts.says, width: 'minmax(140px, 2fr)', cell: ({ says }) => says },
  {
    id: 'from',
    title: texts.from,
    width: '112px',
    cell: (row) => fromWords(row.from_month),
    sorts: (row) => row.from_month,
    from: 'tablet',
  },
  {
    id: 'through',
    title: texts.through,
    width: '112px',
    cell: (row) => month(row.through_month),
    sorts: (row) => row.through_month,
    from: 'desk',
  },
  {
    id: 'state',
    title: texts.state,
    width: '136px',
    cell: (row) => (
      <StateChip meaning={row.state === 'waiting' ? 'needed' : 'good'}>{stateOf(row)}</StateChip>
    ),
    sorts: stateOf,
    from: 'tablet',
  },
];

/** Terms beyond what the exports say: caps, minimums, steps, escalations; of one site or of all. */
export function Clauses({ site }: { readonly site?: string }): ReactNode {
  const mayChange = may(useMe(), 'contract', 'change');
  const { data: kinds = [] } = useQuery(clauseKindsQuery);
  const query = useQuery(clausesQuery(site));
  const named = new Map(kinds.map(({ kind, title }) => [kind, title]));
  const rows = query.data?.map((row) => ({ ...row, kind: named.get(row.kind) ?? row.kind }));
  return (
    <ListFace
      query={{ ...query, data: rows } as typeof query}
      name={contractTexts.tabs.clauses}
      word={texts.word}
      columns={site === undefined ? [siteColumn, ...columns] : columns}
      filters={filters}
      textOf={(row) => [row.site_id, row.kind, row.place, row.says, row.reason].join(' ')}
      idOf={(row) => row.clause_id}
      titleOf={(row) => `${row.site_id}: ${row.kind}`}
      content={(row) => <One key={row.clause_id} clause={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      <DialogButton
        isOffered={mayChange}
        title={texts.add}
        dialog={(close) => <ClauseDialog kinds={kinds} site={site ?? ''} close={close} />}
      />
    </ListFace>
  );
}

function One({ clause, mayChange }: { readonly clause: Clause; readonly mayChange: boolean }): ReactNode {
  const { today } = useToday();
  const [through, setThrough] = useState(today.slice(0, 7));
  const { other_sites: others, differing_sites: differing } = clause;
  return (
    <>
      <Facts
        facts={[
          [texts.kind, clause.kind],
          [texts.place, clause.place],
          [texts.says, clause.says],
          [texts.from, fromWords(clause.from_month)],
          [texts.through, clause.through_month === null ? noData : month(clause.through_month)],
          [texts.agreed, clause.reason],
          [texts.by, clause.added_by],
          [texts.state, stateOf(clause)],
          ...(others.length > 0 ? [[texts.others, others.join(', ')] as const] : []),
          ...(differing.length > 0 ? [[texts.differing, differing.join(', ')] as const] : []),
        ]}
      />
      <DialogButton
        isOffered={mayChange && clause.state === 'standing'}
        title={texts.end}
        dialog={(close) => (
          <ReasonDialog
            title={texts.ending(clause.kind, clause.site_id)}
            button={texts.end}
            said={texts.ended}
            stale={['contracts']}
            isOptional
            act={(reason) => endClause(clause, through, reason)}
            close={close}
          >
            <DateField
              type="month"
              label={texts.through}
              hint={texts.throughHint}
              value={through}
              change={setThrough}
            />
          </ReasonDialog>
        )}
      />
    </>
  );
}
