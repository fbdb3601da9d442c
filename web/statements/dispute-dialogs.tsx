import { Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { openDispute, resolveDispute } from '../service/statements.ts';
import { statementTexts } from '../texts/statements.ts';

const { disputes: texts } = statementTexts;

interface DialogParts {
  /** Number of the statement. */
  readonly id: string;
  readonly close: () => void;
}

/** Opens a dispute of a statement, of the whole of it or of an amount. */
export function DisputeDialog({ id, close }: DialogParts): ReactNode {
  const [amount, setAmount] = useState('');
  return (
    <ReasonDialog
      title={statementTexts.disputing(id)}
      button={statementTexts.dispute}
      said={statementTexts.disputeOpened}
      stale={['statements', 'home']}
      close={close}
      act={(reason) => openDispute(id, amount.trim(), reason)}
    >
      <p>{texts.help}</p>
      <Field label={texts.amount} hint={texts.amountHint}>
        <Input
          value={amount}
          inputMode="decimal"
          onChange={(_event, { value }) => {
            setAmount(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}

/** Records what was agreed in the dispute of a statement. */
export function ResolveDialog({ id, close }: DialogParts): ReactNode {
  return (
    <ReasonDialog
      title={texts.resolving(id)}
      button={texts.resolve}
      said={texts.resolvedNow}
      stale={['statements', 'home']}
      label={texts.outcome}
      hint={texts.outcomeHint}
      close={close}
      act={(outcome) => resolveDispute(id, outcome)}
    />
  );
}
