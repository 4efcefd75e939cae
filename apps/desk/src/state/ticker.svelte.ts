import { browser } from '$app/env';

const EVERY = 10_000;
let now = $state(Date.now());
if (browser) setInterval(() => (now = Date.now()), EVERY);

/** The present moment in epoch milliseconds. In the browser it moves on every ten seconds and takes its readers along. */
export function currentTime(): number {
  return browser ? now : Date.now();
}
