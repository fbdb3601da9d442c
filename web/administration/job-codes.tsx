import { Field, Input, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { noData } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import {
  addGroup,
  assignCodes,
  changeGroup,
  jobCodesQuery,
  setCodesActive,
  setCodesProductive,
  type JobCode,
} from '../service/acts/administration.ts';
import { jobGroupsQuery, type JobGroup } from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';

const { jobGroup: texts } = administrationTexts;

const stateOf = (row: JobCode): string => (row.is_active ? texts.active : texts.retired);
const groupOf = ({ group }: JobCode): string => group ?? texts.noGroup;
const productiveOf = (row: JobCode): string => (row.is_productive ? texts.productive : texts.notProductive);

const filters: readonly Filter<JobCode>[] = [
  { id: 'group', title: texts.title, valueOf: groupOf },
  { id: 'state', title: texts.state, valueOf: stateOf },
  { id: 'productive', title: texts.hours, valueOf: productiveOf },
];

const columns: readonly Column<JobCode>[] = [
  {
    id: 'code',
    title: texts.code,
    width: '112px',
    cell: (row) => row.job_code,
    sorts: (row) => row.job_code,
  },
  {
    id: 'title',
    title: texts.name,
    width: 'minmax(140px, 2fr)',
    cell: ({ title }) => title,
    sorts: ({ title }) => title,
  },
  { id: 'group', title: texts.title, width: 'minmax(120px, 1fr)', cell: groupOf, sorts: groupOf },
  { id: 'hours', title: texts.hours, width: '136px', cell: productiveOf, sorts: productiveOf, from: 'desk' },
  { id: 'state', title: texts.state, width: '96px', cell: stateOf, sorts: stateOf, from: 'tablet' },
];

const acts = ['assign', 'retire', 'restore', 'productive', 'notProductive'] as const;
type Act = (typeof acts)[number];

/** Job codes with their groups; several are moved, retired or counted otherwise at once. New ones have no group. */
export function JobCodes({ children }: { readonly children: ReactNode }): ReactNode {
  const mayChange = may(useMe(), 'job-code', 'change');
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Act>();
  return (
    <>
      <ListFace
        query={useQuery(jobCodesQuery)}
        name={texts.codes}
        word={texts.codeWord}
        columns={columns}
        filters={filters}
        textOf={(row) => [row.job_code, row.title, groupOf(row)].join(' ')}
        idOf={(row) => row.job_code}
        titleOf={(row) => `${row.job_code} ${row.title}`}
        selection={mayChange ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayChange ? acts.map((name) => ({ name, title: texts.acts[name] })) : []}
            act={begin}
            clear={clear}
          />
        }
        empty={texts.noCodes}
      >
        {children}
      </ListFace>
      {pending !== null && <CodesDialog act={pending} codes={[...ids]} close={close} />}
    </>
  );
}

function CodesDialog(props: {
  readonly act: Act;
  readonly codes: readonly string[];
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { act, codes, close } = props;
  const { data: groups = [] } = useQuery(jobGroupsQuery);
  const [group, setGroup] = useState('');
  const isAssigning = act === 'assign';
  const doIt: Readonly<Record<Act, (reason: string) => Promise<unknown>>> = {
    assign: (reason) => assignCodes(codes, group, reason),
    retire: (reason) => setCodesActive(codes, false, reason),
    restore: (reason) => setCodesActive(codes, true, reason),
    productive: (reason) => setCodesProductive(codes, true, reason),
    notProductive: (reason) => setCodesProductive(codes, false, reason),
  };
  return (
    <ReasonDialog
      title={texts.acting(texts.acts[act], codes.length)}
      button={texts.acts[act]}
      said={texts.changed}
      stale={['administration']}
      isOptional
      isWaiting={isAssigning && group === ''}
      act={doIt[act]}
      close={close}
    >
      <p>{codes.join(', ')}</p>
      {isAssigning && (
        <Field label={texts.title} required>
          <Select
            value={group}
            onChange={(_event, { value }) => {
              setGroup(value);
            }}
          >
            <option value="">{noData}</option>
            {groups
              .filter((each) => each.is_active)
              .map(({ id, title }) => (
                <option key={id} value={title}>
                  {title}
                </option>
              ))}
          </Select>
        </Field>
      )}
    </ReasonDialog>
  );
}

/** A new group, or another title of one. */
export function GroupDialog(props: {
  readonly group: JobGroup | null;
  readonly close: () => void;
}): ReactNode {
  const { group, close } = props;
  const [title, setTitle] = useState(group?.title ?? '');
  return (
    <ReasonDialog
      title={group === null ? texts.adding : texts.renaming(group.title)}
      button={group === null ? texts.add : texts.rename}
      said={texts.changed}
      stale={['administration']}
      isOptional
      isWaiting={title.trim() === ''}
      act={(reason) =>
        group === null
          ? addGroup(title.trim(), reason)
          : changeGroup(group.title, { title: title.trim() }, reason)
      }
      close={close}
    >
      <Field label={texts.title} required>
        <Input
          value={title}
          onChange={(_event, { value }) => {
            setTitle(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
