/** A plain number, or one with separators of thousands where they belong. */
const amount = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d*)?$/;

/** What the service takes: digits before the point, and characters altogether. */
const isShort = (plain: string): boolean => plain.length < 40 && /^\d{1,14}(\.|$)/.test(plain);

/**
 * The plain decimal that was meant: Excel writes `1,234.50`, `$12`, `12 %` and `(12)`. Null where it is no number, or
 * might be another one elsewhere: `1,5` is not 15, `1.234,50` is not 1.23, `12 34` is not 1,234; or is longer
 * than any that the service takes.
 */
export function numberTyped(text: string): string | null {
  const [, inner = text.trim()] = /^\((.+)\)$/.exec(text.trim()) ?? [];
  const isBelow = inner !== text.trim();
  const [, sign = '', digits = ''] =
    /^(-?)\s*\$?\s*(?=[\d.])(\S+?)\s*%?$/.exec(inner.replace(/^\$\s*-/, '-$')) ?? [];
  if (!/\d/.test(digits) || !amount.test(digits) || (isBelow && sign !== '')) return null;
  const plain = digits.replaceAll(',', '').replace(/^\./, '0.').replace(/\.$/, '');
  if (!isShort(plain)) return null;
  return (isBelow || sign !== '') && /[1-9]/.test(plain) ? `-${plain}` : plain;
}
