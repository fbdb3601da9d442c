import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
} from '@fluentui/react-components';
import { useIsMutating } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { answers } from '../../texts/answers.ts';
import { Refused } from '../answered.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px', '& p': { margin: 0 } },
});

/**
 * A dialog that asks before something is done: its title, what is said and typed, and the buttons below. A click beside
 * it does not close it, Esc only while nothing was typed or chosen, and neither while something is being done.
 */
export function AskDialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { title, close, actions, children } = props;
  const styles = useStyles();
  const typed = useRef(new Set<Element>());
  const isBusy = useIsBusy();
  useFocusGivenBack();
  const note = ({ target }: SyntheticEvent): void => {
    if (target instanceof Element) typed.current.add(target);
  };
  // What is shown in place of the fields, once it is done, can be closed.
  const holdsTyped = (): boolean => [...typed.current].some((field) => field.isConnected);
  return (
    <Dialog
      open
      onOpenChange={(_event, { type }) => {
        if (type === 'escapeKeyDown' && !holdsTyped() && !isBusy) close();
      }}
    >
      <DialogSurface onInput={note} onChange={note}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions>{actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/**
 * Gives the keyboard back to what opened the dialog. Where that is gone, as a button after what it did, the row of the
 * list that was worked in last has it, or the page: never nothing, from where a key does nothing.
 */
function useFocusGivenBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The library looks in the next task for something that has had the focus once, and finds it in the top bar.
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
        const place = isThere
          ? opener
          : document.querySelector<HTMLElement>('main [role=row][tabindex="0"], main');
        place?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}

/** Leaves the dialog; not while something is being done, of which it would not tell. */
export function CloseButton(props: { readonly close: () => void; readonly children: string }): ReactNode {
  return (
    <Button disabled={useIsBusy()} onClick={props.close}>
      {props.children}
    </Button>
  );
}

/** A change is on its way; not one that waits for the network to come back. */
function useIsBusy(): boolean {
  return useIsMutating({ predicate: ({ state }) => !state.isPaused }) > 0;
}

/** What the service refused, brought into view: a long dialog may have scrolled past it. */
export function DialogRefusal({ cause }: { readonly cause: Error | null }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [cause]);
  return cause === null ? null : (
    <div ref={place} role="alert">
      <Refused cause={cause} />
    </div>
  );
}

/** Why somebody does it, in a few lines. */
export function ReasonField(props: {
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  const { label, hint, isRequired, value, change } = props;
  return (
    <Field label={label} hint={isRequired ? hint : answers.optional(hint)} required={isRequired}>
      <Textarea
        value={value}
        onChange={(_event, typed) => {
          change(typed.value);
        }}
      />
    </Field>
  );
}
