import { useState, type ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { endContract, withdrawTerms } from '../service/contracts.ts';
import { useToday } from '../service/session.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

/** Takes back the newest version: a draft, or one that awaits a second person. */
export function WithdrawDialog(props: { readonly site: string; readonly close: () => void }): ReactNode {
  const { site, close } = props;
  return (
    <ReasonDialog
      title={texts.withdrawTitle(site)}
      button={texts.withdraw}
      close={close}
      stale={['contracts']}
      act={(reason) => withdrawTerms(site, reason)}
      said={texts.withdrawn}
    />
  );
}

/** Ends the contract after a month. */
export function EndDialog(props: { readonly site: string; readonly close: () => void }): ReactNode {
  const { site, close } = props;
  const { today } = useToday();
  const [after, setAfter] = useState(today.slice(0, 7));
  return (
    <ReasonDialog
      title={texts.endTitle(site)}
      button={texts.end}
      close={close}
      stale={['contracts']}
      act={(reason) => endContract(site, after, reason)}
      said={texts.ended}
    >
      <DateField type="month" label={texts.endAfter} required value={after} change={setAfter} />
    </ReasonDialog>
  );
}
