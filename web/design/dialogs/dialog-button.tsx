import { Button, type ButtonProps } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';

type Look = Pick<ButtonProps, 'appearance' | 'aria-label' | 'className' | 'size'>;

/**
 * A button that opens a dialog, which is given what closes it. A dialog that is open stays when the button is not
 * offered any more, so that a refusal can be read after what it speaks of has changed.
 */
export function DialogButton(
  props: Look & {
    readonly title: string;
    readonly isOffered?: boolean;
    readonly dialog: (close: () => void) => ReactNode;
  },
): ReactNode {
  const { title, isOffered = true, dialog, ...look } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {isOffered && (
        <Button
          {...look}
          onClick={() => {
            setIsOpen(true);
          }}
        >
          {title}
        </Button>
      )}
      {isOpen &&
        dialog(() => {
          setIsOpen(false);
        })}
    </>
  );
}
