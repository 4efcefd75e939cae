/**
 * JSON with sorted keys and no blanks, so that the same value always gives the same bytes: RFC 8785 (JCS) for every value that
 * JSON has. Numbers and strings are written as ECMAScript writes them, which is what the RFC asks for.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    // Without a comparison `sort` goes by UTF-16 code units, as the RFC does.
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * The same for what others check: whatever has no one spelling in JSON is refused and not written somehow.
 * @throws TypeError on a number that is not finite, half a surrogate pair, or anything but JSON's own types
 */
export function strictCanonical(value: unknown): string {
  refuseOther(value);
  return canonical(value);
}

function refuseOther(value: unknown): void {
  if (Array.isArray(value)) {
    for (const one of value) refuseOther(one);
    return;
  }
  if (value !== null && typeof value === 'object') {
    if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
      throw new TypeError('only plain objects have a canonical form');
    for (const [key, held] of Object.entries(value)) {
      refuseOther(key);
      refuseOther(held);
    }
    return;
  }
  const fits =
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && value.isWellFormed());
  if (!fits) throw new TypeError('this value has no canonical form');
}
