import type { Kysely } from 'kysely';
import { auditKey, chainHash } from './audit.ts';
import { chainHashes, entriesOnObjects } from './audit-extract-store.ts';
import { ChainTree, type InclusionProof, provesInclusion } from './audit-proof.pure.ts';
import { bodyOf, headsSigningKey, publishedLine, sealsOf } from './audit-seal/audit-seal.ts';
import { sealRows } from './audit-seal/audit-seal-store.ts';
import { auditHead } from './audit-verify-store.ts';
import type { Vault } from './sealing/vault.ts';

/** One entry as it stands in its chain: whoever has it computes its hash anew. */
export interface ExtractedEntry {
  readonly sequence: number;
  /** The canonical text that was hashed. */
  readonly body: string;
  /** Hex; null in entries of before there were MACs. */
  readonly mac: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * What the audit of an organisation says of some objects, with proofs that these entries stand in its chain and not a word of
 * the entries between. `size` and `root` are of the tree over the hashes of all entries up to the head.
 */
export interface AuditExtract {
  readonly organisation: string;
  readonly size: number;
  readonly root: string;
  readonly head: string;
  readonly entries: readonly ExtractedEntry[];
  readonly proofs: readonly InclusionProof[];
  /** The seal of the house that names an entry of this chain, with its proof and a signed line as it is published; absent where none does yet. */
  readonly seal?: { readonly sequence: number; readonly hash: string; readonly line: string };
}

const BATCH = 5_000;

/**
 * Extracts the entries on the objects from one chain, in parts of at most `most` entries: each is an extract that is proved by itself, all of
 * one head. `db` sees the whole chain: the platform's transaction. @returns no part where the chain has no entry
 */
export async function extractAudit(
  db: Kysely<unknown>,
  vault: Pick<Vault, 'derive'>,
  of: { readonly organisation: string; readonly objects: readonly string[]; readonly most: number },
): Promise<readonly AuditExtract[]> {
  const head = await auditHead(db, of.organisation);
  if (!head || head.sequence === 0) return [];
  const entries = await entriesOnObjects(db, of.organisation, of.objects, head.sequence);
  const rows = await sealRows(db, of.organisation);
  const key = await auditKey(vault);
  const sealed = [...(sealsOf(rows, key).get(of.organisation) ?? new Map<number, string>())]
    .filter(([sequence]) => sequence <= head.sequence)
    .at(-1);
  const text = rows.findLast(({ body }) => bodyOf(body)?.heads[of.organisation]?.[0] === sealed?.[0])?.body;
  const beside = [head.sequence, ...(sealed ? [sealed[0]] : [])];
  const tree = new ChainTree([...entries.map(({ sequence }) => sequence), ...beside]);
  for (let after = 0; after < head.sequence; ) {
    const batch = await chainHashes(db, of.organisation, after, head.sequence, BATCH);
    for (const { hash } of batch) tree.add(hash);
    after = batch.at(-1)?.sequence ?? head.sequence;
  }
  const { size, root, proofs } = tree.finish();
  const line = sealed && text !== undefined ? publishedLine(text, await headsSigningKey(vault)) : undefined;
  const parts: AuditExtract[] = [];
  for (let from = 0; from === 0 || from < entries.length; from += of.most) {
    const part = entries.slice(from, from + of.most);
    const told = new Set([...part.map(({ sequence }) => sequence), ...beside]);
    const extract = {
      organisation: of.organisation,
      size,
      root,
      proofs: proofs.filter(({ sequence }) => told.has(sequence)),
      head: head.hash.toString('hex'),
      entries: part.map(({ sequence, body, mac, previous_hash: previous, hash }) => ({
        sequence,
        body,
        mac: mac === null ? null : mac.toString('hex'),
        previousHash: previous.toString('hex'),
        hash: hash.toString('hex'),
      })),
    };
    parts.push(
      sealed && line !== undefined ? { ...extract, seal: { sequence: sealed[0], hash: sealed[1], line } } : extract,
    );
  }
  return parts;
}

/**
 * Whether an extract holds together: each entry's hash is that of its text, and it, the head and what was sealed stand in the
 * tree. @returns the first part that does not, in words of the extract; undefined where all do
 */
export function faultOfExtract(extract: AuditExtract): string | undefined {
  const proofs = new Map(extract.proofs.map((one) => [one.sequence, one]));
  const stands = (sequence: number, hash: string) => {
    const proof = proofs.get(sequence);
    return proof !== undefined && provesInclusion(Buffer.from(hash, 'hex'), proof, extract.size, extract.root);
  };
  for (const { sequence, body, mac, previousHash, hash } of extract.entries) {
    const again = chainHash(
      Buffer.from(previousHash, 'hex'),
      sequence,
      body,
      mac === null ? null : Buffer.from(mac, 'hex'),
    );
    if (again.toString('hex') !== hash || !stands(sequence, hash)) return `entry ${sequence}`;
  }
  if (!stands(extract.size, extract.head)) return 'head';
  const { seal } = extract;
  if (seal && !(stands(seal.sequence, seal.hash) && namesHead(seal.line, extract.organisation, seal))) return 'seal';
  return undefined;
}

/** The signature of the line is for who holds the public key of the heads. */
function namesHead(line: string, organisation: string, seal: { sequence: number; hash: string }): boolean {
  try {
    const named = bodyOf((JSON.parse(line) as { seal: string }).seal)?.heads[organisation];
    return named?.[0] === seal.sequence && named[1] === seal.hash;
  } catch {
    return false;
  }
}
