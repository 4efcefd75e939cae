import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChainTree, provesInclusion } from './audit-proof.pure.ts';

const hashes = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    createHash('sha256')
      .update(`entry ${at + 1}`)
      .digest(),
  );

function treeOf(count: number, wanted: readonly number[]) {
  const tree = new ChainTree(wanted);
  for (const hash of hashes(count)) tree.add(hash);
  return tree.finish();
}

/** The root straight from the definition in RFC 6962, section 2.1. */
function mth(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (leaves.length === 1)
    return createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), first as Buffer]))
      .digest();
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), mth(leaves.slice(0, half)), mth(leaves.slice(half))]))
    .digest();
}

it('proves each wanted entry of a chain of any length, and no other place or hash', () => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 4095, 4096, 4097, 9001];
  for (const size of sizes) {
    const all = hashes(size);
    const wanted = [...new Set([1, Math.ceil(size / 2), size - 1, size])].filter((one) => one >= 1);
    const { root, proofs } = treeOf(size, wanted);
    expect(root).toBe(mth(all).toString('hex'));
    expect(proofs.map((one) => one.sequence)).toEqual([...wanted].sort((a, b) => a - b));
    for (const proof of proofs) {
      const own = all[proof.sequence - 1] as Buffer;
      expect(provesInclusion(own, proof, size, root)).toBe(true);
      expect(provesInclusion(Buffer.alloc(32), proof, size, root)).toBe(false);
      expect(provesInclusion(own, { ...proof, path: [...proof.path, '00'.repeat(32)] }, size, root)).toBe(false);
      if (proof.path.length > 0)
        expect(provesInclusion(own, { ...proof, path: proof.path.slice(1) }, size, root)).toBe(false);
    }
  }
});

it('takes no proof for another sequence or size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (size, a, b) => {
      const [mine, other] = [(a % size) + 1, (b % size) + 1];
      fc.pre(mine !== other);
      const { root, proofs } = treeOf(size, [mine]);
      const hash = hashes(size)[mine - 1] as Buffer;
      const [proof] = proofs as [(typeof proofs)[number]];
      expect(provesInclusion(hash, { ...proof, sequence: other }, size, root)).toBe(false);
      for (const sequence of [0, -1, 1.5, size + 1])
        expect(provesInclusion(hash, { ...proof, sequence }, size, root)).toBe(false);
    }),
    { numRuns: 40 },
  );
});

it('says so where a wanted entry is not there', () => {
  expect(() => treeOf(3, [4])).toThrow('ends before entry 4');
  expect(() => new ChainTree([]).finish()).toThrow('no root');
});
