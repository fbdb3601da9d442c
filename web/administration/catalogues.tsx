import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { moment, noData } from '../design/format.ts';
import { filtersOf, type Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { catalogueQuery, keepEntry, type CatalogueEntry } from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { Facts } from '../design/grid/facts.tsx';

const { catalogue: texts, tabs } = administrationTexts;

const stateOf = (row: CatalogueEntry): string => (row.is_in_force ? texts.inForce : texts.ended);

const filters: readonly Filter<CatalogueEntry>[] = [{ id: 'state', title: texts.state, valueOf: stateOf }];

const columns: readonly Column<CatalogueEntry>[] = [
  { id: 'code', title: texts.code, width: '112px', cell: ({ code }) => code, sorts: ({ code }) => code },
  {
    id: 'name',
    title: texts.name,
    width: 'minmax(160px, 2fr)',
    cell: ({ name }) => name ?? noData,
    sorts: ({ name }) => name,
  },
  {
    id: 'accounts',
    title: texts.accounts,
    width: 'minmax(120px, 1fr)',
    cell: ({ accounts }) => accounts,
    from: 'desk',
  },
  { id: 'state', title: texts.state, width: '96px', cell: stateOf, sorts: stateOf, from: 'tablet' },
  {
    id: 'by',
    title: texts.by,
    width: 'minmax(140px, 1fr)',
    cell: (row) => row.entered_by ?? noData,
    from: 'desk',
  },
];

const names = Object.keys(texts.names);

/** Lists that people choose from, kept with a reason; an entry is replaced or ended, never deleted. */
export function Catalogues(): ReactNode {
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))['catalogue'];
  const catalogue = names.find((name) => name === chosen) ?? names[0] ?? '';
  const mayChange = useMayChange(catalogue);
  return (
    <ListFace
      query={useQuery(catalogueQuery(catalogue))}
      name={tabs.catalogues}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.code, row.name, row.accounts].join(' ')}
      idOf={({ code }) => code}
      titleOf={({ code, name }) => [code, name].filter((part) => part !== null).join(' ')}
      content={(row) => (
        <Entry key={row.code} catalogue={catalogue} entry={row} mayChange={mayChange && row.is_in_force} />
      )}
      empty={texts.empty}
    >
      <Select
        aria-label={texts.choose}
        value={catalogue}
        onChange={(_event, { value }) => {
          void navigate({ to: '.', search: (before) => ({ ...before, catalogue: value }), replace: true });
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {texts.names[name]}
          </option>
        ))}
      </Select>
      <DialogButton
        isOffered={mayChange}
        title={texts.add}
        dialog={(close) => <AddDialog catalogue={catalogue} close={close} />}
      />
    </ListFace>
  );
}

/** With what right each is kept; revenue codes follow from the daily reports and are not kept here. */
function useMayChange(catalogue: string): boolean {
  const me = useMe();
  if (catalogue === 'revenue-codes') return false;
  return may(me, catalogue === 'non-productive-jobs' ? 'job-code' : 'billing-configuration', 'change');
}

function AddDialog(props: { readonly catalogue: string; readonly close: () => void }): ReactNode {
  const { catalogue, close } = props;
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  return (
    <ReasonDialog
      title={texts.adding}
      button={texts.save}
      said={texts.saved}
      stale={['administration']}
      close={close}
      act={(reason) => keepEntry(catalogue, { code: code.trim(), name, seen: '0' }, reason)}
    >
      <Field label={texts.code} required>
        <Input
          value={code}
          onChange={(_event, { value }) => {
            setCode(value);
          }}
        />
      </Field>
      <Field label={texts.name}>
        <Input
          value={name}
          onChange={(_event, { value }) => {
            setName(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}

type Change = 'save' | 'end';

function Entry(props: {
  readonly catalogue: string;
  readonly entry: CatalogueEntry;
  readonly mayChange: boolean;
}): ReactNode {
  const { catalogue, entry, mayChange } = props;
  const [name, setName] = useState(entry.name ?? '');
  const [pending, setPending] = useState<Change | null>(null);
  return (
    <>
      <Facts
        facts={[
          [texts.code, entry.code],
          [texts.accounts, entry.accounts],
          [texts.state, stateOf(entry)],
          [texts.by, entry.entered_by === null ? null : `${entry.entered_by}, ${moment(entry.entered_at)}`],
        ]}
      />
      <Field label={texts.name}>
        <Input
          value={name}
          readOnly={!mayChange}
          onChange={(_event, { value }) => {
            setName(value);
          }}
        />
      </Field>
      {mayChange && (
        <div style={{ display: 'flex', gap: '8px', paddingTop: '12px' }}>
          {(['save', 'end'] as const).map((change) => (
            <Button
              key={change}
              appearance={change === 'save' ? 'primary' : 'secondary'}
              disabled={change === 'save' && name === (entry.name ?? '')}
              onClick={() => {
                setPending(change);
              }}
            >
              {texts[change]}
            </Button>
          ))}
        </div>
      )}
      {pending !== null && (
        <ReasonDialog
          title={pending === 'save' ? texts.saving(entry.code) : texts.ending(entry.code)}
          button={texts[pending]}
          said={pending === 'save' ? texts.saved : texts.endedNow}
          stale={['administration']}
          act={(reason) => {
            const changed = {
              code: entry.code,
              name: pending === 'save' ? name : null,
              seen: entry.entry ?? '0',
            };
            return keepEntry(catalogue, changed, reason);
          }}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}
