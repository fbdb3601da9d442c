import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { requestAccess } from '../service/administration.ts';
import { useRoles } from '../service/roles.ts';
import { administrationTexts } from '../texts/administration.ts';
import { RoleField } from './role-field.tsx';
import { RolePlaceFields, type RolePlace } from './role-place-fields.tsx';

const { request: texts } = administrationTexts;

/** Asks for a role, bound to places and with an end where it is meant for a time. */
export function RequestDialog({ close }: { readonly close: () => void }): ReactNode {
  const roles = useRoles().filter((each) => each.kind === 'person');
  const [role, setRole] = useState('accountManager');
  const [place, setPlace] = useState<RolePlace>({ kind: '', places: '', until: '' });
  const { kind, places, until } = place;
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
          places: kind === '' ? [] : places.split(',').map((name) => name.trim()),
          until: until === '' ? null : until,
          reason,
        })
      }
    >
      <RoleField label={texts.role} roles={roles} value={role} change={setRole} />
      <RolePlaceFields value={place} change={setPlace} />
    </ReasonDialog>
  );
}
