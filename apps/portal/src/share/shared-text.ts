/** The parts of what is shared, as the manifest names them, in the order in which somebody reads them. */
export const sharedParts = ['title', 'text', 'url'] as const;

/**
 * What somebody shared or pasted, as one text: each part on its own line, none twice (Android gives an address within the text and again
 * beside it). Files are not taken: a picture of abuse must never travel.
 */
export function sharedText(form: FormData): string {
  const parts: string[] = [];
  for (const name of sharedParts) {
    const value = form.get(name);
    const part = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
    if (part !== '' && !parts.some((other) => other.includes(part))) parts.push(part);
  }
  return parts.join('\n');
}
