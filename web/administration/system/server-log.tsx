import { Button, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { timeOfDay } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { filtersOf, type Filter, type FilterSearch } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip, type Meaning } from '../../design/state-chip.tsx';
import { logQuery, type LogLine } from '../../service/acts/system.ts';
import type { Answers } from '../../service/answers.ts';
import { systemTexts } from '../../texts/administration/system.ts';

const { log: texts, faces } = systemTexts;

/** A line with its place in the answer: several are written in the same millisecond. */
type Line = LogLine & { readonly at: string };

const meanings: Readonly<Record<LogLine['level'], Meaning | null>> = {
  debug: null,
  info: null,
  warn: 'needed',
  error: 'bad',
};

function Level({ level }: { readonly level: LogLine['level'] }): ReactNode {
  const meaning = meanings[level];
  const words = texts.levels[level];
  return meaning === null ? words : <StateChip meaning={meaning}>{words}</StateChip>;
}

const kindOf = ({ kind }: LogLine): string => texts.kinds[kind] ?? kind;

/** What a line says, as one text: a request as it was answered, words as they are, else fields with their names. */
function whatOf({ kind, fields }: LogLine): string {
  if (kind === 'said') return fields['says'] ?? '';
  const { method, route, status, ms = '' } = fields;
  if (kind === 'request' && method !== undefined)
    return [`${method} ${route ?? ''}`, status, texts.milliseconds(ms)].join(' · ');
  return Object.entries(fields)
    .filter(([name]) => name !== 'request')
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
}

const filters: readonly Filter<Line>[] = [
  { id: 'level', title: texts.level, valueOf: ({ level }) => level, names: texts.levels },
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind, names: texts.kinds },
];

const columns: readonly Column<Line>[] = [
  {
    id: 'time',
    title: texts.time,
    width: '104px',
    cell: ({ time }) => timeOfDay(time),
    sorts: ({ at }) => Number.parseInt(at, 10),
  },
  {
    id: 'level',
    title: texts.level,
    width: '112px',
    cell: ({ level }) => <Level level={level} />,
    sorts: ({ level }) => Object.keys(meanings).indexOf(level),
    from: 'tablet',
  },
  { id: 'kind', title: texts.kind, width: '88px', cell: kindOf, sorts: kindOf, from: 'tablet' },
  {
    id: 'what',
    title: texts.what,
    width: 'minmax(160px, 4fr)',
    cell: (row) => <span title={whatOf(row)}>{whatOf(row)}</span>,
  },
];

/** Lines of the log of this server, the newest first: of a day, or of the run or request that the address names. */
export function ServerLog({ children }: { readonly children: ReactNode }): ReactNode {
  const { run, request, day } = filtersOf(useSearch({ strict: false }));
  const logChosen = logQuery({ run, request, day });
  const { data } = useQuery(logChosen);
  return (
    <ListFace
      query={useQuery({ ...logChosen, select: newestFirst })}
      name={faces.log}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [kindOf(row), ...Object.values(row.fields)].join(' ')}
      idOf={({ at }) => at}
      titleOf={({ time }) => texts.title(timeOfDay(time))}
      content={(row) => (
        <Facts
          facts={[
            [texts.time, row.time],
            [texts.level, texts.levels[row.level]],
            [texts.kind, kindOf(row)],
            ...Object.entries(row.fields),
          ]}
        />
      )}
      empty={texts.empty}
      bar={data && <Notes log={data} />}
    >
      <Choice run={run} request={request} day={day} />
      {children}
    </ListFace>
  );
}

function newestFirst({ lines }: Answers['GET /logs']): readonly Line[] {
  return lines.map((line, at) => ({ ...line, at: String(at) })).toReversed();
}

/** What lines are of: a day that can be chosen, or a run or request that can be left. */
function Choice({ run, request, day }: Pick<FilterSearch, 'run' | 'request' | 'day'>): ReactNode {
  const navigate = useNavigate();
  const choose = (part: FilterSearch): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  };
  if (run === undefined && request === undefined)
    return (
      <Input
        type="date"
        aria-label={texts.day}
        value={day ?? ''}
        onChange={(_event, { value }) => {
          choose({ day: value === '' ? undefined : value });
        }}
      />
    );
  return (
    <>
      <span>{run === undefined ? texts.ofRequest(request ?? '') : texts.ofRun(run)}</span>
      <Button
        appearance="subtle"
        onClick={() => {
          choose({ run: undefined, request: undefined });
        }}
      >
        {texts.wholeDay}
      </Button>
    </>
  );
}

/** What the lines do not say. */
function Notes({ log }: { readonly log: Answers['GET /logs'] }): ReactNode {
  const isElsewhere = log.server !== null && log.lines.every(({ kind }) => kind === 'said');
  const notes = [
    ...(log.left_out > 0 ? [texts.leftOut(log.left_out)] : []),
    ...(log.unreadable > 0 ? [texts.unreadable(log.unreadable)] : []),
    ...(isElsewhere ? [texts.elsewhere(log.server)] : []),
  ];
  return notes.length === 0 ? null : <p style={{ margin: '0 0 8px' }}>{notes.join(' ')}</p>;
}
