import { Field, Input, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { figure, noData } from '../design/format.ts';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { setExportLimit } from '../service/acts/administration.ts';
import { exportLimitsQuery } from '../service/acts/compliance.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';

const { exportLimit: texts } = administrationTexts;

/** How many rows may leave in one export before somebody else has to agree. */
export function ExportLimitButton(): ReactNode {
  const { data = [] } = useQuery(exportLimitsQuery);
  const [everybody, siteBound] = ['everybody', 'site-bound'].map((name) =>
    figure(data.find(({ holder }) => holder === name)?.rows, 'count'),
  );
  return (
    <>
      <span>{data.length > 0 && texts.inForce(everybody ?? noData, siteBound ?? noData)}</span>
      <DialogButton
        isOffered={may(useMe(), 'export-request', 'change')}
        title={texts.set}
        dialog={(close) => <LimitDialog close={close} />}
      />
    </>
  );
}

function LimitDialog({ close }: { readonly close: () => void }): ReactNode {
  const [holder, setHolder] = useState('everybody');
  const [rows, setRows] = useState('');
  return (
    <ReasonDialog
      title={texts.setting}
      button={texts.set}
      said={texts.done}
      stale={['administration']}
      isWaiting={!/^\d{1,9}$/.test(rows.trim())}
      act={(reason) => setExportLimit({ holder, rows: Number.parseInt(rows, 10) }, reason)}
      close={close}
    >
      <Field label={texts.holder}>
        <Select
          value={holder}
          onChange={(_event, { value }) => {
            setHolder(value);
          }}
        >
          {Object.entries(texts.holders).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.rows} required>
        <Input
          inputMode="numeric"
          value={rows}
          onChange={(_event, { value }) => {
            setRows(value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
