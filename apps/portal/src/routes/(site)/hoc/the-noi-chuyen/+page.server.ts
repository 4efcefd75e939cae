import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = ({ locals: { app, ctx } }) => ({
  cards: app.modules.learning.talkCards(ctx.language),
});
