import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { useSentFiles, useSentShares, type FileOnItsWay } from '../service/uploads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { feedName } from '../texts/sources.ts';
import { LoadState, OutcomeOfLoad } from './load-outcome.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: '24px 0 0', padding: 0, maxWidth: '960px' },
  file: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', gap: '12px', alignItems: 'center', flexWrap: 'wrap' },
  name: { fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Files of this visit: how far each is, and what became of it. */
export function SentFiles({ feed }: { readonly feed?: string }): ReactNode {
  const styles = useStyles();
  const files = useSentFiles().filter((file) => feed === undefined || file.feed === feed);
  if (files.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={texts.uploadOutcome}>
      {files.map((file) => (
        <SentFileItem key={file.id} sent={file} />
      ))}
    </ul>
  );
}

function SentFileItem({ sent }: { readonly sent: FileOnItsWay }): ReactNode {
  const styles = useStyles();
  const shareOf = useSentShares();
  const { file, feed, isDryRun, state, outcome, refusal } = sent;
  const share = shareOf(sent);
  return (
    <li className={styles.file}>
      <div className={styles.head}>
        <span className={styles.name}>{file.name}</span>
        <span className={styles.quiet}>
          {[feedName(feed), ...(isDryRun ? [texts.trial] : [])].join(' · ')}
        </span>
        {state === 'refused' && <LoadState state="refused" />}
        {state === 'sending' && (
          <span role="status">{share < 1 ? texts.sending(Math.floor(share * 100)) : texts.checking}</span>
        )}
      </div>
      {state === 'sending' && <ProgressBar aria-label={file.name} {...(share < 1 ? { value: share } : {})} />}
      {refusal !== null && <Refused cause={refusal} />}
      {outcome && <OutcomeOfLoad outcome={outcome} />}
    </li>
  );
}
