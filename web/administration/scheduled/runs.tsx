import { Select } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { Answered, Empty } from '../../design/answered.tsx';
import { moment, noData } from '../../design/format.ts';
import { FilterBar } from '../../design/grid/filter-bar.tsx';
import { filtersOf, useFilters, type Filter } from '../../design/grid/filters.ts';
import { Grid, type Column } from '../../design/grid/grid.tsx';
import { MoreRows } from '../../design/grid/more-rows.tsx';
import { usePanel } from '../../design/panel.tsx';
import { runsQuery, schedulesQuery, type Run } from '../../service/acts/scheduled-jobs.ts';
import { lists } from '../../texts/lists.ts';
import { scheduledJobTexts as texts } from '../../texts/administration/scheduled-jobs.ts';
import { RunPanel } from './run-panel.tsx';
import { RunState, secondsOf, triggerOf } from './run-state.tsx';

const filters: readonly Filter<Run>[] = [
  { id: 'trigger', title: texts.trigger, valueOf: ({ trigger }) => trigger, names: texts.triggers },
];

const columns: readonly Column<Run>[] = [
  {
    id: 'run',
    title: texts.run,
    width: '72px',
    align: 'end',
    cell: (row) => row.run_id,
    sorts: (row) => row.run_id,
    from: 'tablet',
  },
  {
    id: 'job',
    title: texts.job,
    width: 'minmax(152px, 1fr)',
    cell: ({ job }) => job,
    sorts: ({ job }) => job,
  },
  {
    id: 'state',
    title: texts.state,
    width: '104px',
    cell: ({ state }) => <RunState state={state} />,
    sorts: ({ state }) => state,
  },
  {
    id: 'due',
    title: texts.due,
    width: '176px',
    cell: (row) => moment(row.due_at),
    sorts: (row) => row.due_at,
    from: 'tablet',
  },
  { id: 'trigger', title: texts.trigger, width: 'minmax(120px, 1fr)', cell: triggerOf, from: 'desk' },
  {
    id: 'took',
    title: texts.took,
    width: '80px',
    align: 'end',
    cell: tookOf,
    sorts: (row) => secondsOf(row),
    from: 'desk',
  },
  {
    id: 'outcome',
    title: texts.outcome,
    width: 'minmax(160px, 3fr)',
    cell: ({ outcome }) => <span title={outcome ?? ''}>{outcome ?? noData}</span>,
    from: 'desk',
  },
];

function tookOf(row: Run): string {
  const seconds = secondsOf(row);
  return seconds === null ? noData : texts.seconds(seconds);
}

/** Runs of jobs, newest first: of the job and in the state that the address says. */
export function Runs({ children }: { readonly children: ReactNode }): ReactNode {
  const { job, state } = filtersOf(useSearch({ strict: false }));
  const { data: schedules = [] } = useQuery(schedulesQuery);
  const query = useInfiniteQuery(runsQuery({ job, state }));
  return (
    <>
      <Answered query={query} rows={14}>
        {({ pages }) => (
          <RunList runs={pages.flat()} isNarrowed={(job ?? state) !== undefined}>
            <Choice
              id="job"
              name={texts.job}
              all={texts.allJobs}
              values={schedules.map((each) => [each.job, each.job])}
            />
            <Choice
              id="state"
              name={texts.state}
              all={texts.allStates}
              values={Object.entries(texts.states)}
            />
            {children}
          </RunList>
        )}
      </Answered>
      <MoreRows title={texts.more} more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} />
    </>
  );
}

/** One value of what the service narrows the list by, kept in the address. */
function Choice(props: {
  readonly id: 'job' | 'state';
  readonly name: string;
  readonly all: string;
  readonly values: readonly (readonly [value: string, title: string])[];
}): ReactNode {
  const { id, name, all, values } = props;
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))[id] ?? '';
  return (
    <Select
      aria-label={name}
      value={chosen}
      onChange={(_event, { value }) => {
        const part = { [id]: value === '' ? undefined : value };
        void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
      }}
    >
      <option value="">{all}</option>
      {values.map(([value, title]) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </Select>
  );
}

function RunList(props: {
  readonly runs: readonly Run[];
  readonly isNarrowed: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { runs, isNarrowed, children } = props;
  const panel = usePanel();
  const navigate = useNavigate();
  const { run: opened } = filtersOf(useSearch({ strict: false }));
  const filtered = useFilters(runs, filters, textOf);
  const show = useEffectEvent((run: string): void => {
    panel.show({ title: texts.runTitle(run), content: <RunPanel key={run} run={run} /> });
  });
  useEffect(() => {
    if (opened !== undefined) show(opened);
  }, [opened]);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={runs.length} word={texts.runWord}>
        {children}
      </FilterBar>
      <Grid
        name={texts.faces.runs}
        columns={columns}
        rows={filtered.shown}
        idOf={(row) => row.run_id}
        nameOf={(row) => texts.runTitle(row.run_id)}
        open={({ run_id: run }) => {
          panel.show({ title: texts.runTitle(run), content: <RunPanel key={run} run={run} /> });
          void navigate({ to: '.', search: (before) => ({ ...before, run }), replace: true });
        }}
        empty={<Empty title={runs.length === 0 && !isNarrowed ? texts.noRuns : lists.noneFits} />}
      />
    </>
  );
}

const textOf = (row: Run): string => [row.run_id, row.job, row.outcome, triggerOf(row)].join(' ');
