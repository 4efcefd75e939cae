import { packageView } from '../../../../catalogue/package-words.server.ts';
import { evaluationStatus } from '../../../../catalogue/product-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { type RefusalView, valueOrError } from '../../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'product.evaluate' };

type Words = Readonly<Record<'vi' | 'en', { readonly title: string; readonly next: string }>>;

/** What was read of the packages of a product. The form goes to a route of its own: a package is larger than a form may be. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url, depends }) => {
  depends('desk:product');
  const { learning } = app.modules;
  const { product, places, evaluations, may, criteria } = valueOrError(
    ctx,
    await learning.productDetail(ctx, params.id),
  );
  const readings = valueOrError(ctx, await learning.listPackageReadings(ctx, params.id));
  const locale = getLocale();
  const question = (id: string) => criteria.criteria.find((one) => one.id === id)?.[locale] ?? id;
  return {
    id: product.id,
    name: product.name,
    language: locale,
    storeId: places.find(({ platform }) => platform === 'ANDROID')?.store_id ?? null,
    may: may.includes('product.evaluate'),
    listVersion: criteria.version,
    codeList: {
      version: learning.trackerList.version,
      verified: learning.trackerList.verified,
      entries: learning.trackerList.entries.length,
    },
    readings: readings.map((reading) => {
      const evaluation = evaluations.find(({ id }) => id === reading.evaluation);
      return { ...packageView(app, reading, question), status: evaluation ? evaluationStatus(evaluation.state) : null };
    }),
    /** Without scripts: what became of the form, as its route says it in the address. */
    read: readings.some(({ id }) => id === url.searchParams.get('da-doc')),
    refused: refusedBy(learning.learningRefusals, url.searchParams.get('loi'), locale),
  };
};

function refusedBy(
  known: Readonly<Record<string, Words>>,
  code: string | null,
  locale: 'vi' | 'en',
): RefusalView | null {
  if (code === null) return null;
  const words = Object.hasOwn(known, code) ? known[code]?.[locale] : undefined;
  return { code, title: words?.title ?? m.package_refused(), next: words?.next ?? m.package_refused_next() };
}
