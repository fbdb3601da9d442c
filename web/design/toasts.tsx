import {
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  useToastController,
  type ToastIntent,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { nextInApp } from '../texts/commands.ts';
import { ServiceRefusal } from '../service/client.ts';

const toaster = 'daybook';

/** What is being said at the corner of the window, wherever one is. */
export function Toasts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      {children}
      <Toaster toasterId={toaster} position="bottom-end" />
    </>
  );
}

/** Says what became of something: what the service did, or what it refused and what to do next. */
export function useSay(): {
  readonly done: (title: string, more?: string) => void;
  /** Something that nobody did by hand. */
  readonly noted: (title: string) => void;
  readonly refused: (cause: unknown) => void;
} {
  const { dispatchToast } = useToastController(toaster);
  const say = (intent: ToastIntent, title: string, more?: string): void => {
    dispatchToast(
      <Toast>
        <ToastTitle>{title}</ToastTitle>
        {more !== undefined && <ToastBody>{more}</ToastBody>}
      </Toast>,
      { intent, timeout: intent === 'error' ? 12_000 : 5_000 },
    );
  };
  return {
    done: (title, more) => {
      say('success', title, more);
    },
    noted: (title) => {
      say('info', title);
    },
    refused: (cause) => {
      if (cause instanceof ServiceRefusal) say('error', cause.message, plainNext(cause.next));
      else throw cause;
    },
  };
}

/** In words only: what pops up goes away before a link in it is reached. */
function plainNext(next: string): string {
  return nextInApp(next)
    .map((piece) => (typeof piece === 'string' ? piece : piece.name))
    .join('');
}
