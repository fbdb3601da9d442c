import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { moment } from '../design/format.ts';
import { keyScopes, makeKey, rotateKey, type NewKey } from '../service/acts/administration.ts';
import { administrationTexts } from '../texts/administration.ts';
import { SecretDialog } from './secret-dialog.tsx';

const { session: texts } = administrationTexts;

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
      stale="keys"
      act={async () =>
        shown(await makeKey({ label: label.trim(), scopes: [...scopes], days: Number.parseInt(days, 10) }))
      }
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
      stale="keys"
      act={async () => shown(await rotateKey(id))}
    >
      <p>{texts.rotateHelp}</p>
    </SecretDialog>
  );
}

function shown({ key, ends_at: ends }: NewKey): { readonly says: string; readonly secret: string } {
  return { says: texts.shownOnce(moment(ends)), secret: key };
}
