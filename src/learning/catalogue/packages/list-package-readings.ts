import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { productRecord } from '../products/product-record.ts';
import { foundSince, type PackageReading } from './package-reading.ts';
import { packageReadingsOf } from './package-reading-store.ts';
import { trackerList } from './package-signs.ts';

const READINGS_MOST = 20;

/** What was read of a product's packages, the newest first. Refusals: those of an act on a record, `product.not-found` */
export function listPackageReadings(ctx: Ctx, product: string): Promise<Result<readonly PackageReading[]>> {
  return actOnRecord(productRecord, ctx, 'product.read', { id: product, readOnly: true }, async (tx, row) =>
    ok(
      (await packageReadingsOf(tx, row.id, READINGS_MOST)).map((one) => {
        const { places, ...facts } = one.facts;
        const olderList = one.list_version !== trackerList.version;
        return {
          id: one.id,
          evaluation: one.evaluation_id,
          version: one.version,
          sha256: one.sha256,
          size: one.size,
          readAt: one.read_at,
          listVersion: one.list_version,
          olderList,
          foundSince: olderList ? foundSince({ places, found: facts.found }, trackerList.entries) : [],
          otherFile: one.first_sha256 !== null && one.first_sha256 !== one.sha256,
          facts,
          findings: one.findings,
        };
      }),
    ),
  );
}
