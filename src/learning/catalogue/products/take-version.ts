import { newId, ok, type Result, type Tx } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import type { ProductPlatform } from '../catalogue-lists.ts';
import { majorOf, type VersionRow } from './product.ts';
import { findVersion, insertVersion, setPackageDigest } from './product-store.ts';

interface TakeVersion {
  readonly product: string;
  readonly platform: ProductPlatform;
  readonly version: string;
  readonly packageSha256?: string | null | undefined;
  readonly notedBy: string;
}

/** The version as it is kept, noted now where it was not; of a package the first that was handed in stands. Refusals: `product.version-unusable` */
export async function takeVersion(tx: Tx, input: TakeVersion): Promise<Result<VersionRow>> {
  const version = input.version.normalize('NFC').trim();
  // A site has no versions: it lapses with time alone.
  const major = input.platform === 'WEB' ? 0 : majorOf(version);
  if (major === undefined || version.length > 40 || !/^[\p{L}\p{N}. /_+()-]+$/u.test(version))
    return refuse('product.version-unusable', { field: 'version' });
  const sha256 = input.packageSha256?.trim().toLowerCase() || null;
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
    return refuse('product.version-unusable', { field: 'packageSha256' });
  const known = await findVersion(tx, input.product, input.platform, version);
  if (known && (sha256 === null || known.package_sha256 !== null)) return ok(known);
  if (known) {
    // It was known before anybody had its package.
    await setPackageDigest(tx, known.id, sha256 as string);
    return ok({ ...known, package_sha256: sha256 });
  }
  const row: VersionRow = {
    id: newId<'product-version'>(tx.now.getTime()),
    product_id: input.product,
    platform: input.platform,
    version,
    major,
    package_sha256: sha256,
    noted_by: input.notedBy,
    noted_at: tx.now,
  };
  await insertVersion(tx, row);
  return ok(row);
}
