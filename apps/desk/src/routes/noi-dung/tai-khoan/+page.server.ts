import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { valueOrError } from '../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'takedown-order.report' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:accounts-over');
  const accounts = valueOrError(ctx, await app.modules.takedown.accountsOver(ctx));
  const locale = getLocale();
  return {
    proposes: app.permissions.allows({ action: 'takedown-order.propose' }, ctx.actor, ctx.now),
    rows: accounts.map((one) => ({
      id: one.items[0]?.id ?? '',
      mask: one.mask,
      items: one.items,
      ordered: one.ordered,
      reached: one.reached.map(({ rule, count }) => ({
        id: rule.id,
        count,
        words: locale === 'vi' ? rule.vi : rule.en,
        source: lawCitation(rule.source, locale),
        verified: rule.verified,
      })),
    })),
  };
};
