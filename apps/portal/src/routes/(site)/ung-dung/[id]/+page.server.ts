import { error, fail } from '@sveltejs/kit';
import { portalBand } from '../../../../../../../src/vocabulary/index.ts';
import { entryWords, faultOf, said } from '../../../../catalogue/entry-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** One product: the result, every reason of it, and what its provider and children say. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const { learning } = app.modules;
  const found = await learning.readCatalogueEntry(ctx, params.id);
  if (!found.ok) error(404);
  const bandName = (code: string) => (portalBand.has(code) ? said(portalBand.get(code)) : code);
  const words = entryWords(found.value);
  return {
    entry: {
      ...words,
      bands: words.bands.map(bandName),
      reviews: words.reviews.map((one) => ({ ...one, band: bandName(one.band) })),
    },
    bands: portalBand.terms.map((term) => ({ value: term.code, label: said(term) })),
    likes: learning.reviewLikes.terms.map((term) => ({ value: term.code, label: said(term) })),
    against: found.value.layers.flatMap((layer) =>
      layer.madeOn === null ? [] : [{ value: layer.code, label: said(layer) }],
    ),
    // So that the same words sent twice are one report, should they be one.
    key: `review-${crypto.randomUUID()}`,
  };
};

/** How a reader of a band is addressed. */
const calledIn = (band: string) => (band === 'ADULT' ? m.you_adult() : band === 'B16_17' ? m.you_ban() : m.you_em());

export const actions: Actions = {
  /** A child's words. What tells of something that happened becomes a report, with its receipt on this answer and nowhere else. */
  'nhan-xet': async ({ locals: { app, ctx }, request, params }) => {
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    const written = { band: field('band'), likes: field('likes'), text: field('text'), key: field('key') };
    const taken = await app.modules.learning.writeReview(ctx, { product: params.id, ...written });
    if (taken.ok)
      return taken.value.taken === 'TOLD'
        ? {
            told: {
              em: calledIn(written.band),
              locator: taken.value.receipt.locator,
              words: [...taken.value.receipt.words],
            },
          }
        : { code: taken.value.code };
    return fail(taken.refusal.text.status, { review: { ...written, fault: faultOf(taken.refusal) } });
  },
  /** What its provider answers, or appeals against. */
  'nha-cung-cap': async ({ locals: { app, ctx }, request, params }) => {
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    const written = { against: field('against'), contact: field('contact'), text: field('statement') };
    const taken = await app.modules.learning.sayAsProvider(ctx, { product: params.id, ...written });
    if (taken.ok) return { sent: taken.value.code };
    return fail(taken.refusal.text.status, { provider: { ...written, fault: faultOf(taken.refusal) } });
  },
};
