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
    previous_key_hash: Buffer | null;
    previous_until: Date | null;
    last_seen_at: Date | null;
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
    previous_key_hash: null,
    previous_until: null,
    last_seen_at: null,
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
      /** The key before the last renewal, while it works. */
      previousKeyHash: Buffer | null;
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
      sql<Buffer | null>`case when client.previous_until > ${tx.now} then client.previous_key_hash end`.as(
        'previousKeyHash',
      ),
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

/** That a machine showed its key; written at most each so-many milliseconds. */
export async function machineSeen(tx: Tx, id: string, everyMs: number): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .set({ last_seen_at: tx.now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<', new Date(tx.now.getTime() - everyMs))]),
    )
    .execute();
}

/** The machines of the actor's own organisation whose key works, as its people see them. */
const own = (tx: Tx) =>
  tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .where(machineClientPolicy.filter(tx.actor, 'key.renew', tx.now, 'client'))
    .where('client.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('client.valid_to', 'is', null), eb('client.valid_to', '>', tx.now)]));

export const ownMachines = (tx: Tx) =>
  own(tx)
    .select(['client.id', 'client.name', 'client.scopes', 'client.valid_to as validTo'])
    .select(['client.last_seen_at as lastSeenAt', 'client.previous_until as previousUntil'])
    .orderBy('client.name')
    .orderBy('client.id')
    .execute();

export const ownMachine = (tx: Tx, id: string): Promise<{ id: string; agency: string; name: string } | undefined> =>
  own(tx)
    .select(['client.id', 'client.agency', 'client.name'])
    .where('client.id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Puts a new key in, and leaves the one before until then. */
export async function renewKey(tx: Tx, id: string, keyHash: Buffer, previousUntil: Date): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .set((eb) => ({ key_hash: keyHash, previous_key_hash: eb.ref('key_hash'), previous_until: previousUntil }))
    .where('id', '=', id)
    .execute();
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
