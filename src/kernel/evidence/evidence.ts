import { createHash } from 'node:crypto';
import { systemActor } from '../actor.ts';
import type { Ctx } from '../context.ts';
import { actAs, type Tx } from '../database.ts';
import { type Id, newId, parseId } from '../id.ts';
import type { Kernel } from '../kernel.ts';
import { actorKind, any } from '../policy/condition.ts';
import { definePolicy } from '../policy/policy.ts';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { sealBytes, unsealBytes } from '../sealing/envelope.ts';
import type { DataKey } from '../sealing/sealing.ts';
import { DAY } from '../time.pure.ts';
import type { EvidenceFile } from './evidence-file.ts';
import {
  type EvidenceRow,
  evidencePage,
  evidenceRow,
  evidenceRowsOf,
  insertEvidence,
  keptEvidence,
  markEvidenceRemoved,
} from './evidence-file-store.ts';

export type { EvidenceFile } from './evidence-file.ts';

/**
 * Rows hold ids, sizes and digests. Whether somebody may have the file is for the record's own policy to say, and its bytes open
 * only with the record's data key, which the actor's desk must hold.
 */
export const evidencePolicy = definePolicy({
  resource: 'evidence-file',
  table: 'kernel.evidence_file',
  columns: {},
  visible: any(actorKind('system'), actorKind('person')),
  insertable: any(actorKind('system'), actorKind('person')),
  updatable: actorKind('system'),
  actions: {},
});

/** Bytes of one file at most: official documents and recordings, never media of a report. */
const SIZE_MOST = 32 * 1024 * 1024;
/** Milliseconds that a file without a row is left alone: its transaction may not have committed yet. */
const ORPHAN_AFTER = DAY;
const PAGE = 200;

/**
 * Seals the bytes under a data key of the record and keeps them before the row is written, so that no row ever stands without its
 * file; a file whose transaction did not commit is removed by `sweepEvidence`.
 * Refusals: `evidence.too-large`
 */
export async function putEvidence(
  tx: Tx,
  { evidence }: Kernel,
  file: {
    readonly key: Pick<DataKey, 'id' | 'bytes'>;
    readonly objectKind: string;
    readonly objectId: string;
    readonly part: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
    readonly storedBy: string;
  },
): Promise<Result<EvidenceFile>> {
  if (file.bytes.length > SIZE_MOST) return refuse('evidence.too-large', { facts: { bytes: SIZE_MOST } });
  const row: Omit<EvidenceRow, 'sealedDigest'> = {
    id: newId<'evidence-file'>(tx.now.getTime()),
    objectKind: file.objectKind,
    objectId: file.objectId,
    part: file.part,
    mediaType: file.mediaType,
    size: file.bytes.length,
    storedBy: file.storedBy,
    storedAt: tx.now,
    dataKeyId: file.key.id,
  };
  const sealed = sealBytes(file.key.bytes, infoOf(row), file.bytes);
  await evidence.put(row.id, sealed);
  await insertEvidence(tx, { ...row, sealedDigest: digestOf(sealed) });
  return ok(viewOf(row));
}

/**
 * The plain bytes of a file, whose record the caller has found and may read.
 * Refusals: `record.not-found`; `evidence.damaged` where the kept bytes are missing or are not those that were sealed, which is
 * logged for the operator
 */
export async function readEvidence(
  tx: Tx,
  kernel: Kernel,
  wanted: { readonly id: string; readonly objectId: string; readonly key: Pick<DataKey, 'id' | 'bytes'> },
): Promise<Result<{ readonly file: EvidenceFile; readonly bytes: Buffer }>> {
  const id = parseId<'evidence-file'>(wanted.id);
  const row = id === undefined ? undefined : await evidenceRow(tx, id);
  if (!row || row.objectId !== wanted.objectId || row.dataKeyId !== wanted.key.id) return refuse('record.not-found');
  const sealed = await kernel.evidence.get(row.id);
  const fault = faultOf(row, sealed);
  if (fault === undefined && sealed) {
    try {
      return ok({ file: viewOf(row), bytes: unsealBytes(wanted.key.bytes, infoOf(row), sealed) });
    } catch {
      // The digest fits and the key does not open it: the row was moved to another record.
    }
  }
  kernel.log.error({ evidence: row.id, fault: fault ?? 'sealed-for-another-record' }, 'an evidence file is damaged');
  return refuse('evidence.damaged');
}

/** The files of a record, newest first. */
export async function listEvidence(tx: Tx, objectKind: string, objectId: string): Promise<EvidenceFile[]> {
  return (await evidenceRowsOf(tx, objectKind, objectId)).map(viewOf);
}

/** Takes a file out, as the platform for a verb that has judged it; its bytes go once the transaction has committed. */
export async function removeEvidence(tx: Tx, id: string): Promise<void> {
  const marked = await actAs(tx, systemActor('kernel.remove-evidence'), (as) => markEvidenceRemoved(as, id));
  if (marked) await tx.enqueue('kernel.remove-evidence', { file: id });
}

/** Removes the bytes of files that no row keeps, once they are old enough. @returns how many */
export async function sweepEvidence(ctx: Ctx): Promise<number> {
  let removed = 0;
  let names: string[] = [];
  const settle = async () => {
    const kept = await ctx.transaction(async (tx) => ok(await keptEvidence(tx, names)));
    if (!kept.ok) return;
    for (const name of names.filter((one) => !kept.value.has(one))) {
      await ctx.kernel.evidence.remove(name);
      removed += 1;
    }
    names = [];
  };
  for await (const { name, putAt } of ctx.kernel.evidence.list()) {
    if (parseId(name) === undefined || ctx.now.getTime() - putAt.getTime() < ORPHAN_AFTER) continue;
    names.push(name);
    if (names.length >= PAGE) await settle();
  }
  await settle();
  return removed;
}

export interface EvidenceVerdict {
  readonly looked: number;
  readonly faults: readonly { readonly id: string; readonly fault: EvidenceFault }[];
}
export type EvidenceFault = 'missing' | 'changed';

/** Looks at every kept file: whether its bytes are there, and the same as when they were sealed. Opens none. */
export async function verifyEvidence(ctx: Ctx): Promise<EvidenceVerdict> {
  const faults: { id: string; fault: EvidenceFault }[] = [];
  let looked = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await ctx.transaction(async (tx) => ok(await evidencePage(tx, after, PAGE)));
    const rows = page.ok ? page.value : [];
    for (const row of rows) {
      const fault = faultOf(row, await ctx.kernel.evidence.get(row.id));
      if (fault) faults.push({ id: row.id, fault });
    }
    looked += rows.length;
    const last = rows.at(-1);
    if (!last) return { looked, faults };
    after = last.id;
  }
}

/** The jobs of evidence files. */
export const evidenceJobs = [
  {
    name: 'kernel.remove-evidence',
    run: async (ctx: Ctx, payload: Readonly<Record<string, unknown>>) => {
      const id: Id<'evidence-file'> | undefined = parseId(String(payload.file));
      if (id !== undefined) await ctx.kernel.evidence.remove(id);
    },
  },
  { name: 'kernel.sweep-evidence', cron: '41 2 * * *', run: async (ctx: Ctx) => void (await sweepEvidence(ctx)) },
];

function faultOf(row: EvidenceRow, sealed: Buffer | undefined): EvidenceFault | undefined {
  if (!sealed) return 'missing';
  return digestOf(sealed).equals(row.sealedDigest) ? undefined : 'changed';
}

function viewOf({ id, objectKind, objectId, part, mediaType, size, storedBy, storedAt }: EvidenceFile): EvidenceFile {
  return { id, objectKind, objectId, part, mediaType, size, storedBy, storedAt };
}

function infoOf(row: Pick<EvidenceRow, 'id' | 'objectKind' | 'objectId' | 'part'>): string {
  return ['la-chan/1', 'evidence', row.objectKind, row.objectId, row.part, row.id].join('|');
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
