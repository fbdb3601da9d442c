import { useState } from 'react';
import { remembered } from '../design/remembered.ts';
import { useMe } from '../service/session.ts';

/** When a person was here: the visit that goes on, and the one before it. */
interface Visits {
  readonly now: string;
  readonly before: string;
}

const visits = remembered<Readonly<Record<string, Visits>>>('visits', {});

/** Milliseconds without a look at Home after which the next look is another visit. */
const pause = 2 * 60 * 60_000;

/** Milliseconds for which a first visit looks back. */
const firstLook = 7 * 24 * 60 * 60_000;

/** When this person was here before this visit, as an instant; a week ago on the first. */
export function useLastVisit(): string {
  const { person } = useMe();
  const [since] = useState(() => {
    const now = new Date(performance.timeOrigin + performance.now());
    const last = visits.get()[person];
    const isNew = last === undefined || now.getTime() - Date.parse(last.now) > pause;
    const weekAgo = new Date(now.getTime() - firstLook).toISOString();
    const before = isNew ? (last?.now ?? weekAgo) : last.before;
    visits.set({ ...visits.get(), [person]: { now: now.toISOString(), before } });
    return before;
  });
  return since;
}
