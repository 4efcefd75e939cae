import { productChoices, productOf } from '../../../catalogue/product-words.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'product.enter' };

export const load: PageServerLoad = ({ locals: { app } }) => ({ choices: productChoices(app) });

export const actions: Actions = {
  nhap: keepEntered(
    permittedAct('product.enter', ({ ctx, app, modules, form }) =>
      modules.learning.enterProduct(ctx, productOf(app, form)),
    ),
  ),
};
