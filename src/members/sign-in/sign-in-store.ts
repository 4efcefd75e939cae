import { sql } from 'kysely';
import { newId, type Tx, tablesOf } from '../../kernel/index.ts';

interface Tables {
  'members.sign_in_attempt': { id: string; account: Buffer; network: Buffer | null; at: Date };
  'members.pending_sign_in': {
    token_hash: Buffer;
    kind: string;
    person: string | null;
    sealed: Buffer;
    expires_at: Date;
  };
  'members.federated_identity': { issuer: string; subject: string; person: string; linked_at: Date };
}

const table = tablesOf<Tables>();

/**
 * Counts an attempt before it is tried, so that many at once cannot pass together.
 * @returns the attempt's id; where the account and the network have used up theirs, the time of the one that must be forgotten first
 */
export async function countAttempt(
  tx: Tx,
  of: { readonly account: Buffer; readonly network: Buffer | null },
  since: Date,
  most: { readonly limit: number; readonly ofNetwork: number },
): Promise<{ id: string } | { full: Date }> {
  const db = tx.query<Tables>();
  await sql`select pg_advisory_xact_lock(hashtextextended(${of.account.toString('hex')}, 2))`.execute(db);
  await db.deleteFrom('members.sign_in_attempt').where('at', '<=', since).execute();
  const attempts = db
    .selectFrom('members.sign_in_attempt')
    .select('at')
    .where('account', '=', of.account)
    .orderBy('at', 'desc');
  const [full] = await attempts
    .offset(most.limit - 1)
    .limit(1)
    .execute();
  const [own] =
    full && of.network
      ? await attempts
          .where('network', '=', of.network)
          .offset(most.ofNetwork - 1)
          .limit(1)
          .execute()
      : [full];
  if (full && own) return { full: [full, own].reduce((one, other) => (other.at < one.at ? other : one)).at };
  const id = newId<'sign-in-attempt'>(tx.now.getTime());
  await db
    .insertInto('members.sign_in_attempt')
    .values({ id, ...of, at: tx.now })
    .execute();
  return { id };
}

/** An attempt that was let in does not count. */
export async function forgetAttempt(tx: Tx, id: string): Promise<void> {
  await table.deleteRows(tx, 'members.sign_in_attempt', { id });
}

export async function insertPending(
  tx: Tx,
  pending: { tokenHash: Buffer; kind: string; person: string | null; sealed: Uint8Array; expiresAt: Date },
): Promise<void> {
  const db = tx.query<Tables>();
  await db.deleteFrom('members.pending_sign_in').where('expires_at', '<=', tx.now).execute();
  await db
    .insertInto('members.pending_sign_in')
    .values({
      token_hash: pending.tokenHash,
      kind: pending.kind,
      person: pending.person,
      sealed: Buffer.from(pending.sealed),
      expires_at: pending.expiresAt,
    })
    .execute();
}

/** Takes a pending step out, so that its answer is good once. */
export async function takePending(
  tx: Tx,
  tokenHash: Buffer,
  kind: string,
): Promise<{ person: string | null; sealed: Buffer } | undefined> {
  return tx
    .query<Tables>()
    .deleteFrom('members.pending_sign_in')
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where('expires_at', '>', tx.now)
    .returning(['person', 'sealed'])
    .executeTakeFirst();
}

export async function federatedPerson(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
  const row = await tx
    .query<Tables>()
    .selectFrom('members.federated_identity')
    .select('person')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person;
}

/** Whether the person is already linked with another subject of the issuer. */
export async function isLinkedElsewhere(tx: Tx, issuer: string, person: string): Promise<boolean> {
  return table.hasRow(tx, 'members.federated_identity', { issuer, person });
}

export async function linkIdentity(tx: Tx, issuer: string, subject: string, person: string): Promise<void> {
  await table.insertRow(tx, 'members.federated_identity', { issuer, subject, person, linked_at: tx.now });
}

/** Keeps two invitations of a first administrator apart until the transaction ends. */
export async function lockFirstAdministrator(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('members.first-administrator', 3))`.execute(
    tx.query<Tables>(),
  );
}

const administrators = (now: Date) => sql`
  select person.id, exists (select from members.password where password.person = person.id)
    or exists (select from members.passkey where passkey.person = person.id)
    or exists (select from members.federated_identity as identity where identity.person = person.id) as enrolled
  from members.person as person
  where person.disabled_at is null and exists (
    select from members.role_assignment as held
    where held.person = person.id and held.role in ('sysadmin', 'agency_admin') and (held.valid_to is null or held.valid_to > ${now}))`;

/** Whether any administrator has a way to sign in. */
export async function hasEnrolledAdministrator(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from (${administrators(tx.now)}) as administrator where enrolled) as found`.execute(
    tx.query<Tables>(),
  );
  return rows[0]?.found ?? false;
}

/** Takes role and invitation from administrators who never set up a way to sign in. */
export async function withdrawUnenrolledAdministrators(tx: Tx, by: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from (${administrators(tx.now)}) as administrator where not enrolled`.execute(tx.query<Tables>());
  const people = rows.map(({ id }) => id);
  await sql`update members.invitation set used_at = ${tx.now} where person = any (${people}::uuid[]) and used_at is null`.execute(
    tx.query<Tables>(),
  );
  await sql`update members.role_assignment set valid_to = greatest(valid_from, ${tx.now}), ended_by = ${by}, ended_at = ${tx.now}
    where person = any (${people}::uuid[]) and (valid_to is null or valid_to > ${tx.now})`.execute(tx.query<Tables>());
}
