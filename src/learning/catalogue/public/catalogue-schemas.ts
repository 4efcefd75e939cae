import { z } from '@hono/zod-openapi';
import { bilingual } from '../../../kernel/index.ts';
import { portalBand } from '../../../vocabulary/index.ts';
import {
  contentDescriptor,
  evaluationLayer,
  labelBasis,
  practiceConsent,
  productFlag,
  productKind,
  productPlatform,
  productReader,
  productVerdict,
  ratingMissing,
  reviewLikes,
} from '../catalogue-lists.ts';

/** What leaves the catalogue: the schemas of its public routes, from which the views have their types. */
const coded = <C extends z.ZodType>(code: C) => z.object({ code, vi: z.string(), en: z.string() });
/** A day of Viet Nam. */
const day = z.string().openapi({ format: 'date', example: '2026-12-01' });

const line = {
  /** In its address: `/ung-dung/<id>`. */
  id: z.string(),
  name: z.string(),
  maker: z.string(),
  kind: coded(productKind.zod),
  about: bilingual,
  bands: z.array(z.string()),
  platforms: z.array(coded(productPlatform.zod)),
  label: coded(z.string())
    .extend({
      basis: coded(labelBasis.zod),
      papers: z.string().nullable(),
      descriptors: z.array(coded(contentDescriptor.zod)),
    })
    .nullable(),
  /** What the store says, beside the label of the decree. */
  storeAge: coded(z.string()).nullable(),
  verdict: coded(productVerdict.zod).extend({ short: bilingual }),
  flags: z.array(coded(productFlag.zod).extend({ short: bilingual, red: z.boolean() })),
  /** The last day of the verdict. */
  until: day.nullable(),
  goodAlternative: z.boolean(),
  listVersion: z.string(),
  /** Made up for a demonstration. */
  invented: z.boolean(),
};
export const lineSchema = z.object(line).openapi('CatalogueLine');

const ground = z.object({
  reason: z.string().nullable(),
  reader: coded(productReader.zod),
  consent: coded(practiceConsent.zod).nullable(),
  platform: coded(productPlatform.zod),
  version: z.string(),
  on: day,
  listVersion: z.string(),
});

export const entrySchema = z
  .object({
    ...line,
    places: z.array(z.object({ platform: productPlatform.zod, storeId: z.string() })),
    policyUrl: z.string().nullable(),
    layers: z.array(
      coded(evaluationLayer.zod).extend({
        what: bilingual,
        missing: coded(ratingMissing.zod).nullable(),
        platforms: z.array(coded(productPlatform.zod)),
        madeOn: day.nullable(),
        until: day.nullable(),
        listVersion: z.string().nullable(),
        kappa: z.number().nullable(),
      }),
    ),
    findings: z.array(
      z.object({
        id: z.string(),
        layer: evaluationLayer.zod,
        core: z.boolean(),
        question: bilingual,
        outcome: z.enum(['PASS', 'WARN', 'FAIL', 'NOT_CHECKED']),
        grounds: z.array(ground),
      }),
    ),
    reasons: z.array(z.object({ flag: productFlag.zod, grounds: z.array(ground) })),
    /** What its provider says to the result. */
    answers: z.array(z.object({ text: z.string(), on: day })),
    /** What children wrote, after a person has read it. */
    reviews: z.array(z.object({ text: z.string(), likes: coded(reviewLikes.zod), band: portalBand.zod, on: day })),
    /** Others of its kind without any flag. */
    alternatives: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi('CatalogueEntry');
