import { type Tx, tablesOf } from '../../kernel/index.ts';

interface Tables {
  'members.passkey': {
    id: string;
    person: string;
    credential_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    rp_id: string;
    label: string;
    created_at: Date;
    last_used_at: Date | null;
  };
}

const table = tablesOf<Tables>();

export interface Passkey {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export async function insertPasskey(
  tx: Tx,
  key: {
    id: string;
    person: string;
    credentialId: string;
    publicKey: Uint8Array;
    counter: number;
    transports: readonly string[];
    rpId: string;
    label: string;
  },
): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .insertInto('members.passkey')
    .values({
      id: key.id,
      person: key.person,
      credential_id: key.credentialId,
      public_key: Buffer.from(key.publicKey),
      counter: key.counter,
      transports: [...key.transports],
      rp_id: key.rpId,
      label: key.label,
      created_at: tx.now,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function passkeyByCredential(tx: Tx, credentialId: string, rpId: string) {
  return table.findRow(tx, 'members.passkey', { credential_id: credentialId, rp_id: rpId });
}

export async function credentialIds(
  tx: Tx,
  person: string,
  rpId: string,
): Promise<{ id: string; transports: string[] }[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.passkey')
    .select(['credential_id as id', 'transports'])
    .where('person', '=', person)
    .where('rp_id', '=', rpId)
    .execute();
}

export async function passkeyRows(tx: Tx, person: string): Promise<Passkey[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.passkey')
    .select(['id', 'label', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('person', '=', person)
    .orderBy('id')
    .execute();
}

export async function markPasskeyUsed(tx: Tx, id: string, counter: number): Promise<void> {
  await table.updateRows(tx, 'members.passkey', { id }, { counter, last_used_at: tx.now });
}

/** Takes every passkey of the person away. */
export async function deletePasskeysOf(tx: Tx, person: string): Promise<void> {
  await table.deleteRows(tx, 'members.passkey', { person });
}

export async function deletePasskey(tx: Tx, person: string, id: string): Promise<boolean> {
  return (await table.deleteRows(tx, 'members.passkey', { id, person })) > 0;
}
