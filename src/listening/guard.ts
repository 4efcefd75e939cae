/** Numbers of people and posts that are told: from ten on, since fewer could point at somebody. */
export const CELL_LEAST = 10;

export function guarded(n: number): number | null {
  return n >= CELL_LEAST ? n : null;
}
