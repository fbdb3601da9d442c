import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { figure } from '../design/format.ts';
import { verifyTrail, type Verification } from '../service/acts/administration.ts';
import { administrationTexts } from '../texts/administration.ts';

const { audit: texts } = administrationTexts;

const useStyles = makeStyles({ list: { margin: '4px 0 0', paddingLeft: '18px' } });

/** Whether the chain of the trail is intact: it is verified on request, since the whole trail is read. */
export function ChainState(): ReactNode {
  const verifying = useMutation({ mutationFn: verifyTrail });
  const { data, error, isPending } = verifying;
  const isBroken = data !== undefined && data.findings.length > 0;
  return (
    <>
      <MessageBar
        intent={data === undefined ? 'info' : isBroken ? 'error' : 'success'}
        layout={isBroken ? 'multiline' : 'auto'}
        role="status"
      >
        <MessageBarBody>
          {isPending ? <Spinner size="extra-tiny" label={texts.verifying} /> : <State verification={data} />}
        </MessageBarBody>
        <MessageBarActions>
          <Button
            disabled={isPending}
            onClick={() => {
              verifying.mutate();
            }}
          >
            {texts.verify}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {error && <Refused cause={error} />}
    </>
  );
}

function State({ verification }: { readonly verification: Verification | undefined }): ReactNode {
  const styles = useStyles();
  if (verification === undefined) return texts.notVerified;
  const { entries, heads, findings, explained } = verification;
  return (
    <>
      <MessageBarTitle>
        {findings.length === 0 ? texts.intact : texts.broken(findings.length)}
      </MessageBarTitle>{' '}
      {texts.checked(figure(entries, 'count'), heads)}
      <ul className={styles.list}>
        {findings.map(({ position, rule, problem, subject }) => (
          <li key={[position, rule, subject].join(' ')}>
            {texts.finding(position ?? subject ?? '', problem)}
          </li>
        ))}
        {explained.map(({ position, rule, problem, subject, by, reason }) => (
          <li key={[position, rule, subject, by].join(' ')}>
            {texts.finding(position ?? subject ?? '', problem)} {texts.explainedBy(by, reason)}
          </li>
        ))}
      </ul>
    </>
  );
}
