import { createHash } from 'node:crypto';
import { strictCanonical } from '../../kernel/index.ts';
import type { HouseContent } from './house-content.ts';
import { type ItemBody, pathsOf, picturesOf } from './item.ts';
import type { Sounds } from './voices/item-voices.ts';

/**
 * What people approve: SHA-256, in hex, over the body and all that its pages take from elsewhere, in canonical JSON (RFC 8785): the
 * drawing and the alternative text of each picture, the steps of each platform's way of reporting, the recorded voices. One changed comma is
 * another hash.
 */
export function hashOfBody(
  item: ItemBody,
  { lists, drawings }: Pick<HouseContent, 'lists' | 'drawings'>,
  sounds: Sounds,
): string {
  const pictures = picturesOf(item).map((id) => ({
    id,
    alt: lists.pictures[id]?.alt ?? null,
    drawing: drawings.get(id) ?? null,
  }));
  const paths = pathsOf(item).map((code) => ({ code, path: lists.paths[code] ?? null }));
  return createHash('sha256')
    .update(
      // A text without a voice keeps the hash that it had before there were any.
      strictCanonical({ kind: item.kind, body: item.body, pictures, paths, ...(sounds.length > 0 && { sounds }) }),
      'utf8',
    )
    .digest('hex');
}
