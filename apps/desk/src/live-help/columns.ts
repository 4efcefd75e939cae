/** How many chats stand side by side at most, from the widest window on, in CSS pixels. */
export const COLUMNS = [
  { from: 1600, count: 3 },
  { from: 1366, count: 2 },
] as const;

/** The number of columns that an address asks for: one where it asks for none that there is. */
export function columnsAsked(asked: string | null): number {
  return asked === '2' || asked === '3' ? Number(asked) : 1;
}

interface Carried {
  readonly id: string;
  readonly state: string;
}

/**
 * Which of the own contacts stand side by side, in the order in which they are carried, so that none changes its place when
 * another is chosen. What is over for the child stands only where it was chosen.
 */
export function columnsOf<C extends Carried>(carried: readonly C[], chosen: string | undefined, count: number): C[] {
  const shown = carried.filter(({ id, state }) => id === chosen || state !== 'wrapping');
  const first = shown.slice(0, count);
  const own = shown.find(({ id }) => id === chosen);
  if (own === undefined || first.includes(own)) return first;
  return [...first.slice(0, count - 1), own];
}

/** The contact before or behind the chosen one, round the list. */
export function besideChosen<C extends Carried>(
  carried: readonly C[],
  chosen: string | undefined,
  step: 1 | -1,
): C | undefined {
  const at = carried.findIndex(({ id }) => id === chosen);
  return carried[(at + step + carried.length) % carried.length];
}
