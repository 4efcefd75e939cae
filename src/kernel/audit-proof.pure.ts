import { createHash } from 'node:crypto';

/**
 * A tree over the hashes of a chain's entries (Merkle, as RFC 6962 section 2.1 has it): by it an extract shows that its entries
 * stand in the chain, without a word of the entries between. Leaf n is the chain's hash of entry n, 32 bytes.
 */
export interface InclusionProof {
  /** From 1, as sequences of the chain count. */
  readonly sequence: number;
  /** Hashes beside the way up, from the leaf to the root, hex. */
  readonly path: readonly string[];
}

const leafOf = (hash: Uint8Array) => createHash('sha256').update('\0').update(hash).digest();
const nodeOf = (left: Uint8Array, right: Uint8Array) =>
  createHash('sha256').update('\x01').update(left).update(right).digest();

/** Leaves of one piece, a power of two: pieces that hold no wanted entry are forgotten but for their root. */
const PIECE = 4_096;

/** Takes the hashes of a chain in order, and gives the root and the proofs of wanted entries; memory follows the wanted ones. */
export class ChainTree {
  readonly #wanted: ReadonlySet<number>;
  readonly #roots: Buffer[] = [];
  readonly #kept = new Map<number, Levels>();
  #piece: Buffer[] = [];
  #size = 0;

  /** @param wanted sequences, from 1 */
  constructor(wanted: Iterable<number>) {
    this.#wanted = new Set(wanted);
  }

  add(hash: Uint8Array): void {
    this.#piece.push(leafOf(hash));
    this.#size += 1;
    if (this.#piece.length === PIECE) this.#close();
  }

  #close(): void {
    const first = this.#roots.length * PIECE;
    const levels = levelsOf(this.#piece);
    if (this.#piece.some((_, at) => this.#wanted.has(first + at + 1))) this.#kept.set(this.#roots.length, levels);
    this.#roots.push(rootOf(levels));
    this.#piece = [];
  }

  /** @throws where the chain has no entry, or ends before a wanted one */
  finish(): { readonly size: number; readonly root: string; readonly proofs: readonly InclusionProof[] } {
    if (this.#piece.length > 0) this.#close();
    if (this.#size === 0) throw new Error('a chain without an entry has no root');
    const above = levelsOf(this.#roots);
    const proofs = [...this.#wanted]
      .sort((a, b) => a - b)
      .map((sequence) => {
        const piece = Math.floor((sequence - 1) / PIECE);
        const levels = this.#kept.get(piece);
        if (!levels || sequence > this.#size) throw new Error(`the chain ends before entry ${sequence}`);
        const path = [...pathOf(levels, (sequence - 1) % PIECE), ...pathOf(above, piece)];
        return { sequence, path: path.map((one) => one.toString('hex')) };
      });
    return { size: this.#size, root: rootOf(above).toString('hex'), proofs };
  }
}

/**
 * Nodes of a tree from its leaves up to its root, reckoned once for all paths through it. The last of an odd number goes up as it is,
 * which is the tree of RFC 6962: the left side of each node has the largest power of two of leaves that leaves one for the right.
 */
type Levels = readonly (readonly Buffer[])[];

function levelsOf(leaves: readonly Buffer[]): Levels {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; ) {
    const above: Buffer[] = [];
    for (let at = 0; at < below.length; at += 2) {
      const [left, right] = [below[at] as Buffer, below[at + 1]];
      above.push(right === undefined ? left : nodeOf(left, right));
    }
    levels.push(above);
    below = above;
  }
  return levels;
}

const rootOf = (levels: Levels): Buffer => levels.at(-1)?.[0] as Buffer;

function pathOf(levels: Levels, place: number): Buffer[] {
  return levels.slice(0, -1).flatMap((level, height) => level[(place >> height) ^ 1] ?? []);
}

/** Whether an entry with this hash stands at its place in the chain of this size and root. */
export function provesInclusion(hash: Uint8Array, proof: InclusionProof, size: number, root: string): boolean {
  const { sequence, path } = proof;
  if (!Number.isSafeInteger(sequence) || sequence < 1 || sequence > size) return false;
  // RFC 9162, section 2.1.3.2.
  let [at, last] = [sequence - 1, size - 1];
  let node = leafOf(hash);
  for (const text of path) {
    if (last === 0) return false;
    const beside = Buffer.from(text, 'hex');
    if (at % 2 === 1 || at === last) {
      node = nodeOf(beside, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else node = nodeOf(node, beside);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && node.toString('hex') === root;
}
