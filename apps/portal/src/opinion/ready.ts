/*
 * Whether this device can blind a token by itself, told to the form that begins a ballot: with it the page draws the token, without it the
 * server does and says so. The arithmetic (./blind.ts) is fetched with the ballot alone.
 */
const blind = document.querySelector<HTMLInputElement>('#before [name=blind]');
if (blind && 'BigInt' in window && window.crypto.subtle) {
  blind.value = '1';
  for (const [id, hidden] of [
    ['drawn', true],
    ['blind', false],
  ] as const) {
    const words = document.getElementById(id);
    if (words) words.hidden = hidden;
  }
}
