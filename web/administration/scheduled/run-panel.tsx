import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { Answered, NextStep } from '../../design/answered.tsx';
import { ActButton } from '../../design/dialogs/act-button.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { figure, moment, noData, timeOfDay } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { usePanel } from '../../design/panel.tsx';
import { PlainTable } from '../../design/table.tsx';
import { useSay } from '../../design/toasts.tsx';
import {
  cancelRun,
  requestRun,
  runQuery,
  type Run,
  type RunWithLines,
} from '../../service/acts/scheduled-jobs.ts';
import { may, useMe } from '../../service/session.ts';
import { answers } from '../../texts/answers.ts';
import { scheduledJobTexts as texts } from '../../texts/administration/scheduled-jobs.ts';
import { systemTexts } from '../../texts/administration/system.ts';
import { RunState, secondsOf, triggerOf } from './run-state.tsx';

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

/** A run: what brought it about, how far it came, its counts, what it said, and what can be done with it. */
export function RunPanel({ run }: { readonly run: string }): ReactNode {
  return (
    <Answered query={useQuery(runQuery(run))} rows={10}>
      {(opened) => <WholeRun run={opened} />}
    </Answered>
  );
}

function WholeRun({ run }: { readonly run: RunWithLines }): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const mayStart = may(me, 'scheduled-job', 'execute');
  const isOver = run.ended_at !== null;
  const queries = useQueryClient();
  // Lists beside it show how its job stands.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['scheduled-jobs', 'schedules'] });
  }, [queries, isOver]);
  return (
    <div className={styles.stack}>
      <div>
        <RunState state={run.state} /> {run.job}
      </div>
      {run.state === 'failed' ? (
        <RunFault run={run} next={run.next} />
      ) : (
        run.outcome !== null && <p>{run.outcome}</p>
      )}
      <Facts facts={factsOf(run)} />
      <div className={styles.buttons}>
        {mayStart && isOver && <StartButton job={run.job} title={texts.again} />}
        <DialogButton
          isOffered={mayStart && !isOver}
          title={texts.cancel}
          dialog={(close) => (
            <ReasonDialog
              title={texts.cancelling(run.run_id, run.job)}
              button={texts.cancel}
              said={texts.cancelled}
              stale={['scheduled-jobs']}
              isOptional
              act={(reason) => cancelRun(run.run_id, reason)}
              close={close}
            />
          )}
        />
      </div>
      {may(me, 'metric', 'read') && run.started_at !== null && (
        <div>
          <Link to="/administration" search={{ tab: 'system', show: 'log', run: run.run_id }}>
            {systemTexts.log.show}
          </Link>
        </div>
      )}
      <h3>{texts.said}</h3>
      {run.lines.length === 0 ? (
        <p>{isOver ? texts.saidNothing : texts.saidNothingYet}</p>
      ) : (
        <PlainTable
          name={texts.said}
          rows={run.lines}
          idOf={({ line }) => String(line)}
          columns={[
            { id: 'at', title: texts.at, cell: (line) => timeOfDay(line.logged_at) },
            { id: 'line', title: texts.line, cell: ({ says }) => says },
          ]}
        />
      )}
    </div>
  );
}

/** Why a run failed, with the next step where the refusal names one. */
export function RunFault({ run, next }: { readonly run: Run; readonly next: string | null }): ReactNode {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {run.outcome} {next !== null && <NextStep next={next} />}{' '}
        {run.refusal !== null && answers.code(run.refusal)}
      </MessageBarBody>
    </MessageBar>
  );
}

function factsOf(run: Run): readonly (readonly [string, string])[] {
  const seconds = secondsOf(run);
  const counts = [
    [texts.rowsIn, run.rows_in],
    [texts.rowsOut, run.rows_out],
    [texts.rowsRejected, run.rows_rejected],
  ] as const;
  return [
    [texts.due, moment(run.due_at)],
    [texts.trigger, triggerOf(run)],
    [texts.began, moment(run.started_at)],
    [texts.took, seconds === null ? noData : texts.seconds(seconds)],
    [texts.attempts, String(run.attempts)],
    [texts.server, run.server ?? noData],
    ...counts.flatMap(([title, count]) => (count === null ? [] : [[title, figure(count, 'count')] as const])),
    ...Object.entries(run.control_totals).map(([name, total]) => [name, figure(total, 'exact')] as const),
  ];
}

/** Asks for a run of a job, and shows it as it goes on. */
export function StartButton({ job, title }: { readonly job: string; readonly title: string }): ReactNode {
  const [say, panel] = [useSay(), usePanel()];
  return (
    <ActButton
      title={title}
      act={() => requestRun(job)}
      done={({ run_id: run }) => {
        say.done(texts.requested(run));
        panel.show({ title: texts.runTitle(run), content: <RunPanel key={run} run={run} /> });
      }}
      stale="scheduled-jobs"
    />
  );
}
