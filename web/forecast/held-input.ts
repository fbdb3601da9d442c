/** What a click consists of. */
export const pointings = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

/** What takes the keyboard when it is clicked. */
const focusable = 'a[href], button, input, select, textarea, [tabindex]';

/** Whether a click is one of the main button of a mouse, on something that the page draws. */
export function isPointed(event: MouseEvent): boolean {
  const isMouse =
    !(event instanceof PointerEvent) || event.pointerType === '' || event.pointerType === 'mouse';
  return isMouse && event.button === 0 && event.target instanceof Element;
}

/** Presses a key that was held, on `target`. */
export function pressAgain(event: KeyboardEvent, target: Element): void {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  const modifiers = { shiftKey, ctrlKey, metaKey, altKey };
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, ...modifiers, bubbles: true, cancelable: true }),
  );
}

/** Points once more at what was pointed at, or at what is there now. */
export function pointAgain(event: MouseEvent): void {
  const { target, type, clientX, clientY } = event;
  const place =
    target instanceof Element && target.isConnected ? target : document.elementFromPoint(clientX, clientY);
  if (place === null) return;
  const isTaken = !place.dispatchEvent(copyOf(event));
  if (type !== 'mousedown' || isTaken) return;
  // A browser gives the keyboard only to what is clicked by hand.
  const taker = place.closest<HTMLElement>(focusable);
  if (taker !== null) taker.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function copyOf(event: MouseEvent): MouseEvent {
  const { detail, screenX, screenY, clientX, clientY, button, buttons } = event;
  const { shiftKey, ctrlKey, metaKey, altKey, view } = event;
  const places = { screenX, screenY, clientX, clientY, button, buttons, detail, view };
  const init = {
    ...places,
    shiftKey,
    ctrlKey,
    metaKey,
    altKey,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  if (!(event instanceof PointerEvent)) return new MouseEvent(event.type, init);
  const { pointerId, pointerType, isPrimary } = event;
  return new PointerEvent(event.type, { ...init, pointerId, pointerType, isPrimary });
}
