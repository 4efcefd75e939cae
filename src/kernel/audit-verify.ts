import type { Kysely } from 'kysely';
import { chainHash, chainStart } from './audit.ts';
import { auditBatch, auditChains, auditHead, type StoredAuditEntry } from './audit-verify-store.ts';

/** What a walk over one organisation's chain found. */
export interface AuditVerdict {
  readonly organisation: string;
  /** Entries that were found sound, up to the first broken one. */
  readonly entries: number;
  /** The last sound hash, in hex: to be compared with the one that was published. */
  readonly head: string;
  /** The first broken place: a changed entry, a gap, columns that say other than the hashed text, or a cut-off end. */
  readonly broken?: {
    readonly sequence: number;
    readonly reason: 'gap' | 'previous-hash' | 'hash' | 'columns' | 'head';
  };
}

const BATCH = 2_000;

/** Walks a chain in batches, so that memory does not grow with its length. `db` may be the app's transaction or the owner's connection. */
export async function verifyAuditChain(db: Kysely<unknown>, organisation: string): Promise<AuditVerdict> {
  const head = await auditHead(db, organisation);
  let hash = chainStart(organisation);
  let sequence = 0;
  const verdict = (broken?: AuditVerdict['broken']): AuditVerdict => ({
    organisation,
    entries: sequence,
    head: hash.toString('hex'),
    ...(broken ? { broken } : {}),
  });
  for (;;) {
    const batch = await auditBatch(db, organisation, sequence, BATCH);
    for (const entry of batch) {
      const reason = broken(entry, sequence, hash);
      if (reason) return verdict({ sequence: reason === 'gap' ? sequence + 1 : entry.sequence, reason });
      hash = entry.hash;
      sequence = entry.sequence;
    }
    if (batch.length < BATCH) break;
  }
  // Entries may have come in since the head was read, but none may be missing.
  if (
    (head?.sequence ?? 0) > sequence ||
    (head?.sequence === sequence && !head.hash.equals(hash)) ||
    (!head && sequence > 0)
  ) {
    return verdict({ sequence: sequence + 1, reason: 'head' });
  }
  return verdict();
}

/** All chains, one after the other; `found` is told of each. */
export async function verifyAllAuditChains(db: Kysely<unknown>, found: (verdict: AuditVerdict) => void): Promise<void> {
  for (const organisation of await auditChains(db)) found(await verifyAuditChain(db, organisation));
}

function broken(
  entry: StoredAuditEntry,
  sequence: number,
  hash: Buffer,
): 'gap' | 'previous-hash' | 'hash' | 'columns' | undefined {
  if (entry.sequence !== sequence + 1) return 'gap';
  if (!entry.previous_hash.equals(hash)) return 'previous-hash';
  if (!entry.hash.equals(chainHash(hash, entry.sequence, entry.body))) return 'hash';
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
