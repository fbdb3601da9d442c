import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ServiceRefusal, signInAgainAddress } from '../service/client.ts';
import { answers } from '../texts/answers.ts';
import { nextInApp } from '../texts/commands.ts';
import { withValueNames } from './value-names.ts';

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '8px 0' },
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '48px 16px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    '& svg': { fontSize: '28px' },
  },
  message: { overflowWrap: 'anywhere' },
  strong: { fontWeight: 600, color: tokens.colorNeutralForeground1 },
  narrow: { maxWidth: '560px' },
});

/** What a question was answered with: waiting, refused, not allowed, or its data. */
export function Answered<T>(props: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** Rows of the skeleton, about as many as will come. */
  readonly rows?: number;
}): ReactNode {
  const { query, children, rows = 8 } = props;
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Refused cause={query.error} again={() => void query.refetch()} />;
  return <Waiting rows={rows} />;
}

/** Grey rows where data will be. */
function Waiting({ rows = 8 }: { readonly rows?: number }): ReactNode {
  const styles = useStyles();
  return (
    <Skeleton className={styles.skeleton} aria-label={answers.loading}>
      {Array.from({ length: rows }, (_, at) => (
        <SkeletonItem key={at} size={24} />
      ))}
    </Skeleton>
  );
}

/** What the service refused, in its words, with the next step; what the person may not see says whom to ask. */
export function Refused({ cause, again }: { readonly cause: Error; readonly again?: () => void }): ReactNode {
  const styles = useStyles();
  const refusal = cause instanceof ServiceRefusal ? cause : null;
  if (refusal?.code === 'SECURITY_STEP_UP_NEEDED') return <SignInAgain message={refusal.message} />;
  if (refusal?.status === 403)
    return (
      <Empty icon={<LockClosedRegular />} title={answers.noPermission}>
        <div className={styles.narrow}>{refusal.message}</div>
        <div className={styles.narrow}>
          <NextStep next={refusal.next} />
        </div>
      </Empty>
    );
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody className={styles.message}>
        <MessageBarTitle>{withValueNames(cause.message)}</MessageBarTitle>
        {refusal !== null && (
          <>
            {' '}
            <NextStep next={refusal.next} /> {answers.code(refusal.code)}
          </>
        )}
      </MessageBarBody>
      {again && (
        <MessageBarActions>
          <Button onClick={again}>{answers.again}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** What to do next, as the service says it; where that is a command, the screen on which the app does the same. */
export function NextStep({ next }: { readonly next: string }): ReactNode {
  return nextInApp(next).map((piece) => {
    if (typeof piece === 'string') return piece;
    const [to = '/', search = ''] = piece.address.split('?');
    return (
      <Link key={piece.address} to={to} search={Object.fromEntries(new URLSearchParams(search))}>
        {piece.name}
      </Link>
    );
  });
}

/** What needs a recent sign-in leads there in a new tab: what was typed stays, and can be sent again. */
function SignInAgain({ message }: { readonly message: string }): ReactNode {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{message}</MessageBarTitle>
      </MessageBarBody>
      <MessageBarActions>
        <Button as="a" href={signInAgainAddress()} target="_blank">
          {answers.signInAgain}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Nothing to show, and what that means. */
export function Empty(props: {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      {props.icon}
      <div className={styles.strong}>{props.title}</div>
      {props.children}
    </div>
  );
}
