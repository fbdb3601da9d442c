import { Field, Input, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { changeLines } from '../service/administration.ts';
import { administrationTexts } from '../texts/administration.ts';

const { review: texts, request: requestTexts } = administrationTexts;

/** Changes where roles under review hold, or until when. */
export function ChangeRoleDialog(props: {
  readonly lines: readonly string[];
  readonly close: () => void;
}): ReactNode {
  const { lines, close } = props;
  const [kind, setKind] = useState('site');
  const [places, setPlaces] = useState('');
  const [until, setUntil] = useState('');
  return (
    <OutcomeDialog
      title={texts.deciding.change}
      button={texts.change}
      close={close}
      act={(reason) =>
        changeLines(
          lines,
          {
            place_kind: kind === '' ? null : kind,
            places: places.split(',').flatMap((place) => (place.trim() === '' ? [] : [place.trim()])),
            until: until === '' ? null : until,
          },
          reason,
        )
      }
      word={texts.lineWord}
      needsReason
      stale={['administration']}
    >
      <Field label={requestTexts.placeKind}>
        <Select
          value={kind}
          onChange={(_event, { value }) => {
            setKind(value);
          }}
        >
          {[['', requestTexts.everywhere], ...Object.entries(requestTexts.placeKinds)].map(
            ([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ),
          )}
        </Select>
      </Field>
      {kind !== '' && (
        <Field label={requestTexts.places} hint={requestTexts.placesHint} required>
          <Input
            value={places}
            onChange={(_event, { value }) => {
              setPlaces(value);
            }}
          />
        </Field>
      )}
      <DateField
        type="date"
        label={requestTexts.until}
        hint={requestTexts.untilHint}
        value={until}
        change={setUntil}
      />
    </OutcomeDialog>
  );
}
