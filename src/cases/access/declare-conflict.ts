import { type Ctx, type ExclusionSubject, exclude, ok, type Result } from '../../kernel/index.ts';
import { nameKey } from '../../members/index.ts';
import { foldedName } from '../../vocabulary/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';

/** Who is implicated in the case: an agency or a school by its code, a person of the platform, or a person by name. */
export type Implicated =
  | { readonly kind: 'agency'; readonly agency: string }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'name'; readonly name: string };

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
  const subject = await subjectOf(ctx, implicated);
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
    await exclude(tx, { objectKind: 'case', objectId: row.id, subject, reason: 'IMPLICATED' });
    return ok();
  });
}

async function subjectOf(ctx: Ctx, implicated: Implicated): Promise<ExclusionSubject> {
  switch (implicated.kind) {
    case 'agency':
      return { kind: 'agency', value: implicated.agency };
    case 'person':
      return { kind: 'person', value: implicated.person };
    case 'name':
      return { kind: 'name', value: await nameKey(ctx.kernel.vault, implicated.name) };
  }
}
