import { z } from 'zod';
import { evaluationLayer, productFlag } from '../catalogue-lists.ts';
import data from './criteria.json' with { type: 'json' };

/**
 * The list of criteria: what is asked in each layer, and what an answer means. It is data with a version: each evaluation says by which
 * version it was made, so that a criterion which is added later is "not checked" in it and never "none".
 */
const means = z.strictObject({ outcome: z.enum(['WARN', 'FAIL']), flag: productFlag.zod.optional() });
/** What a criterion that is answered may give. `PASS` is what stands nowhere as a warning or a failure. */
export type Outcome = 'PASS' | 'WARN' | 'FAIL' | 'NOT_CHECKED';

const criterion = z.strictObject({
  id: z.string().regex(/^(policy|package|use)\.[a-z]+(-[a-z]+)*$/),
  layer: evaluationLayer.zod,
  /** One of the six statements of a policy without which it is never good. */
  core: z.boolean().default(false),
  vi: z.string().min(1),
  en: z.string().min(1),
  hintVi: z.string().optional(),
  hintEn: z.string().optional(),
  source: z.string().optional(),
  yes: means.optional(),
  no: means.optional(),
  unsaid: means.optional(),
});
export type Criterion = z.infer<typeof criterion>;

const list = z
  .strictObject({
    version: z.string(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    source: z.string(),
    verified: z.boolean(),
    expiryDays: z.int().positive(),
    expirySource: z.string(),
    kappa: z.number().min(0).max(1),
    kappaSource: z.string(),
    criteria: z.array(criterion),
  })
  .refine(({ criteria }) => new Set(criteria.map(({ id }) => id)).size === criteria.length, 'a criterion stands twice')
  .refine(
    ({ criteria }) => criteria.every(({ id, layer }) => id.startsWith(`${layer.toLowerCase()}.`)),
    'a criterion stands in the wrong layer',
  )
  .parse(data);

export const criteriaList = list;
const byId = new Map(list.criteria.map((one) => [one.id, one]));
export const criterionOf = (id: string): Criterion | undefined => byId.get(id);
export const criteriaOf = (layer: Criterion['layer']): readonly Criterion[] =>
  list.criteria.filter((one) => one.layer === layer);
