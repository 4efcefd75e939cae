import { sql } from 'kysely';
import { type Tx, vietnamDate } from '../../kernel/index.ts';
import { actorId } from '../people/person-store.ts';
import { machineClientPolicy } from '../policies.ts';
import type { Display } from './display.ts';

interface Tables {
  'members.agency': { code: string; valid_to: string | null };
  'members.machine_client': {
    id: string;
    agency: string;
    name: string;
    kind: string;
    scopes: string[];
    key_hash: Buffer;
    code_hash: Buffer | null;
    code_until: Date | null;
    last_seen_at: Date | null;
    valid_to: Date | null;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
}

const live = (tx: Tx, id: string) =>
  tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .where('id', '=', id)
    .where('kind', '=', 'display')
    .where('revoked_at', 'is', null);

/** @returns the agency of the screen; undefined where there is none of the actor's that still works */
export async function giveDisplayCode(tx: Tx, id: string, codeHash: Buffer, until: Date): Promise<string | undefined> {
  const row = await live(tx, id)
    .set({ code_hash: codeHash, code_until: until })
    .where('valid_to', '>', tx.now)
    .returning('agency')
    .executeTakeFirst();
  return row?.agency;
}

/** @returns the agency of the screen; undefined where there is none of the actor's that is not revoked */
export async function revokeDisplayRow(tx: Tx, id: string): Promise<string | undefined> {
  const row = await live(tx, id)
    .set({ revoked_at: tx.now, revoked_by: actorId(tx), code_hash: null, code_until: null })
    .returning('agency')
    .executeTakeFirst();
  return row?.agency;
}

/** Gives the screen of a code its key, in one statement, so that of two who type the same code one has it. */
export async function takeDisplayCode(
  tx: Tx,
  codeHash: Buffer,
  keyHash: Buffer,
): Promise<{ id: string; agency: string; validTo: Date } | undefined> {
  const row = await tx
    .query<Tables>()
    .updateTable('members.machine_client')
    .set({ key_hash: keyHash, code_hash: null, code_until: null })
    .where('code_hash', '=', codeHash)
    .where('code_until', '>', tx.now)
    .where('revoked_at', 'is', null)
    .where('valid_to', '>', tx.now)
    .where((eb) =>
      eb(
        'agency',
        'in',
        eb
          .selectFrom('members.agency')
          .select('code')
          .where((of) => of.or([of('valid_to', 'is', null), of('valid_to', '>=', vietnamDate(tx.now))])),
      ),
    )
    .returning(['id', 'agency', 'valid_to'])
    .executeTakeFirst();
  return row?.valid_to ? { id: row.id, agency: row.agency, validTo: row.valid_to } : undefined;
}

export async function displayRows(tx: Tx): Promise<Display[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('members.machine_client as client')
    .select([
      'id',
      'name',
      'scopes',
      'valid_to as validTo',
      'revoked_at as revokedAt',
      'last_seen_at as lastSeenAt',
      'code_until as codeUntil',
    ])
    .where(machineClientPolicy.filter(tx.actor, 'display.manage', tx.now, 'client'))
    .orderBy(sql`revoked_at is not null`)
    .orderBy('name')
    .execute();
  return found.map((row) => ({
    ...row,
    validTo: row.validTo as Date,
    codeUntil: row.codeUntil !== null && row.codeUntil > tx.now ? row.codeUntil : null,
  }));
}
