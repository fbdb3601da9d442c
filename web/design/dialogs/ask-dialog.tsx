import {
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
import { useEffect, useRef, type ReactNode } from 'react';
import { answers } from '../../texts/answers.ts';
import { Refused } from '../answered.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px', '& p': { margin: 0 } },
});

/** A dialog that asks before something is done: its title, what is said and typed, and the buttons below. */
export function AskDialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { title, close, actions, children } = props;
  const styles = useStyles();
  return (
    <Dialog
      open
      onOpenChange={() => {
        close();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions>{actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
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
