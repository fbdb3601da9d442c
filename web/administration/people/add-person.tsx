import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { addPerson } from '../../service/acts/people.ts';
import { may, useMe } from '../../service/session.ts';
import { peopleTexts as texts } from '../../texts/administration/people.ts';

/** Adds somebody who signs in and whom no list brings. */
export function AddPersonButton(): ReactNode {
  return (
    <DialogButton
      isOffered={may(useMe(), 'user', 'change')}
      title={texts.add}
      dialog={(close) => <AddPersonDialog close={close} />}
    />
  );
}

function AddPersonDialog({ close }: { readonly close: () => void }): ReactNode {
  const [userId, setUserId] = useState('');
  const [name, setName] = useState('');
  const [isService, setIsService] = useState(false);
  return (
    <ReasonDialog
      title={texts.adding}
      button={texts.add}
      said={texts.added}
      stale={['administration']}
      isWaiting={userId.trim() === ''}
      act={(reason) =>
        addPerson(
          { user_id: userId.trim(), display_name: name.trim() === '' ? null : name.trim(), isService },
          reason,
        )
      }
      close={close}
    >
      <Field label={texts.userId} hint={texts.userIdHint} required>
        <Input
          value={userId}
          onChange={(_event, { value }) => {
            setUserId(value);
          }}
        />
      </Field>
      <Field label={texts.name}>
        <Input
          value={name}
          onChange={(_event, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Checkbox
        label={texts.service}
        checked={isService}
        onChange={(_event, { checked }) => {
          setIsService(checked === true);
        }}
      />
    </ReasonDialog>
  );
}
