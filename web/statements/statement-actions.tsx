import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useSay } from '../design/toasts.tsx';
import { downloadDocument, type Statement, type StatementOffer } from '../service/statements.ts';
import { lists } from '../texts/lists.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { ActDialog } from './act-dialog.tsx';
import { DisputeDialog, ResolveDialog } from './dispute-dialogs.tsx';
import { LineDialog } from './line-dialog.tsx';
import { ReviseDialog } from './revise-dialog.tsx';

const titles: Readonly<Record<StatementOffer, string>> = {
  ...texts.actions,
  'change-line': texts.addLine,
  revise: texts.revise,
  dispute: texts.dispute,
  resolve: texts.disputes.resolve,
};

/** Offers that have a button of their own; the others are in a menu. */
const buttons = 2;

/** What may be done with a statement, and its document. */
export function StatementActions({ statement }: { readonly statement: Statement }): ReactNode {
  const say = useSay();
  const [pending, setPending] = useState<StatementOffer | null>(null);
  return (
    <>
      {statement.offers.slice(0, buttons).map((offer, at) => (
        <Button
          key={offer}
          appearance={at === 0 ? 'primary' : 'secondary'}
          onClick={() => {
            setPending(offer);
          }}
        >
          {titles[offer]}
        </Button>
      ))}
      <Button
        onClick={() => {
          downloadDocument(statement.statement_id).catch(say.refused);
        }}
      >
        {texts.document}
      </Button>
      <More offers={statement.offers.slice(buttons)} choose={setPending} />
      {pending !== null && (
        <Dialog
          pending={pending}
          statement={statement}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}

function More(props: {
  readonly offers: readonly StatementOffer[];
  readonly choose: (offer: StatementOffer) => void;
}): ReactNode {
  const { offers, choose } = props;
  if (offers.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<MoreHorizontalRegular />} aria-label={lists.more} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {offers.map((offer) => (
            <MenuItem
              key={offer}
              onClick={() => {
                choose(offer);
              }}
            >
              {titles[offer]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Dialog(props: {
  readonly pending: StatementOffer;
  readonly statement: Statement;
  readonly close: () => void;
}): ReactNode {
  const { pending, statement, close } = props;
  const { statement_id: id } = statement;
  const navigate = useNavigate();
  const goTo = (newest: string | null): void => {
    if (newest !== null) void navigate({ to: '/statements/$statement', params: { statement: newest } });
  };
  if (pending === 'change-line') return <LineDialog id={id} close={close} goTo={goTo} />;
  if (pending === 'revise') return <ReviseDialog statement={statement} close={close} goTo={goTo} />;
  if (pending === 'dispute') return <DisputeDialog id={id} close={close} />;
  if (pending === 'resolve') return <ResolveDialog id={id} close={close} />;
  return <ActDialog pending={{ action: pending, statements: [id] }} close={close} />;
}
