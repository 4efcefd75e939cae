import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../../kernel/index.ts';
import type { CatalogueTables, PackageReadingRow } from '../catalogue-tables.ts';
import type { Finding } from '../evaluations/evaluation.ts';
import type { AndroidPackage } from './read-android-package.ts';

const table = tablesOf<CatalogueTables>();

type Written = Omit<PackageReadingRow, 'facts'> & { readonly facts: AndroidPackage };

export async function insertPackageReading(tx: Tx, row: Written): Promise<void> {
  await table.insertRow(tx, 'learning.package_reading', { ...row, facts: JSON.stringify(row.facts) });
}

/** With its version and what was found, as the driver reads the columns. */
export type ReadingWithFindings = Written & {
  readonly version: string;
  readonly first_sha256: string | null;
  readonly findings: readonly Finding[];
};

/** Those of a product, the newest first. */
export const packageReadingsOf = (tx: Tx, product: string, most: number): Promise<ReadingWithFindings[]> =>
  rows(
    tx,
    sql<ReadingWithFindings>`
      select reading.*, one.version, one.package_sha256 as first_sha256, evaluation.findings
      from learning.package_reading as reading
      join learning.product_version as one on one.id = reading.version_id
      join learning.evaluation on evaluation.id = reading.evaluation_id
      where reading.product_id = ${product} order by reading.read_at desc, reading.id desc limit ${most}`,
  );
