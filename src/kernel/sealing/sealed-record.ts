import type { Ctx } from '../context.ts';
import type { Tx } from '../database.ts';
import { openText, sealText } from './envelope.ts';
import type { KeyScope, SealedBy } from './key-scope.ts';
import {
  type SealedTable,
  sealedNames,
  sealedRow,
  sealedRows,
  updateSealed,
  upsertSealed,
} from './sealed-record-store.ts';
import type { DataKey, OpenOptions } from './sealing.ts';

/** What seals a text: a key in the clear and what it belongs to. */
export type PartKey = Pick<DataKey, 'bytes' | 'secret' | 'scope'>;

/** A text sealed under a key, bound to the key's record and class and to its part in it, as `child` or `message:<id>`. */
export function sealPart(key: PartKey, part: string, text: string): Buffer {
  return sealText(key.secret ?? key.bytes, { ...key.scope, part }, text);
}

/** @throws when the key, its record or class, the part, or one bit is another than at sealing */
export function openPart(key: PartKey, part: string, sealed: Uint8Array): string {
  return openText(key.secret ?? key.bytes, { ...key.scope, part }, sealed);
}

/**
 * A kind of record whose texts are sealed by class, each class under a key of its own. Texts that hang on a row of another table
 * of the record (a message, an action of a plan) are sealed by `sealPart` under the same key.
 */
export class SealedRecord<Class extends string> {
  readonly #objectKind: string;
  readonly #table: SealedTable;

  constructor({ objectKind, ...table }: SealedTable & { readonly objectKind: string }) {
    this.#objectKind = objectKind;
    this.#table = table;
  }

  scope(id: string, fieldClass: Class): KeyScope {
    return { objectKind: this.#objectKind, objectId: id, fieldClass };
  }

  /** A new key of the record, given to the desks. */
  createKey(
    ctx: Ctx,
    tx: Tx,
    of: {
      readonly id: string;
      readonly fieldClass: Class;
      readonly desks: readonly string[];
      readonly purpose: string;
    },
    sealedBy: SealedBy = 'server',
  ): Promise<DataKey> {
    return ctx.kernel.sealing.createKey(tx, this.scope(of.id, of.fieldClass), of.desks, sealedBy, of.purpose);
  }

  /** The record's key of one class, opened with a desk's key; undefined where that desk was given none. */
  openKey(
    ctx: Ctx,
    tx: Tx,
    id: string,
    fieldClass: Class,
    desk: string,
    options: OpenOptions = {},
  ): Promise<DataKey | undefined> {
    return ctx.kernel.sealing.openKey(tx, this.scope(id, fieldClass), desk, options);
  }

  /** Those keys of the classes that the desks can open, each with the first desk of the order that can. */
  openKeys(
    ctx: Ctx,
    tx: Tx,
    id: string,
    classes: readonly Class[],
    ...desks: readonly string[]
  ): Promise<ReadonlyMap<Class, DataKey>> {
    return ctx.kernel.sealing.openKeys(tx, { objectKind: this.#objectKind, objectId: id }, classes, desks);
  }

  /** Seals a text and keeps it, in place of what the part held. */
  async put(tx: Tx, key: PartKey, part: string, text: string): Promise<void> {
    const { objectId: id, fieldClass } = key.scope;
    await upsertSealed(tx, this.#table, { id, fieldClass, part, sealed: sealPart(key, part, text) });
  }

  /** Seals a text in place of what the part holds; nothing where there is no such part. */
  async replace(tx: Tx, key: PartKey, part: string, text: string): Promise<void> {
    const { objectId: id, fieldClass } = key.scope;
    await updateSealed(tx, this.#table, { id, fieldClass, part, sealed: sealPart(key, part, text) });
  }

  /** The text of a part; undefined where there is none. */
  async read(tx: Tx, key: PartKey, part: string): Promise<string | undefined> {
    const sealed = await this.sealed(tx, key.scope.objectId, key.scope.fieldClass as Class, part);
    return sealed && openPart(key, part, sealed);
  }

  /** A part as it is sealed, for `openPart`: it can be asked for beside its key. Undefined where there is none. */
  sealed(tx: Tx, id: string, fieldClass: Class, part: string): Promise<Buffer | undefined> {
    return sealedRow(tx, this.#table, { id, fieldClass, part });
  }

  /** The sealed texts of the classes, by class and part; nothing is opened. */
  async list(
    tx: Tx,
    id: string,
    classes: readonly Class[],
  ): Promise<{ readonly fieldClass: Class; readonly part: string; readonly sealed: Buffer }[]> {
    const rows = await sealedRows(tx, this.#table, id, classes);
    return rows.map(({ field_class, part, sealed }) => ({ fieldClass: field_class as Class, part, sealed }));
  }

  /** The names of the parts that the classes have, without opening one. */
  names(tx: Tx, id: string, classes: readonly Class[]): Promise<string[]> {
    return sealedNames(tx, this.#table, id, classes);
  }
}
