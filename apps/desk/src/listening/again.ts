import { refresher } from '../state/live.svelte.ts';

/** Looks again every few seconds for as long as work goes on; what to call to stop. */
export function lookAgain(resource: string, going: boolean): (() => void) | undefined {
  if (!going) return undefined;
  const again = refresher(resource);
  const timer = setInterval(again, 3_000);
  return () => clearInterval(timer);
}
