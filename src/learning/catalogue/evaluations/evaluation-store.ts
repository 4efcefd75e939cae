import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../../kernel/index.ts';
import type { CatalogueTables, EvaluationRow } from '../catalogue-tables.ts';
import { majorsOfAll } from '../products/product-store.ts';
import type { Finding, RatedEvaluation } from './evaluation.ts';
import { type Rating, rate } from './rating.ts';

const table = tablesOf<CatalogueTables>();

/** With its version beside it. `findings` is what the driver reads of the column. */
export type EvaluationWithVersion = Omit<EvaluationRow, 'findings'> &
  Pick<RatedEvaluation, 'platform' | 'version' | 'major'> & { readonly findings: readonly Finding[] };

export async function insertEvaluation(
  tx: Tx,
  row: Omit<EvaluationRow, 'findings'> & { readonly findings: readonly Finding[] },
): Promise<void> {
  await table.insertRow(tx, 'learning.evaluation', { ...row, findings: JSON.stringify(row.findings) });
}

export const findEvaluation = (tx: Tx, id: string, lock?: 'for update') =>
  table.findRow(tx, 'learning.evaluation', { id }, lock);
export const updateEvaluation = (
  tx: Tx,
  id: string,
  set: Partial<Pick<EvaluationRow, 'is_open' | 'state' | 'decided_by' | 'decided_at'>>,
): Promise<number> => table.updateRows(tx, 'learning.evaluation', { id }, set);

/** Those of some products as far as the actor sees them, the oldest first. */
export function evaluationsOf(tx: Tx, products: readonly string[]): Promise<EvaluationWithVersion[]> {
  return rows(
    tx,
    sql<EvaluationWithVersion>`
      select evaluation.*, one.platform, one.version, one.major
      from learning.evaluation join learning.product_version as one on one.id = evaluation.version_id
      where evaluation.product_id = any(${[...products]}::uuid[]) order by evaluation.made_at, evaluation.id`,
  );
}

/** Those who used a version and whose evaluation was not taken back. */
export async function usesOfVersion(tx: Tx, version_id: string): Promise<EvaluationRow[]> {
  const found = await table.listRows(tx, 'learning.evaluation', { version_id, layer: 'USE' }, ['made_at', 'id']);
  return found.filter(({ state }) => state === 'WAITING' || state === 'COUNTS') as unknown as EvaluationRow[];
}

/**
 * Ratings by product, worked out now. An actor who may not see an evaluation gets another rating: ask as the platform.
 * @param tx of the platform
 */
export async function ratingsOf(tx: Tx, products: readonly string[]): Promise<ReadonlyMap<string, Rating>> {
  const evaluations = await evaluationsOf(tx, products);
  const majors = await majorsOfAll(tx, products);
  return new Map(
    products.map((product) => {
      const own = evaluations.filter(({ product_id }) => product_id === product);
      return [
        product,
        rate(
          own.filter(({ state }) => state === 'COUNTS').map(ratedOf),
          new Map(majors.flatMap((one) => (one.product_id === product ? [[one.platform, one.major] as const] : []))),
          tx.now,
          own.filter(({ state }) => state === 'WAITING').map(({ layer }) => layer),
        ),
      ];
    }),
  );
}

const ratedOf = (row: EvaluationWithVersion): RatedEvaluation => ({
  id: row.id,
  layer: row.layer,
  platform: row.platform,
  version: row.version,
  major: row.major,
  listVersion: row.list_version,
  evaluator: row.evaluator,
  madeAt: row.made_at,
  findings: row.findings,
});
