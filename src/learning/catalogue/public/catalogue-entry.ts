import type { z } from 'zod';
import { vietnamDate } from '../../../kernel/index.ts';
import { appAge, gameLabel } from '../../../vocabulary/index.ts';
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
} from '../catalogue-lists.ts';
import { criteriaList } from '../evaluations/criteria.ts';
import type { Ground, Rating } from '../evaluations/rating.ts';
import type { PlaceRow, ProductRow } from '../products/product.ts';
import type { entrySchema, lineSchema } from './catalogue-schemas.ts';

/** A product as readers see it: codes with their words in both languages, dates as days of Viet Nam, and a reason for everything. */
export type CatalogueLine = z.infer<typeof lineSchema>;
export type CatalogueEntry = z.infer<typeof entrySchema>;

const both = ({ vi, en }: { readonly vi: string; readonly en: string }) => ({ vi, en });
const coded = <C extends string>(list: { get(code: C): { readonly vi: string; readonly en: string } }, code: C) => ({
  code,
  ...both(list.get(code)),
});

export function lineOf(product: ProductRow, places: readonly PlaceRow[], rating: Rating): CatalogueLine {
  return {
    id: product.slug,
    name: product.name,
    maker: product.maker,
    kind: coded(productKind, product.kind),
    about: { vi: product.about_vi, en: product.about_en ?? product.about_vi },
    bands: product.bands,
    platforms: places.map(({ platform }) => coded(productPlatform, platform)),
    label: labelOf(product),
    storeAge: appAge.has(product.store_age) ? coded(appAge, product.store_age) : null,
    verdict: { ...coded(productVerdict, rating.verdict), short: productVerdict.get(rating.verdict).short },
    flags: rating.flags.map(({ flag, red }) => ({
      ...coded(productFlag, flag),
      short: productFlag.get(flag).short,
      red,
    })),
    until: rating.until,
    goodAlternative: rating.featured,
    listVersion: criteriaList.version,
    invented: product.is_demonstration,
  };
}

function labelOf(product: ProductRow): CatalogueLine['label'] {
  const { label, label_basis } = product;
  if (label === null || label_basis === null || !gameLabel.has(label)) return null;
  return {
    ...coded(gameLabel, label),
    basis: coded(labelBasis, label_basis),
    papers: product.label_papers,
    descriptors: product.descriptors.map((code) => coded(contentDescriptor, code)),
  };
}

export function entryOf(
  line: CatalogueLine,
  product: ProductRow,
  places: readonly PlaceRow[],
  rating: Rating,
): Omit<CatalogueEntry, 'answers' | 'reviews' | 'alternatives'> {
  return {
    ...line,
    places: places.map(({ platform, store_id }) => ({ platform, storeId: store_id })),
    policyUrl: product.policy_url,
    layers: rating.layers.map((layer) => ({
      ...coded(evaluationLayer, layer.layer),
      what: { vi: evaluationLayer.get(layer.layer).whatVi, en: evaluationLayer.get(layer.layer).whatEn },
      missing: layer.missing === null ? null : coded(ratingMissing, layer.missing),
      platforms: layer.platforms.map((code) => coded(productPlatform, code)),
      madeOn: layer.madeAt === null ? null : vietnamDate(layer.madeAt),
      until: layer.until,
      listVersion: layer.listVersion,
      kappa: layer.kappa,
    })),
    findings: rating.results.map(({ criterion, outcome, grounds }) => ({
      id: criterion.id,
      layer: criterion.layer,
      core: criterion.core,
      question: both(criterion),
      outcome,
      grounds: grounds.map(groundView),
    })),
    reasons: rating.flags.map(({ flag, grounds }) => ({ flag, grounds: grounds.map(groundView) })),
  };
}

const groundView = (ground: Ground): CatalogueEntry['findings'][number]['grounds'][number] => ({
  reason: ground.reason,
  reader: coded(productReader, ground.reader),
  consent: ground.consent === null ? null : coded(practiceConsent, ground.consent),
  platform: coded(productPlatform, ground.platform),
  version: ground.version,
  on: vietnamDate(ground.madeAt),
  listVersion: ground.listVersion,
});
