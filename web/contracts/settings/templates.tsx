import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import { dayOfMoment, moment, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import {
  keepTemplate,
  retireTemplate,
  templatesQuery,
  type ContractTemplate,
} from '../../service/contract-settings.ts';
import { may, useMe } from '../../service/session.ts';
import { contractTexts, contractSettingTexts } from '../../texts/contracts.ts';
import { SiteField } from '../site-field.tsx';

const { template: texts } = contractSettingTexts;

const billsOf = ({ words }: ContractTemplate): string =>
  words
    .filter(({ component }) => component !== 'contract')
    .map(({ title }) => title)
    .join(', ');
const stateOf = (row: ContractTemplate): string => (row.retired_at === null ? texts.inUse : texts.retired);

const filters: readonly Filter<ContractTemplate>[] = [{ id: 'state', title: texts.state, valueOf: stateOf }];

const columns: readonly Column<ContractTemplate>[] = [
  {
    id: 'name',
    title: texts.name,
    width: 'minmax(140px, 1fr)',
    cell: ({ name }) => name,
    sorts: ({ name }) => name,
  },
  {
    id: 'summary',
    title: texts.summary,
    width: 'minmax(140px, 2fr)',
    cell: ({ summary }) => summary ?? noData,
    from: 'tablet',
  },
  { id: 'bills', title: texts.bills, width: 'minmax(140px, 2fr)', cell: billsOf, from: 'desk' },
  { id: 'state', title: texts.state, width: '96px', cell: stateOf, sorts: stateOf },
  {
    id: 'kept',
    title: texts.kept,
    width: '112px',
    cell: (row) => dayOfMoment(row.entered_at),
    sorts: (row) => row.entered_at,
    from: 'tablet',
  },
];

/** Terms that contracts are written from. */
export function Templates(): ReactNode {
  const mayChange = may(useMe(), 'contract', 'change');
  return (
    <ListFace
      query={useQuery(templatesQuery)}
      name={contractTexts.tabs.templates}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.name, row.summary, billsOf(row)].join(' ')}
      idOf={(row) => `${row.name} ${row.entered_at}`}
      titleOf={({ name }) => name}
      content={(row) => <Template key={row.entered_at} template={row} mayChange={mayChange} />}
      empty={texts.empty}
    >
      {mayChange && <DialogButton title={texts.keep} dialog={(close) => <KeepDialog close={close} />} />}
    </ListFace>
  );
}

function Template(props: { readonly template: ContractTemplate; readonly mayChange: boolean }): ReactNode {
  const { template, mayChange } = props;
  const { name, summary, words } = template;
  return (
    <>
      <Facts
        facts={[
          [texts.summary, summary],
          [texts.state, stateOf(template)],
          [texts.kept, `${template.entered_by}, ${moment(template.entered_at)}`],
          [texts.reason, template.reason],
        ]}
      />
      {words.map(({ component, title, sentences }) => (
        <section key={component}>
          <h3>{title}</h3>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
      <DialogButton
        isOffered={mayChange && template.retired_at === null}
        title={texts.retire}
        dialog={(close) => (
          <ReasonDialog
            title={texts.retiring(name)}
            button={texts.retire}
            said={texts.retiredNow}
            stale={['contracts']}
            isOptional
            act={(reason) => retireTemplate(name, reason)}
            close={close}
          />
        )}
      />
    </>
  );
}

function KeepDialog({ close }: { readonly close: () => void }): ReactNode {
  const [name, setName] = useState('');
  const [summary, setSummary] = useState('');
  const [like, setLike] = useState('');
  return (
    <ReasonDialog
      title={texts.keeping}
      button={texts.keep}
      said={texts.keptNow}
      stale={['contracts']}
      isOptional
      isWaiting={name.trim() === ''}
      act={(reason) => keepTemplate(name.trim(), { summary: summary.trim(), like }, reason)}
      close={close}
    >
      <Field label={texts.name} hint={texts.nameHint} required>
        <Input
          value={name}
          onChange={(_event, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Field label={texts.summary}>
        <Input
          value={summary}
          onChange={(_event, { value }) => {
            setSummary(value);
          }}
        />
      </Field>
      <SiteField label={texts.like} hint={texts.likeHint} value={like} choose={setLike} />
    </ReasonDialog>
  );
}
