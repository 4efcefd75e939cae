import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  onRecordRefusals,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { readDates } from './block-entry.ts';
import { entryById, updateEntry, writeEvent } from './block-entry-store.ts';
import { keepReason, unblockReason } from './block-lists.ts';
import { blockEntryPolicy } from './block-policies.ts';
import type { BlockEntryRow, BlockEventCode } from './block-tables.ts';
import { PUBLISH_JOB } from './publish-job.ts';

type Act = 'block-entry.remove' | 'block-entry.review';

const entryRecord: RecordKind<BlockEntryRow, Act> = {
  kind: 'block-entry',
  acts: personsOnly,
  find: (tx, id, { lock }) => entryById(tx, id, lock ? 'for update' : undefined),
  can: canBy(blockEntryPolicy, ({ agency, state, proposed_by }) => ({ agency, state, proposed_by })),
  notPermitted: (_actor, _action, row) =>
    row.state === 'ACTIVE' ? undefined : refuse('block-entry.wrong-state', { facts: { state: row.state } }),
  versionOf: (row) => row.version,
  changed: (tx, row) => tx.notify({ topic: 'block-entry.changed', id: row.id, agency: row.agency }),
};

export const endRefusals = [...onRecordRefusals, 'block-entry.wrong-state'];

/**
 * Lets pass what was blocked, at once and by one person: a wrong block harms every minute. Refusals: those of `actOnRecord`,
 * `block-entry.wrong-state`, `block-entry.basis-unusable`
 */
export async function removeBlock(
  ctx: Ctx,
  input: { readonly id: string; readonly version?: number | undefined; readonly reason: string },
): Promise<Result<void>> {
  if (!unblockReason.has(input.reason) || unblockReason.get(input.reason).byItself)
    return refuse('block-entry.basis-unusable', { field: 'reason' });
  return actOnRecord(entryRecord, ctx, 'block-entry.remove', input, async (tx, row) => {
    await endEntry(tx, row, 'REMOVED', input.reason, 'removed');
    return ok();
  });
}

export async function endEntry(
  tx: Tx,
  row: BlockEntryRow,
  state: 'REMOVED' | 'EXPIRED',
  reason: string,
  event: BlockEventCode,
): Promise<void> {
  const by = tx.actor.kind === 'person' ? tx.actor.person : 'platform';
  await updateEntry(tx, row, { state, ended_at: tx.now, ended_by: by, end_reason: reason });
  await writeEvent(tx, row.id, event);
  tx.audit({
    action: 'block-entry.remove',
    object: { kind: 'block-entry', id: row.id },
    codes: { code: row.code, reason },
  });
  await tx.enqueue(PUBLISH_JOB, {}, { key: PUBLISH_JOB });
}

/**
 * Somebody looked at it again and leaves it, with a reason, until the next look. Refusals: those of `actOnRecord`,
 * `block-entry.wrong-state`, `block-entry.dates-unusable`, `block-entry.basis-unusable`
 */
export async function reviewBlock(
  ctx: Ctx,
  input: {
    readonly id: string;
    readonly version?: number | undefined;
    /** Of `keepReason`. */
    readonly reason: string;
    readonly reviewAt: Date;
  },
): Promise<Result<void>> {
  if (!keepReason.has(input.reason)) return refuse('block-entry.basis-unusable', { field: 'reason' });
  return actOnRecord(entryRecord, ctx, 'block-entry.review', input, async (tx, row) => {
    const dates = readDates(tx.now, row.expires_at, input.reviewAt);
    if (!dates.ok) return refuse('block-entry.dates-unusable', { field: 'reviewAt' });
    await updateEntry(tx, row, { review_at: input.reviewAt });
    await writeEvent(tx, row.id, 'reviewed', input.reason);
    tx.audit({
      action: 'block-entry.review',
      object: { kind: 'block-entry', id: row.id },
      codes: { code: row.code, reason: input.reason },
    });
    return ok();
  });
}
