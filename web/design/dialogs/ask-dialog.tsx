import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** A dialog that asks before something is done: its title, what is said and typed, and the buttons below. */
export function AskDialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { title, close, actions, children } = props;
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
          <DialogContent>{children}</DialogContent>
          <DialogActions>{actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
    <Field label={label} hint={hint} required={isRequired}>
      <Textarea
        value={value}
        onChange={(_event, typed) => {
          change(typed.value);
        }}
      />
    </Field>
  );
}
