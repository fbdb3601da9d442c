import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { grantRole } from '../../service/acts/people.ts';
import { useRoles } from '../../service/roles.ts';
import { peopleTexts as texts } from '../../texts/administration/people.ts';
import { RoleField } from '../role-field.tsx';
import { RolePlaceFields, type RolePlace } from '../role-place-fields.tsx';

/** Gives a person a role, bound to places and with an end where it is meant for a time. */
export function GrantDialog(props: { readonly person: string; readonly close: () => void }): ReactNode {
  const { person, close } = props;
  const roles = useRoles();
  const [role, setRole] = useState(roles[0]?.role ?? '');
  const [place, setPlace] = useState<RolePlace>({ kind: '', places: '', until: '' });
  const { kind, until } = place;
  const places = place.places.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  return (
    <ReasonDialog
      title={texts.granting(person)}
      button={texts.grant}
      said={texts.granted}
      stale={['administration']}
      isWaiting={kind !== '' && places.length === 0}
      act={(reason) =>
        grantRole(
          person,
          { role, place_kind: kind === '' ? null : kind, places, until: until === '' ? null : until },
          reason,
        )
      }
      close={close}
    >
      <RoleField label={texts.role} roles={roles} value={role} change={setRole} />
      <RolePlaceFields value={place} change={setPlace} />
    </ReasonDialog>
  );
}
