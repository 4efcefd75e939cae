import { sql } from 'kysely';
import { newId, rows, run, type Tx } from '../../kernel/index.ts';

export type ModelState = 'CANDIDATE' | 'LIVE' | 'RETIRED';

export interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly backend: 'linear-v1' | 'onnx';
  readonly labels: readonly string[];
  readonly bytes: number;
  /** SHA-256 of the weights or of the operator's files; null for the model that ships with the platform. */
  readonly digest: Buffer | null;
  readonly trainedOn: number;
  readonly state: ModelState;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface LabelFigures {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** How often clean posts of a group are taken for harm. */
export interface GroupFigures {
  readonly group: string;
  readonly falsePositive: number;
  readonly sample: number;
}

export interface EvaluationRow {
  readonly model: string;
  readonly heldOut: number;
  readonly macroF1: number;
  readonly baselineMacroF1: number | null;
  readonly perLabel: readonly LabelFigures[];
  readonly fairness: readonly GroupFigures[];
  readonly at: Date;
}

const columns = sql`id, name, version, backend, labels, coalesce(length(weights), 0) as bytes, digest, trained_on as "trainedOn", state, created_by as "createdBy", created_at as "createdAt"`;

export function modelRows(tx: Tx): Promise<ModelRow[]> {
  return rows(tx, sql<ModelRow>`select ${columns} from listening.model order by created_at desc limit 100`);
}

export async function modelRow(tx: Tx, id: string): Promise<ModelRow | undefined> {
  return (await rows(tx, sql<ModelRow>`select ${columns} from listening.model where id = ${id}::uuid`))[0];
}

/** The weights of a registered model; null for the one that ships with the platform. */
export async function modelWeights(tx: Tx, id: string): Promise<Buffer | null | undefined> {
  return (
    await rows(tx, sql<{ weights: Buffer | null }>`select weights from listening.model where id = ${id}::uuid`)
  )[0]?.weights;
}

export async function insertModel(
  tx: Tx,
  model: Pick<ModelRow, 'id' | 'name' | 'version' | 'backend' | 'labels' | 'digest' | 'trainedOn'> & {
    readonly weights: Buffer | null;
  },
  by: string,
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.model (id, name, version, backend, labels, weights, digest, trained_on, state, created_by, created_at)
      values (${model.id}, ${model.name}, ${model.version}, ${model.backend}, ${[...model.labels]}::text[], ${model.weights}, ${model.digest}, ${model.trainedOn},
        'CANDIDATE', ${by}, ${tx.now})`,
  );
}

/** The model of the live pipeline is LIVE, the one before RETIRED. */
export async function markLiveModel(tx: Tx, live: string | null): Promise<void> {
  await run(
    tx,
    sql`update listening.model set state = 'RETIRED' where state = 'LIVE' and id is distinct from ${live}::uuid`,
  );
  await run(tx, sql`update listening.model set state = 'LIVE' where state <> 'LIVE' and id = ${live}::uuid`);
}

export async function insertEvaluation(
  tx: Tx,
  model: string,
  heldOut: number,
  figures: Pick<EvaluationRow, 'macroF1' | 'baselineMacroF1' | 'perLabel' | 'fairness'>,
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.evaluation (id, model_id, held_out, macro_f1, per_label, fairness, baseline_macro_f1, at)
      values (${newId<'evaluation'>(tx.now.getTime())}, ${model}, ${heldOut}, ${figures.macroF1}, ${JSON.stringify(figures.perLabel)}::jsonb,
        ${JSON.stringify(figures.fairness)}::jsonb, ${figures.baselineMacroF1}, ${tx.now})`,
  );
}

/** The newest evaluation of each model. */
export function lastEvaluations(tx: Tx): Promise<EvaluationRow[]> {
  return rows(
    tx,
    sql<EvaluationRow>`select distinct on (model_id) model_id as model, held_out as "heldOut", macro_f1 as "macroF1", baseline_macro_f1 as "baselineMacroF1",
        per_label as "perLabel", fairness, at from listening.evaluation order by model_id, at desc`,
  );
}
