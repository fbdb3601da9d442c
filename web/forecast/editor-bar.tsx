import { Button, makeStyles, Select, Tooltip } from '@fluentui/react-components';
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  ChevronLeftRegular,
  ChevronRightRegular,
  DeleteRegular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { month as monthTitle, monthAfter } from '../design/format.ts';
import { useSay } from '../design/toasts.tsx';
import { grains, offerRates, offerSchedule, type EditorMonth } from '../service/forecasts.ts';
import { may, useMe } from '../service/session.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { ghosts, isByDay, keyOf, type PayrollWay } from './sheet.ts';
import type { Typing } from './typed-values.ts';
import type { EditorChoice } from './use-editor.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '8px', padding: '8px 0' },
  months: { display: 'flex', alignItems: 'center', gap: '2px' },
  end: { display: 'flex', gap: '2px', marginLeft: 'auto' },
});

/** Months that can be chosen before and after the one in view. */
const reach = 12;

/** Which months, by what, compared with what; undo, redo and discard. */
export function EditorBar(props: {
  readonly site: string;
  readonly months: readonly EditorMonth[];
  readonly choice: EditorChoice;
  readonly payroll: PayrollWay;
  readonly isByCodeOnly: boolean;
  readonly typing: Typing;
}): ReactNode {
  const { site, months, choice, payroll, isByCodeOnly, typing } = props;
  const { area, month, by, ghost, change } = choice;
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <MonthChoice month={month} change={change} />
      {isByDay(area) && (
        <Choice
          name={texts.grain}
          value={by}
          options={grains.map((each) => [each, texts.grains[each]])}
          choose={(value) => {
            change({ by: value });
          }}
        />
      )}
      {area === 'payroll' && <PayrollChoice payroll={payroll} isByCodeOnly={isByCodeOnly} change={change} />}
      <Choice
        name={texts.ghost}
        value={ghost}
        options={ghosts.map((each) => [each, texts.ghosts[each]])}
        choose={(value) => {
          change({ compare: value });
        }}
      />
      <Offer site={site} shown={months} choice={choice} typing={typing} />
      <div className={styles.end}>
        <IconButton name={texts.undo} icon={<ArrowUndoRegular />} act={typing.undo} />
        <IconButton name={texts.redo} icon={<ArrowRedoRegular />} act={typing.redo} />
        <IconButton
          name={texts.discard}
          icon={<DeleteRegular />}
          act={
            typing.values.size === 0
              ? undefined
              : () => {
                  typing.forget();
                }
          }
        />
      </div>
    </div>
  );
}

/** Fills in what the service offers: the schedule into payroll, the rates of the month into the months after it. */
function Offer(props: {
  readonly site: string;
  readonly shown: readonly EditorMonth[];
  readonly choice: EditorChoice;
  readonly typing: Typing;
}): ReactNode {
  const { site, shown, choice, typing } = props;
  const { area, month, months } = choice;
  const seenIn = (period: string): number =>
    Number.parseInt(shown.find((each) => period.startsWith(each.month))?.seen ?? '0', 10);
  const say = useSay();
  const mayChange = may(useMe(), 'forecast', 'change');
  const offering = useMutation({
    mutationFn: () =>
      area === 'payroll'
        ? offerSchedule(site, month, lastDayOf(month))
        : offerRates(site, month, months.length - 1),
    onSuccess: (entries) => {
      const typed = entries.map(
        (entry) =>
          [
            keyOf(entry),
            { text: entry.value ?? '', over: entry.before, seen: seenIn(entry.period) },
          ] as const,
      );
      if (typed.length > 0) typing.type(new Map(typed));
      say.done(texts.offered(entries.length));
    },
    onError: say.refused,
  });
  if (!mayChange || (area !== 'payroll' && area !== 'rates')) return null;
  return (
    <Button
      disabled={offering.isPending}
      onClick={() => {
        offering.mutate();
      }}
    >
      {area === 'payroll' ? texts.offerSchedule : texts.offerRates}
    </Button>
  );
}

function lastDayOf(month: string): string {
  const next = new Date(`${monthAfter(month, 1)}-01T00:00:00Z`);
  return new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
}

function MonthChoice({ month, change }: Pick<EditorChoice, 'month' | 'change'>): ReactNode {
  const styles = useStyles();
  const months = Array.from({ length: 2 * reach + 1 }, (_, at) => monthAfter(month, at - reach));
  return (
    <div className={styles.months}>
      <IconButton
        name={texts.earlier}
        icon={<ChevronLeftRegular />}
        act={() => {
          change({ month: monthAfter(month, -1) });
        }}
      />
      <Choice
        name={texts.month}
        value={month}
        options={months.map((each) => [each, monthTitle(each)])}
        choose={(value) => {
          change({ month: value });
        }}
      />
      <IconButton
        name={texts.later}
        icon={<ChevronRightRegular />}
        act={() => {
          change({ month: monthAfter(month, 1) });
        }}
      />
    </div>
  );
}

function PayrollChoice(props: {
  readonly payroll: PayrollWay;
  readonly isByCodeOnly: boolean;
  readonly change: EditorChoice['change'];
}): ReactNode {
  const { payroll, isByCodeOnly, change } = props;
  return (
    <>
      {!isByCodeOnly && (
        <Choice
          name={texts.payrollBy}
          value={payroll.by}
          options={Object.entries(texts.payrollWays)}
          choose={(value) => {
            change({ jobs: value });
          }}
        />
      )}
      <Choice
        name={texts.payrollIn}
        value={payroll.measure}
        options={Object.entries(texts.payrollMeasures)}
        choose={(value) => {
          change({ in: value });
        }}
      />
    </>
  );
}

function IconButton(props: {
  readonly name: string;
  readonly icon: ReactElement;
  readonly act: (() => void) | undefined;
}): ReactNode {
  const { name, icon, act } = props;
  return (
    <Tooltip content={name} relationship="label">
      <Button appearance="subtle" icon={icon} disabled={act === undefined} onClick={act} />
    </Tooltip>
  );
}

function Choice(props: {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly choose: (value: string) => void;
}): ReactNode {
  const { name, value, options, choose } = props;
  return (
    <Select
      aria-label={name}
      value={value}
      onChange={(_event, { value: chosen }) => {
        choose(chosen);
      }}
    >
      {options.map(([each, title]) => (
        <option key={each} value={each}>
          {title}
        </option>
      ))}
    </Select>
  );
}
