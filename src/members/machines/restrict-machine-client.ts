import { type Ctx, isAddressRange, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { MACHINE_CLIENTS } from './known-machines.ts';
import { certificatesTaken, setMachineProofs } from './machine-client-store.ts';

export interface RestrictMachineClient {
  readonly client: string;
  /** SHA-256 of up to four certificates, hex with or without colons; none: the key alone is enough. */
  readonly certificates: readonly string[];
  /** Addresses and ranges, as in `203.0.113.7` and `2001:db8::/32`; none: from anywhere. */
  readonly addresses: readonly string[];
}

/**
 * Says what a machine must show beside its key. With a certificate registered the key alone is no longer enough, and the
 * certificate alone is. Acts at once. Refusals: `members.not-permitted`, `machine-client.proof-invalid` (field),
 * `machine-client.certificate-taken`, `machine-client.unknown`
 */
export async function restrictMachineClient(ctx: Ctx, input: RestrictMachineClient): Promise<Result<void>> {
  if (!machineClientPolicy.couldEver(ctx.actor, 'key.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'key.manage', object: { kind: 'machine-client', id: input.client } });
    return refuse('members.not-permitted');
  }
  const certificates = [...new Set(input.certificates.map((one) => one.replaceAll(':', '').toLowerCase()))];
  const addresses = [...new Set(input.addresses)];
  if (certificates.length > 4 || !certificates.every((one) => /^[0-9a-f]{64}$/.test(one)))
    return refuse('machine-client.proof-invalid', { field: 'certificates' });
  if (addresses.length > 50 || !addresses.every(isAddressRange))
    return refuse('machine-client.proof-invalid', { field: 'addresses' });
  return ctx.transaction(async (tx) => {
    if (certificates.length > 0 && (await certificatesTaken(tx, input.client, certificates)))
      return refuse('machine-client.certificate-taken', { field: 'certificates' });
    const agency = await setMachineProofs(tx, input.client, { certificates, addresses });
    if (agency === undefined) return refuse('machine-client.unknown');
    tx.audit({
      action: 'key.manage',
      organisation: agency,
      object: { kind: 'machine-client', id: input.client },
      codes: { act: 'restricted', certificates: certificates.length, addresses: addresses.length },
    });
    tx.notify({ topic: MACHINE_CLIENTS, id: input.client });
    return ok();
  });
}
