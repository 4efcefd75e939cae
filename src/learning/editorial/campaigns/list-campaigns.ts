import { type Ctx, ok, type Result, refuseRequest } from '../../../kernel/index.ts';
import { campaignPolicy } from './campaign-policy.ts';
import { campaignRows } from './campaign-store.ts';

/** One line of the editors' campaigns. */
export interface CampaignLine {
  readonly id: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly bands: readonly string[];
  readonly theme: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly items: number;
  readonly out: number;
}

/** What begins last first. Refusals: `access.not-permitted` */
export async function listCampaigns(ctx: Ctx): Promise<Result<readonly CampaignLine[]>> {
  if (!campaignPolicy.couldEver(ctx.actor, 'learning-campaign.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok(
      (await campaignRows(tx)).map((row) => ({
        id: row.id,
        titleVi: row.title_vi,
        titleEn: row.title_en,
        bands: row.bands,
        theme: row.theme,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        items: row.items,
        out: row.out,
      })),
    ),
  );
}
