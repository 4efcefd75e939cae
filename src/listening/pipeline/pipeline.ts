import type { Ctx, Kernel, Tx } from '../../kernel/index.ts';
import { loadModel, type ModelBackend, NORMALISER_VERSION } from '../../text/index.ts';
import { modelRow, modelWeights } from '../models/model-store.ts';
import { shippedModel } from '../models/shipped-model.ts';
import { DECIDE_VERSION } from '../review/decide.ts';
import { isLabel, type LabelCode, type Severity } from '../review/label.ts';
import { compileRules, type OpenRule, type RuleDefinition, type RuleSet } from '../rules/rule.ts';
import { type RuleVersionRow, ruleVersionsById } from '../rules/rule-store.ts';
import { CLUSTER_VERSION } from './cluster.ts';
import type { VersionRow } from './pipeline-store.ts';

/** The versions of the stages that stand in the code of this process. */
export const STAGES: Readonly<Record<string, string>> = {
  normalise: NORMALISER_VERSION,
  cluster: CLUSTER_VERSION,
  decide: DECIDE_VERSION,
};

/** A version of the pipeline, loaded: what a post is judged by. */
export interface Pipeline {
  readonly id: string;
  readonly number: number;
  readonly rules: RuleSet;
  readonly model: ModelBackend | undefined;
  readonly thresholds: Readonly<Record<string, number>>;
}

// Versions never change, so what was loaded once stays right. A process holds the few it meets.
const loaded = new WeakMap<Kernel, Map<string, Promise<Pipeline>>>();
const HELD = 4;

/** Loads a version: opens its rules, compiles them, reads its model. */
export function loadPipeline(ctx: Ctx, tx: Tx, version: VersionRow): Promise<Pipeline> {
  const cache = loaded.get(ctx.kernel) ?? new Map<string, Promise<Pipeline>>();
  loaded.set(ctx.kernel, cache);
  const held = cache.get(version.id);
  if (held) return held;
  const loading = load(ctx, tx, version);
  cache.set(version.id, loading);
  loading.catch(() => cache.delete(version.id));
  for (const [oldest] of cache) {
    if (cache.size <= HELD) break;
    cache.delete(oldest);
  }
  return loading;
}

async function load(ctx: Ctx, tx: Tx, version: VersionRow): Promise<Pipeline> {
  const rules = await Promise.all((await ruleVersionsById(tx, version.ruleVersions)).map((row) => openRule(ctx, row)));
  const model = version.modelId === null ? undefined : await readModel(ctx, tx, version.modelId);
  return {
    id: version.id,
    number: version.number,
    rules: compileRules(rules),
    model,
    thresholds: { ...thresholdsOf(model), ...version.thresholds },
  };
}

/** The thresholds of a model, under our labels. */
function thresholdsOf(model: ModelBackend | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(model?.thresholds ?? {}).flatMap(([name, value]) => {
      const code = labelOfModel(name);
      return code === undefined ? [] : [[code, value]];
    }),
  );
}

/** Names that public data sets use, and what they are here. */
const ALIASES: Readonly<Record<string, LabelCode>> = {
  toxic: 'toxic.insult',
  offensive: 'toxic.insult',
  hate: 'toxic.hate',
};

/** Our label for a model's, or undefined where it says nothing that is listened for. */
export function labelOfModel(name: string): LabelCode | undefined {
  return isLabel(name) ? name : ALIASES[name.toLowerCase()];
}

/**
 * A registered model: ours by its weights, an operator's encoder by its files, or the one that ships with the platform.
 * @throws where an encoder's files are gone or are not those that were registered: nothing else runs under its name
 */
export async function readModel(ctx: Ctx, tx: Tx, id: string): Promise<ModelBackend> {
  const row = await modelRow(tx, id);
  if (!row) throw new Error('the model of a pipeline version is gone');
  if (row.backend === 'onnx') {
    // Loaded only where an encoder is in use; what it refuses is a fault here, and no answer to whoever asked for a post.
    const { openEncoder } = await import('../models/encoder-files.ts');
    const encoder = await openEncoder(ctx.kernel, row.name);
    if (!encoder.ok) throw new Error(`the encoder ${row.name} cannot be opened: ${encoder.refusal.code}`);
    if (!row.digest?.equals(encoder.value.digest)) throw new Error(`the files of the encoder ${row.name} were changed`);
    return encoder.value.model;
  }
  const weights = await modelWeights(tx, id);
  return weights ? loadModel(weights) : shippedModel();
}

export const ruleContext = (version: string) => `listening.rule|${version}`;

export async function sealDefinition(ctx: Ctx, id: string, definition: RuleDefinition): Promise<Buffer> {
  return Buffer.from(await ctx.kernel.vault.wrap(Buffer.from(JSON.stringify(definition), 'utf8'), ruleContext(id)));
}

export async function openRule(
  ctx: Ctx,
  row: Pick<RuleVersionRow, 'id' | 'code' | 'label' | 'severity' | 'sealed'>,
): Promise<OpenRule> {
  const plain = await ctx.kernel.vault.unwrap(row.sealed, ruleContext(row.id));
  return {
    id: row.id,
    code: row.code,
    label: row.label as LabelCode,
    severity: row.severity as Severity,
    definition: JSON.parse(Buffer.from(plain).toString('utf8')) as RuleDefinition,
  };
}
