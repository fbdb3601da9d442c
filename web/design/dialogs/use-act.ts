import { useMutation, type UseMutationOptions } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * What a click does. While it runs, another click does nothing: a button is disabled only once it is drawn again, and a
 * double click is faster.
 */
export function useAct<Outcome, Input = void>(options: UseMutationOptions<Outcome, Error, Input>) {
  const acting = useMutation(options);
  const isRunning = useRef(false);
  const mutate = (input: Input): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    acting.mutate(input, {
      onSettled: () => {
        isRunning.current = false;
      },
    });
  };
  return { ...acting, mutate };
}
