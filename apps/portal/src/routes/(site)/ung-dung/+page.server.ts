import { error } from '@sveltejs/kit';
import { portalBand } from '../../../../../../src/vocabulary/index.ts';
import { lineWords, said } from '../../../catalogue/entry-words.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** Flags that a reader most often wants to leave out. */
const LEFT_OUT = ['STRANGER_CHAT', 'PURCHASE', 'ADS', 'ACCOUNT'] as const;

/** The catalogue: found by words, band, device and kind, good alternatives first. Everything stands in the address, so that a list can be passed on. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { learning } = app.modules;
  const asked = (name: string) => url.searchParams.get(name)?.slice(0, 200) || undefined;
  const chosen = {
    words: asked('tim'),
    band: asked('tuoi'),
    platform: asked('may'),
    kind: asked('loai'),
    without: url.searchParams.getAll('khong').slice(0, LEFT_OUT.length),
    good: url.searchParams.has('tot'),
  };
  const found = await learning.readCatalogue(ctx, chosen);
  if (!found.ok) error(500);
  const options = (list: { readonly terms: readonly { code: string; vi: string; en: string }[] }) =>
    list.terms.map((term) => ({ value: term.code, label: said(term) }));
  return {
    lines: found.value.map(lineWords),
    chosen,
    narrowed: Object.values(chosen).some((one) => (Array.isArray(one) ? one.length > 0 : Boolean(one))),
    bands: options(portalBand).filter(({ value }) => value !== 'ADULT'),
    platforms: options(learning.productPlatform),
    kinds: options(learning.productKind),
    leftOut: LEFT_OUT.map((code) => ({ value: code, label: said(learning.productFlag.get(code).short) })),
    layers: learning.evaluationLayer.terms.map((term) => ({
      name: said(term),
      what: said({ vi: term.whatVi, en: term.whatEn }),
    })),
    listVersion: learning.criteriaList.version,
  };
};
