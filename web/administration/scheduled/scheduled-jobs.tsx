import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { moment, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { useShown } from '../../design/grid/use-shown.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { schedulesQuery, type ScheduledJob } from '../../service/acts/scheduled-jobs.ts';
import { scheduledJobTexts as texts } from '../../texts/administration/scheduled-jobs.ts';
import { rhythmOf } from './rhythm.ts';
import { RunState } from './run-state.tsx';
import { Runs } from './runs.tsx';
import { SchedulePanel } from './schedule-panel.tsx';

const lastOf = (row: ScheduledJob): string | null => row.newest_run?.started_at ?? row.last_turn_at;

/** How the newest run of a job ended, in a word. */
function outcomeOf(row: ScheduledJob): string {
  if (row.is_paused) return texts.paused;
  if (row.newest_run !== null) return texts.states[row.newest_run.state];
  return row.last_turn_at === null ? texts.never : texts.nothingToDo;
}

function Outcome({ row }: { readonly row: ScheduledJob }): ReactNode {
  if (row.is_paused) return <StateChip meaning="needed">{texts.paused}</StateChip>;
  if (row.newest_run !== null) return <RunState state={row.newest_run.state} />;
  return <StateChip meaning="closed">{outcomeOf(row)}</StateChip>;
}

const partOf = ({ job }: ScheduledJob): string => job.split('.')[0] ?? job;

const filters: readonly Filter<ScheduledJob>[] = [
  { id: 'part', title: texts.part, valueOf: partOf },
  { id: 'outcome', title: texts.outcome, valueOf: outcomeOf },
];

const columns: readonly Column<ScheduledJob>[] = [
  {
    id: 'job',
    title: texts.job,
    width: 'minmax(152px, 1fr)',
    cell: ({ job }) => job,
    sorts: ({ job }) => job,
  },
  {
    id: 'outcome',
    title: texts.outcome,
    width: '112px',
    cell: (row) => <Outcome row={row} />,
    sorts: outcomeOf,
  },
  {
    id: 'when',
    title: texts.when,
    width: 'minmax(256px, 2fr)',
    cell: (row) => <span title={rhythmOf(row)}>{rhythmOf(row)}</span>,
    from: 'tablet',
  },
  {
    id: 'next',
    title: texts.next,
    width: '176px',
    cell: (row) => moment(row.next_at),
    sorts: (row) => row.next_at,
    from: 'tablet',
  },
  {
    id: 'last',
    title: texts.last,
    width: '176px',
    cell: (row) => moment(lastOf(row)),
    sorts: lastOf,
    from: 'tablet',
  },
  {
    id: 'waits',
    title: texts.waitsFor,
    width: 'minmax(104px, 1fr)',
    cell: (row) => (row.waits_for.length === 0 ? noData : row.waits_for.join(', ')),
    from: 'desk',
  },
  {
    id: 'limit',
    title: texts.limit,
    width: '72px',
    align: 'end',
    cell: (row) => texts.minutes(row.limit_minutes),
    sorts: (row) => row.limit_minutes,
    from: 'desk',
  },
  {
    id: 'does',
    title: texts.does,
    width: 'minmax(160px, 3fr)',
    cell: ({ says }) => <span title={says}>{says}</span>,
    from: 'desk',
  },
];

const faces = ['schedules', 'runs'] as const;

/** What Daybook does by itself: when each job runs, and what became of its runs. */
export function ScheduledJobs(): ReactNode {
  const { face, choice } = useShown(faces, { name: texts.show, titles: texts.faces });
  return face === 'runs' ? <Runs>{choice}</Runs> : <Schedules>{choice}</Schedules>;
}

function Schedules({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(schedulesQuery)}
      name={texts.faces.schedules}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.job, row.says, rhythmOf(row), ...row.waits_for].join(' ')}
      idOf={({ job }) => job}
      titleOf={({ job }) => job}
      content={(row) => <SchedulePanel key={row.job} schedule={row} />}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}
