import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NextStep } from '../../design/answered.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { moment } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { alertRulesQuery, resetAlertRule, type AlertRule } from '../../service/acts/alerts.ts';
import { roleTitle } from '../../service/roles.ts';
import { may, useMe } from '../../service/session.ts';
import { alertTexts } from '../../texts/administration/alerts.ts';
import { RuleDialog } from './rule-dialog.tsx';

const { rule: texts, severities } = alertTexts;

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', '& p': { margin: 0 } },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Whom it tells: roles by what people call them, and addresses. */
const toldText = (people: readonly string[]): string => people.map((each) => roleTitle(each)).join(', ');
const titleOf = ({ kind, thing }: AlertRule): string => texts.title(kind, thing);
const thingOf = ({ thing }: AlertRule): string => (thing === '' ? texts.all : thing);
const stateOf = (rule: AlertRule): string => (rule.is_off ? texts.off : texts.on);
const originOf = (rule: AlertRule): string => (rule.set_at === null ? 'delivered' : 'set');
const limitOf = ({ problem }: AlertRule, limit: string | null): string =>
  limit === null ? texts.none : texts.beyond[problem](limit);

const filters: readonly Filter<AlertRule>[] = [
  { id: 'severity', title: alertTexts.severity, valueOf: ({ severity }) => severity, names: severities },
  { id: 'state', title: texts.state, valueOf: stateOf },
  { id: 'origin', title: texts.by, valueOf: originOf, names: texts.origin },
];

const columns: readonly Column<AlertRule>[] = [
  {
    id: 'kind',
    title: texts.kind,
    width: 'minmax(128px, 2fr)',
    cell: ({ kind }) => kind,
    sorts: ({ kind }) => kind,
  },
  {
    id: 'thing',
    title: texts.thing,
    width: 'minmax(56px, 1fr)',
    cell: thingOf,
    sorts: thingOf,
    from: 'tablet',
  },
  {
    id: 'what',
    title: texts.what,
    width: 'minmax(160px, 3fr)',
    cell: ({ title }) => <span title={title}>{title}</span>,
    sorts: ({ title }) => title,
    from: 'desk',
  },
  {
    id: 'warns',
    title: texts.warns,
    width: '88px',
    align: 'end',
    cell: (rule) => (rule.is_off ? texts.off : limitOf(rule, rule.warn_text)),
  },
  {
    id: 'critical',
    title: texts.critical,
    width: '88px',
    align: 'end',
    cell: (rule) => (rule.is_off ? texts.off : limitOf(rule, rule.critical_text)),
  },
  {
    id: 'severity',
    title: alertTexts.severity,
    width: '80px',
    cell: ({ severity }) => severities[severity],
    sorts: ({ severity }) => Object.keys(severities).indexOf(severity),
    from: 'tablet',
  },
  {
    id: 'told',
    title: texts.told,
    width: 'minmax(136px, 2fr)',
    cell: ({ told }) => toldText(told),
    from: 'desk',
  },
];

/** When alerts open, and who is told: as delivered unless somebody set it. */
export function AlertRules({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery(alertRulesQuery)}
      name={alertTexts.faces.rules}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(rule) => [rule.kind, rule.thing, rule.title, rule.metric, toldText(rule.told)].join(' ')}
      idOf={({ kind, thing }) => [kind, thing].join(' ')}
      titleOf={titleOf}
      content={(rule) => <Rule key={titleOf(rule)} rule={rule} />}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}

function Rule({ rule }: { readonly rule: AlertRule }): ReactNode {
  const styles = useStyles();
  const mayChange = may(useMe(), 'alert', 'change');
  const isOfAll = rule.thing === '';
  const [reset, resetting] = isOfAll
    ? [texts.reset, texts.resetting(titleOf(rule))]
    : [texts.resetOne, texts.ending(titleOf(rule))];
  return (
    <div className={styles.stack}>
      <strong>{rule.title}</strong>
      <p>{rule.means}</p>
      <p>
        <NextStep next={rule.next} />
      </p>
      <Facts facts={factsOf(rule)} />
      <div className={styles.buttons}>
        <DialogButton
          isOffered={mayChange}
          title={texts.change}
          dialog={(close) => <RuleDialog rule={rule} close={close} />}
        />
        <DialogButton
          isOffered={mayChange && isOfAll}
          title={texts.ofOne}
          dialog={(close) => <RuleDialog rule={rule} isForOne close={close} />}
        />
        <DialogButton
          isOffered={mayChange && rule.set_at !== null}
          title={reset}
          dialog={(close) => (
            <ReasonDialog
              title={resetting}
              button={reset}
              said={texts.changed}
              stale={['alerts']}
              isOptional
              act={(reason) => resetAlertRule(rule, reason)}
              close={close}
            />
          )}
        />
      </div>
    </div>
  );
}

function factsOf(rule: AlertRule): readonly (readonly [string, string])[] {
  const { escalate_minutes: minutes, set_at: setAt, window_minutes: window } = rule;
  return [
    [texts.thing, thingOf(rule)],
    [texts.state, stateOf(rule)],
    [texts.metric, rule.metric],
    [texts.warns, limitOf(rule, rule.warn_text)],
    [texts.critical, limitOf(rule, rule.critical_text)],
    [texts.window, window === 0 ? texts.atOnce : texts.minutes(window)],
    [alertTexts.severity, severities[rule.severity]],
    [texts.told, toldText(rule.told)],
    [texts.escalated, minutes === null ? texts.never : texts.escalates(minutes, toldText(rule.escalated_to))],
    [texts.by, setAt === null ? texts.delivered : texts.setBy(rule.set_by ?? '', moment(setAt))],
  ];
}
