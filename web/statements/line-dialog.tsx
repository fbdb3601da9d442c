import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal } from '../design/dialogs/ask-dialog.tsx';
import { useSay } from '../design/toasts.tsx';
import { addLine, lineKinds, type AddedLine } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { useAct } from '../design/dialogs/use-act.ts';

const blank: AddedLine = { kind: lineKinds[0], title: '', amount: '', code: '' };

const fields = [
  ['title', texts.lineTitle, ''],
  ['amount', texts.lineAmount, ''],
  ['code', texts.lineCode, texts.lineCodeHint],
] as const;

/** A line by hand; which account and sign it takes is the service's to say. */
export function LineDialog(props: {
  readonly id: string;
  readonly close: () => void;
  readonly goTo: (statement: string) => void;
}): ReactNode {
  const { id, close, goTo } = props;
  const [queries, say] = [useQueryClient(), useSay()];
  const [line, setLine] = useState(blank);
  const adding = useAct({
    mutationFn: () => addLine(id, line),
    onSuccess: ({ statement_id: statement }) => {
      say.done(texts.lineAdded);
      close();
      goTo(statement);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['statements'] }),
  });
  return (
    <AskDialog
      title={texts.addingLine}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{texts.cancel}</CloseButton>
          <Button
            appearance="primary"
            disabled={adding.isPending || line.title === '' || line.amount === ''}
            onClick={() => {
              adding.mutate();
            }}
          >
            {texts.addLine}
          </Button>
        </>
      }
    >
      <p>{texts.addLineHelp}</p>
      <Field label={texts.lineKind} required>
        <Select
          value={line.kind}
          onChange={(_event, { value }) => {
            setLine({ ...line, kind: value });
          }}
        >
          {lineKinds.map((kind) => (
            <option key={kind} value={kind}>
              {texts.lineKinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {fields.map(([name, label, hint]) => (
        <Field key={name} label={label} hint={hint === '' ? null : hint} required={name !== 'code'}>
          <Input
            value={line[name]}
            onChange={(_event, { value }) => {
              setLine({ ...line, [name]: value });
            }}
          />
        </Field>
      ))}
      <DialogRefusal cause={adding.error} />
    </AskDialog>
  );
}
