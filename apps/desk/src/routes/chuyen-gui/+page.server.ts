import { purposes, referralChips, referralRows, statuses } from '../../referral/referral-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'referral.read' };

/** Referrals that came to the reader's agency, or that it sent; the filters stand in the address. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:referrals');
  const actor = personOf(ctx);
  const sends = app.permissions.allows({ action: 'referral.send' }, actor, ctx.now);
  const side = url.searchParams.get('chieu') === 'di' && sends ? ('out' as const) : ('in' as const);
  const status = url.searchParams.get('trang-thai') ?? '';
  const asked = side === 'out' && url.searchParams.get('hoi') === '1';
  const purpose = url.searchParams.get('muc-dich') ?? '';
  const list = valueOrError(
    ctx,
    await app.modules.cases.listReferrals(ctx, {
      side,
      ...(status ? { statuses: status.split(',') } : {}),
      ...(purpose ? { purpose } : {}),
      ...(asked ? { asked } : {}),
    }),
  );
  const counts = valueOrError(ctx, await app.modules.cases.countReferrals(ctx, { side }));
  return {
    side,
    sends,
    registers: app.permissions.allows({ action: 'external-receiver.manage' }, actor, ctx.now),
    rows: await referralRows(app, ctx, list, side),
    chips: referralChips(app, counts, side),
    choices: { 'trang-thai': statuses(), 'muc-dich': purposes() },
    now: ctx.now.toISOString(),
  };
};
