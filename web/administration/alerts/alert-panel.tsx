import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, NextStep } from '../../design/answered.tsx';
import { ActButton } from '../../design/dialogs/act-button.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { AskDialog, CloseButton, DialogRefusal } from '../../design/dialogs/ask-dialog.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { PlainTable } from '../../design/table.tsx';
import { useSay } from '../../design/toasts.tsx';
import {
  acknowledgeAlert,
  alertQuery,
  assignAlert,
  resolveAlert,
  type AlertWithNotices,
} from '../../service/acts/alerts.ts';
import { may, useMe } from '../../service/session.ts';
import { alertTexts as texts } from '../../texts/administration/alerts.ts';
import { answers } from '../../texts/answers.ts';
import { withFeedNames } from '../../texts/sources.ts';
import { useAct } from '../../design/dialogs/use-act.ts';

const useStyles = makeStyles({
  stack: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    '& p': { margin: 0 },
    '& h3': { margin: 0 },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** An alert: what it is, why it matters, the next step, who takes care of it, and what was told. */
export function AlertPanel({ alert }: { readonly alert: string }): ReactNode {
  return (
    <Answered query={useQuery(alertQuery(alert))} rows={10}>
      {(opened) => <WholeAlert alert={opened} />}
    </Answered>
  );
}

function WholeAlert({ alert }: { readonly alert: AlertWithNotices }): ReactNode {
  const styles = useStyles();
  const mayHandle = may(useMe(), 'alert', 'execute') && alert.state !== 'resolved';
  return (
    <div className={styles.stack}>
      <strong>{withFeedNames(alert.title)}</strong>
      <p>{alert.means}</p>
      <p>
        <NextStep next={alert.next} />
      </p>
      <Facts facts={factsOf(alert)} />
      <div className={styles.buttons}>
        {mayHandle && alert.state === 'open' && <AcknowledgeButton alert={alert.alert_id} />}
        <DialogButton
          isOffered={mayHandle}
          title={texts.assign}
          dialog={(close) => <AssignDialog alert={alert.alert_id} close={close} />}
        />
        <DialogButton
          isOffered={mayHandle}
          title={texts.resolve}
          dialog={(close) => (
            <ReasonDialog
              title={texts.resolving(alert.alert_id)}
              button={texts.resolve}
              said={texts.done}
              stale={['alerts']}
              label={texts.doneWhat}
              hint={texts.resolveHint}
              act={(note) => resolveAlert(alert.alert_id, note)}
              close={close}
            />
          )}
        />
      </div>
      <h3>{texts.told}</h3>
      {alert.notices.length === 0 ? (
        <p>{texts.toldNobody}</p>
      ) : (
        <PlainTable
          name={texts.told}
          rows={alert.notices.map((notice, at) => ({ ...notice, at: String(at) }))}
          idOf={({ at }) => at}
          columns={[
            { id: 'event', title: texts.event, cell: ({ event }) => texts.events[event] },
            {
              id: 'sent',
              title: texts.sent,
              cell: ({ sent_at: sentAt, state, answer }) =>
                sentAt === null ? [texts.notSent[state], answer ?? ''].join(' ').trim() : moment(sentAt),
            },
            {
              id: 'to',
              title: texts.recipients,
              cell: ({ recipients }) =>
                recipients === null
                  ? texts.webhook
                  : recipients.split(';').map((each) => <div key={each}>{each}</div>),
            },
          ]}
        />
      )}
    </div>
  );
}

function factsOf(alert: AlertWithNotices): readonly (readonly [string, string | null])[] {
  const times = [
    [texts.opened, alert.opened_at],
    [texts.escalated, alert.escalated_at],
    [texts.resolved, alert.resolved_at],
    [texts.over, alert.ended_at],
  ] as const;
  const people = [
    [texts.machine, alert.seen_by],
    [texts.acknowledgedBy, alert.acknowledged_by],
    [texts.assignedTo, alert.assigned_to],
    [texts.resolvedBy, alert.resolved_by],
    [texts.note, alert.note],
  ] as const;
  return [
    [texts.severity, texts.severities[alert.severity]],
    [texts.state, texts.states[alert.state]],
    ...(alert.value_text === '' ? [] : [[texts.value, alert.value_text] as const]),
    ...(alert.limit_text === '' ? [] : [[texts.limit, alert.limit_text] as const]),
    [texts.since, moment(alert.since_at)],
    ...times.flatMap(([title, at]) => (at === null ? [] : [[title, moment(at)] as const])),
    ...people.filter(([, value]) => value !== null),
  ];
}

function AcknowledgeButton({ alert }: { readonly alert: string }): ReactNode {
  const say = useSay();
  return (
    <ActButton
      title={texts.acknowledge}
      act={() => acknowledgeAlert(alert)}
      done={() => {
        say.done(texts.acknowledged);
      }}
      stale="alerts"
    />
  );
}

function AssignDialog(props: { readonly alert: string; readonly close: () => void }): ReactNode {
  const { alert, close } = props;
  const [queries, say, me] = [useQueryClient(), useSay(), useMe()];
  const [to, setTo] = useState(me.person);
  const acting = useAct({
    mutationFn: () => assignAlert(alert, to.trim()),
    onSuccess: () => {
      say.done(texts.assigned);
      close();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
  return (
    <AskDialog
      title={texts.assigning(alert)}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{answers.cancel}</CloseButton>
          <Button
            appearance="primary"
            disabled={to.trim() === '' || acting.isPending}
            onClick={() => {
              acting.mutate();
            }}
          >
            {texts.assign}
          </Button>
        </>
      }
    >
      <Field label={texts.to} required>
        <Input
          value={to}
          onChange={(_event, { value }) => {
            setTo(value);
          }}
        />
      </Field>
      <DialogRefusal cause={acting.error} />
    </AskDialog>
  );
}
