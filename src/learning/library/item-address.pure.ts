import { sha256 } from '@noble/hashes/sha2.js';
import { base32nopad } from '@scure/base';
import type { PublishedItem } from '../editorial/published-item.ts';

const LETTERS = 8;

/**
 * The last part of an item's address on the portal: letters of a hash over its kind and slug. A slug tells what somebody read to whoever looks
 * over the history of the phone ("bi-doa-tung-anh"); this says nothing, and stays as long as the slug does.
 */
export function itemAddress({ kind, id }: Pick<PublishedItem, 'kind' | 'id'>): string {
  return base32nopad
    .encode(sha256(new TextEncoder().encode(`${kind} ${id}`)))
    .toLowerCase()
    .slice(0, LETTERS);
}
