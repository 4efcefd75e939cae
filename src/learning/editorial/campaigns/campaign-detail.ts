import { actOnRecord, type Ctx, ok, type Result, vietnamDate } from '../../../kernel/index.ts';
import type { ItemForm, ItemStage } from '../item.ts';
import { CAMPAIGN, campaignRecord } from './campaign-record.ts';
import { placedItems } from './campaign-store.ts';

/** A campaign with its items by day. */
export interface CampaignDetail {
  readonly id: string;
  readonly version: number;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly aim: string;
  readonly bands: readonly string[];
  readonly theme: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly items: readonly {
    readonly id: string;
    readonly slug: string;
    readonly form: ItemForm;
    readonly titleVi: string;
    readonly titleEn: string;
    readonly bands: readonly string[];
    readonly stage: ItemStage;
    readonly day: string;
    /** `late`: its day has come and readers see nothing of it. */
    readonly state: 'shown' | 'scheduled' | 'ready' | 'not-ready' | 'late';
  }[];
}

/** Refusals: those of an act on a campaign */
export async function campaignDetail(ctx: Ctx, campaign: string): Promise<Result<CampaignDetail>> {
  const on = { id: campaign, readOnly: true };
  return actOnRecord(campaignRecord, ctx, 'learning-campaign.read', on, async (tx, row) => {
    const today = vietnamDate(tx.now);
    tx.audit({ action: 'learning-campaign.read', object: { kind: CAMPAIGN, id: row.id } });
    return ok({
      id: row.id,
      version: row.version,
      titleVi: row.title_vi,
      titleEn: row.title_en,
      aim: row.aim,
      bands: row.bands,
      theme: row.theme,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      items: (await placedItems(tx, row.id)).map((item) => ({
        id: item.id,
        slug: item.slug,
        form: item.form,
        titleVi: item.title_vi,
        titleEn: item.title_en,
        bands: item.bands,
        stage: item.stage,
        day: item.day,
        state: stateOf(item, today),
      })),
    });
  });
}

function stateOf(
  item: { readonly shown: boolean; readonly head_from: Date | null; readonly stage: ItemStage; readonly day: string },
  today: string,
): CampaignDetail['items'][number]['state'] {
  if (item.shown) return 'shown';
  if (item.head_from !== null) return 'scheduled';
  if (item.day <= today) return 'late';
  return item.stage === 'APPROVED' ? 'ready' : 'not-ready';
}
