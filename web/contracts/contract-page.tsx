import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { Page } from '../design/page.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { useSay } from '../design/toasts.tsx';
import {
  contractQuery,
  downloadContract,
  type WaitingChange,
  type WholeContract,
} from '../service/contracts.ts';
import { may, useMe } from '../service/session.ts';
import { contractTexts as texts } from '../texts/contracts.ts';
import { AppliedIncreases, ContractVersions } from './contract-versions.tsx';
import { ContractTerms } from './contract-terms.tsx';
import { DecideDialog, type Decision } from './decide-dialog.tsx';
import { DueIncreases } from './due-increases.tsx';
import { EndDialog, WithdrawDialog } from './end-dialogs.tsx';
import { Clauses } from './settings/clauses.tsx';
import { meaningOf } from './words.ts';

const faces = ['terms', 'versions', 'increases', 'clauses'] as const;

/** One contract: its terms in words, its versions, and the increases to come and applied. */
export function ContractPage(): ReactNode {
  const { site } = useParams({ from: '/contracts/$site' });
  const { period } = useContextChoice();
  const face = useTab(faces);
  const query = useQuery(contractQuery(site, period));
  const contract = query.data?.contract;
  return (
    <Page
      title={contract === undefined ? site : `${site} ${contract.customer_name ?? ''}`}
      state={
        contract && (
          <StateChip meaning={meaningOf(contract.state)}>
            {texts.states[contract.state] ?? contract.state}
          </StateChip>
        )
      }
      actions={contract && <Actions site={site} state={contract.state} />}
      tabs={<Tabs names={faces} titles={texts.faces} />}
      isFilling={face === 'clauses'}
    >
      {query.data && <Waiting whole={query.data} />}
      {face === 'terms' && <Answered query={query}>{(whole) => <ContractTerms whole={whole} />}</Answered>}
      {face === 'versions' && <ContractVersions site={site} />}
      {face === 'clauses' && <Clauses site={site} />}
      {face === 'increases' && (
        <>
          <DueIncreases site={site} />
          <AppliedIncreases site={site} />
        </>
      )}
    </Page>
  );
}

type Ending = 'withdraw' | 'end';

function Actions({ site, state }: { readonly site: string; readonly state: string }): ReactNode {
  const me = useMe();
  const say = useSay();
  const { period } = useContextChoice();
  const [pending, setPending] = useState<Ending | null>(null);
  if (!may(me, 'contract', 'change')) return null;
  const close = (): void => {
    setPending(null);
  };
  return (
    <>
      <Link to="/contracts/$site/edit" params={{ site }} tabIndex={-1}>
        <Button appearance="primary">{texts.edit}</Button>
      </Link>
      {state === 'active' ? (
        <Button
          onClick={() => {
            setPending('end');
          }}
        >
          {texts.end}
        </Button>
      ) : (
        <Button
          onClick={() => {
            setPending('withdraw');
          }}
        >
          {texts.withdraw}
        </Button>
      )}
      <Button
        onClick={() => {
          downloadContract(site, period).catch(say.refused);
        }}
      >
        {texts.file}
      </Button>
      {pending === 'withdraw' && <WithdrawDialog site={site} close={close} />}
      {pending === 'end' && <EndDialog site={site} close={close} />}
    </>
  );
}

const useStyles = makeStyles({
  bars: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '8px 0' },
});

/** What awaits a second person, and its decision where the person may be the second one. */
function Waiting({ whole: { waiting } }: { readonly whole: WholeContract }): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const [pending, setPending] = useState<Decision | null>(null);
  if (waiting.length === 0) return null;
  /** The service says whose it is to decide; nobody decides their own. */
  const isMineToDecide = ({ asked_by: by, roles }: WaitingChange): boolean =>
    by !== me.person && roles.some((role) => me.roles.includes(role));
  return (
    <div className={styles.bars}>
      {waiting.map((change) => (
        <MessageBar key={change.id} intent="warning" layout="multiline">
          <MessageBarBody>{texts.awaits(change.says, change.asked_by)}</MessageBarBody>
          {isMineToDecide(change) && (
            <MessageBarActions>
              {(['approve', 'reject'] as const).map((decision) => (
                <Button
                  key={decision}
                  onClick={() => {
                    setPending({ decision, numbers: [change.id] });
                  }}
                >
                  {texts[decision]}
                </Button>
              ))}
            </MessageBarActions>
          )}
        </MessageBar>
      ))}
      {pending !== null && (
        <DecideDialog
          pending={pending}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </div>
  );
}
