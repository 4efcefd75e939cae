import { houseContent } from '../editorial/house-content.ts';
import type { PublishedItem } from '../editorial/published-item.ts';

/** Everything of the first day as if it were published. */
export function writtenItems(): readonly PublishedItem[] {
  const published = { hash: '0'.repeat(64), publishedAt: new Date('2026-12-01T00:00:00Z'), reviewBy: null };
  return houseContent().items.map((item) => ({ ...published, id: item.body.id, ...item }));
}
