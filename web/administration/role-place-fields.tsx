import { Field, Input, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { administrationTexts } from '../texts/administration.ts';

const { request: texts } = administrationTexts;

/** Where a role holds, and until when, as it is typed; empty text is everywhere and for good. */
export interface RolePlace {
  readonly kind: string;
  /** Names with commas between. */
  readonly places: string;
  readonly until: string;
}

/** The fields of where a role holds and until when. */
export function RolePlaceFields(props: {
  readonly value: RolePlace;
  readonly change: (value: RolePlace) => void;
}): ReactNode {
  const { value, change } = props;
  return (
    <>
      <Field label={texts.placeKind} required>
        <Select
          value={value.kind}
          onChange={(_event, chosen) => {
            change({ ...value, kind: chosen.value });
          }}
        >
          {[['', texts.everywhere], ...Object.entries(texts.placeKinds)].map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      {value.kind !== '' && (
        <Field label={texts.places} hint={texts.placesHint} required>
          <Input
            value={value.places}
            onChange={(_event, typed) => {
              change({ ...value, places: typed.value });
            }}
          />
        </Field>
      )}
      <DateField
        type="date"
        label={texts.until}
        hint={texts.untilHint}
        value={value.until}
        change={(until) => {
          change({ ...value, until });
        }}
      />
    </>
  );
}
