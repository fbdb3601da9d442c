import { isPointed, pointAgain, pointings, pressAgain } from './held-input.ts';

/**
 * After so many milliseconds and frames a grid that answers nothing has nothing to answer, as to a move at the edge of
 * the sheet. A clicked cell comes for certain, and so does an editor, though its code may first have to arrive.
 */
const patience = { moved: 400, clicked: 2_000, editor: 10_000, frames: 24 } as const;

/** What the browser itself does with a key is lost when the key is given later: the clipboard. */
const native = new Set(['c', 'x', 'v']);

const moves = new Set(['Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

/** Places beside the grid where keys are typed, too. */
const elsewhere = 'input, textarea, select, [contenteditable], [role=dialog]';

/** What a key or a click asked the grid for; a number counts the cells that it is still to go on, 0 for nothing. */
type Expected = 'editor' | 'next' | 'clicked' | number;

/** A value that was changed: by the row's place, and the column. */
export interface Edit {
  readonly row: string;
  readonly column: string;
  readonly text: string;
}

/**
 * Keeps keys and clicks in the order in which they were made. The grid opens its editor and goes to the next cell some
 * frames after a key; whoever types numbers blindly is faster, and a key would meet the cell before, or nothing, and a
 * click would take away the editor that is still to come. What comes in between is held until the grid is there.
 */
export class KeyOrder {
  readonly #grid: HTMLRevoGridElement;
  readonly #take: (edit: Edit) => void;
  readonly #held: (KeyboardEvent | MouseEvent)[] = [];
  /** What the grid was asked for and has not shown yet: an editor, the next cell, the clicked one, or so many on. */
  #waits: Expected = 0;
  /** What the editor starts with: the key that opened it, or the value as it is. */
  #opensWith = '';
  /** The cell that was edited last, as it is found in the page. */
  #edited = '';
  /** The value that is being typed into it; null where none is, or it was taken back. */
  #open: Omit<Edit, 'text'> | null = null;
  /** Of that value, what needs not be taken: as it was, or as it was taken before. */
  #taken: string | null = null;
  /** What the open editor shows of the cell without anything being typed; null where a key opened it. */
  #untouched: string | null = null;
  /** The cell that has the focus; empty where none has. */
  #focused = '';
  /** The request for the frame in which the patience is looked at. */
  #looking = 0;

  /** `take` is told what was typed into an editor that is left in another way than by a key of the grid. */
  constructor(grid: HTMLRevoGridElement, take: (edit: Edit) => void) {
    this.#grid = grid;
    this.#take = take;
    this.#followEditor();
    this.#followFocus();
  }

  /** Starts to listen; what it gives stops that. */
  listen(): () => void {
    const hear = (event: KeyboardEvent): void => {
      this.#hear(event);
    };
    const point = (event: MouseEvent): void => {
      this.#point(event);
    };
    document.addEventListener('keydown', hear, true);
    for (const kind of pointings) document.addEventListener(kind, point, true);
    return () => {
      this.finish();
      cancelAnimationFrame(this.#looking);
      document.removeEventListener('keydown', hear, true);
      for (const kind of pointings) document.removeEventListener(kind, point, true);
    };
  }

  /** Takes what is typed into an open editor as it is now; the editor stays. */
  finish(): void {
    const input = this.#grid.querySelector<HTMLInputElement>('revogr-edit input');
    if (input === null || this.#open === null || input.value === this.#taken) return;
    this.#taken = input.value;
    this.#take({ ...this.#open, text: input.value });
  }

  #followEditor(): void {
    this.#grid.addEventListener('beforeeditstart', (event) => {
      const { detail } = event;
      const place = placeOf({ ...detail, rowType: detail.type });
      // A double click into a value that is being typed would begin it anew.
      if (this.#isTyping() && place === this.#edited) event.preventDefault();
      else this.#begin(place, detail);
    });
    this.#grid.addEventListener('beforeedit', (event) => {
      // A value that was looked at is not typed: what follows the budget goes on following it.
      if ('val' in event.detail && event.detail.val === this.#untouched) event.preventDefault();
      this.#untouched = null;
    });
    this.#grid.addEventListener('focusin', ({ target }) => {
      if (this.#waits !== 'editor' || !(target instanceof HTMLInputElement)) return;
      // An editor that starts with the same key as the one before comes with all that was typed there.
      target.value = this.#opensWith;
      this.#arrive();
    });
    this.#grid.addEventListener('focusout', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.finish();
      this.#keepFocus();
    });
  }

  #begin(place: string, { val, model, prop }: HTMLRevoGridElementEventMap['beforeeditstart']): void {
    this.#opensWith = textOf(val === '' ? model[prop] : val);
    this.#untouched = val === '' ? this.#opensWith : null;
    this.#taken = this.#untouched;
    this.#edited = place;
    this.#open = { row: textOf(model['id']), column: String(prop) };
    this.#wait('editor');
  }

  #followFocus(): void {
    this.#grid.addEventListener('beforecellfocus', ({ detail }) => {
      const { originalEvent }: { readonly originalEvent?: Event } = detail;
      const place = placeOf({ ...detail, rowType: detail.type });
      // At once: until the grid does it, keys would go to the button that was used before.
      if (originalEvent !== undefined)
        this.#grid.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
      if (!this.#isWaiting() && this.#focused !== place) this.#wait('clicked');
    });
    this.#grid.addEventListener('afterfocus', (event) => {
      // The cell that was clicked may tell only now that it has the focus, after something was typed into it.
      this.#focused = placeOf(event.detail);
      // It takes the keyboard then, which its editor has already.
      if (this.#isTyping() && this.#edited === this.#focused) event.preventDefault();
      const isNext = this.#edited !== this.#focused;
      if (this.#waits === 'next' ? isNext : this.#waits !== 'editor') this.#step();
    });
    this.#grid.addEventListener('beforefocuslost', () => {
      this.#focused = '';
    });
    this.#grid.addEventListener('setrange', () => {
      if (typeof this.#waits === 'number') this.#step();
    });
  }

  #hear(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!event.isTrusted || !this.#isMeant(target) || modifiers.has(key)) return;
    // What is taken back is not taken when the editor goes.
    if (key === 'Escape' && !event.isComposing && !this.#isWaiting()) this.#takeBack();
    if (this.#isHeld(event)) this.#hold(event);
    else this.#expect(event);
  }

  #takeBack(): void {
    this.#open = null;
    this.#untouched = null;
  }

  /** A click that would take away what is still being typed waits for it, wherever it is made. */
  #point(event: MouseEvent): void {
    const isEarly = this.#held.length > 0 || this.#waits === 'editor' || this.#waits === 'next';
    if (event.isTrusted && isEarly && isPointed(event)) this.#hold(event);
  }

  #hold(event: KeyboardEvent | MouseEvent): void {
    this.#held.push(event);
    // Without that of a pointer there would be none of the mouse.
    if (event.type !== 'pointerdown') event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Whether a key at `target` is meant for the grid: between two cells the keyboard is nowhere, or where it was. */
  #isMeant(target: EventTarget | null): boolean {
    if (!(target instanceof Element)) return false;
    if (this.#grid.contains(target)) return true;
    if (target === document.body) return this.#isWaiting() || this.#focused !== '';
    return this.#isWaiting() && target.closest(elsewhere) === null;
  }

  /** An editor that is closed may take the focus once more, and along when it goes: the cell gets it back. */
  #keepFocus(): void {
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body || this.#focused === '') return;
      if (this.#grid.querySelector('revogr-edit') === null)
        this.#grid.querySelector<HTMLElement>(this.#focused)?.focus({ preventScroll: true });
      else this.#keepFocus();
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

  #isTyping(): boolean {
    const active = document.activeElement;
    return active instanceof HTMLInputElement && this.#grid.contains(active);
  }

  #isHeld(event: KeyboardEvent): boolean {
    if (!this.#isWaiting() && this.#held.length === 0) return false;
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
    const until = performance.now() + patience[what === 'editor' || what === 'clicked' ? what : 'moved'];
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
    const waits = this.#waits;
    const isOther = waits === 'next' || waits === 'clicked';
    if (isOther && this.#grid.querySelector('revogr-edit') !== null)
      requestAnimationFrame(() => {
        if (this.#waits === waits) this.#arrive();
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
        if (next instanceof KeyboardEvent) this.#give(next);
        else pointAgain(next);
      }
    });
  }

  #give(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    const active = document.activeElement;
    const target = active !== null && this.#grid.contains(active) ? active : this.#grid;
    const isPlain = !ctrlKey && !metaKey && !altKey;
    if (target instanceof HTMLInputElement && isPlain && (key.length === 1 || key === 'Backspace')) {
      target.value = key === 'Backspace' ? target.value.slice(0, -1) : target.value + key;
      return;
    }
    if (key === 'Escape') this.#takeBack();
    this.#expect({ key, target, isComposing: false });
    pressAgain(event, target);
  }
}

/** How a cell is found in the page. */
function placeOf(cell: {
  readonly rowIndex: number;
  readonly colIndex: number;
  readonly rowType: string;
  readonly colType: string;
}): string {
  const data = `revogr-data[type="${cell.rowType}"][col-type="${cell.colType}"]`;
  return `${data} [data-rgrow="${String(cell.rowIndex)}"][data-rgcol="${String(cell.colIndex)}"]`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
