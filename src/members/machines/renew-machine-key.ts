import { type Ctx, HOUR, ok, type Result } from '../../kernel/index.ts';
import { hasAgreement } from '../network/has-agreement.ts';
import { membershipOfAgency } from '../network/network-store.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { newToken, tokenHash } from '../sign-in/token.ts';
import { MACHINE_CLIENTS } from './known-machines.ts';
import { formatKey } from './machine-client.ts';
import { ownMachine, renewKey } from './machine-client-store.ts';

/** So long the key before works beside the new one, so that no call is lost while it is changed. Ours. */
const BESIDE_MS = 24 * HOUR;

/**
 * Gives a machine of the own organisation a new key, shown this once; the one before works for a day more. A member whose agreements
 * have ended renews none: its key works on until its end, since orders go on. Refusals: `members.not-permitted`,
 * `machine-client.unknown`, `membership.no-agreement`
 */
export async function renewMachineKey(
  ctx: Ctx,
  input: { readonly client: string },
): Promise<Result<{ readonly name: string; readonly key: string; readonly previousUntil: Date }>> {
  if (!machineClientPolicy.couldEver(ctx.actor, 'key.renew', ctx.now)) {
    await ctx.auditRefused({ action: 'key.renew', object: { kind: 'machine-client', id: input.client } });
    return refuse('members.not-permitted');
  }
  const renewed = await ctx.transaction(async (tx) => {
    const machine = await ownMachine(tx, input.client);
    if (!machine) return refuse('machine-client.unknown');
    const member = await membershipOfAgency(tx, machine.agency);
    if (
      member &&
      !(await hasAgreement(tx, machine.agency, 'ORDERS')) &&
      !(await hasAgreement(tx, machine.agency, 'REPORTS'))
    )
      return refuse('membership.no-agreement');
    const secret = newToken();
    const previousUntil = new Date(tx.now.getTime() + BESIDE_MS);
    await renewKey(tx, machine.id, tokenHash(secret), previousUntil);
    tx.audit({
      action: 'key.renew',
      organisation: machine.agency,
      object: { kind: 'machine-client', id: machine.id },
    });
    tx.notify({ topic: MACHINE_CLIENTS, id: machine.id });
    return ok({ name: machine.name, key: formatKey(machine.id, secret), previousUntil });
  });
  if (!renewed.ok && renewed.refusal.code === 'machine-client.unknown')
    await ctx.auditRefused({ action: 'key.renew', object: { kind: 'machine-client', id: input.client } });
  return renewed;
}
