import {
  actAs,
  type Ctx,
  newId,
  ok,
  type PersonActor,
  type Result,
  readOptionalText,
  systemActor,
  type TextRule,
  type Tx,
} from '../../../kernel/index.ts';
import { askApproval } from '../../../work/index.ts';
import { refuse } from '../../refusals.ts';
import {
  criterionAnswer,
  type EvaluationLayer,
  evaluationLayer,
  practiceConsent,
  productPlatform,
  productReader,
} from '../catalogue-lists.ts';
import type { ProductRow } from '../products/product.ts';
import { PRODUCT } from '../products/product-record.ts';
import { placesOf, updateProduct } from '../products/product-store.ts';
import { takeVersion } from '../products/take-version.ts';
import { criteriaList } from './criteria.ts';
import { type Finding, faultOfFindings, wholeLayer } from './evaluation.ts';
import { EVALUATION } from './evaluation-approval.ts';
import { insertEvaluation, updateEvaluation, usesOfVersion } from './evaluation-store.ts';

export const FINDING_REASON: TextRule = { most: 400 };
const CATALOGUE = systemActor('learning.catalogue');

/** What was found in one layer of one version. */
export interface FoundInLayer {
  readonly layer: string;
  readonly platform: string;
  readonly version: string;
  /** By which list the answers were given. */
  readonly listVersion: string;
  /** SHA-256 of the package in hex, where it was here to be read. */
  readonly packageSha256?: string | undefined;
  readonly findings: readonly {
    readonly criterion: string;
    readonly answer: string;
    readonly reader?: string | undefined;
    readonly consent?: string | null | undefined;
    readonly reason?: string | null | undefined;
  }[];
}

/**
 * Keeps an evaluation, whether a person answered or a package was read, within the act on its product. Refusals: those of a text,
 * `product.version-unusable`, `evaluation.unusable`, `evaluation.older-list`, `evaluation.twice`, `evaluation.no-package`
 */
export async function keepEvaluation(
  ctx: Ctx,
  tx: Tx,
  { product, actor }: { readonly product: ProductRow; readonly actor: PersonActor },
  input: FoundInLayer,
): Promise<Result<{ readonly id: string; readonly version: string; readonly waits: boolean }>> {
  const { layer, platform } = input;
  if (!evaluationLayer.has(layer)) return refuse('evaluation.unusable', { field: 'layer' });
  if (input.listVersion !== criteriaList.version) return refuse('evaluation.older-list', { field: 'listVersion' });
  const findings = readFindings(layer, input.findings);
  if (!findings.ok) return findings;
  const places = await placesOf(tx, product.id);
  if (!productPlatform.has(platform) || !places.some((one) => one.platform === platform))
    return refuse('product.version-unusable', { field: 'platform' });
  const version = await takeVersion(tx, {
    product: product.id,
    platform,
    version: input.version,
    packageSha256: input.packageSha256,
    notedBy: actor.person,
  });
  if (!version.ok) return version;
  // A site has no package to hand in: it is read as a browser gets it.
  if (layer === 'PACKAGE' && platform !== 'WEB' && version.value.package_sha256 === null)
    return refuse('evaluation.no-package', { field: 'version' });
  const others = layer === 'USE' ? await actAs(tx, CATALOGUE, (system) => usesOfVersion(system, version.value.id)) : [];
  if (others.some(({ evaluator }) => evaluator === actor.person)) return refuse('evaluation.twice');
  const both = others.length > 0;
  const id = newId<'evaluation'>(tx.now.getTime());
  await insertEvaluation(tx, {
    id,
    product_id: product.id,
    version_id: version.value.id,
    layer,
    list_version: criteriaList.version,
    findings: findings.value,
    evaluator: actor.person,
    agency: actor.agency,
    made_at: tx.now,
    is_open: layer !== 'USE' || both,
    state: both ? 'COUNTS' : 'WAITING',
    decided_by: null,
    decided_at: both ? tx.now : null,
  });
  if (both)
    await actAs(tx, CATALOGUE, async (system) => {
      for (const other of others)
        if (other.state === 'WAITING')
          await updateEvaluation(system, other.id, { is_open: true, state: 'COUNTS', decided_at: tx.now });
    });
  if (layer !== 'USE') {
    const asked = await askApproval(ctx, tx, {
      kind: EVALUATION,
      object: { kind: EVALUATION, id },
      agency: actor.agency,
      madeBy: [actor.person],
    });
    if (!asked.ok) return asked;
  }
  await updateProduct(tx, product, {});
  tx.audit({
    action: 'product.evaluate',
    object: { kind: PRODUCT, id: product.id },
    codes: { layer, platform, list: criteriaList.version },
  });
  return ok({ id, version: version.value.id, waits: !both });
}

function readFindings(layer: EvaluationLayer, written: FoundInLayer['findings']): Result<Finding[]> {
  const findings: Finding[] = [];
  for (const one of written.slice(0, 200)) {
    const { criterion, answer } = one;
    const reader = one.reader || 'EVERYBODY';
    const consent = one.consent || null;
    const unusable = refuse('evaluation.unusable', { field: criterion.slice(0, 60) });
    if (!criterionAnswer.has(answer) || !productReader.has(reader)) return unusable;
    if (consent !== null && !practiceConsent.has(consent)) return unusable;
    const reason = readOptionalText(one.reason, criterion.slice(0, 60), FINDING_REASON);
    if (!reason.ok) return reason;
    findings.push({ criterion, answer, reader, consent, reason: reason.value ?? null });
  }
  const fault = faultOfFindings(layer, findings);
  if (fault !== undefined)
    return refuse('evaluation.unusable', { field: fault.criterion.slice(0, 60), facts: { fault: fault.fault } });
  return ok(wholeLayer(layer, findings));
}
