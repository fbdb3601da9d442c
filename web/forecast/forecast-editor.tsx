import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Answered, Refused } from '../design/answered.tsx';
import { month as monthTitle, monthAfter } from '../design/format.ts';
import { Page } from '../design/page.tsx';
import { below } from '../design/screen.ts';
import { StateChip } from '../design/state-chip.tsx';
import { Tabs } from '../design/tabs.tsx';
import { draftsQuery, type RestoredEntry } from '../service/drafts.ts';
import { areas, cycleQuery, editorQuery, type Cycle, type EditorMonth } from '../service/forecasts.ts';
import { may, useMe } from '../service/session.ts';
import { siteQuery } from '../service/sites.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { CycleActions } from './cycle-actions.tsx';
import { EditorBar } from './editor-bar.tsx';
import { EffectTable } from './effect-table.tsx';
import { SaveDialogs } from './save-dialogs.tsx';
import { SheetGrid } from './sheet-grid.tsx';
import { isByDay, isOther, keyOf, sheetOf, totalsOf, type PayrollWay } from './sheet.ts';
import { meaningOf } from '../design/standing.ts';
import { useTyping, type TypedValues } from './typed-values.ts';
import { useKeptDraft } from './use-kept-draft.ts';
import { useEditorChoice, type EditorChoice } from './use-editor.ts';
import { useSaving } from './use-saving.ts';

const useStyles = makeStyles({
  columns: {
    flex: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    gap: '24px',
    [below.desk]: { display: 'flex', flexDirection: 'column', overflow: 'auto' },
    '@media print': { display: 'block', overflow: 'visible' },
  },
  sheet: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    // As high as what is in it: what it changes follows below.
    [below.desk]: { minHeight: '480px', flexShrink: 0 },
    '@media print': { display: 'block' },
  },
  side: { overflow: 'auto', padding: '8px 0', [below.desk]: { overflow: 'visible' } },
  waiting: { alignSelf: 'center', color: tokens.colorPaletteRedForeground1 },
  bars: { display: 'flex', flexDirection: 'column', gap: '4px' },
});

/** The forecast of a site: sheets by area, three months, the effect on the P&L at the side, one Save. */
export function ForecastEditor(): ReactNode {
  const { site } = useParams({ from: '/forecast/$site' });
  const query = useQuery(cycleQuery(site));
  return <Answered query={query}>{(cycle) => <Drafted key={site} site={site} cycle={cycle} />}</Answered>;
}

/** Waits for what the person typed before and did not save; who only reads has nothing. */
function Drafted({ site, cycle }: { readonly site: string; readonly cycle: Cycle }): ReactNode {
  const mayChange = may(useMe(), 'forecast', 'change');
  const years = [-12, 0, 12].map((months) => monthAfter(cycle.month, months).slice(0, 4));
  const query = useQuery({ ...draftsQuery(site, years), enabled: mayChange });
  // A draft that cannot be read keeps nobody from typing. In one place, whoever loses the right meanwhile.
  if (mayChange && query.isPending) return <Answered query={query}>{() => null}</Answered>;
  return <Editor site={site} cycle={cycle} draft={query.data ?? noDraft} />;
}

function restoredOf(draft: readonly RestoredEntry[]): TypedValues {
  return new Map(
    draft.map((entry) => [keyOf(entry), { text: entry.value ?? '', over: entry.over, seen: entry.seen }]),
  );
}

const noDraft: readonly RestoredEntry[] = [];

function Editor(props: {
  readonly site: string;
  readonly cycle: Cycle;
  readonly draft: readonly RestoredEntry[];
}): ReactNode {
  const { site, cycle, draft } = props;
  const me = useMe();
  const styles = useStyles();
  const { data: shown } = useQuery(siteQuery(site));
  const choice = useEditorChoice(cycle.month);
  const [before] = useState(() => restoredOf(draft));
  const typing = useTyping(before);
  const isKept = useKeptDraft(site, before, typing);
  const { area, by, months: names } = choice;
  const against = isOther(choice.ghost) ? choice.ghost : undefined;
  const queries = useQueries({
    queries: names.map((month) =>
      editorQuery({ site, month, area, by: isByDay(area) ? by : 'month', against }),
    ),
  });
  const months = useSame(queries.flatMap(({ data }) => data ?? []));
  const added = useQueries({
    queries: (isByDay(area) && by !== 'month' ? names : []).map((month) =>
      editorQuery({ site, month, area, by: 'month', against }),
    ),
  });
  const totals = useSame(added.flatMap(({ data }) => data ?? []));
  const saving = useSaving(site, typing);
  const standing = cycle.sites.find((each) => each.site === site);
  const mayChange = may(me, 'forecast', 'change');
  return (
    <Page
      title={shown === undefined ? site : `${site} ${shown.name}`}
      state={
        standing && (
          <StateChip meaning={meaningOf(standing)}>
            {`${monthTitle(cycle.month)}: ${texts.states[standing.state] ?? standing.state}`}
          </StateChip>
        )
      }
      isFilling
      actions={
        <>
          {(saving.isWaiting || !isKept) && (
            <span role="status" className={styles.waiting}>
              {saving.isWaiting ? texts.waits : texts.unkept}
            </span>
          )}
          {mayChange && (
            <Button
              appearance="primary"
              disabled={typing.entries.length === 0 || typing.invalid > 0 || saving.isSaving}
              onClick={saving.save}
            >
              {texts.save(typing.entries.length)}
            </Button>
          )}
          {standing && (
            <CycleActions standing={standing} month={cycle.month} isUnsaved={typing.values.size > 0} />
          )}
        </>
      }
      tabs={<Tabs names={areas} titles={texts.areas} />}
    >
      <Months queries={queries} isWhole={months.length === names.length}>
        <Sheets site={site} months={months} totals={totals} choice={choice} typing={typing} saving={saving} />
      </Months>
    </Page>
  );
}

/** The list as it was while its elements are the same: what is worked out from it is not worked out anew. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  const isSame =
    before.current.length === list.length && list.every((each, at) => each === before.current[at]);
  if (!isSame) before.current = list;
  return before.current;
}

/** Waits for all months of the window. */
function Months(props: {
  readonly queries: readonly UseQueryResult<EditorMonth>[];
  readonly isWhole: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { queries, isWhole, children } = props;
  const [first] = queries.filter(({ data }) => data === undefined);
  if (!isWhole && first !== undefined)
    return (
      <Answered query={first} rows={16}>
        {() => null}
      </Answered>
    );
  return children;
}

function Sheets(props: {
  readonly site: string;
  readonly months: readonly EditorMonth[];
  /** The same months as a whole, for the rows below. */
  readonly totals: readonly EditorMonth[];
  readonly choice: EditorChoice;
  readonly typing: ReturnType<typeof useTyping>;
  readonly saving: ReturnType<typeof useSaving>;
}): ReactNode {
  const { site, months, totals, choice, typing, saving } = props;
  const styles = useStyles();
  const { area, by, ghost } = choice;
  const isByCodeOnly = months.some((month) => month.is_by_code_only);
  const way = isByCodeOnly ? 'code' : (choice.payroll.by ?? months[0]?.payroll_by ?? 'code');
  const measure = choice.payroll.measure ?? 'hours';
  const payroll = useMemo((): PayrollWay => ({ by: way, measure }), [way, measure]);
  const sheet = useMemo(() => sheetOf(area, months, { by, payroll }), [area, months, by, payroll]);
  const sums = useMemo(() => totalsOf(area, totals, { by, payroll }), [area, totals, by, payroll]);
  return (
    <div className={styles.columns}>
      <div className={styles.sheet}>
        <EditorBar
          site={site}
          months={months}
          choice={choice}
          payroll={payroll}
          isByCodeOnly={isByCodeOnly}
          typing={typing}
        />
        <Bars months={months} choice={choice} typing={typing} saving={saving} />
        <SheetGrid
          key={area}
          name={texts.grid(texts.areas[area], site)}
          area={area}
          sheet={sheet}
          totals={sums}
          typing={typing}
          ghost={ghost}
          hint={[
            `${unitOf(area, measure)}.`,
            ...(sums.rows.length > 0 && typing.values.size > 0 ? [texts.totalsSaved] : []),
            texts.hint,
          ].join(' ')}
          save={saving.save}
        />
        {typing.invalid > 0 && (
          // Below: what comes and goes while one types moves no cell from under the pointer.
          <MessageBar intent="warning">
            <MessageBarBody>{texts.invalid(typing.invalid)}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <aside className={styles.side} aria-label={texts.effect}>
        <EffectTable site={site} month={choice.month} entries={typing.entries} />
      </aside>
      <SaveDialogs saving={saving} />
    </div>
  );
}

/** What the person has to know before typing. */
function Bars(props: {
  readonly months: readonly EditorMonth[];
  readonly choice: EditorChoice;
  readonly typing: ReturnType<typeof useTyping>;
  readonly saving: ReturnType<typeof useSaving>;
}): ReactNode {
  const { months, choice, typing, saving } = props;
  const styles = useStyles();
  const notices = new Set(
    months.flatMap((month) => month.notices.map(({ kind }) => texts.notices[kind] ?? kind)),
  );
  const isHidden = months.some((month) => month.hidden_areas.includes(choice.area));
  const lines = [
    ...locksOf(months),
    ...(isByDay(choice.area) && choice.by !== 'day' ? [texts.onlyDays] : []),
    ...notices,
    ...(isHidden ? [texts.hidden] : []),
    ...(typing.restored > 0 && typing.values.size > 0 ? [texts.restored(typing.restored)] : []),
  ];
  return (
    <div className={styles.bars}>
      {saving.obstacle?.kind === 'fault' && <Refused cause={saving.obstacle.refusal} />}
      {lines.map((text) => (
        <MessageBar key={text} intent="info">
          <MessageBarBody>{text}</MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}

/** Why nothing can be changed, and in which months. */
function locksOf(months: readonly EditorMonth[]): readonly string[] {
  const locked = months.flatMap(({ month, lock }) =>
    lock.reason === null ? [] : [{ month, reason: lock.reason }],
  );
  return [...Map.groupBy(locked, ({ reason }) => reason)].map(([reason, some]) =>
    (texts.locked[reason] ?? String)(some.map(({ month }) => monthTitle(month)).join(', ')),
  );
}

function unitOf(area: EditorChoice['area'], measure: PayrollWay['measure']): string {
  return texts.units[area === 'payroll' ? measure : area];
}
