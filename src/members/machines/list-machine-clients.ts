import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { MachineClient } from './machine-client.ts';
import { machineClientRows } from './machine-client-store.ts';

/** All machines with a key, also the revoked ones, by name. */
export async function listMachineClients(ctx: Ctx): Promise<Result<MachineClient[]>> {
  return ctx.transaction(async (tx) => ok(await machineClientRows(tx)));
}
