import { makeStyles } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { resetSchedule, setSchedule, type ScheduledJob } from '../../service/acts/scheduled-jobs.ts';
import { may, useMe } from '../../service/session.ts';
import { scheduledJobTexts as texts } from '../../texts/administration/scheduled-jobs.ts';
import { rhythmOf } from './rhythm.ts';
import { RunFault, StartButton } from './run-panel.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', '& p': { margin: 0 } },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const stale = ['scheduled-jobs'];

/** A job: when it runs and under which conditions, how its newest run ended, and what can be done with it. */
export function SchedulePanel({ schedule }: { readonly schedule: ScheduledJob }): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const [mayChange, mayStart] = [may(me, 'scheduled-job', 'change'), may(me, 'scheduled-job', 'execute')];
  const { job, newest_run: newest } = schedule;
  return (
    <div className={styles.stack}>
      <p>{schedule.says}</p>
      {newest?.state === 'failed' && <RunFault run={newest} next={null} />}
      <Facts facts={factsOf(schedule)} />
      <div className={styles.buttons}>
        {mayStart && schedule.every_seconds === null && <StartButton job={job} title={texts.start} />}
        <DialogButton
          isOffered={mayChange}
          title={texts.set}
          dialog={(close) => <ScheduleDialog schedule={schedule} close={close} />}
        />
        <Pause schedule={schedule} isOffered={mayChange} />
        <DialogButton
          isOffered={mayChange && schedule.set_at !== null}
          title={texts.reset}
          dialog={(close) => (
            <ReasonDialog
              title={texts.resetting(job)}
              button={texts.reset}
              said={texts.changed}
              stale={stale}
              isOptional
              act={(reason) => resetSchedule(job, reason)}
              close={close}
            />
          )}
        />
      </div>
      <div>
        <Link to="/administration" search={{ tab: 'jobs', show: 'runs', job }}>
          {texts.runsOf}
        </Link>
      </div>
      {newest !== null && (
        <div>
          <Link to="/administration" search={{ tab: 'jobs', show: 'runs', job, run: newest.run_id }}>
            {texts.newestRun(newest.run_id)}
          </Link>
        </div>
      )}
    </div>
  );
}

function factsOf(schedule: ScheduledJob): readonly (readonly [string, string])[] {
  const { window_from: from, window_until: until, set_at: setAt, newest_run: newest } = schedule;
  return [
    [texts.when, schedule.is_paused ? texts.paused : rhythmOf(schedule)],
    [texts.next, moment(schedule.next_at)],
    [texts.last, moment(newest?.started_at ?? schedule.last_turn_at)],
    [texts.outcome, newest?.outcome ?? (schedule.last_turn_at === null ? texts.never : texts.nothingToDo)],
    [texts.waitsFor, schedule.waits_for.join(', ')],
    [texts.window, from === null || until === null ? texts.anyTime : texts.between(from, until)],
    [texts.limit, texts.minutes(schedule.limit_minutes)],
    [texts.close, schedule.in_close ? texts.inClose : texts.notInClose],
    [texts.missed, schedule.catches_up ? texts.each : texts.newest],
    [texts.setBy, setAt === null ? texts.delivered : texts.by(schedule.set_by ?? '', moment(setAt))],
  ];
}

function Pause(props: { readonly schedule: ScheduledJob; readonly isOffered: boolean }): ReactNode {
  const { schedule, isOffered } = props;
  const { job, is_paused: isPaused } = schedule;
  const button = isPaused ? texts.resume : texts.pause;
  return (
    <DialogButton
      isOffered={isOffered}
      title={button}
      dialog={(close) => (
        <ReasonDialog
          title={isPaused ? texts.resuming(job) : texts.pausing(job)}
          button={button}
          said={texts.changed}
          stale={stale}
          isOptional
          act={(reason) => setSchedule(job, { is_paused: !isPaused }, reason)}
          close={close}
        >
          {!isPaused && <p>{texts.pauseHelp}</p>}
        </ReasonDialog>
      )}
    />
  );
}
