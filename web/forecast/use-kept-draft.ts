import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { DraftKeeper } from './draft-keeper.ts';
import type { TypedValues, Typing } from './typed-values.ts';

/**
 * Keeps what is typed, and asks whoever leaves while something is not. Whether the service has it, as far as it was
 * asked.
 */
export function useKeptDraft(site: string, before: TypedValues, { values, finish }: Typing): boolean {
  const [isKept, setIsKept] = useState(true);
  const [keeper] = useState(() => new DraftKeeper(site, before, setIsKept));
  useEffect(() => {
    keeper.take(values);
  }, [keeper, values]);
  const finishing = useRef(finish);
  useEffect(() => {
    finishing.current = finish;
  });
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState !== 'hidden') return;
      finishing.current();
      keeper.leave();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      void keeper.keep();
    };
  }, [keeper]);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      finishing.current();
      return !(await keeper.settle()) && !window.confirm(texts.leaveUnkept);
    },
    enableBeforeUnload: () => {
      finishing.current();
      return keeper.leave();
    },
  });
  return isKept;
}
