import { type Ctx, endGrant, ok, parseId, type Result, readOptionalText, type TextRule } from '../../kernel/index.ts';
import { postNotice } from '../notices/post-notice.ts';
import { breakGlassPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { type BreakGlass, breakGlassOutcomes, noteContext } from './break-glass-review.ts';
import { breakGlassRow, recordReview } from './break-glass-store.ts';

export interface ReviewBreakGlassInput {
  readonly id: string;
  readonly outcome: string;
  readonly note?: string;
}

const NOTE: TextRule = { most: 2_000, lines: true, refusals: { 'too-long': refuse('break-glass.note-too-long') } };

/**
 * A data protection officer of the holding or the opening agency, and never the person who opened,
 * says whether it was justified. `NOT_JUSTIFIED` ends what is left of the access and is told to the supervisors.
 */
export async function reviewBreakGlass(ctx: Ctx, input: ReviewBreakGlassInput): Promise<Result<BreakGlass>> {
  const id = parseId<'break-glass'>(input.id);
  const outcome = breakGlassOutcomes.find((known) => known.code === input.outcome)?.code;
  if (!outcome) return refuse('break-glass.outcome-unknown', { field: 'outcome' });
  const read = readOptionalText(input.note, 'note', NOTE);
  if (!read.ok) return read;
  const note = read.value;
  if (outcome !== 'JUSTIFIED' && note === undefined) return refuse('break-glass.note-missing', { field: 'note' });
  const sealedNote =
    id && note !== undefined ? await ctx.kernel.vault.wrap(Buffer.from(note, 'utf8'), noteContext(id)) : null;
  const result = await ctx.transaction<BreakGlass>(async (tx) => {
    const glass = id && (await breakGlassRow(tx, id));
    if (!glass) return refuse('break-glass.unknown');
    if (glass.reviewedAt) return refuse('break-glass.already-reviewed');
    const row = {
      person: glass.person,
      agency: glass.agency,
      owner_agency: glass.ownerAgency,
      reviewed_at: glass.reviewedAt,
    };
    if (!breakGlassPolicy.can(ctx.actor, 'break-glass.review', row, ctx.now))
      return refuse('break-glass.not-yours-to-review');
    if (!(await recordReview(tx, glass.id, outcome, sealedNote))) return refuse('break-glass.already-reviewed');
    const revoked = outcome === 'NOT_JUSTIFIED' && (await endGrant(tx, glass.grant));
    const notice = { kind: 'break-glass.reviewed', object: { kind: 'break-glass', id: glass.id }, facts: { outcome } };
    await postNotice(tx, { person: glass.person }, notice);
    if (outcome === 'NOT_JUSTIFIED')
      await postNotice(tx, { roles: ['111_supervisor', 'agency_admin', 'auditor'], agency: glass.agency }, notice);
    tx.audit({
      action: 'break-glass.review',
      organisation: glass.ownerAgency,
      object: { kind: glass.objectKind, id: glass.objectId },
      codes: { breakGlass: glass.id, outcome, revoked },
    });
    return ok({
      ...glass,
      outcome,
      reviewedAt: tx.now,
      reviewedBy: tx.actor.kind === 'person' ? tx.actor.person : null,
    });
  });
  if (!result.ok && result.refusal.code === 'break-glass.not-yours-to-review')
    await ctx.auditRefused({ action: 'break-glass.review', object: { kind: 'break-glass', id: input.id } });
  return result;
}
