/** A choice of this browser's user that outlives the page; never anything secret. */
export interface Remembered<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (changed: () => void) => () => void;
}

/** Remembers a text or plain value under a name; `fallback` where nothing was chosen yet. */
export function remembered<T>(name: string, fallback: T): Remembered<T> {
  const key = `daybook.${name}`;
  const listeners = new Set<() => void>();
  let value = parsed(localStorage.getItem(key), fallback);
  return {
    get: () => value,
    set: (chosen) => {
      value = chosen;
      localStorage.setItem(key, JSON.stringify(chosen));
      for (const changed of listeners) changed();
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function parsed<T>(text: string | null, fallback: T): T {
  if (text === null) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback; // written by another program of this address
  }
}
