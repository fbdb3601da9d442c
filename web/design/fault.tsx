import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ServiceRefusal } from '../service/client.ts';
import { answers } from '../texts/answers.ts';
import { Refused } from './answered.tsx';

/** Stands where a page would be that failed: what the service refused, or a fault of the app. */
export function Fault({ error }: { readonly error: unknown }): ReactNode {
  if (error instanceof ServiceRefusal) return <Refused cause={error} />;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{answers.faultTitle}</MessageBarTitle> {answers.fault}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {answers.reload}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
