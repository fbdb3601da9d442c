/**
 * Orders what stands in cells: nothing before everything, decimals by value (exactly, as text), other text as people
 * count (`2` before `10`).
 */
export function inOrder(one: string | number | null, other: string | number | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  const [first, second] = [String(one), String(other)];
  if (isDecimal(first) && isDecimal(second)) return decimalsInOrder(first, second);
  return first.localeCompare(second, 'en', { numeric: true, sensitivity: 'base' });
}

function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function decimalsInOrder(one: string, other: string): number {
  const [isOneBelow, isOtherBelow] = [one.startsWith('-'), other.startsWith('-')];
  if (isOneBelow !== isOtherBelow) return isOneBelow ? -1 : 1;
  const order = sizesInOrder(one.replace('-', ''), other.replace('-', ''));
  return isOneBelow ? -order : order;
}

function sizesInOrder(one: string, other: string): number {
  const [whole = '', part = ''] = one.split('.');
  const [otherWhole = '', otherPart = ''] = other.split('.');
  const digits = Math.max(whole.length, otherWhole.length);
  const places = Math.max(part.length, otherPart.length);
  const padded = whole.padStart(digits, '0') + part.padEnd(places, '0');
  const otherPadded = otherWhole.padStart(digits, '0') + otherPart.padEnd(places, '0');
  return padded === otherPadded ? 0 : padded < otherPadded ? -1 : 1;
}
