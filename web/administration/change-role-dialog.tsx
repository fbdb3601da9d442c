import { useState, type ReactNode } from 'react';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { changeLines } from '../service/administration.ts';
import { administrationTexts } from '../texts/administration.ts';
import { RolePlaceFields, type RolePlace } from './role-place-fields.tsx';

const { review: texts } = administrationTexts;

/** Changes where roles under review hold, or until when. */
export function ChangeRoleDialog(props: {
  readonly lines: readonly string[];
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { lines, close } = props;
  const [place, setPlace] = useState<RolePlace>({ kind: 'site', places: '', until: '' });
  const { kind, places, until } = place;
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
            places: places.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
            until: until === '' ? null : until,
          },
          reason,
        )
      }
      word={texts.lineWord}
      needsReason
      stale={['administration']}
    >
      <RolePlaceFields value={place} change={setPlace} />
    </OutcomeDialog>
  );
}
