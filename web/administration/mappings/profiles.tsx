import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import { Figure } from '../../design/figure.tsx';
import { figure, month } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import {
  jobCodesQuery,
  jobProfilesQuery,
  mapProfile,
  unmapProfile,
  type JobProfile,
} from '../../service/acts/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { MapDialog } from './map-dialog.tsx';

const { mapping: texts } = administrationTexts;

const codesOf = (row: JobProfile): string => row.job_codes.join(', ');

const filters: readonly Filter<JobProfile>[] = [
  { id: 'rule', title: texts.rule, valueOf: ({ rule }) => rule },
];

const columns: readonly Column<JobProfile>[] = [
  {
    id: 'profile',
    title: texts.profile,
    width: 'minmax(140px, 2fr)',
    cell: ({ profile }) => profile,
    sorts: ({ profile }) => profile,
  },
  {
    id: 'rule',
    title: texts.rule,
    width: '176px',
    cell: ({ rule }) => <StateChip meaning={rule === 'to review' ? 'needed' : 'closed'}>{rule}</StateChip>,
    sorts: ({ rule }) => rule,
  },
  {
    id: 'codes',
    title: texts.codes,
    width: 'minmax(120px, 2fr)',
    cell: codesOf,
    sorts: codesOf,
    from: 'tablet',
  },
  ...(['hours', 'cost'] as const).map((name): Column<JobProfile> => ({
    id: name,
    title: texts[name],
    width: '120px',
    align: 'end',
    cell: (row) => <Figure value={row[name]} />,
    sorts: (row) => row[name],
    from: 'desk',
  })),
];

/** Job profiles of the payroll budget with the job codes they stand for, and by which rule. */
export function ProfileMappings({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(jobProfilesQuery)}
      name={texts.kinds.profiles}
      word={texts.profileWord}
      columns={columns}
      filters={filters}
      textOf={(row) => `${row.profile} ${codesOf(row)}`}
      idOf={({ profile, rule, job_codes: codes }) => [profile, rule, ...codes].join(' ')}
      titleOf={({ profile }) => profile}
      content={(row) => <Profile key={`${row.profile} ${row.rule}`} row={row} />}
      empty={texts.noProfiles}
    >
      {children}
    </ListFace>
  );
}

type Pending = 'map' | 'unmap';

function Profile({ row }: { readonly row: JobProfile }): ReactNode {
  const mayMap = may(useMe(), 'budget', 'execute');
  const { data: codes = [] } = useQuery(jobCodesQuery);
  const [pending, setPending] = useState<Pending | null>(null);
  const close = (): void => {
    setPending(null);
  };
  const isDecided = row.rule.startsWith('decided');
  const { profile, months } = row;
  return (
    <>
      <Facts
        facts={[
          [texts.rule, row.rule],
          [texts.codes, codesOf(row)],
          [texts.sites, row.sites.join(', ')],
          [texts.months, [months.at(0), months.at(-1)].map((each) => month(each)).join(' – ')],
          [texts.hours, figure(row.hours)],
          [texts.cost, figure(row.cost)],
        ]}
      />
      {mayMap && (
        <div style={{ display: 'flex', gap: '8px' }}>
          {(isDecided ? (['map', 'unmap'] as const) : (['map'] as const)).map((act, at) => (
            <Button
              key={act}
              appearance={at === 0 ? 'primary' : 'secondary'}
              onClick={() => {
                setPending(act);
              }}
            >
              {texts[act]}
            </Button>
          ))}
        </div>
      )}
      {pending === 'map' && (
        <MapDialog
          title={texts.mapping(profile)}
          label={texts.codes}
          hint={texts.codesHint}
          value={codesOf(row)}
          offered={codes.map((code) => code.job_code)}
          mayBeEmpty
          act={(target, reason) =>
            mapProfile(
              profile,
              target.split(/[\s,]+/).filter((code) => code !== ''),
              reason,
            )
          }
          close={close}
        />
      )}
      {pending === 'unmap' && (
        <ReasonDialog
          title={texts.unmapping(profile)}
          button={texts.unmap}
          said={texts.unmapped}
          stale={['administration']}
          isOptional
          act={(reason) => unmapProfile(profile, reason)}
          close={close}
        />
      )}
    </>
  );
}
