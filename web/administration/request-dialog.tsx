import { Field, Input, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { requestAccess } from '../service/administration.ts';
import { useRoles } from '../service/roles.ts';
import { administrationTexts } from '../texts/administration.ts';

const { request: texts } = administrationTexts;

/** Asks for a role, bound to places and with an end where it is meant for a time. */
export function RequestDialog({ close }: { readonly close: () => void }): ReactNode {
  const roles = useRoles().filter((each) => each.kind === 'person');
  const [role, setRole] = useState('accountManager');
  const [kind, setKind] = useState('');
  const [places, setPlaces] = useState('');
  const [until, setUntil] = useState('');
  return (
    <ReasonDialog
      title={texts.asking}
      button={texts.ask}
      said={texts.asked}
      stale={['administration', 'home']}
      close={close}
      act={(reason) =>
        requestAccess({
          role,
          place_kind: kind === '' ? null : kind,
          places: kind === '' ? [] : places.split(',').map((place) => place.trim()),
          until: until === '' ? null : until,
          reason,
        })
      }
    >
      <Choice
        label={texts.role}
        value={role}
        options={roles.map(({ role: name, says }) => [name, says])}
        choose={setRole}
      />
      <Choice
        label={texts.placeKind}
        value={kind}
        options={[['', texts.everywhere], ...Object.entries(texts.placeKinds)]}
        choose={setKind}
      />
      {kind !== '' && (
        <Field label={texts.places} hint={texts.placesHint} required>
          <Input
            value={places}
            onChange={(_event, { value }) => {
              setPlaces(value);
            }}
          />
        </Field>
      )}
      <DateField type="date" label={texts.until} hint={texts.untilHint} value={until} change={setUntil} />
    </ReasonDialog>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly choose: (value: string) => void;
}): ReactNode {
  const { label, value, options, choose } = props;
  return (
    <Field label={label} required>
      <Select
        value={value}
        onChange={(_event, { value: chosen }) => {
          choose(chosen);
        }}
      >
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
}
