import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { Answered, Empty } from '../../design/answered.tsx';
import { ReasonDialog } from '../../design/dialogs/reason-dialog.tsx';
import { Figure } from '../../design/figure.tsx';
import { noData } from '../../design/format.ts';
import { StateChip } from '../../design/state-chip.tsx';
import { PlainTable } from '../../design/table.tsx';
import {
  approvalTiersQuery,
  approveIndex,
  enterIndex,
  indexesQuery,
  setTier,
  type ApprovalTier,
  type IndexValue,
} from '../../service/contract-settings.ts';
import { roleTitle, useRoles } from '../../service/roles.ts';
import { may, useMe } from '../../service/session.ts';
import { contractSettingTexts } from '../../texts/contracts.ts';
import { OtherReading } from './other-reading.tsx';
import { Readings } from './readings.tsx';
import { SettingSection } from './setting-section.tsx';

const { tier: tierTexts, index: indexTexts } = contractSettingTexts;

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '24px', paddingTop: '12px', maxWidth: '960px' },
});

/** What holds for every contract: who approves changes, the values of the indexes, when escalators apply. */
export function ContractRules(): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Tiers />
      <Indexes />
      <Readings />
      <OtherReading />
    </div>
  );
}

function Tiers(): ReactNode {
  const me = useMe();
  useRoles();
  const mayChange = may(me, 'contract-configuration', 'change') && may(me, 'approval-tier', 'change');
  const [changing, setChanging] = useState<ApprovalTier | null>(null);
  return (
    <SettingSection title={tierTexts.title} help={tierTexts.help}>
      <Answered query={useQuery(approvalTiersQuery)} rows={4}>
        {(tiers) => (
          <PlainTable
            name={tierTexts.title}
            rows={tiers}
            idOf={({ tier }) => String(tier)}
            columns={[
              {
                id: 'from',
                title: tierTexts.from,
                align: 'end',
                cell: (row) => <Figure value={row.from_value} kind="whole" />,
              },
              {
                id: 'roles',
                title: tierTexts.roles,
                cell: ({ roles }) => roles.map((role) => roleTitle(role)).join(', '),
              },
              ...(mayChange
                ? [
                    {
                      id: 'change',
                      title: contractSettingTexts.change,
                      cell: (row: ApprovalTier) =>
                        row.tier > 1 && (
                          <Button
                            size="small"
                            aria-label={tierTexts.changing(String(row.tier))}
                            onClick={() => {
                              setChanging(row);
                            }}
                          >
                            {contractSettingTexts.change}
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answered>
      {changing !== null && (
        <TierDialog
          tier={changing}
          close={() => {
            setChanging(null);
          }}
        />
      )}
    </SettingSection>
  );
}

function TierDialog({ tier, close }: { readonly tier: ApprovalTier; readonly close: () => void }): ReactNode {
  const [value, setValue] = useState(tier.from_value);
  return (
    <ReasonDialog
      title={tierTexts.changing(String(tier.tier))}
      button={contractSettingTexts.change}
      said={tierTexts.changed}
      stale={['contracts']}
      isOptional
      act={(reason) => setTier(tier.tier, value.trim(), reason)}
      close={close}
    >
      <Field label={tierTexts.from} required>
        <Input
          value={value}
          inputMode="decimal"
          onChange={(_event, typed) => {
            setValue(typed.value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}

function Indexes(): ReactNode {
  const mayChange = may(useMe(), 'contract', 'change');
  const [approving, setApproving] = useState<IndexValue | null>(null);
  return (
    <SettingSection
      title={indexTexts.title}
      help={indexTexts.help}
      action={
        <DialogButton
          isOffered={mayChange}
          title={indexTexts.enter}
          dialog={(close) => <IndexDialog close={close} />}
        />
      }
    >
      <Answered query={useQuery(indexesQuery)} rows={3}>
        {(values) =>
          values.length === 0 ? (
            <Empty title={indexTexts.empty} />
          ) : (
            <Values values={values} mayApprove={mayChange} approve={setApproving} />
          )
        }
      </Answered>
      {approving !== null && (
        <ReasonDialog
          title={indexTexts.approving(approving.index, approving.period)}
          button={indexTexts.approve}
          said={indexTexts.approved}
          stale={['contracts']}
          isOptional
          act={(reason) => approveIndex(approving, reason)}
          close={() => {
            setApproving(null);
          }}
        />
      )}
    </SettingSection>
  );
}

function Values(props: {
  readonly values: readonly IndexValue[];
  readonly mayApprove: boolean;
  readonly approve: (value: IndexValue) => void;
}): ReactNode {
  const { values, mayApprove, approve } = props;
  const me = useMe();
  return (
    <PlainTable
      name={indexTexts.title}
      rows={values}
      idOf={({ index, period }) => `${index} ${period}`}
      columns={[
        { id: 'index', title: indexTexts.index, cell: ({ index }) => index },
        { id: 'period', title: indexTexts.period, cell: ({ period }) => period },
        {
          id: 'percent',
          title: indexTexts.percent,
          align: 'end',
          cell: ({ percent }) => <Figure value={percent} kind="exact" />,
        },
        { id: 'by', title: indexTexts.by, cell: (row) => row.entered_by },
        {
          id: 'approved',
          title: indexTexts.approvedBy,
          cell: (row) =>
            row.approved_by ??
            (mayApprove && row.entered_by !== me.person ? (
              <Button
                size="small"
                aria-label={indexTexts.approving(row.index, row.period)}
                onClick={() => {
                  approve(row);
                }}
              >
                {indexTexts.approve}
              </Button>
            ) : (
              <StateChip meaning="needed">{indexTexts.waits}</StateChip>
            )),
        },
      ]}
    />
  );
}

const indexNames = ['CPI', 'ECI'] as const;

function IndexDialog({ close }: { readonly close: () => void }): ReactNode {
  const [index, setIndex] = useState<IndexValue['index']>('CPI');
  const [period, setPeriod] = useState('');
  const [percent, setPercent] = useState('');
  const fields = [
    [indexTexts.period, indexTexts.periodHint, period, setPeriod],
    [indexTexts.percent, indexTexts.percentHint, percent, setPercent],
  ] as const;
  return (
    <ReasonDialog
      title={indexTexts.entering}
      button={indexTexts.enter}
      said={indexTexts.entered}
      stale={['contracts']}
      isOptional
      isWaiting={period.trim() === '' || percent.trim() === ''}
      act={(reason) => enterIndex({ index, period: period.trim(), percent: percent.trim() }, reason)}
      close={close}
    >
      <Field label={indexTexts.index} required>
        <Select
          value={index}
          onChange={(_event, { value }) => {
            setIndex(indexNames.find((name) => name === value) ?? 'CPI');
          }}
        >
          {indexNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      {fields.map(([label, hint, value, change]) => (
        <Field key={label} label={label} hint={hint} required>
          <Input
            value={value}
            placeholder={noData}
            onChange={(_event, typed) => {
              change(typed.value);
            }}
          />
        </Field>
      ))}
    </ReasonDialog>
  );
}
