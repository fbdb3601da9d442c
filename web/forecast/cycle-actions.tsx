import { Button, Checkbox } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { AskDialog, ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { month as monthTitle } from '../design/format.ts';
import { useSay } from '../design/toasts.tsx';
import { ServiceRefusal } from '../service/client.ts';
import { decideForecasts, submitForecast, type CycleSite } from '../service/forecasts.ts';
import { may, useMe } from '../service/session.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';

type Act = 'submit' | 'approve' | 'send-back';

/** Submitting, and deciding what was submitted: what the person may do with the site as it stands. */
export function CycleActions(props: {
  readonly standing: CycleSite;
  readonly month: string;
  /** Something was typed and not saved. */
  readonly isUnsaved: boolean;
}): ReactNode {
  const { standing, month, isUnsaved } = props;
  const me = useMe();
  const [act, setAct] = useState<Act | null>(null);
  const isSubmitted = standing.state === 'submitted';
  const acts: readonly Act[] = [
    ...(may(me, 'forecast', 'execute') ? (['submit'] as const) : []),
    ...(isSubmitted && may(me, 'forecast', 'approve') ? (['approve', 'send-back'] as const) : []),
  ];
  return (
    <>
      {acts.map((each) => (
        <Button
          key={each}
          disabled={each === 'submit' && isUnsaved}
          title={each === 'submit' && isUnsaved ? texts.submitFirst : undefined}
          onClick={() => {
            setAct(each);
          }}
        >
          {texts[each]}
        </Button>
      ))}
      {act !== null && (
        <ActDialog
          act={act}
          standing={standing}
          month={month}
          close={() => {
            setAct(null);
          }}
        />
      )}
    </>
  );
}

function ActDialog(props: {
  readonly act: Act;
  readonly standing: CycleSite;
  readonly month: string;
  readonly close: () => void;
}): ReactNode {
  const { act, standing, month, close } = props;
  const [reason, setReason] = useState('');
  const [isBudgetMeant, setIsBudgetMeant] = useState(false);
  const acting = useActing(props, { reason: reason.trim(), isBudgetMeant });
  const isEmpty = acting.error instanceof ServiceRefusal && acting.error.code === 'FORECASTING_EMPTY';
  const needsReason = act === 'send-back';
  return (
    <AskDialog
      title={titleOf(act, standing.site, month)}
      close={close}
      actions={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          <Button
            appearance="primary"
            disabled={acting.isPending || (needsReason && reason.trim() === '')}
            onClick={() => {
              acting.mutate();
            }}
          >
            {texts[act]}
          </Button>
        </>
      }
    >
      {standing.deviations.length > 0 && (
        <>
          <p>{texts.deviates}</p>
          {standing.deviations.map((deviation) => (
            <div key={deviation}>{deviation}</div>
          ))}
        </>
      )}
      <ReasonField
        label={texts.reason}
        hint={texts.reasonHint}
        isRequired={needsReason}
        value={reason}
        change={setReason}
      />
      {isEmpty && (
        <Checkbox
          label={texts.isBudgetMeant}
          checked={isBudgetMeant}
          onChange={(_event, { checked }) => {
            setIsBudgetMeant(checked === true);
          }}
        />
      )}
      {acting.error && <Refused cause={acting.error} />}
    </AskDialog>
  );
}

function titleOf(act: Act, site: string, month: string): string {
  return act === 'submit' ? texts.submitTitle(site, monthTitle(month)) : `${texts[act]}: ${texts.open(site)}`;
}

function useActing(
  {
    act,
    standing,
    month,
    close,
  }: { readonly act: Act; readonly standing: CycleSite; readonly month: string; readonly close: () => void },
  typed: { readonly reason: string; readonly isBudgetMeant: boolean },
) {
  const queries = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: async () => {
      if (act === 'submit') {
        const { submission, deviations } = await submitForecast(standing.site, month, typed);
        say.done(texts.submitted(submission), deviations.length > 0 ? texts.deviates : undefined);
        return;
      }
      const { refused } = await decideForecasts(act, [standing.submission ?? ''], typed.reason);
      const [first] = refused;
      if (first) throw new ServiceRefusal(409, first.error);
      say.done(texts.decided[act]);
    },
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ['forecasts'] }),
  });
}
