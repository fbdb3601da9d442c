import { Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { Answered, Empty } from '../design/answered.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { Figure } from '../design/figure.tsx';
import { month, noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import {
  applyIncreases,
  decideIncrease,
  increasesQuery,
  noticesQuery,
  type WaitingIncrease,
} from '../service/contract-settings.ts';
import { may, useMe, useToday } from '../service/session.ts';
import { contractSettingTexts, contractTexts } from '../texts/contracts.ts';
import { DueIncreases, throughOf } from './due-increases.tsx';

const { increase: texts } = contractSettingTexts;

const useStyles = makeStyles({
  buttons: { display: 'flex', gap: '8px' },
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    alignItems: 'stretch',
    paddingBottom: '16px',
  },
  apply: { alignSelf: 'start' },
});

/** Rates that are due to change, increases that await a second person, and those of which customers are told. */
export function Increases(): ReactNode {
  const styles = useStyles();
  return (
    <>
      <ToDecide />
      <section className={styles.section}>
        <DueIncreases />
        <Apply />
      </section>
      <Notices />
    </>
  );
}

interface Pending {
  readonly increase: WaitingIncrease;
  readonly decision: 'approved' | 'rejected';
}

function ToDecide(): ReactNode {
  const styles = useStyles();
  const { today } = useToday();
  const mayDecide = may(useMe(), 'contract', 'approve');
  const [pending, setPending] = useState<Pending | null>(null);
  const { data: waiting = [] } = useQuery(increasesQuery(throughOf(today)));
  if (waiting.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{texts.toDecide}</h2>
      {waiting.map((increase) => (
        <MessageBar key={`${increase.site} ${increase.month}`} intent="warning" layout="multiline">
          <MessageBarBody>
            {texts.waits(
              `${increase.site} ${increase.customer_name ?? ''}`,
              month(increase.month),
              increase.percent,
            )}
            <ul>
              {increase.rates.map((rate) => (
                <li key={rate}>{rate}</li>
              ))}
            </ul>
            {increase.is_for_a_vice_president && texts.forVicePresident}
            {increase.rejected && texts.wasRejected(increase.rejected.decided_by, increase.rejected.reason)}
            {mayDecide && (
              <div className={styles.buttons}>
                {(['approved', 'rejected'] as const).map((decision) => (
                  <Button
                    key={decision}
                    onClick={() => {
                      setPending({ increase, decision });
                    }}
                  >
                    {texts.decide[decision]}
                  </Button>
                ))}
              </div>
            )}
          </MessageBarBody>
        </MessageBar>
      ))}
      {pending !== null && (
        <ReasonDialog
          title={texts.deciding[pending.decision](pending.increase.site)}
          button={texts.decide[pending.decision]}
          said={texts.decided[pending.decision]}
          stale={['contracts', 'home']}
          isOptional={pending.decision === 'approved'}
          act={(reason) => decideIncrease(pending.increase, pending.decision, reason)}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </section>
  );
}

/** Applies what is due now, as the server does each month. */
function Apply(): ReactNode {
  const styles = useStyles();
  const { today } = useToday();
  const mayApply = may(useMe(), 'contract', 'change');
  if (!mayApply) return null;
  const through = today.slice(0, 7);
  return (
    <DialogButton
      className={styles.apply}
      title={texts.apply(month(through))}
      dialog={(close) => (
        <ReasonDialog
          title={texts.apply(month(through))}
          button={texts.applyNow}
          said={texts.applied}
          stale={['contracts']}
          isOptional
          act={(reason) => applyIncreases(through, reason)}
          close={close}
        >
          <p>{texts.applyHelp}</p>
        </ReasonDialog>
      )}
    />
  );
}

function Notices(): ReactNode {
  const { increaseColumns: titles } = contractTexts;
  return (
    <section>
      <h2>{texts.notices}</h2>
      <Answered query={useQuery(noticesQuery)} rows={3}>
        {(notices) =>
          notices.length === 0 ? (
            <Empty title={texts.noNotices} />
          ) : (
            <PlainTable
              name={texts.notices}
              rows={notices.flatMap(({ rates, ...notice }) => rates.map((rate) => ({ ...notice, ...rate })))}
              idOf={({ site, from, path }) => [site, from, path].join(' ')}
              columns={[
                {
                  id: 'site',
                  title: titles.site,
                  cell: (row) => `${row.site} ${row.customer_name ?? noData}`,
                },
                { id: 'month', title: titles.month, cell: ({ from }) => month(from) },
                { id: 'what', title: titles.what, cell: ({ what }) => what },
                {
                  id: 'from',
                  title: titles.from,
                  align: 'end',
                  cell: ({ before }) => <Figure value={before} kind="exact" />,
                },
                {
                  id: 'to',
                  title: titles.to,
                  align: 'end',
                  cell: ({ after }) => <Figure value={after} kind="exact" />,
                },
                {
                  id: 'percent',
                  title: texts.percent,
                  align: 'end',
                  cell: ({ percent }) => <Figure value={percent} kind="percent" />,
                },
              ]}
            />
          )
        }
      </Answered>
    </section>
  );
}
