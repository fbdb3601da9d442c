import { Button, Field } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { AskDialog, CloseButton, DialogRefusal, ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { PlainTable } from '../design/table.tsx';
import { importContracts, type ImportedFile } from '../service/contracts.ts';
import { may, useMe, useToday } from '../service/session.ts';
import { answers } from '../texts/answers.ts';
import { contractSettingTexts, contractTexts } from '../texts/contracts.ts';
import { useAct } from '../design/dialogs/use-act.ts';

const { imported: texts } = contractSettingTexts;

/** Imports exports of contracts, for whoever may change contracts. */
export function ImportContracts(): ReactNode {
  const mayImport = may(useMe(), 'contract', 'change');
  if (!mayImport) return null;
  return <DialogButton title={texts.open} dialog={(close) => <Dialog close={close} />} />;
}

function Dialog({ close }: { readonly close: () => void }): ReactNode {
  const { today } = useToday();
  const queries = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [from, setFrom] = useState(today.slice(0, 7));
  const [reason, setReason] = useState('');
  const importing = useAct({
    mutationFn: async () => {
      const contents = files.map(async (file) => ({ name: file.name, content: await file.text() }));
      return importContracts(await Promise.all(contents), from, reason.trim());
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <AskDialog
      title={texts.title}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{importing.data ? answers.close : answers.cancel}</CloseButton>
          {!importing.data && (
            <Button
              appearance="primary"
              disabled={files.length === 0 || importing.isPending}
              onClick={() => {
                importing.mutate();
              }}
            >
              {texts.import}
            </Button>
          )}
        </>
      }
    >
      {importing.data ? (
        <Outcomes files={importing.data} />
      ) : (
        <>
          <p style={{ margin: 0 }}>{texts.safe}</p>
          <Field label={texts.files} hint={texts.filesHint} required>
            {(field) => (
              <input
                {...field}
                type="file"
                multiple
                accept=".json,application/json"
                onChange={({ target }) => {
                  setFiles([...(target.files ?? [])]);
                }}
              />
            )}
          </Field>
          <DateField type="month" label={contractTexts.fromMonth} value={from} change={setFrom} />
          <ReasonField
            label={answers.reason}
            hint={answers.reasonHint}
            isRequired={false}
            value={reason}
            change={setReason}
          />
        </>
      )}
      <DialogRefusal cause={importing.error} />
    </AskDialog>
  );
}

function Outcomes({ files }: { readonly files: readonly ImportedFile[] }): ReactNode {
  const { columns: titles } = texts;
  const hasVersions = files.some(({ outcome }) => outcome === 'imported' || outcome === 'draft');
  return (
    <>
      {hasVersions && <p style={{ margin: 0 }}>{texts.next}</p>}
      <PlainTable
        name={texts.outcome}
        rows={files}
        idOf={({ file }) => file}
        columns={[
          { id: 'file', title: titles.file, cell: ({ file }) => file },
          {
            id: 'site',
            title: titles.site,
            // Its versions say what it changed, and what last month would have cost with it.
            cell: ({ site, outcome }) =>
              site === null || outcome === 'rejected' ? (
                site
              ) : (
                <Link to="/contracts/$site" params={{ site }} search={{ tab: 'versions' }}>
                  {site}
                </Link>
              ),
          },
          {
            id: 'outcome',
            title: titles.outcome,
            cell: (row) =>
              [texts.outcomes[row.outcome] ?? row.outcome, row.is_waiting ? texts.waits : null]
                .filter((part) => part !== null)
                .join(', '),
          },
          {
            id: 'findings',
            title: titles.findings,
            cell: ({ findings }) => findings.map(({ message }) => message).join(' '),
          },
        ]}
      />
    </>
  );
}
