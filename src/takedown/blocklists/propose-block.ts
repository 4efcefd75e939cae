import {
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  readOptionalText,
  refuseRequest,
  type TextRule,
} from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { BLOCK_APPROVAL } from './block-approvals.ts';
import { type BlockKind, readDates, readTarget } from './block-entry.ts';
import { insertEntry, openEntry, writeEvent } from './block-entry-store.ts';
import { blockBasis, blockReason } from './block-lists.ts';
import { blockEntryPolicy } from './block-policies.ts';
import { sealFor } from './block-sealing.ts';
import { guardGroundsOf } from './over-blocking.ts';

export const BLOCK_NOTE: TextRule = { most: 2_000, lines: true };
/** Number and date of a decision. */
export const LEGAL_ORDER: TextRule = { most: 200 };

export interface ProposeBlock {
  readonly kind: BlockKind;
  readonly value: string;
  readonly reason: string;
  readonly basis: string;
  readonly legalOrder?: string | undefined;
  readonly note?: string | undefined;
  readonly expiresAt: Date;
  readonly reviewAt: Date;
}

/**
 * Proposes that something be blocked; nothing is, before somebody else agrees. Refusals: those of a text, `access.not-permitted`,
 * `block-entry.target-unusable`, `block-entry.address-needs-order`, `block-entry.dates-unusable`, `block-entry.basis-unusable`,
 * `block-entry.listed-already`
 */
export async function proposeBlock(
  ctx: Ctx,
  input: ProposeBlock,
): Promise<Result<{ readonly id: string; readonly code: string; readonly guard: readonly string[] }>> {
  const { actor } = ctx;
  const id = newId<'block-entry'>(ctx.now.getTime());
  if (
    actor.kind !== 'person' ||
    !blockEntryPolicy.can(
      actor,
      'block-entry.propose',
      { agency: actor.agency, state: 'PROPOSED', proposed_by: actor.person },
      ctx.now,
    )
  ) {
    await ctx.auditRefused({ action: 'block-entry.propose', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const order = readOptionalText(input.legalOrder, 'legalOrder', LEGAL_ORDER);
  if (!order.ok) return order;
  const note = readOptionalText(input.note, 'note', BLOCK_NOTE);
  if (!note.ok) return note;
  const target = readTarget(input.kind, input.value, order.value);
  if (!target.ok) return target;
  if (!blockReason.has(input.reason)) return refuse('block-entry.basis-unusable', { field: 'reason' });
  const day = ctx.now.toISOString().slice(0, 10);
  const basis = blockBasis.has(input.basis) ? blockBasis.get(input.basis) : undefined;
  if (basis === undefined || (basis.validFrom ?? day) > day || (basis.validTo ?? day) < day)
    return refuse('block-entry.basis-unusable', { field: 'basis' });
  const dates = readDates(ctx.now, input.expiresAt, input.reviewAt);
  if (!dates.ok) return dates;
  const { kind, value, host } = target.value;
  const guard = guardGroundsOf(target.value);
  const sealed = note.value === undefined ? null : await sealFor(ctx.kernel, 'note', id, note.value);
  return ctx.transaction(async (tx) => {
    const before = await openEntry(tx, kind, value);
    if (before) return refuse('block-entry.listed-already', { facts: { code: before.code } });
    const code = newCode();
    await insertEntry(tx, {
      id,
      code,
      kind,
      value,
      host,
      reason: input.reason,
      basis: input.basis,
      legal_order: order.value ?? null,
      note: sealed,
      guard,
      state: 'PROPOSED',
      version: 1,
      agency: actor.agency,
      proposed_by: actor.person,
      proposed_at: tx.now,
      approved_by: [],
      active_at: null,
      expires_at: input.expiresAt,
      review_at: input.reviewAt,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      in_base: false,
    });
    await writeEvent(tx, id, 'proposed');
    const asked = await askApproval(ctx, tx, {
      kind: BLOCK_APPROVAL,
      object: { kind: 'block-entry', id },
      agency: actor.agency,
      madeBy: [actor.person],
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'block-entry.propose', object: { kind: 'block-entry', id }, codes: { code, kind } });
    tx.notify({ topic: 'block-entry.changed', id, agency: actor.agency });
    return ok({ id, code, guard });
  });
}
