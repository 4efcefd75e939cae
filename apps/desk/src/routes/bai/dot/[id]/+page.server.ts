import { campaignChoices, campaignOf } from '../../../../learning/campaign-form.server.ts';
import { bandNames, stageWords } from '../../../../learning/item-words.server.ts';
import { field, number, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-campaign.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:learning-campaign');
  const campaign = valueOrError(ctx, await app.modules.learning.campaignDetail(ctx, params.id));
  const tones = { shown: 'done', scheduled: 'done', ready: 'open', 'not-ready': 'waiting', late: 'stopped' } as const;
  return {
    id: campaign.id,
    version: campaign.version,
    title: localName({ nameVi: campaign.titleVi, nameEn: campaign.titleEn || campaign.titleVi }),
    written: {
      titleVi: campaign.titleVi,
      titleEn: campaign.titleEn,
      aim: campaign.aim,
      theme: campaign.theme,
      startsOn: campaign.startsOn,
      endsOn: campaign.endsOn,
    },
    bands: campaign.bands,
    items: campaign.items.map((item) => ({
      id: item.id,
      title: localName({ nameVi: item.titleVi, nameEn: item.titleEn || item.titleVi }),
      form: words('item_form', item.form),
      bands: bandNames(item.bands),
      day: item.day,
      stage: stageWords(item.stage).text,
      state: { tone: tones[item.state], text: words('campaign_state', item.state) },
    })),
    choices: campaignChoices(),
  };
};

export const actions: Actions = {
  luu: permittedAct('learning-campaign.write', ({ ctx, modules, form, params }) =>
    modules.learning.changeCampaign(ctx, {
      campaign: params.id ?? '',
      version: number(form, 'version'),
      ...campaignOf(form),
    }),
  ),
  xep: permittedAct('learning-campaign.write', ({ ctx, modules, form, params }) =>
    modules.learning.placeItem(ctx, {
      campaign: params.id ?? '',
      item: text(form, 'item'),
      day: text(form, 'day'),
    }),
  ),
  bo: permittedAct('learning-campaign.write', ({ ctx, modules, form, params }) =>
    modules.learning.placeItem(ctx, { campaign: params.id ?? '', item: field(form, 'item') ?? '', day: null }),
  ),
  hen: permittedAct('learning-campaign.write', ({ ctx, modules, params }) =>
    modules.learning.scheduleCampaign(ctx, params.id ?? ''),
  ),
};
