import type { Ctx, Tx } from '../../kernel/index.ts';
import { type ApprovalKind, lapseApproval } from '../../work/index.ts';
import { ANNOUNCEMENT } from './announcement-record.ts';
import { announcementVersion, findAnnouncement } from './announcement-store.ts';
import { announcementPolicy } from './fan-page-policies.ts';

/** Asked for by whoever sends it, decided by somebody else. */
export const FIRST_ANNOUNCEMENT_APPROVAL = ANNOUNCEMENT;
/** Asked for by the first approval, decided by a second person. */
export const SECOND_ANNOUNCEMENT_APPROVAL = 'announcement-second';

/** An approval is a part of seeing it as each network shows it: `approveAnnouncement`, `sendBackAnnouncement`. */
const approval = (code: string): ApprovalKind => ({
  code,
  async content(_ctx, tx, id) {
    const row = await findAnnouncement(tx, id);
    const head = row && (await announcementVersion(tx, row.id, row.head));
    return head && [`announcement ${id}`, `version ${head.number}`, `hash ${head.hash}`];
  },
  async mayDecide(ctx: Ctx, tx: Tx, { object }) {
    const row = await findAnnouncement(tx, object.id);
    return row !== undefined && announcementPolicy.can(ctx.actor, 'announcement.approve', row, ctx.now);
  },
});

export const announcementApproval = approval(FIRST_ANNOUNCEMENT_APPROVAL);
export const secondAnnouncementApproval = approval(SECOND_ANNOUNCEMENT_APPROVAL);

/** Nothing waits any more: it has gone another way. */
export async function lapseAnnouncementApprovals(tx: Tx, announcement: string): Promise<void> {
  for (const kind of [FIRST_ANNOUNCEMENT_APPROVAL, SECOND_ANNOUNCEMENT_APPROVAL])
    await lapseApproval(tx, { kind, object: announcement });
}
