import { portalBand } from '../../../../../../src/vocabulary/index.ts';
import { dayText, evaluationStatus, stateName, verdictWords } from '../../../catalogue/product-words.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { formatNumber } from '../../../parts/format.ts';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { label, options } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'product.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:product');
  const { learning } = app.modules;
  const { product, places, versions, evaluations, usedByOther, rating, may, criteria } = valueOrError(
    ctx,
    await learning.productDetail(ctx, params.id),
  );
  const pending = await pendingApprovals(app, ctx, 'evaluation');
  const locale = getLocale();
  const question = (id: string) => criteria.criteria.find((one) => one.id === id)?.[locale] ?? id;
  const platform = (code: string) => label(learning.productPlatform, code);
  return {
    product: {
      id: product.id,
      slug: product.slug,
      version: product.version,
      name: product.name,
      maker: product.maker,
      about: product.about_vi,
      kind: label(learning.productKind, product.kind),
      bands: product.bands.map((band) => label(portalBand, band)).join(', '),
      places: places.map((place) => `${platform(place.platform)}: ${place.store_id}`),
      policyUrl: product.policy_url,
      label:
        product.label === null
          ? null
          : `${product.label}, ${product.label_basis === null ? '' : label(learning.labelBasis, product.label_basis)}${product.label_papers === null ? '' : ` (${product.label_papers})`}`,
      state: stateName(product.state),
      withdrawal: product.withdrawal && label(learning.productWithdrawal, product.withdrawal),
      invented: product.is_demonstration,
    },
    verdict: verdictWords(app, rating.verdict),
    until: dayText(rating.until),
    featured: rating.featured,
    flags: rating.flags.map((flag) => ({
      code: flag.flag,
      red: flag.red,
      name: label(learning.productFlag, flag.flag),
      // Two who found the same say it once.
      reasons: [...new Set(flag.grounds.map((ground) => ground.reason ?? question(ground.criterion)))],
    })),
    layers: rating.layers.map((layer) => ({
      code: layer.layer,
      name: label(learning.evaluationLayer, layer.layer),
      missing: layer.missing === null ? null : label(learning.ratingMissing, layer.missing),
      until: dayText(layer.until),
      olderList: layer.olderList,
      kappa: layer.kappa === null ? null : formatNumber(layer.kappa, locale, 2),
      waits: usedByOther.length > 0 && layer.layer === 'USE',
    })),
    usedByOther: usedByOther.map((one) => `${platform(one.platform)} ${one.version}`),
    evaluations: evaluations.toReversed().map((one) => ({
      id: one.id,
      layer: label(learning.evaluationLayer, one.layer),
      on: `${platform(one.platform)} ${one.version}`,
      by: one.own ? m.evaluation_mine() : (one.evaluator ?? m.evaluation_somebody()),
      madeAt: one.madeAt,
      until: dayText(one.until),
      list: one.listVersion,
      status: evaluationStatus(one.state),
      findings: one.findings.map((finding, at) => ({
        id: `${one.id} ${at}`,
        question: question(finding.criterion),
        answer: label(learning.criterionAnswer, finding.answer),
        more: [
          finding.reader === 'EVERYBODY' ? '' : label(learning.productReader, finding.reader),
          finding.consent === null ? '' : label(learning.practiceConsent, finding.consent),
          finding.reason ?? '',
        ]
          .filter(Boolean)
          .join(' · '),
      })),
      approval: pending.get(one.id) ?? null,
    })),
    versions: versions.toReversed().map((one) => ({
      id: one.id,
      name: `${platform(one.platform)} ${one.version}`,
      at: one.noted_at,
      sha256: one.package_sha256,
    })),
    may,
    reads: places.some(({ platform: on }) => on === 'ANDROID'),
    choices: {
      platforms: places.map((place) => ({ value: place.platform, label: platform(place.platform) })),
      withdrawal: options(learning.productWithdrawal),
    },
  };
};

export const actions: Actions = {
  duyet: decideApproval,
  phienBan: permittedAct('product.change', ({ ctx, modules, form, params }) =>
    modules.learning.noteVersion(ctx, {
      product: params.id ?? '',
      platform: text(form, 'platform'),
      version: text(form, 'versionName'),
      packageSha256: text(form, 'sha256'),
    }),
  ),
  dang: permittedAct('product.publish', ({ ctx, modules, form, params }) =>
    modules.learning.publishProduct(ctx, { product: params.id ?? '', version: number(form, 'version') }),
  ),
  rut: permittedAct('product.withdraw', ({ ctx, modules, form, params }) =>
    modules.learning.withdrawProduct(ctx, {
      product: params.id ?? '',
      reason: text(form, 'reason'),
      version: number(form, 'version'),
    }),
  ),
};
