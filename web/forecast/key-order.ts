/**
 * After so many milliseconds and frames a grid that answers nothing has nothing to answer, as to a move at the edge of
 * the sheet. An editor comes for certain, though its code may first have to arrive.
 */
const patience = { milliseconds: 400, millisecondsOfEditor: 10_000, frames: 24 } as const;

/** What the browser itself does with a key is lost when the key is given later: the clipboard. */
const native = new Set(['c', 'x', 'v']);

const moves = new Set(['Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

/** What a key or a click asked the grid for; a number counts the cells that it is still to go on, 0 for nothing. */
type Expected = 'editor' | 'next' | 'clicked' | number;

/**
 * Keeps keys in the order in which they were pressed. The grid opens its editor and goes to the next cell some frames
 * after a key; whoever types numbers blindly is faster, and a key would meet the cell before, or nothing. Keys that
 * come in between are held until the grid is there.
 */
export class KeyOrder {
  readonly #grid: HTMLRevoGridElement;
  readonly #held: KeyboardEvent[] = [];
  /** What the grid was asked for and has not shown yet: an editor, the next cell, the clicked one, or so many on. */
  #waits: Expected = 0;
  /** What the editor starts with: the key that opened it, or the value as it is. */
  #opensWith = '';
  /** Row and column of the cell that was edited last. */
  #edited = '';
  /** The same of the cell that has the focus. */
  #focused = '';
  /** The request for the frame in which the patience is looked at. */
  #looking = 0;

  constructor(grid: HTMLRevoGridElement) {
    this.#grid = grid;
    grid.addEventListener('beforeeditstart', ({ detail: { val, model, prop, rowIndex, colIndex } }) => {
      this.#opensWith = textOf(val === '' ? model[prop] : val);
      this.#edited = `${String(rowIndex)} ${String(colIndex)}`;
      this.#wait('editor');
    });
    grid.addEventListener('beforecellfocus', ({ detail: { rowIndex, colIndex } }) => {
      if (!this.#isWaiting() && this.#focused !== `${String(rowIndex)} ${String(colIndex)}`)
        this.#wait('clicked');
    });
    grid.addEventListener('focusin', ({ target }) => {
      if (this.#waits !== 'editor' || !(target instanceof HTMLInputElement)) return;
      // An editor that starts with the same key as the one before comes with all that was typed there.
      target.value = this.#opensWith;
      this.#arrive();
    });
    grid.addEventListener('afterfocus', ({ detail: { rowIndex, colIndex } }) => {
      // The cell that was clicked may tell only now that it has the focus, after something was typed into it.
      this.#focused = `${String(rowIndex)} ${String(colIndex)}`;
      const isNext = this.#edited !== this.#focused;
      if (this.#waits === 'next' ? isNext : this.#waits !== 'editor') this.#step();
    });
    grid.addEventListener('focusout', ({ target }) => {
      if (target instanceof HTMLInputElement) this.#keepFocus();
    });
    grid.addEventListener('setrange', () => {
      if (typeof this.#waits === 'number') this.#step();
    });
  }

  /** Starts to listen; what it gives stops that. */
  listen(): () => void {
    const hear = (event: KeyboardEvent): void => {
      this.#hear(event);
    };
    document.addEventListener('keydown', hear, true);
    return () => {
      cancelAnimationFrame(this.#looking);
      document.removeEventListener('keydown', hear, true);
    };
  }

  #hear(event: KeyboardEvent): void {
    const { target, key } = event;
    // Between two cells the keyboard is nowhere.
    const isHere =
      target instanceof Node &&
      (this.#grid.contains(target) || (this.#isWaiting() && target === document.body));
    if (!event.isTrusted || !isHere || modifiers.has(key)) return;
    if (!this.#isHeld(event)) {
      this.#expect(event);
      return;
    }
    this.#held.push(event);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** An editor that is closed may take the focus once more, and along when it goes: the cell gets it back. */
  #keepFocus(): void {
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      if (this.#grid.querySelector('revogr-edit') !== null) {
        this.#keepFocus();
        return;
      }
      const [row = '', column = ''] = this.#focused.split(' ');
      const cell = `revogr-data[col-type="rgCol"] [data-rgrow="${row}"][data-rgcol="${column}"]`;
      this.#grid.querySelector<HTMLElement>(cell)?.focus({ preventScroll: true });
    });
  }

  /** One of the moves that were asked for is made. */
  #step(): void {
    if (typeof this.#waits === 'number' && this.#waits > 1) this.#waits -= 1;
    else this.#arrive();
  }

  #isWaiting(): boolean {
    return this.#waits !== 0;
  }

  #isHeld(event: KeyboardEvent): boolean {
    if (!this.#isWaiting()) return false;
    if ((event.ctrlKey || event.metaKey) && native.has(event.key.toLowerCase())) return false;
    // The grid itself puts moves one after the other, as many as a key that is held down makes.
    return !(typeof this.#waits === 'number' && this.#held.length === 0 && moves.has(event.key));
  }

  /** What the grid will do with a key that is given to it. */
  #expect({ key, target, isComposing }: Pick<KeyboardEvent, 'key' | 'target' | 'isComposing'>): void {
    if (target instanceof HTMLInputElement) {
      if ((key === 'Enter' || key === 'Tab') && !isComposing) this.#wait('next');
    } else if (moves.has(key)) this.#wait(typeof this.#waits === 'number' ? this.#waits + 1 : 1);
  }

  #wait(what: Expected): void {
    this.#waits = what;
    const { milliseconds, millisecondsOfEditor } = patience;
    const until = performance.now() + (what === 'editor' ? millisecondsOfEditor : milliseconds);
    let frames = 0;
    const look = (): void => {
      frames += 1;
      if (frames > patience.frames && performance.now() > until) this.#release();
      else this.#looking = requestAnimationFrame(look);
    };
    cancelAnimationFrame(this.#looking);
    this.#looking = requestAnimationFrame(look);
  }

  #arrive(): void {
    // An editor that is still to be taken away would be used again, for the cell that it was opened for.
    if (this.#waits === 'next' && this.#grid.querySelector('revogr-edit') !== null)
      requestAnimationFrame(() => {
        if (this.#waits === 'next') this.#arrive();
      });
    else this.#release();
  }

  #release(): void {
    cancelAnimationFrame(this.#looking);
    this.#waits = 0;
    queueMicrotask(() => {
      while (!this.#isWaiting()) {
        const next = this.#held.shift();
        if (next === undefined) return;
        this.#give(next);
      }
    });
  }

  #give({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
    const active = document.activeElement;
    const target = active !== null && this.#grid.contains(active) ? active : this.#grid;
    const isPlain = !ctrlKey && !metaKey && !altKey;
    if (target instanceof HTMLInputElement && isPlain && (key.length === 1 || key === 'Backspace')) {
      target.value = key === 'Backspace' ? target.value.slice(0, -1) : target.value + key;
      return;
    }
    this.#expect({ key, target, isComposing: false });
    target.dispatchEvent(
      new KeyboardEvent('keydown', {
        key,
        code,
        shiftKey,
        ctrlKey,
        metaKey,
        altKey,
        bubbles: true,
        cancelable: true,
      }),
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
