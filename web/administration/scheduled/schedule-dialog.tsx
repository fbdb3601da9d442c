import { Checkbox, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { setSchedule, type ScheduleChange, type ScheduledJob } from '../../service/acts/scheduled-jobs.ts';
import { scheduledJobTexts } from '../../texts/administration/scheduled-jobs.ts';
import { wordsOfCron } from './rhythm.ts';

const { fields: titles, ...texts } = scheduledJobTexts;

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px', alignItems: 'start' },
});

/** The schedule as it is typed. */
interface Typed {
  readonly cron: string;
  readonly seconds: string;
  readonly zone: string;
  readonly from: string;
  readonly until: string;
  readonly limit: string;
  readonly waitsFor: string;
  readonly inClose: boolean;
  readonly catchesUp: boolean;
}

function typedOf(schedule: ScheduledJob): Typed {
  return {
    cron: schedule.cron ?? '',
    seconds: String(schedule.every_seconds ?? ''),
    zone: schedule.time_zone,
    from: schedule.window_from ?? '',
    until: schedule.window_until ?? '',
    limit: String(schedule.limit_minutes),
    waitsFor: schedule.waits_for.join(', '),
    inClose: schedule.in_close,
    catchesUp: schedule.catches_up,
  };
}

type TextPart = { [Part in keyof Typed]: Typed[Part] extends string ? Part : never }[keyof Typed];

/** Changes when a job runs; only what was typed over is sent. */
export function ScheduleDialog(props: {
  readonly schedule: ScheduledJob;
  readonly close: () => void;
}): ReactNode {
  const { schedule, close } = props;
  const styles = useStyles();
  const [typed, setTyped] = useState(() => typedOf(schedule));
  const change = changeOf(schedule, typed);
  const text = (part: TextPart, hint = '', type: 'text' | 'time' | 'number' = 'text'): ReactNode => (
    <Field label={titles[part]} {...(hint !== '' && { hint })}>
      <Input
        type={type}
        value={typed[part]}
        onChange={(_event, { value }) => {
          setTyped({ ...typed, [part]: value });
        }}
      />
    </Field>
  );
  const box = (part: 'inClose' | 'catchesUp'): ReactNode => (
    <Checkbox
      label={titles[part]}
      checked={typed[part]}
      onChange={(_event, { checked }) => {
        setTyped({ ...typed, [part]: checked === true });
      }}
    />
  );
  const isContinuous = schedule.every_seconds !== null;
  return (
    <ReasonDialog
      title={texts.setting(schedule.job)}
      button={texts.change}
      said={texts.changed}
      stale={['scheduled-jobs']}
      isOptional
      isWaiting={Object.keys(change).length === 0}
      act={(reason) => setSchedule(schedule.job, change, reason)}
      close={close}
    >
      {isContinuous ? text('seconds', '', 'number') : text('cron', cronHint(typed.cron))}
      {!isContinuous && text('zone')}
      <div className={styles.pair}>
        {text('from', titles.windowHint, 'time')}
        {text('until', '', 'time')}
      </div>
      {text('limit', '', 'number')}
      {text('waitsFor', titles.waitsHint)}
      {box('inClose')}
      {!isContinuous && box('catchesUp')}
    </ReasonDialog>
  );
}

/** What the typed times mean, where they have words. */
function cronHint(cron: string): string {
  const words = wordsOfCron(cron);
  return words === cron ? titles.cronHint : `${titles.means(words)}${titles.cronHint}`;
}

/** The parts that differ from the schedule in force. */
function changeOf(schedule: ScheduledJob, typed: Typed): ScheduleChange {
  const before = typedOf(schedule);
  const differs = (...parts: (keyof Typed)[]): boolean => parts.some((part) => typed[part] !== before[part]);
  const { from, until } = typed;
  const cron = typed.cron.trim();
  return {
    ...(differs('cron') && { cron: cron === '' ? null : cron }),
    ...(differs('seconds') && { every_seconds: Number.parseInt(typed.seconds, 10) }),
    ...(differs('zone') && { time_zone: typed.zone.trim() }),
    ...(differs('from', 'until') && { window: from === '' && until === '' ? null : { from, until } }),
    ...(differs('limit') && { limit_minutes: Number.parseInt(typed.limit, 10) }),
    ...(differs('waitsFor') && { waits_for: causesOf(typed.waitsFor) }),
    ...(differs('inClose') && { in_close: typed.inClose }),
    ...(differs('catchesUp') && { catches_up: typed.catchesUp }),
  };
}

function causesOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((cause) => cause.trim())
    .filter((cause) => cause !== '');
}
