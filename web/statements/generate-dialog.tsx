import { Button, Field, Input } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { AskDialog, CloseButton, DialogRefusal } from '../design/dialogs/ask-dialog.tsx';
import { Figure } from '../design/figure.tsx';
import { month as monthTitle } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import { may, useMe } from '../service/session.ts';
import { bill, type Billed } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { useAct } from '../design/dialogs/use-act.ts';

/** Generates statements, for whoever may. */
export function GenerateButton({ month: of }: { readonly month: string }): ReactNode {
  const mayGenerate = may(useMe(), 'statement', 'execute');
  if (!mayGenerate) return null;
  return (
    <DialogButton title={texts.generate} dialog={(close) => <GenerateDialog month={of} close={close} />} />
  );
}

/** Statements of a month: what they would be is shown before they are generated, and what they are after. */
function GenerateDialog(props: { readonly month: string; readonly close: () => void }): ReactNode {
  const { month, close } = props;
  const queries = useQueryClient();
  const mayProceed = may(useMe(), 'statement-not-ready', 'execute');
  const [typed, setTyped] = useState('');
  const [proceed, setProceed] = useState('');
  const sites = typed.split(/[\s,]+/).filter((site) => site !== '');
  const billing = useAct({
    mutationFn: (isDryRun: boolean) => bill({ month, sites, proceed: proceed.trim() }, isDryRun),
    onSettled: () => queries.invalidateQueries({ queryKey: ['statements'] }),
  });
  const isDone = billing.data !== undefined && !billing.variables;
  return (
    <AskDialog
      title={texts.generating(monthTitle(month))}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{isDone ? texts.close : texts.cancel}</CloseButton>
          {!isDone &&
            ([true, false] as const).map((isDryRun) => (
              <Button
                key={String(isDryRun)}
                appearance={isDryRun ? 'secondary' : 'primary'}
                disabled={billing.isPending}
                onClick={() => {
                  billing.mutate(isDryRun);
                }}
              >
                {isDryRun ? texts.preview : texts.generate}
              </Button>
            ))}
        </>
      }
    >
      {!isDone && (
        <>
          <Field label={texts.generateSites} hint={texts.generateSitesHint}>
            <Input
              value={typed}
              onChange={(_event, { value }) => {
                setTyped(value);
              }}
            />
          </Field>
          {mayProceed && (
            <Field label={texts.proceed} hint={texts.proceedHint}>
              <Input
                value={proceed}
                onChange={(_event, { value }) => {
                  setProceed(value);
                }}
              />
            </Field>
          )}
        </>
      )}
      <DialogRefusal cause={billing.error} />
      {billing.data && <Result billed={billing.data} isDone={isDone} />}
    </AskDialog>
  );
}

function Result({ billed, isDone }: { readonly billed: Billed; readonly isDone: boolean }): ReactNode {
  const { resultColumns: titles, whyColumns } = texts;
  const { statements, blocked } = billed;
  const unchanged = statements.filter((one) => one.is_unchanged).length;
  const count = statements.length - unchanged;
  return (
    <div role="status">
      <p>{isDone ? texts.generated(count) : texts.wouldGenerate(count)}</p>
      {unchanged > 0 && <p>{texts.unchanged(unchanged)}</p>}
      {statements.length === 0 && <p>{texts.nothingGenerated}</p>}
      {statements.length > 0 && (
        <PlainTable
          name={texts.wouldBe}
          rows={statements}
          idOf={({ site }) => site}
          columns={[
            { id: 'site', title: titles.site, cell: ({ site }) => site },
            {
              id: 'state',
              title: titles.state,
              cell: ({ state }) => <span style={{ whiteSpace: 'nowrap' }}>{state}</span>,
            },
            { id: 'version', title: titles.version, align: 'end', cell: ({ version }) => version },
            { id: 'total', title: titles.total, align: 'end', cell: ({ total }) => <Figure value={total} /> },
            { id: 'notices', title: titles.notices, cell: ({ notices }) => notices.join(' ') },
          ]}
        />
      )}
      {blocked.length > 0 && (
        <>
          <p>{texts.notBilled(blocked.length)}</p>
          <PlainTable
            name={texts.notBilled(blocked.length)}
            rows={blocked}
            idOf={({ site, code }) => `${site} ${code}`}
            columns={[
              { id: 'site', title: whyColumns.site, cell: ({ site }) => site },
              { id: 'why', title: whyColumns.why, cell: ({ why }) => why },
            ]}
          />
        </>
      )}
    </div>
  );
}
