import { productChoices, productOf } from '../../../../catalogue/product-words.server.ts';
import { number, valueOrError } from '../../../../server/answer.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'product.change' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const { product, places } = valueOrError(ctx, await app.modules.learning.productDetail(ctx, params.id));
  return {
    id: product.id,
    name: product.name,
    version: product.version,
    choices: productChoices(app),
    written: {
      kind: product.kind,
      name: product.name,
      maker: product.maker,
      aboutVi: product.about_vi,
      aboutEn: product.about_en ?? '',
      policyUrl: product.policy_url ?? '',
      label: product.label ?? '',
      labelBasis: product.label_basis ?? '',
      labelPapers: product.label_papers ?? '',
      storeAge: product.store_age ?? '',
      ...Object.fromEntries(places.map((place) => [`place-${place.platform}`, place.store_id])),
    } as Record<string, string>,
    chosen: { bands: product.bands, descriptors: product.descriptors } as Record<string, readonly string[]>,
  };
};

export const actions: Actions = {
  luu: keepEntered(
    permittedAct('product.change', ({ ctx, app, modules, form, params }) =>
      modules.learning.changeProduct(ctx, {
        product: params.id ?? '',
        version: number(form, 'version'),
        ...productOf(app, form),
      }),
    ),
  ),
};
