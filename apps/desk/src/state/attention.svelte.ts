import { chime } from './chime.ts';
import { isAway, onLiveEvent, UNATTENDED } from './live.svelte.ts';

interface Danger {
  readonly id: string;
  readonly reference: string | null;
}

/** What waits for the reader now, in numbers; `undefined` until it was asked for. */
export const attention: { now: Readonly<Record<string, number>>; danger: readonly Danger[]; known: boolean } = $state({
  now: {},
  danger: [],
  known: false,
});

const GATHER = 400;

/** How many things wait now, of all kinds. */
export const waitingNow = () => Object.values(attention.now).reduce((sum, rows) => sum + rows, 0);

/**
 * Counts what waits, and again whenever something happens that may change it. A danger that was not there before is told to
 * `onDanger` and, where the reader asked for it, by a quiet sound. @returns the way to end it
 */
export function watchAttention(onDanger: (danger: Danger) => void): () => void {
  let topics: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const count = async () => {
    const answer = await fetch('/api/v1/work/waiting', { headers: { accept: 'application/json', ...UNATTENDED } });
    if (!answer.ok) return;
    const found = (await answer.json()) as { now: Record<string, number>; danger: Danger[]; topics: string[] };
    const before = new Set(attention.danger.map(({ id }) => id));
    const fresh = attention.known ? found.danger.filter(({ id }) => !before.has(id)) : [];
    ({ topics } = found);
    Object.assign(attention, { now: found.now, danger: found.danger, known: true });
    for (const danger of fresh) onDanger(danger);
    if (fresh.length > 0) chime();
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Without a line nothing is known; what comes next is counted again.
      if (!isAway()) void count().catch(() => undefined);
    }, GATHER);
  };
  again();
  const forget = onLiveEvent(({ topic }) => {
    if (topic === 'resync' || topics.some((beginning) => topic.startsWith(beginning))) again();
  });
  return () => {
    clearTimeout(timer);
    forget();
  };
}
