import type pg from 'pg';
import type { ModuleSchema } from '../migrate.ts';
import { replaceSealed, rewrapPage } from './rewrap-store.ts';
import type { SealedColumn } from './sealed-column.ts';
import type { Vault } from './vault.ts';

export interface Rewrapped {
  readonly column: string;
  readonly moved: number;
  /** Values that did not open: as they are, and in the way of retiring the old key. */
  readonly failed: number;
}

const PAGE = 500;

/**
 * Wraps everything of the modules under the vault's root key in use. May be cut off and run again.
 * @returns what was moved, by column
 */
export async function rewrapAll(owner: pg.Pool, vault: Vault, modules: readonly ModuleSchema[]): Promise<Rewrapped[]> {
  const done: Rewrapped[] = [];
  for (const column of modules.flatMap((module) => module.sealed ?? [])) done.push(await rewrap(owner, vault, column));
  return done;
}

async function rewrap(owner: pg.Pool, vault: Vault, column: SealedColumn): Promise<Rewrapped> {
  let moved = 0;
  let failed = 0;
  for (let after: readonly unknown[] | undefined; ; ) {
    const page = await rewrapPage(owner, column, after, PAGE);
    for (const row of page) {
      const sealed = row[column.column] as Buffer;
      if (vault.isCurrent(sealed)) continue;
      try {
        const context = column.context(row);
        const anew = await vault.wrap(await vault.unwrap(sealed, context), context);
        // Whoever changed it meanwhile wrapped it with the key in use, or is met at the next run.
        if (await replaceSealed(owner, column, row, anew)) moved += 1;
      } catch {
        failed += 1;
      }
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { column: `${column.table}.${column.column}`, moved, failed };
    after = column.key.map((name) => last[name]);
  }
}
