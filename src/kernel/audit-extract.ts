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
 * Extracts the entries on the objects from one chain. `db` sees the whole chain: the platform's transaction.
 * @returns undefined where the chain has no entry, or more on these objects than `most`
 */
export async function extractAudit(
  db: Kysely<unknown>,
  vault: Pick<Vault, 'derive'>,
  of: { readonly organisation: string; readonly objects: readonly string[]; readonly most: number },
): Promise<AuditExtract | undefined> {
  const head = await auditHead(db, of.organisation);
  if (!head || head.sequence === 0) return undefined;
  const entries = (await entriesOnObjects(db, of.organisation, of.objects, of.most + 1)).filter(
    ({ sequence }) => sequence <= head.sequence,
  );
  if (entries.length > of.most) return undefined;
  const rows = await sealRows(db, of.organisation);
  const key = await auditKey(vault);
  const sealed = [...(sealsOf(rows, key).get(of.organisation) ?? new Map<number, string>())]
    .filter(([sequence]) => sequence <= head.sequence)
    .at(-1);
  const text = rows.findLast(({ body }) => bodyOf(body)?.heads[of.organisation]?.[0] === sealed?.[0])?.body;
  const tree = new ChainTree([
    ...entries.map(({ sequence }) => sequence),
    head.sequence,
    ...(sealed ? [sealed[0]] : []),
  ]);
  for (let after = 0; after < head.sequence; ) {
    const batch = await chainHashes(db, of.organisation, after, head.sequence, BATCH);
    for (const { hash } of batch) tree.add(hash);
    after = batch.at(-1)?.sequence ?? head.sequence;
  }
  const extract = {
    organisation: of.organisation,
    ...tree.finish(),
    head: head.hash.toString('hex'),
    entries: entries.map(({ sequence, body, mac, previous_hash: previous, hash }) => ({
      sequence,
      body,
      mac: mac === null ? null : mac.toString('hex'),
      previousHash: previous.toString('hex'),
      hash: hash.toString('hex'),
    })),
  };
  if (!sealed || text === undefined) return extract;
  const line = publishedLine(text, await headsSigningKey(vault));
  return { ...extract, seal: { sequence: sealed[0], hash: sealed[1], line } };
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
