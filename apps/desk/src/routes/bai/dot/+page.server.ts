import { fail, redirect } from '@sveltejs/kit';
import { fourC } from '../../../../../../src/vocabulary/index.ts';
import { href } from '../../../href.ts';
import { campaignChoices, campaignOf } from '../../../learning/campaign-form.server.ts';
import { bandNames } from '../../../learning/item-words.server.ts';
import { refusalView, valueOrError } from '../../../server/answer.server.ts';
import { label, localName } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-campaign.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:learning-campaigns');
  const rows = valueOrError(ctx, await app.modules.learning.listCampaigns(ctx));
  return {
    rows: rows.map((row) => ({
      id: row.id,
      title: localName({ nameVi: row.titleVi, nameEn: row.titleEn || row.titleVi }),
      bands: bandNames(row.bands),
      theme: label(fourC, row.theme),
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      items: row.items,
      out: row.out,
    })),
    choices: campaignChoices(),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  mo: keepEntered(
    permittedAct('learning-campaign.start', async ({ ctx, modules, form }) => {
      const written = campaignOf(form);
      const started = await modules.learning.startCampaign(ctx, written);
      // Several ages may be ticked: what was entered holds one value of a name.
      if (!started.ok)
        return fail(started.refusal.text.status, { refusal: refusalView(ctx, started.refusal), bands: written.bands });
      redirect(303, href(`/bai/dot/${started.value.id}`));
    }),
  ),
};
