import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import type { ItemStage } from '../editorial/item.ts';
import { announcementsOfItem } from './announcement-store.ts';
import { announcementPolicy } from './fan-page-policies.ts';
import { postsOf } from './post-store.ts';

export interface AnnouncementLineView {
  readonly id: string;
  readonly stage: ItemStage;
  readonly startedAt: Date;
  readonly changedAt: Date;
  /** At how many places it stands or is to stand, and at how many something is amiss. */
  readonly standing: number;
  readonly alarms: number;
}

/** What was told of an item so far, the newest first. Refusals: `access.not-permitted` */
export async function listAnnouncements(ctx: Ctx, item: string): Promise<Result<readonly AnnouncementLineView[]>> {
  if (!announcementPolicy.couldEver(ctx.actor, 'announcement.read', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const lines: AnnouncementLineView[] = [];
    const id = parseId<'learning-item'>(item);
    for (const row of id === undefined ? [] : await announcementsOfItem(tx, id)) {
      const posts = await postsOf(tx, row.id);
      lines.push({
        id: row.id,
        stage: row.stage,
        startedAt: row.started_at,
        changedAt: row.changed_at,
        standing: posts.filter(({ state }) => state !== 'GONE').length,
        alarms: posts.filter(({ alarm }) => alarm !== null).length,
      });
    }
    return ok(lines);
  });
}
