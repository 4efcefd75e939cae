import { actAs, type Ctx, ok, type Result, refuseRequest, systemActor } from '../../../kernel/index.ts';
import { colleagueNames } from '../../../members/index.ts';
import { refuse } from '../../refusals.ts';
import type { EvaluationLayer, ProductPlatform } from '../catalogue-lists.ts';
import { evaluationPolicy, productPolicy } from '../catalogue-policies.ts';
import { type Criterion, criteriaList } from '../evaluations/criteria.ts';
import type { EvaluationState, Finding } from '../evaluations/evaluation.ts';
import { evaluationsOf, ratingsOf } from '../evaluations/evaluation-store.ts';
import { lastDayOf, type Rating } from '../evaluations/rating.ts';
import { publishedAnswers } from '../providers/provider-store.ts';
import type { PlaceRow, ProductRow, VersionRow } from './product.ts';
import { productRecord } from './product-record.ts';
import { findProduct, placesOf, versionsOf } from './product-store.ts';

const CATALOGUE = systemActor('learning.catalogue');

export interface EvaluationView {
  readonly id: string;
  readonly layer: EvaluationLayer;
  readonly platform: ProductPlatform;
  readonly version: string;
  readonly listVersion: string;
  /** Null where the reader may not know the name. */
  readonly evaluator: string | null;
  readonly own: boolean;
  readonly madeAt: Date;
  readonly until: string;
  readonly state: EvaluationState;
  readonly findings: readonly Finding[];
}

export interface ProductDetail {
  readonly product: ProductRow;
  readonly places: readonly PlaceRow[];
  readonly versions: readonly VersionRow[];
  readonly evaluations: readonly EvaluationView[];
  /** Somebody else has used a version and waits for a second person, who learns nothing of what was found. */
  readonly usedByOther: readonly { readonly platform: ProductPlatform; readonly version: string }[];
  readonly rating: Rating;
  readonly answers: number;
  readonly may: readonly string[];
  readonly criteria: { readonly version: string; readonly verified: boolean; readonly criteria: readonly Criterion[] };
}

/** One product for who looks at it, with what the reader may see of what was found. Refusals: `access.not-permitted`, `product.not-found` */
export async function productDetail(ctx: Ctx, id: string): Promise<Result<ProductDetail>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !productPolicy.couldEver(actor, 'product.read', ctx.now))
    return refuseRequest('access.not-permitted');
  const found = await ctx.transaction(async (tx): Promise<Result<Omit<ProductDetail, 'criteria'>>> => {
    const product = await findProduct(tx, id);
    if (!product) return refuse('product.not-found');
    const seen = await evaluationsOf(tx, [product.id]);
    const system = await actAs(tx, CATALOGUE, async (platform) => ({
      rating: (await ratingsOf(platform, [product.id])).get(product.id),
      closed: (await evaluationsOf(platform, [product.id])).filter(
        (one) => !one.is_open && one.evaluator !== actor.person && one.state === 'WAITING',
      ),
    }));
    if (!system.rating) return refuse('product.not-found');
    return ok({
      product,
      places: await placesOf(tx, product.id),
      versions: await versionsOf(tx, product.id),
      evaluations: seen.map((row) => ({
        id: row.id,
        layer: row.layer,
        platform: row.platform,
        version: row.version,
        listVersion: row.list_version,
        evaluator: row.evaluator,
        own: row.evaluator === actor.person,
        madeAt: row.made_at,
        until: lastDayOf(row.made_at),
        state: row.state,
        findings: row.findings,
      })),
      usedByOther: system.closed.map(({ platform, version }) => ({ platform, version })),
      rating: system.rating,
      answers: (await publishedAnswers(tx, product.id)).length,
      may: [
        ...productPolicy.actions.filter((act) => productRecord.can?.(actor, act, product, tx.now)),
        ...(seen.some((row) => evaluationPolicy.can(actor, 'evaluation.confirm', row, tx.now))
          ? ['evaluation.confirm']
          : []),
      ],
    });
  });
  if (!found.ok) return found;
  const names = await colleagueNames(
    ctx,
    found.value.evaluations.flatMap(({ evaluator }) => (evaluator === null ? [] : [evaluator])),
  );
  if (!names.ok) return names;
  return ok({
    ...found.value,
    evaluations: found.value.evaluations.map((one) => ({
      ...one,
      evaluator: names.value.get(one.evaluator ?? '') ?? null,
    })),
    criteria: { version: criteriaList.version, verified: criteriaList.verified, criteria: criteriaList.criteria },
  });
}
