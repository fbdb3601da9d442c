import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { AskDialog, DialogRefusal } from '../design/dialogs/ask-dialog.tsx';
import { moment } from '../design/format.ts';
import { useSay } from '../design/toasts.tsx';
import { keyScopes, makeKey, rotateKey, type NewKey } from '../service/acts/administration.ts';
import { administrationTexts } from '../texts/administration.ts';
import { answers } from '../texts/answers.ts';

const { session: texts } = administrationTexts;

const useStyles = makeStyles({
  key: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
});

/** Days for which a key is offered first. */
const usualDays = '90';

/** Makes a key, which is shown this once. */
export function KeyDialog({ close }: { readonly close: () => void }): ReactNode {
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set(['data:read']));
  const [days, setDays] = useState(usualDays);
  const isWaiting = label.trim() === '' || scopes.size === 0 || !/^\d+$/.test(days);
  return (
    <SecretDialog
      title={texts.making}
      button={texts.make}
      close={close}
      isWaiting={isWaiting}
      act={() => makeKey({ label: label.trim(), scopes: [...scopes], days: Number.parseInt(days, 10) })}
    >
      <Field label={texts.label} hint={texts.labelHint} required>
        <Input
          value={label}
          onChange={(_event, { value }) => {
            setLabel(value);
          }}
        />
      </Field>
      <Field label={texts.scopes}>
        <div>
          {keyScopes.map((scope) => (
            <Checkbox
              key={scope}
              label={texts.scopeTitles[scope]}
              checked={scopes.has(scope)}
              onChange={(_event, { checked }) => {
                const others = [...scopes].filter((each) => each !== scope);
                setScopes(new Set(checked === true ? [...others, scope] : others));
              }}
            />
          ))}
        </div>
      </Field>
      <Field label={texts.days} required>
        <Input
          value={days}
          inputMode="numeric"
          onChange={(_event, { value }) => {
            setDays(value);
          }}
        />
      </Field>
    </SecretDialog>
  );
}

/** Replaces a key by another, which is shown this once. */
export function RotateDialog(props: {
  readonly id: string;
  readonly label: string;
  readonly close: () => void;
}): ReactNode {
  const { id, label, close } = props;
  return (
    <SecretDialog
      title={texts.rotating(label)}
      button={texts.rotate}
      close={close}
      isWaiting={false}
      act={() => rotateKey(id)}
    >
      <p>{texts.rotateHelp}</p>
    </SecretDialog>
  );
}

function SecretDialog(props: {
  readonly title: string;
  readonly button: string;
  readonly close: () => void;
  readonly isWaiting: boolean;
  readonly act: () => Promise<NewKey>;
  readonly children: ReactNode;
}): ReactNode {
  const { title, button, close, isWaiting, act, children } = props;
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration', 'keys'] }),
  });
  return (
    <AskDialog
      title={title}
      close={close}
      actions={
        <>
          <Button onClick={close}>{making.data ? answers.close : answers.cancel}</Button>
          {!making.data && (
            <Button
              appearance="primary"
              disabled={isWaiting || making.isPending}
              onClick={() => {
                making.mutate();
              }}
            >
              {button}
            </Button>
          )}
        </>
      }
    >
      {making.data ? <Secret secret={making.data} /> : children}
      <DialogRefusal cause={making.error} />
    </AskDialog>
  );
}

function Secret({ secret }: { readonly secret: NewKey }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div role="status">
      <p>{texts.shownOnce(moment(secret.ends_at))}</p>
      <p className={styles.key}>{secret.key}</p>
      <Button
        onClick={() => {
          void navigator.clipboard.writeText(secret.key).then(() => {
            say.done(answers.copied);
          });
        }}
      >
        {texts.copy}
      </Button>
    </div>
  );
}
