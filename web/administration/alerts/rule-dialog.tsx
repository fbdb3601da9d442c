import { Checkbox, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { setAlertRule, type AlertRule, type AlertRuleChange } from '../../service/acts/alerts.ts';
import { roleTitle } from '../../service/roles.ts';
import { alertTexts } from '../../texts/administration/alerts.ts';

const { rule: texts, severities } = alertTexts;

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px', alignItems: 'start' },
});

/** The rule as it is typed. */
interface Typed {
  readonly thing: string;
  readonly warn: string;
  readonly critical: string;
  readonly window: string;
  readonly severity: string;
  readonly told: string;
  readonly escalated: string;
  readonly minutes: string;
  readonly isOff: boolean;
}

function typedOf(rule: AlertRule): Typed {
  return {
    thing: rule.thing,
    warn: rule.warn_text ?? '',
    critical: rule.critical_text ?? '',
    window: String(rule.window_minutes),
    severity: rule.severity,
    told: rule.told.map((each) => roleTitle(each)).join(', '),
    escalated: rule.escalated_to.map((each) => roleTitle(each)).join(', '),
    minutes: String(rule.escalate_minutes ?? ''),
    isOff: rule.is_off,
  };
}

type TextPart = Exclude<keyof Typed, 'isOff'>;

/** Changes a rule, or makes one for a thing that begins with it; only what was typed over is sent. */
export function RuleDialog(props: {
  readonly rule: AlertRule;
  readonly isForOne?: boolean;
  readonly close: () => void;
}): ReactNode {
  const { rule, isForOne = false, close } = props;
  const styles = useStyles();
  const [typed, setTyped] = useState(() => typedOf(rule));
  const change = changeOf(rule, typed);
  const text = (part: TextPart, label: string, hint = '', type: 'text' | 'number' = 'text'): ReactNode => (
    <Field label={label} {...(hint !== '' && { hint })}>
      <Input
        type={type}
        value={typed[part]}
        onChange={(_event, { value }) => {
          setTyped({ ...typed, [part]: value });
        }}
      />
    </Field>
  );
  const limitHint = texts.limitHint[rule.unit ?? 'count'];
  return (
    <ReasonDialog
      title={isForOne ? texts.making(rule.kind) : texts.changing(texts.title(rule.kind, rule.thing))}
      button={isForOne ? texts.ofOne : texts.change}
      said={texts.changed}
      stale={['alerts']}
      isOptional
      isWaiting={Object.keys(change).length === 0 || (isForOne && typed.thing.trim() === '')}
      act={(reason) => setAlertRule({ kind: rule.kind, thing: typed.thing.trim() }, change, reason)}
      close={close}
    >
      {isForOne && text('thing', texts.thing, texts.thingHint)}
      <div className={styles.pair}>
        {text('warn', texts.warns, limitHint)}
        {text('critical', texts.critical, limitHint)}
        {text('window', texts.windowField, '', 'number')}
        <Field label={alertTexts.severity} hint={texts.severityHint}>
          <Select
            value={typed.severity}
            onChange={(_event, { value }) => {
              setTyped({ ...typed, severity: value });
            }}
          >
            {Object.entries(severities).map(([severity, title]) => (
              <option key={severity} value={severity}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {text('told', texts.toldField, texts.toldHint)}
      {text('escalated', texts.escalatedField, texts.toldHint)}
      {text('minutes', texts.escalateField, texts.escalateHint, 'number')}
      <Checkbox
        label={texts.offField}
        checked={typed.isOff}
        onChange={(_event, { checked }) => {
          setTyped({ ...typed, isOff: checked === true });
        }}
      />
    </ReasonDialog>
  );
}

/** The parts that differ from the rule in force. */
function changeOf(rule: AlertRule, typed: Typed): AlertRuleChange {
  const before = typedOf(rule);
  const differs = (part: keyof Typed): boolean => typed[part] !== before[part];
  const limit = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const minutes = typed.minutes.trim();
  return {
    ...(differs('warn') && { warn: limit(typed.warn) }),
    ...(differs('critical') && { critical: limit(typed.critical) }),
    ...(differs('window') && { window_minutes: Number.parseInt(typed.window, 10) }),
    ...(differs('severity') && { severity: typed.severity }),
    ...(differs('told') && { told: namesOf(typed.told) }),
    ...(differs('escalated') && { escalated_to: namesOf(typed.escalated) }),
    ...(differs('minutes') && { escalate_minutes: minutes === '' ? null : Number.parseInt(minutes, 10) }),
    ...(differs('isOff') && { is_off: typed.isOff }),
  };
}

function namesOf(text: string): readonly string[] {
  return text
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
