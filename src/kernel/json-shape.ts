/**
 * An answer as interfaces write it in JSON: fields in snake_case, like the columns of the database, whatever surface
 * gives it. Names that are data (site numbers, codes) do not begin like a field and stay as they are.
 * `shapedForJson({ fromMonth: '2025-03', jobs: [{ jobCode: 'GSA' }] })` is
 * `{ from_month: '2025-03', jobs: [{ job_code: 'GSA' }] }`.
 */
export function shapedForJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapedForJson);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [fieldName(name), shapedForJson(held)]),
  );
}

/** Decimals and dates write themselves. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function fieldName(name: string): string {
  return /^[a-z][A-Za-z0-9]*$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : name;
}
