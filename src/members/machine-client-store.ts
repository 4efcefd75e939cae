import type { Tx } from '../kernel/index.ts';
import { dayInVietnam } from './agency.ts';
import type { MachineClient } from './machine-client.ts';
import { actorId } from './person-store.ts';
import { machineClientPolicy } from './policies.ts';

interface Tables {
  'members.agency': { code: string; valid_to: string | null };
  'members.machine_client': {
    id: string;
    agency: string;
    name: string;
    scopes: string[];
    key_hash: Buffer;
    valid_from: Date;
    valid_to: Date | null;
    created_by: string;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
}

export async function insertMachineClient(
  tx: Tx,
  client: Omit<MachineClient, 'revokedAt'>,
  keyHash: Buffer,
): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('members.machine_client')
    .values({
      id: client.id,
      agency: client.agency,
      name: client.name,
      scopes: [...client.scopes],
      key_hash: keyHash,
      valid_from: client.validFrom,
      valid_to: client.validTo,
      created_by: actorId(tx),
      revoked_at: null,
      revoked_by: null,
    })
    .execute();
}

export async function liveMachineClient(
  tx: Tx,
  id: string,
): Promise<{ id: string; agency: string; scopes: string[]; keyHash: Buffer } | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .innerJoin('members.agency as agency', 'agency.code', 'client.agency')
    .select(['client.id', 'client.agency', 'client.scopes', 'client.key_hash as keyHash'])
    .where('client.id', '=', id)
    .where('client.revoked_at', 'is', null)
    .where('client.valid_from', '<=', tx.now)
    .where((eb) => eb.or([eb('client.valid_to', 'is', null), eb('client.valid_to', '>', tx.now)]))
    .where((eb) => eb.or([eb('agency.valid_to', 'is', null), eb('agency.valid_to', '>=', dayInVietnam(tx.now))]))
    .executeTakeFirst();
}

export async function machineClientRows(tx: Tx): Promise<MachineClient[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .select([
      'id',
      'agency',
      'name',
      'scopes',
      'valid_from as validFrom',
      'valid_to as validTo',
      'revoked_at as revokedAt',
    ])
    .where(machineClientPolicy.filter(tx.actor, 'key.manage', tx.now, 'client'))
    .orderBy('name')
    .execute();
}

/** @returns the agency of the client; undefined where there is none that still works */
export async function revokeMachineClientRow(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .set({ revoked_at: tx.now, revoked_by: actorId(tx) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('agency')
    .executeTakeFirst();
  return row?.agency;
}
