import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertConflictName, insertEvent, insertGrant } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { CONFLICT } from './case-policy.ts';
import { conflictNameKey, foldedName } from './identity-index.ts';

/** Who is implicated in the case: an agency or a school by its code, a person of the platform, or a person by name. */
export type Implicated =
  | { readonly kind: 'agency'; readonly agency: string }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'name'; readonly name: string };

/** The exclusion has no end of its own. */
const FOR_EVER = new Date('9999-12-31T00:00:00Z');

/**
 * Shuts an implicated agency, school or person out of the case, whatever roles and grants they hold: deny wins. Where it is the owning
 * commune itself, the province that supervises it is let in, so that the case goes on without the commune.
 */
export async function declareConflict(
  ctx: Ctx,
  input: OnCase & { readonly implicated: Implicated },
): Promise<Result<void>> {
  const { implicated } = input;
  if (implicated.kind === 'name' && !foldedName(implicated.name).includes(' '))
    return refuse('form.answer-invalid', { field: 'name' });
  return caseAct(ctx, 'case.declare-conflict', { case: input.case }, async (tx, row) => {
    await insertEvent(tx, row.id, 'conflict-declared', { codes: { kind: implicated.kind } });
    tx.audit({
      ...auditOf(row),
      action: 'case.declare-conflict',
      codes: { kind: implicated.kind, ...(implicated.kind === 'agency' ? { agency: implicated.agency } : {}) },
    });
    if (implicated.kind === 'agency' && implicated.agency === row.owner_agency)
      await tx.enqueue('cases.route-around-owner', { case: row.id });
    // Last: from here on the actor may be shut out too.
    if (implicated.kind === 'name')
      await insertConflictName(tx, row.id, await conflictNameKey(ctx.kernel.vault, implicated.name));
    else {
      await insertGrant(tx, {
        objectKind: CONFLICT,
        caseId: row.id,
        subjectKind: implicated.kind,
        subject: implicated.kind === 'agency' ? implicated.agency : implicated.person,
        fieldClasses: ['triage'],
        purpose: 'conflict-of-interest',
        reason: 'IMPLICATED',
        origin: 'conflict',
        until: FOR_EVER,
      });
    }
    return ok();
  });
}
