import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { onSessionEnd, signInAddress } from '../../service/client.ts';
import { readWho, useMe } from '../../service/session.ts';
import { frame } from '../../texts/frame.ts';

/**
 * Stands over the page when the session is over: whoever signs in again in a new tab goes on here, and nothing that
 * was typed is lost. Somebody else who signs in begins anew.
 */
export function SessionEnded(): ReactNode {
  const queries = useQueryClient();
  const { person } = useMe();
  const [isOver, setOver] = useState(false);
  useEffect(
    () =>
      onSessionEnd(() => {
        setOver(true);
      }),
    [],
  );
  const goOn = useEffectEvent(async () => {
    const who = await readWho();
    if (who === null) return;
    if (who !== person) {
      location.reload();
      return;
    }
    setOver(false);
    await queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  });
  useEffect(() => {
    if (!isOver) return;
    const look = (): void => void goOn();
    window.addEventListener('focus', look);
    return () => {
      window.removeEventListener('focus', look);
    };
  }, [isOver]);
  if (!isOver) return null;
  const { title, says, signIn } = frame.sessionEnded;
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{says}</DialogContent>
          <DialogActions>
            <Button appearance="primary" as="a" href={signInAddress()} target="_blank">
              {signIn}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
