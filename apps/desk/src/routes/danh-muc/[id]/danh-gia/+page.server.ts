import { lawCitation } from '../../../../../../../src/vocabulary/index.ts';
import { getLocale } from '../../../../paraglide/runtime.js';
import { field, text, valueOrError } from '../../../../server/answer.server.ts';
import { label, options } from '../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'product.evaluate' };

/** One layer as a form: a criterion, its answer and its reason below each other, in the order of the list. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const { learning } = app.modules;
  const { product, places, versions, criteria } = valueOrError(ctx, await learning.productDetail(ctx, params.id));
  const asked = url.searchParams.get('lop') ?? '';
  const layer = learning.evaluationLayer.has(asked) ? asked : 'POLICY';
  const vi = getLocale() === 'vi';
  const about = learning.evaluationLayer.get(layer);
  return {
    id: product.id,
    name: product.name,
    layer,
    layerName: label(learning.evaluationLayer, layer),
    what: vi ? about.whatVi : about.whatEn,
    pairs: about.evaluators > 1,
    listVersion: criteria.version,
    verified: criteria.verified,
    criteria: criteria.criteria
      .filter((one) => one.layer === layer)
      .map((one) => ({
        id: one.id,
        question: vi ? one.vi : one.en,
        hint: (vi ? one.hintVi : one.hintEn) ?? null,
        source: one.source === undefined ? null : lawCitation(one.source, getLocale()),
        core: one.core,
      })),
    choices: {
      answers: options(learning.criterionAnswer),
      readers: options(learning.productReader),
      consents: options(learning.practiceConsent),
      platforms: places.map((place) => ({
        value: place.platform,
        label: label(learning.productPlatform, place.platform),
      })),
    },
    versions: [...new Set(versions.toReversed().map((one) => one.version))],
  };
};

export const actions: Actions = {
  gui: keepEntered(
    permittedAct('product.evaluate', ({ ctx, modules: { learning }, form, params }) =>
      learning.evaluateProduct(ctx, {
        product: params.id ?? '',
        layer: text(form, 'layer'),
        platform: text(form, 'platform'),
        version: text(form, 'versionName'),
        listVersion: text(form, 'listVersion'),
        findings: learning.criteriaList.criteria.flatMap(({ id }) => {
          const answer = field(form, `answer-${id}`);
          return answer === undefined
            ? []
            : [
                {
                  criterion: id,
                  answer,
                  reader: field(form, `reader-${id}`),
                  consent: field(form, `consent-${id}`),
                  reason: field(form, `reason-${id}`),
                },
              ];
        }),
      }),
    ),
  ),
};
