import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { day } from '../../design/format.ts';
import { endRole, personRolesQuery, type RoleAssignment } from '../../service/acts/people.ts';
import { roleTitle } from '../../service/roles.ts';
import { peopleTexts as texts } from '../../texts/administration/people.ts';
import { GrantDialog } from './grant-dialog.tsx';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: '8px',
    '& p': { margin: 0 },
  },
  list: { listStyle: 'none', margin: 0, padding: 0, width: '100%' },
  role: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The roles of a person: where each holds, until when and why; given and ended by who may. */
export function PersonRoles(props: { readonly person: string; readonly mayChange: boolean }): ReactNode {
  const { person, mayChange } = props;
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <h3 style={{ margin: '12px 0 0' }}>{texts.roles}</h3>
      <Answered query={useQuery(personRolesQuery(person))} rows={2}>
        {({ assignments, fromFeed }) => (
          <>
            {fromFeed.length > 0 && (
              <p>{texts.fromFeed(fromFeed.map((role) => roleTitle(role)).join(', '))}</p>
            )}
            {assignments.length > 0 && (
              <Assignments assignments={assignments} person={person} mayChange={mayChange} />
            )}
            {assignments.length + fromFeed.length === 0 && <p>{texts.noRoles}</p>}
          </>
        )}
      </Answered>
      <DialogButton
        isOffered={mayChange}
        title={texts.grant}
        dialog={(close) => <GrantDialog person={person} close={close} />}
      />
    </section>
  );
}

/** Where a role holds, until when, and why it was given. */
function termsOf({ place_kind: kind, place, valid_to_on: until, reason }: RoleAssignment): string {
  const where = kind === null || place === null ? texts.everywhere : texts.place(kind, place);
  return [where, until === null ? texts.noEnd : texts.until(day(until)), reason].join(' · ');
}

function Assignments(props: {
  readonly assignments: readonly RoleAssignment[];
  readonly person: string;
  readonly mayChange: boolean;
}): ReactNode {
  const { assignments, person, mayChange } = props;
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {assignments.map((row) => (
        <li key={row.role_assignment_id} className={styles.role}>
          <div>
            <div>{roleTitle(row.role)}</div>
            <div className={styles.quiet}>{termsOf(row)}</div>
          </div>
          {mayChange && <End assignment={row} person={person} />}
        </li>
      ))}
    </ul>
  );
}

function End(props: { readonly assignment: RoleAssignment; readonly person: string }): ReactNode {
  const { assignment, person } = props;
  const title = texts.ending(roleTitle(assignment.role), person);
  return (
    <DialogButton
      size="small"
      aria-label={title}
      title={texts.end}
      dialog={(close) => (
        <ReasonDialog
          title={title}
          button={texts.end}
          said={texts.ended}
          stale={['administration']}
          act={(reason) => endRole(assignment.role_assignment_id, reason)}
          close={close}
        />
      )}
    />
  );
}
