import { sql } from 'kysely';
import { actAs, systemActor, type Tx, tablesOf } from '../../kernel/index.ts';
import { actorId } from '../people/person-store.ts';
import type { PasswordHash } from './password.ts';

interface Tables {
  'members.person': {
    id: string;
    login: string;
    name: string;
    agency: string;
    disabled_at: Date | null;
    is_demonstration: boolean;
  };
  'members.password': {
    person: string;
    hash: Buffer;
    salt: Buffer;
    memory_kib: number;
    passes: number;
    parallelism: number;
    changed_at: Date;
  };
  'members.totp': { person: string; sealed_secret: Buffer; confirmed_at: Date; last_step: number };
  'members.recovery_code': { person: string; hash: Buffer; created_at: Date; used_at: Date | null };
  'members.invitation': {
    token_hash: Buffer;
    person: string;
    sealed_totp_secret: Buffer | null;
    created_at: Date;
    /** Who holds the way in that it gives; null before this was written down. */
    created_by: string | null;
    expires_at: Date;
    used_at: Date | null;
  };
}

const table = tablesOf<Tables>();

/** What sign-in needs to know of an account, in one read. */
export interface Account {
  readonly person: string;
  readonly login: string;
  readonly name: string;
  readonly agency: string;
  readonly password: PasswordHash | undefined;
  readonly sealedTotpSecret: Buffer | undefined;
  readonly lastStep: number;
}

/** The active account of a login or of a person's id. */
export async function accountRow(tx: Tx, by: { login: string } | { person: string }): Promise<Account | undefined> {
  const row = await tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .leftJoin('members.password as password', 'password.person', 'person.id')
    .leftJoin('members.totp as totp', 'totp.person', 'person.id')
    .select(['person.id', 'person.login', 'person.name', 'person.agency'])
    .select(['password.hash', 'password.salt', 'password.memory_kib', 'password.passes', 'password.parallelism'])
    .select(['totp.sealed_secret', 'totp.last_step'])
    .where('person.disabled_at', 'is', null)
    .where((eb) => ('login' in by ? eb('person.login', '=', by.login) : eb('person.id', '=', by.person)))
    .executeTakeFirst();
  if (!row) return undefined;
  const { hash, salt, memory_kib, passes, parallelism } = row;
  const password =
    hash && salt && memory_kib && passes && parallelism
      ? { hash, salt, memoryKib: memory_kib, passes, parallelism }
      : undefined;
  return {
    person: row.id,
    login: row.login,
    name: row.name,
    agency: row.agency,
    password,
    sealedTotpSecret: row.sealed_secret ?? undefined,
    lastStep: row.last_step ?? 0,
  };
}

export async function putPassword(tx: Tx, person: string, password: PasswordHash): Promise<void> {
  const values = {
    hash: password.hash,
    salt: password.salt,
    memory_kib: password.memoryKib,
    passes: password.passes,
    parallelism: password.parallelism,
    changed_at: tx.now,
  };
  await tx
    .query<Tables>()
    .insertInto('members.password')
    .values({ person, ...values })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(values))
    .execute();
}

export async function putTotp(tx: Tx, person: string, sealedSecret: Uint8Array, lastStep: number): Promise<void> {
  const values = { sealed_secret: Buffer.from(sealedSecret), confirmed_at: tx.now, last_step: lastStep };
  await tx
    .query<Tables>()
    .insertInto('members.totp')
    .values({ person, ...values })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(values))
    .execute();
}

/** Marks a code's time step as used. @returns false where it or a later one was used before: of two requests with one code one wins */
export async function consumeTotpStep(tx: Tx, person: string, step: number): Promise<boolean> {
  const result = await tx
    .query<Tables>()
    .updateTable('members.totp')
    .set({ last_step: step })
    .where('person', '=', person)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Puts new recovery codes in the place of all old ones. */
export async function putRecoveryCodes(tx: Tx, person: string, hashes: readonly Buffer[]): Promise<void> {
  await table.deleteRows(tx, 'members.recovery_code', { person });
  await table.insertRow(
    tx,
    'members.recovery_code',
    hashes.map((hash) => ({ person, hash, created_at: tx.now, used_at: null })),
  );
}

/** @returns false where there is no such code or it was used before */
export async function consumeRecoveryCode(tx: Tx, person: string, hash: Buffer): Promise<boolean> {
  return (
    (await table.updateRows(tx, 'members.recovery_code', { person, hash, used_at: null }, { used_at: tx.now })) > 0
  );
}

export async function recoveryCodesLeft(tx: Tx, person: string): Promise<number> {
  const row = await tx
    .query<Tables>()
    .selectFrom('members.recovery_code')
    .select(sql<number>`count(*)::int`.as('left'))
    .where('person', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.left ?? 0;
}

/**
 * Writes an invitation as the platform, which alone may: whoever holds one can become the person, so no SQL of an administrator
 * makes one. It stands as given by who acts; whether they may is for the caller to ask.
 */
export async function insertInvitation(
  tx: Tx,
  invitation: { tokenHash: Buffer; person: string; expiresAt: Date },
): Promise<void> {
  const by = actorId(tx);
  await actAs(tx, systemActor('members.invite'), (platform) =>
    table.insertRow(platform, 'members.invitation', {
      token_hash: invitation.tokenHash,
      person: invitation.person,
      sealed_totp_secret: null,
      created_at: tx.now,
      created_by: by,
      expires_at: invitation.expiresAt,
      used_at: null,
    }),
  );
}

/** A live invitation and whom it is for. */
export async function openInvitation(tx: Tx, tokenHash: Buffer) {
  return tx
    .query<Tables>()
    .selectFrom('members.invitation as invitation')
    .innerJoin('members.person as person', 'person.id', 'invitation.person')
    .select([
      'invitation.person',
      'invitation.sealed_totp_secret as sealedTotpSecret',
      'person.login',
      'person.name',
      'person.agency',
    ])
    .where('invitation.token_hash', '=', tokenHash)
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', tx.now)
    .where('person.disabled_at', 'is', null)
    .forUpdate('invitation')
    .executeTakeFirst();
}

export async function rememberInvitedSecret(tx: Tx, tokenHash: Buffer, sealedTotpSecret: Uint8Array): Promise<void> {
  await table.updateRows(
    tx,
    'members.invitation',
    { token_hash: tokenHash },
    { sealed_totp_secret: Buffer.from(sealedTotpSecret) },
  );
}

/** Uses up every invitation of the person. */
export async function closeInvitations(tx: Tx, person: string): Promise<void> {
  await table.updateRows(tx, 'members.invitation', { person, used_at: null }, { used_at: tx.now });
}

/** The demonstration's people with their one-time-code secrets; nobody else is ever among them. */
export async function demonstrationAccounts(tx: Tx) {
  return tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .innerJoin('members.totp as totp', 'totp.person', 'person.id')
    .select([
      'person.id',
      'person.login',
      'person.name',
      'person.agency',
      'totp.sealed_secret as sealedSecret',
      'totp.last_step as lastStep',
    ])
    .where('person.is_demonstration', '=', true)
    .where('person.disabled_at', 'is', null)
    .orderBy('person.id')
    .execute();
}
