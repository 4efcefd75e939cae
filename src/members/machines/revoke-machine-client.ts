import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { MACHINE_CLIENTS } from './known-machines.ts';
import { revokeMachineClientRow } from './machine-client-store.ts';

/** Ends a machine's key at once. */
export async function revokeMachineClient(ctx: Ctx, input: { client: string }): Promise<Result<void>> {
  if (!machineClientPolicy.couldEver(ctx.actor, 'key.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'key.manage', object: { kind: 'machine-client', id: input.client } });
    return refuse('members.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const agency = await revokeMachineClientRow(tx, input.client);
    if (agency === undefined) return refuse('machine-client.unknown');
    tx.audit({
      action: 'key.manage',
      organisation: agency,
      object: { kind: 'machine-client', id: input.client },
      codes: { act: 'revoked' },
    });
    tx.notify({ topic: MACHINE_CLIENTS, id: input.client });
    return ok();
  });
}
