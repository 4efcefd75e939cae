import { type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import { auditMac, chainHash, chainStart } from './audit.ts';
import { sealsOf } from './audit-seal/audit-seal.ts';
import { sealRows } from './audit-seal/audit-seal-store.ts';
import { auditBatch, auditChains, auditHead, type StoredAuditEntry } from './audit-verify-store.ts';

/** What a walk over one organisation's chain found. */
export interface AuditVerdict {
  readonly organisation: string;
  /** Entries that were found sound, up to the first broken one. */
  readonly entries: number;
  /** The last sound hash, in hex: to be compared with the one that was published. */
  readonly head: string;
  /** Up to where a seal vouches for the chain; 0 where none does. */
  readonly sealed: number;
  /**
   * The first broken place: a changed entry, a gap, columns that say other than the hashed text, a text that the platform did
   * not write, another past than the one that was sealed, or a cut-off end.
   */
  readonly broken?: { readonly sequence: number; readonly reason: BrokenReason };
}

export type BrokenReason = 'gap' | 'previous-hash' | 'hash' | 'columns' | 'mac' | 'seal' | 'head';

/** What was said of chains at a moment, by a seal of the database or by one that was published. */
export type ChainHeads = ReadonlyMap<number, string>;

const BATCH = 2_000;

/**
 * Walks a chain in batches, so that memory does not grow with its length. `db` may be the app's transaction or the owner's
 * connection.
 * @param key of the MACs (`auditKey`)
 * @param published hashes in hex by sequence that the chain must have, from outside the database
 */
export async function verifyAuditChain(
  db: Kysely<unknown>,
  organisation: string,
  key: KeyObject,
  published: ChainHeads = new Map(),
): Promise<AuditVerdict> {
  const seals = sealsOf(await sealRows(db, organisation), key).get(organisation);
  return verifyAgainst(db, organisation, key, seals ?? new Map(), published);
}

async function verifyAgainst(
  db: Kysely<unknown>,
  organisation: string,
  key: KeyObject,
  seals: ChainHeads,
  published: ChainHeads,
): Promise<AuditVerdict> {
  const head = await auditHead(db, organisation);
  const promised = new Map([...seals, ...published]);
  // What is sealed and what is published may contradict each other: then one of them was made up.
  const contradiction = [...published].find(([sequence, hash]) => (seals.get(sequence) ?? hash) !== hash)?.[0];
  const start: Walk = { sequence: 0, hash: chainStart(organisation), keyed: false };
  const walked = await walk(db, organisation, key, start, promised);
  const { sequence, hash } = walked.at;
  const verdict = (broken?: AuditVerdict['broken']): AuditVerdict => ({
    organisation,
    entries: sequence,
    head: hash.toString('hex'),
    sealed: Math.max(0, ...[...seals.keys()].filter((one) => one <= sequence)),
    ...(broken ? { broken } : {}),
  });
  if (contradiction !== undefined) return verdict({ sequence: contradiction, reason: 'seal' });
  if (walked.broken) return verdict(walked.broken);
  // Entries may have come in since the head was read, but none may be missing, of the head's or of what was sealed or published.
  if (
    Math.max(head?.sequence ?? 0, ...promised.keys()) > sequence ||
    (head?.sequence === sequence && !head.hash.equals(hash)) ||
    (!head && sequence > 0)
  ) {
    return verdict({ sequence: sequence + 1, reason: 'head' });
  }
  return verdict();
}

/** Where a walk stands: the last entry that was found sound, and whether MACs had begun by then. */
export interface Walk {
  readonly sequence: number;
  readonly hash: Buffer;
  readonly keyed: boolean;
}

/** Walks on from an entry that is known to be sound. @returns the last sound entry, and the first broken one */
export async function walk(
  db: Kysely<unknown>,
  organisation: string,
  key: KeyObject,
  from: Walk,
  promised: ChainHeads = new Map(),
): Promise<{ at: Walk; broken?: AuditVerdict['broken'] }> {
  let at = from;
  for (;;) {
    const batch = await auditBatch(db, organisation, at.sequence, BATCH);
    for (const entry of batch) {
      const reason = brokenBy(entry, at, key, promised);
      if (reason) return { at, broken: { sequence: reason === 'gap' ? at.sequence + 1 : entry.sequence, reason } };
      at = { sequence: entry.sequence, hash: entry.hash, keyed: at.keyed || entry.mac !== null };
    }
    if (batch.length < BATCH) return { at };
  }
}

/**
 * All chains, one after the other, with the seals read once; `found` is told of each. A chain that was sealed or published and is no longer there is
 * found too.
 */
export async function verifyAllAuditChains(
  db: Kysely<unknown>,
  key: KeyObject,
  found: (verdict: AuditVerdict) => void,
  published: ReadonlyMap<string, ChainHeads> = new Map(),
): Promise<void> {
  const sealed = sealsOf(await sealRows(db), key);
  const chains = new Set([...(await auditChains(db)), ...sealed.keys(), ...published.keys()]);
  for (const organisation of [...chains].sort())
    found(
      await verifyAgainst(
        db,
        organisation,
        key,
        sealed.get(organisation) ?? new Map(),
        published.get(organisation) ?? new Map(),
      ),
    );
}

function brokenBy(entry: StoredAuditEntry, at: Walk, key: KeyObject, promised: ChainHeads): BrokenReason | undefined {
  if (entry.sequence !== at.sequence + 1) return 'gap';
  if (!entry.previous_hash.equals(at.hash)) return 'previous-hash';
  if (!entry.hash.equals(chainHash(at.hash, entry.sequence, entry.body, entry.mac))) return 'hash';
  // Once the platform writes MACs, an entry without one is not the platform's.
  if (entry.mac === null ? at.keyed : !timingSafeEqual(entry.mac, auditMac(key, entry.body))) return 'mac';
  const wanted = promised.get(entry.sequence);
  if (wanted !== undefined && wanted !== entry.hash.toString('hex')) return 'seal';
  return columnsAgree(entry) ? undefined : 'columns';
}

/** Lists and searches read the columns, so these must say what the hashed text says. */
function columnsAgree(entry: StoredAuditEntry): boolean {
  const body = JSON.parse(entry.body) as Record<string, unknown>;
  return (
    body.at === entry.at.toISOString() &&
    body.actorKind === entry.actor_kind &&
    body.actor === entry.actor &&
    body.action === entry.action &&
    body.outcome === entry.outcome &&
    body.objectKind === entry.object_kind &&
    body.objectId === entry.object_id
  );
}
