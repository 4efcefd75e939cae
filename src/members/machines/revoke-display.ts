import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { revokeDisplayRow } from './display-store.ts';
import { MACHINE_CLIENTS } from './known-machines.ts';

/** Ends a screen's key and its code at once. Refusals: `members.not-permitted`, `machine-client.unknown` */
export async function revokeDisplay(ctx: Ctx, input: { readonly display: string }): Promise<Result<void>> {
  const object = { kind: 'machine-client', id: input.display };
  if (!machineClientPolicy.couldEver(ctx.actor, 'display.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'display.manage', object });
    return refuse('members.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const agency = await revokeDisplayRow(tx, input.display);
    if (agency === undefined) return refuse('machine-client.unknown');
    tx.audit({ action: 'display.manage', organisation: agency, object, codes: { act: 'revoked' } });
    tx.notify({ topic: MACHINE_CLIENTS, id: input.display });
    return ok();
  });
}
