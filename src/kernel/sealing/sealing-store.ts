import { type Generated, sql } from 'kysely';
import { systemActor } from '../actor.ts';
import { actAs, prepared, type Tx } from '../database.ts';
import { tablesOf } from '../table-store.ts';
import type { KeyScope, SealedBy } from './key-scope.ts';

export interface StoredDeskKey {
  desk: string;
  version: number;
  public_key: Buffer;
  sealed_private_key: Buffer;
  state: 'active' | 'retired' | 'lost';
  created_at: Date;
}

interface Tables {
  'kernel.desk_key': StoredDeskKey;
  'kernel.data_key': {
    id: string;
    object_kind: string;
    object_id: string;
    field_class: string;
    sealed_by: SealedBy;
    created_at: Date;
  };
  'kernel.wrapped_key': {
    data_key_id: string;
    holder_kind: 'desk' | 'receipt' | 'session';
    holder: string;
    key_version: number;
    wrapped: Buffer;
    purpose: string;
    granted_by: string;
    granted_at: Date;
    expires_at: Date | null;
    by_grant: Generated<boolean>;
  };
}

const table = tablesOf<Tables>();

export interface Wrap {
  readonly holderKind: 'desk' | 'receipt' | 'session';
  readonly holder: string;
  readonly keyVersion: number;
  readonly wrapped: Uint8Array;
  readonly purpose: string;
  readonly expiresAt?: Date;
  /** Serves only while a grant names the desk. */
  readonly byGrant?: boolean;
}

export async function deskKeys(tx: Tx, desk: string): Promise<StoredDeskKey[]> {
  return table.listRows(tx, 'kernel.desk_key', { desk });
}

/** By the only door that the app role has to this table; a desk that has a key already keeps it. */
export async function addFirstDeskKey(
  tx: Tx,
  key: { desk: string; publicKey: Uint8Array; sealedPrivateKey: Uint8Array },
): Promise<void> {
  await sql`select kernel.add_first_desk_key(${key.desk}, ${Buffer.from(key.publicKey)}, ${Buffer.from(key.sealedPrivateKey)})`.execute(
    tx.query<Tables>(),
  );
}

const ADD_DATA_KEYS = prepared(
  'kernel.add-data-keys',
  'select kernel.add_data_keys($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
);

/**
 * Keys and their wraps, in one statement that each connection keeps ready. What is sealed under
 * a key without any wrap can never be opened.
 */
export async function insertDataKeys(
  tx: Tx,
  keys: readonly { readonly id: string; readonly scope: KeyScope; readonly wraps: readonly Wrap[] }[],
  sealedBy: SealedBy,
): Promise<void> {
  const wraps = keys.flatMap(({ id, wraps }) => wraps.map((wrap) => wrapRow(tx, wrap, id)));
  await tx.run(ADD_DATA_KEYS, [
    sealedBy,
    tx.now,
    keys.map(({ id }) => id),
    keys.map(({ scope }) => scope.objectKind),
    keys.map(({ scope }) => scope.objectId),
    keys.map(({ scope }) => scope.fieldClass),
    grantedBy(tx),
    wraps.map((wrap) => wrap.data_key_id),
    wraps.map((wrap) => wrap.holder_kind),
    wraps.map((wrap) => wrap.holder),
    wraps.map((wrap) => wrap.key_version),
    wraps.map((wrap) => wrap.wrapped),
    wraps.map((wrap) => wrap.purpose),
    wraps.map((wrap) => wrap.expires_at),
  ]);
}

export async function insertWrap(tx: Tx, wrap: Wrap, dataKeyId: string): Promise<void> {
  await table.insertRow(tx, 'kernel.wrapped_key', wrapRow(tx, wrap, dataKeyId));
}

/** Takes wraps by grant away that no grant needs any more, as the platform: of one record's keys, or of all. @returns how many */
export async function deleteEndedWraps(
  tx: Tx,
  object?: { readonly objectKind: string; readonly objectId: string },
): Promise<number> {
  const ofObject = object
    ? sql`and data_key_id in (select id from kernel.data_key where object_kind = ${object.objectKind} and object_id = ${object.objectId})`
    : sql``;
  const result = await sql`
    delete from kernel.wrapped_key where by_grant and not kernel.wrap_serves(data_key_id, holder) ${ofObject}`.execute(
    tx.query<Tables>(),
  );
  return Number(result.numAffectedRows ?? 0);
}

function wrapRow(tx: Tx, wrap: Wrap, dataKeyId: string) {
  return {
    data_key_id: dataKeyId,
    holder_kind: wrap.holderKind,
    holder: wrap.holder,
    key_version: wrap.keyVersion,
    wrapped: Buffer.from(wrap.wrapped),
    purpose: wrap.purpose,
    granted_by: grantedBy(tx),
    granted_at: tx.now,
    expires_at: wrap.expiresAt ?? null,
    by_grant: wrap.byGrant ?? false,
  };
}

function grantedBy(tx: Tx): string {
  return tx.actor.kind === 'person' ? tx.actor.person : tx.actor.kind;
}

export interface FoundWrap {
  readonly field_class: string;
  readonly holder: string;
  readonly data_key_id: string;
  readonly key_version: number;
  readonly wrapped: Buffer;
  readonly by_grant: boolean;
  readonly expires_at: Date | null;
  /** False for one that was given by a grant which has ended. */
  readonly serves: boolean;
}

const WRAPS_OF = prepared('kernel.wraps-of', 'select * from kernel.wraps_of($1, $2, $3, $4, $5)');

/** Keys of one record, by their classes, and whose wraps of them are meant. */
export interface HeldKeys {
  readonly objectKind: string;
  readonly objectId: string;
  readonly classes: readonly string[];
  readonly holderKind: Wrap['holderKind'];
  readonly holders: readonly string[];
}

/** The wraps of those keys that the holders have, ended ones too. */
async function heldWraps(tx: Tx, of: HeldKeys): Promise<FoundWrap[]> {
  return tx.run<FoundWrap>(WRAPS_OF, [of.objectKind, of.objectId, of.classes, of.holderKind, of.holders]);
}

/** Those that are live; one that is held by a grant lives as long as that. */
export async function wrappedKeys(tx: Tx, of: HeldKeys): Promise<FoundWrap[]> {
  const found = await heldWraps(tx, of);
  return found.filter(({ serves, expires_at }) => serves && (expires_at === null || expires_at > tx.now));
}

/** Whether a desk has a key to seal to. */
export async function hasDeskKey(tx: Tx, desk: string): Promise<boolean> {
  return table.hasRow(tx, 'kernel.desk_key', { desk, state: 'active' });
}

/** The wrap of the scope's key that a desk holds, ended ones too; undefined where it holds none. */
export async function heldWrap(tx: Tx, scope: KeyScope, desk: string): Promise<FoundWrap | undefined> {
  return (await heldWraps(tx, { ...scope, classes: [scope.fieldClass], holderKind: 'desk', holders: [desk] }))[0];
}

/** Takes a key away from holders, desks as the platform; with no wrap left the content is gone for good. */
export async function deleteWraps(
  tx: Tx,
  scope: KeyScope,
  holderKind: Wrap['holderKind'],
  holder?: string,
): Promise<void> {
  const remove = async (as: Tx) => {
    const keys = as
      .query<Tables>()
      .selectFrom('kernel.data_key')
      .select('id')
      .where('object_kind', '=', scope.objectKind)
      .where('object_id', '=', scope.objectId)
      .where('field_class', '=', scope.fieldClass);
    let deletion = as
      .query<Tables>()
      .deleteFrom('kernel.wrapped_key')
      .where('data_key_id', 'in', keys)
      .where('holder_kind', '=', holderKind);
    if (holder !== undefined) deletion = deletion.where('holder', '=', holder);
    await deletion.execute();
  };
  await (holderKind === 'desk' ? actAs(tx, systemActor('kernel.delete-wraps'), remove) : remove(tx));
}
