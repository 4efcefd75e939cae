import { type KeyObject, randomBytes } from 'node:crypto';
import { systemActor } from '../actor.ts';
import type { Clock } from '../clock.ts';
import { actAs, type Tx } from '../database.ts';
import { newId } from '../id.ts';
import { sealBytes, unsealBytes } from './envelope.ts';
import { generateKeyPair, importPrivateKey, importPublicKey, openWith, sealTo } from './hpke.ts';
import type { KeyScope, SealedBy } from './key-scope.ts';
import { type OpenedKey, OpenedKeys, openedBy } from './opened-keys.ts';
import {
  addFirstDeskKey,
  deleteWraps,
  deskKeys,
  type FoundWrap,
  heldWrap,
  insertDataKeys,
  insertWrap,
  type StoredDeskKey,
  type Wrap,
  wrappedKeys,
} from './sealing-store.ts';
import type { Vault } from './vault.ts';

export type { KeyScope, SealedBy } from './key-scope.ts';

/** A data key in the clear and what it belongs to; it lives in memory for one request. */
export interface DataKey {
  readonly id: string;
  readonly scope: KeyScope;
  readonly bytes: Uint8Array;
  /** The same key as node keeps it, where the process has it at hand: using it costs a fraction. */
  readonly secret?: KeyObject;
}

export interface OpenOptions {
  /** Keep the opened key for a minute, and take one that was kept: for the lines of live chats, whose record the caller has just found. */
  readonly kept?: boolean;
}

export interface SecretHolder {
  readonly kind: 'receipt' | 'session';
  /** Id of the receipt or session. */
  readonly holder: string;
  /** 32 bytes; never stored. */
  readonly secret: Uint8Array;
  readonly expiresAt?: Date;
}

/** A data key and its wraps that are not written yet. */
export interface NewKey {
  readonly key: DataKey;
  readonly wraps: readonly Wrap[];
}

interface LoadedDeskKey {
  readonly version: number;
  readonly active: boolean;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey | undefined;
}

/** Nothing can be sealed to the desk until the operator gives it a key: that is a fault of the house, not of what came in. */
export class DeskWithoutKey extends Error {
  constructor(desk: string) {
    super(`desk ${desk} has no active key: run \`lachan keys recover --desk ${desk}\` or \`lachan keys create\``);
  }
}

/** How long a process trusts its copy of a desk's keys; a rotation elsewhere is seen after this at the latest. */
const TRUST = 60_000;

/**
 * Data keys and who can open them. A data key per object and class is wrapped by HPKE to the desks
 * that work on it; a desk's private key is wrapped by the vault. Without a desk's key or the
 * reporter's words nothing opens, so erasing the wraps erases the content.
 */
export class Sealing {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #desks = new Map<string, { at: number; keys: LoadedDeskKey[] }>();
  readonly #opened: OpenedKeys;

  constructor(vault: Vault, clock: Clock) {
    this.#vault = vault;
    this.#clock = clock;
    this.#opened = new OpenedKeys(clock);
  }

  /** Gives a desk that never had a key its first, in `tx` and as the platform; one that has or had any keeps what it has. */
  async createFirstDeskKey(tx: Tx, desk: string): Promise<void> {
    if ((await deskKeys(tx, desk)).length > 0) return;
    const key = await firstKeyPair(this.#vault, desk);
    await actAs(tx, systemActor('kernel.first-desk-key'), (as) => addFirstDeskKey(as, key));
  }

  /** A new data key for the scope, wrapped to the desks; rows are written in `tx`. */
  async createKey(
    tx: Tx,
    scope: KeyScope,
    desks: readonly string[],
    sealedBy: SealedBy,
    purpose: string,
  ): Promise<DataKey> {
    const key = newKey(tx, scope);
    const wraps = await Promise.all(desks.map((desk) => this.#wrap(tx, key, desk, purpose)));
    await this.writeKeys(tx, [{ key, wraps }], sealedBy);
    return key;
  }

  /**
   * Several new data keys at once, each wrapped to the desks and, where `secrets` says so, under a person's secret. The
   * caller writes them by `writeKeys` in the same transaction, beside what they seal: a filing is the busiest write.
   */
  async makeKeys(
    tx: Tx,
    wanted: readonly { readonly scope: KeyScope; readonly secrets?: readonly SecretHolder[] }[],
    desks: readonly string[],
    purpose: string,
  ): Promise<NewKey[]> {
    return Promise.all(
      wanted.map(async ({ scope, secrets = [] }) => {
        const key = newKey(tx, scope);
        const wraps = await Promise.all(desks.map((desk) => this.#wrap(tx, key, desk, purpose)));
        return { key, wraps: [...wraps, ...secrets.map((holder) => secretWrap(key, holder))] };
      }),
    );
  }

  /** Writes what `makeKeys` made, in one statement. */
  async writeKeys(tx: Tx, made: readonly NewKey[], sealedBy: SealedBy): Promise<void> {
    await insertDataKeys(
      tx,
      made.map(({ key, wraps }) => ({ id: key.id, scope: key.scope, wraps })),
      sealedBy,
    );
  }

  /** The scope's data key, opened with the desk's private key; undefined where the desk holds no live wrap. */
  async openKey(
    tx: Tx,
    scope: KeyScope,
    desk: string,
    { kept = false }: OpenOptions = {},
  ): Promise<DataKey | undefined> {
    if (!kept) return (await this.openKeys(tx, scope, [scope.fieldClass], [desk])).get(scope.fieldClass);
    const by = openedBy(scope, { kind: 'desk', holder: desk });
    const known = this.#opened.find(by);
    if (known) return keptKey(scope, known);
    const [wrap] = await wrappedKeys(tx, {
      ...scope,
      classes: [scope.fieldClass],
      holderKind: 'desk',
      holders: [desk],
    });
    const bytes = wrap && (await this.#unwrap(tx, desk, wrap));
    if (!bytes) return undefined;
    // A wrap by a grant is asked for each time: it serves as long as the grant.
    if (wrap.by_grant) return { id: wrap.data_key_id, scope, bytes };
    return keptKey(scope, this.#opened.keep(by, wrap.data_key_id, bytes, wrap.expires_at));
  }

  /**
   * Those of a record's data keys that the desks can open, by class; each with the first desk of the order that can.
   * One statement, however many: a read of wraps carries the locks of all kinds of records.
   */
  async openKeys<Class extends string>(
    tx: Tx,
    record: { readonly objectKind: string; readonly objectId: string },
    classes: readonly Class[],
    desks: readonly string[],
  ): Promise<ReadonlyMap<Class, DataKey>> {
    const wraps = await wrappedKeys(tx, { ...record, classes, holderKind: 'desk', holders: desks });
    const opened = await Promise.all(
      classes.map(async (fieldClass) => {
        for (const desk of desks) {
          const wrap = wraps.find((one) => one.field_class === fieldClass && one.holder === desk);
          const bytes = wrap && (await this.#unwrap(tx, desk, wrap));
          if (bytes) return [[fieldClass, { id: wrap.data_key_id, scope: { ...record, fieldClass }, bytes }] as const];
        }
        return [];
      }),
    );
    return new Map(opened.flat());
  }

  async #unwrap(
    tx: Tx,
    desk: string,
    wrap: Pick<FoundWrap, 'data_key_id' | 'key_version' | 'wrapped'>,
  ): Promise<Uint8Array | undefined> {
    const key = (await this.#load(tx, desk, wrap.key_version)).find(({ version }) => version === wrap.key_version);
    return (
      key?.privateKey && openWith(key.privateKey, wrapInfo(wrap.data_key_id, desk, wrap.key_version), wrap.wrapped)
    );
  }

  /**
   * Gives a desk the scope's key by way of another desk that holds it; nothing where it has the key already, or the other has none.
   * By a grant it lasts as long as a grant that names the desk; what the desk then gets as its own stays.
   */
  async giveKey(
    tx: Tx,
    scope: KeyScope,
    {
      from,
      to,
      purpose,
      byGrant = false,
    }: { readonly from: string; readonly to: string; readonly purpose: string; readonly byGrant?: boolean },
  ): Promise<void> {
    const held = await heldWrap(tx, scope, to);
    if (held && (byGrant || !held.by_grant)) return;
    const key = await this.openKey(tx, scope, from);
    if (!key) return;
    if (held) await deleteWraps(tx, scope, 'desk', to);
    await insertWrap(tx, { ...(await this.#wrap(tx, key, to, purpose)), byGrant }, key.id);
  }

  /** Wraps the key under a 32-byte secret that only a person's words or a session's cookie give. */
  async wrapWithSecret(tx: Tx, key: DataKey, holder: SecretHolder): Promise<void> {
    await insertWrap(tx, secretWrap(key, holder), key.id);
  }

  /** The scope's data key by such a secret; undefined where there is no live wrap. @throws on a wrong secret */
  async openWithSecret(
    tx: Tx,
    scope: KeyScope,
    holder: SecretHolder,
    { kept = false }: OpenOptions = {},
  ): Promise<DataKey | undefined> {
    const by = kept ? openedBy(scope, holder) : '';
    const known = kept ? this.#opened.find(by) : undefined;
    if (known) return keptKey(scope, known);
    const [row] = await wrappedKeys(tx, {
      ...scope,
      classes: [scope.fieldClass],
      holderKind: holder.kind,
      holders: [holder.holder],
    });
    if (!row) return undefined;
    const bytes = unsealBytes(holder.secret, secretInfo(row.data_key_id, holder), row.wrapped);
    if (!kept) return { id: row.data_key_id, scope, bytes };
    return keptKey(scope, this.#opened.keep(by, row.data_key_id, bytes, row.expires_at));
  }

  async #wrap(tx: Tx, key: DataKey, desk: string, purpose: string) {
    const active = (await this.#load(tx, desk)).find((candidate) => candidate.active);
    if (!active) throw new DeskWithoutKey(desk);
    const wrapped = await sealTo(active.publicKey, wrapInfo(key.id, desk, active.version), key.bytes);
    return { holderKind: 'desk' as const, holder: desk, keyVersion: active.version, wrapped, purpose };
  }

  async #load(tx: Tx, desk: string, wantedVersion?: number): Promise<LoadedDeskKey[]> {
    const known = this.#desks.get(desk);
    const fresh = known && this.#clock.now().getTime() - known.at < TRUST;
    if (known && fresh && (wantedVersion === undefined || known.keys.some((key) => key.version === wantedVersion)))
      return known.keys;
    const keys = await Promise.all((await deskKeys(tx, desk)).map((row) => this.#open(row)));
    if (keys.length > 0) this.#desks.set(desk, { at: this.#clock.now().getTime(), keys });
    return keys;
  }

  async #open(row: StoredDeskKey): Promise<LoadedDeskKey> {
    return {
      version: row.version,
      active: row.state === 'active',
      publicKey: await importPublicKey(row.public_key),
      privateKey:
        row.state === 'lost'
          ? undefined
          : await importPrivateKey(
              await this.#vault.unwrap(row.sealed_private_key, deskContext(row.desk, row.version)),
            ),
    };
  }

  /** Forgets the desks' keys, and the opened ones, that this process holds in memory. */
  forget(): void {
    this.#desks.clear();
    this.#opened.forget();
  }
}

/** The bytes come out of it only where they are wanted, as to wrap the key once more. */
function keptKey(scope: KeyScope, { id, secret }: OpenedKey): DataKey {
  return {
    id,
    scope,
    secret,
    get bytes() {
      return secret.export();
    },
  };
}

function newKey(tx: Tx, scope: KeyScope): DataKey {
  return { id: newId<'data-key'>(tx.now.getTime()), scope, bytes: randomBytes(32) };
}

export function deskContext(desk: string, version: number): string {
  return `desk-key|${desk}|${version}`;
}

/** A desk's first key pair, its private half wrapped by the vault. */
export async function firstKeyPair(
  vault: Vault,
  desk: string,
): Promise<{ desk: string; publicKey: Uint8Array; sealedPrivateKey: Uint8Array }> {
  const { publicKey, privateKey } = await generateKeyPair();
  return { desk, publicKey, sealedPrivateKey: await vault.wrap(privateKey, deskContext(desk, 1)) };
}

export function wrapInfo(dataKeyId: string, desk: string, version: number): string {
  return `la-chan/1|data-key|${dataKeyId}|desk|${desk}|${version}`;
}

function secretWrap(key: DataKey, holder: SecretHolder): Wrap {
  return {
    holderKind: holder.kind,
    holder: holder.holder,
    keyVersion: 1,
    wrapped: sealBytes(holder.secret, secretInfo(key.id, holder), key.bytes),
    purpose: 'own-report',
    expiresAt: holder.expiresAt,
  };
}

function secretInfo(dataKeyId: string, holder: SecretHolder): string {
  return `la-chan/1|data-key|${dataKeyId}|${holder.kind}|${holder.holder}`;
}
