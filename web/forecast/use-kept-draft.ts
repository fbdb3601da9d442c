import { useBlocker } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { DraftKeeper } from './draft-keeper.ts';
import type { TypedValues } from './typed-values.ts';

/**
 * Keeps what is typed, and asks whoever leaves while something is not. Whether the service has it, as far as it was
 * asked.
 */
export function useKeptDraft(site: string, before: TypedValues, values: TypedValues): boolean {
  const [isKept, setIsKept] = useState(true);
  const [keeper] = useState(() => new DraftKeeper(site, before, setIsKept));
  useEffect(() => {
    keeper.take(values);
  }, [keeper, values]);
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === 'hidden') keeper.leave();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      void keeper.keep();
    };
  }, [keeper]);
  useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname && !(await keeper.settle()) && !window.confirm(texts.leaveUnkept),
    enableBeforeUnload: () => keeper.leave(),
  });
  return isKept;
}
