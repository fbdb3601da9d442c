import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AskDialog, CloseButton, DialogRefusal } from '../design/dialogs/ask-dialog.tsx';
import { useSay } from '../design/toasts.tsx';
import { answers } from '../texts/answers.ts';
import { useAct } from '../design/dialogs/use-act.ts';

const useStyles = makeStyles({
  secret: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
});

/** What was made: what to say of it, and the secret, which is shown this once; null where somebody else sets it. */
interface NewSecret {
  readonly says: string;
  readonly secret: string | null;
}

/** Makes something that has a secret. The dialog stays until whoever made it has read what came of it. */
export function SecretDialog(props: {
  readonly title: string;
  readonly button: string;
  readonly close: () => void;
  /** Something has to be typed first. */
  readonly isWaiting: boolean;
  readonly act: () => Promise<NewSecret>;
  /** Word of the key of the queries of administration that are out of date after it. */
  readonly stale: string;
  readonly children: ReactNode;
}): ReactNode {
  const { title, button, close, isWaiting, act, stale, children } = props;
  const queries = useQueryClient();
  const making = useAct({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration', stale] }),
  });
  return (
    <AskDialog
      title={title}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{making.data ? answers.close : answers.cancel}</CloseButton>
          {!making.data && (
            <Button
              appearance="primary"
              disabled={isWaiting || making.isPending}
              onClick={() => {
                making.mutate();
              }}
            >
              {button}
            </Button>
          )}
        </>
      }
    >
      {making.data ? <Shown result={making.data} /> : children}
      <DialogRefusal cause={making.error} />
    </AskDialog>
  );
}

function Shown({ result: { says, secret } }: { readonly result: NewSecret }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div role="status">
      <p>{says}</p>
      {secret !== null && (
        <>
          <p className={styles.secret}>{secret}</p>
          <Button
            onClick={() => {
              void navigator.clipboard.writeText(secret).then(() => {
                say.done(answers.copied);
              });
            }}
          >
            {answers.copy}
          </Button>
        </>
      )}
    </div>
  );
}
