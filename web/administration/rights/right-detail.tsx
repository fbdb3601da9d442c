import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { moment, noData } from '../../design/format.ts';
import { Facts } from '../../design/grid/facts.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { PlainTable } from '../../design/table.tsx';
import { auditQuery, type AuditEntry } from '../../service/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { roleTitle } from '../../service/roles.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { RightDialog } from './right-dialog.tsx';
import type { Right } from './right.ts';

const { right: texts } = administrationTexts;

/** One right: where it holds, how it was delivered, what became of it, and changing it. */
export function RightDetail({ right }: { readonly right: Right }): ReactNode {
  const me = useMe();
  const { role, object, action, scope, delivered, note } = right;
  const isOwn = me.roles.includes(role);
  const mayChange = may(me, 'right', 'change');
  return (
    <>
      <Facts
        facts={[
          [texts.role, roleTitle(role)],
          [texts.object, object],
          [texts.action, action],
          [texts.scope, scope],
          [texts.delivered, delivered ?? scope],
          [texts.note, note],
        ]}
      />
      {delivered !== null && <StateChip meaning="needed">{texts.byOperator}</StateChip>}
      {mayChange && isOwn && <p>{texts.ownRole}</p>}
      <p>
        <DialogButton
          isOffered={mayChange && !isOwn}
          title={texts.change}
          dialog={(close) => <RightDialog right={right} close={close} />}
        />
      </p>
      {may(me, 'audit-trail', 'read') && <History right={right} />}
    </>
  );
}

/** Milliseconds between looks: the trail takes a change into its chain a little later than it holds. */
const refetchInterval = 2_000;

function History({ right }: { readonly right: Right }): ReactNode {
  return (
    <section>
      <h3>{texts.history}</h3>
      <Answered query={useQuery({ ...auditQuery('security.privilege'), refetchInterval })} rows={2}>
        {(entries) => {
          const own = entries.filter((entry) => isOf(entry, right));
          if (own.length === 0) return <p>{texts.noHistory}</p>;
          return (
            <PlainTable
              name={texts.history}
              rows={own}
              idOf={({ position }) => position}
              columns={[
                { id: 'at', title: texts.at, cell: (row) => moment(row.recorded_at) },
                { id: 'scope', title: texts.scope, cell: becameOf },
                { id: 'who', title: texts.who, cell: ({ who }) => who },
                { id: 'why', title: texts.why, cell: ({ reason }) => reason ?? noData },
              ]}
            />
          );
        }}
      </Answered>
    </section>
  );
}

function isOf({ row_key: key }: AuditEntry, { role, object, action }: Right): boolean {
  const parts = JSON.parse(key ?? '{}') as Readonly<Record<string, unknown>>;
  return parts['role'] === role && parts['object'] === object && parts['action'] === action;
}

/** `own → all`; a right that was given or removed has one side. */
function becameOf({ changes }: AuditEntry): string {
  const { scope } = JSON.parse(changes ?? '{}') as { readonly scope?: { old?: string; new?: string } };
  return `${scope?.old ?? texts.none} → ${scope?.new ?? texts.none}`;
}
