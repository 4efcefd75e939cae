/** Of an address at a push service; the longest that are known have some 400 characters. */
const ADDRESS_MOST = 2_000;

/** The address at which a browser is woken, as its push service gave it; undefined where it is none. */
export function readPushAddress(written: string): URL | undefined {
  if (written.length > ADDRESS_MOST || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
  return plain ? url : undefined;
}
