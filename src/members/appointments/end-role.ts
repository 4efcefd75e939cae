import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { assignmentRow, endAssignment } from '../people/person-store.ts';
import { roleAssignmentPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';

/** Ends a role now, or at a later instant. It gives nothing from that instant on, also to a person who is signed in. */
export async function endRole(ctx: Ctx, input: { assignment: string; at?: Date }): Promise<Result<void>> {
  const id = parseId<'role-assignment'>(input.assignment);
  const at = input.at ?? ctx.now;
  if (!(at >= ctx.now)) return refuse('role.dates-invalid', { field: 'at' });
  const result = await ctx.transaction<string>(async (tx) => {
    const row = id && (await assignmentRow(tx, id));
    if (!row) return refuse('role.unknown', { field: 'assignment' });
    if (!roleAssignmentPolicy.can(ctx.actor, 'role.manage', row, ctx.now)) return refuse('role.not-yours-to-give');
    const begun = row.validFrom <= at;
    if (!(await endAssignment(tx, row.id, begun ? at : row.validFrom))) return refuse('role.already-ended');
    tx.audit({
      action: 'role.manage',
      organisation: row.agency,
      object: { kind: 'person', id: row.person },
      codes: { act: 'ended', role: row.role, assignment: row.id },
    });
    return ok(row.person);
  });
  if (!result.ok && result.refusal.code === 'role.not-yours-to-give')
    await ctx.auditRefused({ action: 'role.manage', object: { kind: 'role', id: input.assignment } });
  return result.ok ? ok() : result;
}
