const asking = new WeakMap<() => Promise<unknown>, Promise<unknown>>();

/** The answer of a question, asked once for all who want to know within so many milliseconds. */
export function answeredOnce<Answer>(ask: () => Promise<Answer>, milliseconds: number): Promise<Answer> {
  const present = asking.get(ask) as Promise<Answer> | undefined;
  if (present) return present;
  const answer = ask();
  asking.set(ask, answer);
  setTimeout(() => asking.delete(ask), milliseconds).unref();
  return answer;
}
