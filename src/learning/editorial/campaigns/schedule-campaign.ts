import { actOnRecord, type Ctx, ok, type Result, startOfVietnamDate } from '../../../kernel/index.ts';
import { publishItem } from '../publish-item.ts';
import { campaignRecord } from './campaign-record.ts';
import { placedItems } from './campaign-store.ts';

/** What became of each item of a campaign that was to be scheduled. */
export interface ScheduledCampaign {
  readonly scheduled: number;
  /** Waits for its approvals, or was not sent yet: it is not scheduled. */
  readonly notReady: number;
  /** Its newest version is published or scheduled already. */
  readonly already: number;
}

/**
 * Schedules every item of a campaign that two people have approved for its day, as publishing each would; what is not approved is
 * left, and named by the page. Refusals: those of an act on a campaign and of `publishItem`
 */
export async function scheduleCampaign(ctx: Ctx, campaign: string): Promise<Result<ScheduledCampaign>> {
  const on = { id: campaign, readOnly: true };
  const placed = await actOnRecord(campaignRecord, ctx, 'learning-campaign.write', on, async (tx, row) =>
    ok(await placedItems(tx, row.id)),
  );
  if (!placed.ok) return placed;
  const waiting = placed.value.filter(({ head_from }) => head_from === null);
  const ready = waiting.filter(({ stage }) => stage === 'APPROVED');
  for (const { id, version, day } of ready) {
    const done = await publishItem(ctx, { item: id, version, from: startOfVietnamDate(day) });
    if (!done.ok) return done;
  }
  return ok({
    scheduled: ready.length,
    notReady: waiting.length - ready.length,
    already: placed.value.length - waiting.length,
  });
}
