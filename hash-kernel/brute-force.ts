import { HashKernelError } from './errors.ts';
import { HASH_BYTES } from './hash-text.ts';
import type { Match } from './matcher.ts';

/**
 * The definition of a right answer, in plain TypeScript: compares with every hash. For tests and benchmarks; it shares
 * no code with the matcher. The id of a hash is its place; `isWithdrawn` leaves hashes out. Nearest first, then by id.
 * @param hashes 32 bytes each, one after another, aligned to 4
 */
export function bruteForce(
  hashes: Uint8Array,
  query: Uint8Array,
  threshold: number,
  isWithdrawn: (id: number) => boolean = () => false,
): Match[] {
  if (query.length !== HASH_BYTES || hashes.length % HASH_BYTES !== 0) {
    throw new HashKernelError('hash.not-32-bytes', 'a PDQ hash has 32 bytes');
  }
  const words = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length / 4);
  const wanted = new Uint32Array(query.slice().buffer);
  const matches: Match[] = [];
  for (let id = 0; id < words.length / 8; id++) {
    let distance = 0;
    for (let i = 0; i < 8; i++) distance += ones((words[8 * id + i] as number) ^ (wanted[i] as number));
    if (distance <= threshold && !isWithdrawn(id)) matches.push({ id, distance });
  }
  return matches.sort((a, b) => a.distance - b.distance || a.id - b.id);
}

/** Set bits of a 32-bit word. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
