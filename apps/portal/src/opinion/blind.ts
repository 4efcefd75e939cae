/*
 * The token of a ballot, drawn and blinded on this device (RFC 9474, RSABSSA-SHA384-PSS-Randomized): the house signs what it cannot read, and
 * of the ballot that comes later it cannot say to whom it was given. The token is asked for while the child reads, so that asking and voting
 * lie apart, and stays in this tab until it is cast, so that a page loaded again has no second ballot; then a mark stays in its place.
 */
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { CAST, placeOf } from './kept-token.ts';

interface Token {
  readonly token: string;
  readonly signature: string;
}

const suite = RSABSSA.SHA384.PSS.Randomized();
const form = document.querySelector<HTMLFormElement>('form[data-issuer]');
const field = (name: keyof Token) => form?.querySelector<HTMLInputElement>(`[name=${name}]`);

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
const textOf = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

async function ask(code: string, issuer: string): Promise<Token> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const key = await crypto.subtle.importKey('spki', bytesOf(issuer), algorithm, true, ['verify']);
  // 32 bytes of the message and 32 before them that the variant adds: the token that the server knows by its length.
  const token = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
  const { blindedMsg, inv } = await suite.blind(key, token);
  const answer = await fetch(`/api/v1/consultations/${code}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ blinded: textOf(blindedMsg) }),
  });
  if (!answer.ok) throw new Error('no token');
  const { signature } = (await answer.json()) as { signature: string };
  // Finalizing checks the signature: one that is false ends here.
  return { token: textOf(token), signature: textOf(await suite.finalize(key, token, bytesOf(signature), inv)) };
}

/** Kept by the code of the consultation, so that each has its own. */
async function tokenFor(code: string, issuer: string): Promise<Token> {
  const place = placeOf(code);
  const kept = sessionStorage.getItem(place);
  if (kept !== null) return JSON.parse(kept) as Token;
  const made = await ask(code, issuer);
  sessionStorage.setItem(place, JSON.stringify(made));
  return made;
}

async function fill(): Promise<void> {
  const { code = '', issuer = '' } = form?.dataset ?? {};
  const made = await tokenFor(code, issuer);
  for (const name of ['token', 'signature'] as const) {
    const hidden = field(name);
    if (hidden) hidden.value = made[name];
  }
}

const say = (words: string | undefined): void => {
  const place = form?.querySelector('[role=status]');
  if (place) place.textContent = words ?? '';
};

if (form && sessionStorage.getItem(placeOf(form.dataset.code ?? '')) === CAST) {
  // Nobody fills in a form that takes nothing.
  const told = Object.assign(document.createElement('p'), { textContent: form.dataset.voted ?? '' });
  told.setAttribute('role', 'status');
  form.replaceChildren(told);
} else if (form && !field('token')?.value) {
  let asked = fill();
  asked.catch(() => undefined);
  let sending = false;
  form.addEventListener('submit', (event) => {
    if (field('token')?.value) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    say(form.dataset.busy);
    // What failed while the child read is tried once more. Without a token the server draws one, and says so.
    asked = asked.catch(fill);
    asked.catch(() => undefined).then(() => form.submit());
  });
}
