import { type Ctx, newId, ok, parseId, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { postNotice } from '../notices/post-notice.ts';
import { refuse } from '../refusals.ts';
import {
  allowingRole,
  BREAK_GLASS_CLASSES,
  BREAK_GLASS_MS,
  type BreakGlass,
  isReason,
  REASON_LENGTH,
  reasonContext,
} from './break-glass-review.ts';
import { insertBreakGlass } from './break-glass-store.ts';

export interface BreakGlassInput {
  readonly objectKind: string;
  readonly objectId: string;
  /** Why it cannot wait, at least 20 characters. It is sealed and read by the reviewer. */
  readonly reason: string;
  /** Who holds the object: given by the module that owns it, after it read the object as the platform; never by the request. */
  readonly owner: { readonly agency: string; readonly desk: string };
}

const tooShort = refuse('break-glass.reason-too-short', {
  field: 'reason',
  facts: { min: REASON_LENGTH.min, max: REASON_LENGTH.max },
});
const REASON: TextRule = { most: REASON_LENGTH.max, refusals: { empty: tooShort, 'too-long': tooShort } };

/**
 * Opens one object in an emergency, for the actor alone and for two hours. The desk that holds it and the
 * data protection officers are told at once, and one of them must review it.
 */
export async function breakGlass(ctx: Ctx, input: BreakGlassInput): Promise<Result<BreakGlass>> {
  const { actor } = ctx;
  const object = { kind: input.objectKind, id: input.objectId };
  // For the nation's desks only: a local agency gets what it needs by a grant.
  const central = actor.kind === 'person' ? actor.assignments.filter((held) => !held.province && !held.commune) : [];
  const role = allowingRole(central.map((held) => held.role));
  if (actor.kind !== 'person' || !role) {
    await ctx.auditRefused({ action: 'break-glass.open', organisation: input.owner.agency, object });
    return refuse('break-glass.not-permitted');
  }
  const objectId = parseId<'object'>(input.objectId);
  if (!objectId || !/^[a-z][a-z-]{0,39}$/.test(input.objectKind)) return refuse('break-glass.object-unknown');
  const read = readTextInput(input.reason, 'reason', REASON);
  if (!read.ok) return read;
  const reason = read.value;
  if (!isReason(reason)) return tooShort;
  const id = newId<'break-glass'>(ctx.now.getTime());
  const sealedReason = await ctx.kernel.vault.wrap(Buffer.from(reason, 'utf8'), reasonContext(id));
  return ctx.transaction(async (tx) => {
    const glass = {
      id,
      grant: newId<'need-to-know'>(tx.now.getTime()),
      person: actor.person,
      agency: actor.agency,
      role,
      objectKind: input.objectKind,
      objectId,
      ownerAgency: input.owner.agency,
      ownerDesk: input.owner.desk,
      openedAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + BREAK_GLASS_MS),
    };
    await insertBreakGlass(tx, glass, sealedReason, BREAK_GLASS_CLASSES, actor.purpose);
    const notice = {
      kind: 'break-glass.opened',
      object: { kind: 'break-glass', id },
      facts: { objectKind: input.objectKind, objectId, agency: actor.agency, role },
    };
    await postNotice(tx, { desk: input.owner.desk }, notice);
    const officers = await postNotice(tx, { roles: ['dpo'], agency: input.owner.agency }, notice);
    if (actor.agency !== input.owner.agency) await postNotice(tx, { roles: ['dpo'], agency: actor.agency }, notice);
    tx.audit({
      action: 'break-glass.open',
      organisation: input.owner.agency,
      object,
      fieldClasses: BREAK_GLASS_CLASSES,
      codes: { breakGlass: id, role, officersTold: officers },
    });
    return ok({ ...glass, outcome: null, reviewedAt: null, reviewedBy: null });
  });
}
