import { sql } from 'kysely';
import { type Tx, tablesOf, vietnamDate } from '../../kernel/index.ts';
import { actorId } from '../people/person-store.ts';
import { machineClientPolicy } from '../policies.ts';
import type { MachineClient } from './machine-client.ts';

interface Tables {
  'members.agency': { code: string; valid_to: string | null };
  'members.machine_client': {
    id: string;
    agency: string;
    name: string;
    kind: string;
    scopes: string[];
    key_hash: Buffer;
    certificates: string[];
    addresses: string[];
    valid_from: Date;
    valid_to: Date | null;
    created_by: string;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
}

const table = tablesOf<Tables>();

export async function insertMachineClient(
  tx: Tx,
  client: Omit<MachineClient, 'revokedAt'>,
  keyHash: Buffer,
): Promise<void> {
  await table.insertRow(tx, 'members.machine_client', {
    id: client.id,
    agency: client.agency,
    name: client.name,
    kind: client.kind,
    scopes: [...client.scopes],
    key_hash: keyHash,
    certificates: [...client.certificates],
    addresses: [...client.addresses],
    valid_from: client.validFrom,
    valid_to: client.validTo,
    created_by: actorId(tx),
    revoked_at: null,
    revoked_by: null,
  });
}

/** A machine whose key works now, by its id or by a certificate that is registered for it. */
export async function liveMachineClient(
  tx: Tx,
  by: { readonly id: string } | { readonly certificate: string },
): Promise<
  | {
      id: string;
      agency: string;
      kind: string;
      scopes: string[];
      keyHash: Buffer;
      certificates: string[];
      addresses: string[];
    }
  | undefined
> {
  return tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .innerJoin('members.agency as agency', 'agency.code', 'client.agency')
    .select([
      'client.id',
      'client.agency',
      'client.kind',
      'client.scopes',
      'client.key_hash as keyHash',
      'client.certificates',
      'client.addresses',
    ])
    .where((eb) =>
      'id' in by
        ? eb('client.id', '=', by.id)
        : eb('client.certificates', '@>', sql<string[]>`array[${by.certificate}]::text[]`),
    )
    .where('client.revoked_at', 'is', null)
    .where('client.valid_from', '<=', tx.now)
    .where((eb) => eb.or([eb('client.valid_to', 'is', null), eb('client.valid_to', '>', tx.now)]))
    .where((eb) => eb.or([eb('agency.valid_to', 'is', null), eb('agency.valid_to', '>=', vietnamDate(tx.now))]))
    .executeTakeFirst();
}

/** @returns the agency of the client; undefined where there is none that still works */
export async function setMachineProofs(
  tx: Tx,
  id: string,
  proofs: { readonly certificates: readonly string[]; readonly addresses: readonly string[] },
): Promise<string | undefined> {
  const row = await tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .set({ certificates: [...proofs.certificates], addresses: [...proofs.addresses] })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('agency')
    .executeTakeFirst();
  return row?.agency;
}

/** Whether another machine that is not revoked has one of these certificates. */
export async function certificatesTaken(tx: Tx, id: string, certificates: readonly string[]): Promise<boolean> {
  // One at a time: two machines must not get the same certificate in the same moment.
  await sql`select pg_advisory_xact_lock(hashtextextended('members.machine-certificates', 0))`.execute(tx.query());
  const row = await tx
    .query<Tables>()
    .selectFrom('members.machine_client')
    .select('id')
    .where('id', '<>', id)
    .where('revoked_at', 'is', null)
    .where('certificates', '&&', sql<string[]>`${[...certificates]}::text[]`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function machineClientRows(tx: Tx): Promise<MachineClient[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .select([
      'id',
      'agency',
      'name',
      'kind',
      'scopes',
      'certificates',
      'addresses',
      'valid_from as validFrom',
      'valid_to as validTo',
      'revoked_at as revokedAt',
    ])
    .where(machineClientPolicy.filter(tx.actor, 'key.manage', tx.now, 'client'))
    .orderBy('name')
    .execute();
  return found.map((row) => ({ ...row, kind: row.kind as MachineClient['kind'] }));
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
