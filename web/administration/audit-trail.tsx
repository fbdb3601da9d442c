import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { moment, noData } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { PlainTable } from '../design/table.tsx';
import { auditQuery, type AuditEntry } from '../service/administration.ts';
import { roleTitle } from '../service/roles.ts';
import { administrationTexts } from '../texts/administration.ts';
import { ChainState } from './chain-state.tsx';
import { EvidenceButton } from './evidence.tsx';
import { Facts } from '../design/grid/facts.tsx';

const { audit: texts, tabs } = administrationTexts;

const filters: readonly Filter<AuditEntry>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind },
  { id: 'relation', title: texts.relation, valueOf: ({ relation }) => relation },
  { id: 'actor', title: texts.actor, valueOf: ({ who }) => who },
];

const columns: readonly Column<AuditEntry>[] = [
  {
    id: 'position',
    title: texts.position,
    width: '72px',
    align: 'end',
    cell: ({ position }) => position,
    sorts: ({ position }) => position,
    from: 'tablet',
  },
  {
    id: 'at',
    title: texts.at,
    width: '176px',
    cell: (row) => moment(row.recorded_at),
    sorts: (row) => row.recorded_at,
  },
  { id: 'kind', title: texts.kind, width: '96px', cell: ({ kind }) => kind, sorts: ({ kind }) => kind },
  {
    id: 'relation',
    title: texts.relation,
    width: 'minmax(140px, 1fr)',
    cell: ({ relation }) => relation,
    sorts: ({ relation }) => relation,
  },
  {
    id: 'actor',
    title: texts.actor,
    width: 'minmax(160px, 1fr)',
    cell: ({ who }) => who,
    sorts: ({ who }) => who,
    from: 'tablet',
  },
  {
    id: 'reason',
    title: texts.reason,
    width: 'minmax(120px, 2fr)',
    cell: ({ reason }) => reason,
    sorts: ({ reason }) => reason,
    from: 'desk',
  },
];

/** The newest entries of the trail; each with what it changed and its place in the chain. */
export function AuditTrail(): ReactNode {
  const [typed, setTyped] = useState('');
  const relation = useDeferredValue(typed.trim());
  return (
    <>
      <ChainState />
      <div style={{ paddingTop: '8px' }}>
        <EvidenceButton />
      </div>
      <Field label={texts.search} hint={texts.searchHint} style={{ maxWidth: '480px', padding: '8px 0' }}>
        <Input
          value={typed}
          onChange={(_event, { value }) => {
            setTyped(value);
          }}
        />
      </Field>
      <ListFace
        query={useQuery(auditQuery(relation))}
        name={tabs.audit}
        word={texts.word}
        columns={columns}
        filters={filters}
        textOf={(row) => [row.who, row.relation, row.reason, row.record, row.site_id].join(' ')}
        idOf={({ position }) => position}
        titleOf={({ position }) => texts.title(position)}
        content={(row) => <Entry entry={row} />}
        empty={texts.empty}
      />
    </>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const changes = changesOf(entry.changes);
  return (
    <>
      <Facts
        facts={[
          [texts.at, moment(entry.recorded_at)],
          [texts.kind, entry.kind],
          [texts.relation, entry.relation],
          [texts.row, entry.record],
          [texts.site, entry.site_id],
          [texts.actor, entry.who],
          [texts.roles, (entry.acting_roles ?? []).map((role) => roleTitle(role)).join(', ')],
          [texts.reason, entry.reason],
          [texts.hash, entry.hash],
        ]}
      />
      {changes.length > 0 && (
        <PlainTable
          name={texts.changes}
          rows={changes}
          idOf={({ column }) => column}
          columns={[
            { id: 'column', title: texts.column, cell: ({ column }) => column },
            { id: 'before', title: texts.before, cell: ({ before }) => before },
            { id: 'after', title: texts.after, cell: ({ after }) => after },
          ]}
        />
      )}
    </>
  );
}

interface ColumnChange {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** What an entry changed: `{"state": {"old": …, "new": …}}`. */
function changesOf(json: string | null): readonly ColumnChange[] {
  if (json === null) return [];
  const changes = JSON.parse(json) as Readonly<
    Record<string, { readonly old?: unknown; readonly new?: unknown }>
  >;
  return Object.entries(changes).map(([column, change]) => ({
    column,
    before: textOf(change.old),
    after: textOf(change.new),
  }));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return noData;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
