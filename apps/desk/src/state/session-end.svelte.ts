import { href } from '../href.ts';
import { sinceTouch, UNATTENDED } from './live.svelte.ts';

/** How long before its end somebody is warned. */
const WARNED_BEFORE = 2 * 60_000;
/** A session lives this long without a request; the server says exactly when it is asked. */
const IDLE = 15 * 60_000;
/** Who touched the page within this time is there, and needs no warning. */
const THERE = 60_000;
const LOOK = 5_000;

/** While somebody must be warned, `left` is how many ms the session has; 0 once it has ended. `renewable`: staying makes it longer. */
export const sessionWarning: { left: number | undefined; renewable: boolean } = $state({
  left: undefined,
  renewable: true,
});

let endsAt = 0;

/** A request was made that shows presence: the session lives nearly as long again (the server writes it once a minute). */
export function sessionUsed(): void {
  if (sessionWarning.left !== 0) endsAt = Math.max(endsAt, Date.now() + IDLE - THERE);
}

/** Watches for as long as the frame lives. @returns the way to end it */
export function watchSession(): () => void {
  let asking = false;
  sessionUsed();
  const look = async () => {
    if (asking) return;
    if (sessionWarning.left === 0 || endsAt - Date.now() > WARNED_BEFORE) return show();
    asking = true;
    // Typing makes no request. And what the page reckons may be too early: other windows use the same session.
    if (sinceTouch() < THERE) await ask('POST');
    // Nor is it over before the server says so.
    else if (sessionWarning.left === undefined || endsAt <= Date.now()) await ask('GET');
    asking = false;
    show();
  };
  const timer = setInterval(() => void look(), LOOK);
  return () => clearInterval(timer);
}

/** Says that somebody is there. */
export async function staySignedIn(): Promise<void> {
  await ask('POST');
  show();
}

function show(): void {
  const left = endsAt - Date.now();
  sessionWarning.left = left > WARNED_BEFORE ? undefined : Math.max(0, left);
}

async function ask(method: 'GET' | 'POST'): Promise<void> {
  try {
    const answer = await fetch(href('/phien'), {
      method,
      redirect: 'manual',
      headers: method === 'GET' ? UNATTENDED : {},
    });
    if (answer.ok) {
      const { left, most } = (await answer.json()) as { left: number; most: number };
      endsAt = Date.now() + left;
      sessionWarning.renewable = most > left;
    } else endsAt = 0;
  } catch {
    // Without a line nothing is known; it is asked again.
  }
}
