import { createHash } from 'node:crypto';

/** The key of a line, from the stored event: worked on twice, it would be the same line. */
export function lineKey(event: string, place: number): string {
  if (place === 0) return event;
  const hex = createHash('sha256').update(`${event}|${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
