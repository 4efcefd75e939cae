import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import { shippedWeights, type Weights, weightsSchema } from './triage.ts';

const table = tablesOf<Tables>();

export interface WeightSet {
  readonly id: string;
  readonly weights: Weights;
  readonly reason: string;
  readonly madeBy: string;
  readonly agency: string;
  readonly madeAt: Date;
}

/** Every set that the unit made, the latest first; at most 50. */
export async function weightSets(tx: Tx): Promise<WeightSet[]> {
  return rows(
    tx,
    sql<WeightSet>`
      select id, weights, reason, made_by as "madeBy", agency, made_at as "madeAt" from takedown.weight_set order by made_at desc, id desc limit 50`,
  );
}

export async function currentWeights(tx: Tx): Promise<{ readonly id: string | null; readonly weights: Weights }> {
  const [latest] = await rows(
    tx,
    sql<{
      id: string;
      weights: unknown;
    }>`select id, weights from takedown.weight_set order by made_at desc, id desc limit 1`,
  );
  // A set of an earlier version that lacks a factor of today is completed by what the platform comes with.
  const read = latest && weightsSchema.safeParse(completed(latest.weights));
  return latest && read?.success ? { id: latest.id, weights: read.data } : { id: null, weights: shippedWeights };
}

function completed(kept: unknown): unknown {
  const given = kept as Partial<Weights>;
  return { ...shippedWeights, ...given, points: { ...shippedWeights.points, ...given.points } };
}

export const insertWeightSet = (
  tx: Tx,
  row: Omit<Tables['takedown.weight_set'], 'weights'> & { weights: string },
): Promise<void> => table.insertRow(tx, 'takedown.weight_set', row as never);
