import { m } from '../paraglide/messages.js';
import { words } from '../server/codes.server.ts';

/** In the order in which things go on. */
const ORDER = ['WAITING', 'VERIFIED', 'ORDERED', 'RETURNED', 'GONE', 'NOT_ILLEGAL', 'SET_ASIDE'];

/** What came of a track, in numbers; null where its kind tells nothing. */
export function cameWords(came: Readonly<Record<string, number>> | undefined): string | null {
  if (came === undefined) return null;
  const all = Object.values(came).reduce((sum, count) => sum + count, 0);
  const parts = ORDER.flatMap((state) =>
    came[state] === undefined ? [] : [`${came[state]} ${words('track_came', state)}`],
  );
  return `${m.track_came_places({ count: all })}: ${parts.join(', ')}`;
}
