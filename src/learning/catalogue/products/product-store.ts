import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../../kernel/index.ts';
import type { ProductKind, ProductPlatform } from '../catalogue-lists.ts';
import type { CatalogueTables } from '../catalogue-tables.ts';
import type { PlaceRow, ProductRow, ProductState, VersionRow } from './product.ts';

const table = tablesOf<CatalogueTables>();

export const insertProduct = (tx: Tx, row: ProductRow): Promise<void> => table.insertRow(tx, 'learning.product', row);
export const findProduct = (tx: Tx, id: string, lock?: 'for update'): Promise<ProductRow | undefined> =>
  table.findRow(tx, 'learning.product', { id }, lock);
export const productBySlug = (tx: Tx, slug: string): Promise<ProductRow | undefined> =>
  table.findRow(tx, 'learning.product', { slug });

/** Writes a change, counted, so that who comes second is told. */
export async function updateProduct(tx: Tx, row: ProductRow, set: Partial<ProductRow>): Promise<void> {
  await table.updateRows(
    tx,
    'learning.product',
    { id: row.id },
    { ...set, version: row.version + 1, changed_at: tx.now },
  );
}

export const placesOf = (tx: Tx, product_id: string): Promise<PlaceRow[]> =>
  table.listRows(tx, 'learning.product_place', { product_id }, ['platform']);
export const versionsOf = (tx: Tx, product_id: string): Promise<VersionRow[]> =>
  table.listRows(tx, 'learning.product_version', { product_id }, ['noted_at', 'id']);
export const findVersion = (tx: Tx, product_id: string, platform: ProductPlatform, version: string) =>
  table.findRow(tx, 'learning.product_version', { product_id, platform, version });
export const insertVersion = (tx: Tx, row: VersionRow): Promise<void> =>
  table.insertRow(tx, 'learning.product_version', row);
export async function setPackageDigest(tx: Tx, id: string, package_sha256: string): Promise<void> {
  await table.updateRows(tx, 'learning.product_version', { id }, { package_sha256 });
}

export async function replacePlaces(tx: Tx, product_id: string, places: readonly PlaceRow[]): Promise<void> {
  await table.deleteRows(tx, 'learning.product_place', { product_id });
  await table.insertRow(tx, 'learning.product_place', places);
}

/** The first address of these words that is free. */
export async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!(await table.hasRow(tx, 'learning.product', { slug }))) return slug;
  }
}

export interface ProductFilters {
  readonly state?: ProductState | undefined;
  readonly kind?: ProductKind | undefined;
  /** Words, folded. */
  readonly folded?: string | undefined;
}

/** Those that an officer sees, the last changed first. */
export function productRows(
  tx: Tx,
  { state, kind, folded }: ProductFilters,
  limit: number,
  after?: { readonly at: string; readonly id: string },
): Promise<ProductRow[]> {
  const query = tx.query<CatalogueTables>().selectFrom('learning.product').selectAll();
  const filtered = query
    .$if(state !== undefined, (one) => one.where('state', '=', state as ProductState))
    .$if(kind !== undefined, (one) => one.where('kind', '=', kind as ProductKind))
    .$if(folded !== undefined && folded !== '', (one) => one.where('folded', 'like', `%${folded}%`))
    .$if(after !== undefined, (one) =>
      one.where(sql<boolean>`(changed_at, id) < (${after?.at ?? ''}::timestamptz, ${after?.id ?? ''}::uuid)`),
    );
  return filtered.orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** All that are listed, by name. */
export const listedProducts = (tx: Tx): Promise<ProductRow[]> =>
  table.listRows(tx, 'learning.product', { state: 'LISTED' }, ['name', 'id']);

export const placesOfAll = (tx: Tx, ids: readonly string[]): Promise<PlaceRow[]> =>
  rows(
    tx,
    sql<PlaceRow>`select * from learning.product_place where product_id = any(${[...ids]}::uuid[]) order by product_id, platform`,
  );

/** The highest first number that is known, of each product on each of its platforms. */
export const majorsOfAll = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ product_id: string; platform: ProductPlatform; major: number }[]> =>
  rows(
    tx,
    sql<{ product_id: string; platform: ProductPlatform; major: number }>`
      select product_id, platform, max(major)::int as major from learning.product_version
      where product_id = any(${[...ids]}::uuid[]) group by product_id, platform`,
  );
