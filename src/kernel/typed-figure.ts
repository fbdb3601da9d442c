const grouped = /^(-?)([1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?$/;

/**
 * A figure that somebody typed, without the thousands separators that stand where they belong: `1,250.50` is `1250.50`.
 * Everything else comes back as it is: a comma elsewhere is a decimal comma or a slip, and must be refused, not read as
 * another figure (`1,5` is not 15).
 */
export function withoutSeparators(typed: string): string {
  const text = typed.trim();
  const [, sign, digits, decimals = ''] = grouped.exec(text) ?? [];
  return sign === undefined || digits === undefined
    ? text
    : `${sign}${digits.replaceAll(',', '')}${decimals}`;
}

/** Dollars that somebody typed, without the sign: `$10`, `-$ 1,250.50` and `10 ` are `10`, `-1250.50` and `10`. */
export function withoutDollarSign(typed: string): string {
  return withoutSeparators(typed.trim().replace(/^(-?)\s*\$\s*/, '$1'));
}

/** A percentage that somebody typed, without the sign: `3.6 %` and `3.6%` are `3.6`. */
export function withoutPercentSign(typed: string): string {
  return withoutSeparators(typed.trim().replace(/\s*%$/, ''));
}
