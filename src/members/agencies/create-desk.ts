import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { deskPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { type Desk, namedAgency } from './agency.ts';
import { agencyRow, insertDesk } from './agency-store.ts';

/** A new desk of an agency, with its first key. Needs `desk.manage` at the agency. */
export async function createDesk(ctx: Ctx, input: Desk): Promise<Result<Desk>> {
  if (!deskPolicy.can(ctx.actor, 'desk.manage', { agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({ action: 'desk.manage', object: namedAgency(input.agency) });
    return refuse('members.not-your-agency');
  }
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(input.code)) return refuse('desk.code-invalid', { field: 'code' });
  return ctx.transaction(async (tx) => {
    if (!(await agencyRow(tx, input.agency))) return refuse('agency.unknown', { field: 'agency' });
    if (!(await insertDesk(tx, input))) return refuse('desk.code-taken', { field: 'code' });
    await ctx.kernel.sealing.createFirstDeskKey(tx, input.code);
    tx.audit({ action: 'desk.manage', organisation: input.agency, object: { kind: 'desk', id: input.code } });
    return ok(input);
  });
}
